/* Care around one person (/personen/:person/zorg): who does what, who does the same
 * twice, which handovers run, whose step is next, and who keeps all of it in tune. For
 * who keeps the file, and within what is let through for a coordinator elsewhere. */
#include "act/coordination_acts.h"
#include "base/limits.h"
#include "web/field_parts.h"
#include "web/handover_parts.h"
#include "web/person_tabs.h"
#include "web/ring_parts.h"

static const char *care_path(const struct request *q, const char *rest)
{
    struct arena *a = q->asking.arena;
    return arena_format(a, "%s%s%s", person_path(a, request_person(q), "zorg"),
                        rest[0] ? "/" : "", rest);
}

/* --- who keeps it in tune --- */

static void duty_button(struct buf *out, const struct frame *f, struct request *q,
                        const struct duty_view *v, const char *act, const char *kind,
                        const char *translated)
{
    char id[UUID_TEXT + 1];
    uuid_text(id, v->fact.id);
    form_begin(out, f, care_path(q, arena_format(q->asking.arena, "%s/%s", id, act)),
               uuid7_new());
    button(out, kind, translated, NULL, NULL);
    form_end(out);
}

static void give_form(struct buf *out, const struct frame *f, struct request *q,
                      const struct coordination_view *c, const struct duty_view *v)
{
    struct arena *a = q->asking.arena;
    struct choice *who = arena_new_array(a, struct choice, c->n_colleagues + 1);
    char id[UUID_TEXT + 1];
    size_t n = 0;
    uuid_text(id, v->fact.id);
    for (size_t i = 0; i < c->n_colleagues; i++)
        if (!uuid_eq(c->colleagues[i].id, q->asking.visitor.worker))
            who[n++] =
                (struct choice){.value = str_to_c(a, id_str(a, c->colleagues[i].id)),
                                .label = c->colleagues[i].name};
    if (!n) return;
    fold_begin(out, false, tr(f->tongue, "Geef het door aan een collega"));
    form_begin(out, f, care_path(q, arena_format(a, "%s/geef", id)), uuid7_new());
    field_select(out, f,
                 &(struct field){.name = "collega",
                                 .label = tr(f->tongue, "Welke collega?"),
                                 .value = STR_NONE},
                 who, n, NULL);
    button(out, "secondary", tr(f->tongue, "Geef door"), NULL, NULL);
    form_end(out);
    fold_end(out);
}

static void duty_words(struct buf *out, const struct frame *f, struct arena *a,
                       const struct duty_view *v)
{
    enum tongue t = f->tongue;
    const char *since = day_words(a, t, v->fact.from, f->today);
    html_f(out, "<p>");
    if (uuid_is_nil(v->fact.worker))
        tr_html(out, t, "{0} vroeg dit aan {1} op {2}. Nog niemand nam het op.",
                v->asked_by_name, v->organisation_name, since);
    else if (!day_is_none(v->fact.to))
        tr_html(out, t, "{0} ({1}) stemde af tot {2}.", v->worker_name,
                v->organisation_name, day_words(a, t, v->fact.to, f->today));
    else
        tr_html(out, t, "{0} ({1}) stemt de begeleiding af, sinds {2}.", v->worker_name,
                v->organisation_name, since);
    html_f(out, "</p>\n");
    if (v->fact.words.n) {
        html_f(out, "<blockquote>");
        words_html(out, v->fact.words);
        html_f(out, "</blockquote>\n");
    }
}

static bool duty_runs(const struct duty_view *v, struct day today)
{
    return day_is_none(v->fact.to) || v->fact.to.v >= today.v;
}

static void write_duty(struct buf *out, const struct frame *f, struct request *q,
                       const struct coordination_view *c, const struct duty_view *v)
{
    enum tongue t = f->tongue;
    const struct visitor *me = &q->asking.visitor;
    bool is_ours = uuid_eq(v->fact.organisation.u, me->organisation.u);
    bool is_waiting = uuid_is_nil(v->fact.worker);
    bool is_mine = uuid_eq(v->fact.worker, me->worker);
    duty_words(out, f, q->asking.arena, v);
    if (c->may_take && is_ours && is_waiting)
        duty_button(out, f, q, v, "neem", "primary", tr(t, "Ik neem dit op"));
    if (c->may_take && is_ours && (is_waiting || is_mine)) give_form(out, f, q, c, v);
    if (c->may_ask || (c->may_take && is_ours && (is_waiting || is_mine)))
        duty_button(out, f, q, v, "stop", "secondary",
                    is_waiting ? tr(t, "Trek deze vraag in")
                               : tr(t, "Stop met afstemmen"));
}

static void ask_form(struct buf *out, const struct frame *f, struct request *q,
                     const struct coordination_view *c,
                     const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    struct arena *a = q->asking.arena;
    struct choice *houses = arena_new_array(a, struct choice, c->n_houses + 1);
    for (size_t i = 0; i < c->n_houses; i++)
        houses[i] = (struct choice){
            .value = str_to_c(a, id_str(a, c->houses[i].house.id)),
            .label = c->houses[i].house.name,
            .hint = c->houses[i].is_let_through
                        ? NULL
                        : tr(t, "Hier is eerst toestemming voor nodig.")};
    if (!c->n_houses) {
        html_f(out, "<p>%s</p>\n",
               tr(t, "Nog geen organisatie heeft een netwerkcoördinator."));
        return;
    }
    fold_begin(out, errors->n > 0, tr(t, "Vraag de netwerkcoördinator"));
    form_begin(out, f, care_path(q, "vraag"),
               uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
    field_choice(out, f,
                 &(struct field){.name = "organisatie",
                                 .label = tr(t, "Van welke organisatie?"),
                                 .value = request_has(q, "organisatie")
                                              ? request_text(q, "organisatie")
                                          : c->n_houses == 1 ? str_of(houses[0].value)
                                                             : STR_NONE},
                 houses, c->n_houses, false, errors);
    field_area(out, f,
               &(struct field){.name = "woorden",
                               .label = tr(t, "Wat vraag je?"),
                               .hint = tr(t, "Doorverwijzen naar de juiste dienst, of "
                                             "alles op elkaar afstemmen. Schrijf niets "
                                             "over gezondheid."),
                               .value = request_text(q, "woorden"),
                               .rows = 4,
                               .most = LIMIT_NOTE_BYTES},
               errors);
    button(out, "primary", tr(t, "Stuur de vraag"), NULL, NULL);
    form_end(out);
    fold_end(out);
}

static void write_coordination(struct buf *out, const struct frame *f,
                               struct request *q, const struct coordination_view *c,
                               const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    html_f(out, "<h2>%s</h2>\n", tr(t, "Wie stemt alles af"));
    if (!c->n_running)
        html_f(out, "<p>%s</p>\n", tr(t, "Nu niemand in het bijzonder."));
    for (size_t i = 0; i < c->n_duties; i++)
        if (duty_runs(&c->duties[i], f->today)) write_duty(out, f, q, c, &c->duties[i]);
    if (c->may_ask) ask_form(out, f, q, c, errors);
    if (c->n_running == c->n_duties) return;
    fold_begin(out, false, tr(t, "Vroeger"));
    for (size_t i = 0; i < c->n_duties; i++)
        if (!duty_runs(&c->duties[i], f->today))
            duty_words(out, f, q->asking.arena, &c->duties[i]);
    fold_end(out);
}

/* --- steps of the plan, by who does them --- */

static bool step_waits(const struct dossier *d, struct uuid step)
{
    uint8_t state = STEP_STATE_OPEN;
    for (size_t i = 0; i < d->n_step_states; i++)
        if (uuid_eq(d->step_states[i].step, step)) state = d->step_states[i].state;
    return state == STEP_STATE_OPEN || state == STEP_STATE_HELP;
}

static size_t steps_of(struct buf *out, const struct frame *f, struct arena *a,
                       const struct dossier *d, uint8_t owner)
{
    size_t n = 0;
    for (size_t i = 0; i < d->n_steps; i++) {
        const struct step_fact *s = &d->steps[i];
        if (s->owner != owner || s->written.retracted_at || !step_waits(d, s->id))
            continue;
        if (!n++) {
            html_f(out, "<h3>");
            label_html(out, f->tongue, LIST_STEP_OWNER, owner);
            html_f(out, "</h3>\n<ul>\n");
        }
        html_f(out, "<li>");
        words_html(out, s->words);
        if (!day_is_none(s->due_on))
            html_f(out, " <span class=\"quiet\"><bdi>%s</bdi></span>",
                   day_words(a, f->tongue, s->due_on, f->today));
        html_f(out, "</li>\n");
    }
    if (n) html_f(out, "</ul>\n");
    return n;
}

static void write_steps(struct buf *out, const struct frame *f, struct request *q,
                        const struct ring_view *v)
{
    size_t n = 0;
    html_f(out, "<h2>%s</h2>\n", tr(f->tongue, "Wie doet nu wat"));
    if (!(v->file.parts & DOSSIER_GOAL)) {
        inset(out, "closed",
              tr(f->tongue, "Het plan is niet met jouw organisatie gedeeld."));
        return;
    }
    for (uint8_t owner = 0; owner < N_STEP_OWNER; owner++)
        n += steps_of(out, f, q->asking.arena, &v->file.dossier, owner);
    if (!n) html_f(out, "<p>%s</p>\n", tr(f->tongue, "Er staat geen stap open."));
}

/* --- the page --- */

static enum err_code care_html(struct reply *r, struct request *q,
                               const struct form_errors *errors, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Zorg rond de persoon"));
    struct buf *out = &r->body;
    struct ring_view v = {0};
    struct coordination_view c;
    struct handover_view *running;
    size_t n_running;
    enum err_code rc;
    TRY(ring_show(&v, &q->asking, request_person(q), e));
    TRY(coordination_show(&c, &q->asking, &v.file.gate, request_person(q), e));
    TRY(handovers_around(&running, &n_running, &q->asking, &v.file.gate,
                         request_person(q), e));
    f.nav = NAV_FILES;
    f.has_errors = errors->n > 0;
    person_page_begin(out, &f, q, &v.file, TAB_RING);
    error_summary(out, &f, errors);
    ring_remarks_html(out, &f, q, &v);
    write_coordination(out, &f, q, &c, errors);
    handovers_around_html(out, &f, q, running, n_running);
    html_f(out, "<h2>%s</h2>\n", tr(q->tongue, "Wie begeleidt"));
    ring_html(out, &f, q, &v);
    write_steps(out, &f, q, &v);
    page_end(out, &f);
out:
    dossier_wipe(&v.file.dossier);
    return rc;
}

static enum err_code show_care(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    return care_html(r, q, &none, e);
}

static enum err_code take_request(struct reply *r, struct request *q, struct err *e)
{
    enum tongue t = q->tongue;
    struct form_errors errors = {.n = 0};
    struct organisation_id house;
    struct str words;
    enum err_code rc;
    form_id(&house.u, q, "organisatie", false, tr(t, "Kies een organisatie."), &errors);
    form_text(&words, q, "woorden", LIMIT_NOTE_BYTES, false,
              tr(t, "Schrijf wat je vraagt."), &errors);
    field_lead(q, care_path(q, ""), "vraag-verstuurd");
    if (!errors.n) {
        struct gate gate;
        rc = person_gate(&gate, &q->asking, request_person(q), PERMISSION_DOSSIER_WRITE,
                         e);
        if (rc != OK) return rc;
        rc = coordination_ask(&q->asking, request_person(q), house, words, e);
        if (rc == OK) {
            field_follow(r, q);
            return OK;
        }
        if (rc == ERR_DENIED)
            form_error(&errors, "organisatie",
                       tr(t, "De persoon gaf hiervoor nog geen toestemming aan deze "
                             "organisatie. Vraag die eerst, bij Toestemming."));
        else if (rc == ERR_EXISTS)
            form_error(&errors, "organisatie",
                       tr(t, "Deze organisatie is al gevraagd."));
        else if (rc == ERR_INVALID)
            form_error(&errors, "organisatie", tr(t, "Kies een organisatie."));
        else
            return rc;
    }
    reply_invalid(r);
    return care_html(r, q, &errors, e);
}

/* Somebody else was first: the page as it is now tells who. */
static enum err_code after(struct reply *r, struct request *q, enum err_code rc)
{
    if (rc == OK) field_follow(r, q);
    if (rc != ERR_EXISTS) return rc;
    reply_redirect(r, q, care_path(q, ""), "net-gewijzigd");
    return OK;
}

static enum err_code take_duty(struct reply *r, struct request *q, struct err *e)
{
    field_lead(q, care_path(q, ""), "opgenomen");
    return after(r, q,
                 coordination_give(&q->asking, request_person(q), request_id(q, "duty"),
                                   q->asking.visitor.worker, e));
}

static enum err_code give_duty(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct uuid worker;
    form_id(&worker, q, "collega", false,
            tr(q->tongue, "Kies een collega uit de lijst."), &errors);
    field_lead(q, care_path(q, ""), "doorgegeven");
    /* also without a colleague: what is not there is not there */
    enum err_code rc = coordination_give(&q->asking, request_person(q),
                                         request_id(q, "duty"), worker, e);
    if (rc != ERR_INVALID || !errors.n) return after(r, q, rc);
    reply_invalid(r);
    return care_html(r, q, &errors, e);
}

static enum err_code end_duty(struct reply *r, struct request *q, struct err *e)
{
    field_lead(q, care_path(q, ""), "afstemming-gestopt");
    return after(
        r, q,
        coordination_end(&q->asking, request_person(q), request_id(q, "duty"), e));
}

static const struct route_value ask_values[] = {
    {"organisatie", VALUE_ID, 0, true, "whose coordinator is asked"},
    {"woorden", VALUE_WORDS, 0, true, "what is asked"},
    {0},
};
static const struct route_value give_values[] = {
    {"collega", VALUE_ID, 0, true, "a colleague with a coordinator's role"},
    {0},
};

const struct route care_routes[] = {
    {"GET", "/personen/:person/zorg", PERMISSION_PERSON_READ, NULL,
     "care around one person: who does what, twice or next, and who coordinates",
     show_care},
    {"POST", "/personen/:person/zorg/vraag", PERMISSION_DOSSIER_WRITE, ask_values,
     "ask a network coordinator", take_request},
    {"POST", "/personen/:person/zorg/:duty/neem", PERMISSION_DOSSIER_WRITE, NULL,
     "take a coordination that was asked", take_duty},
    {"POST", "/personen/:person/zorg/:duty/geef", PERMISSION_DOSSIER_WRITE, give_values,
     "pass a coordination on to a colleague", give_duty},
    {"POST", "/personen/:person/zorg/:duty/stop", PERMISSION_DOSSIER_WRITE, NULL,
     "end a coordination, or take a request back", end_duty},
    {0},
};
