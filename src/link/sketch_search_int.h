/* What the two ways through all sketches, row by row and bit by bit, have in common: so
 * that they cannot differ in what is alike. For the files of this search only. */
#ifndef LINK_SKETCH_SEARCH_INT_H
#define LINK_SKETCH_SEARCH_INT_H

#include "link/sketch_search.h"

enum { SKETCH_WORDS = SKETCH_PART_BYTES / 8 };

/* Shares that unlike names and dates have by chance: a quarter of the pairs of letters
 * and their bits, half of the digits. Contained: a file whose names stand in those that
 * are asked. Near: of the bits of a date, one digit or two. */
#define SKETCH_NAME_BY_CHANCE 0.3
#define SKETCH_DATE_BY_CHANCE 0.5
#define SKETCH_NAME_WEIGHT    0.65
#define SKETCH_DATE_WEIGHT    0.35
#define SKETCH_CONTAINED      0.8
#define SKETCH_NEAR_DIGITS    0.8

struct query_words {
    uint64_t name[SKETCH_WORDS], date[SKETCH_WORDS], swapped[SKETCH_WORDS];
    double name_bits, date_bits, swapped_bits;
    bool has_name, has_date;              /* asked, and it has bits */
    float one_of[PERSON_SKETCH_BITS + 1]; /* 1 / n, for what is let go */
};

/* Bits that a sketch shares with the query, and has itself. */
struct shared {
    uint32_t name, name_of_file, date, swapped, date_of_file;
};

/* Counts for the `n` sketches that stand one after the other. */
typedef void shared_function(struct shared *out, const struct person_sketch *sketch,
                             size_t n, const struct query_words *q);
shared_function *sketch_shared_best(void); /* that this machine has */
void sketch_query_words(struct query_words *out, const struct sketch_query *q);
/* As the head of sketch_search.h says; the query has a name or a date. */
double sketch_likeness(const struct shared *c, const struct query_words *q);
void sketch_tell_parts(struct sketch_finding *f, const struct person_sketch *sketch,
                       const struct query_words *q);

#endif
