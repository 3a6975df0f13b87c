/* Numbers as people print them. */
#include "reconcile/claim.h"

#include <math.h>

/* Words before a number that make it less than exact. */
static const struct {
    const char *word;
    enum claim_value kind;
} before[] = {
    {"meer dan ", VALUE_ABOVE},  {"ruim ", VALUE_ABOVE},
    {"minstens ", VALUE_ABOVE},  {"more than ", VALUE_ABOVE},
    {"at least ", VALUE_ABOVE},  {"over ", VALUE_ABOVE},
    {"plus de ", VALUE_ABOVE},   {"au moins ", VALUE_ABOVE},
    {"bijna ", VALUE_BELOW},     {"minder dan ", VALUE_BELOW},
    {"hoogstens ", VALUE_BELOW}, {"almost ", VALUE_BELOW},
    {"less than ", VALUE_BELOW}, {"presque ", VALUE_BELOW},
    {"moins de ", VALUE_BELOW},  {"ongeveer ", VALUE_ABOUT},
    {"zowat ", VALUE_ABOUT},     {"circa ", VALUE_ABOUT},
    {"rond ", VALUE_ABOUT},      {"about ", VALUE_ABOUT},
    {"some ", VALUE_ABOUT},      {"environ ", VALUE_ABOUT},
};

/* Words for shares, as percentages. */
static const struct {
    const char *word;
    double percent;
} fractions[] = {
    {"een vierde", 25},      {"een kwart", 25},        {"a quarter", 25},
    {"un quart", 25},        {"een derde", 100.0 / 3}, {"a third", 100.0 / 3},
    {"un tiers", 100.0 / 3}, {"de helft", 50},         {"half", 50},
    {"la moitié", 50},       {"een vijfde", 20},       {"a fifth", 20},
    {"un cinquième", 20},    {"drie vierde", 75},      {"three quarters", 75},
    {"trois quarts", 75},
};

static const struct {
    const char *word;
    double factor;
} after[] = {{"miljoen", 1e6},  {"million", 1e6},  {"millions", 1e6},
             {"miljard", 1e9},  {"milliard", 1e9}, {"billion", 1e9},
             {"duizend", 1000}, {"thousand", 1000}};

static bool skip_word(struct str *s, const char *word)
{
    struct str w = str_of(word), start = {s->p, MIN_OF(s->n, w.n)};
    if (!str_eq_nocase(start, w)) return false;
    s->p += w.n;
    s->n -= w.n;
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Bytes between digits: a point, a comma, a space, U+00A0 or U+202F. */
static size_t mark_bytes(const char *p, size_t n)
{
    if (n == 0) return 0;
    if (p[0] == '.' || p[0] == ',' || p[0] == ' ') return 1;
    if (n >= 2 && memcmp(p, "\xc2\xa0", 2) == 0) return 2;
    if (n >= 3 && memcmp(p, "\xe2\x80\xaf", 3) == 0) return 3;
    return 0;
}

static size_t digits_at(struct str s, size_t i)
{
    size_t n = 0;
    while (i + n < s.n && is_digit(s.p[i + n]))
        n++;
    return n;
}

/* Is the mark at `i` one between thousands? Then three digits follow, and not four. A
 * second mark of the other kind, or two digits, make a decimal. */
static bool sets_thousands_apart(struct str s, size_t i, size_t n_before, bool is_plain)
{
    size_t mark = mark_bytes(s.p + i, s.n - i);
    if (is_plain) return false;
    if (mark == 0 || n_before == 0 || n_before > 3) return false;
    return digits_at(s, i + mark) == 3;
}

/* The number at the start of `s`, which is cut behind it; false: none. */
static bool take_number(double *out, int *decimals, struct str *s, bool is_plain)
{
    size_t i = 0, n_digits = 0, n_group = 0;
    bool negative = s->n && s->p[0] == '-';
    double value = 0;
    *decimals = 0;
    if (negative) i++;
    while (i < s->n && n_digits <= 15) {
        if (is_digit(s->p[i])) {
            value = value * 10 + (s->p[i++] - '0');
            n_digits++;
            n_group++;
        } else if (sets_thousands_apart(*s, i, n_group, is_plain)) {
            i += mark_bytes(s->p + i, s->n - i);
            n_group = 0;
        } else {
            break;
        }
    }
    if (n_digits == 0 || n_digits > 15) return false;
    if (i + 1 < s->n && (s->p[i] == '.' || s->p[i] == ',') && is_digit(s->p[i + 1])) {
        double unit = 0.1;
        for (i++; i < s->n && is_digit(s->p[i]) && *decimals < 9; i++, unit /= 10) {
            value += (s->p[i] - '0') * unit;
            ++*decimals;
        }
        value = round(value * pow(10, *decimals)) / pow(10, *decimals);
    }
    *out = negative ? -value : value;
    *s = (struct str){s->p + i, s->n - i};
    return true;
}

static bool take_fraction(struct claim *out, struct str s)
{
    for (size_t i = 0; i < ARRAY_LEN(fractions); i++) {
        struct str rest = s;
        if (!skip_word(&rest, fractions[i].word) || rest.n) continue;
        out->number = fractions[i].percent;
        out->kind = VALUE_ABOUT;
        return true;
    }
    return false;
}

void claim_read_text(struct claim *out, struct arena *a, struct str text, bool is_plain)
{
    struct str s = str_trim(text);
    enum claim_value kind = VALUE_NUMBER;
    out->text = str_to_c(a, s);
    out->decimals = 0;
    out->number = 0;
    out->kind = s.n ? VALUE_WORDS : VALUE_BLANK;
    if (s.n == 0) return;
    for (size_t i = 0; i < ARRAY_LEN(before); i++)
        if (skip_word(&s, before[i].word)) kind = before[i].kind;
    if (out->unit && claim_is_share(out) && take_fraction(out, s)) return;
    if (!take_number(&out->number, &out->decimals, &s, is_plain)) return;
    s = str_trim(s);
    if (s.n && s.p[0] == '%') s = str_trim((struct str){s.p + 1, s.n - 1});
    for (size_t i = 0; i < ARRAY_LEN(after); i++) {
        struct str rest = s;
        if (!skip_word(&rest, after[i].word) || str_trim(rest).n) continue;
        out->number *= after[i].factor;
        s = rest;
        if (kind == VALUE_NUMBER) kind = VALUE_ABOUT;
    }
    if (str_trim(s).n == 0) out->kind = kind;
}
