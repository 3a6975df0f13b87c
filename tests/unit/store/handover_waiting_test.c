/* Handovers that wait: what writes leave is what the course of each says; every filter
 * gives the rows that fit it, in pages that meet, and counts that are exact; making all
 * again changes nothing; who was erased is not there. */
#include "store_keeper.h"

#include "base/rng.h"
#include "store/dossier_store.h"
#include "store/file_now_store.h"
#include "store/handover_read.h"
#include "store/handover_store.h"
#include "store/handover_waiting.h"
#include "store/worker_store.h"

enum { HOUSES = 7, PERSONS = 60, HANDOVERS = 150, WAITING_MOST = 1000 };

static struct arena arena;
static struct organisation_fact houses[HOUSES];
static struct worker_fact worker;
static struct person_fact persons[PERSONS];
static struct handover_fact made[HANDOVERS];
static const struct day today = {20700};
static const struct organisation_id nobody;

static void add_houses(struct write *w)
{
    static const char *const places[HOUSES] = {"11002", "11002", "13040", "44021",
                                               "71022", "62063", ""};
    char code[8];
    for (unsigned i = 0; i < HOUSES; i++) {
        snprintf(code, sizeof code, "huis%u", i);
        houses[i] = an_organisation(code);
        snprintf(houses[i].municipality, sizeof houses[i].municipality, "%s",
                 places[i]);
        is_ok(organisation_add(w, &houses[i], &e));
    }
    worker = (struct worker_fact){.id = uuid7_new(), .login = "els", .name = "Els"};
    is_ok(worker_add(w, &worker, &e));
}

static void add_guidance(struct write *w, struct person_id person, unsigned house)
{
    struct guidance_fact g = {.id = uuid7_new(),
                              .person = person,
                              .organisation = houses[house].id,
                              .keeps_file = house == 0,
                              .domain = GUIDANCE_DOMAIN_WORK,
                              .from = on(2026, 1, 1),
                              .to = DAY_NONE,
                              .next_on = DAY_NONE};
    is_ok(guidance_add(w, &g, &e));
}

/* Up to where it got; some steps are taken back. Ends the write. */
static void add_events(struct write *w, const struct handover_fact *h, struct rng *rng)
{
    static const uint8_t ways[][5] = {
        {HANDOVER_EVENT_AGREED},
        {HANDOVER_EVENT_AGREED, HANDOVER_EVENT_SENT},
        {HANDOVER_EVENT_AGREED, HANDOVER_EVENT_SENT, HANDOVER_EVENT_RECEIVED},
        {HANDOVER_EVENT_AGREED, HANDOVER_EVENT_SENT, HANDOVER_EVENT_ACCEPTED},
        {HANDOVER_EVENT_AGREED, HANDOVER_EVENT_SENT, HANDOVER_EVENT_REFUSED},
        {HANDOVER_EVENT_AGREED, HANDOVER_EVENT_SENT, HANDOVER_EVENT_OTHER_PROPOSED},
        {HANDOVER_EVENT_AGREED, HANDOVER_EVENT_SENT, HANDOVER_EVENT_ACCEPTED,
         HANDOVER_EVENT_MET},
        {HANDOVER_EVENT_AGREED, HANDOVER_EVENT_SENT, HANDOVER_EVENT_WITHDRAWN},
    };
    const uint8_t *way = ways[rng_below(rng, ARRAY_LEN(ways))];
    for (int i = 0; i == 0 || (i < 5 && way[i]); i++) {
        struct handover_event_fact v = {.id = uuid7_new(),
                                        .handover = h->id,
                                        .person = h->person,
                                        .kind = way[i],
                                        .on = {h->on.v + i},
                                        .reason = CODE_MISSING,
                                        .result = CODE_MISSING,
                                        .organisation = h->from,
                                        .worker = worker.id,
                                        .is_guide_present = CODE_MISSING};
        if (way[i] == HANDOVER_EVENT_REFUSED) v.reason = HANDOVER_REASON_CAPACITY;
        is_ok(handover_event_add(w, &v, &e));
        if (rng_below(rng, 8)) continue;
        is_ok(write_commit(&w, &e));
        w = begin(); /* it was a mistake */
        is_ok(fact_retract(w, NOUN_HANDOVER_EVENT, v.person, v.id, &e));
        break;
    }
    is_ok(write_commit(&w, &e));
}

static void add_handover(struct handover_fact *h, unsigned i, struct rng *rng)
{
    static const uint8_t kinds[] = {RECEIVER_KIND_SERVICE, RECEIVER_KIND_VDAB,
                                    RECEIVER_KIND_SCHOOL};
    unsigned from = rng_below(rng, HOUSES);
    *h = (struct handover_fact){
        .id = uuid7_new(),
        .person = persons[rng_below(rng, PERSONS)].id,
        .from = houses[from].id,
        .worker = worker.id,
        .to = i % 5 ? houses[(from + 1 + rng_below(rng, 5)) % HOUSES].id : nobody,
        .receiver_kind = i % 5 ? kinds[i % 3] : (uint8_t)CODE_MISSING,
        .moment = CODE_MISSING,
        .is_guide_present = CODE_MISSING,
        .on = {today.v - 6 - (int)rng_below(rng, 30)},
        .words = S("werken met kinderen")};
    struct write *w = begin();
    is_ok(handover_add(w, h, &e));
    add_events(w, h, rng);
}

static int open_houses(void **state)
{
    struct rng rng;
    if (open_store(state)) return 1;
    rng_init(&rng, 12);
    struct write *w = begin();
    add_houses(w);
    for (unsigned i = 0; i < PERSONS; i++) {
        struct identity identity = {{{0}}};
        persons[i] = a_person();
        identity.value[IDENTITY_CALL_NAME] = S("Noor");
        is_ok(person_add(w, &persons[i], &identity, &e));
        add_guidance(w, persons[i].id, 0);
        if (i % 4 == 0) add_guidance(w, persons[i].id, 1);
    }
    is_ok(write_commit(&w, &e));
    for (unsigned i = 0; i < HANDOVERS; i++)
        add_handover(&made[i], i, &rng);
    return 0;
}

static int close_houses(void **state)
{
    arena_dispose(&arena);
    return close_whole_store(state);
}

static struct waiting_wanted anything(void)
{
    return (struct waiting_wanted){.province = CODE_MISSING,
                                   .receiver_kind = CODE_MISSING,
                                   .until = DAY_NONE,
                                   .most = WAITING_MOST};
}

static size_t list(struct waiting_row **out, const struct waiting_wanted *w)
{
    size_t n;
    is_ok(waiting_list(out, &n, &arena, db, w, &e));
    return n;
}

static const struct waiting_row *row_of(const struct waiting_row *rows, size_t n,
                                        struct uuid handover)
{
    for (size_t i = 0; i < n; i++)
        if (uuid_eq(rows[i].handover, handover)) return &rows[i];
    return NULL;
}

static void what_waits_is_what_the_course_says(void **state)
{
    struct waiting_wanted all = anything();
    struct waiting_row *rows;
    size_t n = list(&rows, &all), n_expected = 0;
    (void)state;
    for (size_t i = 0; i < HANDOVERS; i++) {
        struct handover_view v;
        is_ok(handover_read(&v, &arena, db, made[i].id, today, false, &e));
        bool waits = v.course.state >= HANDOVER_STATE_PROPOSED &&
                     v.course.state <= HANDOVER_STATE_OTHER_PROPOSED;
        const struct waiting_row *r = row_of(rows, n, made[i].id);
        assert_int_equal(r != NULL, waits);
        if (!r) continue;
        n_expected++;
        assert_int_equal(r->state, v.course.state);
        if (r->state == HANDOVER_STATE_PROPOSED)
            assert_int_equal(r->since_on.v, v.course.sent_on.v);
        if (r->state == HANDOVER_STATE_REFUSED)
            assert_int_equal(r->reason, HANDOVER_REASON_CAPACITY);
        assert_true(uuid_eq(r->person.u, made[i].person.u));
    }
    assert_int_equal(n, n_expected);
    assert_true(n > HANDOVERS / 3);
}

static bool is_in(const struct waiting_row *r, uint8_t province)
{
    static const struct {
        const char *municipality;
        uint8_t province;
    } places[] = {{"11002", PROVINCE_ANTWERPEN},
                  {"13040", PROVINCE_ANTWERPEN},
                  {"44021", PROVINCE_OOST_VLAANDEREN},
                  {"71022", PROVINCE_LIMBURG},
                  {"62063", PROVINCE_OTHER}};
    for (size_t i = 0; i < ARRAY_LEN(places); i++)
        if (!strcmp(r->municipality, places[i].municipality))
            return places[i].province == province;
    return false; /* not known where */
}

static bool is_asked(const struct waiting_row *r)
{
    return r->state == HANDOVER_STATE_PROPOSED || r->state == HANDOVER_STATE_RECEIVED;
}

static bool is_refused(const struct waiting_row *r)
{
    return r->state == HANDOVER_STATE_REFUSED ||
           r->state == HANDOVER_STATE_OTHER_PROPOSED;
}

static bool is_where(const struct waiting_row *r, const struct waiting_wanted *w)
{
    if (!uuid_is_nil(w->organisation.u) && !uuid_eq(r->from.u, w->organisation.u) &&
        !uuid_eq(r->to.u, w->organisation.u))
        return false;
    if (w->municipality[0] && strcmp(r->municipality, w->municipality) != 0)
        return false;
    if (w->province != CODE_MISSING && !is_in(r, w->province)) return false;
    return w->receiver_kind == CODE_MISSING || r->receiver_kind == w->receiver_kind;
}

static bool is_wanted(const struct waiting_row *r, const struct waiting_wanted *w)
{
    return is_where(r, w) && (!w->only_twice || r->is_twice) &&
           (!w->only_refused || is_refused(r)) &&
           (day_is_none(w->until) || (is_asked(r) && r->since_on.v <= w->until.v));
}

/* In pages of seven, and counted. Returns how many. */
static size_t is_as_written_out(const struct waiting_wanted *asked,
                                const struct waiting_row *all, size_t n_all)
{
    struct waiting_wanted w = *asked;
    struct waiting_counts counts, expected = {0};
    struct waiting_row *page;
    struct day late = {today.v - 20};
    size_t seen = 0, n_page;
    w.most = 7;
    do {
        n_page = list(&page, &w);
        for (size_t i = 0, at = 0, skipped = 0; i < n_page; i++, at++) {
            while (at < n_all && (!is_wanted(&all[at], asked) || skipped < w.first))
                skipped += is_wanted(&all[at++], asked);
            assert_true(at < n_all);
            assert_true(uuid_eq(page[i].handover, all[at].handover));
            assert_string_equal(page[i].to_name, all[at].to_name);
        }
        w.first += n_page;
        seen += n_page;
    } while (n_page);
    for (size_t i = 0; i < n_all; i++) {
        seen -= is_wanted(&all[i], asked);
        if (!is_where(&all[i], asked)) continue;
        expected.n++;
        expected.n_late += is_asked(&all[i]) && all[i].since_on.v <= late.v;
        expected.n_refused += is_refused(&all[i]);
        expected.n_twice += all[i].is_twice;
    }
    assert_int_equal(seen, 0);
    is_ok(waiting_count(&counts, db, asked, late, &e));
    assert_int_equal(counts.n, expected.n);
    assert_int_equal(counts.n_late, expected.n_late);
    assert_int_equal(counts.n_refused, expected.n_refused);
    assert_int_equal(counts.n_twice, expected.n_twice);
    return w.first;
}

static void each_filter_gives_what_it_says(void **state)
{
    static const char *const places[] = {"",      "11002", "44021",
                                         "62063", "99999", "ander"};
    static const uint8_t provinces[] = {CODE_MISSING, PROVINCE_ANTWERPEN,
                                        PROVINCE_LIMBURG, PROVINCE_OTHER,
                                        PROVINCE_BRUSSELS};
    static const uint8_t kinds[] = {CODE_MISSING, RECEIVER_KIND_SERVICE,
                                    RECEIVER_KIND_SCHOOL, RECEIVER_KIND_EMPLOYER};
    struct waiting_wanted w = anything();
    struct waiting_row *all;
    size_t n = list(&all, &w), n_long = 0, n_empty = 0;
    (void)state;
    assert_int_equal(is_as_written_out(&w, all, n), n);
    for (unsigned i = 0; i < 6 * 5 * 4 * 3 * 4; i++) {
        unsigned at = i;
        w = anything();
        snprintf(w.municipality, sizeof w.municipality, "%s", places[at % 6]), at /= 6;
        w.province = provinces[at % 5], at /= 5;
        w.receiver_kind = kinds[at % 4], at /= 4;
        if (at % 3) w.organisation = houses[at % 3].id;
        at /= 3;
        w.only_twice = at == 1;
        w.only_refused = at == 2;
        if (at == 3) w.until = (struct day){today.v - 20};
        size_t got = is_as_written_out(&w, all, n);
        n_long += got > 7;
        n_empty += !got;
    }
    assert_true(n_long > 20);
    assert_true(n_empty > 20);
}

static void making_all_again_changes_nothing(void **state)
{
    struct waiting_wanted w = anything();
    struct waiting_row *before, *after;
    struct waiting_counts counts, again;
    size_t n = list(&before, &w);
    int64_t n_rows;
    (void)state;
    is_ok(waiting_count(&counts, db, &w, today, &e));
    struct write *write = begin();
    is_ok(file_now_rebuild(&n_rows, write, &e));
    is_ok(write_commit(&write, &e));
    assert_int_equal(list(&after, &w), n);
    for (size_t i = 0; i < n; i++) {
        assert_true(uuid_eq(before[i].handover, after[i].handover));
        assert_int_equal(before[i].state, after[i].state);
    }
    is_ok(waiting_count(&again, db, &w, today, &e));
    assert_memory_equal(&counts, &again, sizeof counts);
    assert_int_equal(counts.n, n);
    w.municipality[0] = '1';
    is_ok(waiting_count(&again, db, &w, today, &e));
    assert_int_equal(again.n, 0);
}

static void who_was_erased_does_not_wait(void **state)
{
    struct waiting_wanted w = anything();
    struct waiting_row *rows;
    size_t n = list(&rows, &w), n_left = 0;
    struct person_id gone = rows[n / 2].person;
    (void)state;
    for (size_t i = 0; i < n; i++)
        n_left += !uuid_eq(rows[i].person.u, gone.u);
    assert_true(n_left < n);
    struct write *write = begin();
    is_ok(person_erase(write, gone, &e));
    is_ok(write_commit(&write, &e));
    assert_int_equal(list(&rows, &w), n_left);
    for (size_t i = 0; i < n_left; i++)
        assert_false(uuid_eq(rows[i].person.u, gone.u));
    assert_int_equal(is_as_written_out(&w, rows, n_left), n_left);
    /* an event that comes in later does not bring it back */
    struct handover_fact *h = made;
    while (!uuid_eq(h->person.u, gone.u))
        h++;
    struct handover_event_fact v = {.id = uuid7_new(),
                                    .handover = h->id,
                                    .person = gone,
                                    .kind = HANDOVER_EVENT_REMINDED,
                                    .on = today,
                                    .reason = CODE_MISSING,
                                    .result = CODE_MISSING,
                                    .organisation = h->from,
                                    .worker = worker.id,
                                    .is_guide_present = CODE_MISSING};
    write = begin();
    is_ok(handover_event_add(write, &v, &e));
    is_ok(write_commit(&write, &e));
    assert_int_equal(list(&rows, &w), n_left);
}

int main(void)
{
#define STORY(f) cmocka_unit_test_setup_teardown(f, open_houses, close_houses)
    const struct CMUnitTest tests[] = {
        STORY(what_waits_is_what_the_course_says),
        STORY(each_filter_gives_what_it_says),
        STORY(making_all_again_changes_nothing),
        STORY(who_was_erased_does_not_wait),
    };
    return cmocka_run_group_tests_name("handover_waiting", tests, NULL, NULL);
}
