/* Opening the files of a partnership, and the few things that all who fill them need.
 */
#include "demo/demo_files.h"

#include "store/account_store.h"
#include "store/programme_store.h"
#include "store/sketch_store.h"

enum { MINUTE_MS = 60000 };

enum err_code worker_of_login(struct uuid *out, struct demo *d, const char *login,
                              struct err *e)
{
    struct account account;
    bool found;
    enum err_code rc = account_find(&account, &found, NULL, d->db, str_of(login), e);
    if (rc == OK && !found) bug("the demonstration has no such login");
    *out = account.worker;
    return rc;
}

enum err_code files_open(struct demo_files *out, struct demo *d, const char *project,
                         const char *login, struct err *e)
{
    struct project_fact fact;
    struct person_id *persons;
    size_t n;
    bool found;
    enum err_code rc;
    *out = (struct demo_files){.d = d};
    TRY(project_find(&fact, &found, d->db, str_of(project), e));
    if (!found) bug("the living year has no such partnership");
    out->home = fact.promotor;
    out->project = fact.id;
    TRY(worker_of_login(&out->guide, d, login, e));
    TRY(persons_of_organisation(&persons, &n, &out->arena, d->db, out->home, e));
    for (size_t i = 0; i < n && out->n < FILES_OPEN_MOST; i++) {
        struct dossier *f = &out->file[out->n];
        TRY(dossier_read(f, &out->arena, d->db, persons[i],
                         DOSSIER_COURSE | DOSSIER_WORK, out->home, e));
        if (!f->is_erased && f->has_identity && f->n_trajectories) out->n++;
    }
out:
    return rc;
}

void files_dispose(struct demo_files *f)
{
    arena_dispose(&f->arena);
}

struct day file_day_of(const struct dossier *f, enum event_kind kind)
{
    for (size_t i = 0; i < f->n_events; i++)
        if (f->events[i].fact.kind == kind) return f->events[i].fact.on;
    return DAY_NONE;
}

const struct trajectory_fact *file_trajectory(const struct dossier *f)
{
    require(f->n_trajectories > 0);
    return &f->trajectories[0].fact;
}

struct day day_before_today(const struct demo *d, struct day from, int days)
{
    if (day_is_none(from)) return from;
    struct day on = demo_after(from, days), last = demo_after(d->options->today, -1);
    return on.v > last.v ? last : on;
}

void recorded_on(struct demo *d, struct day on, int minute)
{
    int64_t ms = day_to_moment(on) + minute * (int64_t)MINUTE_MS;
    int64_t latest = day_to_moment(d->options->today) - 1;
    write_recorded_at(d->w, ms > latest ? latest : ms);
}
