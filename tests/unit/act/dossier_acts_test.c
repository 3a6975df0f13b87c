/* A file as its workers use it: what each may open and write, what is written once,
 * what a correction leaves. Each story ends with a store that verifies. */
#include "store_keeper.h"

#include "act/record_acts.h"
#include "act/trajectory_acts.h"
#include "act/work_acts.h"
#include "store/account_store.h"
#include "store/consent_store.h"
#include "store/dossier_store.h"
#include "store/worker_store.h"

static struct arena arena;
static struct house house;
static struct organisation_id ours, partner_house, strangers;
static struct project_id project;
static struct person_id noor;
static struct asking guide, colleague, partner, stranger, volunteer, manager;
static const struct uuid nil;

static struct organisation_id add_house(struct write *w, const char *code)
{
    struct organisation_fact f = an_organisation(code);
    is_ok(organisation_add(w, &f, &e));
    return f.id;
}

/* Somebody at work, with a role in an organisation; the session was checked before. */
static struct asking add_worker(struct write *w, const char *login,
                                struct organisation_id organisation, uint8_t role)
{
    struct worker_fact f = {.id = uuid7_new()};
    struct membership_fact m = {.id = uuid7_new(),
                                .worker = f.id,
                                .organisation = organisation,
                                .role = role,
                                .from = on(2020, 1, 1),
                                .to = DAY_NONE};
    struct asking a = {.arena = &arena,
                       .house = &house,
                       .today = on(2021, 9, 1),
                       .now_ms = day_to_moment(on(2021, 9, 1)),
                       .location = "/"};
    snprintf(f.login, sizeof f.login, "%s", login);
    snprintf(f.name, sizeof f.name, "%s", login);
    is_ok(worker_add(w, &f, &e));
    is_ok(membership_add(w, &m, &e));
    a.visitor.worker = f.id;
    a.visitor.membership = m.id;
    a.visitor.organisation = organisation;
    a.visitor.role = role;
    a.visitor.is_membership_valid = true;
    a.visitor.has_second_factor = true;
    return a;
}

static void add_programme(struct write *w)
{
    struct call_fact call = a_call("490");
    struct project_fact p;
    call.kind = CALL_KIND_ESF_OUTREACH;
    is_ok(call_add(w, &call, &e));
    p = a_project("490-01", ours);
    project = p.id;
    is_ok(project_add(w, &p, &e));
    is_ok(partner_add(w, uuid7_new(), (struct partnership_id){nil}, project,
                      partner_house, "partner", on(2020, 1, 1), DAY_NONE, &e));
}

static int open_work(void **state)
{
    struct identity identity = {{{0}}};
    struct person_fact person = a_person();
    if (open_store(state)) return 1;
    house = (struct house){.db = db, .vault = vault};
    identity.value[IDENTITY_CALL_NAME] = S("Noor");
    identity.value[IDENTITY_BIRTH_DATE] = S("1990-06-15");
    noor = person.id;
    struct write *w = begin();
    ours = add_house(w, "vzw1");
    partner_house = add_house(w, "vzw2");
    strangers = add_house(w, "vzw3");
    add_programme(w);
    guide = add_worker(w, "els", ours, WORKER_ROLE_GUIDE);
    colleague = add_worker(w, "tom", ours, WORKER_ROLE_GUIDE);
    manager = add_worker(w, "an", ours, WORKER_ROLE_PROMOTOR_MANAGER);
    volunteer = add_worker(w, "jos", ours, WORKER_ROLE_JOB_COACH);
    partner = add_worker(w, "eva", partner_house, WORKER_ROLE_MEDIATOR);
    stranger = add_worker(w, "bob", strangers, WORKER_ROLE_GUIDE);
    is_ok(person_add(w, &person, &identity, &e));
    is_ok(guidance_add(w,
                       &(struct guidance_fact){.id = uuid7_new(),
                                               .person = noor,
                                               .organisation = ours,
                                               .worker = guide.visitor.worker,
                                               .keeps_file = true,
                                               .domain = GUIDANCE_DOMAIN_WORK,
                                               .from = on(2021, 3, 1),
                                               .to = DAY_NONE,
                                               .next_on = DAY_NONE},
                       &e));
    is_ok(write_commit(&w, &e));
    return 0;
}

static int close_work(void **state)
{
    arena_reset(&arena);
    return close_whole_store(state);
}

static void refused(enum err_code got, enum err_code expected)
{
    if (got != expected)
        fail_msg("got %s, expected %s: %s", err_public_code(got),
                 err_public_code(expected), e.message);
}

static struct dossier_view open_as(const struct asking *a, unsigned parts)
{
    struct dossier_view v;
    is_ok(dossier_open(&v, a, noor, parts, "dossier", &e));
    return v;
}

/* Reached on 1 March, guidance from the 10th, in our project. */
static struct trajectory_id begin_trajectory(void)
{
    struct trajectory_beginning b = {.person = noor,
                                     .project = project,
                                     .reached_on = on(2021, 3, 1),
                                     .started_on = on(2021, 3, 10),
                                     .channel = INTAKE_CHANNEL_DIRECT_OUTREACH,
                                     .is_voluntary = 1,
                                     .participant_words = S("Ik kom naar de les"),
                                     .guide_words = S("Ik ga de eerste keer mee")};
    guide.form = uuid7_new();
    is_ok(trajectory_begin(&guide, &b, &e));
    struct trajectory_id id = {guide.form};
    guide.form = nil;
    return id;
}

static struct note_fact note_of(uint8_t confidentiality, const char *words)
{
    return (struct note_fact){.person = noor,
                              .on = on(2021, 4, 2),
                              .confidentiality = confidentiality,
                              .words = str_of(words)};
}

static size_t n_looks(void)
{
    size_t n = 0;
    struct statement *st;
    bool row;
    is_ok(db_prepare(&st, db, "SELECT count(*) FROM read_log WHERE person = $1", &e));
    bind_uuid(st, 1, &noor.u);
    is_ok(statement_step(&row, st, &e));
    n = (size_t)column_int(st, 0);
    statement_done(st);
    return n;
}

/* --- who may --- */

static void a_stranger_meets_nobody(void **state)
{
    (void)state;
    struct dossier_view v;
    struct err as_missing = {0};
    struct note_fact note = note_of(CONFIDENTIALITY_ORDINARY, "x");
    struct person_id nobody = {uuid7_new()};
    begin_trajectory();
    refused(dossier_open(&v, &stranger, noor, DOSSIER_ALL, "dossier", &e),
            ERR_NOT_FOUND);
    refused(dossier_open(&v, &guide, nobody, DOSSIER_ALL, "dossier", &as_missing),
            ERR_NOT_FOUND);
    assert_string_equal(e.message, as_missing.message);
    assert_string_equal(e.hint, as_missing.hint);
    refused(note_record(&stranger, &note, nil, &e), ERR_NOT_FOUND);
    refused(phase_begin(&stranger,
                        &(struct phase_work){
                            .person = noor, .from = on(2021, 3, 2), .to = DAY_NONE},
                        &e),
            ERR_NOT_FOUND);
    struct job_record job = {.person = noor,
                             .from = on(2021, 5, 1),
                             .to = DAY_NONE,
                             .sector = CODE_MISSING,
                             .weekly_minutes = -1};
    refused(job_record(&stranger, &job, &e), ERR_NOT_FOUND);
    refused(fact_take_back(&stranger, noor, NOUN_NOTE, uuid7_new(), &e), ERR_NOT_FOUND);
    struct waiting_moments waiting;
    is_ok(aftercare_waiting(&waiting, &stranger, false, 0, &e));
    assert_int_equal(waiting.n, 0);
    /* who was not assigned is a stranger for a volunteer's role */
    refused(dossier_open(&v, &volunteer, noor, DOSSIER_ALL, "dossier", &e),
            ERR_NOT_FOUND);
}

/* On 1 September 2021 Noor says that the partner may see this. */
static void let_through(uint8_t category)
{
    const struct consent_fact f = {.person = noor,
                                   .id = uuid7_new(),
                                   .receiver = partner_house,
                                   .purpose = SHARING_PURPOSE_GUIDANCE,
                                   .category = category,
                                   .ground = SHARING_GROUND_CONSENT,
                                   .is_given = true,
                                   .form = CONSENT_FORM_SPOKEN,
                                   .language = CODE_MISSING,
                                   .from = on(2021, 9, 1),
                                   .to = DAY_NONE,
                                   .organisation = ours,
                                   .worker = guide.visitor.worker};
    struct write *w = begin();
    is_ok(consent_add(w, &f, &e));
    is_ok(write_commit(&w, &e));
}

static void a_partner_sees_what_is_let_through_and_not_what_was_confided(void **state)
{
    (void)state;
    struct note_fact note = note_of(CONFIDENTIALITY_ORDINARY, "vertelde over thuis");
    struct note_fact theirs = note_of(CONFIDENTIALITY_ORDINARY, "kwam langs");
    begin_trajectory();
    is_ok(note_record(&guide, &note, nil, &e));
    struct dossier_view v;
    refused(dossier_open(&v, &partner, noor, DOSSIER_ALL, "dossier", &e),
            ERR_NOT_FOUND);
    let_through(CATEGORY_IDENTITY);
    v = open_as(&partner, DOSSIER_ALL);
    assert_int_equal(v.closed & (DOSSIER_NOTE | DOSSIER_HEALTH | DOSSIER_CONDITION),
                     DOSSIER_NOTE | DOSSIER_HEALTH | DOSSIER_CONDITION);
    assert_int_equal(v.dossier.n_notes, 0);
    assert_int_equal(v.dossier.n_trajectories, 1);
    assert_true(str_eq(dossier_call_name(&v.dossier), S("Noor")));
    is_ok(note_record(&partner, &theirs, nil, &e));
    assert_int_equal(open_as(&guide, DOSSIER_NOTE).dossier.n_notes, 2);
    struct note_fact health = note_of(CONFIDENTIALITY_HEALTH, "x");
    refused(note_record(&partner, &health, nil, &e), ERR_DENIED);
}

static void health_stays_with_who_accompanies(void **state)
{
    (void)state;
    struct note_fact health = note_of(CONFIDENTIALITY_HEALTH, "diabetes");
    is_ok(note_record(&guide, &health, nil, &e));
    assert_int_equal(open_as(&guide, DOSSIER_ALL).dossier.n_notes, 1);
    struct dossier_view v = open_as(&colleague, DOSSIER_ALL);
    assert_int_equal(v.dossier.n_notes, 0);
    assert_true(v.closed & DOSSIER_HEALTH);
    refused(note_record(&colleague, &health, nil, &e), ERR_DENIED);
    struct uuid id = open_as(&guide, DOSSIER_ALL).dossier.notes[0].id;
    refused(fact_take_back(&colleague, noor, NOUN_NOTE, id, &e), ERR_NOT_FOUND);
    is_ok(fact_take_back(&guide, noor, NOUN_NOTE, id, &e));
    assert_int_equal(open_as(&guide, DOSSIER_ALL).dossier.n_notes, 0);
}

static void each_look_is_logged_and_counting_is_none(void **state)
{
    (void)state;
    size_t before = n_looks();
    open_as(&guide, DOSSIER_COURSE);
    assert_int_equal(n_looks(), before);
    open_as(&guide, DOSSIER_COURSE | DOSSIER_GOAL);
    assert_int_equal(n_looks(), before + 1);
}

/* --- what is written --- */

static void a_start_has_two_dates_two_promises_and_an_age(void **state)
{
    (void)state;
    struct trajectory_id id = begin_trajectory();
    struct dossier_view v = open_as(&guide, DOSSIER_ALL);
    const struct dossier *d = &v.dossier;
    assert_int_equal(d->n_trajectories, 1);
    assert_true(uuid_eq(d->trajectories[0].fact.id.u, id.u));
    assert_int_equal(d->trajectories[0].fact.entry_age, 30);
    assert_int_equal(d->trajectories[0].fact.reached_on.v, on(2021, 3, 1).v);
    assert_int_equal(d->trajectories[0].fact.is_voluntary, 1);
    assert_int_equal(d->events[0].fact.kind, EVENT_STARTED);
    assert_int_equal(d->events[0].fact.on.v, on(2021, 3, 10).v);
    assert_int_equal(d->n_engagements, 2);
    /* and it can start only once */
    struct trajectory_beginning again = {.person = noor,
                                         .trajectory = id,
                                         .started_on = on(2021, 4, 1),
                                         .channel = CODE_MISSING,
                                         .is_voluntary = CODE_MISSING};
    refused(trajectory_begin(&guide, &again, &e), ERR_INVALID);
}

static void reached_first_and_started_later(void **state)
{
    (void)state;
    struct trajectory_beginning reach = {.person = noor,
                                         .reached_on = on(2021, 3, 1),
                                         .started_on = DAY_NONE,
                                         .channel = CODE_MISSING,
                                         .is_voluntary = CODE_MISSING};
    guide.form = uuid7_new();
    is_ok(trajectory_begin(&guide, &reach, &e));
    struct trajectory_beginning start = {.person = noor,
                                         .trajectory = {guide.form},
                                         .started_on = on(2021, 5, 1),
                                         .channel = CODE_MISSING,
                                         .is_voluntary = CODE_MISSING,
                                         .guide_words = S("Elke week een uur")};
    refused(trajectory_begin(&guide, &reach, &e), ERR_EXISTS); /* the form again */
    guide.form = nil;
    is_ok(trajectory_begin(&guide, &start, &e));
    struct dossier_view v = open_as(&guide, DOSSIER_ALL);
    assert_int_equal(v.dossier.n_trajectories, 1);
    assert_int_equal(v.dossier.n_events, 1);
    /* not in the project of somebody else, and not ahead of today */
    reach.project.u = uuid7_new();
    refused(trajectory_begin(&guide, &reach, &e), ERR_INVALID);
    reach.project.u = nil;
    reach.reached_on = on(2021, 9, 2);
    refused(trajectory_begin(&guide, &reach, &e), ERR_INVALID);
}

static void phases_overlap_end_and_come_back(void **state)
{
    (void)state;
    struct phase_work contact = {.person = noor,
                                 .phase = PHASE_CONTACT,
                                 .from = on(2021, 3, 1),
                                 .to = DAY_NONE,
                                 .words = S("Ze lacht weer")};
    struct phase_work orientation = contact;
    begin_trajectory();
    orientation.phase = PHASE_ORIENTATION;
    orientation.from = on(2021, 3, 15);
    guide.form = uuid7_new();
    struct uuid episode = guide.form;
    is_ok(phase_begin(&guide, &contact, &e));
    guide.form = nil;
    is_ok(phase_begin(&guide, &orientation, &e));
    refused(phase_end(&guide, noor, episode, on(2021, 2, 1), STR_NONE, &e),
            ERR_INVALID);
    is_ok(phase_end(&guide, noor, episode, on(2021, 4, 1), STR_NONE, &e));
    refused(phase_end(&guide, noor, episode, on(2021, 4, 1), STR_NONE, &e),
            ERR_NOT_FOUND);
    contact.from = on(2021, 5, 1);
    is_ok(phase_begin(&guide, &contact, &e));
    struct dossier_view v = open_as(&guide, DOSSIER_ALL);
    size_t n_phases = 0, n_ended = 0;
    for (size_t i = 0; i < v.dossier.n_events; i++)
        if (v.dossier.events[i].fact.kind == EVENT_PHASE) {
            n_phases++;
            n_ended += !day_is_none(v.dossier.events[i].particulars.to);
        }
    assert_int_equal(n_phases, 3);
    assert_int_equal(n_ended, 1);
    /* the words that were there stay with the episode that ended */
    assert_int_equal(v.dossier.n_phase_actors, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_true(str_eq(v.dossier.phase_actors[i].words, S("Ze lacht weer")));
        assert_true(uuid_eq(v.dossier.phase_actors[i].worker, guide.visitor.worker));
    }
}

static void a_contact_is_corrected_and_the_old_one_stays_visible(void **state)
{
    (void)state;
    struct contact_record c = {.person = noor,
                               .on = on(2021, 3, 5),
                               .mode = CONTACT_MODE_PHONE,
                               .minutes = 20,
                               .flags = CONTACT_BY_PERSON | CONTACT_NOT_NOW,
                               .words = S("Belt volgende maand terug")};
    refused(contact_record(&guide, &c, &e), ERR_INVALID); /* no trajectory yet */
    begin_trajectory();
    guide.form = uuid7_new();
    is_ok(contact_record(&guide, &c, &e));
    c.corrects = guide.form;
    c.minutes = 120;
    c.flags |= CONTACT_HOME_VISIT;
    guide.form = uuid7_new();
    is_ok(contact_record(&guide, &c, &e));
    guide.form = nil;
    struct dossier_view v = open_as(&guide, DOSSIER_COURSE | DOSSIER_NOTE);
    assert_int_equal(v.dossier.n_events, 2);
    assert_int_equal(v.dossier.events[0].particulars.minutes, 120);
    v = open_as(&guide, DOSSIER_COURSE | DOSSIER_NOTE | DOSSIER_PAST);
    assert_int_equal(v.dossier.n_events, 3);
    assert_true(v.dossier.events[0].written.retracted_at > 0);
    c.on = on(2021, 9, 2);
    refused(contact_record(&guide, &c, &e), ERR_INVALID);
}

static struct uuid add_agency_job(void)
{
    struct job_record job = {.person = noor,
                             .from = on(2021, 8, 15),
                             .to = DAY_NONE,
                             .sector = CODE_MISSING,
                             .weekly_minutes = 1140,
                             .job = {.contract = CONTRACT_KIND_AGENCY,
                                     .statute = JOB_STATUTE_WORKER,
                                     .is_part_time = 1,
                                     .is_direct = 1,
                                     .words = S("Inpakker")}};
    guide.form = uuid7_new();
    struct uuid id = guide.form;
    is_ok(job_record(&guide, &job, &e));
    guide.form = nil;
    return id;
}

static void an_agency_job_asks_for_aftercare_until_it_ends(void **state)
{
    (void)state;
    struct waiting_moments waiting;
    begin_trajectory();
    struct uuid job = add_agency_job();
    is_ok(aftercare_waiting(&waiting, &guide, true, 0, &e));
    assert_int_equal(waiting.n_due, 2); /* after two weeks, both sides */
    assert_true(str_eq(waiting.at[0].name, S("Noor")));
    struct aftercare_fact spoken = {.outcome = job,
                                    .person = noor,
                                    .side = AFTERCARE_SIDE_PARTICIPANT,
                                    .due_on = waiting.at[0].moment.due_on,
                                    .on = on(2021, 8, 30),
                                    .result = AFTERCARE_RESULT_WELL,
                                    .words = S("Vroege uren, lukt")};
    is_ok(aftercare_record(&guide, &spoken, DAY_NONE, &e));
    is_ok(aftercare_waiting(&waiting, &guide, true, 0, &e));
    assert_int_equal(waiting.n_due, 1);
    assert_int_equal(waiting.at[0].moment.side, AFTERCARE_SIDE_EMPLOYER);
    is_ok(aftercare_waiting(&waiting, &colleague, true, 0, &e));
    assert_int_equal(waiting.n, 0);
    is_ok(aftercare_waiting(&waiting, &colleague, false, 0, &e));
    assert_int_equal(waiting.n_due, 1);
    /* the employer tells that it is over: the job ends, the earlier moment stays */
    struct aftercare_fact over = {.outcome = job,
                                  .person = noor,
                                  .side = AFTERCARE_SIDE_EMPLOYER,
                                  .due_on = waiting.at[0].moment.due_on,
                                  .on = on(2021, 8, 31),
                                  .result = AFTERCARE_RESULT_ENDED};
    is_ok(aftercare_record(&guide, &over, on(2021, 8, 30), &e));
    struct dossier_view v = open_as(&guide, DOSSIER_ALL);
    size_t n;
    struct job_course *courses = job_courses(&n, &arena, &v.dossier, guide.today);
    assert_int_equal(n, 1);
    assert_int_equal(courses[0].outcome->particulars.to.v, on(2021, 8, 30).v);
    assert_int_equal(courses[0].job->contract, CONTRACT_KIND_AGENCY);
    assert_string_equal(courses[0].outcome->particulars.contract, "agency");
    assert_int_equal(v.dossier.n_aftercares, 2);
    assert_true(str_eq(v.dossier.aftercares[0].words, S("Vroege uren, lukt")));
    assert_int_equal(courses[0].moments[AFTERCARE_SIDE_PARTICIPANT][0].state,
                     AFTERCARE_HELD);
    is_ok(aftercare_waiting(&waiting, &guide, true, 0, &e));
    assert_int_equal(waiting.n, 0);
    refused(job_end(&guide, noor, courses[0].outcome->fact.id, on(2021, 9, 1), &e),
            ERR_INVALID);
}

/* Thirteen jobs ask for two conversations each: one more than a page has. */
static void what_waits_comes_in_pages(void **state)
{
    (void)state;
    enum { JOBS = 13 };
    struct waiting_moments first, rest, past;
    unsigned found[JOBS] = {0};
    struct uuid job[JOBS];
    begin_trajectory();
    for (unsigned i = 0; i < JOBS; i++)
        job[i] = add_agency_job();
    is_ok(aftercare_waiting(&first, &guide, true, 0, &e));
    assert_int_equal(first.n, WAITING_PAGE_ROWS);
    assert_true(first.is_more && first.n_due == first.n);
    is_ok(aftercare_waiting(&rest, &guide, true, WAITING_PAGE_ROWS, &e));
    assert_int_equal(rest.n, 2 * JOBS - WAITING_PAGE_ROWS);
    assert_true(!rest.is_more && rest.n_due == rest.n);
    for (unsigned i = 0; i < JOBS; i++) {
        for (size_t k = 0; k < first.n; k++)
            found[i] += uuid_eq(first.at[k].job.outcome, job[i]);
        for (size_t k = 0; k < rest.n; k++)
            found[i] += uuid_eq(rest.at[k].job.outcome, job[i]);
        assert_int_equal(found[i], 2);
    }
    is_ok(aftercare_waiting(&past, &guide, true, 1000, &e));
    assert_true(past.n == 0 && !past.is_more);
}

static void a_closing_keeps_the_criterion_of_its_project(void **state)
{
    (void)state;
    struct trajectory_closing c = {.person = noor,
                                   .on = on(2021, 9, 1),
                                   .end_kind = END_KIND_CARRIED_OUT,
                                   .exit_reason = EXIT_REASON_JOB,
                                   .answers = {.sustainable_work = 0,
                                               .is_manageable = 1,
                                               .is_self_reliant = 1,
                                               .words = S("Ze belt als het moet")},
                                   .judgement = JUDGEMENT_SUCCEEDED};
    struct closing_facts facts;
    is_ok(
        project_criterion_choose(&manager, project, CLOSING_CRITERION_SUSTAINABLE, &e));
    refused(project_criterion_choose(&guide, project, CLOSING_CRITERION_ANY_JOB, &e),
            ERR_DENIED);
    c.trajectory = begin_trajectory();
    add_agency_job();
    struct dossier_view v = open_as(&guide, DOSSIER_ALL);
    closing_facts_of(&facts, &v.dossier, &c);
    assert_int_equal(closing_check(&facts), CLOSING_NO_LASTING_WORK |
                                                CLOSING_CRITERION_OPEN |
                                                CLOSING_VOLATILE_WORK);
    is_ok(trajectory_close(&guide, &c, &e)); /* told, and not refused */
    refused(trajectory_close(&guide, &c, &e), ERR_INVALID);
    v = open_as(&guide, DOSSIER_ALL);
    assert_int_equal(v.dossier.n_closings, 1);
    assert_int_equal(v.dossier.closings[0].criterion, CLOSING_CRITERION_SUSTAINABLE);
    assert_int_equal(v.dossier.closings[0].is_manageable, 1);
    /* a later criterion changes nothing about what was closed */
    is_ok(project_criterion_choose(&manager, project, CLOSING_CRITERION_OUTFLOW, &e));
    v = open_as(&guide, DOSSIER_ALL);
    assert_int_equal(v.dossier.closings[0].criterion, CLOSING_CRITERION_SUSTAINABLE);
    size_t n_judged = 0;
    for (size_t i = 0; i < v.dossier.n_events; i++)
        n_judged += v.dossier.events[i].fact.kind == EVENT_JUDGED;
    assert_int_equal(n_judged, 1);
    assert_null(dossier_open_trajectory(&v.dossier, guide.today));
}

static void steps_and_goals_are_the_persons_own(void **state)
{
    (void)state;
    struct goal_fact goal = {
        .person = noor, .on = on(2021, 4, 1), .words = S("Ik wil met kinderen werken")};
    struct step_fact step = {.person = noor,
                             .on = on(2021, 4, 1),
                             .owner = STEP_OWNER_PARTICIPANT,
                             .condition = CODE_MISSING,
                             .due_on = on(2021, 10, 1),
                             .words = S("Crèche bellen")};
    struct step_state_fact later = {
        .person = noor, .on = on(2021, 4, 9), .state = STEP_STATE_NOT_NOW};
    is_ok(goal_record(&guide, &goal, &e));
    guide.form = later.step = uuid7_new();
    is_ok(step_record(&guide, &step, &e));
    guide.form = nil;
    refused(step_state_record(&partner, &later, &e), ERR_NOT_FOUND);
    is_ok(step_state_record(&guide, &later, &e));
    later.step = uuid7_new();
    refused(step_state_record(&guide, &later, &e), ERR_NOT_FOUND);
    struct dossier_view v = open_as(&guide, DOSSIER_GOAL);
    assert_int_equal(v.dossier.n_goals, 1);
    assert_int_equal(v.dossier.n_steps, 1);
    assert_int_equal(v.dossier.step_states[0].state, STEP_STATE_NOT_NOW);
    struct appreciation_fact liked = {.person = noor,
                                      .on = on(2021, 4, 2),
                                      .scale = 4,
                                      .words = S("Ik word gehoord")};
    is_ok(appreciation_record(&guide, &liked, &e));
    liked.scale = 6;
    refused(appreciation_record(&guide, &liked, &e), ERR_INVALID);
}

int main(void)
{
#define STORY(f) cmocka_unit_test_setup_teardown(f, open_work, close_work)
    const struct CMUnitTest tests[] = {
        STORY(a_stranger_meets_nobody),
        STORY(a_partner_sees_what_is_let_through_and_not_what_was_confided),
        STORY(health_stays_with_who_accompanies),
        STORY(each_look_is_logged_and_counting_is_none),
        STORY(a_start_has_two_dates_two_promises_and_an_age),
        STORY(reached_first_and_started_later),
        STORY(phases_overlap_end_and_come_back),
        STORY(a_contact_is_corrected_and_the_old_one_stays_visible),
        STORY(an_agency_job_asks_for_aftercare_until_it_ends),
        STORY(what_waits_comes_in_pages),
        STORY(a_closing_keeps_the_criterion_of_its_project),
        STORY(steps_and_goals_are_the_persons_own),
    };
    return cmocka_run_group_tests_name("dossier_acts", tests, NULL, NULL);
}
