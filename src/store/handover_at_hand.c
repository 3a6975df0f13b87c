#include "store/handover_at_hand.h"

#include "store/from_row.h"
#include "store/gather.h"

enum err_code handovers_asked(struct handovers_asked *out, struct db *db,
                              struct organisation_id receiver, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    *out = (struct handovers_asked){.since = DAY_NONE};
    TRY(db_prepare(
        &st, db,
        "SELECT coalesce(sum(w.state IN ('proposed', 'received')), 0), "
        "count(*), min(CASE WHEN w.state IN ('proposed', 'received') THEN "
        "w.since_on END) FROM (SELECT state, since_on FROM handover_waiting "
        "INDEXED BY handover_waiting_to WHERE to_organisation = $1 LIMIT $2) "
        "AS w",
        e));
    bind_uuid(st, 1, &receiver.u);
    bind_int(st, 2, ASKED_LOOKED_AT);
    TRY(statement_step(&row, st, e));
    out->n = column_int(st, 0);
    out->is_more = column_int(st, 1) >= ASKED_LOOKED_AT;
    out->since = column_day(st, 2);
out:
    statement_done(st);
    return rc;
}

static enum err_code at_hand_row(void *out, struct arena *a, struct statement *st,
                                 struct err *e)
{
    struct handover_at_hand *h = out;
    (void)a;
    (void)e;
    h->id = column_uuid(st, 0);
    h->meeting_at = column_int(st, 1);
    return OK;
}

#define HAPPENED(kinds)                                                                \
    "EXISTS (SELECT 1 FROM handover_event AS v WHERE v.handover = h.id AND "           \
    "v.retracted_at IS NULL AND v.kind IN (" kinds "))"

enum err_code handovers_of_worker(struct handover_at_hand **out, size_t *n_out,
                                  struct arena *a, struct db *db,
                                  struct organisation_id organisation,
                                  struct uuid worker, size_t most, struct err *e)
{
    struct statement *st;
    enum err_code rc =
        db_prepare(&st, db,
                   "SELECT h.id, coalesce((SELECT CASE x.state WHEN 'planned' "
                   "THEN x.starts_at END "
                   "FROM appointment AS x WHERE x.person = h.person AND x.id = "
                   "h.appointment AND "
                   "x.retracted_at IS NULL ORDER BY x.sequence DESC LIMIT 1), 0) "
                   "FROM (SELECT person FROM file_now WHERE organisation = $1 AND "
                   "worker = $2 ORDER BY last_contact_on DESC LIMIT $3) AS f "
                   "CROSS JOIN handover "
                   "AS h ON h.person = f.person WHERE h.retracted_at IS NULL AND "
                   "(h.from_organisation = $1 OR h.to_organisation = $1) "
                   "AND " HAPPENED("'sent'") " AND NOT " HAPPENED(
                       "'finished', 'withdrawn'") " AND NOT EXISTS (SELECT 1 FROM "
                                                  "handover AS n WHERE n.person = "
                                                  "h.person AND "
                                                  "n.replaces = h.id AND "
                                                  "n.retracted_at IS NULL) ORDER "
                                                  "BY h.happened_on DESC, "
                                                  "h.id DESC LIMIT $4",
                   e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &organisation.u);
    bind_uuid(st, 2, &worker);
    bind_int(st, 3, CASELOAD_LOOKED_AT);
    bind_int(st, 4, (int64_t)most);
    return rows_gather(out, n_out, a, at_hand_row, st, e);
}
