/* The participants of a project (/projecten/UUID/deelnemers), and what is missing in
 * their records before it can be reported on (/volledigheid). */
#include "web/field_parts.h"
#include "web/list_filter.h"
#include "web/missing_words.h"
#include "web/person_tabs.h"
#include "web/project_parts.h"
#include "web/route.h"

static const struct {
    const char *word, *label;
} states[N_PARTICIPANT_STATES] = {
    [PARTICIPANTS_ALL] = {"", TR("Iedereen")},
    [PARTICIPANTS_REACHED] = {"bereikt", TR("Bereikt, nog niet gestart")},
    [PARTICIPANTS_RUNNING] = {"lopend", TR("Lopend")},
    [PARTICIPANTS_ENDED] = {"beeindigd", TR("Beëindigd")},
};

static enum participant_state state_asked(const struct request *q)
{
    for (size_t i = 1; i < N_PARTICIPANT_STATES; i++)
        if (str_eq_c(request_text(q, "stand"), states[i].word))
            return (enum participant_state)i;
    return PARTICIPANTS_ALL;
}

static int64_t from_asked(const struct request *q)
{
    struct form_errors ignored = {0};
    int64_t from = 0;
    if (request_text(q, "vanaf").n)
        form_number(&from, q, "vanaf", 0, PARTICIPANTS_MOST, "", &ignored);
    return from;
}

static void write_states(struct buf *out, const struct frame *f, struct arena *a,
                         const struct participant_page *p,
                         enum participant_state current)
{
    struct tab tab[N_PARTICIPANT_STATES];
    const char *path = project_path(a, p->gate.project.fact.id, "/deelnemers");
    for (size_t i = 0; i < N_PARTICIPANT_STATES; i++)
        tab[i] = (struct tab){
            .path = i ? arena_format(a, "%s?stand=%s", path, states[i].word) : path,
            .label = arena_format(a, "%s (%lld)", tr_later(f->tongue, states[i].label),
                                  (long long)p->n_by_state[i]),
            .is_current = i == current};
    tabs(out, f, tr(f->tongue, "Stand van het traject"), tab, N_PARTICIPANT_STATES);
}

static void participant_line(struct buf *out, const struct frame *f, struct arena *a,
                             const struct participant *p)
{
    const struct participant_facts *x = &p->view.facts;
    enum tongue t = f->tongue;
    html_f(out, "<li>");
    if (p->name.n) html_f(out, "<a href=\"%s\">", person_path(a, p->view.person, ""));
    participant_html(out, f, p);
    if (p->name.n) html_f(out, "</a>");
    html_f(out, "\n<span class=\"quiet\">");
    tr_html(out, t, "bereikt op {0}", day_words(a, t, x->reached, f->today));
    if (!day_is_none(x->started)) {
        html_f(out, " · ");
        tr_html(out, t, "gestart op {0}", day_words(a, t, x->started, f->today));
    }
    if (p->view.phase != CODE_MISSING) {
        html_f(out, " · ");
        label_html(out, t, LIST_PHASE, p->view.phase);
    }
    if (!day_is_none(x->ended)) {
        html_f(out, " · ");
        tr_html(out, t, "beëindigd op {0}", day_words(a, t, x->ended, f->today));
    }
    if (x->exit_reason != CODE_MISSING) {
        html_f(out, ": ");
        label_html(out, t, LIST_EXIT_REASON, x->exit_reason);
    }
    if (p->view.outcome != CODE_MISSING) {
        html_f(out, " · <strong>");
        label_html(out, t, LIST_OUTCOME, p->view.outcome);
        html_f(out, "</strong>");
    }
    html_f(out, "</span></li>\n");
}

static void participant_rows(struct buf *out, const struct frame *f, struct arena *a,
                             struct participant_page *p)
{
    int64_t n_closed = 0;
    if (p->n) html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < p->n; i++) {
        n_closed += !p->rows[i].is_open;
        if (p->rows[i].is_open) participant_line(out, f, a, &p->rows[i]);
        participant_wipe(&p->rows[i]);
    }
    if (p->n) html_f(out, "</ul>\n");
    if (!n_closed) return;
    html_f(out, "<p class=\"quiet\">");
    tr_fill(out,
            tr_n(f->tongue,
                 "En {0} deelnemer op deze bladzijde wiens dossier bij een andere "
                 "organisatie ligt.",
                 "En {0} deelnemers op deze bladzijde wier dossier bij een andere "
                 "organisatie ligt.",
                 n_closed),
            (const char *const[]){arena_format(a, "%lld", (long long)n_closed), NULL});
    html_f(out, "</p>\n");
}

static void figures_only(struct buf *out, const struct frame *f)
{
    inset(out, "closed",
          tr(f->tongue, "Jij ziet aantallen. Wie de deelnemers zijn, ziet alleen wie "
                        "hen begeleidt en wie het project leidt."));
}

static enum err_code show_participants(struct reply *r, struct request *q,
                                       struct err *e)
{
    static const char *const names[] = {"stand"};
    struct frame f = frame_of(q, tr(q->tongue, "Deelnemers"));
    enum participant_state state = state_asked(q);
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct participant_page p;
    int64_t from = from_asked(q);
    enum err_code rc;
    TRY(participants_show(&p, &q->asking, request_project(q), state, (size_t)from, e));
    const char *path = project_path(a, p.gate.project.fact.id, "/deelnemers");
    project_page_begin(out, &f, q, &p.gate.project, PROJECT_TAB_PARTICIPANTS);
    write_states(out, &f, a, &p, state);
    if (p.is_nobody)
        figures_only(out, &f);
    else if (!p.n)
        html_f(out, "<p>%s</p>\n", tr(f.tongue, "Niemand in deze lijst."));
    participant_rows(out, &f, a, &p);
    int64_t before = from - PARTICIPANT_PAGE_ROWS;
    pager(out, &f,
          from > 0 ? filtered_path(q, path, (size_t)(before > 0 ? before : 0), names, 1)
                   : NULL,
          p.is_more
              ? filtered_path(q, path, (size_t)from + PARTICIPANT_PAGE_ROWS, names, 1)
              : NULL);
    page_end(out, &f);
out:
    return rc;
}

/* --- completeness --- */

static void percent_html(struct buf *out, const struct frame *f, struct arena *a,
                         const struct completeness *c)
{
    html_f(out, "<p><strong>");
    tr_html(out, f->tongue, "{0} % volledig",
            arena_format(a, "%d", completeness_percent(c)));
    html_f(out, "</strong>. ");
    tr_html(out, f->tongue,
            "{0} van {1} antwoorden zijn er; {2} van {3} deelnemers zijn klaar.",
            arena_format(a, "%lld", (long long)c->n_answered),
            arena_format(a, "%lld", (long long)c->n_asked),
            arena_format(a, "%lld", (long long)c->n_complete),
            arena_format(a, "%lld", (long long)c->n_records));
    html_f(out, "</p>\n");
}

static void needs_table(struct buf *out, const struct frame *f,
                        const struct completeness *c)
{
    fold_begin(out, false,
               tr(f->tongue, "Wat ontbreekt, en waarom het gevraagd wordt"));
    html_f(out,
           "<table>\n<thead><tr><th scope=\"col\">%s</th><th scope=\"col\" "
           "class=\"number\">%s</th><th scope=\"col\">%s</th></tr></thead>\n"
           "<tbody>\n",
           tr(f->tongue, "Gegeven"), tr(f->tongue, "Ontbreekt bij"),
           tr(f->tongue, "Bron"));
    for (size_t i = 0; i < N_PARTICIPANT_NEEDS; i++)
        html_f(out,
               "<tr><th scope=\"row\">%s</th><td class=\"number\">%lld</td><td "
               "lang=\"en\" dir=\"ltr\">%s</td></tr>\n",
               need_label(f->tongue, i), (long long)c->missing[i],
               participant_source(i));
    html_f(out, "</tbody>\n</table>\n");
    fold_end(out);
}

static enum err_code show_completeness(struct reply *r, struct request *q,
                                       struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Volledigheid"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct completeness_page p;
    int64_t from = from_asked(q);
    enum err_code rc;
    TRY(completeness_show(&p, &q->asking, request_project(q), DAY_NONE, DAY_NONE,
                          (size_t)from, e));
    const char *path = project_path(a, p.gate.project.fact.id, "/volledigheid");
    project_page_begin(out, &f, q, &p.gate.project, PROJECT_TAB_COMPLETENESS);
    percent_html(out, &f, a, &p.all);
    if (p.is_nobody)
        figures_only(out, &f);
    else if (!p.n_lines)
        html_f(out, "<p>%s</p>\n",
               tr(f.tongue, "Alles is ingevuld wat voor het verslag nodig is."));
    else
        html_f(out, "<p>%s</p>\n",
               tr(f.tongue, "Wat het meest helpt staat bovenaan. Een antwoord dat de "
                            "persoon niet weet of niet geeft, is ook een antwoord."));
    if (p.n) html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < p.n; i++) {
        missing_line_html(out, &f, a, &p.lines[i]);
        participant_wipe(&p.lines[i].participant);
    }
    if (p.n) html_f(out, "</ul>\n");
    int64_t before = from - PARTICIPANT_PAGE_ROWS;
    pager(out, &f,
          from > 0 ? filtered_path(q, path, (size_t)(before > 0 ? before : 0), NULL, 0)
                   : NULL,
          p.is_more
              ? filtered_path(q, path, (size_t)from + PARTICIPANT_PAGE_ROWS, NULL, 0)
              : NULL);
    needs_table(out, &f, &p.all);
    page_end(out, &f);
out:
    return rc;
}

static const struct route_value participants_query[] = {
    {"stand", VALUE_TEXT, 0, false, "bereikt, lopend or beeindigd"},
    {"vanaf", VALUE_NUMBER, 0, false, "how many to pass over"},
    {0},
};
static const struct route_value completeness_query[] = {
    {"vanaf", VALUE_NUMBER, 0, false, "how many to pass over"},
    {0},
};

const struct route participant_routes[] = {
    {"GET", PROJECTS_PATH "/:project/deelnemers", PERMISSION_PROJECT_READ,
     participants_query, "participants of a project, as far as one may see them",
     show_participants},
    {"GET", PROJECTS_PATH "/:project/volledigheid", PERMISSION_PROJECT_READ,
     completeness_query, "what is missing for reporting, field by field",
     show_completeness},
    {0},
};
