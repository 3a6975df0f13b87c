/* Mistakes that analysts make: each is refused at its place with the cure, and the cure
 * (the second statement, written as the hint says) is understood. */
#include "measure/habits.h"
#include "measure/question.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static void a_mistake_has_its_cure(void **state)
{
    static const struct {
        const char *wrong;
        int column;
        const char *hint; /* part of it */
        const char *right;
    } cases[] = {
        /* words of the other language */
        {"tel personen bereikt", 1, "begin with count", "count persons reached"},
        {"hoeveel personen", 1, "begin with count", "count persons"},
        {"count personen", 7, "write persons", "count persons"},
        {"count deelnemers reached", 7, "write persons", "count persons reached"},
        {"count trajecten", 7, "write trajectories", "count trajectories"},
        {"count gemeenten", 7, "write municipalities", "count municipalities"},
        {"count persons bereikt", 15, "write reached", "count persons reached"},
        {"count persons stopgezet", 15, "write stopped", "count persons stopped"},
        {"count persons reached kolommen sex", 23, "write columns",
         "count persons reached columns sex"},
        {"count persons rows woonplaats", 20, "write municipality",
         "count persons rows municipality"},
        {"count persons rows nationality", 20, "origin kansengroep",
         "count persons rows origin kansengroep"},
        /* words of other languages for asking */
        {"count persons per province", 15, "write rows, columns or each",
         "count persons rows province"},
        {"count persons rows province and sex", 29, "a comma between dimensions",
         "count persons rows province, sex"},
        {"count persons rows province x sex", 29, "a comma between dimensions",
         "count persons rows province, sex"},
        {"count persons rows province, columns sex", 30, "without a comma",
         "count persons rows province columns sex"},
        {"count distinct persons", 7, "a person counts once", "count persons"},
        {"percentage persons ended", 1, "rate of",
         "count persons ended with outcome employed rate of ended"},
        {"count persons ended rate of ended persons", 35, "rate of persons ended",
         "count persons ended rate of persons ended"},
        {"count persons with outcome employed rate ended", 37, "rate of ended",
         "count persons with outcome employed rate of ended"},
        {"budget where call = 490", 1, "sum euro allocated",
         "sum euro allocated where call = 490"},
        {"average days", 1, "mean days from reached to started",
         "mean days from reached to started"},
        {"count persons order by province", 15, "order of their list", "count persons"},
        /* filters */
        {"count persons for call 490", 15, "where call = 490",
         "count persons where call = 490"},
        {"count persons where call is 490", 26,
         "write =", "count persons where call = 490"},
        {"count persons where call == 490", 27, "one = is enough",
         "count persons where call = 490"},
        {"count persons where call = 490, 457", 31, "call in (457, 490)",
         "count persons where call in (490, 457)"},
        {"count persons where call = 490 and 457", 36, "call in (457, 490)",
         "count persons where call in (490, 457)"},
        {"count persons where call in 490, 457", 29, "call in (A, B)",
         "count persons where call in (490, 457)"},
        {"count persons where age between 18 and 25", 25, "age >= 18 and age <= 25",
         "count persons where age >= 18 and age <= 25"},
        {"count persons where age > 18 and < 30", 34, "age > 18 and age < 30",
         "count persons where age > 18 and age < 30"},
        {"count persons where age < 30 jaar", 30, "leave the unit",
         "count persons where age < 30"},
        {"count persons where sex = vrouwen", 27, "write f",
         "count persons where sex = f"},
        {"count persons where province = West Vlaanderen", 32, "\"West Vlaanderen\"",
         "count persons where province = \"West Vlaanderen\""},
        {"count persons where target group = langdurig zieken", 36,
         "\"langdurig zieken\"",
         "count persons where target group = \"langdurig zieken\""},
        {"count persons where education = laaggeschoold", 33, "education_level = low",
         "count persons where education_level = low"},
        {"count persons where call = 490 where sex = “f”", 32, "keep one of them",
         "count persons where call = 490 and sex = f"},
        {"count persons where sex = “vrouw”", 27, "straight double quotes",
         "count persons where sex = \"vrouw\""},
        /* what happened */
        {"count persons employed", 15, "with outcome employed",
         "count persons with outcome employed"},
        {"count persons with outcome werk", 28, "write employed",
         "count persons with outcome employed"},
        {"count persons without outcome rows sex", 31, "without any outcome",
         "count persons without any outcome rows sex"},
        {"count persons not ended", 15, "where not sex = f",
         "count persons where not sex = f"},
        /* days */
        {"count persons as of 30/09/2022", 21, "write 2022-09-30",
         "count persons as of 2022-09-30"},
        {"count persons as of 30-9-2022", 21, "write 2022-09-30",
         "count persons as of 2022-09-30"},
        {"count persons as of 30 september 2022", 21, "2022-09-30",
         "count persons as of 2022-09-30"},
        {"count persons reached in 2022", 23, "during 2019 .. 2023",
         "count persons reached during 2022"},
        {"count persons reached during 2019 to 2023", 35, "two dots",
         "count persons reached during 2019 .. 2023"},
        {"count persons reached during 2019-2023", 30, "and .. between two of them",
         "count persons reached during 2019 .. 2023"},
        /* quotes */
        {"count persons compare with f1", 28, "\"f1\"",
         "count persons compare with \"f1\""},
        {"count persons note toelichting", 20, "\"toelichting\"",
         "count persons note \"toelichting\""},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct arena a = {0};
        struct question *q;
        struct err e = {0};
        if (question_parse_statement(&q, &a, str_of(cases[i].wrong), &e) == OK)
            fail_msg("accepted: %s", cases[i].wrong);
        if (e.line != 1 || e.column != cases[i].column ||
            !strstr(e.hint, cases[i].hint))
            fail_msg("%s\nexpected at %d ... %s\nfound at %d:%d %s\n%s", cases[i].wrong,
                     cases[i].column, cases[i].hint, e.line, e.column, e.message,
                     e.hint);
        e = (struct err){0};
        if (question_parse_statement(&q, &a, str_of(cases[i].right), &e) != OK)
            fail_msg("the cure is refused: %s\n%s", cases[i].right, e.message);
        arena_dispose(&a);
    }
}

/* What needs no cure: the order of clauses, plural and singular, Dutch dimensions. */
static void what_is_no_mistake(void **state)
{
    static const char *const texts[] = {
        "count person reached columns sex rows province where call = 490",
        "count persons rows provincie columns geslacht",
        "COUNT PERSONS ROWS Gemeente",
        "count persons where scholingsgraad = kortgeschoold rows leeftijdsklasse",
        "count persons reached where geslacht = vrouw rows maand",
        "sum euros where oproep = 490",
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        struct arena a = {0};
        struct question *q;
        struct err e = {0};
        if (question_parse_statement(&q, &a, str_of(texts[i]), &e) != OK)
            fail_msg("%s\n%s", texts[i], e.message);
        arena_dispose(&a);
    }
}

static void words_of_the_language_have_no_cure_of_their_own(void **state)
{
    (void)state;
    assert_null(habit_cure(S("")));
    assert_null(habit_cure(S("where")));
    assert_null(habit_cure(S("rows")));
    assert_null(habit_cure(S("columns")));
    assert_null(habit_cure(S("reached")));
    assert_null(habit_cure(S("frobnicate")));
    assert_null(habit_value(S("sex"), S("frobnicate")));
    assert_null(habit_value(S("no_such_list"), S("women")));
    assert_string_equal(habit_value(S("sex"), S("WOMEN")), "f");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mistake_has_its_cure),
        cmocka_unit_test(what_is_no_mistake),
        cmocka_unit_test(words_of_the_language_have_no_cure_of_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
