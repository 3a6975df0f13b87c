#include "store/programme_read.h"

#include "store/gather.h"

static enum err_code choice_row(void *out, struct arena *a, struct statement *st,
                                struct err *e)
{
    struct programme_choice *c = out;
    (void)a;
    (void)e;
    c->id = column_uuid(st, 0);
    c->is_partnership = column_int(st, 1);
    snprintf(c->code, sizeof c->code, "%.*s", STR_ARG(column_text(st, 2)));
    snprintf(c->title, sizeof c->title, "%.*s", STR_ARG(column_text(st, 3)));
    return OK;
}

enum err_code programme_choices(struct programme_choice **out, size_t *n_out,
                                struct arena *a, struct db *db,
                                struct organisation_id organisation, struct day today,
                                struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    *out = NULL;
    *n_out = 0;
    TRY(db_prepare(
        &st, db,
        "SELECT id, 0, code, title FROM project_fact AS p WHERE retracted_at IS NULL "
        "AND (valid_from IS NULL OR valid_from <= $2) AND (valid_to IS NULL OR "
        "valid_to >= $2) AND (promotor = $1 OR EXISTS (SELECT 1 FROM partner AS r "
        "WHERE "
        "r.project = p.id AND r.organisation = $1 AND r.retracted_at IS NULL AND "
        "(r.valid_from IS NULL OR r.valid_from <= $2) AND (r.valid_to IS NULL OR "
        "r.valid_to >= $2))) UNION ALL SELECT id, 1, code, name FROM partnership_fact "
        "AS p WHERE retracted_at IS NULL AND (valid_from IS NULL OR valid_from <= $2) "
        "AND (valid_to IS NULL OR valid_to >= $2) AND EXISTS (SELECT 1 FROM partner AS "
        "r WHERE r.partnership = p.id AND r.organisation = $1 AND r.retracted_at IS "
        "NULL AND (r.valid_from IS NULL OR r.valid_from <= $2) AND (r.valid_to IS NULL "
        "OR r.valid_to >= $2)) ORDER BY 4, 3",
        e));
    bind_uuid(st, 1, &organisation.u);
    bind_day(st, 2, today);
    return rows_gather(out, n_out, a, choice_row, st, e);
out:
    return rc;
}
