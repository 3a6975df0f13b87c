/* Rates, comparison with published figures, the status of each cell, notes, tables for
 * each dimension, what cannot be answered, and mistakes that only the records show. */
#include "measure/wilson.h"
#include "question_ask.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "asking_frame.h"

static void a_rate_names_its_denominator(void **state)
{
    (void)state;
    struct table *t = ask("count persons with outcome employed where call = 490 "
                          "rows province rate of reached as of 2022-09-30");
    const struct cell *c = cell_at(t, "", "");
    assert_int_equal(t->kind, MEASURE_RATE);
    assert_int_equal(c->n, 2);
    assert_int_equal(c->base, 4);
    assert_true(fabs(c->rate - 0.5) < 1e-12);
    /* Newcombe 1998, method 3, for 2 of 4 */
    assert_true(fabs(c->low - 0.1500) < 5e-5);
    assert_true(fabs(c->high - 0.8500) < 5e-5);
    c = cell_at(t, "antwerpen", "");
    assert_int_equal(c->n, 1);
    assert_int_equal(c->base, 2);
    c = cell_at(t, "other", "");
    assert_int_equal(c->n, 0);
    assert_int_equal(c->base, 1);
    assert_int_equal(c->status, CELL_VALUE);
    assert_true(c->rate == 0);
    c = cell_at(t, "west_vlaanderen", "");
    assert_int_equal(c->base, 0);
    assert_int_equal(c->status, CELL_ZERO);
    assert_string_equal(t->base_label, "persons, reached, where call = 490");
    assert_true(has_note(t, "95 % interval after Wilson"));
    assert_true(has_note(t, "Still running on that day: 3 of 4 (75.0%)"));
}

static void a_denominator_of_its_own(void **state)
{
    (void)state;
    struct table *t = ask("count persons ended where call = 457 rate of trajectories "
                          "reached where call in (457, 490)");
    assert_int_equal(cell_at(t, "", "")->n, 1);
    assert_int_equal(cell_at(t, "", "")->base, 6);
    /* outcomes do not divide who could have one */
    t = ask("count persons ended rows outcome rate of persons ended");
    assert_int_equal(cell_at(t, "employed", "")->n, 1);
    assert_int_equal(cell_at(t, "employed", "")->base, 4);
    assert_int_equal(cell_at(t, "none", "")->base, 4);
    /* units of another relation, smaller than the participations */
    t = ask("count projects with outcome employed rate of projects");
    assert_int_equal(cell_at(t, "", "")->n, 1);
    assert_int_equal(cell_at(t, "", "")->base, 3);
    /* a part larger than the whole is no rate */
    t = ask("count persons reached rate of persons ended");
    assert_int_equal(cell_at(t, "", "")->status, CELL_UNAVAILABLE);
    assert_string_equal(cell_at(t, "", "")->reason,
                        "count larger than its denominator");
}

static void rows_of_a_rate_are_those_of_its_base(void **state)
{
    (void)state;
    struct table *t = ask("count persons with outcome employed where call = 490 "
                          "rows province, municipality rate of reached");
    assert_int_equal(cell_at(t, "other/abroad", "")->base, 1);
    assert_int_equal(cell_at(t, "not_asked", "")->base, 1);
}

static void published_figures_stand_beside_ours(void **state)
{
    (void)state;
    struct table *t = ask("count persons reached where call = 490 rows province "
                          "columns sex as of 2022-09-30 compare with \"T1\"");
    const struct cell *c = cell_at(t, "antwerpen", "m");
    assert_int_equal(c->published_state, PUBLISHED_EQUAL);
    assert_string_equal(c->published, "1");
    c = cell_at(t, "limburg", "f");
    assert_int_equal(c->published_state, PUBLISHED_BLANK);
    assert_string_equal(c->published, "");
    assert_int_equal(c->status, CELL_ZERO);
    c = cell_at(t, "limburg", "");
    assert_int_equal(c->published_state, PUBLISHED_DIFFERS);
    assert_string_equal(c->published, "2");
    assert_int_equal(cell_at(t, "", "")->published_state, PUBLISHED_EQUAL);
    assert_int_equal(cell_at(t, "limburg", "m")->published_state, PUBLISHED_NONE);
    assert_int_equal(t->n_published_equal, 2);
    assert_int_equal(t->n_published_blank, 1);
    assert_int_equal(t->n_published_differs, 1);
    assert_true(has_note(t, "a blank in the publication is not a zero"));
    /* the one by channel has no row here; the one of call 457 is of another table */
    assert_true(has_note(t, "T1: published figures without a cell in this table: 1."));
}

static void published_words_and_units(void **state)
{
    (void)state;
    struct table *t = ask("count persons where call = 490 compare with \"t2\"");
    assert_int_equal(cell_at(t, "", "")->published_state, PUBLISHED_DIFFERS);
    assert_string_equal(cell_at(t, "", "")->published, "meer dan 4500");
    assert_true(has_note(t, "counts trajectories, this table counts persons"));
    assert_true(
        has_note(t, "is as of 30 September 2022, this table as of 1 June 2023"));
    t = ask(
        "count persons ended where call = 490 compare with \"t3\" measure \"ended\"");
    assert_int_equal(cell_at(t, "", "")->published_state, PUBLISHED_EQUAL);
    /* 1 of 4 was printed as 25,0 */
    t = ask("count persons ended where call = 490 rate of reached as of 2022-09-30 "
            "compare with \"t4\"");
    assert_int_equal(cell_at(t, "", "")->published_state, PUBLISHED_EQUAL);
    t = ask("count persons ended where call = 490 rate of reached compare with \"t4\"");
    assert_int_equal(cell_at(t, "", "")->published_state, PUBLISHED_DIFFERS);
}

static void published_twice_or_together(void **state)
{
    (void)state;
    struct table *t = ask("count persons reached where call in (457, 490) rows call "
                          "as of 2022-09-30 compare with \"t5\"");
    assert_int_equal(cell_at(t, "490", "")->published_state, PUBLISHED_EQUAL);
    assert_string_equal(cell_at(t, "490", "")->published, "4");
    assert_true(has_note(t, "published as well: meer dan 4500"));
    assert_int_equal(cell_at(t, "", "")->published_state, PUBLISHED_EQUAL);
    assert_int_equal(cell_at(t, "457", "")->published_state, PUBLISHED_NONE);
    t = ask("count persons reached where call in (457, 380, 490) compare with \"t5\"");
    assert_int_equal(cell_at(t, "", "")->published_state, PUBLISHED_NONE);
    /* a selection says the moment as where would */
    t = ask("count persons with end sight_of_training where call = 490 "
            "compare with \"t6\"");
    assert_int_equal(cell_at(t, "", "")->published_state, PUBLISHED_EQUAL);
    assert_string_equal(cell_at(t, "", "")->published, "1");
    assert_true(has_note(t, "published figures without a cell in this table: 1."));
}

/* "rate sight_of_training" is the row of that indicator; counts are not compared with
 * rates, and what names no row is of another table. */
static void published_for_each_indicator(void **state)
{
    (void)state;
    struct table *t = ask("count persons answered yes where call = 490 rows indicator "
                          "columns moment rate of persons with baseline measured "
                          "as of 2022-09-30 compare with \"t7\"");
    assert_int_equal(t->n_published_equal, 3);
    assert_int_equal(t->n_published_differs, 0);
    assert_string_equal(cell_at(t, "sight_of_training", "end")->published, "100,0");
    assert_string_equal(cell_at(t, "sight_of_training", "baseline")->published, "0");
    assert_string_equal(cell_at(t, "measured", "baseline")->published, "100");
    assert_false(has_note(t, "without a cell"));
    t = ask("count persons answered yes where call = 490 rows indicator columns moment "
            "as of 2022-09-30 compare with \"t7\"");
    assert_int_equal(t->n_published_equal, 1);
    assert_string_equal(cell_at(t, "sight_of_training", "end")->published, "1");
    assert_null(ask_one(&asking, "count persons where call = 490 rows sex compare with "
                                 "\"t7\""));
    assert_string_equal(asking.e.message,
                        "expected the measure of figure t7, which has several");
}

/* 2 of 3 is 66.67 and 67; 6.25 days are 6.3. */
static void published_with_other_decimals(void **state)
{
    (void)state;
    struct table *t = ask("count trajectories ended columns sex rate of trajectories "
                          "compare with \"t8\"");
    assert_int_equal(cell_at(t, "", "f")->published_state, PUBLISHED_EQUAL);
    assert_int_equal(cell_at(t, "", "m")->published_state, PUBLISHED_EQUAL);
    assert_int_equal(cell_at(t, "", "")->published_state, PUBLISHED_DIFFERS);
    t = ask("count trajectories ended columns sex rate of trajectories compare with "
            "\"t11\"");
    assert_int_equal(cell_at(t, "", "f")->published_state, PUBLISHED_EQUAL);
    t = ask("mean days from reached to started where call = 490 columns sex "
            "as of 2022-10-31 compare with \"t10\"");
    assert_int_equal(cell_at(t, "", "")->published_state, PUBLISHED_EQUAL);
    assert_int_equal(cell_at(t, "", "f")->published_state, PUBLISHED_EQUAL);
    assert_int_equal(cell_at(t, "", "m")->published_state, PUBLISHED_DIFFERS);
}

/* Nobody was ever asked about housing, and nobody at the interim: no zeros. Only A was
 * asked about sight of training, and said no at the baseline. */
static void nobody_asked_is_not_nobody(void **state)
{
    (void)state;
    struct table *t = ask("count persons answered yes rows indicator columns moment");
    assert_int_equal(cell_at(t, "sight_of_training", "end")->n, 1);
    assert_int_equal(cell_at(t, "sight_of_training", "baseline")->status, CELL_ZERO);
    assert_int_equal(cell_at(t, "sight_of_training", "interim")->status,
                     CELL_NOT_ASKED);
    assert_int_equal(cell_at(t, "housing_in_order", "")->status, CELL_NOT_ASKED);
    assert_string_equal(cell_at(t, "housing_in_order", "")->reason, "asked of nobody");
    t = ask("count persons answered yes rows indicator columns moment "
            "rate of persons with baseline measured");
    assert_int_equal(cell_at(t, "sight_of_training", "baseline")->status, CELL_VALUE);
    assert_int_equal(cell_at(t, "sight_of_training", "baseline")->base, 1);
    assert_int_equal(cell_at(t, "housing_in_order", "end")->status, CELL_NOT_ASKED);
}

static void zero_is_not_impossible_nor_pending(void **state)
{
    (void)state;
    struct table *t = ask("count persons rows region columns province");
    assert_int_equal(cell_at(t, "limburg", "antwerpen")->status, CELL_CANNOT_OCCUR);
    assert_int_equal(cell_at(t, "kempen", "antwerpen")->status, CELL_ZERO);
    assert_int_equal(cell_at(t, "gent", "oost_vlaanderen")->status, CELL_VALUE);
    t = ask("count persons rows age_class columns age");
    assert_int_equal(cell_at(t, "u18", "45")->status, CELL_CANNOT_OCCUR);
    assert_int_equal(cell_at(t, "40_49", "45")->status, CELL_VALUE);
    assert_int_equal(cell_at(t, "u18", "unknown")->status, CELL_UNKNOWN);
    /* partners of call 490 may report until 2022-12-31: known in October, it may come
     */
    t = ask("count persons with outcome employed where call = 490 rows province "
            "known at 2022-10-14 as of 2022-09-30");
    const struct cell *c = cell_at(t, "other", "");
    assert_int_equal(c->status, CELL_NOT_YET_REPORTED);
    assert_string_equal(c->reason, "partners may report until 31 December 2022");
    assert_int_equal(cell_at(t, "west_vlaanderen", "")->status, CELL_ZERO);
    assert_int_equal(cell_at(t, "antwerpen", "")->status, CELL_VALUE);
    assert_true(
        has_note(t, "Call 490: partners may report results until 31 December 2022"));
    t = ask("count persons with outcome employed where call = 490 rows province");
    assert_int_equal(cell_at(t, "other", "")->status, CELL_ZERO);
    /* what is no result is simply not there */
    t = ask("count persons started where call = 490 rows province known at 2022-10-14 "
            "as of 2022-09-30");
    assert_int_equal(cell_at(t, "other", "")->status, CELL_ZERO);
}

static void pending_results_by_destination(void **state)
{
    (void)state;
    struct table *t = ask("count persons where call = 490 rows call, outcome "
                          "known at 2022-10-14 as of 2022-09-30");
    assert_int_equal(cell_at(t, "490/employed", "")->n, 2);
    assert_int_equal(cell_at(t, "490/internship", "")->status, CELL_NOT_YET_REPORTED);
}

static void a_zero_of_nobody_asked(void **state)
{
    (void)state;
    /* E was not asked her education or residence, D refused and lives abroad */
    struct table *t = ask("count persons where call = 490 rows education_level columns "
                          "sex");
    assert_int_equal(cell_at(t, "low", "x")->status, CELL_UNKNOWN);
    assert_int_equal(cell_at(t, "low", "f")->status, CELL_VALUE);
    assert_int_equal(cell_at(t, "high", "f")->status, CELL_ZERO);
    t = ask("count persons where education = not_asked rows education columns sex");
    assert_int_equal(cell_at(t, "primary", "f")->status, CELL_NOT_ASKED);
    assert_int_equal(cell_at(t, "primary", "")->status, CELL_NOT_ASKED);
    assert_int_equal(cell_at(t, "primary", "m")->status, CELL_ZERO);
    /* E was asked neither: no combination of the two is a zero */
    t = ask("count persons where education = not_asked rows education, province "
            "columns sex");
    assert_int_equal(cell_at(t, "primary/limburg", "f")->status, CELL_UNKNOWN);
}

static void each_makes_a_table_of_its_own(void **state)
{
    (void)state;
    struct answer *answer = ask_file(
        &asking, "question 63 of 2022-10-14 title \"T\" as of 2022-09-30\n"
                 "part 2 \"Reached\" note \"of the part\"\n"
                 "table \"By\" count persons reached where call = 490\n"
                 "each education_level, sex rows province columns age_class\n"
                 "part 3 unavailable \"not collected\"\n"
                 "table \"Nothing\" unavailable \"no records\" note \"see 2\"\n");
    assert_non_null(answer);
    assert_int_equal(answer->n_parts, 2);
    const struct part *part = answer->parts[0];
    assert_string_equal(part->label, "2");
    assert_string_equal(part->notes[0], "of the part");
    assert_int_equal(part->n_tables, 2);
    assert_string_equal(part->tables[0]->title, "By: education level");
    assert_string_equal(part->tables[1]->rows.level_name[0], "sex");
    assert_string_equal(part->tables[1]->rows.level_name[1], "province");
    assert_int_equal(count_at(part->tables[1], "f/antwerpen", "30_39"), 1);
    assert_int_equal(count_at(part->tables[1], "m", ""), 2);
    assert_int_equal(part->tables[0]->as_of.v, test_day("2022-09-30").v);
    assert_string_equal(answer->parts[1]->unavailable, "not collected");
    assert_string_equal(answer->parts[1]->tables[0]->unavailable, "no records");
    assert_string_equal(answer->parts[1]->tables[0]->notes[0], "see 2");
    assert_int_equal(answer->made_at_ms, asking.ctx.now_ms);
}

static void what_cannot_be_answered_says_why(void **state)
{
    (void)state;
    struct table *t = ask("count persons rows sex protect threshold 5");
    assert_string_equal(t->unavailable,
                        "protection of small cells (threshold 5) is not applied yet; "
                        "therefore the table is withheld");
    assert_null(t->cells);
    assert_null(ask("count persons protect none")->unavailable);
    /* nothing recorded is none, not unknown */
    assert_int_equal(count_at(ask("count signals"), "", ""), 0);
}

static void answers_in_three_languages(void **state)
{
    (void)state;
    asking.ctx.lang = LANG_NL;
    struct table *t = ask("count persons reached where call = 490 and sex = f rows "
                          "province, sex");
    assert_string_equal(t->population,
                        "personen, bereikt, waarbij oproep = 490 en geslacht = vrouw");
    assert_string_equal(t->rows.entries[t->rows.n - 1].path[0], "Eindtotaal");
    assert_string_equal(t->rows.entries[0].path[0],
                        "Andere (NL, internationaal, Luik, Henegouwen)");
    assert_string_equal(t->rows.level_title[0], "provincie");
    t = ask("count persons with outcome employed where call = 490 as of 2022-09-30 "
            "rate of reached");
    assert_true(has_note(t, "3 van 4 (75,0\xc2\xa0%)"));
    asking.ctx.lang = LANG_FR;
    t = ask("count persons reached rows sex");
    assert_string_equal(t->rows.entries[0].path[0], "femme");
    assert_string_equal(t->rows.entries[t->rows.n - 1].path[0], "Total général");
    asking.ctx.lang = LANG_EN;
    assert_string_equal(t->unit, "persons");
    t = ask("count trajectories stopped without outcome employed or qualification "
            "with labour status employed 3 months after ended");
    assert_string_equal(
        t->population,
        "trajectories, stopped, without outcome at work or qualification "
        "obtained, with labour status employed 3 months after ended");
}

static void mistakes_that_the_records_show(void **state)
{
    static const struct {
        const char *text;
        enum err_code code;
        int column;
        const char *message, *hint;
    } mistakes[] = {
        {"count persons where call = 491", ERR_INVALID, 28,
         "expected a value of call, found \"491\"", "did you mean 490?"},
        {"count persons reached where company = werkhius", ERR_INVALID, 39,
         "expected a value of company, found \"werkhius\"", "did you mean werkhuis?"},
        {"count persons rate of ended where call = 490", ERR_SYNTAX, 29, NULL, NULL},
        {"count persons where sex = m rate of ended where call = 45", ERR_INVALID, 56,
         "expected a value of call, found \"45\"", "did you mean 457?"},
        {"count persons where municipality = kruibeke borders of 2025-06-01",
         ERR_INVALID, 36,
         "expected a municipality on the borders of 2025-06-01, found \"kruibeke\"",
         "add borders of and a day on which it existed"},
        {"count persons compare with \"t9\"", ERR_NOT_FOUND, 15,
         "expected a published figure, found none called t9", "did you mean t1?"},
        {"count persons compare with \"t3\"", ERR_INVALID, 15,
         "expected the measure of figure t3, which has several",
         "add measure \"reached\" or measure \"ended\""},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(mistakes); i++) {
        if (ask_one(&asking, mistakes[i].text))
            fail_msg("answered: %s", mistakes[i].text);
        assert_int_equal(asking.e.code, mistakes[i].code);
        assert_int_equal(asking.e.line, 1);
        assert_int_equal(asking.e.column, mistakes[i].column);
        if (mistakes[i].message)
            assert_string_equal(asking.e.message, mistakes[i].message);
        if (mistakes[i].hint) assert_string_equal(asking.e.hint, mistakes[i].hint);
    }
}

static void notes_say_what_was_counted(void **state)
{
    (void)state;
    struct table *t = ask("count persons reached rows origin, region columns call "
                          "as of 2022-09-30 borders of 2025-01-01 note \"mine\"");
    assert_string_equal(t->population, "persons, reached");
    assert_true(has_note(t, "counts once"));
    assert_int_equal(t->as_of.v, day_of(2022, 9, 30).v);
    assert_true(has_note(t, "municipal borders of 1 January 2025"));
    assert_true(has_note(t, "nationality history"));
    assert_true(has_note(t, "Between participations call may differ"));
    assert_string_equal(t->notes[t->n_notes - 1], "mine");
    t = ask("count trajectories running");
    assert_true(has_note(t, "reached and not ended"));
    assert_false(has_note(t, "counts once"));
    assert_string_equal(t->statement, "count trajectories running");
}

static void what_was_counted_has_its_period(void **state)
{
    (void)state;
    struct table *t = ask("count persons reached during 2022-01 .. 2022-03 "
                          "where education != unknown");
    assert_string_equal(t->population,
                        "persons, reached, where diploma ≠ unknown, in the "
                        "period 1 January 2022 .. 31 March 2022");
    t = ask("count outflows from labour status employed to job during 2022 rows month "
            "rate of outflows from labour status employed");
    assert_non_null(strstr(t->base_label, "in the period 1 January 2022 .. "));
    asking.ctx.lang = LANG_NL;
    t = ask("count persons reached where education != not_asked");
    assert_string_equal(t->population,
                        "personen, bereikt, waarbij diploma ≠ niet gevraagd");
    asking.ctx.lang = LANG_EN;
}

static void explain_counts_nothing(void **state)
{
    struct question *q;
    struct str text;
    (void)state;
    const char *statement = "count persons with outcome employed where call = 490 rows "
                            "province, company columns sex rate of reached";
    assert_int_equal(
        question_parse_statement(&q, &asking.arena, str_of(statement), &asking.e), OK);
    assert_int_equal(question_explain(&text, &asking.arena, q, &asking.ctx, &asking.e),
                     OK);
    assert_true(str_contains(text, S("read      participations (8 rows)")));
    assert_true(str_contains(text, S("rate of   persons, reached")));
    assert_true(str_contains(text, S("province: 7 values")));
    assert_true(str_contains(text, S("distinct persons")));
    statement = "count persons where call = 999";
    assert_int_equal(
        question_parse_statement(&q, &asking.arena, str_of(statement), &asking.e), OK);
    assert_int_equal(question_explain(&text, &asking.arena, q, &asking.ctx, &asking.e),
                     ERR_INVALID);
}

static enum err_code refused_panel(const struct panel **out, void *self,
                                   struct panel_view view, struct err *e)
{
    (void)out;
    (void)self;
    (void)view;
    return err_set(e, ERR_BUSY, "expected a free database, found it in use");
}

static void an_error_of_the_panel_is_passed_on(void **state)
{
    (void)state;
    struct answer_context before = asking.ctx;
    asking.ctx.panel_at = refused_panel;
    assert_null(ask_one(&asking, "count persons"));
    assert_int_equal(asking.e.code, ERR_BUSY);
    asking.ctx = before;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rate_names_its_denominator),
        cmocka_unit_test(a_denominator_of_its_own),
        cmocka_unit_test(rows_of_a_rate_are_those_of_its_base),
        cmocka_unit_test(published_figures_stand_beside_ours),
        cmocka_unit_test(published_words_and_units),
        cmocka_unit_test(published_twice_or_together),
        cmocka_unit_test(published_for_each_indicator),
        cmocka_unit_test(published_with_other_decimals),
        cmocka_unit_test(nobody_asked_is_not_nobody),
        cmocka_unit_test(zero_is_not_impossible_nor_pending),
        cmocka_unit_test(pending_results_by_destination),
        cmocka_unit_test(a_zero_of_nobody_asked),
        cmocka_unit_test(each_makes_a_table_of_its_own),
        cmocka_unit_test(what_cannot_be_answered_says_why),
        cmocka_unit_test(answers_in_three_languages),
        cmocka_unit_test(mistakes_that_the_records_show),
        cmocka_unit_test(notes_say_what_was_counted),
        cmocka_unit_test(what_was_counted_has_its_period),
        cmocka_unit_test(explain_counts_nothing),
        cmocka_unit_test(an_error_of_the_panel_is_passed_on),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
