#include "act/trajectory_acts.h"

#include "act/dossier_write_int.h"
#include "base/uuid.h"
#include "domain/age.h"

/* --- beginning --- */

static bool is_offered(const struct programme_choice *choices, size_t n,
                       const struct trajectory_beginning *b)
{
    for (size_t i = 0; i < n; i++)
        if (uuid_eq(choices[i].project.u, b->project.u) &&
            uuid_eq(choices[i].partnership.u, b->partnership.u))
            return true;
    return false;
}

static enum err_code beginning_check(const struct asking *a,
                                     const struct trajectory_beginning *b,
                                     struct err *e)
{
    struct programme_choice *choices;
    size_t n;
    enum err_code rc = OK;
    bool is_new = uuid_is_nil(b->trajectory.u);
    if (is_new) TRY(day_has_been(a, b->reached_on, e));
    if (!day_is_none(b->started_on)) {
        TRY(day_has_been(a, b->started_on, e));
        if (is_new && b->started_on.v < b->reached_on.v) {
            rc = err_set(e, ERR_INVALID, "it starts before the person was reached");
            goto out;
        }
    } else if (b->participant_words.n || b->guide_words.n || !is_new) {
        rc = err_set(e, ERR_INVALID, "expected the day on which guidance starts");
        goto out;
    }
    if (!is_new || (uuid_is_nil(b->project.u) && uuid_is_nil(b->partnership.u)))
        goto out;
    TRY(programme_choices(&choices, &n, a->arena, a->house->db, a->visitor.organisation,
                          b->reached_on, e));
    if (!is_offered(choices, n, b))
        rc = err_set(e, ERR_INVALID,
                     "the organisation has no part in this project on that day");
out:
    return rc;
}

/* Completed years, when the vault knows the day of birth: it is opened, and that is
 * logged, only for this. */
static enum err_code entry_age_of(int16_t *out, const struct asking *a,
                                  struct person_id person, struct day on, struct err *e)
{
    struct dossier_view view = {0};
    struct partial_date born;
    enum err_code rc;
    *out = -1;
    TRY(dossier_open(&view, a, person, DOSSIER_IDENTITY, "start of a trajectory", e));
    if (partial_date_parse(&born, view.dossier.identity.value[IDENTITY_BIRTH_DATE],
                           NULL) == OK &&
        born.year && born.month && born.day) {
        int age = age_on(born, on);
        *out = age > 130 ? -1 : (int16_t)age;
    }
out:
    dossier_wipe(&view.dossier);
    return rc;
}

static enum err_code has_started(bool *out, const struct asking *a,
                                 const struct trajectory_beginning *b, struct err *e)
{
    struct dossier d;
    struct trajectory_id found;
    enum err_code rc;
    *out = false;
    TRY(course_read(&d, a, b->person, DOSSIER_COURSE, e));
    TRY(trajectory_choose(&found, &d, b->trajectory, a->today, e));
    for (size_t i = 0; i < d.n_events; i++)
        *out |= d.events[i].fact.kind == EVENT_STARTED &&
                uuid_eq(d.events[i].fact.trajectory.u, found.u);
out:
    return rc;
}

static enum err_code promise_add(struct write *w, const struct trajectory_beginning *b,
                                 struct trajectory_id trajectory, uint8_t party,
                                 struct str words, struct err *e)
{
    if (!words.n) return OK;
    return engagement_add(w,
                          &(struct engagement_fact){.id = uuid7_new(),
                                                    .person = b->person,
                                                    .trajectory = trajectory,
                                                    .on = b->started_on,
                                                    .party = party,
                                                    .words = words},
                          e);
}

static enum err_code start_add(struct write *w, const struct trajectory_beginning *b,
                               struct trajectory_id trajectory, struct uuid id,
                               struct err *e)
{
    struct event_fact start = {.id = id,
                               .trajectory = trajectory,
                               .person = b->person,
                               .kind = EVENT_STARTED,
                               .code = CODE_MISSING,
                               .detail = CODE_MISSING,
                               .on = b->started_on};
    enum err_code rc;
    TRY(event_add(w, &start, NULL, e));
    TRY(promise_add(w, b, trajectory, ENGAGEMENT_PARTY_PARTICIPANT,
                    b->participant_words, e));
    rc = promise_add(w, b, trajectory, ENGAGEMENT_PARTY_GUIDE, b->guide_words, e);
out:
    return rc;
}

enum err_code trajectory_begin(const struct asking *a,
                               const struct trajectory_beginning *b, struct err *e)
{
    struct trajectory_fact t = {.id = b->trajectory,
                                .person = b->person,
                                .project = b->project,
                                .partnership = b->partnership,
                                .reached_on = b->reached_on,
                                .entry_age = -1,
                                .channel = b->channel,
                                .is_voluntary = b->is_voluntary};
    bool is_new = uuid_is_nil(b->trajectory.u), is_started = false;
    struct gate gate;
    struct write *w = NULL;
    enum err_code rc;
    TRY(dossier_may_write(&gate, a, b->person, PERMISSION_TRAJECTORY_WRITE,
                          CATEGORY_COUNTABLE, e));
    TRY(beginning_check(a, b, e));
    if (is_new)
        TRY(entry_age_of(&t.entry_age, a, b->person, b->reached_on, e));
    else
        TRY(has_started(&is_started, a, b, e));
    if (is_started) {
        rc = err_set(e, ERR_INVALID, "this trajectory has started already");
        goto out;
    }
    TRY(work_begin(&w, a, "begin trajectory", "", e));
    if (is_new) {
        t.id.u = first_id(a);
        TRY(trajectory_add(w, &t, e));
    }
    if (!day_is_none(b->started_on))
        TRY(start_add(w, b, t.id, is_new ? uuid7_new() : first_id(a), e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

/* --- phases --- */

static enum err_code episode_add(struct write *w, struct event_fact *f, struct day to,
                                 const struct phase_actor_fact *actor, struct err *e)
{
    struct event_particulars p = event_particulars_none();
    struct phase_actor_fact own = *actor;
    enum err_code rc;
    p.to = to;
    own.id = f->id;
    own.person = f->person;
    TRY(event_add(w, f, &p, e));
    rc = phase_actor_add(w, &own, e);
out:
    return rc;
}

enum err_code phase_begin(const struct asking *a, const struct phase_work *p,
                          struct err *e)
{
    struct event_fact f = {.id = first_id(a),
                           .person = p->person,
                           .kind = EVENT_PHASE,
                           .code = p->phase,
                           .detail = CODE_MISSING,
                           .on = p->from};
    struct phase_actor_fact actor = {.organisation = a->visitor.organisation,
                                     .worker = a->visitor.worker,
                                     .words = p->words};
    struct gate gate;
    struct dossier d;
    struct write *w = NULL;
    enum err_code rc;
    TRY(dossier_may_write(&gate, a, p->person, PERMISSION_DOSSIER_WRITE,
                          p->words.n ? CATEGORY_NOTE : CATEGORY_COUNTABLE, e));
    TRY(day_has_been(a, p->from, e));
    if (!day_is_none(p->to)) TRY(day_has_been(a, p->to, e));
    TRY(course_read(&d, a, p->person, DOSSIER_COURSE, e));
    TRY(trajectory_choose(&f.trajectory, &d, p->trajectory, p->from, e));
    TRY(work_begin(&w, a, "begin phase", "", e));
    TRY(episode_add(w, &f, p->to, &actor, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

static struct phase_actor_fact actor_of_episode(const struct asking *a,
                                                const struct dossier *d,
                                                struct uuid episode)
{
    for (size_t i = 0; i < d->n_phase_actors; i++)
        if (uuid_eq(d->phase_actors[i].id, episode)) return d->phase_actors[i];
    return (struct phase_actor_fact){.organisation = a->visitor.organisation,
                                     .worker = a->visitor.worker};
}

static enum err_code episode_check(const struct dossier_event *ev, struct day on,
                                   struct err *e)
{
    if (!ev || ev->fact.kind != EVENT_PHASE)
        return err_set(e, ERR_NOT_FOUND, "this person has no such phase");
    if (!day_is_none(ev->particulars.to))
        return err_set(e, ERR_INVALID, "this phase has ended already");
    if (on.v < ev->fact.on.v)
        return err_set(e, ERR_INVALID, "a phase ends before it began");
    return OK;
}

enum err_code phase_end(const struct asking *a, struct person_id person,
                        struct uuid episode, struct day on, struct str words,
                        struct err *e)
{
    struct gate gate;
    struct dossier d = {0};
    struct write *w = NULL;
    enum err_code rc;
    TRY(dossier_may_write(&gate, a, person, PERMISSION_DOSSIER_WRITE,
                          words.n ? CATEGORY_NOTE : CATEGORY_COUNTABLE, e));
    TRY(day_has_been(a, on, e));
    /* the words of before are sealed again under the new episode, and seen by nobody */
    TRY(course_read(&d, a, person, DOSSIER_COURSE | DOSSIER_NOTE, e));
    const struct dossier_event *ev = dossier_event_of(&d, episode);
    TRY(episode_check(ev, on, e));
    struct event_fact f = ev->fact;
    struct phase_actor_fact actor = actor_of_episode(a, &d, episode);
    if (words.n) actor.words = words;
    TRY(work_begin(&w, a, "end phase", "", e));
    TRY(event_retract(w, &d, EVENT_PHASE, episode, e));
    f.id = first_id(a);
    TRY(episode_add(w, &f, on, &actor, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    dossier_wipe(&d);
    return rc;
}

/* --- judging and closing --- */

static enum err_code judgement_add(struct write *w, struct uuid id,
                                   struct person_id person,
                                   struct trajectory_id trajectory, uint8_t judgement,
                                   struct day on, struct err *e)
{
    struct event_fact f = {.id = id,
                           .trajectory = trajectory,
                           .person = person,
                           .kind = EVENT_JUDGED,
                           .code = judgement,
                           .detail = CODE_MISSING,
                           .on = on};
    return event_add(w, &f, NULL, e);
}

enum err_code trajectory_judge(const struct asking *a, struct person_id person,
                               struct trajectory_id trajectory, uint8_t judgement,
                               struct day on, struct err *e)
{
    struct dossier d;
    struct gate gate;
    struct trajectory_id found;
    struct write *w = NULL;
    enum err_code rc;
    TRY(dossier_may_write(&gate, a, person, PERMISSION_TRAJECTORY_WRITE,
                          CATEGORY_COUNTABLE, e));
    TRY(day_has_been(a, on, e));
    TRY(course_read(&d, a, person, DOSSIER_COURSE, e));
    TRY(trajectory_choose(&found, &d, trajectory, on, e));
    TRY(work_begin(&w, a, "judge trajectory", "", e));
    TRY(judgement_add(w, first_id(a), person, found, judgement, on, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

static bool is_of(const struct dossier_event *ev, struct trajectory_id trajectory)
{
    return uuid_eq(ev->fact.trajectory.u, trajectory.u) && !ev->written.retracted_at;
}

static bool stands(const struct dossier_event *ev, struct day on)
{
    return ev->fact.on.v <= on.v &&
           (day_is_none(ev->particulars.to) || ev->particulars.to.v >= on.v);
}

static uint8_t contract_of(const struct dossier *d, struct uuid outcome)
{
    for (size_t i = 0; i < d->n_jobs; i++)
        if (uuid_eq(d->jobs[i].id, outcome)) return d->jobs[i].contract;
    return CODE_MISSING;
}

/* The last state of each condition that is open or being worked on. */
static unsigned open_conditions(const struct dossier *d)
{
    uint8_t state[N_CONTEXT_CONDITION];
    unsigned n = 0;
    memset(state, CODE_MISSING, sizeof state);
    for (size_t i = 0; i < d->n_events; i++) {
        const struct event_fact *f = &d->events[i].fact;
        if (f->kind == EVENT_CONDITION && f->code < N_CONTEXT_CONDITION)
            state[f->code] = f->detail;
    }
    for (unsigned i = 0; i < N_CONTEXT_CONDITION; i++)
        n += state[i] == CONTEXT_CONDITION_STATE_OPEN ||
             state[i] == CONTEXT_CONDITION_STATE_IN_PROGRESS;
    return n;
}

void closing_facts_of(struct closing_facts *out, const struct dossier *d,
                      const struct trajectory_closing *c)
{
    *out = (struct closing_facts){.answers = c->answers,
                                  .exit_reason = c->exit_reason,
                                  .contract = CODE_MISSING,
                                  .n_open_conditions = open_conditions(d)};
    out->answers.criterion = CODE_MISSING;
    for (size_t i = 0; i < d->n_trajectories; i++)
        if (uuid_eq(d->trajectories[i].fact.id.u, c->trajectory.u))
            out->answers.criterion = d->trajectories[i].criterion;
    for (size_t i = 0; i < d->n_events; i++) {
        const struct dossier_event *ev = &d->events[i];
        if (!is_of(ev, c->trajectory)) continue;
        if (ev->fact.kind == EVENT_OUTCOME && ev->fact.code == OUTCOME_EMPLOYED &&
            stands(ev, c->on)) {
            out->has_job = true;
            out->contract = contract_of(d, ev->fact.id);
        }
        out->has_training |= ev->fact.kind == EVENT_OUTCOME &&
                             (ev->fact.code == OUTCOME_EDUCATION_TRAINING ||
                              ev->fact.code == OUTCOME_QUALIFICATION);
        out->has_handover |=
            (ev->fact.kind == EVENT_ACTION &&
             ev->fact.code == ACTION_KIND_JOINT_FIRST_MEETING) ||
            (ev->fact.kind == EVENT_PHASE && ev->fact.code == PHASE_WARM_HANDOVER &&
             !day_is_none(ev->particulars.to));
    }
}

static enum err_code closing_may_be(const struct dossier *d,
                                    const struct trajectory_closing *c, struct err *e)
{
    for (size_t i = 0; i < d->n_trajectories; i++)
        if (uuid_eq(d->trajectories[i].fact.id.u, c->trajectory.u) &&
            d->trajectories[i].fact.reached_on.v > c->on.v)
            return err_set(e, ERR_INVALID, "it ends before the person was reached");
    for (size_t i = 0; i < d->n_events; i++)
        if (is_of(&d->events[i], c->trajectory) &&
            d->events[i].fact.kind == EVENT_ENDED)
            return err_set(e, ERR_INVALID, "this trajectory has ended already");
    return OK;
}

static enum err_code closing_write(struct write *w, const struct asking *a,
                                   const struct dossier *d,
                                   const struct trajectory_closing *c, struct err *e)
{
    struct closing_facts facts;
    struct event_fact end = {.id = first_id(a),
                             .trajectory = c->trajectory,
                             .person = c->person,
                             .kind = EVENT_ENDED,
                             .code = c->end_kind,
                             .detail = c->exit_reason,
                             .on = c->on};
    enum err_code rc;
    closing_facts_of(&facts, d, c);
    facts.answers.id = end.id;
    facts.answers.person = c->person;
    TRY(event_add(w, &end, NULL, e));
    TRY(closing_add(w, &facts.answers, e));
    if (c->judgement != CODE_MISSING)
        rc = judgement_add(w, uuid7_new(), c->person, c->trajectory, c->judgement,
                           c->on, e);
out:
    return rc;
}

enum err_code trajectory_close(const struct asking *a,
                               const struct trajectory_closing *c, struct err *e)
{
    struct dossier d;
    struct gate gate;
    struct trajectory_id found;
    struct write *w = NULL;
    enum err_code rc;
    TRY(dossier_may_write(&gate, a, c->person, PERMISSION_TRAJECTORY_WRITE,
                          CATEGORY_WORK, e));
    TRY(day_has_been(a, c->on, e));
    if (c->end_kind == CODE_MISSING || c->exit_reason == CODE_MISSING) {
        rc = err_set(e, ERR_INVALID, "expected how and why it ends");
        goto out;
    }
    TRY(course_read(&d, a, c->person, DOSSIER_COURSE, e));
    TRY(trajectory_choose(&found, &d, c->trajectory, c->on, e));
    TRY(closing_may_be(&d, c, e));
    TRY(work_begin(&w, a, "close trajectory", "", e));
    TRY(closing_write(w, a, &d, c, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

/* --- the criterion of a project --- */

enum err_code project_criterion_choose(const struct asking *a,
                                       struct project_id project, uint8_t criterion,
                                       struct err *e)
{
    struct programme_choice *choices;
    struct write *w = NULL;
    size_t n;
    bool leads = false;
    enum err_code rc;
    if (!role_has(a->visitor.role, PERMISSION_INSTRUMENTS)) {
        rc = err_set(e, ERR_DENIED, "not permitted: role");
        goto out;
    }
    TRY(programme_choices(&choices, &n, a->arena, a->house->db, a->visitor.organisation,
                          a->today, e));
    for (size_t i = 0; i < n; i++)
        leads |= choices[i].is_promotor && uuid_eq(choices[i].project.u, project.u);
    if (!leads) {
        rc = err_set(e, ERR_DENIED, "the organisation does not lead this project");
        goto out;
    }
    TRY(work_begin(&w, a, "choose criterion of project", "", e));
    TRY(project_criterion_set(w, project, criterion, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}
