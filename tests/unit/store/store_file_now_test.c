/* Lists of files: what each write leaves in file_now is what making all again gives,
 * and pages of a list meet without a gap or a double. */
#include "store_keeper.h"

#include "base/rng.h"
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

static void counts_and_ranges_agree_with_the_list(void **state)
{
    (void)state;
    struct arena a = {0};
    struct file_now *whole, *part;
    int64_t by_phase[N_PHASE + 1], sum = 0;
    struct caseload *loads;
    size_t n_loads, in_range = 0;
    add_files();
    struct file_filter f = a_filter();
    size_t n = list(&whole, &a, &f);
    is_ok(file_now_count(by_phase, db, &f, &e));
    for (size_t i = 0; i <= N_PHASE; i++)
        sum += by_phase[i];
    assert_int_equal(sum, n);
    f.by_contact = true;
    f.from = on(2026, 3, 5);
    f.to = on(2026, 3, 9);
    for (size_t i = 0; i < n; i++)
        in_range += whole[i].last_contact_on.v >= f.from.v &&
                    whole[i].last_contact_on.v <= f.to.v;
    assert_true(in_range > 0);
    assert_int_equal(list(&part, &a, &f), in_range);
    is_ok(file_now_caseload(&loads, &n_loads, &a, db, ours, f.today, &e));
    assert_int_equal(n_loads, 2);
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
        cmocka_unit_test_setup_teardown(counts_and_ranges_agree_with_the_list,
                                        open_store, close_whole_store),
    };
    return cmocka_run_group_tests_name("file_now", tests, NULL, NULL);
}
