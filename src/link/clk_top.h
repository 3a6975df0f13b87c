/* The best k pairs of each row. Better: higher score, then lower row on the other
 * side. */
#ifndef LINK_CLK_TOP_H
#define LINK_CLK_TOP_H

#include "link/clk_compare.h"

/* The best of one left row so far; a heap with the worst on top. */
struct clk_top {
    struct clk_pair *pair;
    size_t n, cap;
    uint32_t most;
};
void clk_top_init(struct clk_top *t, uint32_t most);
void clk_top_dispose(struct clk_top *t);
void clk_top_put(struct clk_top *t, struct clk_pair pair);
/* The fewest bits in common with which a pair of that sum, or more, can still come in;
 * 0 when there is room. */
uint64_t clk_top_need(const struct clk_top *t, uint64_t sum);

/* Between two sets, after the best of each left row: lets go of pairs beyond the k best
 * of their right row. Within one set, where each pair was found from both its rows or
 * from one: keeps those found from both, with a < b. Order stays. */
void clk_top_keep(struct clk_pairs *pairs, uint32_t best, bool is_within, size_t n_left,
                  size_t n_right);

/* The same from all pairs in order: what the best k of each row, as clk_compare.h has
 * it, leave. */
void clk_pairs_keep_best(struct clk_pairs *pairs, uint32_t best, bool is_within,
                         size_t n_left, size_t n_right);

#endif
