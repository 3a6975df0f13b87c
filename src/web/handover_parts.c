#include "web/handover_parts.h"

#include "act/appointment_acts.h"
#include "act/handover_guest.h"
#include "act/field_gate.h"
#include "base/json.h"
#include "web/field_parts.h"

const char *handover_path(const struct request *q, struct uuid handover,
                          const char *rest)
{
    return id_path(q->asking.arena, "/overdrachten/", handover,
                   rest[0] ? arena_format(q->asking.arena, "/%s", rest) : "");
}

/* --- what travels --- */

static struct str text_at(const json_t *object, const char *key)
{
    const json_t *x = json_object_get(object, key);
    return json_is_string(x) ? (struct str){json_string_value(x), json_string_length(x)}
                             : STR_NONE;
}

static void words_row(struct buf *out, const struct frame *f, const char *name,
                      struct str words)
{
    if (!words.n) return;
    summary_open_row(out, name);
    words_html(out, words);
    summary_close_row(out, f, NULL, NULL);
}

static void code_words(struct buf *out, enum tongue t, enum list_number list,
                       struct str code)
{
    int index = code.n ? code_index(code_list_at(list), code) : -1;
    if (index >= 0) label_html(out, t, list, (uint8_t)index);
}

static void day_html(struct buf *out, const struct frame *f, struct arena *a,
                     struct str text)
{
    struct day d;
    if (text.n && day_parse(&d, text, NULL) == OK)
        html_f(out, "<bdi>%s</bdi>", day_words(a, f->tongue, d, DAY_NONE));
}

static void person_html(struct buf *out, const struct frame *f, struct arena *a,
                        const json_t *person)
{
    enum tongue t = f->tongue;
    struct str given = text_at(person, "given_name");
    struct str safe = text_at(person, "safe_to_call");
    if (!json_is_object(person)) return;
    struct str family = text_at(person, "family_name");
    if (json_object_size(person) > 1)
        html_f(out, "<h3>%s</h3>\n", tr(t, "Naam en contact"));
    summary_begin(out);
    words_row(out, f, tr(t, "Naam"),
              str_of(arena_format(a, "%.*s%s%.*s", STR_ARG(given),
                                  given.n && family.n ? " " : "", STR_ARG(family))));
    words_row(out, f, tr(t, "Wil genoemd worden"), text_at(person, "call_name"));
    if (text_at(person, "birth_date").n) {
        summary_open_row(out, tr(t, "Geboren"));
        day_html(out, f, a, text_at(person, "birth_date"));
        summary_close_row(out, f, NULL, NULL);
    }
    words_row(out, f, tr(t, "Telefoon"), text_at(person, "phone"));
    if (str_eq(safe, S("no")))
        words_row(out, f, tr(t, "Bellen"), str_of(tr(t, "liever niet")));
    words_row(out, f, tr(t, "E-mail"), text_at(person, "mail"));
    words_row(out, f, tr(t, "Beste moment"), text_at(person, "best_moment"));
    words_row(out, f, tr(t, "Tolk"), text_at(person, "interpreter"));
    summary_end(out);
}

static void meeting_html(struct buf *out, const struct frame *f, struct arena *a,
                         const json_t *meeting)
{
    const json_t *at = json_object_get(meeting, "starts_at");
    const json_t *present = json_object_get(meeting, "guide_present");
    if (!json_is_object(meeting) || !json_object_size(meeting)) return;
    html_f(out, "<h3>%s</h3>\n<p>", tr(f->tongue, "Eerste gesprek"));
    if (json_is_integer(at))
        html_f(out, "<bdi>%s</bdi>, ",
               moment_words(a, f->tongue, json_integer_value(at), DAY_NONE));
    else
        html_f(out, "%s ", tr(f->tongue, "De ontvanger stelt een dag voor."));
    words_html(out, text_at(meeting, "place"));
    html_f(out, "</p>\n");
    if (present)
        html_f(out, "<p>%s</p>\n",
               json_is_true(present) ? tr(f->tongue, "De toeleider komt mee.")
                                     : tr(f->tongue, "De toeleider komt niet mee."));
}

/* One thing of a list, after its bullet. */
typedef void item_html(struct buf *out, const struct frame *f, struct arena *a,
                       const json_t *item);

static void step_html(struct buf *out, const struct frame *f, struct arena *a,
                      const json_t *item)
{
    words_html(out, text_at(item, "words"));
    html_f(out, "<br><span class=\"quiet\">");
    code_words(out, f->tongue, LIST_STEP_OWNER, text_at(item, "owner"));
    if (text_at(item, "due").n) html_f(out, " · ");
    day_html(out, f, a, text_at(item, "due"));
    html_f(out, "</span>");
}

static void condition_html(struct buf *out, const struct frame *f, struct arena *a,
                           const json_t *item)
{
    code_words(out, f->tongue, LIST_CONTEXT_CONDITION, text_at(item, "condition"));
    html_f(out, ": ");
    code_words(out, f->tongue, LIST_CONTEXT_CONDITION_STATE, text_at(item, "state"));
    html_f(out, " <span class=\"quiet\">");
    day_html(out, f, a, text_at(item, "on"));
    if (text_at(item, "owner").n) html_f(out, " · ");
    code_words(out, f->tongue, LIST_STEP_OWNER, text_at(item, "owner"));
    html_f(out, "</span>");
    if (text_at(item, "words").n) html_f(out, "<br>");
    words_html(out, text_at(item, "words"));
}

static void span_html(struct buf *out, const struct frame *f, struct arena *a,
                      const json_t *item)
{
    code_words(out, f->tongue, LIST_PHASE, text_at(item, "phase"));
    code_words(out, f->tongue, LIST_OUTCOME, text_at(item, "outcome"));
    html_f(out, " <span class=\"quiet\">");
    day_html(out, f, a, text_at(item, "from"));
    day_html(out, f, a, text_at(item, "on"));
    if (text_at(item, "to").n) html_f(out, " – ");
    day_html(out, f, a, text_at(item, "to"));
    html_f(out, "</span>");
    if (text_at(item, "words").n) html_f(out, "<br>");
    words_html(out, text_at(item, "words"));
}

static void list_html(struct buf *out, const struct frame *f, struct arena *a,
                      const char *heading, const json_t *list, item_html *write)
{
    size_t i;
    const json_t *item;
    if (!json_array_size(list)) return;
    html_f(out, "<h3>%s</h3>\n<ul>\n", heading);
    json_array_foreach(list, i, item)
    {
        html_f(out, "<li>");
        write(out, f, a, item);
        html_f(out, "</li>\n");
    }
    html_f(out, "</ul>\n");
}

/* What an employer sees beside the question how it goes. */
static void card_html(struct buf *out, const struct frame *f, struct arena *a,
                      const json_t *root)
{
    enum tongue t = f->tongue;
    struct str name = text_at(json_object_get(root, "person"), "given_name");
    struct str since = text_at(root, "started_on"), goal = text_at(root, "goal");
    const json_t *steps = json_object_get(root, "steps");
    if (!name.n && !since.n && !goal.n && !json_array_size(steps)) return;
    html_f(out, "<div class=\"card\">\n");
    summary_begin(out);
    words_row(out, f, tr(t, "Naam"), name);
    if (since.n) {
        summary_open_row(out, tr(t, "Eerste werkdag"));
        day_html(out, f, a, since);
        summary_close_row(out, f, NULL, NULL);
    }
    words_row(out, f, tr(t, "Doel, in eigen woorden"), goal);
    summary_end(out);
    list_html(out, f, a, tr(t, "Stappen in het plan"), steps, step_html);
    html_f(out, "</div>\n");
}

void payload_html(struct buf *out, const struct frame *f, struct arena *a,
                  struct str payload)
{
    enum tongue t = f->tongue;
    json_t *root = NULL;
    if (!payload.n || json_read(&root, payload, NULL) != OK) return;
    if (str_eq(text_at(root, "format"), S("vindplaats-employer-1"))) {
        card_html(out, f, a, root);
        json_decref(root);
        return;
    }
    html_f(out, "<div class=\"card\">\n");
    summary_begin(out);
    words_row(out, f, tr(t, "Van"), text_at(root, "from"));
    words_row(out, f, tr(t, "Toeleider"), text_at(root, "worker"));
    words_row(out, f, tr(t, "Wat de persoon wil"), text_at(root, "wish"));
    words_row(out, f, tr(t, "Doel, in eigen woorden"), text_at(root, "goal"));
    words_row(out, f, tr(t, "De toeleider blijft doen"), text_at(root, "sender_keeps"));
    words_row(out, f, tr(t, "De ontvanger doet"), text_at(root, "receiver_takes"));
    summary_end(out);
    person_html(out, f, a, json_object_get(root, "person"));
    meeting_html(out, f, a, json_object_get(root, "first_meeting"));
    list_html(out, f, a, tr(t, "Drempels die nog open zijn"),
              json_object_get(root, "conditions"), condition_html);
    list_html(out, f, a, tr(t, "Stappen in het plan"), json_object_get(root, "steps"),
              step_html);
    list_html(out, f, a, tr(t, "Verloop"), json_object_get(root, "course"), span_html);
    list_html(out, f, a, tr(t, "Werk en opleiding"), json_object_get(root, "work"),
              span_html);
    list_html(out, f, a, tr(t, "Notities"), json_object_get(root, "notes"), span_html);
    html_f(out, "</div>\n");
    json_decref(root);
}

/* --- where it stands --- */

static const char *const state_words[N_HANDOVER_STATE] = {
    [HANDOVER_STATE_PREPARING] = TR("Nog niets ging naar de andere organisatie."),
    [HANDOVER_STATE_PROPOSED] = TR("De ontvanger kreeg de overdracht en kijkt ernaar."),
    [HANDOVER_STATE_RECEIVED] = TR("De ontvanger opende de overdracht."),
    [HANDOVER_STATE_ACCEPTED] =
        TR("De ontvanger zegt ja. Tot het eerste gesprek blijft de toeleider instaan."),
    [HANDOVER_STATE_REFUSED] = TR("De ontvanger zegt nee, met een reden."),
    [HANDOVER_STATE_OTHER_PROPOSED] = TR("De ontvanger denkt aan een andere dienst."),
    [HANDOVER_STATE_MET] =
        TR("Het eerste gesprek is geweest. De ontvanger staat nu in."),
    [HANDOVER_STATE_STARTED] = TR("De begeleiding bij de ontvanger begon."),
    [HANDOVER_STATE_FINISHED] = TR("De begeleiding bij de ontvanger is rond."),
    [HANDOVER_STATE_RETURNED] = TR("De persoon is weer bij de toeleider."),
    [HANDOVER_STATE_WITHDRAWN] = TR("De persoon wil dit niet meer. Er wordt niets meer "
                                    "gedeeld."),
};
static const char *const next_words[N_HANDOVER_NEXTS] = {
    [HANDOVER_NEXT_AGREE] = TR("De persoon beslist of dit mag."),
    [HANDOVER_NEXT_SEND] = TR("De toeleider maakt dit af en stuurt het."),
    [HANDOVER_NEXT_ANSWER] = TR("De ontvanger antwoordt."),
    [HANDOVER_NEXT_MEDIATE] =
        TR("Het antwoord blijft uit. De coördinator belt de ontvanger."),
    [HANDOVER_NEXT_ATTEMPT] = TR("De toeleider probeert het elders."),
    [HANDOVER_NEXT_MEET] = TR("De ontvanger nodigt uit voor het eerste gesprek."),
    [HANDOVER_NEXT_START] = TR("De ontvanger begint met de begeleiding."),
    [HANDOVER_NEXT_FEEDBACK] = TR("De ontvanger laat weten hoe het gaat."),
    [HANDOVER_NEXT_TAKE_UP] = TR("De toeleider neemt de draad weer op."),
    [HANDOVER_NEXT_NOTHING] = "",
};

static const char *working_days(struct arena *a, enum tongue t, int n)
{
    struct buf out = {0};
    tr_fill(&out, tr_n(t, "wacht {0} werkdag", "wacht {0} werkdagen", n),
            (const char *const[]){arena_format(a, "%d", n), NULL});
    const char *words = str_to_c(a, buf_str(&out));
    buf_dispose(&out);
    return words;
}

void handover_state_html(struct buf *out, const struct frame *f, struct arena *a,
                         const struct handover_view *v)
{
    const struct handover_course *c = &v->course;
    enum tongue t = f->tongue;
    html_f(out, "<p><strong class=\"tag\">");
    label_html(out, t, LIST_HANDOVER_STATE, (uint8_t)c->state);
    html_f(out, "</strong> <span class=\"quiet\"><bdi>%s</bdi></span></p>\n<p>",
           day_words(a, t, c->state_on, f->today));
    text_html_write(out, t, state_words[c->state]);
    html_f(out, "</p>\n");
    if (c->next == HANDOVER_NEXT_NOTHING) return;
    html_f(out, "<p><strong>%s</strong> ", tr(t, "Wat nu?"));
    text_html_write(out, t, next_words[c->next]);
    html_f(out, " ");
    const char *until = day_words(a, t, c->deadline, f->today);
    if (!day_is_none(c->deadline) && c->is_late)
        tr_html(out, t, "Dat zou tegen {0} zijn.", until);
    else if (!day_is_none(c->deadline))
        tr_html(out, t, "Tegen {0}.", until);
    html_f(out, "</p>\n");
    if (c->is_flagged)
        inset(out, "warning", tr(t, "Dit wacht al meer dan tien werkdagen."));
}

const char *handover_silence_words(enum tongue t, const struct handover_view *v)
{
    const struct handover_course *c = &v->course;
    if (c->next != HANDOVER_NEXT_ANSWER && c->next != HANDOVER_NEXT_MEDIATE)
        return NULL;
    if (c->waiting_working_days >= HANDOVER_MUTE_WORKING_DAYS)
        return tr(t, "geen antwoord na zeven werkdagen");
    if (c->waiting_working_days >= HANDOVER_SILENT_WORKING_DAYS)
        return tr(t, "geen antwoord na drie werkdagen");
    return NULL;
}

void handover_who_html(struct buf *out, struct str who)
{
    if (!who.n) return;
    html_f(out, "<p class=\"file-name\">");
    words_html(out, who);
    html_f(out, "</p>\n");
}

void handover_line(struct buf *out, const struct frame *f, const struct request *q,
                   const struct handover_view *v, struct str who, bool is_incoming)
{
    const struct handover_course *c = &v->course;
    struct arena *a = q->asking.arena;
    const char *silence = handover_silence_words(f->tongue, v);
    const char *other = is_incoming     ? v->from_name
                        : v->to_name[0] ? v->to_name
                                        : tr(f->tongue, "Nog geen dienst gekozen");
    html_f(out, "<li><a href=\"%s\">", handover_path(q, v->fact.id, ""));
    if (who.n)
        words_html(out, who);
    else
        html_f(out, "<bdi dir=\"auto\">%s</bdi>", other);
    html_f(out, "</a>\n<span class=\"tag\">");
    label_html(out, f->tongue, LIST_HANDOVER_STATE, (uint8_t)c->state);
    html_f(out, "</span> <span class=\"quiet\">");
    if (who.n && is_incoming)
        tr_html(out, f->tongue, "kwam van {0}", other);
    else if (who.n && v->to_name[0])
        tr_html(out, f->tongue, "naar {0}", other);
    else if (who.n)
        html_f(out, "%s", other);
    html_f(out, "%s<bdi>%s</bdi>", who.n ? " · " : "",
           day_words(a, f->tongue, c->state_on, f->today));
    if (c->owner != HANDOVER_OWNER_NOBODY && c->waiting_working_days)
        html_f(out, " · %s", working_days(a, f->tongue, c->waiting_working_days));
    if (is_incoming && v->worker_name[0])
        html_f(out, " · <bdi dir=\"auto\">%s</bdi>", v->worker_name);
    html_f(out, "</span>");
    if (!is_incoming && silence)
        html_f(out, " <span class=\"tag warning\">%s</span>", silence);
    html_f(out, "</li>\n");
}

static void around_line(struct buf *out, const struct frame *f, const struct request *q,
                        const struct handover_view *v)
{
    const struct handover_course *c = &v->course;
    struct arena *a = q->asking.arena;
    bool is_sender = is_own_organisation(&q->asking, v->fact.from);
    bool is_party = is_sender || is_own_organisation(&q->asking, v->fact.to);
    enum tongue t = f->tongue;
    html_f(out, "<li>");
    if (is_party) html_f(out, "<a href=\"%s\">", handover_path(q, v->fact.id, ""));
    tr_html(out, t, "{0} naar {1}", v->from_name,
            v->to_name[0] ? v->to_name : tr(t, "een dienst die nog te kiezen is"));
    if (is_party) html_f(out, "</a>");
    html_f(out, "\n<span class=\"tag\">");
    label_html(out, t, LIST_HANDOVER_STATE, (uint8_t)c->state);
    html_f(out, "</span>");
    if (c->waiting_working_days)
        html_f(out, " <span class=\"tag%s\">%s</span>", c->is_late ? " warning" : "",
               working_days(a, t, c->waiting_working_days));
    html_f(out, "\n<p>%s</p></li>\n", tr_later(t, next_words[c->next]));
}

void handovers_around_html(struct buf *out, const struct frame *f,
                           const struct request *q, const struct handover_view *list,
                           size_t n)
{
    if (!n) return;
    html_f(out, "<h2>%s</h2>\n<ul class=\"list\">\n",
           tr(f->tongue, "Overdrachten die lopen"));
    for (size_t i = 0; i < n; i++)
        around_line(out, f, q, &list[i]);
    html_f(out, "</ul>\n");
}

void first_meeting_html(struct buf *out, const struct frame *f, struct arena *a,
                        const struct appointment_fact *x, const char *path)
{
    enum tongue t = f->tongue;
    bool is_off = x->state == APPOINTMENT_STATE_CANCELLED;
    html_f(out, "<p><strong>%s</strong> <bdi>%s</bdi>", tr(t, "Eerste gesprek:"),
           moment_words(a, t, x->starts_at, f->today));
    if (appointment_place(x->words).n) {
        html_f(out, ", ");
        words_html(out, appointment_place(x->words));
    }
    if (is_off) {
        html_f(out, " <span class=\"tag warning\">");
        label_html(out, t, LIST_APPOINTMENT_STATE, x->state);
        html_f(out, "</span>");
    }
    if (path)
        html_f(out, " <a href=\"%s\">%s</a>", path,
               is_off ? tr(t, "Haal het uit de kalender (.ics)")
                      : tr(t, "Voor de kalender (.ics)"));
    html_f(out, "</p>\n");
}

/* --- what stands in the way --- */

const char *handover_lack_words(enum tongue t, enum handover_lack lack)
{
    switch (lack) {
    case HANDOVER_LACKS_WISH:
        return tr(t, "Schrijf eerst wat de persoon wil en wie het moment koos.");
    case HANDOVER_LACKS_MOMENT:
        return tr(t, "De persoon wil nu nog niet. Er wordt niets gestuurd.");
    case HANDOVER_LACKS_RECEIVER:
        return tr(t, "Kies eerst een dienst.");
    case HANDOVER_LACKS_OPEN:
        return tr(t, "Deze dienst neemt nu niemand aan. Kies een andere.");
    case HANDOVER_LACKS_NAME:
        return tr(t, "Deel minstens de naam: anders kan niemand uitgenodigd worden.");
    case HANDOVER_LACKS_CONSENT:
        return tr(t, "Vraag eerst of de persoon dit wil delen.");
    case HANDOVER_LACKS_MEETING:
        return tr(t, "Zeg eerst of je meegaat naar het eerste gesprek.");
    case HANDOVER_LACKS_PREVIEW:
        return tr(t, "Het dossier veranderde intussen. Kijk na wat er nu staat.");
    default:
        return "";
    }
}

static const char *filled(struct arena *a, const char *text, const char *name)
{
    struct buf out = {0};
    tr_fill(&out, text, (const char *const[]){name, NULL});
    const char *words = str_to_c(a, buf_str(&out));
    buf_dispose(&out);
    return words;
}

static const char *who_answered(const struct handover_view *v)
{
    for (size_t i = 0; i < v->n_events; i++)
        if (uuid_eq(v->events[i].fact.id, v->answered_event))
            return v->events[i].worker_name[0] ? v->events[i].worker_name : v->to_name;
    return v->to_name;
}

static const char *fault_words(const struct request *q,
                               const struct handover_verdict *x)
{
    enum tongue t = q->tongue;
    struct arena *a = q->asking.arena;
    switch (x->fault) {
    case HANDOVER_DAY_TO_COME:
        return tr(t, "Kies vandaag of een dag die al voorbij is.");
    case HANDOVER_ANSWERED_ALREADY:
        return filled(a,
                      x->now.course.state == HANDOVER_STATE_REFUSED ||
                              x->now.course.state == HANDOVER_STATE_OTHER_PROPOSED
                          ? tr(t, "Net beantwoord door {0}.")
                          : tr(t, "Net aanvaard door {0}."),
                      who_answered(&x->now));
    case HANDOVER_SENT_ALREADY:
        return tr(t, "Dit is al verstuurd. Wat verstuurd is, verandert niet meer.");
    case HANDOVER_NOT_ACCEPTED:
        return tr(t, "Eerst moet de ontvanger ja zeggen.");
    case HANDOVER_NOT_MET:
        return tr(t, "Schrijf eerst wanneer het eerste gesprek was.");
    case HANDOVER_NOT_STARTED:
        return tr(t, "Zeg eerst dat de begeleiding begon.");
    case HANDOVER_IS_OVER:
        return x->now.course.state == HANDOVER_STATE_WITHDRAWN
                   ? tr(t, "De persoon heeft dit ingetrokken.")
                   : tr(t, "Deze overdracht is voorbij.");
    case HANDOVER_NO_REASON:
        return tr(t, "Kies een reden.");
    case HANDOVER_NO_RESULT:
        return tr(t, "Kies wat het resultaat is.");
    case HANDOVER_NO_OTHER:
        return tr(t, "Kies een andere dienst, of schrijf wat je voorstelt.");
    case HANDOVER_NOT_SHARED:
        return tr(t, "De persoon deelt dit niet meer met jullie. Bel wie de overdracht "
                     "stuurde.");
    default:
        return tr(t, "Dit past niet bij waar de overdracht nu staat.");
    }
}

void handover_error(struct form_errors *errors, const struct request *q,
                    const struct handover_verdict *verdict)
{
    if (verdict->fault != HANDOVER_FITS)
        form_error(errors, "", fault_words(q, verdict));
    else if (verdict->lack != HANDOVER_LACKS_NOTHING)
        form_error(errors, "", handover_lack_words(q->tongue, verdict->lack));
    else if (verdict->is_meeting_wrong)
        form_error(errors, "waar",
                   tr(q->tongue, "Schrijf waar jullie elkaar zien, op één regel."));
    else if (verdict->consent != CONSENT_FITS)
        form_error(errors, "hoe", tr(q->tongue, "Kies hoe de persoon het zei."));
}
