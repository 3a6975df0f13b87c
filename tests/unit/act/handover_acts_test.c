/* Warm handovers from the first task to the end: what is missing is told, what was
 * shown is what travels, and of two who answer at once exactly one wins. */
#include <pthread.h>

#include "person_house.h"

#include "act/consent_acts.h"
#include "act/handover_acts.h"
#include "act/record_acts.h"

static struct uuid mia;
static struct handover_verdict verdict;

static struct asking lee_receives(void)
{
    struct asking a = asking_of(lee, theirs, WORKER_ROLE_MEDIATOR);
    a.form = uuid7_new();
    return a;
}

static struct asking mia_receives(void)
{
    struct asking a = asking_of(mia, theirs, WORKER_ROLE_MEDIATOR);
    a.form = uuid7_new();
    return a;
}

static int open_story(void **state)
{
    if (open_house(state)) return 1;
    struct write *w = begin();
    mia = add_worker(w, "mia");
    is_ok(write_commit(&w, &e));
    return 0;
}

static struct uuid begun(struct person_id person, struct uuid replaces)
{
    struct asking a = kim_asks();
    const struct handover_start start = {
        .to = theirs, .receiver_kind = RECEIVER_KIND_VDAB, .replaces = replaces};
    is_ok(handover_begin(&a, person, &start, &e));
    return a.form;
}

static void set(struct uuid id, struct handover_change change)
{
    struct asking a = kim_asks();
    is_ok(handover_set(&a, id, &change, &verdict, &e));
}

static struct handover_story seen_by(struct asking a, struct uuid id)
{
    struct handover_story s;
    is_ok(handover_show(&s, &a, id, &e));
    return s;
}

static enum err_code send(struct uuid id)
{
    struct asking a = kim_asks();
    struct handover_story s = seen_by(a, id);
    uint8_t digest[HANDOVER_DIGEST_BYTES];
    payload_digest(digest, s.payload);
    return handover_send(&a, id, digest, &verdict, &e);
}

static void agree(struct uuid id)
{
    struct asking a = kim_asks();
    is_ok(
        handover_agree(&a, id, CONSENT_FORM_SPOKEN, CODE_MISSING, true, &verdict, &e));
}

static void note_goal(struct person_id person, const char *words)
{
    struct asking a = kim_asks();
    const struct goal_fact goal = {
        .person = person, .on = today, .words = str_of(words)};
    is_ok(goal_record(&a, &goal, &e));
}

static const struct handover_change wish = {.part = HANDOVER_PART_WISH,
                                            .wish = {"werken met kinderen", 19},
                                            .moment = HANDOVER_MOMENT_TOGETHER},
                                    shares = {.part = HANDOVER_PART_SHARES,
                                              .categories =
                                                  1u << SHARING_CATEGORY_IDENTITY |
                                                  1u << SHARING_CATEGORY_GOAL,
                                              .sender_keeps = {"belt elke week", 14}},
                                    meeting = {.part = HANDOVER_PART_MEETING,
                                               .is_guide_present = 1};

static struct uuid ready(struct person_id person)
{
    struct uuid id = begun(person, (struct uuid){{0}});
    set(id, wish);
    set(id, shares);
    agree(id);
    set(id, meeting);
    return id;
}

static enum err_code answer(struct asking a, struct uuid id, uint8_t kind,
                            uint8_t reason)
{
    const struct handover_step step = {.kind = kind,
                                       .on = today,
                                       .reason = reason,
                                       .result = HANDOVER_RESULT_WORK,
                                       .is_guide_present = 1,
                                       .words = S("gezien")};
    return handover_step_note(&a, id, &step, &verdict, &e);
}

static void nothing_is_sent_before_all_is_said(void **state)
{
    (void)state;
    struct person_id p = add_person("Amina", "Voorbeeld", "1990-01-02", ours, kim);
    struct uuid id = begun(p, (struct uuid){{0}});
    struct handover_change later = wish;
    later.moment = HANDOVER_MOMENT_NOT_YET;
    assert_int_equal(send(id), ERR_INVALID);
    assert_int_equal(verdict.lack, HANDOVER_LACKS_WISH);
    set(id, later);
    assert_int_equal(send(id), ERR_INVALID);
    assert_int_equal(verdict.lack, HANDOVER_LACKS_MOMENT);
    set(id, wish);
    assert_int_equal(send(id), ERR_INVALID);
    assert_int_equal(verdict.lack, HANDOVER_LACKS_NAME);
    set(id, shares);
    assert_int_equal(send(id), ERR_INVALID);
    assert_int_equal(verdict.lack, HANDOVER_LACKS_CONSENT);
    agree(id);
    assert_int_equal(send(id), ERR_INVALID);
    assert_int_equal(verdict.lack, HANDOVER_LACKS_MEETING);
    set(id, meeting);
    struct handover_change more = shares;
    more.categories |= 1u << SHARING_CATEGORY_NOTE;
    set(id, more); /* one category more than the person said yes to */
    assert_int_equal(send(id), ERR_INVALID);
    assert_int_equal(verdict.lack, HANDOVER_LACKS_CONSENT);
    set(id, shares);
    is_ok(send(id));
    assert_int_equal(send(id), ERR_INVALID);
    assert_int_equal(verdict.fault, HANDOVER_SENT_ALREADY);
}

static void what_was_shown_is_what_travels(void **state)
{
    (void)state;
    struct person_id p = add_person("Amina", "Voorbeeld", "1990-01-02", ours, kim);
    note_goal(p, "een job in de crèche");
    struct uuid id = ready(p);
    struct handover_story preview = seen_by(kim_asks(), id);
    uint8_t digest[HANDOVER_DIGEST_BYTES];
    payload_digest(digest, preview.payload);
    assert_true(str_contains(preview.payload, S("Amina")));
    assert_true(str_contains(preview.payload, S("belt elke week")));
    /* the file changes between looking and sending: look again */
    note_goal(p, "toch liever in de keuken");
    struct asking a = kim_asks();
    assert_int_equal(handover_send(&a, id, digest, &verdict, &e), ERR_INVALID);
    assert_int_equal(verdict.lack, HANDOVER_LACKS_PREVIEW);
    preview = seen_by(kim_asks(), id);
    is_ok(send(id));
    note_goal(p, "iets helemaal anders");
    struct handover_story received = seen_by(lee_receives(), id);
    assert_true(str_eq(preview.payload, received.payload));
    assert_true(received.is_receiver && !received.is_payload_closed);
    assert_true(str_eq(seen_by(kim_asks(), id).payload, preview.payload));
    /* a category that was not ticked is not in it */
    assert_false(str_contains(received.payload, S("\"conditions\"")));
}

static void strangers_find_nothing(void **state)
{
    (void)state;
    struct handover_story s;
    struct person_id p = add_person("Amina", "Voorbeeld", "1990-01-02", ours, kim);
    struct uuid id = ready(p);
    struct asking a = lee_receives();
    assert_int_equal(handover_show(&s, &a, id, &e), ERR_NOT_FOUND); /* not sent yet */
    is_ok(send(id));
    struct organisation_id third;
    struct write *w = begin();
    third = add_organisation(w, "DRIE");
    is_ok(write_commit(&w, &e));
    a = asking_of(ali, third, WORKER_ROLE_GUIDE);
    assert_int_equal(handover_show(&s, &a, id, &e), ERR_NOT_FOUND);
    a.form = uuid7_new();
    assert_int_equal(answer(a, id, HANDOVER_EVENT_ACCEPTED, CODE_MISSING),
                     ERR_NOT_FOUND);
    assert_int_equal(answer(kim_asks(), id, HANDOVER_EVENT_ACCEPTED, CODE_MISSING),
                     ERR_DENIED);
}

/* --- two at once --- */

struct receiver {
    pthread_t thread;
    struct house house;
    struct arena arena;
    struct asking asking;
    struct uuid handover;
    enum err_code rc;
    struct handover_verdict verdict;
};

static void *accept_it(void *of)
{
    struct receiver *r = of;
    struct err mine;
    const struct handover_step step = {.kind = HANDOVER_EVENT_ACCEPTED,
                                       .on = today,
                                       .reason = CODE_MISSING,
                                       .result = CODE_MISSING};
    r->rc = handover_step_note(&r->asking, r->handover, &step, &r->verdict, &mine);
    return NULL;
}

static void of_two_who_accept_one_wins(void **state)
{
    struct writer *writer;
    (void)state;
    is_ok(writer_open(&writer, url, house.vault, &e));
    db_attach_writer(house.db, writer); /* as the threads of a server share it */
    for (int round = 0; round < 5; round++) {
        struct receiver r[2] = {{.asking = lee_receives()}, {.asking = mia_receives()}};
        struct person_id p = add_person("Amina", "Voorbeeld", "1990-01-02", ours, kim);
        struct uuid id = ready(p);
        is_ok(send(id));
        for (int i = 0; i < 2; i++) {
            is_ok(db_open(&r[i].house.db, url, DB_READ, &e));
            is_ok(db_attach_vault(r[i].house.db, house.vault, &e));
            db_attach_writer(r[i].house.db, writer);
            r[i].asking.house = &r[i].house;
            r[i].asking.arena = &r[i].arena;
            r[i].handover = id;
        }
        for (int i = 0; i < 2; i++)
            assert_int_equal(pthread_create(&r[i].thread, NULL, accept_it, &r[i]), 0);
        for (int i = 0; i < 2; i++)
            pthread_join(r[i].thread, NULL);
        int winner = r[0].rc == OK ? 0 : 1, loser = 1 - winner;
        assert_int_equal(r[winner].rc, OK);
        assert_int_equal(r[loser].rc, ERR_INVALID);
        assert_int_equal(r[loser].verdict.fault, HANDOVER_ANSWERED_ALREADY);
        assert_true(uuid_eq(r[loser].verdict.now.course.answered_by_worker,
                            r[winner].asking.visitor.worker));
        for (int i = 0; i < 2; i++) {
            db_close(r[i].house.db);
            arena_dispose(&r[i].arena);
        }
    }
    db_attach_writer(house.db, NULL);
    writer_close(writer);
}

static void no_place_keeps_everything_for_the_next(void **state)
{
    (void)state;
    unsigned open;
    struct person_id p = add_person("Amina", "Voorbeeld", "1990-01-02", ours, kim);
    struct uuid id = ready(p);
    is_ok(send(id));
    is_ok(answer(lee_receives(), id, HANDOVER_EVENT_REFUSED, HANDOVER_REASON_CAPACITY));
    is_ok(consents_in_force(&open, house.db, &arena, p, theirs,
                            SHARING_PURPOSE_HANDOVER, today, &e));
    assert_int_equal(open, 0);
    assert_true(seen_by(lee_receives(), id).is_payload_closed);
    struct uuid again = begun(p, id);
    struct handover_story s = seen_by(kim_asks(), again);
    assert_true(str_eq(s.v.fact.words, wish.wish));
    assert_int_equal(s.v.shares, shares.categories);
    assert_true(str_eq_c(s.v.words[HANDOVER_WORDS_SENDER_KEEPS], "belt elke week"));
    assert_int_equal(s.lack, HANDOVER_LACKS_CONSENT); /* asked anew */
    agree(again);
    is_ok(send(again));
}

static void the_person_withdraws_while_the_page_is_open(void **state)
{
    (void)state;
    struct person_id p = add_person("Amina", "Voorbeeld", "1990-01-02", ours, kim);
    struct uuid id = ready(p);
    is_ok(send(id));
    assert_false(seen_by(lee_receives(), id).is_payload_closed);
    is_ok(answer(kim_asks(), id, HANDOVER_EVENT_WITHDRAWN, CODE_MISSING));
    assert_int_equal(answer(lee_receives(), id, HANDOVER_EVENT_ACCEPTED, CODE_MISSING),
                     ERR_INVALID);
    assert_int_equal(verdict.fault, HANDOVER_IS_OVER);
    struct handover_story s = seen_by(lee_receives(), id);
    assert_true(s.is_payload_closed);
    assert_int_equal(s.payload.n, 0);
}

static void stop_sharing(struct person_id p)
{
    struct asking a = kim_asks();
    a.form = uuid7_new();
    const struct consent_ending all = {
        .receiver = theirs, .purpose = CODE_MISSING, .party = WITHDRAWAL_PARTY_PERSON};
    is_ok(consent_withdraw(&a, p, &all, &e));
}

static void who_shares_no_more_is_not_gone_on_with(void **state)
{
    (void)state;
    struct dossier d = {0};
    struct person_id p = add_person("Amina", "Voorbeeld", "1990-01-02", ours, kim);
    struct uuid id = ready(p);
    is_ok(send(id));
    stop_sharing(p);
    static const uint8_t on[] = {HANDOVER_EVENT_ACCEPTED, HANDOVER_EVENT_RECEIVED};
    for (size_t i = 0; i < ARRAY_LEN(on); i++) {
        assert_int_equal(answer(lee_receives(), id, on[i], CODE_MISSING), ERR_INVALID);
        assert_int_equal(verdict.fault, HANDOVER_NOT_SHARED);
    }
    is_ok(dossier_read(&d, &arena, house.db, p, DOSSIER_COURSE, ours, &e));
    assert_int_equal(d.n_guidances, 1);
    /* a no is still told */
    is_ok(answer(lee_receives(), id, HANDOVER_EVENT_REFUSED, HANDOVER_REASON_CAPACITY));

    id = ready(p);
    is_ok(send(id));
    is_ok(answer(lee_receives(), id, HANDOVER_EVENT_ACCEPTED, CODE_MISSING));
    is_ok(answer(kim_asks(), id, HANDOVER_EVENT_MET, CODE_MISSING));
    struct handover_story s = seen_by(lee_receives(), id);
    size_t n_words = 0;
    for (size_t i = 0; i < s.v.n_events; i++)
        n_words += s.v.events[i].fact.words.n > 0;
    assert_int_equal(n_words, 2);
    stop_sharing(p);
    s = seen_by(lee_receives(), id);
    assert_true(s.is_payload_closed);
    for (size_t i = 0; i < s.v.n_events; i++)
        assert_int_equal(s.v.events[i].fact.words.n, 0);
    assert_int_equal(answer(lee_receives(), id, HANDOVER_EVENT_STARTED, CODE_MISSING),
                     ERR_INVALID);
    assert_int_equal(verdict.fault, HANDOVER_NOT_SHARED);
    is_ok(
        answer(lee_receives(), id, HANDOVER_EVENT_RETURNED, HANDOVER_REASON_CAPACITY));
}

static void from_accepting_to_the_end(void **state)
{
    (void)state;
    struct dossier d = {0};
    struct person_id p = add_person("Amina", "Voorbeeld", "1990-01-02", ours, kim);
    struct uuid id = ready(p);
    is_ok(send(id));
    struct asking a = lee_receives();
    is_ok(handover_receive(&a, id, &e));
    assert_int_equal(seen_by(kim_asks(), id).v.course.state, HANDOVER_STATE_RECEIVED);
    is_ok(answer(lee_receives(), id, HANDOVER_EVENT_ACCEPTED, CODE_MISSING));
    is_ok(dossier_read(&d, &arena, house.db, p, DOSSIER_COURSE, ours, &e));
    assert_int_equal(d.n_guidances, 2);
    for (size_t i = 0; i < 2; i++)
        if (uuid_eq(d.guidances[i].organisation.u, theirs.u)) {
            assert_true(uuid_eq(d.guidances[i].worker, lee));
            assert_false(d.guidances[i].keeps_file);
        }
    assert_int_equal(answer(lee_receives(), id, HANDOVER_EVENT_STARTED, CODE_MISSING),
                     ERR_INVALID);
    assert_int_equal(verdict.fault, HANDOVER_NOT_MET);
    is_ok(answer(kim_asks(), id, HANDOVER_EVENT_MET, CODE_MISSING));
    is_ok(answer(lee_receives(), id, HANDOVER_EVENT_STARTED, CODE_MISSING));
    is_ok(answer(lee_receives(), id, HANDOVER_EVENT_FEEDBACK, CODE_MISSING));
    is_ok(answer(lee_receives(), id, HANDOVER_EVENT_FINISHED, CODE_MISSING));
    struct handover_story s = seen_by(kim_asks(), id);
    assert_int_equal(s.v.course.state, HANDOVER_STATE_FINISHED);
    assert_int_equal(s.v.course.result, HANDOVER_RESULT_WORK);
    assert_int_equal(s.v.course.n_with_guide, 1);
    assert_false(s.v.course.is_sender_responsible);
}

int main(void)
{
#define STORY(f) cmocka_unit_test_setup_teardown(f, open_story, close_house)
    const struct CMUnitTest tests[] = {
        STORY(nothing_is_sent_before_all_is_said),
        STORY(what_was_shown_is_what_travels),
        STORY(strangers_find_nothing),
        STORY(of_two_who_accept_one_wins),
        STORY(no_place_keeps_everything_for_the_next),
        STORY(the_person_withdraws_while_the_page_is_open),
        STORY(who_shares_no_more_is_not_gone_on_with),
        STORY(from_accepting_to_the_end),
    };
    return cmocka_run_group_tests_name("handover_acts", tests, NULL, NULL);
}
