/* Pairs to human beings. Never plain connected components: one false pair would join
 * two crowds. Two clusters become one when enough of the evidence across them supports
 * it; a pair across that was no candidate supports nothing.
 *
 * Agglomeration by average support (average linkage, Sokal and Michener 1958): the two
 * clusters with the highest average across them join first, as long as it reaches the
 * share asked for. One pair alone must reach link_bits; of many pairs a share of them
 * is enough, because what several records say of each other is more than any of them.
 */
#ifndef LINK_CLUSTER_H
#define LINK_CLUSTER_H

#include "link/compare.h"

enum { CLUSTER_SUPPORT_PER_1000 = 250 }; /* unless there is a reason for another */

struct cluster_rules {
    double link_bits; /* evidence at which a pair counts one half */
    /* s: clusters with n pairs across join when these support it by s + (1/2 - s) / n
     * on average, a pair by 1 / (1 + 2^(link_bits - bits)) */
    unsigned support_per_1000;
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
