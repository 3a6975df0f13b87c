/* Bands against comparing all: what they give is right, and as much as was promised. */
#include "base/limits.h"
#include "clk_sample.h"
#include "link/clk_bands.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static struct clk_pairs find_all(const struct clk_set *a, const struct clk_set *b,
                                 const struct clk_search *q)
{
    struct clk_pairs found;
    assert_int_equal(clk_pairs_find(&found, a, b, q, NULL), OK);
    return found;
}

/* Every pair of `some` is one of `all`, in the same order. */
static void are_some_of(const struct clk_pairs *some, const struct clk_pairs *all)
{
    size_t j = 0;
    for (size_t i = 0; i < some->n; i++, j++) {
        while (j < all->n && memcmp(&some->pair[i], &all->pair[j], sizeof *all->pair))
            j++;
        assert_true(j < all->n);
    }
}

/* Found on one to three threads, always the same; how many. */
static size_t found_right(const struct clk_set *a, const struct clk_set *b,
                          struct clk_search q, const struct clk_band_rules *r,
                          const struct clk_band_plan *plan)
{
    struct clk_pairs all = find_all(a, b, &q), found[3];
    for (q.threads = 1; q.threads <= 3; q.threads++) {
        struct clk_pairs *f = &found[q.threads - 1];
        assert_int_equal(clk_bands_find(f, a, b, &q, r, plan, NULL), OK);
        assert_int_equal(f->n, found[0].n);
        if (f->n) assert_memory_equal(f->pair, found[0].pair, f->n * sizeof *f->pair);
    }
    if (!q.best) are_some_of(&found[0], &all);
    size_t n = found[0].n;
    for (size_t i = 0; i < 3; i++)
        clk_pairs_dispose(&found[i]);
    clk_pairs_dispose(&all);
    return n;
}

static void as_many_as_planned(void **state)
{
    (void)state;
    struct clk_set a, b;
    sample_fill(&a, 3000, 256, 1, NULL, 0);
    sample_fill(&b, 3500, 256, 2, &a, 3);
    struct clk_search q = {.score = CLK_DICE, .num = 8, .den = 10};
    struct clk_pairs all = find_all(&a, &b, &q);
    assert_true(all.n > 900);
    for (uint64_t seed = 1; seed <= 3; seed++) {
        /* about 0.96 of twins meet in one of 30 bands of 12 bits */
        struct clk_band_rules r = {.seed = seed};
        struct clk_band_plan plan = {.n_bands = 30, .band_bits = 12};
        size_t n = found_right(&a, &b, q, &r, &plan);
        assert_true(n > all.n * 9 / 10);
    }
    clk_pairs_dispose(&all);
    q.score = CLK_OVERLAP;
    q.best = 1;
    struct clk_band_plan plan = {.n_bands = 30, .band_bits = 12};
    assert_true(found_right(&a, &b, q, &(struct clk_band_rules){0}, &plan) > 900);
    q.best = 0;
    plan.band_bits = 40; /* keys longer than 32 bits */
    found_right(&b, NULL, q, &(struct clk_band_rules){0}, &plan);
    clk_set_dispose(&a);
    clk_set_dispose(&b);
}

static void a_plan_keeps_its_word(void **state)
{
    (void)state;
    struct clk_set a;
    struct clk_band_plan plan;
    struct clk_set twins;
    sample_fill(&twins, 4000, 512, 1, NULL, 0);
    sample_fill(&a, 9000, 512, 2, &twins, 2);
    struct clk_search q = {.score = CLK_DICE, .num = 85, .den = 100, .threads = 2};
    struct clk_pairs all = find_all(&a, NULL, &q), found;
    for (unsigned per_100 = 80; per_100 <= 98; per_100 += 9) {
        struct clk_band_rules r = {.recall = per_100 / 100.0, .seed = 5};
        assert_int_equal(clk_bands_plan(&plan, &a, NULL, &q, &r, NULL), OK);
        assert_int_equal(clk_bands_find(&found, &a, NULL, &q, &r, &plan, NULL), OK);
        assert_true(plan.recall >= r.recall);
        assert_true((double)found.n >= (r.recall - 0.03) * (double)all.n);
        assert_true(plan.n_sampled > 20);
        are_some_of(&found, &all);
        clk_pairs_dispose(&found);
    }
    clk_pairs_dispose(&all);
    clk_set_dispose(&a);
    clk_set_dispose(&twins);
}

/* 3,000 equal records meet in every band: not all are compared with all, nothing is
 * given twice, and others are found as before. */
static void crowds_stay_bounded(void **state)
{
    (void)state;
    struct clk_set a, some;
    sample_fill(&some, 400, 128, 3, NULL, 0);
    clk_set_init(&a, 3400, 128);
    for (size_t i = 0; i < a.n; i++)
        clk_set_put(&a, i,
                    (const uint8_t *)clk_set_row(&some, i < 3000 ? 7 : i - 3000));
    struct clk_search q = {.score = CLK_DICE, .num = 95, .den = 100};
    struct clk_band_rules r = {.block_most = 40};
    struct clk_band_plan plan = {.n_bands = 6, .band_bits = 12};
    struct clk_pairs found;
    size_t n = found_right(&a, NULL, q, &r, &plan);
    assert_true(n > 3000 * 39 && n <= 3400 * 40 * 6);
    assert_int_equal(clk_bands_find(&found, &a, NULL, &q, &r, &plan, NULL), OK);
    for (size_t i = 1; i < found.n; i++)
        assert_true(found.pair[i].a != found.pair[i - 1].a ||
                    found.pair[i].b != found.pair[i - 1].b);
    clk_pairs_dispose(&found);
    clk_set_dispose(&a);
    clk_set_dispose(&some);
}

static void a_budget_is_kept(void **state)
{
    (void)state;
    struct clk_set a;
    struct clk_band_plan plan;
    struct clk_pairs found;
    struct err e = {0};
    clk_set_init(&a, 2000, 64);
    for (size_t i = 0; i < a.n; i++)
        clk_set_put(&a, i, (const uint8_t *)"abcdefgh");
    struct clk_search q = {.score = CLK_DICE, .num = 8, .den = 10};
    struct clk_band_rules r = {.memory_bytes = 4096};
    assert_int_equal(clk_bands_plan(&plan, &a, NULL, &q, &r, &e), ERR_TOO_LARGE);
    assert_non_null(strstr(e.hint, "MiB"));
    r.memory_bytes = 2 << 20; /* not enough for 2 million pairs */
    assert_int_equal(clk_bands_plan(&plan, &a, NULL, &q, &r, &e), ERR_TOO_LARGE);
    assert_non_null(strstr(e.hint, "threshold"));
    plan = (struct clk_band_plan){.n_bands = 2, .band_bits = 8};
    r.block_most = 2000;
    assert_int_equal(clk_bands_find(&found, &a, NULL, &q, &r, &plan, &e),
                     ERR_TOO_LARGE);
    assert_null(found.pair);
    clk_set_dispose(&a);
}

static void few_records_are_all_compared(void **state)
{
    (void)state;
    struct clk_set a, none;
    struct clk_band_plan plan;
    struct clk_search q = {.score = CLK_DICE, .num = 8, .den = 10};
    struct clk_band_rules r = {0};
    sample_fill(&a, 120, 64, 3, NULL, 0);
    clk_set_init(&none, 0, 64);
    assert_int_equal(clk_bands_plan(&plan, &a, NULL, &q, &r, NULL), OK);
    assert_int_equal(plan.n_bands, 0);
    assert_true(plan.recall == 1);
    struct clk_pairs all = find_all(&a, NULL, &q);
    assert_int_equal(found_right(&a, NULL, q, &r, &plan), all.n);
    assert_int_equal(clk_bands_plan(&plan, &a, &none, &q, &r, NULL), OK);
    assert_int_equal(found_right(&a, &none, q, &r, &plan), 0);
    clk_pairs_dispose(&all);
    clk_set_dispose(&none);
    sample_fill(&none, 5, 128, 3, NULL, 0);
    assert_int_equal(clk_bands_plan(&plan, &a, &none, &q, &r, NULL), ERR_INVALID);
    assert_int_equal(clk_bands_find(&all, &a, &none, &q, &r, &plan, NULL), ERR_INVALID);
    clk_set_dispose(&a);
    clk_set_dispose(&none);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_many_as_planned),
        cmocka_unit_test(a_plan_keeps_its_word),
        cmocka_unit_test(crowds_stay_bounded),
        cmocka_unit_test(a_budget_is_kept),
        cmocka_unit_test(few_records_are_all_compared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
