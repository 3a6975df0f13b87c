/* All sketches in memory, bit by bit: for each bit of a sketch the rows that have it,
 * as a bitmap. A search adds the bitmaps of the bits that the query has into counters
 * that stand upright (one bitmap for ones, twos, fours ...; full adders over 512 rows
 * at once, as in Harley and Seal's population count), compares those with what a row
 * needs to be alike enough, and looks at few rows one by one. What it finds is what
 * sketch_search finds over the same sketches, to the last digit.
 *
 * Bytes for each row: 64 of bitmaps, 128 of the sketch itself, 16 of its key, 4 of
 * counts, up to 16 to find a key. Searching needs no change of anything: many may do it
 * at once, while nobody puts or removes. */
#ifndef LINK_SKETCH_INDEX_H
#define LINK_SKETCH_INDEX_H

#include "base/uuid.h"
#include "link/sketch_search.h"

struct sketch_index;
struct sketch_index *sketch_index_new(void);
void sketch_index_free(struct sketch_index *ix); /* wipes; NULL is fine */

/* Adds the row of a key, or changes it; the row. An empty sketch is a row that no
 * search finds. Rows count from 0, and a row that was removed is used again. */
size_t sketch_index_put(struct sketch_index *ix, struct uuid key,
                        const struct person_sketch *sketch);
void sketch_index_remove(struct sketch_index *ix, struct uuid key);
/* False when there is no such key. */
bool sketch_index_row(size_t *out, const struct sketch_index *ix, struct uuid key);
struct uuid sketch_index_key(const struct sketch_index *ix, size_t row);
size_t sketch_index_count(const struct sketch_index *ix); /* keys */
size_t sketch_index_rows(const struct sketch_index *ix);  /* 1 + highest row */
size_t sketch_index_bytes(const struct sketch_index *ix);

/* Whose rows are found; the best likeness among the others is told apart. */
struct sketch_choice {
    bool (*is_ours)(const void *of, size_t row); /* NULL: all rows */
    const void *of;
};
/* The best `limit` (at most SKETCH_FINDINGS_MAX) of at least this likeness, by falling
 * likeness, then key; gives how many. `best_other_out` (may be NULL): of the rows that
 * are not ours, 0 when none is that much alike. */
size_t sketch_index_search(struct sketch_finding *out, double *best_other_out,
                           size_t limit, const struct sketch_index *ix,
                           const struct sketch_query *q, double least,
                           const struct sketch_choice *choice);

#endif
