/* Days between two points, counted by hand from the table of question_panel.h: from
 * reached to started A took 10, B 9, C 9 in call 457 and 4 in call 490, E 2, F 9, G 9;
 * D never started. */
#include "question_ask.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "asking_frame.h"

static void days_are_in(const struct table *t, const char *row, const char *column,
                        double expected, int64_t n)
{
    const struct cell *c = cell_at(t, row, column);
    if (!c) fail_msg("%s: no cell %s %s", t->statement, row, column);
    if (c->status != CELL_VALUE || c->n != n || fabs(c->value - expected) > 1e-9)
        fail_msg("%s [%s][%s]: expected %g of %lld, found %g of %lld, status %d",
                 t->statement, row, column, expected, (long long)n, c->value,
                 (long long)c->n, c->status);
}

static void days_are(const char *text, double expected, int64_t n)
{
    days_are_in(ask(text), "", "", expected, n);
}

static void statistics_of_trajectories(void **state)
{
    (void)state;
    days_are("median days from reached to started", 9, 7);
    days_are("mean days from reached to started", 52.0 / 7, 7);
    days_are("quantile 0.9 days from reached to started", 9.4, 7);
    days_are("quantile 0.25 days from reached to started", 6.5, 7);
    struct table *t = ask("quantile 0.9 days from reached to started");
    assert_int_equal(t->kind, MEASURE_DAYS);
    assert_string_equal(t->statistic, "percentile 90");
    assert_string_equal(t->title,
                        "percentile 90, days from reached to start: trajectories");
    assert_true(has_note(t, "Hyndman and Fan, type 7"));
    assert_true(has_note(t, "Of 1 out of 8 both days are not known"));
    assert_string_equal(ask("mean days from reached to started")->statistic, "mean");
    assert_false(has_note(ask("mean days from reached to started"), "Hyndman"));
}

/* C counts with the first trajectory in the cell: 9 in the total, 4 in call 490. */
static void persons_count_once(void **state)
{
    (void)state;
    days_are("mean days from reached to started for persons", 48.0 / 6, 6);
    struct table *t =
        ask("median days from reached to started for persons columns call");
    days_are_in(t, "", "490", 6.5, 4);
    days_are_in(t, "", "457", 9, 1);
    days_are_in(t, "", "380", 9, 2);
    days_are_in(t, "", "", 9, 6);
    assert_true(has_note(t, "Of 1 out of 7 both days are not known"));
    assert_true(has_note(t, "A person counts once in a cell"));
}

static void every_point_is_found(void **state)
{
    (void)state;
    days_are("mean days from reached to outcome employed", (156 + 61) / 2.0, 2);
    days_are("mean days from reached to first outcome", (156 + 50 + 343) / 3.0, 3);
    days_are("mean days from reached to last outcome", (156 + 61 + 343) / 3.0, 3);
    days_are("mean days from started to first contact", 10, 1);
    days_are("mean days from started to first contact phone", 10, 1);
    days_are("mean days from reached to first action", (22 + 37) / 2.0, 2);
    days_are("mean days from reached to last action", (51 + 37) / 2.0, 2);
    days_are("mean days from reached to last action mentoring", 50, 1);
    days_are("mean days from reached to first action language or pc_skills",
             (51 + 37) / 2.0, 2);
    days_are("median days from referred to started", 9, 1);
    days_are("median days from first referral vdab to started", 9, 1);
    days_are("median days from ended to judged", 15, 2);
}

/* The same day is nought days, which is a value. An end is looked for from the begin
 * on. */
static void begins_and_ends(void **state)
{
    (void)state;
    days_are("median days from first action mentoring to first action mentoring", 0, 1);
    days_are("median days from first action mentoring to first action language", 29, 1);
    struct table *t =
        ask("median days from first action language to first action mentoring");
    assert_int_equal(cell_at(t, "", "")->status, CELL_UNAVAILABLE);
    assert_string_equal(cell_at(t, "", "")->reason,
                        "both days are known of nobody here");
    t = ask("median days from ended to started");
    assert_int_equal(cell_at(t, "", "")->n, 0);
    assert_int_equal(cell_at(t, "", "")->status, CELL_UNAVAILABLE);
    assert_true(has_note(t, "Of 8 out of 8 both days"));
    assert_true(has_note(t, "Of 4 the end lies before the begin"));
}

static void moments_bound_the_days(void **state)
{
    (void)state;
    days_are("mean days from reached to started as of 2022-03-04", 46.0 / 5, 5);
    days_are("mean days from reached to started as of 2022-03-05", 50.0 / 6, 6);
    days_are("mean days from reached to outcome employed known at 2022-05-20", 61, 1);
    struct table *t = ask("median days from reached to started where call = 490 "
                          "as of 2022-01-09");
    assert_int_equal(cell_at(t, "", "")->status, CELL_UNAVAILABLE);
    assert_int_equal(cell_at(t, "", "")->n, 0);
}

static void selections_periods_and_filters(void **state)
{
    (void)state;
    days_are("median days from reached to started for trajectories started during 2022",
             6.5, 4);
    days_are("median days from reached to started for persons with outcome employed", 7,
             2);
    days_are("median days from reached to started where sex = f", 9, 3);
    struct table *t =
        ask("median days from reached to started for trajectories started rows year");
    days_are_in(t, "2017", "", 9, 2);
    days_are_in(t, "2020", "", 9, 1);
    days_are_in(t, "2022", "", 6.5, 4);
    days_are_in(t, "", "", 9, 7);
}

/* Subtotals and totals are over the units themselves. Means: call 490 f (10 + 2) / 2,
 * m (9 + 4) / 2; the total is neither the mean of these nor of the calls. */
static void levels_of_totals(void **state)
{
    (void)state;
    struct table *t = ask("mean days from reached to started where call in (457, 490) "
                          "rows call, sex columns education level");
    days_are_in(t, "490/f", "low", 10, 1);
    days_are_in(t, "490/f", "not_asked", 2, 1);
    days_are_in(t, "490/f", "", 6, 2);
    days_are_in(t, "490/m", "high", 6.5, 2);
    days_are_in(t, "490", "high", 6.5, 2);
    days_are_in(t, "490", "", 25.0 / 4, 4);
    days_are_in(t, "457", "", 9, 1);
    days_are_in(t, "", "high", 22.0 / 3, 3);
    days_are_in(t, "", "", 34.0 / 5, 5);
}

/* A had mentoring twice, which is one trajectory with mentoring. */
static void overlapping_values(void **state)
{
    (void)state;
    struct table *t = ask("median days from reached to started rows action");
    days_are_in(t, "mentoring", "", 10, 1);
    days_are_in(t, "language", "", 9.5, 2);
    days_are_in(t, "none", "", 9, 5);
    days_are_in(t, "", "", 9, 7);
    assert_true(t->rows.level_overlaps[0]);
    t = ask("median days from reached to started for persons rows target group");
    days_are_in(t, "single_parent", "", 10, 1);
    days_are_in(t, "", "", 9, 6);
    struct answer *answer =
        ask_file(&asking, "median days from reached to started each sex, call");
    assert_int_equal(answer->parts[0]->n_tables, 2);
    days_are_in(answer->parts[0]->tables[0], "f", "", 9, 3);
    days_are_in(answer->parts[0]->tables[1], "490", "", 6.5, 4);
}

/* Partners of call 490 may report outcomes until the end of 2022. */
static void results_may_still_come(void **state)
{
    (void)state;
    int64_t now = asking.ctx.now_ms;
    asking.ctx.now_ms = day_to_moment(test_day("2022-10-01"));
    struct table *t = ask("median days from reached to outcome education_training "
                          "where call = 490 as of 2022-09-30");
    asking.ctx.now_ms = now;
    assert_int_equal(cell_at(t, "", "")->status, CELL_NOT_YET_REPORTED);
}

static void mistake(const char *text, const char *message)
{
    if (ask_one(&asking, text)) fail_msg("%s: expected an error", text);
    if (strcmp(asking.e.message, message) != 0)
        fail_msg("%s: expected\n%s\nfound\n%s", text, message, asking.e.message);
}

static void mistakes_are_refused(void **state)
{
    (void)state;
    mistake("median days from reached to started for contacts",
            "expected persons or trajectories after for, found contacts");
    mistake("median days from reached to started rate of persons",
            "expected a rate of two counts, found days");
    mistake("median days from reached to started share of row",
            "expected a share or rate of counts, found days");
    mistake("median days from reached to started during 2022",
            "expected an event that happens in the period, found during without one");
    mistake("median days from first reached to started",
            "expected outcome, contact, action, phase, referral or condition, found "
            "\"reached\"");
    mistake("median days from reached", "expected \"to\" and a moment, found the end");
}

static void words_in_three_languages(void **state)
{
    (void)state;
    static const struct {
        enum lang lang;
        const char *title;
    } table[] = {
        {LANG_NL, "90e percentiel, dagen van bereik tot eerste uitkomst aan het werk: "
                  "trajecten"},
        {LANG_FR, "90e centile, jours entre l’entrée et premier résultat "},
    };
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        asking.ctx.lang = table[i].lang;
        struct table *t = ask("quantile 0.9 days from reached to outcome employed");
        asking.ctx.lang = LANG_EN;
        if (strncmp(t->title, table[i].title, strlen(table[i].title)) != 0)
            fail_msg("expected %s, found %s", table[i].title, t->title);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statistics_of_trajectories),
        cmocka_unit_test(persons_count_once),
        cmocka_unit_test(every_point_is_found),
        cmocka_unit_test(begins_and_ends),
        cmocka_unit_test(moments_bound_the_days),
        cmocka_unit_test(selections_periods_and_filters),
        cmocka_unit_test(levels_of_totals),
        cmocka_unit_test(overlapping_values),
        cmocka_unit_test(results_may_still_come),
        cmocka_unit_test(mistakes_are_refused),
        cmocka_unit_test(words_in_three_languages),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
