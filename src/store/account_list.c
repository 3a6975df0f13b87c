#include "store/account_list.h"

#include "store/gather.h"

#define COPY(field, st, column)                                                        \
    snprintf((field), sizeof(field), "%.*s", STR_ARG(column_text((st), (column))))

static enum err_code read_row(void *out, struct arena *a, struct statement *st,
                              struct err *e)
{
    struct account_row *r = out;
    (void)a;
    (void)e;
    r->worker = column_uuid(st, 0);
    COPY(r->login, st, 1);
    COPY(r->name, st, 2);
    r->has_account = !column_is_null(st, 3);
    r->is_closed = column_int(st, 3) != 0;
    r->needs_factor = column_int(st, 4) != 0;
    r->has_password = column_int(st, 5) != 0;
    r->has_factor = column_int(st, 6) != 0;
    r->invited_until = column_int(st, 7);
    return OK;
}

enum err_code account_list(struct account_row **out, size_t *n_out, struct arena *a,
                           struct db *db, struct organisation_id organisation,
                           struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(
        &st, db,
        "SELECT w.id, w.login, w.name, a.is_closed, a.needs_factor, "
        "a.password IS NOT NULL, a.totp IS NOT NULL, "
        "(SELECT max(i.expires_at) FROM invitation AS i WHERE i.worker = w.id "
        "AND i.used_at IS NULL) FROM worker_fact AS w "
        "LEFT JOIN account AS a ON a.worker = w.id WHERE w.retracted_at IS NULL "
        "AND ($1 IS NULL OR w.id IN (SELECT worker FROM membership "
        "WHERE organisation = $1 AND retracted_at IS NULL)) ORDER BY w.name, w.id",
        e));
    bind_uuid(st, 1, &organisation.u);
    TRY(rows_gather(out, n_out, a, read_row, st, e));
    for (size_t i = 0; i < *n_out; i++) {
        struct account_row *r = &(*out)[i];
        TRY(membership_list(&r->memberships, &r->n_memberships, a, db, r->worker, e));
    }
out:
    return rc;
}
