/* Places in detail, conversations and threads: in, out, closed, erased, and counted. */
#include "store_keeper.h"

#include "base/clock.h"
#include "store/chat_read.h"
#include "store/field_store.h"
#include "store/outreach_read.h"
#include "store/worker_store.h"

static struct organisation_id ours, theirs;
static struct uuid guide, market;
static struct arena a;
enum { DAY_MS = 86400000 };

/* Two organisations, a guide of ours, and a market in Antwerp. */
static void some_field(void)
{
    struct organisation_fact o = an_organisation("ONS"), x = an_organisation("ZIJ");
    struct worker_fact w1 = {.id = uuid7_new(), .login = "kim", .name = "Kim"};
    struct outreach_place_fact place = {.id = uuid7_new(),
                                        .name = "Markt",
                                        .kind = PLACE_KIND_PHYSICAL_LOCATION,
                                        .municipality = "11002",
                                        .from = DAY_NONE,
                                        .to = DAY_NONE};
    struct write *w = begin();
    write_recorded_at(w, clock_now_ms() - 30 * (int64_t)DAY_MS);
    is_ok(organisation_add(w, &o, &e));
    is_ok(organisation_add(w, &x, &e));
    is_ok(worker_add(w, &w1, &e));
    is_ok(outreach_place_add(w, &place, &e));
    is_ok(write_commit(&w, &e));
    ours = o.id;
    theirs = x.id;
    guide = w1.id;
    market = place.id;
}

static struct outreach_action_fact an_action(struct day day)
{
    return (struct outreach_action_fact){.id = uuid7_new(),
                                         .place = market,
                                         .mode = CONTACT_MODE_FACE_TO_FACE,
                                         .on = day,
                                         .minutes = -1};
}

static struct chat_fact a_chat(struct uuid reach, struct uuid thread, struct day day)
{
    return (struct chat_fact){.id = uuid7_new(),
                              .reach = reach,
                              .thread = thread,
                              .organisation = ours,
                              .worker = guide,
                              .place = market,
                              .happened_at = day_to_moment(day) + 10 * 3600000,
                              .topic = CHAT_TOPIC_QUESTION,
                              .language = LANGUAGE_AR,
                              .is_first = CODE_MISSING,
                              .next_step = CODE_MISSING,
                              .next_on = DAY_NONE};
}

/* One conversation with one human being: an action if `action` is new, reach, chat. */
static struct chat_fact converse(struct write *w, struct uuid action,
                                 struct uuid thread, struct day day, const char *words)
{
    struct reach_fact r = {
        .id = uuid7_new(), .action = action, .thread = thread, .n = 1};
    struct chat_fact c = a_chat(r.id, thread, day);
    c.words = str_of(words);
    is_ok(reach_add(w, &r, &e));
    is_ok(chat_add(w, &c, &e));
    return c;
}

static void a_place_tells_when_and_how_it_is_fit(void **state)
{
    (void)state;
    some_field();
    struct place_approach_fact approach = {.id = uuid7_new(),
                                           .place = market,
                                           .sub_kind = "plein",
                                           .address = "Groenplaats 1",
                                           .advice = "na de middag, nooit in groep",
                                           .contact = S("Fatima, 0470 00 00 00"),
                                           .organisation = ours};
    struct place_hour_fact late = {uuid7_new(), market, 6, 13 * 60, 17 * 60},
                           early = {uuid7_new(), market, 2, 8 * 60, 24 * 60};
    struct place_audience_fact homemakers = {uuid7_new(), market,
                                             TARGET_GROUP_HOMEMAKER},
                               carers = {uuid7_new(), market, TARGET_GROUP_CARER};
    struct write *w = begin();
    is_ok(place_approach_add(w, &approach, &e));
    is_ok(place_hour_add(w, &late, &e));
    is_ok(place_hour_add(w, &early, &e));
    is_ok(place_audience_add(w, &homemakers, &e));
    is_ok(place_audience_add(w, &carers, &e));
    is_ok(write_commit(&w, &e));
    struct place_view v;
    is_ok(place_read(&v, &a, db, market, true, on(2026, 5, 1), &e));
    assert_string_equal(v.fact.name, "Markt");
    assert_string_equal(v.approach.sub_kind, "plein");
    assert_string_equal(v.approach.advice, approach.advice);
    assert_true(str_eq_c(v.approach.contact, "Fatima, 0470 00 00 00"));
    assert_int_equal(v.n_hours, 2);
    assert_int_equal(v.hours[0].weekday, 2);
    assert_int_equal(v.hours[0].to_minute, 24 * 60);
    assert_int_equal(v.hours[1].from_minute, 13 * 60);
    assert_int_equal(v.groups, 1u << TARGET_GROUP_HOMEMAKER | 1u << TARGET_GROUP_CARER);
    is_ok(place_read(&v, &a, db, market, false, on(2026, 5, 1), &e));
    assert_int_equal(v.approach.contact.n, 0);
    /* closed facts are gone from view */
    w = begin();
    struct person_id nobody = {{{0}}};
    is_ok(fact_retract(w, NOUN_PLACE_HOUR, nobody, late.id, &e));
    is_ok(fact_retract(w, NOUN_PLACE_AUDIENCE, nobody, carers.id, &e));
    is_ok(fact_retract(w, NOUN_PLACE_APPROACH, nobody, approach.id, &e));
    is_ok(write_commit(&w, &e));
    is_ok(place_read(&v, &a, db, market, true, on(2026, 5, 1), &e));
    assert_int_equal(v.n_hours, 1);
    assert_int_equal(v.groups, 1u << TARGET_GROUP_HOMEMAKER);
    assert_true(uuid_is_nil(v.approach.id));
    assert_int_equal(place_read(&v, &a, db, guide, false, on(2026, 5, 1), &e),
                     ERR_NOT_FOUND);
}

static size_t count_places(struct place_wanted wanted)
{
    struct place_view *list;
    size_t n;
    wanted.most = 10;
    wanted.today = on(2026, 5, 1);
    is_ok(place_list(&list, &n, &a, db, &wanted, &e));
    return n;
}

static void places_are_listed_by_what_is_asked(void **state)
{
    (void)state;
    some_field();
    struct place_wanted any = {.kind = CODE_MISSING, .target_group = CODE_MISSING},
                        wanted;
    struct place_approach_fact approach = {
        .id = uuid7_new(), .place = market, .organisation = ours};
    struct place_audience_fact carers = {uuid7_new(), market, TARGET_GROUP_CARER};
    struct write *w = begin();
    is_ok(place_approach_add(w, &approach, &e));
    is_ok(place_audience_add(w, &carers, &e));
    is_ok(write_commit(&w, &e));
    assert_int_equal(count_places(any), 1);
    wanted = any, wanted.organisation = ours;
    assert_int_equal(count_places(wanted), 1);
    wanted = any, wanted.organisation = theirs;
    assert_int_equal(count_places(wanted), 0);
    wanted = any, wanted.kind = PLACE_KIND_VIRTUAL;
    assert_int_equal(count_places(wanted), 0);
    wanted = any, wanted.target_group = TARGET_GROUP_CARER;
    assert_int_equal(count_places(wanted), 1);
    wanted.target_group = TARGET_GROUP_SWT;
    assert_int_equal(count_places(wanted), 0);
    wanted = any, wanted.name = S("mARk");
    assert_int_equal(count_places(wanted), 1);
    wanted = any, snprintf(wanted.municipality, 8, "44021");
    assert_int_equal(count_places(wanted), 0);
    struct uuid found;
    bool is_found;
    is_ok(place_named(&found, &is_found, db, ours, S("markt"), "", &e));
    assert_true(is_found && uuid_eq(found, market));
    is_ok(place_named(&found, &is_found, db, theirs, S("markt"), "", &e));
    assert_false(is_found);
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    some_field();
    struct place_hour_fact hours[] = {{uuid7_new(), market, 0, 60, 120},
                                      {uuid7_new(), market, 8, 60, 120},
                                      {uuid7_new(), market, 1, 120, 120},
                                      {uuid7_new(), market, 1, 120, 1441}};
    for (size_t i = 0; i < ARRAY_LEN(hours); i++) {
        struct write *w = begin();
        assert_int_equal(place_hour_add(w, &hours[i], &e), ERR_INVALID);
        write_abandon(&w);
    }
    struct outreach_action_fact action = an_action(on(2026, 5, 1));
    struct reach_fact r = {.id = uuid7_new(), .action = action.id, .n = 3};
    struct chat_fact c = a_chat(r.id, (struct uuid){{0}}, on(2026, 5, 1));
    c.words = S("over een voorbijganger");
    struct write *w = begin();
    is_ok(outreach_action_add(w, &action, &e));
    is_ok(reach_add(w, &r, &e));
    is_ok(write_commit(&w, &e));
    w = begin();
    assert_int_equal(chat_add(w, &c, &e), ERR_INVALID);
    write_abandon(&w);
    c.words = STR_NONE;
    c.thread = uuid7_new(); /* not there */
    w = begin();
    assert_int_equal(chat_add(w, &c, &e), ERR_NOT_FOUND);
    write_abandon(&w);
    w = begin();
    assert_int_equal(thread_nickname_set(w, c.thread, S("x"), &e), ERR_NOT_FOUND);
    write_abandon(&w);
}

/* A thread of two conversations that then becomes a person; the panel counts one human
 * being all the time, and knows who from the moment it was known. */
static void a_thread_becomes_a_person(void **state)
{
    (void)state;
    some_field();
    int64_t now = clock_now_ms();
    struct day first = on(2026, 4, 20), second = on(2026, 4, 27);
    struct outreach_action_fact a1 = an_action(first), a2 = an_action(second);
    struct thread_fact thread = {.id = uuid7_new(),
                                 .organisation = ours,
                                 .worker = guide,
                                 .opened_on = first,
                                 .nickname = S("de vrouw met de rode fiets")};
    struct person_fact p = a_person();
    struct write *w = begin();
    write_recorded_at(w, now - 20 * (int64_t)DAY_MS);
    is_ok(outreach_action_add(w, &a1, &e));
    is_ok(outreach_action_add(w, &a2, &e));
    is_ok(thread_add(w, &thread, &e));
    converse(w, a1.id, thread.id, first, "zoekt opvang");
    struct chat_fact c2 = converse(w, a2.id, thread.id, second, "");
    is_ok(person_add(w, &p, NULL, &e));
    is_ok(write_commit(&w, &e));
    w = begin();
    write_recorded_at(w, now - 10 * (int64_t)DAY_MS);
    is_ok(thread_nickname_set(w, thread.id, S("Rode fiets"), &e));
    is_ok(write_commit(&w, &e));
    struct thread_view *threads, t;
    size_t n;
    is_ok(thread_list(&threads, &n, &a, db, ours, guide, 0, 10, &e));
    assert_int_equal(n, 1);
    assert_int_equal(threads[0].n_chats, 2);
    assert_int_equal(threads[0].last_at, c2.happened_at);
    assert_true(str_eq_c(threads[0].fact.nickname, "Rode fiets"));
    assert_string_equal(threads[0].place_name, "Markt");
    is_ok(thread_list(&threads, &n, &a, db, theirs, (struct uuid){{0}}, 0, 10, &e));
    assert_int_equal(n, 0);
    struct chat_view *chats, one;
    is_ok(chat_list_of_thread(&chats, &n, &a, db, thread.id, CHAT_WORDS, &e));
    assert_int_equal(n, 2);
    assert_true(str_eq_c(chats[1].fact.words, "zoekt opvang"));
    assert_int_equal(chats[1].nickname.n, 0);
    is_ok(chat_read(&one, &a, db, chats[1].fact.id, CHAT_NICKNAME, &e));
    assert_int_equal(one.fact.words.n, 0);
    assert_true(str_eq_c(one.nickname, "Rode fiets"));

    struct thread_person_fact joined = {uuid7_new(), thread.id, p.id}, again = joined;
    again.id = uuid7_new();
    w = begin();
    write_recorded_at(w, now - 5 * (int64_t)DAY_MS);
    is_ok(thread_person_add(w, &joined, &e));
    is_ok(write_commit(&w, &e));
    w = begin();
    assert_int_equal(thread_person_add(w, &again, &e), ERR_EXISTS);
    write_abandon(&w);
    is_ok(thread_read(&t, &a, db, thread.id, true, &e));
    assert_true(uuid_eq(t.person.u, p.id.u));
    is_ok(thread_list(&threads, &n, &a, db, ours, guide, 0, 10, &e));
    assert_int_equal(n, 0);
    is_ok(chat_list_of_person(&chats, &n, &a, db, p.id, CHAT_WORDS, &e));
    assert_int_equal(n, 2);
    assert_true(str_eq_c(chats[0].fact.words, "zoekt opvang"));
    assert_string_equal(chats[0].place_name, "");
    assert_int_equal(chats[0].place_kind, PLACE_KIND_PHYSICAL_LOCATION);
    read_panel(INT64_MAX);
    assert_int_equal(count_kept(REACH), 2);
    assert_true(uuid_eq(first_kept(REACH)->reach.person.u, p.id.u));
    read_panel(now - 6 * (int64_t)DAY_MS);
    assert_int_equal(count_kept(REACH), 2);
    assert_true(uuid_is_nil(first_kept(REACH)->reach.person.u));
    /* who forgets the person forgets what was said with it, not that it took place */
    w = begin();
    is_ok(person_erase(w, p.id, &e));
    is_ok(write_commit(&w, &e));
    is_ok(
        chat_list_of_person(&chats, &n, &a, db, p.id, CHAT_WORDS | CHAT_NICKNAME, &e));
    assert_int_equal(n, 2);
    assert_int_equal(chats[0].fact.words.n + chats[0].nickname.n, 0);
    read_panel(INT64_MAX);
    assert_int_equal(count_kept(REACH), 2);
}

static void a_presence_is_found_by_worker_place_and_day(void **state)
{
    (void)state;
    some_field();
    struct day today = on(2026, 5, 4);
    struct outreach_action_fact action = an_action(today);
    struct uuid found, nobody = {{0}}, nowhere = {{0}};
    struct write *w = begin();
    is_ok(outreach_action_add(w, &action, &e));
    struct chat_fact c = converse(w, action.id, nobody, today, "");
    is_ok(write_commit(&w, &e));
    is_ok(chat_action_find(&found, db, guide, market, today, &e));
    assert_true(uuid_eq(found, action.id));
    is_ok(chat_action_find(&found, db, guide, nowhere, today, &e));
    assert_true(uuid_is_nil(found));
    is_ok(chat_action_find(&found, db, guide, market, on(2026, 5, 5), &e));
    assert_true(uuid_is_nil(found));
    is_ok(chat_action_find(&found, db, market, market, today, &e));
    assert_true(uuid_is_nil(found));
    struct outreach_place_fact *places;
    size_t n;
    is_ok(place_recent(&places, &n, &a, db, guide, 3, &e));
    assert_int_equal(n, 1);
    assert_true(uuid_eq(places[0].id, market));
    struct chat_view *chats;
    int64_t from = day_to_moment(today);
    is_ok(chat_list_of_worker(&chats, &n, &a, db, guide, from, from + DAY_MS,
                              CHAT_SEALED, &e));
    assert_int_equal(n, 1);
    assert_int_equal(chats[0].n, 1);
    assert_string_equal(chats[0].worker_name, "Kim");
    is_ok(chat_list_of_worker(&chats, &n, &a, db, guide, from + DAY_MS,
                              from + 2 * DAY_MS, CHAT_SEALED, &e));
    assert_int_equal(n, 0);
    bool has_reach;
    is_ok(action_has_reach(&has_reach, db, action.id, &e));
    assert_true(has_reach);
    w = begin();
    struct person_id none = {{{0}}};
    is_ok(fact_retract(w, NOUN_CHAT, none, c.id, &e));
    is_ok(fact_retract(w, NOUN_REACH, none, c.reach, &e));
    is_ok(write_commit(&w, &e));
    is_ok(action_has_reach(&has_reach, db, action.id, &e));
    assert_false(has_reach);
}

static size_t count_due(struct day today)
{
    struct chat_view *list;
    size_t n;
    is_ok(chat_list_due(&list, &n, &a, db, guide, today, CHAT_NICKNAME, &e));
    return n;
}

static void next_steps_are_due_until_the_next_conversation(void **state)
{
    (void)state;
    some_field();
    struct day first = on(2026, 5, 4);
    struct outreach_action_fact action = an_action(first);
    struct thread_fact thread = {
        .id = uuid7_new(), .organisation = ours, .worker = guide, .opened_on = first};
    struct reach_fact r1 = {.id = uuid7_new(),
                            .action = action.id,
                            .thread = thread.id,
                            .n = 1},
                      r2 = {.id = uuid7_new(), .action = action.id, .n = 1};
    struct chat_fact known = a_chat(r1.id, thread.id, first),
                     passing = a_chat(r2.id, (struct uuid){{0}}, first);
    known.next_step = passing.next_step = CHAT_NEXT_STEP_CALL;
    known.next_on = passing.next_on = on(2026, 5, 10);
    struct write *w = begin();
    is_ok(outreach_action_add(w, &action, &e));
    is_ok(thread_add(w, &thread, &e));
    is_ok(reach_add(w, &r1, &e));
    is_ok(reach_add(w, &r2, &e));
    is_ok(chat_add(w, &known, &e));
    is_ok(chat_add(w, &passing, &e));
    is_ok(write_commit(&w, &e));
    assert_int_equal(count_due(on(2026, 5, 9)), 0);
    assert_int_equal(count_due(on(2026, 5, 10)), 2);
    assert_int_equal(count_due(on(2026, 5, 16)), 2);
    assert_int_equal(count_due(on(2026, 5, 17)), 1); /* the passing one is over */
    w = begin();
    converse(w, action.id, thread.id, on(2026, 5, 18), "");
    is_ok(write_commit(&w, &e));
    assert_int_equal(count_due(on(2026, 5, 19)), 0);
}

static int open_field(void **state)
{
    a = (struct arena){0};
    return open_store(state);
}

static int close_field(void **state)
{
    arena_dispose(&a);
    return close_whole_store(state);
}

#define T(f) cmocka_unit_test_setup_teardown(f, open_field, close_field)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(a_place_tells_when_and_how_it_is_fit),
        T(places_are_listed_by_what_is_asked),
        T(what_cannot_be_is_refused),
        T(a_thread_becomes_a_person),
        T(a_presence_is_found_by_worker_place_and_day),
        T(next_steps_are_due_until_the_next_conversation),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(kept);
    return failed;
}
