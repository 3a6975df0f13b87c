/* Calendar days (proleptic Gregorian), partial dates and moments. A day is a count of
 * days since 1970-01-01; DAY_NONE stands for "no day". A partial date may lack its day,
 * or day and month, or everything ("unknown"). Moments are Unix milliseconds, UTC. */
#ifndef BASE_DAY_H
#define BASE_DAY_H

#include "base/err.h"
#include "base/str.h"

struct day {
    int32_t v;
};
#define DAY_NONE ((struct day){INT32_MIN})
enum { DAY_TEXT = 10, MOMENT_TEXT = 24 };

struct partial_date {
    int16_t year;       /* 0: unknown */
    uint8_t month, day; /* 0: unknown */
};

bool day_is_none(struct day d);
struct day day_of(int year, int month, int day); /* a valid date; else a defect */
bool day_is_valid(int year, int month, int day); /* years 1800 to 9999 */
void day_split(int *year, int *month, int *day, struct day d);
int day_year(struct day d);
int day_month(struct day d);
/* Clamps to the month's end, and to 1800-01-01 and 9999-12-31. */
struct day day_add_months(struct day d, int months);
struct day day_of_moment(int64_t unix_ms); /* in UTC; beyond 9999: DAY_NONE */
int64_t day_to_moment(struct day d);       /* 00:00:00 UTC */
int days_between(struct day from, struct day to);
/* Completed years from `born` to `on`. A partial birth date counts as its first
 * possible day (1 January, 1st of the month); who was born on 29 February has a
 * birthday on 1 March in other years. An unknown year, no day, or a day before birth
 * gives -1. */
int age_on(struct partial_date born, struct day on);

/* Outside the years 1800 to 9999 both give "beyond". */
void day_text(char out[DAY_TEXT + 1], struct day d); /* "2022-09-30"; "" for none */
void moment_text(char out[MOMENT_TEXT + 1], int64_t unix_ms); /* 2022-09-30T00:00:00Z */
/* Strict ISO 8601: exactly YYYY-MM-DD, a date that exists. */
nodiscard enum err_code day_parse(struct day *out, struct str text, struct err *e);
/* "YYYY", "YYYY-MM", "YYYY-MM-DD", "YYYY-00-00", "YYYY-MM-00", "unknown". */
nodiscard enum err_code partial_date_parse(struct partial_date *out, struct str text,
                                           struct err *e);
/* "2022", "2022-09" or "2022-09-30" as the first and last day it covers. */
nodiscard enum err_code period_parse(struct day *from_out, struct day *to_out,
                                     struct str text, struct err *e);
/* "YYYY-MM-DD" (its end: the last millisecond of that day) or
 * "YYYY-MM-DDTHH:MM:SSZ". */
nodiscard enum err_code moment_parse(int64_t *out, struct str text, struct err *e);

#endif
