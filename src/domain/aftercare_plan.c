#include "domain/aftercare_plan.h"

#include "domain/trajectory_status.h"

static const int8_t months_of[AFTERCARE_MOMENTS] = {0, 1, 3, 6, 12, 24, 36};
enum { LONG_FOLLOW_UP_MONTHS = 24 };

const char *aftercare_state_word(enum aftercare_state s)
{
    static const char *const words[N_AFTERCARE_STATES] = {
        "to_come", "due", "late", "held", "passed", "dropped",
    };
    return words[s];
}

/* What is not known is treated as what needs the most care. */
bool contract_is_volatile(uint8_t contract)
{
    return contract != CONTRACT_KIND_PERMANENT &&
           contract != CONTRACT_KIND_SELF_EMPLOYED;
}

static struct day due_day(const struct aftercare_job *job, int months)
{
    return months ? day_add_months(job->from, months) : (struct day){job->from.v + 14};
}

/* The first day on which it was said that the job had ended, or what is on record. */
static struct day end_of_job(const struct aftercare_job *job,
                             const struct aftercare_fact *records, size_t n)
{
    if (!day_is_none(job->to)) return job->to;
    for (size_t i = 0; i < n; i++)
        if (records[i].result == AFTERCARE_RESULT_ENDED) return records[i].on;
    return DAY_NONE;
}

/* The day from which this side has no aftercare any more because it is not wanted. */
static struct day not_wanted_from(unsigned side, const struct aftercare_fact *records,
                                  size_t n)
{
    struct day from = DAY_NONE;
    for (size_t i = 0; i < n; i++) {
        const struct aftercare_fact *r = &records[i];
        bool says_it = r->side == AFTERCARE_SIDE_PARTICIPANT || r->side == side;
        if (!says_it) continue;
        if (r->result == AFTERCARE_RESULT_NOT_WANTED)
            from = day_is_none(from) ? r->on : from;
        else if (r->side == AFTERCARE_SIDE_PARTICIPANT &&
                 r->result != AFTERCARE_RESULT_NOT_REACHED)
            from = DAY_NONE; /* spoken to again since: wanted after all */
    }
    return from;
}

static void look_up_records(struct aftercare_moment *m,
                            const struct aftercare_fact *records, size_t n,
                            struct day on)
{
    for (size_t i = 0; i < n; i++) {
        const struct aftercare_fact *r = &records[i];
        if (r->side != m->side || r->due_on.v != m->due_on.v || r->on.v > on.v)
            continue;
        if (r->result == AFTERCARE_RESULT_NOT_REACHED) {
            m->n_tried++;
        } else {
            m->held_by_record = r->id;
            m->state = AFTERCARE_HELD;
        }
    }
}

static enum aftercare_state state_by_day(struct day due, struct day next_due,
                                         struct day ended, struct day unwanted,
                                         struct day on)
{
    if (!day_is_none(ended) && due.v > ended.v) return AFTERCARE_DROPPED;
    if (!day_is_none(unwanted) && on.v >= unwanted.v && due.v >= unwanted.v)
        return AFTERCARE_DROPPED;
    if (on.v < due.v) return AFTERCARE_TO_COME;
    if (!day_is_none(ended) && on.v > ended.v) return AFTERCARE_PASSED;
    if (!day_is_none(unwanted) && on.v >= unwanted.v) return AFTERCARE_PASSED;
    if (!day_is_none(next_due) && on.v >= next_due.v) return AFTERCARE_PASSED;
    return on.v > due.v + AFTERCARE_LATE_DAYS ? AFTERCARE_LATE : AFTERCARE_DUE;
}

void aftercare_plan_make(
    struct aftercare_moment out[N_AFTERCARE_SIDE][AFTERCARE_MOMENTS],
    const struct aftercare_job *job, const struct aftercare_fact *records, size_t n,
    struct day on)
{
    struct day ended = end_of_job(job, records, n);
    struct day last = aftercare_last_day(job->from, job->months_max);
    bool is_asked_for = contract_is_volatile(job->contract);
    for (unsigned side = 0; side < N_AFTERCARE_SIDE; side++) {
        struct day unwanted = not_wanted_from(side, records, n);
        for (unsigned i = 0; i < AFTERCARE_MOMENTS; i++) {
            struct aftercare_moment *m = &out[side][i];
            struct day next =
                i + 1 < AFTERCARE_MOMENTS ? due_day(job, months_of[i + 1]) : DAY_NONE;
            *m = (struct aftercare_moment){.side = (uint8_t)side,
                                           .months = months_of[i],
                                           .due_on = due_day(job, months_of[i])};
            m->is_optional = !is_asked_for || m->months >= LONG_FOLLOW_UP_MONTHS ||
                             (!day_is_none(last) && m->due_on.v > last.v);
            m->state = state_by_day(m->due_on, next, ended, unwanted, on);
            look_up_records(m, records, n, on);
        }
    }
}

const struct aftercare_moment *aftercare_next(
    const struct aftercare_moment moments[AFTERCARE_MOMENTS])
{
    for (unsigned i = 0; i < AFTERCARE_MOMENTS; i++)
        if (moments[i].state == AFTERCARE_DUE || moments[i].state == AFTERCARE_LATE ||
            moments[i].state == AFTERCARE_TO_COME)
            return &moments[i];
    return NULL;
}
