/* The file of a person at a glance (/personen/UUID): how to reach the person, the goal
 * in own words, the phases side by side, what stands in the way, what comes next. */
#include "act/double_acts.h"
#include "domain/condition_course.h"
#include "domain/re_entry.h"
#include "domain/ring_overlap.h"
#include "web/closed_parts.h"
#include "web/next_lines.h"
#include "web/person_tabs.h"
#include "web/phase_lines.h"
#include "web/timeline_items.h"

enum { LAST_ITEMS = 3 };

struct overview {
    struct request *q;
    struct arena *a;
    struct frame f;
    struct buf *out;
    struct dossier_view file;
};

static const char *path_of(const struct overview *o, const char *rest)
{
    return person_path(o->a, request_person(o->q), rest);
}

static void section(struct overview *o, const char *title)
{
    html_f(o->out, "<h2>%s</h2>\n", title);
}

static bool may(const struct overview *o, enum record_category category)
{
    return gate_opens(&o->file.gate, category, true, o->q->asking.visitor.worker,
                      o->q->asking.visitor.organisation);
}

/* --- how to reach the person --- */

static void fact_open(struct overview *o, const char *name)
{
    html_f(o->out, "<div><dt>%s</dt><dd>", name);
}

static void fact_close(struct overview *o)
{
    html_f(o->out, "</dd></div>\n");
}

static size_t languages_of(uint8_t *out, size_t most, const struct dossier *d)
{
    size_t n = 0;
    for (size_t i = 0; i < d->n_attributes && n < most; i++) {
        const struct attribute_fact *f = &d->attributes[i];
        if (f->kind != ATTRIBUTE_KIND_LANGUAGE || f->state != ANSWER_KNOWN ||
            !day_is_none(f->valid_to))
            continue;
        int code = code_index(code_list_at(LIST_LANGUAGE), str_of(f->value));
        if (code >= 0) out[n++] = (uint8_t)code;
    }
    return n;
}

static void languages_html(struct overview *o, const uint8_t *languages, size_t n)
{
    if (!n) return;
    fact_open(o, tr(o->f.tongue, "Taal"));
    for (size_t i = 0; i < n; i++) {
        if (i) html_f(o->out, ", ");
        label_html(o->out, o->f.tongue, LIST_LANGUAGE, languages[i]);
    }
    fact_close(o);
}

static void identity_html(struct overview *o, const char *name, struct str value)
{
    enum tongue t = o->f.tongue;
    if (!value.n) return;
    fact_open(o, name);
    if (str_eq_c(value, "no"))
        text_html(o->out, t, "niet nodig");
    else
        words_html(o->out, value);
    fact_close(o);
}

static void safe_html(struct overview *o, struct str safe)
{
    enum tongue t = o->f.tongue;
    if (!safe.n) return;
    fact_open(o, tr(t, "Veilig te bellen?"));
    if (str_eq_c(safe, "no"))
        html_f(o->out, "<strong>%s</strong>", tr(t, "Nee, bel niet zomaar"));
    else
        text_html(o->out, t, "Ja");
    fact_close(o);
}

/* What nobody asked yet, in one line; the answers are filled in under "Gegevens". */
static void unasked_html(struct overview *o, bool has_language)
{
    const struct str *v = o->file.dossier.identity.value;
    enum tongue t = o->f.tongue;
    const struct {
        bool is_known;
        const char *name;
    } asked[] = {{v[IDENTITY_CALL_NAME].n > 0, tr(t, "Roepnaam")},
                 {has_language, tr(t, "Taal")},
                 {v[IDENTITY_INTERPRETER].n > 0, tr(t, "Tolk")},
                 {v[IDENTITY_BEST_MOMENT].n > 0, tr(t, "Beste moment")},
                 {v[IDENTITY_SAFE_TO_CALL].n > 0, tr(t, "Veilig te bellen?")}};
    size_t n = 0;
    for (size_t i = 0; i < ARRAY_LEN(asked); i++) {
        if (asked[i].is_known) continue;
        if (!n++) html_f(o->out, "<p class=\"quiet\">%s ", tr(t, "Nog niet gevraagd:"));
        html_f(o->out, "%s%s", n > 1 ? " · " : "", asked[i].name);
    }
    if (!n) return;
    html_f(o->out, " <a href=\"%s\">%s</a></p>\n", path_of(o, "gegevens"),
           tr(t, "Vul aan"));
}

static void reach_html(struct overview *o)
{
    const struct dossier *d = &o->file.dossier;
    const struct str *v = d->identity.value;
    enum { LANGUAGES_SHOWN = 6 };
    uint8_t languages[LANGUAGES_SHOWN];
    enum tongue t = o->f.tongue;
    if (!(o->file.parts & DOSSIER_IDENTITY) || d->is_erased) return;
    size_t n = languages_of(languages, LANGUAGES_SHOWN, d);
    if (n || v[IDENTITY_INTERPRETER].n || v[IDENTITY_BEST_MOMENT].n ||
        v[IDENTITY_SAFE_TO_CALL].n) {
        html_f(o->out, "<dl class=\"known\">\n");
        languages_html(o, languages, n);
        identity_html(o, tr(t, "Tolk"), v[IDENTITY_INTERPRETER]);
        identity_html(o, tr(t, "Beste moment"), v[IDENTITY_BEST_MOMENT]);
        safe_html(o, v[IDENTITY_SAFE_TO_CALL]);
        html_f(o->out, "</dl>\n");
    }
    unasked_html(o, n > 0);
}

/* --- what was before --- */

static struct trajectory_span span_of(const struct dossier *d, size_t at)
{
    const struct trajectory_fact *t = &d->trajectories[at].fact;
    struct trajectory_span s = {t->reached_on, DAY_NONE, CODE_MISSING};
    for (size_t i = 0; i < d->n_events; i++) {
        const struct event_fact *f = &d->events[i].fact;
        if (f->kind == EVENT_ENDED && uuid_eq(f->trajectory.u, t->id.u)) {
            s.ended = f->on;
            s.exit_reason = f->detail;
        }
    }
    return s;
}

static void return_html(struct overview *o)
{
    const struct dossier *d = &o->file.dossier;
    struct trajectory_span *spans =
        arena_new_array(o->a, struct trajectory_span, d->n_trajectories);
    struct re_entry r;
    if (d->n_trajectories < 2) return;
    for (size_t i = 0; i < d->n_trajectories; i++)
        spans[i] = span_of(d, i);
    if (!re_entry_of(&r, spans, d->n_trajectories, d->n_trajectories - 1)) return;
    html_f(o->out, "<p class=\"inset note\"><span>");
    tr_fill(o->out,
            tr_n(o->f.tongue, "Terug van weggeweest. Er was eerder {0} traject.",
                 "Terug van weggeweest. Er waren eerder {0} trajecten.", r.n_before),
            (const char *const[]){arena_format(o->a, "%u", r.n_before), NULL});
    html_f(o->out, " <a href=\"%s\">%s</a></span></p>\n", path_of(o, "fasen"),
           tr(o->f.tongue, "Bekijk wat er was"));
}

/* Another file is about the same human being: what was before stands there. */
static enum err_code linked_html(struct overview *o, struct err *e)
{
    enum { LINKED_SHOWN = 4 };
    struct person_id files[LINKED_SHOWN];
    size_t n;
    enum err_code rc =
        linked_files(files, &n, LINKED_SHOWN, &o->q->asking, request_person(o->q), e);
    for (size_t i = 0; rc == OK && i < n; i++)
        html_f(o->out,
               "<p class=\"inset note\"><span>%s <a href=\"%s\">%s</a></span></p>\n",
               tr(o->f.tongue, "Van deze mens is er nog een dossier."),
               person_path(o->a, files[i], ""), tr(o->f.tongue, "Open dat dossier"));
    return rc;
}

/* Another file may be about the same human being: told to who coordinates. */
static enum err_code doubles_html(struct overview *o, struct err *e)
{
    const struct person_id person = request_person(o->q);
    bool waits = false;
    enum err_code rc;
    TRY(linked_html(o, e));
    TRY(doubles_wait(&waits, &o->q->asking, &person, 1, e));
    if (!waits) goto out;
    html_f(o->out,
           "<p class=\"inset note\"><span>%s <a href=\"%s\">%s</a></span></p>\n",
           tr(o->f.tongue, "Er is misschien een tweede dossier van deze mens."),
           path_of(o, "dubbels"), tr(o->f.tongue, "Vergelijk ze"));
out:
    return rc;
}

/* --- goal, conditions, next --- */

static void goal_html(struct overview *o)
{
    const struct dossier *d = &o->file.dossier;
    enum tongue t = o->f.tongue;
    if (!(o->file.parts & DOSSIER_GOAL)) return;
    section(o, tr(t, "Doel, in eigen woorden"));
    if (d->n_goals) {
        html_f(o->out, "<blockquote class=\"card\">");
        words_html(o->out, d->goals[d->n_goals - 1].words);
        html_f(o->out, "</blockquote>\n");
    } else {
        html_f(o->out, "<p>%s</p>\n",
               tr(t, "Nog geen doel. Vraag: wat zou je graag willen?"));
    }
    if (may(o, CATEGORY_GOAL))
        html_f(o->out, "<p><a href=\"%s\">%s</a></p>\n", path_of(o, "plan/doel"),
               d->n_goals ? tr(t, "Schrijf een nieuw doel op")
                          : tr(t, "Schrijf het doel op"));
}

static size_t open_conditions(struct condition_course *courses,
                              const struct overview *o)
{
    const struct dossier *d = &o->file.dossier;
    struct condition_assessed *list =
        arena_new_array(o->a, struct condition_assessed, d->n_events);
    size_t n = 0;
    for (size_t i = 0; i < d->n_events; i++) {
        const struct event_fact *f = &d->events[i].fact;
        if (f->kind != EVENT_CONDITION) continue;
        if (condition_is_health(f->code) && !(o->file.parts & DOSSIER_HEALTH)) continue;
        list[n++] = (struct condition_assessed){f->code, f->detail, f->on};
    }
    return condition_courses(courses, list, n);
}

/* Distance travelled in one line: how many went which way since they were first asked.
 */
static void distance_html(struct overview *o, const struct condition_course *courses,
                          size_t n)
{
    unsigned changes[N_CONDITION_CHANGE];
    condition_changes_count(changes, courses, n);
    html_f(o->out, "<ul class=\"counts\">\n");
    for (uint8_t i = 0; i < N_CONDITION_CHANGE; i++) {
        if (!changes[i]) continue;
        html_f(o->out, "<li><strong>%u</strong> ", changes[i]);
        label_html(o->out, o->f.tongue, LIST_CONDITION_CHANGE, i);
        html_f(o->out, "</li>\n");
    }
    html_f(o->out, "</ul>\n");
}

static void course_html(struct overview *o, const struct condition_course *c)
{
    enum tongue t = o->f.tongue;
    html_f(o->out, "<div class=\"row\"><dt>");
    label_html(o->out, t, LIST_CONTEXT_CONDITION, c->condition);
    html_f(o->out, "</dt><dd>");
    if (c->n > 1) {
        label_html(o->out, t, LIST_CONTEXT_CONDITION_STATE, c->first_state);
        html_f(o->out,
               " <span aria-hidden=\"true\">→</span>"
               "<span class=\"unseen\"> %s </span> ",
               tr(t, "werd"));
    }
    html_f(o->out, "<strong>");
    label_html(o->out, t, LIST_CONTEXT_CONDITION_STATE, c->last_state);
    html_f(o->out, "</strong></dd></div>\n");
}

static void conditions_html(struct overview *o)
{
    struct condition_course courses[N_CONTEXT_CONDITION];
    enum tongue t = o->f.tongue;
    size_t n;
    if (!(o->file.parts & DOSSIER_CONDITION)) return;
    section(o, tr(t, "Drempels: begin en nu"));
    n = open_conditions(courses, o);
    if (!n) html_f(o->out, "<p>%s</p>\n", tr(t, "Nog niets besproken."));
    if (n) {
        distance_html(o, courses, n);
        summary_begin(o->out);
        for (size_t i = 0; i < n; i++)
            course_html(o, &courses[i]);
        summary_end(o->out);
    }
    html_f(o->out, "<p><a href=\"%s\">%s</a></p>\n", path_of(o, "drempels"),
           tr(t, "Alle drempels"));
}

static void next_html(struct overview *o)
{
    enum tongue t = o->f.tongue;
    if (!(o->file.parts & DOSSIER_GOAL)) return;
    section(o, tr(t, "Wat komt er nu?"));
    next_lines_html(o->out, &o->f, o->q, &o->file);
    html_f(o->out, "<p><a href=\"%s\">%s</a></p>\n", path_of(o, "plan"),
           tr(t, "Doel en stappen"));
}

/* --- phases, ring, last items --- */

static void phases_html(struct overview *o)
{
    const struct dossier_trajectory *t =
        dossier_open_trajectory(&o->file.dossier, o->f.today);
    section(o, tr(o->f.tongue, "Fasen"));
    if (!t) {
        html_f(o->out, "<p>%s</p>\n", tr(o->f.tongue, "Er loopt geen traject."));
        if (may(o, CATEGORY_COUNTABLE))
            button_link(o->out, "secondary", path_of(o, "traject/start"),
                        tr(o->f.tongue, "Begin een traject"));
        return;
    }
    phase_lines_short_html(o->out, &o->f, o->a, &o->file.dossier, t->fact.id);
    html_f(o->out, "<p><a href=\"%s\">%s</a></p>\n", path_of(o, "fasen"),
           tr(o->f.tongue, "Fasen en traject"));
}

/* Two organisations that do the same: said here, looked at there. */
static void overlap_html(struct overview *o)
{
    const struct dossier *d = &o->file.dossier;
    if (ring_is_double(d->guidances, d->n_guidances, d->handovers, d->n_handovers,
                       o->f.today))
        inset(o->out, "warning",
              tr(o->f.tongue, "Twee organisaties doen tegelijk hetzelfde. Spreken "
                              "ze dit samen af?"));
}

static void ring_html(struct overview *o)
{
    const struct dossier *d = &o->file.dossier;
    enum tongue t = o->f.tongue;
    size_t n = 0;
    section(o, tr(t, "Wie begeleidt"));
    overlap_html(o);
    html_f(o->out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < d->n_guidances; i++) {
        const struct guidance_fact *g = &d->guidances[i];
        if (g->from.v > o->f.today.v || (!day_is_none(g->to) && g->to.v < o->f.today.v))
            continue;
        html_f(o->out, "<li>");
        if (g->words.n && uuid_is_nil(g->organisation.u))
            words_html(o->out, g->words);
        else if (uuid_is_nil(g->organisation.u))
            text_html(o->out, t, "een andere dienst");
        else
            html_f(o->out, "<bdi>%s</bdi>", dossier_name_of(d, g->organisation.u));
        if (dossier_name_of(d, g->worker)[0])
            html_f(o->out, ", <bdi>%s</bdi>", dossier_name_of(d, g->worker));
        html_f(o->out, "<br><span class=\"quiet\">");
        label_html(o->out, t, LIST_GUIDANCE_DOMAIN, g->domain);
        html_f(o->out, " · ");
        tr_html(o->out, t, "sinds {0}", day_words(o->a, t, g->from, o->f.today));
        if (!day_is_none(g->next_on) && g->next_on.v >= o->f.today.v) {
            html_f(o->out, " · ");
            tr_html(o->out, t, "volgende keer {0}",
                    day_words(o->a, t, g->next_on, o->f.today));
        }
        html_f(o->out, "</span></li>\n");
        n++;
    }
    if (!n) html_f(o->out, "<li>%s</li>\n", tr(t, "Nog niemand genoteerd."));
    html_f(o->out, "</ul>\n<p><a href=\"%s\">%s</a></p>\n", path_of(o, "begeleiders"),
           tr(t, "Alle begeleiders"));
}

static void last_html(struct overview *o)
{
    size_t n;
    struct timeline_item *items = timeline_items(&n, o->a, &o->file);
    section(o, tr(o->f.tongue, "Laatst"));
    if (!n) {
        html_f(o->out, "<p>%s</p>\n", tr(o->f.tongue, "Nog niets genoteerd."));
        return;
    }
    timeline_begin(o->out);
    for (size_t i = 0; i < n && i < LAST_ITEMS; i++)
        timeline_item_html(o->out, &o->f, o->q, &o->file, &items[i], false);
    timeline_end(o->out);
    html_f(o->out, "<p><a href=\"%s\">%s</a></p>\n", path_of(o, "tijdlijn"),
           tr(o->f.tongue, "Hele tijdlijn"));
    if (role_has(o->q->asking.visitor.role, PERMISSION_READ_LOG))
        html_f(o->out, "<p><a href=\"%s\">%s</a></p>\n", path_of(o, "logboek"),
               tr(o->f.tongue, "Wie keek in dit dossier?"));
}

static void contact_html(struct overview *o)
{
    if (may(o, CATEGORY_NOTE))
        button_link(o->out, "primary", path_of(o, "contact"),
                    tr(o->f.tongue, "Noteer een contact"));
}

static void actions_html(struct overview *o)
{
    enum tongue t = o->f.tongue;
    if (!may(o, CATEGORY_NOTE)) return;
    html_f(o->out, "<div class=\"buttons\">\n");
    button_link(o->out, "secondary", path_of(o, "afspraken/nieuw"),
                tr(t, "Plan afspraak"));
    button_link(o->out, "secondary", path_of(o, "noteer"),
                tr(t, "Schrijf een notitie"));
    button_link(o->out, "secondary", path_of(o, "actie"), tr(t, "Noteer een actie"));
    button_link(o->out, "secondary", path_of(o, "werk/nieuw"), tr(t, "Noteer werk"));
    html_f(o->out, "</div>\n");
}

static enum err_code overview_html(struct overview *o, struct err *e)
{
    enum err_code rc;
    person_page_begin(o->out, &o->f, o->q, &o->file, TAB_OVERVIEW);
    if (o->file.dossier.is_erased)
        inset(o->out, "note",
              tr(o->f.tongue, "Wie dit was, is gewist. Alleen wat geteld wordt, "
                              "staat er nog."));
    return_html(o);
    TRY(doubles_html(o, e));
    reach_html(o);
    contact_html(o);
    goal_html(o);
    phases_html(o);
    next_html(o);
    actions_html(o);
    conditions_html(o);
    ring_html(o);
    last_html(o);
    closed_parts_html(o->out, &o->f, o->a, &o->file);
    page_end(o->out, &o->f);
out:
    return rc;
}

static enum err_code show_overview(struct reply *r, struct request *q, struct err *e)
{
    struct overview o = {.q = q,
                         .a = q->asking.arena,
                         .f = frame_of(q, tr(q->tongue, "Overzicht")),
                         .out = &r->body};
    enum err_code rc;
    o.f.nav = NAV_FILES;
    TRY(dossier_open(&o.file, &q->asking, request_person(q), DOSSIER_ALL, "dossier",
                     e));
    rc = overview_html(&o, e);
out:
    dossier_wipe(&o.file.dossier);
    return rc;
}

const struct route overview_routes[] = {
    {"GET", "/personen/:person", PERMISSION_PERSON_READ, NULL,
     "a person's file at a glance", show_overview},
    {0},
};
