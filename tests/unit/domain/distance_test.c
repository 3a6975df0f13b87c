/* What changed between two assessments, as written out in
 * docs/methods/distance-travelled.md. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "domain/distance.h"

#define OPEN        CONTEXT_CONDITION_STATE_OPEN
#define IN_PROGRESS CONTEXT_CONDITION_STATE_IN_PROGRESS
#define FULFILLED   CONTEXT_CONDITION_STATE_FULFILLED

static void conditions_go_up_or_down(void **state)
{
    (void)state;
    static const struct {
        uint8_t first, last, n, change;
    } table[] = {
        {OPEN, IN_PROGRESS, 2, CONDITION_CHANGE_IMPROVED},
        {OPEN, FULFILLED, 3, CONDITION_CHANGE_IMPROVED},
        {IN_PROGRESS, FULFILLED, 2, CONDITION_CHANGE_IMPROVED},
        {FULFILLED, IN_PROGRESS, 2, CONDITION_CHANGE_WORSE},
        {FULFILLED, OPEN, 2, CONDITION_CHANGE_WORSE},
        {OPEN, OPEN, 9, CONDITION_CHANGE_SAME},
        {FULFILLED, FULFILLED, 2, CONDITION_CHANGE_SAME},
        {FULFILLED, FULFILLED, 1, CONDITION_CHANGE_ONLY_ONE},
        {OPEN, CONTEXT_CONDITION_STATE_NOT_APPLICABLE, 2,
         CONDITION_CHANGE_NOT_COMPARABLE},
        {CONTEXT_CONDITION_STATE_NOT_DISCUSSED, FULFILLED, 2,
         CONDITION_CHANGE_NOT_COMPARABLE},
        {CODE_MISSING, OPEN, 2, CONDITION_CHANGE_NOT_COMPARABLE},
    };
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        assert_int_equal(condition_change_of(table[i].first, table[i].last, table[i].n),
                         table[i].change);
}

static void answers_are_gained_and_lost(void **state)
{
    (void)state;
    static const struct {
        int baseline, end;
        enum code_of_answer_change change;
    } table[] = {
        {0, 1, ANSWER_CHANGE_GAINED},         {1, 1, ANSWER_CHANGE_KEPT},
        {1, 0, ANSWER_CHANGE_LOST},           {0, 0, ANSWER_CHANGE_NEVER},
        {0, -1, ANSWER_CHANGE_ONLY_BASELINE}, {1, -1, ANSWER_CHANGE_ONLY_BASELINE},
        {-1, 0, ANSWER_CHANGE_ONLY_END},
    };
    enum code_of_answer_change change;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        assert_true(answer_change_of(&change, table[i].baseline, table[i].end));
        assert_int_equal(change, table[i].change);
    }
    assert_false(answer_change_of(&change, -1, -1));
}

static void actions_have_a_side(void **state)
{
    (void)state;
    assert_int_equal(action_side_of(ACTION_KIND_EMPLOYER_VISIT), ACTION_SIDE_EMPLOYER);
    assert_int_equal(action_side_of(ACTION_KIND_EMPLOYER_ADVICE), ACTION_SIDE_EMPLOYER);
    assert_int_equal(action_side_of(ACTION_KIND_MATCHING), ACTION_SIDE_BOTH);
    assert_int_equal(action_side_of(ACTION_KIND_CASE_CONSULTATION),
                     ACTION_SIDE_SERVICES);
    assert_int_equal(action_side_of(ACTION_KIND_MENTORING), ACTION_SIDE_PARTICIPANT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(conditions_go_up_or_down),
        cmocka_unit_test(answers_are_gained_and_lost),
        cmocka_unit_test(actions_have_a_side),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
