/* A handover to who has no account, at other moments than now: a link ends by itself,
 * of two browsers with the right code the first is bound, and a token opens nothing
 * but what it was made for. */
#include "person_house.h"

#include "act/consent_acts.h"
#include "act/handover_guest.h"

static const struct str nowhere = {"192.0.2.7", 9};

static struct uuid sent(struct person_id person)
{
    struct asking a = kim_asks();
    struct handover_verdict verdict;
    struct handover_story s;
    uint8_t digest[HANDOVER_DIGEST_BYTES];
    const struct handover_start start = {.to = theirs,
                                         .receiver_kind = RECEIVER_KIND_EMPLOYER};
    const struct handover_change changes[] = {
        {.part = HANDOVER_PART_WISH,
         .wish = S("werken met hout"),
         .moment = HANDOVER_MOMENT_TOGETHER},
        {.part = HANDOVER_PART_SHARES, .categories = 1u << SHARING_CATEGORY_IDENTITY},
        {.part = HANDOVER_PART_MEETING, .is_guide_present = 1}};
    is_ok(handover_begin(&a, person, &start, &e));
    struct uuid id = a.form;
    for (size_t i = 0; i < ARRAY_LEN(changes); i++) {
        a = kim_asks();
        is_ok(handover_set(&a, id, &changes[i], &verdict, &e));
    }
    a = kim_asks();
    is_ok(
        handover_agree(&a, id, CONSENT_FORM_SPOKEN, CODE_MISSING, true, &verdict, &e));
    a = kim_asks();
    is_ok(handover_show(&s, &a, id, &e));
    payload_digest(digest, s.payload);
    is_ok(handover_send(&a, id, digest, &verdict, &e));
    return id;
}

struct opened {
    struct uuid handover;
    struct str token;
    char code[GUEST_CODE_DIGITS + 1];
};
static struct opened linked(const char *name)
{
    struct opened o = {
        .handover = sent(add_person(name, "Voorbeeld", "1991-04-05", ours, kim))};
    struct asking a = kim_asks();
    struct guest_link_fact made;
    is_ok(handover_link_make(&made, o.code, &a, o.handover, &e));
    o.token = str_of(guest_token_text(&a, &made));
    return o;
}

static struct asking guest_asks(int days_later)
{
    struct asking a = kim_asks();
    a.visitor = (struct visitor){0};
    a.form = (struct uuid){{0}};
    a.now_ms += INT64_C(86400000) * days_later;
    a.today.v += days_later;
    return a;
}

static struct handover_guest opens(const struct opened *o, int days_later,
                                   const char *cookie)
{
    struct asking a = guest_asks(days_later);
    struct handover_guest p;
    is_ok(handover_guest_open(&p, &a, o->token, nowhere, str_of(cookie), &e));
    return p;
}

static struct handover_guest tells(const struct opened *o, const char *cookie,
                                   const char *code)
{
    struct asking a = guest_asks(0);
    struct handover_guest p;
    is_ok(handover_guest_code(&p, &a, o->token, nowhere, str_of(cookie), str_of(code),
                              &e));
    return p;
}

static void a_link_ends_by_itself(void **state)
{
    (void)state;
    struct opened o = linked("Dina");
    assert_int_equal(opens(&o, 0, "").entry, GUEST_ENTERS);
    assert_int_equal(opens(&o, 13, "").entry, GUEST_ENTERS);
    assert_int_equal(opens(&o, 15, "").entry, GUEST_OVER);
    assert_int_equal(tells(&o, "eerste", o.code).asks_code, false);
    assert_true(opens(&o, 13, "eerste").payload.n > 0);
    struct handover_guest late = opens(&o, 15, "eerste");
    assert_int_equal(late.entry, GUEST_OVER);
    assert_int_equal(late.payload.n, 0);
}

static void the_first_browser_is_bound(void **state)
{
    (void)state;
    struct opened o = linked("Emre");
    struct handover_links links;
    struct asking kim_looks = kim_asks();
    assert_int_equal(opens(&o, 0, "eerste").payload.n, 0);
    assert_int_equal(tells(&o, "eerste", o.code).entry, GUEST_ENTERS);
    assert_int_equal(tells(&o, "tweede", o.code).entry, GUEST_OVER);
    assert_int_equal(opens(&o, 0, "tweede").payload.n, 0);
    assert_int_equal(opens(&o, 0, "").entry, GUEST_OVER);
    assert_true(opens(&o, 0, "eerste").payload.n > 0);
    is_ok(handover_links_show(&links, &kim_looks, o.handover, &e));
    assert_int_equal(links.n, 1);
    assert_true(links.at[0].elsewhere_at > 0);
    assert_int_equal(links.at[0].n_opened, 1);
}

static void wrong_codes_end_it(void **state)
{
    (void)state;
    struct opened o = linked("Farid");
    const char *wrong = str_eq(str_of(o.code), S("000000")) ? "000001" : "000000";
    for (int left = GUEST_CODES_MOST - 1; left > 0; left--) {
        struct handover_guest p = tells(&o, "rader", wrong);
        assert_int_equal(p.entry, GUEST_ENTERS);
        assert_true(p.is_code_wrong);
        assert_int_equal(p.codes_left, left);
    }
    assert_int_equal(tells(&o, "rader", wrong).entry, GUEST_OVER);
    assert_int_equal(tells(&o, "rader", o.code).entry, GUEST_OVER);
    assert_int_equal(opens(&o, 0, "rader").entry, GUEST_OVER);
}

static void one_link_opens_one_handover(void **state)
{
    (void)state;
    struct opened one = linked("Gia"), two = linked("Hugo");
    struct asking a = guest_asks(0);
    struct handover_guest p;
    struct handover_verdict verdict;
    const struct handover_step yes = {.kind = HANDOVER_EVENT_ACCEPTED, .on = a.today},
                               back = {.kind = HANDOVER_EVENT_RETURNED,
                                       .on = a.today,
                                       .reason = HANDOVER_REASON_CAPACITY};
    assert_int_equal(tells(&one, "eerste", two.code).is_code_wrong,
                     strcmp(one.code, two.code) != 0);
    assert_false(tells(&two, "eerste", two.code).is_code_wrong);
    is_ok(handover_guest_answer(&p, &a, two.token, nowhere, S("eerste"), &yes, &verdict,
                                &e));
    assert_int_equal(p.entry, GUEST_ENTERS);
    assert_int_equal(handover_guest_answer(&p, &a, two.token, nowhere, S("eerste"),
                                           &yes, &verdict, &e),
                     ERR_INVALID);
    assert_int_equal(verdict.fault, HANDOVER_ANSWERED_ALREADY);
    assert_int_equal(handover_guest_answer(&p, &a, two.token, nowhere, S("eerste"),
                                           &back, &verdict, &e),
                     ERR_DENIED);
    struct asking kim_looks = kim_asks();
    struct handover_story s;
    is_ok(handover_show(&s, &kim_looks, one.handover, &e));
    assert_int_not_equal(s.v.course.state, HANDOVER_STATE_ACCEPTED);
    is_ok(handover_show(&s, &kim_looks, two.handover, &e));
    assert_int_equal(s.v.course.state, HANDOVER_STATE_ACCEPTED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_link_ends_by_itself),
        cmocka_unit_test(the_first_browser_is_bound),
        cmocka_unit_test(wrong_codes_end_it),
        cmocka_unit_test(one_link_opens_one_handover),
    };
    return cmocka_run_group_tests(tests, open_house, close_house);
}
