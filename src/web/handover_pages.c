/* Warm handovers (/overdrachten): what came in, what was sent, and one of them: where
 * it stands, what travelled, and what the two sides may do. */
#include "act/field_gate.h"
#include "act/name_rows.h"
#include "base/limits.h"
#include "store/office_store.h"
#include "web/calendar_file.h"
#include "web/field_parts.h"
#include "web/handover_guest_parts.h"
#include "web/handover_parts.h"
#include "web/person_tabs.h"

enum { HANDOVERS_A_PAGE = 25, OTHERS_MOST = 2000 };
#define STATE(name) (1u << HANDOVER_STATE_##name)
/* what still waits for somebody; what comes after it is over */
#define RUNNING (STATE(FINISHED) - 1)

/* --- lists --- */

enum { STATE_RUNNING = -1 };

static const char *list_path(const struct request *q, bool is_incoming, int state,
                             size_t from)
{
    return arena_format(
        q->asking.arena, "/overdrachten?kant=%s%s%s%s", is_incoming ? "in" : "uit",
        state < 0 ? "" : "&stand=",
        state < 0 ? "" : code_list_at(LIST_HANDOVER_STATE)->codes[state].code,
        from ? arena_format(q->asking.arena, "&vanaf=%zu", from) : "");
}

static void state_begin(struct buf *out, const char *path, bool is_current)
{
    html_f(out, "<li><a href=\"%s\"", path);
    if (is_current) html_f(out, " aria-current=\"page\"");
    html_f(out, "><bdi>");
}

static void state_end(struct buf *out, struct arena *a, int64_t n)
{
    html_f(out, "</bdi> <bdi>(%s)</bdi></a></li>\n",
           arena_format(a, "%lld", (long long)n));
}

/* What still runs is what one comes for; each state is a fold away. */
static void state_links(struct buf *out, const struct frame *f, const struct request *q,
                        const int64_t counts[N_HANDOVER_STATE], bool is_incoming,
                        int state)
{
    enum tongue t = f->tongue;
    int64_t n_running = 0;
    for (int s = 0; s < HANDOVER_STATE_FINISHED; s++)
        n_running += counts[s];
    fold_begin(out, state >= 0, tr(t, "Kies welke overdrachten je ziet"));
    html_f(out, "<nav class=\"filter\" aria-label=\"%s\">\n<ul>\n",
           tr(t, "Stand van de overdracht"));
    state_begin(out, list_path(q, is_incoming, STATE_RUNNING, 0), state < 0);
    text_html(out, t, "wat nog loopt");
    state_end(out, q->asking.arena, n_running);
    for (int s = 0; s < N_HANDOVER_STATE; s++) {
        if (!counts[s]) continue;
        state_begin(out, list_path(q, is_incoming, s, 0), s == state);
        label_html(out, t, LIST_HANDOVER_STATE, (uint8_t)s);
        state_end(out, q->asking.arena, counts[s]);
    }
    html_f(out, "</ul>\n</nav>\n");
    fold_end(out);
}

/* The name first: forty handovers to one organisation look alike. */
static enum err_code lines_html(struct buf *out, const struct frame *f,
                                const struct request *q,
                                const struct handover_view *list, size_t n,
                                bool is_incoming, struct err *e)
{
    struct arena *a = q->asking.arena;
    struct person_id *persons = arena_new_array(a, struct person_id, n + 1);
    struct str *names = arena_new_array(a, struct str, n + 1);
    for (size_t i = 0; i < n; i++)
        persons[i] = list[i].fact.person;
    enum err_code rc = name_rows(names, &q->asking, persons, n, "handovers", e);
    if (rc != OK) return rc;
    html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < n; i++)
        handover_line(out, f, q, &list[i], names[i], is_incoming);
    html_f(out, "</ul>\n");
    name_rows_wipe(names, n);
    return OK;
}

static enum err_code show_list(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Overdrachten"));
    struct form_errors ignored = {0};
    struct handover_view *list;
    int64_t counts[N_HANDOVER_STATE], from = 0;
    struct buf *out = &r->body;
    uint8_t state;
    size_t n, n_shown;
    bool is_incoming = !str_eq(request_text(q, "kant"), S("uit"));
    enum err_code rc;
    form_code(&state, q, "stand", LIST_HANDOVER_STATE, true, "", &ignored);
    if (request_text(q, "vanaf").n)
        form_number(&from, q, "vanaf", 0, 1000000, "", &ignored);
    int wanted = state < N_HANDOVER_STATE ? state : -1;
    TRY(handovers_show(&list, &n, counts, &q->asking, is_incoming,
                       wanted >= 0 ? 1u << wanted : RUNNING, (size_t)from,
                       HANDOVERS_A_PAGE + 1, e));
    f.nav = NAV_MORE;
    page_begin(out, &f);
    page_heading(out, &f, f.title);
    const struct tab sides[] = {
        {.path = list_path(q, true, -1, 0),
         .label = tr(f.tongue, "Binnengekomen"),
         .is_current = is_incoming},
        {.path = list_path(q, false, -1, 0),
         .label = tr(f.tongue, "Verstuurd"),
         .is_current = !is_incoming},
    };
    tabs(out, &f, f.title, sides, ARRAY_LEN(sides));
    state_links(out, &f, q, counts, is_incoming, wanted);
    n_shown = MIN_OF(n, (size_t)HANDOVERS_A_PAGE);
    if (!n) html_f(out, "<p>%s</p>\n", tr(f.tongue, "Hier staat nu geen overdracht."));
    if (n) TRY(lines_html(out, &f, q, list, n_shown, is_incoming, e));
    pager(
        out, &f,
        from > 0
            ? list_path(q, is_incoming, wanted,
                        from > HANDOVERS_A_PAGE ? (size_t)(from - HANDOVERS_A_PAGE) : 0)
            : NULL,
        n > HANDOVERS_A_PAGE
            ? list_path(q, is_incoming, wanted, (size_t)(from + HANDOVERS_A_PAGE))
            : NULL);
    page_end(out, &f);
out:
    return rc;
}

/* --- of a person --- */

static enum err_code show_of_person(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Overdrachten van deze persoon"));
    struct person_id person = request_person(q);
    struct buf *out = &r->body;
    struct handover_view *list;
    struct dossier_view file;
    struct gate gate;
    struct err ignored;
    size_t n;
    enum err_code rc;
    TRY(dossier_open(&file, &q->asking, person, DOSSIER_IDENTITY, "handover", e));
    TRY(handovers_of_person(&list, &n, &q->asking, person, e));
    f.nav = NAV_FILES;
    person_page_begin(out, &f, q, &file, TAB_HANDOVERS);
    if (person_gate(&gate, &q->asking, person, PERMISSION_HANDOVER_SEND, &ignored) ==
            OK &&
        gate.relation <= RELATION_ORGANISATION) {
        form_begin(out, &f, person_tab_path(q->asking.arena, person, TAB_HANDOVERS),
                   uuid7_new());
        button(out, "primary", tr(f.tongue, "Begin een overdracht"), NULL, NULL);
        form_end(out);
    }
    if (!n) html_f(out, "<p>%s</p>\n", tr(f.tongue, "Er is nog geen overdracht."));
    if (n) html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < n; i++)
        handover_line(out, &f, q, &list[i], STR_NONE,
                      !is_own_organisation(&q->asking, list[i].fact.from));
    if (n) html_f(out, "</ul>\n");
    page_end(out, &f);
    dossier_wipe(&file.dossier);
out:
    return rc;
}

static enum err_code take_begin(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct handover_start start = {.receiver_kind = CODE_MISSING};
    form_id(&start.to.u, q, "naar", true, "", &errors);
    form_id(&start.service, q, "dienst", true, "", &errors);
    form_id(&start.vacancy, q, "vacature", true, "", &errors);
    form_id(&start.replaces, q, "vervangt", true, "", &errors);
    form_code(&start.receiver_kind, q, "soort", LIST_RECEIVER_KIND, true, "", &errors);
    if (uuid_is_nil(q->asking.form)) q->asking.form = uuid7_new();
    field_lead(q, handover_path(q, q->asking.form, ""), NULL);
    enum err_code rc = handover_begin(&q->asking, request_person(q), &start, e);
    if (rc == OK) field_follow(r, q);
    return rc;
}

/* --- one: what happened --- */

static void events_html(struct buf *out, const struct frame *f, struct arena *a,
                        const struct handover_view *v)
{
    timeline_begin(out);
    for (size_t i = v->n_events; i-- > 0;) {
        const struct handover_event_view *x = &v->events[i];
        const struct code_list *kinds = code_list_at(LIST_HANDOVER_EVENT);
        timeline_open(out, day_words(a, f->tongue, x->fact.on, f->today), "handover",
                      code_label(kinds, x->fact.kind, tongue_facts(f->tongue)->lang));
        if (x->worker_name[0] || x->organisation_name[0])
            html_f(out, "<p class=\"quiet\"><bdi dir=\"auto\">%s%s%s</bdi></p>\n",
                   x->worker_name,
                   x->worker_name[0] && x->organisation_name[0] ? ", " : "",
                   x->organisation_name);
        if (x->fact.reason != CODE_MISSING) {
            html_f(out, "<p>");
            label_html(out, f->tongue, LIST_HANDOVER_REASON, x->fact.reason);
            html_f(out, "</p>\n");
        }
        if (x->fact.result != CODE_MISSING) {
            html_f(out, "<p>");
            label_html(out, f->tongue, LIST_HANDOVER_RESULT, x->fact.result);
            html_f(out, "</p>\n");
        }
        if (x->other_name[0]) {
            html_f(out, "<p>");
            tr_html(out, f->tongue, "Stelt voor: {0}", x->other_name);
            html_f(out, "</p>\n");
        }
        if (x->fact.words.n) {
            html_f(out, "<p>");
            words_html(out, x->fact.words);
            html_f(out, "</p>\n");
        }
        timeline_close(out);
    }
    timeline_end(out);
}

/* --- one: what may be done --- */

static void step_begin(struct buf *out, const struct frame *f, const struct request *q,
                       const struct handover_view *v, uint8_t kind)
{
    form_begin(out, f, handover_path(q, v->fact.id, "stap"),
               uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
    hidden(out, "stap", code_value(LIST_HANDOVER_EVENT, kind));
}

static void step_button(struct buf *out, const struct frame *f, const struct request *q,
                        const struct handover_view *v, uint8_t kind, const char *look,
                        const char *words)
{
    form_begin(out, f, handover_path(q, v->fact.id, "stap"), uuid7_new());
    hidden(out, "stap", code_value(LIST_HANDOVER_EVENT, kind));
    button(out, look, words, NULL, NULL);
    form_end(out);
}

static void words_field(struct buf *out, const struct frame *f, const struct request *q,
                        const char *label, const struct form_errors *errors)
{
    field_area(out, f,
               &(struct field){.name = "woorden",
                               .label = label,
                               .value = request_text(q, "woorden"),
                               .may_be_empty = true,
                               .rows = 3,
                               .most = LIMIT_NOTE_BYTES},
               errors);
}

static void day_field(struct buf *out, const struct frame *f, const struct request *q,
                      const struct form_errors *errors)
{
    field_day(out, f,
              &(struct field){.name = "dag",
                              .label = tr(f->tongue, "Wanneer?"),
                              .value = request_has(q, "dag")
                                           ? request_text(q, "dag")
                                           : day_value(q->asking.arena, f->today)},
              errors);
}

static void code_field(struct buf *out, const struct frame *f, const struct request *q,
                       const char *name, const char *label, enum list_number list,
                       bool may_be_empty, const struct form_errors *errors)
{
    size_t n;
    struct choice *choices = code_choices(&n, q->asking.arena, f, list);
    field_choice(out, f,
                 &(struct field){.name = name,
                                 .label = label,
                                 .value = request_text(q, name),
                                 .may_be_empty = may_be_empty},
                 choices, n, true, errors);
}

static enum err_code answer_form(struct buf *out, const struct frame *f,
                                 const struct request *q, const struct handover_view *v,
                                 const struct form_errors *errors, struct err *e)
{
    enum tongue t = f->tongue;
    struct office_name *names;
    size_t n;
    enum err_code rc = organisation_list(
        &names, &n, q->asking.arena, q->asking.house->db, v->fact.to, OTHERS_MOST, e);
    if (rc != OK) return rc;
    struct choice *others = arena_new_array(q->asking.arena, struct choice, n);
    for (size_t i = 0; i < n; i++)
        others[i] = (struct choice){
            .value = str_to_c(q->asking.arena, id_str(q->asking.arena, names[i].id)),
            .label = names[i].name};
    step_button(out, f, q, v, HANDOVER_EVENT_ACCEPTED, "primary",
                tr(t, "Aanvaard: wij nodigen uit"));
    html_f(out, "<h2>%s</h2>\n", tr(t, "Lukt het niet?"));
    step_begin(out, f, q, v, HANDOVER_EVENT_REFUSED);
    code_field(out, f, q, "reden", tr(t, "Waarom niet?"), LIST_HANDOVER_REASON, true,
               errors);
    field_select(out, f,
                 &(struct field){.name = "andere",
                                 .label = tr(t, "Stel een andere organisatie voor"),
                                 .value = request_text(q, "andere"),
                                 .may_be_empty = true},
                 others, n, errors);
    words_field(out, f, q, tr(t, "Wat stel je voor? Een andere dienst of dag"), errors);
    button(out, "secondary", tr(t, "Stuur dit antwoord"), NULL, NULL);
    form_end(out);
    return OK;
}

static void met_form(struct buf *out, const struct frame *f, const struct request *q,
                     const struct handover_view *v, const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    const struct choice yes_no[] = {{.value = "ja", .label = tr(t, "Ja")},
                                    {.value = "nee", .label = tr(t, "Nee")}};
    fold_begin(out, errors->n > 0 || v->course.state == HANDOVER_STATE_ACCEPTED,
               v->course.n_meetings ? tr(t, "Nog een gesprek geweest")
                                    : tr(t, "Het eerste gesprek is geweest"));
    step_begin(out, f, q, v, HANDOVER_EVENT_MET);
    day_field(out, f, q, errors);
    field_choice(out, f,
                 &(struct field){.name = "mee",
                                 .label = tr(t, "Was de toeleider erbij?"),
                                 .value = request_text(q, "mee"),
                                 .may_be_empty = true},
                 yes_no, 2, true, errors);
    words_field(out, f, q, tr(t, "Wie was er, en wat spraken jullie af?"), errors);
    button(out, "primary", tr(t, "Bewaar"), NULL, NULL);
    form_end(out);
    fold_end(out);
}

static void receiver_forms(struct buf *out, const struct frame *f,
                           const struct request *q, const struct handover_view *v,
                           const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    if (v->course.state == HANDOVER_STATE_MET)
        step_button(out, f, q, v, HANDOVER_EVENT_STARTED, "primary",
                    tr(t, "De begeleiding begon"));
    fold_begin(out, false, tr(t, "Laat weten hoe het gaat"));
    step_begin(out, f, q, v, HANDOVER_EVENT_FEEDBACK);
    words_field(out, f, q, tr(t, "Wat mag de toeleider weten?"), errors);
    button(out, "secondary", tr(t, "Verstuur"), NULL, NULL);
    form_end(out);
    fold_end(out);
    if (v->course.state != HANDOVER_STATE_STARTED) return;
    fold_begin(out, false, tr(t, "De begeleiding is rond"));
    step_begin(out, f, q, v, HANDOVER_EVENT_FINISHED);
    code_field(out, f, q, "resultaat", tr(t, "Wat is het resultaat?"),
               LIST_HANDOVER_RESULT, false, errors);
    words_field(out, f, q, tr(t, "Wil je er iets bij schrijven?"), errors);
    button(out, "secondary", tr(t, "Bewaar"), NULL, NULL);
    form_end(out);
    fold_end(out);
}

static void return_form(struct buf *out, const struct frame *f, const struct request *q,
                        const struct handover_view *v, const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    fold_begin(out, false, tr(t, "Terug naar de toeleider"));
    step_begin(out, f, q, v, HANDOVER_EVENT_RETURNED);
    code_field(out, f, q, "reden", tr(t, "Waarom?"), LIST_HANDOVER_REASON, false,
               errors);
    words_field(out, f, q, tr(t, "Wat moet de toeleider weten?"), errors);
    button(out, "secondary", tr(t, "Bewaar"), NULL, NULL);
    form_end(out);
    fold_end(out);
}

static void withdraw_form(struct buf *out, const struct frame *f,
                          const struct request *q, const struct handover_view *v)
{
    enum tongue t = f->tongue;
    fold_begin(out, false, tr(t, "De persoon wil dit niet meer"));
    html_f(out, "<p>");
    text_html(out, t,
              "De andere organisatie ziet dan niets meer. De begeleiding bij de "
              "toeleider gaat gewoon door.");
    html_f(out, "</p>\n");
    step_button(out, f, q, v, HANDOVER_EVENT_WITHDRAWN, "warning",
                tr(t, "Trek de overdracht in"));
    fold_end(out);
}

static void attempt_form(struct buf *out, const struct frame *f,
                         const struct request *q, const struct handover_view *v)
{
    struct arena *a = q->asking.arena;
    form_begin(out, f, person_tab_path(a, v->fact.person, TAB_HANDOVERS), uuid7_new());
    hidden(out, "vervangt", id_str(a, v->fact.id));
    if (!uuid_is_nil(v->course.other.u))
        hidden(out, "naar", id_str(a, v->course.other.u));
    button(out, "primary", tr(f->tongue, "Probeer het elders, met wat er staat"), NULL,
           NULL);
    form_end(out);
}

static enum err_code forms(struct buf *out, const struct frame *f,
                           const struct request *q, const struct handover_story *s,
                           const struct form_errors *errors, struct err *e)
{
    const struct handover_view *v = &s->v;
    unsigned state = 1u << v->course.state;
    enum err_code rc = OK;
    bool is_waiting = state & (STATE(PROPOSED) | STATE(RECEIVED));
    bool is_running = state & (STATE(ACCEPTED) | STATE(MET) | STATE(STARTED));
    if (s->is_receiver && is_waiting && !s->is_payload_closed)
        rc = answer_form(out, f, q, v, errors, e);
    if (rc != OK) return rc;
    if (s->is_sender && is_waiting)
        step_button(out, f, q, v, HANDOVER_EVENT_REMINDED, "secondary",
                    tr(f->tongue, "Herinner de ontvanger"));
    if (s->is_sender) rc = handover_links_note(out, f, q, v, e);
    if (rc != OK) return rc;
    if (is_running) met_form(out, f, q, v, errors);
    if (s->is_receiver && is_running) receiver_forms(out, f, q, v, errors);
    if (is_running) return_form(out, f, q, v, errors);
    if (s->is_sender &&
        state & (STATE(REFUSED) | STATE(OTHER_PROPOSED) | STATE(RETURNED)))
        attempt_form(out, f, q, v);
    if (!v->course.is_over) withdraw_form(out, f, q, v);
    return OK;
}

/* --- one: the page --- */

static enum err_code story_page(struct reply *r, struct request *q,
                                const struct handover_story *s,
                                const struct form_errors *errors, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Overdracht"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    enum tongue t = f.tongue;
    enum err_code rc;
    f.nav = s->is_sender ? NAV_FILES : NAV_MORE;
    f.has_errors = errors->n > 0;
    page_begin(out, &f);
    if (s->is_sender)
        page_back(out, &f, person_tab_path(a, s->v.fact.person, TAB_HANDOVERS),
                  tr(t, "Overdrachten"));
    else
        page_back(out, &f, "/overdrachten", tr(t, "Overdrachten"));
    handover_who_html(out, s->call_name);
    html_f(out, "<h1>");
    if (s->is_sender)
        tr_html(out, t, "Overdracht naar {0}", s->v.to_name);
    else
        tr_html(out, t, "Overdracht van {0}", s->v.from_name);
    html_f(out, "</h1>\n");
    error_summary(out, &f, errors);
    handover_state_html(out, &f, a, &s->v);
    html_f(out, "<p class=\"quiet\">%s</p>\n",
           s->v.course.is_sender_responsible
               ? tr(t, "Wie overdraagt, staat nog in voor de persoon.")
               : tr(t, "De ontvanger staat in voor de persoon."));
    if (s->has_appointment)
        first_meeting_html(out, &f, a, &s->appointment,
                           handover_path(q, s->v.fact.id, "afspraak.ics"));
    if (s->has_appointment && s->is_sender &&
        s->appointment.state != APPOINTMENT_STATE_CANCELLED &&
        role_has(q->asking.visitor.role, PERMISSION_DOSSIER_WRITE))
        html_f(out, "<p><a href=\"%s\">%s</a></p>\n",
               id_path(a, person_path(a, s->v.fact.person, "afspraken/"),
                       s->appointment.id, "/verplaats"),
               tr(t, "Andere dag of uur"));
    if (s->is_payload_closed)
        inset(out, "closed",
              tr(t, "Wat gedeeld werd, zie je niet meer: de toestemming "
                    "is voorbij."));
    if (s->payload.n)
        html_f(out, "<h2>%s</h2>\n",
               s->is_sender ? tr(t, "Dit ziet de ontvanger")
                            : tr(t, "Wat de persoon met jullie deelt"));
    payload_html(out, &f, a, s->payload);
    rc = forms(out, &f, q, s, errors, e);
    if (rc != OK) return rc;
    html_f(out, "<h2>%s</h2>\n", tr(t, "Wat er gebeurde"));
    events_html(out, &f, a, &s->v);
    page_end(out, &f);
    return OK;
}

static enum err_code show_one(struct reply *r, struct request *q, struct err *e)
{
    const struct form_errors none = {.n = 0};
    struct uuid id = request_id(q, "handover");
    struct handover_story s;
    enum err_code rc;
    TRY(handover_show(&s, &q->asking, id, e));
    if (s.is_sender && s.v.course.state == HANDOVER_STATE_PREPARING) {
        reply_redirect(r, q, handover_path(q, id, "taken"), NULL);
        goto out;
    }
    if (s.is_receiver && s.v.course.state == HANDOVER_STATE_PROPOSED) {
        TRY(handover_receive(&q->asking, id, e));
        TRY(handover_show(&s, &q->asking, id, e));
    }
    rc = story_page(r, q, &s, &none, e);
out:
    return rc;
}

static enum err_code give_calendar(struct reply *r, struct request *q, struct err *e)
{
    struct handover_story s;
    enum err_code rc;
    TRY(handover_show(&s, &q->asking, request_id(q, "handover"), e));
    if (s.has_appointment)
        rc = calendar_reply(r, q, &s.appointment, s.meeting_with, e);
    else
        rc = err_set(e, ERR_NOT_FOUND, "this handover has no first meeting");
out:
    return rc;
}

static const char *done_of(uint8_t kind)
{
    switch (kind) {
    case HANDOVER_EVENT_ACCEPTED:
    case HANDOVER_EVENT_REFUSED:
    case HANDOVER_EVENT_OTHER_PROPOSED:
        return "beantwoord";
    case HANDOVER_EVENT_WITHDRAWN:
        return "ingetrokken-overdracht";
    case HANDOVER_EVENT_REMINDED:
        return "herinnerd";
    default:
        return "bewaard";
    }
}

static void read_step(struct handover_step *step, const struct request *q,
                      struct form_errors *errors)
{
    enum tongue t = q->tongue;
    struct str present = request_text(q, "mee");
    *step = (struct handover_step){.on = q->asking.today};
    form_code(&step->kind, q, "stap", LIST_HANDOVER_EVENT, false,
              tr(t, "Kies wat er gebeurde."), errors);
    if (request_has(q, "dag")) form_day(&step->on, q, "dag", false, errors);
    form_code(&step->reason, q, "reden", LIST_HANDOVER_REASON, true,
              tr(t, "Kies een reden."), errors);
    form_code(&step->result, q, "resultaat", LIST_HANDOVER_RESULT, true,
              tr(t, "Kies wat het resultaat is."), errors);
    form_id(&step->other.u, q, "andere", true,
            tr(t, "Kies een organisatie uit de lijst."), errors);
    form_text(&step->words, q, "woorden", LIMIT_NOTE_BYTES, true, "", errors);
    step->is_guide_present = str_eq(present, S("ja"))    ? 1
                             : str_eq(present, S("nee")) ? 0
                                                         : CODE_MISSING;
    /* no reason, but another organisation or day: that is a proposal */
    if (step->kind == HANDOVER_EVENT_REFUSED && step->reason == CODE_MISSING &&
        (!uuid_is_nil(step->other.u) || step->words.n))
        step->kind = HANDOVER_EVENT_OTHER_PROPOSED;
}

static enum err_code take_step(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct uuid id = request_id(q, "handover");
    struct handover_verdict verdict = {.fault = HANDOVER_FITS};
    struct handover_story s;
    struct handover_step step;
    enum err_code rc;
    TRY(handover_show(&s, &q->asking, id, e));
    read_step(&step, q, &errors);
    field_lead(q, handover_path(q, id, ""), done_of(step.kind));
    if (!errors.n) {
        rc = handover_step_note(&q->asking, id, &step, &verdict, e);
        if (rc == OK) {
            field_follow(r, q);
            goto out;
        }
        if (rc != ERR_INVALID || verdict.fault == HANDOVER_FITS) goto out;
        handover_error(&errors, q, &verdict);
        TRY(handover_show(&s, &q->asking, id, e)); /* as it stands now */
    }
    reply_invalid(r);
    rc = story_page(r, q, &s, &errors, e);
out:
    return rc;
}

static const struct route_value list_query[] = {
    {"kant", VALUE_TEXT, 0, false, "in: came in; uit: sent"},
    {"stand", VALUE_CODE, LIST_HANDOVER_STATE, false, "only in this state"},
    {"vanaf", VALUE_NUMBER, 0, false, "how many to pass over"},
    {0},
};
static const struct route_value begin_values[] = {
    {"naar", VALUE_ID, 0, false, "the receiving organisation"},
    {"dienst", VALUE_ID, 0, false, "a service of the social map"},
    {"soort", VALUE_CODE, LIST_RECEIVER_KIND, false, "as what it receives"},
    {"vacature", VALUE_ID, 0, false, "the vacancy it is for"},
    {"vervangt", VALUE_ID, 0, false, "the attempt that it replaces"},
    {0},
};
static const struct route_value step_values[] = {
    {"stap", VALUE_CODE, LIST_HANDOVER_EVENT, true, "what happened"},
    {"dag", VALUE_DAY, 0, false, "when; without it today"},
    {"reden", VALUE_CODE, LIST_HANDOVER_REASON, false, "why not"},
    {"resultaat", VALUE_CODE, LIST_HANDOVER_RESULT, false, "what came of it"},
    {"andere", VALUE_ID, 0, false, "an organisation that is proposed instead"},
    {"mee", VALUE_TEXT, 0, false, "ja, nee: was the guide there"},
    {"woorden", VALUE_WORDS, 0, false, "what is told about it"},
    {0},
};

const struct route handover_routes[] = {
    {"GET", "/overdrachten", PERMISSION_HANDOVER_RECEIVE, list_query,
     "handovers that came in or were sent", show_list},
    {"GET", "/personen/:person/overdrachten", PERMISSION_PERSON_READ, NULL,
     "handovers of a person", show_of_person},
    {"POST", "/personen/:person/overdrachten", PERMISSION_HANDOVER_SEND, begin_values,
     "begin a handover", take_begin},
    {"GET", "/overdrachten/:handover", PERMISSION_FIELD, NULL,
     "a handover: where it stands, what travelled", show_one},
    {"GET", "/overdrachten/:handover/afspraak.ics", PERMISSION_FIELD, NULL,
     "the first meeting of a handover, for a calendar", give_calendar},
    {"POST", "/overdrachten/:handover/stap", PERMISSION_FIELD, step_values,
     "answer a handover, or tell what happened", take_step},
    {0},
};
