/* How many links are false and how many are missed: expected, from the evidence alone;
 * estimated, from pairs that people reviewed. Counted in pairs of records. */
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

/* Pairs of one kind, of which some were drawn at random and looked at. */
struct reviewed_stratum {
    bool is_linked;
    uint64_t n_pairs;    /* in all */
    uint64_t n_reviewed; /* drawn; at most n_pairs */
    uint64_t n_same;     /* of these: one person */
};

struct link_error_interval {
    double estimate, low, high; /* at 95 % */
};
struct link_errors {
    struct link_error_interval n_false, n_missed, precision, recall;
    bool is_known; /* false when a stratum that holds pairs was not looked at */
};
/* Strata are added up by their share: a stratum has Wilson's interval (1927; JASA 22,
 * 209-212), narrowed by the part that was looked at (all of it: no width), and the sum
 * has the root of the sum of squares of their arms (Zou and Donner 2008, Statistics in
 * Medicine 27, 1693-1702). A stratum nobody looked at may be anything: 0 to all. */
void link_errors_estimate(struct link_errors *out, const struct reviewed_stratum *s,
                          size_t n);

#endif
