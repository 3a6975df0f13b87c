/* Instruments, documents and appointments in and out: sealed, within their bounds, and
 * never quietly replaced. */
#include "store_keeper.h"

#include "base/limits.h"
#include "store/care_store.h"
#include "store/trajectory_store.h"
#include "store/worker_store.h"

static struct arena arena;

static int open_care(void **state)
{
    arena_init(&arena);
    return open_store(state);
}

static int close_care(void **state)
{
    arena_dispose(&arena);
    return close_whole_store(state);
}

static struct instrument_fact a_scale(void)
{
    return (struct instrument_fact){.id = uuid7_new(),
                                    .code = "stappen",
                                    .title = "Vijf stappen",
                                    .lowest = 1,
                                    .highest = 5,
                                    .lowest_words = "lukt nog niet",
                                    .highest_words = "lukt goed"};
}

static struct instrument_item_fact an_item(struct uuid instrument, int number)
{
    return (struct instrument_item_fact){.id = uuid7_new(),
                                         .instrument = instrument,
                                         .number = number,
                                         .title = "Wonen",
                                         .condition = CONTEXT_CONDITION_HOUSING};
}

static struct assessment_fact a_score(struct person_id p, struct uuid item, int score)
{
    return (struct assessment_fact){.id = uuid7_new(),
                                    .item = item,
                                    .person = p,
                                    .on = on(2026, 5, 12),
                                    .moment = OBSERVATION_MOMENT_BASELINE,
                                    .assessed_by = ASSESSED_BY_TOGETHER,
                                    .has_score = true,
                                    .score = score};
}

static struct person_id add_person(void)
{
    struct person_fact p = a_person();
    struct write *w = begin();
    is_ok(person_add(w, &p, NULL, &e));
    is_ok(write_commit(&w, &e));
    return p.id;
}

/* Whether the bytes stand anywhere in the database or its journal. */
static bool file_holds(const char *suffix, struct str bytes)
{
    char name[120];
    static char content[8 << 20];
    snprintf(name, sizeof name, "%s%s", path, suffix);
    FILE *f = fopen(name, "rb");
    size_t n = f ? fread(content, 1, sizeof content, f) : 0;
    if (f) fclose(f);
    assert_true(n < sizeof content);
    return str_contains((struct str){content, n}, bytes);
}

static void scores_lie_on_the_scale_of_their_instrument(void **state)
{
    (void)state;
    struct person_id p = add_person();
    struct instrument_fact scale = a_scale();
    struct instrument_item_fact item = an_item(scale.id, 1);
    struct assessment_fact s;
    struct write *w = begin();
    is_ok(instrument_add(w, &scale, &e));
    is_ok(instrument_item_add(w, &item, &e));
    s = a_score(p, item.id, 1);
    is_ok(assessment_add(w, &s, &e));
    s = a_score(p, item.id, 5);
    is_ok(assessment_add(w, &s, &e));
    s = a_score(p, item.id, 77);
    s.has_score = false; /* would rather not say */
    is_ok(assessment_add(w, &s, &e));
    is_ok(write_commit(&w, &e));
    static const int outside[] = {0, 6, -1, INT32_MAX};
    for (size_t i = 0; i < ARRAY_LEN(outside); i++) {
        w = begin();
        s = a_score(p, item.id, outside[i]);
        assert_int_equal(assessment_add(w, &s, &e), ERR_INVALID);
        write_abandon(&w);
    }
    w = begin();
    s = a_score(p, uuid7_new(), 3);
    assert_int_equal(assessment_add(w, &s, &e), ERR_NOT_FOUND);
    write_abandon(&w);
}

static void an_ended_instrument_is_readable_and_takes_no_scores(void **state)
{
    (void)state;
    struct person_id p = add_person();
    struct instrument_fact scale = a_scale(), other = a_scale();
    struct instrument_item_fact first = an_item(scale.id, 1),
                                second = an_item(scale.id, 2);
    struct instrument_with_items *list;
    struct assessment_fact s = a_score(p, first.id, 3);
    size_t n;
    snprintf(other.code, sizeof other.code, "zelf");
    snprintf(other.title, sizeof other.title, "Aaa");
    other.is_interval = true;
    struct write *w = begin();
    is_ok(instrument_add(w, &scale, &e));
    is_ok(instrument_item_add(w, &second, &e));
    is_ok(instrument_item_add(w, &first, &e));
    is_ok(instrument_add(w, &other, &e));
    is_ok(write_commit(&w, &e));
    is_ok(instrument_list(&list, &n, &arena, db, &e));
    assert_int_equal(n, 2);
    assert_string_equal(list[0].instrument.title, "Aaa");
    assert_true(list[0].instrument.is_interval);
    assert_false(list[1].instrument.is_interval);
    assert_int_equal(list[1].n_items, 2);
    assert_true(uuid_eq(list[1].items[0].id, first.id));
    assert_int_equal(list[1].items[0].condition, CONTEXT_CONDITION_HOUSING);
    w = begin();
    is_ok(fact_retract(w, NOUN_INSTRUMENT, (struct person_id){0}, scale.id, &e));
    is_ok(write_commit(&w, &e));
    is_ok(instrument_list(&list, &n, &arena, db, &e));
    assert_true(uuid_eq(list[1].instrument.id, scale.id));
    assert_true(list[1].is_ended);
    assert_int_equal(list[1].n_items, 2);
    w = begin();
    assert_int_equal(assessment_add(w, &s, &e), ERR_NOT_FOUND);
    write_abandon(&w);
    /* its code is free again */
    w = begin();
    scale.id = uuid7_new();
    is_ok(instrument_add(w, &scale, &e));
    is_ok(write_commit(&w, &e));
    w = begin();
    other.id = uuid7_new();
    assert_int_equal(instrument_add(w, &other, &e), ERR_EXISTS);
    write_abandon(&w);
}

static void a_scale_goes_up(void **state)
{
    (void)state;
    struct instrument_fact scale = a_scale();
    static const int highest[] = {1, 0, 1000};
    for (size_t i = 0; i < ARRAY_LEN(highest); i++) {
        struct write *w = begin();
        scale.highest = highest[i];
        assert_int_equal(instrument_add(w, &scale, &e), ERR_INVALID);
        write_abandon(&w);
    }
}

struct office {
    struct organisation_fact organisation;
    struct worker_fact worker;
};

static struct office add_office(void)
{
    struct office o = {.organisation = an_organisation("brug"),
                       .worker = {.id = uuid7_new(), .login = "an", .name = "An"}};
    struct write *w = begin();
    is_ok(organisation_add(w, &o.organisation, &e));
    is_ok(worker_add(w, &o.worker, &e));
    is_ok(write_commit(&w, &e));
    return o;
}

static struct document_fact a_document(struct person_id p, const struct office *o)
{
    return (struct document_fact){.id = uuid7_new(),
                                  .person = p,
                                  .on = on(2026, 5, 12),
                                  .kind = DOCUMENT_KIND_CV,
                                  .confidentiality = CONFIDENTIALITY_ORDINARY,
                                  .organisation = o->organisation.id,
                                  .worker = o->worker.id,
                                  .media_type = "application/pdf",
                                  .title = S("Cv van Olena")};
}

static void a_document_is_sealed_and_comes_back_whole(void **state)
{
    (void)state;
    struct person_id p = add_person();
    struct office o = add_office();
    struct document_fact f = a_document(p, &o), read;
    char *bytes = arena_alloc(&arena, LIMIT_DOCUMENT_BYTES + 1);
    struct str content = {bytes, 300001}, got;
    memset(bytes, 'k', LIMIT_DOCUMENT_BYTES + 1);
    memcpy(bytes + 1000, "geheim-van-olena", 16);
    struct write *w = begin();
    is_ok(document_add(w, &f, content, &e));
    is_ok(write_commit(&w, &e));
    is_ok(document_read(&read, &got, &arena, db, p, f.id, &e));
    assert_int_equal(got.n, content.n);
    assert_memory_equal(got.p, content.p, content.n);
    assert_true(str_eq(read.title, f.title));
    assert_int_equal(read.n_bytes, 300001);
    assert_string_equal(read.media_type, "application/pdf");
    assert_int_equal(read.confidentiality, CONFIDENTIALITY_ORDINARY);
    assert_true(uuid_eq(read.worker, o.worker.id));
    assert_true(read.written.at > 0);
    assert_false(file_holds("", S("geheim-van-olena")));
    assert_false(file_holds("-wal", S("geheim-van-olena")));
    assert_false(file_holds("-wal", S("Olena")));
    assert_true(file_holds("-wal", S("application/pdf")));
    /* of somebody else, or withdrawn: not there */
    assert_int_equal(document_read(&read, &got, &arena, db, add_person(), f.id, &e),
                     ERR_NOT_FOUND);
    w = begin();
    is_ok(fact_retract(w, NOUN_DOCUMENT, p, f.id, &e));
    is_ok(write_commit(&w, &e));
    assert_int_equal(document_read(&read, &got, &arena, db, p, f.id, &e),
                     ERR_NOT_FOUND);
    /* the largest fits; one byte more, none, or no title do not */
    f.id = uuid7_new();
    w = begin();
    is_ok(document_add(w, &f, (struct str){bytes, LIMIT_DOCUMENT_BYTES}, &e));
    is_ok(write_commit(&w, &e));
    f.id = uuid7_new();
    w = begin();
    assert_int_equal(
        document_add(w, &f, (struct str){bytes, LIMIT_DOCUMENT_BYTES + 1}, &e),
        ERR_TOO_LARGE);
    write_abandon(&w);
    w = begin();
    assert_int_equal(document_add(w, &f, STR_NONE, &e), ERR_INVALID);
    write_abandon(&w);
    w = begin();
    f.title = STR_NONE;
    assert_int_equal(document_add(w, &f, content, &e), ERR_INVALID);
    write_abandon(&w);
}

static void an_erased_person_has_no_documents(void **state)
{
    (void)state;
    struct person_id p = add_person();
    struct office o = add_office();
    struct document_fact f = a_document(p, &o), read;
    struct str got;
    struct write *w = begin();
    is_ok(document_add(w, &f, S("%PDF-1.7 brief"), &e));
    is_ok(write_commit(&w, &e));
    w = begin();
    is_ok(person_erase(w, p, &e));
    is_ok(write_commit(&w, &e));
    assert_int_equal(document_read(&read, &got, &arena, db, p, f.id, &e), ERR_ERASED);
    f.id = uuid7_new();
    w = begin();
    assert_int_equal(document_add(w, &f, S("%PDF-1.7"), &e), ERR_ERASED);
    write_abandon(&w);
}

static struct appointment_fact an_appointment(struct person_id p, struct uuid worker,
                                              int64_t at)
{
    return (struct appointment_fact){.id = uuid7_new(),
                                     .person = p,
                                     .starts_at = at,
                                     .minutes = 45,
                                     .state = APPOINTMENT_STATE_PLANNED,
                                     .worker = worker,
                                     .words = S("Bij het station")};
}

static void versions_of_an_appointment_follow_one_another(void **state)
{
    (void)state;
    struct person_id p = add_person();
    struct office o = add_office();
    struct appointment_fact f = an_appointment(p, o.worker.id, 1000), *list;
    size_t n;
    struct write *w = begin();
    is_ok(appointment_add(w, &f, &e));
    is_ok(write_commit(&w, &e));
    /* two editors saw version 0: the second is told */
    f.sequence = 1;
    f.starts_at = 5000;
    w = begin();
    is_ok(appointment_add(w, &f, &e));
    is_ok(write_commit(&w, &e));
    struct appointment_fact late = f;
    late.starts_at = 7000;
    w = begin();
    assert_int_equal(appointment_add(w, &late, &e), ERR_EXISTS);
    write_abandon(&w);
    w = begin();
    late.sequence = 3;
    assert_int_equal(appointment_add(w, &late, &e), ERR_INVALID);
    write_abandon(&w);
    /* the list has the last version only, where it stands now */
    is_ok(appointment_list_of(&list, &n, &arena, db, o.worker.id, 0, 2000, &e));
    assert_int_equal(n, 0);
    is_ok(appointment_list_of(&list, &n, &arena, db, o.worker.id, 0, 5001, &e));
    assert_int_equal(n, 1);
    assert_int_equal(list[0].sequence, 1);
    assert_int_equal(list[0].minutes, 45);
    assert_true(uuid_eq(list[0].person.u, p.u));
    is_ok(appointment_list_of(&list, &n, &arena, db, o.worker.id, 0, 5000, &e));
    assert_int_equal(n, 0);
    is_ok(appointment_list_of(&list, &n, &arena, db, uuid7_new(), 0, 9999, &e));
    assert_int_equal(n, 0);
    /* as many minutes as a day has, and not without words */
    f = an_appointment(p, o.worker.id, 1);
    f.minutes = 1441;
    w = begin();
    assert_int_equal(appointment_add(w, &f, &e), ERR_INVALID);
    write_abandon(&w);
    f.minutes = 45;
    f.words = STR_NONE;
    w = begin();
    assert_int_equal(appointment_add(w, &f, &e), ERR_INVALID);
    write_abandon(&w);
}

static void words_stand_beside_a_condition_that_is_there(void **state)
{
    (void)state;
    struct person_id p = add_person();
    struct trajectory_fact t = a_trajectory(p, on(2026, 1, 5));
    struct event_fact event =
        an_event(&t, EVENT_CONDITION, CONTEXT_CONDITION_HOUSING, on(2026, 5, 12));
    struct condition_work_fact work = {.id = event.id,
                                       .person = p,
                                       .owner = STEP_OWNER_TOGETHER,
                                       .words = S("huurcontract nakijken")};
    struct competence_fact can = {.id = uuid7_new(),
                                  .person = p,
                                  .on = on(2026, 5, 12),
                                  .kind = COMPETENCE_KIND_STRENGTH};
    struct write *w = begin();
    event.detail = CONTEXT_CONDITION_STATE_OPEN;
    is_ok(trajectory_add(w, &t, &e));
    is_ok(event_add(w, &event, NULL, &e));
    is_ok(condition_work_add(w, &work, &e));
    is_ok(write_commit(&w, &e));
    assert_false(file_holds("-wal", S("huurcontract")));
    w = begin();
    work.id = uuid7_new();
    assert_int_equal(condition_work_add(w, &work, &e), ERR_NOT_FOUND);
    write_abandon(&w);
    w = begin();
    assert_int_equal(competence_add(w, &can, &e), ERR_INVALID);
    write_abandon(&w);
    w = begin();
    can.words = S("spreekt vier talen");
    is_ok(competence_add(w, &can, &e));
    is_ok(write_commit(&w, &e));
    assert_false(file_holds("-wal", S("vier talen")));
}

#define STORY(test) cmocka_unit_test_setup_teardown(test, open_care, close_care)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(scores_lie_on_the_scale_of_their_instrument),
        STORY(an_ended_instrument_is_readable_and_takes_no_scores),
        STORY(a_scale_goes_up),
        STORY(a_document_is_sealed_and_comes_back_whole),
        STORY(an_erased_person_has_no_documents),
        STORY(versions_of_an_appointment_follow_one_another),
        STORY(words_stand_beside_a_condition_that_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
