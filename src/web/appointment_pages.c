/* Appointments of a person: planned, moved, cancelled, held or not; as a card on paper
 * in the person's language, and as a file for a calendar. */
#include "act/appointment_acts.h"
#include "base/limits.h"
#include "domain/lists.h"
#include "exchange/calendar.h"
#include "store/office_store.h"
#include "web/person_tabs.h"

enum { USUAL_MINUTES = 45 };

static const char *appointment_path(const struct request *q, struct uuid id,
                                    const char *rest)
{
    struct arena *a = q->asking.arena;
    char text[UUID_TEXT + 1];
    uuid_text(text, id);
    return arena_format(a, "%s/%s%s%s",
                        person_tab_path(a, request_person(q), TAB_APPOINTMENTS), text,
                        rest[0] ? "/" : "", rest);
}

static bool is_past(const struct appointment_fact *f, const struct request *q)
{
    return f->starts_at < q->asking.now_ms;
}

static enum err_code open_file(struct dossier_view *file, const struct request *q,
                               struct err *e)
{
    return dossier_open(file, &q->asking, request_person(q),
                        DOSSIER_IDENTITY | DOSSIER_COURSE | DOSSIER_GOAL,
                        "appointments", e);
}

static bool may_write(const struct dossier_view *file, const struct request *q)
{
    return gate_opens(&file->gate, CATEGORY_GOAL, true, q->asking.visitor.worker,
                      q->asking.visitor.organisation);
}

/* --- the list --- */

static void write_actions(struct buf *out, const struct frame *f,
                          const struct request *q, const struct appointment_fact *x)
{
    html_f(out, "<p class=\"actions\">");
    if (is_past(x, q))
        html_f(out, "<a href=\"%s\">%s</a> ", appointment_path(q, x->id, "afloop"),
               tr(f->tongue, "Ging het door?"));
    html_f(out, "<a href=\"%s\">%s</a> ", appointment_path(q, x->id, "verplaats"),
           tr(f->tongue, "Andere dag of uur"));
    html_f(out, "<a href=\"%s\">%s</a>", appointment_path(q, x->id, "annuleer"),
           tr(f->tongue, "Annuleer"));
    html_f(out, "</p>\n");
}

static void write_appointment(struct buf *out, const struct frame *f,
                              const struct request *q, const struct dossier *d,
                              const struct appointment_fact *x, bool is_writable)
{
    struct arena *a = q->asking.arena;
    struct str purpose = appointment_purpose(x->words);
    const char *guide = dossier_name_of(d, x->worker);
    html_f(out, "<section class=\"card\">\n<h3><bdi>%s</bdi></h3>\n",
           moment_words(a, f->tongue, x->starts_at, f->today));
    if (x->state != APPOINTMENT_STATE_PLANNED) {
        html_f(out, "<p class=\"tag\">");
        label_html(out, f->tongue, LIST_APPOINTMENT_STATE, x->state);
        html_f(out, "</p>\n");
    }
    html_f(out, "<p>");
    words_html(out, appointment_place(x->words));
    html_f(out, "<br><span class=\"quiet\">");
    tr_html(out, f->tongue, "{0} minuten", arena_format(a, "%d", (int)x->minutes));
    if (guide[0]) {
        html_f(out, ", ");
        tr_html(out, f->tongue, "met {0}", guide);
    }
    html_f(out, "</span></p>\n");
    if (purpose.n) {
        html_f(out, "<p>");
        words_html(out, purpose);
        html_f(out, "</p>\n");
    }
    if (x->state == APPOINTMENT_STATE_NOT_SEEN) {
        html_f(out, "<p>");
        tr_html(out, f->tongue, "We zagen je niet op {0}. Wil je een andere dag?",
                day_words(a, f->tongue, brussels_day(x->starts_at, NULL), DAY_NONE));
        html_f(out, "</p>\n");
    }
    if (!is_past(x, q) || x->state == APPOINTMENT_STATE_CANCELLED)
        html_f(out, "<p><a href=\"%s\">%s</a> <a href=\"%s\">%s</a></p>\n",
               appointment_path(q, x->id, "kaart"), tr(f->tongue, "Kaart op papier"),
               appointment_path(q, x->id, "afspraak.ics"),
               tr(f->tongue, "Voor de kalender (.ics)"));
    if (is_writable && x->state == APPOINTMENT_STATE_PLANNED)
        write_actions(out, f, q, x);
    if (is_writable && x->state == APPOINTMENT_STATE_HELD)
        html_f(out, "<p class=\"actions\"><a href=\"%s\">%s</a></p>\n",
               person_path(a, request_person(q), "contact"),
               tr(f->tongue, "Noteer het contact"));
    if (is_writable && x->state == APPOINTMENT_STATE_NOT_SEEN)
        html_f(out, "<p class=\"actions\"><a href=\"%s\">%s</a></p>\n",
               appointment_path(q, x->id, "verplaats"),
               tr(f->tongue, "Stel een andere dag voor"));
    html_f(out, "</section>\n");
}

static void write_lists(struct buf *out, const struct frame *f, const struct request *q,
                        const struct dossier_view *file)
{
    const struct dossier *d = &file->dossier;
    size_t n;
    bool is_writable = may_write(file, q);
    const struct appointment_fact **list = appointments_now(&n, q->asking.arena, d);
    for (int past = 0; past < 2; past++) {
        bool is_open = false;
        for (size_t i = 0; i < n; i++) {
            const struct appointment_fact *x = past ? list[n - 1 - i] : list[i];
            bool is_to_come = !is_past(x, q) && x->state == APPOINTMENT_STATE_PLANNED;
            if (is_to_come == (past == 1)) continue;
            if (!is_open)
                html_f(out, "<h2>%s</h2>\n",
                       past ? tr(f->tongue, "Voorbij") : tr(f->tongue, "Komt nog"));
            is_open = true;
            write_appointment(out, f, q, d, x, is_writable);
        }
        if (!is_open && !past) {
            html_f(out, "<p>");
            text_html(out, f->tongue, "Er is nog geen volgende afspraak.");
            html_f(out, "</p>\n");
        }
    }
}

static enum err_code show_appointments(struct reply *r, struct request *q,
                                       struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Afspraken"));
    struct dossier_view file;
    enum err_code rc = open_file(&file, q, e);
    if (rc != OK) return rc;
    f.nav = NAV_FILES;
    person_page_begin(&r->body, &f, q, &file, TAB_APPOINTMENTS);
    if (!(file.parts & DOSSIER_GOAL)) {
        inset(&r->body, "closed", tr(q->tongue, "Dit deel is gesloten voor jou."));
    } else {
        if (may_write(&file, q))
            button_link(&r->body, "primary",
                        arena_format(q->asking.arena, "%s/nieuw",
                                     person_tab_path(q->asking.arena, request_person(q),
                                                     TAB_APPOINTMENTS)),
                        tr(q->tongue, "Plan een afspraak"));
        write_lists(&r->body, &f, q, &file);
    }
    page_end(&r->body, &f);
    dossier_wipe(&file.dossier);
    return OK;
}

/* --- planning and moving --- */

/* What stands in the fields: what was sent, or what is on record. */
struct appointment_values {
    struct str day, time, minutes, place, purpose, worker;
};

static struct appointment_values values_of(const struct request *q,
                                           const struct appointment_fact *x)
{
    struct arena *a = q->asking.arena;
    struct appointment_values v = {request_text(q, "dag"),      request_text(q, "uur"),
                                   request_text(q, "duur"),     request_text(q, "waar"),
                                   request_text(q, "waarvoor"), request_text(q, "wie")};
    char day[DAY_TEXT + 1], worker[UUID_TEXT + 1];
    int minute;
    if (request_has(q, "waar")) return v;
    v.minutes = str_of(arena_format(a, "%d", x ? (int)x->minutes : USUAL_MINUTES));
    uuid_text(worker, x ? x->worker : q->asking.visitor.worker);
    v.worker = str_of(arena_format(a, "%s", worker));
    if (!x) return v;
    day_text(day, brussels_day(x->starts_at, &minute));
    v.day = str_of(arena_format(a, "%s", day));
    v.time = str_of(arena_format(a, "%02d:%02d", minute / 60, minute % 60));
    v.place = appointment_place(x->words);
    v.purpose = appointment_purpose(x->words);
    return v;
}

static enum err_code guide_choices(struct choice **out, size_t *n_out,
                                   const struct request *q,
                                   const struct appointment_fact *x,
                                   const struct dossier *d, struct err *e)
{
    struct arena *a = q->asking.arena;
    struct office_name *names;
    size_t n;
    *n_out = 0;
    enum err_code rc =
        colleague_list(&names, &n, a, q->asking.house->db,
                       q->asking.visitor.organisation, q->asking.today, e);
    if (rc != OK) return rc;
    struct choice *list = arena_new_array(a, struct choice, n + 1);
    bool has_now = !x || uuid_is_nil(x->worker);
    for (size_t i = 0; i <= n; i++) {
        struct uuid id = i < n ? names[i].id : x ? x->worker : (struct uuid){{0}};
        char text[UUID_TEXT + 1];
        if (i < n && x && uuid_eq(id, x->worker)) has_now = true;
        if (i == n && has_now) break;
        uuid_text(text, id);
        list[i] =
            (struct choice){.value = arena_format(a, "%s", text),
                            .label = i < n ? names[i].name : dossier_name_of(d, id)};
        *n_out = i + 1;
    }
    *out = list;
    return OK;
}

static void write_fields(struct buf *out, const struct frame *f,
                         const struct appointment_values *v,
                         const struct choice *guides, size_t n_guides,
                         const struct form_errors *errors)
{
    field_day(out, f,
              &(struct field){.name = "dag",
                              .label = tr(f->tongue, "Op welke dag?"),
                              .value = v->day},
              errors);
    field_time(out, f,
               &(struct field){.name = "uur",
                               .label = tr(f->tongue, "Hoe laat?"),
                               .value = v->time},
               errors);
    field_text(out, f,
               &(struct field){.name = "duur",
                               .label = tr(f->tongue, "Hoeveel minuten?"),
                               .value = v->minutes,
                               .input_mode = "numeric",
                               .is_ltr = true,
                               .most = 4},
               errors);
    field_text(out, f,
               &(struct field){
                   .name = "waar",
                   .label = tr(f->tongue, "Waar?"),
                   .hint = tr(f->tongue,
                              "Dit komt in het kalenderbestand. Noem een plek, geen "
                              "dienst: een kalender wordt ook door anderen gezien."),
                   .value = v->place},
               errors);
    field_area(
        out, f,
        &(struct field){.name = "waarvoor",
                        .label = tr(f->tongue, "Waarvoor?"),
                        .hint = tr(f->tongue, "Dit komt niet in het kalenderbestand."),
                        .value = v->purpose,
                        .may_be_empty = true,
                        .rows = 2,
                        .most = 2000},
        errors);
    field_select(out, f,
                 &(struct field){.name = "wie",
                                 .label = tr(f->tongue, "Met wie?"),
                                 .value = v->worker},
                 guides, n_guides, errors);
}

static void read_appointment(struct appointment_entry *entry, const struct request *q,
                             struct form_errors *errors)
{
    int64_t minutes = 0;
    form_moment(&entry->starts_at, q, "dag", "uur", errors);
    form_number(&minutes, q, "duur", 5, 720,
                tr(q->tongue, "Schrijf hoeveel minuten het duurt: 5 tot 720."), errors);
    form_text(&entry->place, q, "waar", LIMIT_NAME_BYTES, false,
              tr(q->tongue, "Schrijf waar jullie elkaar zien."), errors);
    form_text(&entry->purpose, q, "waarvoor", 2000, true, NULL, errors);
    form_id(&entry->worker, q, "wie", false, tr(q->tongue, "Kies met wie."), errors);
    for (size_t i = 0; i < entry->place.n; i++)
        if (entry->place.p[i] == '\n' && !form_error_of(errors, "waar"))
            form_error(errors, "waar", tr(q->tongue, "Schrijf de plek op één regel."));
    entry->minutes = (int32_t)minutes;
}

static enum err_code plan_form(struct reply *r, struct request *q,
                               const struct form_errors *errors, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Plan een afspraak"));
    struct dossier_view file;
    struct choice *guides;
    size_t n_guides;
    struct appointment_values v = values_of(q, NULL);
    enum err_code rc;
    TRY(open_file(&file, q, e));
    TRY(guide_choices(&guides, &n_guides, q, NULL, &file.dossier, e));
    f.nav = NAV_FILES;
    f.has_errors = errors->n > 0;
    person_form_begin(&r->body, &f, q, &file, TAB_APPOINTMENTS);
    error_summary(&r->body, &f, errors);
    form_begin(&r->body, &f,
               arena_format(q->asking.arena, "%s/nieuw",
                            person_tab_path(q->asking.arena, request_person(q),
                                            TAB_APPOINTMENTS)),
               uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
    write_fields(&r->body, &f, &v, guides, n_guides, errors);
    button(&r->body, "primary", tr(q->tongue, "Bewaar"), NULL, NULL);
    form_end(&r->body);
    page_end(&r->body, &f);
    dossier_wipe(&file.dossier);
out:
    return rc;
}

static enum err_code show_plan_form(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    return plan_form(r, q, &none, e);
}

static enum err_code done(struct reply *r, struct request *q)
{
    reply_redirect(
        r, q, person_tab_path(q->asking.arena, request_person(q), TAB_APPOINTMENTS),
        "bewaard");
    return OK;
}

static void set_location(struct request *q)
{
    q->asking.location = arena_format(
        q->asking.arena, "%s?gedaan=bewaard",
        person_tab_path(q->asking.arena, request_person(q), TAB_APPOINTMENTS));
}

static enum err_code take_plan(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct appointment_entry entry = {.state = APPOINTMENT_STATE_PLANNED};
    read_appointment(&entry, q, &errors);
    if (errors.n) {
        reply_invalid(r);
        return plan_form(r, q, &errors, e);
    }
    set_location(q);
    enum err_code rc = appointment_plan(&q->asking, request_person(q), &entry, e);
    return rc == OK ? done(r, q) : rc;
}

/* --- moving: what another wrote meanwhile is shown beside what one wrote oneself ---
 */

static void write_other_version(struct buf *out, const struct frame *f,
                                const struct request *q, const struct dossier *d,
                                const struct appointment_fact *x)
{
    struct arena *a = q->asking.arena;
    const char *who = dossier_name_of(d, x->written.by);
    html_f(out, "<div class=\"inset warning\"><p>");
    if (who[0])
        tr_html(out, f->tongue, "{0} heeft deze afspraak ook gewijzigd.", who);
    else
        text_html(out, f->tongue, "Iemand anders heeft deze afspraak ook gewijzigd.");
    html_f(out, "</p>\n<p>");
    text_html(out, f->tongue, "Nu staat er:");
    html_f(out, " <strong><bdi>%s</bdi></strong>, ",
           moment_words(a, f->tongue, x->starts_at, f->today));
    words_html(out, appointment_place(x->words));
    html_f(out, ", ");
    label_html(out, f->tongue, LIST_APPOINTMENT_STATE, x->state);
    html_f(out, ".</p>\n<p>");
    text_html(out, f->tongue,
              "Wat jij invulde staat hieronder. Bewaar je, dan geldt "
              "jouw versie.");
    html_f(out, "</p></div>\n");
}

static enum err_code move_form(struct reply *r, struct request *q, bool is_stale,
                               const struct form_errors *errors, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Andere dag of uur"));
    struct dossier_view file;
    struct choice *guides;
    size_t n_guides;
    enum err_code rc;
    TRY(open_file(&file, q, e));
    const struct appointment_fact *x =
        appointment_now(&file.dossier, request_id(q, "appointment"));
    if (!x) {
        rc = err_set(e, ERR_NOT_FOUND, "there is no such appointment");
        goto out;
    }
    struct appointment_values v = values_of(q, x);
    TRY(guide_choices(&guides, &n_guides, q, x, &file.dossier, e));
    f.nav = NAV_FILES;
    f.has_errors = errors->n > 0;
    person_form_begin(&r->body, &f, q, &file, TAB_APPOINTMENTS);
    error_summary(&r->body, &f, errors);
    if (is_stale) write_other_version(&r->body, &f, q, &file.dossier, x);
    form_begin(&r->body, &f, appointment_path(q, x->id, "verplaats"),
               uuid_is_nil(q->asking.form) || is_stale ? uuid7_new() : q->asking.form);
    /* the version that was looked at; after a complaint about fields still the same */
    struct str seen = request_text(q, "versie");
    hidden(&r->body, "versie",
           is_stale || !seen.n
               ? str_of(arena_format(q->asking.arena, "%d", (int)x->sequence))
               : seen);
    write_fields(&r->body, &f, &v, guides, n_guides, errors);
    button(&r->body, "primary", tr(q->tongue, "Bewaar"), NULL, NULL);
    form_end(&r->body);
    page_end(&r->body, &f);
    dossier_wipe(&file.dossier);
out:
    return rc;
}

static enum err_code show_move_form(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    return move_form(r, q, false, &none, e);
}

static enum err_code take_move(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct appointment_entry entry = {.state = APPOINTMENT_STATE_PLANNED};
    int64_t seen = 0;
    bool is_stale = false;
    enum err_code rc = OK;
    read_appointment(&entry, q, &errors);
    form_number(&seen, q, "versie", 0, INT32_MAX - 1,
                tr(q->tongue, "Open deze bladzijde opnieuw."), &errors);
    set_location(q);
    if (!errors.n)
        rc = appointment_change(&q->asking, request_person(q),
                                request_id(q, "appointment"), (int32_t)seen, &entry,
                                &is_stale, e);
    if (rc == OK && !errors.n) return done(r, q);
    if (rc != OK && !is_stale) return rc;
    reply_invalid(r);
    return move_form(r, q, is_stale, &errors, e);
}

/* --- cancelling, and what came of it: one question, the rest stays as it is --- */

static enum err_code state_form(struct reply *r, struct request *q, const char *title,
                                const char *rest, bool is_outcome,
                                const struct form_errors *errors, bool is_stale,
                                struct err *e)
{
    struct frame f = frame_of(q, title);
    struct dossier_view file;
    enum err_code rc;
    TRY(open_file(&file, q, e));
    const struct appointment_fact *x =
        appointment_now(&file.dossier, request_id(q, "appointment"));
    if (!x) {
        rc = err_set(e, ERR_NOT_FOUND, "there is no such appointment");
        goto out;
    }
    struct choice outcomes[] = {
        {.value = "held", .label = tr(q->tongue, "Ja, het ging door")},
        {.value = "not_seen", .label = tr(q->tongue, "Nee, we zagen elkaar niet")}};
    f.nav = NAV_FILES;
    f.has_errors = errors->n > 0;
    person_form_begin(&r->body, &f, q, &file, TAB_APPOINTMENTS);
    error_summary(&r->body, &f, errors);
    if (is_stale) write_other_version(&r->body, &f, q, &file.dossier, x);
    html_f(&r->body, "<p><strong><bdi>%s</bdi></strong><br>",
           moment_words(q->asking.arena, f.tongue, x->starts_at, f.today));
    words_html(&r->body, appointment_place(x->words));
    html_f(&r->body, "</p>\n");
    form_begin(&r->body, &f, appointment_path(q, x->id, rest),
               uuid_is_nil(q->asking.form) || is_stale ? uuid7_new() : q->asking.form);
    hidden(&r->body, "versie",
           str_of(arena_format(q->asking.arena, "%d", (int)x->sequence)));
    if (is_outcome)
        field_choice(&r->body, &f,
                     &(struct field){.name = "afloop",
                                     .label = tr(q->tongue, "Ging het door?"),
                                     .value = request_text(q, "afloop")},
                     outcomes, ARRAY_LEN(outcomes), false, errors);
    button(&r->body, is_outcome ? "primary" : "warning",
           is_outcome ? tr(q->tongue, "Bewaar") : tr(q->tongue, "Annuleer de afspraak"),
           NULL, NULL);
    form_end(&r->body);
    page_end(&r->body, &f);
    dossier_wipe(&file.dossier);
out:
    return rc;
}

/* Another state; day, hour and words stay those of the version that was seen. */
static enum err_code change_state(struct request *q, uint8_t state, int64_t seen,
                                  bool *is_stale, struct err *e)
{
    struct dossier_view file;
    enum err_code rc;
    *is_stale = false;
    TRY(open_file(&file, q, e));
    const struct appointment_fact *x =
        appointment_now(&file.dossier, request_id(q, "appointment"));
    if (!x) {
        rc = err_set(e, ERR_NOT_FOUND, "there is no such appointment");
        goto out;
    }
    struct appointment_entry entry = {.starts_at = x->starts_at,
                                      .minutes = x->minutes,
                                      .state = state,
                                      .worker = x->worker,
                                      .place = appointment_place(x->words),
                                      .purpose = appointment_purpose(x->words)};
    set_location(q);
    rc = appointment_change(&q->asking, request_person(q), x->id, (int32_t)seen, &entry,
                            is_stale, e);
out:
    return rc;
}

static enum err_code show_cancel_form(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    return state_form(r, q, tr(q->tongue, "Annuleer de afspraak"), "annuleer", false,
                      &none, false, e);
}

static enum err_code show_outcome_form(struct reply *r, struct request *q,
                                       struct err *e)
{
    struct form_errors none = {.n = 0};
    return state_form(r, q, tr(q->tongue, "Ging het door?"), "afloop", true, &none,
                      false, e);
}

static enum err_code take_state(struct reply *r, struct request *q, uint8_t state,
                                bool is_outcome, struct form_errors *errors,
                                struct err *e)
{
    int64_t seen = 0;
    bool is_stale = false;
    enum err_code rc = OK;
    form_number(&seen, q, "versie", 0, INT32_MAX - 1,
                tr(q->tongue, "Open deze bladzijde opnieuw."), errors);
    if (!errors->n) rc = change_state(q, state, seen, &is_stale, e);
    if (rc == OK && !errors->n) return done(r, q);
    if (rc != OK && !is_stale) return rc;
    reply_invalid(r);
    return state_form(r, q,
                      is_outcome ? tr(q->tongue, "Ging het door?")
                                 : tr(q->tongue, "Annuleer de afspraak"),
                      is_outcome ? "afloop" : "annuleer", is_outcome, errors, is_stale,
                      e);
}

static enum err_code take_cancel(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    return take_state(r, q, APPOINTMENT_STATE_CANCELLED, false, &errors, e);
}

static enum err_code take_outcome(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    uint8_t state;
    form_code(&state, q, "afloop", LIST_APPOINTMENT_STATE, false,
              tr(q->tongue, "Kies of het doorging."), &errors);
    if (!errors.n && state != APPOINTMENT_STATE_HELD &&
        state != APPOINTMENT_STATE_NOT_SEEN)
        form_error(&errors, "afloop", tr(q->tongue, "Kies of het doorging."));
    return take_state(r, q, state, true, &errors, e);
}

static const struct route_value plan_values[] = {
    {"dag", VALUE_DAY, 0, true, "the day"},
    {"uur", VALUE_TIME, 0, true, "the hour, on clocks in Brussels"},
    {"duur", VALUE_NUMBER, 0, true, "minutes, 5 to 720"},
    {"waar", VALUE_TEXT, 0, true, "where; goes into the calendar file when neutral"},
    {"waarvoor", VALUE_WORDS, 0, false, "what for; never in the calendar file"},
    {"wie", VALUE_ID, 0, true, "the worker"},
    {0},
};
static const struct route_value move_values[] = {
    {"versie", VALUE_NUMBER, 0, true, "the version that was looked at"},
    {"dag", VALUE_DAY, 0, true, "the day"},
    {"uur", VALUE_TIME, 0, true, "the hour, on clocks in Brussels"},
    {"duur", VALUE_NUMBER, 0, true, "minutes, 5 to 720"},
    {"waar", VALUE_TEXT, 0, true, "where"},
    {"waarvoor", VALUE_WORDS, 0, false, "what for"},
    {"wie", VALUE_ID, 0, true, "the worker"},
    {0},
};
static const struct route_value cancel_values[] = {
    {"versie", VALUE_NUMBER, 0, true, "the version that was looked at"},
    {0},
};
static const struct route_value outcome_values[] = {
    {"versie", VALUE_NUMBER, 0, true, "the version that was looked at"},
    {"afloop", VALUE_CODE, LIST_APPOINTMENT_STATE, true, "held or not_seen"},
    {0},
};

#define ONE "/personen/:person/afspraken/:appointment/"
const struct route appointment_routes[] = {
    {"GET", "/personen/:person/afspraken", PERMISSION_PERSON_READ, NULL,
     "appointments of a person", show_appointments},
    {"GET", "/personen/:person/afspraken/nieuw", PERMISSION_PERSON_READ, NULL,
     "form to plan an appointment", show_plan_form},
    {"POST", "/personen/:person/afspraken/nieuw", PERMISSION_DOSSIER_WRITE, plan_values,
     "plan an appointment", take_plan},
    {"GET", ONE "verplaats", PERMISSION_PERSON_READ, NULL,
     "form to move an appointment", show_move_form},
    {"POST", ONE "verplaats", PERMISSION_DOSSIER_WRITE, move_values,
     "move an appointment; who changed it meanwhile is shown", take_move},
    {"GET", ONE "annuleer", PERMISSION_PERSON_READ, NULL,
     "form to cancel an appointment", show_cancel_form},
    {"POST", ONE "annuleer", PERMISSION_DOSSIER_WRITE, cancel_values,
     "cancel an appointment", take_cancel},
    {"GET", ONE "afloop", PERMISSION_PERSON_READ, NULL,
     "form for what came of an appointment", show_outcome_form},
    {"POST", ONE "afloop", PERMISSION_DOSSIER_WRITE, outcome_values,
     "record whether an appointment took place", take_outcome},
    {0},
};
