/* The clock, asked in few places: domain/ and measure/ never do, they are told. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "base/day.h"

int64_t clock_now_ms(void);   /* Unix milliseconds, UTC */
struct day clock_today(void); /* the day in UTC */
double clock_seconds(void);   /* monotonic, for durations */

#endif
