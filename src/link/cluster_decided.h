/* Clusters of people of whom some have an exact number: records with two different
 * numbers are not put together by evidence, nor by way of a third. Where they would be,
 * the pair is a contradiction, for a human eye, and is given back. What workers decided
 * goes before: `always` may join two numbers.
 *
 * The clustering (link/cluster.h) is done, contradictions inside clusters become
 * `never` pairs, and it is done again until there is none: every round adds at least
 * one, so it ends; two rounds are usual. */
#ifndef LINK_CLUSTER_DECIDED_H
#define LINK_CLUSTER_DECIDED_H

#include "link/cluster.h"

struct decided_records {
    size_t n_rows;
    const struct compared_pair *pairs; /* a < b, as all pairs here */
    const double *bits;
    size_t n_pairs;
    const struct compared_pair *never;
    size_t n_never;
    const uint32_t *number_of; /* of each row, 0: none; NULL: nobody has one */
    struct cluster_rules rules;
};
struct decided_clusters {
    uint32_t *cluster_of;           /* of each row: the lowest row of its cluster */
    struct compared_pair *contrary; /* by a, then b */
    size_t n_contrary;
    size_t n_set_aside; /* `always` pairs that a `never` stood in the way of */
};
void clusters_decide(struct decided_clusters *out, const struct decided_records *r);
void decided_clusters_dispose(struct decided_clusters *c);

#endif
