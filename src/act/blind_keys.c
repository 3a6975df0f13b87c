#include "act/blind_keys.h"

#include "domain/insz.h"
#include "encode/fold.h"

static const char *const names[N_BLIND_KEYS] = {"insz", "name-date-1", "name-date-2",
                                                "name-date-3", "name-date-4"};

const char *blind_key_name(enum blind_key_kind kind)
{
    return names[kind];
}

enum blind_key_kind blind_key_named(struct str name)
{
    for (int i = 0; i < N_BLIND_KEYS; i++)
        if (str_eq_c(name, names[i])) return (enum blind_key_kind)i;
    return N_BLIND_KEYS;
}

/* Letters and digits only, without spaces; at most `most`. */
static struct str squeeze(struct arena *a, struct str folded, size_t most)
{
    char *p = arena_alloc(a, folded.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < folded.n && n < most; i++)
        if (folded.p[i] != ' ') p[n++] = folded.p[i];
    return (struct str){p, n};
}

static struct str head_of(struct str s, size_t n)
{
    return (struct str){s.p, MIN_OF(s.n, n)};
}

static struct str fold(struct arena *a, struct str raw)
{
    struct buf out;
    buf_init(&out, 0);
    text_fold(&out, raw, FOLD_UMLAUT_KEEP);
    struct str folded = str_copy(a, buf_str(&out));
    buf_dispose(&out);
    return folded;
}

/* The first letter, then consonants that differ from the letter before them. */
static struct str skeleton(struct arena *a, struct str name, size_t most)
{
    char *p = arena_alloc(a, name.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < name.n && n < most; i++) {
        bool is_vowel = strchr("aeiouy", name.p[i]) != NULL;
        if (i == 0 || (!is_vowel && name.p[i] != name.p[i - 1])) p[n++] = name.p[i];
    }
    return (struct str){p, n};
}

static void put_name_dates(struct blind_keys *out, struct arena *a, struct str family,
                           struct str given, struct partial_date d)
{
    char date[24];
    struct str first = head_of(family, 4), second = head_of(given, 4), s;
    snprintf(date, sizeof date, "%04d-%02d-%02d", d.year, d.month, d.day);
    snprintf(out->text[BLIND_KEY_NAME_DATE_1], BLIND_KEY_BYTES,
             "name-date-1|%.*s|%.*s|%s", STR_ARG(first), STR_ARG(head_of(given, 3)),
             date);
    if (str_compare(first, second) > 0) s = first, first = second, second = s;
    snprintf(out->text[BLIND_KEY_NAME_DATE_2], BLIND_KEY_BYTES,
             "name-date-2|%.*s|%.*s|%s", STR_ARG(first), STR_ARG(second), date);
    s = skeleton(a, family, 4);
    snprintf(out->text[BLIND_KEY_NAME_DATE_3], BLIND_KEY_BYTES,
             "name-date-3|%.*s|%.*s|%s", STR_ARG(s), STR_ARG(head_of(given, 1)), date);
    snprintf(out->text[BLIND_KEY_NAME_DATE_4], BLIND_KEY_BYTES,
             "name-date-4|%.*s|%.*s|%04d-%02d-%02d", STR_ARG(head_of(family, 6)),
             STR_ARG(head_of(given, 3)), d.year, MIN_OF(d.month, d.day),
             MAX_OF(d.month, d.day));
}

void blind_keys_make(struct blind_keys *out, struct arena *a,
                     const struct blind_person *p)
{
    struct name_parts parts;
    struct insz number;
    struct str family, given, rest;
    *out = (struct blind_keys){0};
    struct str insz = str_trim(p->insz), birth = str_trim(p->birth);
    if (insz.n && insz_parse(&number, insz, NULL) == OK)
        snprintf(out->text[BLIND_KEY_INSZ], BLIND_KEY_BYTES, "insz|%s", number.digits);
    else
        out->has_bad_insz = insz.n > 0;
    if (!birth.n) return;
    struct partial_date d = date_guess(birth);
    out->has_bad_birth = d.year == 0;
    if (!d.year || !d.month || !d.day) return;
    name_parts_of(&parts, a, fold(a, p->family));
    family = squeeze(a, parts.core, BLIND_KEY_BYTES);
    rest = fold(a, p->given);
    if (!str_split(&given, &rest, ' ')) return;
    if (family.n && given.n) put_name_dates(out, a, family, given, d);
}
