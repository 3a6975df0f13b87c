#include "act/dossier_acts.h"

#include "act/receiver_view.h"
#include "domain/condition_course.h"

static const struct {
    unsigned part;
    enum record_category category;
} part_categories[] = {
    {DOSSIER_IDENTITY, CATEGORY_IDENTITY}, {DOSSIER_COURSE, CATEGORY_COUNTABLE},
    {DOSSIER_GOAL, CATEGORY_GOAL},         {DOSSIER_CONDITION, CATEGORY_CONDITION},
    {DOSSIER_NOTE, CATEGORY_NOTE},         {DOSSIER_NOTE_OWN, CATEGORY_NOTE_OWN},
    {DOSSIER_HEALTH, CATEGORY_HEALTH},     {DOSSIER_WORK, CATEGORY_WORK},
    {DOSSIER_CHAT, CATEGORY_COUNTABLE},
};

/* Parts that show who it is, or words that were sealed. */
enum {
    PARTS_SEALED = DOSSIER_IDENTITY | DOSSIER_GOAL | DOSSIER_CONDITION | DOSSIER_NOTE |
                   DOSSIER_NOTE_OWN | DOSSIER_HEALTH | DOSSIER_WORK
};

static unsigned open_parts(const struct gate *gate, unsigned wanted)
{
    unsigned open = wanted & DOSSIER_PAST;
    for (unsigned i = 0; i < ARRAY_LEN(part_categories); i++)
        if ((wanted & part_categories[i].part) &&
            gate_opens(gate, part_categories[i].category, false, (struct uuid){{0}},
                       gate->visitor.organisation))
            open |= part_categories[i].part;
    return open;
}

/* A row that is countable tells what is not: that somebody has debts, or is ill. It is
 * left out for whom that category is closed, whichever page asks. */
struct closed_rows {
    bool conditions, health;
};

static bool is_closed_condition(const struct closed_rows *closed, uint8_t condition)
{
    return closed->conditions || (closed->health && condition_is_health(condition));
}

static bool is_left_out(const struct closed_rows *closed, const struct dossier *d,
                        struct uuid event)
{
    for (size_t i = 0; i < d->n_events; i++)
        if (uuid_eq(d->events[i].fact.id, event))
            return is_closed_condition(closed, d->events[i].fact.code);
    return true;
}

static void leave_out(struct dossier *d, const struct closed_rows *closed)
{
    size_t n = 0;
    for (size_t i = 0; i < d->n_condition_works; i++)
        if (!is_left_out(closed, d, d->condition_works[i].id))
            d->condition_works[n++] = d->condition_works[i];
    d->n_condition_works = n;
    n = 0;
    for (size_t i = 0; i < d->n_events; i++)
        if (d->events[i].fact.kind != EVENT_CONDITION ||
            !is_closed_condition(closed, d->events[i].fact.code))
            d->events[n++] = d->events[i];
    d->n_events = n;
    n = 0;
    for (size_t i = 0; i < d->n_steps; i++)
        if (!closed->health || !condition_is_health(d->steps[i].condition))
            d->steps[n++] = d->steps[i];
    d->n_steps = n;
    n = 0;
    for (size_t i = 0; i < d->n_guidances; i++)
        if (!closed->health || d->guidances[i].domain != GUIDANCE_DOMAIN_HEALTH)
            d->guidances[n++] = d->guidances[i];
    d->n_guidances = n;
}

/* Who was not at the table does not learn that there was one. */
static void leave_out_discussions(struct dossier *d, struct organisation_id own)
{
    static const char digits[] = "0123456789ABCDEF";
    char hex[2 * sizeof own.u.b];
    size_t n = 0;
    for (size_t i = 0; i < sizeof own.u.b; i++) {
        hex[2 * i] = digits[own.u.b[i] >> 4];
        hex[2 * i + 1] = digits[own.u.b[i] & 15];
    }
    for (size_t i = 0; i < d->n_discussions; i++) {
        struct str at_table = d->discussions[i].at_table;
        if (at_table.n && memmem(at_table.p, at_table.n, hex, sizeof hex))
            d->discussions[n++] = d->discussions[i];
    }
    d->n_discussions = n;
}

enum err_code dossier_open(struct dossier_view *out, const struct asking *a,
                           struct person_id person, unsigned wanted, const char *reason,
                           struct err *e)
{
    const struct uuid nobody = {{0}};
    enum err_code rc;
    *out = (struct dossier_view){0};
    TRY(person_gate(&out->gate, a, person, PERMISSION_PERSON_READ, e));
    out->parts = open_parts(&out->gate, wanted);
    out->closed = wanted & ~out->parts;
    if (out->parts & PARTS_SEALED) TRY(look_log(a, &person, 1, reason, e));
    TRY(dossier_read(&out->dossier, a->arena, a->house->db, person, out->parts,
                     out->gate.visitor.organisation, e));
    receiver_leave_out(&out->dossier, &out->gate);
    leave_out_discussions(&out->dossier, out->gate.visitor.organisation);
    leave_out(&out->dossier,
              &(struct closed_rows){
                  .conditions = !gate_opens(&out->gate, CATEGORY_CONDITION, false,
                                            nobody, out->gate.visitor.organisation),
                  .health = !gate_opens(&out->gate, CATEGORY_HEALTH, false, nobody,
                                        out->gate.visitor.organisation)});
out:
    return rc;
}

enum err_code dossier_may_write(struct gate *out, const struct asking *a,
                                struct person_id person, enum permission permission,
                                enum record_category category, struct err *e)
{
    enum err_code rc = person_gate(out, a, person, permission, e);
    if (rc != OK) return rc;
    if (gate_opens(out, category, true, a->visitor.worker, a->visitor.organisation))
        return OK;
    rc = err_set(e, ERR_DENIED, "this part of the file is closed for you");
    err_hint(e, "ask the person, or who accompanies the person");
    return rc;
}

enum err_code dossier_attended(struct dossier_view *v, const struct asking *a,
                               struct err *e)
{
    v->n_attended = 0;
    if (!(v->parts & DOSSIER_COURSE)) return OK;
    return sessions_of_person(&v->attended, &v->n_attended, a->arena, a->house->db,
                              v->dossier.person.id, e);
}

struct str dossier_call_name(const struct dossier *d)
{
    struct str name = d->identity.value[IDENTITY_CALL_NAME];
    return name.n ? name : d->identity.value[IDENTITY_GIVEN_NAME];
}

static bool has_ended(const struct dossier *d, struct trajectory_id id, struct day on)
{
    for (size_t i = 0; i < d->n_events; i++) {
        const struct dossier_event *ev = &d->events[i];
        if (ev->fact.kind == EVENT_ENDED && uuid_eq(ev->fact.trajectory.u, id.u) &&
            ev->fact.on.v <= on.v && !ev->written.retracted_at)
            return true;
    }
    return false;
}

bool dossier_trajectory_is_open(const struct dossier *d,
                                const struct trajectory_fact *t, struct day on)
{
    return t->reached_on.v <= on.v && !has_ended(d, t->id, on);
}

const struct dossier_trajectory *dossier_open_trajectory(const struct dossier *d,
                                                         struct day on)
{
    for (size_t i = d->n_trajectories; i-- > 0;)
        if (dossier_trajectory_is_open(d, &d->trajectories[i].fact, on))
            return &d->trajectories[i];
    return NULL;
}

const struct dossier_event *dossier_event_of(const struct dossier *d, struct uuid id)
{
    for (size_t i = 0; i < d->n_events; i++)
        if (uuid_eq(d->events[i].fact.id, id)) return &d->events[i];
    return NULL;
}
