#include "store/partnership_read.h"

#include "store/from_row.h"
#include "store/gather.h"

#define COPY(to, st, column)                                                           \
    snprintf((to), sizeof(to), "%.*s", STR_ARG(column_text((st), (column))))

#define PARTNERSHIPS                                                                   \
    "SELECT p.id, p.code, p.name, p.status, p.valid_from, p.valid_to, (SELECT "        \
    "count(*) FROM coverage AS c WHERE c.partnership = p.id AND c.retracted_at IS "    \
    "NULL), (SELECT count(*) FROM partner AS r WHERE r.partnership = p.id AND "        \
    "r.retracted_at IS NULL), (SELECT count(*) FROM agreement AS g WHERE "             \
    "g.partnership = p.id AND g.retracted_at IS NULL) FROM partnership_fact AS p "     \
    "WHERE p.retracted_at IS NULL AND ($1 IS NULL OR p.id = $1) ORDER BY p.name, p.id"

static enum err_code partnership_row(void *out, struct arena *a, struct statement *st,
                                     struct err *e)
{
    struct partnership_view *v = out;
    (void)a;
    v->fact.id.u = column_uuid(st, 0);
    COPY(v->fact.code, st, 1);
    COPY(v->fact.name, st, 2);
    v->fact.from = column_day(st, 4);
    v->fact.to = column_day(st, 5);
    v->n_municipalities = column_int(st, 6);
    v->n_partners = column_int(st, 7);
    v->n_agreements = column_int(st, 8);
    return code_from_row(&v->fact.status, st, 3, LIST_PARTNERSHIP_STATUS, e);
}

static enum err_code partnerships(struct partnership_view **out, size_t *n_out,
                                  struct arena *a, struct db *db, struct uuid id,
                                  struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(&st, db, PARTNERSHIPS, e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &id);
    return rows_gather(out, n_out, a, partnership_row, st, e);
}

enum err_code partnership_list(struct partnership_view **out, size_t *n_out,
                               struct arena *a, struct db *db, struct err *e)
{
    return partnerships(out, n_out, a, db, (struct uuid){{0}}, e);
}

enum err_code partnership_read(struct partnership_view *out, struct arena *a,
                               struct db *db, struct partnership_id id, struct err *e)
{
    struct partnership_view *found;
    size_t n = 0;
    enum err_code rc = OK;
    if (!uuid_is_nil(id.u)) rc = partnerships(&found, &n, a, db, id.u, e);
    if (rc != OK) return rc;
    if (!n) return err_set(e, ERR_NOT_FOUND, "there is no such partnership");
    *out = found[0];
    return OK;
}

/* --- who and where --- */

static enum err_code party_row(void *out, struct arena *a, struct statement *st,
                               struct err *e)
{
    struct party *p = out;
    (void)a;
    (void)e;
    p->organisation.u = column_uuid(st, 0);
    COPY(p->name, st, 1);
    COPY(p->role, st, 2);
    p->from = column_day(st, 3);
    p->to = column_day(st, 4);
    return OK;
}

enum err_code party_list(struct party **out, size_t *n_out, struct arena *a,
                         struct db *db, struct partnership_id id, struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT r.organisation, o.name, r.role, r.valid_from, r.valid_to FROM partner "
        "AS r LEFT JOIN organisation_fact AS o ON o.id = r.organisation AND "
        "o.retracted_at IS NULL WHERE r.partnership = $1 AND r.retracted_at IS NULL "
        "ORDER BY r.role, o.name, r.id",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &id.u);
    return rows_gather(out, n_out, a, party_row, st, e);
}

static enum err_code covered_row(void *out, struct arena *a, struct statement *st,
                                 struct err *e)
{
    (void)a;
    (void)e;
    COPY(((struct covered *)out)->municipality, st, 0);
    return OK;
}

enum err_code covered_list(struct covered **out, size_t *n_out, struct arena *a,
                           struct db *db, struct partnership_id id, struct err *e)
{
    struct statement *st;
    enum err_code rc =
        db_prepare(&st, db,
                   "SELECT municipality FROM coverage WHERE partnership = $1 AND "
                   "retracted_at IS NULL ORDER BY municipality",
                   e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &id.u);
    return rows_gather(out, n_out, a, covered_row, st, e);
}

enum err_code is_party(bool *out, struct db *db, struct partnership_id id,
                       struct organisation_id organisation, struct day on,
                       struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT 1 FROM partner WHERE partnership = $1 AND organisation = $2 AND "
        "retracted_at IS NULL AND (valid_from IS NULL OR valid_from <= $3) AND "
        "(valid_to IS NULL OR valid_to >= $3)",
        e);
    *out = false;
    if (rc != OK) return rc;
    bind_uuid(st, 1, &id.u);
    bind_uuid(st, 2, &organisation.u);
    bind_day(st, 3, on);
    rc = statement_step(out, st, e);
    statement_done(st);
    return rc;
}

/* --- what was agreed --- */

static enum err_code agreement_row(void *out, struct arena *a, struct statement *st,
                                   struct err *e)
{
    struct agreement_fact *f = out;
    (void)e;
    f->id = column_uuid(st, 0);
    f->partnership.u = column_uuid(st, 1);
    COPY(f->municipality, st, 2);
    COPY(f->title, st, 3);
    f->from = column_day(st, 4);
    f->to = column_day(st, 5);
    f->text = str_copy(a, column_text(st, 6));
    return OK;
}

enum err_code agreement_list(struct agreement_fact **out, size_t *n_out,
                             struct arena *a, struct db *db, struct partnership_id id,
                             struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT id, partnership, municipality, title, valid_from, valid_to, text FROM "
        "agreement WHERE partnership = $1 AND retracted_at IS NULL ORDER BY "
        "valid_from, id",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &id.u);
    return rows_gather(out, n_out, a, agreement_row, st, e);
}

static enum err_code action_row(void *out, struct arena *a, struct statement *st,
                                struct err *e)
{
    struct agreed_action_view *v = out;
    (void)a;
    v->fact.id = column_uuid(st, 0);
    v->fact.agreement = column_uuid(st, 1);
    COPY(v->fact.text, st, 3);
    v->fact.due_on = column_day(st, 4);
    v->fact.number = column_is_null(st, 5) ? -1 : column_int(st, 5);
    v->fact.organisation.u = column_uuid(st, 6);
    COPY(v->organisation_name, st, 7);
    v->partnership.u = column_uuid(st, 8);
    return code_from_row(&v->fact.kind, st, 2, LIST_ACTION_KIND, e);
}

enum err_code agreed_action_list(struct agreed_action_view **out, size_t *n_out,
                                 struct arena *a, struct db *db,
                                 struct partnership_id id, struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT t.id, t.agreement, t.kind, t.text, t.due_on, t.number, "
        "t.organisation, o.name, g.partnership FROM agreed_action AS t JOIN agreement "
        "AS g ON g.id = t.agreement AND g.retracted_at IS NULL LEFT JOIN "
        "organisation_fact AS o ON o.id = t.organisation AND o.retracted_at IS NULL "
        "WHERE g.partnership = $1 AND t.retracted_at IS NULL ORDER BY t.due_on IS "
        "NULL, t.due_on, t.id",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &id.u);
    return rows_gather(out, n_out, a, action_row, st, e);
}

static enum err_code result_row(void *out, struct arena *a, struct statement *st,
                                struct err *e)
{
    struct agreed_result_view *v = out;
    v->fact.id = column_uuid(st, 0);
    v->fact.action = column_uuid(st, 1);
    v->fact.on = column_day(st, 3);
    v->fact.number = column_is_null(st, 4) ? -1 : column_int(st, 4);
    v->fact.text = str_copy(a, column_text(st, 5));
    v->fact.worker = column_uuid(st, 6);
    COPY(v->worker_name, st, 7);
    return code_from_row(&v->fact.state, st, 2, LIST_AGREED_STATE, e);
}

enum err_code agreed_result_list(struct agreed_result_view **out, size_t *n_out,
                                 struct arena *a, struct db *db,
                                 struct partnership_id id, struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT r.id, r.action, r.state, r.happened_on, r.number, r.text, r.worker, "
        "w.name FROM agreed_result AS r JOIN agreed_action AS t ON t.id = r.action AND "
        "t.retracted_at IS NULL JOIN agreement AS g ON g.id = t.agreement AND "
        "g.retracted_at IS NULL LEFT JOIN worker_fact AS w ON w.id = r.worker AND "
        "w.retracted_at IS NULL WHERE g.partnership = $1 AND r.retracted_at IS NULL "
        "ORDER BY r.happened_on, r.recorded_at, r.id",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &id.u);
    return rows_gather(out, n_out, a, result_row, st, e);
}

static enum err_code owner_step(struct partnership_id *out, struct statement *st,
                                struct uuid id, struct err *e)
{
    bool row;
    bind_uuid(st, 1, &id);
    enum err_code rc = statement_step(&row, st, e);
    if (rc == OK && row) out->u = column_uuid(st, 0);
    statement_done(st);
    return rc;
}

enum err_code agreement_owner(struct partnership_id *out, struct db *db,
                              struct uuid agreement, struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT partnership FROM agreement WHERE id = $1 AND retracted_at IS NULL", e);
    *out = (struct partnership_id){{{0}}};
    return rc == OK ? owner_step(out, st, agreement, e) : rc;
}

enum err_code agreed_action_owner(struct partnership_id *out, struct db *db,
                                  struct uuid action, struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT g.partnership FROM agreed_action AS t JOIN agreement AS g ON "
        "g.id = t.agreement AND g.retracted_at IS NULL WHERE t.id = $1 AND "
        "t.retracted_at IS NULL",
        e);
    *out = (struct partnership_id){{{0}}};
    return rc == OK ? owner_step(out, st, action, e) : rc;
}
