#include "store/within_reach.h"

#include "store/gather.h"

static enum err_code person_row(void *out, struct arena *a, struct statement *st,
                                struct err *e)
{
    (void)a;
    (void)e;
    ((struct person_id *)out)->u = column_uuid(st, 0);
    return OK;
}

enum err_code persons_within_reach(struct person_id **out, size_t *n_out,
                                   struct arena *a, struct db *db,
                                   struct organisation_id organisation, struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT person FROM guidance WHERE organisation = $1 AND retracted_at IS NULL "
        "UNION SELECT k.person FROM delivery AS d JOIN source_key AS k "
        "ON k.delivery = d.id WHERE d.sender = $1 AND k.person IS NOT NULL AND "
        "k.retracted_at IS NULL "
        "UNION SELECT t.person FROM trajectory_fact AS t LEFT JOIN project_fact AS p "
        "ON p.id = t.project AND p.retracted_at IS NULL WHERE t.retracted_at IS NULL "
        "AND (t.host = $1 OR p.promotor = $1) "
        "UNION SELECT person FROM consent WHERE receiver = $1 AND is_given = 1 AND "
        "retracted_at IS NULL ORDER BY 1",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &organisation.u);
    return rows_gather(out, n_out, a, person_row, st, e);
}

enum err_code persons_accompanied(struct person_id **out, size_t *n_out,
                                  struct arena *a, struct db *db, struct uuid worker,
                                  struct organisation_id organisation, struct day today,
                                  struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT DISTINCT person FROM guidance WHERE organisation = $1 AND worker = $2 "
        "AND retracted_at IS NULL AND valid_from <= $3 "
        "AND (valid_to IS NULL OR valid_to >= $3) ORDER BY 1",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &organisation.u);
    bind_uuid(st, 2, &worker);
    bind_day(st, 3, today);
    return rows_gather(out, n_out, a, person_row, st, e);
}
