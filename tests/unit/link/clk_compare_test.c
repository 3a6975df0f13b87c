/* Comparing against a double loop over bytes that is too simple to be wrong, on every
 * instruction set that this processor has; and anonlink's own results. */
#include "base/json.h"
#include "base/limits.h"
#include "clk_sample.h"
#include "link/clk_compare.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

enum { N_KERNELS = CLK_KERNEL_AVX512 + 1 };

static struct clk_pair naive_pair(const struct clk_set *a, size_t i,
                                  const struct clk_set *b, size_t j,
                                  enum clk_score score)
{
    const uint8_t *x = (const uint8_t *)clk_set_row(a, i),
                  *y = (const uint8_t *)clk_set_row(b, j);
    unsigned common = 0, n_x = 0, n_y = 0;
    for (uint32_t byte = 0; byte < a->bits / 8; byte++) {
        common += (unsigned)__builtin_popcount(x[byte] & y[byte]);
        n_x += (unsigned)__builtin_popcount(x[byte]);
        n_y += (unsigned)__builtin_popcount(y[byte]);
    }
    unsigned sum = score == CLK_DICE ? n_x + n_y : 2 * MIN_OF(n_x, n_y);
    return (struct clk_pair){(uint32_t)i, (uint32_t)j, common, sum};
}

static bool naive_wanted(const struct clk_pair *p, const struct clk_search *q)
{
    if (!p->sum) return q->num == 0;
    return 2 * (uint64_t)p->common * q->den >= (uint64_t)q->num * p->sum;
}

static int by_score(const void *a, const void *b)
{
    const struct clk_pair *x = a, *y = b;
    double u = clk_pair_score(x), v = clk_pair_score(y);
    if (u != v) return u > v ? -1 : 1;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

/* Best k as the header has it, by counting in the order of all pairs. */
static size_t naive_best(struct clk_pair *pairs, size_t n, const struct clk_search *q,
                         size_t n_left, size_t n_right, bool is_within)
{
    uint32_t *left = mem_array(n_left + 1, sizeof *left),
             *right = mem_array(n_right + 1, sizeof *right);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        struct clk_pair p = pairs[i];
        bool is_left = left[p.a]++ < q->best;
        bool is_right =
            is_within ? left[p.b]++ < q->best : is_left && right[p.b]++ < q->best;
        if (is_left && is_right) pairs[kept++] = p;
    }
    free(left);
    free(right);
    return kept;
}

static struct clk_pairs naive_find(const struct clk_set *a, const struct clk_set *b,
                                   const struct clk_search *q)
{
    struct clk_pairs out = {0};
    size_t cap = 0;
    for (size_t i = 0; i < a->n; i++)
        for (size_t j = b ? 0 : i + 1; j < (b ? b : a)->n; j++) {
            struct clk_pair p = naive_pair(a, i, b ? b : a, j, q->score);
            if (!naive_wanted(&p, q)) continue;
            mem_push_room(out.pair, out.n, cap);
            out.pair[out.n++] = p;
        }
    if (out.n) qsort(out.pair, out.n, sizeof *out.pair, by_score);
    if (q->best)
        out.n = naive_best(out.pair, out.n, q, a->n, (b ? b : a)->n, b == NULL);
    return out;
}

static void same_pairs(const struct clk_pairs *x, const struct clk_pairs *y)
{
    assert_int_equal(x->n, y->n);
    for (size_t i = 0; i < x->n; i++) {
        assert_int_equal(x->pair[i].a, y->pair[i].a);
        assert_int_equal(x->pair[i].b, y->pair[i].b);
        assert_int_equal(x->pair[i].common, y->pair[i].common);
        assert_int_equal(x->pair[i].sum, y->pair[i].sum);
    }
}

/* Every kernel, one to three threads, gives what the double loop gives; how many. */
static size_t all_agree(const struct clk_set *a, const struct clk_set *b,
                        struct clk_search q)
{
    struct clk_pairs expected = naive_find(a, b, &q), found;
    for (int k = CLK_KERNEL_BEST; k < N_KERNELS; k++)
        for (q.threads = 0; q.threads <= 3; q.threads++) {
            q.kernel = (enum clk_kernel)k;
            if (!clk_kernel_is_here(q.kernel)) continue;
            if (k != CLK_KERNEL_BEST && !q.threads) continue;
            assert_int_equal(clk_pairs_find(&found, a, b, &q, NULL), OK);
            same_pairs(&found, &expected);
            clk_pairs_dispose(&found);
        }
    size_t n = expected.n;
    clk_pairs_dispose(&expected);
    return n;
}

static void every_length_and_count(void **state)
{
    (void)state;
    static const uint32_t bits[] = {8, 72, 200, 512, 1024, 1032, 2048, 8192};
    static const size_t counts[] = {0, 1, 7, 8, 9, 127, 128, 129, 130};
    for (size_t l = 0; l < ARRAY_LEN(bits); l++)
        for (size_t c = 0; c < ARRAY_LEN(counts); c++) {
            struct clk_set a, b;
            size_t n = bits[l] > 2048 && counts[c] > 9 ? counts[c] / 8 : counts[c];
            sample_fill(&a, n, bits[l], 1, NULL, 0);
            sample_fill(&b, 20, bits[l], 2, &a, 3);
            struct clk_search q = {.score = CLK_DICE, .num = 3, .den = 4};
            size_t found = all_agree(&a, &b, q);
            if (n > 1) assert_true(found > 0);
            all_agree(&b, &a, q);
            all_agree(&b, NULL, q);
            q = (struct clk_search){.score = CLK_OVERLAP, .num = 7, .den = 10};
            all_agree(&a, &b, q);
            if (n <= 9) all_agree(&a, NULL, q);
            clk_set_dispose(&a);
            clk_set_dispose(&b);
        }
}

/* anonlink 0.15.3 counts the right side wrongly from 10,000 records on when the bytes
 * of a record are no multiple of 8. */
static void many_short_records(void **state)
{
    (void)state;
    struct clk_set a, b;
    sample_fill(&a, 40, 72, 3, NULL, 0);
    sample_fill(&b, 12000, 72, 4, &a, 30);
    struct clk_search q = {.score = CLK_DICE, .num = 8, .den = 10};
    assert_true(all_agree(&a, &b, q) > 300);
    q.best = 3;
    assert_true(all_agree(&a, &b, q) > 100);
    clk_set_dispose(&a);
    clk_set_dispose(&b);
}

/* Enough pairs for columns to be sorted and for letting go early. */
static void letting_go_early_loses_nothing(void **state)
{
    (void)state;
    struct clk_set a, b;
    sample_fill(&a, 1030, 256, 5, NULL, 0);
    sample_fill(&b, 1025, 256, 6, &a, 4);
    static const uint32_t per_100[] = {70, 80, 95};
    for (size_t t = 0; t < ARRAY_LEN(per_100); t++) {
        struct clk_search q = {.score = CLK_DICE, .num = per_100[t], .den = 100};
        all_agree(&a, &b, q);
        q.score = CLK_OVERLAP;
        if (t == 1) all_agree(&b, &a, q);
        if (t == 2) assert_true(all_agree(&b, NULL, q) < 1000);
    }
    clk_set_dispose(&a);
    clk_set_dispose(&b);
}

static void best_of_each_row(void **state)
{
    (void)state;
    struct clk_set a, b;
    sample_fill(&a, 260, 64, 8, NULL, 0);
    sample_fill(&b, 300, 64, 9, &a, 2);
    for (uint32_t best = 1; best <= 300; best = best * 3 + 1)
        for (uint32_t t = 0; t < 10; t += 4) {
            struct clk_search q = {
                .score = CLK_DICE, .num = t, .den = 10, .best = best};
            all_agree(&a, &b, q);
            all_agree(&a, NULL, q);
            q.score = CLK_OVERLAP;
            all_agree(&b, &a, q);
        }
    clk_set_dispose(&a);
    clk_set_dispose(&b);
}

static void nothing_known_is_alike_to_nobody(void **state)
{
    (void)state;
    struct clk_set a;
    clk_set_init(&a, 50, 128);
    struct clk_search q = {.score = CLK_DICE, .num = 1, .den = 1000};
    assert_int_equal(all_agree(&a, NULL, q), 0);
    q.score = CLK_OVERLAP;
    assert_int_equal(all_agree(&a, &a, q), 0);
    q.num = 0; /* everything reaches 0 */
    assert_int_equal(all_agree(&a, NULL, q), 50 * 49 / 2);
    clk_set_dispose(&a);
}

static void what_is_refused(void **state)
{
    (void)state;
    struct clk_set a, b;
    struct clk_pairs found;
    struct err e = {0};
    sample_fill(&a, 200, 64, 1, NULL, 0);
    sample_fill(&b, 3, 72, 1, NULL, 0);
    struct clk_search q = {.num = 1, .den = 2};
    assert_int_equal(clk_pairs_find(&found, &a, &b, &q, &e), ERR_INVALID);
    assert_non_null(strstr(e.message, "64"));
    assert_non_null(strstr(e.message, "72"));
    assert_null(found.pair);
    q.den = 0;
    assert_int_equal(clk_pairs_find(&found, &a, NULL, &q, &e), ERR_INVALID);
    q = (struct clk_search){.num = 11, .den = 10};
    assert_int_equal(clk_pairs_find(&found, &a, NULL, &q, &e), ERR_INVALID);
    q = (struct clk_search){.num = 0, .den = 1, .max_pairs = 200 * 199 / 2};
    for (q.threads = 1; q.threads <= 2; q.threads++) {
        q.max_pairs = 200 * 199 / 2;
        assert_int_equal(clk_pairs_find(&found, &a, NULL, &q, &e), OK);
        assert_int_equal(found.n, 200 * 199 / 2);
        clk_pairs_dispose(&found);
        q.max_pairs--;
        assert_int_equal(clk_pairs_find(&found, &a, NULL, &q, &e), ERR_TOO_LARGE);
        assert_non_null(strstr(e.hint, "threshold"));
        assert_null(found.pair);
    }
    clk_set_dispose(&a);
    clk_set_dispose(&b);
}

static void pairs_in_order(void **state)
{
    (void)state;
    enum { N = 20000 };
    struct clk_pair *x = mem_array(N, sizeof *x), *y = mem_array(N, sizeof *y);
    struct rng rng;
    rng_init(&rng, 3);
    for (size_t i = 0; i < N; i++) {
        uint32_t sum =
            i % 3 ? rng_below(&rng, 2 * CLK_BITS_MAX + 1) : 2 * rng_below(&rng, 8);
        x[i] = y[i] = (struct clk_pair){rng_below(&rng, i % 2 ? 10 : UINT32_MAX),
                                        (uint32_t)i, rng_below(&rng, sum / 2 + 1), sum};
    }
    clk_pairs_sort(x, N);
    qsort(y, N, sizeof *y, by_score);
    same_pairs(&(struct clk_pairs){x, N}, &(struct clk_pairs){y, N});
    free(x);
    free(y);
}

static void an_estimate_is_near(void **state)
{
    (void)state;
    struct clk_set a;
    double all[101], some[101];
    sample_fill(&a, 900, 256, 11, NULL, 0);
    clk_estimate(all, &a, NULL, CLK_DICE, (size_t)1 << 30, 1);
    clk_estimate(some, &a, NULL, CLK_DICE, 100000, 1);
    struct clk_search q = {.score = CLK_DICE, .den = 100};
    for (q.num = 0; q.num <= 100; q.num += 10) {
        struct clk_pairs found;
        assert_int_equal(clk_pairs_find(&found, &a, NULL, &q, NULL), OK);
        assert_true(all[q.num] == (double)found.n);
        double off = some[q.num] - all[q.num];
        assert_true(off * off < 25 * (4.05 * all[q.num] + 4.05 * 4.05));
        clk_pairs_dispose(&found);
    }
    assert_true(some[0] == 900.0 * 899 / 2);
    clk_set_dispose(&a);
}

/* Apache-2.0: data61/anonlink-entity-service at 7508502a, e2etests/tests/testdata;
 * candidates of anonlink 0.15.3 at 0.8. */
static void anonlink_febrl4(void **state)
{
    (void)state;
    if (!oracle_is_here()) skip();
    struct arena arena = {0};
    struct clk_set a, b;
    struct str text;
    json_t *expected;
    oracle_csv_read(&a, "anonlink/febrl4_1000_clks_a.csv", 1000, 1024);
    oracle_csv_read(&b, "anonlink/febrl4_1000_clks_b.csv", 1000, 1024);
    assert_int_equal(file_read(&text, &arena,
                               oracle_path("anonlink/febrl4_1000_expected_t0.8.json"),
                               LIMIT_FILE_BYTES, NULL),
                     OK);
    assert_int_equal(json_read(&expected, text, NULL), OK);
    json_t *candidates = json_object_get(expected, "candidates");
    struct clk_search q = {.score = CLK_DICE, .num = 8, .den = 10};
    for (int k = CLK_KERNEL_BEST; k < N_KERNELS; k++) {
        struct clk_pairs found;
        q.kernel = (enum clk_kernel)k;
        assert_int_equal(clk_pairs_find(&found, &a, &b, &q, NULL), OK);
        assert_int_equal(found.n, json_array_size(candidates));
        for (size_t i = 0; i < found.n; i++) {
            const json_t *row = json_array_get(candidates, i);
            assert_true(clk_pair_score(&found.pair[i]) ==
                        json_number_value(json_array_get(row, 0)));
            assert_int_equal(found.pair[i].a,
                             json_integer_value(json_array_get(row, 1)));
            assert_int_equal(found.pair[i].b,
                             json_integer_value(json_array_get(row, 2)));
        }
        clk_pairs_dispose(&found);
    }
    json_decref(expected);
    clk_set_dispose(&a);
    clk_set_dispose(&b);
    arena_dispose(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_length_and_count),
        cmocka_unit_test(many_short_records),
        cmocka_unit_test(letting_go_early_loses_nothing),
        cmocka_unit_test(best_of_each_row),
        cmocka_unit_test(nothing_known_is_alike_to_nobody),
        cmocka_unit_test(what_is_refused),
        cmocka_unit_test(pairs_in_order),
        cmocka_unit_test(an_estimate_is_near),
        cmocka_unit_test(anonlink_febrl4),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
