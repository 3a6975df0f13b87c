#include "store/report_read.h"

#include "store/dossier_inside.h"
#include "store/from_row.h"
#include "store/gather.h"

#define REPORTS                                                                        \
    "SELECT r.id, r.project, r.valid_from, r.valid_to, r.organisation, r.worker, "     \
    "r.recorded_at, w.name FROM project_report AS r LEFT JOIN worker_fact AS w ON "    \
    "w.id = r.worker AND w.retracted_at IS NULL WHERE r.retracted_at IS NULL AND "     \
    "r.project = $1 "

static enum err_code report_row(void *out, struct arena *a, struct statement *st,
                                struct err *e)
{
    struct report_view *v = out;
    struct project_report_fact *f = &v->fact;
    (void)a;
    (void)e;
    f->id = column_uuid(st, 0);
    f->project.u = column_uuid(st, 1);
    f->from = column_day(st, 2);
    f->to = column_day(st, 3);
    f->organisation.u = column_uuid(st, 4);
    f->worker = column_uuid(st, 5);
    f->written = (struct written){.at = column_int(st, 6), .by = f->worker};
    text_from_row(v->worker_name, sizeof v->worker_name, st, 7);
    return OK;
}

static enum err_code step_row(void *out, struct arena *a, struct statement *st,
                              struct err *e)
{
    struct report_step_view *v = out;
    struct report_step_fact *f = &v->fact;
    struct str digest = column_blob(st, 4);
    f->id = column_uuid(st, 0);
    f->worker = column_uuid(st, 2);
    f->on = column_day(st, 3);
    f->has_digest = digest.n == sizeof f->digest;
    if (f->has_digest) memcpy(f->digest, digest.p, sizeof f->digest);
    f->text = str_copy(a, column_text(st, 5));
    f->written = (struct written){.at = column_int(st, 6), .by = f->worker};
    text_from_row(v->worker_name, sizeof v->worker_name, st, 7);
    return code_from_row(&f->kind, st, 1, LIST_REPORT_STEP, e);
}

static enum err_code read_steps(struct report_view *v, struct arena *a, struct db *db,
                                struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT s.id, s.kind, s.worker, s.happened_on, s.digest, s.text, "
        "s.recorded_at, w.name FROM report_step AS s LEFT JOIN worker_fact AS w ON "
        "w.id = s.worker AND w.retracted_at IS NULL WHERE s.report = $1 AND "
        "s.retracted_at IS NULL ORDER BY s.recorded_at, s.id",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &v->fact.id);
    return rows_gather(&v->steps, &v->n_steps, a, step_row, st, e);
}

/* In order of recording: the last of a kind stays. */
static enum err_code read_parts(struct report_view *v, struct arena *a, struct db *db,
                                struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row = false;
    TRY(db_prepare(&st, db,
                   "SELECT kind, text FROM report_part WHERE report = $1 AND "
                   "retracted_at IS NULL ORDER BY recorded_at, id",
                   e));
    bind_uuid(st, 1, &v->fact.id);
    TRY(statement_step(&row, st, e));
    while (row) {
        uint8_t kind;
        TRY(code_from_row(&kind, st, 0, LIST_REPORT_PART, e));
        if (kind < N_REPORT_PART) {
            v->parts[kind] = str_copy(a, column_text(st, 1));
            v->has_part[kind] = v->parts[kind].n > 0;
        }
        TRY(statement_step(&row, st, e));
    }
out:
    statement_done(st);
    return rc;
}

enum err_code report_list(struct report_view **out, size_t *n_out, struct arena *a,
                          struct db *db, struct project_id project, struct err *e)
{
    struct statement *st;
    enum err_code rc;
    TRY(db_prepare(&st, db, REPORTS "ORDER BY r.valid_from DESC, r.id DESC", e));
    bind_uuid(st, 1, &project.u);
    TRY(rows_gather(out, n_out, a, report_row, st, e));
    for (size_t i = 0; i < *n_out; i++)
        TRY(read_steps(&(*out)[i], a, db, e));
out:
    return rc;
}

enum err_code report_read(struct report_view *out, struct arena *a, struct db *db,
                          struct project_id project, struct uuid report, struct err *e)
{
    struct statement *st;
    struct report_view *found;
    size_t n;
    enum err_code rc;
    TRY(db_prepare(&st, db, REPORTS "AND r.id = $2", e));
    bind_uuid(st, 1, &project.u);
    bind_uuid(st, 2, &report);
    TRY(rows_gather(&found, &n, a, report_row, st, e));
    if (!n) {
        rc = err_set(e, ERR_NOT_FOUND, "no report with this id");
        goto out;
    }
    *out = found[0];
    TRY(read_steps(out, a, db, e));
    rc = read_parts(out, a, db, e);
out:
    return rc;
}

enum report_stand report_stand_on(const struct report_view *v, struct arena *a)
{
    struct report_step_fact *steps =
        arena_new_array(a, struct report_step_fact, v->n_steps);
    for (size_t i = 0; i < v->n_steps; i++)
        steps[i] = v->steps[i].fact;
    return report_stand_of(steps, v->n_steps);
}
