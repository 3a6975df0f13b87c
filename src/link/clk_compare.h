/* All pairs of encodings that are alike enough. Counting is exact: integers only, every
 * instruction set gives the same pairs in the same order.
 *
 * Score of two encodings with a and b bits, c in common: Dice 2c / (a + b), overlap
 * c / min(a, b); 0 when a denominator is 0. A pair is given when score >= num / den. */
#ifndef LINK_CLK_COMPARE_H
#define LINK_CLK_COMPARE_H

#include "base/err.h"
#include "encode/clk_set.h"

enum clk_score { CLK_DICE, CLK_OVERLAP };
enum clk_kernel {
    CLK_KERNEL_BEST,
    CLK_KERNEL_PLAIN, /* any processor */
    CLK_KERNEL_POPCNT,
    CLK_KERNEL_AVX2,
    CLK_KERNEL_AVX512 /* with VPOPCNTDQ */
};

struct clk_search {
    enum clk_score score;
    uint32_t num, den; /* threshold, at most 1 */
    /* k: the best of each left row (equal scores: lower right row first), and of what
     * is then left those that stand among the best k of their right row, as anonlink
     * has it. Within one set: pairs that stand among the best k of both rows. 0: all */
    uint32_t best;
    unsigned threads;       /* 0 and 1: one; the result is the same with any number */
    size_t max_pairs;       /* ERR_TOO_LARGE beyond it, with the cure; 0: 1 << 28 */
    enum clk_kernel kernel; /* one that is not here: the best one */
};

struct clk_pair {
    uint32_t a, b;   /* rows; within one set a < b */
    uint32_t common; /* bits in both */
    uint32_t sum;    /* Dice: bits of a and bits of b; overlap: twice the fewer of
                        them, so that the score is 2 * common / sum in both */
};
static inline double clk_pair_score(const struct clk_pair *p)
{
    return p->sum ? 2.0 * p->common / p->sum : 0;
}

struct clk_pairs {
    struct clk_pair *pair; /* by falling score, then a, then b */
    size_t n;
};

/* `b` NULL: pairs within `a`. The pairs are the caller's (clk_pairs_dispose). Takes
 * memory for a copy of both sets and for the pairs: 16 bytes each.
 * ERR_INVALID when the sets differ in bits, or the threshold is not within 0 and 1. */
nodiscard enum err_code clk_pairs_find(struct clk_pairs *out, const struct clk_set *a,
                                       const struct clk_set *b,
                                       const struct clk_search *q, struct err *e);
void clk_pairs_dispose(struct clk_pairs *p);
/* Puts pairs in the order of clk_pairs. */
void clk_pairs_sort(struct clk_pair *pairs, size_t n);
/* Of `n` rows of a set those that reach the threshold of `q` with row `of`, in their
 * order; how many. */
size_t clk_rows_keep(uint32_t *row, size_t n, const struct clk_set *s, size_t of,
                     const struct clk_search *q);
/* "avx512"; of CLK_KERNEL_BEST: which one it is. */
const char *clk_kernel_name(enum clk_kernel k);
bool clk_kernel_is_here(enum clk_kernel k);

/* How many pairs reach each of 101 scores (0.00 .. 1.00), from a sample of at most
 * `max_compared` comparisons drawn with `seed`, scaled to all: an estimate before a
 * run. */
void clk_estimate(double n_pairs_at[101], const struct clk_set *a,
                  const struct clk_set *b, enum clk_score score, size_t max_compared,
                  uint64_t seed);

#endif
