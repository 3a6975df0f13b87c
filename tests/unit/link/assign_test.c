/* One to one: the heaviest choice, proved against every choice on small graphs. */
#include <setjmp.h>
#include <stdarg.h>

#include "base/rng.h"
#include "link/assign.h"

#include <cmocka.h>

enum { LEFT = 6, RIGHT = 6, ROWS = LEFT + RIGHT };

static double best_of(double weight[LEFT][RIGHT], unsigned left, unsigned taken)
{
    if (left == LEFT) return 0;
    double best = best_of(weight, left + 1, taken);
    for (unsigned r = 0; r < RIGHT; r++) {
        if (taken >> r & 1 || weight[left][r] <= 0) continue;
        double x = weight[left][r] + best_of(weight, left + 1, taken | 1U << r);
        if (x > best) best = x;
    }
    return best;
}

static double sum_of(const uint32_t *partner, double weight[LEFT][RIGHT])
{
    double sum = 0;
    for (uint32_t i = 0; i < LEFT; i++) {
        if (partner[i] == UINT32_MAX) continue;
        assert_int_equal(partner[partner[i]], i);
        assert_true(weight[i][partner[i] - LEFT] > 0);
        sum += weight[i][partner[i] - LEFT];
    }
    return sum;
}

static void the_choice_is_the_heaviest(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 3);
    for (int round = 0; round < 500; round++) {
        double weight[LEFT][RIGHT];
        struct compared_pair pair[LEFT * RIGHT];
        double bits[LEFT * RIGHT];
        uint32_t partner[ROWS], again[ROWS];
        size_t n = 0;
        for (uint32_t a = 0; a < LEFT; a++)
            for (uint32_t b = 0; b < RIGHT; b++) {
                weight[a][b] = 0;
                if (rng_chance(&r, 0.4)) continue;
                pair[n] = (struct compared_pair){a, LEFT + b};
                bits[n] = rng_between(&r, 0, 400) / 16.0;
                if (bits[n] > 3) weight[a][b] = bits[n] - 3;
                n++;
            }
        assign_one_to_one(partner, ROWS, pair, bits, n, 3);
        assert_true(sum_of(partner, weight) > best_of(weight, 0, 0) - 1e-3);
        for (size_t i = n; i-- > 1;) {
            size_t j = rng_below(&r, (uint32_t)i + 1);
            struct compared_pair p = pair[i];
            double b = bits[i];
            pair[i] = pair[j], bits[i] = bits[j];
            pair[j] = p, bits[j] = b;
        }
        assign_one_to_one(again, ROWS, pair, bits, n, 3);
        assert_memory_equal(partner, again, sizeof partner);
    }
}

/* The strongest pair alone would leave two without a partner. */
static void the_strongest_gives_way_for_two(void **state)
{
    (void)state;
    const struct compared_pair pair[] = {{0, 2}, {0, 3}, {1, 2}};
    const double bits[] = {10, 9, 9};
    uint32_t partner[4];
    assign_one_to_one(partner, 4, pair, bits, 3, 0);
    assert_int_equal(partner[0], 3);
    assert_int_equal(partner[1], 2);
}

/* Rows of both files may stand in any order; sides are found from the pairs. */
static void rows_of_both_files_may_be_mixed(void **state)
{
    (void)state;
    const struct compared_pair pair[] = {{0, 1}, {1, 2}, {2, 3}, {0, 3}};
    const double bits[] = {5, 9, 5, 4};
    uint32_t partner[4];
    assign_one_to_one(partner, 4, pair, bits, 4, 1);
    assert_int_equal(partner[1], 2); /* 8 + 3 against 4 + 4 */
    assert_int_equal(partner[0], 3);
}

static void pairs_within_one_side_are_taken_greedily(void **state)
{
    (void)state;
    const struct compared_pair pair[] = {{0, 1}, {1, 2}, {0, 2}};
    const double bits[] = {5, 7, 6};
    uint32_t partner[3];
    assign_one_to_one(partner, 3, pair, bits, 3, 0);
    assert_int_equal(partner[1], 2);
    assert_int_equal(partner[0], UINT32_MAX);
}

static void a_long_chain_is_solved(void **state)
{
    (void)state;
    enum { N = 4000 };
    struct compared_pair *pair = calloc(2 * N, sizeof *pair);
    double *bits = calloc(2 * N, sizeof *bits);
    uint32_t *partner = calloc(2 * N, sizeof *partner);
    size_t n = 0;
    assert_true(pair && bits && partner);
    for (uint32_t i = 0; i < N; i++) { /* i - (N + i), and i - (N + i + 1) stronger */
        pair[n] = (struct compared_pair){i, N + i};
        bits[n++] = 6;
        if (i + 1 == N) break;
        pair[n] = (struct compared_pair){i, N + i + 1};
        bits[n++] = 6.001;
    }
    assign_one_to_one(partner, 2 * N, pair, bits, n, 0);
    for (uint32_t i = 0; i < N; i++)
        assert_int_equal(partner[i], N + i);
    free(pair);
    free(bits);
    free(partner);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_choice_is_the_heaviest),
        cmocka_unit_test(the_strongest_gives_way_for_two),
        cmocka_unit_test(rows_of_both_files_may_be_mixed),
        cmocka_unit_test(pairs_within_one_side_are_taken_greedily),
        cmocka_unit_test(a_long_chain_is_solved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
