/* Three tidy CSVs compared: numbers, denominators and statuses count, words do not, and
 * a cell that one of them lacks is a difference. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include "act/release_compare.h"

#define HEAD                                                                           \
    "part,part_title,table,table_title,measure,unit,unit_label,sex,sex_label,value,"   \
    "base,rate,low,high,status,reason,published,comparison,as_of,known_at\r\n"
#define CELL(sex, label, value, base, status)                                          \
    "1,Deel,1.1,Tabel,count,persons,personen," sex "," label "," value "," base        \
    ",,,," status ",,,,2022-09-30,\r\n"

static struct arena arena;
static struct release_comparison found;
static struct err e;

static int forget(void **state)
{
    (void)state;
    arena_dispose(&arena);
    return 0;
}

static enum err_code compare(const char *frozen, const char *then, const char *now)
{
    return tidy_compare(&found, &arena, str_of(frozen), str_of(then), str_of(now), &e);
}

static void words_may_change(void **state)
{
    (void)state;
    assert_int_equal(compare(HEAD CELL("F", "vrouw", "7", "", "value"),
                             HEAD CELL("F", "femme", "7", "", "value"),
                             HEAD CELL("F", "woman", "7", "", "value")),
                     OK);
    assert_int_equal(found.n_cells, 1);
    assert_int_equal(found.n_differences, 0);
}

static void each_difference_is_told(void **state)
{
    (void)state;
    assert_int_equal(
        compare(HEAD CELL("F", "", "7", "40", "value") CELL("M", "", "3", "", "value")
                    CELL("_T", "", "10", "", "value"),
                HEAD CELL("M", "", "3", "", "value") CELL("_T", "", "10", "", "value")
                    CELL("F", "", "7", "40", "value"),
                HEAD CELL("F", "", "7", "41", "value") CELL("M", "", "", "", "unknown")
                    CELL("X", "", "1", "", "value") CELL("_T", "", "10", "", "value")),
        OK);
    assert_int_equal(found.n_cells, 3);
    assert_int_equal(found.n_differ_then, 0);
    assert_int_equal(found.n_differ_now, 3);
    const struct cell_difference *d = found.differences;
    assert_string_equal(d[0].place, "sex=F");
    assert_string_equal(d[0].frozen, "7 of 40");
    assert_string_equal(d[0].known_then, "7 of 40");
    assert_string_equal(d[0].known_now, "7 of 41");
    assert_string_equal(d[1].place, "sex=M");
    assert_string_equal(d[1].known_now, "unknown");
    assert_string_equal(d[2].place, "sex=X");
    assert_string_equal(d[2].frozen, "");
    assert_string_equal(d[2].known_now, "1");
}

static void a_zero_is_no_blank(void **state)
{
    (void)state;
    assert_int_equal(compare(HEAD CELL("F", "", "0", "", "zero"),
                             HEAD CELL("F", "", "", "", "not_asked"),
                             HEAD CELL("F", "", "0", "", "zero")),
                     OK);
    assert_int_equal(found.n_differ_then, 1);
    assert_int_equal(found.n_differ_now, 0);
}

static void a_later_column_does_not_matter(void **state)
{
    (void)state;
    assert_int_equal(compare(HEAD CELL("F", "", "7", "", "value"),
                             "part,table,sex,value,base,extra,status\r\n"
                             "1,1.1,F,7,,x,value\r\n",
                             "status,part\r\n"),
                     ERR_CORRUPT);
    assert_int_equal(compare(HEAD CELL("F", "", "7", "", "value"),
                             "part,table,sex,value,base,extra,status\r\n"
                             "1,1.1,F,7,,x,value\r\n",
                             HEAD),
                     OK);
    assert_int_equal(found.n_differ_then, 0);
    assert_int_equal(found.n_differ_now, 1);
    assert_int_equal(compare(HEAD "1,2\r\n", HEAD, HEAD), ERR_CORRUPT);
    assert_int_equal(e.line, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(words_may_change, forget),
        cmocka_unit_test_teardown(each_difference_is_told, forget),
        cmocka_unit_test_teardown(a_zero_is_no_blank, forget),
        cmocka_unit_test_teardown(a_later_column_does_not_matter, forget),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
