/* Who stands in a cell, over the seven people of question_panel.h; and what a question
 * tells of those it counts. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include "asking_frame.h"
#include "measure/answer_members.h"

static struct question *question_of(const char *text)
{
    struct question *q;
    if (question_parse_statement(&q, &asking.arena, str_of(text), &asking.e) != OK)
        fail_msg("%s: %s", text, asking.e.message);
    return q;
}

/* The members by their letters in the order of the panel: "AC". */
static const char *members(const char *text, const char *row, const char *column)
{
    const struct cell_address at = {.row = str_of(row), .column = str_of(column)};
    struct cell_members found;
    static char letters[16];
    size_t n = 0;
    if (answer_members(&found, &asking.arena, question_of(text), &asking.ctx, &at,
                       &asking.e) != OK)
        fail_msg("%s: %s", text, asking.e.message);
    for (size_t i = 0; i < found.n; i++)
        for (unsigned person = 1; person <= 7; person++)
            if (uuid_eq(found.files[i].u, test_id(ID_PERSON, person)))
                letters[n++] = (char)('A' + person - 1);
    assert_int_equal(n, found.n);
    letters[n] = '\0';
    return letters;
}

static void members_are_those_whom_the_cell_counts(void **state)
{
    (void)state;
    const char *by = "count persons reached where call = 490 rows province columns sex";
    assert_string_equal(members(by, "", ""), "ABCDE");
    assert_string_equal(members(by, "antwerpen", ""), "AB");
    assert_string_equal(members(by, "antwerpen", "f"), "A");
    assert_string_equal(members(by, "", "m"), "BC");
    assert_string_equal(members(by, "limburg", "f"), "");
    assert_string_equal(members(by, "no such code", ""), "");
    assert_string_equal(
        members("count trajectories started rows call, status", "457|stopped", ""),
        "C");
    assert_string_equal(
        members("count persons with outcome employed rows year", "2022", ""), "AC");
    assert_string_equal(members("count placements rows destination", "health_care", ""),
                        "C");
}

/* What the table shows leaves the members alone: a share is of the same people, and
 * what is withheld, or was published, hides nobody from who may open the file. */
static void shares_and_protection_keep_the_members(void **state)
{
    (void)state;
    assert_string_equal(members("count persons reached where call = 490 rows sex share "
                                "of column protect threshold 5",
                                "f", ""),
                        "AE");
    assert_string_equal(members("count persons with outcome employed rows call rate of "
                                "persons reached",
                                "490", ""),
                        "AC");
    /* days: who has both */
    assert_string_equal(members("median days from reached to started for persons where "
                                "call = 490",
                                "", ""),
                        "ABCE");
}

static void each_has_a_table_of_its_own(void **state)
{
    (void)state;
    struct cell_members found;
    struct question *q = question_of("count persons reached each sex, province");
    const struct cell_address sex = {.table = 0, .row = S("x"), .column = S("")};
    const struct cell_address place = {
        .table = 1, .row = S("limburg"), .column = S("")};
    const struct cell_address none = {.table = 2, .row = S(""), .column = S("")};
    assert_int_equal(
        answer_members(&found, &asking.arena, q, &asking.ctx, &sex, &asking.e), OK);
    assert_int_equal(found.n, 1);
    assert_int_equal(
        answer_members(&found, &asking.arena, q, &asking.ctx, &place, &asking.e), OK);
    assert_int_equal(found.n, 1);
    assert_int_equal(
        answer_members(&found, &asking.arena, q, &asking.ctx, &none, &asking.e), OK);
    assert_int_equal(found.n, 0);
}

static void a_cell_is_found_by_its_codes(void **state)
{
    (void)state;
    struct table *t = ask("count persons reached rows call, sex columns province");
    struct cell_address at = {.row = S("490|f"), .column = S("antwerpen")};
    size_t row, column;
    assert_true(cell_find(&row, &column, t, &at));
    assert_string_equal(cell_path_of(&asking.arena, &t->rows.entries[row]), "490|f");
    assert_int_equal(t->cells[row * t->columns.n + column].n, 1);
    at.row = S("490|");
    assert_false(cell_find(&row, &column, t, &at));
    at.row = S("");
    assert_true(cell_find(&row, &column, t, &at));
    assert_int_equal(t->rows.entries[row].depth, 0);
}

#define BIT(c) (1u << CATEGORY_##c)

static void a_question_tells_of_categories(void **state)
{
    static const struct {
        const char *text;
        unsigned categories;
    } cases[] = {
        {"count persons reached rows province columns sex", 0},
        {"count persons with outcome employed rows call", BIT(WORK)},
        {"count persons ended with exit job", BIT(WORK)},
        {"count persons reached rows origin", BIT(IDENTITY)},
        {"count persons reached where origin = belgian", BIT(IDENTITY)},
        {"count persons reached each target group", BIT(CONDITION)},
        {"count persons with condition childcare", BIT(CONDITION)},
        {"count persons without condition mental_health", BIT(CONDITION) | BIT(HEALTH)},
        {"count persons reached where not (condition = childcare or sex = m)",
         BIT(CONDITION)},
        {"count persons where condition != childcare", BIT(CONDITION) | BIT(HEALTH)},
        {"count conditions", BIT(CONDITION) | BIT(HEALTH)},
        {"count persons reached rows condition state", BIT(CONDITION) | BIT(HEALTH)},
        {"count appointments", BIT(GOAL)},
        {"count persons with baseline sight_of_training", BIT(CONDITION)},
        {"count appreciations rows appreciation", BIT(WORK)},
        {"median days from reached to outcome employed", BIT(WORK)},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        unsigned found = question_categories(question_of(cases[i].text));
        if (found != (cases[i].categories | BIT(COUNTABLE)))
            fail_msg("%s: %x", cases[i].text, found);
    }
}

static void only_trajectories_have_members(void **state)
{
    static const char *const none[] = {
        "count signals",    "count handovers", "count projects",
        "count people met", "sum euro",        "count municipalities reached"};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(none); i++)
        if (question_has_members(question_of(none[i]))) fail_msg("%s", none[i]);
    assert_true(question_has_members(question_of("count contacts rows month")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_are_those_whom_the_cell_counts),
        cmocka_unit_test(shares_and_protection_keep_the_members),
        cmocka_unit_test(each_has_a_table_of_its_own),
        cmocka_unit_test(a_cell_is_found_by_its_codes),
        cmocka_unit_test(a_question_tells_of_categories),
        cmocka_unit_test(only_trajectories_have_members),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
