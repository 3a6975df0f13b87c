#include "domain/insz.h"

enum { MODULUS = 97, FROM_2000 = 2000000000, N_SEPARATORS = 4 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int number_at(const char *digits, int at, int n)
{
    int value = 0;
    for (int i = 0; i < n; i++)
        value = value * 10 + (digits[at + i] - '0');
    return value;
}

static int check_of(const char *digits, bool from_2000)
{
    int64_t nine = number_at(digits, 0, 9) + (from_2000 ? (int64_t)FROM_2000 : 0);
    return MODULUS - (int)(nine % MODULUS);
}

static bool is_from_2000(const char *digits)
{
    return number_at(digits, 9, 2) == check_of(digits, true);
}

/* Takes the digits out of YY.MM.DD-SSS.CC or of eleven digits in a row. */
static bool take_digits(char out[INSZ_DIGITS + 1], struct str text)
{
    static const uint8_t separator_at[N_SEPARATORS] = {2, 5, 8, 12};
    size_t n = 0, separators = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (is_digit(c)) {
            if (n == INSZ_DIGITS) return false;
            out[n++] = c;
        } else {
            if (separators == N_SEPARATORS || separator_at[separators] != i ||
                !(c == '.' || c == '-' || c == ' ' || c == '/'))
                return false;
            separators++;
        }
    }
    out[n] = '\0';
    return n == INSZ_DIGITS && (separators == 0 || separators == N_SEPARATORS);
}

static int month_of(const struct insz *n)
{
    int month = number_at(n->digits, 2, 2);
    if (n->kind == INSZ_BIS_SEX_UNKNOWN) return month - 20;
    return n->kind == INSZ_BIS ? month - 40 : month;
}

static bool take_kind(enum insz_kind *out, const char *digits)
{
    int month = number_at(digits, 2, 2);
    if (month <= 12)
        *out = INSZ_NATIONAL;
    else if (month >= 20 && month <= 32)
        *out = INSZ_BIS_SEX_UNKNOWN;
    else if (month >= 40 && month <= 52)
        *out = INSZ_BIS;
    else
        return false;
    return true;
}

static bool date_is_possible(const struct insz *n)
{
    struct partial_date born = insz_birth_hint(n);
    int day = number_at(n->digits, 4, 2);
    if (day > 31) return false;
    if (born.month == 0 || born.day == 0) return true;
    return day_is_valid(born.year, born.month, born.day);
}

enum err_code insz_parse(struct insz *out, struct str text, struct err *e)
{
    struct insz n = {0};
    if (!take_digits(n.digits, text)) {
        err_set(e, ERR_INVALID,
                "expected 11 digits, as YYMMDDSSSCC or YY.MM.DD-SSS.CC");
        err_hint(e, "the number stands on the back of the identity card");
        return ERR_INVALID;
    }
    int check = number_at(n.digits, 9, 2);
    if (check != check_of(n.digits, false) && check != check_of(n.digits, true)) {
        err_set(e, ERR_INVALID, "check digits do not fit the number");
        err_hint(e, "compare digit by digit with the document; two were often swapped");
        return ERR_INVALID;
    }
    if (!take_kind(&n.kind, n.digits))
        return err_set(e, ERR_INVALID,
                       "digits 3 and 4 are neither a month nor a month plus 20 or 40");
    if (!date_is_possible(&n))
        return err_set(e, ERR_INVALID,
                       "the first six digits are not a date that exists");
    int serial = number_at(n.digits, 6, 3);
    if (serial == 0 || serial == 999)
        return err_set(e, ERR_INVALID, "serial number expected from 001 to 998");
    *out = n;
    return OK;
}

void insz_format(char out[INSZ_TEXT + 1], const struct insz *n)
{
    const char *d = n->digits;
    snprintf(out, INSZ_TEXT + 1, "%.2s.%.2s.%.2s-%.3s.%.2s", d, d + 2, d + 4, d + 6,
             d + 9);
}

struct partial_date insz_birth_hint(const struct insz *n)
{
    int year = number_at(n->digits, 0, 2) + (is_from_2000(n->digits) ? 2000 : 1900);
    struct partial_date born = {
        .year = (int16_t)year,
        .month = (uint8_t)month_of(n),
        .day = (uint8_t)number_at(n->digits, 4, 2),
    };
    /* 00.00.01 and the like: with no month, the day is a counter, and with neither
     * known the year may be one too. */
    if (born.month == 0) {
        born.day = 0;
        if (number_at(n->digits, 0, 2) == 0 && number_at(n->digits, 4, 2) != 0)
            born.year = 0;
    }
    return born;
}

bool insz_fits_birth(const struct insz *n, struct partial_date born)
{
    struct partial_date hint = insz_birth_hint(n);
    if (hint.year && born.year && hint.year != born.year) return false;
    if (hint.month && born.month && hint.month != born.month) return false;
    return !hint.day || !born.day || hint.day == born.day;
}

enum err_code insz_check_digits(int *out, struct str nine_digits, bool born_from_2000,
                                struct err *e)
{
    bool digits = nine_digits.n == 9;
    for (size_t i = 0; digits && i < nine_digits.n; i++)
        digits = is_digit(nine_digits.p[i]);
    if (!digits) return err_set(e, ERR_INVALID, "expected nine digits");
    *out = check_of(nine_digits.p, born_from_2000);
    return OK;
}
