#include "encode/field_value.h"

#include <math.h>

#include <unicode/uchar.h>
#include <unicode/uregex.h>
#include <unicode/ustring.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "encode/date_pattern.h"

enum { INTEGER_DIGITS_MAX = 4300 }; /* Python reads no more */

struct value_pattern {
    URegularExpression *regex;
};

static enum err_code unfit(struct err *e, const struct linkage_feature *f,
                           const char *expected)
{
    enum err_code rc =
        err_set(e, ERR_INVALID, "feature \"%.*s\": expected %s",
                (int)MIN_OF(f->identifier.n, 60), f->identifier.p, expected);
    err_hint(e, "correct the value, or give the feature a missingValue in the schema");
    return rc;
}

/* UTF-16 of valid UTF-8; the caller frees it. */
static UChar *utf16_of(int32_t *n_out, struct str s)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar *text = mem_array(s.n + 1, sizeof *text);
    u_strFromUTF8(text, (int32_t)s.n + 1, n_out, s.p ? s.p : "", (int32_t)s.n, &status);
    if (U_FAILURE(status)) bug("UTF-8 that was checked before");
    return text;
}

/* Sets in which "[", "&&" or "--" stand bare are read as operations by ICU alone. */
static bool has_set_operation(struct str source)
{
    bool in_set = false, at_start = false;
    for (size_t i = 0; i < source.n; i++) {
        char c = source.p[i], next = i + 1 < source.n ? source.p[i + 1] : 0;
        if (c == '\\') {
            i++;
            at_start = false;
            continue;
        }
        if (!in_set) {
            in_set = at_start = c == '[';
            if (in_set && next == '^') i++;
            continue;
        }
        if (c == '[' || (c == next && (c == '&' || c == '-'))) return true;
        if (c == ']' && !at_start) in_set = false;
        at_start = false;
    }
    return false;
}

enum err_code value_pattern_new(struct value_pattern **out, struct str source,
                                const char *at, struct err *e)
{
    *out = NULL;
    enum err_code rc = ERR_INVALID;
    if (source.n > LIMIT_CLK_PATTERN_BYTES)
        return err_set(e, ERR_TOO_LARGE,
                       "schema: %s: expected a pattern of at most %d bytes, found %zu",
                       at, LIMIT_CLK_PATTERN_BYTES, source.n);
    if (has_set_operation(source) || !utf8_is_valid(source)) {
        err_set(e, rc,
                "schema: %s: expected a pattern that every reader understands alike",
                at);
        err_hint(e, "within [ ] write \\[, \\& and \\- with a backslash");
        return rc;
    }
    UErrorCode status = U_ZERO_ERROR;
    int32_t n;
    UChar *text = utf16_of(&n, source);
    URegularExpression *regex = uregex_open(text, n, 0, NULL, &status);
    free(text);
    if (U_SUCCESS(status)) uregex_setTimeLimit(regex, LIMIT_CLK_PATTERN_STEPS, &status);
    if (U_FAILURE(status)) {
        if (regex) uregex_close(regex);
        err_set(e, rc, "schema: %s: expected a regular expression, found %s", at,
                u_errorName(status));
        err_hint(e, "named groups are written (?<name>...)");
        return rc;
    }
    *out = mem_alloc(sizeof **out);
    (*out)->regex = regex;
    return OK;
}

void value_pattern_free(struct value_pattern *p)
{
    if (!p) return;
    uregex_close(p->regex);
    free(p);
}

static enum err_code check_pattern(const struct linkage_feature *f,
                                   const struct value_pattern *p, struct str value,
                                   struct err *e)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t n;
    UChar *text = utf16_of(&n, value);
    uregex_setText(p->regex, text, n, &status);
    bool fits = uregex_matches(p->regex, 0, &status);
    UErrorCode ended = status;
    status = U_ZERO_ERROR;
    UChar none = 0;
    uregex_setText(p->regex, &none, 0, &status); /* it holds no value after this */
    free(text);
    if (U_FAILURE(ended))
        return unfit(e, f, "a value on which the pattern of the schema soon decides");
    return fits ? OK : unfit(e, f, "a value that fits the pattern of the schema");
}

static bool is_ascii(struct str s)
{
    unsigned char all = 0;
    for (size_t i = 0; i < s.n; i++)
        all |= (unsigned char)s.p[i];
    return all < 0x80;
}

/* Whether Python's upper() or lower() would leave it as it is. */
static bool is_in_case(struct str value, bool is_upper)
{
    for (size_t i = 0; i < value.n; i++) {
        char c = value.p[i];
        if (is_upper ? (c >= 'a' && c <= 'z') : (c >= 'A' && c <= 'Z')) return false;
    }
    if (is_ascii(value)) return true;
    UErrorCode status = U_ZERO_ERROR;
    int32_t n, n_cased;
    UChar *text = utf16_of(&n, value);
    int32_t room = n * 3 + 1;
    UChar *cased = mem_array((size_t)room, sizeof *cased);
    n_cased = is_upper ? u_strToUpper(cased, room, text, n, "", &status)
                       : u_strToLower(cased, room, text, n, "", &status);
    bool same = U_SUCCESS(status) && n == n_cased &&
                !memcmp(text, cased, (size_t)n * sizeof *text);
    free(text);
    free(cased);
    return same;
}

static size_t characters(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
    return n;
}

static enum err_code check_string(const struct linkage_feature *f,
                                  const struct value_pattern *pattern, struct str value,
                                  struct err *e)
{
    if (pattern) return check_pattern(f, pattern, value, e);
    if (f->min_length || f->max_length) {
        int64_t n = (int64_t)characters(value);
        if (n < f->min_length) return unfit(e, f, "a longer value (minLength)");
        if (f->max_length && n > f->max_length)
            return unfit(e, f, "a shorter value (maxLength)");
    }
    if (f->is_case_upper && !is_in_case(value, true))
        return unfit(e, f, "upper case letters");
    if (f->is_case_lower && !is_in_case(value, false))
        return unfit(e, f, "lower case letters");
    return OK;
}

/* White space around a number as Python's int() knows it. */
static bool is_space(uint32_t c)
{
    return (c >= 9 && c <= 13) || c == ' ' || c == 0x85 || c == 0xa0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f ||
           c == 0x205f || c == 0x3000;
}

/* A number as ASCII: blanks around it gone, digits of other scripts as 0 to 9, "_" that
 * does not stand between digits refused and others dropped. */
static bool number_ascii(struct buf *out, struct str value)
{
    size_t start = out->n, end = out->n;
    bool after_digit = false, after_bar = false, ended = false;
    while (value.n) {
        uint32_t c = utf8_next(&value);
        if (is_space(c)) {
            ended = out->n > start || after_bar;
            continue;
        }
        if (ended || (after_bar && u_charDigitValue((UChar32)c) < 0)) return false;
        if (c == '_') {
            if (!after_digit) return false;
            after_bar = true;
            after_digit = false;
            continue;
        }
        int digit = c < UTF8_BAD ? u_charDigitValue((UChar32)c) : -1;
        if (digit < 0 && c >= 0x80) return false;
        buf_add_char(out, digit >= 0 ? (char)('0' + digit) : (char)c);
        after_digit = digit >= 0;
        after_bar = false;
        end = out->n;
    }
    return !after_bar && end > start && !out->overflow;
}

bool integer_text(struct buf *out, struct str value)
{
    struct buf ascii;
    buf_init(&ascii, LIMIT_CLK_VALUE_BYTES);
    bool ok = number_ascii(&ascii, value);
    struct str digits = buf_str(&ascii);
    bool is_negative = ok && digits.p[0] == '-';
    if (ok && (digits.p[0] == '-' || digits.p[0] == '+'))
        digits = (struct str){digits.p + 1, digits.n - 1};
    ok = ok && digits.n && digits.n <= INTEGER_DIGITS_MAX;
    for (size_t i = 0; ok && i < digits.n; i++)
        ok = digits.p[i] >= '0' && digits.p[i] <= '9';
    while (ok && digits.n > 1 && digits.p[0] == '0')
        digits = (struct str){digits.p + 1, digits.n - 1};
    if (ok) {
        if (is_negative && !str_eq(digits, S("0"))) buf_add_char(out, '-');
        buf_add(out, digits);
    }
    buf_dispose(&ascii);
    return ok;
}

/* Digits, a point, an exponent: what strtod would read beyond it (hexadecimal, names)
 * Python does not, or it is not a number to encode. */
static bool is_decimal(struct str s)
{
    size_t i = 0, n_digits = 0;
    if (i < s.n && (s.p[i] == '-' || s.p[i] == '+')) i++;
    for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
        n_digits++;
    if (i < s.n && s.p[i] == '.')
        for (i++; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
            n_digits++;
    if (!n_digits) return false;
    if (i < s.n && (s.p[i] == 'e' || s.p[i] == 'E')) {
        i++;
        if (i < s.n && (s.p[i] == '-' || s.p[i] == '+')) i++;
        size_t from = i;
        while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
            i++;
        if (i == from) return false;
    }
    return i == s.n;
}

bool float_read(double *out, struct str value)
{
    struct buf ascii;
    buf_init(&ascii, LIMIT_CLK_VALUE_BYTES);
    bool ok = number_ascii(&ascii, value) && is_decimal(buf_str(&ascii));
    if (ok) *out = strtod(ascii.p, NULL);
    buf_dispose(&ascii);
    return ok && isfinite(*out);
}

/* As numbers: fewer digits is less, and so on. */
static int compare_decimal(struct str a, int64_t b)
{
    char text[24];
    int n = snprintf(text, sizeof text, "%lld", (long long)b);
    struct str t = {text, (size_t)n};
    bool a_below = a.p[0] == '-', b_below = b < 0;
    if (a_below != b_below) return a_below ? -1 : 1;
    int order = a.n != t.n ? (a.n < t.n ? -1 : 1) : memcmp(a.p, t.p, a.n);
    return a_below ? -order : order;
}

static enum err_code integer_value(struct str *out, struct buf *scratch,
                                   const struct linkage_feature *f, struct str value,
                                   struct err *e)
{
    bool is_plain = value.n && value.n < 19 && (value.p[0] != '0' || value.n == 1);
    for (size_t i = 0; is_plain && i < value.n; i++)
        is_plain = value.p[i] >= '0' && value.p[i] <= '9';
    if (!is_plain) {
        size_t from = scratch->n;
        if (!integer_text(scratch, value)) return unfit(e, f, "a whole number");
        value = (struct str){scratch->p + from, scratch->n - from};
    }
    if (f->has_minimum && compare_decimal(value, f->minimum) < 0)
        return unfit(e, f, "a number of at least its minimum");
    if (f->has_maximum && compare_decimal(value, f->maximum) > 0)
        return unfit(e, f, "a number of at most its maximum");
    *out = value;
    return OK;
}

static enum err_code date_value(struct str *out, struct buf *scratch,
                                const struct linkage_feature *f, struct str value,
                                struct err *e)
{
    struct partial_date d;
    if (!date_pattern_read(&d, f->date_format, value)) {
        enum err_code rc = unfit(e, f, "a date that exists, in the form of the schema");
        err_detail(e, "form %.*s", STR_ARG(f->date_format));
        return rc;
    }
    size_t from = scratch->n;
    buf_format(scratch, "%d%02d%02d", d.year, d.month, d.day);
    *out = (struct str){scratch->p + from, scratch->n - from};
    return OK;
}

static enum err_code check_encoding(const struct linkage_feature *f, struct str text,
                                    struct err *e)
{
    if (is_ascii(text)) return OK;
    if (!utf8_is_valid(text)) return unfit(e, f, "text in UTF-8");
    uint32_t high = f->encoding == TEXT_ASCII    ? 0x7f
                    : f->encoding == TEXT_LATIN1 ? 0xff
                                                 : 0x10ffff;
    for (struct str rest = text; high < 0x10ffff && rest.n;)
        if (utf8_next(&rest) > high)
            return unfit(e, f, "characters that its encoding has");
    return OK;
}

enum err_code field_value_text(struct str *out, struct buf *scratch,
                               const struct linkage_feature *f,
                               const struct value_pattern *pattern, struct str value,
                               struct err *e)
{
    if (value.n > LIMIT_CLK_VALUE_BYTES) {
        return err_set(e, ERR_TOO_LARGE,
                       "feature \"%.*s\": expected at most %d bytes, found %zu",
                       (int)MIN_OF(f->identifier.n, 60), f->identifier.p,
                       LIMIT_CLK_VALUE_BYTES, value.n);
    }
    if (f->has_sentinel && str_eq(value, f->sentinel)) {
        *out = f->has_replacement ? f->replacement : f->sentinel;
        return check_encoding(f, *out, e);
    }
    enum err_code rc = check_encoding(f, value, e);
    if (rc != OK) return rc;
    *out = value;
    switch (f->value) {
    case VALUE_STRING:
        return check_string(f, pattern, value, e);
    case VALUE_INTEGER:
        return integer_value(out, scratch, f, value, e);
    case VALUE_DATE:
        return date_value(out, scratch, f, value, e);
    case VALUE_ENUM:
        for (size_t i = 0; i < f->n_values; i++)
            if (str_eq(f->values[i], value)) return OK;
        return unfit(e, f, "one of its values");
    }
    bug("a kind of value that is not known");
}
