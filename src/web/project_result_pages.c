/* What a project leaves behind and visits to it (/projecten/UUID/opbrengst), and what
 * all projects left, to find again (/projecten/opbrengst). */
#include "act/project_results.h"
#include "web/field_parts.h"
#include "web/list_filter.h"
#include "web/project_parts.h"
#include "web/route.h"

#define PRODUCTS_PATH PROJECTS_PATH "/opbrengst"
enum { WORDS_BYTES = 4000 };

/* --- reading --- */

static void product_html(struct buf *out, const struct frame *f, struct arena *a,
                         const struct project_product_view *v, bool has_project)
{
    const struct project_product_fact *x = &v->fact;
    /* beneath the heading of its tab, or straight beneath that of the page */
    if (has_project)
        html_f(out, "<h2><bdi dir=\"auto\">%s</bdi></h2>\n", x->title);
    else
        html_f(out, "<h3><bdi dir=\"auto\">%s</bdi></h3>\n", x->title);
    html_f(out, "<p class=\"quiet\">");
    label_html(out, f->tongue, LIST_PROJECT_PRODUCT, x->kind);
    html_f(out, " · %s", day_words(a, f->tongue, x->on, f->today));
    if (has_project)
        html_f(out, " · <bdi dir=\"auto\">%s</bdi>, <bdi dir=\"auto\">%s</bdi>",
               v->project_title, v->promotor_name);
    html_f(out, "</p>\n");
    if (x->text.n) {
        html_f(out, "<p>");
        words_html(out, x->text);
        html_f(out, "</p>\n");
    }
    if (x->licence != CODE_MISSING) {
        html_f(out, "<p>");
        text_html(out, f->tongue, "Wat je ermee mag:");
        html_f(out, " ");
        label_html(out, f->tongue, LIST_PRODUCT_LICENCE, x->licence);
        html_f(out, "</p>\n");
    }
    if (x->link[0])
        html_f(out,
               "<p><a href=\"%s\" rel=\"noreferrer\">%s<span class=\"unseen\">: "
               "%s</span></a></p>\n",
               x->link, tr(f->tongue, "Bekijk het"), x->title);
}

/* A way to take it back, behind a fold. */
static void drop_form(struct buf *out, const struct frame *f, const char *path)
{
    fold_begin(out, false, tr(f->tongue, "Dit klopt niet"));
    form_begin(out, f, path, uuid7_new());
    button(out, "secondary", tr(f->tongue, "Haal weg"), NULL, NULL);
    form_end(out);
    fold_end(out);
}

static void products_html(struct buf *out, const struct frame *f, struct arena *a,
                          const struct project_results *s)
{
    struct project_id project = s->gate.project.fact.id;
    html_f(out, "<p>%s</p>\n",
           tr(f->tongue, "Instrumenten, methodieken en draaiboeken die anderen na het "
                         "project mogen gebruiken."));
    if (!s->n_products)
        html_f(out, "<p>%s</p>\n", tr(f->tongue, "Nog niets opgeschreven."));
    for (size_t i = 0; i < s->n_products; i++) {
        html_f(out, "<section class=\"card\">\n");
        product_html(out, f, a, &s->products[i], false);
        if (s->gate.may_write)
            drop_form(out, f,
                      id_path(a, project_path(a, project, "/opbrengst/"),
                              s->products[i].fact.id, "/weg"));
        html_f(out, "</section>\n");
    }
    if (s->gate.may_write)
        button_link(out, "primary", project_path(a, project, "/opbrengst/nieuw"),
                    tr(f->tongue, "Schrijf op wat het project maakte"));
}

static void visits_html(struct buf *out, const struct frame *f, struct arena *a,
                        const struct project_results *s)
{
    struct project_id project = s->gate.project.fact.id;
    html_f(out, "<h2>%s</h2>\n", tr(f->tongue, "Projectbezoeken"));
    if (!s->n_visits) html_f(out, "<p>%s</p>\n", tr(f->tongue, "Nog geen bezoek."));
    for (size_t i = 0; i < s->n_visits; i++) {
        const struct project_visit_view *v = &s->visits[i];
        html_f(out,
               "<section class=\"card\">\n<h3>%s</h3>\n<p class=\"quiet\"><bdi "
               "dir=\"auto\">%s</bdi></p>\n<p>",
               day_words(a, f->tongue, v->fact.on, f->today), v->worker_name);
        words_html(out, v->fact.text);
        html_f(out, "</p>\n");
        if (v->fact.adjustments.n) {
            html_f(out, "<p><strong>%s</strong> ", tr(f->tongue, "Wat verandert:"));
            words_html(out, v->fact.adjustments);
            html_f(out, "</p>\n");
        }
        if (s->gate.may_write)
            drop_form(
                out, f,
                id_path(a, project_path(a, project, "/bezoeken/"), v->fact.id, "/weg"));
        html_f(out, "</section>\n");
    }
    if (s->gate.may_write)
        button_link(out, "secondary", project_path(a, project, "/bezoeken/nieuw"),
                    tr(f->tongue, "Schrijf een bezoek op"));
}

static enum err_code show_results(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Opbrengst van een project"));
    struct project_results s;
    enum err_code rc;
    TRY(project_results_show(&s, &q->asking, request_project(q), e));
    project_page_begin(&r->body, &f, q, &s.gate.project, PROJECT_TAB_RESULTS);
    products_html(&r->body, &f, q->asking.arena, &s);
    html_f(&r->body, "<p><a href=\"" PRODUCTS_PATH "\">%s</a></p>\n",
           tr(f.tongue, "Opbrengst van alle projecten"));
    visits_html(&r->body, &f, q->asking.arena, &s);
    page_end(&r->body, &f);
out:
    return rc;
}

static enum err_code show_library(struct reply *r, struct request *q, struct err *e)
{
    static const char *const names[] = {"soort"};
    struct frame f = frame_of(q, tr(q->tongue, "Opbrengst van alle projecten"));
    struct form_errors ignored = {.n = 0};
    struct project_product_view *list;
    struct buf *out = &r->body;
    uint8_t kind = CODE_MISSING;
    int64_t from = 0;
    bool is_more;
    size_t n;
    enum err_code rc;
    f.nav = NAV_MORE;
    form_code(&kind, q, "soort", LIST_PROJECT_PRODUCT, true, "", &ignored);
    if (request_text(q, "vanaf").n)
        form_number(&from, q, "vanaf", 0, 100000, "", &ignored);
    TRY(products_show(&list, &n, &is_more, &q->asking, kind, (size_t)from, e));
    page_begin(out, &f);
    page_back(out, &f, PROJECTS_PATH, tr(f.tongue, "Projecten"));
    page_heading(out, &f, f.title);
    form_begin_get(out, &f, PRODUCTS_PATH);
    filter_code(out, &f, q, "soort", tr(f.tongue, "Soort"), LIST_PROJECT_PRODUCT);
    button(out, "secondary", tr(f.tongue, "Toon"), NULL, NULL);
    form_end(out);
    if (!n) html_f(out, "<p>%s</p>\n", tr(f.tongue, "Niets gevonden."));
    for (size_t i = 0; i < n; i++) {
        html_f(out, "<section class=\"card\">\n");
        product_html(out, &f, q->asking.arena, &list[i], true);
        html_f(out, "</section>\n");
    }
    pager(out, &f,
          from > 0 ? filtered_path(q, PRODUCTS_PATH,
                                   (size_t)MAX_OF(from - PROJECT_PAGE_ROWS, 0), names,
                                   ARRAY_LEN(names))
                   : NULL,
          is_more ? filtered_path(q, PRODUCTS_PATH, (size_t)from + PROJECT_PAGE_ROWS,
                                  names, ARRAY_LEN(names))
                  : NULL);
    page_end(out, &f);
out:
    return rc;
}

/* --- writing --- */

static void day_field(struct buf *out, const struct frame *f, const struct request *q,
                      const char *label, const struct form_errors *errors)
{
    field_day(out, f,
              &(struct field){.name = "dag",
                              .label = label,
                              .value = request_has(q, "dag")
                                           ? request_text(q, "dag")
                                           : day_value(q->asking.arena, f->today)},
              errors);
}

static void words_field(struct buf *out, const struct frame *f, const struct request *q,
                        const char *name, const char *label, const char *hint,
                        bool may_be_empty, const struct form_errors *errors)
{
    field_area(out, f,
               &(struct field){.name = name,
                               .label = label,
                               .hint = hint,
                               .value = request_text(q, name),
                               .may_be_empty = may_be_empty,
                               .rows = 4,
                               .most = WORDS_BYTES},
               errors);
}

static bool read_day(struct day *out, const struct request *q,
                     struct form_errors *errors)
{
    if (!form_day(out, q, "dag", false, errors)) return false;
    if (out->v <= q->asking.today.v) return true;
    form_error(errors, "dag",
               tr(q->tongue, "Kies vandaag of een dag die al voorbij is."));
    return false;
}

static void product_form(struct reply *r, struct request *q,
                         const struct project_view *p, const struct form_errors *errors)
{
    struct frame f = frame_of(q, tr(q->tongue, "Wat maakte het project?"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    enum tongue t = q->tongue;
    struct choice *kinds, *licences;
    size_t n_kinds, n_licences;
    project_form_begin(out, &f, q, p, PROJECT_TAB_RESULTS, errors);
    form_begin(out, &f, project_path(a, p->fact.id, "/opbrengst/nieuw"),
               uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
    field_text(out, &f,
               &(struct field){.name = "naam",
                               .label = tr(t, "Hoe heet het?"),
                               .value = request_text(q, "naam"),
                               .most = 199},
               errors);
    kinds = code_choices(&n_kinds, a, &f, LIST_PROJECT_PRODUCT);
    field_choice(out, &f,
                 &(struct field){.name = "soort",
                                 .label = tr(t, "Wat is het?"),
                                 .value = request_text(q, "soort")},
                 kinds, n_kinds, false, errors);
    words_field(out, &f, q, "tekst", tr(t, "Waarvoor dient het?"),
                tr(t, "Zonder namen van deelnemers."), true, errors);
    field_text(out, &f,
               &(struct field){.name = "link",
                               .label = tr(t, "Waar staat het?"),
                               .hint = tr(t, "Een adres dat begint met https://"),
                               .value = request_text(q, "link"),
                               .input_mode = "url",
                               .may_be_empty = true,
                               .is_ltr = true,
                               .most = 399},
               errors);
    licences = code_choices(&n_licences, a, &f, LIST_PRODUCT_LICENCE);
    field_choice(out, &f,
                 &(struct field){.name = "licentie",
                                 .label = tr(t, "Wat mogen anderen ermee?"),
                                 .value = request_text(q, "licentie"),
                                 .may_be_empty = true},
                 licences, n_licences, false, errors);
    day_field(out, &f, q, tr(t, "Sinds wanneer is het er?"), errors);
    button(out, "primary", tr(t, "Bewaar"), NULL, NULL);
    form_end(out);
    page_end(out, &f);
}

static enum err_code gate_of(struct project_gate *g, struct request *q, struct err *e)
{
    return project_gate_write(g, &q->asking, q->asking.house->db, request_project(q),
                              e);
}

static enum err_code show_product_form(struct reply *r, struct request *q,
                                       struct err *e)
{
    struct form_errors none = {.n = 0};
    struct project_gate g;
    enum err_code rc = gate_of(&g, q, e);
    if (rc == OK) product_form(r, q, &g.project, &none);
    return rc;
}

static bool read_link(char *out, size_t cap, const struct request *q,
                      struct form_errors *errors)
{
    struct str text;
    if (!form_text(&text, q, "link", cap - 1, true, "", errors)) return false;
    snprintf(out, cap, "%.*s", STR_ARG(text));
    if (!text.n || strncmp(out, "https://", 8) == 0 || strncmp(out, "http://", 7) == 0)
        return true;
    form_error(errors, "link",
               tr(q->tongue, "Schrijf een adres dat begint met https://, of laat het "
                             "leeg."));
    return false;
}

static void read_product(struct project_product_fact *f, struct form_errors *errors,
                         const struct request *q)
{
    enum tongue t = q->tongue;
    struct str text;
    *f = (struct project_product_fact){.project = request_project(q)};
    if (form_text(&text, q, "naam", sizeof f->title - 1, false,
                  tr(t, "Schrijf hoe het heet."), errors))
        snprintf(f->title, sizeof f->title, "%.*s", STR_ARG(text));
    form_code(&f->kind, q, "soort", LIST_PROJECT_PRODUCT, false,
              tr(t, "Kies wat het is."), errors);
    form_text(&f->text, q, "tekst", WORDS_BYTES, true, "", errors);
    read_link(f->link, sizeof f->link, q, errors);
    form_code(&f->licence, q, "licentie", LIST_PRODUCT_LICENCE, true,
              tr(t, "Kies uit de lijst."), errors);
    read_day(&f->on, q, errors);
}

static enum err_code take_product(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct project_product_fact f;
    struct project_gate g;
    enum err_code rc;
    TRY(gate_of(&g, q, e));
    read_product(&f, &errors, q);
    if (errors.n) {
        reply_invalid(r);
        product_form(r, q, &g.project, &errors);
        goto out;
    }
    field_lead(q, project_path(q->asking.arena, f.project, "/opbrengst"), "bewaard");
    rc = product_save(&q->asking, &f, e);
    if (rc == OK) field_follow(r, q);
out:
    return rc;
}

static void visit_form(struct reply *r, struct request *q, const struct project_view *p,
                       const struct form_errors *errors)
{
    struct frame f = frame_of(q, tr(q->tongue, "Een projectbezoek"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    enum tongue t = q->tongue;
    project_form_begin(out, &f, q, p, PROJECT_TAB_RESULTS, errors);
    form_begin(out, &f, project_path(a, p->fact.id, "/bezoeken/nieuw"),
               uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
    day_field(out, &f, q, tr(t, "Op welke dag?"), errors);
    words_field(out, &f, q, "tekst", tr(t, "Wat bespraken jullie?"),
                tr(t, "Over de kwaliteit van het werk, met voorbeelden zonder namen of "
                      "wat iemand herkenbaar maakt."),
                false, errors);
    words_field(out, &f, q, "bijsturing", tr(t, "Wat verandert er?"), NULL, true,
                errors);
    button(out, "primary", tr(t, "Bewaar"), NULL, NULL);
    form_end(out);
    page_end(out, &f);
}

static enum err_code show_visit_form(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    struct project_gate g;
    enum err_code rc = gate_of(&g, q, e);
    if (rc == OK) visit_form(r, q, &g.project, &none);
    return rc;
}

static enum err_code take_visit(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct project_visit_fact f = {.project = request_project(q)};
    struct project_gate g;
    enum err_code rc;
    TRY(gate_of(&g, q, e));
    read_day(&f.on, q, &errors);
    form_text(&f.text, q, "tekst", WORDS_BYTES, false,
              tr(q->tongue, "Schrijf wat jullie bespraken."), &errors);
    form_text(&f.adjustments, q, "bijsturing", WORDS_BYTES, true, "", &errors);
    if (errors.n) {
        reply_invalid(r);
        visit_form(r, q, &g.project, &errors);
        goto out;
    }
    field_lead(q, project_path(q->asking.arena, f.project, "/opbrengst"), "bewaard");
    rc = visit_save(&q->asking, &f, e);
    if (rc == OK) field_follow(r, q);
out:
    return rc;
}

static enum err_code drop(struct reply *r, struct request *q, enum project_result kind,
                          const char *name, struct err *e)
{
    struct project_id project = request_project(q);
    field_lead(q, project_path(q->asking.arena, project, "/opbrengst"), "verwijderd");
    enum err_code rc =
        project_result_drop(&q->asking, project, kind, request_id(q, name), e);
    if (rc == OK) field_follow(r, q);
    return rc;
}

static enum err_code take_product_drop(struct reply *r, struct request *q,
                                       struct err *e)
{
    return drop(r, q, PROJECT_RESULT_PRODUCT, "product", e);
}

static enum err_code take_visit_drop(struct reply *r, struct request *q, struct err *e)
{
    return drop(r, q, PROJECT_RESULT_VISIT, "visit", e);
}

static const struct route_value library_query[] = {
    {"soort", VALUE_CODE, LIST_PROJECT_PRODUCT, false, "only of this kind"},
    {"vanaf", VALUE_NUMBER, 0, false, "how many to pass over"},
    {0},
};
static const struct route_value product_values[] = {
    {"naam", VALUE_TEXT, 0, true, "what it is called"},
    {"soort", VALUE_CODE, LIST_PROJECT_PRODUCT, true, "tool, method ..."},
    {"tekst", VALUE_TEXT, 0, false, "what it is for, without names"},
    {"link", VALUE_TEXT, 0, false, "where it is: https://..."},
    {"licentie", VALUE_CODE, LIST_PRODUCT_LICENCE, false, "what others may do with it"},
    {"dag", VALUE_DAY, 0, true, "since when"},
    {0},
};
static const struct route_value visit_values[] = {
    {"dag", VALUE_DAY, 0, true, "when"},
    {"tekst", VALUE_TEXT, 0, true, "what was discussed, without names"},
    {"bijsturing", VALUE_TEXT, 0, false, "what changes"},
    {0},
};

#define PROJECT PROJECTS_PATH "/:project"
const struct route project_result_routes[] = {
    {"GET", PRODUCTS_PATH, PERMISSION_PROJECT_READ, library_query,
     "what all projects left behind", show_library},
    {"GET", PROJECT "/opbrengst", PERMISSION_PROJECT_READ, NULL,
     "what a project leaves behind, and visits to it", show_results},
    {"GET", PROJECT "/opbrengst/nieuw", PERMISSION_PROJECT_WRITE, NULL,
     "form to write down what a project made", show_product_form},
    {"POST", PROJECT "/opbrengst/nieuw", PERMISSION_PROJECT_WRITE, product_values,
     "write down what a project made", take_product},
    {"POST", PROJECT "/opbrengst/:product/weg", PERMISSION_PROJECT_WRITE, NULL,
     "take back what a project made", take_product_drop},
    {"GET", PROJECT "/bezoeken/nieuw", PERMISSION_PROJECT_WRITE, NULL,
     "form to write down a visit to a project", show_visit_form},
    {"POST", PROJECT "/bezoeken/nieuw", PERMISSION_PROJECT_WRITE, visit_values,
     "write down a visit to a project", take_visit},
    {"POST", PROJECT "/bezoeken/:visit/weg", PERMISSION_PROJECT_WRITE, NULL,
     "take back a visit to a project", take_visit_drop},
    {0},
};
