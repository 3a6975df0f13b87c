#include "act/work_acts.h"

#include "act/dossier_write_int.h"
#include "base/uuid.h"
#include "domain/programme_rules.h"
#include "domain/trajectory_status.h"

/* --- jobs --- */

/* The outcome of a job, from what the form says. */
static void outcome_of(struct event_fact *f, struct event_particulars *p,
                       const struct job_record *j)
{
    uint8_t contract = j->job.contract;
    *f = (struct event_fact){.person = j->person,
                             .kind = EVENT_OUTCOME,
                             .code = contract == CONTRACT_KIND_SELF_EMPLOYED
                                         ? OUTCOME_SELF_EMPLOYED
                                         : OUTCOME_EMPLOYED,
                             .detail = j->sector,
                             .on = j->from};
    *p = event_particulars_none();
    p->to = j->to;
    p->weekly_minutes = j->weekly_minutes;
    if (contract < N_CONTRACT_KIND)
        snprintf(p->contract, sizeof p->contract, "%s",
                 code_list_at(LIST_CONTRACT_KIND)->codes[contract].code);
}

/* Aftercare refers to the outcome it belongs to: it moves to the new version. */
static enum err_code aftercare_move(struct write *w, const struct dossier *d,
                                    struct uuid from, struct uuid to, struct err *e)
{
    enum err_code rc = OK;
    for (size_t i = 0; i < d->n_aftercares; i++) {
        struct aftercare_fact f = d->aftercares[i];
        if (!uuid_eq(f.outcome, from)) continue;
        TRY(fact_retract(w, NOUN_AFTERCARE, f.person, f.id, e));
        f.id = uuid7_new();
        f.outcome = to;
        TRY(aftercare_add(w, &f, e));
    }
out:
    return rc;
}

static enum err_code job_write(struct write *w, const struct dossier *d,
                               struct event_fact *f, const struct event_particulars *p,
                               const struct job_fact *job, struct uuid corrects,
                               struct err *e)
{
    enum err_code rc;
    TRY(event_retract(w, d, EVENT_OUTCOME, corrects, e));
    TRY(event_add(w, f, p, e));
    if (job) {
        struct job_fact own = *job;
        own.id = f->id;
        own.person = f->person;
        TRY(job_add(w, &own, e));
    }
    if (!uuid_is_nil(corrects)) TRY(aftercare_move(w, d, corrects, f->id, e));
out:
    return rc;
}

enum err_code job_record(const struct asking *a, const struct job_record *j,
                         struct err *e)
{
    struct gate gate;
    struct dossier d = {0};
    struct event_fact f;
    struct event_particulars p;
    struct write *w = NULL;
    enum err_code rc;
    TRY(dossier_may_write(&gate, a, j->person, PERMISSION_DOSSIER_WRITE, CATEGORY_WORK,
                          e));
    TRY(day_has_been(a, j->from, e));
    outcome_of(&f, &p, j);
    TRY(course_read(&d, a, j->person, DOSSIER_COURSE | DOSSIER_WORK, e));
    TRY(trajectory_choose(&f.trajectory, &d, j->trajectory, j->from, e));
    f.id = first_id(a);
    TRY(work_begin(&w, a, "record job", "", e));
    TRY(job_write(w, &d, &f, &p, &j->job, j->corrects, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    dossier_wipe(&d);
    return rc;
}

static const struct job_fact *job_of(const struct dossier *d, struct uuid outcome)
{
    for (size_t i = 0; i < d->n_jobs; i++)
        if (uuid_eq(d->jobs[i].id, outcome)) return &d->jobs[i];
    return NULL;
}

static enum err_code ending_check(const struct dossier_event *ev, struct day on,
                                  struct err *e)
{
    if (!ev || ev->fact.kind != EVENT_OUTCOME)
        return err_set(e, ERR_NOT_FOUND, "this person has no such job");
    if (!day_is_none(ev->particulars.to))
        return err_set(e, ERR_INVALID, "this job has ended already");
    if (on.v < ev->fact.on.v)
        return err_set(e, ERR_INVALID, "a job ends before it began");
    return OK;
}

/* The outcome again, with its last day; its new id is `id`. */
static enum err_code ending_write(struct write *w, const struct dossier *d,
                                  const struct dossier_event *ev, struct uuid id,
                                  struct day on, struct err *e)
{
    struct event_fact f = ev->fact;
    struct event_particulars p = ev->particulars;
    f.id = id;
    p.to = on;
    return job_write(w, d, &f, &p, job_of(d, ev->fact.id), ev->fact.id, e);
}

enum err_code job_end(const struct asking *a, struct person_id person,
                      struct uuid outcome, struct day on, struct err *e)
{
    struct gate gate;
    struct dossier d = {0};
    struct write *w = NULL;
    enum err_code rc;
    TRY(dossier_may_write(&gate, a, person, PERMISSION_DOSSIER_WRITE, CATEGORY_WORK,
                          e));
    TRY(day_has_been(a, on, e));
    TRY(course_read(&d, a, person, DOSSIER_COURSE | DOSSIER_WORK, e));
    const struct dossier_event *ev = dossier_event_of(&d, outcome);
    TRY(ending_check(ev, on, e));
    TRY(work_begin(&w, a, "end job", "", e));
    TRY(ending_write(w, &d, ev, first_id(a), on, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    dossier_wipe(&d);
    return rc;
}

/* --- aftercare --- */

static enum err_code moment_check(const struct dossier_event *ev,
                                  const struct aftercare_fact *f, struct day ended_on,
                                  struct err *e)
{
    if (!ev || ev->fact.kind != EVENT_OUTCOME)
        return err_set(e, ERR_NOT_FOUND, "this person has no such job");
    if (f->on.v < ev->fact.on.v)
        return err_set(e, ERR_INVALID, "aftercare comes before the job began");
    if (day_is_none(ended_on)) return OK;
    return ending_check(ev, ended_on, e);
}

enum err_code aftercare_record(const struct asking *a, const struct aftercare_fact *f,
                               struct day ended_on, struct err *e)
{
    struct aftercare_fact own = *f;
    struct gate gate;
    struct dossier d = {0};
    struct write *w = NULL;
    enum err_code rc;
    TRY(dossier_may_write(&gate, a, f->person, PERMISSION_DOSSIER_WRITE, CATEGORY_WORK,
                          e));
    TRY(day_has_been(a, f->on, e));
    TRY(course_read(&d, a, f->person, DOSSIER_COURSE | DOSSIER_WORK, e));
    const struct dossier_event *ev = dossier_event_of(&d, f->outcome);
    TRY(moment_check(ev, f, ended_on, e));
    own.id = first_id(a);
    own.worker = a->visitor.worker;
    TRY(work_begin(&w, a, "record aftercare", "", e));
    if (!day_is_none(ended_on)) {
        own.outcome = uuid7_new();
        TRY(ending_write(w, &d, ev, own.outcome, ended_on, e));
    }
    TRY(aftercare_add(w, &own, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    dossier_wipe(&d);
    return rc;
}

/* --- courses --- */

bool outcome_is_followed(uint8_t outcome)
{
    return outcome == OUTCOME_EMPLOYED || outcome == OUTCOME_EDUCATION_TRAINING ||
           outcome == OUTCOME_TWE_STARTED || outcome == OUTCOME_SELF_EMPLOYED ||
           outcome == OUTCOME_INTERNSHIP || outcome == OUTCOME_FLOW_THROUGH_REGULAR;
}

static int months_max_for(const char *call, uint8_t call_kind, struct day from)
{
    return programme_rule_value("aftercare_months_max", str_of(call),
                                call_kind == CODE_MISSING ? ANY_KIND : call_kind, from,
                                AFTERCARE_UNLIMITED);
}

static int months_max_of(const struct dossier *d, const struct event_fact *outcome)
{
    for (size_t i = 0; i < d->n_trajectories; i++) {
        const struct dossier_trajectory *t = &d->trajectories[i];
        if (uuid_eq(t->fact.id.u, outcome->trajectory.u))
            return months_max_for(t->call, t->call_kind, outcome->on);
    }
    return AFTERCARE_UNLIMITED;
}

static void course_make(struct job_course *out, struct arena *a,
                        const struct dossier *d, const struct dossier_event *ev,
                        struct day on)
{
    struct aftercare_fact *own =
        arena_new_array(a, struct aftercare_fact, d->n_aftercares);
    size_t n = 0;
    out->outcome = ev;
    out->job = job_of(d, ev->fact.id);
    struct aftercare_job job = {.from = ev->fact.on,
                                .to = ev->particulars.to,
                                .contract =
                                    out->job ? out->job->contract : CODE_MISSING,
                                .months_max = months_max_of(d, &ev->fact)};
    for (size_t i = 0; i < d->n_aftercares; i++)
        if (uuid_eq(d->aftercares[i].outcome, ev->fact.id)) own[n++] = d->aftercares[i];
    aftercare_plan_make(out->moments, &job, own, n, on);
}

struct job_course *job_courses(size_t *n_out, struct arena *a, const struct dossier *d,
                               struct day on)
{
    struct job_course *courses = arena_new_array(a, struct job_course, d->n_events);
    size_t n = 0;
    for (size_t i = d->n_events; i-- > 0;)
        if (d->events[i].fact.kind == EVENT_OUTCOME &&
            !d->events[i].written.retracted_at &&
            outcome_is_followed(d->events[i].fact.code))
            course_make(&courses[n++], a, d, &d->events[i], on);
    *n_out = n;
    return courses;
}
