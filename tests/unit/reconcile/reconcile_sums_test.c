/* Tables whose sums are right give no finding; one altered cell is found, and named
 * when rows and columns both point at it. */
#include "reconcile/reconcile.h"

#include "base/rng.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

enum { ROWS_MAX = 8, COLUMNS_MAX = 5 };

struct grid {
    struct arena arena;
    struct claims claims;
    struct findings findings;
    int rows, columns;
};

static void grid_add(struct grid *g, int row, int column, int64_t n)
{
    struct claim c = {.file = "grid.csv",
                      .line = row * (g->columns + 1) + column + 2,
                      .where = "",
                      .figure = "t1",
                      .publication = "p",
                      .measure = "started",
                      .unit = "trajectories",
                      .kind = VALUE_NUMBER,
                      .number = (double)n,
                      .as_of = day_of(2022, 9, 30),
                      .period_from = DAY_NONE,
                      .period_to = DAY_NONE,
                      .pairs = arena_new_array(&g->arena, struct claim_pair, 2)};
    if (column < g->columns)
        c.pairs[c.n_pairs++] = (struct claim_pair){
            .name = "b", .value = arena_format(&g->arena, "b%d", column)};
    if (row < g->rows)
        c.pairs[c.n_pairs++] = (struct claim_pair){
            .name = "a", .value = arena_format(&g->arena, "a%d", row)};
    assert_int_equal(claims_add(&g->claims, &g->arena, &c, NULL), OK);
}

/* Random counts with all their totals; `wrong` (-1 none) is the cell that gets
 * `extra` more after its totals were made. */
static void grid_make(struct grid *g, struct rng *rng, int wrong, int extra)
{
    int64_t n[ROWS_MAX + 1][COLUMNS_MAX + 1] = {0};
    *g = (struct grid){.rows = rng_between(rng, 2, ROWS_MAX),
                       .columns = rng_between(rng, 2, COLUMNS_MAX)};
    for (int r = 0; r < g->rows; r++) {
        for (int c = 0; c < g->columns; c++) {
            n[r][c] = (int64_t)rng_below(rng, 500) + 5;
            n[r][g->columns] += n[r][c];
            n[g->rows][c] += n[r][c];
            n[g->rows][g->columns] += n[r][c];
        }
    }
    if (wrong >= 0) n[wrong % g->rows][wrong % g->columns] += extra;
    for (int r = 0; r <= g->rows; r++)
        for (int c = 0; c <= g->columns; c++)
            grid_add(g, r, c, n[r][c]);
    const struct check_context ctx = {.lang = LANG_EN, .disclosure_policy = "none"};
    check_claims(&g->findings, &g->arena, &g->claims, &ctx);
}

static void grid_end(struct grid *g)
{
    claims_dispose(&g->claims);
    findings_dispose(&g->findings);
    arena_dispose(&g->arena);
}

static void right_sums_are_not_told(void **state)
{
    (void)state;
    struct rng rng;
    rng_init(&rng, 31);
    for (int i = 0; i < 300; i++) {
        struct grid g;
        grid_make(&g, &rng, -1, 0);
        assert_int_equal(findings_count(&g.findings, SEVERITY_ERROR), 0);
        grid_end(&g);
    }
}

static void one_altered_cell_is_found_and_named(void **state)
{
    (void)state;
    struct rng rng;
    rng_init(&rng, 32);
    for (int i = 0; i < 300; i++) {
        struct grid g;
        int wrong = rng_between(&rng, 0, 39), extra = rng_between(&rng, 1, 50);
        grid_make(&g, &rng, wrong, extra);
        assert_int_equal(findings_count(&g.findings, SEVERITY_ERROR), 2);
        char named[64];
        snprintf(named, sizeof named, "a=a%d;b=b%d = ", wrong % g.rows,
                 wrong % g.columns);
        for (size_t f = 0; f < 2; f++) {
            const struct finding *found = &g.findings.items[f];
            assert_int_equal(found->rule, RULE_SUM_DIFFERS);
            const char *at = strstr(found->cure, named);
            assert_non_null(at);
            assert_non_null(strstr(at, "(!)"));
        }
        grid_end(&g);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(right_sums_are_not_told),
        cmocka_unit_test(one_altered_cell_is_found_and_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
