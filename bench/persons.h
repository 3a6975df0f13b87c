/* Invented persons with the nine fields of the FEBRL test data, for benches. Words are
 * syllables; how many different ones a field has, how uneven they are drawn and how
 * long they are follows FEBRL 4 (docs/methods/encoding.md). Deterministic.
 *
 * One value in ten has a letter changed, so that it was probably never seen before;
 * of fresh persons every letter of names and places is drawn, so that none comes twice.
 */
#ifndef BENCH_PERSONS_H
#define BENCH_PERSONS_H

#include "base/str.h"

enum { PERSON_FIELDS = 9 };
extern const char *const person_fields[PERSON_FIELDS];

struct persons {
    size_t n;
    struct str (*values)[PERSON_FIELDS];
    char *text; /* of all values, one after another */
    size_t text_n;
};

void persons_init(struct persons *p, size_t n, uint64_t seed, bool is_fresh);
void persons_dispose(struct persons *p);

#endif
