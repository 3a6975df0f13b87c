#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/brussels.h"

static int64_t moment(const char *text)
{
    int64_t ms = 0;
    struct err e;
    assert_int_equal(moment_parse(&ms, str_of(text), &e), OK);
    return ms;
}

static void shows(const char *utc, const char *day, int hour, int minute)
{
    int at = 0;
    char text[DAY_TEXT + 1];
    day_text(text, brussels_day(moment(utc), &at));
    assert_string_equal(text, day);
    assert_int_equal(at, hour * 60 + minute);
}

/* The changes of 2024 to 2027 as the Union published them (OJ C 61 of 14.2.2022). */
static void clocks_change_on_the_published_days(void **state)
{
    (void)state;
    shows("2024-03-31T00:59:59Z", "2024-03-31", 1, 59);
    shows("2024-03-31T01:00:00Z", "2024-03-31", 3, 0);
    shows("2024-10-27T00:59:59Z", "2024-10-27", 2, 59);
    shows("2024-10-27T01:00:00Z", "2024-10-27", 2, 0);
    shows("2025-03-30T01:00:00Z", "2025-03-30", 3, 0);
    shows("2025-10-26T01:00:00Z", "2025-10-26", 2, 0);
    shows("2026-03-29T01:00:00Z", "2026-03-29", 3, 0);
    shows("2026-10-25T01:00:00Z", "2026-10-25", 2, 0);
    shows("2027-03-28T01:00:00Z", "2027-03-28", 3, 0);
    shows("2027-10-31T01:00:00Z", "2027-10-31", 2, 0);
}

static void the_day_there_begins_before_that_of_utc(void **state)
{
    (void)state;
    shows("2026-05-11T22:30:00Z", "2026-05-12", 0, 30);
    shows("2026-12-31T23:00:00Z", "2027-01-01", 0, 0);
    shows("1969-12-31T23:30:00Z", "1970-01-01", 0, 30);
}

static void what_clocks_show_leads_back_to_the_moment(void **state)
{
    (void)state;
    assert_int_equal(brussels_moment(day_of(2026, 5, 12), 14 * 60 + 5),
                     moment("2026-05-12T12:05:00Z"));
    assert_int_equal(brussels_moment(day_of(2026, 11, 12), 14 * 60 + 5),
                     moment("2026-11-12T13:05:00Z"));
    /* twice: the first of them; skipped: an hour later */
    assert_int_equal(brussels_moment(day_of(2026, 10, 25), 150),
                     moment("2026-10-25T00:30:00Z"));
    assert_int_equal(brussels_moment(day_of(2026, 3, 29), 150),
                     moment("2026-03-29T01:30:00Z"));
    for (struct day d = day_of(2023, 1, 1); d.v < day_of(2028, 1, 1).v; d.v++) {
        int minute = 0;
        struct day back = brussels_day(brussels_moment(d, 12 * 60), &minute);
        assert_int_equal(back.v, d.v);
        assert_int_equal(minute, 12 * 60);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clocks_change_on_the_published_days),
        cmocka_unit_test(the_day_there_begins_before_that_of_utc),
        cmocka_unit_test(what_clocks_show_leads_back_to_the_moment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
