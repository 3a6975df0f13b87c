/* Sets of encodings made ready for the kernels: rows in order of weight, and the bits
 * on which people differ most in front, so that most pairs are let go after a few
 * words. */
#ifndef LINK_CLK_TILES_H
#define LINK_CLK_TILES_H

#include "link/clk_kernels.h"

/* The threshold as the loops need it. Score of a pair is 2 * common / sum (clk_pair).
 */
struct clk_threshold {
    enum clk_score score;
    uint64_t num, den;
};
static inline uint64_t clk_sum_of(enum clk_score score, uint64_t a, uint64_t b)
{
    return score == CLK_DICE ? a + b : 2 * MIN_OF(a, b);
}
static inline bool clk_reaches(const struct clk_threshold *t, uint64_t common,
                               uint64_t sum)
{
    return 2 * common * t->den >= t->num * sum && (sum || !t->num);
}
/* The fewest bits in common with which any pair of that sum may pass; at least 1 when
 * the threshold is more than 0. */
uint64_t clk_need(const struct clk_threshold *t, uint64_t sum);

/* What clk_pairs_find refuses. */
nodiscard enum err_code clk_search_check(const struct clk_set *a,
                                         const struct clk_set *b,
                                         const struct clk_search *q, struct err *e);

/* Which column stands where: bit i of an encoding made ready is bit of[i] of the set.
 */
struct clk_columns {
    uint16_t of[CLK_BITS_MAX];
};
/* By falling 2p(1 - p), the chance that a bit tells two unrelated people apart, p its
 * frequency in a sample of both sets; `b` may be NULL. */
void clk_columns_sort(struct clk_columns *out, const struct clk_set *a,
                      const struct clk_set *b);

/* `columns` NULL: as in the set. */
void clk_tiles_init(struct clk_tiles *t, const struct clk_set *s,
                    const struct clk_columns *columns);
void clk_tiles_dispose(struct clk_tiles *t);
/* Counts what is left behind the first `head` words. */
void clk_tiles_set_head(struct clk_tiles *t, uint32_t head);

/* How many words to compare before letting go, so that all costs least on a sample of
 * pairs; `words` when letting go early does not pay. `most_share`: with best k, the
 * share of pairs that will be looked at in the end; 1 without. */
uint32_t clk_head_choose(const struct clk_tiles *a, const struct clk_tiles *b,
                         const struct clk_threshold *t, const struct clk_kernels *k,
                         double most_share);

#endif
