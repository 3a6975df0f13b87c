#include "publish/sample_more.h"

#include "publish/totals_check.h"

static void parts_that_add_up_are_told(void **state)
{
    (void)state;
    struct arena a = {0};
    struct totals_check c[2 * LIMIT_QUESTION_DIMS];
    assert_int_equal(totals_check(c, sample_reached(&a)), 2);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(c[i].verdict, TOTALS_ADD_UP);
        assert_int_equal(c[i].n_checked, i ? 8 : 3);
        assert_int_equal(c[i].n_left_out, 0);
    }
    assert_int_equal(totals_check(c, sample_statuses(&a)), 1);
    assert_int_equal(c[0].verdict, TOTALS_NONE);
    /* 5,500,000 + 5,500,000 - 1,234.50 = 10,998,765.50 and a cent more */
    struct table *euro = sample_budget(&a);
    totals_check(c, euro);
    assert_int_equal(c[0].verdict, TOTALS_ADD_UP);
    euro->cells[3].n++;
    totals_check(c, euro);
    assert_int_equal(c[0].verdict, TOTALS_DIFFER);
    assert_int_equal(c[0].total, 1099876551);
    assert_int_equal(c[0].sum_of_parts, 1099876550);
    arena_dispose(&a);
}

/* The kind of error that questions of 2021 were answered with: one cell of the province
 * is off, so the row and the column both stop adding up. */
static void the_first_difference_is_named(void **state)
{
    (void)state;
    struct arena a = {0};
    struct totals_check c[2 * LIMIT_QUESTION_DIMS];
    struct table *t = sample_reached(&a);
    t->cells[3 * 3 + 1].n = 72;
    totals_check(c, t);
    assert_int_equal(c[0].verdict, TOTALS_DIFFER);
    assert_int_equal(c[0].n_differ, 1);
    assert_int_equal(c[0].row, 7);
    assert_int_equal(c[0].column, 1);
    assert_int_equal(c[1].verdict, TOTALS_DIFFER);
    assert_int_equal(c[1].row, 3);
    assert_int_equal(c[1].column, 2);
    assert_int_equal(c[1].sum_of_parts, 304);
    assert_int_equal(c[1].total, 303);
    arena_dispose(&a);
}

/* Two levels: subtotals of their parts, the grand total of the subtotals. */
static void subtotals_are_summed_by_level(void **state)
{
    (void)state;
    struct arena a = {0};
    struct totals_check c[2 * LIMIT_QUESTION_DIMS];
    struct table *t = sample_nested(&a);
    for (size_t r = 0; r < t->rows.n; r++)
        for (size_t k = 0; k < t->columns.n; k++) {
            const struct axis_entry *e = &t->rows.entries[r],
                                    *f = &t->columns.entries[k];
            int64_t rows = e->depth == 2 ? 1 : e->depth == 1 ? 2 : 4;
            int64_t columns = f->depth == 2 ? 1 : f->depth == 1 ? 12 : 24;
            sample_count(&t->cells[r * t->columns.n + k], rows * columns);
        }
    assert_int_equal(totals_check(c, t), 4);
    assert_int_equal(c[0].verdict, TOTALS_ADD_UP);
    assert_int_equal(c[0].n_checked, 27);
    assert_int_equal(c[1].verdict, TOTALS_OVERLAP); /* its level overlaps */
    assert_int_equal(c[2].verdict, TOTALS_ADD_UP);
    assert_int_equal(c[2].n_checked, 7);
    assert_int_equal(c[3].verdict, TOTALS_ADD_UP);
    assert_int_equal(c[3].n_checked, 14);
    t->cells[12].n++; /* January to December of 2021 */
    totals_check(c, t);
    assert_int_equal(c[3].verdict, TOTALS_DIFFER);
    assert_int_equal(c[3].column, 12);
    assert_int_equal(c[2].verdict, TOTALS_DIFFER);
    assert_int_equal(c[2].column, 26);
    arena_dispose(&a);
}

/* A figure that is hidden is in no sum, so nobody learns it from a check. */
static void hidden_parts_leave_their_total_unchecked(void **state)
{
    (void)state;
    struct arena a = {0};
    struct totals_check c[2 * LIMIT_QUESTION_DIMS];
    totals_check(c, sample_hidden(&a));
    assert_int_equal(c[0].verdict, TOTALS_UNCHECKED);
    assert_int_equal(c[0].n_left_out, 1);
    assert_int_equal(c[0].sum_of_parts, 0);
    struct table *t = sample_reached(&a);
    t->cells[3].status = CELL_HIDDEN;
    totals_check(c, t);
    assert_int_equal(c[0].verdict, TOTALS_ADD_UP);
    assert_int_equal(c[0].n_checked, 2);
    assert_int_equal(c[0].n_left_out, 1);
    t->cells[4].status = CELL_CANNOT_OCCUR; /* adds nothing: 127 are missing now */
    totals_check(c, t);
    assert_int_equal(c[0].verdict, TOTALS_DIFFER);
    arena_dispose(&a);
}

static void statistics_are_no_sums(void **state)
{
    (void)state;
    struct arena a = {0};
    struct totals_check c[2 * LIMIT_QUESTION_DIMS];
    totals_check(c, sample_days(&a));
    assert_int_equal(c[0].verdict, TOTALS_STATISTIC);
    arena_dispose(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_that_add_up_are_told),
        cmocka_unit_test(the_first_difference_is_named),
        cmocka_unit_test(subtotals_are_summed_by_level),
        cmocka_unit_test(hidden_parts_leave_their_total_unchecked),
        cmocka_unit_test(statistics_are_no_sums),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
