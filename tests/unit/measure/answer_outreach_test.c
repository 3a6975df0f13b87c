/* What is counted without a trajectory, over a region small enough to count by hand:
 *
 *   places   1 Markt (Antwerpen) since 2020; 2 Buurthuis (Gent) in 2021; 3 Markt
 *            (Hasselt), since nobody knows when
 *   actions  1 campaign at place 1, 2021-11-02 .. 2023-02-03, for long-term sick and
 *              NEET youth, with Promotor and Werkhuis: 40 heads, threads T1 and T2 (who
 *              refused registration)
 *            2 presence at place 2, 2021-05-01, for NEET youth: 5 heads, T1 again, T3
 *              and T4, who both became person A
 *            3 mailing without a place, 2022-03-01
 *            4 information session at place 1, 2024-02-01 .. 2025-01-31: to come
 *
 * Partnership 1 (since 2021) covers Antwerpen and Gent. Project P490 was not judged
 * yet, then judged well; it was scaled up and adopted. P457 is extended by P457B. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include "asking_frame.h"

enum { ID_PLACE = 20, ID_ACTION, ID_THREAD };

static void add_place(struct panel_builder *b, unsigned n, const char *name, int kind,
                      const char *municipality, const char *from, const char *to)
{
    struct outreach_place_fact f = {.id = test_id(ID_PLACE, n),
                                    .kind = (uint8_t)kind,
                                    .from = test_day(from),
                                    .to = test_day(to)};
    snprintf(f.name, sizeof f.name, "%s", name);
    snprintf(f.municipality, sizeof f.municipality, "%s", municipality);
    test_ok(panel_build_outreach_place(b, &f, NULL));
}

static void add_action(struct panel_builder *b, unsigned n, unsigned place, int kind,
                       const char *from, const char *to)
{
    struct outreach_action_fact f = {.id = test_id(ID_ACTION, n),
                                     .mode = CONTACT_MODE_FACE_TO_FACE,
                                     .on = test_day(from),
                                     .minutes = -1};
    struct outreach_course_fact course = {
        .action = f.id, .kind = (uint8_t)kind, .ended_on = test_day(to)};
    if (place) f.place = test_id(ID_PLACE, place);
    if (n == 1) f.project.u = test_id(ID_PROJECT, 1);
    if (n == 1) f.partnership.u = test_id(ID_PARTNERSHIP, 1);
    test_ok(panel_build_outreach_action(b, &f, NULL));
    test_ok(panel_build_outreach_course(b, &course, NULL));
}

static void add_audience(struct panel_builder *b, unsigned action, int group,
                         unsigned organisation)
{
    struct outreach_audience_fact f = {.action = test_id(ID_ACTION, action),
                                       .target_group = (uint8_t)group};
    if (organisation) f.organisation.u = test_id(ID_ORGANISATION, organisation);
    test_ok(panel_build_outreach_audience(b, &f, NULL));
}

static void add_reach(struct panel_builder *b, unsigned action, int n, unsigned thread,
                      unsigned person, const char *category, bool refused)
{
    struct reach_fact f = {
        .action = test_id(ID_ACTION, action), .n = n, .refused_registration = refused};
    if (thread) f.thread = test_id(ID_THREAD, thread);
    if (person) f.person.u = test_id(ID_PERSON, person);
    snprintf(f.category, sizeof f.category, "%s", category);
    test_ok(panel_build_reach(b, &f, NULL));
}

static void add_follow_up(struct panel_builder *b, const char *on, int evaluation,
                          int follow_up)
{
    struct project_follow_up_fact f = {.project = {test_id(ID_PROJECT, 1)},
                                       .on = test_day(on),
                                       .evaluation = (uint8_t)evaluation,
                                       .follow_up = (uint8_t)follow_up};
    test_ok(panel_build_project_follow_up(b, &f, NULL));
}

static void add_programmes(struct panel_builder *b)
{
    static const char *const covered[] = {"11002", "44021"};
    struct project_fact later = {.id = {test_id(ID_PROJECT, 4)},
                                 .code = "P457B",
                                 .call = "457",
                                 .extension_of = {test_id(ID_PROJECT, 2)},
                                 .kind = PROJECT_KIND_OUTREACH,
                                 .target_group = CODE_MISSING,
                                 .from = test_day("2022-01-01"),
                                 .to = DAY_NONE};
    test_small_tables(b);
    panel_build_project(b, &later);
    for (size_t i = 0; i < ARRAY_LEN(covered); i++) {
        struct coverage_fact f = {.partnership = {test_id(ID_PARTNERSHIP, 1)}};
        snprintf(f.municipality, sizeof f.municipality, "%s", covered[i]);
        test_ok(panel_build_coverage(b, &f, NULL));
    }
    add_follow_up(b, "2022-06-01", PROJECT_EVALUATION_POSITIVE,
                  PROJECT_FOLLOW_UP_SCALED);
    add_follow_up(b, "2022-01-01", PROJECT_EVALUATION_PENDING, CODE_MISSING);
    add_follow_up(b, NULL, CODE_MISSING, PROJECT_FOLLOW_UP_ADOPTED);
}

static struct panel *outreach_panel(void)
{
    struct panel_builder *b = panel_build_begin(INT64_MAX);
    struct panel *panel;
    add_programmes(b);
    add_place(b, 1, "Markt", PLACE_KIND_PHYSICAL_LOCATION, "11002", "2020-01-01", NULL);
    add_place(b, 2, "Buurthuis", PLACE_KIND_PHYSICAL_ORGANISATION, "44021",
              "2021-01-01", "2021-12-31");
    add_place(b, 3, "Markt", PLACE_KIND_PHYSICAL_LOCATION, "71022", NULL, NULL);
    add_action(b, 1, 1, OUTREACH_ACTION_KIND_CAMPAIGN, "2021-11-02", "2023-02-03");
    add_audience(b, 1, TARGET_GROUP_LONG_TERM_SICK, 0);
    add_audience(b, 1, TARGET_GROUP_NEET_YOUTH, 0);
    add_audience(b, 1, CODE_MISSING, 1);
    add_audience(b, 1, CODE_MISSING, 2);
    add_audience(b, 1, CODE_MISSING, 2); /* said twice */
    add_action(b, 2, 2, OUTREACH_ACTION_KIND_PRESENCE, "2021-05-01", NULL);
    add_audience(b, 2, TARGET_GROUP_NEET_YOUTH, 0);
    add_action(b, 3, 0, OUTREACH_ACTION_KIND_MAILING, "2022-03-01", NULL);
    add_action(b, 4, 1, OUTREACH_ACTION_KIND_INFO_SESSION, "2024-02-01", "2025-01-31");
    test_person(b, 1, "f", "11002", NULL);
    add_reach(b, 1, 40, 0, 0, "", false);
    add_reach(b, 1, 1, 1, 0, "neet_youth", false);
    add_reach(b, 1, 1, 2, 0, "", true);
    add_reach(b, 2, 5, 0, 0, "", false);
    add_reach(b, 2, 1, 1, 0, "", false);
    add_reach(b, 2, 1, 3, 1, "", false);
    add_reach(b, 2, 1, 4, 1, "", false);
    add_reach(b, 9, 100, 0, 0, "", false); /* of an action not known */
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
