/* Targets and what is counted for them (target_measure.def). */
#ifndef DOMAIN_TARGET_MEASURE_H
#define DOMAIN_TARGET_MEASURE_H

#include "base/buf.h"
#include "domain/facts.h"

struct target_measure {
    const char *measure, *unit; /* as target_fact has them */
    const char *counted;        /* "count persons started" */
    const char *label[N_LANGS];
};
size_t target_measure_count(void);
const struct target_measure *target_measure_at(size_t i);
/* Its place; target_measure_count() when nothing counts it. A unit that says more than
 * its kind ("trajectories in 2024") is one of that kind. */
size_t target_measure_of(const struct target_fact *f);

/* What a target is counted within: a call or a project, by code. */
enum target_owner { TARGET_OF_CALL, TARGET_OF_PROJECT };
/* The statement of the question language: `counted` of the owner, in these days (both
 * DAY_NONE: always). A period with one open end is bounded by `today`, or by the first
 * day that a period can have. */
void counted_statement(struct buf *out, const char *counted, enum target_owner owner,
                       const char *code, struct day from, struct day to,
                       struct day today);

#endif
