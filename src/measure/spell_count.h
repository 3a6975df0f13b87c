/* The counting kernel of status spells: who entered or left a set of statuses, by month
 * and by whatever else divides them, in one pass over columns; and how many were in it
 * at the end of each month, as the difference of two such passes. Arrays in, array out.
 *
 * A row is an event when its code is in the set and nothing of the set came before (or
 * after) it, which the column `flow` tells without a look at other rows; so any stretch
 * of rows can be counted apart, and threads share nothing. Method and proof:
 * docs/methods/spells.md. */
#ifndef MEASURE_SPELL_COUNT_H
#define MEASURE_SPELL_COUNT_H

#include "base/err.h"
#include "base/limits.h"

enum { SPELL_CODES = 16 };

/* Something that divides: adds add[codes[i]] to the inner key of row i, or
 * add[rows[i]] where rows point into another table. Exactly one of the two is set. */
struct spell_term {
    const uint8_t *codes;
    const uint32_t *rows;
    const uint32_t *add; /* of 256 entries, or of as many as the other table has rows */
};

struct spell_spec {
    size_t n; /* rows; all columns begin at the first of them */
    const uint8_t *code;
    uint16_t set;          /* bit per code below SPELL_CODES; others do not count */
    const uint16_t *flow;  /* `before` or `after` of the panel; NULL: every spell */
    bool each;             /* every code is a set of its own */
    const uint16_t *month; /* NULL: not by month */
    uint32_t month_first, n_months;
    bool clamp; /* months before the first count there; later ones, not at all */
    const uint8_t *mask; /* 1 counts the row; NULL: all */
    const struct spell_term *terms;
    unsigned n_terms; /* up to LIMIT_QUESTION_DIMS */
    uint32_t n_inner; /* sums of terms are below this */
    unsigned threads; /* 0 and 1: one */
};

/* Adds to cells[month * n_inner + inner], n_months * n_inner of them (n_inner without
 * months): at most LIMIT_CUBE_CELLS. */
void spell_count(int64_t *cells, const struct spell_spec *spec);

#endif
