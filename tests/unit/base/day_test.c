#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/day.h"

static struct day read_day(const char *text)
{
    struct day d;
    struct err e;
    if (day_parse(&d, str_of(text), &e) != OK) fail_msg("%s: %s", text, e.message);
    return d;
}

static struct partial_date read_partial(const char *text)
{
    struct partial_date d;
    struct err e;
    if (partial_date_parse(&d, str_of(text), &e) != OK)
        fail_msg("%s: %s", text, e.message);
    return d;
}

static void assert_day(struct day d, const char *expected)
{
    char text[DAY_TEXT + 1];
    day_text(text, d);
    assert_string_equal(text, expected);
}

static void known_days_have_their_count(void **state)
{
    (void)state;
    assert_int_equal(day_of(1970, 1, 1).v, 0);
    assert_int_equal(day_of(1970, 1, 2).v, 1);
    assert_int_equal(day_of(1969, 12, 31).v, -1);
    assert_int_equal(day_of(2000, 2, 29).v, 11016); /* 951782400 s, the Unix time */
    assert_int_equal(day_of(2022, 9, 30).v, 19265); /* 1664496000 s */
    assert_int_equal(days_between(day_of(1858, 11, 17), day_of(1970, 1, 1)), 40587);
}

/* One step a day from the first to the last day of the calendar, with the lengths of
 * the months counted here once more. */
static void every_day_follows_the_one_before_it(void **state)
{
    (void)state;
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year = 1800, month = 1, day = 1;
    struct day last = day_of(9999, 12, 31);
    int bad = 0;
    for (struct day d = day_of(1800, 1, 1); d.v <= last.v; d.v++) {
        int y, m, n;
        day_split(&y, &m, &n, d);
        bad += y != year || m != month || n != day || day_of(y, m, n).v != d.v;
        bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        if (day++ < lengths[month - 1] + (month == 2 && leap)) continue;
        day = 1;
        if (month++ < 12) continue;
        month = 1;
        year++;
    }
    assert_int_equal(bad, 0);
    assert_int_equal(year, 10000);
}

static void leap_days_exist_in_leap_years_only(void **state)
{
    (void)state;
    assert_true(day_is_valid(2024, 2, 29));
    assert_true(day_is_valid(2000, 2, 29));
    assert_false(day_is_valid(2023, 2, 29));
    assert_false(day_is_valid(1900, 2, 29));
    assert_false(day_is_valid(2100, 2, 29));
    assert_false(day_is_valid(2024, 2, 30));
    assert_false(day_is_valid(2024, 4, 31));
    assert_false(day_is_valid(2024, 0, 1));
    assert_false(day_is_valid(2024, 13, 1));
    assert_false(day_is_valid(2024, 1, 0));
}

static void the_calendar_runs_from_1800_to_9999(void **state)
{
    (void)state;
    struct day d;
    assert_day(read_day("1800-01-01"), "1800-01-01");
    assert_day(read_day("9999-12-31"), "9999-12-31");
    assert_int_equal(day_parse(&d, S("1799-12-31"), NULL), ERR_INVALID);
    assert_true(day_is_none(d));
    assert_day((struct day){read_day("9999-12-31").v + 1}, "beyond");
    assert_day((struct day){INT32_MAX}, "beyond");
    assert_day((struct day){INT32_MIN + 1}, "beyond");
    assert_day(DAY_NONE, "");
}

static void only_exact_iso_days_are_read(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",           "2022",        "2022-9-30",     "2022-09-3",   "22-09-30",
        "2022/09/30", "30-09-2022",  "2022-09-31",    "2022-00-10",  "2022-09-00",
        "2022-13-01", " 2022-09-30", "2022-09-30 ",   "2022-09-30T", "+022-09-30",
        "-022-09-30", "2022-0a-30",  "2022-09-3\xd9", "unknown",     "0000-01-01",
    };
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct day d = {7};
        struct err e;
        if (day_parse(&d, str_of(wrong[i]), &e) != ERR_INVALID)
            fail_msg("'%s' was read", wrong[i]);
        assert_true(day_is_none(d));
        /* a date may be a birth date: it is never repeated */
        if (wrong[i][0]) assert_null(strstr(e.message, wrong[i]));
    }
    struct day d;
    assert_int_equal(day_parse(&d, (struct str){"2022-09-3\0", 10}, NULL), ERR_INVALID);
    assert_int_equal(day_parse(&d, STR_NONE, NULL), ERR_INVALID);
}

static void partial_dates_keep_what_is_known(void **state)
{
    (void)state;
    struct partial_date p = read_partial("1988");
    assert_int_equal(p.year, 1988);
    assert_int_equal(p.month, 0);
    assert_int_equal(p.day, 0);
    p = read_partial("1988-00-00");
    assert_int_equal(p.year, 1988);
    assert_int_equal(p.month, 0);
    p = read_partial("1988-07");
    assert_int_equal(p.month, 7);
    assert_int_equal(p.day, 0);
    p = read_partial("1988-07-00");
    assert_int_equal(p.month, 7);
    assert_int_equal(p.day, 0);
    p = read_partial("1988-07-30");
    assert_int_equal(p.day, 30);
    p = read_partial("unknown");
    assert_int_equal(p.year, 0);
}

static void partial_dates_that_make_no_sense_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",           "1988-00",    "1988-00-12", "1988-13-00", "1988-13",
        "1988-02-30", "0000-00-00", "1799",       "Unknown",    "1988-",
        "1988-07-",   "198",        "1988-7",     "1988-07-1x", "19880730"};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct partial_date p = {1, 1, 1};
        if (partial_date_parse(&p, str_of(wrong[i]), NULL) != ERR_INVALID)
            fail_msg("'%s' was read", wrong[i]);
        assert_int_equal(p.year, 0);
    }
}

static void age_changes_on_the_birthday(void **state)
{
    (void)state;
    struct partial_date born = read_partial("1990-06-15");
    assert_int_equal(age_on(born, read_day("2015-06-14")), 24);
    assert_int_equal(age_on(born, read_day("2015-06-15")), 25);
    assert_int_equal(age_on(born, read_day("1990-06-15")), 0);
    assert_int_equal(age_on(born, read_day("1990-06-14")), -1);
    assert_int_equal(age_on(born, read_day("1980-01-01")), -1);
}

static void who_is_born_on_29_february_ages_on_1_march_in_other_years(void **state)
{
    (void)state;
    struct partial_date born = read_partial("2004-02-29");
    assert_int_equal(age_on(born, read_day("2022-02-28")), 17);
    assert_int_equal(age_on(born, read_day("2022-03-01")), 18);
    assert_int_equal(age_on(born, read_day("2024-02-28")), 19);
    assert_int_equal(age_on(born, read_day("2024-02-29")), 20);
}

static void a_partial_birth_date_counts_as_its_first_possible_day(void **state)
{
    (void)state;
    assert_int_equal(age_on(read_partial("1990"), read_day("2015-01-01")), 25);
    assert_int_equal(age_on(read_partial("1990-06"), read_day("2015-05-31")), 24);
    assert_int_equal(age_on(read_partial("1990-06-00"), read_day("2015-06-01")), 25);
    assert_int_equal(age_on(read_partial("unknown"), read_day("2015-06-01")), -1);
    assert_int_equal(age_on(read_partial("1990"), DAY_NONE), -1);
}

static void adding_months_clamps_to_the_end_of_the_month(void **state)
{
    (void)state;
    assert_day(day_add_months(read_day("2022-01-31"), 1), "2022-02-28");
    assert_day(day_add_months(read_day("2024-01-31"), 1), "2024-02-29");
    assert_day(day_add_months(read_day("2024-03-31"), -1), "2024-02-29");
    assert_day(day_add_months(read_day("2022-11-30"), 3), "2023-02-28");
    assert_day(day_add_months(read_day("2022-01-15"), -1), "2021-12-15");
    assert_day(day_add_months(read_day("2022-01-15"), -25), "2019-12-15");
    assert_day(day_add_months(read_day("2022-01-15"), 0), "2022-01-15");
    assert_day(day_add_months(read_day("9999-12-15"), 1), "9999-12-31");
    assert_day(day_add_months(read_day("1800-01-15"), -1), "1800-01-01");
    assert_day(day_add_months(read_day("2022-01-15"), INT32_MAX), "9999-12-31");
    assert_day(day_add_months(read_day("2022-01-15"), INT32_MIN), "1800-01-01");
    assert_true(day_is_none(day_add_months(DAY_NONE, 3)));
}

static void periods_cover_their_first_to_last_day(void **state)
{
    (void)state;
    static const char *const rows[][3] = {
        {"2022", "2022-01-01", "2022-12-31"},
        {"2022-09", "2022-09-01", "2022-09-30"},
        {"2024-02", "2024-02-01", "2024-02-29"},
        {"2023-02", "2023-02-01", "2023-02-28"},
        {"2022-09-30", "2022-09-30", "2022-09-30"},
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct day from, to;
        assert_int_equal(period_parse(&from, &to, str_of(rows[i][0]), NULL), OK);
        assert_day(from, rows[i][1]);
        assert_day(to, rows[i][2]);
    }
    static const char *const wrong[] = {"2022-00", "2022-13",   "1799", "2022-09-00",
                                        "",        "2022-9-01", "202",  "2022-09-3"};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct day from, to;
        if (period_parse(&from, &to, str_of(wrong[i]), NULL) != ERR_INVALID)
            fail_msg("'%s' was read", wrong[i]);
        assert_true(day_is_none(from) && day_is_none(to));
    }
}

static void moments_are_read_and_written_in_utc(void **state)
{
    (void)state;
    int64_t ms;
    char text[MOMENT_TEXT + 1];
    assert_int_equal(moment_parse(&ms, S("2022-09-30T23:59:59Z"), NULL), OK);
    assert_int_equal(ms, INT64_C(1664582399000));
    moment_text(text, ms);
    assert_string_equal(text, "2022-09-30T23:59:59Z");
    moment_text(text, -1);
    assert_string_equal(text, "1969-12-31T23:59:59Z");
    assert_int_equal(moment_parse(&ms, S("2022-09-30"), NULL), OK);
    assert_int_equal(ms, INT64_C(1664582399999));
    assert_day(day_of_moment(ms), "2022-09-30");
    assert_day(day_of_moment(ms + 1), "2022-10-01");
    assert_day(day_of_moment(-1), "1969-12-31");
    assert_int_equal(day_to_moment(read_day("1969-12-31")), -86400000);
    moment_text(text, INT64_MAX);
    assert_string_equal(text, "beyond");
    assert_true(day_is_none(day_of_moment(INT64_MIN)));
}

static void moments_in_another_form_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"2022-09-30T24:00:00Z",
                                        "2022-09-30T23:60:00Z",
                                        "2022-09-30T23:59:60Z",
                                        "2022-09-30 23:59:59Z",
                                        "2022-09-30T23:59:59",
                                        "2022-09-30T23:59:59+",
                                        "2022-09-31T00:00:00Z",
                                        "2022-09-30T2x:00:00Z",
                                        "2022-09-30T23.59.59Z",
                                        "2022-09",
                                        "",
                                        "2022-09-30T23:59:59.0Z"};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        int64_t ms = 5;
        if (moment_parse(&ms, str_of(wrong[i]), NULL) != ERR_INVALID)
            fail_msg("'%s' was read", wrong[i]);
    }
}

static void distances_of_days_never_overflow(void **state)
{
    (void)state;
    assert_int_equal(days_between(read_day("2024-02-28"), read_day("2024-03-01")), 2);
    assert_int_equal(days_between(read_day("2024-03-01"), read_day("2024-02-28")), -2);
    assert_int_equal(days_between(DAY_NONE, read_day("2024-02-28")), INT32_MAX);
    assert_int_equal(day_year(read_day("2024-02-28")), 2024);
    assert_int_equal(day_month(read_day("2024-02-28")), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_days_have_their_count),
        cmocka_unit_test(every_day_follows_the_one_before_it),
        cmocka_unit_test(leap_days_exist_in_leap_years_only),
        cmocka_unit_test(the_calendar_runs_from_1800_to_9999),
        cmocka_unit_test(only_exact_iso_days_are_read),
        cmocka_unit_test(partial_dates_keep_what_is_known),
        cmocka_unit_test(partial_dates_that_make_no_sense_are_refused),
        cmocka_unit_test(age_changes_on_the_birthday),
        cmocka_unit_test(who_is_born_on_29_february_ages_on_1_march_in_other_years),
        cmocka_unit_test(a_partial_birth_date_counts_as_its_first_possible_day),
        cmocka_unit_test(adding_months_clamps_to_the_end_of_the_month),
        cmocka_unit_test(periods_cover_their_first_to_last_day),
        cmocka_unit_test(moments_are_read_and_written_in_utc),
        cmocka_unit_test(moments_in_another_form_are_refused),
        cmocka_unit_test(distances_of_days_never_overflow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
