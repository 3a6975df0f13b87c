/* Which pairs are looked at closely. Up to CANDIDATES_ALL_PAIRS of them: all. Beyond,
 * every record becomes 1024 bits (encode/), all pairs of encodings are held against
 * each other (clk_compare.h), and those are candidates whose overlap coefficient
 * reaches a threshold: the lowest, from 0.50, that gives as many as can be afforded.
 * Records that agree exactly on a number, a telephone number or a mail address are
 * candidates as well.
 *
 * Overlap, since a missing value must not count against a pair. Records that hold
 * little get bits of their own until they have CANDIDATES_LEAST_SHARE of the usual
 * number, so that a first name alone is not everybody. Beyond CANDIDATES_ALL_ROWS
 * records only those are held against each other that agree on a band of bits. */
#ifndef LINK_CANDIDATES_H
#define LINK_CANDIDATES_H

#include "encode/clk_set.h"
#include "link/compare.h"
#include "link/folded_persons.h"

enum {
    CANDIDATES_ALL_PAIRS = 2000000,
    CANDIDATES_ALL_ROWS = 300000,
    CANDIDATES_BITS = 1024,
    CANDIDATES_EACH = 120, /* candidates afforded for each record */
};

struct candidate_plan {
    bool takes_all, is_banded;
    unsigned per_100;    /* threshold */
    double n_all_pairs;  /* that could be compared */
    double n_candidates; /* expected */
    double bytes;        /* that may be taken to find them */
};

/* Bits of every record. */
nodiscard enum err_code candidates_encode(struct clk_set *out,
                                          const struct folded_persons *p,
                                          struct err *e);
/* `set` may be empty when the plan takes all pairs. */
void candidates_plan(struct candidate_plan *out, const struct folded_persons *p,
                     const struct clk_set *set, size_t n_most);
bool candidates_take_all(const struct person_table *t);
/* By a, then b; the caller's (free). */
nodiscard enum err_code candidates_find(struct compared_pair **out, size_t *n_out,
                                        const struct folded_persons *p,
                                        const struct clk_set *set,
                                        const struct candidate_plan *plan,
                                        unsigned threads, struct err *e);

#endif
