#include "publish/sample_answer.h"

#include "base/csv.h"
#include "publish/tidy_csv.h"

struct rows {
    struct str *cells[400];
    size_t n, n_columns;
};

/* Reads the whole file back with the house's strict reader: every record has as many
 * cells as the header. */
static void read_back(struct rows *out, struct arena *a, struct str text,
                      char separator)
{
    struct csv_reader r;
    struct err e = {0};
    bool end = false;
    *out = (struct rows){0};
    csv_reader_init(&r, text, separator);
    for (;;) {
        size_t n;
        assert_true(out->n < ARRAY_LEN(out->cells));
        assert_int_equal(csv_read_row(&r, a, &out->cells[out->n], &n, &end, &e), OK);
        if (end) break;
        if (out->n == 0) out->n_columns = n;
        assert_int_equal(n, out->n_columns);
        out->n++;
    }
}

static struct str cell_named(const struct rows *rows, size_t row, const char *column)
{
    for (size_t c = 0; c < rows->n_columns; c++)
        if (str_eq_c(rows->cells[0][c], column)) return rows->cells[row][c];
    fail_msg("no column %s", column);
    return STR_NONE;
}

static size_t row_where(const struct rows *rows, const char *column, const char *value,
                        const char *column_2, const char *value_2)
{
    for (size_t r = 1; r < rows->n; r++)
        if (str_eq_c(cell_named(rows, r, column), value) &&
            str_eq_c(cell_named(rows, r, column_2), value_2))
            return r;
    fail_msg("no row with %s=%s and %s=%s", column, value, column_2, value_2);
    return 0;
}

#define assert_cell(rows, row, column, value)                                          \
    do {                                                                               \
        struct str found_ = cell_named(rows, row, column);                             \
        if (!str_eq_c(found_, value))                                                  \
            fail_msg("%s: expected \"%s\", found \"%.*s\"", column, value,             \
                     STR_ARG(found_));                                                 \
    } while (0)

static void csv_is_golden(void **state)
{
    (void)state;
    struct arena a = {0};
    struct err e = {0};
    struct buf out;
    struct csv_style belgian = {
        .separator = ';', .byte_order_mark = true, .decimal_comma = true};
    buf_init(&out, 0);
    assert_int_equal(publish_csv(&out, sample_answer(&a, LANG_NL), NULL, &e), OK);
    assert_golden("answer.csv", buf_str(&out));
    buf_clear(&out);
    assert_int_equal(publish_csv(&out, sample_answer(&a, LANG_NL), &belgian, &e), OK);
    assert_golden("answer_belgian.csv", buf_str(&out));
    buf_dispose(&out);
    arena_dispose(&a);
}

static void one_record_per_cell(void **state)
{
    (void)state;
    struct arena a = {0};
    struct err e = {0};
    struct buf out;
    struct rows rows;
    struct answer *x = sample_answer(&a, LANG_NL);
    size_t expected = 1;
    for (size_t p = 0; p < x->n_parts; p++) {
        expected += x->parts[p]->unavailable != NULL;
        for (size_t i = 0; i < x->parts[p]->n_tables; i++) {
            struct table *t = x->parts[p]->tables[i];
            size_t cells = t->rows.n * t->columns.n;
            expected += cells ? cells : 1;
        }
    }
    buf_init(&out, 0);
    assert_int_equal(publish_csv(&out, x, NULL, &e), OK);
    read_back(&rows, &a, buf_str(&out), ',');
    assert_int_equal(rows.n, expected);
    buf_dispose(&out);
    arena_dispose(&a);
}

static void cells_say_what_they_are(void **state)
{
    (void)state;
    struct arena a = {0};
    struct err e = {0};
    struct buf out;
    struct rows rows;
    buf_init(&out, 0);
    assert_int_equal(publish_csv(&out, sample_answer(&a, LANG_NL), NULL, &e), OK);
    read_back(&rows, &a, buf_str(&out), ',');
    size_t r = row_where(&rows, "province", "antwerpen", "sex", "f");
    assert_cell(&rows, r, "part", "2");
    assert_cell(&rows, r, "table", "2.1");
    assert_cell(&rows, r, "value", "127");
    assert_cell(&rows, r, "sex_label", "V");
    assert_cell(&rows, r, "published", "127");
    assert_cell(&rows, r, "comparison", "equal");
    assert_cell(&rows, r, "as_of", "2022-09-30");
    assert_cell(&rows, r, "known_at", "");
    assert_cell(&rows, r, "education_level", "_Z");
    r = row_where(&rows, "province", "other", "sex", "f");
    assert_cell(&rows, r, "value", "0");
    assert_cell(&rows, r, "status", "zero");
    assert_cell(&rows, r, "published", "");
    assert_cell(&rows, r, "comparison", "blank");
    r = row_where(&rows, "province", "_T", "sex", "_T");
    assert_cell(&rows, r, "value", "921");
    assert_cell(&rows, r, "province_label", "Eindtotaal");
    r = row_where(&rows, "education_level", "low", "table", "3a.1");
    assert_cell(&rows, r, "measure", "rate");
    assert_cell(&rows, r, "base", "921");
    assert_cell(&rows, r, "rate", "0.085776");
    assert_cell(&rows, r, "low", "0.069300");
    r = row_where(&rows, "education_level", "none", "table", "3a.1");
    assert_cell(&rows, r, "status", "cannot_occur");
    assert_cell(&rows, r, "value", "");
    r = row_where(&rows, "kind", "unavailable_2", "table", "3b.1");
    assert_cell(&rows, r, "status", "unavailable");
    assert_cell(&rows, r, "reason", "de bron is vernietigd");
    assert_cell(&rows, r, "known_at", "2022-10-14T23:59:59Z");
    r = row_where(&rows, "part", "5", "table", "");
    assert_cell(&rows, r, "status", "unavailable");
    r = row_where(&rows, "table", "3b.2", "part", "3b");
    assert_cell(&rows, r, "status", "no_rows");
    buf_dispose(&out);
    arena_dispose(&a);
}

static void formulas_are_defused_and_amounts_are_not(void **state)
{
    (void)state;
    struct arena a = {0};
    struct err e = {0};
    struct buf out;
    struct rows rows;
    buf_init(&out, 0);
    struct csv_style belgian = {.separator = ';', .decimal_comma = true};
    assert_int_equal(publish_csv(&out, sample_answer(&a, LANG_NL), &belgian, &e), OK);
    read_back(&rows, &a, buf_str(&out), ';');
    size_t r = row_where(&rows, "source", "'=cmd", "table", "1.1");
    assert_cell(&rows, r, "source_label", "'=1+2 terugvordering");
    assert_cell(&rows, r, "value", "-1234,50");
    buf_dispose(&out);
    arena_dispose(&a);
}

/* The nested sample has "language" on its rows and again on its columns. */
static void a_dimension_used_twice_keeps_both(void **state)
{
    (void)state;
    struct arena a = {0};
    struct err e = {0};
    struct buf out;
    struct rows rows;
    buf_init(&out, 0);
    assert_int_equal(publish_csv(&out, sample_answer(&a, LANG_NL), NULL, &e), OK);
    read_back(&rows, &a, buf_str(&out), ',');
    size_t r = row_where(&rows, "language", "zh", "language_2", "03");
    assert_cell(&rows, r, "outcome", "work");
    assert_cell(&rows, r, "year", "2021");
    r = row_where(&rows, "language", "_T", "language_2", "_T");
    assert_cell(&rows, r, "outcome", "work");
    buf_dispose(&out);
    arena_dispose(&a);
}

static void styles_that_cannot_work_are_refused(void **state)
{
    (void)state;
    struct answer x = {.asked_on = DAY_NONE};
    struct err e = {0};
    struct buf out;
    buf_init(&out, 0);
    assert_int_equal(
        publish_csv(&out, &x, &(struct csv_style){.decimal_comma = true}, &e),
        ERR_USAGE);
    assert_int_equal(publish_csv(&out, &x, &(struct csv_style){.separator = '"'}, &e),
                     ERR_USAGE);
    buf_dispose(&out);
    struct arena a = {0};
    buf_init(&out, 300);
    assert_int_equal(publish_csv(&out, sample_answer(&a, LANG_NL), NULL, &e),
                     ERR_TOO_LARGE);
    buf_dispose(&out);
    arena_dispose(&a);
}

/* The dimension `status` of trajectories beside the status of a cell. */
static void no_two_columns_have_one_name(void **state)
{
    (void)state;
    struct arena a = {0};
    static const char *const codes[] = {"running"}, *const labels[] = {"lopend"};
    struct table *t =
        sample_table(&a, sample_axis(&a, "status", "Status", codes, labels, 1, NULL),
                     sample_axis_none(&a, "Eindtotaal"));
    sample_count(&t->cells[0], 1);
    t->cells[0].published = "5500000.00";
    t->cells[0].published_state = PUBLISHED_EQUAL;
    struct part *p = sample_part(&a, "1", "Status", 1, t);
    struct answer x = {.parts = &p, .n_parts = 1, .asked_on = DAY_NONE};
    struct csv_style belgian = {.separator = ';', .decimal_comma = true};
    struct err e = {0};
    struct buf out;
    buf_init(&out, 0);
    assert_int_equal(publish_csv(&out, &x, &belgian, &e), OK);
    assert_non_null(strstr(out.p, ";dimension_status;dimension_status_label;value;"));
    assert_non_null(strstr(out.p, ";running;lopend;1;;;;;;value;;5500000,00;equal;"));
    buf_dispose(&out);
    arena_dispose(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_is_golden),
        cmocka_unit_test(one_record_per_cell),
        cmocka_unit_test(cells_say_what_they_are),
        cmocka_unit_test(formulas_are_defused_and_amounts_are_not),
        cmocka_unit_test(a_dimension_used_twice_keeps_both),
        cmocka_unit_test(styles_that_cannot_work_are_refused),
        cmocka_unit_test(no_two_columns_have_one_name),
    };
    return golden_status(cmocka_run_group_tests(tests, NULL, NULL));
}
