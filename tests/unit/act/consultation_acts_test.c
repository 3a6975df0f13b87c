/* Consultations: who sees one, whom it may be about, and what becomes of a promise.
 * Ends with a store that verifies. */
#include "person_house.h"

#include "act/consultation_acts.h"
#include "act/dossier_acts.h"

static struct asking theirs_ask(void)
{
    struct asking a = asking_of(ali, theirs, WORKER_ROLE_CASE_MANAGER);
    a.form = uuid7_new();
    return a;
}

/* A case consultation of ours, with theirs at the table or not. */
static struct uuid met(bool with_theirs, uint8_t kind)
{
    struct asking a = kim_asks();
    struct consultation_fact f = {
        .kind = kind, .title = "Samen rond de tafel", .on = today, .minutes = 60};
    is_ok(consultation_note(&a, &f, &theirs, with_theirs ? 1 : 0, &e));
    assert_true(uuid_eq(f.id, a.form));
    return f.id;
}

/* Both organisations keep the file. */
static struct person_id known_to_both(void)
{
    struct person_id p = add_person("Mina", "Verhoogen", "1985-03-12", ours, kim);
    struct guidance_fact g = {.id = uuid7_new(),
                              .person = p,
                              .organisation = theirs,
                              .worker = ali,
                              .keeps_file = true,
                              .domain = GUIDANCE_DOMAIN_WORK,
                              .from = day_of(2026, 2, 1),
                              .to = DAY_NONE,
                              .next_on = DAY_NONE};
    struct write *w = begin();
    is_ok(guidance_add(w, &g, &e));
    is_ok(write_commit(&w, &e));
    return p;
}

static void who_was_not_there_sees_nothing(void **state)
{
    (void)state;
    struct uuid alone = met(false, CONSULTATION_KIND_STRUCTURAL);
    struct asking a = theirs_ask(), colleague = asking_of(lee, ours, WORKER_ROLE_GUIDE);
    struct consultation_story s;
    struct consultation_view *list;
    size_t n;
    assert_int_equal(consultation_show(&s, &a, alone, &e), ERR_NOT_FOUND);
    assert_int_equal(consultation_join(&a, alone, theirs, &e), ERR_NOT_FOUND);
    is_ok(consultations_show(&list, &n, &a, CODE_MISSING, 0, 10, &e));
    assert_int_equal(n, 0);
    is_ok(consultation_show(&s, &colleague, alone, &e));
    assert_false(s.is_member);
    assert_int_equal(s.n_members, 1);
    /* an analyst sits at no table */
    a = asking_of(lee, ours, WORKER_ROLE_POLICY_ANALYST);
    assert_int_equal(consultation_show(&s, &a, alone, &e), ERR_DENIED);
    colleague.form = uuid7_new();
    is_ok(consultation_join(&colleague, alone, (struct organisation_id){{{0}}}, &e));
    is_ok(consultation_show(&s, &colleague, alone, &e));
    assert_true(s.is_member);
    colleague.form = uuid7_new();
    assert_int_equal(
        consultation_join(&colleague, alone, (struct organisation_id){{{0}}}, &e),
        ERR_EXISTS);
}

static void all_at_the_table_have_a_ground(void **state)
{
    (void)state;
    struct uuid both = met(true, CONSULTATION_KIND_CASE);
    struct person_id mine = add_person("Bo", "Kaal", "1990-01-01", ours, kim);
    struct person_id shared = known_to_both();
    struct asking a = kim_asks(), t = theirs_ask();
    struct consultation_story s;
    struct member_view *lacking;
    size_t n;
    is_ok(grounds_lacking(&lacking, &n, &a, both, mine, &e));
    assert_int_equal(n, 1);
    assert_string_equal(lacking[0].organisation_name, "vzw ZIJ");
    assert_int_equal(case_discuss(&a, both, mine, S("Hoe verder?"), &e), ERR_DENIED);
    /* a stranger's file is not there, whoever sits at the table */
    assert_int_equal(case_discuss(&t, both, mine, STR_NONE, &e), ERR_NOT_FOUND);
    a = kim_asks();
    is_ok(case_discuss(&a, both, shared, S("Hoe raakt zij op het werk?"), &e));
    a = kim_asks();
    assert_int_equal(case_discuss(&a, both, shared, STR_NONE, &e), ERR_EXISTS);
    is_ok(consultation_show(&s, &t, both, &e));
    assert_int_equal(s.n_cases, 1);
    assert_true(str_eq_c(s.cases[0].fact.words, "Hoe raakt zij op het werk?"));
    assert_true(str_eq_c(s.cases[0].name.name, "Mina Verhoogen"));
    t = theirs_ask();
    is_ok(case_reword(&t, shared, both, S("De bus van half acht."), &e));
    is_ok(consultation_show(&s, &a, both, &e));
    assert_int_equal(s.n_cases, 1);
    assert_true(str_eq_c(s.cases[0].fact.words, "De bus van half acht."));
    /* it stands in the file, for who was at the table */
    struct dossier_view file;
    is_ok(dossier_open(&file, &a, shared, DOSSIER_ALL, "dossier", &e));
    assert_int_equal(file.dossier.n_discussions, 1);
    assert_true(str_eq_c(file.dossier.discussions[0].words, "De bus van half acht."));
    struct uuid alone = met(false, CONSULTATION_KIND_CASE);
    a = kim_asks();
    is_ok(case_discuss(&a, alone, shared, S("Onder ons."), &e));
    t = theirs_ask();
    is_ok(dossier_open(&file, &t, shared, DOSSIER_ALL, "dossier", &e));
    assert_int_equal(file.dossier.n_discussions, 1);
    /* an organisation that has no ground does not come to the table afterwards */
    a = kim_asks();
    is_ok(case_discuss(&a, alone, mine, STR_NONE, &e));
    a = kim_asks();
    assert_int_equal(consultation_join(&a, alone, theirs, &e), ERR_DENIED);
}

static void a_promise_is_kept_by_who_made_it(void **state)
{
    (void)state;
    struct uuid both = met(true, CONSULTATION_KIND_STRUCTURAL);
    struct asking a = kim_asks(), t = theirs_ask();
    struct consultation_outcome_fact f = {.consultation = both,
                                          .kind = CONSULTATION_OUTCOME_AGREEMENT,
                                          .organisation = theirs,
                                          .due_on = day_of(2026, 12, 1),
                                          .words = S("Bel naar 0470 12 34 56")};
    struct outcome_view *list;
    bool tells;
    size_t n;
    assert_int_equal(outcome_note(&a, &f, &tells, &e), ERR_INVALID);
    assert_true(tells);
    f.words = S("Elke maand een uur vrijhouden voor dringende vragen.");
    f.organisation = (struct organisation_id){uuid7_new()};
    assert_int_equal(outcome_note(&a, &f, &tells, &e), ERR_INVALID);
    f.organisation = theirs;
    is_ok(outcome_note(&a, &f, &tells, &e));
    is_ok(promises_show(&list, &n, &a, DAY_NONE, &e));
    assert_int_equal(n, 0);
    is_ok(promises_show(&list, &n, &t, DAY_NONE, &e));
    assert_int_equal(n, 1);
    assert_true(str_eq(list[0].fact.words, f.words));
    is_ok(promises_show(&list, &n, &t, day_of(2026, 11, 30), &e));
    assert_int_equal(n, 0);
    a = kim_asks();
    assert_int_equal(outcome_mark(&a, f.id, AGREED_STATE_DONE, &e), ERR_DENIED);
    is_ok(outcome_mark(&t, f.id, AGREED_STATE_BUSY, &e));
    is_ok(promises_show(&list, &n, &t, DAY_NONE, &e));
    assert_int_equal(list[0].state, AGREED_STATE_BUSY);
    t = theirs_ask();
    is_ok(outcome_mark(&t, f.id, AGREED_STATE_DONE, &e));
    is_ok(promises_show(&list, &n, &t, DAY_NONE, &e));
    assert_int_equal(n, 0);
}

static void sessions_of_a_network_stand_together(void **state)
{
    (void)state;
    struct uuid one = met(true, CONSULTATION_KIND_LEARNING_NETWORK);
    struct uuid two = met(false, CONSULTATION_KIND_LEARNING_NETWORK);
    struct asking a = kim_asks(), t = theirs_ask();
    struct learning_story s;
    is_ok(learning_network_show(&s, &a, one, &e));
    assert_int_equal(s.n, 2);
    is_ok(learning_network_show(&s, &t, one, &e));
    assert_int_equal(s.n, 1);
    assert_int_equal(learning_network_show(&s, &t, two, &e), ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(who_was_not_there_sees_nothing, open_house,
                                        close_house),
        cmocka_unit_test_setup_teardown(all_at_the_table_have_a_ground, open_house,
                                        close_house),
        cmocka_unit_test_setup_teardown(a_promise_is_kept_by_who_made_it, open_house,
                                        close_house),
        cmocka_unit_test_setup_teardown(sessions_of_a_network_stand_together,
                                        open_house, close_house),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
