/* Projects (/projecten): those of one's organisation, and each at a glance. */
#include "act/project_results.h"
#include "web/field_parts.h"
#include "web/list_filter.h"
#include "web/project_parts.h"
#include "web/route.h"

static enum err_code show_projects(struct reply *r, struct request *q, struct err *e)
{
    static const char *const names[] = {"oproep"};
    struct frame f = frame_of(q, tr(q->tongue, "Projecten"));
    struct form_errors ignored = {0};
    struct buf *out = &r->body;
    struct project_view *list;
    int64_t from = 0;
    size_t n;
    bool is_more;
    enum err_code rc;
    f.nav = NAV_MORE;
    if (request_text(q, "vanaf").n)
        form_number(&from, q, "vanaf", 0, 100000, "", &ignored);
    TRY(projects_show(&list, &n, &is_more, &q->asking, request_text(q, "oproep"),
                      (size_t)from, e));
    page_begin(out, &f);
    page_heading(out, &f, f.title);
    html_f(out,
           "<p><a href=\"" CALLS_PATH "\">%s</a></p>\n<p><a href=\"" PROJECTS_PATH
           "/opbrengst\">%s</a></p>\n",
           tr(f.tongue, "Oproepen"), tr(f.tongue, "Opbrengst van alle projecten"));
    if (!n)
        html_f(out, "<p>%s</p>\n",
               tr(f.tongue, "Je organisatie leidt geen project en neemt aan geen "
                            "project deel."));
    project_lines(out, &f, q->asking.arena, list, n);
    pager(out, &f,
          from > 0 ? filtered_path(q, PROJECTS_PATH,
                                   (size_t)MAX_OF(from - PROJECT_PAGE_ROWS, 0), names,
                                   ARRAY_LEN(names))
                   : NULL,
          is_more ? filtered_path(q, PROJECTS_PATH, (size_t)from + PROJECT_PAGE_ROWS,
                                  names, ARRAY_LEN(names))
                  : NULL);
    page_end(out, &f);
out:
    return rc;
}

/* --- one project --- */

static void code_row(struct buf *out, const struct frame *f, const char *name,
                     size_t list, uint8_t code)
{
    if (code == CODE_MISSING) return;
    summary_open_row(out, name);
    label_html(out, f->tongue, list, code);
    summary_close_row(out, f, NULL, NULL);
}

static void project_facts(struct buf *out, const struct frame *f, struct arena *a,
                          const struct project_story *s)
{
    const struct project_fact *x = &s->gate.project.fact;
    enum tongue t = f->tongue;
    summary_begin(out);
    summary_row(out, f, tr(t, "Nummer"), str_of(x->code), NULL, NULL);
    if (x->call[0]) {
        summary_open_row(out, tr(t, "Oproep"));
        html_f(out, "<a href=\"%s\">%s <bdi dir=\"auto\">%s</bdi></a>",
               call_path(a, x->call), x->call, s->gate.project.call_name);
        summary_close_row(out, f, NULL, NULL);
    }
    summary_row(out, f, tr(t, "Promotor"), str_of(s->gate.project.promotor_name), NULL,
                NULL);
    summary_open_row(out, tr(t, "Periode"));
    period_html(out, f, a, x->from, x->to);
    summary_close_row(out, f, NULL, NULL);
    code_row(out, f, tr(t, "Soort"), LIST_PROJECT_KIND, x->kind);
    code_row(out, f, tr(t, "Doelgroep"), LIST_TARGET_GROUP, x->target_group);
    code_row(out, f, tr(t, "Wanneer is een traject rond?"), LIST_CLOSING_CRITERION,
             s->gate.project.criterion);
    if (x->is_transnational)
        summary_row(out, f, tr(t, "Transnationaal"), str_of(tr(t, "ja")), NULL, NULL);
    summary_end(out);
}

static enum err_code project_figures(struct buf *out, const struct frame *f,
                                     const struct request *q, const char *code,
                                     struct err *e)
{
    static const char *const counted[] = {
        "count persons reached", "count persons started", "count persons running",
        "count persons ended", "count persons with outcome employed"};
    const char *const names[] = {tr(f->tongue, "Personen bereikt"),
                                 tr(f->tongue, "Personen met een traject dat startte"),
                                 tr(f->tongue, "Personen in een lopend traject"),
                                 tr(f->tongue, "Personen met een traject dat eindigde"),
                                 tr(f->tongue, "Personen naar werk")};
    struct figure figures[ARRAY_LEN(counted)];
    int64_t of_ms;
    for (size_t i = 0; i < ARRAY_LEN(counted); i++) {
        struct buf text = {0};
        counted_statement(&text, counted[i], TARGET_OF_PROJECT, code, DAY_NONE,
                          DAY_NONE, f->today);
        figures[i] = (struct figure){
            .statement = str_copy(q->asking.arena, buf_str(&text)), .table = NULL};
        buf_dispose(&text);
    }
    enum err_code rc = figures_ask(figures, ARRAY_LEN(counted), &of_ms, &q->asking,
                                   tongue_facts(f->tongue)->lang, e);
    if (rc != OK) return rc;
    summary_begin(out);
    for (size_t i = 0; i < ARRAY_LEN(counted); i++) {
        summary_open_figure(out, names[i]);
        figure_html(out, f, q, &figures[i]);
        summary_close_row(out, f, NULL, NULL);
    }
    summary_end(out);
    return OK;
}

static void partners_html(struct buf *out, const struct frame *f, struct arena *a,
                          const struct project_story *s)
{
    if (!s->n_partners) return;
    html_f(out, "<h2>%s</h2>\n<ul>\n", tr(f->tongue, "Wie doet mee"));
    for (size_t i = 0; i < s->n_partners; i++) {
        const struct project_partner *p = &s->partners[i];
        html_f(out,
               "<li><bdi dir=\"auto\">%s</bdi>, <bdi dir=\"auto\">%s</bdi> <span "
               "class=\"quiet\">(",
               p->name, p->role);
        period_html(out, f, a, p->from, p->to);
        html_f(out, ")</span></li>\n");
    }
    html_f(out, "</ul>\n");
}

static void follow_up_line(struct buf *out, const struct frame *f, struct arena *a,
                           const struct project_follow_up_fact *x)
{
    html_f(out, "<li>");
    if (x->evaluation != CODE_MISSING) {
        text_html(out, f->tongue, "Evaluatie:");
        html_f(out, " ");
        label_html(out, f->tongue, LIST_PROJECT_EVALUATION, x->evaluation);
        html_f(out, ". ");
    }
    if (x->follow_up != CODE_MISSING) {
        text_html(out, f->tongue, "Vervolg:");
        html_f(out, " ");
        label_html(out, f->tongue, LIST_PROJECT_FOLLOW_UP, x->follow_up);
        html_f(out, ". ");
    }
    if (!day_is_none(x->on))
        html_f(out, "<span class=\"quiet\">%s</span>",
               day_words(a, f->tongue, x->on, f->today));
    html_f(out, "</li>\n");
}

/* Good practice is lost between two grants. */
static void gap_html(struct buf *out, const struct frame *f, struct arena *a,
                     const struct project_story *s)
{
    int days = follow_up_gap_days(s);
    if (days < 0) return;
    html_f(out, "<p>");
    if (days == 0)
        text_html(out, f->tongue, "Het vervolg sluit aan: er was geen onderbreking.");
    else
        tr_fill(out,
                tr_n(f->tongue,
                     "Tussen het einde en het vervolg zat {0} dag zonder project.",
                     "Tussen het einde en het vervolg zaten {0} dagen zonder project.",
                     days),
                (const char *const[]){arena_format(a, "%d", days), NULL});
    html_f(out, "</p>\n");
}

static void sequel_html(struct buf *out, const struct frame *f, struct arena *a,
                        const struct project_story *s)
{
    enum tongue t = f->tongue;
    html_f(out, "<h2>%s</h2>\n", tr(t, "Wat eraan voorafging en wat volgde"));
    if (s->has_predecessor) {
        html_f(out, "<p>%s</p>\n", tr(t, "Vervolg op:"));
        project_lines(out, f, a, &s->predecessor, 1);
    }
    if (s->n_successors) html_f(out, "<p>%s</p>\n", tr(t, "Vervolgd door:"));
    project_lines(out, f, a, s->successors, s->n_successors);
    gap_html(out, f, a, s);
    if (s->n_follow_ups) html_f(out, "<ul>\n");
    for (size_t i = 0; i < s->n_follow_ups; i++)
        follow_up_line(out, f, a, &s->follow_ups[i]);
    if (s->n_follow_ups) html_f(out, "</ul>\n");
    if (!s->has_predecessor && !s->n_successors && !s->n_follow_ups)
        html_f(out, "<p>%s</p>\n", tr(t, "Nog niets genoteerd."));
    if (s->gate.may_write)
        html_f(out, "<p><a href=\"%s\">%s</a></p>\n",
               project_path(a, s->gate.project.fact.id, "/vervolg"),
               tr(t, "Schrijf op hoe het beoordeeld werd of wat volgde"));
}

static enum err_code show_project(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Project"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct project_story s;
    enum err_code rc;
    TRY(project_show(&s, &q->asking, request_project(q), e));
    project_page_begin(out, &f, q, &s.gate.project, PROJECT_TAB_OVERVIEW);
    project_facts(out, &f, a, &s);
    html_f(out, "<h2>%s</h2>\n", tr(q->tongue, "Wat werd bereikt"));
    TRY(project_figures(out, &f, q, s.gate.project.fact.code, e));
    partners_html(out, &f, a, &s);
    sequel_html(out, &f, a, &s);
    page_end(out, &f);
out:
    return rc;
}

/* --- what followed --- */

static enum err_code follow_up_form(struct reply *r, struct request *q,
                                    const struct project_gate *g,
                                    const struct form_errors *errors, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Hoe ging het verder?"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    enum tongue t = q->tongue;
    struct project_view *later;
    struct choice *choices;
    size_t n;
    enum err_code rc;
    TRY(successor_choices(&later, &n, &q->asking, &g->project, e));
    project_form_begin(out, &f, q, &g->project, PROJECT_TAB_OVERVIEW, errors);
    form_begin(out, &f, project_path(a, g->project.fact.id, "/vervolg"),
               uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
    struct choice *projects = arena_new_array(a, struct choice, n);
    for (size_t i = 0; i < n; i++)
        projects[i] = (struct choice){
            .value = str_to_c(a, id_str(a, later[i].fact.id.u)),
            .label = arena_format(a, "%s %s", later[i].fact.code, later[i].fact.title)};
    size_t n_projects = n;
    choices = code_choices(&n, a, &f, LIST_PROJECT_EVALUATION);
    field_select(out, &f,
                 &(struct field){.name = "evaluatie",
                                 .label = tr(t, "Hoe werd het project beoordeeld?"),
                                 .value = request_text(q, "evaluatie"),
                                 .may_be_empty = true},
                 choices, n, errors);
    choices = code_choices(&n, a, &f, LIST_PROJECT_FOLLOW_UP);
    field_select(out, &f,
                 &(struct field){.name = "vervolg",
                                 .label = tr(t, "Wat volgde er?"),
                                 .value = request_text(q, "vervolg"),
                                 .may_be_empty = true},
                 choices, n, errors);
    if (n_projects)
        field_select(out, &f,
                     &(struct field){.name = "project",
                                     .label = tr(t, "Welk project is het vervolg?"),
                                     .value = request_text(q, "project"),
                                     .may_be_empty = true},
                     projects, n_projects, errors);
    field_day(out, &f,
              &(struct field){.name = "dag",
                              .label = tr(t, "Wanneer?"),
                              .value = request_has(q, "dag") ? request_text(q, "dag")
                                                             : day_value(a, f.today)},
              errors);
    button(out, "primary", tr(t, "Bewaar"), NULL, NULL);
    form_end(out);
    page_end(out, &f);
out:
    return rc;
}

static enum err_code show_follow_up(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    struct project_gate g;
    enum err_code rc =
        project_gate_write(&g, &q->asking, q->asking.house->db, request_project(q), e);
    return rc == OK ? follow_up_form(r, q, &g, &none, e) : rc;
}

static enum err_code take_follow_up(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct project_follow_up_fact f = {.project = request_project(q)};
    struct project_id successor = {0};
    struct project_gate g;
    enum tongue t = q->tongue;
    enum err_code rc;
    TRY(project_gate_write(&g, &q->asking, q->asking.house->db, f.project, e));
    form_code(&f.evaluation, q, "evaluatie", LIST_PROJECT_EVALUATION, true,
              tr(t, "Kies uit de lijst."), &errors);
    form_code(&f.follow_up, q, "vervolg", LIST_PROJECT_FOLLOW_UP, true,
              tr(t, "Kies uit de lijst."), &errors);
    form_id(&successor.u, q, "project", true, tr(t, "Kies een project uit de lijst."),
            &errors);
    if (form_day(&f.on, q, "dag", false, &errors) && f.on.v > q->asking.today.v)
        form_error(&errors, "dag", tr(t, "Kies vandaag of een dag die al voorbij is."));
    if (f.evaluation == CODE_MISSING && f.follow_up == CODE_MISSING && !errors.n)
        form_error(&errors, "evaluatie",
                   tr(t, "Kies hoe het beoordeeld werd, of wat volgde."));
    if (errors.n) {
        reply_invalid(r);
        rc = follow_up_form(r, q, &g, &errors, e);
        goto out;
    }
    field_lead(q, project_path(q->asking.arena, f.project, ""), "bewaard");
    rc = follow_up_save(&q->asking, &f, successor, e);
    if (rc == OK) field_follow(r, q);
out:
    return rc;
}

static const struct route_value list_query[] = {
    {"oproep", VALUE_TEXT, 0, false, "only projects of this call"},
    {"vanaf", VALUE_NUMBER, 0, false, "how many to pass over"},
    {0},
};
static const struct route_value follow_up_values[] = {
    {"evaluatie", VALUE_CODE, LIST_PROJECT_EVALUATION, false, "how it was judged"},
    {"vervolg", VALUE_CODE, LIST_PROJECT_FOLLOW_UP, false, "what followed"},
    {"project", VALUE_ID, 0, false, "the project that follows on it"},
    {"dag", VALUE_DAY, 0, true, "when"},
    {0},
};

const struct route project_routes[] = {
    {"GET", PROJECTS_PATH, PERMISSION_PROJECT_READ, list_query,
     "the projects one's organisation leads or takes part in", show_projects},
    {"GET", PROJECTS_PATH "/:project", PERMISSION_PROJECT_READ, NULL,
     "a project at a glance", show_project},
    {"GET", PROJECTS_PATH "/:project/vervolg", PERMISSION_PROJECT_WRITE, NULL,
     "form to say how a project was judged and what followed", show_follow_up},
    {"POST", PROJECTS_PATH "/:project/vervolg", PERMISSION_PROJECT_WRITE,
     follow_up_values, "say how a project was judged and what followed",
     take_follow_up},
    {0},
};
