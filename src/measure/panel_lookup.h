/* One-byte codes of a whole column through a table of 256 entries, which is what most
 * filters and most rows and columns of a table come down to. Compiled for several
 * instruction sets and chosen at run time; all give the same bytes. */
#ifndef MEASURE_PANEL_LOOKUP_H
#define MEASURE_PANEL_LOOKUP_H

#include "base/base.h"

/* A loop over columns is written once, as an inline function that must be inlined, and
 * compiled twice: in a plain function, and in one marked PANEL_WIDE, which may only be
 * called where panel_is_wide(). */
#if defined(__x86_64__) && defined(__clang__)
#define PANEL_WIDE __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl")))
#elif defined(__x86_64__)
#define PANEL_WIDE                                                                     \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,"                        \
                          "prefer-vector-width=512")))
#else
#define PANEL_WIDE
#endif
#define PANEL_LOOP static inline __attribute__((always_inline))
bool panel_is_wide(void);

/* mask[i] &= from <= days[i] <= to */
void days_keep(uint8_t *mask, const int32_t *days, size_t n, int32_t from, int32_t to);

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
