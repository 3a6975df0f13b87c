#include "store/read_log_store.h"

#include "store/gather.h"
#include "store/identity_inside.h"
#include "store/view.h"

#define COPY(field, st, column)                                                        \
    snprintf((field), sizeof(field), "%.*s", STR_ARG(column_text((st), (column))))

enum err_code look_add(struct write *w, const struct person_id *persons, size_t n,
                       const char *reason, struct err *e)
{
    struct uuid_stock ids = {0};
    enum err_code rc = OK;
    for (size_t i = 0; i < n; i++)
        TRY(identity_look_log(w, uuid7_from(&ids), persons[i], reason, e));
out:
    return rc;
}

enum err_code look_write(struct db *db, const struct actor *who,
                         const struct person_id *persons, size_t n, const char *reason,
                         struct err *e)
{
    return look_write_act(db, who, &(struct look_act){LOOK_ACT, ""}, persons, n, reason,
                          e);
}

enum err_code look_write_act(struct db *db, const struct actor *who,
                             const struct look_act *act,
                             const struct person_id *persons, size_t n,
                             const char *reason, struct err *e)
{
    struct write *w = NULL;
    enum err_code rc;
    TRY(write_begin(&w, db, who, act->act, act->what, e));
    TRY(look_add(w, persons, n, reason, e));
    w->is_look = true;
    rc = write_commit(&w, e);
out:
    write_abandon(&w);
    return rc;
}

#define LOOK_COLUMNS                                                                   \
    "SELECT l.id, l.person, l.actor, l.reason, l.happened_at FROM read_log AS l "

static enum err_code read_look(void *out, struct arena *a, struct statement *st,
                               struct err *e)
{
    struct look *l = out;
    (void)e;
    l->id = column_uuid(st, 0);
    l->person.u = column_uuid(st, 1);
    COPY(l->actor, st, 2);
    l->reason = str_to_c(a, column_text(st, 3));
    l->happened_at = column_int(st, 4);
    return OK;
}

/* The name of a worker, and where they worked on the day of the look. */
static enum err_code name_looker(struct look *l, struct db *db, struct err *e)
{
    struct statement *st = NULL;
    struct uuid worker;
    enum err_code rc = OK;
    bool row;
    if (uuid_parse(&worker, str_of(l->actor), NULL) != OK) return OK; /* a program */
    TRY(db_prepare(&st, db,
                   "SELECT w.name, (SELECT group_concat(DISTINCT o.name) "
                   "FROM membership AS m JOIN organisation_fact AS o "
                   "ON o.id = m.organisation AND o.retracted_at IS NULL "
                   "WHERE m.worker = w.id AND m.retracted_at IS NULL "
                   "AND m.valid_from <= $2 "
                   "AND (m.valid_to IS NULL OR m.valid_to >= $2)) "
                   "FROM worker_fact AS w WHERE w.id = $1 AND w.retracted_at IS NULL",
                   e));
    bind_uuid(st, 1, &worker);
    bind_day(st, 2, day_of_moment(l->happened_at));
    TRY(statement_step(&row, st, e));
    if (row) {
        COPY(l->worker_name, st, 0);
        COPY(l->organisations, st, 1);
    }
out:
    statement_done(st);
    return rc;
}

static enum err_code gather_looks(struct look **out, size_t *n_out, struct arena *a,
                                  struct db *db, struct statement *st, struct err *e)
{
    enum err_code rc;
    TRY(rows_gather(out, n_out, a, read_look, st, e));
    for (size_t i = 0; i < *n_out; i++)
        TRY(name_looker(&(*out)[i], db, e));
out:
    return rc;
}

enum err_code look_list(struct look **out, size_t *n_out, struct arena *a,
                        struct db *db, struct person_id person, int64_t before_ms,
                        size_t limit, struct err *e)
{
    struct statement *st = NULL;
    view_renew(db); /* the looks of a moment ago are what is asked for */
    enum err_code rc =
        db_prepare(&st, db,
                   LOOK_COLUMNS "WHERE l.person = $1 AND l.happened_at < $2 "
                                "ORDER BY l.happened_at DESC, l.id DESC LIMIT $3",
                   e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &person.u);
    bind_int(st, 2, before_ms);
    bind_int(st, 3, (int64_t)limit);
    return gather_looks(out, n_out, a, db, st, e);
}

enum err_code look_list_by(struct look **out, size_t *n_out, struct arena *a,
                           struct db *db, struct person_id person,
                           struct organisation_id organisation, int64_t before_ms,
                           size_t limit, struct err *e)
{
    struct statement *st = NULL;
    view_renew(db);
    enum err_code rc = db_prepare(
        &st, db,
        LOOK_COLUMNS "WHERE l.person = $1 AND l.happened_at < $2 AND "
                     "replace(l.actor, '-', '') IN (SELECT lower(hex(worker)) "
                     "FROM membership WHERE organisation = $4 "
                     "AND retracted_at IS NULL) "
                     "ORDER BY l.happened_at DESC, l.id DESC LIMIT $3",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &person.u);
    bind_int(st, 2, before_ms);
    bind_int(st, 3, (int64_t)limit);
    bind_uuid(st, 4, &organisation.u);
    return gather_looks(out, n_out, a, db, st, e);
}

enum err_code look_list_all(struct look **out, size_t *n_out, struct arena *a,
                            struct db *db, struct organisation_id organisation,
                            int64_t before_ms, size_t limit, struct err *e)
{
    struct statement *st = NULL;
    view_renew(db);
    enum err_code rc = db_prepare(
        &st, db,
        LOOK_COLUMNS "WHERE l.happened_at < $2 AND ($1 IS NULL OR "
                     "replace(l.actor, '-', '') IN (SELECT lower(hex(worker)) "
                     "FROM membership WHERE organisation = $1 "
                     "AND retracted_at IS NULL)) "
                     "ORDER BY l.happened_at DESC, l.id DESC LIMIT $3",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &organisation.u);
    bind_int(st, 2, before_ms);
    bind_int(st, 3, (int64_t)limit);
    return gather_looks(out, n_out, a, db, st, e);
}
