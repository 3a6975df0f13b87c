/* Persons looked for as they are typed: with errors in names and dates. */
#ifndef BENCH_TYPED_QUERY_H
#define BENCH_TYPED_QUERY_H

#include "base/rng.h"
#include "link/sketch_search.h"
#include "persons.h"

/* The place of a field of invented persons. */
size_t person_field_place(const char *name);
/* One error in the given name, one in the family name, the names exchanged half of the
 * time, the date whole, with a wrong digit, with day and month exchanged, its year
 * alone, or not given. Errors end the program. */
void typed_query(struct sketch_query *q, struct sketcher *s, const struct persons *p,
                 size_t i, struct rng *rng);
/* Of the name and date of birth of person i, as they are. */
void sketch_person(struct person_sketch *out, struct sketcher *s,
                   const struct persons *p, size_t i);

#endif
