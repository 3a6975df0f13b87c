#include "link/folded_persons.h"

#include "base/utf8.h"
#include "encode/fold.h"

/* What a raw value folds to is remembered: values repeat, and folding is slow. */
struct folder {
    struct folded_persons *p;
    struct arena arena;
    struct value_numbers raw;
    uint32_t *folded; /* number of the folded value by number of the raw one */
    size_t cap;
    struct buf text;
};

bool person_role_is_name(enum person_role role)
{
    return role <= ROLE_FULL_NAME;
}

static struct value_numbers *numbers_of(struct folded_persons *p, enum person_role role)
{
    return person_role_is_name(role) ? &p->name_numbers : &p->numbers[role];
}

struct str folded_value(const struct folded_persons *p, enum person_role role,
                        size_t row)
{
    if (!p->value[role]) return STR_NONE;
    return (person_role_is_name(role) ? &p->name_numbers : &p->numbers[role])
        ->text[p->value[role][row]];
}

/* --- one value --- */

static void keep_digits(struct buf *out, struct str raw, bool with_letters)
{
    for (size_t i = 0; i < raw.n; i++) {
        char c = raw.p[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
        if ((c >= '0' && c <= '9') || (with_letters && c >= 'a' && c <= 'z'))
            buf_add_char(out, c);
    }
}

static void fold_mail(struct buf *out, struct str raw)
{
    for (size_t i = 0; i < raw.n; i++) {
        char c = raw.p[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
        if (c > ' ') buf_add_char(out, c);
    }
}

/* m, f, or what was sent. */
static void fold_sex(struct buf *out, struct str raw)
{
    static const char *const men[] = {"m",     "man",       "male",      "mann",    "h",
                                      "homme", "mannelijk", "maennlich", "masculin"};
    static const char *const women[] = {"f",        "v",      "w",     "vrouw",
                                        "female",   "frau",   "femme", "vrouwelijk",
                                        "weiblich", "feminin"};
    size_t from = out->n;
    text_fold(out, raw, FOLD_UMLAUT_KEEP);
    struct str text = {out->p + from, out->n - from};
    char code = 0;
    for (size_t i = 0; i < ARRAY_LEN(men); i++)
        if (str_eq_c(text, men[i])) code = 'm';
    for (size_t i = 0; i < ARRAY_LEN(women); i++)
        if (str_eq_c(text, women[i])) code = 'f';
    if (!code) return;
    out->n = from;
    buf_add_char(out, code);
}

static struct str fold_value(struct folder *f, enum person_role role, struct str raw)
{
    struct buf *out = &f->text;
    buf_clear(out);
    raw = utf8_take(str_trim(raw), FOLDED_VALUE_BYTES);
    switch (role) {
    case ROLE_SEX:
        fold_sex(out, raw);
        break;
    case ROLE_PHONE:
        keep_digits(out, raw, false);
        /* the country code and the zero that stands for it are not told apart */
        if (out->n > 9) return (struct str){out->p + out->n - 9, 9};
        break;
    case ROLE_NUMBER:
    case ROLE_POSTCODE:
    case ROLE_HOUSE_NUMBER:
        keep_digits(out, raw, true);
        break;
    case ROLE_MAIL:
        fold_mail(out, raw);
        break;
    default:
        text_fold(out, raw, FOLD_UMLAUT_KEEP);
        break;
    }
    return str_trim(buf_str(out));
}

static bool says_nothing(struct str text)
{
    static const char *const words[] = {"unknown", "onbekend", "inconnu", "unbekannt",
                                        "na",      "n a",      "nan",     "null",
                                        "none",    "nil"};
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_eq_c(text, words[i])) return true;
    return false;
}

static uint32_t folded_number(struct folder *f, enum person_role role, struct str raw)
{
    uint32_t r = value_number(&f->raw, raw);
    if (r >= f->cap) {
        size_t before = f->cap;
        f->cap = MAX_OF((size_t)r + 1, 2 * f->cap);
        f->folded = mem_grow(f->folded, f->cap, sizeof *f->folded);
        memset(f->folded + before, 0xff, (f->cap - before) * sizeof *f->folded);
    }
    if (f->folded[r] != UINT32_MAX) return f->folded[r];
    struct str text = r ? fold_value(f, role, raw) : STR_NONE;
    if (says_nothing(text)) text = STR_NONE;
    return f->folded[r] = value_number(numbers_of(f->p, role), text);
}

static void fold_column(struct folded_persons *p, enum person_role role)
{
    struct folder f = {.p = p};
    value_numbers_init(&f.raw, &f.arena);
    buf_init(&f.text, 0);
    if (!person_role_is_name(role)) value_numbers_init(&p->numbers[role], &p->arena);
    p->value[role] = arena_new_array(&p->arena, uint32_t, p->n);
    bool any = false;
    for (size_t i = 0; i < p->n; i++) {
        p->value[role][i] = folded_number(&f, role, p->table->value[role][i]);
        any |= p->value[role][i] != 0;
    }
    if (!any) p->value[role] = NULL;
    free(f.folded);
    buf_dispose(&f.text);
    value_numbers_dispose(&f.raw);
    arena_dispose(&f.arena);
}

/* --- names --- */

static void cut_words(struct folded_name *out, struct str core)
{
    struct str rest = core, word;
    out->n_words = 0;
    while (out->n_words < NAME_WORDS_MAX && str_split(&word, &rest, ' '))
        if (word.n) out->word[out->n_words++] = word;
}

static void describe_name(struct folded_name *out, struct arena *a, struct str folded)
{
    struct name_parts parts;
    name_parts_of(&parts, a, folded);
    struct str core = parts.core.n ? parts.core : folded;
    out->whole = folded;
    cut_words(out, core);
    char *joined = arena_alloc(a, core.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < core.n; i++)
        if (core.p[i] != ' ') joined[n++] = core.p[i];
    out->joined = (struct str){joined, n};
}

static void describe_names(struct folded_persons *p)
{
    size_t n = p->name_numbers.n;
    p->name = arena_new_array(&p->arena, struct folded_name, n);
    for (size_t i = 1; i < n; i++)
        describe_name(&p->name[i], &p->arena, p->name_numbers.text[i]);
}

static uint32_t *column_of(struct folded_persons *p, enum person_role role)
{
    if (!p->value[role]) p->value[role] = arena_new_array(&p->arena, uint32_t, p->n);
    return p->value[role];
}

/* "Berg, Anna" names the family first. Of the rest the last word does, with the
 * particles before it. */
static void split_full_name(struct folded_persons *p, struct arena *a, size_t row)
{
    struct str raw = p->table->value[ROLE_FULL_NAME][row];
    struct str full = folded_value(p, ROLE_FULL_NAME, row), family, given;
    struct buf b;
    size_t comma = 0;
    while (comma < raw.n && raw.p[comma] != ',')
        comma++;
    buf_init(&b, 0);
    if (comma < raw.n) {
        text_fold(&b, (struct str){raw.p, comma}, FOLD_UMLAUT_KEEP);
        family = str_copy(a, buf_str(&b));
        buf_clear(&b);
        text_fold(&b, (struct str){raw.p + comma + 1, raw.n - comma - 1},
                  FOLD_UMLAUT_KEEP);
        given = str_copy(a, buf_str(&b));
    } else {
        struct folded_name name;
        describe_name(&name, a, full);
        family = name.n_words > 1 ? name.word[name.n_words - 1] : STR_NONE;
        given = name.n_words ? name.word[0] : STR_NONE;
    }
    if (!column_of(p, ROLE_GIVEN_NAME)[row])
        p->value[ROLE_GIVEN_NAME][row] = value_number(&p->name_numbers, given);
    if (!column_of(p, ROLE_FAMILY_NAME)[row])
        p->value[ROLE_FAMILY_NAME][row] = value_number(&p->name_numbers, family);
    buf_dispose(&b);
}

static bool has_word(struct str text, struct str word)
{
    struct str piece;
    while (str_split(&piece, &text, ' '))
        if (str_eq(piece, word)) return true;
    return false;
}

/* Words of the full name that neither given nor family name holds. */
static void add_further_words(struct folded_persons *p, struct buf *b, size_t row)
{
    struct folded_name full;
    struct arena a = {0};
    struct str given = folded_value(p, ROLE_GIVEN_NAME, row);
    struct str family = folded_value(p, ROLE_FAMILY_NAME, row);
    describe_name(&full, &a, folded_value(p, ROLE_FULL_NAME, row));
    buf_clear(b);
    for (unsigned i = 0; i < full.n_words; i++) {
        if (has_word(given, full.word[i]) || has_word(family, full.word[i])) continue;
        if (b->n) buf_add_char(b, ' ');
        buf_add(b, full.word[i]);
    }
    if (b->n)
        column_of(p, ROLE_SECOND_NAME)[row] =
            value_number(&p->name_numbers, buf_str(b));
    arena_dispose(&a);
}

static void use_full_names(struct folded_persons *p)
{
    struct arena a = {0};
    struct buf b;
    bool has_second = p->value[ROLE_SECOND_NAME] != NULL;
    buf_init(&b, 0);
    for (size_t i = 0; i < p->n; i++) {
        if (!p->value[ROLE_FULL_NAME][i]) continue;
        if (!folded_value(p, ROLE_GIVEN_NAME, i).n ||
            !folded_value(p, ROLE_FAMILY_NAME, i).n) {
            split_full_name(p, &a, i);
            arena_reset(&a);
        }
        if (!has_second) add_further_words(p, &b, i);
    }
    buf_dispose(&b);
    arena_dispose(&a);
}

static void use_birth_names(struct folded_persons *p)
{
    const uint32_t *birth = p->value[ROLE_BIRTH_NAME];
    uint32_t *family = column_of(p, ROLE_FAMILY_NAME);
    for (size_t i = 0; i < p->n; i++)
        if (!family[i]) family[i] = birth[i];
}

/* --- dates --- */

static void write_digits(struct folded_day *d)
{
    char text[16];
    snprintf(text, sizeof text, "%04d%02u%02u", d->year, d->month, d->day);
    memcpy(d->digits, text, sizeof d->digits);
}

/* Groups of digits of a raw date: at most three. */
static size_t digit_groups(struct str group[3], struct str raw)
{
    size_t n = 0;
    for (size_t i = 0; i < raw.n;) {
        size_t from = i;
        while (i < raw.n && raw.p[i] >= '0' && raw.p[i] <= '9')
            i++;
        if (i == from) {
            i++;
            continue;
        }
        if (n == 3) return 0;
        group[n++] = (struct str){raw.p + from, i - from};
    }
    return n;
}

static int part(struct str raw, int high)
{
    int v = 0;
    raw = str_trim(raw);
    while (raw.n > 1 && raw.p[0] == '0')
        raw = (struct str){raw.p + 1, raw.n - 1};
    if (!raw.n || raw.n > 4) return 0;
    for (size_t i = 0; i < raw.n; i++) {
        if (raw.p[i] < '0' || raw.p[i] > '9') return 0;
        v = 10 * v + raw.p[i] - '0';
    }
    return v <= high ? v : 0;
}

/* What is no date of our time: a day in 1630, or eight digits of which one is wrong, as
 * 19081309. Both can still be compared. */
static void fold_other_day(struct folded_day *d, struct str raw)
{
    struct str group[3];
    char eight[8];
    size_t n = digit_groups(group, raw);
    if (n == 1 && group[0].n == 8) {
        memcpy(eight, group[0].p, sizeof eight);
    } else if (n == 3 && group[0].n == 4 && group[1].n == 2 && group[2].n == 2) {
        for (size_t i = 0, at = 0; i < n; at += group[i++].n)
            memcpy(eight + at, group[i].p, group[i].n);
    } else if (n == 3 && group[0].n == 2 && group[1].n == 2 && group[2].n == 4) {
        for (size_t i = n, at = 0; i > 0; at += group[--i].n)
            memcpy(eight + at, group[i - 1].p, group[i - 1].n);
    } else if (n == 1 && group[0].n == 4) {
        d->year = (int16_t)part(group[0], 9999);
        d->is_known = d->is_date = d->year != 0;
        write_digits(d);
        return;
    } else {
        return;
    }
    memcpy(d->digits, eight, sizeof eight);
    d->is_known = true;
}

static struct str raw_value(const struct folded_persons *p, enum person_role role,
                            size_t row)
{
    return p->table->value[role] ? p->table->value[role][row] : STR_NONE;
}

static void fold_day(struct folded_day *out, const struct folded_persons *p, size_t row)
{
    struct str raw = str_trim(raw_value(p, ROLE_BIRTH_DATE, row));
    *out = (struct folded_day){0};
    if (raw.n) {
        struct date_doubt doubt;
        struct partial_date d = date_guess_doubt(&doubt, raw);
        out->year = d.year;
        out->month = d.month;
        out->day = d.day;
        if (!out->year || doubt.day_impossible) fold_other_day(out, raw);
    }
    if (!out->year && !out->is_known) {
        out->year = (int16_t)part(raw_value(p, ROLE_BIRTH_YEAR, row), 9999);
        out->month = (uint8_t)part(raw_value(p, ROLE_BIRTH_MONTH, row), 99);
        out->day = (uint8_t)part(raw_value(p, ROLE_BIRTH_DAY, row), 99);
    }
    if (out->is_known) return;
    out->is_known = out->year || out->month;
    out->is_date = out->is_known;
    write_digits(out);
}

static void fold_days(struct folded_persons *p)
{
    if (!p->table->value[ROLE_BIRTH_DATE] && !p->table->value[ROLE_BIRTH_YEAR]) return;
    p->born = arena_new_array(&p->arena, struct folded_day, p->n);
    p->value[ROLE_BIRTH_DATE] = arena_new_array(&p->arena, uint32_t, p->n);
    struct value_numbers *numbers = &p->numbers[ROLE_BIRTH_DATE];
    value_numbers_init(numbers, &p->arena);
    for (size_t i = 0; i < p->n; i++) {
        fold_day(&p->born[i], p, i);
        if (p->born[i].is_known)
            p->value[ROLE_BIRTH_DATE][i] =
                value_number(numbers, (struct str){p->born[i].digits, 8});
    }
}

void folded_persons_init(struct folded_persons *p, const struct person_table *t)
{
    *p = (struct folded_persons){.n = t->n, .table = t};
    value_numbers_init(&p->name_numbers, &p->arena);
    for (int role = 0; role < N_PERSON_ROLES; role++) {
        bool is_day = role >= ROLE_BIRTH_DATE && role <= ROLE_BIRTH_DAY;
        if (t->value[role] && !is_day) fold_column(p, (enum person_role)role);
    }
    if (p->value[ROLE_BIRTH_NAME]) use_birth_names(p);
    p->full_is_further = p->value[ROLE_FULL_NAME] && p->value[ROLE_FAMILY_NAME];
    if (p->value[ROLE_FULL_NAME]) use_full_names(p);
    describe_names(p);
    fold_days(p);
}

void folded_persons_dispose(struct folded_persons *p)
{
    for (int role = 0; role < N_PERSON_ROLES; role++)
        value_numbers_dispose(&p->numbers[role]);
    value_numbers_dispose(&p->name_numbers);
    arena_dispose(&p->arena);
    *p = (struct folded_persons){0};
}
