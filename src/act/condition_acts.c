#include "act/condition_acts.h"

enum record_category condition_category(uint8_t condition)
{
    return condition_is_health(condition) ? CATEGORY_HEALTH : CATEGORY_CONDITION;
}

static const struct condition_work_fact *work_of(const struct dossier *d,
                                                 struct uuid id)
{
    for (size_t i = 0; i < d->n_condition_works; i++)
        if (uuid_eq(d->condition_works[i].id, id)) return &d->condition_works[i];
    return NULL;
}

static void collect_lines(struct condition_view *v, struct arena *a)
{
    const struct dossier *d = &v->file.dossier;
    v->lines = arena_new_array(a, struct condition_line, d->n_events);
    for (size_t i = 0; i < d->n_events; i++) {
        const struct dossier_event *event = &d->events[i];
        if (event->fact.kind != EVENT_CONDITION || event->written.retracted_at)
            continue;
        if (v->is_health_closed && condition_is_health(event->fact.code)) continue;
        bool is_now = v->trajectory &&
                      uuid_eq(event->fact.trajectory.u, v->trajectory->fact.id.u);
        v->lines[v->n_lines++] =
            (struct condition_line){event, work_of(d, event->fact.id), is_now};
    }
}

/* Courses are of one trajectory: places are turned into places in all lines. */
static void follow_courses(struct condition_view *v, struct arena *a)
{
    struct condition_assessed *assessed =
        arena_new_array(a, struct condition_assessed, v->n_lines);
    size_t *place = arena_new_array(a, size_t, v->n_lines);
    size_t n = 0;
    for (size_t i = 0; i < v->n_lines; i++) {
        const struct event_fact *f = &v->lines[i].event->fact;
        if (!v->lines[i].is_now) continue;
        place[n] = i;
        assessed[n++] = (struct condition_assessed){f->code, f->detail, f->on};
    }
    v->n_courses = condition_courses(v->courses, assessed, n);
    for (size_t i = 0; i < v->n_courses; i++) {
        v->courses[i].first = place[v->courses[i].first];
        v->courses[i].last = place[v->courses[i].last];
    }
    condition_changes_count(v->changes, v->courses, v->n_courses);
}

enum err_code conditions_show(struct condition_view *out, const struct asking *a,
                              struct person_id person, struct err *e)
{
    enum err_code rc;
    *out = (struct condition_view){0};
    TRY(dossier_open(&out->file, a, person,
                     DOSSIER_IDENTITY | DOSSIER_COURSE | DOSSIER_GOAL |
                         DOSSIER_CONDITION | DOSSIER_HEALTH,
                     "conditions", e));
    out->is_closed = !(out->file.parts & DOSSIER_CONDITION);
    out->is_health_closed = !(out->file.parts & DOSSIER_HEALTH);
    out->may_write = gate_opens(&out->file.gate, CATEGORY_CONDITION, true,
                                a->visitor.worker, a->visitor.organisation);
    out->may_write_health = gate_opens(&out->file.gate, CATEGORY_HEALTH, true,
                                       a->visitor.worker, a->visitor.organisation);
    out->trajectory = dossier_open_trajectory(&out->file.dossier, a->today);
    if (out->is_closed) goto out;
    collect_lines(out, a->arena);
    follow_courses(out, a->arena);
out:
    return rc;
}

const struct condition_course *condition_course_in(const struct condition_view *v,
                                                   uint8_t condition)
{
    for (size_t i = 0; i < v->n_courses; i++)
        if (v->courses[i].condition == condition) return &v->courses[i];
    return NULL;
}

/* The trajectory that is open on the day. */
static enum err_code trajectory_on(struct trajectory_id *out, const struct asking *a,
                                   struct person_id person, struct day on,
                                   struct err *e)
{
    struct dossier d = {0};
    enum err_code rc = dossier_read(&d, a->arena, a->house->db, person, DOSSIER_COURSE,
                                    (struct organisation_id){{{0}}}, e);
    if (rc != OK) return rc;
    const struct dossier_trajectory *t = dossier_open_trajectory(&d, on);
    if (t) {
        *out = t->fact.id;
        return OK;
    }
    rc = err_set(e, ERR_UNAVAILABLE, "no trajectory was open on that day");
    err_hint(e, "begin a trajectory first, or take a later day");
    return rc;
}

enum err_code condition_note(const struct asking *a, struct person_id person,
                             const struct condition_entry *c, struct err *e)
{
    struct write *w = NULL;
    struct gate gate;
    struct event_fact event = {.id = a->form,
                               .person = person,
                               .kind = EVENT_CONDITION,
                               .code = c->condition,
                               .detail = c->state,
                               .on = c->on};
    struct condition_work_fact work = {
        .id = a->form, .person = person, .owner = c->owner, .words = c->words};
    enum err_code rc;
    TRY(dossier_may_write(&gate, a, person, PERMISSION_DOSSIER_WRITE,
                          condition_category(c->condition), e));
    if (day_is_none(c->on) || c->on.v > a->today.v) {
        rc = err_set(e, ERR_INVALID, "a state is of today or of a day that was");
        goto out;
    }
    TRY(trajectory_on(&event.trajectory, a, person, c->on, e));
    TRY(work_begin(&w, a, "assess condition", "", e));
    TRY(event_add(w, &event, NULL, e));
    if (c->owner != CODE_MISSING) TRY(condition_work_add(w, &work, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}
