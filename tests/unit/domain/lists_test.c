/* The code lists: codes unique and well formed, labels in three languages, valid days,
 * the lookup against a plain walk, and what the sources say about single lists. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "domain/lists.h"

static void each_code_is_unique_and_labelled(void **state)
{
    (void)state;
    for (size_t l = 0; l < code_list_count(); l++) {
        const struct code_list *list = code_list_at(l);
        assert_true(list->n > 0);
        assert_ptr_equal(code_list_named(str_of(list->name)), list);
        for (int lang = 0; lang < N_LANGS; lang++)
            assert_true(list->label[lang] && *list->label[lang]);
        for (int i = 0; i < list->n; i++) {
            const struct code *c = &list->codes[i];
            assert_true(c->code && *c->code);
            for (const char *p = c->code; *p; p++)
                if (!((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') ||
                      (*p >= '0' && *p <= '9') || *p == '_'))
                    fail_msg("%s: bad letter in code %s", list->name, c->code);
            for (int lang = 0; lang < N_LANGS; lang++)
                if (!c->label[lang] || !*c->label[lang])
                    fail_msg("%s: %s lacks a label", list->name, c->code);
            for (int j = 0; j < i; j++)
                if (strcmp(list->codes[j].code, c->code) == 0)
                    fail_msg("%s: code %s twice", list->name, c->code);
        }
    }
}

/* A label that two codes of one list share cannot be matched back to its code. */
static void each_label_names_one_code(void **state)
{
    (void)state;
    for (size_t l = 0; l < code_list_count(); l++) {
        const struct code_list *list = code_list_at(l);
        for (int lang = 0; lang < N_LANGS; lang++)
            for (int i = 0; i < list->n; i++)
                for (int j = 0; j < i; j++)
                    if (strcmp(list->codes[i].label[lang],
                               list->codes[j].label[lang]) == 0 &&
                        strcmp(list->name, "municipality") != 0)
                        fail_msg("%s: %s and %s have the label %s", list->name,
                                 list->codes[i].code, list->codes[j].code,
                                 list->codes[i].label[lang]);
    }
}

static void each_validity_is_a_period(void **state)
{
    (void)state;
    for (size_t l = 0; l < code_list_count(); l++) {
        const struct code_list *list = code_list_at(l);
        for (int i = 0; i < list->n; i++) {
            const struct code *c = &list->codes[i];
            struct day from = DAY_NONE, to = DAY_NONE;
            if (c->valid_from)
                assert_int_equal(day_parse(&from, str_of(c->valid_from), NULL), OK);
            if (c->valid_to)
                assert_int_equal(day_parse(&to, str_of(c->valid_to), NULL), OK);
            if (c->valid_from && c->valid_to) assert_true(from.v <= to.v);
        }
    }
}

static void lookup_finds_what_a_walk_finds(void **state)
{
    (void)state;
    for (size_t l = 0; l < code_list_count(); l++) {
        const struct code_list *list = code_list_at(l);
        for (int i = 0; i < list->n; i++) {
            struct str code = str_of(list->codes[i].code);
            assert_int_equal(code_index(list, code), i);
            assert_int_equal(code_match(list, code), i);
            assert_int_equal(code_index(list, (struct str){code.p, code.n - 1}),
                             code.n == 1
                                 ? -1
                                 : code_index(&(struct code_list){.codes = list->codes,
                                                                  .n = list->n},
                                              (struct str){code.p, code.n - 1}));
        }
        assert_int_equal(code_index(list, S("no such code")), -1);
        assert_int_equal(code_index(list, S("")), -1);
        assert_int_equal(code_index(list, STR_NONE), -1);
        assert_int_equal(code_match(list, STR_NONE), -1);
    }
    assert_null(code_list_named(S("no such list")));
}

static void match_takes_labels_in_any_language_and_case(void **state)
{
    (void)state;
    const struct code_list *province = code_list_at(LIST_PROVINCE);
    assert_int_equal(code_match(province, S("oost-vlaanderen")),
                     PROVINCE_OOST_VLAANDEREN);
    assert_int_equal(code_match(province, S("FLANDRE ORIENTALE")),
                     PROVINCE_OOST_VLAANDEREN);
    assert_int_equal(code_match(province, S("East Flanders")),
                     PROVINCE_OOST_VLAANDEREN);
    assert_int_equal(code_match(code_list_at(LIST_END_KIND), S("ARRÊTÉ")),
                     END_KIND_STOPPED);
    assert_int_equal(code_match(code_list_at(LIST_SEX), S("Vrouwen")), -1);
}

static void labels_of_provinces_are_those_of_the_published_tables(void **state)
{
    (void)state;
    static const char *const rows[] = {"Andere (NL, internationaal, Luik, Henegouwen)",
                                       "Antwerpen",
                                       "Brussel Hoofdstedelijk Gewest",
                                       "Limburg",
                                       "Oost-Vlaanderen",
                                       "Vlaams-Brabant",
                                       "West-Vlaanderen"};
    assert_int_equal(N_PROVINCE, ARRAY_LEN(rows));
    for (int i = 0; i < N_PROVINCE; i++)
        assert_string_equal(code_label(code_list_at(LIST_PROVINCE), i, LANG_NL),
                            rows[i]);
}

/* I5, R10, R19: what may be added up and what may not. */
static void overlapping_lists_are_marked(void **state)
{
    (void)state;
    static const int overlapping[] = {LIST_OUTCOME,
                                      LIST_TARGET_GROUP,
                                      LIST_PHASE,
                                      LIST_CONTEXT_CONDITION,
                                      LIST_STRUCTURAL_BARRIER,
                                      LIST_ACTION_KIND,
                                      LIST_POLICY_DOMAIN,
                                      LIST_BENEFIT,
                                      LIST_INDICATOR};
    for (size_t i = 0; i < ARRAY_LEN(overlapping); i++)
        assert_false(code_list_at((size_t)overlapping[i])->exclusive);
    static const int exclusive[] = {LIST_SEX,
                                    LIST_AGE_CLASS,
                                    LIST_EDUCATION_LEVEL,
                                    LIST_TARGET_SEGMENT,
                                    LIST_END_KIND,
                                    LIST_TRAJECTORY_STATUS,
                                    LIST_JUDGEMENT,
                                    LIST_EXIT_REASON,
                                    LIST_PROVINCE,
                                    LIST_REFERENCE_REGION,
                                    LIST_FUNDING_SOURCE,
                                    LIST_AMOUNT_KIND,
                                    LIST_LABOUR_STATUS};
    for (size_t i = 0; i < ARRAY_LEN(exclusive); i++)
        assert_true(code_list_at((size_t)exclusive[i])->exclusive);
}

static void sizes_named_by_the_sources(void **state)
{
    (void)state;
    assert_int_equal(N_PHASE, 6);             /* R17 */
    assert_int_equal(N_EDUCATION, 15);        /* 7.4: 15 detailed levels */
    assert_int_equal(N_ISCED, 9);             /* ISCED 2011: 0 to 8 */
    assert_int_equal(N_ORIGIN_HERKOMST, 6);   /* 7.4: six groups */
    assert_int_equal(N_REFERENCE_REGION, 15); /* 7.6 */
    assert_true(N_TARGET_GROUP <= 32);        /* one bit each in the panel */
}

static void one_byte_lists_leave_room_for_the_missing_codes(void **state)
{
    (void)state;
    for (size_t l = 0; l < code_list_count(); l++) {
        const struct code_list *list = code_list_at(l);
        if (strcmp(list->name, "municipality") == 0) continue; /* two bytes */
        assert_true(list->n < 0xfc);
    }
}

static void codes_are_in_use_between_their_days(void **state)
{
    (void)state;
    const struct code_list *groups = code_list_at(LIST_TARGET_GROUP);
    int tenant = TARGET_GROUP_SOCIAL_TENANT; /* R15 */
    assert_false(code_in_use(groups, tenant, day_of(2022, 12, 31)));
    assert_true(code_in_use(groups, tenant, day_of(2023, 1, 1)));
    const struct code_list *places = code_list_at(LIST_MUNICIPALITY);
    assert_true(code_in_use(places, MUNICIPALITY_11056, day_of(2024, 12, 31)));
    assert_false(code_in_use(places, MUNICIPALITY_11056, day_of(2025, 1, 1)));
    assert_true(code_in_use(code_list_at(LIST_SEX), SEX_X, day_of(1900, 1, 1)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_code_is_unique_and_labelled),
        cmocka_unit_test(each_label_names_one_code),
        cmocka_unit_test(each_validity_is_a_period),
        cmocka_unit_test(lookup_finds_what_a_walk_finds),
        cmocka_unit_test(match_takes_labels_in_any_language_and_case),
        cmocka_unit_test(labels_of_provinces_are_those_of_the_published_tables),
        cmocka_unit_test(overlapping_lists_are_marked),
        cmocka_unit_test(codes_are_in_use_between_their_days),
        cmocka_unit_test(sizes_named_by_the_sources),
        cmocka_unit_test(one_byte_lists_leave_room_for_the_missing_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
