/* How many links are expected to be false and how many missed, from the evidence alone.
 * Counted in pairs of records. What reviewed pairs say is for figures:
 * docs/methods/counting-once.md. */
#ifndef LINK_LINK_ERROR_H
#define LINK_LINK_ERROR_H

#include "link/compare.h"

/* Without any label. It is as good as the weights are calibrated, and knows nothing of
 * pairs that were no candidates: recall is that among candidates. Two records in one
 * cluster support each other through the others in it: such a pair counts with the
 * product of the best evidence that each of the two has for being there, when that is
 * more than its own. */
struct link_expected {
    double n_linked; /* pairs within clusters, also those that were no candidates */
    double n_unseen; /* of these: were no candidates, counted like the others */
    double n_false;  /* linked, expected to be two people */
    double n_missed; /* candidates not linked, expected to be one person */
    double n_review; /* not linked, at or above review_bits */
    double precision, recall; /* 1 when there is nothing to be wrong about */
};
void link_errors_expect(struct link_expected *out, const struct compared_pair *pair,
                        const double *bits, size_t n, const uint32_t *cluster_of,
                        size_t n_rows, double review_bits);

#endif
