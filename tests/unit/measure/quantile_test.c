/* Quantiles of whole days. The expected values of the first table were computed with
 * the quantile function of Python's statistics module, method "inclusive", which is
 * type 7; the second holds the selection by digits against a sorted copy. */
#include "measure/quantile.h"

#include "base/rng.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static void known_values(void **state)
{
    (void)state;
    static const struct {
        int32_t values[8];
        size_t n;
        double share, expected;
    } table[] = {
        {{7}, 1, 0.5, 7},
        {{7}, 1, 0.9, 7},
        {{0}, 1, 0.1, 0},
        {{3, 1}, 2, 0.5, 2},
        {{4, 1, 10}, 3, 0.5, 4},
        {{10, 9, 9, 4, 2, 9, 9}, 7, 0.9, 9.4},
        {{10, 9, 9, 4, 2, 9, 9}, 7, 0.25, 6.5},
        {{1, 2, 3, 4, 5, 6, 7, 8}, 8, 0.75, 6.25},
        {{40, 10, 30, 20}, 4, 0.1, 13},
    };
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        int32_t values[8];
        memcpy(values, table[i].values, sizeof values);
        double found = days_quantile(values, table[i].n, table[i].share);
        if (fabs(found - table[i].expected) > 1e-12)
            fail_msg("row %zu: expected %g, found %g", i, table[i].expected, found);
    }
}

static int compare(const void *x, const void *y)
{
    int32_t a = *(const int32_t *)x, b = *(const int32_t *)y;
    return (a > b) - (a < b);
}

static double of_sorted(const int32_t *sorted, size_t n, double share)
{
    double place = (double)(n - 1) * share;
    size_t k = (size_t)place;
    double low = sorted[k], high = sorted[k + 1 < n ? k + 1 : k];
    return low + (place - (double)k) * (high - low);
}

/* Few different values, many, equal ones, and the largest there are. */
static void digits_find_what_sorting_finds(void **state)
{
    (void)state;
    static const int32_t largest[] = {0, 1, 3, 255, 256, 70000, INT32_MAX - 1};
    static const double shares[] = {0, 0.001, 0.25, 0.5, 0.9, 0.999, 1};
    static int32_t values[3000], sorted[3000];
    struct rng rng;
    rng_init(&rng, 7);
    for (size_t n = 33; n < ARRAY_LEN(values); n = n * 3 + 1)
        for (size_t l = 0; l < ARRAY_LEN(largest); l++) {
            for (size_t i = 0; i < n; i++)
                values[i] = sorted[i] = (int32_t)rng_between(&rng, 0, largest[l]);
            qsort(sorted, n, sizeof *sorted, compare);
            for (size_t k = 0; k < ARRAY_LEN(shares); k++) {
                double expected = of_sorted(sorted, n, shares[k]);
                double found = days_quantile(values, n, shares[k]);
                if (fabs(found - expected) > 1e-6 * (1 + expected))
                    fail_msg("%zu values up to %d, share %g: expected %.9g, found %.9g",
                             n, largest[l], shares[k], expected, found);
            }
        }
}

static void means_do_not_overflow(void **state)
{
    (void)state;
    const int32_t values[] = {INT32_MAX, INT32_MAX, INT32_MAX};
    assert_true(days_mean(values, 3) == (double)INT32_MAX);
    const int32_t few[] = {1, 2, 4};
    assert_true(fabs(days_mean(few, 3) - 7.0 / 3) < 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_values),
        cmocka_unit_test(digits_find_what_sorting_finds),
        cmocka_unit_test(means_do_not_overflow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
