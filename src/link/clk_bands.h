/* Pairs of encodings that are alike enough, where there are too many records to hold
 * every one against every other. Records whose sampled bits are all equal meet (bit
 * sampling; Indyk and Motwani 1998), once for each of many bands of bits, and what
 * meets is compared exactly: a pair may be missed, never wrong. How many bands of how
 * many bits is not guessed: a sample of records is held against all, exactly, and the
 * cheapest plan that finds the wanted share of the sample's pairs is taken. */
#ifndef LINK_CLK_BANDS_H
#define LINK_CLK_BANDS_H

#include "link/clk_compare.h"

enum { CLK_BANDS_MOST = 1024 };

struct clk_band_rules {
    double recall;       /* wanted, of the pairs that reach the threshold; 0: 0.95 */
    size_t memory_bytes; /* all that may be taken, pairs found included; 0: 1 GiB */
    uint32_t block_most; /* records that meet in one place and are all compared with
                            each other; beyond, each with that many neighbours in an
                            order of further bits; 0: 1000 */
    uint64_t seed;       /* of samples and bands */
};

struct clk_band_plan {
    uint32_t n_bands, band_bits; /* 0 bands: every pair is compared, that is cheaper */
    double recall;               /* expected, of pairs that reach the threshold */
    double n_compared;           /* expected comparisons */
    double n_pairs;              /* expected to be found */
    double bytes;                /* expected, pairs included */
    size_t n_sampled;            /* pairs that the plan was measured on */
};

/* `q` as for clk_pairs_find. ERR_TOO_LARGE when the budget would not hold it. */
nodiscard enum err_code clk_bands_plan(struct clk_band_plan *out,
                                       const struct clk_set *a, const struct clk_set *b,
                                       const struct clk_search *q,
                                       const struct clk_band_rules *r, struct err *e);

/* As clk_pairs_find, by the plan. The same pairs on any number of threads. */
nodiscard enum err_code clk_bands_find(struct clk_pairs *out, const struct clk_set *a,
                                       const struct clk_set *b,
                                       const struct clk_search *q,
                                       const struct clk_band_rules *r,
                                       const struct clk_band_plan *plan, struct err *e);

/* Which of these pairs meet in a band of the plan: how well it finds them. */
void clk_bands_meet(bool *meets, const struct clk_set *a, const struct clk_set *b,
                    const struct clk_band_rules *r, const struct clk_band_plan *plan,
                    const struct clk_pair *pairs, size_t n);

#endif
