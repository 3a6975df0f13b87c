#include "web/project_parts.h"

#include "base/url.h"
#include "domain/number_text.h"
#include "publish/publish_words.h"
#include "web/desk_parts.h"
#include "web/field_parts.h"

struct project_id request_project(const struct request *q)
{
    return (struct project_id){request_id(q, "project")};
}

const char *project_path(struct arena *a, struct project_id project, const char *rest)
{
    return id_path(a, PROJECTS_PATH "/", project.u, rest);
}

const char *call_path(struct arena *a, const char *code)
{
    struct buf out = {0};
    url_f(&out, CALL_PATH "?nr=%s", code);
    const char *path = arena_copy(a, out.p, out.n);
    buf_dispose(&out);
    return path;
}

static const struct {
    const char *rest, *label;
} project_tabs[N_PROJECT_TABS] = {
    [PROJECT_TAB_OVERVIEW] = {"", TR("Overzicht")},
    [PROJECT_TAB_TARGETS] = {"/doelen", TR("Doelen")},
    [PROJECT_TAB_MONEY] = {"/begroting", TR("Begroting")},
    [PROJECT_TAB_PARTICIPANTS] = {"/deelnemers", TR("Deelnemers")},
    [PROJECT_TAB_COMPLETENESS] = {"/volledigheid", TR("Volledigheid")},
    [PROJECT_TAB_REPORTS] = {"/verslagen", TR("Verslagen")},
    [PROJECT_TAB_RESULTS] = {"/opbrengst", TR("Opbrengst")},
};

void project_page_begin(struct buf *out, struct frame *f, const struct request *q,
                        const struct project_view *p, enum project_tab tab)
{
    struct arena *a = q->asking.arena;
    struct tab row[N_PROJECT_TABS];
    f->nav = NAV_MORE;
    page_begin(out, f);
    page_back(out, f, PROJECTS_PATH, tr(f->tongue, "Projecten"));
    html_f(out, "<h1><bdi dir=\"auto\">%s</bdi></h1>\n", p->fact.title);
    for (size_t i = 0; i < N_PROJECT_TABS; i++)
        row[i] = (struct tab){.path = project_path(a, p->fact.id, project_tabs[i].rest),
                              .label = tr_later(f->tongue, project_tabs[i].label),
                              .is_current = i == tab};
    tabs(out, f, tr(f->tongue, "Delen van dit project"), row, N_PROJECT_TABS);
    if (tab != PROJECT_TAB_OVERVIEW)
        html_f(out, "<h2>%s</h2>\n", tr_later(f->tongue, project_tabs[tab].label));
}

void project_form_begin(struct buf *out, struct frame *f, const struct request *q,
                        const struct project_view *p, enum project_tab tab,
                        const struct form_errors *errors)
{
    f->nav = NAV_MORE;
    f->has_errors = errors->n > 0;
    page_begin(out, f);
    page_back(out, f, project_path(q->asking.arena, p->fact.id, project_tabs[tab].rest),
              p->fact.title);
    page_heading(out, f, f->title);
    error_summary(out, f, errors);
}

void period_html(struct buf *out, const struct frame *f, struct arena *a,
                 struct day from, struct day to)
{
    enum tongue t = f->tongue;
    const char *first = day_is_none(from) ? "" : day_words(a, t, from, f->today);
    const char *last = day_is_none(to) ? "" : day_words(a, t, to, f->today);
    if (first[0] && last[0])
        tr_html(out, t, "{0} tot en met {1}", first, last);
    else if (first[0])
        tr_html(out, t, "sinds {0}", first);
    else if (last[0])
        tr_html(out, t, "tot en met {0}", last);
    else
        text_html(out, t, "geen begin of einde vastgelegd");
}

const char *euro_words(struct arena *a, const struct frame *f, int64_t cents)
{
    struct buf out = {0};
    buf_add_c(&out, "\xe2\x82\xac\xc2\xa0");
    number_euro(&out, cents, tongue_facts(f->tongue)->lang);
    const char *words = arena_copy(a, out.p, out.n);
    buf_dispose(&out);
    return words;
}

/* What stands for a figure without a number, with its meaning for who does not see it.
 */
static void no_number_html(struct buf *out, const struct frame *f,
                           const struct figure *figure)
{
    const struct table *t = figure->table;
    int lang = tongue_facts(f->tongue)->lang;
    if (!t || t->unavailable || !t->cells) {
        html_f(out, "<span class=\"quiet\">");
        text_html(out, f->tongue, "niet geteld");
        html_f(out, "</span>");
        return;
    }
    enum cell_status s = t->cells[0].status;
    html_f(out, "<abbr title=\"%s\">%s</abbr>", status_label(s, lang),
           status_symbol(s));
}

void figure_html(struct buf *out, const struct frame *f, const struct request *q,
                 const struct figure *figure)
{
    struct arena *a = q->asking.arena;
    bool may_ask = role_has(q->asking.visitor.role, PERMISSION_QUESTION_ASK);
    struct buf words = {0};
    int64_t n;
    if (!figure_number(&n, figure)) {
        no_number_html(out, f, figure);
        return;
    }
    number_count(&words, n, tongue_facts(f->tongue)->lang);
    if (may_ask)
        html_f(out, "<a href=\"%s\">%.*s</a>",
               cross_path(a, CROSS_PATH, figure->statement), (int)words.n, words.p);
    else
        html_f(out, "%.*s", (int)words.n, words.p);
    buf_dispose(&words);
}

/* --- targets --- */

bool target_statement(struct str *out, struct arena *a, const struct target_fact *f,
                      enum target_owner owner, const char *code, struct day today)
{
    struct buf text = {0};
    size_t at = target_measure_of(f);
    if (at == target_measure_count()) return false;
    counted_statement(&text, target_measure_at(at)->counted, owner, code, f->from,
                      f->to, today);
    *out = str_copy(a, buf_str(&text));
    buf_dispose(&text);
    return true;
}

static void target_words(struct buf *out, const struct frame *f,
                         const struct target_fact *x)
{
    size_t at = target_measure_of(x);
    enum lang lang = tongue_facts(f->tongue)->lang;
    bool is_known = at < target_measure_count();
    html_f(out, "<h3>%s</h3>\n",
           is_known ? target_measure_at(at)->label[lang] : x->measure);
}

static void reached_row(struct buf *out, const struct frame *f, const struct request *q,
                        const struct target_fact *x, const struct figure *figure)
{
    struct buf share = {0};
    int64_t n;
    summary_open_row(out, tr(f->tongue, "Bereikt"));
    if (figure)
        figure_html(out, f, q, figure);
    else
        text_html(out, f->tongue, "wordt niet vanzelf geteld");
    if (figure && figure_number(&n, figure) && x->has_number && x->number > 0) {
        number_percent(&share, (double)n / x->number, tongue_facts(f->tongue)->lang);
        html_f(out, " (%.*s)", (int)share.n, share.p);
    }
    summary_close_row(out, f, NULL, NULL);
    if (figure && figure->table && figure->table->population)
        summary_row(out, f, tr(f->tongue, "Wat is geteld"),
                    str_of(figure->table->population), NULL, NULL);
    buf_dispose(&share);
}

static void target_html(struct buf *out, const struct frame *f, const struct request *q,
                        const struct target_fact *x, const struct figure *figure,
                        const char *change_path)
{
    enum tongue t = f->tongue;
    struct arena *a = q->asking.arena;
    html_f(out, "<section class=\"card\">\n");
    target_words(out, f, x);
    summary_begin(out);
    summary_open_row(out, tr(t, "Streefcijfer"));
    if (x->has_number) html_f(out, "<strong>%s</strong>, ", x->text);
    label_html(out, t, LIST_TARGET_KIND,
               x->kind < N_TARGET_KIND ? x->kind : (uint8_t)TARGET_KIND_NONE);
    summary_close_row(out, f, NULL, NULL);
    reached_row(out, f, q, x, figure);
    summary_open_row(out, tr(t, "Periode"));
    period_html(out, f, a, x->from, x->to);
    summary_close_row(out, f, NULL, NULL);
    summary_end(out);
    if (change_path[0])
        html_f(out, "<p><a href=\"%s\">%s</a></p>\n",
               id_path(a, arena_format(a, "%s/", change_path), x->id, ""),
               tr(t, "Wijzig dit doel"));
    html_f(out, "</section>\n");
}

enum err_code targets_html(struct buf *out, const struct frame *f,
                           const struct request *q, const struct target_fact *targets,
                           size_t n, enum target_owner owner, const char *code,
                           const char *change_path, struct err *e)
{
    struct figure figures[FIGURES_MOST];
    const struct figure *of[FIGURES_MOST] = {NULL};
    size_t n_figures = 0;
    int64_t of_ms;
    n = MIN_OF(n, (size_t)FIGURES_MOST);
    for (size_t i = 0; i < n; i++)
        if (target_statement(&figures[n_figures].statement, q->asking.arena,
                             &targets[i], owner, code, f->today))
            of[i] = &figures[n_figures++];
    enum err_code rc = figures_ask(figures, n_figures, &of_ms, &q->asking,
                                   tongue_facts(f->tongue)->lang, e);
    if (rc != OK) return rc;
    for (size_t i = 0; i < n; i++)
        target_html(out, f, q, &targets[i], of[i], change_path);
    if (n_figures) moment_of_figures_html(out, f, q->asking.arena, of_ms);
    return OK;
}

/* --- lists --- */

void project_lines(struct buf *out, const struct frame *f, struct arena *a,
                   const struct project_view *list, size_t n)
{
    if (!n) return;
    html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < n; i++) {
        const struct project_fact *x = &list[i].fact;
        html_f(out,
               "<li><a href=\"%s\"><bdi dir=\"auto\">%s</bdi></a>\n<span "
               "class=\"quiet\">%s",
               project_path(a, x->id, ""), x->title, x->code);
        if (list[i].promotor_name[0])
            html_f(out, " · <bdi dir=\"auto\">%s</bdi>", list[i].promotor_name);
        html_f(out, " · ");
        period_html(out, f, a, x->from, x->to);
        html_f(out, "</span></li>\n");
    }
    html_f(out, "</ul>\n");
}
