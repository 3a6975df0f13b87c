/* Groups as anonlink's solvers make them: its own results, and small cases by hand. */
#include "base/json.h"
#include "base/limits.h"
#include "clk_sample.h"
#include "link/clk_compare.h"
#include "link/clk_groups.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static int by_score(const void *a, const void *b)
{
    const struct clk_candidate *x = a, *y = b;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    if (x->party_a != y->party_a) return x->party_a < y->party_a ? -1 : 1;
    if (x->party_b != y->party_b) return x->party_b < y->party_b ? -1 : 1;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

static void read_party(struct clk_set *out, unsigned party)
{
    struct arena a = {0};
    struct str bytes;
    char name[64];
    snprintf(name, sizeof name, "anonlink/multiparty_%u.bin", party);
    if (file_read(&bytes, &a, oracle_path(name), LIMIT_FILE_BYTES, NULL) != OK)
        bug("an oracle cannot be read");
    clk_set_init(out, bytes.n / 128, 1024);
    for (size_t i = 0; i < out->n; i++)
        clk_set_put(out, i, (const uint8_t *)bytes.p + 128 * i);
    arena_dispose(&a);
}

static json_t *read_expected(const char *name)
{
    struct arena a = {0};
    struct str text;
    json_t *expected;
    assert_int_equal(file_read(&text, &a, oracle_path(name), LIMIT_FILE_BYTES, NULL),
                     OK);
    assert_int_equal(json_read(&expected, text, NULL), OK);
    arena_dispose(&a);
    return expected;
}

/* Apache-2.0: data61/anonlink-entity-service at 7508502a, e2etests/tests/testdata;
 * groups of anonlink 0.15.3, greedy_solve, at 0.8. */
static void anonlink_five_parties(void **state)
{
    (void)state;
    if (!oracle_is_here()) skip();
    enum { PARTIES = 5, MOST = 20000 };
    struct clk_set set[PARTIES];
    size_t size[PARTIES], n = 0, n_members = 0, n_grouped = 0;
    struct clk_candidate *candidates = mem_array(MOST, sizeof *candidates);
    for (unsigned p = 0; p < PARTIES; p++) {
        read_party(&set[p], p);
        size[p] = set[p].n;
    }
    struct clk_search q = {.score = CLK_DICE, .num = 8, .den = 10};
    for (uint16_t p = 0; p < PARTIES; p++)
        for (uint16_t r = p + 1; r < PARTIES; r++) {
            struct clk_pairs found;
            assert_int_equal(clk_pairs_find(&found, &set[p], &set[r], &q, NULL), OK);
            assert_true(n + found.n <= MOST);
            for (size_t i = 0; i < found.n; i++)
                candidates[n++] =
                    (struct clk_candidate){clk_pair_score(&found.pair[i]), p, r,
                                           found.pair[i].a, found.pair[i].b};
            clk_pairs_dispose(&found);
        }
    assert_int_equal(n, 9054);
    qsort(candidates, n, sizeof *candidates, by_score);
    struct clk_groups groups;
    assert_int_equal(
        clk_groups_solve(&groups, candidates, n, size, PARTIES, 1000, NULL), OK);
    json_t *expected = read_expected("anonlink/multiparty_expected_groups_t0.8.json"),
           *list = json_object_get(expected, "groups");
    assert_int_equal(groups.n_groups, 2270);
    assert_int_equal(json_array_size(list), 2270);
    for (size_t g = 0; g < json_array_size(list); g++) {
        json_t *members = json_array_get(list, g);
        uint32_t label = UINT32_MAX;
        for (size_t i = 0; i < json_array_size(members); i++) {
            json_t *member = json_array_get(members, i);
            json_int_t party = json_integer_value(json_array_get(member, 0)),
                       row = json_integer_value(json_array_get(member, 1));
            if (!i) label = groups.group_of[party][row];
            assert_int_not_equal(label, UINT32_MAX);
            assert_int_equal(groups.group_of[party][row], label);
            n_members++;
        }
    }
    for (size_t p = 0; p < PARTIES; p++)
        for (size_t i = 0; i < size[p]; i++)
            n_grouped += groups.group_of[p][i] != UINT32_MAX;
    assert_int_equal(n_grouped, n_members);
    json_decref(expected);
    clk_groups_dispose(&groups);
    for (unsigned p = 0; p < PARTIES; p++)
        clk_set_dispose(&set[p]);
    free(candidates);
}

/* The same source: the links of febrl4_1000 at 0.8. */
static void anonlink_one_to_one(void **state)
{
    (void)state;
    if (!oracle_is_here()) skip();
    json_t *expected = read_expected("anonlink/febrl4_1000_expected_t0.8.json"),
           *list = json_object_get(expected, "candidates"),
           *links = json_object_get(expected, "links");
    size_t n = json_array_size(list), size[2] = {1000, 1000};
    assert_int_equal(json_array_size(links), 946);
    struct clk_candidate *candidates = mem_array(n, sizeof *candidates);
    for (size_t i = 0; i < n; i++) {
        json_t *c = json_array_get(list, i);
        candidates[i] =
            (struct clk_candidate){json_number_value(json_array_get(c, 0)), 0, 1,
                                   (uint32_t)json_integer_value(json_array_get(c, 1)),
                                   (uint32_t)json_integer_value(json_array_get(c, 2))};
    }
    struct clk_groups groups;
    assert_int_equal(clk_groups_solve(&groups, candidates, n, size, 2, 1000, NULL), OK);
    assert_int_equal(groups.n_groups, 946);
    for (size_t i = 0; i < 946; i++) {
        json_t *link = json_array_get(links, i);
        uint32_t a = (uint32_t)json_integer_value(json_array_get(link, 0)),
                 b = (uint32_t)json_integer_value(json_array_get(link, 1));
        assert_int_not_equal(groups.group_of[0][a], UINT32_MAX);
        assert_int_equal(groups.group_of[0][a], groups.group_of[1][b]);
    }
    clk_groups_dispose(&groups);
    free(candidates);
    json_decref(expected);
}

/* A is like B, B is like C, A and C are not: no chain of all three. */
static void no_chains(void **state)
{
    (void)state;
    size_t size[3] = {1, 1, 1};
    struct clk_candidate c[3] = {
        {0.9, 0, 1, 0, 0}, {0.8, 1, 2, 0, 0}, {0.7, 0, 2, 0, 0}};
    struct clk_groups g;
    assert_int_equal(clk_groups_solve(&g, c, 2, size, 3, 1000, NULL), OK);
    assert_int_equal(g.n_groups, 1);
    assert_int_equal(g.group_of[0][0], g.group_of[1][0]);
    assert_int_equal(g.group_of[2][0], UINT32_MAX);
    clk_groups_dispose(&g);
    assert_int_equal(clk_groups_solve(&g, c, 2, size, 3, 500, NULL), OK);
    assert_int_equal(g.group_of[2][0], 0); /* half of the pairs is enough */
    clk_groups_dispose(&g);
    assert_int_equal(clk_groups_solve(&g, c, 3, size, 3, 1000, NULL), OK);
    assert_int_equal(g.group_of[2][0], 0); /* the third pair closes it */
    clk_groups_dispose(&g);
}

static void a_party_without_doubles_stands_once(void **state)
{
    (void)state;
    size_t size[2] = {2, 1};
    struct clk_candidate c[3] = {
        {0.9, 0, 1, 0, 0}, {0.8, 0, 1, 1, 0}, {0.7, 0, 0, 0, 1}};
    struct clk_groups g;
    assert_int_equal(clk_groups_solve(&g, c, 2, size, 2, 500, NULL), OK);
    assert_int_equal(g.group_of[0][0], 0);
    assert_int_equal(g.group_of[0][1], UINT32_MAX);
    clk_groups_dispose(&g);
    assert_int_equal(clk_groups_solve(&g, c, 3, size, 2, 1000, NULL), OK);
    assert_int_equal(g.n_groups, 1); /* it says itself that it has doubles */
    assert_int_equal(g.group_of[0][1], 0);
    clk_groups_dispose(&g);
}

/* Joined one after the other, and numbered by first record; nothing is quadratic. */
static void many_records_alike(void **state)
{
    (void)state;
    enum { N = 50000 };
    size_t size[2] = {N, N};
    struct clk_candidate *c = mem_array(2 * N, sizeof *c);
    struct clk_groups g;
    for (uint32_t i = 0; i < N; i++) {
        c[i] = (struct clk_candidate){0.9, 0, 1, i, N - 1 - i};
        c[N + i] = (struct clk_candidate){0.8, 0, 1, i, 0}; /* one like everybody */
    }
    assert_int_equal(clk_groups_solve(&g, c, 2 * N, size, 2, 1000, NULL), OK);
    assert_int_equal(g.n_groups, N);
    for (uint32_t i = 0; i < N; i++) {
        assert_int_equal(g.group_of[0][i], i);
        assert_int_equal(g.group_of[1][N - 1 - i], i);
    }
    clk_groups_dispose(&g);
    free(c);
}

static void what_is_refused(void **state)
{
    (void)state;
    size_t size[2] = {2, 2};
    struct clk_groups g;
    struct err e;
    struct clk_candidate rising[2] = {{0.5, 0, 1, 0, 0}, {0.6, 0, 1, 1, 1}},
                         beyond = {0.5, 0, 1, 2, 0}, party = {0.5, 0, 2, 0, 0};
    assert_int_equal(clk_groups_solve(&g, rising, 2, size, 2, 1000, &e), ERR_INVALID);
    assert_int_equal(clk_groups_solve(&g, &beyond, 1, size, 2, 1000, &e), ERR_INVALID);
    assert_int_equal(clk_groups_solve(&g, &party, 1, size, 2, 1000, &e), ERR_INVALID);
    assert_int_equal(clk_groups_solve(&g, rising, 1, size, 2, 0, &e), ERR_INVALID);
    assert_int_equal(clk_groups_solve(&g, rising, 1, size, 2, 1001, &e), ERR_INVALID);
    assert_int_equal(clk_groups_solve(&g, NULL, 0, NULL, 0, 1000, &e), OK);
    assert_int_equal(g.n_groups, 0);
    clk_groups_dispose(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(anonlink_five_parties),
        cmocka_unit_test(anonlink_one_to_one),
        cmocka_unit_test(no_chains),
        cmocka_unit_test(a_party_without_doubles_stands_once),
        cmocka_unit_test(many_records_alike),
        cmocka_unit_test(what_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
