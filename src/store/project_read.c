#include "store/project_read.h"

#include "store/dossier_inside.h"
#include "store/from_row.h"
#include "store/gather.h"

/* --- calls --- */

#define CALLS                                                                          \
    "SELECT c.code, c.name, c.kind, c.predecessor, c.launched_on, c.valid_from, "      \
    "c.valid_to, c.reports_until, (SELECT count(*) FROM project_fact AS p WHERE "      \
    "p.call = c.code AND p.retracted_at IS NULL), (SELECT min(n.code) FROM call_fact " \
    "AS n WHERE n.predecessor = c.code AND n.retracted_at IS NULL) FROM call_fact AS " \
    "c WHERE c.retracted_at IS NULL "

static enum err_code call_row(void *out, struct arena *a, struct statement *st,
                              struct err *e)
{
    struct call_view *v = out;
    (void)a;
    v->n_projects = column_int(st, 8);
    text_from_row(v->follower, sizeof v->follower, st, 9);
    return call_from_row(&v->fact, st, e);
}

enum err_code call_list(struct call_view **out, size_t *n_out, struct arena *a,
                        struct db *db, struct day today, struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db, CALLS "ORDER BY c.valid_to IS NOT NULL AND c.valid_to < $1, c.code",
        e);
    if (rc != OK) return rc;
    bind_day(st, 1, today);
    return rows_gather(out, n_out, a, call_row, st, e);
}

enum err_code call_read(struct call_view *out, struct arena *a, struct db *db,
                        struct str code, struct err *e)
{
    struct statement *st;
    struct call_view *found;
    size_t n;
    enum err_code rc = db_prepare(&st, db, CALLS "AND c.code = $1", e);
    if (rc != OK) return rc;
    bind_text(st, 1, code);
    rc = rows_gather(&found, &n, a, call_row, st, e);
    if (rc == OK && !n) rc = err_set(e, ERR_NOT_FOUND, "no call with this code");
    if (rc == OK) *out = found[0];
    return rc;
}

/* --- projects --- */

#define PROJECTS                                                                       \
    "SELECT p.id, p.code, p.title, p.call, p.promotor, p.extension_of, p.kind, "       \
    "p.target_group, p.is_transnational, p.valid_from, p.valid_to, o.name, c.name, "   \
    "k.criterion FROM project_fact AS p LEFT JOIN organisation_fact AS o ON o.id = "   \
    "p.promotor AND o.retracted_at IS NULL LEFT JOIN call_fact AS c ON c.code = "      \
    "p.call AND c.retracted_at IS NULL LEFT JOIN project_criterion AS k ON k.project " \
    "= p.id AND k.retracted_at IS NULL WHERE p.retracted_at IS NULL "
#define TAKES_PART                                                                     \
    "EXISTS (SELECT 1 FROM partner AS r WHERE r.project = p.id AND r.organisation = "  \
    "$1 AND r.retracted_at IS NULL AND (r.valid_from IS NULL OR r.valid_from <= $2) "  \
    "AND (r.valid_to IS NULL OR r.valid_to >= $2))"

static enum err_code project_row(void *out, struct arena *a, struct statement *st,
                                 struct err *e)
{
    struct project_view *v = out;
    enum err_code rc = project_from_row(&v->fact, st, e);
    (void)a;
    if (rc != OK) return rc;
    text_from_row(v->promotor_name, sizeof v->promotor_name, st, 11);
    text_from_row(v->call_name, sizeof v->call_name, st, 12);
    return code_from_row(&v->criterion, st, 13, LIST_CLOSING_CRITERION, e);
}

enum err_code project_list(struct project_view **out, size_t *n_out, struct arena *a,
                           struct db *db, const struct project_wanted *wanted,
                           struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db,
        PROJECTS "AND ($1 IS NULL OR p.promotor = $1 OR " TAKES_PART ") AND ($3 IS "
                 "NULL OR p.call = $3) AND ($4 IS NULL OR p.extension_of = $4) ORDER "
                 "BY p.valid_from DESC, p.code LIMIT $5 OFFSET $6",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &wanted->organisation.u);
    bind_day(st, 2, wanted->today);
    if (wanted->call.n)
        bind_text(st, 3, wanted->call);
    else
        bind_null(st, 3);
    bind_uuid(st, 4, &wanted->extension_of.u);
    bind_int(st, 5, (int64_t)wanted->most);
    bind_int(st, 6, (int64_t)wanted->first);
    return rows_gather(out, n_out, a, project_row, st, e);
}

enum err_code project_read(struct project_view *out, struct arena *a, struct db *db,
                           struct project_id project, struct err *e)
{
    struct statement *st;
    struct project_view *found;
    size_t n;
    enum err_code rc = db_prepare(&st, db, PROJECTS "AND p.id = $1", e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &project.u);
    rc = rows_gather(&found, &n, a, project_row, st, e);
    if (rc == OK && !n) rc = err_set(e, ERR_NOT_FOUND, "no project with this id");
    if (rc == OK) *out = found[0];
    return rc;
}

enum err_code project_is_of(bool *out, struct db *db, struct project_id project,
                            struct organisation_id organisation, struct day today,
                            struct err *e)
{
    struct statement *st;
    enum err_code rc =
        db_prepare(&st, db,
                   "SELECT 1 FROM project_fact AS p WHERE p.id = $3 AND p.retracted_at "
                   "IS NULL AND (p.promotor = $1 OR " TAKES_PART ")",
                   e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &organisation.u);
    bind_day(st, 2, today);
    bind_uuid(st, 3, &project.u);
    rc = statement_step(out, st, e);
    statement_done(st);
    return rc;
}

static enum err_code partner_row(void *out, struct arena *a, struct statement *st,
                                 struct err *e)
{
    struct project_partner *p = out;
    (void)a;
    (void)e;
    text_from_row(p->name, sizeof p->name, st, 0);
    text_from_row(p->role, sizeof p->role, st, 1);
    p->from = column_day(st, 2);
    p->to = column_day(st, 3);
    return OK;
}

enum err_code project_partners(struct project_partner **out, size_t *n_out,
                               struct arena *a, struct db *db,
                               struct project_id project, struct err *e)
{
    struct statement *st;
    enum err_code rc =
        db_prepare(&st, db,
                   "SELECT o.name, r.role, r.valid_from, r.valid_to FROM partner AS r "
                   "JOIN organisation_fact AS o ON o.id = r.organisation AND "
                   "o.retracted_at IS NULL WHERE r.project = $1 AND r.retracted_at IS "
                   "NULL ORDER BY o.name",
                   e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &project.u);
    return rows_gather(out, n_out, a, partner_row, st, e);
}

/* --- money and targets --- */

static enum err_code budget_row(void *out, struct arena *a, struct statement *st,
                                struct err *e)
{
    struct budget_line *l = out;
    (void)a;
    l->recorded_at = column_int(st, 7);
    return budget_from_row(&l->fact, st, e);
}

/* The owner stays where it is until the statement is done. */
static void bind_owner(struct statement *st, const struct money_owner *owner)
{
    if (owner->call.n)
        bind_text(st, 1, owner->call);
    else
        bind_null(st, 1);
    bind_uuid(st, 2, &owner->project.u);
}

enum err_code budget_lines(struct budget_line **out, size_t *n_out, struct arena *a,
                           struct db *db, struct money_owner owner, struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT " BUDGET_COLUMNS ", recorded_at FROM budget WHERE "
        "retracted_at IS NULL AND (call = $1 OR project = $2) ORDER BY source, "
        "amount_kind, happened_on, recorded_at, id",
        e);
    if (rc != OK) return rc;
    bind_owner(st, &owner);
    return rows_gather(out, n_out, a, budget_row, st, e);
}

static enum err_code target_row(void *out, struct arena *a, struct statement *st,
                                struct err *e)
{
    (void)a;
    return target_from_row(out, st, e);
}

enum err_code target_lines(struct target_fact **out, size_t *n_out, struct arena *a,
                           struct db *db, struct money_owner owner, struct err *e)
{
    struct statement *st;
    enum err_code rc =
        db_prepare(&st, db,
                   "SELECT " TARGET_COLUMNS " FROM target WHERE retracted_at IS NULL "
                   "AND (call = $1 OR project = $2) ORDER BY valid_from, measure, id",
                   e);
    if (rc != OK) return rc;
    bind_owner(st, &owner);
    return rows_gather(out, n_out, a, target_row, st, e);
}

enum err_code budget_read(struct budget_fact *out, struct arena *a, struct db *db,
                          struct uuid id, struct err *e)
{
    struct statement *st;
    struct budget_line *found;
    size_t n;
    enum err_code rc = db_prepare(&st, db,
                                  "SELECT " BUDGET_COLUMNS ", recorded_at FROM budget "
                                  "WHERE retracted_at IS NULL AND id = $1",
                                  e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &id);
    rc = rows_gather(&found, &n, a, budget_row, st, e);
    if (rc == OK && !n) rc = err_set(e, ERR_NOT_FOUND, "no line of a budget like this");
    if (rc == OK) *out = found[0].fact;
    return rc;
}

enum err_code target_read(struct target_fact *out, struct arena *a, struct db *db,
                          struct uuid id, struct err *e)
{
    struct statement *st;
    struct target_fact *found;
    size_t n;
    enum err_code rc = db_prepare(&st, db,
                                  "SELECT " TARGET_COLUMNS " FROM target WHERE "
                                  "retracted_at IS NULL AND id = $1",
                                  e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &id);
    rc = rows_gather(&found, &n, a, target_row, st, e);
    if (rc == OK && !n) rc = err_set(e, ERR_NOT_FOUND, "no target like this");
    if (rc == OK) *out = found[0];
    return rc;
}

static enum err_code follow_up_row(void *out, struct arena *a, struct statement *st,
                                   struct err *e)
{
    (void)a;
    return project_follow_up_from_row(out, st, e);
}

enum err_code project_follow_ups(struct project_follow_up_fact **out, size_t *n_out,
                                 struct arena *a, struct db *db,
                                 struct project_id project, struct err *e)
{
    struct statement *st;
    enum err_code rc =
        db_prepare(&st, db,
                   "SELECT " PROJECT_FOLLOW_UP_COLUMNS " FROM project_follow_up WHERE "
                   "retracted_at IS NULL AND project = $1 ORDER BY happened_on, id",
                   e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &project.u);
    return rows_gather(out, n_out, a, follow_up_row, st, e);
}
