#include "store/coordination_read.h"

#include "store/gather.h"
#include "store/subject_store.h"

#define COPY(to, st, column)                                                           \
    snprintf((to), sizeof(to), "%.*s", STR_ARG(column_text((st), (column))))

#define DUTIES                                                                         \
    "SELECT d.person, d.id, d.organisation, d.worker, d.asked_by, d.valid_from, "      \
    "d.valid_to, d.words, d.recorded_at, o.name, w.name, b.name "                      \
    "FROM coordination_duty AS d "                                                     \
    "LEFT JOIN organisation_fact AS o ON o.id = d.organisation AND o.retracted_at IS " \
    "NULL LEFT JOIN worker_fact AS w ON w.id = d.worker AND w.retracted_at IS NULL "   \
    "LEFT JOIN worker_fact AS b ON b.id = d.asked_by AND b.retracted_at IS NULL "      \
    "WHERE d.retracted_at IS NULL AND "

static enum err_code duty_row(void *out, struct arena *a, struct statement *st,
                              struct err *e)
{
    struct duty_view *v = out;
    struct coordination_duty_fact *f = &v->fact;
    (void)e;
    f->person.u = column_uuid(st, 0);
    f->id = column_uuid(st, 1);
    f->organisation.u = column_uuid(st, 2);
    f->worker = column_uuid(st, 3);
    f->asked_by = column_uuid(st, 4);
    f->from = column_day(st, 5);
    f->to = column_day(st, 6);
    f->words = str_copy(a, column_blob(st, 7));
    f->written = (struct written){.at = column_int(st, 8)};
    COPY(v->organisation_name, st, 9);
    COPY(v->worker_name, st, 10);
    COPY(v->asked_by_name, st, 11);
    return OK;
}

enum err_code duties_of_person(struct duty_view **out, size_t *n_out, struct arena *a,
                               struct db *db, struct person_id person, struct day today,
                               struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = db_prepare(
        &st, db,
        DUTIES "d.person = $1 ORDER BY coalesce(d.valid_to < $2, 0), d.valid_from "
               "DESC, d.id DESC",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &person.u);
    bind_day(st, 2, today);
    return rows_gather(out, n_out, a, duty_row, st, e);
}

enum err_code duties_of_worker(struct duty_view **out, size_t *n_out, struct arena *a,
                               struct db *db, struct organisation_id organisation,
                               struct uuid worker, struct day today, size_t most,
                               struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    if (uuid_is_nil(worker))
        rc = db_prepare(&st, db,
                        DUTIES "d.organisation = $1 AND d.worker IS $2 AND (d.valid_to "
                               "IS NULL OR d.valid_to >= $3) ORDER BY d.valid_from, "
                               "d.id LIMIT $4",
                        e);
    else
        rc = db_prepare(&st, db,
                        DUTIES "d.organisation = $1 AND d.worker IS $2 AND (d.valid_to "
                               "IS NULL OR d.valid_to >= $3) ORDER BY d.valid_from "
                               "DESC, d.id DESC LIMIT $4",
                        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &organisation.u);
    bind_uuid(st, 2, &worker);
    bind_day(st, 3, today);
    bind_int(st, 4, (int64_t)most);
    return rows_gather(out, n_out, a, duty_row, st, e);
}

enum err_code duties_count(int64_t *waiting_out, int64_t *own_out, struct db *db,
                           struct organisation_id organisation, struct uuid worker,
                           struct day today, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, db,
                   "SELECT coalesce(sum(worker IS NULL), 0), coalesce(sum(worker = "
                   "$2), 0) FROM coordination_duty WHERE organisation = $1 AND "
                   "retracted_at IS NULL AND (valid_to IS NULL OR valid_to >= $3)",
                   e));
    bind_uuid(st, 1, &organisation.u);
    bind_uuid(st, 2, &worker);
    bind_day(st, 3, today);
    TRY(statement_step(&row, st, e));
    *waiting_out = column_int(st, 0);
    *own_out = column_int(st, 1);
out:
    statement_done(st);
    return rc;
}

enum err_code duty_words_open(struct duty_view *v, struct arena *a, struct db *db,
                              struct err *e)
{
    struct subject_key key = {0};
    struct str sealed = v->fact.words;
    enum err_code rc;
    v->fact.words = STR_NONE;
    if (!sealed.n) return OK;
    rc = subject_key_load(&key, db, v->fact.person.u, e);
    if (rc == ERR_NOT_FOUND || rc == ERR_ERASED) return OK;
    if (rc == OK)
        rc = subject_open(&v->fact.words, a, &key, "coordination_duty", &v->fact.id,
                          sealed, e);
    subject_key_forget(&key);
    return rc;
}

/* --- who coordinates --- */

#define COORDINATING                                                                   \
    "m.role IN ('network_coordinator', 'partnership_coordinator') AND m.retracted_at " \
    "IS NULL AND m.valid_from <= $2 AND (m.valid_to IS NULL OR m.valid_to >= $2)"

static enum err_code name_row(void *out, struct arena *a, struct statement *st,
                              struct err *e)
{
    struct office_name *name = out;
    (void)a;
    (void)e;
    name->id = column_uuid(st, 0);
    COPY(name->name, st, 1);
    return OK;
}

enum err_code coordinating_houses(struct office_name **out, size_t *n_out,
                                  struct arena *a, struct db *db, struct day today,
                                  struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT o.id, o.name FROM organisation_fact AS o WHERE o.retracted_at IS NULL "
        "AND o.id IN (SELECT m.organisation FROM membership AS m WHERE $1 IS NULL "
        "AND " COORDINATING ") ORDER BY o.name, o.id",
        e);
    if (rc != OK) return rc;
    bind_null(st, 1);
    bind_day(st, 2, today);
    return rows_gather(out, n_out, a, name_row, st, e);
}

enum err_code coordinators_of(struct office_name **out, size_t *n_out, struct arena *a,
                              struct db *db, struct organisation_id organisation,
                              struct day today, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT DISTINCT w.id, w.name FROM membership AS m JOIN worker_fact AS w ON "
        "w.id = m.worker AND w.retracted_at IS NULL WHERE m.organisation = $1 "
        "AND " COORDINATING " ORDER BY w.name, w.id",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &organisation.u);
    bind_day(st, 2, today);
    return rows_gather(out, n_out, a, name_row, st, e);
}

/* --- caseloads --- */

static enum err_code limit_row(void *out, struct arena *a, struct statement *st,
                               struct err *e)
{
    struct caseload_limit_fact *f = out;
    (void)a;
    (void)e;
    f->id = column_uuid(st, 0);
    f->organisation.u = column_uuid(st, 1);
    f->worker = column_uuid(st, 2);
    f->number = (int)column_int(st, 3);
    f->from = column_day(st, 4);
    f->to = column_day(st, 5);
    return OK;
}

enum err_code caseload_limits(struct caseload_limit_fact **out, size_t *n_out,
                              struct arena *a, struct db *db,
                              struct organisation_id organisation, struct day today,
                              struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT id, organisation, worker, number, valid_from, valid_to FROM "
        "caseload_limit WHERE organisation = $1 AND retracted_at IS NULL AND "
        "valid_from <= $2 AND (valid_to IS NULL OR valid_to >= $2) ORDER BY worker, "
        "valid_from DESC, id DESC",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &organisation.u);
    bind_day(st, 2, today);
    return rows_gather(out, n_out, a, limit_row, st, e);
}

static enum err_code caseload_row(void *out, struct arena *a, struct statement *st,
                                  struct err *e)
{
    struct caseload_view *v = out;
    (void)a;
    (void)e;
    v->worker = column_uuid(st, 0);
    COPY(v->name, st, 1);
    v->n = column_int(st, 2);
    v->n_active = column_int(st, 3);
    v->limit = column_is_null(st, 4) ? CASELOAD_NO_LIMIT : (int)column_int(st, 4);
    v->is_limit_own = column_int(st, 5) != 0;
    return OK;
}

/* $1 organisation, $2 today */
#define LIMIT_STANDS                                                                   \
    "l.organisation = $1 AND l.retracted_at IS NULL AND l.valid_from <= $2 AND "       \
    "(l.valid_to IS NULL OR l.valid_to >= $2)"

enum err_code caseload_list(struct caseload_view **out, size_t *n_out, struct arena *a,
                            struct db *db, struct organisation_id organisation,
                            struct day today, struct day active_since, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = db_prepare(
        &st, db,
        "WITH own AS (SELECT worker, number FROM caseload_limit AS l WHERE worker IS "
        "NOT NULL AND " LIMIT_STANDS "), "
        "house AS (SELECT number FROM caseload_limit AS l WHERE worker IS NULL "
        "AND " LIMIT_STANDS " ORDER BY valid_from DESC, id DESC LIMIT 1), "
        "files AS (SELECT worker, count(*) AS n, sum(last_contact_on >= $3) AS active "
        "FROM file_now WHERE organisation = $1 AND valid_to >= $2 AND status NOT IN "
        "('carried_out', 'stopped') GROUP BY worker), "
        "anybody AS (SELECT worker FROM files UNION SELECT worker FROM own) "
        "SELECT p.worker, w.name, coalesce(f.n, 0), coalesce(f.active, 0), "
        "CASE WHEN p.worker IS NOT NULL THEN coalesce(o.number, (SELECT number FROM "
        "house)) END, o.number IS NOT NULL FROM anybody AS p "
        "LEFT JOIN files AS f ON f.worker IS p.worker "
        "LEFT JOIN own AS o ON o.worker = p.worker "
        "LEFT JOIN worker_fact AS w ON w.id = p.worker AND w.retracted_at IS NULL "
        "ORDER BY p.worker IS NULL, coalesce(f.n, 0) DESC, p.worker",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &organisation.u);
    bind_day(st, 2, today);
    bind_day(st, 3, active_since);
    return rows_gather(out, n_out, a, caseload_row, st, e);
}
