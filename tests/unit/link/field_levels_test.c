/* Levels of agreement, pair by pair: what people write about one another. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "link/field_levels.h"

enum { ROLES_MOST = 8 };

/* The level of `field` between two records written "value|value", roles in order. */
static const char *level_of(const enum person_role *roles, size_t n_roles,
                            const char *field, const char *a, const char *b)
{
    struct str value[ROLES_MOST][2] = {{{0}}};
    struct person_table t = {.n = 2, .n_files = 1};
    struct folded_persons p;
    struct compared_field fields[COMPARED_FIELDS_MAX];
    uint8_t there[COMPARED_FIELDS_MAX], back[COMPARED_FIELDS_MAX];
    const char *name = NULL;
    struct str rest_a = str_of(a), rest_b = str_of(b);
    for (size_t i = 0; i < n_roles; i++) {
        if (!str_split(&value[i][0], &rest_a, '|')) value[i][0] = STR_NONE;
        if (!str_split(&value[i][1], &rest_b, '|')) value[i][1] = STR_NONE;
        t.value[roles[i]] = value[i];
    }
    folded_persons_init(&p, &t);
    size_t n = compared_fields_make(fields, &p);
    struct comparer *c = comparer_new(&p);
    comparer_levels(there, c, 0, 1);
    comparer_levels(back, c, 1, 0);
    for (size_t f = 0; f < n; f++) {
        assert_int_equal(there[f], back[f]);
        assert_true(there[f] < fields[f].n_levels);
        if (strcmp(fields[f].name, field) == 0) name = fields[f].level_name[there[f]];
        free(fields[f].value_of_row);
        free(fields[f].value_count);
    }
    comparer_free(c);
    folded_persons_dispose(&p);
    return name ? name : "no such field";
}

static void names(void **state)
{
    static const enum person_role roles[] = {ROLE_GIVEN_NAME, ROLE_FAMILY_NAME,
                                             ROLE_BIRTH_NAME};
    static const struct {
        const char *field, *a, *b, *level;
    } cases[] = {
        {"given_name", "Émile|Zola", "emile|Zola", "equal"},
        {"given_name", "Emile|Zola", "|Zola", "missing"},
        {"given_name", "J.|Peeters", "Jan|Peeters", "initial or .70"},
        {"given_name", "K.|Peeters", "Jan|Peeters", "different"},
        {"given_name", "Jean-Pierre|Peeters", "Jean|Peeters", "alike .92"},
        {"given_name", "Rob|Peeters", "Robert|Peeters", "alike .85"},
        {"given_name", "Peeters|Jan", "Jan|Peeters", "in another name"},
        {"family_name", "Peeters|Jan", "Jan|Peeters", "in another name"},
        {"family_name", "An|Van den Berghe", "An|Vandenberghe", "alike .92"},
        {"family_name", "An|Maes", "An|Claes|Maes", "in another name"},
        {"family_name", "An|Maes", "An|Willems", "different"},
        {"family_name", "An|", "An|Maes|Maes", "missing"},
        {"family_name", "An||Maes", "An|Maes|", "equal"},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_string_equal(level_of(roles, 3, cases[i].field, cases[i].a, cases[i].b),
                            cases[i].level);
}

static void full_names(void **state)
{
    static const enum person_role roles[] = {ROLE_FULL_NAME, ROLE_GIVEN_NAME,
                                             ROLE_FAMILY_NAME};
    (void)state;
    assert_string_equal(
        level_of(roles, 1, "family_name", "Peeters, Jan", "Jan Peeters"), "equal");
    assert_string_equal(level_of(roles, 1, "given_name", "Peeters, Jan", "Jan Peeters"),
                        "equal");
    /* known by a title in one record, by the family name in the other */
    assert_string_equal(level_of(roles, 3, "family_name",
                                 "Thomas Roden, lord Stanmore|Thomas|Roden",
                                 "Thomas Stanmore|Thomas|Stanmore"),
                        "in another name");
    /* what both columns say is no evidence twice */
    assert_string_equal(level_of(roles, 3, "second_name", "Jan Peeters|Jan|Peeters",
                                 "Jan Peeters|Jan|Peeters"),
                        "no such field");
}

static void days(void **state)
{
    static const enum person_role role[] = {ROLE_BIRTH_DATE};
    static const struct {
        const char *a, *b, *level;
    } cases[] = {
        {"1980-02-03", "03/02/1980", "equal"},
        {"1980-02-03", "1980-03-02", "one off or swapped"},
        {"1980-02-03", "1980-02-08", "one off or swapped"},
        {"1980-02-13", "1980-02-31", "one off or swapped"},
        {"1980-02-03", "1880-02-03", "one off or swapped"},
        {"1980-02-03", "1957-02-03", "two parts"},
        {"1980-02-03", "1980", "year"},
        {"1980-02-03", "1980-02", "two parts"},
        {"1980-02-03", "1980-11-27", "year"},
        {"1980-02-03", "1957-11-27", "different"},
        {"1980-02-03", "", "missing"},
        {"1980-02-03", "1981-02-27", "near"},
        {"1981-12-13", "1982-11-13", "near"},
        {"1980-02-13", "1980-03-14", "year"},
        {"1981-12-13", "1982-11-14", "different"},
        {"1980-02-03", "1992-02-04", "different"},
        {"19081309", "19081209", "one off or swapped"},
        {"1630-08-01", "1630-08-01", "equal"},
        {"1630-08-01", "1630", "year"},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_string_equal(level_of(role, 1, "birth_date", cases[i].a, cases[i].b),
                            cases[i].level);
}

/* One address is one field: agreement of its parts is no evidence several times. */
static void addresses(void **state)
{
    static const enum person_role roles[] = {ROLE_STREET, ROLE_HOUSE_NUMBER,
                                             ROLE_POSTCODE, ROLE_PLACE};
    (void)state;
    assert_string_equal(level_of(roles, 4, "address", "Kerkstraat|12|9000|Gent",
                                 "kerkstraat|12|9000|gent"),
                        "equal");
    assert_string_equal(level_of(roles, 4, "address", "Kerkstraat|12|9000|Gent",
                                 "Dorp|3|2150|Borsbeek"),
                        "different");
    assert_string_equal(level_of(roles, 4, "postcode", "Kerkstraat|12|9000|Gent",
                                 "Kerkstraat|12|9000|Gent"),
                        "no such field");
    assert_string_equal(level_of(roles + 2, 1, "postcode", "TQ13 8DF", "tq13 8hu"),
                        "same area");
    assert_string_equal(level_of(roles + 2, 1, "postcode", "9000", "9050"), "one off");
}

static void numbers_and_mail(void **state)
{
    static const enum person_role roles[] = {ROLE_NUMBER, ROLE_PHONE, ROLE_MAIL,
                                             ROLE_SEX};
    (void)state;
    assert_string_equal(level_of(roles, 4, "number", "85.07.30-033 28", "85073003328"),
                        "equal");
    assert_string_equal(level_of(roles, 4, "number", "85073003328", "85073003382"),
                        "one off");
    assert_string_equal(level_of(roles, 4, "phone", "|0470 12 34 56", "|+32470123456"),
                        "equal");
    assert_string_equal(level_of(roles, 4, "mail", "||an@a.be", "||AN@A.BE"), "equal");
    assert_string_equal(level_of(roles, 4, "mail", "||an.maes@a.be", "||an.maes@b.org"),
                        "user equal or one off");
    assert_string_equal(level_of(roles, 4, "sex", "|||V", "|||female"), "equal");
    assert_string_equal(level_of(roles, 4, "sex", "|||M", "|||Vrouw"), "different");
    assert_string_equal(level_of(roles, 4, "sex", "|||onbekend", "|||V"), "missing");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names),
        cmocka_unit_test(full_names),
        cmocka_unit_test(days),
        cmocka_unit_test(addresses),
        cmocka_unit_test(numbers_and_mail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
