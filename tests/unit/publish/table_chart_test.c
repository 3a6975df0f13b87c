#include "publish/sample_more.h"

#include "publish/table_chart.h"

static void a_table_of_two_dimensions_is_stacked(void **state)
{
    (void)state;
    struct arena a = {0};
    struct table *t = sample_reached(&a);
    struct table_chart c = table_chart_choose(t);
    assert_int_equal(c.kind, CHART_STACK);
    assert_false(c.along_columns);
    assert_int_equal(c.n_categories, 7); /* without the totals */
    assert_int_equal(c.n_series, 2);
    assert_int_equal(c.highest[0], 3); /* Limburg, M */
    assert_int_equal(c.highest[1], 0);
    t->columns.level_overlaps[0] = true;
    assert_int_equal(table_chart_choose(t).kind, CHART_CLUSTER);
    t->columns.level_overlaps[0] = false;
    t->cells[0].n = -1;
    assert_int_equal(table_chart_choose(t).kind, CHART_CLUSTER);
    arena_dispose(&a);
}

static void months_are_a_line_on_either_side(void **state)
{
    (void)state;
    static const char *const months[] = {"2022-01", "2022-02", "2022-03"};
    static const char *const sexes[] = {"m", "f"};
    struct arena a = {0};
    struct axis month =
        sample_axis(&a, "month", "Maand", months, months, 3, "Eindtotaal");
    struct axis sex = sample_axis(&a, "sex", "Geslacht", sexes, sexes, 2, "Eindtotaal");
    struct table *t = sample_table(&a, month, sex);
    for (size_t i = 0; i < 12; i++)
        sample_count(&t->cells[i], (int64_t)i + 1);
    struct table_chart c = table_chart_choose(t);
    assert_int_equal(c.kind, CHART_LINE);
    assert_false(c.along_columns);
    struct axis rows = t->rows;
    t->rows = t->columns;
    t->columns = rows;
    t->columns.entries[2].code[0] = "2022-04"; /* March is not in the table */
    assert_int_equal(table_chart_choose(t).kind, CHART_NONE);
    t->columns.entries[0].code[0] = "2021-12";
    t->columns.entries[1].code[0] = "2022-01";
    t->columns.entries[2].code[0] = "2022-02";
    c = table_chart_choose(t);
    assert_int_equal(c.kind, CHART_LINE);
    assert_true(c.along_columns);
    assert_int_equal(c.n_categories, 3);
    assert_int_equal(c.n_series, 2);
    arena_dispose(&a);
}

/* Every reason for no chart, and that without it there is one. */
static void what_would_mislead_has_no_chart(void **state)
{
    (void)state;
    struct arena a = {0};
    struct table *t = sample_budget(&a);
    assert_int_equal(table_chart_choose(t).kind, CHART_BAR);
    t->cells[3].status = CELL_HIDDEN; /* only the total, and yet */
    assert_int_equal(table_chart_choose(t).kind, CHART_NONE);
    t->cells[3].status = CELL_VALUE;
    t->cells[1].status = CELL_NOT_YET_REPORTED;
    assert_int_equal(table_chart_choose(t).kind, CHART_NONE);
    t->cells[1].status = CELL_VALUE;
    for (size_t i = 0; i < 3; i++)
        t->cells[i].n = 0;
    assert_int_equal(table_chart_choose(t).kind, CHART_NONE);
    struct table *rate = sample_rate(&a);
    assert_int_equal(table_chart_choose(rate).kind, CHART_NONE);
    for (size_t i = 0; i < 3; i++)
        rate->cells[i].base = 921;
    assert_int_equal(table_chart_choose(rate).kind, CHART_BAR);
    rate->base_is_target = true;
    assert_int_equal(table_chart_choose(rate).kind, CHART_NONE);
    assert_int_equal(table_chart_choose(sample_days(&a)).kind, CHART_NONE);
    assert_int_equal(table_chart_choose(sample_nested(&a)).kind, CHART_NONE);
    assert_int_equal(table_chart_choose(sample_statuses(&a)).kind, CHART_NONE);
    assert_int_equal(table_chart_choose(sample_hidden(&a)).kind, CHART_NONE);
    arena_dispose(&a);
}

static void too_many_of_anything_has_no_chart(void **state)
{
    (void)state;
    struct arena a = {0};
    const char *codes[CHART_CATEGORIES_MAX + 1];
    for (size_t i = 0; i < ARRAY_LEN(codes); i++)
        codes[i] = arena_format(&a, "c%zu", i);
    for (size_t n = 1; n <= ARRAY_LEN(codes); n++) {
        struct table *t = sample_table(
            &a, sample_axis(&a, "project", "Project", codes, codes, n, NULL),
            sample_axis_none(&a, "Eindtotaal"));
        for (size_t i = 0; i < n; i++)
            sample_count(&t->cells[i], 5);
        bool fits = n >= 2 && n <= CHART_CATEGORIES_MAX;
        assert_int_equal(table_chart_choose(t).kind, fits ? CHART_BAR : CHART_NONE);
    }
    arena_dispose(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_of_two_dimensions_is_stacked),
        cmocka_unit_test(months_are_a_line_on_either_side),
        cmocka_unit_test(what_would_mislead_has_no_chart),
        cmocka_unit_test(too_many_of_anything_has_no_chart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
