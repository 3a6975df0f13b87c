/* Blocks of rows of the index, and the counting over one: for the index only. */
#ifndef LINK_SKETCH_INDEX_INT_H
#define LINK_SKETCH_INDEX_INT_H

#include "link/sketch_index.h"
#include "link/sketch_search_int.h"

enum {
    BLOCK_ROWS = 8192, /* of all that is kept about them: a huge page */
    BLOCK_WORDS = BLOCK_ROWS / 64,
    BLOCK_LANES = BLOCK_WORDS / 8, /* of 512 rows */
    NAME_BIT = 0,                  /* any of the three names has it */
    DATE_BIT = PERSON_SKETCH_BITS,
    N_BITS = 2 * PERSON_SKETCH_BITS,
    COUNTER_BITS = 9, /* up to PERSON_SKETCH_BITS */
    COUNT_ROUND = 7,  /* bitmaps are added at once */
    LEVELS_MAX = 8,
    SHORT_STEP = 8, /* rows by how many bits their name has: at most 8, 16, ... */
    N_SHORT = 16,
};

struct block {
    uint64_t bit[N_BITS][BLOCK_WORDS] __attribute__((aligned(64)));
    uint64_t is_short[N_SHORT][BLOCK_WORDS]; /* at most SHORT_STEP * (i + 1) bits */
    uint64_t is_used[BLOCK_WORDS], is_dated[BLOCK_WORDS];
    struct person_sketch sketch[BLOCK_ROWS];
    uint64_t names[BLOCK_ROWS][SKETCH_WORDS]; /* the three put together */
    struct uuid key[BLOCK_ROWS];
    uint16_t name_bits[BLOCK_ROWS], date_bits[BLOCK_ROWS];
};

struct sketch_index {
    struct block **block;
    size_t n_blocks, block_cap;
    size_t n_rows, n_keys; /* rows ever used; keys */
    uint32_t *unused;      /* rows that were removed */
    size_t n_unused, unused_cap;
    uint32_t *slot;          /* row of a key, or NOWHERE */
    size_t n_slots;          /* a power of 2 */
    uint32_t n_with[N_BITS]; /* rows that have a bit */
};
static inline struct block *block_of(const struct sketch_index *ix, size_t row)
{
    return ix->block[row / BLOCK_ROWS];
}

/* Which bitmaps are added up. */
struct counting {
    uint16_t bit[PERSON_SKETCH_BITS];
    int n, n_planes; /* bits that a counter needs */
    int n_first;     /* so many before it is asked whether the rest matters */
};
/* What a name needs: of the bits asked at least `from`; or, a file whose names have few
 * bits, `of_short` of its class: at most SHORT_STEP * (first_short + i + 1) bits, and
 * more than the class before. */
struct name_bar {
    int from;
    int first_short, n_short;
    int of_short[N_SHORT];
};
struct level {
    int from_date;        /* of the date, at least this many bits, and then */
    struct name_bar name; /* of the name */
};
struct bar {
    bool is_open;                   /* false: no row is looked for */
    struct name_bar least;          /* what every row needs */
    struct level level[LEVELS_MAX]; /* of rows with a date, or of all */
    int n_levels;
    bool has_undated; /* rows without a date have a bar of their own: */
    struct name_bar undated;
};
/* One date beside a name; none: nothing to count. */
struct date_plan {
    struct counting date, swapped;
    struct bar ours, others;
};
struct slice_plan {
    struct counting name;
    struct name_bar least_ours, least_others; /* whatever the date */
    bool has_ours, has_others;
    struct date_plan *date;
    int n_dates;
};

/* Adds to `may_be` the rows of a block that pass a bar. `ours`: a bit for each row.
 * Both stand at 64 bytes. */
typedef void slice_function(uint64_t may_be[BLOCK_WORDS], const struct block *b,
                            const struct block *next, const uint64_t *ours,
                            const struct slice_plan *plan);
/* The best that this machine has; `level` 0, 1, 2 ... names the others, NULL at the
 * end, for tests. */
slice_function *slice_best(void);
slice_function *slice_level(int level);

#endif
