/* How many files each worker of one's organisation has, and what was agreed (R49). */
#include "act/coordination_acts.h"
#include "act/field_gate.h"
#include "store/coordination_store.h"

static bool sees_all(const struct asking *a)
{
    return role_has(a->visitor.role, PERMISSION_COORDINATE) ||
           role_has(a->visitor.role, PERMISSION_ACCOUNTS);
}

static struct day active_since(const struct asking *a)
{
    return (struct day){a->today.v - CASELOAD_ACTIVE_DAYS};
}

enum err_code caseload_show(struct caseload_page *out, const struct asking *a,
                            struct err *e)
{
    enum err_code rc;
    size_t n = 0;
    *out = (struct caseload_page){0};
    TRY(field_gate(a, PERMISSION_FILES_LIST, e));
    out->sees_all = sees_all(a);
    TRY(caseload_list(&out->rows, &out->n, a->arena, a->house->db,
                      a->visitor.organisation, a->today, active_since(a), e));
    if (out->sees_all) {
        rc = colleague_list(&out->colleagues, &out->n_colleagues, a->arena,
                            a->house->db, a->visitor.organisation, a->today, e);
        goto out;
    }
    for (size_t i = 0; i < out->n; i++)
        if (uuid_eq(out->rows[i].worker, a->visitor.worker))
            out->rows[n++] = out->rows[i];
    out->n = n;
out:
    return rc;
}

enum err_code caseload_agree(const struct asking *a, struct uuid worker, int number,
                             struct err *e)
{
    struct write *w = NULL;
    struct office_name *names;
    struct caseload_limit_fact *list;
    size_t n, n_limits;
    struct caseload_limit_fact f = {.id = uuid_is_nil(a->form) ? uuid7_new() : a->form,
                                    .organisation = a->visitor.organisation,
                                    .worker = worker,
                                    .number = number,
                                    .from = a->today,
                                    .to = DAY_NONE};
    bool is_here = uuid_is_nil(worker);
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_FILES_LIST, e));
    if (!sees_all(a)) {
        rc = err_set(e, ERR_DENIED, "numbers are agreed by who manages or coordinates");
        goto out;
    }
    TRY(colleague_list(&names, &n, a->arena, a->house->db, a->visitor.organisation,
                       a->today, e));
    for (size_t i = 0; i < n; i++)
        if (uuid_eq(names[i].id, worker)) is_here = true;
    if (!is_here || number > CASELOAD_MOST ||
        (number < 0 && number != CASELOAD_NO_LIMIT)) {
        rc = err_set(e, ERR_INVALID, "a number for somebody of one's organisation");
        goto out;
    }
    TRY(work_begin(&w, a, "agree on a caseload", "", e));
    TRY(caseload_limits(&list, &n_limits, a->arena, write_db(w),
                        a->visitor.organisation, a->today, e));
    for (size_t i = 0; i < n_limits; i++)
        if (uuid_eq(list[i].worker, worker))
            TRY(fact_retract(w, NOUN_CASELOAD_LIMIT, (struct person_id){{{0}}},
                             list[i].id, e));
    if (number != CASELOAD_NO_LIMIT) TRY(caseload_limit_add(w, &f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code caseload_is_over(bool *out, const struct asking *a, struct uuid worker,
                               struct err *e)
{
    struct caseload_view *list;
    size_t n;
    enum err_code rc;
    *out = false;
    TRY(caseload_list(&list, &n, a->arena, a->house->db, a->visitor.organisation,
                      a->today, active_since(a), e));
    for (size_t i = 0; i < n; i++)
        if (uuid_eq(list[i].worker, worker) && list[i].limit != CASELOAD_NO_LIMIT &&
            list[i].n > list[i].limit)
            *out = true;
out:
    return rc;
}
