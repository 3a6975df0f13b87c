#include "domain/euro_text.h"

#include <string.h>

enum { DIGITS_MOST = 15, NO_BREAK_BYTES = 2, NARROW_BYTES = 3 };

/* A number while it is read. */
struct amount {
    char digit[DIGITS_MOST];
    size_t n;
    size_t group; /* digits since the last mark between groups */
    bool is_grouped;
};

/* Bytes of a space, also those that do not break (U+00A0, U+202F); 0: none here. */
static size_t space_bytes(struct str s)
{
    if (s.n && (s.p[0] == ' ' || s.p[0] == '\t')) return 1;
    if (s.n >= NO_BREAK_BYTES && memcmp(s.p, "\xc2\xa0", NO_BREAK_BYTES) == 0)
        return NO_BREAK_BYTES;
    if (s.n >= NARROW_BYTES && memcmp(s.p, "\xe2\x80\xaf", NARROW_BYTES) == 0)
        return NARROW_BYTES;
    return 0;
}

static struct str bare(struct str s)
{
    const struct str euro = S("\xe2\x82\xac");
    s = str_trim(s);
    if (str_starts(s, euro)) s = (struct str){s.p + euro.n, s.n - euro.n};
    if (str_ends(s, euro)) s.n -= euro.n;
    for (size_t k = space_bytes(s); k > 0; k = space_bytes(s))
        s = (struct str){s.p + k, s.n - k};
    return str_trim(s);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A point is a decimal mark when exactly two digits follow it to the end and it is the
 * only one. */
static bool is_decimal_point(struct str s, size_t at)
{
    return s.n - at == 3 && is_digit(s.p[at + 1]) && is_digit(s.p[at + 2]) &&
           !memchr(s.p, '.', at) && !memchr(s.p, ',', s.n);
}

static enum euro_fault end_group(struct amount *a)
{
    bool fits = a->is_grouped ? a->group == 3 : a->group >= 1 && a->group <= 3;
    a->is_grouped = true;
    a->group = 0;
    return fits ? EURO_FITS : EURO_GROUPS;
}

static enum euro_fault take_digit(struct amount *a, char c)
{
    if (a->n == 0 && c == '0') {
        a->group++; /* a zero before the rest says nothing */
        return EURO_FITS;
    }
    if (a->n == DIGITS_MOST) return EURO_TOO_LARGE;
    a->digit[a->n++] = c;
    a->group++;
    return EURO_FITS;
}

/* Up to two digits to the end. */
static enum euro_fault read_cents(int64_t *out, struct str s)
{
    *out = 0;
    if (!s.n) return EURO_NO_NUMBER;
    for (size_t i = 0; i < s.n; i++)
        if (!is_digit(s.p[i])) return EURO_NO_NUMBER;
    if (s.n > 2) return EURO_DECIMALS;
    *out = (s.p[0] - '0') * 10 + (s.n == 2 ? s.p[1] - '0' : 0);
    return EURO_FITS;
}

enum euro_fault euro_read(int64_t *cents_out, struct str text)
{
    struct str s = bare(text);
    struct amount a = {.n = 0};
    enum euro_fault fault = EURO_FITS;
    int64_t cents = 0, euros = 0;
    bool has_digit = false;
    if (!s.n) return EURO_EMPTY;
    for (size_t i = 0; i < s.n && fault == EURO_FITS;) {
        struct str rest = {s.p + i, s.n - i};
        size_t space = space_bytes(rest);
        if (is_digit(s.p[i])) {
            has_digit = true;
            fault = take_digit(&a, s.p[i++]);
        } else if (has_digit &&
                   (s.p[i] == ',' || (s.p[i] == '.' && is_decimal_point(s, i)))) {
            fault = read_cents(&cents, (struct str){s.p + i + 1, s.n - i - 1});
            break;
        } else if (has_digit && (s.p[i] == '.' || space)) {
            fault = end_group(&a);
            i += space ? space : 1;
        } else {
            fault = EURO_NO_NUMBER;
        }
    }
    if (fault == EURO_FITS && a.is_grouped && a.group != 3) fault = EURO_GROUPS;
    for (size_t i = 0; i < a.n; i++)
        euros = euros * 10 + (a.digit[i] - '0');
    if (fault == EURO_FITS && euros * 100 + cents > EURO_MOST_CENTS)
        fault = EURO_TOO_LARGE;
    if (fault == EURO_FITS) *cents_out = euros * 100 + cents;
    return fault;
}
