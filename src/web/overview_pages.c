/* The file of a person at a glance (/personen/UUID): how to reach the person, the goal
 * in own words, the phases side by side, what stands in the way, what comes next. */
#include "act/work_acts.h"
#include "base/brussels.h"
#include "domain/condition_course.h"
#include "domain/re_entry.h"
#include "web/closed_parts.h"
#include "web/person_tabs.h"
#include "web/phase_lines.h"
#include "web/timeline_items.h"

enum { LAST_ITEMS = 5, NEXT_STEPS = 3 };

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

static void language_row(struct overview *o)
{
    const struct dossier *d = &o->file.dossier;
    bool any = false;
    summary_open_row(o->out, tr(o->f.tongue, "Taal"));
    for (size_t i = 0; i < d->n_attributes; i++) {
        const struct attribute_fact *f = &d->attributes[i];
        int code;
        if (f->kind != ATTRIBUTE_KIND_LANGUAGE || f->state != ANSWER_KNOWN ||
            !day_is_none(f->valid_to))
            continue;
        code = code_index(code_list_at(LIST_LANGUAGE), str_of(f->value));
        if (code < 0) continue;
        if (any) html_f(o->out, ", ");
        label_html(o->out, o->f.tongue, LIST_LANGUAGE, (uint8_t)code);
        any = true;
    }
    if (!any) text_html(o->out, o->f.tongue, "nog niet gevraagd");
    summary_close_row(o->out, &o->f, NULL, NULL);
}

static void identity_row(struct overview *o, const char *name,
                         enum identity_field field)
{
    struct str value = o->file.dossier.identity.value[field];
    summary_open_row(o->out, name);
    if (value.n)
        words_html(o->out, value);
    else
        text_html(o->out, o->f.tongue, "nog niet gevraagd");
    summary_close_row(o->out, &o->f, NULL, NULL);
}

static void safe_row(struct overview *o)
{
    struct str v = o->file.dossier.identity.value[IDENTITY_SAFE_TO_CALL];
    enum tongue t = o->f.tongue;
    summary_open_row(o->out, tr(t, "Veilig te bellen?"));
    if (str_eq_c(v, "no"))
        html_f(o->out, "<strong>%s</strong>", tr(t, "Nee, bel niet zomaar"));
    else
        html_f(o->out, "%s",
               str_eq_c(v, "yes") ? tr(t, "Ja") : tr(t, "nog niet gevraagd"));
    summary_close_row(o->out, &o->f, NULL, NULL);
}

static void reach_html(struct overview *o)
{
    enum tongue t = o->f.tongue;
    struct str interpreter = o->file.dossier.identity.value[IDENTITY_INTERPRETER];
    if (!(o->file.parts & DOSSIER_IDENTITY)) return;
    summary_begin(o->out);
    identity_row(o, tr(t, "Roepnaam"), IDENTITY_CALL_NAME);
    language_row(o);
    if (str_eq_c(interpreter, "no")) {
        summary_row(o->out, &o->f, tr(t, "Tolk"), str_of(tr(t, "niet nodig")), NULL,
                    NULL);
    } else {
        identity_row(o, tr(t, "Tolk"), IDENTITY_INTERPRETER);
    }
    identity_row(o, tr(t, "Beste moment"), IDENTITY_BEST_MOMENT);
    safe_row(o);
    summary_end(o->out);
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

static void conditions_html(struct overview *o)
{
    struct condition_course courses[N_CONTEXT_CONDITION];
    enum tongue t = o->f.tongue;
    size_t n;
    if (!(o->file.parts & DOSSIER_CONDITION)) return;
    section(o, tr(t, "Drempels"));
    n = open_conditions(courses, o);
    if (!n) html_f(o->out, "<p>%s</p>\n", tr(t, "Nog niets besproken."));
    if (n) summary_begin(o->out);
    for (size_t i = 0; i < n; i++) {
        html_f(o->out, "<div class=\"row\"><dt>");
        label_html(o->out, t, LIST_CONTEXT_CONDITION, courses[i].condition);
        html_f(o->out, "</dt><dd>");
        if (courses[i].n > 1) {
            label_html(o->out, t, LIST_CONTEXT_CONDITION_STATE, courses[i].first_state);
            html_f(o->out,
                   " <span aria-hidden=\"true\">→</span><span class=\"unseen\">"
                   " %s </span> ",
                   tr(t, "werd"));
        }
        html_f(o->out, "<strong>");
        label_html(o->out, t, LIST_CONTEXT_CONDITION_STATE, courses[i].last_state);
        html_f(o->out, "</strong></dd></div>\n");
    }
    if (n) summary_end(o->out);
    html_f(o->out, "<p><a href=\"%s\">%s</a></p>\n", path_of(o, "drempels"),
           tr(t, "Alle drempels"));
}

static uint8_t state_of_step(const struct dossier *d, struct uuid step)
{
    uint8_t state = STEP_STATE_OPEN;
    for (size_t i = 0; i < d->n_step_states; i++)
        if (uuid_eq(d->step_states[i].step, step)) state = d->step_states[i].state;
    return state;
}

static size_t steps_html(struct overview *o)
{
    const struct dossier *d = &o->file.dossier;
    size_t n = 0;
    for (size_t i = 0; i < d->n_steps && n < NEXT_STEPS; i++) {
        const struct step_fact *s = &d->steps[i];
        uint8_t state = state_of_step(d, s->id);
        if (state != STEP_STATE_OPEN && state != STEP_STATE_HELP) continue;
        html_f(o->out, "<li>");
        words_html(o->out, s->words);
        html_f(o->out, " <span class=\"quiet\">");
        label_html(o->out, o->f.tongue, LIST_STEP_OWNER, s->owner);
        if (!day_is_none(s->due_on))
            html_f(o->out, " · <bdi>%s</bdi>",
                   day_words(o->a, o->f.tongue, s->due_on, o->f.today));
        html_f(o->out, "</span>");
        if (state == STEP_STATE_HELP)
            html_f(o->out, " <span class=\"tag warning\">%s</span>",
                   tr(o->f.tongue, "hulp nodig"));
        html_f(o->out, "</li>\n");
        n++;
    }
    return n;
}

static const struct appointment_fact *next_appointment(const struct overview *o)
{
    const struct dossier *d = &o->file.dossier;
    const struct appointment_fact *next = NULL;
    for (size_t i = 0; i < d->n_appointments; i++) {
        const struct appointment_fact *p = &d->appointments[i];
        bool holds = p->state == APPOINTMENT_STATE_PLANNED &&
                     p->starts_at >= o->q->asking.now_ms;
        for (size_t k = 0; k < d->n_appointments; k++)
            holds &= !(uuid_eq(d->appointments[k].id, p->id) &&
                       d->appointments[k].sequence > p->sequence);
        if (holds && (!next || p->starts_at < next->starts_at)) next = p;
    }
    return next;
}

static const struct aftercare_moment *next_moment(const struct overview *o)
{
    const struct aftercare_moment *next = NULL;
    size_t n;
    if (!(o->file.parts & DOSSIER_WORK)) return NULL;
    struct job_course *jobs = job_courses(&n, o->a, &o->file.dossier, o->f.today);
    for (size_t i = 0; i < n; i++)
        for (unsigned side = 0; side < N_AFTERCARE_SIDE; side++) {
            const struct aftercare_moment *m = aftercare_next(jobs[i].moments[side]);
            if (m && !m->is_optional && (!next || m->due_on.v < next->due_on.v))
                next = m;
        }
    return next;
}

static void next_html(struct overview *o)
{
    enum tongue t = o->f.tongue;
    const struct appointment_fact *p = next_appointment(o);
    const struct aftercare_moment *m = next_moment(o);
    size_t n = 0;
    if (!(o->file.parts & DOSSIER_GOAL)) return;
    section(o, tr(t, "Wat komt er nu?"));
    html_f(o->out, "<ul class=\"list\">\n");
    if (p) {
        html_f(o->out, "<li><strong>%s</strong> <bdi>%s</bdi>: ", tr(t, "Afspraak"),
               moment_words(o->a, t, p->starts_at, o->f.today));
        words_html(o->out, p->words);
        html_f(o->out, "</li>\n");
    }
    if (m) {
        html_f(o->out,
               "<li><a href=\"%s\">%s</a> <span class=\"quiet\"><bdi>%s</bdi> "
               "· ",
               path_of(o, "werk"), tr(t, "Nazorg"),
               day_words(o->a, t, m->due_on, o->f.today));
        label_html(o->out, t, LIST_AFTERCARE_SIDE, m->side);
        html_f(o->out, "</span></li>\n");
    }
    n = steps_html(o);
    if (!n && !p && !m)
        html_f(o->out, "<li>%s</li>\n",
               tr(t, "Niets gepland. Wat is de volgende stap?"));
    html_f(o->out, "</ul>\n<p><a href=\"%s\">%s</a></p>\n", path_of(o, "plan"),
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
    phase_lines_html(o->out, &o->f, o->a, &o->file.dossier, t->fact.id);
    html_f(o->out, "<p><a href=\"%s\">%s</a></p>\n", path_of(o, "fasen"),
           tr(o->f.tongue, "Fasen en traject"));
}

static void ring_html(struct overview *o)
{
    const struct dossier *d = &o->file.dossier;
    enum tongue t = o->f.tongue;
    size_t n = 0;
    section(o, tr(t, "Wie begeleidt"));
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
        html_f(o->out, " <span class=\"quiet\">");
        label_html(o->out, t, LIST_GUIDANCE_DOMAIN, g->domain);
        html_f(o->out, " · ");
        tr_html(o->out, t, "sinds {0}", day_words(o->a, t, g->from, o->f.today));
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

static void actions_html(struct overview *o)
{
    enum tongue t = o->f.tongue;
    if (!may(o, CATEGORY_NOTE)) return;
    html_f(o->out, "<div class=\"buttons\">\n");
    button_link(o->out, "primary", path_of(o, "contact"), tr(t, "Noteer een contact"));
    button_link(o->out, "secondary", path_of(o, "noteer"), tr(t, "Noteer"));
    button_link(o->out, "secondary", path_of(o, "afspraken/nieuw"),
                tr(t, "Plan afspraak"));
    button_link(o->out, "secondary", path_of(o, "actie"), tr(t, "Noteer een actie"));
    button_link(o->out, "secondary", path_of(o, "werk/nieuw"), tr(t, "Noteer werk"));
    html_f(o->out, "</div>\n");
}

static void overview_html(struct overview *o)
{
    person_page_begin(o->out, &o->f, o->q, &o->file, TAB_OVERVIEW);
    if (o->file.dossier.is_erased)
        inset(o->out, "note",
              tr(o->f.tongue, "Wie dit was, is gewist. Alleen wat geteld wordt, "
                              "staat er nog."));
    actions_html(o);
    return_html(o);
    reach_html(o);
    goal_html(o);
    next_html(o);
    phases_html(o);
    conditions_html(o);
    ring_html(o);
    last_html(o);
    closed_parts_html(o->out, &o->f, o->a, &o->file);
    page_end(o->out, &o->f);
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
    overview_html(&o);
out:
    dossier_wipe(&o.file.dossier);
    return rc;
}

const struct route overview_routes[] = {
    {"GET", "/personen/:person", PERMISSION_PERSON_READ, NULL,
     "a person's file at a glance", show_overview},
    {0},
};
