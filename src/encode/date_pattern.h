/* Dates in a form that a linkage schema names, read as Python's datetime.strptime reads
 * them: the reader that clkhash uses. */
#ifndef ENCODE_DATE_PATTERN_H
#define ENCODE_DATE_PATTERN_H

#include "base/day.h"
#include "base/err.h"

/* Directives: %Y %m %d %y %b %B %j %a %A %H %M %S %f %%. ERR_INVALID for others, for
 * one that comes twice (Python refuses it too), and for a form without any. `at` is
 * the place to name. */
nodiscard enum err_code date_pattern_check(struct str form, const char *at,
                                           struct err *e);

/* The date of `text`, which must have that form from end to end and exist (years 1 to
 * 9999); false else. What the form leaves out is 1900, January, the first. Names of
 * months and days are English, in any case; a blank in the form is one or more blanks.
 * Digits other than 0 to 9 are not read, where Python reads some. */
bool date_pattern_read(struct partial_date *out, struct str form, struct str text);

#endif
