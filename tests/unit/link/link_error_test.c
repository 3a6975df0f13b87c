/* False and missed links: expected where truth follows the evidence, estimated from
 * reviewed pairs. Intervals of one stratum are those of Newcombe 1998 (Statistics in
 * Medicine 17, 857-872), table I, method 3. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>

#include "base/rng.h"
#include "link/link_error.h"

#include <cmocka.h>

static double chance(struct rng *r)
{
    return (double)(rng_next(r) >> 11) / 9007199254740992.0;
}

static void one_stratum_has_the_published_interval(void **state)
{
    (void)state;
    static const struct {
        uint64_t n, base;
        double low, high;
    } published[] = {{81, 263, 0.2553, 0.3662},
                     {15, 148, 0.0624, 0.1605},
                     {0, 20, 0.0000, 0.1611},
                     {1, 29, 0.0061, 0.1718}};
    for (size_t i = 0; i < ARRAY_LEN(published); i++) {
        const struct reviewed_stratum s = {false, 1000000000, published[i].base,
                                           published[i].n};
        struct link_errors x;
        link_errors_estimate(&x, &s, 1);
        assert_true(fabs(x.n_missed.low / 1e9 - published[i].low) < 6e-5);
        assert_true(fabs(x.n_missed.high / 1e9 - published[i].high) < 6e-5);
        assert_true(x.is_known);
    }
}

static void what_was_looked_at_whole_is_certain(void **state)
{
    (void)state;
    const struct reviewed_stratum s[] = {{true, 40, 40, 38}, {false, 10, 10, 1}};
    struct link_errors x;
    link_errors_estimate(&x, s, 2);
    assert_true(fabs(x.n_false.low - 2) < 1e-9 && fabs(x.n_false.high - 2) < 1e-9);
    assert_true(fabs(x.recall.low - 38.0 / 39) < 1e-9);
    assert_true(fabs(x.precision.high - 0.95) < 1e-9);
}

static void what_nobody_looked_at_may_be_anything(void **state)
{
    (void)state;
    const struct reviewed_stratum s[] = {{true, 100, 50, 50}, {false, 30, 0, 0}};
    struct link_errors x;
    link_errors_estimate(&x, s, 2);
    assert_false(x.is_known);
    assert_true(x.n_missed.low <= 0 && x.n_missed.high >= 30);
    link_errors_estimate(&x, s, 0);
    assert_true(x.is_known && x.precision.low >= 1 && x.recall.low >= 1);
}

/* Four strata with known shares, drawn again and again: the band holds the truth. */
static void the_band_holds_the_truth(void **state)
{
    (void)state;
    static const struct {
        bool is_linked;
        uint64_t n_pairs, n_reviewed;
        double same;
    } of[] = {{true, 20000, 100, 0.995},
              {true, 800, 80, 0.7},
              {false, 600, 80, 0.3},
              {false, 5000, 100, 0.02}};
    enum { ROUNDS = 4000 };
    struct rng r;
    rng_init(&r, 8);
    double n_false = 20000 * 0.005 + 800 * 0.3, n_missed = 600 * 0.3 + 5000 * 0.02;
    double recall = (20800 - n_false) / (20800 - n_false + n_missed);
    size_t held[3] = {0};
    for (int round = 0; round < ROUNDS; round++) {
        struct reviewed_stratum s[ARRAY_LEN(of)];
        struct link_errors x;
        for (size_t i = 0; i < ARRAY_LEN(of); i++) {
            s[i] = (struct reviewed_stratum){of[i].is_linked, of[i].n_pairs,
                                             of[i].n_reviewed, 0};
            for (uint64_t k = 0; k < of[i].n_reviewed; k++)
                s[i].n_same += rng_chance(&r, of[i].same);
        }
        link_errors_estimate(&x, s, ARRAY_LEN(of));
        held[0] += x.n_false.low <= n_false && n_false <= x.n_false.high;
        held[1] += x.n_missed.low <= n_missed && n_missed <= x.n_missed.high;
        held[2] += x.recall.low <= recall && recall <= x.recall.high;
    }
    for (int i = 0; i < 3; i++)
        assert_true(held[i] > ROUNDS * 0.92);
}

/* Pairs of two records each: truth drawn with the probability that the bits say. */
static void expected_errors_are_those_that_happen(void **state)
{
    (void)state;
    enum { PAIRS = 40000 };
    struct compared_pair *pair = calloc(PAIRS, sizeof *pair);
    double *bits = calloc(PAIRS, sizeof *bits);
    uint32_t *cluster_of = calloc(2 * PAIRS, sizeof *cluster_of);
    assert_true(pair && bits && cluster_of);
    struct rng r;
    rng_init(&r, 21);
    double n_false = 0, n_missed = 0, n_linked = 0;
    for (uint32_t i = 0; i < PAIRS; i++) {
        pair[i] = (struct compared_pair){2 * i, 2 * i + 1};
        bits[i] = chance(&r) * 20 - 10;
        bool same = chance(&r) < 1 / (1 + exp2(-bits[i])), linked = bits[i] >= -1;
        cluster_of[2 * i] = 2 * i;
        cluster_of[2 * i + 1] = linked ? 2 * i : 2 * i + 1;
        n_linked += linked;
        n_false += linked && !same;
        n_missed += !linked && same;
    }
    struct link_expected x;
    link_errors_expect(&x, pair, bits, PAIRS, cluster_of, 2 * PAIRS, -6);
    assert_true(fabs(x.n_linked - n_linked) < 1e-9 && x.n_unseen < 1e-9);
    assert_true(fabs(x.n_false - n_false) < 4 * sqrt(n_false));
    assert_true(fabs(x.n_missed - n_missed) < 4 * sqrt(n_missed));
    double right = n_linked - n_false;
    assert_true(fabs(x.precision - right / n_linked) < 0.01);
    assert_true(fabs(x.recall - right / (right + n_missed)) < 0.01);
    free(pair);
    free(bits);
    free(cluster_of);
}

static void a_cluster_supports_its_weak_pairs(void **state)
{
    (void)state;
    const struct compared_pair pair[] = {{0, 1}, {1, 2}, {0, 2}};
    const double strong[] = {12, 12, -3}, weak[] = {12, -3, -3};
    const uint32_t cluster_of[] = {0, 0, 0};
    struct link_expected x;
    link_errors_expect(&x, pair, strong, 3, cluster_of, 3, -6);
    assert_true(x.n_linked > 2.5 && x.precision > 0.99);
    link_errors_expect(&x, pair, weak, 3, cluster_of, 3, -6);
    assert_true(x.precision < 0.5);
    link_errors_expect(&x, pair, strong, 2, cluster_of, 3, -6); /* no candidate: 0, 2 */
    assert_true(x.n_unseen > 0.5 && x.n_unseen < 1.5 && x.precision > 0.99);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_stratum_has_the_published_interval),
        cmocka_unit_test(what_was_looked_at_whole_is_certain),
        cmocka_unit_test(what_nobody_looked_at_may_be_anything),
        cmocka_unit_test(the_band_holds_the_truth),
        cmocka_unit_test(expected_errors_are_those_that_happen),
        cmocka_unit_test(a_cluster_supports_its_weak_pairs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
