#include "act/report_acts.h"

#include <sodium.h>

#include "act/field_gate.h"
#include "store/project_store.h"

bool may_report(const struct asking *a, const struct project_gate *gate)
{
    struct err ignored;
    return gate->is_promotor && field_gate(a, PERMISSION_PROJECT_WRITE, &ignored) == OK;
}

bool may_judge_report(const struct asking *a, const struct project_gate *gate)
{
    struct err ignored;
    return sees_all_projects(a) && !gate->is_promotor &&
           field_gate(a, PERMISSION_PROJECT_WRITE, &ignored) == OK;
}

enum err_code reports_show(struct project_gate *gate_out, struct report_view **out,
                           size_t *n_out, const struct asking *a,
                           struct project_id project, struct err *e)
{
    enum err_code rc;
    TRY(project_gate(gate_out, a, a->house->db, project, e));
    rc = report_list(out, n_out, a->arena, a->house->db, project, e);
out:
    return rc;
}

static enum err_code gate_report(struct project_gate *out, const struct asking *a,
                                 struct project_id project, struct err *e)
{
    enum err_code rc = project_gate(out, a, a->house->db, project, e);
    if (rc != OK || may_report(a, out)) return rc;
    return err_set(e, ERR_DENIED, "who leads the project reports on it");
}

enum err_code report_begin(const struct asking *a, struct project_report_fact *f,
                           struct err *e)
{
    struct project_gate gate;
    struct write *w = NULL;
    enum err_code rc;
    TRY(gate_report(&gate, a, f->project, e));
    if (day_is_none(f->from) || day_is_none(f->to) || f->to.v < f->from.v ||
        f->to.v > a->today.v) {
        rc = err_set(e, ERR_INVALID, "a report is about days up to today");
        goto out;
    }
    f->id = uuid_is_nil(a->form) ? uuid7_new() : a->form;
    f->organisation = a->visitor.organisation;
    f->worker = a->visitor.worker;
    TRY(work_begin(&w, a, "begin a report", "", e));
    TRY(project_report_add(w, f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

static void digest_of(uint8_t out[REPORT_DIGEST_BYTES], struct str text)
{
    crypto_generichash(out, REPORT_DIGEST_BYTES, (const uint8_t *)text.p, text.n, NULL,
                       0);
}

static void open_frozen(struct report_story *out, const struct asking *a)
{
    uint8_t digest[REPORT_DIGEST_BYTES];
    for (size_t i = out->report.n_steps; i-- > 0 && !out->handed_in;)
        if (out->report.steps[i].fact.kind == REPORT_STEP_HANDED_IN)
            out->handed_in = &out->report.steps[i];
    if (!out->handed_in) return;
    const struct report_step_fact *f = &out->handed_in->fact;
    digest_of(digest, f->text);
    out->is_whole = f->has_digest && memcmp(digest, f->digest, sizeof digest) == 0;
    out->frozen = report_lines_read(a->arena, f->text);
}

enum err_code report_show(struct report_story *out, const struct asking *a,
                          struct project_id project, struct uuid report, struct err *e)
{
    const struct project_report_fact *f = &out->report.fact;
    enum err_code rc;
    *out = (struct report_story){.is_whole = false};
    TRY(project_show(&out->project, a, project, e));
    TRY(report_read(&out->report, a->arena, a->house->db, project, report, e));
    out->stand = report_stand_on(&out->report, a->arena);
    out->may_write =
        may_report(a, &out->project.gate) && report_is_writable(out->stand);
    out->may_judge =
        may_judge_report(a, &out->project.gate) && out->stand == REPORT_HANDED_IN;
    TRY(completeness_show(&out->records, a, project, f->from, f->to, 0, e));
    TRY(report_compose(&out->lines, a, &out->project, &out->records.all, f->from, f->to,
                       e));
    for (uint8_t i = 0; i < N_REPORT_PART; i++)
        if (out->report.has_part[i])
            report_add_part(&out->lines, a->arena, i, out->report.parts[i]);
    open_frozen(out, a);
out:
    return rc;
}

enum err_code report_word(const struct asking *a, struct project_id project,
                          struct uuid report, uint8_t part, struct str words,
                          struct err *e)
{
    struct report_part_fact f = {.report = report, .kind = part, .text = words};
    struct project_gate gate;
    struct report_view v;
    struct write *w = NULL;
    enum err_code rc;
    TRY(gate_report(&gate, a, project, e));
    f.id = uuid_is_nil(a->form) ? uuid7_new() : a->form;
    f.worker = a->visitor.worker;
    TRY(work_begin(&w, a, "words of a report", "", e));
    TRY(report_read(&v, a->arena, write_db(w), project, report, e));
    if (!report_is_writable(report_stand_on(&v, a->arena))) {
        rc = err_set(e, ERR_EXISTS, "this report was handed in");
        goto out;
    }
    TRY(report_part_add(w, &f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

static enum err_code add_step(const struct asking *a, struct project_id project,
                              struct report_step_fact *f,
                              enum report_step_fault *fault_out, struct err *e)
{
    struct report_view v;
    struct write *w = NULL;
    enum err_code rc;
    f->id = uuid_is_nil(a->form) ? uuid7_new() : a->form;
    f->worker = a->visitor.worker;
    f->on = a->today;
    TRY(work_begin(&w, a, "step of a report", "", e));
    TRY(report_read(&v, a->arena, write_db(w), project, f->report, e));
    *fault_out = report_step_check(report_stand_on(&v, a->arena), f);
    if (*fault_out != REPORT_STEP_FITS) {
        rc = err_set(e, ERR_INVALID, "this step does not fit");
        goto out;
    }
    TRY(report_step_add(w, f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code report_hand_in(const struct asking *a, struct project_id project,
                             struct uuid report,
                             const struct str suggested[N_REPORT_PART], struct err *e)
{
    struct report_step_fact f = {
        .report = report, .kind = REPORT_STEP_HANDED_IN, .has_digest = true};
    enum report_step_fault fault;
    struct project_gate gate;
    struct report_story s;
    enum err_code rc;
    TRY(gate_report(&gate, a, project, e));
    TRY(report_show(&s, a, project, report, e));
    for (uint8_t i = 0; i < N_REPORT_PART; i++) {
        if (s.report.has_part[i]) continue;
        if (!suggested[i].n) {
            rc = err_set(e, ERR_INVALID, "a part of this report has no words");
            goto out;
        }
        report_add_part(&s.lines, a->arena, i, suggested[i]);
    }
    report_add_cover(&s.lines, a->arena, &s.project.gate.project, s.report.fact.from,
                     s.report.fact.to, str_of(a->visitor.name), a->now_ms);
    f.text = report_lines_text(a->arena, &s.lines);
    digest_of(f.digest, f.text);
    rc = add_step(a, project, &f, &fault, e);
out:
    return rc;
}

enum err_code report_judge(const struct asking *a, struct project_id project,
                           struct uuid report, uint8_t step, struct str words,
                           enum report_step_fault *fault_out, struct err *e)
{
    struct report_step_fact f = {.report = report, .kind = step, .text = words};
    struct project_gate gate;
    enum err_code rc;
    *fault_out = REPORT_STEP_FITS;
    TRY(project_gate(&gate, a, a->house->db, project, e));
    if (!may_judge_report(a, &gate) || step == REPORT_STEP_HANDED_IN) {
        rc = err_set(e, ERR_DENIED, "who runs the call judges a report");
        goto out;
    }
    rc = add_step(a, project, &f, fault_out, e);
out:
    return rc;
}
