/* Conditions, what changed, placements and aftercare, over four people:
 *
 * 1 f 490  housing open 2022-01-20, fulfilled 05-30; mobility open 01-20, in progress
 *          06-20; at work (trade) 06-15. Contacts 06-01, 06-15, 06-20; matching 06-01,
 *          employer visit 06-20, conversation 07-01. Sight of training no, then yes;
 *          employed now yes, then no; housing in order yes, no end.
 * 2 m 490  housing in progress 2022-02-21, open 04-01; childcare not applicable 02-21,
 *          fulfilled 04-01. Sight of training no and no; employed now yes and yes.
 * 3 m 457  housing open 2020-03-10
 *     490  housing fulfilled 2022-04-21; qualification 04-20, self-employed 05-01;
 *          contact 05-02
 * 4 f 490  sight of training yes at the end only */
#include "question_ask.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static struct asking asking;

static void condition(struct panel_builder *b, unsigned t, unsigned person, int code,
                      int state, const char *on)
{
    test_event(b, t, person, EVENT_CONDITION, code, state, 0, on);
}

static void observed(struct panel_builder *b, unsigned t, unsigned person,
                     int indicator, int moment, int answer, const char *on)
{
    test_event(b, t, person, EVENT_OBSERVATION, indicator, moment, answer, on);
}

static void first_person(struct panel_builder *b)
{
    test_person(b, 1, "f", "11002", "primary");
    test_trajectory(b, 1, 1, 1, 0, "2022-01-10", 31);
    condition(b, 1, 1, CONTEXT_CONDITION_HOUSING, CONTEXT_CONDITION_STATE_OPEN,
              "2022-01-20");
    condition(b, 1, 1, CONTEXT_CONDITION_MOBILITY, CONTEXT_CONDITION_STATE_OPEN,
              "2022-01-20");
    condition(b, 1, 1, CONTEXT_CONDITION_HOUSING, CONTEXT_CONDITION_STATE_FULFILLED,
              "2022-05-30");
    condition(b, 1, 1, CONTEXT_CONDITION_MOBILITY, CONTEXT_CONDITION_STATE_IN_PROGRESS,
              "2022-06-20");
    test_event(b, 1, 1, EVENT_OUTCOME, OUTCOME_EMPLOYED, SECTOR_TRADE, 0, "2022-06-15");
    static const char *const contacts[] = {"2022-06-01", "2022-06-15", "2022-06-20"};
    for (size_t i = 0; i < ARRAY_LEN(contacts); i++)
        test_event(b, 1, 1, EVENT_CONTACT, CONTACT_MODE_PHONE, CODE_MISSING, 0,
                   contacts[i]);
    test_event(b, 1, 1, EVENT_ACTION, ACTION_KIND_MATCHING, CODE_MISSING, 0,
               "2022-06-01");
    test_event(b, 1, 1, EVENT_ACTION, ACTION_KIND_EMPLOYER_VISIT, CODE_MISSING, 0,
               "2022-06-20");
    test_event(b, 1, 1, EVENT_ACTION, ACTION_KIND_CONVERSATION, CODE_MISSING, 0,
               "2022-07-01");
    observed(b, 1, 1, INDICATOR_SIGHT_OF_TRAINING, OBSERVATION_MOMENT_BASELINE, 0,
             "2022-01-15");
    observed(b, 1, 1, INDICATOR_EMPLOYED_NOW, OBSERVATION_MOMENT_BASELINE, 1,
             "2022-01-15");
    observed(b, 1, 1, INDICATOR_HOUSING_IN_ORDER, OBSERVATION_MOMENT_BASELINE, 1,
             "2022-01-15");
    observed(b, 1, 1, INDICATOR_SIGHT_OF_TRAINING, OBSERVATION_MOMENT_END, 1,
             "2022-06-30");
    observed(b, 1, 1, INDICATOR_EMPLOYED_NOW, OBSERVATION_MOMENT_END, 0, "2022-06-30");
}

static void other_persons(struct panel_builder *b)
{
    test_person(b, 2, "m", "11002", "bachelor");
    test_trajectory(b, 2, 2, 1, 0, "2022-02-01", 45);
    condition(b, 2, 2, CONTEXT_CONDITION_HOUSING, CONTEXT_CONDITION_STATE_IN_PROGRESS,
              "2022-02-21");
    condition(b, 2, 2, CONTEXT_CONDITION_CHILDCARE,
              CONTEXT_CONDITION_STATE_NOT_APPLICABLE, "2022-02-21");
    condition(b, 2, 2, CONTEXT_CONDITION_HOUSING, CONTEXT_CONDITION_STATE_OPEN,
              "2022-04-01");
    condition(b, 2, 2, CONTEXT_CONDITION_CHILDCARE, CONTEXT_CONDITION_STATE_FULFILLED,
              "2022-04-01");
    static const int moments[] = {OBSERVATION_MOMENT_BASELINE, OBSERVATION_MOMENT_END};
    for (size_t i = 0; i < ARRAY_LEN(moments); i++) {
        const char *on = i ? "2022-06-30" : "2022-02-05";
        observed(b, 2, 2, INDICATOR_SIGHT_OF_TRAINING, moments[i], 0, on);
        observed(b, 2, 2, INDICATOR_EMPLOYED_NOW, moments[i], 1, on);
    }
    test_person(b, 3, "m", "71022", "bachelor");
    test_trajectory(b, 3, 3, 2, 0, "2020-03-01", 28);
    condition(b, 3, 3, CONTEXT_CONDITION_HOUSING, CONTEXT_CONDITION_STATE_OPEN,
              "2020-03-10");
    test_trajectory(b, 4, 3, 1, 0, "2022-03-01", 30);
    condition(b, 4, 3, CONTEXT_CONDITION_HOUSING, CONTEXT_CONDITION_STATE_FULFILLED,
              "2022-04-21");
    test_event(b, 4, 3, EVENT_OUTCOME, OUTCOME_QUALIFICATION, CODE_MISSING, 0,
               "2022-04-20");
    test_event(b, 4, 3, EVENT_OUTCOME, OUTCOME_SELF_EMPLOYED, CODE_MISSING, 0,
               "2022-05-01");
    test_event(b, 4, 3, EVENT_CONTACT, CONTACT_MODE_FACE_TO_FACE, CODE_MISSING, 0,
               "2022-05-02");
    test_person(b, 4, "f", NULL, NULL);
    test_trajectory(b, 5, 4, 1, 0, "2022-04-01", -1);
    observed(b, 5, 4, INDICATOR_SIGHT_OF_TRAINING, OBSERVATION_MOMENT_END, 1,
             "2022-06-30");
}

static int begin(void **state)
{
    (void)state;
    asking_begin(&asking);
    panel_free(asking.full);
    struct panel_builder *b = panel_build_begin(INT64_MAX);
    test_small_tables(b);
    first_person(b);
    other_persons(b);
    return panel_build_end(&asking.full, b, NULL) != OK;
}

static int end(void **state)
{
    (void)state;
    asking_end(&asking);
    return 0;
}

static struct table *ask(const char *text)
{
    struct table *t = ask_one(&asking, text);
    if (!t)
        fail_msg("%s: %d:%d %s", text, asking.e.line, asking.e.column,
                 asking.e.message);
    return t;
}

static void total_is(const char *text, int64_t expected)
{
    int64_t n = count_at(ask(text), "", "");
    if (n != expected)
        fail_msg("%s: expected %lld, found %lld", text, (long long)expected,
                 (long long)n);
}

static void changes_of_conditions(void **state)
{
    (void)state;
    struct table *t = ask("count trajectories rows condition columns change");
    assert_int_equal(count_at(t, "housing", "improved"), 1);
    assert_int_equal(count_at(t, "housing", "worse"), 1);
    assert_int_equal(count_at(t, "housing", "only_one"), 2);
    assert_int_equal(count_at(t, "housing", ""), 4);
    assert_int_equal(count_at(t, "mobility", "improved"), 1);
    assert_int_equal(count_at(t, "childcare", "not_comparable"), 1);
    /* trajectory 1 improved twice, which is one trajectory that improved */
    assert_int_equal(count_at(t, "", "improved"), 1);
    assert_int_equal(count_at(t, "none", ""), 1);
    assert_int_equal(count_at(t, "", ""), 5);
    assert_true(t->rows.level_overlaps[0] && t->columns.level_overlaps[0]);
    /* of a person: the two trajectories of 3 are two courses, not one that improved */
    t = ask("count persons with condition housing columns change");
    assert_int_equal(count_at(t, "", "only_one"), 1);
    assert_int_equal(count_at(t, "", ""), 3);
    t = ask("count trajectories rows condition columns change as of 2022-05-29");
    assert_int_equal(count_at(t, "housing", "improved"), 0);
    assert_int_equal(count_at(t, "housing", "only_one"), 3);
}

static void the_last_state_holds(void **state)
{
    (void)state;
    struct table *t = ask("count conditions rows condition columns condition state");
    assert_int_equal(count_at(t, "housing", "fulfilled"), 2);
    assert_int_equal(count_at(t, "housing", "open"), 2);
    assert_int_equal(count_at(t, "mobility", "in_progress"), 1);
    assert_int_equal(count_at(t, "mobility", "open"), 0);
    assert_int_equal(count_at(t, "", ""), 6);
    t = ask("count conditions rows condition columns condition state as of 2022-03-31");
    assert_int_equal(count_at(t, "housing", "in_progress"), 1);
    assert_int_equal(count_at(t, "childcare", "not_applicable"), 1);
    assert_int_equal(count_at(t, "", ""), 5);
    t = ask("count conditions during 2022-04 rows month");
    assert_int_equal(count_at(t, "2022-04", ""), 3);
}

static void selections_by_condition(void **state)
{
    (void)state;
    total_is("count persons with condition housing", 3);
    total_is("count persons with condition housing as open", 2);
    total_is("count persons with condition housing, mobility as in_progress", 1);
    total_is("count persons with any condition as fulfilled", 3);
    total_is("count trajectories without condition housing as fulfilled", 3);
    total_is("count trajectories without any condition", 1);
    total_is("count trajectories with condition housing as open as of 2022-02-28", 2);
    total_is("count trajectories where condition = mobility", 1);
    total_is("count trajectories where condition_state = in_progress", 1);
    total_is("count conditions where condition = housing and condition_state = open",
             2);
    total_is("count conditions with condition housing as open where sex = m", 2);
}

static void changes_of_answers(void **state)
{
    (void)state;
    struct table *t = ask("count trajectories rows indicator columns answer change");
    assert_int_equal(count_at(t, "sight_of_training", "gained"), 1);
    assert_int_equal(count_at(t, "sight_of_training", "never"), 1);
    assert_int_equal(count_at(t, "sight_of_training", "only_end"), 1);
    assert_int_equal(count_at(t, "sight_of_training", ""), 3);
    assert_int_equal(count_at(t, "employed_now", "lost"), 1);
    assert_int_equal(count_at(t, "employed_now", "kept"), 1);
    assert_int_equal(count_at(t, "housing_in_order", "only_baseline"), 1);
    t = ask("count trajectories rows indicator columns answer change as of 2022-06-29");
    assert_int_equal(count_at(t, "sight_of_training", "only_baseline"), 2);
    assert_int_equal(count_at(t, "sight_of_training", "gained"), 0);
}

static void placements_are_work(void **state)
{
    (void)state;
    struct table *t = ask("count placements rows destination columns year");
    assert_int_equal(count_at(t, "trade", "2022"), 1);
    assert_int_equal(count_at(t, "unknown", "2022"), 1);
    assert_int_equal(count_at(t, "", ""), 2);
    total_is("count outcomes", 3);
    total_is("count placements with outcome employed", 1);
    total_is("count placements where sex = m", 1);
    total_is("count placements during 2022-05", 1);
    t = ask("count placements rows month");
    assert_int_equal(count_at(t, "2022-05", ""), 1);
    t = ask("count placements rows outcome");
    assert_int_equal(count_at(t, "self_employed", ""), 1);
    assert_int_equal(count_at(t, "qualification", ""), 0);
    assert_string_equal(t->unit, "placements");
    /* one placement has one outcome and one sector, though a trajectory has several */
    assert_false(t->rows.level_overlaps[0]);
    assert_true(ask("count placements rows action")->rows.level_overlaps[0]);
}

/* From the day after the first work on: not the contact of that day itself. */
static void aftercare(void **state)
{
    (void)state;
    total_is("count contacts in aftercare", 2);
    total_is("count contacts", 4);
    total_is("count contacts in aftercare as of 2022-06-19", 1);
    total_is("count contacts in aftercare with contact phone", 1);
    struct table *t = ask("count actions in aftercare rows side");
    assert_int_equal(count_at(t, "employer", ""), 1);
    assert_int_equal(count_at(t, "participant", ""), 1);
    assert_int_equal(count_at(t, "both", ""), 0);
    assert_int_equal(count_at(t, "", ""), 2);
    t = ask("count trajectories rows side");
    assert_int_equal(count_at(t, "both", ""), 1);
    t = ask("mean days from outcome employed to last contact");
    assert_true(cell_at(t, "", "")->value == 5);
    assert_null(ask_one(&asking, "count persons in aftercare"));
    assert_string_equal(asking.e.message,
                        "expected a selection of this unit, found \"in\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_of_conditions),
        cmocka_unit_test(the_last_state_holds),
        cmocka_unit_test(selections_by_condition),
        cmocka_unit_test(changes_of_answers),
        cmocka_unit_test(placements_are_work),
        cmocka_unit_test(aftercare),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
