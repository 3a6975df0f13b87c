/* Candidates beyond the number of records that are held against all: what is found is
 * what was promised, and who is one person is among it. */
#include "link/candidate_keys.h"
#include "link/candidates.h"
#include "people.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

struct world {
    struct people people;
    struct folded_persons folded;
    struct clk_set set;
};

static void world_make(struct world *w, size_t n, const enum person_role *without,
                       size_t n_without)
{
    people_init(&w->people, n, 29);
    for (size_t i = 0; i < n_without; i++) {
        free(w->people.table.value[without[i]]);
        w->people.table.value[without[i]] = NULL;
    }
    folded_persons_init(&w->folded, &w->people.table);
    assert_int_equal(candidates_encode(&w->set, &w->folded, NULL), OK);
}

static void world_dispose(struct world *w)
{
    clk_set_dispose(&w->set);
    folded_persons_dispose(&w->folded);
    people_dispose(&w->people);
}

struct found {
    struct compared_pair *pair;
    size_t n;
    double true_share;
};

/* In order, none twice; how many of the true pairs are there. */
static void judge(struct found *f, const struct world *w)
{
    double n = 0;
    for (size_t i = 0; i < f->n; i++) {
        const struct compared_pair *p = &f->pair[i];
        assert_true(p->a < p->b && p->b < w->folded.n);
        if (i) assert_true(p[-1].a < p->a || (p[-1].a == p->a && p[-1].b < p->b));
        n += w->people.person_of[p->a] == w->people.person_of[p->b];
    }
    f->true_share = n / w->people.n_true_pairs;
}

static void plan(struct candidate_plan *out, const struct world *w, size_t all_rows)
{
    struct candidate_limits limits = {
        .n_wanted = 120 * w->folded.n, .n_most = 1 << 22, .all_rows = all_rows};
    assert_int_equal(candidates_plan(out, &w->folded, &w->set, &limits, NULL), OK);
}

/* On one to three threads, always the same. */
static struct found find(const struct world *w, const struct candidate_plan *p)
{
    struct found f[3];
    for (unsigned threads = 1; threads <= 3; threads++) {
        struct found *at = &f[threads - 1];
        assert_int_equal(
            candidates_find(&at->pair, &at->n, &w->folded, &w->set, p, threads, NULL),
            OK);
        assert_int_equal(at->n, f[0].n);
        assert_memory_equal(at->pair, f[0].pair, at->n * sizeof *at->pair);
    }
    judge(&f[0], w);
    free(f[0].pair);
    free(f[1].pair);
    free(f[2].pair);
    return f[0];
}

/* By values alone, with bands beside them, and as planned. */
static void finds(const struct world *w, double by_values, double with_bands)
{
    struct candidate_plan p;
    plan(&p, w, 1000);
    assert_true(p.is_banded && p.per_100 >= 50);
    assert_true(p.n_sampled > 100);
    assert_true(p.n_sample_found >= p.n_sampled * 95 / 100);
    assert_true(p.bytes > 0 && p.seconds > 0 && p.pairs_a_second > 0);
    struct found planned = find(w, &p);
    p.bands_per_100 = 0;
    struct found values = find(w, &p);
    p.bands_per_100 = 80;
    p.bands = (struct clk_band_plan){.n_bands = 60, .band_bits = 12};
    struct found bands = find(w, &p);
    print_message(
        "true pairs found: planned %.4f, values %.4f, and bands %.4f; of %zu, "
        "%zu, %zu\n",
        planned.true_share, values.true_share, bands.true_share, planned.n, values.n,
        bands.n);
    assert_true(planned.true_share >= with_bands);
    assert_true(values.true_share >= by_values);
    assert_true(bands.true_share >= with_bands);
    assert_true(bands.n >= values.n);
}

static void true_pairs_are_found(void **state)
{
    (void)state;
    struct world w;
    world_make(&w, 2500, NULL, 0);
    finds(&w, 0.98, 0.985);
    struct candidate_plan p;
    plan(&p, &w, 2500);
    assert_false(p.is_banded);
    world_dispose(&w);
}

static void also_without_dates_and_places(void **state)
{
    (void)state;
    static const enum person_role without[] = {ROLE_BIRTH_DATE, ROLE_PLACE,
                                               ROLE_POSTCODE, ROLE_PHONE};
    struct world w;
    world_make(&w, 2500, without, ARRAY_LEN(without));
    finds(&w, 0.955, 0.96);
    world_dispose(&w);
}

/* 400 records that share everything but a number are not all compared. */
static void common_values_stay_bounded(void **state)
{
    (void)state;
    struct world w;
    struct candidate_keys keys;
    struct err e = {0};
    world_make(&w, 2500, NULL, 0);
    for (int f = 0; f < N_PERSON_ROLES; f++)
        for (size_t i = 0; w.people.table.value[f] && i < 400; i++)
            if (f != ROLE_PHONE)
                w.people.table.value[f][i] = w.people.table.value[f][0];
    folded_persons_dispose(&w.folded);
    folded_persons_init(&w.folded, &w.people.table);
    candidate_keys_init(&keys, &w.folded, 0);
    struct compared_pair *pair;
    size_t n, n_within = 0;
    struct clk_search q = {.score = CLK_OVERLAP, .den = 100, .max_pairs = 1 << 20};
    assert_int_equal(candidate_keys_find(&pair, &n, &keys, &w.set, &q, NULL), OK);
    for (size_t i = 0; i < n; i++)
        n_within += pair[i].b < 400;
    assert_true(n_within > 300 * CANDIDATE_NEIGHBOURS && n_within < 400 * 399 / 2);
    free(pair);
    q.max_pairs = 1000;
    assert_int_equal(candidate_keys_find(&pair, &n, &keys, &w.set, &q, &e),
                     ERR_TOO_LARGE);
    assert_null(pair);
    candidate_keys_dispose(&keys);
    world_dispose(&w);
}

/* Two files, one to one: only pairs across. */
static void pairs_go_across_two_files(void **state)
{
    (void)state;
    struct world w;
    struct candidate_plan p;
    struct compared_pair *pair;
    size_t n;
    world_make(&w, 3000, NULL, 0);
    uint16_t *file = mem_array(3000, sizeof *file);
    for (size_t i = 1400; i < 3000; i++)
        file[i] = 1;
    w.people.table.file = file;
    w.people.table.n_files = 2;
    plan(&p, &w, 1000);
    p.bands_per_100 = 0;
    assert_int_equal(candidates_find(&pair, &n, &w.folded, &w.set, &p, 2, NULL), OK);
    assert_true(n > 0);
    for (size_t i = 0; i < n; i++)
        assert_true(pair[i].a < 1400 && pair[i].b >= 1400);
    free(pair);
    free(file);
    world_dispose(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(true_pairs_are_found),
        cmocka_unit_test(also_without_dates_and_places),
        cmocka_unit_test(common_values_stay_bounded),
        cmocka_unit_test(pairs_go_across_two_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
