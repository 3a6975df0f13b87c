/* Invariant: the sum of n is the number of rows in file_now. What a write does not
 * change is not written: most writes move a day, which is not counted here. */
#include "store/file_tally.h"

#include "store/db_backend.h"

void file_place_of(struct file_place *out, struct statement *st)
{
    *out = (struct file_place){.organisation = {column_uuid(st, 0)},
                               .worker = column_uuid(st, 1),
                               .valid_to = column_int(st, 4)};
    struct str phase = column_text(st, 2), status = column_text(st, 3);
    snprintf(out->phase, sizeof out->phase, "%.*s", STR_ARG(phase));
    snprintf(out->status, sizeof out->status, "%.*s", STR_ARG(status));
}

static bool is_same(const struct file_place *a, const struct file_place *b)
{
    return a->valid_to == b->valid_to &&
           uuid_eq(a->organisation.u, b->organisation.u) &&
           uuid_eq(a->worker, b->worker) && strcmp(a->phase, b->phase) == 0 &&
           strcmp(a->status, b->status) == 0;
}

static void bind_place(struct statement *st, const struct file_place *p)
{
    bind_uuid(st, 1, &p->organisation.u);
    bind_int(st, 2, p->valid_to);
    bind_blob(st, 3, p->worker.b, uuid_is_nil(p->worker) ? 0 : sizeof p->worker.b);
    bind_text(st, 4, str_of(p->phase));
    bind_text(st, 5, str_of(p->status));
}

static enum err_code count_more(struct db *db, const struct file_place *p,
                                struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, db,
                   "INSERT INTO file_tally (organisation, valid_to, worker, phase, "
                   "status, n) VALUES ($1, $2, $3, $4, $5, 1) "
                   "ON CONFLICT (organisation, valid_to, worker, phase, status) "
                   "DO UPDATE SET n = n + 1",
                   e));
    bind_place(st, p);
    rc = statement_run(st, e);
out:
    statement_done(st);
    return rc;
}

static enum err_code count_less(struct db *db, const struct file_place *p,
                                struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, db,
                   "UPDATE file_tally SET n = n - 1 WHERE organisation = $1 AND "
                   "valid_to = $2 AND worker = $3 AND phase = $4 AND status = $5",
                   e));
    bind_place(st, p);
    TRY(statement_run(st, e));
    statement_done(st);
    st = NULL;
    TRY(db_prepare(&st, db,
                   "DELETE FROM file_tally WHERE organisation = $1 AND valid_to = $2 "
                   "AND worker = $3 AND phase = $4 AND status = $5 AND n = 0",
                   e));
    bind_place(st, p);
    rc = statement_run(st, e);
out:
    statement_done(st);
    return rc;
}

enum err_code file_tally_move(struct db *db, const struct file_places *before,
                              const struct file_places *after, struct err *e)
{
    enum err_code rc = OK;
    bool same = before->n == after->n;
    for (size_t i = 0; same && i < before->n; i++)
        same = is_same(&before->at[i], &after->at[i]);
    if (same) goto out;
    for (size_t i = 0; i < before->n; i++)
        TRY(count_less(db, &before->at[i], e));
    for (size_t i = 0; i < after->n; i++)
        TRY(count_more(db, &after->at[i], e));
out:
    return rc;
}

enum err_code file_tally_clear(struct db *db, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = db_prepare(&st, db, "DELETE FROM file_tally", e);
    if (rc == OK) rc = statement_run(st, e);
    statement_done(st);
    return rc;
}
