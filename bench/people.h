/* Invented people of a Flemish and German sort, many of them recorded more than once,
 * for benches. Names are syllables with a long tail: the most common family name is of
 * one person in 200, half of all are rare. People live in households, which share a
 * family name, an address and often a telephone; one record in four is a further record
 * of somebody, with typing errors, a moved address, a name left out. Deterministic:
 * nobody in it exists. */
#ifndef BENCH_PEOPLE_H
#define BENCH_PEOPLE_H

#include "base/arena.h"
#include "link/person_table.h"

struct people {
    struct person_table table;
    uint32_t *person_of; /* of each record: whom it is about */
    size_t n_persons;
    double n_true_pairs; /* pairs of records about one person */
    struct arena text;
};

void people_init(struct people *p, size_t n_records, uint64_t seed);
void people_dispose(struct people *p);

#endif
