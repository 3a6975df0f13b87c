#include "act/project_acts.h"

#include "act/field_gate.h"

bool sees_all_projects(const struct asking *a)
{
    return !role_has(a->visitor.role, PERMISSION_PERSON_READ);
}

static bool may_change(const struct asking *a, const struct project_view *p)
{
    struct err ignored;
    if (field_gate(a, PERMISSION_PROJECT_WRITE, &ignored) != OK) return false;
    return sees_all_projects(a) || is_own_organisation(a, p->fact.promotor);
}

enum err_code project_gate(struct project_gate *out, const struct asking *a,
                           struct db *db, struct project_id project, struct err *e)
{
    bool is_ours = true;
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_PROJECT_READ, e));
    TRY(project_read(&out->project, a->arena, db, project, e));
    if (!sees_all_projects(a))
        TRY(project_is_of(&is_ours, db, project, a->visitor.organisation, a->today, e));
    if (!is_ours) rc = err_set(e, ERR_NOT_FOUND, "no project with this id");
    out->is_promotor = is_own_organisation(a, out->project.fact.promotor);
    out->may_write = may_change(a, &out->project);
out:
    return rc;
}

enum err_code project_gate_write(struct project_gate *out, const struct asking *a,
                                 struct db *db, struct project_id project,
                                 struct err *e)
{
    enum err_code rc = project_gate(out, a, db, project, e);
    if (rc != OK || out->may_write) return rc;
    return err_set(e, ERR_DENIED, "another organisation leads this project");
}

/* What the visitor may see of all projects. */
static struct project_wanted wanted_by(const struct asking *a)
{
    struct project_wanted w = {.today = a->today, .most = PROJECT_PAGE_ROWS + 1};
    if (!sees_all_projects(a)) w.organisation = a->visitor.organisation;
    return w;
}

enum err_code projects_show(struct project_view **out, size_t *n_out, bool *is_more_out,
                            const struct asking *a, struct str call, size_t first,
                            struct err *e)
{
    struct project_wanted w = wanted_by(a);
    enum err_code rc;
    *is_more_out = false;
    TRY(field_gate(a, PERMISSION_PROJECT_READ, e));
    w.call = call;
    w.first = first;
    TRY(project_list(out, n_out, a->arena, a->house->db, &w, e));
    *is_more_out = *n_out > PROJECT_PAGE_ROWS;
    *n_out = MIN_OF(*n_out, (size_t)PROJECT_PAGE_ROWS);
out:
    return rc;
}

static enum err_code read_money(struct project_money *out, const struct asking *a,
                                struct money_owner owner, struct err *e)
{
    enum err_code rc =
        budget_lines(&out->lines, &out->n_lines, a->arena, a->house->db, owner, e);
    if (rc != OK) return rc;
    struct budget_fact *facts =
        arena_new_array(a->arena, struct budget_fact, out->n_lines);
    out->last_recorded_at = 0;
    for (size_t i = 0; i < out->n_lines; i++) {
        facts[i] = out->lines[i].fact;
        out->last_recorded_at =
            MAX_OF(out->last_recorded_at, out->lines[i].recorded_at);
    }
    budget_sheet_make(&out->sheet, facts, out->n_lines);
    return OK;
}

/* What came before and after, as far as the visitor sees it. */
static enum err_code read_relatives(struct project_story *out, const struct asking *a,
                                    struct err *e)
{
    const struct project_fact *f = &out->gate.project.fact;
    struct project_wanted w = wanted_by(a);
    struct project_gate before;
    struct err ignored;
    enum err_code rc;
    w.extension_of = f->id;
    TRY(project_list(&out->successors, &out->n_successors, a->arena, a->house->db, &w,
                     e));
    if (uuid_is_nil(f->extension_of.u)) goto out;
    rc = project_gate(&before, a, a->house->db, f->extension_of, &ignored);
    out->has_predecessor = rc == OK;
    if (rc == OK) out->predecessor = before.project;
    if (rc == ERR_NOT_FOUND) rc = OK;
    if (rc != OK && e) *e = ignored;
out:
    return rc;
}

enum err_code project_show(struct project_story *out, const struct asking *a,
                           struct project_id project, struct err *e)
{
    struct db *db = a->house->db;
    struct money_owner owner = {.project = project};
    enum err_code rc;
    *out = (struct project_story){.n_targets = 0};
    TRY(project_gate(&out->gate, a, db, project, e));
    TRY(project_partners(&out->partners, &out->n_partners, a->arena, db, project, e));
    TRY(target_lines(&out->targets, &out->n_targets, a->arena, db, owner, e));
    TRY(project_follow_ups(&out->follow_ups, &out->n_follow_ups, a->arena, db, project,
                           e));
    TRY(read_money(&out->money, a, owner, e));
    rc = read_relatives(out, a, e);
out:
    return rc;
}

enum err_code calls_show(struct call_view **out, size_t *n_out, const struct asking *a,
                         struct err *e)
{
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_PROJECT_READ, e));
    rc = call_list(out, n_out, a->arena, a->house->db, a->today, e);
out:
    return rc;
}

enum err_code call_show(struct call_story *out, const struct asking *a, struct str code,
                        struct err *e)
{
    struct db *db = a->house->db;
    struct money_owner owner = {.call = code};
    enum err_code rc;
    *out = (struct call_story){.n_targets = 0};
    TRY(field_gate(a, PERMISSION_PROJECT_READ, e));
    TRY(call_read(&out->call, a->arena, db, code, e));
    TRY(target_lines(&out->targets, &out->n_targets, a->arena, db, owner, e));
    TRY(read_money(&out->money, a, owner, e));
    rc = projects_show(&out->projects, &out->n_projects, &out->is_more, a, code, 0, e);
out:
    return rc;
}
