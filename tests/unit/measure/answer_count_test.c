/* Counts, filters, breakdowns and moments over the panel of question_panel.h; every
 * expected number was counted by hand from the table at its top. */
#include "question_ask.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "asking_frame.h"

static void total_is(const char *text, int64_t expected)
{
    struct table *t = ask(text);
    int64_t n = count_at(t, "", "");
    if (n != expected)
        fail_msg("%s: expected %lld, found %lld", text, (long long)expected,
                 (long long)n);
}

static void a_person_in_two_calls_counts_once(void **state)
{
    (void)state;
    struct table *t = ask("count persons reached columns call");
    assert_int_equal(count_at(t, "", "490"), 5);
    assert_int_equal(count_at(t, "", "457"), 1);
    assert_int_equal(count_at(t, "", "380"), 2);
    assert_int_equal(count_at(t, "", ""), 7);
    assert_true(t->columns.level_overlaps[0]);
    t = ask("count trajectories reached columns call");
    assert_int_equal(count_at(t, "", ""), 8);
    assert_false(t->columns.level_overlaps[0]);
    total_is("count persons reached where call in (457, 490)", 5);
    total_is("count trajectories reached where call in (457, 490)", 6);
}

static void rows_and_columns_hold_the_fixed_set(void **state)
{
    (void)state;
    struct table *t =
        ask("count persons reached where call = 490 rows province columns sex");
    assert_int_equal(count_at(t, "antwerpen", "f"), 1);
    assert_int_equal(count_at(t, "antwerpen", "m"), 1);
    assert_int_equal(count_at(t, "antwerpen", ""), 2);
    assert_int_equal(count_at(t, "limburg", "m"), 1);
    assert_int_equal(count_at(t, "other", "x"), 1);
    assert_int_equal(count_at(t, "not_asked", "f"), 1);
    assert_int_equal(count_at(t, "west_vlaanderen", ""), 0);
    assert_int_equal(cell_at(t, "west_vlaanderen", "")->status, CELL_ZERO);
    assert_int_equal(count_at(t, "", ""), 5);
    assert_int_equal(t->rows.n, 7 + 1 + 1);
    assert_int_equal(t->columns.n, 3 + 1);
    assert_true(t->rows.entries[7].is_missing);
    assert_false(t->rows.entries[6].is_missing);
    assert_string_equal(t->rows.entries[8].path[0], "Grand total");
    assert_string_equal(t->rows.level_name[0], "province");
    assert_true(has_note(t, "Residence at entry"));
}

static void as_of_looks_no_further(void **state)
{
    (void)state;
    total_is("count persons reached where call = 490 as of 2022-09-30", 4);
    total_is("count persons ended where call = 490 as of 2022-06-29", 0);
    total_is("count persons ended where call = 490 as of 2022-06-30", 1);
    total_is("count persons running where call = 490 as of 2022-06-29", 4);
    total_is("count persons running where call = 490 as of 2022-09-30", 3);
    total_is("count persons with outcome employed as of 2022-05-31", 1);
    total_is("count persons with outcome employed as of 2022-06-15", 2);
}

static void known_at_takes_the_panel_of_that_moment(void **state)
{
    (void)state;
    total_is("count persons with outcome employed", 2);
    total_is("count persons with outcome employed known at 2022-05-20", 1);
    struct table *t = ask("count persons ended where call = 490 known at 2022-05-20");
    assert_int_equal(count_at(t, "", ""), 0);
    char moment[MOMENT_TEXT + 1];
    moment_text(moment, t->known_at_ms);
    assert_string_equal(moment, "2022-05-20T23:59:59Z");
    asking.panels_asked = 0;
    assert_non_null(ask_file(&asking, "count persons known at 2022-05-20\n"
                                      "count projects known at 2022-05-20\n"
                                      "count persons count projects"));
    assert_int_equal(asking.panels_asked, 2);
}

static void selections_all_hold(void **state)
{
    (void)state;
    total_is("count trajectories carried out", 2);
    total_is("count trajectories stopped", 2);
    total_is("count trajectories ended", 4);
    total_is("count trajectories started with outcome employed", 2);
    total_is("count trajectories started without outcome employed", 5);
    total_is("count trajectories with outcome employed or qualification", 2);
    total_is("count trajectories with outcome employed with outcome qualification", 1);
    total_is("count trajectories ended without any outcome", 2);
    total_is("count trajectories with any outcome", 3);
    total_is("count trajectories with exit job", 2);
    total_is("count trajectories with exit unknown", 1);
    total_is("count trajectories with action mentoring", 1);
    total_is("count persons with action language", 2);
    total_is("count trajectories judged succeeded", 1);
    total_is("count trajectories judged failed, succeeded", 2);
    total_is("count trajectories referred by vdab", 1);
    total_is("count trajectories referred by ocmw", 0);
    total_is("count referrals by vdab where call = 380", 1);
}

static void statuses_are_those_of_the_day(void **state)
{
    (void)state;
    struct table *t = ask("count trajectories where call = 490 rows status "
                          "as of 2022-09-30");
    assert_int_equal(count_at(t, "carried_out", ""), 1);                /* A */
    assert_int_equal(count_at(t, "running", ""), 1);                    /* B */
    assert_int_equal(count_at(t, "running_aftercare_employed", ""), 1); /* C */
    assert_int_equal(count_at(t, "reached", ""), 1);                    /* D */
    assert_int_equal(count_at(t, "", ""), 4);
    total_is("count persons running in aftercare", 1);
    total_is("count persons with status reached", 1);
}

static void observations_by_moment(void **state)
{
    (void)state;
    total_is("count persons with baseline measured", 1);
    total_is("count persons with baseline sight_of_training", 0);
    total_is("count persons with baseline sight_of_training answered no", 1);
    total_is("count persons with end sight_of_training", 1);
    total_is("count persons with end measured known at 2022-05-20", 0);
    total_is("count observations answered yes", 2);
    struct table *t = ask("count persons answered yes rows indicator columns moment");
    assert_int_equal(count_at(t, "sight_of_training", "end"), 1);
    assert_int_equal(count_at(t, "sight_of_training", "baseline"), 0);
    assert_int_equal(count_at(t, "", ""), 1);
}

static void labour_status_by_day(void **state)
{
    (void)state;
    total_is("count persons with labour status employed on 2022-05-15", 1);
    total_is("count persons with labour status employed on 2022-07-01", 2);
    total_is("count persons with labour status employed on 2022-09-15", 1);
    total_is("count persons ever with labour status employed", 2);
    /* A ended on 2022-06-30 and still worked; F and G have no spells; C's 457 ended */
    total_is(
        "count trajectories ended with labour status employed 3 months after ended", 1);
    total_is("count trajectories ended without labour status employed 3 months after "
             "ended",
             3);
    struct table *t = ask("count persons rows labour_status as of 2022-07-01");
    assert_int_equal(count_at(t, "employed", ""), 2);
    assert_int_equal(count_at(t, "unknown", ""), 4);
    /* a day of which nothing is known is no day on which nobody worked */
    t = ask("count persons with labour status employed on 2001-01-01 "
            "rows call");
    assert_int_equal(t->cells[t->rows.n - 1].status, CELL_UNKNOWN);
    t = ask("count persons with labour status employed on 2022-07-01");
    bool tells = false;
    for (size_t i = 0; i < t->n_notes; i++)
        tells |= strstr(t->notes[i], "is known of 2 of ") != NULL;
    assert_true(tells);
}

static void a_list_without_spells_says_nothing(void **state)
{
    (void)state;
    struct table *t = ask("count outflows from benefit living_wage rows year");
    assert_string_equal(t->unavailable, "nothing is on record of: benefit");
    assert_int_equal(t->rows.n * t->columns.n, 0);
}

static void conditions(void **state)
{
    (void)state;
    total_is("count persons where age >= 45", 3);
    total_is("count persons where age < 30", 2);
    total_is("count persons where age >= 24 and age <= 31", 3);
    total_is("count persons where age = unknown", 1);
    total_is("count persons where sex != m", 4);
    total_is("count persons where not (sex = m or sex = f)", 1);
    total_is("count persons where sex = vrouw and municipality = Antwerpen", 1);
    total_is("count persons where municipality = 44021", 2);
    total_is("count persons where region = gent", 2);
    total_is("count persons where province = limburg or call = 380", 3);
    total_is("count persons where target_group = long_term_sick", 1);
    total_is("count persons where target_group != long_term_sick", 6);
    total_is("count persons where outcome = employed", 2);
    total_is("count persons where outcome != employed", 6);
    total_is("count persons where company = Werkhuis", 1);
    total_is("count persons where former kind in (sheltered, social)", 2);
    total_is("count persons where project = P490", 5);
    total_is("count persons where project_kind = flow_through", 2);
    total_is("count persons where programme kind = esf_outreach", 5);
    total_is("count persons where reached during 2022-01 .. 2022-02", 2);
    total_is("count persons where reached before 2018-01-01", 2);
    total_is("count persons where started after 2022-03-05", 1);
    total_is("count persons where ended on 2022-06-30", 1);
    total_is("count persons where education = refused", 1);
    total_is("count persons where education = not_asked", 1);
    total_is("count persons where start_year >= 2022", 4);
    total_is("count actions where action = language", 2);
    total_is("count actions where sex = f", 3);
}

static void periods_bound_the_event(void **state)
{
    (void)state;
    total_is("count persons reached during 2022", 5);
    total_is("count persons reached during 2022-03 .. 2022-04", 2);
    total_is("count trajectories started with outcome employed during 2022-05", 1);
    total_is("count trajectories with outcome employed started during 2022-01", 1);
    total_is("count actions during 2022-03", 3);
    struct table *t = ask("count persons started rows year");
    assert_int_equal(count_at(t, "2017", ""), 2);
    assert_int_equal(count_at(t, "2020", ""), 1);
    assert_int_equal(count_at(t, "2022", ""), 4);
    assert_int_equal(count_at(t, "", ""), 6); /* C started twice */
    t = ask("count actions rows month columns action");
    assert_int_equal(count_at(t, "2022-03", "mentoring"), 1);
    assert_int_equal(count_at(t, "2022-03", "language"), 2);
    assert_int_equal(count_at(t, "2022-02", ""), 1);
    assert_int_equal(count_at(t, "", ""), 4);
    t = ask("count persons with outcome employed rows year");
    assert_int_equal(t->rows.n, 2);
    assert_int_equal(count_at(t, "2022", ""), 2);
}

static void overlapping_values_keep_the_total(void **state)
{
    (void)state;
    struct table *t = ask("count persons ended rows outcome");
    assert_int_equal(count_at(t, "employed", ""), 1);
    assert_int_equal(count_at(t, "flow_through_regular", ""), 1);
    assert_int_equal(count_at(t, "none", ""), 2); /* C in 457, G */
    assert_int_equal(count_at(t, "", ""), 4);
    assert_true(t->rows.level_overlaps[0]);
    assert_true(has_note(t, "at several values"));
    t = ask("count persons where call = 490 rows outcome");
    assert_int_equal(count_at(t, "employed", ""), 2);
    assert_int_equal(count_at(t, "qualification", ""), 1);
    assert_int_equal(count_at(t, "none", ""), 3);
    assert_int_equal(count_at(t, "", ""), 5);
    t = ask("count persons rows target_group");
    assert_int_equal(count_at(t, "long_term_sick", ""), 1);
    assert_int_equal(count_at(t, "single_parent", ""), 1);
    assert_int_equal(count_at(t, "", ""), 7);
    t = ask("count persons with outcome employed rows destination columns sex");
    assert_int_equal(count_at(t, "trade", "f"), 1);
    assert_int_equal(count_at(t, "health_care", "m"), 1);
    assert_int_equal(count_at(t, "trade", ""), 1);
}

static void nested_rows_have_totals_at_each_level(void **state)
{
    (void)state;
    struct table *t = ask("count trajectories started where call = 380 "
                          "rows province, company columns former_kind");
    assert_int_equal(count_at(t, "oost_vlaanderen/werkhuis", ""), 1);
    assert_int_equal(count_at(t, "oost_vlaanderen/stroom", "social"), 1);
    assert_int_equal(count_at(t, "oost_vlaanderen", ""), 2);
    assert_int_equal(count_at(t, "limburg", ""), 0);
    assert_int_equal(count_at(t, "limburg/stroom", ""), -1);
    assert_int_equal(cell_at(t, "oost_vlaanderen/stroom", "sheltered")->status,
                     CELL_CANNOT_OCCUR);
    long total = entry_index(&t->rows, "oost_vlaanderen");
    assert_string_equal(t->rows.entries[total].path[1], "Total");
    assert_int_equal(t->rows.entries[total].depth, 1);
    t = ask("count persons rows province, municipality, sex");
    assert_int_equal(count_at(t, "antwerpen/11002/f", ""), 1);
    assert_int_equal(count_at(t, "antwerpen/11002/x", ""), 0);
    assert_int_equal(count_at(t, "antwerpen/11002", ""), 2);
    assert_int_equal(count_at(t, "", ""), 7);
}

static void money(void **state)
{
    (void)state;
    struct table *t = ask("sum euro where call = 490 rows source columns amount kind");
    assert_int_equal(count_at(t, "esf", "allocated"), 550000000);
    assert_int_equal(count_at(t, "esf", "paid"), 100050);
    assert_int_equal(count_at(t, "", "allocated"), 1100000000);
    /* what was allocated and what was paid is no sum */
    assert_int_equal(cell_at(t, "", "")->status, CELL_UNAVAILABLE);
    assert_int_equal(cell_at(t, "esf", "")->status, CELL_UNAVAILABLE);
    assert_int_equal(count_at(t, "flemish_cofinancing", ""), 550000000);
    t = ask("sum euro where call = 490");
    assert_string_equal(cell_at(t, "", "")->reason,
                        "allocated, committed and paid amounts are not added up");
    assert_int_equal(t->kind, MEASURE_EURO);
    total_is("sum euro allocated where call = 490", 1100000000);
    total_is("sum euro paid during 2021", 0);
    total_is("sum euro as of 2020-01-01", 0);
    /* no line on record is not an amount of zero */
    t = ask("sum euro as of 2020-01-01");
    assert_int_equal(cell_at(t, "", "")->status, CELL_UNAVAILABLE);
    assert_string_equal(cell_at(t, "", "")->reason, "no amount on record");
}

/* What is counted says its period, the denominator too. */
static void the_period_is_said(void **state)
{
    (void)state;
    struct table *t = ask("count persons reached during 2022-01 .. 2022-06");
    assert_string_equal(
        t->population,
        "persons, reached, in the period 1 January 2022 .. 30 June 2022");
    t = ask("count persons started during 2022 rate of reached");
    assert_non_null(strstr(t->base_label, "1 January 2022 .. 31 December 2022"));
    t = ask("sum euro paid during 2022");
    assert_non_null(strstr(t->population, "1 January 2022"));
    t = ask("count persons reached");
    assert_null(strstr(t->population, "period"));
}

static void projects_partnerships_and_places(void **state)
{
    (void)state;
    struct table *t = ask("count projects rows call");
    assert_int_equal(count_at(t, "490", ""), 1);
    assert_int_equal(count_at(t, "", ""), 3);
    total_is("count projects with outcome employed", 1);
    total_is("count projects started rows sex", 3);
    total_is("count partnerships", 1);
    total_is("count partnerships as of 2020-12-31", 0);
    total_is("count municipalities reached", 3);
    total_is("count companies started where call = 380", 2);
}

static void empty_answers_are_zero(void **state)
{
    (void)state;
    struct table *t = ask("count persons reached as of 2010-01-01 rows province, call "
                          "columns sex");
    assert_int_equal(count_at(t, "", ""), 0);
    assert_int_equal(cell_at(t, "limburg", "m")->status, CELL_ZERO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_person_in_two_calls_counts_once),
        cmocka_unit_test(rows_and_columns_hold_the_fixed_set),
        cmocka_unit_test(as_of_looks_no_further),
        cmocka_unit_test(known_at_takes_the_panel_of_that_moment),
        cmocka_unit_test(selections_all_hold),
        cmocka_unit_test(statuses_are_those_of_the_day),
        cmocka_unit_test(observations_by_moment),
        cmocka_unit_test(labour_status_by_day),
        cmocka_unit_test(a_list_without_spells_says_nothing),
        cmocka_unit_test(conditions),
        cmocka_unit_test(periods_bound_the_event),
        cmocka_unit_test(overlapping_values_keep_the_total),
        cmocka_unit_test(nested_rows_have_totals_at_each_level),
        cmocka_unit_test(money),
        cmocka_unit_test(the_period_is_said),
        cmocka_unit_test(projects_partnerships_and_places),
        cmocka_unit_test(empty_answers_are_zero),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
