/* Beginning a file: only after a search, once for each form, with no more than the
 * person agrees to; and not beside a file that is there already without a reason. */
#include "person_house.h"

#include "act/chat_acts.h"
#include "act/person_create.h"
#include "act/search_proof.h"
#include "store/dossier_read.h"
#include "store/field_store.h"

static char proof[SEARCH_PROOF_TEXT + 1];
static struct person_hits alike;

/* As a guide who searched for the nickname and goes on. */
static struct person_begin beginning(const struct asking *a)
{
    struct person_begin b = {.municipality = -1,
                             .language = CODE_MISSING,
                             .channel = CODE_MISSING,
                             .searched = S("Zizou")};
    search_proof_make(proof, a, b.searched, b.searched_birth);
    b.proof = str_of(proof);
    b.identity.value[IDENTITY_CALL_NAME] = S("Zizou");
    return b;
}

static struct dossier read_all(struct person_id person)
{
    struct dossier d;
    is_ok(dossier_read(&d, &arena, house.db, person, DOSSIER_ALL, ours, &e));
    return d;
}

static void a_nickname_is_enough_and_the_guide_accompanies(void **state)
{
    (void)state;
    struct asking a = kim_asks();
    struct person_begin b = beginning(&a);
    struct person_id person;
    b.language = 0;
    b.municipality = code_index(code_list_at(LIST_MUNICIPALITY), S("11002"));
    is_ok(person_create(&person, &alike, &a, &b, &e));
    assert_true(uuid_eq(person.u, a.form));
    struct dossier d = read_all(person);
    assert_true(str_eq(d.identity.value[IDENTITY_CALL_NAME], S("Zizou")));
    assert_int_equal(d.n_attributes, 2);
    assert_int_equal(d.n_trajectories, 0);
    assert_int_equal(d.n_guidances, 1);
    assert_true(d.guidances[0].keeps_file && uuid_eq(d.guidances[0].worker, kim));
    struct gate gate;
    is_ok(person_gate(&gate, &a, person, PERMISSION_PERSON_WRITE, &e));
    assert_int_equal(gate.relation, RELATION_GUIDE);
    struct asking other = asking_of(ali, theirs, WORKER_ROLE_GUIDE);
    assert_int_equal(person_gate(&gate, &other, person, PERMISSION_PERSON_READ, &e),
                     ERR_NOT_FOUND);
}

static void the_same_form_makes_one_person(void **state)
{
    (void)state;
    struct asking a = kim_asks();
    struct person_begin b = beginning(&a);
    struct person_id first, again;
    is_ok(person_create(&first, &alike, &a, &b, &e));
    b.not_same = S("says_so"); /* past who is alike */
    for (int i = 0; i < 4; i++)
        assert_int_equal(person_create(&again, &alike, &a, &b, &e), ERR_EXISTS);
    struct person_counts *list;
    size_t n;
    is_ok(person_list(&list, &n, &arena, house.db, (struct person_id){{{0}}}, 10, &e));
    assert_int_equal(n, 1);
}

static void nobody_begins_a_file_without_a_search_that_holds(void **state)
{
    (void)state;
    struct asking a = kim_asks();
    struct person_begin b = beginning(&a);
    struct person_id person;
    b.searched = S("Zidane");
    assert_int_equal(person_create(&person, &alike, &a, &b, &e), ERR_DENIED);
    b = beginning(&a);
    b.proof = STR_NONE;
    assert_int_equal(person_create(&person, &alike, &a, &b, &e), ERR_DENIED);
    b = beginning(&a);
    a.now_ms += SEARCH_PROOF_MS + 1;
    assert_int_equal(person_create(&person, &alike, &a, &b, &e), ERR_DENIED);
    a = kim_asks();
    b = beginning(&a);
    a.visitor.session = uuid7_new();
    assert_int_equal(person_create(&person, &alike, &a, &b, &e), ERR_DENIED);
    struct asking coach = asking_of(lee, ours, WORKER_ROLE_JOB_COACH);
    coach.form = uuid7_new();
    b = beginning(&coach);
    assert_int_equal(person_create(&person, &alike, &coach, &b, &e), ERR_DENIED);
    assert_true(uuid_is_nil(person.u));
}

static void who_does_not_agree_is_not_named(void **state)
{
    (void)state;
    struct asking a = kim_asks();
    struct person_begin b = beginning(&a);
    struct person_id person;
    b.identity.value[IDENTITY_PHONE] = S("0475123456");
    assert_int_equal(person_create(&person, &alike, &a, &b, &e), ERR_INVALID);
    b.agrees = true;
    b.identity.value[IDENTITY_BIRTH_DATE] = S("gisteren");
    assert_int_equal(person_create(&person, &alike, &a, &b, &e), ERR_INVALID);
    b.identity.value[IDENTITY_BIRTH_DATE] = S("30/7/1985");
    b.programme = uuid7_new();
    assert_int_equal(person_create(&person, &alike, &a, &b, &e), ERR_NOT_FOUND);
    b.programme = project.u;
    b.channel = INTAKE_CHANNEL_DIRECT_OUTREACH;
    is_ok(person_create(&person, &alike, &a, &b, &e));
    struct dossier d = read_all(person);
    assert_true(str_eq(d.identity.value[IDENTITY_BIRTH_DATE], S("1985-07-30")));
    assert_int_equal(d.n_trajectories, 1);
    assert_int_equal(d.trajectories[0].fact.entry_age, 41);
    assert_true(uuid_eq(d.trajectories[0].fact.project.u, project.u));
    b = beginning(&a);
    b.identity.value[IDENTITY_CALL_NAME] = S("  ");
    assert_int_equal(person_create(&person, &alike, &a, &b, &e), ERR_INVALID);
}

static void who_is_alike_is_shown_before_a_second_file_is_made(void **state)
{
    (void)state;
    struct person_id known = add_person("محمد", "الحسن", "1985-07-30", ours, kim);
    struct asking a = kim_asks();
    struct person_begin b = beginning(&a);
    struct person_id person;
    b.agrees = true;
    b.identity.value[IDENTITY_CALL_NAME] = STR_NONE;
    b.identity.value[IDENTITY_GIVEN_NAME] = S("Muhamed");
    b.identity.value[IDENTITY_FAMILY_NAME] = S("Al-Hasan");
    b.identity.value[IDENTITY_BIRTH_DATE] = S("1985");
    is_ok(person_create(&person, &alike, &a, &b, &e));
    assert_true(uuid_is_nil(person.u));
    assert_int_equal(alike.n, 1);
    assert_true(uuid_eq(alike.hit[0].person.u, known.u));
    b.not_same = S("want het is Mo niet");
    assert_int_equal(person_create(&person, &alike, &a, &b, &e), ERR_INVALID);
    b.not_same = S("other_family");
    is_ok(person_create(&person, &alike, &a, &b, &e));
    assert_true(uuid_eq(person.u, a.form));
    /* one telephone, two names */
    struct write *w = begin();
    is_ok(identity_set(w, known, IDENTITY_PHONE, S("0475 12 34 56"), &e));
    is_ok(write_commit(&w, &e));
    a = kim_asks();
    b = beginning(&a);
    b.agrees = true;
    b.identity.value[IDENTITY_PHONE] = S("+32475123456");
    is_ok(person_create(&person, &alike, &a, &b, &e));
    assert_true(uuid_is_nil(person.u) && alike.n == 1 && alike.hit[0].by_number);
}

static void a_thread_becomes_the_person_with_its_history(void **state)
{
    (void)state;
    struct asking a = kim_asks();
    struct chat_wish wish = {.with = CHAT_WITH_NEW,
                             .nickname = S("Zizou"),
                             .n = 1,
                             .is_first = 1,
                             .topic = CODE_MISSING,
                             .language = CODE_MISSING,
                             .next_step = CODE_MISSING,
                             .next_on = DAY_NONE,
                             .words = S("zoekt werk"),
                             .on = today,
                             .happened_at = a.now_ms};
    struct uuid thread;
    struct person_id person;
    is_ok(chat_save(&thread, &a, &wish, &e));
    struct asking stranger = asking_of(ali, theirs, WORKER_ROLE_GUIDE);
    stranger.form = uuid7_new();
    struct person_begin b = beginning(&stranger);
    b.thread = thread;
    assert_int_equal(person_create(&person, &alike, &stranger, &b, &e), ERR_NOT_FOUND);
    a = kim_asks();
    b = beginning(&a);
    b.thread = thread;
    is_ok(person_create(&person, &alike, &a, &b, &e));
    struct dossier d = read_all(person);
    assert_int_equal(d.n_chats, 1);
    a = kim_asks();
    b = beginning(&a);
    b.thread = thread;
    b.not_same = S("seen_both");
    assert_int_equal(person_create(&person, &alike, &a, &b, &e), ERR_EXISTS);
}

int main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, open_house, close_house)
    const struct CMUnitTest tests[] = {
        T(a_nickname_is_enough_and_the_guide_accompanies),
        T(the_same_form_makes_one_person),
        T(nobody_begins_a_file_without_a_search_that_holds),
        T(who_does_not_agree_is_not_named),
        T(who_is_alike_is_shown_before_a_second_file_is_made),
        T(a_thread_becomes_the_person_with_its_history),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
