/* What clocks in Brussels show: CET, and CEST from the last Sunday of March to the last
 * Sunday of October, both at 01:00 UTC (Directive 2000/84/EC; the rule of 1996 is used
 * for every year). */
#ifndef BASE_BRUSSELS_H
#define BASE_BRUSSELS_H

#include "base/day.h"

/* Of a moment in Unix ms: the day there, and the minute of that day (NULL: not asked).
 */
struct day brussels_day(int64_t unix_ms, int *minute_of_day_out);
/* The moment at which clocks there show this. An hour that comes twice (October) is the
 * first of them; one that is skipped (March) is an hour later. */
int64_t brussels_moment(struct day d, int minute_of_day);

#endif
