/* Pairs to human beings. Never plain connected components: one false pair would join
 * two crowds. Two clusters become one when enough of the pairs across them are
 * supported. */
#ifndef LINK_CLUSTER_H
#define LINK_CLUSTER_H

#include "link/compare.h"

struct cluster_rules {
    double link_bits;          /* evidence from which a pair supports a link */
    unsigned support_per_1000; /* share of pairs across that must be supported */
};

/* `cluster_of`: n_rows numbers; every record gets the lowest row of its cluster. The
 * order of pairs makes no difference. `never`: pairs that a worker said are different.
 */
void cluster_records(uint32_t *cluster_of, size_t n_rows,
                     const struct compared_pair *pairs, const double *bits, size_t n,
                     const struct compared_pair *never, size_t n_never,
                     const struct cluster_rules *rules);

/* One to one between two files: partner[i] of each row, UINT32_MAX none. Maximises the
 * sum of evidence above link_bits, exactly within each connected group of candidates up
 * to a size, greedily beyond it. */
void assign_one_to_one(uint32_t *partner, size_t n_rows,
                       const struct compared_pair *pairs, const double *bits, size_t n,
                       double link_bits);

#endif
