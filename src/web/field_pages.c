/* Vandaag (/veld): the day of somebody who works outside. One thing to do on top, then
 * what is planned, what is due, what was done and where people are to be found now. */
#include "act/appointment_acts.h"
#include "act/chat_acts.h"
#include "act/consent_acts.h"
#include "act/consultation_acts.h"
#include "act/field_gate.h"
#include "store/file_now_store.h"
#include "web/check_in_parts.h"
#include "web/field_parts.h"
#include "web/handover_today_parts.h"
#include "web/person_tabs.h"
#include "web/route.h"

enum { OPEN_PLACES_MOST = 8, PROMISE_DAYS = 7, PROMISES_SHOWN = 3 };

struct field_day {
    struct agenda_line *appointments;
    struct chat_view *due, *chats;
    struct place_view *places;
    struct waiting_question *questions;
    size_t n_questions;
    struct waiting_check_in *answers; /* of employers */
    size_t n_answers;
    size_t n_appointments, n_due, n_chats, n_places;
    struct handovers_today handovers;
    struct outcome_view *promises; /* due within a week */
    size_t n_promises;
    int64_t n_files; /* with something that was to be done by today */
    int64_t n_met;
    bool has_chats, has_places, has_files; /* what the role has */
};

static enum err_code count_files(struct field_day *d, const struct asking *a,
                                 struct err *e)
{
    int64_t by_phase[N_PHASE + 1];
    struct file_filter filter = {.organisation = a->visitor.organisation,
                                 .today = a->today,
                                 .worker = a->visitor.worker,
                                 .phase = CODE_MISSING,
                                 .status = CODE_MISSING,
                                 .by_next = true,
                                 .from = DAY_NONE,
                                 .to = a->today};
    enum err_code rc = file_now_count(by_phase, a->house->db, &filter, e);
    for (size_t i = 0; rc == OK && i < ARRAY_LEN(by_phase); i++)
        d->n_files += by_phase[i];
    return rc;
}

static enum err_code read_places(struct field_day *d, const struct asking *a,
                                 struct err *e)
{
    struct place_wanted wanted = {.organisation = a->visitor.organisation,
                                  .kind = CODE_MISSING,
                                  .target_group = CODE_MISSING,
                                  .today = a->today,
                                  .most = LISTED_PLACES};
    size_t n, n_open = 0;
    int minute = 0;
    enum err_code rc;
    TRY(place_list(&d->places, &n, a->arena, a->house->db, &wanted, e));
    brussels_day(a->now_ms, &minute);
    for (size_t i = 0; i < n && n_open < OPEN_PLACES_MOST; i++)
        if (place_is_open(&d->places[i], a->today, minute))
            d->places[n_open++] = d->places[i];
    d->n_places = n_open;
out:
    return rc;
}

static enum err_code read_day(struct field_day *d, const struct asking *a,
                              struct err *e)
{
    struct uuid me = a->visitor.worker;
    struct db *db = a->house->db;
    int64_t from = brussels_moment(a->today, 0);
    int64_t to = brussels_moment((struct day){a->today.v + 1}, 0);
    enum code_of_worker_role role = a->visitor.role;
    enum err_code rc;
    *d = (struct field_day){.has_chats = role_has(role, PERMISSION_CHAT_WRITE),
                            .has_places = role_has(role, PERMISSION_PLACE_READ),
                            .has_files = role_has(role, PERMISSION_FILES_LIST)};
    TRY(field_gate(a, PERMISSION_FIELD, e));
    TRY(check_ins_waiting(&d->answers, &d->n_answers, a, true, e));
    TRY(agenda_show(&d->appointments, &d->n_appointments, a, from, to, e));
    if (d->has_files) TRY(count_files(d, a, e));
    TRY(handovers_today(&d->handovers, a, e));
    if (role_has(role, PERMISSION_CONSENT_WRITE))
        TRY(consents_waiting(&d->questions, &d->n_questions, a, e));
    if (role_has(role, PERMISSION_CONSULTATION))
        TRY(promises_show(&d->promises, &d->n_promises, a,
                          (struct day){a->today.v + PROMISE_DAYS}, e));
    if (d->has_places) TRY(read_places(d, a, e));
    if (!d->has_chats) goto out;
    TRY(chat_list_of_worker(&d->chats, &d->n_chats, a->arena, db, me, from, to,
                            CHAT_NICKNAME, e));
    TRY(chat_list_due(&d->due, &d->n_due, a->arena, db, me, a->today, CHAT_NICKNAME,
                      e));
    for (size_t i = 0; i < d->n_chats; i++)
        d->n_met += d->chats[i].n;
out:
    return rc;
}

/* --- the sections --- */

static void show_appointments(struct buf *out, const struct frame *f, struct arena *a,
                              const struct field_day *d)
{
    html_f(out, "<h2>%s</h2>\n", tr(f->tongue, "Afspraken vandaag"));
    if (!d->n_appointments)
        html_f(out, "<p class=\"quiet\">%s</p>\n",
               tr(f->tongue, "Geen afspraken vandaag."));
    if (d->n_appointments) html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < d->n_appointments; i++) {
        const struct agenda_line *line = &d->appointments[i];
        int minute = 0;
        brussels_day(line->appointment.starts_at, &minute);
        html_f(out, "<li>");
        if (!line->is_closed)
            html_f(out, "<a href=\"%s\">",
                   person_path(a, line->appointment.person, "afspraken"));
        html_f(out, "<span>%s ", clock_words(a, minute));
        if (line->call_name.n)
            words_html(out, line->call_name);
        else
            text_html(out, f->tongue, "afspraak");
        html_f(out, "</span>");
        if (!line->is_closed) html_f(out, "</a>");
        html_f(out, "<p class=\"quiet\">");
        if (line->appointment.state != APPOINTMENT_STATE_PLANNED)
            label_html(out, f->tongue, LIST_APPOINTMENT_STATE, line->appointment.state);
        words_html(out, line->place);
        html_f(out, "</p></li>\n");
    }
    if (d->n_appointments) html_f(out, "</ul>\n");
}

/* What was promised at a consultation, by when. */
static void show_promises(struct buf *out, const struct frame *f, struct arena *a,
                          const struct field_day *d)
{
    for (size_t i = 0; i < d->n_promises && i < PROMISES_SHOWN; i++) {
        const struct consultation_outcome_fact *o = &d->promises[i].fact;
        html_f(out, "<li><a href=\"/overleg/beloofd\">%s</a>\n<p>",
               tr(f->tongue, "Beloofd op een overleg"));
        words_html(out, o->words);
        html_f(out, "</p>\n<p class=\"quiet\">");
        tr_html(out, f->tongue, "tegen {0}",
                day_words(a, f->tongue, o->due_on, f->today));
        html_f(out, "</p></li>\n");
    }
}

static void show_due(struct buf *out, const struct frame *f, struct arena *a,
                     const struct field_day *d)
{
    if (!d->n_due && !d->n_files && !d->n_promises) return;
    html_f(out, "<h2>%s</h2>\n<ul class=\"list\">\n", tr(f->tongue, "Te doen"));
    if (d->n_files) {
        const char *n = arena_format(a, "%lld", (long long)d->n_files);
        html_f(out, "<li><a href=\"/dossiers\">");
        tr_fill(out,
                tr_n(f->tongue, "{0} dossier met een stap voor vandaag of vroeger",
                     "{0} dossiers met een stap voor vandaag of vroeger", d->n_files),
                (const char *const[]){n, NULL});
        html_f(out, "</a></li>\n");
    }
    show_promises(out, f, a, d);
    for (size_t i = 0; i < d->n_due; i++) {
        const struct chat_view *c = &d->due[i];
        bool has_thread = !uuid_is_nil(c->fact.thread);
        html_f(out, "<li>");
        if (has_thread)
            html_f(out, "<a href=\"%s\">",
                   id_path(a, "/gesprekken/", c->fact.thread, ""));
        html_f(out, "<span>");
        label_html(out, f->tongue, LIST_CHAT_NEXT_STEP, c->fact.next_step);
        html_f(out, ": ");
        chat_whom_html(out, f, a, c);
        html_f(out, "</span>");
        if (has_thread) html_f(out, "</a>");
        html_f(out, "<p class=\"quiet\">");
        tr_html(out, f->tongue, "gepland {0}",
                day_words(a, f->tongue, c->fact.next_on, f->today));
        if (c->place_name[0]) html_f(out, " · <bdi>%s</bdi>", c->place_name);
        html_f(out, "</p></li>\n");
    }
    html_f(out, "</ul>\n");
}

static void show_chat(struct buf *out, const struct frame *f, struct arena *a,
                      const struct chat_view *c)
{
    bool has_thread = !uuid_is_nil(c->fact.thread);
    int minute = 0;
    brussels_day(c->fact.happened_at, &minute);
    html_f(out, "<li>");
    if (has_thread)
        html_f(out, "<a href=\"%s\">", id_path(a, "/gesprekken/", c->fact.thread, ""));
    html_f(out, "<span>%s ", clock_words(a, minute));
    chat_whom_html(out, f, a, c);
    html_f(out, "</span>");
    if (has_thread) html_f(out, "</a>");
    html_f(out, "<p class=\"quiet\">");
    if (c->place_name[0]) html_f(out, "<bdi>%s</bdi><br>", c->place_name);
    chat_words_html(out, f, a, c);
    html_f(out, "</p>\n");
    fold_begin(out, false, tr(f->tongue, "Klopt dit niet?"));
    form_begin(out, f, id_path(a, "/contact/", c->fact.id, "/ongedaan"), uuid7_new());
    button(out, "secondary", tr(f->tongue, "Maak dit gesprek ongedaan"), NULL, NULL);
    form_end(out);
    fold_end(out);
    html_f(out, "</li>\n");
}

static void show_chats(struct buf *out, const struct frame *f, struct arena *a,
                       const struct field_day *d)
{
    html_f(out, "<h2>%s</h2>\n", tr(f->tongue, "Mijn gesprekken vandaag"));
    if (!d->n_chats) {
        html_f(out, "<p class=\"quiet\">%s</p>\n",
               tr(f->tongue, "Nog geen gesprekken vandaag."));
        return;
    }
    const char *n = arena_format(a, "%zu", d->n_chats);
    const char *met = arena_format(a, "%lld", (long long)d->n_met);
    html_f(out, "<p>");
    tr_fill(out, tr_n(f->tongue, "{0} gesprek", "{0} gesprekken", (int64_t)d->n_chats),
            (const char *const[]){n, NULL});
    html_f(out, ", ");
    tr_fill(out, tr_n(f->tongue, "{0} persoon", "{0} personen", d->n_met),
            (const char *const[]){met, NULL});
    html_f(out, "</p>\n<ul class=\"list\">\n");
    for (size_t i = d->n_chats; i > 0; i--)
        show_chat(out, f, a, &d->chats[i - 1]);
    html_f(out, "</ul>\n");
}

static void show_places(struct buf *out, const struct frame *f, struct arena *a,
                        const struct field_day *d)
{
    html_f(out, "<h2>%s</h2>\n", tr(f->tongue, "Nu open"));
    if (d->n_places) {
        html_f(out, "<ul class=\"list\">\n");
        for (size_t i = 0; i < d->n_places; i++)
            place_line(out, f, a, &d->places[i]);
        html_f(out, "</ul>\n");
    } else {
        html_f(out, "<p class=\"quiet\">%s</p>\n",
               tr(f->tongue, "Van geen enkele vindplaats staat vast dat ze nu open "
                             "is."));
    }
    html_f(out, "<p><a href=\"/vindplaatsen\">%s</a></p>\n",
           tr(f->tongue, "Alle vindplaatsen"));
}

static void show_questions(struct buf *out, const struct frame *f, struct arena *a,
                           const struct field_day *d)
{
    if (!d->n_questions) return;
    html_f(out, "<section>\n<h2>%s</h2>\n<ul class=\"list\">\n",
           tr(f->tongue, "Vraagt een antwoord"));
    for (size_t i = 0; i < d->n_questions; i++) {
        struct str name = d->questions[i].call_name;
        html_f(out, "<li><a href=\"%s\">",
               person_tab_path(a, d->questions[i].person, TAB_CONSENT));
        tr_html(out, f->tongue, "{0}: een organisatie vraagt om meer te mogen zien",
                name.n ? str_to_c(a, name) : tr(f->tongue, "iemand onbekend"));
        html_f(out, "</a></li>\n");
    }
    html_f(out, "</ul>\n</section>\n");
}

static void wipe_day(const struct field_day *d)
{
    for (size_t i = 0; i < d->n_chats; i++)
        chat_view_wipe(&d->chats[i]);
    for (size_t i = 0; i < d->n_due; i++)
        chat_view_wipe(&d->due[i]);
}

static enum err_code show_today(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Vandaag"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct field_day d;
    enum err_code rc;
    f.nav = NAV_TODAY;
    f.is_field = true;
    TRY(read_day(&d, &q->asking, e));
    page_begin(out, &f);
    page_heading(out, &f, f.title);
    if (d.has_chats)
        button_link(out, "primary", "/contact/nieuw", tr(f.tongue, "Nieuw contact"));
    show_appointments(out, &f, a, &d);
    handovers_today_html(out, &f, q, &d.handovers);
    check_ins_waiting_html(out, &f, q, d.answers, d.n_answers);
    show_due(out, &f, a, &d);
    show_questions(out, &f, a, &d);
    if (d.has_chats) show_chats(out, &f, a, &d);
    if (d.has_chats)
        html_f(out, "<p><a href=\"/gesprekken\">%s</a></p>\n",
               tr(f.tongue, "Mensen die ik wil terugzien"));
    if (d.has_places) show_places(out, &f, a, &d);
    page_end(out, &f);
    wipe_day(&d);
out:
    return rc;
}

const struct route field_routes[] = {
    {"GET", "/veld", PERMISSION_FIELD, NULL, "one's day in the field", show_today},
    {0},
};
