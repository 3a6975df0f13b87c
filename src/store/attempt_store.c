#include "store/attempt_store.h"

#include "store/writer_inside.h"

static enum err_code keep_one(struct db *db, const struct attempt_count *c,
                              struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, db,
                   "INSERT INTO login_attempt (place, key, at, n, is_known) "
                   "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (place) DO UPDATE SET "
                   "key = excluded.key, at = excluded.at, n = excluded.n, "
                   "is_known = excluded.is_known WHERE excluded.at >= login_attempt.at",
                   e));
    bind_int(st, 1, c->place);
    bind_blob(st, 2, &c->key, sizeof c->key);
    bind_int(st, 3, c->at);
    bind_int(st, 4, c->n);
    bind_int(st, 5, c->is_known);
    rc = statement_run(st, e);
out:
    statement_done(st);
    return rc;
}

static enum err_code keep_all(struct db *db, const struct attempt_count *counts,
                              size_t n, struct err *e)
{
    enum err_code rc = OK;
    for (size_t i = 0; i < n; i++)
        TRY(keep_one(db, &counts[i], e));
out:
    return rc;
}

enum err_code attempt_keep(struct db *db, const struct attempt_count *counts, size_t n,
                           struct err *e)
{
    struct writer *writer = db_writer(db);
    enum err_code rc;
    if (!writer) return keep_all(db, counts, n, e);
    TRY(writer_enter(&db, writer, e));
    rc = keep_all(db, counts, n, e);
    if (rc == OK)
        rc = writer_keep(writer, false, e);
    else
        writer_undo(writer);
out:
    return rc;
}

enum err_code attempt_load(struct attempts *into, struct db *db, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, db, "SELECT place, key, at, n, is_known FROM login_attempt",
                   e));
    for (;;) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        struct attempt_count c = {.place = (uint32_t)column_int(st, 0),
                                  .at = column_int(st, 2),
                                  .n = (uint32_t)column_int(st, 3),
                                  .is_known = column_int(st, 4) != 0};
        struct str key = column_blob(st, 1);
        if (key.n != sizeof c.key) continue;
        memcpy(&c.key, key.p, sizeof c.key);
        attempts_restore(into, &c);
    }
out:
    statement_done(st);
    return rc;
}
