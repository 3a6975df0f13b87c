/* One line of the timeline in words: what it was, what was said, who wrote it. */
#include "base/brussels.h"
#include "domain/lists.h"
#include "store/trajectory_store.h"
#include "web/field_parts.h"
#include "web/person_tabs.h"
#include "web/timeline_items.h"

/* --- what --- */

static void label(struct buf *out, const struct frame *f, enum list_number list,
                  uint8_t code)
{
    if (code == CODE_MISSING) return;
    label_html(out, f->tongue, list, code);
}

static void labelled(struct buf *out, const struct frame *f, const char *what,
                     enum list_number list, uint8_t code)
{
    html_f(out, "%s", what);
    if (code == CODE_MISSING) return;
    html_f(out, ": ");
    label(out, f, list, code);
}

static void what_of_event(struct buf *out, const struct frame *f,
                          const struct dossier_event *ev)
{
    const struct event_fact *e = &ev->fact;
    enum tongue t = f->tongue;
    switch ((enum event_kind)e->kind) {
    case EVENT_STARTED:
        text_html(out, t, "Begeleiding gestart");
        break;
    case EVENT_ENDED:
        labelled(out, f, tr(t, "Traject afgesloten"), LIST_END_KIND, e->code);
        break;
    case EVENT_JUDGED:
        labelled(out, f, tr(t, "Beoordeling"), LIST_JUDGEMENT, e->code);
        break;
    case EVENT_PHASE:
        labelled(out, f, tr(t, "Fase"), LIST_PHASE, e->code);
        break;
    case EVENT_CONTACT:
        labelled(out, f, tr(t, "Contact"), LIST_CONTACT_MODE, e->code);
        break;
    case EVENT_ACTION:
        labelled(out, f, tr(t, "Actie"), LIST_ACTION_KIND, e->code);
        break;
    case EVENT_OUTCOME:
        labelled(out, f, tr(t, "Resultaat"), LIST_OUTCOME, e->code);
        break;
    case EVENT_REFERRAL:
        labelled(out, f, tr(t, "Doorverwezen door"), LIST_ORGANISATION_KIND, e->code);
        break;
    case EVENT_OBSERVATION:
        labelled(out, f, tr(t, "Vraag"), LIST_INDICATOR, e->code);
        html_f(out, " – %s", e->value ? tr(t, "ja") : tr(t, "nee"));
        break;
    case EVENT_CONDITION:
        labelled(out, f, tr(t, "Drempel"), LIST_CONTEXT_CONDITION, e->code);
        html_f(out, " – ");
        label(out, f, LIST_CONTEXT_CONDITION_STATE, e->detail);
        break;
    case N_EVENT_KINDS:
        break;
    }
}

void timeline_what_html(struct buf *out, const struct frame *f, struct arena *a,
                        const struct dossier *d, const struct timeline_item *item)
{
    enum tongue t = f->tongue;
    (void)a;
    (void)d;
    switch (item->noun) {
    case NOUN_TRAJECTORY:
        text_html(out, t, "Bereikt");
        break;
    case NOUN_GOAL:
        text_html(out, t, "Doel in eigen woorden");
        break;
    case NOUN_STEP:
        text_html(out, t, "Nieuwe stap");
        break;
    case NOUN_STEP_STATE:
        labelled(out, f, tr(t, "Stap"), LIST_STEP_STATE,
                 ((const struct step_state_fact *)item->fact)->state);
        break;
    case NOUN_ENGAGEMENT:
        labelled(out, f, tr(t, "Afgesproken door"), LIST_ENGAGEMENT_PARTY,
                 ((const struct engagement_fact *)item->fact)->party);
        break;
    case NOUN_NOTE:
        text_html(out, t, "Notitie");
        break;
    case NOUN_COMPETENCE:
        label(out, f, LIST_COMPETENCE_KIND,
              ((const struct competence_fact *)item->fact)->kind);
        break;
    case NOUN_DOCUMENT:
        labelled(out, f, tr(t, "Document"), LIST_DOCUMENT_KIND,
                 ((const struct document_fact *)item->fact)->kind);
        break;
    case NOUN_APPRECIATION:
        text_html(out, t, "Hoe was het voor jou?");
        break;
    case NOUN_AFTERCARE:
        labelled(out, f, tr(t, "Nazorg met"), LIST_AFTERCARE_SIDE,
                 ((const struct aftercare_fact *)item->fact)->side);
        break;
    case NOUN_APPOINTMENT:
        text_html(out, t, "Afspraak");
        break;
    case NOUN_CONSULTATION_CASE:
        text_html(out, f->tongue, "Besproken op een overleg");
        break;
    case NOUN_CHAT:
        text_html(out, t, "Gesprek zonder naam");
        break;
    default:
        what_of_event(out, f, item->fact);
        break;
    }
}

/* --- details --- */

static void words_line(struct buf *out, struct str words)
{
    if (!words.n) return;
    html_f(out, "<p>");
    words_html(out, words);
    html_f(out, "</p>\n");
}

static void minutes_html(struct buf *out, const struct frame *f, struct arena *a,
                         int32_t minutes)
{
    if (minutes < 0) return;
    html_f(out, "<span class=\"tag\">");
    tr_html(out, f->tongue, "{0} minuten", arena_format(a, "%d", minutes));
    html_f(out, "</span> ");
}

static void flags_html(struct buf *out, const struct frame *f, uint32_t flags)
{
    static const struct {
        uint32_t flag;
        const char *words;
    } rows[] = {
        {CONTACT_NOT_NOW, TR("zei: niet nu")},
        {CONTACT_BY_PERSON, TR("op initiatief van de persoon")},
        {CONTACT_HOME_VISIT, TR("huisbezoek")},
        {CONTACT_GROUP, TR("in groep")},
        {CONTACT_INDIRECT, TR("via iemand anders")},
        {CONTACT_IMPERSONAL, TR("onpersoonlijk")},
    };
    for (unsigned i = 0; i < ARRAY_LEN(rows); i++)
        if (flags & rows[i].flag)
            html_f(out, "<span class=\"tag\">%s</span> ",
                   tr_later(f->tongue, rows[i].words));
}

static void until_html(struct buf *out, const struct frame *f, struct arena *a,
                       struct day to)
{
    if (day_is_none(to)) return;
    html_f(out, "<p>");
    tr_html(out, f->tongue, "Tot {0}", day_words(a, f->tongue, to, f->today));
    html_f(out, "</p>\n");
}

static void event_details(struct buf *out, const struct frame *f, struct arena *a,
                          const struct dossier *d, const struct dossier_event *ev)
{
    const struct event_particulars *p = &ev->particulars;
    if (ev->fact.kind == EVENT_CONTACT || ev->fact.kind == EVENT_ACTION) {
        html_f(out, "<p>");
        minutes_html(out, f, a, p->minutes);
        flags_html(out, f, p->flags);
        html_f(out, "</p>\n");
    }
    if (ev->fact.kind == EVENT_ENDED && ev->fact.detail != CODE_MISSING) {
        html_f(out, "<p>");
        label(out, f, LIST_EXIT_REASON, ev->fact.detail);
        html_f(out, "</p>\n");
    }
    until_html(out, f, a, p->to);
    words_line(out, p->note);
    for (size_t i = 0; i < d->n_phase_actors; i++)
        if (uuid_eq(d->phase_actors[i].id, ev->fact.id))
            words_line(out, d->phase_actors[i].words);
    for (size_t i = 0; i < d->n_jobs; i++)
        if (uuid_eq(d->jobs[i].id, ev->fact.id)) {
            html_f(out, "<p>");
            label(out, f, LIST_CONTRACT_KIND, d->jobs[i].contract);
            html_f(out, "</p>\n");
            words_line(out, d->jobs[i].words);
        }
    for (size_t i = 0; i < d->n_closings; i++)
        if (uuid_eq(d->closings[i].id, ev->fact.id))
            words_line(out, d->closings[i].words);
}

static struct str words_of_step(const struct dossier *d, struct uuid step)
{
    for (size_t i = 0; i < d->n_steps; i++)
        if (uuid_eq(d->steps[i].id, step)) return d->steps[i].words;
    return STR_NONE;
}

static void trajectory_details(struct buf *out, const struct frame *f,
                               const struct dossier_trajectory *t)
{
    const char *name = t->project_title[0] ? t->project_title : t->partnership_name;
    if (name[0]) html_f(out, "<p><bdi>%s</bdi></p>\n", name);
    if (t->fact.channel == CODE_MISSING) return;
    html_f(out, "<p>");
    label(out, f, LIST_INTAKE_CHANNEL, t->fact.channel);
    html_f(out, "</p>\n");
}

/* A face that was not seen is no failure: it is said as it was. */
static void appointment_details(struct buf *out, const struct frame *f, struct arena *a,
                                const struct appointment_fact *p)
{
    const char *when = moment_words(a, f->tongue, p->starts_at, f->today);
    html_f(out, "<p>");
    if (p->state == APPOINTMENT_STATE_NOT_SEEN)
        tr_html(out, f->tongue, "We zagen je niet op {0}", when);
    else {
        html_f(out, "<bdi>%s</bdi> <span class=\"tag\">", when);
        label(out, f, LIST_APPOINTMENT_STATE, p->state);
        html_f(out, "</span>");
    }
    html_f(out, "</p>\n");
    words_line(out, p->words);
}

static void appreciation_details(struct buf *out, const struct frame *f,
                                 struct arena *a, const struct appreciation_fact *p)
{
    if (p->scale) {
        html_f(out, "<p>");
        tr_html(out, f->tongue, "{0} op 5", arena_format(a, "%d", p->scale));
        html_f(out, "</p>\n");
    }
    words_line(out, p->words);
}

static void note_details(struct buf *out, const struct frame *f,
                         const struct note_fact *n)
{
    if (n->confidentiality != CONFIDENTIALITY_ORDINARY) {
        html_f(out, "<p><span class=\"tag warning\">");
        label(out, f, LIST_CONFIDENTIALITY, n->confidentiality);
        html_f(out, "</span></p>\n");
    }
    words_line(out, n->words);
}

static void aftercare_details(struct buf *out, const struct frame *f,
                              const struct aftercare_fact *c)
{
    html_f(out, "<p>");
    label(out, f, LIST_AFTERCARE_RESULT, c->result);
    html_f(out, "</p>\n");
    words_line(out, c->words);
}

static void discussed_details(struct buf *out, struct arena *a,
                              const struct discussed *x)
{
    html_f(out, "<p><a href=\"%s\"><bdi dir=\"auto\">%s</bdi></a></p>\n",
           id_path(a, "/overleg/", x->consultation, ""), x->title);
    words_line(out, x->words);
}

static void details(struct buf *out, const struct frame *f, struct arena *a,
                    const struct dossier *d, const struct timeline_item *item)
{
    switch (item->noun) {
    case NOUN_TRAJECTORY:
        trajectory_details(out, f, item->fact);
        break;
    case NOUN_GOAL:
        words_line(out, ((const struct goal_fact *)item->fact)->words);
        break;
    case NOUN_STEP:
        words_line(out, ((const struct step_fact *)item->fact)->words);
        break;
    case NOUN_STEP_STATE:
        words_line(
            out, words_of_step(d, ((const struct step_state_fact *)item->fact)->step));
        break;
    case NOUN_ENGAGEMENT:
        words_line(out, ((const struct engagement_fact *)item->fact)->words);
        break;
    case NOUN_NOTE:
        note_details(out, f, item->fact);
        break;
    case NOUN_COMPETENCE:
        words_line(out, ((const struct competence_fact *)item->fact)->words);
        break;
    case NOUN_DOCUMENT:
        words_line(out, ((const struct document_fact *)item->fact)->title);
        break;
    case NOUN_APPRECIATION:
        appreciation_details(out, f, a, item->fact);
        break;
    case NOUN_AFTERCARE:
        aftercare_details(out, f, item->fact);
        break;
    case NOUN_CONSULTATION_CASE:
        discussed_details(out, a, item->fact);
        break;
    case NOUN_APPOINTMENT:
        appointment_details(out, f, a, item->fact);
        break;
    case NOUN_CHAT:
        words_line(out, ((const struct chat_fact *)item->fact)->words);
        break;
    default:
        event_details(out, f, a, d, item->fact);
        break;
    }
}

/* --- who wrote it --- */

static void writer_html(struct buf *out, const struct frame *f, struct arena *a,
                        const struct dossier *d, const struct timeline_item *item)
{
    const char *name = dossier_name_of(d, item->written.by);
    if (!item->written.at || !name[0]) return;
    html_f(out, "<p class=\"quiet\">");
    tr_html(out, f->tongue, "Genoteerd door {0}, {1}", name,
            moment_words(a, f->tongue, item->written.at, f->today));
    html_f(out, "</p>\n");
}

static bool is_taken_back_here(enum noun noun)
{
    switch (noun) {
    case NOUN_TRAJECTORY:
    case NOUN_COMPETENCE:
    case NOUN_DOCUMENT:
    case NOUN_APPOINTMENT:
    case NOUN_CHAT:
    case NOUN_OBSERVATION:
    case NOUN_REFERRAL:
    case NOUN_CONSULTATION_CASE:
        return false;
    default:
        return true;
    }
}

static void correct_links(struct buf *out, const struct frame *f,
                          const struct request *q, const struct timeline_item *item)
{
    struct arena *a = q->asking.arena;
    char id[UUID_TEXT + 1];
    if (item->written.retracted_at || !is_taken_back_here(item->noun)) return;
    uuid_text(id, item->id);
    html_f(out, "<p>");
    if (item->noun == NOUN_CONTACT || item->noun == NOUN_NOTE)
        html_f(out, "<a href=\"%s\">%s</a> · ",
               person_path(
                   a, request_person(q),
                   arena_format(a, "%s?verbeter=%s",
                                item->noun == NOUN_CONTACT ? "contact" : "noteer", id)),
               tr(f->tongue, "Verbeter"));
    html_f(out, "<a href=\"%s\">%s</a></p>\n",
           person_path(a, request_person(q),
                       arena_format(a, "tijdlijn/%s/klopt-niet", id)),
           tr(f->tongue, "Dit klopt niet"));
}

/* The group session an action came of; a link for who may open it. */
static void session_html(struct buf *out, const struct request *q,
                         const struct dossier_view *file,
                         const struct timeline_item *item)
{
    const struct visitor *v = &q->asking.visitor;
    for (size_t i = 0; item->noun == NOUN_ACTIVITY && i < file->n_attended; i++) {
        const struct attended *s = &file->attended[i];
        if (!uuid_eq(s->activity, item->id)) continue;
        if (uuid_eq(s->organisation.u, v->organisation.u) &&
            role_has(v->role, PERMISSION_SESSION_WRITE))
            html_f(out, "<p><a href=\"%s\"><bdi dir=\"auto\">%s</bdi></a></p>\n",
                   id_path(q->asking.arena, "/sessies/", s->session, ""), s->title);
        else
            html_f(out, "<p><bdi dir=\"auto\">%s</bdi></p>\n", s->title);
        return;
    }
}

void timeline_item_html(struct buf *out, const struct frame *f, const struct request *q,
                        const struct dossier_view *file,
                        const struct timeline_item *item, bool take_back)
{
    const struct dossier *d = &file->dossier;
    struct arena *a = q->asking.arena;
    timeline_open(out, day_words(a, f->tongue, item->on, f->today),
                  timeline_kind_word(item->kind), "");
    html_f(out, "<p class=\"kind\">");
    if (item->written.retracted_at) html_f(out, "<del>");
    timeline_what_html(out, f, a, d, item);
    if (item->written.retracted_at) {
        html_f(out, "</del> <span class=\"tag warning\">");
        tr_html(out, f->tongue, "verbeterd op {0}",
                moment_words(a, f->tongue, item->written.retracted_at, f->today));
        html_f(out, "</span>");
    }
    html_f(out, "</p>\n");
    if (item->written.retracted_at)
        html_f(out, "<details><summary>%s</summary>\n", tr(f->tongue, "Wat er stond"));
    session_html(out, q, file, item);
    details(out, f, a, d, item);
    if (item->written.retracted_at) html_f(out, "</details>\n");
    writer_html(out, f, a, d, item);
    if (take_back) correct_links(out, f, q, item);
    timeline_close(out);
}
