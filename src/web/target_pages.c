/* What a project promised, beside what was reached (/projecten/UUID/doelen). */
#include "web/field_parts.h"
#include "web/project_parts.h"
#include "web/route.h"

enum { NUMBER_MOST = 10000000 };

static const char *targets_path(struct arena *a, struct project_id project,
                                struct uuid target)
{
    const char *path = project_path(a, project, "/doelen/");
    return uuid_is_nil(target) ? project_path(a, project, "/doelen/nieuw")
                               : id_path(a, path, target, "");
}

static enum err_code show_targets(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Doelen"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct project_story s;
    enum err_code rc;
    TRY(project_show(&s, &q->asking, request_project(q), e));
    const struct project_fact *x = &s.gate.project.fact;
    project_page_begin(out, &f, q, &s.gate.project, PROJECT_TAB_TARGETS);
    if (!s.n_targets)
        html_f(out, "<p>%s</p>\n", tr(q->tongue, "Dit project heeft geen doelen."));
    TRY(targets_html(out, &f, q, s.targets, s.n_targets, TARGET_OF_PROJECT, x->code,
                     s.gate.may_write ? project_path(a, x->id, "/doelen") : "", e));
    if (s.gate.may_write)
        button_link(out, "primary", targets_path(a, x->id, (struct uuid){{0}}),
                    tr(q->tongue, "Voeg een doel toe"));
    page_end(out, &f);
out:
    return rc;
}

/* --- the form --- */

struct target_page {
    struct project_gate gate;
    struct uuid target; /* that is changed; nil: a new one */
    struct str measure, kind, number, from, to;
    struct form_errors errors;
};

static struct choice *measure_choices(struct arena *a, const struct frame *f)
{
    size_t n = target_measure_count();
    struct choice *choices = arena_new_array(a, struct choice, n);
    for (size_t i = 0; i < n; i++) {
        const struct target_measure *m = target_measure_at(i);
        choices[i] =
            (struct choice){.value = arena_format(a, "%s-%s", m->measure, m->unit),
                            .label = m->label[tongue_facts(f->tongue)->lang],
                            .label_is_dutch = tongue_facts(f->tongue)->labels_differ};
    }
    return choices;
}

static void period_fields(struct buf *out, const struct frame *f,
                          const struct target_page *p)
{
    field_day(out, f,
              &(struct field){.name = "van",
                              .label = tr(f->tongue, "Eerste dag"),
                              .hint = tr(f->tongue, "Leeg: sinds het begin."),
                              .value = p->from,
                              .may_be_empty = true},
              &p->errors);
    field_day(out, f,
              &(struct field){.name = "tot",
                              .label = tr(f->tongue, "Laatste dag"),
                              .hint = tr(f->tongue, "Leeg: tot vandaag."),
                              .value = p->to,
                              .may_be_empty = true},
              &p->errors);
}

static void write_form(struct reply *r, struct request *q, const struct target_page *p)
{
    bool is_new = uuid_is_nil(p->target);
    struct frame f = frame_of(q, is_new ? tr(q->tongue, "Voeg een doel toe")
                                        : tr(q->tongue, "Wijzig dit doel"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    const char *path = targets_path(a, p->gate.project.fact.id, p->target);
    struct choice *kinds;
    size_t n;
    project_form_begin(out, &f, q, &p->gate.project, PROJECT_TAB_TARGETS, &p->errors);
    form_begin(out, &f, path,
               uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
    field_select(out, &f,
                 &(struct field){.name = "maat",
                                 .label = tr(f.tongue, "Wat willen jullie bereiken?"),
                                 .value = p->measure},
                 measure_choices(a, &f), target_measure_count(), &p->errors);
    kinds = code_choices(&n, a, &f, LIST_TARGET_KIND);
    field_choice(out, &f,
                 &(struct field){.name = "soort",
                                 .label = tr(f.tongue, "Hoe vast is het streefcijfer?"),
                                 .value = p->kind},
                 kinds, n, false, &p->errors);
    field_text(out, &f,
               &(struct field){.name = "getal",
                               .label = tr(f.tongue, "Hoeveel?"),
                               .hint = tr(f.tongue, "Leeg als er geen streefcijfer "
                                                    "is."),
                               .value = p->number,
                               .input_mode = "numeric",
                               .may_be_empty = true,
                               .is_ltr = true,
                               .most = 12},
               &p->errors);
    period_fields(out, &f, p);
    button(out, "primary", tr(f.tongue, "Bewaar"), NULL, NULL);
    form_end(out);
    if (!is_new) {
        form_begin(out, &f, arena_format(a, "%s/weg", path), uuid7_new());
        button(out, "secondary", tr(f.tongue, "Haal dit doel weg"), NULL, NULL);
        form_end(out);
    }
    page_end(out, &f);
    if (p->errors.n) reply_invalid(r);
}

/* The gate, and of a target that is changed: is it this project's? */
static enum err_code open_page(struct target_page *p, struct request *q,
                               struct target_fact *now, struct err *e)
{
    enum err_code rc;
    if (q->n_path_values > 1) p->target = request_id(q, "target");
    TRY(project_gate_write(&p->gate, &q->asking, q->asking.house->db,
                           request_project(q), e));
    if (uuid_is_nil(p->target)) goto out;
    TRY(target_read(now, q->asking.arena, q->asking.house->db, p->target, e));
    if (!uuid_eq(now->project.u, p->gate.project.fact.id.u))
        rc = err_set(e, ERR_NOT_FOUND, "no target like this");
out:
    return rc;
}

static enum err_code show_target_form(struct reply *r, struct request *q, struct err *e)
{
    struct arena *a = q->asking.arena;
    struct target_page p = {.kind = S("indicative")};
    struct target_fact now;
    enum err_code rc;
    TRY(open_page(&p, q, &now, e));
    if (!uuid_is_nil(p.target)) {
        size_t at = target_measure_of(&now);
        if (at < target_measure_count())
            p.measure = str_of(arena_format(a, "%s-%s", target_measure_at(at)->measure,
                                            target_measure_at(at)->unit));
        p.kind = code_value(LIST_TARGET_KIND, now.kind);
        if (now.has_number) p.number = str_of(arena_format(a, "%.0f", now.number));
        p.from = day_value(a, now.from);
        p.to = day_value(a, now.to);
    }
    write_form(r, q, &p);
out:
    return rc;
}

static void read_measure(struct target_fact *f, struct target_page *p,
                         const struct request *q)
{
    for (size_t i = 0; i < target_measure_count(); i++) {
        const struct target_measure *m = target_measure_at(i);
        const char *word = arena_format(q->asking.arena, "%s-%s", m->measure, m->unit);
        if (!str_eq_c(p->measure, word)) continue;
        snprintf(f->measure, sizeof f->measure, "%s", m->measure);
        snprintf(f->unit, sizeof f->unit, "%s", m->unit);
    }
    if (!f->measure[0])
        form_error(&p->errors, "maat",
                   tr(q->tongue, "Kies uit de lijst wat jullie willen bereiken."));
}

static void read_target(struct target_fact *f, struct target_page *p,
                        const struct request *q)
{
    enum tongue t = q->tongue;
    int64_t number = 0;
    p->measure = request_text(q, "maat");
    p->kind = request_text(q, "soort");
    p->number = request_text(q, "getal");
    p->from = request_text(q, "van");
    p->to = request_text(q, "tot");
    *f = (struct target_fact){.project = request_project(q)};
    read_measure(f, p, q);
    form_code(&f->kind, q, "soort", LIST_TARGET_KIND, false,
              tr(t, "Kies hoe vast het streefcijfer is."), &p->errors);
    if (p->number.n)
        f->has_number =
            form_number(&number, q, "getal", 1, NUMBER_MOST,
                        tr(t, "Schrijf een geheel getal, zoals 120."), &p->errors);
    f->number = (double)number;
    form_day(&f->from, q, "van", true, &p->errors);
    form_day(&f->to, q, "tot", true, &p->errors);
}

static enum err_code take_target(struct reply *r, struct request *q, struct err *e)
{
    struct target_page p = {.errors = {.n = 0}};
    enum target_fault fault = TARGET_FITS;
    struct target_fact f, now;
    enum err_code rc;
    TRY(open_page(&p, q, &now, e));
    read_target(&f, &p, q);
    field_lead(q, project_path(q->asking.arena, f.project, "/doelen"), "bewaard");
    if (!p.errors.n) {
        rc = target_save(&q->asking, &f, p.target, &fault, e);
        if (rc == OK) field_follow(r, q);
        if (fault == TARGET_FITS) goto out;
        rc = OK;
        if (fault == TARGET_NO_NUMBER)
            form_error(&p.errors, "getal",
                       tr(q->tongue, "Schrijf hoeveel, of kies dat er geen "
                                     "streefcijfer is."));
        else
            form_error(&p.errors, "tot",
                       tr(q->tongue, "Kies een dag na de eerste dag."));
    }
    write_form(r, q, &p);
out:
    return rc;
}

static enum err_code take_drop(struct reply *r, struct request *q, struct err *e)
{
    struct project_id project = request_project(q);
    field_lead(q, project_path(q->asking.arena, project, "/doelen"), "verwijderd");
    enum err_code rc = target_drop(&q->asking, project, request_id(q, "target"), e);
    if (rc == OK) field_follow(r, q);
    return rc;
}

static const struct route_value target_values[] = {
    {"maat", VALUE_TEXT, 0, true, "what is counted: started-persons ..."},
    {"soort", VALUE_CODE, LIST_TARGET_KIND, true, "none, indicative, contractual"},
    {"getal", VALUE_NUMBER, 0, false, "how many"},
    {"van", VALUE_DAY, 0, false, "first day"},
    {"tot", VALUE_DAY, 0, false, "last day"},
    {0},
};

#define TARGETS PROJECTS_PATH "/:project/doelen"
const struct route target_routes[] = {
    {"GET", TARGETS, PERMISSION_PROJECT_READ, NULL,
     "targets of a project beside what was reached", show_targets},
    {"GET", TARGETS "/nieuw", PERMISSION_PROJECT_WRITE, NULL, "form to add a target",
     show_target_form},
    {"POST", TARGETS "/nieuw", PERMISSION_PROJECT_WRITE, target_values, "add a target",
     take_target},
    {"GET", TARGETS "/:target", PERMISSION_PROJECT_WRITE, NULL,
     "form to change a target", show_target_form},
    {"POST", TARGETS "/:target", PERMISSION_PROJECT_WRITE, target_values,
     "change a target: the earlier one stays known", take_target},
    {"POST", TARGETS "/:target/weg", PERMISSION_PROJECT_WRITE, NULL,
     "take a target away", take_drop},
    {0},
};
