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
 * records only those pairs are looked at that agree exactly on two values, or on a band
 * of bits; how many are lost by that is measured on some records beforehand. */
#ifndef LINK_CANDIDATES_H
#define LINK_CANDIDATES_H

#include "encode/clk_set.h"
#include "link/clk_bands.h"
#include "link/compare.h"
#include "link/folded_persons.h"

enum {
    CANDIDATES_ALL_PAIRS = 2000000,
    CANDIDATES_ALL_ROWS = 300000,
    CANDIDATES_BITS = 1024,
    CANDIDATES_EACH = 120,         /* candidates afforded for each record */
    CANDIDATES_CLEAR_PER_100 = 75, /* overlap that people alike by chance hardly have */
};

struct candidate_limits {
    size_t n_wanted; /* pairs: a threshold is chosen that gives no more */
    size_t n_most;   /* that memory holds; ERR_TOO_LARGE beyond */
    size_t all_rows; /* all are held against all up to so many; CANDIDATES_ALL_ROWS */
};

struct candidate_plan {
    bool takes_all, is_banded;
    unsigned per_100;      /* threshold */
    double n_all_pairs;    /* that could be compared */
    double n_candidates;   /* expected */
    double bytes, seconds; /* of finding them: memory, and time on one thread */
    size_t n_most;
    /* of what is banded: */
    struct clk_band_plan bands; /* 0 bands: all with all, that is cheaper */
    unsigned bands_per_100;     /* their threshold; 0: by values alone */
    double n_compared;          /* pairs that meet */
    /* pairs of the sample with that overlap, and those of them that are found */
    unsigned recall_per_100;
    size_t n_sampled, n_sample_found;
    double pairs_a_second; /* of encodings, measured on one thread */
};

/* Bits of every record. */
nodiscard enum err_code candidates_encode(struct clk_set *out,
                                          const struct folded_persons *p,
                                          struct err *e);
/* `set` may be empty when the plan takes all pairs. */
nodiscard enum err_code candidates_plan(struct candidate_plan *out,
                                        const struct folded_persons *p,
                                        const struct clk_set *set,
                                        const struct candidate_limits *limits,
                                        struct err *e);
bool candidates_take_all(const struct person_table *t);
/* By a, then b; the caller's (free). */
nodiscard enum err_code candidates_find(struct compared_pair **out, size_t *n_out,
                                        const struct folded_persons *p,
                                        const struct clk_set *set,
                                        const struct candidate_plan *plan,
                                        unsigned threads, struct err *e);

#endif
