/* A block of rows of the index, and the counting over one: for the index only. */
#ifndef LINK_SKETCH_INDEX_INT_H
#define LINK_SKETCH_INDEX_INT_H

#include "link/sketch_index.h"
#include "link/sketch_search_int.h"

enum {
    BLOCK_ROWS = 4096,
    BLOCK_WORDS = BLOCK_ROWS / 64,
    BLOCK_LANES = BLOCK_WORDS / 8, /* of 512 rows */
    NAME_BIT = 0,                  /* any of the three names has it */
    DATE_BIT = PERSON_SKETCH_BITS,
    N_BITS = 2 * PERSON_SKETCH_BITS,
    COUNTER_BITS = 9, /* up to PERSON_SKETCH_BITS */
    LEVELS_MAX = 8,
};

struct block {
    uint64_t bit[N_BITS][BLOCK_WORDS] __attribute__((aligned(64)));
    uint64_t is_used[BLOCK_WORDS], is_dated[BLOCK_WORDS];
    struct person_sketch sketch[BLOCK_ROWS];
    struct uuid key[BLOCK_ROWS];
    uint16_t name_bits[BLOCK_ROWS], date_bits[BLOCK_ROWS];
};

/* Which bitmaps are added up, and what a row then needs. */
struct counting {
    uint16_t bit[PERSON_SKETCH_BITS];
    int n, n_planes; /* bits that a counter needs */
};
struct level {
    int from_date; /* of the date, at least this many bits, and then */
    int from_name; /* of the name, at least this many */
};
struct slice_plan {
    struct counting name, date, swapped;
    struct level level[LEVELS_MAX]; /* of rows with a date, or of all */
    int n_levels;
    bool has_undated; /* rows without a date have a bar of their own: */
    int undated_from_name;
};

/* Counters of a block, upright: bit p of the count of row r is bit r % 64 of
 * plane[p][r / 64]. */
struct slice_counts {
    uint64_t name[COUNTER_BITS][BLOCK_WORDS] __attribute__((aligned(64)));
    uint64_t date[COUNTER_BITS][BLOCK_WORDS] __attribute__((aligned(64)));
    uint64_t swapped[COUNTER_BITS][BLOCK_WORDS] __attribute__((aligned(64)));
    uint64_t may_be[BLOCK_WORDS] __attribute__((aligned(64)));
};
typedef void slice_function(struct slice_counts *out, const struct block *b,
                            const struct block *next, const struct slice_plan *plan);
/* The best that this machine has; `level` 0, 1, 2 ... names the others, NULL at the
 * end, for tests. */
slice_function *slice_best(void);
slice_function *slice_level(int level);

#endif
