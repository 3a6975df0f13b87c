/* Work in the field as it is done: conversations without a name, places, actions, and
 * what may be counted of them. Each story ends with a store that verifies. */
#include "staffed_house.h"

#include <unistd.h>

#include "base/clock.h"
#include "act/answer_question.h"
#include "act/chat_acts.h"
#include "act/outreach_acts.h"
#include "act/place_acts.h"
#include "store/account_store.h"
#include "store/dossier_store.h"
#include "store/field_store.h"
#include "store/outreach_store.h"
#include "store/person_store.h"
#include "store/verify.h"

enum { HOUR_MS = 3600000 };
static struct organisation_id ours, theirs;
static struct partnership_id partnership;
static struct uuid kim, ali, market;
static const struct uuid nil;

/* Two organisations with a guide each; ours is partner of a partnership in Antwerp. */
static int open_house(void **state)
{
    (void)state;
    const char *covered[] = {"11002"};
    struct partnership_fact n = {.id = {uuid7_new()},
                                 .code = "LP1",
                                 .name = "Partnerschap",
                                 .status = PARTNERSHIP_STATUS_STARTED,
                                 .from = day_of(2024, 2, 1),
                                 .to = DAY_NONE};
    struct outreach_place_fact place = {.id = uuid7_new(),
                                        .name = "Markt",
                                        .kind = PLACE_KIND_PHYSICAL_LOCATION,
                                        .municipality = "11002",
                                        .from = DAY_NONE,
                                        .to = DAY_NONE};
    struct place_audience_fact homemakers = {uuid7_new(), place.id,
                                             TARGET_GROUP_HOMEMAKER};
    snprintf(folder, sizeof folder, "/tmp/reach_acts_test.XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(url, sizeof url, "sqlite:%s/a.db", folder);
    snprintf(key_path, sizeof key_path, "%s/a.key", folder);
    is_ok(house_create(url, key_path, &e));
    is_ok(house_open(&house, url, key_path, DB_WRITE, &e));
    struct write *w = begin();
    write_recorded_at(w, clock_now_ms() - 48 * (int64_t)HOUR_MS);
    ours = add_organisation(w, "ONS");
    theirs = add_organisation(w, "ZIJ");
    kim = add_worker(w, "kim");
    ali = add_worker(w, "ali");
    is_ok(partnership_add(w, &n, covered, 1, &e));
    is_ok(partner_add(w, uuid7_new(), n.id, (struct project_id){0}, ours, "partner",
                      n.from, DAY_NONE, &e));
    is_ok(outreach_place_add(w, &place, &e));
    is_ok(place_audience_add(w, &homemakers, &e));
    is_ok(write_commit(&w, &e));
    partnership = n.id;
    market = place.id;
    return 0;
}

static void show_defect(void *to, const char *text)
{
    (void)to;
    print_message("defect: %s\n", text);
}

static int close_house(void **state)
{
    struct verify_report r;
    char path[128];
    (void)state;
    arena_dispose(&arena);
    is_ok(store_verify(&r, house.db, true, show_defect, NULL, &e));
    house_close(&house);
    unlink(key_path);
    snprintf(path, sizeof path, "%s/a.db", folder);
    unlink(path);
    return r.n_defects != 0 || rmdir(folder) != 0;
}

/* --- who asks, and what is said --- */

static struct asking as(struct uuid worker, struct organisation_id organisation,
                        enum code_of_worker_role role, struct day today)
{
    return (struct asking){.arena = &arena,
                           .house = &house,
                           .visitor = {.worker = worker,
                                       .membership = uuid7_new(),
                                       .organisation = organisation,
                                       .role = role,
                                       .is_membership_valid = true,
                                       .has_second_factor = true},
                           .today = today,
                           .now_ms = clock_now_ms(),
                           .form = uuid7_new(),
                           .location = "/veld"};
}

static struct asking kim_on(struct day today)
{
    return as(kim, ours, WORKER_ROLE_GUIDE, today);
}

/* At ten in the morning in Brussels. */
static struct chat_wish a_wish(struct uuid place, struct day on)
{
    return (struct chat_wish){.place = place,
                              .n = 1,
                              .is_first = CODE_MISSING,
                              .topic = CHAT_TOPIC_SMALL_TALK,
                              .language = LANGUAGE_AR,
                              .next_step = CODE_MISSING,
                              .next_on = DAY_NONE,
                              .on = on,
                              .happened_at = day_to_moment(on) + 8 * HOUR_MS};
}

/* The only number of a statement, as of the end of 2026. */
static int64_t count(const char *statement)
{
    struct answer *answer;
    struct asked asked = {.text = str_of(statement),
                          .lang = LANG_NL,
                          .today = day_of(2026, 12, 31),
                          .now_ms = clock_now_ms()};
    is_ok(answer_question(&answer, &arena, house.db, &asked, NULL, &e));
    const struct table *t = answer->parts[0]->tables[0];
    assert_null(t->unavailable);
    assert_int_equal(t->rows.n * t->columns.n, 1);
    return t->cells[0].n;
}

/* --- stories --- */

static void reach_counts_without_anybody(void **state)
{
    (void)state;
    struct day today = day_of(2026, 5, 4);
    struct chat_wish wish = a_wish(market, today);
    struct asking a = kim_on(today);
    struct uuid thread;
    assert_int_equal(count("count people met"), 0);
    is_ok(chat_save(&thread, &a, &wish, &e));
    assert_true(uuid_is_nil(thread));
    /* the same form again writes nothing */
    assert_int_equal(chat_save(&thread, &a, &wish, &e), ERR_EXISTS);
    a = kim_on(today);
    wish.n = 4;
    wish.refused_registration = true;
    is_ok(chat_save(&thread, &a, &wish, &e));
    assert_int_equal(count("count people met"), 5);
    assert_int_equal(count("count people met refused"), 4);
    assert_int_equal(count("count outreach actions where action kind = presence"), 1);
    assert_int_equal(count("count people met where place kind = physical_location"), 5);
    assert_int_equal(count("count outreach actions where target group = homemaker"), 1);
    assert_int_equal(count("count people met where municipality = 11002"), 5);
    assert_int_equal(count("count persons reached"), 0);
    /* held for the only partnership that covers the place */
    struct action_view *actions;
    struct action_wanted wanted = {.organisation = ours,
                                   .kind = CODE_MISSING,
                                   .target_group = CODE_MISSING,
                                   .offer_location = CODE_MISSING,
                                   .offer_kind = CODE_MISSING,
                                   .dimension = CODE_MISSING,
                                   .from = today,
                                   .to = today,
                                   .most = 10};
    size_t n;
    is_ok(action_list(&actions, &n, &arena, house.db, &wanted, &e));
    assert_int_equal(n, 1);
    assert_true(uuid_eq(actions[0].fact.partnership.u, partnership.u));
    assert_int_equal(actions[0].n_met, 5);
    assert_int_equal(actions[0].n_chats, 2);
    assert_int_equal(actions[0].n_headcounts, 0);
    assert_string_equal(actions[0].partners[0].name, "vzw ONS");
}

/* One human being in three conversations on two days, and who came along. */
static void somebody_met_again_counts_once(void **state)
{
    (void)state;
    struct day first = day_of(2026, 5, 4), second = day_of(2026, 5, 11);
    struct chat_wish wish = a_wish(market, first);
    struct asking a = kim_on(first);
    struct uuid thread, again;
    wish.with = CHAT_WITH_NEW;
    wish.nickname = S("rode fiets");
    is_ok(chat_save(&thread, &a, &wish, &e));
    assert_false(uuid_is_nil(thread));
    wish = a_wish(nil, second);
    wish.place_name = S("Wassalon");
    wish.with = CHAT_WITH_THREAD;
    wish.thread = thread;
    wish.words = S("zoekt opvang voor de kleinste");
    wish.n = 3;
    a = kim_on(second);
    is_ok(chat_save(&again, &a, &wish, &e));
    assert_true(uuid_eq(again, thread));
    assert_int_equal(count("count people met"), 3); /* the thread and two others */
    assert_int_equal(count("count outreach actions"), 2);
    assert_int_equal(count("count places"), 2);
    /* the place is known now: the same name again is the same place */
    a = kim_on(second);
    wish.place_name = S("wassalon");
    wish.n = 1;
    is_ok(chat_save(&again, &a, &wish, &e));
    assert_int_equal(count("count people met"), 3);
    assert_int_equal(count("count places"), 2);
    assert_int_equal(count("count outreach actions"), 2);
    struct thread_story story;
    a = kim_on(second);
    is_ok(thread_show(&story, &a, thread, &e));
    assert_int_equal(story.n_chats, 3);
    assert_true(str_eq_c(story.thread.fact.nickname, "rode fiets"));
    assert_true(str_eq_c(story.chats[0].fact.words, "zoekt opvang voor de kleinste"));
    is_ok(thread_name(&a, thread, S("Rode Fiets"), &e));
    is_ok(thread_show(&story, &a, thread, &e));
    assert_true(str_eq_c(story.thread.fact.nickname, "Rode Fiets"));
    thread_story_wipe(&story);
    assert_int_equal(story.thread.fact.nickname.p[0], 0);
    /* words about a passer-by make a thread of it, so that they can be found again */
    a = kim_on(second);
    wish = a_wish(market, second);
    wish.words = S("komt dinsdag terug");
    is_ok(chat_save(&again, &a, &wish, &e));
    assert_false(uuid_is_nil(again) || uuid_eq(again, thread));
    assert_int_equal(count("count people met"), 4);
}

static void a_thread_that_becomes_a_person_stays_one_human_being(void **state)
{
    (void)state;
    struct day today = day_of(2026, 5, 4);
    struct person_fact p = {.id = {uuid7_new()}, .first_seen_on = today};
    struct guidance_fact guidance = {.id = uuid7_new(),
                                     .person = p.id,
                                     .organisation = ours,
                                     .worker = kim,
                                     .keeps_file = true,
                                     .domain = GUIDANCE_DOMAIN_WORK,
                                     .from = today,
                                     .to = DAY_NONE,
                                     .next_on = DAY_NONE};
    struct write *w = begin();
    is_ok(person_add(w, &p, NULL, &e));
    is_ok(guidance_add(w, &guidance, &e));
    is_ok(write_commit(&w, &e));
    struct uuid threads[2], same;
    for (int i = 0; i < 2; i++) {
        struct chat_wish wish = a_wish(market, today);
        struct asking a = kim_on(today);
        wish.with = CHAT_WITH_NEW;
        wish.words = S("vraagt naar werk");
        is_ok(chat_save(&threads[i], &a, &wish, &e));
    }
    assert_int_equal(count("count people met"), 2);
    assert_int_equal(count("count people met identified"), 0);
    struct asking stranger = as(ali, theirs, WORKER_ROLE_GUIDE, today);
    assert_int_equal(thread_becomes_person(&stranger, threads[0], p.id, &e),
                     ERR_NOT_FOUND);
    for (int i = 0; i < 2; i++) {
        struct asking a = kim_on(today);
        is_ok(thread_becomes_person(&a, threads[i], p.id, &e));
    }
    assert_int_equal(count("count people met"), 1);
    assert_int_equal(count("count people met identified"), 1);
    struct asking a = kim_on(today);
    struct thread_story story;
    is_ok(thread_show(&story, &a, threads[0], &e));
    assert_true(uuid_eq(story.thread.person.u, p.id.u));
    assert_int_equal(story.n_chats + story.thread.fact.nickname.n, 0);
    struct chat_wish wish = a_wish(market, today);
    wish.with = CHAT_WITH_THREAD;
    wish.thread = threads[0];
    assert_int_equal(chat_save(&same, &a, &wish, &e), ERR_EXISTS);
    assert_int_equal(thread_becomes_person(&a, threads[0], p.id, &e), ERR_EXISTS);
    struct chat_view *chats;
    size_t n;
    is_ok(chat_list_of_person(&chats, &n, &arena, house.db, p.id, CHAT_WORDS, &e));
    assert_int_equal(n, 2);
    assert_true(str_eq_c(chats[1].fact.words, "vraagt naar werk"));
}

static void threads_are_of_one_organisation_and_its_field_workers(void **state)
{
    (void)state;
    struct day today = day_of(2026, 5, 4);
    struct chat_wish wish = a_wish(market, today);
    struct asking a = kim_on(today), others;
    struct uuid thread, same;
    wish.with = CHAT_WITH_NEW;
    is_ok(chat_save(&thread, &a, &wish, &e));
    struct uuid chat = a.form;
    struct thread_story story;
    others = as(ali, theirs, WORKER_ROLE_GUIDE, today);
    wish.with = CHAT_WITH_THREAD;
    wish.thread = thread;
    assert_int_equal(thread_show(&story, &others, thread, &e), ERR_NOT_FOUND);
    assert_int_equal(chat_save(&same, &others, &wish, &e), ERR_NOT_FOUND);
    assert_int_equal(thread_name(&others, thread, S("x"), &e), ERR_NOT_FOUND);
    assert_int_equal(chat_undo(&others, chat, &e), ERR_NOT_FOUND);
    /* a colleague goes on with it, and does not undo what another recorded */
    struct asking colleague = as(ali, ours, WORKER_ROLE_GUIDE, today);
    is_ok(chat_save(&same, &colleague, &wish, &e));
    colleague.form = uuid7_new();
    assert_int_equal(chat_undo(&colleague, chat, &e), ERR_DENIED);
    /* volunteers and who mediates for the public service have no part in it */
    static const enum code_of_worker_role no_part[] = {
        WORKER_ROLE_JOB_COACH, WORKER_ROLE_MEDIATOR, WORKER_ROLE_POLICY_ANALYST,
        WORKER_ROLE_SYSTEM_ADMIN};
    for (size_t i = 0; i < ARRAY_LEN(no_part); i++) {
        struct asking x = as(kim, ours, no_part[i], today);
        assert_int_equal(thread_show(&story, &x, thread, &e), ERR_DENIED);
        assert_int_equal(chat_save(&same, &x, &wish, &e), ERR_DENIED);
        assert_int_equal(chat_undo(&x, chat, &e), ERR_DENIED);
    }
    struct asking over = kim_on(today);
    over.visitor.is_membership_valid = false;
    assert_int_equal(chat_save(&same, &over, &wish, &e), ERR_DENIED);
}

/* 3 May 23:30 in Brussels is 21:30 UTC; 4 May 00:30 is 22:30 UTC of the day before. */
static void a_presence_is_a_day_in_brussels(void **state)
{
    (void)state;
    struct day before = day_of(2026, 5, 3), today = day_of(2026, 5, 4);
    struct chat_wish wish = a_wish(market, before);
    struct asking a = kim_on(today);
    struct uuid thread;
    wish.happened_at = day_to_moment(before) + 21 * HOUR_MS + HOUR_MS / 2;
    is_ok(chat_save(&thread, &a, &wish, &e));
    wish = a_wish(market, today);
    wish.happened_at = day_to_moment(before) + 22 * HOUR_MS + HOUR_MS / 2;
    a = kim_on(today);
    is_ok(chat_save(&thread, &a, &wish, &e));
    assert_int_equal(count("count outreach actions"), 2);
    assert_int_equal(count("count outreach actions during 2026-05-04"), 1);
    /* another moment of the same day: the same presence */
    wish.happened_at = day_to_moment(today) + 20 * HOUR_MS;
    a = kim_on(today);
    is_ok(chat_save(&thread, &a, &wish, &e));
    assert_int_equal(count("count outreach actions"), 2);
    /* another place, and nowhere: a presence each */
    a = kim_on(today);
    wish.place = nil;
    is_ok(chat_save(&thread, &a, &wish, &e));
    assert_int_equal(count("count outreach actions"), 3);
    /* a moment that is not of the day, a day to come, a step before it */
    a = kim_on(today);
    wish = a_wish(market, today);
    wish.happened_at = day_to_moment(today) + 23 * HOUR_MS;
    assert_int_equal(chat_save(&thread, &a, &wish, &e), ERR_INVALID);
    wish = a_wish(market, day_of(2026, 5, 5));
    assert_int_equal(chat_save(&thread, &a, &wish, &e), ERR_INVALID);
    wish = a_wish(market, today);
    wish.next_on = before;
    assert_int_equal(chat_save(&thread, &a, &wish, &e), ERR_INVALID);
    wish = a_wish(market, today);
    wish.n = 0;
    assert_int_equal(chat_save(&thread, &a, &wish, &e), ERR_INVALID);
    wish = a_wish(kim, today); /* no such place */
    assert_int_equal(chat_save(&thread, &a, &wish, &e), ERR_NOT_FOUND);
}

static void undoing_leaves_nothing_to_count(void **state)
{
    (void)state;
    struct day today = day_of(2026, 5, 4);
    struct chat_wish wish = a_wish(market, today);
    struct asking first = kim_on(today), second = kim_on(today), undo = kim_on(today);
    struct uuid thread, none;
    is_ok(chat_save(&none, &first, &wish, &e));
    wish.with = CHAT_WITH_NEW;
    is_ok(chat_save(&thread, &second, &wish, &e));
    assert_int_equal(count("count people met"), 2);
    is_ok(chat_undo(&undo, second.form, &e));
    assert_int_equal(count("count people met"), 1);
    assert_int_equal(count("count outreach actions"), 1);
    undo = kim_on(today);
    struct thread_story story;
    assert_int_equal(thread_show(&story, &undo, thread, &e), ERR_NOT_FOUND);
    assert_int_equal(chat_undo(&undo, second.form, &e), ERR_NOT_FOUND);
    undo.now_ms += 25 * (int64_t)HOUR_MS;
    assert_int_equal(chat_undo(&undo, first.form, &e), ERR_DENIED);
    undo.now_ms -= 25 * (int64_t)HOUR_MS;
    is_ok(chat_undo(&undo, first.form, &e));
    assert_int_equal(count("count people met"), 0);
    assert_int_equal(count("count outreach actions"), 0);
    /* and the day goes on with a presence of its own */
    first.form = uuid7_new();
    wish.with = CHAT_WITH_PASSING;
    is_ok(chat_save(&none, &first, &wish, &e));
    assert_int_equal(count("count outreach actions"), 1);
}

static void a_place_is_changed_by_who_keeps_it(void **state)
{
    (void)state;
    struct day today = day_of(2026, 5, 4);
    struct asking a = kim_on(today), others = as(ali, theirs, WORKER_ROLE_GUIDE, today);
    struct place_wish wish = {.place = market,
                              .name = "Markt",
                              .kind = PLACE_KIND_PHYSICAL_LOCATION,
                              .municipality = "11002",
                              .from = DAY_NONE,
                              .to = DAY_NONE,
                              .advice = "na het middaggebed",
                              .contact = S("Fatima"),
                              .groups = 1u << TARGET_GROUP_CARER};
    struct uuid same;
    struct place_view v;
    is_ok(place_save(&same, &a, &wish, &e));
    assert_true(uuid_eq(same, market));
    is_ok(place_show(&v, &a, market, &e));
    assert_true(str_eq_c(v.approach.contact, "Fatima"));
    assert_int_equal(v.groups, 1u << TARGET_GROUP_CARER);
    is_ok(place_show(&v, &others, market, &e));
    assert_int_equal(v.approach.contact.n, 0);
    assert_string_equal(v.approach.advice, "na het middaggebed");
    assert_int_equal(place_save(&same, &others, &wish, &e), ERR_DENIED);
    assert_int_equal(place_hours_add(&others, market, 1 << 2, 60, 120, &e), ERR_DENIED);
    a.form = uuid7_new();
    is_ok(place_hours_add(&a, market, 1 << 2 | 1 << 6, 8 * 60, 12 * 60, &e));
    is_ok(place_show(&v, &a, market, &e));
    assert_int_equal(v.n_hours, 2);
    struct uuid saturday = v.hours[1].id;
    a.form = uuid7_new();
    is_ok(place_hour_drop(&a, market, saturday, &e));
    is_ok(place_show(&v, &a, market, &e));
    assert_int_equal(v.n_hours, 1);
    assert_int_equal(v.hours[0].weekday, 2);
    a.form = uuid7_new();
    assert_int_equal(place_hour_drop(&a, market, saturday, &e), ERR_NOT_FOUND);
    assert_int_equal(place_hours_add(&a, market, 1, 60, 120, &e), ERR_INVALID);
    /* a new one; and what nobody may */
    wish.place = nil;
    snprintf(wish.name, sizeof wish.name, "Wassalon");
    is_ok(place_save(&same, &a, &wish, &e));
    assert_true(uuid_eq(same, a.form));
    assert_int_equal(count("count places"), 2);
    struct asking volunteer = as(kim, ours, WORKER_ROLE_JOB_COACH, today);
    assert_int_equal(place_save(&same, &volunteer, &wish, &e), ERR_DENIED);
    assert_int_equal(place_show(&v, &volunteer, market, &e), ERR_DENIED);
    a.form = uuid7_new();
    wish.name[0] = 0;
    assert_int_equal(place_save(&same, &a, &wish, &e), ERR_INVALID);
    snprintf(wish.name, sizeof wish.name, "Wassalon");
    snprintf(wish.municipality, sizeof wish.municipality, "99999");
    assert_int_equal(place_save(&same, &a, &wish, &e), ERR_INVALID);
}

/* An action of three months stands at both years it touches, and once in the total. */
static void an_action_is_counted_in_every_year_it_touches(void **state)
{
    (void)state;
    struct day today = day_of(2026, 5, 4);
    struct asking a = kim_on(today), others = as(ali, theirs, WORKER_ROLE_GUIDE, today);
    struct action_headcount met[] = {{TARGET_GROUP_HOMEMAKER, 12, false, {0}},
                                     {CODE_MISSING, 8, false, {0}},
                                     {TARGET_GROUP_HOMEMAKER, 2, true, {0}}};
    struct action_wish wish = {.kind = OUTREACH_ACTION_KIND_FLYERING,
                               .mode = CONTACT_MODE_FLYER,
                               .offer_location = OFFER_LOCATION_LOCAL_ORGANISATION,
                               .offer_kind = OFFER_KIND_ADAPTED,
                               .dimension = CODE_MISSING,
                               .on = day_of(2025, 12, 1),
                               .ended_on = day_of(2026, 2, 28),
                               .minutes = 180,
                               .groups = 1u << TARGET_GROUP_HOMEMAKER |
                                         1u << TARGET_GROUP_CARER,
                               .partners = &theirs,
                               .n_partners = 1,
                               .headcounts = met,
                               .n_headcounts = 3};
    struct uuid action, same;
    is_ok(action_save(&action, &a, &wish, &e));
    assert_int_equal(count("count outreach actions"), 1);
    assert_int_equal(count("count outreach actions during 2025"), 1);
    assert_int_equal(count("count outreach actions during 2026"), 1);
    assert_int_equal(count("count people met"), 22);
    assert_int_equal(count("count people met refused"), 2);
    assert_int_equal(count("count people met where target group = homemaker"), 14);
    /* the typology (Dewson 2006, Meadows 2008) */
    assert_int_equal(count("count outreach actions where offer kind = adapted"), 1);
    assert_int_equal(count("count outreach actions where offer kind = standard"), 0);
    assert_int_equal(
        count("count people met where offer location = local_organisation"), 22);
    assert_int_equal(count("count outreach actions where outreach dimension = unknown"),
                     1);
    struct action_view v;
    bool may_change;
    is_ok(action_show(&v, &may_change, &a, action, &e));
    assert_true(may_change);
    assert_int_equal(v.n_partners, 2);
    assert_int_equal(v.n_headcounts, 3);
    struct uuid kept = v.headcounts[0].id;
    /* a correction: one group less, no partner but ourselves, other numbers */
    wish.action = action;
    wish.groups = 1u << TARGET_GROUP_CARER;
    wish.n_partners = 0;
    met[1].n = 10;
    wish.n_headcounts = 2;
    wish.offer_kind = CODE_MISSING;
    wish.dimension = OUTREACH_DIMENSION_BOTH;
    a.form = uuid7_new();
    is_ok(action_save(&same, &a, &wish, &e));
    assert_true(uuid_eq(same, action));
    assert_int_equal(count("count people met"), 22);
    assert_int_equal(count("count people met refused"), 0);
    assert_int_equal(count("count outreach actions where target group = homemaker"), 0);
    assert_int_equal(count("count outreach actions where offer kind = adapted"), 0);
    assert_int_equal(count("count outreach actions where outreach dimension = both"),
                     1);
    is_ok(action_show(&v, &may_change, &others, action, &e));
    assert_false(may_change);
    assert_int_equal(v.n_partners, 1);
    bool is_kept = false;
    for (size_t i = 0; i < v.n_headcounts; i++)
        is_kept = is_kept || uuid_eq(v.headcounts[i].id, kept);
    assert_true(is_kept);
    assert_int_equal(action_save(&same, &others, &wish, &e), ERR_DENIED);
    wish.ended_on = day_of(2025, 11, 30);
    a.form = uuid7_new();
    assert_int_equal(action_save(&same, &a, &wish, &e), ERR_INVALID);
    wish.ended_on = DAY_NONE;
    met[0].n = 0;
    assert_int_equal(action_save(&same, &a, &wish, &e), ERR_INVALID);
}

/* What was counted under a word of before the list stays when the action is saved as it
 * stands, and no action begins with such a word. */
static void a_category_of_before_the_list_is_kept(void **state)
{
    (void)state;
    struct asking a = kim_on(day_of(2026, 5, 4));
    struct action_headcount met[] = {{TARGET_GROUP_HOMEMAKER, 12, false, {0}},
                                     {CODE_MISSING, 5, true, S("kappers")}};
    struct action_wish wish = {.kind = OUTREACH_ACTION_KIND_FLYERING,
                               .mode = CODE_MISSING,
                               .offer_location = CODE_MISSING,
                               .offer_kind = CODE_MISSING,
                               .dimension = CODE_MISSING,
                               .on = day_of(2026, 5, 4),
                               .ended_on = DAY_NONE,
                               .minutes = -1,
                               .headcounts = met,
                               .n_headcounts = 2};
    struct uuid action, same;
    struct write *w;
    assert_int_equal(action_save(&action, &a, &wish, &e), ERR_INVALID);
    wish.n_headcounts = 1;
    a.form = uuid7_new();
    is_ok(action_save(&action, &a, &wish, &e));
    struct reach_fact old = {
        .id = uuid7_new(), .action = action, .n = 5, .refused_registration = true};
    snprintf(old.category, sizeof old.category, "kappers");
    a.form = uuid7_new();
    is_ok(work_begin(&w, &a, "add headcount", "", &e));
    is_ok(reach_add(w, &old, &e));
    is_ok(work_commit(&w, &a, &e));
    wish.action = action;
    wish.n_headcounts = 2;
    a.form = uuid7_new();
    is_ok(action_save(&same, &a, &wish, &e));
    struct action_view v;
    bool may_change, is_kept = false;
    is_ok(action_show(&v, &may_change, &a, action, &e));
    assert_int_equal(v.n_headcounts, 2);
    for (size_t i = 0; i < 2; i++)
        is_kept = is_kept || uuid_eq(v.headcounts[i].id, old.id);
    assert_true(is_kept);
    assert_int_equal(v.n_met, 17);
}

#define T(f) cmocka_unit_test_setup_teardown(f, open_house, close_house)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(reach_counts_without_anybody),
        T(somebody_met_again_counts_once),
        T(a_thread_that_becomes_a_person_stays_one_human_being),
        T(threads_are_of_one_organisation_and_its_field_workers),
        T(a_presence_is_a_day_in_brussels),
        T(undoing_leaves_nothing_to_count),
        T(a_place_is_changed_by_who_keeps_it),
        T(an_action_is_counted_in_every_year_it_touches),
        T(a_category_of_before_the_list_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
