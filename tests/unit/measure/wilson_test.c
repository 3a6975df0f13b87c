/* Known values: Newcombe 1998, Statistics in Medicine 17, table I, method 3 (four
 * decimals), and others computed with exact fractions and 50 digits of the normal
 * quantile by an independent program (Python's decimal). */
#include "measure/wilson.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

struct known {
    int64_t n, base;
    double low, high, within;
};

static void published_values_are_met(void **state)
{
    (void)state;
    static const struct known table[] = {
        {81, 263, 0.2553, 0.3662, 5e-5},
        {15, 148, 0.0624, 0.1605, 5e-5},
        {0, 20, 0.0000, 0.1611, 5e-5},
        {1, 29, 0.0061, 0.1718, 5e-5},
        {190, 1022, 0.1632506143253029, 0.2109216863944962, 1e-14},
        {7, 12, 0.3195113125495497, 0.8067396863412435, 1e-14},
        {3, 4, 0.3006418425824019, 0.9544127391902995, 1e-14},
        {921, 12954, 0.0667982453592295, 0.0756515187227495, 1e-14},
        {1, 1, 0.2065493143772374, 1.0000000000000000, 1e-14},
        {0, 1, 0.0000000000000000, 0.7934506856227627, 1e-14},
    };
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        double low, high;
        wilson_interval(&low, &high, table[i].n, table[i].base);
        assert_true(fabs(low - table[i].low) < table[i].within);
        assert_true(fabs(high - table[i].high) < table[i].within);
    }
}

/* 99 %: 1 of 2 gives 1/2 +- z / (2 sqrt(2 + z^2)), in closed form. */
static void other_levels_are_wider(void **state)
{
    (void)state;
    double low, high, z = 2.5758293035489004;
    wilson_interval_at(&low, &high, 1, 2, z);
    assert_true(fabs(high - (0.5 + z / (2 * sqrt(2 + z * z)))) < 1e-14);
    assert_true(fabs(low + high - 1) < 1e-14);
    double low95, high95;
    wilson_interval(&low95, &high95, 1, 2);
    assert_true(low < low95 && high > high95);
}

static void bounds_hold_for_all_small_cases(void **state)
{
    (void)state;
    for (int64_t base = 1; base <= 200; base++)
        for (int64_t n = 0; n <= base; n++) {
            double low, high, low_other, high_other;
            wilson_interval(&low, &high, n, base);
            wilson_interval(&low_other, &high_other, base - n, base);
            double share = (double)n / (double)base;
            assert_true(0 <= low && low <= share && share <= high && high <= 1);
            assert_true(high - low > 0);
            assert_true(fabs(low - (1 - high_other)) < 1e-14);
            if (n == 0) assert_true(low == 0);
            if (n == base) assert_true(high == 1);
            /* The definition: the bounds are where the score test just rejects. */
            if (n > 0) {
                double z = (share - low) / sqrt(low * (1 - low) / (double)base);
                assert_true(fabs(z - WILSON_Z95) < 1e-9);
            }
        }
}

static void nothing_is_known_of_nobody(void **state)
{
    (void)state;
    double low = -1, high = -1;
    wilson_interval(&low, &high, 0, 0);
    assert_true(low == 0 && high == 1);
}

static void large_counts_do_not_overflow(void **state)
{
    (void)state;
    double low, high;
    wilson_interval(&low, &high, 4000000000000, 9000000000000);
    assert_true(low < 4.0 / 9 && high > 4.0 / 9 && high - low < 1e-6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_values_are_met),
        cmocka_unit_test(other_levels_are_wider),
        cmocka_unit_test(bounds_hold_for_all_small_cases),
        cmocka_unit_test(nothing_is_known_of_nobody),
        cmocka_unit_test(large_counts_do_not_overflow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
