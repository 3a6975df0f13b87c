/* One-byte codes of a whole column through a table of 256 entries, which is what most
 * filters and most rows and columns of a table come down to. Compiled for several
 * instruction sets and chosen at run time; all give the same bytes. */
#ifndef MEASURE_PANEL_LOOKUP_H
#define MEASURE_PANEL_LOOKUP_H

#include "base/base.h"

/* out[i] = table[codes[i]]; out and codes do not overlap. */
void codes_look_up(uint8_t *out, const uint8_t *codes, size_t n,
                   const uint8_t table[256]);
/* mask[i] &= table[codes[i]] */
void codes_keep(uint8_t *mask, const uint8_t *codes, size_t n,
                const uint8_t table[256]);

/* How many groups of neighbouring rows have a row that counts: mask holds 0 or 1 a row,
 * begins holds 1 on each group's first row. A row counts when mask is 1 and also, where
 * that is not NULL, `and`. */
size_t groups_marked(const uint8_t *mask, const uint8_t *and, const uint8_t *begins,
                     size_t n);

#endif
