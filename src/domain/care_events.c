#include "domain/care_events.h"

static struct event_fact event_on(const struct event_fact *of,
                                  enum care_event_kind kind, struct day on)
{
    struct event_fact f = *of;
    f.kind = (uint8_t)kind;
    f.on = on;
    return f;
}

static const struct aftercare_fact *record_with(const struct aftercare_fact *records,
                                                size_t n, struct uuid id)
{
    for (size_t i = 0; i < n; i++)
        if (uuid_eq(records[i].id, id)) return &records[i];
    return NULL;
}

static uint8_t lag_of(const struct aftercare_moment *m,
                      const struct aftercare_fact *records, size_t n)
{
    const struct aftercare_fact *held = record_with(records, n, m->held_by_record);
    if (!held || m->state != AFTERCARE_HELD) return CARE_NOT_HELD;
    int lag = CARE_LAG_ZERO + days_between(m->due_on, held->on);
    return (uint8_t)MAX_OF(0, MIN_OF(CARE_LAG_MOST, lag));
}

static size_t add_moments(struct event_fact *out, const struct event_fact *of,
                          const struct aftercare_job *job,
                          const struct aftercare_fact *records, size_t n)
{
    struct aftercare_moment m[N_AFTERCARE_SIDE][AFTERCARE_MOMENTS];
    size_t made = 0;
    /* seen from so far that every moment has had its time */
    aftercare_plan_make(m, job, records, n, day_of(9999, 1, 1));
    for (unsigned side = 0; side < N_AFTERCARE_SIDE; side++)
        for (unsigned i = 0; i < AFTERCARE_MOMENTS; i++) {
            const struct aftercare_moment *at = &m[side][i];
            if (at->state == AFTERCARE_DROPPED) continue;
            struct event_fact *f = &out[made++];
            *f = event_on(of, EVENT_AFTERCARE, at->due_on);
            f->code = (uint8_t)i;
            f->detail = (uint8_t)(side + 2u * (at->is_optional ? AFTERCARE_RULE_OFFERED
                                                               : AFTERCARE_RULE_ASKED));
            f->value = lag_of(at, records, n);
        }
    return made;
}

static bool was_spoken_to(const struct aftercare_fact *r)
{
    return r->result != AFTERCARE_RESULT_NOT_REACHED;
}

/* Against what the other side said before about the same moment. */
static uint8_t compare_sides(const struct aftercare_fact *records, size_t at)
{
    const struct aftercare_fact *r = &records[at];
    for (size_t i = at; i-- > 0;) {
        const struct aftercare_fact *other = &records[i];
        if (other->side == r->side || !was_spoken_to(other) || day_is_none(r->due_on) ||
            other->due_on.v != r->due_on.v)
            continue;
        return other->result == r->result ? BOTH_SIDES_SAME : BOTH_SIDES_DIFFERENT;
    }
    return BOTH_SIDES_FIRST;
}

static size_t add_talks(struct event_fact *out, const struct event_fact *of,
                        const struct aftercare_fact *records, size_t n)
{
    size_t made = 0;
    for (size_t i = 0; i < n; i++) {
        if (!was_spoken_to(&records[i])) continue;
        struct event_fact *f = &out[made++];
        *f = event_on(of, EVENT_TALK, records[i].on);
        f->code = records[i].result;
        f->detail = records[i].side;
        f->value = compare_sides(records, i);
    }
    return made;
}

/* The last day of the job: as recorded, or the day on which it was told. */
static struct day last_day(const struct aftercare_job *job,
                           const struct aftercare_fact *records, size_t n)
{
    if (!day_is_none(job->to)) return job->to;
    for (size_t i = 0; i < n; i++)
        if (records[i].result == AFTERCARE_RESULT_ENDED) return records[i].on;
    return DAY_NONE;
}

static size_t add_checks(struct event_fact *out, const struct event_fact *of,
                         const struct aftercare_job *job, struct day last)
{
    static const int8_t months[CARE_JOB_CHECKS] = {0, 1, 3, 6, 12};
    enum { TWO_WEEKS = 14 };
    for (unsigned i = 0; i < CARE_JOB_CHECKS; i++) {
        struct day on = months[i] ? day_add_months(job->from, months[i])
                                  : (struct day){job->from.v + TWO_WEEKS};
        bool is_still = day_is_none(last) || last.v >= on.v;
        out[i] = event_on(of, EVENT_JOB_CHECK, on);
        out[i].code = (uint8_t)i;
        out[i].detail = is_still ? YES_NO_YES : YES_NO_NO;
        out[i].value =
            job->contract < N_CONTRACT_KIND && job->contract != CONTRACT_KIND_UNKNOWN
                ? (uint8_t)(1 + job->contract)
                : 0;
    }
    return CARE_JOB_CHECKS;
}

size_t care_events_of_job(struct event_fact *out, const struct event_fact *of,
                          const struct aftercare_job *job,
                          const struct aftercare_fact *records, size_t n)
{
    size_t made = add_moments(out, of, job, records, n);
    made += add_talks(out + made, of, records, n);
    return made + add_checks(out + made, of, job, last_day(job, records, n));
}
