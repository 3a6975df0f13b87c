/* Numbers and days as people of each language write them: thousands apart by a point
 * (nl), a narrow no-break space U+202F (fr) or a comma (en); decimals after a comma
 * (nl, fr) or a point (en); "8,6 %" with a no-break space in nl and fr, "8.6%" in en.
 */
#ifndef DOMAIN_NUMBER_TEXT_H
#define DOMAIN_NUMBER_TEXT_H

#include "base/buf.h"
#include "base/day.h"

void number_count(struct buf *out, int64_t n, int lang);    /* 12.954 */
void number_euro(struct buf *out, int64_t cents, int lang); /* 5.500.000,00 */
/* A share as a percentage with one decimal, halves away from zero. */
void number_percent(struct buf *out, double share, int lang); /* 8,6 % */
/* The same without the sign, for intervals. Not a finite number: "?". */
void number_percent_bare(struct buf *out, double share, int lang);
/* A number of days with one decimal, halves away from zero: "42,5". Not finite: "?". */
void number_days(struct buf *out, double days, int lang);
/* "30 september 2022"; nothing for DAY_NONE. */
void number_day(struct buf *out, struct day day, int lang);
/* The day, and unless the moment is the first or last of its day, the time in UTC. */
void number_moment(struct buf *out, int64_t unix_ms, int lang);
/* Digits, and at most one point between them: "921", "5500000.00"; at most 15 digits,
 * so that a double holds it. NULL is none. */
bool number_is_plain(const char *text);
/* Cents as a plain decimal with `mark` as decimal mark: "5500000.00". */
void number_cents_plain(struct buf *out, int64_t cents, char mark);

#endif
