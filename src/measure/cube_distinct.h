/* What makes distinct counting exact: for a unit with several different leaves, counts
 * put at the cells where the leaves' totals start to coincide, so that the roll-up that
 * follows counts the unit once everywhere. Method and proof: docs/methods/counting.md.
 *
 * The caller has already counted 1 (or the unit's weight) at every leaf that differs
 * from the one before it.
 */
#ifndef MEASURE_CUBE_DISTINCT_H
#define MEASURE_CUBE_DISTINCT_H

#include "measure/cube_shape.h"

enum { CUBE_SEEN = 32 }; /* leaves of one unit compared one by one */

struct cube_distinct {
    const struct cube_shape *shape;
    int64_t *cells;           /* before the roll-up, borrowed */
    int64_t *extra;           /* after the roll-up, owned, NULL while unused */
    uint32_t *stamp;          /* last unit seen in a cell, owned, NULL while unused */
    uint32_t serial;          /* of the unit in stamp */
    uint32_t seen[CUBE_SEEN]; /* different leaves of the unit at work */
    int64_t weight;           /* of the unit at work; 1 when units are counted */
    unsigned n_seen;          /* above CUBE_SEEN: the unit is in stamp */
};

/* The unit has its first change: from leaf a to b. */
static inline void cube_distinct_begin(struct cube_distinct *u, uint32_t a, uint32_t b)
{
    u->seen[0] = a;
    u->seen[1] = b;
    u->n_seen = 2;
}

/* A later change of the same unit, to leaf b. */
void cube_distinct_more(struct cube_distinct *u, uint32_t b);
void cube_distinct_dispose(struct cube_distinct *u);

#endif
