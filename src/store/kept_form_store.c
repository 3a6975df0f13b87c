#include "store/kept_form_store.h"

#include "store/from_row.h"
#include "store/writer_inside.h"

struct change {
    struct uuid worker, id;
    struct str sealed; /* to add; NULL pointer: the id is removed */
    int64_t now_ms;
};

static enum err_code add_row(struct db *db, const struct change *c, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, db,
                   "INSERT INTO kept_form (id, worker, sealed, kept_at) "
                   "VALUES ($1, $2, $3, $4)",
                   e));
    bind_uuid(st, 1, &c->id);
    bind_uuid(st, 2, &c->worker);
    bind_blob(st, 3, c->sealed.p, c->sealed.n);
    bind_int(st, 4, c->now_ms);
    rc = statement_run(st, e);
out:
    statement_done(st);
    return rc;
}

static enum err_code remove_row(struct db *db, const struct change *c, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, db, "DELETE FROM kept_form WHERE worker = $1 AND id = $2", e));
    bind_uuid(st, 1, &c->worker);
    bind_uuid(st, 2, &c->id);
    rc = statement_run(st, e);
out:
    statement_done(st);
    return rc;
}

static enum err_code remove_rest(struct db *db, const struct change *c, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, db,
                   "DELETE FROM kept_form WHERE kept_at < $1 OR (worker = $2 AND id "
                   "NOT IN (SELECT id FROM kept_form WHERE worker = $2 "
                   "ORDER BY kept_at DESC, id DESC LIMIT $3))",
                   e));
    bind_int(st, 1, c->now_ms - KEPT_FORM_MS);
    bind_uuid(st, 2, &c->worker);
    bind_int(st, 3, KEPT_FORMS_OF_WORKER);
    rc = statement_run(st, e);
out:
    statement_done(st);
    return rc;
}

static enum err_code change_all(struct db *db, const struct change *c, struct err *e)
{
    enum err_code rc;
    TRY(c->sealed.p ? add_row(db, c, e) : remove_row(db, c, e));
    rc = remove_rest(db, c, e);
out:
    return rc;
}

/* A connection that only reads takes a turn at the shared writer. */
static enum err_code change(struct db *db, const struct change *c, struct err *e)
{
    struct writer *writer = db_writer(db);
    enum err_code rc;
    if (!writer) return change_all(db, c, e);
    TRY(writer_enter(&db, writer, e));
    rc = change_all(db, c, e);
    if (rc == OK)
        rc = writer_keep(writer, false, e);
    else
        writer_undo(writer);
out:
    return rc;
}

enum err_code kept_form_add(struct db *db, struct uuid id, struct uuid worker,
                            struct str sealed, int64_t now_ms, struct err *e)
{
    require(sealed.n > 0);
    return change(db, &(struct change){worker, id, sealed, now_ms}, e);
}

enum err_code kept_form_remove(struct db *db, struct uuid worker, struct uuid id,
                               int64_t now_ms, struct err *e)
{
    return change(db, &(struct change){worker, id, STR_NONE, now_ms}, e);
}

enum err_code kept_form_find(struct uuid *id_out, struct str *sealed_out,
                             bool *found_out, struct arena *a, struct db *db,
                             struct uuid worker, struct uuid id, int64_t now_ms,
                             struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    *found_out = false;
    TRY(db_prepare(&st, db,
                   "SELECT id, sealed FROM kept_form WHERE worker = $1 "
                   "AND ($2 IS NULL OR id = $2) AND kept_at >= $3 "
                   "ORDER BY kept_at DESC, id DESC LIMIT 1",
                   e));
    bind_uuid(st, 1, &worker);
    bind_uuid(st, 2, &id);
    bind_int(st, 3, now_ms - KEPT_FORM_MS);
    TRY(statement_step(found_out, st, e));
    if (!*found_out) goto out;
    struct str sealed = column_blob(st, 1);
    *id_out = column_uuid(st, 0);
    *sealed_out = (struct str){arena_copy(a, sealed.p, sealed.n), sealed.n};
out:
    statement_done(st);
    return rc;
}
