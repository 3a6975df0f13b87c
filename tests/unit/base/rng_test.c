#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/rng.h"

/* Reference outputs computed from the authors' public algorithm with another
 * implementation (Python integers), seed 0 through SplitMix64. */
static void numbers_follow_the_published_generator(void **state)
{
    (void)state;
    static const uint64_t expected[] = {
        UINT64_C(0x99ec5f36cb75f2b4), UINT64_C(0xbf6e1f784956452a),
        UINT64_C(0x1a5f849d4933e6e0), UINT64_C(0x6aa594f1262d2d2c),
        UINT64_C(0xbba5ad4a1f842e59)};
    struct rng r;
    rng_init(&r, 0);
    for (size_t i = 0; i < ARRAY_LEN(expected); i++)
        assert_true(rng_next(&r) == expected[i]);
}

static void the_same_seed_gives_the_same_numbers(void **state)
{
    (void)state;
    struct rng a, b, c;
    rng_init(&a, 42);
    rng_init(&b, 42);
    rng_init(&c, 43);
    int same_as_other = 0;
    for (int i = 0; i < 100; i++) {
        uint64_t x = rng_next(&a);
        assert_true(x == rng_next(&b));
        same_as_other += x == rng_next(&c);
    }
    assert_int_equal(same_as_other, 0);
}

/* Chi-square over 10 cells, 9 degrees of freedom: 27.88 is the 0.1 % point. The seed is
 * fixed, so the outcome is too. */
static void draws_below_ten_are_even(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 1);
    enum { CELLS = 10, DRAWS = 100000 };
    int seen[CELLS] = {0};
    for (int i = 0; i < DRAWS; i++)
        seen[rng_below(&r, CELLS)]++;
    double chi = 0, expected = DRAWS / (double)CELLS;
    for (int i = 0; i < CELLS; i++)
        chi += (seen[i] - expected) * (seen[i] - expected) / expected;
    assert_true(chi < 27.88);
}

static void both_ends_of_a_range_are_drawn(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 2);
    bool low = false, high = false;
    for (int i = 0; i < 1000; i++) {
        int x = rng_between(&r, -2, 2);
        assert_in_range(x + 2, 0, 4);
        low |= x == -2;
        high |= x == 2;
    }
    assert_true(low && high);
    assert_int_equal(rng_between(&r, 5, 5), 5);
    int sides = 0;
    for (int i = 0; i < 64; i++)
        sides |= rng_between(&r, INT32_MIN, INT32_MAX) < 0 ? 1 : 2;
    assert_int_equal(sides, 3);
    assert_int_equal(rng_below(&r, 1), 0);
}

static void chances_come_as_often_as_said(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 3);
    int n = 0;
    for (int i = 0; i < 100000; i++)
        n += rng_chance(&r, 0.3);
    assert_in_range(n, 29400, 30600); /* four standard deviations of 145 */
    for (int i = 0; i < 1000; i++) {
        assert_false(rng_chance(&r, 0));
        assert_true(rng_chance(&r, 1));
    }
}

static void weights_decide_and_zero_is_never_drawn(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 4);
    static const unsigned weights[] = {0, 1, 0, 3, 0};
    int seen[5] = {0};
    for (int i = 0; i < 40000; i++)
        seen[rng_weighted(&r, weights, ARRAY_LEN(weights))]++;
    assert_int_equal(seen[0] + seen[2] + seen[4], 0);
    assert_in_range(seen[1], 9650, 10350);
    static const unsigned large[] = {4000000000u, 4000000000u, 1};
    assert_in_range(rng_weighted(&r, large, 3), 0, 2);
}

static void shuffling_keeps_every_item(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 5);
    int items[100], first_moved = 0, sum = 0;
    for (int i = 0; i < 100; i++)
        items[i] = i;
    rng_shuffle(&r, items, 100, sizeof items[0]);
    bool seen[100] = {false};
    for (int i = 0; i < 100; i++) {
        seen[items[i]] = true;
        first_moved += items[i] != i;
    }
    for (int i = 0; i < 100; i++)
        sum += seen[i];
    assert_int_equal(sum, 100);
    assert_true(first_moved > 80);
    rng_shuffle(&r, items, 0, sizeof items[0]);
    rng_shuffle(&r, items, 1, sizeof items[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_follow_the_published_generator),
        cmocka_unit_test(the_same_seed_gives_the_same_numbers),
        cmocka_unit_test(draws_below_ten_are_even),
        cmocka_unit_test(both_ends_of_a_range_are_drawn),
        cmocka_unit_test(chances_come_as_often_as_said),
        cmocka_unit_test(weights_decide_and_zero_is_never_drawn),
        cmocka_unit_test(shuffling_keeps_every_item),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
