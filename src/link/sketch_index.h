/* All sketches in memory, bit by bit: for each bit of a sketch the rows that have it,
 * as a bitmap. A search adds the bitmaps of the bits that the query has into counters
 * that stand upright (one bitmap for ones, twos, fours ...; full adders over 512 rows
 * at once, as in Harley and Seal's population count), compares those with what a row
 * needs to be alike enough, and looks at few rows one by one. The rarest bits of a name
 * come first: where, after those, no row of 512 can come to what is needed, the rest is
 * not read. What is found is what sketch_search finds over the same sketches, to the
 * last digit.
 *
 * Bytes for each row: 66 of bitmaps, 128 of the sketch itself, 32 of its names put
 * together, 16 of its key, 4 of counts, up to 16 to find a key. Searching needs no
 * change of anything: many may do it at once, while nobody puts or removes. */
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
size_t sketch_index_words(const struct sketch_index *ix); /* of a bit for each row */
size_t sketch_index_bytes(const struct sketch_index *ix);

/* Whose rows are found. Of the others nothing is told but the best likeness, and only
 * from `least_other` on: who asks can then not tell one that is a little alike from
 * none, and most of their bits are not read. */
struct sketch_choice {
    const uint64_t *ours; /* bit row % 64 of word row / 64; NULL: all rows */
    double least_other;
};
/* One way in which something may be asked: as it was written, or otherwise. */
struct sketch_wish {
    struct sketch_query query;
    double least; /* likeness from which a row is found by it, */
    double less;  /* and how much less alike it is then told to be */
};
enum { SKETCH_WISHES_MAX = 9 };

/* The best `limit` (at most SKETCH_FINDINGS_MAX) of at least this likeness, by falling
 * likeness, then key; gives how many. `best_other_out` (may be NULL): of the rows that
 * are not ours, 0 when none is that much alike. `choice` may be NULL: all rows. */
size_t sketch_index_search(struct sketch_finding *out, double *best_other_out,
                           size_t limit, const struct sketch_index *ix,
                           const struct sketch_query *q, double least,
                           const struct sketch_choice *choice);
/* The same for several wishes in one pass: of each row the likeness by the wish by
 * which it is most alike (and `agrees` as that one was asked). Wishes with the same
 * name should follow each other: it is then counted once. */
size_t sketch_index_search_any(struct sketch_finding *out, double *best_other_out,
                               size_t limit, const struct sketch_index *ix,
                               const struct sketch_wish *wishes, size_t n_wishes,
                               const struct sketch_choice *choice);

#endif
