/* Partnerships (/partnerschappen): who takes part, where, what was agreed and what came
 * of it, with the figures of each from the records that the analyst asks. Forms of
 * agreements: agreement_pages.c. */
#include "act/partnership_acts.h"
#include "domain/geography.h"
#include "web/desk_parts.h"
#include "web/field_parts.h"
#include "web/partnership_parts.h"
#include "web/project_parts.h"
#include "web/route.h"

/* --- all of them --- */

/* The same table at the desk; NULL for who may not ask there. */
static const char *asked_path(const struct request *q, struct str statement)
{
    return role_has(q->asking.visitor.role, PERMISSION_QUESTION_ASK)
               ? cross_path(q->asking.arena, CROSS_PATH, statement)
               : NULL;
}

static int64_t flemish_municipalities(struct day today)
{
    int64_t n = 0;
    for (int i = 0; i < N_MUNICIPALITY; i++) {
        int province = geo_province(i, today);
        n += geo_municipality_exists(i, today) && province >= 0 &&
             province != PROVINCE_OTHER && province != PROVINCE_BRUSSELS;
    }
    return n;
}

#define COVERED_LINE "count municipalities covered rows province"

/* The same table that the desk gives for this question, and the share of it. */
static enum err_code coverage_html(struct buf *out, const struct frame *f,
                                   const struct request *q, struct err *e)
{
    struct arena *a = q->asking.arena;
    struct figure figure = {.statement = S(COVERED_LINE)};
    struct answer *answer;
    int64_t n, all = flemish_municipalities(f->today);
    enum err_code rc = partnership_answer(&answer, &q->asking, figure.statement, false,
                                          tongue_facts(f->tongue)->lang, e);
    if (rc != OK) return rc;
    figure.table = answer->parts[0]->tables[0];
    if (figure_number(&n, &figure) && all > 0) {
        html_f(out, "<p><strong>");
        tr_html(out, f->tongue, "{0} van de {1} Vlaamse gemeenten: {2} %",
                arena_format(a, "%lld", (long long)n),
                arena_format(a, "%lld", (long long)all),
                arena_format(a, "%lld", (long long)((200 * n + all) / (2 * all))));
        html_f(out, "</strong></p>\n");
    }
    fold_begin(out, false, tr(f->tongue, "Per provincie"));
    chart_html(out, f, a, figure.table, S("kaart"), asked_path(q, figure.statement), 1);
    answer_part_html(out, f, answer, 0, NULL);
    fold_end(out);
    return OK;
}

static void partnership_line(struct buf *out, const struct frame *f, struct arena *a,
                             const struct partnership_view *v)
{
    html_f(out, "<li><a href=\"%s\"><bdi dir=\"auto\">%s</bdi></a>\n",
           id_path(a, PARTNERSHIPS_PATH "/", v->fact.id.u, ""), v->fact.name);
    if (v->fact.status != CODE_MISSING) {
        html_f(out, "<span class=\"tag\">");
        label_html(out, f->tongue, LIST_PARTNERSHIP_STATUS, v->fact.status);
        html_f(out, "</span>\n");
    }
    html_f(out, "<span class=\"quiet\">");
    tr_fill(out, tr_n(f->tongue, "{0} gemeente", "{0} gemeenten", v->n_municipalities),
            (const char *const[]){
                arena_format(a, "%lld", (long long)v->n_municipalities), NULL});
    html_f(out, " · ");
    tr_fill(out,
            tr_n(f->tongue, "{0} overeenkomst", "{0} overeenkomsten", v->n_agreements),
            (const char *const[]){arena_format(a, "%lld", (long long)v->n_agreements),
                                  NULL});
    html_f(out, "</span></li>\n");
}

static enum err_code show_partnerships(struct reply *r, struct request *q,
                                       struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Partnerschappen"));
    struct buf *out = &r->body;
    struct partnership_view *list;
    size_t n;
    enum err_code rc;
    f.nav = NAV_MORE;
    TRY(partnerships_show(&list, &n, &q->asking, e));
    page_begin(out, &f);
    page_heading(out, &f, f.title);
    if (!n) html_f(out, "<p>%s</p>\n", tr(q->tongue, "Nog geen partnerschappen."));
    if (n) {
        TRY(coverage_html(out, &f, q, e));
        html_f(out, "<ul class=\"list\">\n");
        for (size_t i = 0; i < n; i++)
            partnership_line(out, &f, q->asking.arena, &list[i]);
        html_f(out, "</ul>\n");
    }
    page_end(out, &f);
out:
    return rc;
}

/* --- the dashboard of one --- */

static const struct {
    const char *measure, *label;
} counted[] = {
    {"count trajectories reached", TR("Trajecten bereikt")},
    {"count trajectories started", TR("Trajecten gestart")},
    {"count trajectories with action twe", TR("Met tijdelijke werkervaring (TWE)")},
    {"count trajectories with action wijkwerken", TR("Met wijk-werken")},
    {"count handovers accepted", TR("Overdrachten aanvaard")},
    {"count trajectories with outcome employed", TR("Aan het werk")},
    {"count trajectories with action training or qualifying_training",
     TR("In opleiding")},
};
enum { N_NUMBERS = ARRAY_LEN(counted) };

static struct str line_of(struct arena *a, const char *measure, const char *code,
                          const char *rest)
{
    return str_of(arena_format(a, "%s where partnership = %s%s", measure, code, rest));
}

/* A chart with its table, and the way to the same question at the desk. */
static enum err_code shown_html(struct buf *out, const struct frame *f,
                                const struct request *q, const char *heading,
                                struct str statement, size_t number, struct err *e)
{
    struct arena *a = q->asking.arena;
    struct answer *answer;
    enum err_code rc = partnership_answer(&answer, &q->asking, statement, false,
                                          tongue_facts(f->tongue)->lang, e);
    if (rc != OK) return rc;
    const char *path = asked_path(q, statement);
    fold_begin(out, false, heading);
    chart_html(out, f, a, answer->parts[0]->tables[0], STR_NONE, path, number);
    answer_part_html(out, f, answer, 0, NULL);
    if (path)
        html_f(out, "<p><a href=\"%s\">%s</a></p>\n", path,
               tr(f->tongue, "Dezelfde tabel bij de cijfers"));
    fold_end(out);
    return OK;
}

static enum err_code dashboard_html(struct buf *out, const struct frame *f,
                                    const struct request *q, const char *code,
                                    struct err *e)
{
    struct arena *a = q->asking.arena;
    struct figure figures[N_NUMBERS];
    struct answer *answer;
    struct buf text = {0};
    enum err_code rc;
    for (size_t i = 0; i < N_NUMBERS; i++) {
        figures[i].statement = line_of(a, counted[i].measure, code, "");
        buf_format(&text, "part %zu \"-\"\n%.*s\n", i + 1,
                   STR_ARG(figures[i].statement));
    }
    TRY(partnership_answer(&answer, &q->asking, buf_str(&text), true,
                           tongue_facts(f->tongue)->lang, e));
    summary_begin(out);
    for (size_t i = 0; i < N_NUMBERS; i++) {
        figures[i].table = answer->parts[i]->tables[0];
        summary_open_figure(out, tr_later(f->tongue, counted[i].label));
        figure_html(out, f, q, &figures[i]);
        summary_close_row(out, f, NULL, NULL);
    }
    summary_end(out);
    TRY(shown_html(out, f, q, tr(f->tongue, "Bereikt per maand"),
                   line_of(a, counted[0].measure, code, " rows month"), 1, e));
    rc = shown_html(
        out, f, q, tr(f->tongue, "Bereikt per gemeente"),
        line_of(a, counted[0].measure, code, " rows municipality columns year"), 2, e);
out:
    buf_dispose(&text);
    return rc;
}

/* --- who and where --- */

static void parties_html(struct buf *out, const struct frame *f, struct arena *a,
                         const struct partnership_story *s)
{
    html_f(out, "<h2>%s</h2>\n", tr(f->tongue, "Wie doet mee"));
    if (!s->n_parties)
        html_f(out, "<p>%s</p>\n", tr(f->tongue, "Nog niemand opgeschreven."));
    if (s->n_parties) html_f(out, "<ul>\n");
    for (size_t i = 0; i < s->n_parties; i++) {
        const struct party *p = &s->parties[i];
        html_f(out,
               "<li><bdi dir=\"auto\">%s</bdi>, <bdi dir=\"auto\">%s</bdi> <span "
               "class=\"quiet\">",
               p->name, p->role);
        period_html(out, f, a, p->from, p->to);
        html_f(out, "</span></li>\n");
    }
    if (s->n_parties) html_f(out, "</ul>\n");
}

static void covered_html(struct buf *out, const struct frame *f,
                         const struct partnership_story *s)
{
    if (!s->n_covered) return;
    html_f(out, "<h2>%s</h2>\n<p>", tr(f->tongue, "Waar"));
    for (size_t i = 0; i < s->n_covered; i++) {
        if (i) html_f(out, ", ");
        municipality_html(out, f, s->covered[i].municipality);
    }
    html_f(out, "</p>\n");
}

/* --- what was agreed --- */

static void result_html(struct buf *out, const struct frame *f, struct arena *a,
                        const struct agreed_action_view *v,
                        const struct agreed_result_view *last)
{
    if (last) {
        html_f(out, " <span class=\"tag%s\">",
               last->fact.state == AGREED_STATE_DONE ? " good" : "");
        label_html(out, f->tongue, LIST_AGREED_STATE, last->fact.state);
        html_f(out, "</span>");
    }
    html_f(out, "<br><span class=\"quiet\">");
    if (v->fact.number >= 0) {
        const char *aimed = arena_format(a, "%lld", (long long)v->fact.number);
        if (last && last->fact.number >= 0)
            tr_html(out, f->tongue, "{0} van {1}",
                    arena_format(a, "%lld", (long long)last->fact.number), aimed);
        else
            tr_html(out, f->tongue, "doel: {0}", aimed);
        html_f(out, " · ");
    }
    if (!day_is_none(v->fact.due_on)) {
        tr_html(out, f->tongue, "tegen {0}",
                day_words(a, f->tongue, v->fact.due_on, f->today));
        html_f(out, " · ");
    }
    if (v->organisation_name[0])
        html_f(out, "<bdi dir=\"auto\">%s</bdi> · ", v->organisation_name);
    if (last)
        html_f(out, "%s", day_words(a, f->tongue, last->fact.on, f->today));
    else
        text_html(out, f->tongue, "nog geen resultaat");
    html_f(out, "</span>");
}

static void action_html(struct buf *out, const struct frame *f, struct arena *a,
                        const struct partnership_story *s,
                        const struct agreed_action_view *v)
{
    const struct agreed_result_view *last = agreed_result_last(s, v->fact.id);
    html_f(
        out, "<li><a href=\"%s\"><bdi dir=\"auto\">%s</bdi></a>",
        id_path(a,
                id_path(a, PARTNERSHIPS_PATH "/", s->partnership.fact.id.u, "/acties/"),
                v->fact.id, ""),
        v->fact.text);
    result_html(out, f, a, v, last);
    html_f(out, "</li>\n");
}

static void agreement_html(struct buf *out, const struct frame *f,
                           const struct request *q, const struct partnership_story *s,
                           const struct agreement_fact *g)
{
    struct arena *a = q->asking.arena;
    size_t n = 0;
    html_f(out, "<h3><bdi dir=\"auto\">%s</bdi></h3>\n<p class=\"quiet\">", g->title);
    if (g->municipality[0]) {
        municipality_html(out, f, g->municipality);
        html_f(out, " · ");
    }
    period_html(out, f, a, g->from, g->to);
    html_f(out, "</p>\n");
    if (g->text.n) {
        html_f(out, "<p>");
        words_html(out, g->text);
        html_f(out, "</p>\n");
    }
    if (g->municipality[0] && role_has(q->asking.visitor.role, PERMISSION_QUESTION_ASK))
        html_f(out, "<p><a href=\"%s\">%s</a></p>\n",
               cross_path(a, CROSS_PATH,
                          line_of(a, counted[0].measure, s->partnership.fact.code,
                                  arena_format(a, " and municipality = %s rows year",
                                               g->municipality))),
               tr(f->tongue, "Cijfers van deze gemeente"));
    for (size_t i = 0; i < s->n_actions; i++) {
        if (!uuid_eq(s->actions[i].fact.agreement, g->id)) continue;
        if (!n++) html_f(out, "<ul class=\"list\">\n");
        action_html(out, f, a, s, &s->actions[i]);
    }
    if (n) html_f(out, "</ul>\n");
    if (!n) html_f(out, "<p>%s</p>\n", tr(f->tongue, "Nog geen acties afgesproken."));
    if (s->may_write)
        html_f(out, "<p><a href=\"%s\">%s</a></p>\n",
               id_path(a,
                       id_path(a, PARTNERSHIPS_PATH "/", s->partnership.fact.id.u,
                               "/overeenkomst/"),
                       g->id, "/actie"),
               tr(f->tongue, "Voeg een actie toe"));
}

static enum err_code show_partnership(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Partnerschap"));
    struct partnership_id id = {request_id(q, "partnership")};
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct partnership_story s;
    enum err_code rc;
    f.nav = NAV_MORE;
    TRY(partnership_show(&s, &q->asking, id, e));
    page_begin(out, &f);
    page_back(out, &f, PARTNERSHIPS_PATH, tr(q->tongue, "Partnerschappen"));
    html_f(out, "<h1><bdi dir=\"auto\">%s</bdi></h1>\n<p class=\"quiet\">",
           s.partnership.fact.name);
    if (s.partnership.fact.status != CODE_MISSING) {
        label_html(out, f.tongue, LIST_PARTNERSHIP_STATUS, s.partnership.fact.status);
        html_f(out, " · ");
    }
    period_html(out, &f, a, s.partnership.fact.from, s.partnership.fact.to);
    html_f(out, "</p>\n<h2>%s</h2>\n", tr(f.tongue, "In cijfers"));
    TRY(dashboard_html(out, &f, q, s.partnership.fact.code, e));
    html_f(out, "<h2>%s</h2>\n", tr(f.tongue, "Wat is afgesproken"));
    if (!s.n_agreements)
        html_f(out, "<p>%s</p>\n", tr(f.tongue, "Nog geen overeenkomsten."));
    for (size_t i = 0; i < s.n_agreements; i++)
        agreement_html(out, &f, q, &s, &s.agreements[i]);
    if (s.may_write)
        button_link(out, "secondary",
                    id_path(a, PARTNERSHIPS_PATH "/", id.u, "/overeenkomst"),
                    tr(f.tongue, "Voeg een overeenkomst toe"));
    parties_html(out, &f, a, &s);
    covered_html(out, &f, &s);
    page_end(out, &f);
out:
    return rc;
}

const struct route partnership_routes[] = {
    {"GET", "/partnerschappen", PERMISSION_PARTNERSHIP_READ, NULL,
     "partnerships and where they work", show_partnerships},
    {"GET", "/partnerschappen/:partnership", PERMISSION_PARTNERSHIP_READ, NULL,
     "a partnership: figures, agreements, parties", show_partnership},
    {0},
};
