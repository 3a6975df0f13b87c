/* Calls (/oproepen): what was asked, for whom, with which money, and what was reached.
 */
#include "web/field_parts.h"
#include "web/project_parts.h"
#include "web/route.h"

static void call_line(struct buf *out, const struct frame *f, struct arena *a,
                      const struct call_view *c)
{
    html_f(out,
           "<li><a href=\"%s\"><bdi>%s</bdi> <bdi dir=\"auto\">%s</bdi></a>\n<span "
           "class=\"quiet\">",
           call_path(a, c->fact.code), c->fact.code, c->fact.name);
    if (c->fact.kind != CODE_MISSING) {
        label_html(out, f->tongue, LIST_CALL_KIND, c->fact.kind);
        html_f(out, " · ");
    }
    period_html(out, f, a, c->fact.from, c->fact.to);
    if (c->n_projects) {
        html_f(out, " · ");
        tr_fill(out, tr_n(f->tongue, "{0} project", "{0} projecten", c->n_projects),
                (const char *const[]){arena_format(a, "%lld", (long long)c->n_projects),
                                      NULL});
    }
    html_f(out, "</span></li>\n");
}

static enum err_code show_calls(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Oproepen"));
    struct buf *out = &r->body;
    struct call_view *list;
    size_t n;
    enum err_code rc;
    f.nav = NAV_MORE;
    TRY(calls_show(&list, &n, &q->asking, e));
    page_begin(out, &f);
    page_heading(out, &f, f.title);
    html_f(out, "<p><a href=\"" PROJECTS_PATH "\">%s</a></p>\n",
           tr(q->tongue, "Projecten"));
    if (!n) html_f(out, "<p>%s</p>\n", tr(q->tongue, "Nog geen oproepen."));
    html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < n; i++)
        call_line(out, &f, q->asking.arena, &list[i]);
    html_f(out, "</ul>\n");
    page_end(out, &f);
out:
    return rc;
}

static void call_row(struct buf *out, const struct frame *f, struct arena *a,
                     const char *name, const char *code)
{
    if (!code[0]) return;
    summary_open_row(out, name);
    html_f(out, "<a href=\"%s\">%s</a>", call_path(a, code), code);
    summary_close_row(out, f, NULL, NULL);
}

static void call_facts(struct buf *out, const struct frame *f, struct arena *a,
                       const struct call_view *c)
{
    enum tongue t = f->tongue;
    summary_begin(out);
    if (c->fact.kind != CODE_MISSING) {
        summary_open_row(out, tr(t, "Soort"));
        label_html(out, t, LIST_CALL_KIND, c->fact.kind);
        summary_close_row(out, f, NULL, NULL);
    }
    call_row(out, f, a, tr(t, "Vervolg op oproep"), c->fact.predecessor);
    call_row(out, f, a, tr(t, "Vervolgd door oproep"), c->follower);
    if (!day_is_none(c->fact.launched_on))
        summary_row(out, f, tr(t, "Gelanceerd"),
                    str_of(day_words(a, t, c->fact.launched_on, f->today)), NULL, NULL);
    summary_open_row(out, tr(t, "Periode"));
    period_html(out, f, a, c->fact.from, c->fact.to);
    summary_close_row(out, f, NULL, NULL);
    if (!day_is_none(c->fact.reports_until))
        summary_row(out, f, tr(t, "Rapporteren kan tot"),
                    str_of(day_words(a, t, c->fact.reports_until, f->today)), NULL,
                    NULL);
    summary_end(out);
}

static enum err_code call_figures(struct buf *out, const struct frame *f,
                                  const struct request *q, const char *code,
                                  struct err *e)
{
    static const char *const counted[] = {"count persons reached",
                                          "count persons started",
                                          "count persons with outcome employed"};
    const char *const names[] = {tr(f->tongue, "Personen bereikt"),
                                 tr(f->tongue, "Personen met een traject dat startte"),
                                 tr(f->tongue, "Personen naar werk")};
    struct figure figures[ARRAY_LEN(counted)];
    int64_t of_ms;
    enum err_code rc;
    for (size_t i = 0; i < ARRAY_LEN(counted); i++) {
        struct buf text = {0};
        counted_statement(&text, counted[i], TARGET_OF_CALL, code, DAY_NONE, DAY_NONE,
                          f->today);
        figures[i] = (struct figure){
            .statement = str_copy(q->asking.arena, buf_str(&text)), .table = NULL};
        buf_dispose(&text);
    }
    rc = figures_ask(figures, ARRAY_LEN(counted), &of_ms, &q->asking,
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

static enum err_code show_call(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Oproep"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct call_story s;
    enum tongue t = q->tongue;
    enum err_code rc;
    f.nav = NAV_MORE;
    TRY(call_show(&s, &q->asking, request_text(q, "nr"), e));
    page_begin(out, &f);
    page_back(out, &f, CALLS_PATH, tr(t, "Oproepen"));
    html_f(out, "<h1><bdi>%s</bdi> <bdi dir=\"auto\">%s</bdi></h1>\n", s.call.fact.code,
           s.call.fact.name);
    call_facts(out, &f, a, &s.call);
    html_f(out, "<h2>%s</h2>\n", tr(t, "Wat werd bereikt"));
    TRY(call_figures(out, &f, q, s.call.fact.code, e));
    html_f(out, "<h2>%s</h2>\n", tr(t, "Doelen"));
    if (!s.n_targets)
        html_f(out, "<p>%s</p>\n", tr(t, "Deze oproep heeft geen streefcijfer."));
    TRY(targets_html(out, &f, q, s.targets, s.n_targets, TARGET_OF_CALL,
                     s.call.fact.code, "", e));
    html_f(out, "<h2>%s</h2>\n", tr(t, "Budget van de oproep"));
    money_html(out, &f, a, &s.money.sheet);
    html_f(out, "<h2>%s</h2>\n", tr(t, "Projecten"));
    if (!s.n_projects)
        html_f(out, "<p>%s</p>\n",
               sees_all_projects(&q->asking)
                   ? tr(t, "Nog geen projecten.")
                   : tr(t, "Je organisatie heeft geen project in deze oproep."));
    project_lines(out, &f, a, s.projects, s.n_projects);
    page_end(out, &f);
out:
    return rc;
}

static const struct route_value call_query[] = {
    {"nr", VALUE_TEXT, 0, true, "the code of the call"},
    {0},
};

const struct route call_routes[] = {
    {"GET", CALLS_PATH, PERMISSION_PROJECT_READ, NULL, "calls and programmes",
     show_calls},
    {"GET", CALL_PATH, PERMISSION_PROJECT_READ, call_query,
     "a call: period, money, targets and what was reached", show_call},
    {0},
};
