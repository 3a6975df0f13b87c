/* Phases side by side, and the trajectories they belong to (/personen/UUID/fasen). A
 * phase may overlap another, be left out, and begin again. */
#include "act/trajectory_acts.h"
#include "domain/trajectory_status.h"
#include "web/closed_parts.h"
#include "web/file_form.h"
#include "web/phase_lines.h"

/* --- one trajectory --- */

static void row_label(struct buf *out, const struct frame *f, const char *name,
                      enum list_number list, uint8_t code)
{
    if (code == CODE_MISSING) return;
    summary_open_row(out, name);
    label_html(out, f->tongue, list, code);
    summary_close_row(out, f, NULL, NULL);
}

static void row_day(struct buf *out, const struct frame *f, struct arena *a,
                    const char *name, struct day d)
{
    if (day_is_none(d)) return;
    summary_open_row(out, name);
    html_f(out, "<bdi>%s</bdi>", day_words(a, f->tongue, d, f->today));
    summary_close_row(out, f, NULL, NULL);
}

/* The days a status is made of. */
static struct trajectory_days days_of(const struct dossier *d,
                                      const struct trajectory_fact *t)
{
    struct trajectory_days days = {t->reached_on, DAY_NONE, DAY_NONE,    DAY_NONE,
                                   DAY_NONE,      DAY_NONE, CODE_MISSING};
    for (size_t i = 0; i < d->n_events; i++) {
        const struct dossier_event *ev = &d->events[i];
        if (!uuid_eq(ev->fact.trajectory.u, t->id.u)) continue;
        if (ev->fact.kind == EVENT_STARTED) {
            days.started = ev->fact.on;
        } else if (ev->fact.kind == EVENT_ENDED) {
            days.ended = ev->fact.on;
            days.end_kind = ev->fact.code;
        } else if (ev->fact.kind == EVENT_OUTCOME &&
                   ev->fact.code == OUTCOME_EMPLOYED) {
            days.employed = ev->fact.on;
            days.job_ended = ev->particulars.to;
        }
        if (ev->fact.kind != EVENT_STARTED && !day_is_none(days.started) &&
            day_is_none(days.active))
            days.active = ev->fact.on;
    }
    return days;
}

static uint8_t last_judgement(const struct dossier *d, struct trajectory_id id)
{
    uint8_t code = CODE_MISSING;
    for (size_t i = 0; i < d->n_events; i++)
        if (d->events[i].fact.kind == EVENT_JUDGED &&
            uuid_eq(d->events[i].fact.trajectory.u, id.u))
            code = d->events[i].fact.code;
    return code;
}

static void promises_html(struct buf *out, const struct frame *f,
                          const struct dossier *d, struct trajectory_id id)
{
    for (size_t i = 0; i < d->n_engagements; i++) {
        const struct engagement_fact *p = &d->engagements[i];
        if (!uuid_eq(p->trajectory.u, id.u)) continue;
        html_f(out, "<p><span class=\"quiet\">");
        tr_html(out, f->tongue, "Afgesproken door {0}:",
                code_label(code_list_at(LIST_ENGAGEMENT_PARTY), p->party,
                           tongue_facts(f->tongue)->lang));
        html_f(out, "</span> ");
        words_html(out, p->words);
        html_f(out, "</p>\n");
    }
}

static void trajectory_rows(struct buf *out, const struct frame *f, struct arena *a,
                            const struct dossier *d, const struct dossier_trajectory *t)
{
    struct trajectory_days days = days_of(d, &t->fact);
    int status = trajectory_status_on(&days, f->today);
    enum tongue g = f->tongue;
    summary_begin(out);
    if (status >= 0)
        row_label(out, f, tr(g, "Stand"), LIST_TRAJECTORY_STATUS, (uint8_t)status);
    row_day(out, f, a, tr(g, "Bereikt op"), t->fact.reached_on);
    row_day(out, f, a, tr(g, "Begeleiding gestart op"), days.started);
    row_day(out, f, a, tr(g, "Afgesloten op"), days.ended);
    row_label(out, f, tr(g, "Beoordeling"), LIST_JUDGEMENT,
              last_judgement(d, t->fact.id));
    row_label(out, f, tr(g, "Hoe kwam de persoon hier?"), LIST_INTAKE_CHANNEL,
              t->fact.channel);
    if (t->fact.is_voluntary != CODE_MISSING)
        summary_row(out, f, tr(g, "Vrijwillig"),
                    str_of(t->fact.is_voluntary ? tr(g, "ja") : tr(g, "nee")), NULL,
                    NULL);
    summary_end(out);
}

static const char *course_path(const struct request *q, struct uuid trajectory,
                               const char *rest)
{
    struct arena *a = q->asking.arena;
    char id[UUID_TEXT + 1];
    uuid_text(id, trajectory);
    return person_path(a, request_person(q),
                       arena_format(a, "traject/%s/%s", id, rest));
}

/* Episodes that go on, each with a way to end it. */
static void going_on_html(struct buf *out, const struct frame *f,
                          const struct request *q, const struct dossier *d,
                          struct trajectory_id id)
{
    struct arena *a = q->asking.arena;
    bool any = false;
    for (size_t i = 0; i < d->n_events; i++) {
        const struct dossier_event *ev = &d->events[i];
        char text[UUID_TEXT + 1];
        if (ev->fact.kind != EVENT_PHASE || !day_is_none(ev->particulars.to) ||
            !uuid_eq(ev->fact.trajectory.u, id.u))
            continue;
        if (!any) html_f(out, "<ul class=\"list\">\n");
        any = true;
        uuid_text(text, ev->fact.id);
        html_f(
            out, "<li><a href=\"%s\">",
            person_path(a, request_person(q), arena_format(a, "fasen/%s/einde", text)));
        tr_html(out, f->tongue, "Sluit deze fase af: {0}",
                code_label(code_list_at(LIST_PHASE), ev->fact.code,
                           tongue_facts(f->tongue)->lang));
        html_f(out, "</a></li>\n");
    }
    if (any) html_f(out, "</ul>\n");
}

static void trajectory_html(struct buf *out, const struct frame *f,
                            const struct request *q, const struct dossier_view *file,
                            const struct dossier_trajectory *t)
{
    const struct dossier *d = &file->dossier;
    struct arena *a = q->asking.arena;
    struct trajectory_days days = days_of(d, &t->fact);
    const struct visitor *v = &q->asking.visitor;
    bool may_write =
        gate_opens(&file->gate, CATEGORY_COUNTABLE, true, v->worker, v->organisation);
    bool is_open = trajectory_is_open(&days, f->today);
    const char *name = t->project_title[0] ? t->project_title : t->partnership_name;
    html_f(out, "<section>\n<h2><bdi>%s</bdi></h2>\n",
           name[0] ? name : tr(f->tongue, "Traject zonder project"));
    phase_lines_html(out, f, a, d, t->fact.id);
    if (may_write && is_open) {
        button_link(out, "primary", person_path(a, request_person(q), "fasen/nieuw"),
                    tr(f->tongue, "Begin een fase"));
        going_on_html(out, f, q, d, t->fact.id);
    }
    trajectory_rows(out, f, a, d, t);
    promises_html(out, f, d, t->fact.id);
    if (may_write && is_open && day_is_none(days.started))
        button_link(out, "primary", course_path(q, t->fact.id.u, "start"),
                    tr(f->tongue, "Start de begeleiding"));
    if (may_write && is_open)
        button_link(out, "secondary", course_path(q, t->fact.id.u, "afsluiten"),
                    tr(f->tongue, "Sluit het traject af"));
    if (may_write && !is_open)
        button_link(out, "secondary", course_path(q, t->fact.id.u, "beoordeling"),
                    tr(f->tongue, "Beoordeel het traject"));
    html_f(out, "</section>\n");
}

static enum err_code show_phases(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Fasen en traject"));
    struct dossier_view file = {0};
    const struct dossier *d = &file.dossier;
    struct arena *a = q->asking.arena;
    enum err_code rc;
    f.nav = NAV_FILES;
    TRY(dossier_open(&file, &q->asking, request_person(q),
                     DOSSIER_IDENTITY | DOSSIER_COURSE | DOSSIER_GOAL | DOSSIER_WORK,
                     "phases", e));
    person_page_begin(&r->body, &f, q, &file, TAB_PHASES);
    if (!d->n_trajectories)
        html_f(&r->body, "<p>%s</p>\n", tr(f.tongue, "Er is nog geen traject."));
    for (size_t i = d->n_trajectories; i-- > 0;)
        trajectory_html(&r->body, &f, q, &file, &d->trajectories[i]);
    if (!dossier_open_trajectory(d, f.today) &&
        role_has(q->asking.visitor.role, PERMISSION_TRAJECTORY_WRITE))
        button_link(&r->body, "primary",
                    person_path(a, request_person(q), "traject/start"),
                    tr(f.tongue, "Begin een traject"));
    closed_parts_html(&r->body, &f, a, &file);
    page_end(&r->body, &f);
out:
    dossier_wipe(&file.dossier);
    return rc;
}

/* --- beginning a phase --- */

static void begin_fields(struct file_form *form)
{
    enum tongue t = form->f.tongue;
    inset(form->out, "note",
          tr(t, "Fasen mogen samen lopen, overgeslagen worden en terugkomen."));
    ask_code(form, "fase", tr(t, "Welke fase?"), LIST_PHASE, "", false, false);
    ask_day(form, "dag", tr(t, "Sinds wanneer?"), NULL, typed_today(form->q), false);
    ask_day(form, "tot", tr(t, "Tot wanneer?"), tr(t, "Leeg: nog bezig."), "", true);
    ask_words(form, "woorden", tr(t, "Wat kwam eruit?"), NULL, "", true);
}

static const struct file_form_kind begin_form = {.title = TR("Begin een fase"),
                                                 .submit = TR("Bewaar"),
                                                 .tab = TAB_PHASES,
                                                 .parts = DOSSIER_COURSE,
                                                 .fields = begin_fields};

static enum err_code show_begin(struct reply *r, struct request *q, struct err *e)
{
    return file_form_show(r, q, &begin_form, &(struct form_errors){0}, e);
}

static enum err_code save_begin(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {0};
    struct phase_work p = {.person = request_person(q)};
    read_code(&p.phase, q, "fase", LIST_PHASE, false, &errors);
    read_past_day(&p.from, q, "dag", false, &errors);
    read_past_day(&p.to, q, "tot", true, &errors);
    if (!errors.n && !day_is_none(p.to) && p.to.v < p.from.v)
        form_error(&errors, "tot",
                   tr(q->tongue, "Kies een dag op of na de eerste dag"));
    read_words(&p.words, q, "woorden", true, &errors);
    if (errors.n) return file_form_show(r, q, &begin_form, &errors, e);
    file_lead(q, "fasen", "bewaard");
    return file_follow(r, q, &begin_form, phase_begin(&q->asking, &p, e), e);
}

/* --- ending one --- */

static const struct dossier_event *episode_of(const struct file_form *form)
{
    const struct dossier_event *ev =
        dossier_event_of(&form->file.dossier, request_id(form->q, "episode"));
    return ev && ev->fact.kind == EVENT_PHASE ? ev : NULL;
}

static bool has_episode(const struct file_form *form)
{
    return episode_of(form) != NULL;
}

static void end_fields(struct file_form *form)
{
    enum tongue t = form->f.tongue;
    const struct dossier_event *ev = episode_of(form);
    html_f(form->out, "<p><strong>");
    label_html(form->out, t, LIST_PHASE, ev->fact.code);
    html_f(form->out, "</strong>, ");
    tr_html(form->out, t, "sinds {0}",
            day_words(form->a, t, ev->fact.on, form->f.today));
    html_f(form->out, "</p>\n");
    ask_day(form, "dag", tr(t, "Laatste dag"), NULL, typed_today(form->q), false);
    ask_words(form, "woorden", tr(t, "Wat kwam eruit?"),
              tr(t, "Leeg: wat er al stond blijft staan."), "", true);
}

static const struct file_form_kind end_form = {.title = TR("Sluit een fase af"),
                                               .submit = TR("Bewaar"),
                                               .tab = TAB_PHASES,
                                               .parts = DOSSIER_COURSE,
                                               .fields = end_fields,
                                               .is_there = has_episode};

static enum err_code show_end(struct reply *r, struct request *q, struct err *e)
{
    return file_form_show(r, q, &end_form, &(struct form_errors){0}, e);
}

static enum err_code save_end(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {0};
    struct str words;
    struct day on;
    read_past_day(&on, q, "dag", false, &errors);
    read_words(&words, q, "woorden", true, &errors);
    if (errors.n) return file_form_show(r, q, &end_form, &errors, e);
    file_lead(q, "fasen", "bewaard");
    return file_follow(r, q, &end_form,
                       phase_end(&q->asking, request_person(q),
                                 request_id(q, "episode"), on, words, e),
                       e);
}

static const struct route_value begin_values[] = {
    {"fase", VALUE_CODE, LIST_PHASE, true, "the phase"},
    {"dag", VALUE_DAY, 0, true, "its first day"},
    {"tot", VALUE_DAY, 0, false, "its last day; empty: still"},
    {"woorden", VALUE_WORDS, 0, false, "what came of it"},
    {0},
};
static const struct route_value end_values[] = {
    {"dag", VALUE_DAY, 0, true, "its last day"},
    {"woorden", VALUE_WORDS, 0, false, "what came of it"},
    {0},
};

const struct route phase_routes[] = {
    {"GET", "/personen/:person/fasen", PERMISSION_PERSON_READ, NULL,
     "phases and trajectories of a person", show_phases},
    {"GET", "/personen/:person/fasen/nieuw", PERMISSION_DOSSIER_WRITE, NULL,
     "a phase that begins", show_begin},
    {"POST", "/personen/:person/fasen/nieuw", PERMISSION_DOSSIER_WRITE, begin_values,
     "begin a phase", save_begin},
    {"GET", "/personen/:person/fasen/:episode/einde", PERMISSION_DOSSIER_WRITE, NULL,
     "a phase that ends", show_end},
    {"POST", "/personen/:person/fasen/:episode/einde", PERMISSION_DOSSIER_WRITE,
     end_values, "end a phase", save_end},
    {0},
};
