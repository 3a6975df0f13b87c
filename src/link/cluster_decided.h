/* Clusters that obey what is certain: decisions of workers, equal numbers, and numbers
 * that contradict each other. Evidence decides the rest (link/cluster.h).
 *
 * 1. Records of an `always` pair are together, unless a `never` pair stands between
 *    what is together already: pairs given first go first, and the others are counted
 *    as set aside.
 * 2. Records of a `never` pair are never together.
 * 3. Records with two different numbers are not put together by evidence, nor by way of
 *    a third: where they would be, the pair is a contradiction, and is given back.
 * What is together by (1) counts as one record when support is counted. */
#ifndef LINK_CLUSTER_DECIDED_H
#define LINK_CLUSTER_DECIDED_H

#include "link/cluster.h"

struct decided_records {
    size_t n_rows;
    const struct compared_pair *pairs; /* a < b, as all pairs here */
    const double *bits;
    size_t n_pairs;
    const struct compared_pair *always, *never;
    size_t n_always, n_never;
    const uint32_t *number_of; /* of each row, 0: none; NULL: nobody has one */
    struct cluster_rules rules;
};
struct decided_clusters {
    uint32_t *cluster_of;           /* of each row: the lowest row of its cluster */
    struct compared_pair *contrary; /* by a, then b */
    size_t n_contrary, n_set_aside;
};
void clusters_decide(struct decided_clusters *out, const struct decided_records *r);
void decided_clusters_dispose(struct decided_clusters *c);

#endif
