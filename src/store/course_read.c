#include "store/course_read.h"

#include "store/dossier_inside.h"
#include "store/from_row.h"

/* --- programmes --- */

static enum err_code choice_row(void *out, struct arena *a, struct statement *st,
                                struct err *e)
{
    struct programme_choice *c = out;
    (void)a;
    c->project.u = column_uuid(st, 0);
    c->partnership.u = column_uuid(st, 1);
    text_from_row(c->code, sizeof c->code, st, 2);
    text_from_row(c->title, sizeof c->title, st, 3);
    text_from_row(c->call, sizeof c->call, st, 4);
    c->is_promotor = column_int(st, 6) != 0;
    return code_from_row(&c->criterion, st, 5, LIST_CLOSING_CRITERION, e);
}

#define RUNS(t)                                                                        \
    "(" t ".valid_from IS NULL OR " t ".valid_from <= $2) AND (" t                     \
    ".valid_to IS NULL OR " t ".valid_to >= $2)"

enum err_code programme_choices(struct programme_choice **out, size_t *n_out,
                                struct arena *a, struct db *db,
                                struct organisation_id organisation, struct day on,
                                struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    *out = NULL;
    *n_out = 0;
    TRY(db_prepare(
        &st, db,
        "SELECT p.id, NULL, p.code, p.title, p.call, k.criterion, "
        "coalesce(p.promotor = $1, 0) FROM project_fact AS p "
        "LEFT JOIN project_criterion AS k ON k.project = p.id "
        "AND k.retracted_at IS NULL "
        "WHERE p.retracted_at IS NULL AND " RUNS(
            "p") " AND (p.promotor = $1 OR EXISTS "
                 "(SELECT 1 FROM partner AS r WHERE r.project = p.id AND "
                 "r.organisation = $1 "
                 "AND r.retracted_at IS NULL AND " RUNS(
                     "r") ")) "
                          "UNION ALL SELECT NULL, s.id, s.code, s.name, NULL, NULL, 0 "
                          "FROM partnership_fact AS s WHERE s.retracted_at IS NULL "
                          "AND " RUNS("s") " AND EXISTS (SELECT 1 FROM partner AS r "
                                           "WHERE r.partnership = s.id "
                                           "AND r.organisation = $1 AND r.retracted_at "
                                           "IS NULL AND " RUNS("r") ") "
                                                                    "ORDER BY 3, 1, 2",
        e));
    bind_uuid(st, 1, &organisation.u);
    bind_day(st, 2, on);
    return rows_gather(out, n_out, a, choice_row, st, e);
out:
    return rc;
}

/* --- work that is followed --- */

static enum err_code job_row(void *out, struct arena *a, struct statement *st,
                             struct err *e)
{
    struct followed_job *j = out;
    enum err_code rc;
    (void)a;
    j->person.u = column_uuid(st, 0);
    j->outcome = column_uuid(st, 1);
    j->from = column_day(st, 3);
    j->to = column_day(st, 4);
    text_from_row(j->call, sizeof j->call, st, 6);
    j->worker = column_uuid(st, 8);
    TRY(code_from_row(&j->kind, st, 2, LIST_OUTCOME, e));
    TRY(code_from_row(&j->contract, st, 5, LIST_CONTRACT_KIND, e));
    rc = code_from_row(&j->call_kind, st, 7, LIST_CALL_KIND, e);
out:
    return rc;
}

static enum err_code record_row(void *out, struct arena *a, struct statement *st,
                                struct err *e)
{
    struct aftercare_fact *f = out;
    enum err_code rc;
    (void)a;
    f->person.u = column_uuid(st, 0);
    f->id = column_uuid(st, 1);
    f->outcome = column_uuid(st, 2);
    f->due_on = column_day(st, 4);
    f->on = column_day(st, 5);
    f->worker = column_uuid(st, 7);
    TRY(code_from_row(&f->side, st, 3, LIST_AFTERCARE_SIDE, e));
    rc = code_from_row(&f->result, st, 6, LIST_AFTERCARE_RESULT, e);
out:
    return rc;
}

static enum err_code records_read(struct followed_job *j, struct arena *a,
                                  struct db *db, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, db,
                   "SELECT person, id, outcome, side, due_on, happened_on, result, "
                   "worker FROM aftercare WHERE person = $1 AND outcome = $2 "
                   "AND retracted_at IS NULL ORDER BY happened_on, id",
                   e));
    bind_uuid(st, 1, &j->person.u);
    bind_uuid(st, 2, &j->outcome);
    return rows_gather(&j->aftercares, &j->n_aftercares, a, record_row, st, e);
out:
    return rc;
}

/* CROSS: from the files of the worker or organisation, never from all outcomes. */
#define FOLLOWED_JOBS(whose)                                                           \
    "SELECT o.person, o.id, o.kind, o.happened_on, o.ended_on, j.contract_kind, "      \
    "p.call, c.kind, f.worker FROM file_now AS f "                                     \
    "CROSS JOIN outcome AS o "                                                         \
    "JOIN trajectory_fact AS t ON t.person = o.person AND t.id = o.trajectory "        \
    "AND t.retracted_at IS NULL "                                                      \
    "LEFT JOIN job AS j ON j.person = o.person AND j.id = o.id "                       \
    "AND j.retracted_at IS NULL "                                                      \
    "LEFT JOIN project_fact AS p ON p.id = t.project AND p.retracted_at IS NULL "      \
    "LEFT JOIN call_fact AS c ON c.code = p.call AND c.retracted_at IS NULL "          \
    "WHERE f.organisation = $1 AND o.person = f.person "                               \
    "AND o.retracted_at IS NULL AND " whose                                            \
    " AND o.kind IN ('employed', 'education_training', 'twe_started', "                \
    "'self_employed', 'internship', 'flow_through_regular') "                          \
    "AND o.happened_on BETWEEN $3 AND $4 "                                             \
    "AND (o.ended_on IS NULL OR o.ended_on >= $4) "                                    \
    "ORDER BY o.happened_on, o.person, o.id LIMIT $5"

enum err_code followed_jobs(struct followed_job **out, size_t *n_out, struct arena *a,
                            struct db *db, struct organisation_id organisation,
                            struct uuid worker, struct day since, struct day on,
                            struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    *out = NULL;
    *n_out = 0;
    if (uuid_is_nil(worker))
        TRY(db_prepare(&st, db, FOLLOWED_JOBS("$2 IS NULL"), e));
    else
        TRY(db_prepare(&st, db, FOLLOWED_JOBS("f.worker = $2"), e));
    bind_uuid(st, 1, &organisation.u);
    bind_uuid(st, 2, &worker);
    bind_day(st, 3, since);
    bind_day(st, 4, on);
    bind_int(st, 5, FOLLOWED_JOBS_MOST);
    rc = rows_gather(out, n_out, a, job_row, st, e);
    st = NULL;
    for (size_t i = 0; rc == OK && i < *n_out; i++)
        rc = records_read(&(*out)[i], a, db, e);
out:
    statement_done(st);
    return rc;
}
