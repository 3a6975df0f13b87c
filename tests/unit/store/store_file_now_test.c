/* Lists of files: what each write leaves in file_now is what making all again gives,
 * and pages of a list meet without a gap or a double. */
#include "store_keeper.h"

#include "base/rng.h"
#include "store/coordination_read.h"
#include "store/dossier_store.h"
#include "store/file_now_store.h"
#include "store/trajectory_store.h"
#include "store/worker_store.h"

static struct organisation_id ours, theirs;
static struct uuid guide, other_guide;

static void add_workers(struct write *w)
{
    struct organisation_fact a = an_organisation("ons"), b = an_organisation("hun");
    struct worker_fact g = {.id = uuid7_new(), .login = "gids", .name = "Gids"};
    struct worker_fact o = {.id = uuid7_new(), .login = "ander", .name = "Ander"};
    is_ok(organisation_add(w, &a, &e));
    is_ok(organisation_add(w, &b, &e));
    is_ok(worker_add(w, &g, &e));
    is_ok(worker_add(w, &o, &e));
    ours = a.id;
    theirs = b.id;
    guide = g.id;
    other_guide = o.id;
}

static void add_event(struct write *w, struct person_id person, struct trajectory_id t,
                      enum event_kind kind, uint8_t code, struct day day)
{
    struct event_fact f = {.id = uuid7_new(),
                           .trajectory = t,
                           .person = person,
                           .kind = (uint8_t)kind,
                           .code = code,
                           .detail = CODE_MISSING,
                           .on = day};
    is_ok(event_add(w, &f, NULL, &e));
}

static struct guidance_fact a_guidance(struct person_id person,
                                       struct organisation_id organisation,
                                       struct uuid worker, struct day to)
{
    return (struct guidance_fact){.id = uuid7_new(),
                                  .person = person,
                                  .organisation = organisation,
                                  .worker = worker,
                                  .keeps_file = true,
                                  .domain = GUIDANCE_DOMAIN_WORK,
                                  .from = on(2026, 1, 1),
                                  .to = to,
                                  .next_on = DAY_NONE};
}

/* A file of each kind: met, started, ended, guided by two, not any more ours. */
static void add_file(struct write *w, unsigned i, struct rng *rng)
{
    struct person_fact p = a_person();
    struct trajectory_fact t = {.id = {uuid7_new()},
                                .person = p.id,
                                .host = i % 3 == 0 ? theirs
                                                   : (struct organisation_id){{{0}}},
                                .reached_on = on(2026, 1, 1 + (int)(i % 28)),
                                .entry_age = -1,
                                .channel = CODE_MISSING,
                                .is_voluntary = CODE_MISSING};
    struct guidance_fact g = a_guidance(p.id, ours, i % 2 ? guide : other_guide,
                                        i % 11 == 5 ? on(2026, 2, 1) : DAY_NONE);
    if (i % 5 == 1) g.next_on = on(2026, 5, 1 + (int)(i % 4)); /* many on one day */
    if (i % 13 == 3 && i % 11 != 5) g.to = on(2026, 6, 1);     /* still to end */
    is_ok(person_add(w, &p, NULL, &e));
    is_ok(guidance_add(w, &g, &e));
    is_ok(trajectory_add(w, &t, &e));
    add_event(w, p.id, t.id, EVENT_PHASE, PHASE_OUTREACH, t.reached_on);
    if (i % 4) add_event(w, p.id, t.id, EVENT_STARTED, CODE_MISSING, on(2026, 2, 1));
    if (i % 4 == 2)
        add_event(w, p.id, t.id, EVENT_PHASE, PHASE_ORIENTATION, on(2026, 3, 1));
    for (uint32_t n = rng_below(rng, 3); n > 0; n--)
        add_event(w, p.id, t.id, EVENT_CONTACT, CONTACT_MODE_PHONE,
                  on(2026, 3, 1 + (int)rng_below(rng, 20)));
    if (i % 9 == 4)
        add_event(w, p.id, t.id, EVENT_ENDED, END_KIND_STOPPED, on(2026, 4, 1));
}

static void add_files(void)
{
    struct rng rng;
    rng_init(&rng, 5);
    struct write *w = begin();
    add_workers(w);
    is_ok(write_commit(&w, &e));
    for (unsigned i = 0; i < 90; i++) {
        w = begin();
        add_file(w, i, &rng);
        is_ok(write_commit(&w, &e));
    }
}

static struct file_filter a_filter(void)
{
    return (struct file_filter){.organisation = ours,
                                .today = on(2026, 5, 1),
                                .phase = CODE_MISSING,
                                .status = CODE_MISSING,
                                .from = DAY_NONE,
                                .to = DAY_NONE,
                                .limit = FILES_MOST};
}

static size_t list(struct file_now **out, struct arena *a, const struct file_filter *f)
{
    size_t n;
    is_ok(file_now_list(out, &n, a, db, f, &e));
    return n;
}

static void same_file(const struct file_now *a, const struct file_now *b)
{
    assert_true(uuid_eq(a->person.u, b->person.u));
    assert_true(uuid_eq(a->worker, b->worker));
    assert_int_equal(a->phase, b->phase);
    assert_int_equal(a->status, b->status);
    assert_int_equal(a->reached_on.v, b->reached_on.v);
    assert_int_equal(a->last_contact_on.v, b->last_contact_on.v);
    assert_int_equal(a->next_on.v, b->next_on.v);
}

static void writes_keep_what_making_again_gives(void **state)
{
    (void)state;
    struct arena a = {0};
    struct file_now *before, *after;
    int64_t n_rows;
    add_files();
    struct file_filter f = a_filter();
    size_t n_before = list(&before, &a, &f);
    assert_int_equal(n_before, 90 - 8); /* of eight the organisation let go */
    struct write *w = begin();
    is_ok(file_now_rebuild(&n_rows, w, &e));
    is_ok(write_commit(&w, &e));
    assert_int_equal(n_rows, 90 + 30);
    assert_int_equal(list(&after, &a, &f), n_before);
    for (size_t i = 0; i < n_before; i++)
        same_file(&before[i], &after[i]);
    arena_dispose(&a);
}

static void a_retracted_contact_is_no_last_contact(void **state)
{
    (void)state;
    struct arena a = {0};
    struct file_now *files;
    struct file_filter f = a_filter();
    struct person_fact p = a_person();
    struct write *w = begin();
    add_workers(w);
    struct guidance_fact g = a_guidance(p.id, ours, guide, DAY_NONE);
    struct trajectory_fact t = {.id = {uuid7_new()},
                                .person = p.id,
                                .reached_on = on(2026, 1, 1),
                                .entry_age = -1,
                                .channel = CODE_MISSING,
                                .is_voluntary = CODE_MISSING};
    struct event_fact met = {.id = uuid7_new(),
                             .trajectory = t.id,
                             .person = p.id,
                             .kind = EVENT_CONTACT,
                             .code = CONTACT_MODE_PHONE,
                             .detail = CODE_MISSING,
                             .on = on(2026, 3, 3)};
    is_ok(person_add(w, &p, NULL, &e));
    is_ok(guidance_add(w, &g, &e));
    is_ok(trajectory_add(w, &t, &e));
    is_ok(event_add(w, &met, NULL, &e));
    is_ok(write_commit(&w, &e));
    f.organisation = ours;
    assert_int_equal(list(&files, &a, &f), 1);
    assert_int_equal(files[0].last_contact_on.v, met.on.v);
    assert_int_equal(files[0].status, TRAJECTORY_STATUS_REACHED);
    w = begin();
    is_ok(fact_retract(w, NOUN_CONTACT, p.id, met.id, &e));
    is_ok(write_commit(&w, &e));
    assert_int_equal(list(&files, &a, &f), 1);
    assert_true(day_is_none(files[0].last_contact_on));
    arena_dispose(&a);
}

/* Each order, in pages of seven: the same rows as in one piece. */
static void pages_meet(void **state)
{
    (void)state;
    struct arena a = {0};
    add_files();
    for (unsigned order = 0; order <= FILES_BY_PERSON; order++) {
        for (unsigned narrow = 0; narrow < 3; narrow++) {
            struct file_filter f = a_filter();
            struct file_now *whole, *page;
            f.order = (enum file_order)order;
            if (narrow == 1) f.phase = PHASE_OUTREACH;
            if (narrow == 2) f.worker = guide;
            size_t n = list(&whole, &a, &f), seen = 0;
            assert_true(n > 7);
            f.limit = 7;
            for (size_t got; (got = list(&page, &a, &f)); f.after = page[got - 1]) {
                assert_true(seen + got <= n);
                for (size_t i = 0; i < got; i++)
                    same_file(&page[i], &whole[seen + i]);
                seen += got;
            }
            assert_int_equal(seen, n);
        }
    }
    arena_dispose(&a);
}

/* --- against a filter that is written out --- */

static bool fits(const struct file_now *n, const struct file_filter *f)
{
    struct day day = f->by_contact ? n->last_contact_on : n->next_on;
    if (!uuid_is_nil(f->worker) && !uuid_eq(f->worker, n->worker)) return false;
    if (f->phase != CODE_MISSING && f->phase != n->phase) return false;
    if (f->status != CODE_MISSING && f->status != n->status) return false;
    if (!f->by_contact && !f->by_next) return true;
    if (day_is_none(day)) return false;
    return (day_is_none(f->from) || day.v >= f->from.v) &&
           (day_is_none(f->to) || day.v <= f->to.v);
}

static enum file_order order_wanted;
static int compare_files(const void *x, const void *y)
{
    const struct file_now *a = x, *b = y;
    int by_id = uuid_compare(a->person.u, b->person.u);
    if (order_wanted == FILES_BY_LAST_CONTACT) {
        int64_t p = day_is_none(a->last_contact_on) ? INT32_MIN : a->last_contact_on.v;
        int64_t q = day_is_none(b->last_contact_on) ? INT32_MIN : b->last_contact_on.v;
        return p != q ? (p < q ? 1 : -1) : -by_id;
    }
    if (order_wanted == FILES_BY_NEXT) {
        int64_t p = day_is_none(a->next_on) ? INT32_MAX : a->next_on.v;
        int64_t q = day_is_none(b->next_on) ? INT32_MAX : b->next_on.v;
        return p != q ? (p > q ? 1 : -1) : by_id;
    }
    return by_id;
}

/* In pages of `limit`: the rows of `all` that fit, in order, and counted by phase.
 * Returns how many. */
static size_t is_as_written_out(struct arena *a, const struct file_filter *asked,
                                const struct file_now *all, size_t n_all, size_t limit)
{
    struct file_now *expected = arena_new_array(a, struct file_now, n_all + 1), *page;
    struct file_filter f = *asked, without_phase = *asked;
    int64_t counted[N_PHASE + 1], expected_counts[N_PHASE + 1] = {0};
    size_t n = 0, seen = 0;
    without_phase.phase = CODE_MISSING;
    for (size_t i = 0; i < n_all; i++) {
        if (fits(&all[i], &f)) expected[n++] = all[i];
        if (fits(&all[i], &without_phase))
            expected_counts[all[i].phase == CODE_MISSING ? N_PHASE : all[i].phase]++;
    }
    order_wanted = f.order;
    if (n) qsort(expected, n, sizeof *expected, compare_files);
    f.limit = limit;
    for (size_t got; (got = list(&page, a, &f)); f.after = page[got - 1]) {
        assert_true(seen + got <= n);
        for (size_t i = 0; i < got; i++)
            same_file(&page[i], &expected[seen + i]);
        seen += got;
    }
    assert_int_equal(seen, n);
    is_ok(file_now_count(counted, db, asked, &e));
    for (size_t i = 0; i <= N_PHASE; i++)
        assert_int_equal(counted[i], expected_counts[i]);
    return n;
}

/* Every order with every worker, phase, status and range of either day. */
static void each_filter_gives_what_it_says(void **state)
{
    (void)state;
    static const int ranges[][2] = {{0, 0},   {60, 70},   {0, 66},
                                    {66, 66}, {121, 122}, {66, 0}};
    static const uint8_t phases[] = {CODE_MISSING, PHASE_OUTREACH, PHASE_ORIENTATION};
    static const uint8_t states[] = {CODE_MISSING, TRAJECTORY_STATUS_STARTED,
                                     TRAJECTORY_STATUS_STOPPED};
    struct arena a = {0};
    struct file_now *all;
    add_files();
    struct file_filter f = a_filter();
    f.order = FILES_BY_PERSON;
    size_t n_all = list(&all, &a, &f), some = 0, n_lists = 0;
    for (unsigned i = 0; i < 3 * 2 * 3 * 3 * 3 * ARRAY_LEN(ranges); i++) {
        unsigned at = i;
        struct arena page = {0};
        f = a_filter();
        f.order = (enum file_order)(at % 3), at /= 3;
        if (at % 2) f.worker = guide;
        at /= 2;
        f.phase = phases[at % 3], at /= 3;
        f.status = states[at % 3], at /= 3;
        f.by_contact = at % 3 == 1;
        f.by_next = at % 3 == 2;
        at /= 3;
        if (ranges[at][0]) f.from = (struct day){on(2026, 1, 1).v + ranges[at][0]};
        if (ranges[at][1]) f.to = (struct day){on(2026, 1, 1).v + ranges[at][1]};
        some += is_as_written_out(&page, &f, all, n_all, 5) > 5;
        n_lists++;
        arena_dispose(&page);
    }
    assert_true(some > n_lists / 4); /* lists of several pages */
    arena_dispose(&a);
}

/* Counts without days are kept beside the rows: after many writes, among them some
 * that are taken back, they are what counting again gives. */
static void counts_are_kept_by_writes(void **state)
{
    (void)state;
    struct arena a = {0};
    struct file_now *all;
    struct caseload_view *loads, *again;
    size_t n_loads, n_again;
    int64_t n_rows;
    add_files();
    struct file_filter f = a_filter();
    f.order = FILES_BY_PERSON;
    size_t n = list(&all, &a, &f);
    for (size_t i = 0; i < n; i += 7) { /* another guide from now on */
        struct guidance_fact g = a_guidance(all[i].person, ours, other_guide, DAY_NONE);
        struct write *w = begin();
        g.from = on(2026, 4, 2);
        is_ok(guidance_add(w, &g, &e));
        is_ok(write_commit(&w, &e));
        if (i % 2) continue;
        w = begin();
        is_ok(fact_retract(w, NOUN_GUIDANCE, g.person, g.id, &e));
        is_ok(write_commit(&w, &e));
    }
    n = list(&all, &a, &f);
    is_as_written_out(&a, &f, all, n, FILES_MOST);
    is_ok(caseload_list(&loads, &n_loads, &a, db, ours, f.today, on(2026, 4, 1), &e));
    for (size_t i = 0; i < n_loads; i++) {
        int64_t expected = 0;
        for (size_t j = 0; j < n; j++)
            expected += uuid_eq(all[j].worker, loads[i].worker) &&
                        all[j].status != TRAJECTORY_STATUS_STOPPED &&
                        all[j].status != TRAJECTORY_STATUS_CARRIED_OUT;
        assert_int_equal(loads[i].n, expected);
    }
    assert_int_equal(n_loads, 2);
    struct write *w = begin();
    is_ok(file_now_rebuild(&n_rows, w, &e));
    is_ok(write_commit(&w, &e));
    is_as_written_out(&a, &f, all, n, FILES_MOST);
    is_ok(caseload_list(&again, &n_again, &a, db, ours, f.today, on(2026, 4, 1), &e));
    assert_int_equal(n_again, n_loads);
    for (size_t i = 0; i < n_loads; i++) {
        assert_true(uuid_eq(again[i].worker, loads[i].worker));
        assert_int_equal(again[i].n, loads[i].n);
    }
    arena_dispose(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(writes_keep_what_making_again_gives, open_store,
                                        close_whole_store),
        cmocka_unit_test_setup_teardown(a_retracted_contact_is_no_last_contact,
                                        open_store, close_whole_store),
        cmocka_unit_test_setup_teardown(pages_meet, open_store, close_whole_store),
        cmocka_unit_test_setup_teardown(each_filter_gives_what_it_says, open_store,
                                        close_whole_store),
        cmocka_unit_test_setup_teardown(counts_are_kept_by_writes, open_store,
                                        close_whole_store),
    };
    return cmocka_run_group_tests_name("file_now", tests, NULL, NULL);
}
