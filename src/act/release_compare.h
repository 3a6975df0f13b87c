/* The question of a release asked again, compared cell by cell with what was frozen: as
 * known then, which must be the same, and as known now, which tells what came in later.
 */
#ifndef ACT_RELEASE_COMPARE_H
#define ACT_RELEASE_COMPARE_H

#include "act/release_acts.h"

/* One cell that is not the same three times. A text is a number, "12 of 40" for a rate,
 * or the word of a status; "" when that answer has no such cell. */
struct cell_difference {
    const char *part, *table;
    const char *place; /* "province=10000 sex=F" */
    const char *frozen, *known_then, *known_now;
};

struct release_comparison {
    struct cell_difference *differences;
    size_t n_differences;
    size_t n_cells; /* of the frozen answer */
    size_t n_differ_then, n_differ_now;
    bool is_same_bytes; /* as known then, the JSON is the same byte for byte */
};

/* Owned by the arena. Compared are number, denominator and status; words, and figures
 * published elsewhere, may have changed. */
nodiscard enum err_code release_compare(struct release_comparison *out, struct arena *a,
                                        struct db *db, const struct release_record *r,
                                        unsigned threads, struct err *e);

/* The cells of one tidy CSV (publish/tidy_csv.h) compared with those of two others. */
nodiscard enum err_code tidy_compare(struct release_comparison *out, struct arena *a,
                                     struct str frozen, struct str known_then,
                                     struct str known_now, struct err *e);

#endif
