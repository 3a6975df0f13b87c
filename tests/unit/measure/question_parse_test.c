/* Every production of the question language, and every mistake with its place, what was
 * expected and the nearest name. */
#include "measure/question.h"
#include "measure/question_ast.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static struct question *parsed(struct arena *a, const char *text)
{
    struct question *q = NULL;
    struct err e = {0};
    if (question_parse(&q, a, str_of(text), &e) != OK)
        fail_msg("%s\n%d:%d %s", text, e.line, e.column, e.message);
    return q;
}

static void a_whole_file(void **state)
{
    struct arena a = {0};
    (void)state;
    struct question *q = parsed(
        &a, "# a comment\n"
            "QUESTION 63 of 2022-10-14 title \"ESF-oproep\n   'Outreach'\"\n"
            "asked by \"A\" to \"B\" source \"annex \\\"1\\\"\"\n"
            "as of 2022-09-30 known at 2022-10-14T12:00:00Z borders of 2022-01-01\n"
            "part 1 \"Budget\" note \"n1\" note \"n2\" unavailable \"not there\"\n"
            "part 2b\n"
            "table \"Reached\" count persons reached rows province columns sex\n"
            "  note \"beside\" as of 2022-06-30\n"
            "table \"None\" unavailable \"not asked\"\n"
            "sum euro allocated where call = 490 rows source\n");
    assert_string_equal(q->number, "63");
    assert_string_equal(q->title, "ESF-oproep 'Outreach'");
    assert_string_equal(q->asked_by, "A");
    assert_string_equal(q->asked_to, "B");
    assert_string_equal(q->source, "annex \"1\"");
    assert_int_equal(q->asked_on.v, day_of(2022, 10, 14).v);
    assert_int_equal(q->moments.as_of.v, day_of(2022, 9, 30).v);
    assert_int_equal(q->moments.borders_of.v, day_of(2022, 1, 1).v);
    assert_int_equal(q->moments.known_at_ms,
                     day_to_moment(day_of(2022, 10, 14)) + 12 * 3600 * 1000);
    assert_int_equal(q->n_parts, 2);
    assert_int_equal(q->parts[0]->n_notes, 2);
    assert_string_equal(q->parts[0]->unavailable, "not there");
    assert_string_equal(q->parts[0]->title, "Budget");
    assert_string_equal(q->parts[1]->label, "2b");
    assert_int_equal(q->parts[1]->n_statements, 3);
    const struct statement *s = q->parts[1]->statements[0];
    assert_string_equal(s->title, "Reached");
    assert_int_equal(s->moments.as_of.v, day_of(2022, 6, 30).v);
    assert_string_equal(s->notes[0], "beside");
    assert_int_equal(s->at.line, 8);
    assert_int_equal(s->at.column, 17);
    assert_int_equal(q->parts[1]->statements[1]->measure, MEASURED_NOTHING);
    assert_int_equal(q->n_tables, 3);
    arena_dispose(&a);
}

static void statements_that_parse(void **state)
{
    static const char *const texts[] = {
        "count persons",
        "count person reached",
        "COUNT Persons REACHED Rows Sex",
        "count persons reached and started and with outcome employed",
        "count trajectories carried out",
        "count trajectories stopped running in aftercare",
        "count trajectories referred by vdab, ocmw or school",
        "count persons without outcome employed, qualification or twe_started",
        "count persons with outcome \"aan het werk\"",
        "count persons with outcome \"au travail\"",
        "count persons with exit ziekteverzekering with action job-hunting",
        "count persons judged geslaagd with status running",
        "count persons with baseline measured with end sight_of_training answered no",
        "count persons with phase context_conditions with contact phone",
        "count persons with labour status employed on 2020-01-01",
        "count persons with labour status employed, self_employed 12 months after "
        "ended",
        "count persons ever with labour status employed",
        "count persons where not (sex = m and (age < 30 or age >= 50)) or call != 490",
        "count persons where province not in (antwerpen, limburg)",
        "count persons where reached during 2019 .. 2020-06 and ended before "
        "2021-01-01",
        "count persons reached during 2018-01 .. 2018-06 rows month",
        "count persons reached rows age class, education level columns target group",
        "count persons reached each education, age class, migration background "
        "rows province columns sex",
        "count persons with outcome employed rate of reached",
        "count persons with outcome employed where call = 490 rate of persons ended "
        "where call in (457, 490)",
        "count persons reached compare with \"f1\" measure \"reached\"",
        "count persons protect threshold 5",
        "count persons protect none",
        "sum euro",
        "sum euro paid rows amount kind",
        "median days from reached to started for persons where call = 490",
        "quantile 0.9 days from offered to accepted",
        "mean days from started to outcome employed",
        "count outreach actions planned during 2025 rows province",
        "count handovers accepted",
        "count signals forwarded rows region, target group columns year",
        "count placements rows sector",
        "count places rows municipality",
        "count observations answered yes rows indicator columns moment",
        "count outcomes rows outcome",
        "count municipalities reached rows partnership",
        "count outflows from registration voluntary, compulsory during 2019 .. 2023 "
        "rows month columns destination",
        "count outflows from registration status voluntary",
        "COUNT Outflows From Each Labour Status rows status columns next status",
        "count outflow from any benefit to job or pension where destination != job",
        "count inflows to labour status employed, self_employed rows age class, status",
        "count stock of benefit living_wage rows year columns province, self reliant",
        "count stock of each registration voluntary, compulsory as of 2022-01-31",
        "count outflows from benefit swt rows year rate of stock of benefit swt",
        "count persons ended with labour status employed 12 months without a break "
        "after ended",
        "count persons where sex = x borders of 2025-01-01 known at 2024-01-01",
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        struct arena a = {0};
        struct question *q = NULL;
        struct err e = {0};
        if (question_parse_statement(&q, &a, str_of(texts[i]), &e) != OK)
            fail_msg("%s\n%d:%d %s", texts[i], e.line, e.column, e.message);
        arena_dispose(&a);
    }
}

struct mistake {
    const char *text;
    int line, column;
    const char *message, *hint; /* hint NULL: none */
};

static void check_mistake(const struct mistake *m, bool whole)
{
    struct arena a = {0};
    struct question *q = (struct question *)&a;
    struct err e = {0};
    enum err_code rc = whole ? question_parse(&q, &a, str_of(m->text), &e)
                             : question_parse_statement(&q, &a, str_of(m->text), &e);
    if (rc == OK) fail_msg("no mistake found in: %s", m->text);
    if (strcmp(e.message, m->message) != 0 || e.line != m->line ||
        e.column != m->column || strcmp(e.hint, m->hint ? m->hint : "") != 0)
        fail_msg("%s\nexpected %d:%d %s (%s)\nfound    %d:%d %s (%s)", m->text, m->line,
                 m->column, m->message, m->hint ? m->hint : "", e.line, e.column,
                 e.message, e.hint);
    assert_null(q);
    assert_int_equal(rc, e.code);
    arena_dispose(&a);
}

static const struct mistake statement_mistakes[] = {
    {"", 1, 1,
     "expected a measure: count, sum, median, mean or quantile, found the "
     "end",
     NULL},
    {"coutn persons", 1, 1,
     "expected a measure: count, sum, median, mean or quantile, found \"coutn\"",
     "did you mean count?"},
    {"count persns", 1, 7,
     "expected what to count: persons, trajectories, projects ..., found "
     "\"persns\"",
     "did you mean persons?"},
    {"count persons reachd", 1, 15,
     "expected a selection (reached, started, with outcome ...) or a clause "
     "(where, "
     "during, rows ...), found \"reachd\"",
     "did you mean reached?"},
    {"count persons with outcom employed", 1, 20,
     "expected outcome, exit, action, phase, contact, condition, status, baseline, end "
     "or "
     "labour status, found \"outcom\"",
     "did you mean outcome?"},
    {"count persons with outcome emploed", 1, 28,
     "expected a value of outcome, found \"emploed\"", "did you mean employed?"},
    {"count persons rows provnce", 1, 20,
     "expected the name of a dimension, found \"provnce\"", "did you mean province?"},
    {"count persons rows age clas", 1, 24,
     "expected a clause (where, during, rows ...) or the next statement, found "
     "\"clas\"",
     "did you mean age_class?"},
    {"count persons rows sex columns sex", 1, 32,
     "expected each dimension once in a table, found sex also in rows", NULL},
    {"count persons rows sex, sex", 1, 25, "expected sex at most once, found it twice",
     "keep one of them"},
    {"count persons rows sex rows age", 1, 24,
     "expected rows at most once, found it twice", "keep one of them"},
    {"count persons where sex = m\nwhere sex = f", 2, 1,
     "expected where at most once, found it twice", "keep one of them"},
    {"count persons where sex = q", 1, 27, "expected a value of sex, found \"q\"",
     "did you mean f?"},
    {"count persons where province = antwerpn", 1, 32,
     "expected a value of province, found \"antwerpn\"", "did you mean antwerpen?"},
    {"count persons where sex < m", 1, 25, "expected = != or in: sex is not a number",
     NULL},
    {"count persons where age > ten", 1, 27, "expected a value of age, found \"ten\"",
     "did you mean a whole number?"},
    {"count persons where age = 200000", 1, 27,
     "expected a value of age, found \"200000\"", "did you mean a whole number?"},
    {"count persons where sex in m", 1, 28, "expected ( after in, found \"m\"",
     "put parentheses around the values: sex in (A, B)"},
    {"count persons where (sex = m", 1, 29, "expected and, or or ), found the end",
     NULL},
    {"count persons where sex", 1, 24,
     "expected = != < <= > >= or in after sex, found the end", NULL},
    {"count persons where year = 2018", 1, 21,
     "expected a dimension that can be filtered, found year",
     "use during 2018 for the year or month"},
    {"count persons where reached 2018", 1, 29,
     "expected during, on, before or after, found \"2018\"", NULL},
    {"count projects rows sex", 1, 21, "expected a dimension of projects, found sex",
     "sex belongs to persons, trajectories, municipalities, companies, referrals, "
     "actions, contacts, observations, outcomes, conditions, outflows, inflows, "
     "stock, handovers, placements, assessments, appreciations, appointments, "
     "competences, "
     "aftercare_moments, aftercare_talks, job_checks"},
    {"count projects where sex = m", 1, 22,
     "expected a dimension of projects, found sex",
     "sex belongs to persons, trajectories, municipalities, companies, referrals, "
     "actions, contacts, observations, outcomes, conditions, outflows, inflows, "
     "stock, handovers, placements, assessments, appreciations, appointments, "
     "competences, "
     "aftercare_moments, aftercare_talks, job_checks"},
    {"count partnerships rows status", 1, 25,
     "expected a dimension of partnerships, found status",
     "did you mean partnership_status?"},
    {"count persons rows source", 1, 20,
     "expected a dimension of persons, found source", "source belongs to euro"},
    {"count persons during 2018", 1, 15,
     "expected an event that happens in the period, found during without one",
     "name the event: reached, started, ended, with outcome employed ..."},
    {"count persons running rows year", 1, 28,
     "expected an event that the period can be of, found year",
     "name the event: reached, started, ended, with outcome employed ...; or use "
     "start_year or end_year"},
    {"count persons reached during 2019 .. 2018", 1, 30,
     "expected a period whose end is not before its begin", "turn the two around"},
    {"count persons started rows year rate of persons reached", 1, 28,
     "expected one event for count and denominator in a rate by year or month, "
     "found "
     "two different ones",
     "use start_year or end_year, which are the same for both"},
    {"count persons ended rate of reached where call = 490", 1, 37,
     "expected the where of the count before rate of: a where after it belongs to "
     "the denominator only",
     "move where before rate of, or write it in both places"},
    {"count euro", 1, 7, "expected a unit to count, found euro", "write sum euro"},
    {"sum euros spent", 1, 11, "expected a value of amount_kind, found \"spent\"",
     "its values are allocated, committed, paid"},
    {"sum euro rate of persons", 1, 18,
     "expected a rate of two counts, found a sum of money", NULL},
    {"count persons compare with f1", 1, 28,
     "expected the name of a published figure in double quotes, found \"f1\"",
     "put double quotes around it: \"f1\""},
    {"count persons note later", 1, 20,
     "expected the text of the note in double quotes, found \"later\"",
     "put double quotes around it: \"later\""},
    {"count persons note \"open", 1, 20,
     "expected the closing \" of this text, found the end", "close the text with \""},
    {"count persons where sex = $m", 1, 27,
     "expected a word, a text or one of = != < <= > >= , ( ) .., found \"$\"",
     "put values with other signs than letters, digits, _ and - in double quotes"},
    {"count persons \xff", 1, 15, "expected UTF-8, found the byte 0xff",
     "save the file as UTF-8"},
    {"count personnes \xc3\xa9t\xc3\xa9 rows", 1, 7,
     "expected what to count: persons, trajectories, projects ..., found "
     "\"personnes\"",
     "did you mean persons?"},
    {"count persons note \"\xc3\xa9\" rows provnce", 1, 29,
     "expected the name of a dimension, found \"provnce\"", "did you mean province?"},
    {"count persons where sex = \"\xc3\xa9\"", 1, 27,
     "expected a value of sex, found \"\xc3\xa9\"", "its values are f, m, x"},
    {"count persons as of 30/09/2022", 1, 21,
     "expected a date written as year-month-day, found \"30/09/2022\"",
     "write 2022-09-30"},
    {"count persons reached during 9/2022", 1, 30,
     "expected a date written as year-month-day, found \"9/2022\"", "write 2022-09"},
    {"count persons known at 2022/10/14", 1, 24,
     "expected a date written as year-month-day, found \"2022/10/14\"",
     "write 2022-10-14"},
    {"count persons as of 30-9-2022", 1, 21,
     "expected a date written as YYYY-MM-DD, found 9 characters in another form",
     "write 2022-09-30"},
    {"count persons as of 30.09.2022", 1, 21,
     "expected a date written as YYYY-MM-DD, found 10 characters in another form",
     "write 2022-09-30"},
    {"count persons as of 2022-9-3", 1, 21,
     "expected a date written as YYYY-MM-DD, found 8 characters in another form",
     "write 2022-09-03"},
    {"count persons as of 30/02/2022", 1, 23,
     "expected a word, a text or one of = != < <= > >= , ( ) .., found \"/\"",
     "put values with other signs than letters, digits, _ and - in double quotes"},
    {"count persons where project = a/1", 1, 32,
     "expected a word, a text or one of = != < <= > >= , ( ) .., found \"/\"",
     "put values with other signs than letters, digits, _ and - in double quotes"},
    {"quantile 1.5 days from reached to started", 1, 10,
     "expected a share between 0 and 1, such as 0.9, found \"1.5\"", NULL},
    {"count persons protect threshold lots", 1, 33,
     "expected a threshold from 1 to 1000, found \"lots\"", NULL},
    {"count persons count projects", 1, 15,
     "expected the end: one statement at a time, found \"count\"", NULL},
    {"count contacts answered yes", 1, 16,
     "expected a selection of this unit, found answered",
     "answered belongs to observations and to persons or trajectories by "
     "indicator"},
};

static void mistakes_in_a_statement(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(statement_mistakes); i++)
        check_mistake(&statement_mistakes[i], false);
}

static void mistakes_in_a_file(void **state)
{
    static const struct mistake mistakes[] = {
        {"", 1, 1, "expected part, a statement or a field of the header, found the end",
         NULL},
        {"titel \"x\"", 1, 1,
         "expected part, a statement or a field of the header, found \"titel\"",
         "did you mean title?"},
        {"title \"x\" title \"y\"", 1, 11,
         "expected title at most once, found it twice", "keep one of them"},
        {"question 63 of 14-10-2022 part 1", 1, 16, NULL, NULL},
        {"part", 1, 5,
         "expected the number of the part, such as 2 or 3b, found the end", NULL},
        {"part 2 \"x\"\ncuont persons", 2, 1,
         "expected a statement (count, sum ...) or part, found \"cuont\"",
         "did you mean count?"},
        {"part 2 table count persons", 1, 14,
         "expected the title of the table in double quotes, found \"count\"", NULL},
        {"part 2 note \"x\" part 2 count persons", 1, 22,
         "expected another label, found part 2 twice",
         "give each part its own number, such as 2a and 2b"},
        {"part 2 \"x\" part 3 count persons", 1, 6, "expected something in part 2",
         "add a statement, a note, or unavailable and the reason"},
        {"borders of 1800-01-01 count persons", 1, 12,
         "expected borders of a day since 1995-01-01",
         "earlier borders are not in the list of municipalities"},
        {"as of 2022-09-30 as of 2022-09-30", 1, 18,
         "expected as of at most once, found it twice", "keep one of them"},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(mistakes); i++) {
        struct mistake m = mistakes[i];
        if (m.message) {
            check_mistake(&m, true);
            continue;
        }
        struct arena a = {0};
        struct question *q;
        struct err e = {0};
        assert_int_not_equal(question_parse(&q, &a, str_of(m.text), &e), OK);
        assert_int_equal(e.line, m.line);
        assert_int_equal(e.column, m.column);
        assert_string_equal(e.hint, "write 2022-10-14");
        arena_dispose(&a);
    }
}

/* A text of `n` times the same piece between two others. */
static char *repeated(struct arena *a, const char *before, const char *piece, size_t n,
                      const char *after)
{
    size_t len = strlen(piece), at = strlen(before);
    char *out = arena_alloc(a, at + n * len + strlen(after) + 1);
    memcpy(out, before, at);
    for (size_t i = 0; i < n; i++, at += len)
        memcpy(out + at, piece, len);
    memcpy(out + at, after, strlen(after));
    return out;
}

static enum err_code parse_code(struct arena *a, const char *text)
{
    struct question *q;
    struct err e = {0};
    return question_parse(&q, a, str_of(text), &e);
}

static void limits_hold(void **state)
{
    struct arena a = {0};
    (void)state;
    const char *where = "count persons where ";
    assert_int_equal(
        parse_code(&a, repeated(&a, where, "(", LIMIT_QUESTION_DEPTH, "sex = m")),
        ERR_SYNTAX);
    assert_int_equal(
        parse_code(&a, repeated(&a, where, "(", LIMIT_QUESTION_DEPTH + 1, "sex = m")),
        ERR_TOO_LARGE);
    assert_int_equal(
        parse_code(&a, repeated(&a, where, "not ", LIMIT_QUESTION_DEPTH, "sex = m")),
        OK);
    assert_int_equal(parse_code(&a, repeated(&a, where, "not ",
                                             LIMIT_QUESTION_DEPTH + 1, "sex = m")),
                     ERR_TOO_LARGE);
    assert_int_equal(parse_code(&a, repeated(&a, where, "sex = m or ", 999, "sex = m")),
                     OK);
    assert_int_equal(
        parse_code(&a, repeated(&a, where, "sex = m or ", 1000, "sex = m")),
        ERR_TOO_LARGE);
    assert_int_equal(
        parse_code(&a, repeated(&a, "", "count persons ", LIMIT_QUESTION_TABLES, "")),
        OK);
    assert_int_equal(parse_code(&a, repeated(&a, "", "count persons ",
                                             LIMIT_QUESTION_TABLES + 1, "")),
                     ERR_TOO_LARGE);
    assert_int_equal(parse_code(&a, repeated(&a, "count persons ", "reached ", 32, "")),
                     OK);
    assert_int_equal(parse_code(&a, repeated(&a, "count persons ", "reached ", 33, "")),
                     ERR_TOO_LARGE);
    assert_int_equal(
        parse_code(&a, repeated(&a, "count persons where sex in (m", ", m", 255, ")")),
        OK);
    assert_int_equal(
        parse_code(&a, repeated(&a, "count persons where sex in (m", ", m", 256, ")")),
        ERR_TOO_LARGE);
    assert_int_equal(parse_code(&a, repeated(&a, "#", "x", LIMIT_QUESTION_BYTES, "")),
                     ERR_TOO_LARGE);
    assert_int_equal(parse_code(&a,
                                "count persons rows sex, age, call, project, origin, "
                                "segment, channel, exit"),
                     OK);
    assert_int_equal(parse_code(&a,
                                "count persons rows sex, age, call, project, origin, "
                                "segment, channel, exit, judgement"),
                     ERR_TOO_LARGE);
    assert_int_equal(parse_code(&a,
                                "count persons rows sex, age, call, project, origin "
                                "columns segment, channel, exit, judgement"),
                     ERR_TOO_LARGE);
    arena_dispose(&a);
}

/* The question bank of the domain: the grammar carries every one of them. */
static void question_bank(void **state)
{
    static const char *const bank[] = {
        "sum euro where call = 490 rows source columns amount kind",
        "count persons reached where call = 490 rows province columns sex",
        "count persons reached where call = 490 each education, age class, migration "
        "background rows province columns sex",
        "count persons with outcome employed where call = 490 rows province, "
        "education, "
        "age class, migration background columns sex",
        "count persons reached where call = 490 rows status",
        "count persons ended where call = 490 rows outcome "
        "table \"exclusive\" count persons ended where call = 490 rows exit",
        "count persons reached where call in (457, 490) columns call",
        "count trajectories started where call = 490 rows action",
        "count persons with outcome employed where call = 490 rows project "
        "rate of persons ended",
        "count persons ended during 2019 .. 2023 rows month columns exit",
        "table \"PQ11\" unavailable \"no channel of service is recorded\"",
        "count persons reached during 2020 .. 2023 rows year columns target group",
        "count outreach actions during 2022 rows year, target group, organisation",
        "count outreach actions planned during 2025 rows month",
        "count trajectories started where call = riziv rows year, sex, province, "
        "education",
        "count trajectories started where call = riziv rows start year columns status "
        "count trajectories with outcome reintegrated_same_employer, "
        "reintegrated_other "
        "where call = riziv rows start year rate of trajectories started",
        "sum euro where project in (a, b) rows project columns source "
        "count persons reached rows project",
        "count projects rows call table \"follow-up\" unavailable \"not recorded\"",
        "count trajectories judged succeeded where call = 380 rows province, company "
        "columns former kind",
        "count persons judged succeeded where call = 380 rows province columns "
        "destination",
        "count referrals by vdab where call = 432 rows province, company "
        "count trajectories started where call = 432 rows province, company",
        "count persons started where call = 432 rows province compare with \"f7\" "
        "count signals rows region, target group",
        "count contacts rows contact mode, month "
        "quantile 0.9 days from outcome employed to ended",
        "count persons answered yes rows indicator columns moment rate of persons with "
        "baseline measured",
        "count persons ended with labour status employed 12 months after ended rows "
        "end "
        "year rate of persons ended",
        "count persons with end satisfied rows project rate of persons with end "
        "measured",
        "count persons reached rows education level count persons with outcome "
        "employed "
        "rows education level rate of persons reached",
        "count signals validated rows region, target group columns year",
        "count handovers accepted rows month median days from offered to accepted",
        "count partnerships rows partnership status count municipalities reached rows "
        "partnership count persons reached rows partnership",
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bank); i++) {
        struct arena a = {0};
        parsed(&a, bank[i]);
        arena_dispose(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_file),
        cmocka_unit_test(statements_that_parse),
        cmocka_unit_test(mistakes_in_a_statement),
        cmocka_unit_test(mistakes_in_a_file),
        cmocka_unit_test(limits_hold),
        cmocka_unit_test(question_bank),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
