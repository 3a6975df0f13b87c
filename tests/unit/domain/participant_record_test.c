/* What is missing in the record of a participant, and the way of a report. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/attribute.h"
#include "domain/participant_record.h"
#include "domain/report_course.h"
#include "domain/target_measure.h"

enum { ALL = (1 << PARTICIPANT_ATTRIBUTES) - 1, REFERENCE_DAYS = 28 };

static struct participant_facts running(void)
{
    return (struct participant_facts){.answered = ALL,
                                      .reached = day_of(2026, 1, 5),
                                      .started = day_of(2026, 1, 19),
                                      .ended = DAY_NONE,
                                      .exit_reason = CODE_MISSING};
}

static uint32_t missing(const struct participant_facts *p, struct day on)
{
    return participant_missing(p, on, REFERENCE_DAYS);
}

static void what_was_never_asked_is_missing(void **state)
{
    (void)state;
    struct participant_facts p = running();
    assert_int_equal(missing(&p, day_of(2026, 3, 1)), 0);
    p.answered &= ~(1u << 2);
    assert_int_equal(participant_attribute(2), ATTRIBUTE_KIND_EDUCATION);
    assert_int_equal(missing(&p, day_of(2026, 3, 1)), 1u << 2);
    p.answered = 0;
    assert_int_equal(missing(&p, day_of(2026, 3, 1)), ALL);
}

static void an_end_is_told_within_four_weeks(void **state)
{
    (void)state;
    struct participant_facts p = running();
    p.ended = day_of(2026, 6, 1);
    assert_int_equal(missing(&p, day_of(2026, 6, 28)), 0);
    assert_int_equal(missing(&p, day_of(2026, 6, 29)), 1u << NEED_EXIT);
    p.exit_reason = EXIT_REASON_OWN_CHOICE;
    assert_int_equal(missing(&p, day_of(2026, 6, 29)), 0);
    p.exit_reason = EXIT_REASON_JOB;
    assert_int_equal(missing(&p, day_of(2026, 6, 29)), 1u << NEED_RESULT);
    p.has_outcome = true;
    assert_int_equal(missing(&p, day_of(2026, 6, 29)), 0);
}

static void a_result_needs_a_first_day(void **state)
{
    (void)state;
    struct participant_facts p = running();
    p.started = DAY_NONE;
    assert_int_equal(missing(&p, day_of(2026, 6, 1)), 0); /* met, nothing agreed yet */
    p.has_outcome = true;
    assert_int_equal(missing(&p, day_of(2026, 6, 1)), 1u << NEED_START);
}

static void a_percentage_is_full_only_when_nothing_is_missing(void **state)
{
    (void)state;
    struct completeness c = {0};
    assert_int_equal(completeness_percent(&c), 100);
    for (int i = 0; i < 1000; i++)
        completeness_add(&c, ALL, i == 999 ? 1u << 4 : 0);
    assert_int_equal(c.n_records, 1000);
    assert_int_equal(c.n_complete, 999);
    assert_int_equal(c.missing[4], 1);
    assert_int_equal(completeness_percent(&c), 99);
}

static void each_need_is_an_attribute_once(void **state)
{
    (void)state;
    uint64_t seen = 0;
    for (size_t i = 0; i < N_PARTICIPANT_NEEDS; i++) {
        assert_true(participant_weight(i) > 0);
        assert_non_null(strchr(participant_source(i), ':'));
        if (i >= PARTICIPANT_ATTRIBUTES) continue;
        assert_true(participant_attribute(i) < N_ATTRIBUTE_KIND);
        assert_false(seen >> participant_attribute(i) & 1);
        seen |= UINT64_C(1) << participant_attribute(i);
    }
}

static void a_report_goes_its_way(void **state)
{
    (void)state;
    struct report_step_fact in = {.kind = REPORT_STEP_HANDED_IN, .text = S("x")};
    struct report_step_fact back = {.kind = REPORT_STEP_SENT_BACK};
    struct report_step_fact yes = {.kind = REPORT_STEP_ACCEPTED};
    assert_int_equal(report_step_check(REPORT_OPEN, &in), REPORT_STEP_FITS);
    assert_int_equal(report_step_check(REPORT_OPEN, &yes), REPORT_STEP_NOT_NOW);
    assert_int_equal(report_step_check(REPORT_HANDED_IN, &in), REPORT_STEP_NOT_NOW);
    assert_int_equal(report_step_check(REPORT_HANDED_IN, &back), REPORT_STEP_NO_WORDS);
    back.text = S("De begroting ontbreekt.");
    assert_int_equal(report_step_check(REPORT_HANDED_IN, &back), REPORT_STEP_FITS);
    struct report_step_fact steps[] = {in, back, in, yes};
    assert_int_equal(report_stand_of(steps, 0), REPORT_OPEN);
    assert_int_equal(report_stand_of(steps, 2), REPORT_SENT_BACK);
    assert_int_equal(report_stand_of(steps, 3), REPORT_HANDED_IN);
    assert_int_equal(report_stand_of(steps, 4), REPORT_ACCEPTED);
    assert_int_equal(report_step_check(REPORT_ACCEPTED, &in), REPORT_STEP_NOT_NOW);
    assert_true(report_is_writable(REPORT_SENT_BACK));
    assert_false(report_is_writable(REPORT_ACCEPTED));
    assert_ptr_equal(report_handed_in(steps, 4), &steps[2]);
    assert_null(report_handed_in(steps, 0));
}

static void a_target_is_a_question(void **state)
{
    (void)state;
    struct target_fact f = {.measure = "started", .unit = "trajectories in 2024"};
    struct buf out = {0};
    struct arena a = {0};
    size_t at = target_measure_of(&f);
    assert_true(at < target_measure_count());
    counted_statement(&out, target_measure_at(at)->counted, TARGET_OF_CALL, "RIZIV",
                      day_of(2024, 1, 1), DAY_NONE, day_of(2026, 11, 22));
    assert_string_equal(str_to_c(&a, buf_str(&out)),
                        "count trajectories started where call = \"RIZIV\" during "
                        "2024-01-01..2026-11-22");
    buf_dispose(&out);
    arena_dispose(&a);
    snprintf(f.measure, sizeof f.measure, "kilometres");
    assert_int_equal(target_measure_of(&f), target_measure_count());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_never_asked_is_missing),
        cmocka_unit_test(an_end_is_told_within_four_weeks),
        cmocka_unit_test(a_result_needs_a_first_day),
        cmocka_unit_test(a_percentage_is_full_only_when_nothing_is_missing),
        cmocka_unit_test(each_need_is_an_attribute_once),
        cmocka_unit_test(a_report_goes_its_way),
        cmocka_unit_test(a_target_is_a_question),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
