/* Amounts as Belgians type them: "1.234,56", "1234,56", "€ 1 234,5", "1.234" (a
 * thousand), and "1234.56" as a telephone offers it. Points or spaces stand before
 * groups of three; a comma stands before one or two decimals, a point before exactly
 * two. Written again by number_euro (domain/number_text.h). */
#ifndef DOMAIN_EURO_TEXT_H
#define DOMAIN_EURO_TEXT_H

#include <stdint.h>

#include "base/str.h"

#define EURO_MOST_CENTS INT64_C(10000000000000) /* a hundred thousand million euros */

enum euro_fault {
    EURO_FITS,
    EURO_EMPTY,
    EURO_NO_NUMBER, /* something that is no digit, or a minus */
    EURO_GROUPS,    /* 12.34.567: groups are of three */
    EURO_DECIMALS,  /* 1,234: more than cents */
    EURO_TOO_LARGE
};
/* *cents_out is set only when it fits. */
enum euro_fault euro_read(int64_t *cents_out, struct str text);

#endif
