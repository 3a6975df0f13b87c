/* Columns for the counting benches: participations of persons who come back, with
 * attributes that now and then differ from one participation to the next.
 * Deterministic.
 *
 * A person has 1 to 7 participations, 2.5 on average; at 15 % of the later ones one
 * attribute is drawn anew. Attributes are drawn with uneven weights, as in life. */
#ifndef BENCH_SYNTHETIC_H
#define BENCH_SYNTHETIC_H

#include "base/base.h"

enum { SYNTHETIC_DIMS = 5 };
struct synthetic {
    size_t n;
    uint32_t n_persons;
    uint8_t *columns[SYNTHETIC_DIMS];
    uint32_t *person;
    uint8_t *person_first;
};

extern const char *const synthetic_names[SYNTHETIC_DIMS];
extern const uint32_t synthetic_values[SYNTHETIC_DIMS];

void synthetic_init(struct synthetic *s, size_t n, uint64_t seed);
void synthetic_dispose(struct synthetic *s);

#endif
