/* Who keeps the guidances of a person in tune: asked within what the person lets
 * through, taken once, passed on, ended; and how many files a worker takes on. Each
 * story ends with a store that verifies. */
#include "person_house.h"

#include "act/coordination_acts.h"
#include "act/name_rows.h"
#include "store/row.h"

static struct person_id mila;
static struct uuid cora, cas;
static const struct uuid nobody;

static void add_membership(struct write *w, struct uuid worker,
                           struct organisation_id of, uint8_t role)
{
    struct membership_fact m = {.id = uuid7_new(),
                                .worker = worker,
                                .organisation = of,
                                .role = role,
                                .from = day_of(2020, 1, 1),
                                .to = DAY_NONE};
    is_ok(membership_add(w, &m, &e));
}

/* Kim accompanies Mila for us; cora and cas coordinate elsewhere. */
static int open_network(void **state)
{
    if (open_house(state)) return 1;
    struct write *w = begin();
    cora = add_worker(w, "cora");
    cas = add_worker(w, "cas");
    add_membership(w, kim, ours, WORKER_ROLE_GUIDE);
    add_membership(w, lee, ours, WORKER_ROLE_PROMOTOR_MANAGER);
    add_membership(w, ali, theirs, WORKER_ROLE_GUIDE);
    add_membership(w, cora, theirs, WORKER_ROLE_NETWORK_COORDINATOR);
    add_membership(w, cas, theirs, WORKER_ROLE_PARTNERSHIP_COORDINATOR);
    is_ok(write_commit(&w, &e));
    mila = add_person("Mila", "Sorokivska", "1991-04-02", ours, kim);
    return 0;
}

static struct asking asks(struct uuid worker, struct organisation_id of,
                          enum code_of_worker_role role)
{
    struct asking a = asking_of(worker, of, role);
    a.form = uuid7_new();
    return a;
}

static struct uuid let_through(uint8_t category)
{
    struct uuid id = uuid7_new();
    struct row r;
    struct write *w = begin();
    row_begin(&r, w, NOUN_CONSENT);
    row_own_id(&r, &mila.u);
    row_own_id(&r, &id);
    row_own_id(&r, &theirs.u);
    row_code_needed(&r, LIST_SHARING_PURPOSE, SHARING_PURPOSE_COORDINATION);
    row_code_needed(&r, LIST_SHARING_CATEGORY, category);
    row_code_needed(&r, LIST_SHARING_GROUND, SHARING_GROUND_CONSENT);
    row_bool(&r, true);
    row_code_needed(&r, LIST_CONSENT_FORM, CONSENT_FORM_SPOKEN);
    row_code(&r, LIST_LANGUAGE, CODE_MISSING);
    row_day(&r, day_of(2026, 2, 1));
    row_day(&r, DAY_NONE);
    row_own_id(&r, &ours.u);
    row_uuid(&r, &kim);
    row_blob(&r, NULL, 0);
    is_ok(row_end(&r, &e));
    is_ok(write_commit(&w, &e));
    return id;
}

static struct asking cora_asks(void)
{
    return asks(cora, theirs, WORKER_ROLE_NETWORK_COORDINATOR);
}

static struct asking cas_asks(void)
{
    return asks(cas, theirs, WORKER_ROLE_PARTNERSHIP_COORDINATOR);
}

static struct coordination_view seen(const struct asking *a)
{
    struct coordination_view v;
    struct gate gate;
    is_ok(person_gate(&gate, a, mila, PERMISSION_PERSON_READ, &e));
    is_ok(coordination_show(&v, a, &gate, mila, &e));
    return v;
}

static struct uuid asked(void)
{
    struct asking k = kim_asks();
    is_ok(
        coordination_ask(&k, mila, theirs, S("Woning, schulden en werk tegelijk"), &e));
    return k.form;
}

static void asked_only_where_the_person_agreed(void **state)
{
    (void)state;
    struct asking k = kim_asks(), c = cora_asks();
    struct str words = S("Wie kan met de schulden helpen?");
    assert_int_equal(coordination_ask(&k, mila, theirs, words, &e), ERR_DENIED);
    assert_int_equal(coordination_ask(&c, mila, theirs, words, &e), ERR_NOT_FOUND);
    struct coordination_view v = seen(&k);
    assert_true(v.may_ask);
    assert_false(v.may_take);
    assert_int_equal(v.n_houses, 1);
    assert_false(v.houses[0].is_let_through);
    let_through(SHARING_CATEGORY_COUNTABLE);
    v = seen(&k);
    assert_true(v.houses[0].is_let_through);
    assert_int_equal(coordination_ask(&k, mila, theirs, S("  "), &e), ERR_INVALID);
    assert_int_equal(coordination_ask(&k, mila, ours, words, &e), ERR_INVALID);
    is_ok(coordination_ask(&k, mila, theirs, words, &e));
    /* the receiver does not ask in the name of who keeps the file */
    assert_int_equal(coordination_ask(&c, mila, theirs, words, &e), ERR_DENIED);
    k.form = uuid7_new();
    assert_int_equal(coordination_ask(&k, mila, theirs, words, &e), ERR_EXISTS);
    v = seen(&k);
    assert_int_equal(v.n_running, 1);
    assert_true(uuid_is_nil(v.duties[0].fact.worker));
    assert_true(str_eq(v.duties[0].fact.words, words));
    /* only the stand of the trajectory was let through: not what is asked in words */
    v = seen(&c);
    assert_true(v.may_take);
    assert_false(v.sees_words);
    assert_int_equal(v.duties[0].fact.words.n, 0);
    let_through(SHARING_CATEGORY_GOAL);
    v = seen(&c);
    assert_true(str_eq(v.duties[0].fact.words, words));
}

static void taken_once_passed_on_and_ended(void **state)
{
    (void)state;
    let_through(SHARING_CATEGORY_COUNTABLE);
    struct uuid duty = asked();
    struct asking c = cora_asks(), s = cas_asks(), k = kim_asks();
    int64_t n_waiting, n_own;
    is_ok(duties_count(&n_waiting, &n_own, house.db, theirs, cora, today, &e));
    assert_int_equal(n_waiting, 1);
    assert_int_equal(n_own, 0);
    assert_int_equal(coordination_give(&k, mila, duty, kim, &e), ERR_DENIED);
    assert_int_equal(coordination_give(&c, mila, duty, ali, &e), ERR_INVALID);
    c.form = uuid7_new();
    is_ok(coordination_give(&c, mila, duty, cora, &e));
    assert_int_equal(coordination_give(&s, mila, duty, cas, &e), ERR_NOT_FOUND);
    s.form = uuid7_new();
    assert_int_equal(coordination_give(&s, mila, c.form, cas, &e), ERR_EXISTS);
    is_ok(duties_count(&n_waiting, &n_own, house.db, theirs, cora, today, &e));
    assert_int_equal(n_waiting, 0);
    assert_int_equal(n_own, 1);
    struct uuid taken = c.form;
    c.form = uuid7_new();
    is_ok(coordination_give(&c, mila, taken, cas, &e));
    struct uuid given = c.form;
    struct coordination_view v = seen(&k);
    assert_int_equal(v.n_duties, 1);
    assert_string_equal(v.duties[0].worker_name, "cas");
    assert_string_equal(v.duties[0].asked_by_name, "kim");
    /* cora has it no more; who keeps the file may end it */
    c.form = uuid7_new();
    assert_int_equal(coordination_end(&c, mila, given, &e), ERR_DENIED);
    k.form = uuid7_new();
    is_ok(coordination_end(&k, mila, given, &e));
    v = seen(&k);
    assert_int_equal(v.n_duties, 1);
    assert_int_equal(v.duties[0].fact.to.v, today.v);
}

static void a_request_is_taken_back_and_leaves_nothing_running(void **state)
{
    (void)state;
    let_through(SHARING_CATEGORY_COUNTABLE);
    struct uuid duty = asked();
    struct asking k = kim_asks();
    is_ok(coordination_end(&k, mila, duty, &e));
    struct coordination_view v = seen(&k);
    assert_int_equal(v.n_duties, 0);
    k.form = uuid7_new();
    assert_int_equal(coordination_end(&k, mila, duty, &e), ERR_NOT_FOUND);
}

static void the_list_names_only_whom_one_may_see(void **state)
{
    (void)state;
    struct uuid consent = let_through(SHARING_CATEGORY_COUNTABLE);
    asked();
    struct asking c = cora_asks(), k = kim_asks();
    struct duty_row *rows;
    size_t n;
    is_ok(duty_rows(&rows, &n, &c, nobody, &e));
    assert_int_equal(n, 1);
    assert_true(rows[0].is_open);
    assert_int_equal(rows[0].name.n, 0);
    assert_int_equal(rows[0].duty.fact.words.n, 0);
    struct uuid named = let_through(SHARING_CATEGORY_IDENTITY);
    is_ok(duty_rows(&rows, &n, &c, nobody, &e));
    assert_true(str_eq(rows[0].name, S("Mila Sorokivska")));
    assert_true(str_eq(name_initials(&arena, rows[0].name), S("M. S.")));
    assert_int_equal(duty_rows(&rows, &n, &k, nobody, &e), ERR_DENIED);
    struct write *w = begin();
    is_ok(fact_retract(w, NOUN_CONSENT, mila, consent, &e));
    is_ok(fact_retract(w, NOUN_CONSENT, mila, named, &e));
    is_ok(write_commit(&w, &e));
    is_ok(duty_rows(&rows, &n, &c, nobody, &e));
    assert_int_equal(n, 1);
    assert_false(rows[0].is_open);
    assert_int_equal(rows[0].name.n, 0);
}

static void a_number_is_agreed_and_somebody_is_over_it(void **state)
{
    (void)state;
    struct asking l = asks(lee, ours, WORKER_ROLE_PROMOTOR_MANAGER), k = kim_asks();
    struct caseload_page p;
    bool is_over;
    add_person("Bo", "Desmet", "1990-01-01", ours, kim);
    add_person("Jo", "Claes", "1990-01-01", ours, ali);
    assert_int_equal(caseload_agree(&k, nobody, 1, &e), ERR_DENIED);
    assert_int_equal(caseload_agree(&l, cora, 1, &e), ERR_INVALID);
    is_ok(caseload_is_over(&is_over, &l, kim, &e));
    assert_false(is_over);
    is_ok(caseload_agree(&l, nobody, 1, &e));
    is_ok(caseload_is_over(&is_over, &l, kim, &e));
    assert_true(is_over);
    is_ok(caseload_is_over(&is_over, &l, ali, &e));
    assert_false(is_over);
    l.form = uuid7_new();
    is_ok(caseload_agree(&l, kim, 2, &e)); /* goes before that of the organisation */
    is_ok(caseload_show(&p, &l, &e));
    assert_int_equal(p.n, 2);
    assert_true(uuid_eq(p.rows[0].worker, kim));
    assert_int_equal(p.rows[0].n, 2);
    assert_int_equal(p.rows[0].n_active, 0);
    assert_int_equal(p.rows[0].limit, 2);
    assert_true(p.rows[0].is_limit_own);
    assert_int_equal(p.rows[1].limit, 1);
    assert_false(p.rows[1].is_limit_own);
    /* a guide sees the own number, and no other */
    is_ok(caseload_show(&p, &k, &e));
    assert_false(p.sees_all);
    assert_int_equal(p.n, 1);
    assert_true(uuid_eq(p.rows[0].worker, kim));
    l.form = uuid7_new();
    is_ok(caseload_agree(&l, kim, CASELOAD_NO_LIMIT, &e));
    is_ok(caseload_is_over(&is_over, &l, kim, &e));
    assert_true(is_over);
}

int main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, open_network, close_house)
    const struct CMUnitTest tests[] = {
        T(asked_only_where_the_person_agreed),
        T(taken_once_passed_on_and_ended),
        T(a_request_is_taken_back_and_leaves_nothing_running),
        T(the_list_names_only_whom_one_may_see),
        T(a_number_is_agreed_and_somebody_is_over_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
