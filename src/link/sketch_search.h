/* The files that are most like what is asked, among all sketches, in one pass. Every
 * instruction set gives the same findings in the same order.
 *
 * Likeness, 0 to 1: of the name, the share of its bits that the file has, less what an
 * unlike name has by chance (a file whose names all stand in a longer one that was
 * asked counts eight tenths); of the date, the share of its digits that agree, less
 * what an unlike date has by chance. Asked for both, the name weighs 0.65 and the date
 * 0.35, and a file without a date has half of those. */
#ifndef LINK_SKETCH_SEARCH_H
#define LINK_SKETCH_SEARCH_H

#include "encode/person_sketch.h"

/* What is asked, under the secret of the sketches. */
struct sketch_query {
    bool has_name, has_date, has_swapped;
    uint8_t name[SKETCH_PART_BYTES]; /* all names, in any order */
    uint8_t date[SKETCH_PART_BYTES];
    uint8_t swapped[SKETCH_PART_BYTES]; /* day and month exchanged */
};

enum part_agreement {
    PART_NOT_ASKED,
    PART_UNKNOWN, /* the file does not have it */
    PART_DIFFERENT,
    PART_NEAR,
    PART_SAME
};
struct sketch_finding {
    size_t row;
    double likeness;
    uint8_t agrees[N_SKETCH_PARTS]; /* enum part_agreement */
};

enum { SKETCH_FINDINGS_MAX = 1000 };
enum sketch_kernel {
    SKETCH_KERNEL_BEST,
    SKETCH_KERNEL_PLAIN,
    SKETCH_KERNEL_POPCNT,
    SKETCH_KERNEL_AVX512
};
bool sketch_kernel_is_here(enum sketch_kernel kernel);

/* The best `limit` (at most SKETCH_FINDINGS_MAX) of at least this likeness, by falling
 * likeness, then row; gives how many. */
size_t sketch_search(struct sketch_finding *out, size_t limit,
                     const struct person_sketch *sketches, size_t n,
                     const struct sketch_query *q, double least,
                     enum sketch_kernel kernel);

#endif
