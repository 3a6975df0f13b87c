#include "base/parse.h"

/* The messages say where a text went wrong but never repeat it: it may be a number that
 * identifies somebody. Of a number out of range they repeat at most MAY_REPEAT_DIGITS
 * digits: fewer than a date of birth, a telephone number or a national number has. */

enum { SIGNIFICANT_DIGITS = 15, FRACTION_DIGITS = 15, MAY_REPEAT_DIGITS = 7 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static enum err_code not_a(struct err *e, const char *what, const char *form,
                           struct str text, size_t at)
{
    if (text.n == 0)
        return err_set(e, ERR_INVALID, "%s: expected %s, found nothing", what, form);
    if (at >= text.n)
        return err_set(e, ERR_INVALID, "%s: expected %s, found no digit at the end",
                       what, form);
    return err_set(e, ERR_INVALID,
                   "%s: expected %s, found something else at character %zu", what, form,
                   at + 1);
}

/* The text is a whole number; what it is, is said as far as it may be repeated. */
static enum err_code out_of_range(struct err *e, const char *what, int64_t low,
                                  int64_t high, struct str text)
{
    bool negative = text.p[0] == '-';
    struct str digits = {text.p + negative, text.n - negative};
    while (digits.n > 1 && digits.p[0] == '0')
        digits = (struct str){digits.p + 1, digits.n - 1};
    if (digits.n <= MAY_REPEAT_DIGITS)
        return err_set(e, ERR_INVALID,
                       "%s: expected a whole number from %lld to %lld, found %s%.*s",
                       what, (long long)low, (long long)high, negative ? "-" : "",
                       STR_ARG(digits));
    return err_set(e, ERR_INVALID,
                   "%s: expected a whole number from %lld to %lld, found a %s one of "
                   "%zu digits",
                   what, (long long)low, (long long)high,
                   negative ? "smaller" : "larger", digits.n);
}

enum err_code parse_int(int64_t *out, struct str text, int64_t low, int64_t high,
                        const char *what, struct err *e)
{
    *out = 0;
    bool negative = low < 0 && text.n && text.p[0] == '-';
    int64_t value = 0;
    bool overflow = false;
    for (size_t i = negative; i < text.n; i++) {
        if (!is_digit(text.p[i])) return not_a(e, what, "a whole number", text, i);
        int digit = text.p[i] - '0';
        overflow |= __builtin_mul_overflow(value, (int64_t)10, &value);
        overflow |= __builtin_add_overflow(value, negative ? -digit : digit, &value);
    }
    if (text.n == negative) return not_a(e, what, "a whole number", text, text.n);
    if (overflow || value < low || value > high)
        return out_of_range(e, what, low, high, text);
    *out = value;
    return OK;
}

/* Digits with at most one point, as `mantissa` / 10^`places`; an error names `form`.
 * `max_digits` counts the digits from the first that is not zero. */
static enum err_code read_fixed(int64_t *mantissa, size_t *places, bool *negative,
                                struct str text, size_t max_digits, size_t max_places,
                                const char *what, const char *form, struct err *e)
{
    *mantissa = 0;
    *places = 0;
    *negative = text.n && text.p[0] == '-';
    size_t digits = 0, point = text.n;
    for (size_t i = *negative; i < text.n; i++) {
        bool may_point = i > *negative && point == text.n && i + 1 < text.n;
        if (text.p[i] == '.' && may_point) {
            point = i;
            continue;
        }
        if (!is_digit(text.p[i])) return not_a(e, what, form, text, i);
        digits += digits > 0 || text.p[i] != '0';
        *places += point < text.n;
        if (digits > max_digits || *places > max_places)
            return err_set(
                e, ERR_INVALID,
                "%s: expected at most %zu digits, %zu of them after the point", what,
                max_digits, max_places);
        *mantissa = *mantissa * 10 + (text.p[i] - '0');
    }
    if (text.n == *negative) return not_a(e, what, form, text, text.n);
    return OK;
}

enum err_code parse_decimal(double *out, struct str text, const char *what,
                            struct err *e)
{
    *out = 0;
    int64_t mantissa;
    size_t places;
    bool negative;
    enum err_code rc =
        read_fixed(&mantissa, &places, &negative, text, SIGNIFICANT_DIGITS,
                   FRACTION_DIGITS, what, "a number such as 12.5", e);
    if (rc != OK) return rc;
    /* both are exact in a double, so that one division rounds once, correctly */
    double power = 1;
    for (size_t i = 0; i < places; i++)
        power *= 10;
    double value = (double)mantissa / power;
    *out = negative && mantissa ? -value : value;
    return OK;
}

enum err_code parse_cents(int64_t *out, struct str text, const char *what,
                          struct err *e)
{
    *out = 0;
    int64_t mantissa;
    size_t places;
    bool negative;
    enum err_code rc =
        read_fixed(&mantissa, &places, &negative, text, SIGNIFICANT_DIGITS, 2, what,
                   "an amount such as 5500000.00", e);
    if (rc != OK) return rc;
    for (; places < 2; places++)
        mantissa *= 10;
    *out = negative ? -mantissa : mantissa;
    return OK;
}
