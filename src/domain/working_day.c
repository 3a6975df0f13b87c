#include "domain/working_day.h"

#include "domain/opening_hours.h"

enum { LAST_WORKING_WEEKDAY = 5, DAYS_OF_WEEK = 7 };

bool day_is_working(struct day d)
{
    return weekday_of(d) <= LAST_WORKING_WEEKDAY;
}

int working_days_between(struct day from, struct day to)
{
    if (day_is_none(from) || day_is_none(to) || to.v <= from.v) return 0;
    int weeks = (to.v - from.v) / DAYS_OF_WEEK, n = weeks * LAST_WORKING_WEEKDAY;
    for (struct day d = {from.v + weeks * DAYS_OF_WEEK + 1}; d.v <= to.v; d.v++)
        n += day_is_working(d);
    return n;
}

struct day working_day_add(struct day d, int n)
{
    int weeks = n / LAST_WORKING_WEEKDAY;
    if (day_is_none(d) || n <= 0) return d;
    /* whole weeks may be skipped only from a working day: from a Sunday, five working
     * days end on the Friday */
    if (!day_is_working(d)) weeks = 0;
    d.v += weeks * DAYS_OF_WEEK;
    n -= weeks * LAST_WORKING_WEEKDAY;
    while (n > 0) {
        d.v++;
        n -= day_is_working(d);
    }
    return d;
}
