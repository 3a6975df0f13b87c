/* When a service is open, out of schedules as HSDS writes them: RFC 5545 recurrence in
 * columns (freq WEEKLY or MONTHLY, interval, byday with or without an ordinal,
 * bymonthday, dtstart, until, count, valid_from, valid_to) and opens_at, closes_at as
 * HH:MM, seconds and zone left out.
 *
 * A schedule with byweekno or byyearday is not for a week or month; it is left to its
 * own description (opening_read gives false). A schedule without any day is none. */
#ifndef DOMAIN_OPENING_HOURS_H
#define DOMAIN_OPENING_HOURS_H

#include "base/day.h"

/* Columns of a schedule as they came; "" when not said. */
struct schedule_text {
    struct str freq, interval, byday, bymonthday, byweekno, byyearday, dtstart, until,
        count, valid_from, valid_to, opens_at, closes_at;
};
struct opening {
    bool is_monthly;
    int interval, count;           /* count 0: without end */
    struct day start, first, last; /* DAY_NONE: open on that side */
    /* bit 1 << ordinal of each weekday (1 Monday to 7 Sunday); ordinals 1 to 5, 0 every
     * week, 6 the last, 7 the last but one */
    uint8_t ordinals[8];
    uint32_t month_days;            /* bit 1 << day of the month; bit 0: the last */
    int16_t from_minute, to_minute; /* since midnight; both 0: all day */
};
/* False when it says no hours that can be read. */
bool opening_read(struct opening *out, const struct schedule_text *text);
bool opening_holds_on(const struct opening *o, struct day on);
/* Is one of them open at this minute of the day? One that closes before it opens is
 * open past midnight. */
bool openings_are_open(const struct opening *openings, size_t n, struct day on,
                       int minute);

/* A week as people write it: days with the same hours together. */
enum { WEEK_SPANS = 4 };
struct week_line {
    uint8_t weekdays; /* bit 1 << weekday */
    size_t n;
    struct {
        int16_t from_minute, to_minute;
    } spans[WEEK_SPANS];
};
/* Lines of those that hold every week on `on`; at most 7. In order of first day. */
size_t openings_week(struct week_line out[7], const struct opening *openings, size_t n,
                     struct day on);

uint8_t weekday_of(struct day d); /* 1 Monday to 7 Sunday */

#endif
