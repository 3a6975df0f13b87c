#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/parse.h"

static enum err_code whole(int64_t *out, const char *text, int64_t low, int64_t high)
{
    return parse_int(out, str_of(text), low, high, "number of rows", NULL);
}

static void whole_numbers_within_their_bounds_are_read(void **state)
{
    (void)state;
    int64_t v;
    assert_int_equal(whole(&v, "0", 0, 10), OK);
    assert_int_equal(v, 0);
    assert_int_equal(whole(&v, "10", 0, 10), OK);
    assert_int_equal(v, 10);
    assert_int_equal(whole(&v, "007", 0, 10), OK);
    assert_int_equal(v, 7);
    assert_int_equal(whole(&v, "-3", -5, 10), OK);
    assert_int_equal(v, -3);
    assert_int_equal(whole(&v, "9223372036854775807", INT64_MIN, INT64_MAX), OK);
    assert_true(v == INT64_MAX);
    assert_int_equal(whole(&v, "-9223372036854775808", INT64_MIN, INT64_MAX), OK);
    assert_true(v == INT64_MIN);
}

static void whole_numbers_never_overflow_silently(void **state)
{
    (void)state;
    static const char *const wrong[] = {"9223372036854775808",  "-9223372036854775809",
                                        "18446744073709551616", "18446744073709551617",
                                        "99999999999999999999", "92233720368547758070"};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        int64_t v = 3;
        if (whole(&v, wrong[i], INT64_MIN, INT64_MAX) != ERR_INVALID)
            fail_msg("'%s' was read", wrong[i]);
        assert_int_equal(v, 0);
    }
    int64_t v;
    assert_int_equal(whole(&v, "11", 0, 10), ERR_INVALID);
    assert_int_equal(whole(&v, "1", 2, 10), ERR_INVALID);
}

static void whole_numbers_in_another_form_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",   "-",   "+5",   " 5",  "5 ", "5.0",
                                        "5x", "1e3", "0x10", "--5", "5-", "1 000"};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        int64_t v;
        if (whole(&v, wrong[i], INT64_MIN, INT64_MAX) != ERR_INVALID)
            fail_msg("'%s' was read", wrong[i]);
    }
    int64_t v;
    assert_int_equal(whole(&v, "-3", 0, 10), ERR_INVALID);
    assert_int_equal(whole(&v, "-0", 0, 10), ERR_INVALID);
}

static void an_error_names_the_value_but_does_not_repeat_it(void **state)
{
    (void)state;
    struct err e;
    int64_t v;
    assert_int_equal(parse_int(&v, S("85073003328x"), 0, 5, "number of rows", &e),
                     ERR_INVALID);
    assert_non_null(strstr(e.message, "number of rows"));
    assert_null(strstr(e.message, "85073003328"));
    assert_non_null(strstr(e.message, "character 12"));
    assert_int_equal(parse_int(&v, S(""), 0, 5, "number of rows", &e), ERR_INVALID);
    assert_non_null(strstr(e.message, "found nothing"));
}

static void a_number_out_of_range_is_told_beside_the_range(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
        int64_t low, high;
    } rows[] = {
        {"0", "limit: expected a whole number from 1 to 10, found 0", 1, 10},
        {"0011", "limit: expected a whole number from 1 to 10, found 11", 1, 10},
        {"-6", "limit: expected a whole number from -5 to 10, found -6", -5, 10},
        {"9999999", "limit: expected a whole number from 0 to 5, found 9999999", 0, 5},
        {"19850730",
         "limit: expected a whole number from 0 to 5, found a larger one of 8 digits",
         0, 5},
        {"-85073003328",
         "limit: expected a whole number from -5 to 5, found a smaller one of 11 "
         "digits",
         -5, 5},
        {"99999999999999999999",
         "limit: expected a whole number from 0 to 5, found a larger one of 20 digits",
         0, 5},
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct err e = {0};
        int64_t v;
        assert_int_equal(
            parse_int(&v, str_of(rows[i].text), rows[i].low, rows[i].high, "limit", &e),
            ERR_INVALID);
        assert_string_equal(e.message, rows[i].message);
    }
}

static void decimals_round_as_the_compiler_does(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double value;
    } rows[] = {
        {"12", 12},       {"12.5", 12.5},
        {"-3.25", -3.25}, {"0.1", 0.1},
        {"0.3", 0.3},     {"123456789012345", 123456789012345.0},
        {"0", 0},         {"0.000000000000001", 0.000000000000001},
        {"-0", 0},        {"1.00000000000001", 1.00000000000001},
        {"00.5", 0.5},    {"99.9999999999999", 99.9999999999999},
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        double v;
        assert_int_equal(parse_decimal(&v, str_of(rows[i].text), "rate", NULL), OK);
        if (memcmp(&v, &rows[i].value, sizeof v) != 0)
            fail_msg("%s was read as %.17g", rows[i].text, v);
    }
}

static void decimals_in_another_form_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",
                                        ".5",
                                        "5.",
                                        "-",
                                        "-.5",
                                        "1.2.3",
                                        "1,5",
                                        "1e3",
                                        "nan",
                                        "inf",
                                        "+1",
                                        " 1",
                                        "1 ",
                                        "0x1p3",
                                        "1234567890123456",
                                        "0.0000000000000001",
                                        "."};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        double v;
        if (parse_decimal(&v, str_of(wrong[i]), "rate", NULL) != ERR_INVALID)
            fail_msg("'%s' was read", wrong[i]);
    }
}

static void euros_become_cents_exactly(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t cents;
    } rows[] = {
        {"5500000.00", 550000000},
        {"5500000", 550000000},
        {"0.1", 10},
        {"0.01", 1},
        {"-12.34", -1234},
        {"0", 0},
        {"1234567890123.45", 123456789012345},
        {"-0.00", 0},
        {"999999999999999", 99999999999999900},
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        int64_t v;
        assert_int_equal(parse_cents(&v, str_of(rows[i].text), "amount", NULL), OK);
        if (v != rows[i].cents)
            fail_msg("%s was read as %lld", rows[i].text, (long long)v);
    }
}

static void euros_with_more_than_two_decimals_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "1.234", "1,50", "1.", ".50", "", "1.5.0", "12345678901234567890",
        "EUR 5", "5 500"};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        int64_t v;
        if (parse_cents(&v, str_of(wrong[i]), "amount", NULL) != ERR_INVALID)
            fail_msg("'%s' was read", wrong[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_numbers_within_their_bounds_are_read),
        cmocka_unit_test(whole_numbers_never_overflow_silently),
        cmocka_unit_test(whole_numbers_in_another_form_are_refused),
        cmocka_unit_test(an_error_names_the_value_but_does_not_repeat_it),
        cmocka_unit_test(a_number_out_of_range_is_told_beside_the_range),
        cmocka_unit_test(decimals_round_as_the_compiler_does),
        cmocka_unit_test(decimals_in_another_form_are_refused),
        cmocka_unit_test(euros_become_cents_exactly),
        cmocka_unit_test(euros_with_more_than_two_decimals_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
