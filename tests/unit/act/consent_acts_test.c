/* What a person lets another organisation see: given, asked, refused, withdrawn; and
 * what the gate of the file makes of it at once. */
#include "person_house.h"

#include "act/consent_acts.h"

static const struct uuid nil;

static struct person_id noor_of_kim(void)
{
    return add_person("Noor", "Vandevelde", "1994-05-02", ours, kim);
}

static struct asking ali_asks(void)
{
    struct asking a = asking_of(ali, theirs, WORKER_ROLE_GUIDE);
    a.form = uuid7_new();
    return a;
}

static struct consent_choice yes_to(unsigned categories)
{
    return (struct consent_choice){.receiver = theirs,
                                   .purpose = SHARING_PURPOSE_GUIDANCE,
                                   .categories = categories,
                                   .ground = SHARING_GROUND_CONSENT,
                                   .is_given = true,
                                   .form = CONSENT_FORM_SPOKEN,
                                   .language = LANGUAGE_AR,
                                   .from = today,
                                   .to = DAY_NONE};
}
#define BIT(c) (1u << CATEGORY_##c)

static void give(struct person_id p, const struct consent_choice *c)
{
    struct asking a = kim_asks();
    enum consent_fault fault;
    is_ok(consent_give(&a, p, c, &fault, &e));
    assert_int_equal(fault, CONSENT_FITS);
}

static enum err_code opens(struct person_id p, enum record_category category)
{
    struct asking a = asking_of(ali, theirs, WORKER_ROLE_GUIDE);
    struct gate g;
    enum err_code rc = person_gate(&g, &a, p, PERMISSION_PERSON_READ, &e);
    if (rc != OK) return rc;
    return gate_opens(&g, category, false, nil, theirs) ? OK : ERR_DENIED;
}

static struct consents_view shown_to(const struct asking *a, struct person_id p)
{
    struct consents_view v;
    is_ok(consents_show(&v, a, p, &e));
    return v;
}

static void a_yes_opens_that_and_nothing_else(void **state)
{
    (void)state;
    struct person_id p = noor_of_kim();
    struct consent_choice c = yes_to(BIT(IDENTITY) | BIT(GOAL));
    assert_int_equal(opens(p, CATEGORY_IDENTITY), ERR_NOT_FOUND);
    c.words = S("Noor zei het in het gesprek van vandaag");
    give(p, &c);
    assert_int_equal(opens(p, CATEGORY_IDENTITY), OK);
    assert_int_equal(opens(p, CATEGORY_GOAL), OK);
    assert_int_equal(opens(p, CATEGORY_CONDITION), ERR_DENIED);
    assert_int_equal(opens(p, CATEGORY_NOTE), ERR_DENIED);
    struct asking a = kim_asks();
    struct consents_view v = shown_to(&a, p);
    assert_int_equal(v.n_rows, 2);
    assert_true(v.may_record && v.is_keeper);
    assert_string_equal(v.rows[0].receiver_name, "vzw ZIJ");
    assert_string_equal(v.rows[0].worker_name, "kim");
    assert_int_equal(v.rows[0].fact.language, LANGUAGE_AR);
    assert_true(str_eq(v.rows[0].fact.words, c.words));
    assert_int_equal(v.n_keepers, 1);
    /* the same yes again writes nothing; with a last day it takes the place */
    give(p, &c);
    assert_int_equal(shown_to(&a, p).n_rows, 2);
    c.categories = BIT(GOAL);
    c.to = (struct day){today.v + 30};
    give(p, &c);
    v = shown_to(&a, p);
    assert_int_equal(v.n_rows, 3);
    size_t n_in_force = 0, n_ended = 0;
    for (size_t i = 0; i < v.n_rows; i++) {
        n_in_force += v.rows[i].state == CONSENT_IN_FORCE;
        n_ended += v.rows[i].state == CONSENT_WITHDRAWN;
    }
    assert_int_equal(n_in_force, 2);
    assert_int_equal(n_ended, 1);
}

static void a_withdrawal_and_a_no_close_at_once(void **state)
{
    (void)state;
    struct person_id p = noor_of_kim();
    struct consent_choice c = yes_to(BIT(IDENTITY) | BIT(GOAL) | BIT(WORK));
    struct asking a = kim_asks();
    give(p, &c);
    struct consents_view v = shown_to(&a, p);
    struct consent_ending one = {.party = WITHDRAWAL_PARTY_PERSON,
                                 .purpose = CODE_MISSING};
    for (size_t i = 0; i < v.n_rows; i++)
        if (v.rows[i].fact.category == CATEGORY_GOAL) one.consent = v.rows[i].fact.id;
    is_ok(consent_withdraw(&a, p, &one, &e));
    assert_int_equal(opens(p, CATEGORY_GOAL), ERR_DENIED);
    assert_int_equal(opens(p, CATEGORY_WORK), OK);
    /* a second time changes nothing */
    a.form = uuid7_new();
    is_ok(consent_withdraw(&a, p, &one, &e));
    /* no to work ends the yes, and is kept */
    c.categories = BIT(WORK);
    c.is_given = false;
    give(p, &c);
    assert_int_equal(opens(p, CATEGORY_WORK), ERR_DENIED);
    assert_int_equal(opens(p, CATEGORY_IDENTITY), OK);
    v = shown_to(&a, p);
    size_t n_refused = 0;
    for (size_t i = 0; i < v.n_rows; i++)
        n_refused += v.rows[i].state == CONSENT_REFUSED;
    assert_int_equal(n_refused, 1);
    /* all of the receiver: a stranger again */
    a.form = uuid7_new();
    struct consent_ending all = {
        .receiver = theirs, .purpose = CODE_MISSING, .party = WITHDRAWAL_PARTY_PERSON};
    is_ok(consent_withdraw(&a, p, &all, &e));
    assert_int_equal(opens(p, CATEGORY_IDENTITY), ERR_NOT_FOUND);
    /* of a receiver that has nothing there is nothing to end */
    a.form = uuid7_new();
    all.receiver.u = uuid7_new();
    assert_int_equal(consent_withdraw(&a, p, &all, &e), ERR_NOT_FOUND);
}

static void a_receiver_opens_nothing_for_itself(void **state)
{
    (void)state;
    struct person_id p = noor_of_kim();
    struct consent_choice c = yes_to(BIT(IDENTITY));
    enum consent_fault fault;
    struct asking a = ali_asks();
    assert_int_equal(consent_give(&a, p, &c, &fault, &e), ERR_NOT_FOUND);
    assert_int_equal(
        consent_ask(&a, p, SHARING_PURPOSE_GUIDANCE, CATEGORY_GOAL, STR_NONE, &e),
        ERR_NOT_FOUND);
    give(p, &c);
    c.categories = BIT(NOTE);
    assert_int_equal(consent_give(&a, p, &c, &fault, &e), ERR_DENIED);
    /* it asks, once; what is open is not asked for, nor what is never shared */
    is_ok(consent_ask(&a, p, SHARING_PURPOSE_GUIDANCE, CATEGORY_GOAL,
                      S("voor het plan"), &e));
    a.form = uuid7_new();
    is_ok(consent_ask(&a, p, SHARING_PURPOSE_GUIDANCE, CATEGORY_GOAL, STR_NONE, &e));
    assert_int_equal(
        consent_ask(&a, p, SHARING_PURPOSE_GUIDANCE, CATEGORY_IDENTITY, STR_NONE, &e),
        ERR_EXISTS);
    assert_int_equal(
        consent_ask(&a, p, SHARING_PURPOSE_GUIDANCE, CATEGORY_NOTE_OWN, STR_NONE, &e),
        ERR_INVALID);
    struct asking k = kim_asks();
    assert_int_equal(
        consent_ask(&k, p, SHARING_PURPOSE_GUIDANCE, CATEGORY_GOAL, STR_NONE, &e),
        ERR_DENIED);
    struct consents_view v = shown_to(&k, p);
    assert_int_equal(v.n_requests, 1);
    assert_true(str_eq(v.requests[0].fact.words, S("voor het plan")));
    assert_string_equal(v.requests[0].organisation_name, "vzw ZIJ");
    struct person_id *waiting;
    size_t n;
    is_ok(consent_requests_waiting(&waiting, &n, &arena, house.db, kim, ours, today, 10,
                                   &e));
    assert_int_equal(n, 1);
    is_ok(consent_requests_waiting(&waiting, &n, &arena, house.db, lee, ours, today, 10,
                                   &e));
    assert_int_equal(n, 0);
    /* a no is an answer too */
    c.categories = BIT(GOAL);
    c.is_given = false;
    give(p, &c);
    assert_int_equal(shown_to(&k, p).n_requests, 0);
    /* it sees its own rows, and may say that it needs no more */
    v = shown_to(&a, p);
    assert_false(v.is_keeper || v.may_record);
    assert_int_equal(v.n_rows, 2);
    assert_int_equal(v.n_keepers, 0);
    struct consent_ending own = {.receiver = theirs,
                                 .purpose = CODE_MISSING,
                                 .party = WITHDRAWAL_PARTY_RECEIVER};
    a.form = uuid7_new();
    is_ok(consent_withdraw(&a, p, &own, &e));
    assert_int_equal(opens(p, CATEGORY_IDENTITY), ERR_NOT_FOUND);
}

static void health_needs_the_person_and_a_name(void **state)
{
    (void)state;
    struct person_id p = noor_of_kim();
    struct consent_choice c = yes_to(BIT(HEALTH));
    enum consent_fault fault;
    struct asking a = asking_of(lee, ours, WORKER_ROLE_GUIDE);
    a.form = uuid7_new();
    /* a colleague who does not accompany her cannot let it through */
    assert_int_equal(consent_give(&a, p, &c, &fault, &e), ERR_DENIED);
    give(p, &c);
    assert_int_equal(opens(p, CATEGORY_HEALTH), ERR_DENIED);
    struct write *w = begin();
    struct guidance_fact g = {.id = uuid7_new(),
                              .person = p,
                              .organisation = theirs,
                              .worker = ali,
                              .domain = GUIDANCE_DOMAIN_HEALTH,
                              .from = today,
                              .to = DAY_NONE,
                              .next_on = DAY_NONE};
    is_ok(guidance_add(w, &g, &e));
    is_ok(write_commit(&w, &e));
    assert_int_equal(opens(p, CATEGORY_HEALTH), OK);
    /* on no other ground than her own word */
    a = kim_asks();
    c.ground = SHARING_GROUND_LEGAL_DUTY;
    c.form = CONSENT_FORM_NOT_ASKED;
    c.words = S("artikel 5");
    assert_int_equal(consent_give(&a, p, &c, &fault, &e), ERR_INVALID);
    assert_int_equal(fault, CONSENT_HEALTH_ASKED);
}

static void an_answer_must_make_sense(void **state)
{
    (void)state;
    struct consent_choice c = yes_to(BIT(IDENTITY));
    assert_int_equal(consent_choice_check(&c, today), CONSENT_FITS);
    c.categories |= BIT(NOTE_OWN);
    assert_int_equal(consent_choice_check(&c, today), CONSENT_NOT_FOR_PURPOSE);
    c = yes_to(BIT(CONDITION));
    c.purpose = SHARING_PURPOSE_EMPLOYER;
    assert_int_equal(consent_choice_check(&c, today), CONSENT_NOT_FOR_PURPOSE);
    c = yes_to(0);
    assert_int_equal(consent_choice_check(&c, today), CONSENT_NO_CATEGORY);
    c = yes_to(BIT(GOAL));
    c.form = CONSENT_FORM_NOT_ASKED;
    assert_int_equal(consent_choice_check(&c, today), CONSENT_NO_FORM);
    c.ground = SHARING_GROUND_VITAL_INTEREST;
    assert_int_equal(consent_choice_check(&c, today), CONSENT_NO_WORDS);
    c.words = S("dreigend gevaar, de hulpdienst moest weten wie het was");
    assert_int_equal(consent_choice_check(&c, today), CONSENT_FITS);
    c.is_given = false;
    assert_int_equal(consent_choice_check(&c, today), CONSENT_NO_IS_ASKED);
    c = yes_to(BIT(GOAL));
    c.to = (struct day){today.v - 1};
    c.from = (struct day){today.v - 5};
    assert_int_equal(consent_choice_check(&c, today), CONSENT_DAYS);
}

#define T(test) cmocka_unit_test_setup_teardown(test, open_house, close_house)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(a_yes_opens_that_and_nothing_else),
        T(a_withdrawal_and_a_no_close_at_once),
        T(a_receiver_opens_nothing_for_itself),
        T(health_needs_the_person_and_a_name),
        cmocka_unit_test(an_answer_must_make_sense),
    };
    return cmocka_run_group_tests_name("consent_acts", tests, NULL, NULL);
}
