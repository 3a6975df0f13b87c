/* What is counted of a job and the care after it, as events of the panel (facts.h):
 *
 * - EVENT_AFTERCARE: each moment that was or will be due (aftercare_plan.h), on its
 *   day, with both sides. Moments after the end of the job, and those of a side that
 *   did not want them any more, are none. Held on a day within the lag; asked for or
 *   offered follows the contract and the months of the programme.
 * - EVENT_TALK: each time that somebody was spoken to. When the other side was spoken
 * to before about the same moment, it tells whether the two gave the same answer; so a
 *   moment with both sides has one talk that compares, on the later of the two days.
 * - EVENT_JOB_CHECK: the job after 2 weeks, 1, 3, 6 and 12 months: still there on that
 *   day, that is, not ended before it.
 *
 * Each stands on the day from which it is known, so that an as-of day needs no more
 * than a comparison of days. */
#ifndef DOMAIN_CARE_EVENTS_H
#define DOMAIN_CARE_EVENTS_H

#include "domain/aftercare_plan.h"

enum { CARE_JOB_CHECKS = AFTERCARE_MOMENT_MONTHS_12 + 1 };
/* As many events as a job with n records has at most. */
#define CARE_EVENTS_MOST(n)                                                            \
    ((size_t)N_AFTERCARE_SIDE * AFTERCARE_MOMENTS + CARE_JOB_CHECKS + (n))

/* Writes the events; returns how many. `of` gives person, trajectory and id. `records`:
 * of this job alone, in order of day and then of id. */
size_t care_events_of_job(struct event_fact *out, const struct event_fact *of,
                          const struct aftercare_job *job,
                          const struct aftercare_fact *records, size_t n);

#endif
