/* Files that may be about one human being: who sees the pair and how much of it, what
 * is decided, undone and remembered. Ends with a store that verifies. */
#include "person_house.h"

#include "act/double_acts.h"
#include "store/link_store.h"
#include "store/read_log_store.h"

static struct asking cora_asks(void)
{
    struct asking a = asking_of(lee, ours, WORKER_ROLE_NETWORK_COORDINATOR);
    a.form = uuid7_new();
    return a;
}

static struct person_id mina, mina_again, stranger, other_stranger;

static void add_pair(struct write *w, struct uuid run, struct person_id one,
                     struct person_id two, int64_t millibits, const char *levels)
{
    link_pair_order(&one, &two);
    const struct link_pair_fact f = {.id = uuid7_new(),
                                     .person = one,
                                     .other = two,
                                     .run = run,
                                     .verdict = LINK_VERDICT_REVIEW,
                                     .basis = LINK_BASIS_EVIDENCE,
                                     .millibits = millibits,
                                     .levels = str_of(levels)};
    is_ok(link_pair_add(w, &f, &e));
}

static int open_with_pairs(void **state)
{
    if (open_house(state) != 0) return 1;
    mina = add_person("Mina", "Verhoogen", "1985-03-12", ours, kim);
    mina_again = add_person("Minah", "Verhoogen", "1985-03-21", theirs, ali);
    stranger = add_person("Bo", "Kaal", "1990-01-01", theirs, ali);
    other_stranger = add_person("Bo", "Kael", "1990-01-01", theirs, ali);
    struct write *w = begin();
    const struct link_run_fact run = {.id = uuid7_new(),
                                      .kind = LINK_RUN_KIND_COMPARISON,
                                      .settings = "default; link 20.000 review 5.000",
                                      .n_files = 4,
                                      .n_humans = 4,
                                      .n_pairs = 2,
                                      .n_to_review = 2};
    is_ok(link_run_add(w, &run, &e));
    add_pair(w, run.id, mina, mina_again, 11000,
             "given_name=alike_.92:+5.1 family_name=equal:+9.0 "
             "birth_date=one_off_or_swapped:+6.9 prior:-10.0");
    add_pair(w, run.id, stranger, other_stranger, 14000,
             "given_name=equal:+6.0 family_name=alike_.92:+8.0 "
             "birth_date=equal:+10.0 prior:-10.0");
    is_ok(write_commit(&w, &e));
    return 0;
}

static struct double_page waiting(const struct asking *a, bool is_unsure)
{
    const struct pair_place start = {.is_set = false};
    struct double_page p;
    is_ok(doubles_list(&p, a, &start, is_unsure, &e));
    return p;
}

static const struct double_field *field(const struct double_view *v, const char *name)
{
    for (size_t i = 0; i < v->n_fields; i++)
        if (strcmp(v->fields[i].name, name) == 0) return &v->fields[i];
    fail_msg("no field %s", name);
    return NULL;
}

static void strangers_are_not_there(void **state)
{
    (void)state;
    struct asking a = cora_asks(), guide = kim_asks();
    struct double_page p = waiting(&a, false);
    struct double_view v;
    assert_int_equal(p.n, 1); /* the pair of two strangers is not told of */
    assert_true(p.compared_at > 0);
    assert_int_equal(p.lines[0].counts.n[DOUBLE_EQUAL], 1);
    assert_int_equal(p.lines[0].counts.n[DOUBLE_ALIKE], 2);
    assert_int_equal(double_show(&v, &a, stranger, other_stranger, &e), ERR_NOT_FOUND);
    /* one's own file beside any other: nothing is kept of that pair */
    assert_int_equal(double_show(&v, &a, mina, stranger, &e), ERR_NOT_FOUND);
    assert_int_equal(double_decide(&a, mina, stranger, DOUBLE_SAME, "knows_person", &e),
                     ERR_NOT_FOUND);
    assert_int_equal(double_show(&v, &a, mina, mina, &e), ERR_NOT_FOUND);
    assert_int_equal(double_show(&v, &guide, mina, mina_again, &e), ERR_DENIED);
}

static void values_only_of_what_is_open(void **state)
{
    (void)state;
    struct asking a = cora_asks();
    struct look *looks;
    struct double_view v;
    size_t n;
    is_ok(double_show(&v, &a, mina_again, mina, &e));
    assert_true(uuid_eq(v.person[0].u, mina.u)); /* what can be read comes first */
    assert_true(v.is_open[0]);
    assert_false(v.is_open[1]);
    assert_true(str_eq_c(field(&v, "given_name")->value[0], "Mina"));
    for (size_t i = 0; i < v.n_fields; i++)
        assert_int_equal(v.fields[i].value[1].n, 0);
    assert_int_equal(field(&v, "given_name")->likeness, DOUBLE_ALIKE);
    assert_int_equal(field(&v, "family_name")->likeness, DOUBLE_EQUAL);
    assert_int_equal(field(&v, "insz")->likeness, DOUBLE_UNKNOWN);
    double_view_wipe(&v);
    assert_int_equal(v.fields[0].value[0].p[0], 0);
    /* the look is in the log of the file that was opened, and of that one alone */
    is_ok(look_list(&looks, &n, &arena, house.db, mina, INT64_MAX, 10, &e));
    assert_int_equal(n, 1);
    assert_string_equal(looks[0].reason, "possible double");
    is_ok(look_list(&looks, &n, &arena, house.db, mina_again, INT64_MAX, 10, &e));
    assert_int_equal(n, 0);
}

static void what_is_said_holds_and_is_undone(void **state)
{
    (void)state;
    struct asking a = cora_asks();
    struct person_link_fact link[2];
    struct person_id others[4];
    struct double_history h;
    bool found[2], waits;
    size_t n;
    is_ok(doubles_wait(&waits, &a, &mina, 1, &e));
    assert_true(waits);
    is_ok(double_decide(&a, mina, mina_again, DOUBLE_SAME, "asked_person", &e));
    struct uuid run = a.form;
    assert_int_equal(waiting(&a, false).n, 0);
    is_ok(link_of_person(&link[0], &found[0], house.db, mina, &e));
    is_ok(link_of_person(&link[1], &found[1], house.db, mina_again, &e));
    assert_true(found[0] && found[1] && uuid_eq(link[0].human.u, link[1].human.u));
    /* linked, and still closed to who may not open the other file */
    is_ok(linked_files(others, &n, 4, &a, mina, &e));
    assert_int_equal(n, 0);
    /* the same form again is answered, and writes nothing */
    assert_int_equal(
        double_decide(&a, mina, mina_again, DOUBLE_SAME, "asked_person", &e),
        ERR_EXISTS);
    a = cora_asks();
    is_ok(doubles_history(&h, &a, INT64_MAX, INT64_MIN, &e));
    assert_int_equal(h.n, 1);
    assert_string_equal(h.lines[0].worker_name, "lee");
    assert_true(str_eq_c(h.lines[0].verdict.reason, "asked_person"));
    assert_true(uuid_eq(h.lines[0].verdict.run, run));
    /* who sees neither file cannot undo it */
    struct asking far = asking_of(kim, theirs, WORKER_ROLE_NETWORK_COORDINATOR);
    far.visitor.organisation = (struct organisation_id){uuid7_new()};
    assert_int_equal(double_undo(&far, run, &e), ERR_NOT_FOUND);
    is_ok(double_undo(&a, run, &e));
    is_ok(link_of_person(&link[0], &found[0], house.db, mina, &e));
    assert_false(found[0]);
    assert_int_equal(waiting(&a, false).n, 1);
    a = cora_asks();
    assert_int_equal(double_undo(&a, run, &e), ERR_NOT_FOUND);
    is_ok(doubles_history(&h, &a, INT64_MAX, INT64_MIN, &e));
    assert_true(h.lines[0].verdict.undone_at > 0);
}

static void apart_is_remembered_and_doubt_waits(void **state)
{
    (void)state;
    struct asking a = cora_asks();
    is_ok(double_decide(&a, mina, mina_again, DOUBLE_NOT_SURE, "too_little", &e));
    assert_int_equal(waiting(&a, false).n, 0);
    assert_int_equal(waiting(&a, true).n, 1);
    /* a comparison that finds more brings it back */
    struct link_pair_fact pair;
    bool found;
    is_ok(link_pair_find(&pair, &found, &arena, house.db, mina, mina_again, &e));
    struct write *w = begin();
    struct link_run_fact run = {.id = uuid7_new(),
                                .kind = LINK_RUN_KIND_COMPARISON,
                                .settings = "default; link 20.000 review 5.000",
                                .n_files = 4};
    is_ok(link_run_add(w, &run, &e));
    is_ok(fact_retract(w, NOUN_LINK_PAIR, pair.person, pair.id, &e));
    add_pair(w, run.id, mina, mina_again, 12500,
             "given_name=equal:+6.6 family_name=equal:+9.0 prior:-10.0");
    is_ok(write_commit(&w, &e));
    assert_int_equal(waiting(&a, false).n, 1);
    a = cora_asks();
    is_ok(double_decide(&a, mina, mina_again, DOUBLE_APART, "family", &e));
    assert_int_equal(waiting(&a, false).n, 0);
    assert_int_equal(waiting(&a, true).n, 0);
    /* and a later comparison does not bring back what was decided */
    w = begin();
    run.id = uuid7_new();
    is_ok(link_run_add(w, &run, &e));
    is_ok(link_pair_find(&pair, &found, &arena, house.db, mina, mina_again, &e));
    is_ok(fact_retract(w, NOUN_LINK_PAIR, pair.person, pair.id, &e));
    add_pair(w, run.id, mina, mina_again, 19000,
             "given_name=equal:+9.6 family_name=equal:+9.0 prior:-10.0");
    is_ok(write_commit(&w, &e));
    assert_int_equal(waiting(&a, false).n, 0);
    struct double_view v;
    is_ok(double_show(&v, &a, mina, mina_again, &e));
    assert_int_equal(v.n_verdicts, 2);
    assert_int_equal(v.verdicts[0].decision, LINK_DECISION_DIFFERENT);
    assert_int_equal(v.verdicts[1].decision, CODE_MISSING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(strangers_are_not_there, open_with_pairs,
                                        close_house),
        cmocka_unit_test_setup_teardown(values_only_of_what_is_open, open_with_pairs,
                                        close_house),
        cmocka_unit_test_setup_teardown(what_is_said_holds_and_is_undone,
                                        open_with_pairs, close_house),
        cmocka_unit_test_setup_teardown(apart_is_remembered_and_doubt_waits,
                                        open_with_pairs, close_house),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
