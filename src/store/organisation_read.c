#include "store/organisation_read.h"

#include "store/from_row.h"

enum err_code organisation_kind_of(uint8_t *out, struct db *db,
                                   struct organisation_id organisation, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    *out = CODE_MISSING;
    TRY(db_prepare(&st, db,
                   "SELECT kind FROM organisation_fact WHERE id = $1 AND retracted_at "
                   "IS NULL",
                   e));
    bind_uuid(st, 1, &organisation.u);
    TRY(statement_step(&row, st, e));
    if (row) rc = code_from_row(out, st, 0, LIST_ORGANISATION_KIND, e);
out:
    statement_done(st);
    return rc;
}

enum err_code organisation_name_of(char *out, size_t size, struct db *db,
                                   struct organisation_id organisation, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    out[0] = '\0';
    TRY(db_prepare(&st, db,
                   "SELECT name FROM organisation_fact WHERE id = $1 AND retracted_at "
                   "IS NULL",
                   e));
    bind_uuid(st, 1, &organisation.u);
    TRY(statement_step(&row, st, e));
    if (row) snprintf(out, size, "%.*s", STR_ARG(column_text(st, 0)));
out:
    statement_done(st);
    return rc;
}

enum err_code worker_name_of(char *out, size_t size, struct db *db, struct uuid worker,
                             struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = OK;
    bool row;
    out[0] = '\0';
    if (uuid_is_nil(worker)) goto out;
    TRY(db_prepare(&st, db,
                   "SELECT name FROM worker_fact WHERE id = $1 AND retracted_at IS "
                   "NULL",
                   e));
    bind_uuid(st, 1, &worker);
    TRY(statement_step(&row, st, e));
    if (row) snprintf(out, size, "%.*s", STR_ARG(column_text(st, 0)));
out:
    statement_done(st);
    return rc;
}

enum err_code organisation_municipality(char out[6], struct db *db,
                                        struct organisation_id organisation,
                                        struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    out[0] = '\0';
    TRY(db_prepare(&st, db,
                   "SELECT municipality FROM organisation_fact WHERE id = $1 AND "
                   "retracted_at IS NULL",
                   e));
    bind_uuid(st, 1, &organisation.u);
    TRY(statement_step(&row, st, e));
    if (row) snprintf(out, 6, "%.*s", STR_ARG(column_text(st, 0)));
out:
    statement_done(st);
    return rc;
}
