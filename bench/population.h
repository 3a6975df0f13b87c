/* Facts of an invented population for the benches that need a whole panel or a whole
 * store: persons with their attributes, participations in ten projects of five calls,
 * starts, actions, ends and outcomes. Deterministic; nobody in it exists. */
#ifndef BENCH_POPULATION_H
#define BENCH_POPULATION_H

#include "base/rng.h"
#include "domain/facts.h"
#include "domain/lists.h"

enum { POPULATION_CALLS = 5, POPULATION_PROJECTS = 10, POPULATION_ATTRIBUTES = 9 };

struct population {
    struct rng rng;
    size_t n_trajectories; /* participations to make */
    size_t made;
    int64_t clock_ms; /* ids count up from here, so that persons come in order */
};

/* One person with what hangs on it. */
struct population_person {
    struct person_fact person;
    struct attribute_fact attributes[POPULATION_ATTRIBUTES];
    struct trajectory_fact trajectories[7];
    size_t n_trajectories;
    struct event_fact events[7][5];
    size_t n_events[7];
};

void population_init(struct population *p, size_t n_trajectories);
void population_call(struct call_fact *out, unsigned i);
void population_project(struct project_fact *out, unsigned i);
/* False when all participations have been made. */
bool population_next(struct population_person *out, struct population *p);

#endif
