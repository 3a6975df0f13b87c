#include "store/office_store.h"

#include "store/gather.h"

static enum err_code read_name(void *out, struct arena *a, struct statement *st,
                               struct err *e)
{
    struct office_name *name = out;
    (void)a;
    (void)e;
    name->id = column_uuid(st, 0);
    snprintf(name->name, sizeof name->name, "%.*s", STR_ARG(column_text(st, 1)));
    return OK;
}

enum err_code colleague_list(struct office_name **out, size_t *n_out, struct arena *a,
                             struct db *db, struct organisation_id organisation,
                             struct day today, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT DISTINCT w.id, w.name FROM membership AS m "
        "JOIN worker_fact AS w ON w.id = m.worker AND w.retracted_at IS NULL "
        "WHERE m.organisation = $1 AND m.retracted_at IS NULL AND m.valid_from <= $2 "
        "AND (m.valid_to IS NULL OR m.valid_to >= $2) ORDER BY w.name, w.id",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &organisation.u);
    bind_day(st, 2, today);
    return rows_gather(out, n_out, a, read_name, st, e);
}

enum err_code organisation_list(struct office_name **out, size_t *n_out,
                                struct arena *a, struct db *db,
                                struct organisation_id except, size_t most,
                                struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = db_prepare(&st, db,
                                  "SELECT id, name FROM organisation_fact "
                                  "WHERE retracted_at IS NULL AND id IS NOT $1 "
                                  "ORDER BY name, id LIMIT $2",
                                  e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &except.u);
    bind_int(st, 2, (int64_t)most);
    return rows_gather(out, n_out, a, read_name, st, e);
}

enum err_code organisation_has_account(bool *out, struct db *db,
                                       struct organisation_id organisation,
                                       struct day today, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    *out = false;
    TRY(db_prepare(&st, db,
                   "SELECT 1 FROM membership AS m JOIN account AS a ON a.worker = "
                   "m.worker AND a.is_closed = 0 WHERE m.organisation = $1 AND "
                   "m.retracted_at IS NULL AND m.valid_from <= $2 AND "
                   "(m.valid_to IS NULL OR m.valid_to >= $2) LIMIT 1",
                   e));
    bind_uuid(st, 1, &organisation.u);
    bind_day(st, 2, today);
    rc = statement_step(out, st, e);
out:
    statement_done(st);
    return rc;
}
