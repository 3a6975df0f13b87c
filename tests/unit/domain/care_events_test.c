/* What is counted of a job and its aftercare. The job begins on 2024-01-31: two weeks
 * on are 02-14, a month 02-29, three months 04-30, six 07-31, a year 2025-01-31. */
#include "domain/care_events.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

enum { MOST_RECORDS = 8 };
static struct event_fact events[CARE_EVENTS_MOST(MOST_RECORDS)];
static size_t n_events;
static struct aftercare_fact records[MOST_RECORDS];
static size_t n_records;
static struct aftercare_job job;

static int begin(void **state)
{
    (void)state;
    n_records = 0;
    job = (struct aftercare_job){.from = day_of(2024, 1, 31),
                                 .to = DAY_NONE,
                                 .contract = CONTRACT_KIND_AGENCY,
                                 .months_max = 3};
    return 0;
}

static void record(uint8_t side, struct day due, struct day on, uint8_t result)
{
    struct aftercare_fact *f = &records[n_records++];
    *f = (struct aftercare_fact){
        .side = side, .due_on = due, .on = on, .result = result};
    f->id.b[15] = (uint8_t)n_records;
}

static void make(void)
{
    struct event_fact of = {.trajectory = {{{7}}}};
    n_events = care_events_of_job(events, &of, &job, records, n_records);
    assert_true(n_events <= CARE_EVENTS_MOST(n_records));
}

static const struct event_fact *find(int kind, uint8_t code, unsigned detail)
{
    const struct event_fact *found = NULL;
    for (size_t i = 0; i < n_events; i++) {
        if (events[i].kind != kind || events[i].code != code ||
            events[i].detail != detail)
            continue;
        assert_null(found);
        assert_int_equal(events[i].trajectory.u.b[0], 7);
        found = &events[i];
    }
    return found;
}

static size_t count(int kind)
{
    size_t n = 0;
    for (size_t i = 0; i < n_events; i++)
        n += events[i].kind == kind;
    return n;
}

enum { ASKED = 2 * AFTERCARE_RULE_ASKED, OFFERED = 2 * AFTERCARE_RULE_OFFERED };

static void a_running_job_has_all_moments(void **state)
{
    (void)state;
    record(AFTERCARE_SIDE_PARTICIPANT, day_of(2024, 2, 14), day_of(2024, 2, 12),
           AFTERCARE_RESULT_WELL);
    record(AFTERCARE_SIDE_EMPLOYER, day_of(2024, 2, 29), day_of(2024, 3, 2),
           AFTERCARE_RESULT_NOT_REACHED);
    make();
    assert_int_equal(count(EVENT_AFTERCARE), 14);
    assert_int_equal(count(EVENT_TALK), 1);
    const struct event_fact *two_weeks = find(EVENT_AFTERCARE, AFTERCARE_MOMENT_WEEKS_2,
                                              AFTERCARE_SIDE_PARTICIPANT + ASKED);
    assert_int_equal(two_weeks->on.v, day_of(2024, 2, 14).v);
    assert_int_equal(two_weeks->value, CARE_LAG_ZERO - 2);
    assert_int_equal(find(EVENT_AFTERCARE, AFTERCARE_MOMENT_MONTHS_1,
                          AFTERCARE_SIDE_EMPLOYER + ASKED)
                         ->value,
                     CARE_NOT_HELD);
    /* beyond the three months of the programme */
    assert_non_null(find(EVENT_AFTERCARE, AFTERCARE_MOMENT_MONTHS_6,
                         AFTERCARE_SIDE_EMPLOYER + OFFERED));
    const struct event_fact *month =
        find(EVENT_JOB_CHECK, AFTERCARE_MOMENT_MONTHS_1, YES_NO_YES);
    assert_int_equal(month->on.v, day_of(2024, 2, 29).v);
    assert_int_equal(month->value, 1 + CONTRACT_KIND_AGENCY);
    assert_int_equal(count(EVENT_JOB_CHECK), 5);
}

static void an_ended_job_has_no_moments_after_it(void **state)
{
    (void)state;
    job.to = day_of(2024, 4, 29);
    job.contract = CONTRACT_KIND_UNKNOWN;
    make();
    assert_int_equal(count(EVENT_AFTERCARE), 4);
    assert_non_null(find(EVENT_JOB_CHECK, AFTERCARE_MOMENT_MONTHS_1, YES_NO_YES));
    const struct event_fact *quarter =
        find(EVENT_JOB_CHECK, AFTERCARE_MOMENT_MONTHS_3, YES_NO_NO);
    assert_non_null(quarter);
    assert_int_equal(quarter->value, 0);
    job.to = day_of(2024, 4, 30); /* that day still counts */
    make();
    assert_non_null(find(EVENT_JOB_CHECK, AFTERCARE_MOMENT_MONTHS_3, YES_NO_YES));
    assert_int_equal(count(EVENT_AFTERCARE), 6);
}

static void an_end_that_was_only_told_counts(void **state)
{
    (void)state;
    record(AFTERCARE_SIDE_PARTICIPANT, day_of(2024, 2, 29), day_of(2024, 3, 1),
           AFTERCARE_RESULT_ENDED);
    make();
    assert_non_null(find(EVENT_JOB_CHECK, AFTERCARE_MOMENT_MONTHS_1, YES_NO_YES));
    assert_non_null(find(EVENT_JOB_CHECK, AFTERCARE_MOMENT_MONTHS_3, YES_NO_NO));
}

static void sides_are_compared_once(void **state)
{
    (void)state;
    struct day due = day_of(2024, 2, 14), later = day_of(2024, 2, 29);
    record(AFTERCARE_SIDE_PARTICIPANT, due, day_of(2024, 2, 14), AFTERCARE_RESULT_WELL);
    record(AFTERCARE_SIDE_EMPLOYER, later, day_of(2024, 2, 15), AFTERCARE_RESULT_WELL);
    record(AFTERCARE_SIDE_EMPLOYER, due, day_of(2024, 2, 16),
           AFTERCARE_RESULT_NOT_REACHED);
    record(AFTERCARE_SIDE_EMPLOYER, due, day_of(2024, 2, 17), AFTERCARE_RESULT_WRONG);
    record(AFTERCARE_SIDE_EMPLOYER, DAY_NONE, day_of(2024, 2, 18),
           AFTERCARE_RESULT_ATTENTION);
    make();
    assert_int_equal(count(EVENT_TALK), 4);
    assert_int_equal(
        find(EVENT_TALK, AFTERCARE_RESULT_WELL, AFTERCARE_SIDE_EMPLOYER)->value,
        BOTH_SIDES_FIRST);
    assert_int_equal(
        find(EVENT_TALK, AFTERCARE_RESULT_WRONG, AFTERCARE_SIDE_EMPLOYER)->value,
        BOTH_SIDES_DIFFERENT);
    assert_int_equal(
        find(EVENT_TALK, AFTERCARE_RESULT_ATTENTION, AFTERCARE_SIDE_EMPLOYER)->value,
        BOTH_SIDES_FIRST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_running_job_has_all_moments, begin),
        cmocka_unit_test_setup(an_ended_job_has_no_moments_after_it, begin),
        cmocka_unit_test_setup(an_end_that_was_only_told_counts, begin),
        cmocka_unit_test_setup(sides_are_compared_once, begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
