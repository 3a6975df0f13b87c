/* Handovers go in and come back: versions until sent, words and payload sealed, and the
 * state by which lists are asked is the state that the course computes. */
#include "store_keeper.h"

#include "store/dossier_read.h"
#include "store/handover_read.h"
#include "store/handover_store.h"
#include "store/worker_store.h"

static struct arena arena;
static struct organisation_fact sender, receiver;
static struct worker_fact worker;
static struct person_fact person;
static const struct uuid nil;

static struct write *begin_test(void)
{
    struct write *w;
    is_ok(write_begin(&w, db, &who, "test", "", &e));
    return w;
}

static int open_file(void **state)
{
    struct identity identity = {{{0}}};
    if (open_store(state)) return 1;
    sender = an_organisation("vzw1");
    receiver = an_organisation("vzw2");
    worker = (struct worker_fact){.id = uuid7_new(), .login = "els", .name = "Els"};
    person = a_person();
    identity.value[IDENTITY_CALL_NAME] = S("Noor");
    struct write *w = begin_test();
    is_ok(organisation_add(w, &sender, &e));
    is_ok(organisation_add(w, &receiver, &e));
    is_ok(worker_add(w, &worker, &e));
    is_ok(person_add(w, &person, &identity, &e));
    is_ok(write_commit(&w, &e));
    return 0;
}

static int close_file(void **state)
{
    arena_dispose(&arena);
    return close_whole_store(state);
}

static struct handover_fact a_handover(int day)
{
    return (struct handover_fact){.id = uuid7_new(),
                                  .person = person.id,
                                  .from = sender.id,
                                  .worker = worker.id,
                                  .to = receiver.id,
                                  .receiver_kind = RECEIVER_KIND_SERVICE,
                                  .moment = CODE_MISSING,
                                  .is_guide_present = CODE_MISSING,
                                  .on = on(2026, 11, day),
                                  .words = S("werken met kinderen")};
}

static void add_event(const struct handover_fact *h, uint8_t kind, int day)
{
    struct write *w = begin_test();
    struct handover_event_fact v = {.id = uuid7_new(),
                                    .handover = h->id,
                                    .person = h->person,
                                    .kind = kind,
                                    .on = on(2026, 11, day),
                                    .reason = CODE_MISSING,
                                    .result = CODE_MISSING,
                                    .organisation = sender.id,
                                    .worker = worker.id,
                                    .is_guide_present = CODE_MISSING,
                                    .words = S("gebeld")};
    is_ok(handover_event_add(w, &v, &e));
    is_ok(write_commit(&w, &e));
}

static void add_handover(const struct handover_fact *h)
{
    struct write *w = begin_test();
    is_ok(handover_add(w, h, &e));
    is_ok(write_commit(&w, &e));
}

static void a_later_version_takes_the_place_of_the_first(void **state)
{
    struct handover_view v;
    struct person_id found;
    struct handover_fact h = a_handover(2);
    (void)state;
    h.to.u = nil;
    h.receiver_kind = CODE_MISSING;
    add_handover(&h);
    struct write *w = begin_test();
    struct handover_words_fact keeps = {
        uuid7_new(), h.id, h.person, HANDOVER_WORDS_SENDER_KEEPS, S("belt wekelijks")};
    struct handover_share_fact share = {uuid7_new(), h.id, h.person,
                                        SHARING_CATEGORY_GOAL};
    is_ok(fact_retract(w, NOUN_HANDOVER, h.person, h.id, &e));
    h.to = receiver.id;
    h.receiver_kind = RECEIVER_KIND_VDAB;
    h.words = S("liever met ouderen");
    is_ok(handover_add(w, &h, &e));
    is_ok(handover_words_add(w, &keeps, &e));
    is_ok(handover_share_add(w, &share, &e));
    is_ok(write_commit(&w, &e));
    is_ok(handover_person(&found, db, h.id, &e));
    assert_true(uuid_eq(found.u, person.id.u));
    is_ok(handover_read(&v, &arena, db, h.id, on(2026, 11, 3), true, &e));
    assert_true(str_eq_c(v.fact.words, "liever met ouderen"));
    assert_true(str_eq_c(v.words[HANDOVER_WORDS_SENDER_KEEPS], "belt wekelijks"));
    assert_int_equal(v.shares, 1u << SHARING_CATEGORY_GOAL);
    assert_int_equal(v.fact.receiver_kind, RECEIVER_KIND_VDAB);
    assert_string_equal(v.worker_name, "Els");
    is_ok(handover_read(&v, &arena, db, h.id, on(2026, 11, 3), false, &e));
    assert_int_equal(v.fact.words.n, 0);
    assert_int_equal(v.words[HANDOVER_WORDS_SENDER_KEEPS].n, 0);
    assert_int_equal(handover_read(&v, &arena, db, nil, on(2026, 11, 3), false, &e),
                     ERR_NOT_FOUND);
}

static void what_was_sent_comes_back_byte_for_byte(void **state)
{
    struct handover_payload_fact in = {.person = person.id}, out;
    struct handover_fact h = a_handover(2);
    (void)state;
    add_handover(&h);
    assert_int_equal(handover_payload_read(&out, &arena, db, person.id, h.id, &e),
                     ERR_NOT_FOUND);
    in.id = uuid7_new();
    in.handover = h.id;
    in.content = S("{\"to\":\"vzw2\"}");
    struct write *w = begin_test();
    is_ok(handover_payload_add(w, &in, &e));
    is_ok(write_commit(&w, &e));
    is_ok(handover_payload_read(&out, &arena, db, person.id, h.id, &e));
    assert_true(str_eq(out.content, in.content));
    assert_memory_equal(out.digest, in.digest, sizeof in.digest);
    in.id = uuid7_new();
    in.content = STR_NONE;
    w = begin_test();
    assert_int_equal(handover_payload_add(w, &in, &e), ERR_TOO_LARGE);
    write_abandon(&w);
}

/* One handover in each state; the lists find each by its state and in no other. */
static void lists_know_the_state_that_the_course_computes(void **state)
{
    static const uint8_t ways[N_HANDOVER_STATE][8] = {
        [HANDOVER_STATE_PREPARING] = {HANDOVER_EVENT_AGREED},
        [HANDOVER_STATE_PROPOSED] = {HANDOVER_EVENT_AGREED, HANDOVER_EVENT_SENT,
                                     HANDOVER_EVENT_REMINDED},
        [HANDOVER_STATE_RECEIVED] = {HANDOVER_EVENT_SENT, HANDOVER_EVENT_RECEIVED},
        [HANDOVER_STATE_ACCEPTED] = {HANDOVER_EVENT_SENT, HANDOVER_EVENT_ACCEPTED,
                                     HANDOVER_EVENT_FEEDBACK},
        [HANDOVER_STATE_REFUSED] = {HANDOVER_EVENT_SENT, HANDOVER_EVENT_REFUSED},
        [HANDOVER_STATE_OTHER_PROPOSED] = {HANDOVER_EVENT_SENT,
                                           HANDOVER_EVENT_OTHER_PROPOSED},
        [HANDOVER_STATE_MET] = {HANDOVER_EVENT_SENT, HANDOVER_EVENT_ACCEPTED,
                                HANDOVER_EVENT_MET, HANDOVER_EVENT_MET},
        [HANDOVER_STATE_STARTED] = {HANDOVER_EVENT_SENT, HANDOVER_EVENT_ACCEPTED,
                                    HANDOVER_EVENT_MET, HANDOVER_EVENT_STARTED,
                                    HANDOVER_EVENT_MET},
        [HANDOVER_STATE_FINISHED] = {HANDOVER_EVENT_SENT, HANDOVER_EVENT_ACCEPTED,
                                     HANDOVER_EVENT_MET, HANDOVER_EVENT_STARTED,
                                     HANDOVER_EVENT_FINISHED, HANDOVER_EVENT_FEEDBACK},
        [HANDOVER_STATE_RETURNED] = {HANDOVER_EVENT_SENT, HANDOVER_EVENT_ACCEPTED,
                                     HANDOVER_EVENT_RETURNED},
        [HANDOVER_STATE_WITHDRAWN] = {HANDOVER_EVENT_SENT, HANDOVER_EVENT_ACCEPTED,
                                      HANDOVER_EVENT_WITHDRAWN},
    };
    struct handover_fact made[N_HANDOVER_STATE];
    int64_t counts[N_HANDOVER_STATE];
    struct handover_view *list;
    struct handover_wanted wanted = {
        .to = receiver.id, .sent_before = DAY_NONE, .most = 100};
    size_t n;
    (void)state;
    for (int s = 0; s < N_HANDOVER_STATE; s++) {
        made[s] = a_handover(1 + s);
        add_handover(&made[s]);
        for (int i = 0; i < 8; i++) /* the first code, agreed, is 0: nothing new */
            if (i == 0 || ways[s][i]) add_event(&made[s], ways[s][i], 2 + s + i);
    }
    is_ok(handover_counts(counts, db, &wanted, &e));
    for (int s = 0; s < N_HANDOVER_STATE; s++) {
        assert_int_equal(counts[s], 1);
        wanted.states = 1u << s;
        is_ok(handover_list(&list, &n, &arena, db, &wanted, on(2026, 11, 30), &e));
        assert_int_equal(n, 1);
        assert_true(uuid_eq(list[0].fact.id, made[s].id));
        assert_int_equal(list[0].course.state, s);
    }
    wanted = (struct handover_wanted){
        .from = sender.id, .sent_before = DAY_NONE, .first = 2, .most = 4};
    is_ok(handover_list(&list, &n, &arena, db, &wanted, on(2026, 11, 30), &e));
    assert_int_equal(n, 4);
    wanted.to = sender.id;
    is_ok(handover_list(&list, &n, &arena, db, &wanted, on(2026, 11, 30), &e));
    assert_int_equal(n, 0);
}

static void the_kind_of_receiver_comes_with_the_receiver(void **state)
{
    struct handover_fact h = a_handover(2);
    (void)state;
    h.receiver_kind = CODE_MISSING;
    struct write *w = begin_test();
    assert_int_equal(handover_add(w, &h, &e), ERR_INVALID);
    write_abandon(&w);
}

int main(void)
{
#define STORY(f) cmocka_unit_test_setup_teardown(f, open_file, close_file)
    const struct CMUnitTest tests[] = {
        STORY(a_later_version_takes_the_place_of_the_first),
        STORY(what_was_sent_comes_back_byte_for_byte),
        STORY(lists_know_the_state_that_the_course_computes),
        STORY(the_kind_of_receiver_comes_with_the_receiver),
    };
    return cmocka_run_group_tests_name("handover_store", tests, NULL, NULL);
}
