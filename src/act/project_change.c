#include "act/project_acts.h"

#include "store/programme_store.h"

static const struct person_id nobody;

/* --- targets --- */

static bool kind_has_number(uint8_t kind)
{
    return kind == TARGET_KIND_INDICATIVE || kind == TARGET_KIND_CONTRACTUAL;
}

static enum err_code own_target(const struct asking *a, struct write *w,
                                struct project_id project, struct uuid id,
                                struct err *e)
{
    struct target_fact now;
    enum err_code rc = target_read(&now, a->arena, write_db(w), id, e);
    if (rc == OK && !uuid_eq(now.project.u, project.u))
        rc = err_set(e, ERR_NOT_FOUND, "no target like this");
    return rc == OK ? fact_retract(w, NOUN_TARGET, nobody, id, e) : rc;
}

static enum target_fault check_target(struct target_fact *f)
{
    f->text[0] = '\0';
    if (!kind_has_number(f->kind)) f->has_number = false;
    if (kind_has_number(f->kind) && !f->has_number) return TARGET_NO_NUMBER;
    if (!day_is_none(f->from) && !day_is_none(f->to) && f->to.v < f->from.v)
        return TARGET_DAYS;
    if (f->has_number)
        snprintf(f->text, sizeof f->text, "%.0f", f->number);
    else
        snprintf(f->text, sizeof f->text, "-");
    return TARGET_FITS;
}

enum err_code target_save(const struct asking *a, struct target_fact *f,
                          struct uuid changes, enum target_fault *fault_out,
                          struct err *e)
{
    struct project_gate gate;
    struct write *w = NULL;
    enum err_code rc;
    *fault_out = TARGET_FITS;
    TRY(project_gate_write(&gate, a, a->house->db, f->project, e));
    *fault_out = check_target(f);
    if (*fault_out != TARGET_FITS) {
        rc = err_set(e, ERR_INVALID, "this target does not fit");
        goto out;
    }
    f->id = uuid_is_nil(a->form) ? uuid7_new() : a->form;
    TRY(work_begin(&w, a, "set a target", "", e));
    if (!uuid_is_nil(changes)) TRY(own_target(a, w, f->project, changes, e));
    TRY(target_add(w, f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code target_drop(const struct asking *a, struct project_id project,
                          struct uuid target, struct err *e)
{
    struct project_gate gate;
    struct write *w = NULL;
    enum err_code rc;
    TRY(project_gate_write(&gate, a, a->house->db, project, e));
    TRY(work_begin(&w, a, "drop a target", "", e));
    TRY(own_target(a, w, project, target, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

/* --- money --- */

static enum err_code own_line(const struct asking *a, struct write *w,
                              struct project_id project, struct uuid id, struct err *e)
{
    struct budget_fact now;
    enum err_code rc = budget_read(&now, a->arena, write_db(w), id, e);
    if (rc == OK && !uuid_eq(now.project.u, project.u))
        rc = err_set(e, ERR_NOT_FOUND, "no line of a budget like this");
    return rc == OK ? fact_retract(w, NOUN_BUDGET, nobody, id, e) : rc;
}

enum err_code budget_save(const struct asking *a, struct budget_fact *f,
                          struct uuid changes, struct err *e)
{
    struct project_gate gate;
    struct write *w = NULL;
    enum err_code rc;
    TRY(project_gate_write(&gate, a, a->house->db, f->project, e));
    if (f->source >= N_FUNDING_SOURCE || f->amount_kind >= N_AMOUNT_KIND ||
        f->cents < 0 || day_is_none(f->on) || f->on.v > a->today.v) {
        rc = err_set(e, ERR_INVALID,
                     "a line has a source, a kind, an amount and a day up to today");
        goto out;
    }
    f->id = uuid_is_nil(a->form) ? uuid7_new() : a->form;
    TRY(work_begin(&w, a, "line of a budget", "", e));
    if (!uuid_is_nil(changes)) TRY(own_line(a, w, f->project, changes, e));
    TRY(budget_add(w, f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code budget_drop(const struct asking *a, struct project_id project,
                          struct uuid line, struct err *e)
{
    struct project_gate gate;
    struct write *w = NULL;
    enum err_code rc;
    TRY(project_gate_write(&gate, a, a->house->db, project, e));
    TRY(work_begin(&w, a, "drop a line of a budget", "", e));
    TRY(own_line(a, w, project, line, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

/* --- what followed --- */

enum err_code successor_choices(struct project_view **out, size_t *n_out,
                                const struct asking *a, const struct project_view *of,
                                struct err *e)
{
    struct project_wanted w = {.today = a->today, .most = 10 * PROJECT_PAGE_ROWS};
    struct project_view *all;
    size_t n;
    enum err_code rc;
    *n_out = 0;
    if (!sees_all_projects(a)) w.organisation = a->visitor.organisation;
    TRY(project_list(&all, &n, a->arena, a->house->db, &w, e));
    *out = arena_new_array(a->arena, struct project_view, n);
    for (size_t i = 0; i < n; i++) {
        const struct project_fact *f = &all[i].fact;
        bool is_later = !day_is_none(f->from) && !day_is_none(of->fact.from) &&
                        f->from.v > of->fact.from.v;
        bool is_own =
            sees_all_projects(a) || uuid_eq(f->promotor.u, a->visitor.organisation.u);
        if (is_later && is_own && uuid_is_nil(f->extension_of.u))
            (*out)[(*n_out)++] = all[i];
    }
out:
    return rc;
}

static enum err_code extend(struct write *w, const struct asking *a,
                            struct project_id successor, struct project_id of,
                            struct err *e)
{
    struct project_gate gate;
    struct project_fact f;
    enum err_code rc;
    TRY(project_gate_write(&gate, a, write_db(w), successor, e));
    f = gate.project.fact;
    if (!uuid_is_nil(f.extension_of.u) || uuid_eq(f.id.u, of.u)) {
        rc = err_set(e, ERR_EXISTS, "this project is a sequel of another already");
        goto out;
    }
    f.extension_of = of;
    TRY(fact_retract(w, NOUN_PROJECT, nobody, f.id.u, e));
    rc = project_add(w, &f, e);
out:
    return rc;
}

enum err_code follow_up_save(const struct asking *a, struct project_follow_up_fact *f,
                             struct project_id successor, struct err *e)
{
    struct project_gate gate;
    struct write *w = NULL;
    enum err_code rc;
    TRY(project_gate_write(&gate, a, a->house->db, f->project, e));
    f->id = uuid_is_nil(a->form) ? uuid7_new() : a->form;
    TRY(work_begin(&w, a, "what followed a project", "", e));
    TRY(project_follow_up_add(w, f, e));
    if (!uuid_is_nil(successor.u)) TRY(extend(w, a, successor, f->project, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}
