#include "store/project_result_read.h"

#include "store/dossier_inside.h"
#include "store/from_row.h"

static enum err_code product_row(void *out, struct arena *a, struct statement *st,
                                 struct err *e)
{
    struct project_product_view *v = out;
    struct project_product_fact *f = &v->fact;
    enum err_code rc;
    f->id = column_uuid(st, 0);
    f->project.u = column_uuid(st, 1);
    text_from_row(f->title, sizeof f->title, st, 3);
    text_from_row(f->link, sizeof f->link, st, 5);
    f->on = column_day(st, 6);
    f->worker = column_uuid(st, 7);
    f->text = str_copy(a, column_text(st, 8));
    text_from_row(v->project_title, sizeof v->project_title, st, 9);
    text_from_row(v->promotor_name, sizeof v->promotor_name, st, 10);
    text_from_row(v->worker_name, sizeof v->worker_name, st, 11);
    TRY(code_from_row(&f->kind, st, 2, LIST_PROJECT_PRODUCT, e));
    rc = code_from_row(&f->licence, st, 4, LIST_PRODUCT_LICENCE, e);
out:
    return rc;
}

enum err_code project_products(struct project_product_view **out, size_t *n_out,
                               struct arena *a, struct db *db,
                               const struct product_wanted *wanted, struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT t.id, t.project, t.kind, t.title, t.licence, t.link, t.happened_on, "
        "t.worker, t.text, p.title, o.name, w.name FROM project_product AS t LEFT JOIN "
        "project_fact AS p ON p.id = t.project AND p.retracted_at IS NULL LEFT JOIN "
        "organisation_fact AS o ON o.id = p.promotor AND o.retracted_at IS NULL LEFT "
        "JOIN worker_fact AS w ON w.id = t.worker AND w.retracted_at IS NULL WHERE "
        "t.retracted_at IS NULL AND ($1 IS NULL OR t.project = $1) AND ($2 IS NULL OR "
        "t.kind = $2) ORDER BY t.happened_on DESC, t.id LIMIT $3 OFFSET $4",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &wanted->project.u);
    if (wanted->kind == CODE_MISSING)
        bind_null(st, 2);
    else
        bind_text(st, 2,
                  str_of(code_list_at(LIST_PROJECT_PRODUCT)->codes[wanted->kind].code));
    bind_int(st, 3, (int64_t)wanted->most);
    bind_int(st, 4, (int64_t)wanted->first);
    return rows_gather(out, n_out, a, product_row, st, e);
}

static enum err_code visit_row(void *out, struct arena *a, struct statement *st,
                               struct err *e)
{
    struct project_visit_view *v = out;
    struct project_visit_fact *f = &v->fact;
    (void)e;
    f->id = column_uuid(st, 0);
    f->project.u = column_uuid(st, 1);
    f->on = column_day(st, 2);
    f->worker = column_uuid(st, 3);
    f->text = str_copy(a, column_text(st, 4));
    f->adjustments = str_copy(a, column_text(st, 5));
    text_from_row(v->worker_name, sizeof v->worker_name, st, 6);
    return OK;
}

enum err_code project_visits(struct project_visit_view **out, size_t *n_out,
                             struct arena *a, struct db *db, struct project_id project,
                             struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT v.id, v.project, v.happened_on, v.worker, v.text, v.adjustments, "
        "w.name FROM project_visit AS v LEFT JOIN worker_fact AS w ON w.id = v.worker "
        "AND w.retracted_at IS NULL WHERE v.project = $1 AND v.retracted_at IS NULL "
        "ORDER BY v.happened_on DESC, v.id",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &project.u);
    return rows_gather(out, n_out, a, visit_row, st, e);
}

enum err_code project_of_result(struct project_id *out, struct db *db,
                                enum project_result kind, struct uuid id, struct err *e)
{
    struct statement *st;
    bool found = false;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT project FROM project_product WHERE $2 = 0 AND id = $1 AND retracted_at "
        "IS NULL UNION ALL SELECT project FROM project_visit WHERE $2 = 1 AND id = $1 "
        "AND retracted_at IS NULL",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &id);
    bind_int(st, 2, kind);
    rc = statement_step(&found, st, e);
    if (rc == OK && found) out->u = column_uuid(st, 0);
    statement_done(st);
    if (rc == OK && !found) rc = err_set(e, ERR_NOT_FOUND, "nothing like this");
    return rc;
}
