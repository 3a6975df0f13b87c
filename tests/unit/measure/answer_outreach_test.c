/* What is counted without a trajectory, over the region of outreach_panel.h. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include "asking_frame.h"
#include "outreach_panel.h"

static struct panel *outreach_panel(void)
{
    struct panel_builder *b = panel_build_begin(INT64_MAX);
    struct panel *panel;
    test_outreach_region(b);
    test_person(b, 1, "f", "11002", NULL);
    test_people_met(b);
    test_ok(panel_build_end(&panel, b, NULL));
    return panel;
}

static int begin_outreach(void **state)
{
    begin(state);
    panel_free(asking.full);
    asking.full = outreach_panel();
    return 0;
}

/* R38: at every year and month it touches, once in the total. */
static void an_action_counts_in_every_year_it_touches(void **state)
{
    (void)state;
    struct table *t = ask("count outreach actions rows year");
    assert_int_equal(count_at(t, "2021", ""), 2);
    assert_int_equal(count_at(t, "2022", ""), 2);
    assert_int_equal(count_at(t, "2023", ""), 1);
    assert_int_equal(count_at(t, "2024", ""), -1); /* to come */
    assert_int_equal(count_at(t, "", ""), 3);
    assert_true(t->rows.level_overlaps[0]);
    assert_true(has_note(t, "stands at each of them"));
    t = ask("count outreach actions rows year, month as of 2022-01-15");
    assert_int_equal(count_at(t, "2021/2021-12", ""), 1);
    assert_int_equal(count_at(t, "2022/2022-01", ""), 1);
    assert_int_equal(count_at(t, "2022/2022-02", ""), -1); /* after the as-of day */
    assert_int_equal(count_at(t, "2021", ""), 2);
    t = ask("count outreach actions during 2022 rows month columns action kind");
    assert_int_equal(count_at(t, "2021-12", ""), -1);
    assert_int_equal(count_at(t, "2022-03", "campaign"), 1);
    assert_int_equal(count_at(t, "2022-03", ""), 2);
    assert_int_equal(count_at(t, "", ""), 2);
}

static void groups_and_partners_overlap(void **state)
{
    (void)state;
    struct table *t = ask("count outreach actions rows target group columns partner");
    assert_int_equal(count_at(t, "neet_youth", ""), 2);
    assert_int_equal(count_at(t, "neet_youth", "prom"), 1);
    assert_int_equal(count_at(t, "long_term_sick", "werkhuis"), 1);
    assert_int_equal(count_at(t, "none", "none"), 1);
    assert_int_equal(count_at(t, "", "none"), 2);
    assert_int_equal(count_at(t, "", ""), 3);
    assert_int_equal(
        count_at(ask("count outreach actions where target group = neet_youth and "
                     "partner != werkhuis"),
                 "", ""),
        1);
    assert_int_equal(
        count_at(ask("count outreach actions where partner = none"), "", ""), 2);
    assert_int_equal(
        count_at(ask("count outreach actions where call = 490 rows province"),
                 "antwerpen", ""),
        1);
    const struct cell *c =
        cell_at(ask("count outreach actions where partner = prom rows year rate of "
                    "outreach actions where contact mode = face_to_face"),
                "2021", "");
    assert_int_equal(c->n, 1);
    assert_int_equal(c->base, 2);
}

static void plans_begin_after_the_day(void **state)
{
    (void)state;
    struct table *t = ask("count outreach actions planned rows year");
    assert_int_equal(count_at(t, "2024", ""), 1);
    assert_int_equal(count_at(t, "2025", ""), 1);
    assert_int_equal(count_at(t, "", ""), 1);
    assert_int_equal(
        count_at(ask("count outreach actions planned during 2025"), "", ""), 1);
    assert_int_equal(
        count_at(ask("count outreach actions planned during 2026"), "", ""), 0);
    assert_int_equal(
        count_at(ask("count outreach actions planned as of 2021-06-01"), "", ""), 3);
    assert_int_equal(
        count_at(ask("count outreach actions planned as of 2031-01-01"), "", ""), 0);
}

static void heads_are_added_and_threads_count_once(void **state)
{
    (void)state;
    struct table *t = ask("count people met rows year");
    /* 40 and 5 heads, T1, T2, and A, who is T3 and T4 */
    assert_int_equal(count_at(t, "", ""), 48);
    assert_int_equal(count_at(t, "2021", ""), 48);
    assert_int_equal(count_at(t, "2022", ""), 42);
    assert_true(has_note(t, "same human being"));
    t = ask("count people met rows target group columns partner");
    assert_int_equal(count_at(t, "neet_youth", ""), 1);
    assert_int_equal(count_at(t, "none", ""), 48);
    assert_int_equal(count_at(t, "", "prom"), 42);
    assert_int_equal(count_at(t, "", "none"), 7);
    assert_int_equal(count_at(t, "", ""), 48);
    const struct cell *c =
        cell_at(ask("count people met refused rate of people met"), "", "");
    assert_int_equal(c->n, 1);
    assert_int_equal(c->base, 48);
    assert_int_equal(count_at(ask("count people met identified"), "", ""), 1);
    assert_int_equal(
        count_at(ask("count people met where place kind = physical_organisation"), "",
                 ""),
        7);
}

static void places_and_coverage_are_states(void **state)
{
    (void)state;
    struct table *t = ask("count places rows province");
    assert_int_equal(count_at(t, "", ""), 2);
    assert_int_equal(count_at(t, "oost_vlaanderen", ""), 0);
    assert_true(has_note(t, "existed on"));
    t = ask("count places during 2021 .. 2022 rows year");
    assert_int_equal(count_at(t, "2021", ""), 3);
    assert_int_equal(count_at(t, "2022", ""), 2);
    assert_int_equal(count_at(t, "", ""), 3);
    assert_int_equal(count_at(ask("count places without any action"), "", ""), 1);
    t = ask("count places with any action rows partnership columns year");
    assert_int_equal(count_at(t, "LP1", "2023"), 1);
    assert_int_equal(count_at(t, "none", "2021"), 1);
    assert_int_equal(count_at(t, "", ""), 2);
    assert_int_equal(count_at(ask("count places with action presence"), "", ""), 1);
    t = ask("count municipalities covered rows province columns partnership status");
    assert_int_equal(count_at(t, "antwerpen", ""), 1);
    assert_int_equal(count_at(t, "", ""), 2);
    assert_int_equal(count_at(ask("count municipalities covered during 2020"), "", ""),
                     0);
    t = ask("count municipalities covered during 2020 .. 2022 rows year");
    assert_int_equal(count_at(t, "2020", ""), -1);
    assert_int_equal(count_at(t, "2021", ""), 2);
    assert_int_equal(count_at(t, "", ""), 2);
}

static void projects_tell_what_became_of_them(void **state)
{
    (void)state;
    struct table *t = ask("count projects rows evaluation columns follow up");
    assert_int_equal(count_at(t, "positive", "scaled"), 1);
    assert_int_equal(count_at(t, "positive", "adopted"), 1);
    assert_int_equal(count_at(t, "positive", ""), 1);
    assert_int_equal(count_at(t, "none", "prolonged"), 1); /* by its extension */
    assert_int_equal(count_at(t, "", ""), 4);
    assert_true(t->columns.level_overlaps[0]);
    t = ask("count projects rows evaluation columns follow up as of 2022-03-01");
    assert_int_equal(count_at(t, "pending", "adopted"), 1);
    assert_int_equal(count_at(t, "pending", "scaled"), 0);
    assert_int_equal(
        count_at(ask("count projects where follow up = prolonged"), "", ""), 1);
    assert_int_equal(
        count_at(ask("count projects where follow up = prolonged as of 2021-12-31"), "",
                 ""),
        0);
}

static void mistakes_have_their_place(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int column;
        const char *message, *hint;
    } bad[] = {
        {"count outreach actions where place = Markt", 38, "found 2 places", "its id"},
        {"count places rows month", 19, "expected during with month", "add during"},
        {"count municipalities covered reached", 30, "expected a selection of",
         "covered by itself"},
        {"count people met planned", 18, "expected a selection", ""},
        {"count outreach actions rows sex", 29, "a dimension of outreach_actions",
         "sex belongs to persons"},
        {"count outreach actions as of 2024-01-01", 30, "up to today, 2023-06-01",
         "planned"},
        {"count persons reached known at 2023-06-01T00:00:01Z", 32, "up to now", ""},
        {"count projects reached rows follow up", 29, "a dimension of projects",
         "without a selection"},
    };
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        if (ask_one(&asking, bad[i].text)) fail_msg("answered: %s", bad[i].text);
        if (!strstr(asking.e.message, bad[i].message) ||
            !strstr(asking.e.hint, bad[i].hint) || asking.e.column != bad[i].column)
            fail_msg("%s: %d %s (%s)", bad[i].text, asking.e.column, asking.e.message,
                     asking.e.hint);
    }
    /* the date of today is all that is known now */
    ask("count persons reached known at 2023-06-01");
}

static void the_plan_says_what_is_read(void **state)
{
    (void)state;
    struct question *q;
    struct str plan;
    assert_int_equal(question_parse_statement(&q, &asking.arena,
                                              S("count people met rows year, partner"),
                                              &asking.e),
                     OK);
    assert_int_equal(question_explain(&plan, &asking.arena, q, &asking.ctx, &asking.e),
                     OK);
    assert_true(str_contains(plan, S("headcounts and threads of outreach actions (7 "
                                     "rows)")));
    assert_true(str_contains(plan, S("one row for each partner of a record")));
    assert_true(str_contains(plan, S("each thread once")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_action_counts_in_every_year_it_touches),
        cmocka_unit_test(groups_and_partners_overlap),
        cmocka_unit_test(plans_begin_after_the_day),
        cmocka_unit_test(heads_are_added_and_threads_count_once),
        cmocka_unit_test(places_and_coverage_are_states),
        cmocka_unit_test(projects_tell_what_became_of_them),
        cmocka_unit_test(mistakes_have_their_place),
        cmocka_unit_test(the_plan_says_what_is_read),
    };
    return cmocka_run_group_tests(tests, begin_outreach, end);
}
