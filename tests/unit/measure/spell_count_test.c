/* The kernel of spells against a loop that says what is meant, for every instruction
 * set this processor has, one thread and several, and every kind of filter. */
#include "base/arena.h"
#include "base/rng.h"
#include "measure/spell_kernels.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

enum { MONTHS = 40, PROFILES = 50, MOST_ROWS = 300000 };

struct table {
    size_t n;
    uint8_t *code, *exit, *mask;
    uint16_t *flow, *month;
    uint32_t *profile;
    uint32_t add_exit[256], add_code[256], add_profile[PROFILES];
};

static void table_make(struct table *t, struct rng *g, size_t n)
{
    t->n = n;
    t->code = mem_array(n + 1, 1);
    t->exit = mem_array(n + 1, 1);
    t->mask = mem_array(n + 1, 1);
    t->flow = mem_array(n + 1, sizeof *t->flow);
    t->month = mem_array(n + 1, sizeof *t->month);
    t->profile = mem_array(n + 1, sizeof *t->profile);
    for (size_t i = 0; i < n; i++) {
        t->code[i] = (uint8_t)rng_below(g, 11);
        t->exit[i] = rng_chance(g, 0.1) ? 0xfd : (uint8_t)rng_below(g, 18);
        t->mask[i] = rng_chance(g, 0.7);
        t->flow[i] = rng_chance(g, 0.4) ? (uint16_t)(1u << rng_below(g, 11)) : 0;
        if (rng_chance(g, 0.05)) t->flow[i] |= (uint16_t)rng_next(g);
        t->month[i] = rng_chance(g, 0.1) ? UINT16_MAX
                                         : (uint16_t)(2600 + rng_below(g, 2 * MONTHS));
        t->profile[i] = rng_below(g, PROFILES);
    }
    for (size_t i = 0; i < 256; i++) {
        t->add_exit[i] = (uint32_t)(i % 19);
        t->add_code[i] = (uint32_t)(i % 11) * 19;
    }
    for (size_t i = 0; i < PROFILES; i++)
        t->add_profile[i] = (uint32_t)(i % 7) * 19 * 11;
}

static void table_free(struct table *t)
{
    free(t->code);
    free(t->exit);
    free(t->mask);
    free(t->flow);
    free(t->month);
    free(t->profile);
}

/* One row at a time, nothing clever. */
static void count_plainly(int64_t *cells, const struct spell_spec *s)
{
    for (size_t i = 0; i < s->n; i++) {
        uint64_t at = 0;
        if (!(s->set >> s->code[i] & 1)) continue;
        unsigned set = s->each ? 1u << s->code[i] : s->set;
        if (s->flow && s->flow[i] & set) continue;
        if (s->mask && !s->mask[i]) continue;
        if (s->month) {
            int64_t place = (int64_t)s->month[i] - s->month_first;
            if (place < 0 && s->clamp) place = 0;
            if (place < 0 || place >= s->n_months) continue;
            at = (uint64_t)place * s->n_inner;
        }
        for (unsigned k = 0; k < s->n_terms; k++)
            at += s->terms[k].add[s->terms[k].codes ? s->terms[k].codes[i]
                                                    : s->terms[k].rows[i]];
        cells[at]++;
    }
}

static void choose(struct spell_spec *s, struct spell_term terms[3],
                   const struct table *t, struct rng *g)
{
    struct spell_term all[] = {{.codes = t->exit, .add = t->add_exit},
                               {.codes = t->code, .add = t->add_code},
                               {.rows = t->profile, .add = t->add_profile}};
    memcpy(terms, all, sizeof all);
    *s = (struct spell_spec){
        .n = t->n,
        .code = t->code,
        .set = rng_chance(g, 0.3) ? UINT16_MAX : (uint16_t)rng_below(g, 1 << 11),
        .flow = rng_chance(g, 0.6) ? t->flow : NULL,
        .each = rng_chance(g, 0.3),
        .month = rng_chance(g, 0.8) ? t->month : NULL,
        .month_first = 2600 + rng_below(g, MONTHS),
        .n_months = rng_below(g, MONTHS),
        .clamp = rng_chance(g, 0.4),
        .mask = rng_chance(g, 0.4) ? t->mask : NULL,
        .terms = terms,
        .n_terms = rng_below(g, 4),
        .n_inner = 19 * 11 * 7,
        .threads = 1 + rng_below(g, 3)};
}

static size_t rows_of(unsigned seed)
{
    static const size_t some[] = {0, 1, 63, 64, 65, 4095, 4096, 4097, 20000};
    return seed % 10 == 9 ? MOST_ROWS : some[seed % 10];
}

static void every_level_counts_as_the_plain_loop(void **state)
{
    (void)state;
    size_t n_cells = MONTHS * 19 * 11 * 7;
    int64_t *plain = mem_array(n_cells, sizeof *plain);
    int64_t *counted = mem_array(n_cells, sizeof *counted);
    unsigned levels = 0, dense = 0;
    int64_t total = 0;
    for (unsigned seed = 0; seed < 120; seed++) {
        struct rng g;
        struct table t;
        struct spell_term terms[3];
        struct spell_spec s;
        rng_init(&g, seed);
        table_make(&t, &g, rows_of(seed));
        choose(&s, terms, &t, &g);
        dense += s.set == UINT16_MAX && !s.flow && !s.mask;
        memset(plain, 0, n_cells * sizeof *plain);
        count_plainly(plain, &s);
        for (int level = 0; level < N_CUBE_LEVELS; level++) {
            const struct spell_kernels *k = spell_kernels_at((enum cube_level)level);
            if (!k) continue;
            levels |= 1u << level;
            memset(counted, 0, n_cells * sizeof *counted);
            spell_count_with(counted, &s, k);
            for (size_t i = 0; i < n_cells; i++)
                if (counted[i] != plain[i])
                    fail_msg("seed %u level %d cell %zu: %lld, expected %lld", seed,
                             level, i, (long long)counted[i], (long long)plain[i]);
        }
        for (size_t i = 0; i < n_cells; i++)
            total += plain[i];
        table_free(&t);
    }
    assert_true(total > 1000000 && dense > 3);
    print_message("levels of this processor: %u\n", levels);
    free(plain);
    free(counted);
}

static void counts_are_added_to_what_stands_there(void **state)
{
    (void)state;
    const uint8_t code[] = {1, 2, 1};
    const uint16_t after[] = {0, 0, 1u << 2};
    struct spell_spec s = {.n = 3, .code = code, .set = 1u << 1, .n_inner = 1};
    int64_t cell = 40;
    spell_count(&cell, &s);
    assert_int_equal(cell, 42);
    s.flow = after; /* of 1 into 2, which is not in the set */
    spell_count(&cell, &s);
    assert_int_equal(cell, 44);
    s.set |= 1u << 2; /* now that is staying */
    spell_count(&cell, &s);
    assert_int_equal(cell, 46);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_level_counts_as_the_plain_loop),
        cmocka_unit_test(counts_are_added_to_what_stands_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
