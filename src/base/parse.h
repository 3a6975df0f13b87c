/* Strict readers of numbers: no leading or trailing space, no sign unless said, no
 * silent overflow. `what` names the value in the error ("number of rows"). */
#ifndef BASE_PARSE_H
#define BASE_PARSE_H

#include "base/err.h"
#include "base/str.h"

/* ERR_INVALID outside low..high; the message says the range and what was found, of a
 * number longer than 7 digits only the length: it may identify somebody. */
nodiscard enum err_code parse_int(int64_t *out, struct str text, int64_t low,
                                  int64_t high, const char *what, struct err *e);
/* "12", "12.5", "-3.25": at most 15 significant digits, no exponent. */
nodiscard enum err_code parse_decimal(double *out, struct str text, const char *what,
                                      struct err *e);
/* Euros with a point and at most two decimals, as cents: "5500000.00". */
nodiscard enum err_code parse_cents(int64_t *out, struct str text, const char *what,
                                    struct err *e);

#endif
