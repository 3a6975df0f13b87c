/* Facts around a person go in and come back in one reading: whole, in order of day, and
 * only the parts that were asked for. */
#include "store_keeper.h"

#include "store/dossier_read.h"
#include "store/dossier_store.h"
#include "store/trajectory_store.h"
#include "store/worker_store.h"

static struct arena arena;
static struct organisation_fact house_of_work, other_house;
static struct project_fact project;
static struct worker_fact worker;
static struct person_fact person;
static struct trajectory_fact trajectory;

static struct actor worker_as_actor(void)
{
    struct actor a;
    char text[UUID_TEXT + 1];
    uuid_text(text, worker.id);
    snprintf(a.name, sizeof a.name, "%s", text);
    return a;
}

static struct write *begin_as_worker(void)
{
    struct write *w;
    struct actor a = worker_as_actor();
    is_ok(write_begin(&w, db, &a, "test", "", &e));
    return w;
}

/* A person in a project of one organisation, known by name, met by a worker. */
static int open_file(void **state)
{
    struct identity identity = {{{0}}};
    struct call_fact call = a_call("490");
    if (open_store(state)) return 1;
    house_of_work = an_organisation("vzw1");
    other_house = an_organisation("vzw2");
    project = a_project("490-01", house_of_work.id);
    worker = (struct worker_fact){.id = uuid7_new(), .login = "els", .name = "Els"};
    person = a_person();
    trajectory = a_trajectory(person.id, on(2021, 3, 1));
    trajectory.project = project.id;
    identity.value[IDENTITY_CALL_NAME] = S("Noor");
    call.kind = CALL_KIND_ESF_OUTREACH;
    struct write *w = begin_as_worker();
    is_ok(call_add(w, &call, &e));
    is_ok(organisation_add(w, &house_of_work, &e));
    is_ok(organisation_add(w, &other_house, &e));
    is_ok(project_add(w, &project, &e));
    is_ok(worker_add(w, &worker, &e));
    is_ok(person_add(w, &person, &identity, &e));
    is_ok(trajectory_add(w, &trajectory, &e));
    is_ok(write_commit(&w, &e));
    return 0;
}

static int close_file(void **state)
{
    arena_reset(&arena);
    return close_whole_store(state);
}

static struct dossier read_parts(unsigned parts)
{
    struct dossier d;
    is_ok(dossier_read(&d, &arena, db, person.id, parts, house_of_work.id, &e));
    return d;
}

#define is_text(s, literal) assert_true(str_eq((s), S(literal)))

/* --- makers --- */

static struct note_fact a_note(uint8_t confidentiality, struct organisation_id by,
                               const char *words)
{
    return (struct note_fact){.id = uuid7_new(),
                              .person = person.id,
                              .on = on(2021, 4, 2),
                              .confidentiality = confidentiality,
                              .organisation = by,
                              .worker = worker.id,
                              .words = str_of(words)};
}

static struct event_fact a_job_event(struct day from)
{
    struct event_fact f = an_event(&trajectory, EVENT_OUTCOME, OUTCOME_EMPLOYED, from);
    f.detail = 0;
    return f;
}

/* --- stories --- */

static void goals_and_steps_come_back_in_order_with_who_wrote_them(void **state)
{
    (void)state;
    struct goal_fact first = {.id = uuid7_new(),
                              .person = person.id,
                              .on = on(2021, 3, 9),
                              .words = S("Ik wil werken met kinderen"),
                              .worker = worker.id};
    struct goal_fact second = first;
    second.id = uuid7_new();
    second.on = on(2021, 3, 2);
    second.words = S("أريد أن أعمل");
    struct step_fact step = {.id = uuid7_new(),
                             .person = person.id,
                             .on = on(2021, 3, 9),
                             .owner = STEP_OWNER_TOGETHER,
                             .condition = CODE_MISSING,
                             .due_on = on(2021, 3, 20),
                             .words = S("Samen naar de crèche bellen")};
    struct step_state_fact done = {.id = uuid7_new(),
                                   .step = step.id,
                                   .person = person.id,
                                   .on = on(2021, 3, 18),
                                   .state = STEP_STATE_DONE};
    struct write *w = begin_as_worker();
    is_ok(goal_add(w, &first, &e));
    is_ok(goal_add(w, &second, &e));
    is_ok(step_add(w, &step, &e));
    is_ok(step_state_add(w, &done, &e));
    is_ok(write_commit(&w, &e));
    struct dossier d = read_parts(DOSSIER_GOAL);
    assert_int_equal(d.n_goals, 2);
    is_text(d.goals[0].words, "أريد أن أعمل");
    is_text(d.goals[1].words, "Ik wil werken met kinderen");
    assert_true(uuid_eq(d.goals[1].written.by, worker.id));
    assert_true(d.goals[1].written.at > 0);
    assert_int_equal(d.n_steps, 1);
    assert_int_equal(d.steps[0].owner, STEP_OWNER_TOGETHER);
    assert_int_equal(d.steps[0].condition, CODE_MISSING);
    assert_int_equal(d.steps[0].due_on.v, on(2021, 3, 20).v);
    assert_int_equal(d.n_step_states, 1);
    assert_true(uuid_eq(d.step_states[0].step, step.id));
    /* what was not asked is not there */
    assert_int_equal(d.n_trajectories + d.n_events + d.n_notes, 0);
    assert_int_equal(d.identity.value[IDENTITY_CALL_NAME].n, 0);
    d = read_parts(DOSSIER_IDENTITY);
    is_text(d.identity.value[IDENTITY_CALL_NAME], "Noor");
    assert_false(uuid_is_nil(d.identity_row[IDENTITY_CALL_NAME]));
    assert_int_equal(d.n_goals, 0);
}

static void a_trajectory_tells_its_project_and_what_happened(void **state)
{
    (void)state;
    struct event_particulars p = event_particulars_none();
    struct event_fact start =
        an_event(&trajectory, EVENT_STARTED, CODE_MISSING, on(2021, 3, 10));
    struct event_fact phase =
        an_event(&trajectory, EVENT_PHASE, PHASE_CONTACT, on(2021, 3, 1));
    struct event_fact contact =
        an_event(&trajectory, EVENT_CONTACT, CONTACT_MODE_PHONE, on(2021, 3, 5));
    struct phase_actor_fact actor = {.id = phase.id,
                                     .person = person.id,
                                     .organisation = house_of_work.id,
                                     .worker = worker.id,
                                     .words = S("Vertrouwen is er")};
    struct engagement_fact promise = {.id = uuid7_new(),
                                      .person = person.id,
                                      .trajectory = trajectory.id,
                                      .on = on(2021, 3, 10),
                                      .party = ENGAGEMENT_PARTY_GUIDE,
                                      .words = S("Ik bel elke week")};
    struct write *w = begin_as_worker();
    is_ok(event_add(w, &start, NULL, &e));
    p.to = on(2021, 4, 1);
    is_ok(event_add(w, &phase, &p, &e));
    p = event_particulars_none();
    p.minutes = 25;
    p.flags = CONTACT_BY_PERSON;
    p.worker = worker.id;
    p.note = S("Belde zelf");
    is_ok(event_add(w, &contact, &p, &e));
    is_ok(phase_actor_add(w, &actor, &e));
    is_ok(engagement_add(w, &promise, &e));
    is_ok(project_criterion_set(w, project.id, CLOSING_CRITERION_OUTFLOW, &e));
    is_ok(project_criterion_set(w, project.id, CLOSING_CRITERION_SUSTAINABLE, &e));
    is_ok(write_commit(&w, &e));
    struct dossier d = read_parts(DOSSIER_COURSE | DOSSIER_NOTE | DOSSIER_GOAL);
    assert_int_equal(d.n_trajectories, 1);
    assert_string_equal(d.trajectories[0].project_code, "490-01");
    assert_string_equal(d.trajectories[0].organisation_name, "Een vzw");
    assert_int_equal(d.trajectories[0].call_kind, CALL_KIND_ESF_OUTREACH);
    assert_int_equal(d.trajectories[0].criterion, CLOSING_CRITERION_SUSTAINABLE);
    assert_int_equal(d.n_events, 3);
    assert_int_equal(d.events[0].fact.kind, EVENT_PHASE);
    assert_int_equal(d.events[0].particulars.to.v, on(2021, 4, 1).v);
    assert_int_equal(d.events[1].particulars.minutes, 25);
    assert_int_equal(d.events[1].particulars.flags, CONTACT_BY_PERSON);
    is_text(d.events[1].particulars.note, "Belde zelf");
    assert_true(uuid_eq(d.events[1].written.by, worker.id));
    assert_int_equal(d.events[2].fact.kind, EVENT_STARTED);
    is_text(d.phase_actors[0].words, "Vertrouwen is er");
    assert_string_equal(dossier_name_of(&d, worker.id), "Els");
    assert_string_equal(dossier_name_of(&d, house_of_work.id.u), "Een vzw");
    assert_string_equal(dossier_name_of(&d, person.id.u), "");
    is_text(d.engagements[0].words, "Ik bel elke week");
    /* countable without words */
    d = read_parts(DOSSIER_COURSE);
    assert_int_equal(d.n_events, 3);
    assert_int_equal(d.events[1].particulars.note.n, 0);
    assert_int_equal(d.phase_actors[0].words.n, 0);
    assert_int_equal(d.n_engagements, 0);
    w = begin_as_worker();
    assert_int_equal(phase_actor_add(w, &actor, &e), ERR_EXISTS);
    write_abandon(&w);
}

static void notes_open_by_their_class(void **state)
{
    (void)state;
    struct note_fact ordinary = a_note(CONFIDENTIALITY_ORDINARY, other_house.id, "a");
    struct note_fact own =
        a_note(CONFIDENTIALITY_OWN_ORGANISATION, house_of_work.id, "b");
    struct note_fact theirs =
        a_note(CONFIDENTIALITY_OWN_ORGANISATION, other_house.id, "c");
    struct note_fact health = a_note(CONFIDENTIALITY_HEALTH, house_of_work.id, "d");
    struct write *w = begin_as_worker();
    is_ok(note_add(w, &ordinary, &e));
    is_ok(note_add(w, &own, &e));
    is_ok(note_add(w, &theirs, &e));
    is_ok(note_add(w, &health, &e));
    is_ok(write_commit(&w, &e));
    struct dossier d = read_parts(DOSSIER_NOTE);
    assert_int_equal(d.n_notes, 1);
    is_text(d.notes[0].words, "a");
    d = read_parts(DOSSIER_NOTE | DOSSIER_NOTE_OWN);
    assert_int_equal(d.n_notes, 2);
    is_text(d.notes[1].words, "b");
    d = read_parts(DOSSIER_HEALTH);
    assert_int_equal(d.n_notes, 1);
    is_text(d.notes[0].words, "d");
    assert_int_equal(read_parts(DOSSIER_COURSE).n_notes, 0);
    assert_int_equal(read_parts(DOSSIER_ALL).n_notes, 3);
}

static void work_and_what_follows_it_come_back(void **state)
{
    (void)state;
    struct event_fact job_event = a_job_event(on(2021, 6, 1));
    struct event_fact end =
        an_event(&trajectory, EVENT_ENDED, END_KIND_CARRIED_OUT, on(2021, 9, 1));
    struct job_fact job = {.id = job_event.id,
                           .person = person.id,
                           .contract = CONTRACT_KIND_AGENCY,
                           .statute = JOB_STATUTE_WORKER,
                           .is_part_time = 1,
                           .is_direct = CODE_MISSING,
                           .words = S("Inpakker bij een bakkerij")};
    struct aftercare_fact call = {.id = uuid7_new(),
                                  .outcome = job_event.id,
                                  .person = person.id,
                                  .side = AFTERCARE_SIDE_EMPLOYER,
                                  .due_on = on(2021, 6, 15),
                                  .on = on(2021, 6, 16),
                                  .result = AFTERCARE_RESULT_WELL,
                                  .worker = worker.id};
    struct appreciation_fact liked = {.id = uuid7_new(),
                                      .person = person.id,
                                      .on = on(2021, 8, 1),
                                      .scale = 5,
                                      .words = S("Je luisterde")};
    struct closing_fact closing = {.id = end.id,
                                   .person = person.id,
                                   .criterion = CLOSING_CRITERION_SUSTAINABLE,
                                   .sustainable_work = 1,
                                   .is_manageable = 0,
                                   .is_self_reliant = CODE_MISSING};
    end.detail = EXIT_REASON_JOB;
    struct write *w = begin_as_worker();
    is_ok(event_add(w, &job_event, NULL, &e));
    is_ok(job_add(w, &job, &e));
    is_ok(aftercare_add(w, &call, &e));
    is_ok(appreciation_add(w, &liked, &e));
    is_ok(event_add(w, &end, NULL, &e));
    is_ok(closing_add(w, &closing, &e));
    is_ok(write_commit(&w, &e));
    struct dossier d = read_parts(DOSSIER_WORK);
    assert_int_equal(d.n_jobs, 1);
    assert_int_equal(d.jobs[0].contract, CONTRACT_KIND_AGENCY);
    assert_int_equal(d.jobs[0].is_part_time, 1);
    assert_int_equal(d.jobs[0].is_direct, CODE_MISSING);
    is_text(d.jobs[0].words, "Inpakker bij een bakkerij");
    assert_int_equal(d.n_aftercares, 1);
    assert_int_equal(d.aftercares[0].due_on.v, on(2021, 6, 15).v);
    assert_int_equal(d.appreciations[0].scale, 5);
    assert_int_equal(d.closings[0].is_manageable, 0);
    assert_int_equal(d.closings[0].is_self_reliant, CODE_MISSING);
}

static void what_was_corrected_is_seen_only_when_asked(void **state)
{
    (void)state;
    struct note_fact wrong = a_note(CONFIDENTIALITY_ORDINARY, house_of_work.id, "x");
    struct note_fact right = a_note(CONFIDENTIALITY_ORDINARY, house_of_work.id, "y");
    struct write *w = begin_as_worker();
    is_ok(note_add(w, &wrong, &e));
    is_ok(write_commit(&w, &e));
    w = begin_as_worker();
    is_ok(fact_retract(w, NOUN_NOTE, person.id, wrong.id, &e));
    is_ok(note_add(w, &right, &e));
    is_ok(write_commit(&w, &e));
    struct dossier d = read_parts(DOSSIER_NOTE);
    assert_int_equal(d.n_notes, 1);
    is_text(d.notes[0].words, "y");
    d = read_parts(DOSSIER_NOTE | DOSSIER_PAST);
    assert_int_equal(d.n_notes, 2);
    is_text(d.notes[0].words, "x");
    assert_true(d.notes[0].written.retracted_at >= d.notes[0].written.at);
    assert_int_equal(d.notes[1].written.retracted_at, 0);
}

static void refused(enum err_code got, enum err_code expected)
{
    if (got != expected) fail_msg("got %d, expected %d: %s", got, expected, e.message);
}

static void what_says_nothing_or_refers_nowhere_is_refused(void **state)
{
    (void)state;
    struct goal_fact wordless = {
        .id = uuid7_new(), .person = person.id, .on = on(2021, 3, 1)};
    struct guidance_fact nobody = {.id = uuid7_new(),
                                   .person = person.id,
                                   .domain = GUIDANCE_DOMAIN_WORK,
                                   .from = on(2021, 3, 1),
                                   .to = DAY_NONE,
                                   .next_on = DAY_NONE};
    struct appreciation_fact empty = {
        .id = uuid7_new(), .person = person.id, .on = on(2021, 3, 1)};
    struct job_fact jobless = {.id = uuid7_new(),
                               .person = person.id,
                               .contract = CONTRACT_KIND_DAY,
                               .statute = CODE_MISSING,
                               .is_part_time = CODE_MISSING,
                               .is_direct = CODE_MISSING};
    struct note_fact unclassed = a_note(N_CONFIDENTIALITY, house_of_work.id, "z");
    struct write *w = begin_as_worker();
    refused(goal_add(w, &wordless, &e), ERR_INVALID);
    write_abandon(&w);
    w = begin_as_worker();
    refused(guidance_add(w, &nobody, &e), ERR_INVALID);
    write_abandon(&w);
    w = begin_as_worker();
    refused(appreciation_add(w, &empty, &e), ERR_INVALID);
    write_abandon(&w);
    w = begin_as_worker();
    refused(job_add(w, &jobless, &e), ERR_NOT_FOUND);
    write_abandon(&w);
    w = begin_as_worker();
    refused(note_add(w, &unclassed, &e), ERR_INVALID);
    write_abandon(&w);
    nobody.words = S("CAW, mevrouw Peeters");
    nobody.from = on(2021, 4, 1);
    nobody.to = on(2021, 3, 1);
    w = begin_as_worker();
    refused(guidance_add(w, &nobody, &e), ERR_INVALID);
    write_abandon(&w);
    nobody.to = DAY_NONE;
    w = begin_as_worker();
    is_ok(guidance_add(w, &nobody, &e));
    is_ok(write_commit(&w, &e));
    struct dossier d = read_parts(DOSSIER_COURSE);
    assert_int_equal(d.n_guidances, 1);
    assert_int_equal(d.guidances[0].words.n, 0); /* who it is, is no count */
    d = read_parts(DOSSIER_COURSE | DOSSIER_GOAL);
    is_text(d.guidances[0].words, "CAW, mevrouw Peeters");
}

static void an_erased_person_keeps_days_and_loses_words(void **state)
{
    (void)state;
    struct note_fact note = a_note(CONFIDENTIALITY_ORDINARY, house_of_work.id, "x");
    struct write *w = begin_as_worker();
    is_ok(note_add(w, &note, &e));
    is_ok(write_commit(&w, &e));
    w = begin_as_worker();
    is_ok(person_erase(w, person.id, &e));
    is_ok(write_commit(&w, &e));
    struct dossier d = read_parts(DOSSIER_ALL);
    assert_true(d.is_erased);
    assert_int_equal(d.n_notes, 1);
    assert_int_equal(d.notes[0].words.n, 0);
    assert_int_equal(d.n_trajectories, 1);
    note.id = uuid7_new();
    w = begin_as_worker();
    refused(note_add(w, &note, &e), ERR_ERASED);
    write_abandon(&w);
}

int main(void)
{
#define STORY(f) cmocka_unit_test_setup_teardown(f, open_file, close_file)
    const struct CMUnitTest tests[] = {
        STORY(goals_and_steps_come_back_in_order_with_who_wrote_them),
        STORY(a_trajectory_tells_its_project_and_what_happened),
        STORY(notes_open_by_their_class),
        STORY(work_and_what_follows_it_come_back),
        STORY(what_was_corrected_is_seen_only_when_asked),
        STORY(what_says_nothing_or_refers_nowhere_is_refused),
        STORY(an_erased_person_keeps_days_and_loses_words),
    };
    return cmocka_run_group_tests_name("dossier_store", tests, NULL, NULL);
}
