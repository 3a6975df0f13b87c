/* The loops in which comparing spends its time, compiled for several instruction sets
 * and chosen at run time. Every level finds the same pairs; the tests run them all.
 *
 * Records stand in groups of eight, word by word: a vector register takes the same word
 * of eight records at once, and nothing is ever added up across a register. Only
 * clk_*.c include this file. */
#ifndef LINK_CLK_KERNELS_H
#define LINK_CLK_KERNELS_H

#include "link/clk_compare.h"

enum {
    CLK_GROUP = 8,       /* records side by side */
    CLK_TILE_STEP = 16,  /* tiles begin at multiples of it, and are padded to it */
    CLK_BLOCK_ROWS = 128 /* left rows in one call of find */
};

/* A set made ready. Rows come in order of weight, so that neighbours have nearly the
 * same; columns may stand in another order than in the set, the same for both sets.
 * Padding has weight 0. */
struct clk_tiles {
    size_t n, n_padded;
    uint32_t words;
    uint64_t *word;   /* word w of record i: [(i / 8 * words + w) * 8 + i % 8] */
    uint64_t *rest;   /* bits of each record behind the first `head` words */
    uint32_t *weight; /* bits of each record */
    uint32_t *row;    /* which row of the set each record is */
};
static inline const uint64_t *clk_tiles_at(const struct clk_tiles *t, size_t i)
{
    return t->word + i / CLK_GROUP * t->words * CLK_GROUP + i % CLK_GROUP;
}

/* Left rows a_from .. + a_n against right records b_from .. + b_n, both multiples of 8
 * and 16. What cannot have need[row] bits in common after the first `head` words (what
 * is in common there, and the rest of the record that has less left) is let go. */
struct clk_block {
    const struct clk_tiles *a, *b;
    size_t a_from, b_from;
    uint32_t a_n, b_n; /* at most 65536 */
    uint32_t head;     /* 1 to words */
    const uint64_t *need;
};
struct clk_hit {
    uint16_t a, b;   /* from a_from and b_from */
    uint32_t common; /* bits in common, all words */
};

struct clk_kernels {
    const char *name;
    /* what looking at a pair that was not let go costs, in words compared by find */
    unsigned hit_words;
    /* Gives how many; `out` has room for a_n * b_n. Exact, but may hold pairs with
     * fewer than need[row] bits in common. */
    size_t (*find)(struct clk_hit *out, const struct clk_block *k);
    /* Bits that two rows of `words` words in memory order have in common. */
    uint32_t (*common)(const uint64_t *a, const uint64_t *b, size_t words);
};

/* NULL when this processor does not have the level. */
const struct clk_kernels *clk_kernels_at(enum clk_kernel level);

#endif
