/* The rules where a table of cases would hide what matters: whole ranges against a
 * second computation, and the parts of a result. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "domain/age.h"
#include "domain/attribute.h"
#include "domain/disadvantage.h"
#include "domain/education.h"
#include "domain/origin.h"
#include "domain/programme_rules.h"
#include "domain/programmes.h"
#include "domain/result.h"
#include "domain/segment.h"
#include "domain/trajectory_status.h"

static void age_classes_cover_every_age_once(void **state)
{
    (void)state;
    for (int age = 0; age <= AGE_MAX; age++) {
        int n = 0;
        for (int c = 0; c < N_AGE_CLASS; c++) {
            int first, last;
            age_class_bounds(&first, &last, (enum code_of_age_class)c);
            bool inside = first <= age && age <= last;
            n += inside;
            assert_int_equal(inside, age_class_of(age) == c);
        }
        assert_int_equal(n, 1);
    }
}

static void education_bands_are_those_of_the_indicators(void **state)
{
    (void)state;
    for (int d = 0; d < N_EDUCATION; d++) {
        int isced = education_isced((enum code_of_education)d);
        assert_int_equal(isced < 0, d == EDUCATION_FOREIGN_NOT_RECOGNISED);
        if (isced < 0) continue;
        int level = (int)education_level_of_isced((enum code_of_isced)isced);
        assert_int_equal(level, isced <= 2   ? EDUCATION_LEVEL_LOW
                                : isced <= 4 ? EDUCATION_LEVEL_MIDDLE
                                             : EDUCATION_LEVEL_HIGH);
    }
    /* Levels are listed from low to high, so that a table reads in order. */
    for (int d = 1; d < EDUCATION_FOREIGN_NOT_RECOGNISED; d++)
        assert_true(education_isced((enum code_of_education)d) >=
                    education_isced((enum code_of_education)(d - 1)));
}

static struct coded any_answer(int i, int yes)
{
    switch (i) {
    case 0:
        return coded_known(yes);
    case 1:
        return coded_known(!yes);
    case 2:
        return coded_missing(ANSWER_UNKNOWN);
    case 3:
        return coded_missing(ANSWER_REFUSED);
    default:
        return coded_missing(ANSWER_NOT_ASKED);
    }
}

/* All 5^6 combinations of answers: what the definitions say about each segment. */
static void segments_keep_to_their_definition(void **state)
{
    (void)state;
    for (int k = 0; k < 5 * 5 * 5 * 5 * 5 * 5; k++) {
        int i[6], rest = k;
        for (int j = 0; j < 6; j++, rest /= 5)
            i[j] = rest % 5;
        struct segment_facts f = {any_answer(i[0], 1), any_answer(i[1], 1),
                                  any_answer(i[2], 1), any_answer(i[3], 1),
                                  any_answer(i[4], 1), any_answer(i[5], 1)};
        struct segment_result r = segment_of(&f);
        bool willing = i[0] == 0, registered = i[2] == 0;
        if (r.segment == TARGET_SEGMENT_1_OFF_RADAR)
            assert_true(willing && i[2] == 1 && i[3] == 1);
        if (r.segment == TARGET_SEGMENT_2_INDIRECT_RADAR)
            assert_true(willing && i[2] == 1 && i[3] == 0);
        if (r.segment == TARGET_SEGMENT_3_REGISTERED_NOT_REACHED)
            assert_true(willing && registered && (i[4] == 1 || i[5] == 1));
        if (r.segment == TARGET_SEGMENT_4_REGISTERED_REACHED)
            assert_true(willing && registered && i[4] == 0 && i[5] != 1);
        if (segment_out_of_scope(r.segment)) assert_true(i[0] == 1 && i[1] == 1);
        if (i[0] > 1) assert_int_equal(r.segment, TARGET_SEGMENT_9_UNDETERMINED);
        /* the two reasons are told apart, and the overlap is box 4's condition */
        if (r.segment == TARGET_SEGMENT_3_REGISTERED_NOT_REACHED)
            assert_int_equal(r.overlaps, i[4] == 0);
        else
            assert_false(r.overlaps);
    }
}

static void reached_recently_is_two_years_back(void **state)
{
    (void)state;
    struct day on = day_of(2022, 9, 30);
    assert_true(segment_reached_recently(day_of(2020, 9, 30), on, 2));
    assert_false(segment_reached_recently(day_of(2020, 9, 29), on, 2));
    assert_false(segment_reached_recently(day_of(2022, 10, 1), on, 2));
    assert_false(segment_reached_recently(DAY_NONE, on, 2));
    assert_true(segment_reached_recently(day_of(2022, 2, 28), day_of(2024, 2, 29), 2));
}

static void aftercare_ends_after_its_months(void **state)
{
    (void)state;
    struct day hired = day_of(2018, 11, 30);
    assert_int_equal(aftercare_last_day(hired, 3).v, day_of(2019, 2, 28).v);
    assert_false(aftercare_expired(hired, 3, day_of(2019, 2, 28)));
    assert_true(aftercare_expired(hired, 3, day_of(2019, 3, 1)));
    assert_int_equal(aftercare_days_left(hired, 3, day_of(2019, 2, 14)), 14);
    assert_int_equal(aftercare_days_left(hired, 3, day_of(2019, 3, 2)), -2);
    assert_false(aftercare_expired(hired, AFTERCARE_UNLIMITED, day_of(2030, 1, 1)));
    assert_true(day_is_none(aftercare_last_day(DAY_NONE, 3)));
}

static void open_is_reached_and_not_ended(void **state)
{
    (void)state;
    struct trajectory_days t = {day_of(2022, 3, 1), DAY_NONE, DAY_NONE,
                                DAY_NONE,           DAY_NONE, day_of(2022, 9, 15),
                                CODE_MISSING};
    assert_false(trajectory_is_open(&t, day_of(2022, 2, 28)));
    assert_true(trajectory_is_open(&t, day_of(2022, 9, 14)));
    assert_false(trajectory_is_open(&t, day_of(2022, 9, 15)));
}

static void disadvantage_groups_overlap(void **state)
{
    (void)state;
    struct disadvantage_facts f = {coded_known(ORIGIN_KANSENGROEP_YES),
                                   coded_missing(ANSWER_REFUSED),
                                   coded_known(EDUCATION_LEVEL_LOW), 55};
    struct disadvantage_groups g = disadvantage_groups(&f);
    assert_int_equal(g.member, 1u << TARGET_GROUP_MIGRATION_BACKGROUND |
                                   1u << TARGET_GROUP_LOW_EDUCATED |
                                   1u << TARGET_GROUP_OVER_55);
    assert_int_equal(g.unknown, 1u << TARGET_GROUP_WORK_DISABILITY);
    f.age = 54;
    assert_false(disadvantage_groups(&f).member & 1u << TARGET_GROUP_OVER_55);
    f.age = -1;
    assert_true(disadvantage_groups(&f).unknown & 1u << TARGET_GROUP_OVER_55);
}

static void destinations_have_the_letters_of_the_question(void **state)
{
    (void)state;
    char seen[8] = "";
    for (int r = 0; r < N_EXIT_REASON; r++) {
        char letter = exit_reason_letter((enum code_of_exit_reason)r);
        if (letter == 0) continue;
        assert_true(letter >= 'a' && letter <= 'g' && seen[letter - 'a'] == 0);
        seen[letter - 'a'] = letter;
    }
    assert_string_equal(seen, "abcdefg");
    assert_true(exit_reason_is_unstated(CODE_MISSING));
    assert_true(exit_reason_is_unstated(EXIT_REASON_UNKNOWN));
    assert_false(exit_reason_is_unstated(EXIT_REASON_OTHER));
}

static void enclave_is_neither_work_outcome_nor_flow_through(void **state)
{
    (void)state;
    assert_false(outcome_is_flow_through(OUTCOME_ENCLAVE));
    assert_false(outcome_is_work(OUTCOME_ENCLAVE));
    assert_false(outcome_is_work(OUTCOME_INTERNSHIP));
    assert_true(outcome_is_work(OUTCOME_EMPLOYED));
    for (int o = 0; o < N_OUTCOME; o++)
        if (outcome_is_flow_through((enum code_of_outcome)o))
            assert_true(outcome_is_work((enum code_of_outcome)o));
}

static void end_decision_of_custom_work(void **state)
{
    (void)state;
    assert_int_equal(wop_decide(true, false, false), WOP_KEEP_40_LOW);
    assert_int_equal(wop_decide(true, true, false), WOP_ENDS_BY_JOB);
    assert_int_equal(wop_decide(false, true, false), WOP_KEEP_FITTING);
    assert_int_equal(wop_decide(false, false, true), WOP_STOP_AT_QUARTER_END);
    assert_int_equal(wop_decide(true, true, true), WOP_STOP_AT_QUARTER_END);
    assert_int_equal(quarter_last_day(day_of(2019, 1, 1)).v, day_of(2019, 3, 31).v);
    assert_int_equal(quarter_last_day(day_of(2019, 3, 31)).v, day_of(2019, 3, 31).v);
    assert_int_equal(quarter_last_day(day_of(2019, 5, 7)).v, day_of(2019, 6, 30).v);
    assert_int_equal(quarter_last_day(day_of(2019, 12, 31)).v, day_of(2019, 12, 31).v);
}

static void evaluations_fall_due(void **state)
{
    (void)state;
    struct day started = day_of(2019, 2, 1);
    assert_int_equal(evaluation_due_on(started, DAY_NONE, 5).v, day_of(2024, 2, 1).v);
    assert_int_equal(evaluation_due_on(started, day_of(2024, 1, 31), 5).v,
                     day_of(2024, 2, 1).v);
    assert_int_equal(evaluation_due_on(started, day_of(2024, 2, 1), 5).v,
                     day_of(2029, 2, 1).v);
    assert_int_equal(evaluation_due_on(started, day_of(2035, 6, 1), 5).v,
                     day_of(2039, 2, 1).v);
    assert_int_equal(evaluation_sample_size(0, 10), 0);
    assert_int_equal(evaluation_sample_size(1, 10), 1);
    assert_int_equal(evaluation_sample_size(100, 10), 10);
    assert_int_equal(evaluation_sample_size(101, 10), 11);
}

static void every_rule_is_sourced_and_in_force_from_its_day(void **state)
{
    (void)state;
    for (size_t i = 0; i < programme_rule_count(); i++) {
        struct programme_rule r = programme_rule_at(i), found, again;
        assert_true(*r.source && *r.name && *rule_unit_name(r.unit));
        struct day on = day_is_none(r.from) ? day_of(2000, 1, 1) : r.from;
        assert_true(programme_rule_on(&found, r.name, str_of(r.call), r.call_kind, on));
        if (day_is_none(r.from)) continue;
        struct day eve = {r.from.v - 1};
        bool before =
            programme_rule_on(&again, r.name, str_of(r.call), r.call_kind, eve);
        assert_true(!before || again.from.v < r.from.v);
    }
    assert_int_equal(programme_rule_value("aftercare_months_max", S("380"),
                                          CALL_KIND_ESF_FLOW_THROUGH,
                                          day_of(2017, 1, 1), 99),
                     3);
    assert_int_equal(
        programme_rule_value("none such", S("380"), ANY_KIND, day_of(2017, 1, 1), 99),
        99);
}

static void programmes_are_well_formed(void **state)
{
    (void)state;
    struct programme p, other;
    for (size_t i = 0; i < programme_count(); i++) {
        p = programme_at(i);
        assert_true(p.call.kind < N_CALL_KIND && p.target_kind < N_TARGET_KIND);
        assert_true(*p.call.name && *p.source);
        assert_int_equal(p.target == 0, p.target_kind == TARGET_KIND_NONE);
        assert_true(programme_named(&other, str_of(p.call.code)));
        assert_string_equal(other.call.name, p.call.name); /* codes are unique */
        if (!day_is_none(p.call.from) && !day_is_none(p.call.to))
            assert_true(p.call.from.v <= p.call.to.v);
        if (*p.call.predecessor)
            assert_true(programme_named(&other, str_of(p.call.predecessor)));
    }
    assert_true(programme_named(&p, S("490")));
    assert_string_equal(p.call.predecessor, "457");
    assert_true(programme_named(&p, S("380")));
    assert_int_equal(p.call.reports_until.v, day_of(2019, 3, 31).v); /* R131 */
    assert_int_equal(p.target, 370);                                 /* R125 */
    assert_false(programme_named(&p, S("491")));
}

static void attributes_read_what_belongs_to_them(void **state)
{
    (void)state;
    int value;
    struct err e = {0};
    assert_int_equal(attribute_value_read(&value, ATTRIBUTE_KIND_SEX, S("x"), &e), OK);
    assert_int_equal(value, SEX_X);
    assert_int_equal(
        attribute_value_read(&value, ATTRIBUTE_KIND_MUNICIPALITY, S("11002"), &e), OK);
    assert_int_equal(value, MUNICIPALITY_11002);
    assert_int_equal(
        attribute_value_read(&value, ATTRIBUTE_KIND_BIRTH_YEAR, S("1985"), &e), OK);
    assert_int_equal(value, 1985);
    assert_int_equal(
        attribute_value_read(&value, ATTRIBUTE_KIND_BIRTH_YEAR, S("85"), &e),
        ERR_INVALID);
    assert_int_equal(
        attribute_value_read(&value, ATTRIBUTE_KIND_BIRTH_MONTH, S("13"), &e),
        ERR_INVALID);
    assert_int_equal(
        attribute_value_read(&value, ATTRIBUTE_KIND_NATIONALITY, S("SECRET"), &e),
        ERR_INVALID);
    assert_null(strstr(e.message, "SECRET"));
    for (int k = 0; k < N_ATTRIBUTE_KIND; k++) {
        enum code_of_attribute_kind kind = (enum code_of_attribute_kind)k;
        const struct code_list *list = attribute_value_list(kind);
        assert_int_equal(list != NULL,
                         attribute_value_kind(kind) == ATTRIBUTE_VALUE_CODE);
        for (int i = 0; list && i < list->n; i++)
            assert_true(strlen(list->codes[i].code) <
                        sizeof((struct attribute_fact *)NULL)->value);
        /* a list of which several hold at once is marked so, and the reverse */
        if (list && attribute_is_multiple(kind)) assert_false(list->exclusive);
        if (list && !attribute_is_multiple(kind)) assert_true(list->exclusive);
    }
}

static void third_country_is_about_citizenship(void **state)
{
    (void)state;
    struct origin_attributes a = {.nationality = coded_known(COUNTRY_MA)};
    struct day on = day_of(2022, 1, 1);
    assert_true(coded_is(origin_third_country(&a, on), YES_NO_YES));
    a.nationality = coded_known(COUNTRY_RO);
    assert_true(coded_is(origin_third_country(&a, on), YES_NO_NO));
    a.nationality = coded_missing(ANSWER_REFUSED);
    assert_int_equal(origin_third_country(&a, on).state, ANSWER_REFUSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(age_classes_cover_every_age_once),
        cmocka_unit_test(education_bands_are_those_of_the_indicators),
        cmocka_unit_test(segments_keep_to_their_definition),
        cmocka_unit_test(reached_recently_is_two_years_back),
        cmocka_unit_test(aftercare_ends_after_its_months),
        cmocka_unit_test(open_is_reached_and_not_ended),
        cmocka_unit_test(disadvantage_groups_overlap),
        cmocka_unit_test(destinations_have_the_letters_of_the_question),
        cmocka_unit_test(enclave_is_neither_work_outcome_nor_flow_through),
        cmocka_unit_test(end_decision_of_custom_work),
        cmocka_unit_test(evaluations_fall_due),
        cmocka_unit_test(every_rule_is_sourced_and_in_force_from_its_day),
        cmocka_unit_test(programmes_are_well_formed),
        cmocka_unit_test(attributes_read_what_belongs_to_them),
        cmocka_unit_test(third_country_is_about_citizenship),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
