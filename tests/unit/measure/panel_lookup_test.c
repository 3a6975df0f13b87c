/* The vector forms of looking up and counting groups, against the plainest loops. */
#include "measure/panel_lookup.h"

#include "base/rng.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

enum { MOST = 700 };

static void look_up_is_that_of_a_loop(void **state)
{
    (void)state;
    struct rng r;
    uint8_t codes[MOST], table[256], out[MOST + 1], mask[MOST + 1];
    rng_init(&r, 1);
    for (size_t n = 0; n < MOST; n += 1 + n / 9) {
        for (size_t i = 0; i < 256; i++)
            table[i] = (uint8_t)rng_below(&r, 256);
        for (size_t i = 0; i < n; i++)
            codes[i] = (uint8_t)rng_below(&r, 256);
        out[n] = mask[n] = 77;
        codes_look_up(out, codes, n, table);
        for (size_t i = 0; i < n; i++) {
            assert_int_equal(out[i], table[codes[i]]);
            mask[i] = (uint8_t)rng_below(&r, 256);
            out[i] = mask[i] & table[codes[i]];
        }
        codes_keep(mask, codes, n, table);
        assert_memory_equal(mask, out, n + 1); /* and nothing behind the rows */
    }
}

static size_t groups_one_by_one(const uint8_t *mask, const uint8_t *and,
                                const uint8_t *begins, size_t n)
{
    size_t groups = 0;
    bool counted = false;
    for (size_t i = 0; i < n; i++) {
        if (begins[i]) counted = false;
        if (!mask[i] || (and&&!and[i])) continue;
        groups += !counted;
        counted = true;
    }
    return groups;
}

static void groups_count_once(void **state)
{
    (void)state;
    struct rng r;
    uint8_t mask[MOST], and[MOST], begins[MOST];
    rng_init(&r, 2);
    for (int run = 0; run < 3000; run++) {
        static const double chances[] = {0, 0.01, 0.3, 0.9, 1};
        size_t n = (size_t)rng_below(&r, MOST);
        double in_mask = chances[run % 5], begin = chances[run / 5 % 5];
        for (size_t i = 0; i < n; i++) {
            mask[i] = rng_chance(&r, in_mask);
            and[i] = rng_chance(&r, 0.5);
            begins[i] = i == 0 || rng_chance(&r, begin);
        }
        assert_int_equal(groups_marked(mask, NULL, begins, n),
                         groups_one_by_one(mask, NULL, begins, n));
        assert_int_equal(groups_marked(mask, and, begins, n),
                         groups_one_by_one(mask, and, begins, n));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(look_up_is_that_of_a_loop),
        cmocka_unit_test(groups_count_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
