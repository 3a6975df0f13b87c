/* The social map on disk: versions of records, what people say of services, and that
 * the sums of the audit hold over all of it. */
#include "store_keeper.h"

#include "base/clock.h"
#include "store/directory_store.h"
#include "store/worker_store.h"

static struct organisation_id ours;
static struct uuid guide, service;
static struct arena a;

static struct directory_record a_record(enum directory_kind kind, const char *content)
{
    return (struct directory_record){
        .id = uuid7_new(), .kind = (uint8_t)kind, .content = str_of(content)};
}

static enum directory_fate put(struct directory_record r)
{
    struct write *w = begin();
    enum directory_fate fate;
    is_ok(directory_put(&fate, w, &r, &e));
    is_ok(write_commit(&w, &e));
    return fate;
}

static void some_directory(void)
{
    struct organisation_fact o = an_organisation("ONS");
    struct worker_fact w1 = {.id = uuid7_new(), .login = "kim", .name = "Kim"};
    struct directory_record s =
        a_record(DIRECTORY_SERVICE, "{\"name\":\"Taalhuis\",\"status\":\"active\"}");
    struct write *w = begin();
    is_ok(organisation_add(w, &o, &e));
    is_ok(worker_add(w, &w1, &e));
    is_ok(write_commit(&w, &e));
    ours = o.id;
    guide = w1.id;
    service = s.id;
    assert_int_equal(put(s), DIRECTORY_ADDED);
}

static void a_record_has_versions(void **state)
{
    (void)state;
    some_directory();
    struct directory_record found, s;
    is_ok(directory_find(&found, &a, db, DIRECTORY_SERVICE, service, &e));
    assert_int_equal(put(found), DIRECTORY_SAME);
    s = found;
    s.content = S("{\"name\":\"Taalhuis\",\"status\":\"defunct\"}");
    assert_int_equal(put(s), DIRECTORY_CHANGED);
    is_ok(directory_find(&found, &a, db, DIRECTORY_SERVICE, service, &e));
    assert_true(str_eq(found.content, s.content));
    assert_int_equal(directory_find(&found, &a, db, DIRECTORY_PHONE, service, &e),
                     ERR_NOT_FOUND);
    int64_t n;
    is_ok(directory_count(&n, db, DIRECTORY_SERVICE, &e));
    assert_int_equal(n, 1);
}

/* Two versions within a millisecond are two versions. */
static void versions_follow_fast(void **state)
{
    enum { TIMES = 60 };
    struct directory_record s;
    (void)state;
    some_directory();
    is_ok(directory_find(&s, &a, db, DIRECTORY_SERVICE, service, &e));
    for (int i = 0; i < TIMES; i++) {
        enum directory_fate fate;
        struct write *w = begin();
        for (int half = 0; half < 2; half++) {
            s.content = str_of(arena_format(&a, "{\"name\":\"%d %d\"}", i, half));
            is_ok(directory_put(&fate, w, &s, &e));
            assert_int_equal(fate, DIRECTORY_CHANGED);
        }
        is_ok(write_commit(&w, &e));
    }
}

static void an_id_names_one_record(void **state)
{
    (void)state;
    some_directory();
    struct directory_record p = a_record(DIRECTORY_PHONE, "{\"number\":\"1\"}");
    enum directory_fate fate;
    struct write *w = begin();
    p.id = service;
    assert_int_equal(directory_put(&fate, w, &p, &e), ERR_INVALID);
    write_abandon(&w);
    w = begin();
    p.id = (struct uuid){{0}};
    assert_int_equal(directory_put(&fate, w, &p, &e), ERR_INVALID);
    write_abandon(&w);
    w = begin();
    p = a_record(DIRECTORY_PHONE, "[]");
    assert_int_equal(directory_put(&fate, w, &p, &e), ERR_INVALID);
    write_abandon(&w);
}

static void what_belongs_is_found(void **state)
{
    (void)state;
    some_directory();
    struct directory_record p = a_record(DIRECTORY_PHONE, "{\"number\":\"1\"}");
    struct directory_record l = a_record(DIRECTORY_LANGUAGE, "{\"code\":\"ar\"}");
    struct directory_record *found;
    size_t n;
    p.slots[SLOT_SERVICE] = l.slots[SLOT_SERVICE] = service;
    l.slots[SLOT_ABOVE] = p.id;
    put(p);
    put(l);
    is_ok(directory_belonging(&found, &n, &a, db, SLOT_SERVICE, service, &e));
    assert_int_equal(n, 2);
    is_ok(directory_belonging(&found, &n, &a, db, SLOT_ABOVE, p.id, &e));
    assert_int_equal(n, 1);
    assert_true(directory_records_equal(&found[0], &l));
    struct write *w = begin();
    is_ok(directory_drop(w, p.id, &e));
    is_ok(write_commit(&w, &e));
    is_ok(directory_belonging(&found, &n, &a, db, SLOT_SERVICE, service, &e));
    assert_int_equal(n, 1);
}

static void people_say_things_of_services(void **state)
{
    (void)state;
    some_directory();
    struct day today = clock_today();
    struct directory_keeper_fact k = {uuid7_new(), service, ours};
    struct directory_check_fact c = {uuid7_new(), service, ours, guide, today};
    struct directory_doubt_fact d = {uuid7_new(),         service, ours, guide,
                                     SERVICE_FAULT_PHONE, today};
    struct directory_intent_fact i = {uuid7_new(), service, ours, SERVICE_INTENT_CALL,
                                      today};
    struct directory_gap_fact g = {.id = uuid7_new(),
                                   .organisation = ours,
                                   .condition = CONTEXT_CONDITION_HOUSING,
                                   .municipality = "44021",
                                   .target_group = CODE_MISSING,
                                   .on = today};
    struct directory_standing standing;
    struct directory_doubt_view *doubts;
    struct directory_gap_count *gaps;
    size_t n;
    struct write *w = begin();
    is_ok(directory_keeper_add(w, &k, &e));
    is_ok(directory_check_add(w, &c, &e));
    is_ok(directory_doubt_add(w, &d, &e));
    is_ok(directory_intent_add(w, &i, &e));
    is_ok(directory_gap_add(w, &g, &e));
    is_ok(write_commit(&w, &e));
    is_ok(directory_standing(&standing, db, service, today, &e));
    assert_true(uuid_eq(standing.keeper.u, ours.u));
    assert_int_equal(standing.checked_on.v, today.v);
    assert_int_equal(standing.n_intents, 1);
    assert_int_equal(standing.n_doubts, 1);
    is_ok(directory_doubts(&doubts, &n, &a, db, ours, 10, &e));
    assert_int_equal(n, 1);
    assert_true(str_eq(doubts[0].service_name, S("Taalhuis")));
    is_ok(directory_doubts(&doubts, &n, &a, db, (struct organisation_id){uuid7_new()},
                           10, &e));
    assert_int_equal(n, 0);
    struct directory_doubt_outcome_fact o = {uuid7_new(), d.id, guide,
                                             DOUBT_OUTCOME_CORRECTED, today};
    w = begin();
    is_ok(directory_doubt_outcome_add(w, &o, &e));
    o.id = uuid7_new();
    assert_int_equal(directory_doubt_outcome_add(w, &o, &e), ERR_EXISTS);
    write_abandon(&w);
    is_ok(directory_gap_counts(&gaps, &n, &a, db, today, 10, &e));
    assert_int_equal(n, 1);
    assert_int_equal(gaps[0].condition, CONTEXT_CONDITION_HOUSING);
    assert_string_equal(gaps[0].municipality, "44021");
    assert_int_equal(gaps[0].n, 1);
    arena_dispose(&a);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, open_store, close_whole_store)
    const struct CMUnitTest tests[] = {
        T(a_record_has_versions),         T(versions_follow_fast),
        T(an_id_names_one_record),        T(what_belongs_is_found),
        T(people_say_things_of_services),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
