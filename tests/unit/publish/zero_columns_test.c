/* Columns of nothing but zeros: which they are, and how a terminal names them. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "publish/text.h"
#include "publish/zero_columns.h"

enum { N_COLUMNS = 7, N_ROWS = 2 };

/* Columns a to f and a total; only a, e and the total hold anybody, d is unknown once.
 */
static struct table *wide_table(struct arena *a)
{
    static const char *const names[N_COLUMNS] = {"werkzoekend geworden",
                                                 "kwalificatie behaald",
                                                 "andere dienstverlening",
                                                 "niet meer bereikbaar",
                                                 "gezondheid",
                                                 "detentie",
                                                 "Eindtotaal"};
    static const int64_t n[N_ROWS][N_COLUMNS] = {{3, 0, 0, 0, 2, 0, 5},
                                                 {0, 0, 0, 0, 1, 0, 1}};
    struct table *t = arena_new(a, struct table);
    t->unit = t->unit_label = "personen";
    t->population = "bereikt";
    t->columns =
        (struct axis){.n_levels = 1,
                      .level_title = {"uitstroom"},
                      .level_name = {"exit"},
                      .n = N_COLUMNS,
                      .entries = arena_new_array(a, struct axis_entry, N_COLUMNS)};
    for (size_t c = 0; c < N_COLUMNS; c++)
        t->columns.entries[c] = (struct axis_entry){
            .path = {names[c]}, .code = {""}, .depth = c + 1 < N_COLUMNS};
    t->rows = (struct axis){.n_levels = 1,
                            .level_title = {"jaar"},
                            .level_name = {"year"},
                            .n = N_ROWS,
                            .entries = arena_new_array(a, struct axis_entry, N_ROWS)};
    t->rows.entries[0] =
        (struct axis_entry){.path = {"2022"}, .code = {"2022"}, .depth = 1};
    t->rows.entries[1] =
        (struct axis_entry){.path = {"2023"}, .code = {"2023"}, .depth = 1};
    t->cells = arena_new_array(a, struct cell, N_ROWS * N_COLUMNS);
    for (size_t i = 0; i < N_ROWS * N_COLUMNS; i++) {
        int64_t v = n[i / N_COLUMNS][i % N_COLUMNS];
        t->cells[i] = (struct cell){.status = v ? CELL_VALUE : CELL_ZERO, .n = v};
    }
    t->cells[3].status = CELL_UNKNOWN;
    return t;
}

static void only_columns_of_zeros_go(void **state)
{
    (void)state;
    struct arena a = {0};
    const char *names;
    const struct table *t = wide_table(&a), *less = table_without_zeros(&names, &a, t);
    assert_non_null(less);
    assert_string_equal(names,
                        "kwalificatie behaald; andere dienstverlening; detentie");
    assert_int_equal(less->columns.n, 4);
    assert_string_equal(less->columns.entries[1].path[0], "niet meer bereikbaar");
    assert_int_equal(less->cells[1].status, CELL_UNKNOWN);
    assert_int_equal(less->cells[4 + 2].n, 1);
    assert_int_equal(less->cells[3].n, 5);
    assert_int_equal(t->columns.n, N_COLUMNS); /* the table itself is as it was */
    arena_dispose(&a);
}

static void compared_columns_and_all_zeros_stay(void **state)
{
    (void)state;
    struct arena a = {0};
    const char *names;
    struct table *t = wide_table(&a);
    t->cells[1].published_state = PUBLISHED_EQUAL;
    t->cells[2].published_state = PUBLISHED_BLANK;
    assert_null(table_without_zeros(&names, &a, t)); /* detentie alone: not worth it */
    t = wide_table(&a);
    for (size_t i = 0; i < N_ROWS * N_COLUMNS; i++)
        t->cells[i] = (struct cell){.status = CELL_ZERO};
    assert_null(table_without_zeros(&names, &a, t));
    arena_dispose(&a);
}

/* One block and a line instead of two blocks; with room enough nothing is left out. */
static void a_terminal_names_them(void **state)
{
    (void)state;
    struct arena a = {0};
    struct table *t = wide_table(&a);
    struct part part = {.label = "1", .tables = &t, .n_tables = 1}, *parts = &part;
    struct answer answer = {.parts = &parts, .n_parts = 1};
    struct buf out;
    for (unsigned width = 60; width <= 200; width += 140) {
        buf_init(&out, 0);
        publish_text(&out, &answer, &(struct text_style){.width = width});
        bool names_them =
            strstr(out.p, "Overal 0, daarom zonder kolom: kwalificatie") != NULL;
        assert_int_equal(names_them, width == 60);
        assert_non_null(strstr(out.p, "detentie"));
        buf_dispose(&out);
    }
    arena_dispose(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_columns_of_zeros_go),
        cmocka_unit_test(compared_columns_and_all_zeros_stay),
        cmocka_unit_test(a_terminal_names_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
