/* The readers of numbers agree with each other and with the C library on what they
 * accept, and never accept what the C library would read only in part. */
#include <math.h>

#include "base/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void check_int(struct str text, const char *c_text)
{
    int64_t v, bounded;
    char back[32], *end;
    enum err_code rc = parse_int(&v, text, INT64_MIN, INT64_MAX, "n", NULL);
    enum err_code narrow = parse_int(&bounded, text, -1000, 1000, "n", NULL);
    require(narrow != OK || (rc == OK && v == bounded && v >= -1000 && v <= 1000));
    if (rc != OK) {
        require(v == 0);
        return;
    }
    require(v == strtoll(c_text, &end, 10) && (size_t)(end - c_text) == text.n);
    snprintf(back, sizeof back, "%lld", (long long)v);
    int64_t again;
    require(parse_int(&again, str_of(back), INT64_MIN, INT64_MAX, "n", NULL) == OK);
    require(again == v);
    require(v >= 0 || parse_int(&again, text, 0, INT64_MAX, "n", NULL) != OK);
}

static void check_decimal(struct str text, const char *c_text)
{
    double v;
    char *end;
    if (parse_decimal(&v, text, "n", NULL) != OK) return;
    require(isfinite(v));
    require(v == strtod(c_text, &end) && (size_t)(end - c_text) == text.n);
    require(!strpbrk(c_text, "eExXnNiI+ \t"));
    require(c_text[text.n - 1] != '.' && c_text[0] != '.');
}

static void check_cents(struct str text)
{
    int64_t cents, again;
    double euros;
    char back[40];
    if (parse_cents(&cents, text, "n", NULL) != OK) return;
    long long whole = llabs(cents / 100), rest = llabs(cents % 100);
    snprintf(back, sizeof back, "%s%lld.%02lld", cents < 0 ? "-" : "", whole, rest);
    if (parse_decimal(&euros, text, "n", NULL) == OK)
        require(fabs(euros * 100 - (double)cents) < 1 + fabs(euros) * 1e-12);
    if (whole < 10000000000000) {
        require(parse_cents(&again, str_of(back), "n", NULL) == OK);
        require(again == cents);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena a = {0};
    struct str text = {(const char *)bytes, n};
    const char *c_text = str_to_c(&a, text);
    check_int(text, c_text);
    check_decimal(text, c_text);
    check_cents(text);
    arena_dispose(&a);
    return 0;
}
