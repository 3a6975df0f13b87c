/* What an employer is told of somebody: what the person lets through and nothing beside
 * it, as it was shown before; and never the parts that no employer is told. */
#include "person_house.h"

#include "act/consent_acts.h"
#include "act/employer_acts.h"
#include "act/employer_share.h"
#include "act/handover_payload.h"
#include "act/record_acts.h"
#include "act/trajectory_acts.h"
#include "act/work_acts.h"

#define BIT(c) (1u << SHARING_CATEGORY_##c)
static struct organisation_id bakery;
static struct person_id person;
static struct uuid job;

static void note_step(uint8_t condition, const char *words)
{
    struct asking a = kim_asks();
    const struct step_fact step = {.person = person,
                                   .on = today,
                                   .owner = STEP_OWNER_PARTICIPANT,
                                   .condition = condition,
                                   .due_on = DAY_NONE,
                                   .words = str_of(words)};
    is_ok(step_record(&a, &step, &e));
}

static void note_job(void)
{
    struct asking a = kim_asks();
    const struct trajectory_beginning b = {.person = person,
                                           .project = project,
                                           .reached_on = day_of(2026, 2, 1),
                                           .started_on = day_of(2026, 2, 2),
                                           .channel = INTAKE_CHANNEL_DIRECT_OUTREACH,
                                           .is_voluntary = 1};
    is_ok(trajectory_begin(&a, &b, &e));
    a = kim_asks();
    const struct job_record j = {.person = person,
                                 .from = day_of(2026, 9, 7),
                                 .to = DAY_NONE,
                                 .sector = CODE_MISSING,
                                 .weekly_minutes = -1,
                                 .job = {.contract = CONTRACT_KIND_FIXED_TERM,
                                         .statute = CODE_MISSING,
                                         .is_part_time = CODE_MISSING,
                                         .is_direct = CODE_MISSING,
                                         .words = S("via artikel 60")}};
    is_ok(job_record(&a, &j, &e));
    job = a.form;
}

static int open_story(void **state)
{
    struct employer_contact_fact contact = {.phone = "011 00 00 00"};
    if (open_house(state)) return 1;
    struct asking a = kim_asks();
    contact.worker = kim;
    contact.willingness = CODE_MISSING;
    struct write *w = begin();
    struct membership_fact m = {.id = uuid7_new(),
                                .worker = kim,
                                .organisation = ours,
                                .role = WORKER_ROLE_GUIDE,
                                .from = day_of(2020, 1, 1),
                                .to = DAY_NONE};
    is_ok(membership_add(w, &m, &e));
    is_ok(write_commit(&w, &e));
    is_ok(employer_make(&bakery, &a, "Bakkerij", "", &contact, &e));
    person = add_person("Amina", "Voorbeeld", "1991-04-05", ours, kim);
    note_job();
    a = kim_asks();
    const struct goal_fact goal = {
        .person = person, .on = today, .words = S("brood leren bakken")};
    is_ok(goal_record(&a, &goal, &e));
    note_step(CODE_MISSING, "vroeg leren opstaan");
    note_step(CONTEXT_CONDITION_FINANCES_DEBT, "afbetaling regelen");
    return 0;
}

static struct employer_share seen(void)
{
    struct employer_share s;
    struct asking a = kim_asks();
    is_ok(employer_share_show(&s, &a, person, job, bakery, &e));
    return s;
}

static enum err_code save(unsigned categories)
{
    struct asking a = kim_asks();
    return employer_share_save(&a, person, job, bakery, categories, CONSENT_FORM_SPOKEN,
                               CODE_MISSING, &e);
}

static bool says(const char *words)
{
    struct employer_share s = seen();
    bool found = str_contains(s.card, str_of(words));
    dossier_wipe(&s.file.dossier);
    return found;
}

static void nothing_is_told_until_it_may(void **state)
{
    (void)state;
    struct employer_share s = seen();
    assert_int_equal(s.known, 0);
    assert_int_equal(s.may_change, BIT(IDENTITY) | BIT(GOAL) | BIT(WORK));
    assert_true(s.has_goal);
    assert_true(str_eq(s.card, S("{\"format\":\"vindplaats-employer-1\"}")));
    dossier_wipe(&s.file.dossier);
    assert_int_equal(save(0), ERR_INVALID);
    is_ok(save(BIT(IDENTITY)));
    assert_true(says("Amina"));
    assert_false(says("2026-09-07"));
    assert_false(says("brood"));
    is_ok(save(BIT(IDENTITY) | BIT(WORK)));
    assert_true(says("2026-09-07"));
    assert_false(says("artikel"));
}

static void a_name_is_all_of_who_somebody_is(void **state)
{
    (void)state;
    is_ok(save(BIT(IDENTITY) | BIT(WORK) | BIT(GOAL)));
    assert_true(says("brood leren bakken"));
    assert_true(says("vroeg leren opstaan"));
    assert_false(says("Voorbeeld"));
    assert_false(says("1991"));
    assert_false(says("afbetaling"));
}

static void other_parts_cannot_be_chosen(void **state)
{
    (void)state;
    static const unsigned never[] = {BIT(HEALTH), BIT(CONDITION), BIT(NOTE),
                                     BIT(NOTE_OWN), BIT(COUNTABLE)};
    for (size_t i = 0; i < ARRAY_LEN(never); i++)
        assert_int_equal(save(BIT(IDENTITY) | never[i]), ERR_INVALID);
    assert_int_equal(seen().known, 0);
}

static void what_is_not_chosen_any_more_ends(void **state)
{
    (void)state;
    struct arena *a = &arena;
    unsigned known;
    is_ok(save(BIT(IDENTITY) | BIT(WORK)));
    is_ok(save(BIT(WORK)));
    is_ok(consents_in_force(&known, house.db, a, person, bakery,
                            SHARING_PURPOSE_EMPLOYER, today, &e));
    assert_int_equal(known, BIT(WORK));
    is_ok(save(0));
    is_ok(consents_in_force(&known, house.db, a, person, bakery,
                            SHARING_PURPOSE_EMPLOYER, today, &e));
    assert_int_equal(known, 0);
}

static void who_may(void **state)
{
    (void)state;
    struct employer_share s;
    struct asking other = asking_of(lee, theirs, WORKER_ROLE_MEDIATOR);
    assert_int_equal(employer_share_show(&s, &other, person, job, bakery, &e),
                     ERR_NOT_FOUND);
    assert_int_equal(employer_share_save(&other, person, job, bakery, BIT(IDENTITY),
                                         CONSENT_FORM_SPOKEN, CODE_MISSING, &e),
                     ERR_NOT_FOUND);
    struct asking coach = asking_of(kim, ours, WORKER_ROLE_JOB_COACH);
    is_ok(employer_share_show(&s, &coach, person, job, bakery, &e));
    assert_int_equal(s.may_change, 0);
    dossier_wipe(&s.file.dossier);
    assert_int_equal(employer_share_save(&coach, person, job, bakery, BIT(IDENTITY),
                                         CONSENT_FORM_SPOKEN, CODE_MISSING, &e),
                     ERR_DENIED);
    struct asking a = kim_asks();
    assert_int_equal(employer_share_show(&s, &a, person, uuid7_new(), bakery, &e),
                     ERR_NOT_FOUND);
    assert_int_equal(employer_share_show(&s, &a, person, job,
                                         (struct organisation_id){uuid7_new()}, &e),
                     ERR_NOT_FOUND);
}

/* A warm handover to an employer takes along no more of who somebody is. */
static void a_handover_tells_an_employer_no_more(void **state)
{
    (void)state;
    struct handover_view v = {.fact = {.receiver_kind = RECEIVER_KIND_EMPLOYER,
                                       .moment = CODE_MISSING,
                                       .is_guide_present = CODE_MISSING}};
    struct asking a = kim_asks();
    struct dossier_view file;
    struct str payload;
    is_ok(dossier_open(&file, &a, person, PAYLOAD_PARTS, "handover", &e));
    is_ok(payload_make(&payload, &arena, &file.dossier, &v, ~0u, &e));
    assert_true(str_contains(payload, S("Amina")));
    assert_true(str_contains(payload, S("2026-09-07")));
    assert_false(str_contains(payload, S("Voorbeeld")));
    assert_false(str_contains(payload, S("1991")));
    assert_false(str_contains(payload, S("afbetaling")));
    assert_false(str_contains(payload, S("artikel")));
    v.fact.receiver_kind = RECEIVER_KIND_VDAB;
    is_ok(payload_make(&payload, &arena, &file.dossier, &v, ~0u, &e));
    assert_true(str_contains(payload, S("Voorbeeld")));
    assert_true(str_contains(payload, S("afbetaling")));
    dossier_wipe(&file.dossier);
}

#define T(test) cmocka_unit_test_setup_teardown(test, open_story, close_house)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(nothing_is_told_until_it_may),
        T(a_name_is_all_of_who_somebody_is),
        T(other_parts_cannot_be_chosen),
        T(what_is_not_chosen_any_more_ends),
        T(who_may),
        T(a_handover_tells_an_employer_no_more),
    };
    return cmocka_run_group_tests_name("employer_share", tests, NULL, NULL);
}
