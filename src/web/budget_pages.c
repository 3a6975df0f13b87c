/* The money of a project (/projecten/UUID/begroting): lines by source, to the cent. */
#include "act/release_acts.h"
#include "domain/euro_text.h"
#include "domain/number_text.h"
#include "web/desk_parts.h"
#include "web/field_parts.h"
#include "web/project_parts.h"
#include "web/route.h"

static const char *line_path(struct arena *a, struct project_id project,
                             struct uuid line)
{
    if (uuid_is_nil(line)) return project_path(a, project, "/begroting/nieuw");
    return id_path(a, project_path(a, project, "/begroting/"), line, "");
}

static void lines_html(struct buf *out, const struct frame *f, struct arena *a,
                       const struct project_story *s)
{
    enum tongue t = f->tongue;
    if (!s->money.n_lines) return;
    html_f(out, "<h3>%s</h3>\n<ul class=\"list\">\n", tr(t, "Lijn per lijn"));
    for (size_t i = 0; i < s->money.n_lines; i++) {
        const struct budget_fact *x = &s->money.lines[i].fact;
        const char *amount = euro_words(a, f, x->cents);
        html_f(out, "<li>");
        if (s->gate.may_write)
            html_f(out, "<a href=\"%s\">%s</a>",
                   line_path(a, s->gate.project.fact.id, x->id), amount);
        else
            html_f(out, "<strong>%s</strong>", amount);
        html_f(out, " <span class=\"quiet\">");
        if (x->source != CODE_MISSING)
            label_html(out, t, LIST_FUNDING_SOURCE, x->source);
        if (x->amount_kind != CODE_MISSING) {
            html_f(out, " · ");
            label_html(out, t, LIST_AMOUNT_KIND, x->amount_kind);
        }
        if (!day_is_none(x->on)) html_f(out, " · %s", day_words(a, t, x->on, f->today));
        html_f(out, "</span></li>\n");
    }
    html_f(out, "</ul>\n");
}

/* The same total, asked in the question language: said when both are of one moment. */
static enum err_code desk_check_html(struct buf *out, const struct frame *f,
                                     const struct request *q,
                                     const struct project_story *s, struct err *e)
{
    const char *code = s->gate.project.fact.code;
    struct arena *a = q->asking.arena;
    static const char *const kinds[] = {"allocated", "committed", "paid"};
    struct figure figures[ARRAY_LEN(kinds)];
    int64_t of_ms, n;
    bool is_same = true;
    if (!s->money.n_lines) return OK;
    for (size_t k = 0; k < ARRAY_LEN(kinds); k++)
        figures[k] = (struct figure){
            .statement = str_of(
                arena_format(a, "sum euro %s where project = \"%s\"", kinds[k], code))};
    enum err_code rc = figures_ask(figures, ARRAY_LEN(kinds), &of_ms, &q->asking,
                                   tongue_facts(f->tongue)->lang, e);
    if (rc != OK) return rc;
    for (size_t k = 0; k < ARRAY_LEN(kinds); k++)
        is_same &= figure_number(&n, &figures[k]) == s->money.sheet.has_kind[k] &&
                   n == s->money.sheet.of_kind[k];
    if (is_same)
        html_f(out, "<p class=\"inset note\"><span>%s</span></p>\n",
               tr(f->tongue, "Dezelfde totalen als bij Cijfers, tot op de cent."));
    else if (of_ms < s->money.last_recorded_at)
        html_f(out, "<p class=\"quiet\">%s</p>\n",
               tr(f->tongue, "Bij Cijfers tellen je laatste wijzigingen over enkele "
                             "tellen mee."));
    else
        html_f(out, "<p class=\"inset warning\"><span>%s</span></p>\n",
               tr(f->tongue, "Bij Cijfers staat een ander totaal. Meld dit aan wie "
                             "Vindplaats beheert."));
    return OK;
}

static void files_html(struct buf *out, const struct frame *f, const struct request *q,
                       const struct project_fact *x)
{
    struct arena *a = q->asking.arena;
    const char *path = project_path(a, x->id, "/begroting/bestand?vorm=");
    html_f(out,
           "<p>%s <a href=\"%sxlsx\">Excel (xlsx)</a> · <a "
           "href=\"%scsv\">CSV</a></p>\n",
           tr(f->tongue, "Bewaar deze begroting:"), path, path);
    if (role_has(q->asking.visitor.role, PERMISSION_QUESTION_ASK))
        html_f(
            out, "<p><a href=\"%s\">%s</a></p>\n",
            cross_path(a, CROSS_PATH, money_statement(a, TARGET_OF_PROJECT, x->code)),
            tr(f->tongue, "Dezelfde tabel bij Cijfers"));
}

static enum err_code show_budget(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Begroting"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct project_story s;
    enum err_code rc;
    TRY(project_show(&s, &q->asking, request_project(q), e));
    project_page_begin(out, &f, q, &s.gate.project, PROJECT_TAB_MONEY);
    money_html(out, &f, a, &s.money.sheet);
    TRY(desk_check_html(out, &f, q, &s, e));
    if (s.gate.may_write)
        button_link(out, "primary",
                    line_path(a, s.gate.project.fact.id, (struct uuid){{0}}),
                    tr(q->tongue, "Voeg een bedrag toe"));
    lines_html(out, &f, a, &s);
    if (s.money.n_lines) files_html(out, &f, q, &s.gate.project.fact);
    page_end(out, &f);
out:
    return rc;
}

static enum err_code give_budget(struct reply *r, struct request *q, struct err *e)
{
    enum publish_format format = PUBLISH_XLSX;
    struct arena *a = q->asking.arena;
    struct project_gate g;
    struct answer *answer;
    struct str bytes;
    enum err_code rc;
    TRY(project_gate(&g, &q->asking, q->asking.house->db, request_project(q), e));
    if (!desk_form(&format, q)) {
        rc = err_set(e, ERR_NOT_FOUND, "no such form of a table");
        goto out;
    }
    TRY(figures_answer(&answer, &q->asking,
                       money_statement(a, TARGET_OF_PROJECT, g.project.fact.code),
                       false, tongue_facts(q->tongue)->lang, e));
    TRY(release_render(&bytes, a, answer, format, e));
    reply_form_bytes(r, q, format, arena_format(a, "begroting-%s", g.project.fact.code),
                     bytes);
out:
    return rc;
}

/* --- the form --- */

struct line_page {
    struct project_gate gate;
    struct uuid line; /* that is changed; nil: a new one */
    struct str source, kind, amount, day;
    struct form_errors errors;
};

static void write_form(struct reply *r, struct request *q, const struct line_page *p)
{
    bool is_new = uuid_is_nil(p->line);
    struct frame f = frame_of(q, is_new ? tr(q->tongue, "Voeg een bedrag toe")
                                        : tr(q->tongue, "Wijzig dit bedrag"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    const char *path = line_path(a, p->gate.project.fact.id, p->line);
    struct choice *choices;
    size_t n;
    project_form_begin(out, &f, q, &p->gate.project, PROJECT_TAB_MONEY, &p->errors);
    form_begin(out, &f, path,
               uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
    choices = code_choices(&n, a, &f, LIST_FUNDING_SOURCE);
    field_select(out, &f,
                 &(struct field){.name = "bron",
                                 .label = tr(f.tongue, "Waar komt het geld vandaan?"),
                                 .value = p->source},
                 choices, n, &p->errors);
    choices = code_choices(&n, a, &f, LIST_AMOUNT_KIND);
    field_choice(out, &f,
                 &(struct field){.name = "soort",
                                 .label = tr(f.tongue, "Wat gebeurde ermee?"),
                                 .value = p->kind},
                 choices, n, false, &p->errors);
    field_text(out, &f,
               &(struct field){.name = "bedrag",
                               .label = tr(f.tongue, "Bedrag in euro"),
                               .hint = tr(f.tongue, "Bijvoorbeeld: 1.234,56"),
                               .value = p->amount,
                               .input_mode = "decimal",
                               .is_ltr = true,
                               .most = 40},
               &p->errors);
    field_day(out, &f,
              &(struct field){.name = "dag",
                              .label = tr(f.tongue, "Op welke dag?"),
                              .value = p->day},
              &p->errors);
    button(out, "primary", tr(f.tongue, "Bewaar"), NULL, NULL);
    form_end(out);
    if (!is_new) {
        form_begin(out, &f, arena_format(a, "%s/weg", path), uuid7_new());
        button(out, "secondary", tr(f.tongue, "Haal dit bedrag weg"), NULL, NULL);
        form_end(out);
    }
    page_end(out, &f);
    if (p->errors.n) reply_invalid(r);
}

static enum err_code open_page(struct line_page *p, struct request *q,
                               struct budget_fact *now, struct err *e)
{
    enum err_code rc;
    if (q->n_path_values > 1) p->line = request_id(q, "line");
    TRY(project_gate_write(&p->gate, &q->asking, q->asking.house->db,
                           request_project(q), e));
    if (uuid_is_nil(p->line)) goto out;
    TRY(budget_read(now, q->asking.arena, q->asking.house->db, p->line, e));
    if (!uuid_eq(now->project.u, p->gate.project.fact.id.u))
        rc = err_set(e, ERR_NOT_FOUND, "no line of a budget like this");
out:
    return rc;
}

static enum err_code show_line_form(struct reply *r, struct request *q, struct err *e)
{
    struct arena *a = q->asking.arena;
    struct line_page p = {.day = day_value(a, q->asking.today)};
    struct budget_fact now;
    struct buf amount = {0};
    enum err_code rc;
    TRY(open_page(&p, q, &now, e));
    if (!uuid_is_nil(p.line)) {
        number_euro(&amount, now.cents, LANG_NL);
        p.source = code_value(LIST_FUNDING_SOURCE, now.source);
        p.kind = code_value(LIST_AMOUNT_KIND, now.amount_kind);
        p.amount = str_copy(a, buf_str(&amount));
        p.day = day_value(a, now.on);
    }
    write_form(r, q, &p);
out:
    buf_dispose(&amount);
    return rc;
}

static const char *amount_cure(enum tongue t, enum euro_fault fault)
{
    switch (fault) {
    case EURO_EMPTY:
        return tr(t, "Schrijf een bedrag, zoals 1.234,56.");
    case EURO_GROUPS:
        return tr(t, "Een punt staat voor drie cijfers, zoals in 1.234,56.");
    case EURO_DECIMALS:
        return tr(t, "Na de komma staan hoogstens twee cijfers: de centen.");
    case EURO_TOO_LARGE:
        return tr(t, "Dit bedrag is te groot. Kijk het na.");
    default:
        return tr(t, "Schrijf alleen cijfers, zoals 1.234,56.");
    }
}

static void read_line(struct budget_fact *f, struct line_page *p,
                      const struct request *q)
{
    enum tongue t = q->tongue;
    p->source = request_text(q, "bron");
    p->kind = request_text(q, "soort");
    p->amount = request_text(q, "bedrag");
    p->day = request_text(q, "dag");
    *f = (struct budget_fact){.project = request_project(q)};
    form_code(&f->source, q, "bron", LIST_FUNDING_SOURCE, false,
              tr(t, "Kies waar het geld vandaan komt."), &p->errors);
    form_code(&f->amount_kind, q, "soort", LIST_AMOUNT_KIND, false,
              tr(t, "Kies of het toegewezen, vastgelegd of uitbetaald is."),
              &p->errors);
    enum euro_fault fault = euro_read(&f->cents, p->amount);
    if (fault != EURO_FITS) form_error(&p->errors, "bedrag", amount_cure(t, fault));
    if (form_day(&f->on, q, "dag", false, &p->errors) && f->on.v > q->asking.today.v)
        form_error(&p->errors, "dag",
                   tr(t, "Kies vandaag of een dag die al voorbij is."));
}

static enum err_code take_line(struct reply *r, struct request *q, struct err *e)
{
    struct line_page p = {.errors = {.n = 0}};
    struct budget_fact f, now;
    enum err_code rc;
    TRY(open_page(&p, q, &now, e));
    read_line(&f, &p, q);
    if (p.errors.n) {
        write_form(r, q, &p);
        goto out;
    }
    field_lead(q, project_path(q->asking.arena, f.project, "/begroting"), "bewaard");
    rc = budget_save(&q->asking, &f, p.line, e);
    if (rc == OK) field_follow(r, q);
out:
    return rc;
}

static enum err_code take_drop(struct reply *r, struct request *q, struct err *e)
{
    struct project_id project = request_project(q);
    field_lead(q, project_path(q->asking.arena, project, "/begroting"), "verwijderd");
    enum err_code rc = budget_drop(&q->asking, project, request_id(q, "line"), e);
    if (rc == OK) field_follow(r, q);
    return rc;
}

static const struct route_value line_values[] = {
    {"bron", VALUE_CODE, LIST_FUNDING_SOURCE, true, "source of the money"},
    {"soort", VALUE_CODE, LIST_AMOUNT_KIND, true, "allocated, committed or paid"},
    {"bedrag", VALUE_TEXT, 0, true, "euros: 1.234,56"},
    {"dag", VALUE_DAY, 0, true, "on which day"},
    {0},
};
static const struct route_value file_query[] = {
    {"vorm", VALUE_TEXT, 0, true, "xlsx, csv, json, jsonstat, html or tekst"},
    {0},
};

#define BUDGET PROJECTS_PATH "/:project/begroting"
const struct route budget_routes[] = {
    {"GET", BUDGET, PERMISSION_PROJECT_READ, NULL,
     "money of a project by source, to the cent", show_budget},
    {"GET", BUDGET "/bestand", PERMISSION_PROJECT_READ, file_query,
     "the money of a project as a file", give_budget},
    {"GET", BUDGET "/nieuw", PERMISSION_PROJECT_WRITE, NULL, "form to add an amount",
     show_line_form},
    {"POST", BUDGET "/nieuw", PERMISSION_PROJECT_WRITE, line_values, "add an amount",
     take_line},
    {"GET", BUDGET "/:line", PERMISSION_PROJECT_WRITE, NULL, "form to change an amount",
     show_line_form},
    {"POST", BUDGET "/:line", PERMISSION_PROJECT_WRITE, line_values,
     "change an amount: the earlier one stays known", take_line},
    {"POST", BUDGET "/:line/weg", PERMISSION_PROJECT_WRITE, NULL, "take an amount away",
     take_drop},
    {0},
};
