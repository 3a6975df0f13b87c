/* Moments of aftercare that belong to a job: after two weeks and after 1, 3, 6, 12, 24
 * and 36 months, with the person and with the employer (R73, R87 to R91).
 *
 * - A volatile contract asks for them; with a lasting one they are offered. So are 24
 * and 36 months, and what lies beyond the months the programme allows for aftercare:
 * then it is only asked how it goes.
 * - A moment that was missed is not run after: it has passed when the next one is
 * there.
 * - It ends when the job ends, and when the person does not want it; an employer who
 * does not want it ends only the employer's side. */
#ifndef DOMAIN_AFTERCARE_PLAN_H
#define DOMAIN_AFTERCARE_PLAN_H

#include "domain/dossier_facts.h"

enum { AFTERCARE_MOMENTS = 7, AFTERCARE_LATE_DAYS = 14, AFTERCARE_SOON_DAYS = 7 };

enum aftercare_state {
    AFTERCARE_TO_COME,
    AFTERCARE_DUE,
    AFTERCARE_LATE,    /* more than AFTERCARE_LATE_DAYS after its day */
    AFTERCARE_HELD,    /* somebody was spoken to */
    AFTERCARE_PASSED,  /* not held; the next one is there, or the job has ended */
    AFTERCARE_DROPPED, /* after the end of the job, or not wanted */
    N_AFTERCARE_STATES
};
const char *aftercare_state_word(enum aftercare_state s); /* "to_come" */

struct aftercare_moment {
    uint8_t side;  /* aftercare_side */
    int8_t months; /* 0: two weeks */
    struct day due_on;
    bool is_optional;
    enum aftercare_state state;
    unsigned n_tried;           /* times that nobody was reached */
    struct uuid held_by_record; /* nil unless held */
};
struct aftercare_job {
    struct day from, to; /* to DAY_NONE: still */
    uint8_t contract;    /* contract_kind */
    int months_max;      /* rule aftercare_months_max; AFTERCARE_UNLIMITED */
};

bool contract_is_volatile(uint8_t contract);
/* As of the day `on`. `records`: of this job alone, in order of day. */
void aftercare_plan_make(
    struct aftercare_moment out[N_AFTERCARE_SIDE][AFTERCARE_MOMENTS],
    const struct aftercare_job *job, const struct aftercare_fact *records, size_t n,
    struct day on);
/* The one to do now (due or late) or else the next to come of that side; NULL: none. */
const struct aftercare_moment *aftercare_next(
    const struct aftercare_moment moments[AFTERCARE_MOMENTS]);

#endif
