#include "encode/field_fold.h"

static bool is_named(const struct linkage_feature *f, const char *const *names,
                     size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq_nocase(f->identifier, str_of(names[i]))) return true;
    return false;
}

static const char *const birth_dates[] = {"birth_date", "date_of_birth", "dob",
                                          "geboortedatum"};
static const char *const birth_parts[] = {"birth_year", "birth_month", "birth_day"};
static const char *const sexes[] = {"sex", "gender", "geslacht"};
static const char *const families[] = {"family_name", "birth_name", "second_family",
                                       "surname",     "last_name",  "familienaam"};
static const char *const postcodes[] = {"postcode", "postal_code"};

#define IS_NAMED(f, names) is_named((f), (names), ARRAY_LEN(names))

bool field_is_birth_date(const struct linkage_feature *f)
{
    return IS_NAMED(f, birth_dates);
}

bool field_is_unsalted(const struct linkage_feature *f)
{
    return field_is_birth_date(f) || IS_NAMED(f, birth_parts) || IS_NAMED(f, sexes);
}

/* --- dates --- */

/* The parts of a date by the format of the field; false for a part it lacks, or a
 * letter that is none of these. */
static bool date_add(struct buf *out, struct str format, struct partial_date d)
{
    for (size_t i = 0; i < format.n; i++) {
        if (format.p[i] != '%') {
            buf_add_char(out, format.p[i]);
            continue;
        }
        if (++i == format.n) return false;
        switch (format.p[i]) {
        case 'Y':
            buf_format(out, "%04d", d.year);
            break;
        case 'y':
            buf_format(out, "%02d", d.year % 100);
            break;
        case 'm':
            buf_format(out, "%02d", d.month);
            break;
        case 'd':
            buf_format(out, "%02d", d.day);
            break;
        default:
            return false;
        }
    }
    return true;
}

static void date_fold(struct buf *out, const struct linkage_feature *f, struct str raw)
{
    size_t start = out->n;
    struct partial_date d = date_guess(raw);
    if (!d.year) return;
    if (f->value != VALUE_DATE) {
        buf_format(out, "%04d", d.year);
        if (d.month) buf_format(out, "%02d", d.month);
        if (d.day) buf_format(out, "%02d", d.day);
    } else if (d.day && !date_add(out, f->date_format, d)) {
        out->n = start; /* a format that cannot be written: as not known */
    }
}

/* --- sex --- */

static char sex_of(struct str folded)
{
    static const char *const men[] = {"m",        "h",         "man",      "homme",
                                      "male",     "mannelijk", "masculin", "masculine",
                                      "mannlich", "1"};
    static const char *const women[] = {"f",     "v",        "w",          "vrouw",
                                        "femme", "female",   "vrouwelijk", "feminin",
                                        "woman", "weiblich", "frau",       "2"};
    static const char *const others[] = {"x",     "ander",  "anders",   "autre",
                                         "other", "divers", "nonbinary"};
    for (size_t i = 0; i < ARRAY_LEN(men); i++)
        if (str_eq_c(folded, men[i])) return 'm';
    for (size_t i = 0; i < ARRAY_LEN(women); i++)
        if (str_eq_c(folded, women[i])) return 'f';
    for (size_t i = 0; i < ARRAY_LEN(others); i++)
        if (str_eq_c(folded, others[i])) return 'x';
    return 0;
}

static void sex_fold(struct buf *out, struct str raw)
{
    struct buf folded;
    buf_init(&folded, 0);
    text_fold(&folded, raw, FOLD_UMLAUT_KEEP);
    char sex = sex_of(buf_str(&folded));
    if (sex) buf_add_char(out, sex);
    buf_dispose(&folded);
}

/* --- text --- */

static void add_without_spaces(struct buf *out, struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != ' ') buf_add_char(out, s.p[i]);
}

/* "B-9000" and "9000" are one; "1012 AB" keeps its letters. */
static struct str without_country(struct str s)
{
    size_t n = 0;
    while (n < s.n && (s.p[n] < '0' || s.p[n] > '9'))
        n++;
    return n < s.n && n <= 3 ? (struct str){s.p + n, s.n - n} : s;
}

static void text_field_fold(struct buf *out, const struct linkage_feature *f,
                            struct str raw)
{
    struct buf folded;
    struct arena a = {0};
    buf_init(&folded, 0);
    text_fold(&folded, raw, FOLD_UMLAUT_KEEP);
    struct str s = buf_str(&folded);
    if (IS_NAMED(f, families)) {
        struct name_parts parts;
        name_parts_of(&parts, &a, s);
        s = parts.joined;
    } else if (IS_NAMED(f, postcodes)) {
        s = without_country(s);
    }
    add_without_spaces(out, s);
    arena_dispose(&a);
    buf_dispose(&folded);
}

void field_fold(struct buf *out, const struct linkage_feature *f, struct str raw)
{
    raw = str_trim(raw);
    if (raw.n == 0) return;
    if (field_is_birth_date(f) || f->value == VALUE_DATE)
        date_fold(out, f, raw);
    else if (IS_NAMED(f, sexes))
        sex_fold(out, raw);
    else if (f->value == VALUE_STRING)
        text_field_fold(out, f, raw);
    else
        buf_add(out, raw);
}
