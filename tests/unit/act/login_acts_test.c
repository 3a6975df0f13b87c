/* Sessions and accounts below the pages, with the clock told: what a cookie gives, how
 * long; a form that is sent twice; what a gate opens; who may change whose account. */
#include "person_house.h"

#include "act/account_acts.h"
#include "trust/password.h"

static const int64_t now = INT64_C(1795348800000); /* 2026-11-22 12:00 UTC */
static const struct uuid nil = {{0}};

static struct uuid give_role(struct uuid worker, struct organisation_id o,
                             enum code_of_worker_role role, struct day from,
                             struct day to)
{
    struct write *w = begin();
    struct membership_fact m = {uuid7_new(), worker, o, (uint8_t)role, from, to};
    is_ok(membership_add(w, &m, &e));
    is_ok(write_commit(&w, &e));
    return m.id;
}

static void put_account(const struct account *account)
{
    struct write *w = begin();
    is_ok(account_put(w, account, &e));
    is_ok(write_commit(&w, &e));
}

static const char *begin_session(const struct account *account,
                                 enum session_stage stage)
{
    struct asking a = {.arena = &arena, .house = &house, .today = today, .now_ms = now};
    const char *token;
    struct write *w = begin();
    is_ok(session_begin(&token, w, &a, account, stage, nil,
                        S("Mozilla/5.0 (Android) Firefox/140.0"), &e));
    is_ok(write_commit(&w, &e));
    return token;
}

static struct visitor enter(const char *token, int64_t at)
{
    struct visitor v;
    is_ok(session_enter(&v, &house, str_of(token), today, at, &e));
    return v;
}

static bool is_in(const char *token, int64_t at)
{
    struct visitor v = enter(token, at);
    return !visitor_is_nobody(&v);
}

static void a_cookie_gives_a_visitor_for_a_while(void **state)
{
    (void)state;
    struct account account = {.worker = kim};
    struct session s;
    bool found;
    struct uuid role =
        give_role(kim, ours, WORKER_ROLE_GUIDE, day_of(2026, 1, 1), DAY_NONE);
    put_account(&account);
    const char *token = begin_session(&account, SESSION_COMPLETE);
    struct visitor v = enter(token, now);
    assert_true(uuid_eq(v.worker, kim) && uuid_eq(v.membership, role));
    assert_true(v.is_membership_valid && v.role == WORKER_ROLE_GUIDE);
    assert_true(uuid_eq(v.organisation.u, ours.u));
    assert_string_equal(v.organisation_name, "vzw ONS");
    assert_false(v.has_second_factor || v.is_second_factor_needed);
    /* what is no token, or not this one */
    assert_false(is_in("", now));
    assert_false(is_in("kort", now));
    assert_false(is_in("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", now));
    /* last use: written at most once a minute */
    assert_true(is_in(token, now + 59999));
    is_ok(session_of_token(&s, &found, &house, str_of(token), now + 59999, &e));
    assert_true(found && s.seen_at == now);
    assert_true(is_in(token, now + 60000));
    is_ok(session_of_token(&s, &found, &house, str_of(token), now + 60000, &e));
    assert_true(found && s.seen_at == now + 60000);
    /* two hours of rest */
    assert_true(is_in(token, now + 60000 + SESSION_IDLE_MS - 1));
    assert_false(is_in(token, now + 60000 + 2 * SESSION_IDLE_MS));
    /* and a day's length, however busy */
    token = begin_session(&account, SESSION_COMPLETE);
    int64_t at = now;
    for (; at < now + SESSION_LONGEST_MS; at += SESSION_IDLE_MS / 2)
        assert_true(is_in(token, at));
    assert_false(is_in(token, now + SESSION_LONGEST_MS));
}

static void half_a_login_and_a_closed_account_are_nobody(void **state)
{
    (void)state;
    struct account account = {.worker = kim, .needs_factor = true};
    give_role(kim, ours, WORKER_ROLE_GUIDE, day_of(2026, 1, 1), DAY_NONE);
    put_account(&account);
    const char *half = begin_session(&account, SESSION_PASSWORD_GIVEN);
    const char *whole = begin_session(&account, SESSION_SECOND_FACTOR);
    const char *bare = begin_session(&account, SESSION_COMPLETE);
    struct session s;
    bool found;
    assert_false(is_in(half, now));
    is_ok(session_of_token(&s, &found, &house, str_of(half), now, &e));
    assert_true(found && s.stage == SESSION_PASSWORD_GIVEN);
    is_ok(
        session_of_token(&s, &found, &house, str_of(half), now + SESSION_HALF_MS, &e));
    assert_false(found);
    struct visitor v = enter(whole, now);
    assert_true(v.has_second_factor && v.is_second_factor_needed);
    v = enter(bare, now);
    assert_true(!v.has_second_factor && v.is_second_factor_needed);
    account.is_closed = true;
    put_account(&account);
    assert_false(is_in(whole, now));
}

static void a_role_that_ended_or_is_not_chosen_gives_nothing(void **state)
{
    (void)state;
    struct account account = {.worker = lee};
    put_account(&account);
    give_role(lee, ours, WORKER_ROLE_GUIDE, day_of(2020, 1, 1), day_of(2021, 12, 31));
    struct visitor v = enter(begin_session(&account, SESSION_COMPLETE), now);
    assert_true(uuid_is_nil(v.membership) && !v.is_membership_valid);
    assert_int_equal(v.n_memberships, 0);
    struct uuid one = give_role(lee, ours, WORKER_ROLE_GUIDE, today, today);
    const char *token = begin_session(&account, SESSION_COMPLETE);
    v = enter(token, now);
    assert_true(uuid_eq(v.membership, one) && v.is_membership_valid);
    give_role(lee, theirs, WORKER_ROLE_MEDIATOR, day_of(2026, 1, 1), DAY_NONE);
    v = enter(begin_session(&account, SESSION_COMPLETE), now);
    assert_true(uuid_is_nil(v.membership) && !v.is_membership_valid);
    assert_int_equal(v.n_memberships, 2);
    /* the day after its last day the chosen role is over */
    is_ok(session_enter(&v, &house, str_of(token), (struct day){today.v + 1}, now, &e));
    assert_true(uuid_eq(v.membership, one) && !v.is_membership_valid);
}

static void a_form_is_answered_once(void **state)
{
    (void)state;
    struct asking a = asking_of(kim, ours, WORKER_ROLE_GUIDE), b;
    struct write *w;
    a.form = uuid7_new();
    is_ok(work_begin(&w, &a, "test", "", &e));
    is_ok(work_commit(&w, &a, &e));
    assert_int_equal(work_begin(&w, &a, "test", "", &e), ERR_EXISTS);
    assert_null(w);
    b = asking_of(lee, theirs, WORKER_ROLE_GUIDE);
    b.form = a.form;
    assert_int_equal(work_begin(&w, &b, "test", "", &e), ERR_EXISTS);
    a.form = nil; /* what is no form may happen again */
    for (int i = 0; i < 2; i++) {
        is_ok(work_begin(&w, &a, "test", "", &e));
        is_ok(work_commit(&w, &a, &e));
    }
    a.visitor = (struct visitor){0};
    assert_int_equal(work_begin(&w, &a, "test", "", &e), ERR_DENIED);
    assert_int_equal(look_log(&a, &(struct person_id){nil}, 1, "dossier", &e),
                     ERR_DENIED);
}

static void a_gate_opens_what_the_relation_opens(void **state)
{
    (void)state;
    struct person_id person = add_person("Sara", "De Smet", "1989", ours, kim);
    struct organisation_id none = {nil};
    struct gate g;
    struct asking guide = asking_of(kim, ours, WORKER_ROLE_GUIDE),
                  colleague = asking_of(lee, ours, WORKER_ROLE_GUIDE),
                  stranger = asking_of(ali, theirs, WORKER_ROLE_GUIDE),
                  volunteer = asking_of(lee, ours, WORKER_ROLE_JOB_COACH),
                  funder = asking_of(lee, ours, WORKER_ROLE_CALL_MANAGER);
    is_ok(person_gate(&g, &guide, person, PERMISSION_PERSON_READ, &e));
    assert_true(g.relation == RELATION_GUIDE);
    assert_true(gate_opens(&g, CATEGORY_HEALTH, false, nil, none));
    assert_true(gate_opens(&g, CATEGORY_NOTE, true, nil, none));
    assert_true(gate_opens(&g, CATEGORY_NOTE_OWN, false, nil, ours));
    assert_false(gate_opens(&g, CATEGORY_NOTE_OWN, false, kim, theirs));
    assert_false(gate_opens(&g, CATEGORY_NOTE_OWN, false, kim, none));
    is_ok(person_gate(&g, &colleague, person, PERMISSION_PERSON_READ, &e));
    assert_true(g.relation == RELATION_ORGANISATION);
    assert_false(gate_opens(&g, CATEGORY_HEALTH, false, lee, ours));
    assert_true(gate_opens(&g, CATEGORY_IDENTITY, true, nil, none));

    struct err hidden = {0}, unknown = {0};
    assert_int_equal(
        person_gate(&g, &stranger, person, PERMISSION_PERSON_READ, &hidden),
        ERR_NOT_FOUND);
    assert_int_equal(person_gate(&g, &stranger, (struct person_id){uuid7_new()},
                                 PERMISSION_PERSON_READ, &unknown),
                     ERR_NOT_FOUND);
    assert_memory_equal(&hidden, &unknown, sizeof hidden);
    assert_int_equal(person_gate(&g, &volunteer, person, PERMISSION_PERSON_READ, &e),
                     ERR_NOT_FOUND);
    assert_int_equal(person_gate(&g, &funder, person, PERMISSION_PERSON_READ, &e),
                     ERR_DENIED);
    guide.visitor.is_membership_valid = false;
    assert_int_equal(person_gate(&g, &guide, person, PERMISSION_PERSON_READ, &e),
                     ERR_DENIED);
    guide = asking_of(kim, ours, WORKER_ROLE_GUIDE);
    guide.visitor.membership = nil; /* no role chosen: no relation either */
    guide.visitor.is_membership_valid = false;
    assert_int_equal(person_gate(&g, &guide, person, PERMISSION_PERSON_READ, &e),
                     ERR_DENIED);
}

static void managers_keep_to_their_own(void **state)
{
    (void)state;
    struct asking manager = asking_of(kim, ours, WORKER_ROLE_PROMOTOR_MANAGER),
                  admin = asking_of(kim, ours, WORKER_ROLE_SYSTEM_ADMIN),
                  guide = asking_of(kim, ours, WORKER_ROLE_GUIDE);
    struct newcomer who_is_new = {.login = S("nieuw"),
                                  .name = S("Nieuw"),
                                  .role = WORKER_ROLE_GUIDE,
                                  .from = today,
                                  .to = DAY_NONE};
    struct account_row row;
    struct account account;
    struct uuid worker;
    const char *token;
    bool may, found;
    assert_int_equal(account_invite(&worker, &token, &guide, &who_is_new, &e),
                     ERR_DENIED);
    is_ok(account_invite(&worker, &token, &manager, &who_is_new, &e));
    assert_int_equal(strlen(token), TOKEN_TEXT);
    is_ok(account_of_worker(&account, &found, &arena, house.db, worker, &e));
    assert_true(found && account.needs_factor && !account.password[0]);
    assert_int_equal(account_invite(&worker, &token, &manager, &who_is_new, &e),
                     ERR_EXISTS);
    who_is_new.login = S("waker");
    who_is_new.role = WORKER_ROLE_DPO;
    assert_int_equal(account_invite(&worker, &token, &manager, &who_is_new, &e),
                     ERR_DENIED);
    is_ok(account_invite(&worker, &token, &admin, &who_is_new, &e));
    /* who watches is not the manager's to reset */
    assert_int_equal(account_reset(&token, &manager, worker, &e), ERR_DENIED);
    is_ok(account_reset(&token, &admin, worker, &e));
    assert_int_equal(role_give(&manager, kim, WORKER_ROLE_GUIDE, today, DAY_NONE, &e),
                     ERR_NOT_FOUND); /* kim has no role here but the visitor's own */

    /* lee works for both: seen here, and changed by neither */
    account = (struct account){.worker = lee};
    put_account(&account);
    give_role(lee, ours, WORKER_ROLE_GUIDE, day_of(2026, 1, 1), DAY_NONE);
    is_ok(account_show(&row, &may, &manager, lee, &e));
    assert_true(may);
    struct uuid there =
        give_role(lee, theirs, WORKER_ROLE_GUIDE, day_of(2026, 1, 1), DAY_NONE);
    is_ok(account_show(&row, &may, &manager, lee, &e));
    assert_false(may);
    assert_int_equal(account_close(&manager, lee, true, &e), ERR_DENIED);
    assert_int_equal(role_end(&manager, lee, there, today, &e), ERR_NOT_FOUND);
    /* ali works only there: not there for this manager */
    give_role(ali, theirs, WORKER_ROLE_GUIDE, day_of(2026, 1, 1), DAY_NONE);
    assert_int_equal(account_show(&row, &may, &manager, ali, &e), ERR_NOT_FOUND);
}

static void a_role_ends_on_a_day(void **state)
{
    (void)state;
    struct asking manager = asking_of(kim, ours, WORKER_ROLE_PROMOTOR_MANAGER);
    struct account account = {.worker = lee};
    put_account(&account);
    struct uuid role =
        give_role(lee, ours, WORKER_ROLE_GUIDE, day_of(2026, 1, 1), DAY_NONE);
    const char *token = begin_session(&account, SESSION_COMPLETE);
    struct visitor v = enter(token, now);
    assert_true(v.is_membership_valid);
    struct day yesterday = {today.v - 1};
    is_ok(role_end(&manager, lee, role, yesterday, &e));
    v = enter(token, now); /* at once, also in a session that goes on */
    assert_true(!visitor_is_nobody(&v) && !v.is_membership_valid);
    struct membership_view *list;
    size_t n;
    is_ok(membership_list(&list, &n, &arena, house.db, lee, &e));
    assert_true(n == 1 && list[0].fact.to.v == yesterday.v);
    assert_true(list[0].fact.from.v == day_of(2026, 1, 1).v);
    /* a role that never began leaves none */
    role = give_role(lee, ours, WORKER_ROLE_GUIDE, (struct day){today.v + 9}, DAY_NONE);
    is_ok(role_end(&manager, lee, role, yesterday, &e));
    is_ok(membership_list(&list, &n, &arena, house.db, lee, &e));
    assert_int_equal(n, 1);
    /* who is given a role that needs it must have a second step from then on */
    is_ok(role_give(&manager, lee, WORKER_ROLE_GUIDE, today, DAY_NONE, &e));
    v = enter(token, now);
    assert_true(v.is_second_factor_needed);
}

static void devices_have_plain_names(void **state)
{
    (void)state;
    static const struct {
        const char *agent, *words;
    } cases[] = {
        {"Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0",
         "Firefox, Android"},
        {"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
         "Chrome/140.0.0.0 Safari/537.36",
         "Chrome, Linux"},
        {"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
         "Version/18.0 Mobile/15E148 Safari/604.1",
         "Safari, iPhone"},
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 "
         "Chrome/140.0.0.0 "
         "Safari/537.36 Edg/140.0.0.0",
         "Edge, Windows"},
        {"<script>alert(1)</script>", ""},
        {"", ""},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        char words[80];
        device_words(words, str_of(cases[i].agent));
        assert_string_equal(words, cases[i].words);
    }
}

int main(void)
{
#define STORY(f) cmocka_unit_test_setup_teardown(f, open_house, close_house)
    const struct CMUnitTest tests[] = {
        STORY(a_cookie_gives_a_visitor_for_a_while),
        STORY(half_a_login_and_a_closed_account_are_nobody),
        STORY(a_role_that_ended_or_is_not_chosen_gives_nothing),
        STORY(a_form_is_answered_once),
        STORY(a_gate_opens_what_the_relation_opens),
        STORY(managers_keep_to_their_own),
        STORY(a_role_ends_on_a_day),
        cmocka_unit_test(devices_have_plain_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
