/* How long a project's follow-up let wait. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "act/project_results.h"

static int gap(struct day end, const struct day *begins, size_t n)
{
    struct project_view successors[4] = {{.criterion = 0}};
    struct project_story s = {.successors = successors, .n_successors = n};
    s.gate.project.fact.to = end;
    for (size_t i = 0; i < n; i++)
        successors[i].fact.from = begins[i];
    return follow_up_gap_days(&s);
}

static void days_that_passed(void **state)
{
    struct day end = day_of(2023, 12, 31);
    (void)state;
    assert_int_equal(gap(end, &(struct day){day_of(2024, 1, 1).v}, 1), 0);
    assert_int_equal(gap(end, &(struct day){day_of(2024, 1, 2).v}, 1), 1);
    assert_int_equal(gap(end, &(struct day){day_of(2024, 3, 1).v}, 1), 60);
    assert_int_equal(gap(end, &(struct day){day_of(2023, 6, 1).v}, 1), 0);
    const struct day two[] = {day_of(2024, 9, 1), day_of(2024, 2, 1)};
    assert_int_equal(gap(end, two, 2), 31);
}

static void nothing_to_measure(void **state)
{
    (void)state;
    assert_int_equal(gap(day_of(2023, 12, 31), NULL, 0), -1);
    assert_int_equal(gap(DAY_NONE, &(struct day){day_of(2024, 1, 1).v}, 1), -1);
    assert_int_equal(gap(day_of(2023, 12, 31), &(struct day){DAY_NONE.v}, 1), -1);
    const struct day one_without[] = {DAY_NONE, day_of(2024, 1, 11)};
    assert_int_equal(gap(day_of(2023, 12, 31), one_without, 2), 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_that_passed),
        cmocka_unit_test(nothing_to_measure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
