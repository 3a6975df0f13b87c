/* Facts in and out: each noun comes back from the panel's stream as it went in, in
 * order, and as it was known at a moment. */
#include "store_keeper.h"

#include <sodium.h>
#include <sqlite3.h>

#include "base/clock.h"
#include "base/rng.h"
#include "store/question_store.h"
#include "store/source_store.h"
#include "store/trajectory_store.h"
#include "store/worker_store.h"

/* --- stories --- */

static void programme_facts_come_back_whole(void **state)
{
    (void)state;
    struct call_fact first = a_call("457"), call = a_call("490"), call_out;
    struct organisation_fact promotor = an_organisation("vzw1"), organisation_out;
    struct project_fact project = a_project("490-01", promotor.id), project_out;
    struct partnership_fact partnership = {.id = {uuid7_new()},
                                           .code = "lp1",
                                           .name = "Lokaal",
                                           .status = 0,
                                           .from = on(2024, 1, 1),
                                           .to = DAY_NONE};
    struct budget_fact budget = {.id = uuid7_new(),
                                 .call = "490",
                                 .source = 0,
                                 .amount_kind = 0,
                                 .cents = 550000000,
                                 .on = on(2020, 7, 1)};
    struct published_fact figure = {.id = uuid7_new(),
                                    .figure = "f1",
                                    .publication = "question 63 of 2022-10-14",
                                    .cell = "call=490;sex=m",
                                    .measure = "reached",
                                    .unit = "persons",
                                    .text = "190",
                                    .has_number = true,
                                    .number = 190,
                                    .as_of = on(2022, 9, 30)};
    struct published_fact blank = figure;
    static const char *const places[] = {"11002", "44021"};
    bool found;
    blank.id = uuid7_new();
    blank.text[0] = '\0';
    blank.has_number = false;
    blank.number = 0;
    blank.as_of = DAY_NONE;
    call.reports_until = on(2023, 3, 31);
    call.launched_on = on(2020, 7, 1);
    snprintf(call.predecessor, sizeof call.predecessor, "457");
    struct write *w = begin();
    is_ok(call_add(w, &first, &e));
    is_ok(call_add(w, &call, &e));
    is_ok(organisation_add(w, &promotor, &e));
    is_ok(project_add(w, &project, &e));
    is_ok(partnership_add(w, &partnership, places, 2, &e));
    is_ok(partner_add(w, uuid7_new(), partnership.id, (struct project_id){0},
                      promotor.id, "promotor", on(2024, 1, 1), DAY_NONE, &e));
    is_ok(budget_add(w, &budget, &e));
    is_ok(published_add(w, &figure, &e));
    is_ok(published_add(w, &blank, &e));
    is_ok(write_commit(&w, &e));
    is_ok(call_find(&call_out, &found, db, S("490"), &e));
    assert_true(found);
    assert_memory_equal(&call_out.launched_on, &call.launched_on, sizeof(struct day));
    is_ok(organisation_find(&organisation_out, &found, db, S("vzw1"), &e));
    assert_true(found && uuid_eq(organisation_out.id.u, promotor.id.u));
    is_ok(project_find(&project_out, &found, db, S("490-01"), &e));
    assert_true(found && uuid_eq(project_out.promotor.u, promotor.id.u));
    is_ok(project_find(&project_out, &found, db, S("490-99"), &e));
    assert_false(found);
    read_panel(INT64_MAX);
    assert_int_equal(n_kept, 8 + 2); /* and two municipalities covered */
    assert_string_equal(kept[1].call.predecessor, "457");
    assert_int_equal(kept[1].call.reports_until.v, on(2023, 3, 31).v);
    assert_string_equal(first_kept(ORGANISATION)->organisation.municipality, "11002");
    assert_int_equal(first_kept(ORGANISATION)->organisation.kind, 2);
    assert_int_equal(first_kept(ORGANISATION)->organisation.former_kind, CODE_MISSING);
    assert_int_equal(first_kept(PROJECT)->project.to.v, on(2022, 12, 31).v);
    assert_true(day_is_none(first_kept(PARTNERSHIP)->partnership.to));
    assert_int_equal(first_kept(BUDGET)->budget.cents, 550000000);
    assert_true(first_kept(PUBLISHED)->published.has_number);
    assert_float_equal(first_kept(PUBLISHED)->published.number, 190, 0);
    assert_false(kept[7].published.has_number); /* a blank is not a zero */
    assert_string_equal(kept[7].published.text, "");
}

static void person_facts_come_back_whole(void **state)
{
    (void)state;
    struct person_fact p = a_person();
    struct attribute_fact sex = an_attribute(p.id, ATTRIBUTE_KIND_SEX, "f");
    struct attribute_fact refused = an_attribute(p.id, ATTRIBUTE_KIND_EDUCATION, "");
    struct spell_fact spell = {.id = uuid7_new(),
                               .person = p.id,
                               .list = SPELL_BENEFIT,
                               .code = 1,
                               .body = 0,
                               .exit = EXIT_REASON_PENSION,
                               .from = on(2020, 1, 1),
                               .to = on(2020, 6, 30)};
    struct trajectory_fact t = a_trajectory(p.id, on(2021, 3, 5));
    refused.state = ANSWER_REFUSED;
    t.entry_age = 34;
    t.channel = 3;
    t.is_voluntary = 1;
    struct write *w = begin();
    is_ok(person_add(w, &p, NULL, &e));
    is_ok(attribute_add(w, &sex, &e));
    is_ok(attribute_add(w, &refused, &e));
    is_ok(spell_add(w, &spell, &e));
    is_ok(trajectory_add(w, &t, &e));
    is_ok(write_commit(&w, &e));
    read_panel(INT64_MAX);
    assert_int_equal(n_kept, 5);
    assert_memory_equal(&kept[0].person, &p, sizeof p);
    assert_string_equal(kept[1].attribute.value, "f");
    assert_int_equal(kept[2].attribute.state, ANSWER_REFUSED);
    assert_int_equal(kept[2].attribute.kind, ATTRIBUTE_KIND_EDUCATION);
    assert_int_equal(kept[3].spell.code, 1);
    assert_int_equal(kept[3].spell.to.v, on(2020, 6, 30).v);
    assert_int_equal(kept[3].spell.exit, EXIT_REASON_PENSION);
    assert_int_equal(kept[4].trajectory.entry_age, 34);
    assert_int_equal(kept[4].trajectory.channel, 3);
    assert_int_equal(kept[4].trajectory.is_voluntary, 1);
    assert_true(uuid_is_nil(kept[4].trajectory.project.u));
}

static void each_kind_of_event_comes_back(void **state)
{
    (void)state;
    struct person_fact p = a_person();
    struct trajectory_fact t = a_trajectory(p.id, on(2021, 3, 5));
    struct worker_fact worker = {.id = uuid7_new(), .login = "guide1", .name = "Gids"};
    struct write *w = begin();
    is_ok(person_add(w, &p, NULL, &e));
    is_ok(trajectory_add(w, &t, &e));
    is_ok(worker_add(w, &worker, &e));
    struct event_fact sent[N_EVENT_KINDS];
    for (unsigned k = 0; k < N_EVENT_KINDS; k++) {
        struct event_particulars particulars = event_particulars_none();
        sent[k] = an_event(&t, (uint8_t)k, k == EVENT_STARTED ? CODE_MISSING : 1,
                           on(2021, 4, (int)k + 1));
        if (k == EVENT_ENDED || k == EVENT_OUTCOME || k == EVENT_OBSERVATION ||
            k == EVENT_CONDITION)
            sent[k].detail = 1;
        if (k == EVENT_OBSERVATION) sent[k].value = 1;
        if (k == EVENT_CONTACT) {
            particulars.minutes = 45;
            particulars.flags = CONTACT_HOME_VISIT;
            particulars.worker = worker.id;
            particulars.note = S("Sprak over de buurvrouw Fatoumata");
        }
        if (k == EVENT_PHASE) particulars.to = on(2021, 5, 1);
        is_ok(event_add(w, &sent[k], &particulars, &e));
    }
    is_ok(write_commit(&w, &e));
    read_panel(INT64_MAX);
    assert_int_equal(count_kept(EVENT), N_EVENT_KINDS);
    for (unsigned k = 0; k < N_EVENT_KINDS; k++)
        assert_memory_equal(&kept[n_kept - N_EVENT_KINDS + k].event, &sent[k],
                            sizeof sent[k]);
}

static void outreach_and_questions_are_kept(void **state)
{
    (void)state;
    struct outreach_place_fact place = {.id = uuid7_new(),
                                        .name = "Markt",
                                        .kind = 0,
                                        .municipality = "11002",
                                        .from = DAY_NONE,
                                        .to = DAY_NONE};
    struct outreach_action_fact action = {.id = uuid7_new(),
                                          .place = place.id,
                                          .mode = 0,
                                          .on = on(2024, 5, 2),
                                          .minutes = -1};
    struct reach_fact heads = {
        .id = uuid7_new(), .action = action.id, .n = 12, .refused_registration = true};
    struct reach_fact thread = {
        .id = uuid7_new(), .action = action.id, .thread = uuid7_new(), .n = 1};
    struct question_fact question = {.id = uuid7_new(),
                                     .number = "63",
                                     .asked_on = on(2022, 10, 14),
                                     .text = S("count persons reached")};
    struct answer_fact answer = {.id = uuid7_new(),
                                 .question = question.id,
                                 .statement = S("count persons reached"),
                                 .known_at_ms = INT64_MAX,
                                 .as_of = on(2022, 9, 30),
                                 .format = "xlsx",
                                 .digest = {1, 2, 3}};
    struct organisation_fact o = an_organisation("vzw2");
    struct worker_fact worker = {.id = uuid7_new(), .login = "g2", .name = "Gids"};
    struct membership_fact member = {.id = uuid7_new(),
                                     .worker = worker.id,
                                     .organisation = o.id,
                                     .role = 0,
                                     .from = on(2024, 1, 1),
                                     .to = DAY_NONE};
    struct source_record_fact record = {.id = uuid7_new(),
                                        .sender = o.id,
                                        .format = "esf",
                                        .batch = "2024-05",
                                        .line = 2,
                                        .received_on = on(2024, 5, 3),
                                        .content = S("Wit-Gele Brahim;85073003328")};
    struct call_fact call = a_call("490");
    struct target_fact target = {.id = uuid7_new(),
                                 .call = "490",
                                 .measure = "reached",
                                 .unit = "persons",
                                 .text = "almost 3000",
                                 .kind = TARGET_KIND_INDICATIVE,
                                 .from = DAY_NONE,
                                 .to = DAY_NONE};
    struct write *w = begin();
    is_ok(outreach_place_add(w, &place, &e));
    is_ok(outreach_action_add(w, &action, &e));
    is_ok(reach_add(w, &heads, &e));
    is_ok(reach_add(w, &thread, &e));
    is_ok(question_add(w, &question, &e));
    is_ok(answer_add(w, &answer, &e));
    is_ok(organisation_add(w, &o, &e));
    is_ok(worker_add(w, &worker, &e));
    is_ok(membership_add(w, &member, &e));
    is_ok(source_record_add(w, &record, &e));
    is_ok(call_add(w, &call, &e));
    is_ok(target_add(w, &target, &e));
    is_ok(write_commit(&w, &e));
    /* a headcount of several in one thread cannot be */
    thread.id = uuid7_new();
    thread.n = 2;
    w = begin();
    assert_int_equal(reach_add(w, &thread, &e), ERR_INVALID);
    write_abandon(&w);
}

static void two_clocks_answer_what_was_known_then(void **state)
{
    (void)state;
    int64_t now = clock_now_ms(), day_ms = 86400000;
    struct person_fact p = a_person();
    struct attribute_fact sex = an_attribute(p.id, ATTRIBUTE_KIND_SEX, "f");
    struct attribute_fact corrected = an_attribute(p.id, ATTRIBUTE_KIND_SEX, "m");
    struct trajectory_fact t = a_trajectory(p.id, on(2021, 3, 5)), moved = t;
    moved.reached_on = on(2021, 2, 1);
    struct write *w = begin();
    write_recorded_at(w, now - 10 * day_ms);
    is_ok(person_add(w, &p, NULL, &e));
    is_ok(attribute_add(w, &sex, &e));
    is_ok(trajectory_add(w, &t, &e));
    write_recorded_at(w, now - 5 * day_ms);
    is_ok(fact_retract(w, NOUN_ATTRIBUTE, p.id, sex.id, &e));
    is_ok(attribute_add(w, &corrected, &e));
    /* the same trajectory, another version */
    is_ok(fact_retract(w, NOUN_TRAJECTORY, p.id, t.id.u, &e));
    is_ok(trajectory_add(w, &moved, &e));
    is_ok(write_commit(&w, &e));
    read_panel(now - 11 * day_ms);
    assert_int_equal(n_kept, 0);
    read_panel(now - 10 * day_ms); /* recorded_at <= moment */
    assert_int_equal(n_kept, 3);
    assert_string_equal(first_kept(ATTRIBUTE)->attribute.value, "f");
    read_panel(now - 5 * day_ms - 1);
    assert_string_equal(first_kept(ATTRIBUTE)->attribute.value, "f");
    assert_int_equal(first_kept(TRAJECTORY)->trajectory.reached_on.v, on(2021, 3, 5).v);
    read_panel(now - 5 * day_ms); /* moment < retracted_at fails for the old one */
    assert_int_equal(n_kept, 3);
    assert_string_equal(first_kept(ATTRIBUTE)->attribute.value, "m");
    read_panel(INT64_MAX);
    assert_int_equal(n_kept, 3);
    assert_string_equal(first_kept(ATTRIBUTE)->attribute.value, "m");
    assert_int_equal(first_kept(TRAJECTORY)->trajectory.reached_on.v, on(2021, 2, 1).v);
}

/* Where a spell led to is often known later than its end, and may be corrected. */
static void an_exit_is_known_from_its_own_moment(void **state)
{
    (void)state;
    int64_t now = clock_now_ms(), day_ms = 86400000;
    struct person_fact p = a_person();
    struct spell_fact spell = {.id = uuid7_new(),
                               .person = p.id,
                               .list = SPELL_REGISTRATION,
                               .code = REGISTRATION_STATUS_VOLUNTARY,
                               .body = ORGANISATION_KIND_VDAB,
                               .exit = CODE_MISSING,
                               .from = on(2020, 1, 1),
                               .to = on(2020, 6, 30)};
    struct spell_exit_fact job = {uuid7_new(), p.id, spell.id, EXIT_REASON_JOB};
    struct spell_exit_fact pension = {uuid7_new(), p.id, spell.id, EXIT_REASON_PENSION};
    struct write *w = begin();
    write_recorded_at(w, now - 10 * day_ms);
    is_ok(person_add(w, &p, NULL, &e));
    is_ok(spell_add(w, &spell, &e));
    write_recorded_at(w, now - 5 * day_ms);
    is_ok(spell_exit_add(w, &job, &e));
    write_recorded_at(w, now - 3 * day_ms);
    is_ok(spell_exit_add(w, &pension, &e));
    write_recorded_at(w, now - day_ms);
    is_ok(fact_retract(w, NOUN_SPELL_EXIT, p.id, pension.id, &e));
    is_ok(write_commit(&w, &e));
    read_panel(now - 6 * day_ms);
    assert_int_equal(first_kept(SPELL)->spell.exit, CODE_MISSING);
    read_panel(now - 4 * day_ms);
    assert_int_equal(first_kept(SPELL)->spell.exit, EXIT_REASON_JOB);
    read_panel(now - 2 * day_ms); /* two of them: the last on record */
    assert_int_equal(first_kept(SPELL)->spell.exit, EXIT_REASON_PENSION);
    read_panel(INT64_MAX);
    assert_int_equal(first_kept(SPELL)->spell.exit, EXIT_REASON_JOB);
}

static void retracting_a_trajectory_or_person_hides_what_hangs_on_it(void **state)
{
    (void)state;
    struct person_fact p = a_person(), q = a_person();
    struct trajectory_fact t = a_trajectory(p.id, on(2021, 3, 5));
    struct event_fact started =
        an_event(&t, EVENT_STARTED, CODE_MISSING, on(2021, 4, 1));
    struct attribute_fact sex = an_attribute(q.id, ATTRIBUTE_KIND_SEX, "f");
    struct write *w = begin();
    is_ok(person_add(w, &p, NULL, &e));
    is_ok(person_add(w, &q, NULL, &e));
    is_ok(trajectory_add(w, &t, &e));
    is_ok(event_add(w, &started, NULL, &e));
    is_ok(attribute_add(w, &sex, &e));
    is_ok(write_commit(&w, &e));
    w = begin();
    is_ok(fact_retract(w, NOUN_TRAJECTORY, p.id, t.id.u, &e));
    is_ok(fact_retract(w, NOUN_PERSON, q.id, q.id.u, &e));
    is_ok(write_commit(&w, &e));
    read_panel(INT64_MAX);
    assert_int_equal(n_kept, 1);
    assert_true(uuid_eq(first_kept(PERSON)->person.id.u, p.id.u));
    /* what is closed cannot be closed again */
    w = begin();
    assert_int_equal(fact_retract(w, NOUN_TRAJECTORY, p.id, t.id.u, &e), ERR_NOT_FOUND);
    write_abandon(&w);
    /* nor closed before it was recorded */
    w = begin();
    write_recorded_at(w, 1000);
    assert_int_equal(fact_retract(w, NOUN_START, p.id, started.id, &e), ERR_INVALID);
    write_abandon(&w);
}

static int order_of(const struct kept *k)
{
    return k->kind;
}

/* A few hundred persons with facts written in random order of everything. */
/* The person is part of the name: the id alone is not looked for in the whole table. */
static void what_hangs_on_a_person_is_retracted_with_that_person(void **state)
{
    (void)state;
    struct person_fact p = a_person(), q = a_person();
    struct trajectory_fact t = a_trajectory(p.id, on(2021, 3, 5));
    struct event_fact condition = an_event(&t, EVENT_CONDITION, 0, on(2021, 4, 1));
    condition.detail = 0;
    struct write *w = begin();
    is_ok(person_add(w, &p, NULL, &e));
    is_ok(person_add(w, &q, NULL, &e));
    is_ok(trajectory_add(w, &t, &e));
    is_ok(event_add(w, &condition, NULL, &e));
    is_ok(write_commit(&w, &e));
    w = begin();
    assert_int_equal(fact_retract(w, NOUN_CONDITION, q.id, condition.id, &e),
                     ERR_NOT_FOUND);
    write_abandon(&w);
    w = begin();
    is_ok(fact_retract(w, NOUN_CONDITION, p.id, condition.id, &e));
    is_ok(write_commit(&w, &e));
}

static void tell_nobody(void *to, const char *defect)
{
    (void)to;
    (void)defect;
}

static struct source_key_fact a_source_key(struct uuid delivery, int64_t version)
{
    return (struct source_key_fact){.key = {{7}},
                                    .version = version,
                                    .delivery = delivery,
                                    .kind = "spells",
                                    .content = {{(uint8_t)version}},
                                    .subject = uuid7_new()};
}

/* A sender may correct a key more than once in one write. */
static void a_source_key_has_versions(void **state)
{
    (void)state;
    struct delivery_fact d = {.id = uuid7_new(),
                              .kind = "spells",
                              .name = "spells.csv",
                              .received_on = on(2024, 1, 5)};
    struct source_key_fact found;
    bool is_there;
    struct write *w = begin();
    is_ok(delivery_add(w, &d, &e));
    for (int64_t version = 1; version <= 3; version++) {
        struct source_key_fact f = a_source_key(d.id, version);
        if (version > 1)
            is_ok(fact_retract(w, NOUN_SOURCE_KEY, (struct person_id){{{0}}},
                               source_key_id(&f.key), &e));
        is_ok(source_key_add(w, &f, &e));
    }
    is_ok(source_key_find(&found, &is_there, write_db(w), &(struct source_hash){{7}},
                          &e));
    assert_true(is_there);
    assert_int_equal(found.version, 3);
    assert_int_equal(found.content.b[0], 3);
    is_ok(source_key_find(&found, &is_there, write_db(w), &(struct source_hash){{8}},
                          &e));
    assert_false(is_there);
    is_ok(write_commit(&w, &e));
    struct verify_report report;
    is_ok(store_verify(&report, db, false, tell_nobody, NULL, &e));
    assert_int_equal(report.n_defects, 0);
}

/* No foreign key guards what stands beside every row received: verify looks. */
static void a_source_key_of_nothing_is_a_defect(void **state)
{
    (void)state;
    struct source_key_fact f = a_source_key(uuid7_new(), 1);
    f.person.u = uuid7_new();
    struct write *w = begin();
    is_ok(source_key_add(w, &f, &e));
    is_ok(write_commit(&w, &e));
    struct verify_report report;
    is_ok(store_verify(&report, db, false, tell_nobody, NULL, &e));
    assert_int_equal(report.n_defects, 2); /* its delivery, its person */
}

static void stream_is_in_the_builders_order(void **state)
{
    (void)state;
    enum { PERSONS = 200 };
    struct rng rng;
    struct person_fact persons[PERSONS];
    rng_init(&rng, 7);
    struct write *w = begin();
    for (int i = 0; i < PERSONS; i++) {
        persons[i] = a_person();
        persons[i].id.u = uuid7_at(1600000000000 + rng_below(&rng, 100000000), &rng);
        is_ok(person_add(w, &persons[i], NULL, &e));
    }
    rng_shuffle(&rng, persons, PERSONS, sizeof persons[0]);
    for (int i = 0; i < PERSONS; i++) {
        for (uint32_t n = rng_below(&rng, 4); n > 0; n--) {
            struct attribute_fact a =
                an_attribute(persons[i].id, ATTRIBUTE_KIND_SEX, n % 2 ? "f" : "m");
            a.valid_from.v -= rng_between(&rng, 0, 500);
            is_ok(attribute_add(w, &a, &e));
            struct trajectory_fact t =
                a_trajectory(persons[i].id, on(2020, 1, rng_between(&rng, 1, 28)));
            is_ok(trajectory_add(w, &t, &e));
            for (uint32_t m = rng_below(&rng, 50); m > 0; m--) {
                struct event_fact event =
                    an_event(&t, rng_chance(&rng, 0.5) ? EVENT_CONTACT : EVENT_ACTION,
                             0, on(2021, rng_between(&rng, 1, 12), 5));
                is_ok(event_add(w, &event, NULL, &e));
            }
        }
    }
    is_ok(write_commit(&w, &e));
    read_panel(INT64_MAX);
    const struct kept *person = NULL, *trajectory = NULL, *before = NULL;
    for (size_t i = 0; i < n_kept; i++) {
        const struct kept *k = &kept[i];
        if (before && before->kind == k->kind && k->kind == EVENT)
            assert_true(before->event.on.v < k->event.on.v ||
                        (before->event.on.v == k->event.on.v &&
                         before->event.kind <= k->event.kind));
        if (before && before->kind == ATTRIBUTE && k->kind == ATTRIBUTE)
            assert_true(before->attribute.valid_from.v <= k->attribute.valid_from.v);
        if (k->kind == PERSON) {
            if (person)
                assert_true(uuid_compare(person->person.id.u, k->person.id.u) < 0);
            person = k;
            trajectory = NULL;
        } else if (k->kind == TRAJECTORY) {
            assert_true(uuid_eq(k->trajectory.person.u, person->person.id.u));
            if (trajectory)
                assert_true(trajectory->trajectory.reached_on.v <=
                            k->trajectory.reached_on.v);
            trajectory = k;
        } else if (k->kind == EVENT) {
            assert_non_null(trajectory);
            assert_true(uuid_eq(k->event.trajectory.u, trajectory->trajectory.id.u));
        } else {
            assert_null(trajectory); /* attributes come before trajectories */
        }
        if (before && k->kind != PERSON && before->kind != EVENT)
            assert_true(order_of(before) <= order_of(k));
        before = k;
    }
    assert_int_equal(count_kept(PERSON), PERSONS);
    assert_true(count_kept(EVENT) > 1000);
}

static void bad_facts_are_refused_and_nothing_stays(void **state)
{
    (void)state;
    struct person_fact p = a_person();
    struct trajectory_fact t = a_trajectory(p.id, on(2021, 3, 5));
    struct attribute_fact wrong = an_attribute(p.id, ATTRIBUTE_KIND_SEX, "purple");
    struct event_fact orphan =
        an_event(&t, EVENT_STARTED, CODE_MISSING, on(2021, 4, 1));
    struct event_fact bad_code = an_event(&t, EVENT_PHASE, 200, on(2021, 4, 1));
    struct event_particulars misplaced = event_particulars_none();
    misplaced.minutes = 5;
    struct project_fact project = a_project("x", (struct organisation_id){0});
    struct organisation_fact first = an_organisation("same"), second = first;
    second.id.u = uuid7_new();
    struct spell_fact backwards = {.id = uuid7_new(),
                                   .person = p.id,
                                   .code = 0,
                                   .body = CODE_MISSING,
                                   .exit = CODE_MISSING,
                                   .from = on(2021, 1, 2),
                                   .to = on(2021, 1, 1)};
    struct spell_fact still_there = backwards;
    still_there.to = DAY_NONE;
    still_there.exit = EXIT_REASON_JOB;
    struct spell_exit_fact exit_of_nothing = {uuid7_new(), p.id, uuid7_new(),
                                              EXIT_REASON_JOB};
#define REFUSED(expected, call)                                                        \
    do {                                                                               \
        struct write *w = begin();                                                     \
        is_ok(person_add(w, &p, NULL, &e));                                            \
        is_ok(organisation_add(w, &first, &e));                                        \
        assert_int_equal(call, expected);                                              \
        assert_true(e.message[0]);                                                     \
        assert_int_equal(write_commit(&w, &e), ERR_DATABASE);                          \
        assert_null(w);                                                                \
    } while (0)
    REFUSED(ERR_INVALID, attribute_add(w, &wrong, &e));
    REFUSED(ERR_NOT_FOUND, event_add(w, &orphan, NULL, &e));
    REFUSED(ERR_INVALID, event_add(w, &bad_code, NULL, &e));
    REFUSED(ERR_INVALID, event_add(w, &orphan, &misplaced, &e));
    REFUSED(ERR_NOT_FOUND, project_add(w, &project, &e));  /* of a call not there */
    REFUSED(ERR_EXISTS, organisation_add(w, &second, &e)); /* code taken */
    REFUSED(ERR_EXISTS, person_add(w, &p, NULL, &e));
    REFUSED(ERR_INVALID, spell_add(w, &backwards, &e));
    REFUSED(ERR_INVALID, spell_add(w, &still_there, &e));
    REFUSED(ERR_NOT_FOUND, spell_exit_add(w, &exit_of_nothing, &e));
    read_panel(INT64_MAX);
    assert_int_equal(n_kept, 0);
    struct write *w = begin();
    write_recorded_at(w, clock_now_ms() + 60000);
    assert_int_equal(person_add(w, &p, NULL, &e), ERR_INVALID);
    write_abandon(&w);
    assert_int_equal(write_begin(&w, db, &(struct actor){""}, "x", "", &e),
                     ERR_INVALID);
}

/* No cursor of the stream may sort on disk or look a person up. */
static void stream_reads_each_table_front_to_back(void **state)
{
    (void)state;
    static const char *const tables[] = {"attribute",       "spell",      "spell_exit",
                                         "trajectory_fact", "contact",    "activity",
                                         "outcome",         "observation"};
    sqlite3 *s;
    assert_int_equal(sqlite3_open(db_url_path(url), &s), SQLITE_OK);
    for (size_t i = 0; i < ARRAY_LEN(tables); i++) {
        char sql[300];
        sqlite3_stmt *st;
        snprintf(
            sql, sizeof sql,
            "EXPLAIN QUERY PLAN SELECT person, id FROM %s WHERE recorded_at <= 5 AND "
            "(retracted_at IS NULL OR retracted_at > 5) ORDER BY person, id",
            tables[i]);
        assert_int_equal(sqlite3_prepare_v2(s, sql, -1, &st, NULL), SQLITE_OK);
        while (sqlite3_step(st) == SQLITE_ROW)
            assert_null(
                strstr((const char *)sqlite3_column_text(st, 3), "TEMP B-TREE"));
        sqlite3_finalize(st);
    }
    sqlite3_close(s);
}

#define T(f) cmocka_unit_test_setup_teardown(f, open_store, close_whole_store)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(programme_facts_come_back_whole),
        T(person_facts_come_back_whole),
        T(each_kind_of_event_comes_back),
        T(outreach_and_questions_are_kept),
        T(two_clocks_answer_what_was_known_then),
        T(an_exit_is_known_from_its_own_moment),
        T(retracting_a_trajectory_or_person_hides_what_hangs_on_it),
        T(what_hangs_on_a_person_is_retracted_with_that_person),
        T(a_source_key_has_versions),
        cmocka_unit_test_setup_teardown(a_source_key_of_nothing_is_a_defect, open_store,
                                        close_store),
        T(stream_is_in_the_builders_order),
        T(bad_facts_are_refused_and_nothing_stays),
        T(stream_reads_each_table_front_to_back),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(kept);
    return failed;
}
