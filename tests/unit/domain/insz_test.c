/* INSZ numbers: the rule over whole ranges, single typing errors, and silence about the
 * number in every error. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "domain/insz.h"

/* A number made with the rule as the header tells it, by another computation: long
 * division digit by digit instead of an integer modulo. */
static void make_number(char out[INSZ_DIGITS + 1], const char nine[10], bool from_2000)
{
    int rest = from_2000 ? 2 : 0;
    for (int i = 0; i < 9; i++)
        rest = (rest * 10 + nine[i] - '0') % 97;
    memcpy(out, nine, 9);
    out[9] = (char)('0' + (97 - rest) / 10);
    out[10] = (char)('0' + (97 - rest) % 10);
    out[11] = '\0';
}

static void every_day_of_both_centuries_parses(void **state)
{
    (void)state;
    unsigned n = 0;
    for (struct day d = day_of(1910, 1, 1); d.v <= day_of(2026, 12, 31).v; d.v += 3) {
        int year, month, day;
        day_split(&year, &month, &day, d);
        for (int add = 0; add <= 40; add += 20, n++) {
            char nine[24], number[INSZ_DIGITS + 1], text[INSZ_TEXT + 1];
            struct insz parsed, again;
            snprintf(nine, sizeof nine, "%02d%02d%02d%03d", year % 100, month + add,
                     day, 1 + (int)(n % 998));
            make_number(number, nine, year >= 2000);
            assert_int_equal(insz_parse(&parsed, str_of(number), NULL), OK);
            assert_int_equal(parsed.kind, add / 20);
            struct partial_date born = insz_birth_hint(&parsed);
            assert_int_equal(born.year, year);
            assert_int_equal(born.month, month);
            assert_int_equal(born.day, day);
            insz_format(text, &parsed);
            assert_int_equal(insz_parse(&again, str_of(text), NULL), OK);
            assert_string_equal(again.digits, number);
        }
    }
    assert_true(n > 40000);
}

/* Modulo 97 finds every single wrong digit: the promise of the check digits. A changed
 * digit may at most turn it into a number of the other century, which is then valid. */
static void a_wrong_digit_is_found(void **state)
{
    (void)state;
    unsigned accepted = 0, tried = 0;
    char good[] = "85073003328";
    for (int at = 0; at < INSZ_DIGITS; at++)
        for (char c = '0'; c <= '9'; c++) {
            char wrong[INSZ_DIGITS + 1];
            struct insz n;
            memcpy(wrong, good, sizeof wrong);
            if (wrong[at] == c) continue;
            wrong[at] = c;
            tried++;
            accepted += insz_parse(&n, str_of(wrong), NULL) == OK;
        }
    assert_int_equal(tried, 99);
    assert_int_equal(accepted, 0);
}

static void no_error_repeats_the_number(void **state)
{
    (void)state;
    static const char *const bad[] = {"85073003329", "85.07.30-033.29", "8507300332",
                                      "98992899765", "85073003328 and more"};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct insz n;
        struct err e = {0};
        assert_int_equal(insz_parse(&n, str_of(bad[i]), &e), ERR_INVALID);
        const char *const said[] = {e.message, e.detail, e.hint, e.log_only};
        for (size_t s = 0; s < ARRAY_LEN(said); s++)
            for (const char *p = bad[i]; strlen(p) >= 4; p++) {
                char part[5];
                memcpy(part, p, 4);
                part[4] = '\0';
                if (strspn(part, "0123456789") == 4) assert_null(strstr(said[s], part));
            }
    }
}

static void birth_dates_are_compared_only_where_both_know(void **state)
{
    (void)state;
    struct insz n;
    assert_int_equal(insz_parse(&n, S("85073003328"), NULL), OK);
    assert_true(insz_fits_birth(&n, (struct partial_date){1985, 7, 30}));
    assert_true(insz_fits_birth(&n, (struct partial_date){1985, 0, 0}));
    assert_true(insz_fits_birth(&n, (struct partial_date){0, 0, 0}));
    assert_false(insz_fits_birth(&n, (struct partial_date){1985, 7, 31}));
    assert_false(insz_fits_birth(&n, (struct partial_date){1986, 0, 0}));
}

static void check_digits_of_nine_digits(void **state)
{
    (void)state;
    int check;
    assert_int_equal(insz_check_digits(&check, S("850730033"), false, NULL), OK);
    assert_int_equal(check, 28);
    assert_int_equal(insz_check_digits(&check, S("170730033"), true, NULL), OK);
    assert_int_equal(check, 84);
    assert_int_equal(insz_check_digits(&check, S("17073003"), true, NULL), ERR_INVALID);
    assert_int_equal(insz_check_digits(&check, S("17073003x"), true, NULL),
                     ERR_INVALID);
    assert_int_equal(insz_check_digits(&check, STR_NONE, true, NULL), ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_of_both_centuries_parses),
        cmocka_unit_test(a_wrong_digit_is_found),
        cmocka_unit_test(no_error_repeats_the_number),
        cmocka_unit_test(birth_dates_are_compared_only_where_both_know),
        cmocka_unit_test(check_digits_of_nine_digits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
