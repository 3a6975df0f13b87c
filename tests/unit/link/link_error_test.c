/* False and missed links as expected, where truth follows the evidence. */
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
        cmocka_unit_test(expected_errors_are_those_that_happen),
        cmocka_unit_test(a_cluster_supports_its_weak_pairs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
