/* Shares of a row, column or table, and rates of what was promised, counted by hand
 * from the table of question_panel.h. */
#include "question_ask.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "asking_frame.h"

static void rate_is(const struct table *t, const char *row, const char *column,
                    int64_t n, int64_t base)
{
    const struct cell *c = cell_at(t, row, column);
    if (!c) fail_msg("%s: no cell %s %s", t->statement, row, column);
    if (c->status != CELL_VALUE || c->n != n || c->base != base ||
        fabs(c->rate - (double)n / (double)base) > 1e-12)
        fail_msg("%s [%s][%s]: expected %lld of %lld, found %lld of %lld, status %d",
                 t->statement, row, column, (long long)n, (long long)base,
                 (long long)c->n, (long long)c->base, c->status);
}

static void mistake(const char *text, const char *message, const char *hint)
{
    if (ask_one(&asking, text)) fail_msg("%s: expected an error", text);
    if (strcmp(asking.e.message, message) != 0)
        fail_msg("%s: expected\n%s\nfound\n%s", text, message, asking.e.message);
    if (hint && strcmp(asking.e.hint, hint) != 0)
        fail_msg("%s: expected the hint\n%s\nfound\n%s", text, hint, asking.e.hint);
}

static void shares_of_row_column_and_total(void **state)
{
    (void)state;
    struct table *t = ask("count persons reached where call = 490 rows province "
                          "columns sex share of row");
    rate_is(t, "antwerpen", "f", 1, 2);
    rate_is(t, "antwerpen", "x", 0, 2);
    rate_is(t, "antwerpen", "", 2, 2);
    rate_is(t, "", "f", 2, 5);
    assert_int_equal(t->kind, MEASURE_RATE);
    assert_string_equal(t->base_label,
                        "persons, reached, where call = 490, total of the row");
    assert_true(cell_at(t, "antwerpen", "f")->low > 0.09);
    assert_int_equal(cell_at(t, "west_vlaanderen", "f")->status, CELL_ZERO);
    t = ask("count persons reached where call = 490 rows province columns sex share of "
            "column");
    rate_is(t, "antwerpen", "m", 1, 2);
    rate_is(t, "limburg", "m", 1, 2);
    rate_is(t, "", "m", 2, 2);
    rate_is(t, "antwerpen", "", 2, 5);
    t = ask("count persons reached where call = 490 rows province columns sex share of "
            "total");
    rate_is(t, "antwerpen", "m", 1, 5);
    rate_is(t, "", "", 5, 5);
    assert_false(has_note(t, "do not add up to 100"));
}

/* C is in both calls: 5 + 1 persons, but 5 in the total, which is the base. */
static void the_base_is_counted_not_added(void **state)
{
    (void)state;
    struct table *t =
        ask("count persons reached where call in (457, 490) columns call share of row");
    rate_is(t, "", "490", 5, 5);
    rate_is(t, "", "457", 1, 5);
    assert_true(has_note(t, "do not add up to 100 %"));
    t = ask("count trajectories rows action share of column");
    rate_is(t, "mentoring", "", 1, 8);
    rate_is(t, "language", "", 2, 8);
    rate_is(t, "none", "", 6, 8);
    assert_true(has_note(t, "do not add up to 100 %"));
    /* the values overlap across the rows only, and each share is of its own row */
    t = ask("count trajectories rows action columns sex share of row");
    rate_is(t, "language", "f", 1, 2);
    assert_false(has_note(t, "do not add up to 100 %"));
}

static void shares_of_nested_rows(void **state)
{
    (void)state;
    struct table *t = ask("count trajectories rows call, province columns sex share of "
                          "column");
    rate_is(t, "380/oost_vlaanderen", "f", 1, 3);
    rate_is(t, "380", "f", 1, 3);
    rate_is(t, "380", "", 2, 8);
    rate_is(t, "", "f", 3, 3);
}

static void rates_of_the_target(void **state)
{
    (void)state;
    struct table *t =
        ask("count trajectories started where call = 380 rate of target \"started\"");
    rate_is(t, "", "", 2, 8);
    assert_true(t->base_is_target);
    assert_int_equal(t->kind, MEASURE_RATE);
    assert_string_equal(t->base_label, "target: started");
    assert_true(cell_at(t, "", "")->low == 0 && cell_at(t, "", "")->high == 0);
    assert_false(has_note(t, "Wilson"));
    assert_false(has_note(t, "indicative"));
    rate_is(ask("count trajectories started where call = 380 rate of target"), "", "",
            2, 8);
}

/* 5 reached of 4 promised. */
static void a_target_may_be_passed(void **state)
{
    (void)state;
    struct table *t = ask("count persons reached where call = 490 rate of target "
                          "\"reached\"");
    rate_is(t, "", "", 5, 4);
    assert_true(has_note(t, "The target of 490 (4, reached) is indicative"));
    t = ask("count trajectories reached where call = 490 rate of target \"reached\"");
    assert_true(has_note(t, "The target of 490 counts persons, this table counts "
                            "trajectories"));
}

/* The promise of July 2022 takes the place of the one before it. */
static void the_latest_promise_holds(void **state)
{
    (void)state;
    rate_is(ask("count persons started where call = 490 as of 2022-06-30 "
                "rate of target \"started\""),
            "", "", 3, 10);
    rate_is(ask("count persons started where call = 490 as of 2022-07-01 "
                "rate of target \"started\""),
            "", "", 3, 20);
}

static void cells_without_a_target_say_why(void **state)
{
    (void)state;
    struct table *t = ask("count persons reached rows call columns sex "
                          "rate of target \"reached\"");
    rate_is(t, "490", "", 5, 4);
    assert_string_equal(cell_at(t, "490", "f")->reason,
                        "the target holds for the whole call, project or partnership");
    assert_int_equal(cell_at(t, "490", "f")->status, CELL_UNAVAILABLE);
    assert_string_equal(cell_at(t, "457", "")->reason,
                        "the target is not a number: almost 4500");
    assert_string_equal(cell_at(t, "380", "")->reason,
                        "no target on record for this cell");
    assert_string_equal(cell_at(t, "", "")->reason,
                        "no target on record for this cell");
    t = ask("count persons reached where partnership = LP1 rate of target");
    rate_is(t, "", "", 5, 50);
    t = ask("count persons reached where call = 490 and sex = f "
            "rate of target \"reached\"");
    assert_int_equal(cell_at(t, "", "")->status, CELL_UNAVAILABLE);
}

/* Of several calls the row says which; their total was promised by nobody, and a call
 * of which only some projects are looked at is not the call. */
static void several_calls(void **state)
{
    (void)state;
    struct table *t = ask("count trajectories started where call in (380, 490) "
                          "rows call rate of target \"started\"");
    rate_is(t, "380", "", 2, 8);
    rate_is(t, "490", "", 4, 20);
    assert_int_equal(cell_at(t, "", "")->status, CELL_UNAVAILABLE);
    t = ask("count trajectories started where project in (P380, P490) rows call "
            "rate of target \"started\"");
    assert_int_equal(cell_at(t, "380", "")->status, CELL_UNAVAILABLE);
    t = ask("count trajectories started where not call = 490 rows call "
            "rate of target \"started\"");
    assert_int_equal(cell_at(t, "380", "")->status, CELL_UNAVAILABLE);
}

static void mistakes_are_refused(void **state)
{
    (void)state;
    mistake("count persons reached where call = 490 rate of target",
            "expected the measure of the target, of which there are several",
            "write rate of target \"reached\" or rate of target \"started\"");
    mistake("count persons reached where call = 490 rate of target \"reachd\"",
            "expected the measure of a target, found none called reachd",
            "did you mean reached?");
    mistake("count persons share of rwo",
            "expected row, column or total, found \"rwo\"", "did you mean row?");
    mistake("count persons share of row share of column",
            "expected share of at most once, found it twice", "keep one of them");
    mistake("count persons share of row rate of persons",
            "expected either rate of or share of, found both", "write two statements");
    mistake("sum euro share of row",
            "expected a share or rate of counts, found a sum of money", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_of_row_column_and_total),
        cmocka_unit_test(the_base_is_counted_not_added),
        cmocka_unit_test(shares_of_nested_rows),
        cmocka_unit_test(rates_of_the_target),
        cmocka_unit_test(a_target_may_be_passed),
        cmocka_unit_test(the_latest_promise_holds),
        cmocka_unit_test(cells_without_a_target_say_why),
        cmocka_unit_test(several_calls),
        cmocka_unit_test(mistakes_are_refused),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
