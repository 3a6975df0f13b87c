/* Pairs to human beings. Never plain connected components: one false pair would join
 * two crowds. Two clusters become one when enough of the evidence across them supports
 * it; a pair across that was no candidate supports nothing.
 *
 * Agglomeration by average support (average linkage, Sokal and Michener 1958): the two
 * clusters with the highest average across them join first, as long as it reaches the
 * share asked for. */
#ifndef LINK_CLUSTER_H
#define LINK_CLUSTER_H

#include "link/compare.h"

struct cluster_rules {
    double link_bits;          /* evidence from which a pair supports a link */
    unsigned support_per_1000; /* average support across from which clusters join */
    /* pairs that a worker said are one person: joined first, in rising order of rows;
     * one that would bring a `never` pair together is left out */
    const struct compared_pair *always;
    size_t n_always;
};

/* `cluster_of`: n_rows numbers; every record gets the lowest row of its cluster. The
 * order of pairs makes no difference; of a pair that is there twice the higher evidence
 * counts. `never`: pairs that a worker said are different; they are never in one
 * cluster. Rows at or above n_rows are a mistake of the caller. */
void cluster_records(uint32_t *cluster_of, size_t n_rows,
                     const struct compared_pair *pairs, const double *bits, size_t n,
                     const struct compared_pair *never, size_t n_never,
                     const struct cluster_rules *rules);

#endif
