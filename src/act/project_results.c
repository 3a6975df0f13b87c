#include "act/project_results.h"

#include "store/project_store.h"

static const struct person_id nobody;

enum err_code project_results_show(struct project_results *out, const struct asking *a,
                                   struct project_id project, struct err *e)
{
    struct product_wanted wanted = {
        .project = project, .kind = CODE_MISSING, .most = 10 * PROJECT_PAGE_ROWS};
    struct db *db = a->house->db;
    enum err_code rc;
    *out = (struct project_results){.n_products = 0};
    TRY(project_gate(&out->gate, a, db, project, e));
    TRY(project_products(&out->products, &out->n_products, a->arena, db, &wanted, e));
    rc = project_visits(&out->visits, &out->n_visits, a->arena, db, project, e);
out:
    return rc;
}

enum err_code products_show(struct project_product_view **out, size_t *n_out,
                            bool *is_more_out, const struct asking *a, uint8_t kind,
                            size_t first, struct err *e)
{
    struct product_wanted wanted = {
        .kind = kind, .first = first, .most = PROJECT_PAGE_ROWS + 1};
    enum err_code rc;
    if (!role_has(a->visitor.role, PERMISSION_PROJECT_READ))
        return err_set(e, ERR_DENIED,
                       "products of projects are for who reads projects");
    rc = project_products(out, n_out, a->arena, a->house->db, &wanted, e);
    if (rc != OK) return rc;
    *is_more_out = *n_out > PROJECT_PAGE_ROWS;
    if (*is_more_out) *n_out = PROJECT_PAGE_ROWS;
    return OK;
}

static enum err_code check_day(const struct asking *a, struct day on, struct err *e)
{
    if (!day_is_none(on) && on.v <= a->today.v) return OK;
    return err_set(e, ERR_INVALID, "the day is today or before");
}

enum err_code product_save(const struct asking *a, struct project_product_fact *f,
                           struct err *e)
{
    struct project_gate gate;
    struct write *w = NULL;
    enum err_code rc;
    TRY(project_gate_write(&gate, a, a->house->db, f->project, e));
    TRY(check_day(a, f->on, e));
    f->id = uuid_is_nil(a->form) ? uuid7_new() : a->form;
    f->worker = a->visitor.worker;
    TRY(work_begin(&w, a, "product of a project", "", e));
    TRY(project_product_add(w, f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code visit_save(const struct asking *a, struct project_visit_fact *f,
                         struct err *e)
{
    struct project_gate gate;
    struct write *w = NULL;
    enum err_code rc;
    TRY(project_gate_write(&gate, a, a->house->db, f->project, e));
    TRY(check_day(a, f->on, e));
    f->id = uuid_is_nil(a->form) ? uuid7_new() : a->form;
    f->worker = a->visitor.worker;
    TRY(work_begin(&w, a, "visit to a project", "", e));
    TRY(project_visit_add(w, f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code project_result_drop(const struct asking *a, struct project_id project,
                                  enum project_result kind, struct uuid id,
                                  struct err *e)
{
    struct project_gate gate;
    struct project_id of;
    struct write *w = NULL;
    enum err_code rc;
    TRY(project_gate_write(&gate, a, a->house->db, project, e));
    TRY(work_begin(&w, a, "take back what a project left", "", e));
    TRY(project_of_result(&of, write_db(w), kind, id, e));
    if (!uuid_eq(of.u, project.u)) {
        rc = err_set(e, ERR_NOT_FOUND, "nothing like this");
        goto out;
    }
    TRY(fact_retract(
        w, kind == PROJECT_RESULT_PRODUCT ? NOUN_PROJECT_PRODUCT : NOUN_PROJECT_VISIT,
        nobody, id, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

int follow_up_gap_days(const struct project_story *s)
{
    struct day end = s->gate.project.fact.to, next = DAY_NONE;
    for (size_t i = 0; i < s->n_successors; i++) {
        struct day from = s->successors[i].fact.from;
        if (!day_is_none(from) && (day_is_none(next) || from.v < next.v)) next = from;
    }
    if (day_is_none(end) || day_is_none(next)) return -1;
    return MAX_OF(next.v - end.v - 1, 0);
}
