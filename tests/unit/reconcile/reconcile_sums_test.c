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

/* An answer of three rows; `status` is that of the second. */
static size_t errors_of_answer(int64_t total, enum cell_status status)
{
    struct arena a = {0};
    struct findings findings = {0};
    static const char *const codes[] = {"antwerpen", "limburg", ""};
    const struct check_context ctx = {.lang = LANG_NL};
    struct axis_entry rows[3] = {{.depth = 1}, {.depth = 1}, {.depth = 0}};
    struct axis_entry column = {.depth = 0};
    struct cell cells[3] = {{.n = 12}, {.status = status, .n = 8}, {.n = total}};
    struct table table = {.unit = "persons",
                          .population = "reached",
                          .kind = MEASURE_COUNT,
                          .as_of = day_of(2022, 9, 30),
                          .rows = {.n_levels = 1,
                                   .level_title = {"provincie"},
                                   .level_name = {"province"},
                                   .entries = rows,
                                   .n = 3},
                          .columns = {.entries = &column, .n = 1},
                          .cells = cells};
    struct table *tables[] = {&table};
    struct part part = {.label = "1", .tables = tables, .n_tables = 1};
    struct part *parts[] = {&part};
    const struct answer answer = {.title = "t", .parts = parts, .n_parts = 1};
    for (int i = 0; i < 3; i++) {
        rows[i].code[0] = codes[i];
        rows[i].path[0] = i == 2 ? "Eindtotaal" : codes[i];
    }
    assert_int_equal(answer_check(&findings, &a, &answer, &ctx, NULL), OK);
    size_t n = findings_count(&findings, SEVERITY_ERROR);
    findings_dispose(&findings);
    arena_dispose(&a);
    return n;
}

static void an_answer_is_checked_before_it_leaves(void **state)
{
    (void)state;
    assert_int_equal(errors_of_answer(20, CELL_VALUE), 0);
    assert_int_equal(errors_of_answer(15, CELL_VALUE), 0); /* five in both */
    assert_int_equal(errors_of_answer(21, CELL_VALUE), 1); /* one from nowhere */
    assert_int_equal(errors_of_answer(11, CELL_VALUE), 1); /* less than a part */
    assert_int_equal(errors_of_answer(30, CELL_HIDDEN), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(right_sums_are_not_told),
        cmocka_unit_test(one_altered_cell_is_found_and_named),
        cmocka_unit_test(an_answer_is_checked_before_it_leaves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
