#include "base/brussels.h"

enum { HOUR_MS = 3600 * 1000, MINUTE_MS = 60 * 1000, WEEK_DAYS = 7 };

static int64_t last_sunday(int year, int month)
{
    struct day last = day_of(year, month, 31);
    int days_past_sunday = (last.v + 4) % WEEK_DAYS; /* 1970-01-01 was a Thursday */
    if (days_past_sunday < 0) days_past_sunday += WEEK_DAYS;
    return day_to_moment((struct day){last.v - days_past_sunday}) + HOUR_MS;
}

static bool is_summer(int64_t unix_ms)
{
    struct day utc = day_of_moment(unix_ms);
    if (day_is_none(utc)) return false;
    int year = day_year(utc);
    return unix_ms >= last_sunday(year, 3) && unix_ms < last_sunday(year, 10);
}

struct day brussels_day(int64_t unix_ms, int *minute_of_day_out)
{
    int64_t there = unix_ms + (is_summer(unix_ms) ? 2 : 1) * (int64_t)HOUR_MS;
    struct day d = day_of_moment(there);
    if (minute_of_day_out)
        *minute_of_day_out =
            day_is_none(d) ? 0 : (int)((there - day_to_moment(d)) / MINUTE_MS);
    return d;
}

int64_t brussels_moment(struct day d, int minute_of_day)
{
    int64_t shown = day_to_moment(d) + minute_of_day * (int64_t)MINUTE_MS;
    int64_t in_summer = shown - 2 * (int64_t)HOUR_MS;
    return is_summer(in_summer) ? in_summer : shown - HOUR_MS;
}
