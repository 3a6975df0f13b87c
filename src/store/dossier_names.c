#include "store/dossier_inside.h"

struct mentioned {
    struct uuid *ids;
    size_t n, cap;
};

static void mention(struct mentioned *m, struct uuid id)
{
    if (uuid_is_nil(id)) return;
    if (m->n && uuid_eq(m->ids[m->n - 1], id)) return;
    mem_push_room(m->ids, m->n, m->cap);
    m->ids[m->n++] = id;
}

#define MENTION_EACH(list, field)                                                      \
    for (size_t i = 0; i < d->n_##list; i++)                                           \
    mention(m, d->list[i].field)

static void mention_workers(struct mentioned *m, const struct dossier *d)
{
    MENTION_EACH(events, written.by);
    MENTION_EACH(events, particulars.worker);
    MENTION_EACH(guidances, worker);
    MENTION_EACH(guidances, written.by);
    MENTION_EACH(goals, written.by);
    MENTION_EACH(steps, written.by);
    MENTION_EACH(step_states, written.by);
    MENTION_EACH(engagements, written.by);
    MENTION_EACH(phase_actors, worker);
    MENTION_EACH(notes, worker);
    MENTION_EACH(notes, written.by);
    MENTION_EACH(assessments, written.by);
    MENTION_EACH(competences, written.by);
    MENTION_EACH(documents, worker);
    MENTION_EACH(appointments, worker);
    MENTION_EACH(appointments, written.by);
    MENTION_EACH(aftercares, worker);
    MENTION_EACH(aftercares, written.by);
    MENTION_EACH(appreciations, written.by);
    MENTION_EACH(discussions, written.by);
    MENTION_EACH(chats, worker);
    MENTION_EACH(proposals, worker);
}

static void mention_organisations(struct mentioned *m, const struct dossier *d)
{
    MENTION_EACH(events, particulars.organisation.u);
    MENTION_EACH(guidances, organisation.u);
    MENTION_EACH(phase_actors, organisation.u);
    MENTION_EACH(notes, organisation.u);
    MENTION_EACH(documents, organisation.u);
    MENTION_EACH(chats, organisation.u);
    MENTION_EACH(proposals, organisation.u);
    MENTION_EACH(trajectories, fact.host.u);
}

static int by_id(const void *a, const void *b)
{
    return uuid_compare(*(const struct uuid *)a, *(const struct uuid *)b);
}

static void keep_once(struct mentioned *m)
{
    size_t n = 0;
    if (m->n) qsort(m->ids, m->n, sizeof *m->ids, by_id);
    for (size_t i = 0; i < m->n; i++)
        if (n == 0 || !uuid_eq(m->ids[n - 1], m->ids[i])) m->ids[n++] = m->ids[i];
    m->n = n;
}

static enum err_code name_find(struct dossier_name *out, struct statement *st,
                               struct uuid id, struct err *e)
{
    enum err_code rc;
    bool row;
    out->id = id;
    bind_uuid(st, 1, &id);
    TRY(statement_step(&row, st, e));
    if (row) text_from_row(out->name, sizeof out->name, st, 0);
    statement_reset(st);
out:
    return rc;
}

enum err_code dossier_names_read(struct dossier *d, struct arena *a, struct db *db,
                                 struct err *e)
{
    struct mentioned m = {0};
    struct statement *st = NULL;
    enum err_code rc;
    mention_workers(&m, d);
    mention_organisations(&m, d);
    keep_once(&m);
    d->names = arena_new_array(a, struct dossier_name, m.n);
    d->n_names = m.n;
    TRY(db_prepare(
        &st, db,
        "SELECT name FROM worker_fact WHERE id = $1 AND retracted_at IS NULL "
        "UNION ALL SELECT name FROM organisation_fact WHERE id = $1 "
        "AND retracted_at IS NULL",
        e));
    for (size_t i = 0; i < m.n; i++)
        TRY(name_find(&d->names[i], st, m.ids[i], e));
out:
    statement_done(st);
    free(m.ids);
    return rc;
}

static int compare_name(const void *key, const void *name)
{
    return uuid_compare(*(const struct uuid *)key,
                        ((const struct dossier_name *)name)->id);
}

const char *dossier_name_of(const struct dossier *d, struct uuid id)
{
    const struct dossier_name *found =
        d->n_names ? bsearch(&id, d->names, d->n_names, sizeof *d->names, compare_name)
                   : NULL;
    return found ? found->name : "";
}
