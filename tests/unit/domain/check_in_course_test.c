/* Working days of an answer: over weekends, on the day itself, and too late. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include "domain/check_in_course.h"
#include "domain/lists.h"

static struct day november(int day) /* of 2026: the 22nd is a Sunday */
{
    return day_of(2026, 11, day);
}

static void weekends_do_not_count(void **state)
{
    static const struct {
        int answered, due;
    } cases[] = {{16, 18}, {17, 19}, {18, 20}, {19, 23}, {20, 24}, {21, 24}, {22, 24}};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_int_equal(check_in_due(november(cases[i].answered)).v,
                         november(cases[i].due).v);
}

static void the_clock_runs_and_runs_out(void **state)
{
    static const struct {
        int answered, today, left;
    } cases[] = {{16, 16, 2},  {16, 17, 1},  {16, 18, 0},  {16, 19, -1}, {16, 20, -2},
                 {16, 21, -2}, {16, 22, -2}, {16, 23, -3}, {20, 20, 2},  {20, 22, 2},
                 {20, 23, 1},  {20, 24, 0},  {18, 21, -1}, {18, 23, -1}, {16, 30, -8}};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_int_equal(
            check_in_days_left(november(cases[i].answered), november(cases[i].today)),
            cases[i].left);
}

static void answers_ask_or_do_not(void **state)
{
    (void)state;
    assert_false(check_in_asks(CHECK_IN_ANSWER_WELL));
    assert_true(check_in_asks(CHECK_IN_ANSWER_DOUBT));
    assert_true(check_in_asks(CHECK_IN_ANSWER_WRONG));
    assert_int_equal(check_in_result(CHECK_IN_ANSWER_WELL), AFTERCARE_RESULT_WELL);
    assert_int_equal(check_in_result(CHECK_IN_ANSWER_DOUBT),
                     AFTERCARE_RESULT_ATTENTION);
    assert_int_equal(check_in_result(CHECK_IN_ANSWER_WRONG), AFTERCARE_RESULT_WRONG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weekends_do_not_count),
        cmocka_unit_test(the_clock_runs_and_runs_out),
        cmocka_unit_test(answers_ask_or_do_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
