/* The course of one trajectory, written out as dated facts: reached, referral, phases,
 * contacts, actions, outcome, end, judgement. */
#include "demo/demo_int.h"

#include "store/trajectory_store.h"

uint8_t demo_exit_without_result(struct demo *d)
{
    static const uint8_t reasons[] = {
        EXIT_REASON_OWN_CHOICE,
        EXIT_REASON_UNREACHABLE,
        EXIT_REASON_HEALTH,
        EXIT_REASON_OTHER_SERVICE,
        EXIT_REASON_SICKNESS_INSURANCE,
        EXIT_REASON_MOVED_ABROAD,
        EXIT_REASON_DETENTION,
        EXIT_REASON_TOTAL_INACTIVITY,
        EXIT_REASON_OTHER,
        EXIT_REASON_UNKNOWN,
    };
    static const unsigned weights[] = {22, 20, 14, 14, 8, 4, 3, 6, 5, 4};
    return reasons[rng_weighted(&d->rng, weights, ARRAY_LEN(weights))];
}

uint8_t demo_exit_of_outcome(uint8_t outcome)
{
    if (outcome == OUTCOME_EMPLOYED || outcome == OUTCOME_FLOW_THROUGH_REGULAR)
        return EXIT_REASON_JOB;
    if (outcome == OUTCOME_EDUCATION_TRAINING) return EXIT_REASON_EDUCATION;
    if (outcome == OUTCOME_QUALIFICATION) return EXIT_REASON_QUALIFICATION;
    if (outcome == OUTCOME_INACTIVE_TO_JOBSEEKING) return EXIT_REASON_JOB_SEEKING;
    return EXIT_REASON_OTHER_SERVICE;
}

uint8_t demo_sector(struct demo *d)
{
    return (uint8_t)rng_below(&d->rng, N_SECTOR);
}

/* Who sent the person, when the channel says somebody did. */
static uint8_t referring_body(uint8_t channel)
{
    switch (channel) {
    case INTAKE_CHANNEL_REFERRAL_VDAB:
        return ORGANISATION_KIND_VDAB;
    case INTAKE_CHANNEL_REFERRAL_OCMW:
        return ORGANISATION_KIND_OCMW;
    case INTAKE_CHANNEL_REFERRAL_OTHER_SERVICE:
        return ORGANISATION_KIND_WELFARE_ORG;
    case INTAKE_CHANNEL_REFERRAL_SCHOOL_CLB_PARENTS:
        return ORGANISATION_KIND_SCHOOL;
    case INTAKE_CHANNEL_REFERRAL_HEALTH:
        return ORGANISATION_KIND_HEALTH_INSURER;
    default:
        return CODE_MISSING;
    }
}

/* The day until which things happen: the end, or the last day of the region. */
static struct day course_last(const struct demo *d, const struct course *c)
{
    return day_is_none(c->ended_on) ? demo_after(d->options->today, -1) : c->ended_on;
}

static enum err_code phases(struct demo *d, const struct demo_person *p,
                            struct trajectory_id t, const struct course *c,
                            struct err *e)
{
    enum err_code rc = OK;
    static const uint8_t later[] = {PHASE_CONTEXT_CONDITIONS, PHASE_ORIENTATION,
                                    PHASE_WARM_HANDOVER};
    struct day last = course_last(d, c);
    TRY(demo_event(d, p, t, EVENT_PHASE, PHASE_OUTREACH, CODE_MISSING, c->reached_on,
                   e));
    TRY(demo_event(d, p, t, EVENT_PHASE, PHASE_CONTACT, CODE_MISSING, c->reached_on,
                   e));
    if (day_is_none(c->started_on)) goto out;
    struct day on = c->started_on;
    for (size_t i = 0; i < ARRAY_LEN(later); i++) {
        if (on.v > last.v) goto out;
        TRY(demo_event(d, p, t, EVENT_PHASE, later[i], CODE_MISSING, on, e));
        on = demo_after(on, rng_between(&d->rng, 15, 70));
    }
    if (c->outcome == OUTCOME_EMPLOYED && !day_is_none(c->outcome_on) &&
        !c->results_recorded_ms)
        rc = demo_event(d, p, t, EVENT_PHASE, PHASE_FOLLOW_UP, CODE_MISSING,
                        c->outcome_on, e);
out:
    return rc;
}

static enum err_code contacts(struct demo *d, const struct demo_person *p,
                              struct trajectory_id t, const struct course *c,
                              struct err *e)
{
    enum err_code rc = OK;
    static const uint8_t modes[] = {CONTACT_MODE_FACE_TO_FACE, CONTACT_MODE_PHONE,
                                    CONTACT_MODE_CHAT, CONTACT_MODE_MAIL};
    static const unsigned weights[] = {60, 22, 12, 6};
    struct day last = course_last(d, c);
    for (unsigned i = 0; i < c->n_contacts; i++) {
        uint8_t mode =
            i ? modes[rng_weighted(&d->rng, weights, 4)] : CONTACT_MODE_FACE_TO_FACE;
        struct day on = i ? demo_day(d, c->reached_on, last) : c->reached_on;
        TRY(demo_event(d, p, t, EVENT_CONTACT, mode, CODE_MISSING, on, e));
    }
out:
    return rc;
}

static enum err_code actions(struct demo *d, const struct demo_person *p,
                             struct trajectory_id t, const struct course *c,
                             struct err *e)
{
    enum err_code rc = OK;
    static const uint8_t kinds[] = {
        ACTION_KIND_CONVERSATION,
        ACTION_KIND_ORIENTATION,
        ACTION_KIND_APPLICATION_TRAINING,
        ACTION_KIND_LANGUAGE,
        ACTION_KIND_TRAINING,
        ACTION_KIND_INTERNSHIP,
        ACTION_KIND_HOME_VISIT,
        ACTION_KIND_JOB_HUNTING,
        ACTION_KIND_GROUP_SESSION,
        ACTION_KIND_ACCOMPANIED_REFERRAL,
        ACTION_KIND_PC_SKILLS,
        ACTION_KIND_EMPLOYER_VISIT,
    };
    static const unsigned weights[] = {24, 16, 10, 12, 8, 6, 6, 8, 6, 5, 4, 3};
    if (day_is_none(c->started_on)) return OK;
    struct day last = course_last(d, c);
    for (unsigned i = 0; i < c->n_actions; i++) {
        uint8_t kind = i ? kinds[rng_weighted(&d->rng, weights, ARRAY_LEN(weights))]
                         : ACTION_KIND_CONVERSATION;
        TRY(demo_event(d, p, t, EVENT_ACTION, kind, CODE_MISSING,
                       demo_day(d, c->started_on, last), e));
    }
    if (!day_is_none(c->twe_on))
        rc = demo_event(d, p, t, EVENT_ACTION, ACTION_KIND_TWE, CODE_MISSING, c->twe_on,
                        e);
out:
    return rc;
}

static enum err_code results(struct demo *d, const struct demo_person *p,
                             struct trajectory_id t, const struct course *c,
                             struct err *e)
{
    enum err_code rc = OK;
    if (!day_is_none(c->twe_on))
        TRY(demo_event(d, p, t, EVENT_OUTCOME, OUTCOME_TWE_STARTED, CODE_MISSING,
                       c->twe_on, e));
    d->recorded_from_ms = c->results_recorded_ms;
    if (c->outcome != CODE_MISSING)
        TRY(demo_event(d, p, t, EVENT_OUTCOME, c->outcome, c->sector, c->outcome_on,
                       e));
    if (!day_is_none(c->ended_on))
        TRY(demo_event(d, p, t, EVENT_ENDED, c->end_kind, c->exit_reason, c->ended_on,
                       e));
    if (c->judgement != CODE_MISSING)
        TRY(demo_event(d, p, t, EVENT_JUDGED, c->judgement, CODE_MISSING, c->judged_on,
                       e));
out:
    d->recorded_from_ms = 0;
    return rc;
}

/* A state, and the one it has by the next assessment: mostly a step on. */
static uint8_t next_state(struct demo *d, uint8_t state)
{
    static const uint8_t steps[] = {CONTEXT_CONDITION_STATE_OPEN,
                                    CONTEXT_CONDITION_STATE_IN_PROGRESS,
                                    CONTEXT_CONDITION_STATE_FULFILLED};
    static const int moves[] = {1, 2, 0, -1};
    static const unsigned weights[] = {45, 15, 33, 7};
    int at = 0;
    if (state == CONTEXT_CONDITION_STATE_NOT_DISCUSSED)
        return rng_chance(&d->rng, 0.5) ? CONTEXT_CONDITION_STATE_OPEN : state;
    while (steps[at] != state)
        at++;
    at += moves[rng_weighted(&d->rng, weights, ARRAY_LEN(moves))];
    return steps[MAX_OF(0, MIN_OF(at, 2))];
}

/* The conditions found at the start and what became of them. They draw from a stream of
 * their own, so that nothing else of the region depends on how many there are. */
static enum err_code conditions(struct demo *d, const struct demo_person *p,
                                struct trajectory_id t, const struct course *c,
                                struct err *e)
{
    static const uint8_t states[] = {
        CONTEXT_CONDITION_STATE_OPEN, CONTEXT_CONDITION_STATE_IN_PROGRESS,
        CONTEXT_CONDITION_STATE_FULFILLED, CONTEXT_CONDITION_STATE_NOT_DISCUSSED};
    static const unsigned weights[] = {62, 24, 8, 6};
    static const uint64_t stream = UINT64_C(0x636f6e646974696f);
    enum err_code rc = OK;
    struct rng kept = d->rng, fork = d->rng;
    struct day first = c->started_on, last = course_last(d, c);
    if (c->n_conditions == 0 || day_is_none(first)) return OK;
    rng_init(&d->rng, rng_next(&fork) ^ stream);
    struct day again = demo_day(d, demo_after(first, 30), last);
    unsigned code = rng_below(&d->rng, N_CONTEXT_CONDITION);
    for (unsigned i = 0; i < c->n_conditions; i++) {
        uint8_t state = states[rng_weighted(&d->rng, weights, ARRAY_LEN(states))];
        TRY(demo_event(d, p, t, EVENT_CONDITION, (uint8_t)code, state, first, e));
        /* one in five was never looked at again */
        if (again.v <= last.v && again.v > first.v && !rng_chance(&d->rng, 0.2))
            TRY(demo_event(d, p, t, EVENT_CONDITION, (uint8_t)code,
                           next_state(d, state), again, e));
        code = (code + 1 + rng_below(&d->rng, 5)) % N_CONTEXT_CONDITION;
    }
out:
    d->rng = kept;
    return rc;
}

/* Aftercare in the three months after flowing through from custom work, with the worker
 * and with the employer; from a stream of its own, as above. */
static enum err_code aftercare(struct demo *d, const struct demo_person *p,
                               struct trajectory_id t, const struct course *c,
                               struct err *e)
{
    static const uint8_t kinds[] = {ACTION_KIND_EMPLOYER_VISIT,
                                    ACTION_KIND_CONVERSATION,
                                    ACTION_KIND_EMPLOYER_ADVICE};
    static const uint64_t stream = UINT64_C(0x6166746572636172);
    enum { LONGEST_DAYS = 90 };
    enum err_code rc = OK;
    struct rng kept = d->rng, fork = d->rng;
    if (c->outcome != OUTCOME_FLOW_THROUGH_REGULAR) return OK;
    rng_init(&d->rng, rng_next(&fork) ^ stream);
    unsigned n = 1 + rng_below(&d->rng, ARRAY_LEN(kinds));
    for (unsigned i = 0; i < n; i++)
        TRY(demo_event(d, p, t, EVENT_ACTION, kinds[i], CODE_MISSING,
                       demo_day(d, demo_after(c->outcome_on, 1),
                                demo_after(c->outcome_on, LONGEST_DAYS)),
                       e));
out:
    d->rng = kept;
    return rc;
}

enum err_code demo_course(struct trajectory_id *out, struct demo *d,
                          const struct demo_person *p, const struct course *c,
                          struct err *e)
{
    enum err_code rc = OK;
    struct trajectory_fact f = {
        .id = {demo_uuid(d, c->reached_on)},
        .person = p->id,
        .project = c->project,
        .partnership = c->partnership,
        .host = c->host,
        .reached_on = c->reached_on,
        .entry_age = (int16_t)age_on(p->born, c->reached_on),
        .channel = c->channel,
        .is_voluntary = c->is_voluntary,
    };
    *out = f.id;
    demo_record_moment(d, c->reached_on);
    TRY(trajectory_add(d->w, &f, e));
    uint8_t body = referring_body(c->channel);
    if (body != CODE_MISSING)
        TRY(demo_event(d, p, f.id, EVENT_REFERRAL, body, CODE_MISSING, c->reached_on,
                       e));
    if (!day_is_none(c->started_on))
        TRY(demo_event(d, p, f.id, EVENT_STARTED, CODE_MISSING, CODE_MISSING,
                       c->started_on, e));
    TRY(phases(d, p, f.id, c, e));
    TRY(contacts(d, p, f.id, c, e));
    TRY(actions(d, p, f.id, c, e));
    TRY(results(d, p, f.id, c, e));
    TRY(conditions(d, p, f.id, c, e));
    TRY(aftercare(d, p, f.id, c, e));
out:
    return rc;
}
