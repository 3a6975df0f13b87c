/* What waits between organisations: the list is what the course of each handover says,
 * names nobody to who may not see them, and is reminded of once and of what waits only.
 * Each story ends with a store that verifies. */
#include "person_house.h"

#include "act/handover_today.h"
#include "act/network_acts.h"
#include "base/brussels.h"
#include "store/care_store.h"
#include "base/rng.h"
#include "domain/handover_course.h"
#include "store/dossier_read.h"
#include "store/handover_read.h"
#include "store/handover_store.h"
#include "store/file_now_store.h"

static struct person_id mila;
static struct uuid cora;

static int open_network(void **state)
{
    if (open_house(state)) return 1;
    struct write *w = begin();
    cora = add_worker(w, "cora");
    is_ok(write_commit(&w, &e));
    mila = add_person("Mila", "Sorokivska", "1991-04-02", ours, kim);
    return 0;
}

static struct asking cora_asks(void)
{
    struct asking a = asking_of(cora, theirs, WORKER_ROLE_NETWORK_COORDINATOR);
    a.form = uuid7_new();
    return a;
}

static struct uuid begun(struct person_id person, struct uuid replaces)
{
    struct handover_fact f = {.id = uuid7_new(),
                              .person = person,
                              .from = ours,
                              .worker = kim,
                              .to = theirs,
                              .receiver_kind = RECEIVER_KIND_VDAB,
                              .replaces = replaces,
                              .moment = HANDOVER_MOMENT_TOGETHER,
                              .is_guide_present = CODE_MISSING,
                              .on = day_of(2026, 9, 1)};
    struct write *w = begin();
    is_ok(handover_add(w, &f, &e));
    is_ok(write_commit(&w, &e));
    return f.id;
}

static void happened(struct person_id person, struct uuid handover, uint8_t kind,
                     struct day on)
{
    struct handover_event_fact f = {.id = uuid7_new(),
                                    .handover = handover,
                                    .person = person,
                                    .kind = kind,
                                    .on = on,
                                    .reason = CODE_MISSING,
                                    .result = CODE_MISSING,
                                    .organisation = theirs,
                                    .worker = ali,
                                    .is_guide_present = CODE_MISSING};
    if (kind == HANDOVER_EVENT_REFUSED) f.reason = HANDOVER_REASON_CAPACITY;
    if (kind == HANDOVER_EVENT_FINISHED) f.result = HANDOVER_RESULT_WORK;
    struct write *w = begin();
    is_ok(handover_event_add(w, &f, &e));
    is_ok(write_commit(&w, &e));
}

static size_t shown(struct waiting_line **out, struct waiting_counts *counts,
                    bool late_only)
{
    struct asking a = cora_asks();
    struct waiting_wanted wanted = {.province = CODE_MISSING,
                                    .receiver_kind = CODE_MISSING};
    bool is_more;
    size_t n;
    is_ok(waiting_show(out, &n, &is_more, counts, &a, &wanted, late_only, &e));
    assert_false(is_more);
    return n;
}

static bool course_waits(const struct handover_view *v)
{
    return v->course.state >= HANDOVER_STATE_PROPOSED &&
           v->course.state <= HANDOVER_STATE_OTHER_PROPOSED;
}

/* Whatever happened, the row says what the course says. */
static void the_list_is_what_the_course_says(void **state)
{
    (void)state;
    static const uint8_t steps[] = {HANDOVER_EVENT_AGREED,   HANDOVER_EVENT_SENT,
                                    HANDOVER_EVENT_RECEIVED, HANDOVER_EVENT_REMINDED,
                                    HANDOVER_EVENT_ACCEPTED, HANDOVER_EVENT_MET,
                                    HANDOVER_EVENT_STARTED,  HANDOVER_EVENT_FINISHED};
    enum { N = 24 };
    struct uuid ids[N];
    struct waiting_line *lines;
    struct waiting_counts counts;
    struct rng rng;
    size_t n_expected = 0, n_late = 0, n_refused = 0, n_running = 0;
    struct dossier d = {0};
    rng_init(&rng, 11);
    for (size_t i = 0; i < N; i++) {
        ids[i] = begun(mila, (struct uuid){{0}});
        size_t n_steps = rng_below(&rng, ARRAY_LEN(steps) + 1);
        for (size_t s = 0; s < n_steps; s++) {
            uint8_t kind = steps[s];
            if (kind == HANDOVER_EVENT_ACCEPTED && i % 3 == 0)
                kind = HANDOVER_EVENT_REFUSED;
            happened(mila, ids[i], kind,
                     day_of(2026, 10, 1 + (int)(s * 3 + rng_below(&rng, 3))));
            if (kind == HANDOVER_EVENT_REFUSED) break;
        }
    }
    size_t n = shown(&lines, &counts, false);
    for (size_t i = 0; i < N; i++) {
        struct handover_view v;
        is_ok(handover_read(&v, &arena, house.db, ids[i], today, false, &e));
        size_t j = 0;
        while (j < n && !uuid_eq(lines[j].row.handover, ids[i]))
            j++;
        n_running += handover_is_running(v.course.state);
        assert_int_equal(j < n, course_waits(&v));
        if (j == n) continue;
        n_expected++;
        assert_int_equal(lines[j].row.state, v.course.state);
        assert_int_equal(lines[j].working_days, v.course.waiting_working_days);
        assert_int_equal(lines[j].is_late, v.course.is_flagged);
        assert_int_equal(lines[j].row.reason, v.course.reason);
        n_late += lines[j].is_late;
        n_refused += v.course.state == HANDOVER_STATE_REFUSED;
    }
    /* those in the file, for the ring */
    is_ok(dossier_read(&d, &arena, house.db, mila, DOSSIER_COURSE,
                       (struct organisation_id){{{0}}}, &e));
    assert_int_equal(d.n_handovers, n_running);
    assert_true(n_running > 2);
    assert_int_equal(n, n_expected);
    assert_true(n_expected > 6 && n_late > 2 && n_refused > 1);
    assert_int_equal(counts.n, n);
    assert_int_equal(counts.n_late, n_late);
    assert_int_equal(counts.n_refused, n_refused);
    for (size_t j = 1; j < n; j++)
        assert_true(lines[j].row.since_on.v >= lines[j - 1].row.since_on.v);
    assert_int_equal(shown(&lines, &counts, true), n_late);
}

static void nobody_is_named_and_a_new_attempt_ends_waiting(void **state)
{
    (void)state;
    struct waiting_line *lines;
    struct waiting_counts counts;
    struct uuid first = begun(mila, (struct uuid){{0}});
    happened(mila, first, HANDOVER_EVENT_AGREED, day_of(2026, 10, 1));
    happened(mila, first, HANDOVER_EVENT_SENT, day_of(2026, 10, 2));
    happened(mila, first, HANDOVER_EVENT_REFUSED, day_of(2026, 10, 9));
    assert_int_equal(shown(&lines, &counts, false), 1);
    assert_int_equal(lines[0].initials.n, 0);
    assert_false(lines[0].is_open);
    assert_int_equal(strlen(lines[0].number), 6);
    assert_false(lines[0].row.is_twice);
    begun(mila, first);
    assert_int_equal(shown(&lines, &counts, false), 0);
    /* made again by `rebuild`: the same */
    int64_t n_files;
    struct write *w = begin();
    is_ok(file_now_rebuild(&n_files, w, &e));
    is_ok(write_commit(&w, &e));
    assert_int_equal(shown(&lines, &counts, false), 0);
    struct asking k = kim_asks();
    struct waiting_wanted wanted = {.province = CODE_MISSING,
                                    .receiver_kind = CODE_MISSING};
    bool is_more;
    size_t n;
    assert_int_equal(
        waiting_show(&lines, &n, &is_more, &counts, &k, &wanted, false, &e),
        ERR_DENIED);
}

static void two_that_do_the_same_are_seen(void **state)
{
    (void)state;
    struct waiting_line *lines;
    struct waiting_counts counts;
    struct uuid id = begun(mila, (struct uuid){{0}});
    happened(mila, id, HANDOVER_EVENT_AGREED, day_of(2026, 10, 1));
    happened(mila, id, HANDOVER_EVENT_SENT, day_of(2026, 10, 2));
    struct guidance_fact g = {.id = uuid7_new(),
                              .person = mila,
                              .organisation = theirs,
                              .domain = GUIDANCE_DOMAIN_HEALTH,
                              .from = day_of(2026, 5, 1),
                              .to = DAY_NONE,
                              .next_on = DAY_NONE};
    struct write *w = begin();
    is_ok(guidance_add(w, &g, &e));
    is_ok(write_commit(&w, &e));
    shown(&lines, &counts, false);
    assert_int_equal(counts.n_twice, 0);
    g.id = uuid7_new();
    g.domain = GUIDANCE_DOMAIN_WORK;
    w = begin();
    is_ok(guidance_add(w, &g, &e));
    is_ok(write_commit(&w, &e));
    shown(&lines, &counts, false);
    assert_true(lines[0].row.is_twice);
    assert_int_equal(counts.n_twice, 1);
    /* while it is handed over they do not; when it ended and both go on, they do */
    happened(mila, id, HANDOVER_EVENT_ACCEPTED, day_of(2026, 10, 5));
    assert_int_equal(shown(&lines, &counts, false), 1);
    assert_int_equal(counts.n_twice, 0);
    happened(mila, id, HANDOVER_EVENT_RETURNED, day_of(2026, 10, 8));
    id = begun(mila, (struct uuid){{0}});
    happened(mila, id, HANDOVER_EVENT_AGREED, day_of(2026, 10, 9));
    happened(mila, id, HANDOVER_EVENT_SENT, day_of(2026, 10, 9));
    assert_int_equal(shown(&lines, &counts, false), 1);
    assert_int_equal(counts.n_twice, 1);
    int64_t n_files;
    w = begin();
    is_ok(file_now_rebuild(&n_files, w, &e));
    is_ok(write_commit(&w, &e));
    shown(&lines, &counts, false);
    assert_int_equal(counts.n_twice, 1);
}

static struct handovers_today today_of(struct asking a)
{
    struct handovers_today t;
    is_ok(handovers_today(&t, &a, &e));
    return t;
}

/* The guide of the person and the receiving organisation each see their own step. */
static void the_start_page_says_whose_turn_it_is(void **state)
{
    (void)state;
    struct uuid id = begun(mila, (struct uuid){{0}});
    happened(mila, id, HANDOVER_EVENT_AGREED, day_of(2026, 10, 1));
    assert_int_equal(today_of(cora_asks()).asked.n, 0);
    happened(mila, id, HANDOVER_EVENT_SENT, day_of(2026, 10, 2));
    struct handovers_today t = today_of(cora_asks());
    assert_int_equal(t.asked.n, 1);
    assert_false(t.asked.is_more);
    assert_int_equal(t.asked.since.v, day_of(2026, 10, 2).v);
    assert_int_equal(today_of(kim_asks()).asked.n, 0);
    assert_int_equal(today_of(kim_asks()).n, 0);
    happened(mila, id, HANDOVER_EVENT_REFUSED, day_of(2026, 10, 9));
    assert_int_equal(today_of(cora_asks()).asked.n, 0);
    t = today_of(kim_asks());
    assert_int_equal(t.n, 1);
    assert_int_equal(t.at[0].call, HANDOVER_CALL_REFUSED);
    assert_true(t.at[0].is_sender && uuid_eq(t.at[0].v.fact.id, id));
    begun(mila, id); /* tried again: no longer anybody's step */
    assert_int_equal(today_of(kim_asks()).n, 0);
}

static void a_first_meeting_is_told_the_day_before(void **state)
{
    (void)state;
    struct appointment_fact x = {.id = uuid7_new(),
                                 .person = mila,
                                 .minutes = 45,
                                 .state = APPOINTMENT_STATE_PLANNED,
                                 .worker = kim,
                                 .words = S("Inkom van het station")};
    struct handover_fact f = {.id = uuid7_new(),
                              .person = mila,
                              .from = ours,
                              .worker = kim,
                              .to = theirs,
                              .receiver_kind = RECEIVER_KIND_VDAB,
                              .moment = HANDOVER_MOMENT_TOGETHER,
                              .appointment = x.id,
                              .is_guide_present = 1,
                              .on = day_of(2026, 9, 1)};
    struct write *w = begin();
    is_ok(handover_add(w, &f, &e));
    is_ok(write_commit(&w, &e));
    happened(mila, f.id, HANDOVER_EVENT_AGREED, day_of(2026, 10, 1));
    happened(mila, f.id, HANDOVER_EVENT_SENT, day_of(2026, 10, 2));
    /* days from today, and whether the start page tells of it */
    static const struct {
        int days;
        bool is_told;
    } moments[] = {{2, false}, {1, true}, {0, true}, {-1, false}};
    for (size_t i = 0; i < ARRAY_LEN(moments); i++) {
        struct day on = {kim_asks().today.v + moments[i].days};
        x.starts_at = brussels_moment(on, 600);
        w = begin();
        is_ok(appointment_add(w, &x, &e));
        is_ok(write_commit(&w, &e));
        x.sequence++;
        struct handovers_today t = today_of(kim_asks());
        assert_int_equal(t.n, moments[i].is_told);
        if (!t.n) continue;
        assert_int_equal(t.at[0].call, HANDOVER_CALL_MEETING);
        assert_int_equal(t.at[0].meeting_at, x.starts_at);
    }
    x.starts_at = brussels_moment(kim_asks().today, 600);
    x.state = APPOINTMENT_STATE_CANCELLED;
    w = begin();
    is_ok(appointment_add(w, &x, &e));
    is_ok(write_commit(&w, &e));
    assert_int_equal(today_of(kim_asks()).n, 0);
}

static void reminded_of_what_waits_only(void **state)
{
    (void)state;
    struct uuid ids[REMINDERS_MOST + 1];
    struct asking c = cora_asks(), k = kim_asks();
    struct waiting_news *news;
    struct handover_view v;
    size_t n;
    for (size_t i = 0; i < 2; i++) {
        ids[i] = begun(mila, (struct uuid){{0}});
        happened(mila, ids[i], HANDOVER_EVENT_AGREED, day_of(2026, 10, 1));
        happened(mila, ids[i], HANDOVER_EVENT_SENT, day_of(2026, 10, 2));
    }
    happened(mila, ids[1], HANDOVER_EVENT_ACCEPTED, today); /* a moment ago, there */
    assert_int_equal(waiting_remind(&n, &k, ids, 2, &e), ERR_DENIED);
    assert_int_equal(waiting_remind(&n, &c, ids, REMINDERS_MOST + 1, &e),
                     ERR_TOO_LARGE);
    is_ok(waiting_remind(&n, &c, ids, 2, &e));
    assert_int_equal(n, 1);
    is_ok(handover_read(&v, &arena, house.db, ids[0], today, false, &e));
    assert_int_equal(v.course.n_reminders, 1);
    is_ok(handover_read(&v, &arena, house.db, ids[1], today, false, &e));
    assert_int_equal(v.course.n_reminders, 0);
    is_ok(waiting_news(&news, &n, &c, ids, 2, &e));
    assert_int_equal(n, 1);
    assert_int_equal(news[0].state, HANDOVER_STATE_ACCEPTED);
    assert_string_equal(news[0].answered, "vzw ZIJ");
    c.form = uuid7_new();
    ids[0] = uuid7_new();
    assert_int_equal(waiting_remind(&n, &c, ids, 1, &e), ERR_NOT_FOUND);
}

int main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, open_network, close_house)
    const struct CMUnitTest tests[] = {
        T(the_list_is_what_the_course_says),
        T(nobody_is_named_and_a_new_attempt_ends_waiting),
        T(two_that_do_the_same_are_seen),
        T(the_start_page_says_whose_turn_it_is),
        T(a_first_meeting_is_told_the_day_before),
        T(reminded_of_what_waits_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
