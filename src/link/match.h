/* Records of one organisation in the clear: candidates, comparison, weights, decision.
 * One set of defaults for every file; the same result on any number of threads. */
#ifndef LINK_MATCH_H
#define LINK_MATCH_H

#include "link/assign.h"
#include "link/cluster.h"
#include "link/weigh.h"

/* Evidence from which a pair is linked, and from which a person should look: chosen on
 * generated populations and the published files of link_accuracy_test; the same for
 * all. A pair that is linked is more often right than not only from 0 bits: the rest
 * is for the missed link, which nobody sees. */
#define MATCH_LINK_BITS   (-1.0)
#define MATCH_REVIEW_BITS (-6.0)
enum {
    MATCH_SUPPORT_PER_1000 = CLUSTER_SUPPORT_PER_1000,
    MATCH_EQUAL_KEPT = 4, /* equal records that are compared; the others follow */
    MATCH_RANDOM_PAIRS = 1000000,
};

struct match_options {
    unsigned threads;
    size_t memory_bytes;                        /* hard budget; 0: 1 GiB */
    double link_bits;                           /* NAN: the default */
    double review_bits;                         /* NAN: the default */
    const struct compared_pair *never, *always; /* what workers decided; sorted */
    size_t n_never, n_always;
};

/* What a run will cost, before it starts. */
struct match_estimate {
    double n_all_pairs, n_candidates, seconds, bytes;
    char how[200]; /* which way candidates are found, in words */
};
nodiscard enum err_code match_estimate(struct match_estimate *out,
                                       const struct person_table *t,
                                       const struct match_options *o, struct err *e);

/* Of more than MATCH_EQUAL_KEPT records that are equal in every column, the others are
 * no candidates: they follow the first, when two of the kept ones were linked. Between
 * two files they stay alone. */
struct match_result {
    struct comparison_set
        compared; /* candidates with their levels; rows of the table */
    struct weight_model model;
    double *bits;         /* evidence of each candidate */
    uint32_t *cluster_of; /* of each row: the lowest row of its cluster */
    size_t n_rows, n_clusters, n_linked_pairs; /* pairs within clusters */
    struct match_estimate estimate;
    double link_bits, review_bits; /* as used */
    struct {
        double load_and_plan, candidates, compare, learn, cluster;
    } seconds; /* that it took */
};

/* ERR_TOO_LARGE when the estimate passes the budget, saying what would fit; ERR_INVALID
 * when the roles are too few to tell people apart. */
nodiscard enum err_code match_persons(struct match_result *out,
                                      const struct person_table *t,
                                      const struct match_options *o, struct err *e);
void match_result_dispose(struct match_result *r);

#endif
