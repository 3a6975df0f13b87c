#include "act/dossier_write_int.h"

#include "base/uuid.h"

struct uuid first_id(const struct asking *a)
{
    return uuid_is_nil(a->form) ? uuid7_new() : a->form;
}

enum err_code day_has_been(const struct asking *a, struct day on, struct err *e)
{
    if (day_is_none(on)) return err_set(e, ERR_INVALID, "expected a day, found none");
    if (on.v <= a->today.v) return OK;
    enum err_code rc = err_set(e, ERR_INVALID, "what happened lies ahead of today");
    err_hint(e, "give the day on which it happened, or plan an appointment");
    return rc;
}

enum err_code dossier_write_begin(struct write **out, const struct asking *a,
                                  struct person_id person, enum permission permission,
                                  enum record_category category, const char *act,
                                  struct err *e)
{
    struct gate gate;
    enum err_code rc = dossier_may_write(&gate, a, person, permission, category, e);
    *out = NULL;
    return rc == OK ? work_begin(out, a, act, "", e) : rc;
}

enum err_code course_read(struct dossier *out, const struct asking *a,
                          struct person_id person, unsigned parts, struct err *e)
{
    return dossier_read(out, a->arena, a->house->db, person, parts,
                        a->visitor.organisation, e);
}

enum err_code trajectory_choose(struct trajectory_id *out, const struct dossier *d,
                                struct trajectory_id given, struct day on,
                                struct err *e)
{
    if (uuid_is_nil(given.u)) {
        const struct dossier_trajectory *t = dossier_open_trajectory(d, on);
        if (t) {
            *out = t->fact.id;
            return OK;
        }
        enum err_code rc = err_set(e, ERR_INVALID, "no trajectory is open on that day");
        err_hint(e, "begin a trajectory first");
        return rc;
    }
    for (size_t i = 0; i < d->n_trajectories; i++)
        if (uuid_eq(d->trajectories[i].fact.id.u, given.u)) {
            *out = given;
            return OK;
        }
    return err_set(e, ERR_NOT_FOUND, "this person has no such trajectory");
}

/* The row beside an event: who did the phase, the job, the criteria. */
static bool beside_find(enum noun *out, const struct dossier *d, enum event_kind kind,
                        struct uuid id)
{
    switch (kind) {
    case EVENT_PHASE:
        *out = NOUN_PHASE_ACTOR;
        for (size_t i = 0; i < d->n_phase_actors; i++)
            if (uuid_eq(d->phase_actors[i].id, id)) return true;
        return false;
    case EVENT_OUTCOME:
        *out = NOUN_JOB;
        for (size_t i = 0; i < d->n_jobs; i++)
            if (uuid_eq(d->jobs[i].id, id)) return true;
        return false;
    case EVENT_ENDED:
        *out = NOUN_CLOSING;
        for (size_t i = 0; i < d->n_closings; i++)
            if (uuid_eq(d->closings[i].id, id)) return true;
        return false;
    case EVENT_CONDITION:
        *out = NOUN_CONDITION_WORK;
        for (size_t i = 0; i < d->n_condition_works; i++)
            if (uuid_eq(d->condition_works[i].id, id)) return true;
        return false;
    default:
        return false;
    }
}

enum err_code event_retract(struct write *w, const struct dossier *d,
                            enum event_kind kind, struct uuid id, struct err *e)
{
    enum noun beside;
    enum err_code rc = OK;
    if (uuid_is_nil(id)) return OK;
    if (beside_find(&beside, d, kind, id))
        TRY(fact_retract(w, beside, d->person.id, id, e));
    rc = fact_retract(w, event_noun(kind), d->person.id, id, e);
out:
    return rc;
}
