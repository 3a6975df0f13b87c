/* The status of a trajectory on a day, computed from its dates (R20, R21, R22).
 *
 *   reached                     met, no guidance agreed yet
 *   started                     guidance agreed, nothing has followed it yet
 *   running                     something happened after the start
 *   running_aftercare_employed  as running, and in work: visible instead of lost in it
 *   carried_out, stopped        ended, as recorded; success is a separate judgement
 *
 * What lies after the day asked for is not seen, so that an earlier answer can be given
 * again. Aftercare: as long as needed in outreach (R87), at most some months after
 * entering service in custom work (R88, programme_rules.h). */
#ifndef DOMAIN_TRAJECTORY_STATUS_H
#define DOMAIN_TRAJECTORY_STATUS_H

#include "domain/facts.h"
#include "domain/lists.h"

struct trajectory_days {
    struct day reached, started;
    struct day
        active; /* first event after the start; the start itself when not known */
    struct day employed;  /* first day of the job that stands, DAY_NONE: none */
    struct day job_ended; /* DAY_NONE: still */
    struct day ended;
    uint8_t end_kind; /* list end_kind; CODE_MISSING */
};

/* List trajectory_status; -1 when not reached yet on that day, or ended in a way that
 * was not recorded. */
int trajectory_status_on(const struct trajectory_days *t, struct day on);
/* Reached and not ended on that day: what the published tables call running. */
bool trajectory_is_open(const struct trajectory_days *t, struct day on);

enum { AFTERCARE_UNLIMITED = -1 };
/* Last day of aftercare: months after entering service, or DAY_NONE when unlimited or
 * not in work. */
struct day aftercare_last_day(struct day employed, int months_max);
bool aftercare_expired(struct day employed, int months_max, struct day on);
/* Whole days until the last day of aftercare, for a warning before it ends; INT32_MAX
 * when unlimited or not in work, negative when past. */
int aftercare_days_left(struct day employed, int months_max, struct day on);

#endif
