/* Outreach and follow-ups in and out: each comes back from the panel's stream as it
 * went in, beside what it hangs on, as it was known at a moment. */
#include "store_keeper.h"

#include "base/clock.h"

/* An action of several days with a kind, two target groups and a partner, who was met
 * on it, and what became of a project: as they went in, in the order that is promised.
 */
static void outreach_comes_back_with_its_course_and_audiences(void **state)
{
    (void)state;
    int64_t now = clock_now_ms(), day_ms = 86400000;
    struct organisation_fact o = an_organisation("moskee");
    struct call_fact call = a_call("490");
    struct project_fact project = a_project("P1", o.id);
    struct partnership_fact n = {.id = {uuid7_new()},
                                 .code = "LP1",
                                 .name = "Partnerschap",
                                 .status = PARTNERSHIP_STATUS_STARTED,
                                 .from = on(2024, 2, 1),
                                 .to = DAY_NONE};
    struct project_follow_up_fact judged = {.id = uuid7_new(),
                                            .project = project.id,
                                            .on = on(2023, 1, 15),
                                            .evaluation = PROJECT_EVALUATION_POSITIVE,
                                            .follow_up = PROJECT_FOLLOW_UP_SCALED};
    struct outreach_place_fact place = {.id = uuid7_new(),
                                        .name = "Markt",
                                        .kind = PLACE_KIND_PHYSICAL_LOCATION,
                                        .municipality = "11002",
                                        .from = on(2020, 1, 1),
                                        .to = DAY_NONE};
    struct outreach_action_fact action = {.id = uuid7_new(),
                                          .place = place.id,
                                          .project = project.id,
                                          .partnership = n.id,
                                          .mode = CONTACT_MODE_PHONE,
                                          .on = on(2021, 11, 2),
                                          .minutes = -1};
    struct outreach_course_fact course = {.id = uuid7_new(),
                                          .action = action.id,
                                          .kind = OUTREACH_ACTION_KIND_CAMPAIGN,
                                          .ended_on = on(2023, 2, 3)};
    struct outreach_offer_fact offer = {uuid7_new(), action.id,
                                        OFFER_LOCATION_LOCAL_ORGANISATION, CODE_MISSING,
                                        OUTREACH_DIMENSION_BOTH};
    struct outreach_audience_fact sick = {.id = uuid7_new(),
                                          .action = action.id,
                                          .target_group = TARGET_GROUP_LONG_TERM_SICK};
    struct outreach_audience_fact partner = {.id = uuid7_new(),
                                             .action = action.id,
                                             .target_group = CODE_MISSING,
                                             .organisation = o.id};
    struct person_fact p = a_person();
    struct reach_fact thread = {.id = uuid7_new(),
                                .action = action.id,
                                .thread = uuid7_new(),
                                .person = p.id,
                                .n = 1,
                                .category = "psychological_vulnerability",
                                .refused_registration = true};
    const char *covered[] = {"11002", "44021"};
    struct write *w = begin();
    write_recorded_at(w, now - 10 * day_ms);
    is_ok(organisation_add(w, &o, &e));
    is_ok(call_add(w, &call, &e));
    is_ok(project_add(w, &project, &e));
    is_ok(partnership_add(w, &n, covered, 2, &e));
    is_ok(outreach_place_add(w, &place, &e));
    is_ok(outreach_action_add(w, &action, &e));
    is_ok(person_add(w, &p, NULL, &e));
    is_ok(reach_add(w, &thread, &e));
    write_recorded_at(w, now - 5 * day_ms);
    is_ok(outreach_course_add(w, &course, &e));
    is_ok(outreach_offer_add(w, &offer, &e));
    is_ok(outreach_audience_add(w, &sick, &e));
    is_ok(outreach_audience_add(w, &partner, &e));
    is_ok(project_follow_up_add(w, &judged, &e));
    is_ok(write_commit(&w, &e));
    read_panel(INT64_MAX);
    assert_int_equal(count_kept(COVERAGE), 2);
    assert_true(uuid_eq(first_kept(COVERAGE)->coverage.partnership.u, n.id.u));
    const struct project_follow_up_fact *f = &first_kept(FOLLOW_UP)->project_follow_up;
    assert_true(uuid_eq(f->project.u, project.id.u));
    assert_int_equal(f->on.v, judged.on.v);
    assert_int_equal(f->evaluation, judged.evaluation);
    assert_int_equal(f->follow_up, judged.follow_up);
    const struct outreach_place_fact *market = &first_kept(PLACE)->outreach_place;
    assert_string_equal(market->name, place.name);
    assert_string_equal(market->municipality, place.municipality);
    assert_int_equal(market->kind, place.kind);
    assert_int_equal(market->from.v, place.from.v);
    assert_true(day_is_none(market->to));
    const struct kept *at = first_kept(ACTION);
    assert_memory_equal(&at[0].outreach_action, &action,
                        offsetof(struct outreach_action_fact, mode));
    assert_int_equal(at[0].outreach_action.mode, action.mode);
    assert_int_equal(at[0].outreach_action.on.v, action.on.v);
    assert_int_equal(at[0].outreach_action.minutes, -1);
    assert_memory_equal(&at[1].outreach_course, &course,
                        offsetof(struct outreach_course_fact, kind));
    assert_int_equal(at[1].outreach_course.kind, course.kind);
    assert_int_equal(at[1].outreach_course.ended_on.v, course.ended_on.v);
    assert_memory_equal(&at[2].outreach_offer, &offer, sizeof offer);
    assert_memory_equal(&at[3].outreach_audience, &sick, sizeof sick);
    assert_memory_equal(&at[4].outreach_audience, &partner, sizeof partner);
    assert_int_equal(at[5].kind, PERSON);
    assert_int_equal(kept[n_kept - 1].kind, REACH);
    const struct reach_fact *met = &kept[n_kept - 1].reach;
    assert_memory_equal(met, &thread, offsetof(struct reach_fact, category));
    assert_string_equal(met->category, thread.category);
    assert_true(met->refused_registration);
    /* every table knows what was known when */
    read_panel(now - 6 * day_ms);
    assert_int_equal(count_kept(ACTION), 1);
    assert_int_equal(count_kept(COURSE) + count_kept(AUDIENCE) + count_kept(FOLLOW_UP),
                     0);
    read_panel(now - 11 * day_ms);
    assert_int_equal(n_kept, 0);
    /* what hangs on an action that is retracted is left out */
    w = begin();
    is_ok(fact_retract(w, NOUN_OUTREACH_ACTION, (struct person_id){0}, action.id, &e));
    is_ok(outreach_action_add(w, &action, &e));
    is_ok(fact_retract(w, NOUN_OUTREACH_COURSE, (struct person_id){0}, course.id, &e));
    is_ok(write_commit(&w, &e));
    read_panel(INT64_MAX);
    assert_int_equal(count_kept(ACTION), 1);
    assert_int_equal(count_kept(COURSE), 0);
    assert_int_equal(count_kept(AUDIENCE), 2);
}

static void outreach_that_cannot_be_is_refused(void **state)
{
    (void)state;
    struct outreach_action_fact action = {
        .id = uuid7_new(), .mode = CODE_MISSING, .on = on(2024, 5, 2), .minutes = -1};
    struct outreach_course_fact course = {.id = uuid7_new(),
                                          .action = action.id,
                                          .kind = CODE_MISSING,
                                          .ended_on = on(2024, 5, 1)};
    struct outreach_audience_fact nobody = {
        .id = uuid7_new(), .action = action.id, .target_group = CODE_MISSING};
    struct project_follow_up_fact nothing = {.id = uuid7_new(),
                                             .project = {uuid7_new()},
                                             .on = DAY_NONE,
                                             .evaluation = CODE_MISSING,
                                             .follow_up = CODE_MISSING};
    struct write *w = begin();
    is_ok(outreach_action_add(w, &action, &e));
    is_ok(write_commit(&w, &e));
    w = begin();
    assert_int_equal(outreach_course_add(w, &course, &e), ERR_INVALID);
    write_abandon(&w);
    w = begin();
    assert_int_equal(outreach_audience_add(w, &nobody, &e), ERR_INVALID);
    write_abandon(&w);
    w = begin();
    assert_int_equal(project_follow_up_add(w, &nothing, &e), ERR_INVALID);
    write_abandon(&w);
    /* one course an action, and only of an action that is there */
    course.ended_on = on(2024, 5, 2);
    w = begin();
    is_ok(outreach_course_add(w, &course, &e));
    is_ok(write_commit(&w, &e));
    w = begin();
    course.id = uuid7_new();
    assert_int_equal(outreach_course_add(w, &course, &e), ERR_EXISTS);
    write_abandon(&w);
    w = begin();
    course.action = uuid7_new();
    assert_int_equal(outreach_course_add(w, &course, &e), ERR_NOT_FOUND);
    assert_int_not_equal(write_commit(&w, &e), OK);
}

#define T(f) cmocka_unit_test_setup_teardown(f, open_store, close_whole_store)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(outreach_comes_back_with_its_course_and_audiences),
        T(outreach_that_cannot_be_is_refused),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(kept);
    return failed;
}
