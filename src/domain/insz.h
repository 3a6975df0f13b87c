/* INSZ: the national register number and the BIS number of who is not in the register.
 *
 * Eleven digits, YYMMDD SSS CC. CC is 97 minus the first nine digits modulo 97; for who
 * was born from 2000 on a 2 stands before the nine digits. A BIS number has 20 added to
 * the month when the sex was not known at issue and 40 when it was. Month and day are
 * 00 when they were not known or when a day's serial numbers ran out.
 *
 * Optional always (many people reached have none), unique when present, and a secret:
 * it stands in no error, no log and no URL. Sex and birth date are not taken from it;
 * the hint below serves to warn of a typing error and for nothing else. */
#ifndef DOMAIN_INSZ_H
#define DOMAIN_INSZ_H

#include "base/day.h"

enum { INSZ_DIGITS = 11, INSZ_TEXT = 15 };

enum insz_kind { INSZ_NATIONAL, INSZ_BIS_SEX_UNKNOWN, INSZ_BIS };

struct insz {
    char digits[INSZ_DIGITS + 1];
    enum insz_kind kind;
};

/* "85073003328" or "85.07.30-033.28" (also with spaces or slashes at those places); all
 * separators or none. ERR_INVALID says which rule is broken and never repeats digits.
 */
nodiscard enum err_code insz_parse(struct insz *out, struct str text, struct err *e);
void insz_format(char out[INSZ_TEXT + 1], const struct insz *n); /* 85.07.30-033.28 */
/* The birth date that the number suggests; month and day 0 where it does not say. */
struct partial_date insz_birth_hint(const struct insz *n);
/* Can a recorded birth date go with the number? Parts that either lacks are skipped. */
bool insz_fits_birth(const struct insz *n, struct partial_date born);
/* The check digits for nine digits. ERR_INVALID unless there are nine. */
nodiscard enum err_code insz_check_digits(int *out, struct str nine_digits,
                                          bool born_from_2000, struct err *e);

#endif
