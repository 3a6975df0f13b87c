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
