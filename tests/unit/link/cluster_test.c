/* Pairs to clusters: what plain connected components get wrong, what workers decided,
 * and that no order of the pairs makes a difference. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>

#include "base/rng.h"
#include "link/cluster.h"

#include <cmocka.h>

static const struct cluster_rules rules = {
    .link_bits = 0, .support_per_1000 = CLUSTER_SUPPORT_PER_1000};

struct graph {
    struct compared_pair pair[20000];
    double bits[20000];
    size_t n;
};

static void add(struct graph *g, uint32_t a, uint32_t b, double bits)
{
    g->pair[g->n] = (struct compared_pair){a, b};
    g->bits[g->n++] = bits;
}

static void add_clique(struct graph *g, uint32_t first, uint32_t n, double bits)
{
    for (uint32_t a = first; a < first + n; a++)
        for (uint32_t b = a + 1; b < first + n; b++)
            add(g, a, b, bits);
}

static size_t n_clusters(const uint32_t *of, size_t n)
{
    size_t count = 0;
    for (uint32_t i = 0; i < n; i++)
        count += of[i] == i;
    return count;
}

static struct graph *graph_new(void)
{
    struct graph *g = calloc(1, sizeof *g);
    assert_non_null(g);
    return g;
}

static void solve(uint32_t *of, size_t n, const struct graph *g)
{
    cluster_records(of, n, g->pair, g->bits, g->n, NULL, 0, &rules);
}

static void a_chain_does_not_hold_together(void **state)
{
    (void)state;
    struct graph *g = graph_new();
    uint32_t of[200];
    for (uint32_t i = 0; i + 1 < 200; i++)
        add(g, i, i + 1, 10);
    solve(of, 200, g);
    uint32_t size[200] = {0}, greatest = 0;
    for (size_t i = 0; i < 200; i++) {
        size[of[i]]++;
        greatest = MAX_OF(greatest, size[of[i]]);
    }
    /* k in a row have k - 1 of k (k - 1) / 2 pairs; two parts of 3 have 1 of 9 across
     */
    assert_true(greatest >= 2 && greatest <= 6);
    free(g);
}

static void two_crowds_joined_by_one_pair_stay_two(void **state)
{
    (void)state;
    struct graph *g = graph_new();
    uint32_t of[16];
    add_clique(g, 0, 8, 6);
    add_clique(g, 8, 8, 6);
    add(g, 3, 12, 30); /* the strongest of all */
    solve(of, 16, g);
    assert_true(n_clusters(of, 16) >= 2);
    assert_int_equal(of[0], of[7]);
    assert_int_equal(of[8], of[15]);
    assert_int_not_equal(of[0], of[8]);
    free(g);
}

static void a_star_is_not_one_person(void **state)
{
    (void)state;
    struct graph *g = graph_new();
    uint32_t of[41], in_centre = 0;
    for (uint32_t i = 1; i < 41; i++)
        add(g, 0, i, 12);
    solve(of, 41, g);
    for (size_t i = 0; i < 41; i++)
        in_centre += of[i] == of[0];
    assert_true(in_centre >= 2 && in_centre <= 4);
    free(g);
}

static void a_crowd_missing_some_pairs_is_one(void **state)
{
    (void)state;
    struct graph *g = graph_new();
    uint32_t of[10];
    struct rng r;
    rng_init(&r, 7);
    for (uint32_t a = 0; a < 10; a++)
        for (uint32_t b = a + 1; b < 10; b++)
            if (b == a + 1 || rng_chance(&r, 0.6)) add(g, a, b, 8);
    solve(of, 10, g);
    assert_int_equal(n_clusters(of, 10), 1);
    free(g);
}

static void what_workers_said_is_kept(void **state)
{
    (void)state;
    struct graph *g = graph_new();
    uint32_t of[12];
    add_clique(g, 0, 6, 20);
    add_clique(g, 6, 6, 20);
    const struct compared_pair never[] = {{0, 1}, {11, 0}},
                               always[] = {{9, 5}, {0, 11}};
    struct cluster_rules r = rules;
    r.always = always;
    r.n_always = 2;
    cluster_records(of, 12, g->pair, g->bits, g->n, never, 2, &r);
    assert_int_not_equal(of[0], of[1]);
    assert_int_not_equal(of[0], of[11]); /* never is stronger than always */
    assert_int_equal(of[9], of[5]);      /* though no pair supports it */
    free(g);
}

static void the_order_of_pairs_makes_no_difference(void **state)
{
    (void)state;
    enum { N = 300 };
    struct rng r;
    rng_init(&r, 11);
    for (int round = 0; round < 20; round++) {
        struct graph *g = graph_new();
        uint32_t of[N], again[N];
        struct compared_pair never[30];
        for (size_t i = 0; i < 30; i++)
            never[i] = (struct compared_pair){rng_below(&r, N / 2),
                                              N / 2 + rng_below(&r, N / 2)};
        for (size_t i = 0; i < 2500; i++) {
            uint32_t a = rng_below(&r, N), b = rng_below(&r, N);
            double bits = (a / 5 == b / 5 ? 5 : -4) + rng_between(&r, -4, 6);
            if (a != b) add(g, MIN_OF(a, b), MAX_OF(a, b), bits);
        }
        for (uint32_t i = 0; i + 1 < N; i++)
            if (i % 5 != 4) add(g, i, i + 1, rng_between(&r, 0, 8));
        cluster_records(of, N, g->pair, g->bits, g->n, never, 30, &rules);
        for (size_t i = g->n; i-- > 1;) {
            size_t j = rng_below(&r, (uint32_t)i + 1);
            struct compared_pair p = g->pair[i];
            double b = g->bits[i];
            g->pair[i] = g->pair[j];
            g->bits[i] = g->bits[j];
            g->pair[j] = (struct compared_pair){p.b, p.a};
            g->bits[j] = b;
        }
        cluster_records(again, N, g->pair, g->bits, g->n, never, 30, &rules);
        assert_memory_equal(of, again, sizeof of);
        for (size_t i = 0; i < N; i++)
            assert_true(of[i] <= i && of[of[i]] == of[i]);
        for (size_t i = 0; i < 30; i++)
            assert_int_not_equal(of[never[i].a], of[never[i].b]);
        assert_true(n_clusters(of, N) > 30 && n_clusters(of, N) < N);
        free(g);
    }
}

/* Average linkage, written as its definition: all averages, the highest first. */
static void slow_clusters(uint32_t *of, uint32_t n, const struct graph *g)
{
    double *support = calloc((size_t)n * n, sizeof *support);
    assert_non_null(support);
    for (size_t i = 0; i < g->n; i++) {
        uint32_t a = g->pair[i].a, b = g->pair[i].b;
        double s = floor(65536 / (1 + exp2(-g->bits[i])) + 0.5);
        support[a * n + b] = support[b * n + a] = fmax(support[a * n + b], s);
    }
    for (uint32_t i = 0; i < n; i++)
        of[i] = i;
    for (;;) {
        double best = -1;
        uint32_t low = 0, high = 0;
        for (uint32_t a = 0; a < n; a++)
            for (uint32_t b = a + 1; b < n; b++) {
                if (of[a] != a || of[b] != b) continue;
                double sum = 0, pairs = 0;
                for (uint32_t i = 0; i < n; i++)
                    for (uint32_t j = 0; j < n; j++)
                        if (of[i] == a && of[j] == b)
                            sum += support[i * n + j], pairs++;
                if (sum / pairs < 65536 * (0.25 + 0.25 / pairs)) continue;
                if (sum / pairs > best) best = sum / pairs, low = a, high = b;
            }
        if (high == 0) break;
        for (uint32_t i = 0; i < n; i++)
            if (of[i] == high) of[i] = low;
    }
    free(support);
}

static void clusters_are_those_of_the_definition(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 5);
    for (int round = 0; round < 200; round++) {
        enum { N = 14 };
        struct graph *g = graph_new();
        uint32_t of[N], slow[N];
        for (uint32_t a = 0; a < N; a++)
            for (uint32_t b = a + 1; b < N; b++)
                if (rng_chance(&r, 0.4))
                    add(g, a, b, rng_between(&r, -6, a / 4 == b / 4 ? 9 : 2));
        solve(of, N, g);
        slow_clusters(slow, N, g);
        assert_memory_equal(of, slow, sizeof of);
        free(g);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_chain_does_not_hold_together),
        cmocka_unit_test(two_crowds_joined_by_one_pair_stay_two),
        cmocka_unit_test(a_star_is_not_one_person),
        cmocka_unit_test(a_crowd_missing_some_pairs_is_one),
        cmocka_unit_test(what_workers_said_is_kept),
        cmocka_unit_test(the_order_of_pairs_makes_no_difference),
        cmocka_unit_test(clusters_are_those_of_the_definition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
