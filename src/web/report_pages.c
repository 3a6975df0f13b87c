/* Reports of a project (/projecten/UUID/verslagen): opened filled, what is missing as
 * tasks, handed in, judged, and compared with what holds later. */
#include "base/limits.h"
#include "web/desk_parts.h"
#include "web/field_parts.h"
#include "web/missing_words.h"
#include "web/report_file.h"
#include "web/report_words.h"
#include "web/project_parts.h"
#include "web/route.h"

static const char *report_path(struct arena *a, struct project_id project,
                               struct uuid report, const char *rest)
{
    return id_path(a, project_path(a, project, "/verslagen/"), report, rest);
}

static const char *stand_words(enum tongue t, enum report_stand stand)
{
    switch (stand) {
    case REPORT_OPEN:
        return tr(t, "wordt geschreven");
    case REPORT_HANDED_IN:
        return tr(t, "ingediend");
    case REPORT_SENT_BACK:
        return tr(t, "teruggestuurd");
    default:
        return tr(t, "aanvaard");
    }
}

/* --- the list --- */

static enum err_code show_reports(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Verslagen"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct report_view *list;
    struct project_gate g;
    size_t n;
    enum err_code rc;
    TRY(reports_show(&g, &list, &n, &q->asking, request_project(q), e));
    project_page_begin(out, &f, q, &g.project, PROJECT_TAB_REPORTS);
    if (may_report(&q->asking, &g))
        button_link(out, "primary",
                    project_path(a, g.project.fact.id, "/verslagen/nieuw"),
                    tr(f.tongue, "Begin een verslag"));
    if (!n) html_f(out, "<p>%s</p>\n", tr(f.tongue, "Nog geen verslagen."));
    if (n) html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < n; i++) {
        enum report_stand stand = report_stand_on(&list[i], a);
        html_f(out, "<li><a href=\"%s\">",
               report_path(a, g.project.fact.id, list[i].fact.id, ""));
        period_html(out, &f, a, list[i].fact.from, list[i].fact.to);
        html_f(out, "</a> <span class=\"tag%s\">%s</span></li>\n",
               stand == REPORT_ACCEPTED    ? " good"
               : stand == REPORT_SENT_BACK ? " warning"
                                           : "",
               stand_words(f.tongue, stand));
    }
    if (n) html_f(out, "</ul>\n");
    page_end(out, &f);
out:
    return rc;
}

static void begin_form(struct reply *r, struct request *q, const struct project_gate *g,
                       const struct form_errors *errors)
{
    struct frame f = frame_of(q, tr(q->tongue, "Begin een verslag"));
    struct buf *out = &r->body;
    project_form_begin(out, &f, q, &g->project, PROJECT_TAB_REPORTS, errors);
    form_begin(out, &f,
               project_path(q->asking.arena, g->project.fact.id, "/verslagen/nieuw"),
               uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
    field_day(out, &f,
              &(struct field){.name = "van",
                              .label = tr(f.tongue, "Eerste dag"),
                              .value = request_text(q, "van")},
              errors);
    field_day(out, &f,
              &(struct field){.name = "tot",
                              .label = tr(f.tongue, "Laatste dag"),
                              .value = request_text(q, "tot")},
              errors);
    button(out, "primary", tr(f.tongue, "Begin dit verslag"), NULL, NULL);
    form_end(out);
    page_end(out, &f);
    if (errors->n) reply_invalid(r);
}

static enum err_code open_begin(struct project_gate *g, struct request *q,
                                struct err *e)
{
    enum err_code rc =
        project_gate(g, &q->asking, q->asking.house->db, request_project(q), e);
    if (rc != OK || may_report(&q->asking, g)) return rc;
    return err_set(e, ERR_DENIED, "who leads the project reports on it");
}

static enum err_code show_begin(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    struct project_gate g;
    enum err_code rc = open_begin(&g, q, e);
    if (rc == OK) begin_form(r, q, &g, &none);
    return rc;
}

static enum err_code take_begin(struct reply *r, struct request *q, struct err *e)
{
    struct project_report_fact f = {.project = request_project(q)};
    struct form_errors errors = {.n = 0};
    struct project_gate g;
    enum err_code rc;
    TRY(open_begin(&g, q, e));
    form_day(&f.from, q, "van", false, &errors);
    if (form_day(&f.to, q, "tot", false, &errors) && f.to.v > q->asking.today.v)
        form_error(&errors, "tot",
                   tr(q->tongue, "Kies vandaag of een dag die al voorbij is."));
    if (!errors.n && f.to.v < f.from.v)
        form_error(&errors, "tot", tr(q->tongue, "Kies een dag na de eerste dag."));
    if (errors.n) {
        begin_form(r, q, &g, &errors);
        goto out;
    }
    field_lead(q, report_path(q->asking.arena, f.project, q->asking.form, ""),
               "bewaard");
    rc = report_begin(&q->asking, &f, e);
    if (rc == OK) field_follow(r, q);
out:
    return rc;
}

/* --- one report --- */

static bool is_open_part(struct arena *a, const struct report_story *s, uint8_t part)
{
    return !s->report.has_part[part] && !report_suggestion(a, &s->lines, part).n;
}

static void tasks_html(struct buf *out, const struct frame *f, struct arena *a,
                       const struct report_story *s)
{
    enum tongue t = f->tongue;
    size_t n_parts = 0;
    const struct project_id project = s->project.gate.project.fact.id;
    for (uint8_t i = 0; i < N_REPORT_PART; i++)
        n_parts += is_open_part(a, s, i);
    int64_t n = (int64_t)(n_parts + s->records.n_lines);
    int64_t n_all = s->records.all.n_asked + N_REPORT_PART;
    html_f(out, "<h2>%s</h2>\n<p>", tr(t, "Wat nog moet"));
    tr_html(out, t, "{0} % is ingevuld.",
            arena_format(a, "%lld", (long long)(100 * (n_all - n) / n_all)));
    html_f(out, " ");
    if (n)
        tr_fill(out, tr_n(t, "Nog {0} ding te doen.", "Nog {0} dingen te doen.", n),
                (const char *const[]){arena_format(a, "%lld", (long long)n), NULL});
    else
        text_html(out, t, "Niets meer te doen: het verslag kan weg.");
    html_f(out, "</p>\n");
    if (!n) return;
    html_f(out, "<ul class=\"list\" id=\"taken\">\n");
    for (size_t i = 0; i < s->records.n; i++)
        missing_line_html(out, f, a, &s->records.lines[i]);
    for (uint8_t i = 0; i < N_REPORT_PART; i++) {
        if (!is_open_part(a, s, i)) continue;
        html_f(out, "<li><a href=\"%s?deel=%s#" FIELD_ID "woorden\">",
               report_path(a, project, s->report.fact.id, "/deel"),
               code_list_at(LIST_REPORT_PART)->codes[i].code);
        text_html(out, t, "Schrijf:");
        html_f(out, " ");
        label_html(out, t, LIST_REPORT_PART, i);
        html_f(out, "</a></li>\n");
    }
    html_f(out, "</ul>\n");
    if (s->records.is_more)
        html_f(out, "<p><a href=\"%s\">%s</a></p>\n",
               project_path(a, project, "/volledigheid"),
               tr(t, "De hele lijst van wat ontbreekt"));
}

/* " van 120, contractueel (1 januari 2026 tot en met 30 juni 2026)" */
static void goal_html(struct buf *out, const struct frame *f, struct arena *a,
                      const struct report_line *l)
{
    struct report_goal goal = report_goal_read(l);
    if (goal.number.n) {
        html_f(out, " ");
        tr_html(out, f->tongue, "van {0}", str_to_c(a, goal.number));
    }
    if (goal.kind != CODE_MISSING) {
        html_f(out, ", ");
        label_html(out, f->tongue, LIST_TARGET_KIND, goal.kind);
    }
    if (day_is_none(goal.from) && day_is_none(goal.to)) return;
    html_f(out, " <span class=\"quiet\">(");
    period_html(out, f, a, goal.from, goal.to);
    html_f(out, ")</span>");
}

static void line_html(struct buf *out, const struct frame *f, const struct request *q,
                      const struct report_line *l)
{
    struct arena *a = q->asking.arena;
    const char *value = report_line_value(a, f, l);
    bool may_ask =
        l->statement.n && role_has(q->asking.visitor.role, PERMISSION_QUESTION_ASK);
    summary_open_row(out, report_line_label(a, f->tongue, l));
    if (!value[0])
        text_html(out, f->tongue, "niet geteld");
    else if (may_ask)
        html_f(out, "<a href=\"%s\">%s</a>", cross_path(a, CROSS_PATH, l->statement),
               value);
    else
        html_f(out, "%s", value);
    if (l->extra.n) goal_html(out, f, a, l);
    summary_close_row(out, f, NULL, NULL);
}

static void section_html(struct buf *out, const struct frame *f,
                         const struct request *q, const struct report_lines *lines,
                         const char *kind, const char *title)
{
    bool has_any = false;
    for (size_t i = 0; i < lines->n; i++) {
        if (strcmp(lines->at[i].kind, kind) != 0) continue;
        if (!has_any) {
            html_f(out, "<h3>%s</h3>\n", title);
            summary_begin(out);
        }
        has_any = true;
        line_html(out, f, q, &lines->at[i]);
    }
    if (has_any) summary_end(out);
}

static void figures_html(struct buf *out, const struct frame *f,
                         const struct request *q, const struct report_lines *lines)
{
    enum tongue t = f->tongue;
    section_html(out, f, q, lines, "figure", tr(t, "Bereik en resultaat"));
    section_html(out, f, q, lines, "target", tr(t, "Doelen"));
    section_html(out, f, q, lines, "money", tr(t, "Begroting"));
    section_html(out, f, q, lines, "record", tr(t, "Gegevens van deelnemers"));
    section_html(out, f, q, lines, "activity", tr(t, "Acties"));
    section_html(out, f, q, lines, "signal", tr(t, "Signalen van alle organisaties"));
}

/* Of what was handed in, or as it is being written. */
static void parts_html(struct buf *out, const struct frame *f, struct arena *a,
                       const struct report_story *s, const struct report_lines *lines)
{
    const struct code_list *parts = code_list_at(LIST_REPORT_PART);
    const char *path =
        report_path(a, s->project.gate.project.fact.id, s->report.fact.id, "/deel");
    for (uint8_t i = 0; i < N_REPORT_PART; i++) {
        const struct report_line *l =
            report_line_of(lines, "part", parts->codes[i].code);
        struct str words = l ? l->value : report_suggestion(a, lines, i);
        html_f(out, "<h3>");
        label_html(out, f->tongue, LIST_REPORT_PART, i);
        html_f(out, "</h3>\n");
        if (words.n) {
            html_f(out, "<p>");
            words_html(out, words);
            html_f(out, "</p>\n");
        } else {
            html_f(out, "<p class=\"quiet\">%s</p>\n",
                   tr(f->tongue, "Nog niets geschreven."));
        }
        if (s->may_write)
            html_f(out, "<p><a href=\"%s?deel=%s\">%s</a></p>\n", path,
                   parts->codes[i].code, tr(f->tongue, "Schrijf of wijzig dit deel"));
    }
}

/* What is another now than when it was handed in. */
static void changes_html(struct buf *out, const struct frame *f, struct arena *a,
                         const struct report_story *s)
{
    enum tongue t = f->tongue;
    size_t n = 0;
    html_f(out, "<h2>%s</h2>\n", tr(t, "Sinds het ingediend werd"));
    html_f(out, "<p>%s</p>\n",
           s->is_whole ? tr(t, "Dit verslag staat hier byte voor byte zoals het werd "
                               "ingediend.")
                       : tr(t, "De bewaarde tekst van dit verslag past niet meer bij "
                               "zijn zegel. Meld dit aan wie Vindplaats beheert."));
    for (size_t i = 0; i < s->lines.n; i++) {
        const struct report_line *now = &s->lines.at[i];
        const struct report_line *then = report_line_twin(&s->frozen, &s->lines, i);
        if (!then || strcmp(now->kind, "part") == 0 || report_line_eq(now, then))
            continue;
        if (!n++) html_f(out, "<ul>\n");
        html_f(out, "<li>");
        tr_html(out, t, "{0}: was {1}, nu {2}", report_line_label(a, t, now),
                report_line_value(a, f, then), report_line_value(a, f, now));
        html_f(out, "</li>\n");
    }
    if (n)
        html_f(out, "</ul>\n");
    else
        html_f(out, "<p>%s</p>\n", tr(t, "Geen enkel cijfer veranderde sindsdien."));
}

static void steps_html(struct buf *out, const struct frame *f, struct arena *a,
                       const struct report_view *v)
{
    if (!v->n_steps) return;
    html_f(out, "<h2>%s</h2>\n<ul>\n", tr(f->tongue, "Weg van dit verslag"));
    for (size_t i = 0; i < v->n_steps; i++) {
        const struct report_step_fact *x = &v->steps[i].fact;
        html_f(out, "<li>");
        label_html(out, f->tongue, LIST_REPORT_STEP, x->kind);
        html_f(out, " · %s · <bdi dir=\"auto\">%s</bdi>",
               day_words(a, f->tongue, x->on, f->today), v->steps[i].worker_name);
        if (x->kind != REPORT_STEP_HANDED_IN && x->text.n) {
            html_f(out, "<br>");
            words_html(out, x->text);
        }
        html_f(out, "</li>\n");
    }
    html_f(out, "</ul>\n");
}

static void judge_html(struct buf *out, const struct frame *f, const struct request *q,
                       const struct report_story *s, const struct form_errors *errors)
{
    struct arena *a = q->asking.arena;
    form_begin(
        out, f,
        report_path(a, s->project.gate.project.fact.id, s->report.fact.id, "/stap"),
        uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
    field_area(out, f,
               &(struct field){.name = "woorden",
                               .label = tr(f->tongue, "Wat wil je erbij zeggen?"),
                               .hint = tr(f->tongue, "Stuur je het terug, schrijf dan "
                                                     "wat er nog nodig is."),
                               .value = request_text(q, "woorden"),
                               .may_be_empty = true,
                               .rows = 4,
                               .most = LIMIT_NOTE_BYTES},
               errors);
    button(out, "primary", tr(f->tongue, "Aanvaard dit verslag"), "stap", "accepted");
    button(out, "secondary", tr(f->tongue, "Stuur het terug"), "stap", "sent_back");
    form_end(out);
}

static void hand_in_html(struct buf *out, const struct frame *f, struct arena *a,
                         const struct report_story *s)
{
    for (uint8_t i = 0; i < N_REPORT_PART; i++)
        if (is_open_part(a, s, i)) return;
    form_begin(
        out, f,
        report_path(a, s->project.gate.project.fact.id, s->report.fact.id, "/stap"),
        uuid7_new());
    button(out, "primary", tr(f->tongue, "Dien dit verslag in"), "stap", "handed_in");
    form_end(out);
}

static void files_html(struct buf *out, const struct frame *f, struct arena *a,
                       const struct report_story *s)
{
    const char *path = report_path(a, s->project.gate.project.fact.id,
                                   s->report.fact.id, "/bestand?vorm=");
    html_f(out,
           "<p>%s <a href=\"%sxlsx\">Excel (xlsx)</a> · <a "
           "href=\"%scsv\">CSV</a></p>\n",
           tr(f->tongue, "Bewaar dit verslag:"), path, path);
}

static enum err_code report_page(struct reply *r, struct request *q,
                                 const struct form_errors *errors, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Verslag"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct report_story s;
    enum err_code rc;
    TRY(report_show(&s, &q->asking, request_project(q), request_id(q, "report"), e));
    bool is_frozen = !report_is_writable(s.stand) && s.frozen.n;
    const struct report_lines *lines = is_frozen ? &s.frozen : &s.lines;
    f.has_errors = errors->n > 0;
    project_page_begin(out, &f, q, &s.project.gate.project, PROJECT_TAB_REPORTS);
    error_summary(out, &f, errors);
    html_f(out, "<p><strong>");
    period_html(out, &f, a, s.report.fact.from, s.report.fact.to);
    html_f(out, "</strong> <span class=\"tag\">%s</span></p>\n",
           stand_words(f.tongue, s.stand));
    if (s.may_write) tasks_html(out, &f, a, &s);
    if (s.may_write) hand_in_html(out, &f, a, &s);
    if (s.may_judge) judge_html(out, &f, q, &s, errors);
    if (is_frozen) changes_html(out, &f, a, &s);
    html_f(out, "<h2>%s</h2>\n", tr(f.tongue, "Het verslag"));
    parts_html(out, &f, a, &s, lines);
    figures_html(out, &f, q, lines);
    steps_html(out, &f, a, &s.report);
    files_html(out, &f, a, &s);
    for (size_t i = 0; i < s.records.n; i++)
        participant_wipe(&s.records.lines[i].participant);
    page_end(out, &f);
    if (errors->n) reply_invalid(r);
out:
    return rc;
}

static enum err_code show_report(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    return report_page(r, q, &none, e);
}

static enum err_code take_step(struct reply *r, struct request *q, struct err *e)
{
    struct project_id project = request_project(q);
    struct uuid report = request_id(q, "report");
    enum report_step_fault fault = REPORT_STEP_FITS;
    struct str suggested[N_REPORT_PART];
    struct form_errors errors = {.n = 0}, ignored = {.n = 0};
    struct arena *a = q->asking.arena;
    struct report_story s;
    uint8_t step;
    enum err_code rc;
    TRY(report_show(&s, &q->asking, project, report, e));
    field_lead(q, report_path(a, project, report, ""), "bewaard");
    if (!form_code(&step, q, "stap", LIST_REPORT_STEP, false, "", &ignored)) {
        rc = err_set(e, ERR_INVALID, "expected a step of a report");
    } else if (step == REPORT_STEP_HANDED_IN) {
        for (uint8_t i = 0; i < N_REPORT_PART; i++)
            suggested[i] = report_suggestion(a, &s.lines, i);
        rc = report_hand_in(&q->asking, project, report, suggested, e);
    } else {
        rc = report_judge(&q->asking, project, report, step, request_text(q, "woorden"),
                          &fault, e);
    }
    if (rc == OK) field_follow(r, q);
    if (fault == REPORT_STEP_NO_WORDS) {
        form_error(&errors, "woorden",
                   tr(q->tongue, "Schrijf wat er nog nodig is voor je het "
                                 "terugstuurt."));
        rc = report_page(r, q, &errors, e);
    }
out:
    return rc;
}

/* --- a part in words --- */

static enum err_code part_page(struct reply *r, struct request *q,
                               const struct form_errors *errors, struct err *e)
{
    struct form_errors ignored = {.n = 0};
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct report_story s;
    uint8_t part;
    enum err_code rc;
    TRY(report_show(&s, &q->asking, request_project(q), request_id(q, "report"), e));
    if (!form_code(&part, q, "deel", LIST_REPORT_PART, false, "", &ignored)) {
        rc = err_set(e, ERR_NOT_FOUND, "no such part of a report");
        goto out;
    }
    struct frame f = frame_of(q, code_label(code_list_at(LIST_REPORT_PART), part,
                                            tongue_facts(q->tongue)->lang));
    project_form_begin(out, &f, q, &s.project.gate.project, PROJECT_TAB_REPORTS,
                       errors);
    form_begin(
        out, &f,
        report_path(a, s.project.gate.project.fact.id, s.report.fact.id, "/deel"),
        uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
    hidden(out, "deel", code_value(LIST_REPORT_PART, part));
    struct str words = s.report.has_part[part] ? s.report.parts[part]
                                               : report_suggestion(a, &s.lines, part);
    field_area(out, &f,
               &(struct field){.name = "woorden",
                               .label = tr(f.tongue, "Wat wil je zeggen?"),
                               .hint = tr(f.tongue, "Over het project, niet over één "
                                                    "persoon: geen namen."),
                               .value = request_has(q, "woorden")
                                            ? request_text(q, "woorden")
                                            : words,
                               .rows = 8,
                               .most = LIMIT_NOTE_BYTES},
               errors);
    button(out, "primary", tr(f.tongue, "Bewaar"), NULL, NULL);
    form_end(out);
    page_end(out, &f);
    if (errors->n) reply_invalid(r);
out:
    return rc;
}

static enum err_code show_part(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    return part_page(r, q, &none, e);
}

static enum err_code take_part(struct reply *r, struct request *q, struct err *e)
{
    struct project_id project = request_project(q);
    struct uuid report = request_id(q, "report");
    struct form_errors errors = {.n = 0};
    struct report_story s;
    struct str words = STR_NONE;
    uint8_t part;
    enum err_code rc;
    TRY(report_show(&s, &q->asking, project, report, e));
    form_code(&part, q, "deel", LIST_REPORT_PART, false,
              tr(q->tongue, "Kies uit de lijst."), &errors);
    form_text(&words, q, "woorden", LIMIT_NOTE_BYTES, false,
              tr(q->tongue, "Schrijf een paar zinnen."), &errors);
    if (errors.n) {
        rc = part_page(r, q, &errors, e);
        goto out;
    }
    field_lead(q, report_path(q->asking.arena, project, report, ""), "bewaard");
    rc = report_word(&q->asking, project, report, part, words, e);
    if (rc == OK) field_follow(r, q);
out:
    return rc;
}

/* --- files --- */

static enum err_code give_report(struct reply *r, struct request *q, struct err *e)
{
    enum publish_format format = PUBLISH_XLSX;
    struct arena *a = q->asking.arena;
    struct report_story s;
    struct str bytes;
    enum err_code rc;
    TRY(report_show(&s, &q->asking, request_project(q), request_id(q, "report"), e));
    if (!desk_form(&format, q) || (format != PUBLISH_CSV && format != PUBLISH_XLSX)) {
        rc = err_set(e, ERR_NOT_FOUND, "no such form of a report");
        goto out;
    }
    struct report_file file = report_file_of(a, &s, q->asking.now_ms);
    if (format == PUBLISH_CSV)
        bytes = report_csv(a, q->tongue, &file);
    else
        TRY(report_xlsx(&bytes, a, q->tongue, &file, e));
    reply_form_bytes(r, q, format,
                     arena_format(a, "verslag-%s", s.project.gate.project.fact.code),
                     bytes);
out:
    return rc;
}

static const struct route_value begin_values[] = {
    {"van", VALUE_DAY, 0, true, "first day of the period"},
    {"tot", VALUE_DAY, 0, true, "last day of the period"},
    {0},
};
static const struct route_value part_query[] = {
    {"deel", VALUE_CODE, LIST_REPORT_PART, true, "which part"},
    {0},
};
static const struct route_value part_values[] = {
    {"deel", VALUE_CODE, LIST_REPORT_PART, true, "which part"},
    {"woorden", VALUE_WORDS, 0, true, "words about nobody"},
    {0},
};
static const struct route_value step_values[] = {
    {"stap", VALUE_CODE, LIST_REPORT_STEP, true, "handed in, sent back or accepted"},
    {"woorden", VALUE_WORDS, 0, false, "why"},
    {0},
};
static const struct route_value file_query[] = {
    {"vorm", VALUE_TEXT, 0, true, "xlsx or csv"},
    {0},
};

#define REPORT PROJECTS_PATH "/:project/verslagen"
const struct route report_routes[] = {
    {"GET", REPORT, PERMISSION_PROJECT_READ, NULL, "reports of a project",
     show_reports},
    {"GET", REPORT "/nieuw", PERMISSION_PROJECT_WRITE, NULL, "form to begin a report",
     show_begin},
    {"POST", REPORT "/nieuw", PERMISSION_PROJECT_WRITE, begin_values, "begin a report",
     take_begin},
    {"GET", REPORT "/:report", PERMISSION_PROJECT_READ, NULL,
     "a report, what is missing in it and what became of it", show_report},
    {"GET", REPORT "/:report/deel", PERMISSION_PROJECT_WRITE, part_query,
     "form to write a part of a report", show_part},
    {"POST", REPORT "/:report/deel", PERMISSION_PROJECT_WRITE, part_values,
     "write a part of a report", take_part},
    {"POST", REPORT "/:report/stap", PERMISSION_PROJECT_WRITE, step_values,
     "hand in a report, accept it or send it back", take_step},
    {"GET", REPORT "/:report/bestand", PERMISSION_PROJECT_READ, file_query,
     "a report as a file", give_report},
    {0},
};
