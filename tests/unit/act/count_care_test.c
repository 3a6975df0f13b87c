/* What was done around people, written to a store as the pages do and counted by
 * questions. Three people in call 900, counted by hand:
 *
 * A f  reached 2022-01-01. Five steps: childcare 2 on 01-10, 4 on 06-10; transport 3
 * and
 *      3. Own scale 2, then 7 (recorded on 08-01). Appreciation 5 and 4. An appointment
 *      moved from 05-03 to 05-04 and held. Housing open 01-05, fulfilled 04-05. Agency
 *      work from 03-01, still. Aftercare: after two weeks both sides (03-16, 03-20:
 * well), after a month the participant on 04-30, the employer was not reached. B m
 * reached 2022-02-01. Five steps: childcare 4 on 02-10, 2 on 05-10; transport not said,
 * then 3. Own scale 6, once. Appreciation in words. Appointments: not seen 05-05,
 * cancelled 06-01. Housing open 02-05. A fixed-term job from 04-01 to 06-15; after two
 * weeks, on 04-15, the participant: wrong, the employer: well. C f  reached 2021-01-01,
 * and again 2022-03-01. Five steps: childcare 1 on 2021-02-10, 5 on 2022-03-10: one in
 * each trajectory. An appointment on 12-01 that nobody closed. Work from 05-01 with a
 * contract in words of the sender.
 *
 * All else was recorded on 2022-06-30. */
#include "store_keeper.h"

#include "act/answer_question.h"
#include "base/brussels.h"
#include "domain/default_instrument.h"
#include "store/care_store.h"
#include "store/dossier_store.h"
#include "store/trajectory_store.h"

enum { A, B, C, N_PEOPLE };
static struct {
    struct person_id id;
    struct trajectory_fact trajectory; /* the last */
} people[N_PEOPLE];
static struct uuid own_item;
static struct write *w;
static struct arena arena;

static void person(int who_is, const char *sex, struct project_id project,
                   struct day reached)
{
    struct person_fact f = a_person();
    if (uuid_is_nil(people[who_is].id.u)) {
        struct attribute_fact a = an_attribute(f.id, ATTRIBUTE_KIND_SEX, sex);
        struct identity identity = {0};
        people[who_is].id = f.id;
        identity.value[IDENTITY_GIVEN_NAME] = S("Iemand");
        is_ok(person_add(w, &f, &identity, &e));
        is_ok(attribute_add(w, &a, &e));
    }
    people[who_is].trajectory = a_trajectory(people[who_is].id, reached);
    people[who_is].trajectory.project = project;
    is_ok(trajectory_add(w, &people[who_is].trajectory, &e));
}

static void score(int who_is, struct uuid item, struct day day, int points)
{
    struct assessment_fact f = {.id = uuid7_new(),
                                .item = item,
                                .person = people[who_is].id,
                                .on = day,
                                .moment = OBSERVATION_MOMENT_BASELINE,
                                .assessed_by = ASSESSED_BY_TOGETHER,
                                .has_score = points >= 0,
                                .score = MAX_OF(points, 0)};
    is_ok(assessment_add(w, &f, &e));
}

static void appreciation(int who_is, struct day day, int scale)
{
    struct appreciation_fact f = {.id = uuid7_new(),
                                  .person = people[who_is].id,
                                  .on = day,
                                  .scale = (int8_t)scale,
                                  .words = S("Goed zo.")};
    is_ok(appreciation_add(w, &f, &e));
}

/* Planned on one day; then on another day in another state. */
static void appointment(int who_is, struct day planned, struct day day, uint8_t state)
{
    struct appointment_fact f = {.id = uuid7_new(),
                                 .person = people[who_is].id,
                                 .starts_at = brussels_moment(planned, 600),
                                 .minutes = 30,
                                 .state = APPOINTMENT_STATE_PLANNED,
                                 .words = S("Buurthuis")};
    is_ok(appointment_add(w, &f, &e));
    if (state == APPOINTMENT_STATE_PLANNED) return;
    f.sequence++;
    f.starts_at = brussels_moment(day, 600);
    f.state = state;
    is_ok(appointment_add(w, &f, &e));
}

static void condition(int who_is, uint8_t state, struct day day, uint8_t owner)
{
    struct event_fact f = an_event(&people[who_is].trajectory, EVENT_CONDITION,
                                   CONTEXT_CONDITION_HOUSING, day);
    f.detail = state;
    is_ok(event_add(w, &f, NULL, &e));
    if (owner == CODE_MISSING) return;
    struct condition_work_fact work = {
        .id = f.id, .person = f.person, .owner = owner, .words = S("bellen")};
    is_ok(condition_work_add(w, &work, &e));
}

static struct uuid job(int who_is, struct day from, struct day to, uint8_t contract,
                       const char *words)
{
    struct event_fact f =
        an_event(&people[who_is].trajectory, EVENT_OUTCOME, OUTCOME_EMPLOYED, from);
    struct event_particulars p = event_particulars_none();
    struct job_fact j = {.id = f.id,
                         .person = f.person,
                         .contract = contract,
                         .statute = CODE_MISSING,
                         .is_part_time = CODE_MISSING,
                         .is_direct = CODE_MISSING};
    p.to = to;
    snprintf(p.contract, sizeof p.contract, "%s", words);
    is_ok(event_add(w, &f, &p, &e));
    if (contract != CODE_MISSING) is_ok(job_add(w, &j, &e));
    return f.id;
}

static void care(int who_is, struct uuid outcome, uint8_t side, struct day due,
                 struct day day, uint8_t result)
{
    struct aftercare_fact f = {.id = uuid7_new(),
                               .outcome = outcome,
                               .person = people[who_is].id,
                               .side = side,
                               .due_on = due,
                               .on = day,
                               .result = result};
    is_ok(aftercare_add(w, &f, &e));
}

static void instruments(void)
{
    struct instrument_fact house = default_instrument();
    struct instrument_fact own = {.id = uuid7_new(),
                                  .code = "eigen",
                                  .title = "Eigen schaal",
                                  .is_interval = true,
                                  .lowest = 0,
                                  .highest = 10,
                                  .lowest_words = "niets",
                                  .highest_words = "alles"};
    struct instrument_item_fact item = {.id = own_item = uuid7_new(),
                                        .instrument = own.id,
                                        .number = 1,
                                        .title = "Hoe gaat het?",
                                        .condition = CODE_MISSING};
    is_ok(instrument_add(w, &own, &e));
    is_ok(instrument_item_add(w, &item, &e));
    is_ok(instrument_add(w, &house, &e));
    for (enum default_item i = 0; i < N_DEFAULT_ITEMS; i++) {
        item = default_instrument_item(i);
        is_ok(instrument_item_add(w, &item, &e));
    }
}

static void measured(void)
{
    struct uuid childcare = default_instrument_item(DEFAULT_ITEM_CHILDCARE).id;
    struct uuid mobility = default_instrument_item(DEFAULT_ITEM_MOBILITY).id;
    score(A, childcare, on(2022, 1, 10), 2);
    score(A, childcare, on(2022, 6, 10), 4);
    score(A, mobility, on(2022, 1, 10), 3);
    score(A, mobility, on(2022, 6, 10), 3);
    score(A, own_item, on(2022, 1, 10), 2);
    score(B, childcare, on(2022, 2, 10), 4);
    score(B, childcare, on(2022, 5, 10), 2);
    score(B, mobility, on(2022, 2, 10), -1);
    score(B, mobility, on(2022, 5, 10), 3);
    score(B, own_item, on(2022, 2, 10), 6);
    score(C, childcare, on(2021, 2, 10), 1);
    score(C, childcare, on(2022, 3, 10), 5);
}

static void worked(void)
{
    struct uuid a = job(A, on(2022, 3, 1), DAY_NONE, CONTRACT_KIND_AGENCY, "agency");
    struct uuid b =
        job(B, on(2022, 4, 1), on(2022, 6, 15), CONTRACT_KIND_FIXED_TERM, "fixed_term");
    job(C, on(2022, 5, 1), DAY_NONE, CODE_MISSING, "CDD 12m");
    care(A, a, AFTERCARE_SIDE_PARTICIPANT, on(2022, 3, 15), on(2022, 3, 16),
         AFTERCARE_RESULT_WELL);
    care(A, a, AFTERCARE_SIDE_EMPLOYER, on(2022, 3, 15), on(2022, 3, 20),
         AFTERCARE_RESULT_WELL);
    care(A, a, AFTERCARE_SIDE_EMPLOYER, on(2022, 4, 1), on(2022, 4, 5),
         AFTERCARE_RESULT_NOT_REACHED);
    care(A, a, AFTERCARE_SIDE_PARTICIPANT, on(2022, 4, 1), on(2022, 4, 30),
         AFTERCARE_RESULT_ATTENTION);
    care(B, b, AFTERCARE_SIDE_PARTICIPANT, on(2022, 4, 15), on(2022, 4, 15),
         AFTERCARE_RESULT_WRONG);
    care(B, b, AFTERCARE_SIDE_EMPLOYER, on(2022, 4, 15), on(2022, 4, 15),
         AFTERCARE_RESULT_WELL);
}

static void spoken(void)
{
    static const uint8_t kinds[] = {COMPETENCE_KIND_WISH, COMPETENCE_KIND_WISH,
                                    COMPETENCE_KIND_STRENGTH};
    static const int whose[] = {A, A, C};
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        struct competence_fact f = {.id = uuid7_new(),
                                    .person = people[whose[i]].id,
                                    .on = on(2022, 3, 3),
                                    .kind = kinds[i],
                                    .words = S("in het groen")};
        is_ok(competence_add(w, &f, &e));
    }
    appreciation(A, on(2022, 4, 1), 5);
    appreciation(A, on(2022, 7, 1), 4);
    appreciation(B, on(2022, 5, 1), 0);
    appointment(A, on(2022, 5, 3), on(2022, 5, 4), APPOINTMENT_STATE_HELD);
    appointment(B, on(2022, 5, 5), on(2022, 5, 5), APPOINTMENT_STATE_NOT_SEEN);
    appointment(B, on(2022, 6, 1), on(2022, 6, 1), APPOINTMENT_STATE_CANCELLED);
    appointment(C, on(2022, 12, 1), DAY_NONE, APPOINTMENT_STATE_PLANNED);
    condition(A, CONTEXT_CONDITION_STATE_OPEN, on(2022, 1, 5), STEP_OWNER_GUIDE);
    condition(A, CONTEXT_CONDITION_STATE_FULFILLED, on(2022, 4, 5),
              STEP_OWNER_PARTICIPANT);
    condition(B, CONTEXT_CONDITION_STATE_OPEN, on(2022, 2, 5), CODE_MISSING);
}

static void recorded_on(struct day day)
{
    is_ok(write_begin(&w, db, &who, "test", "", &e));
    write_recorded_at(w, day_to_moment(day));
}

static int fill_store(void **state)
{
    struct organisation_fact organisation = an_organisation("org");
    struct project_fact project = a_project("P1", organisation.id);
    struct call_fact call = a_call("900");
    if (open_store(state) != 0) return 1;
    recorded_on(on(2022, 6, 30));
    snprintf(project.call, sizeof project.call, "900");
    is_ok(call_add(w, &call, &e));
    is_ok(organisation_add(w, &organisation, &e));
    is_ok(project_add(w, &project, &e));
    person(A, "f", project.id, on(2022, 1, 1));
    person(B, "m", project.id, on(2022, 2, 1));
    person(C, "f", project.id, on(2021, 1, 1));
    person(C, "f", project.id, on(2022, 3, 1));
    instruments();
    measured();
    worked();
    spoken();
    is_ok(write_commit(&w, &e));
    recorded_on(on(2022, 8, 1));
    score(A, own_item, on(2022, 6, 10), 7);
    return write_commit(&w, &e) != OK;
}

static int empty_store(void **state)
{
    arena_dispose(&arena);
    return close_store(state);
}

/* --- asking --- */

static enum err_code ask(struct answer **out, const char *text)
{
    struct asked asked = {.text = str_of(text),
                          .lang = LANG_EN,
                          .today = on(2022, 12, 31),
                          .now_ms = day_to_moment(on(2023, 1, 1))};
    return answer_question(out, &arena, db, &asked, NULL, &e);
}

static const struct table *table_of(const char *text)
{
    struct answer *answer;
    if (ask(&answer, text) != OK) fail_msg("%s: %s (%s)", text, e.message, e.hint);
    return answer->parts[0]->tables[0];
}

/* The entry whose codes are these, joined by "/"; "" is the grand total. */
static size_t entry(const struct axis *axis, const char *codes, const char *of)
{
    for (size_t i = 0; i < axis->n; i++) {
        char text[200] = "";
        for (unsigned k = 0; k < axis->entries[i].depth; k++)
            snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s",
                     k ? "/" : "", axis->entries[i].code[k]);
        if (strcmp(text, codes) == 0) return i;
    }
    fail_msg("%s: no entry %s", of, codes);
    return 0;
}

static const struct cell *cell_of(const struct table *t, const char *row,
                                  const char *column)
{
    return &t->cells[entry(&t->rows, row, t->statement) * t->columns.n +
                     entry(&t->columns, column, t->statement)];
}

struct counted {
    const char *row, *column;
    int64_t n;
};
static void counts_are(const char *text, const struct counted *wanted, size_t n)
{
    const struct table *t = table_of(text);
    for (size_t i = 0; i < n; i++) {
        const struct cell *c = cell_of(t, wanted[i].row, wanted[i].column);
        if (c->n != wanted[i].n || c->status == CELL_UNAVAILABLE)
            fail_msg("%s: %s/%s: expected %lld, found %lld (%d)", text, wanted[i].row,
                     wanted[i].column, (long long)wanted[i].n, (long long)c->n,
                     (int)c->status);
    }
}
#define COUNTS(text, ...)                                                              \
    counts_are((text), (const struct counted[]){__VA_ARGS__},                          \
               ARRAY_LEN(((const struct counted[]){__VA_ARGS__})))

/* R62 to R64: distance travelled. */
static void scores_travel(void **state)
{
    (void)state;
    COUNTS("count assessments rows score change columns instrument", {"", "", 8},
           {"improved", "vijf-stappen", 1}, {"improved", "eigen", 1},
           {"same", "vijf-stappen", 1}, {"worse", "vijf-stappen", 1},
           {"not_comparable", "vijf-stappen", 1}, {"only_one", "vijf-stappen", 2},
           {"only_one", "eigen", 1});
    COUNTS("count assessments rows item columns sex as of 2022-03-31", {"", "", 8},
           {"vijf-stappen-1", "", 4}, {"vijf-stappen-1", "m", 1},
           {"vijf-stappen-2", "", 2}, {"eigen-1", "", 2});
    COUNTS("count assessments where score change = only_one as of 2022-03-31",
           {"", "", 8});
    /* two of the items of one person improved: one person */
    COUNTS("count persons where score change = improved rate of persons reached",
           {"", "", 1});
    assert_int_equal(
        cell_of(table_of("count persons where score change = improved rate of persons "
                         "reached where score change != none"),
                "", "")
            ->base,
        3);
    COUNTS("count assessments where item = vijf-stappen-1 rows score change known at "
           "2022-07-01",
           {"improved", "", 1}, {"only_one", "", 2});
    /* the second answer on the own scale was recorded in August */
    COUNTS("count assessments where instrument = eigen rows score change known at "
           "2022-07-01",
           {"improved", "", 0}, {"only_one", "", 2});
}

/* R61, R69, R89. */
static void appointments_and_words(void **state)
{
    (void)state;
    COUNTS("count appointments rows appointment state columns moved", {"", "", 4},
           {"held", "yes", 1}, {"held", "no", 0}, {"not_seen", "no", 1},
           {"cancelled", "no", 1}, {"planned", "no", 1});
    COUNTS("count appointments rows appointment state as of 2022-05-31", {"", "", 2},
           {"cancelled", "", 0});
    COUNTS("count appointments during 2022-05 .. 2022-06 rows month",
           {"2022-05", "", 2}, {"2022-06", "", 1});
    COUNTS("count appreciations rows appreciation columns sex", {"5", "f", 1},
           {"4", "f", 1}, {"unknown", "m", 1}, {"", "", 3});
    COUNTS("count persons where appreciation >= 4", {"", "", 1});
    COUNTS("count competences rows competence columns sex", {"wish", "f", 2},
           {"strength", "f", 1}, {"not", "", 0});
    COUNTS("count persons where competence = wish rows sex", {"f", "", 1},
           {"m", "", 0});
    COUNTS("count conditions rows condition state columns condition owner",
           {"fulfilled", "participant", 1}, {"open", "unknown", 1}, {"", "guide", 0});
}

/* R61: 26 days of January, 28, 31 and 5; of the other one the end is not known. */
static void conditions_are_solved(void **state)
{
    (void)state;
    const char *text = "median days from first condition housing as open to first "
                       "condition housing as fulfilled columns sex";
    const struct table *t = table_of(text);
    assert_int_equal(cell_of(t, "", "")->n, 1);
    assert_int_equal((int)cell_of(t, "", "f")->value, 90);
    assert_int_equal(cell_of(t, "", "m")->status, CELL_UNAVAILABLE);
    t = table_of("mean days from reached to last condition as open or in_progress");
    /* 4 days each: 01-01 to 01-05, 02-01 to 02-05 */
    assert_int_equal(cell_of(t, "", "")->n, 2);
    assert_int_equal((int)cell_of(t, "", "")->value, 4);
    struct answer *answer;
    assert_int_equal(
        ask(&answer, "median days from first condition housing as opened to ended"),
        ERR_INVALID);
    assert_non_null(strstr(e.hint, "open"));
}

/* R73, R87 to R91. */
static void jobs_last(void **state)
{
    (void)state;
    COUNTS("count placements rows contract", {"agency", "", 1}, {"fixed_term", "", 1},
           {"unknown", "", 1}, {"permanent", "", 0});
    COUNTS("count job checks rows check moment columns still at work",
           {"weeks_2", "yes", 2}, {"months_1", "yes", 2}, {"months_3", "yes", 1},
           {"months_3", "no", 1}, {"months_6", "no", 1}, {"months_12", "", 0},
           {"", "", 8});
    COUNTS(
        "count job checks where check moment = months_3 and still at work = yes rows "
        "job contract",
        {"agency", "", 1}, {"fixed_term", "", 0});
    COUNTS("count persons where still at work = no rows sex", {"m", "", 1},
           {"f", "", 0});
}

static void aftercare_is_done(void **state)
{
    (void)state;
    COUNTS("count aftercare moments rows aftercare done columns aftercare side",
           {"", "", 12}, {"in_time", "participant", 2}, {"in_time", "employer", 2},
           {"late", "participant", 1}, {"late", "employer", 0}, {"not_held", "", 7},
           {"waiting", "", 0});
    COUNTS("count aftercare moments rows aftercare done columns aftercare rule as of "
           "2022-04-10",
           {"", "", 4}, {"in_time", "asked", 2}, {"waiting", "asked", 2},
           {"", "offered", 0});
    COUNTS("count aftercare moments rows aftercare moment", {"weeks_2", "", 4},
           {"months_1", "", 4}, {"months_3", "", 2}, {"months_6", "", 2},
           {"months_12", "", 0});
    COUNTS("count aftercare talks rows both sides columns aftercare result",
           {"", "", 5}, {"first", "", 3}, {"same", "well", 1}, {"different", "", 1});
    COUNTS("count aftercare talks during 2022-03 rows talk side",
           {"participant", "", 1}, {"employer", "", 1});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores_travel),
        cmocka_unit_test(appointments_and_words),
        cmocka_unit_test(conditions_are_solved),
        cmocka_unit_test(jobs_last),
        cmocka_unit_test(aftercare_is_done),
    };
    return cmocka_run_group_tests(tests, fill_store, empty_store);
}
