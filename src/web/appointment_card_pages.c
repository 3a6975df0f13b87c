/* What a person takes home: the appointment on paper, in a language the person reads,
 * and as a file for a calendar. Neither holds more than when, where and with whom. And
 * the worker's own agenda. */
#include "act/appointment_acts.h"
#include "domain/lists.h"
#include "web/calendar_file.h"
#include "web/person_tabs.h"

/* The appointment of the path, in the file of the path. */
static enum err_code open_one(struct dossier_view *file,
                              const struct appointment_fact **out,
                              const struct request *q, struct err *e)
{
    enum err_code rc;
    TRY(dossier_open(file, &q->asking, request_person(q),
                     DOSSIER_IDENTITY | DOSSIER_COURSE | DOSSIER_GOAL, "appointment",
                     e));
    *out = appointment_now(&file->dossier, request_id(q, "appointment"));
    if (!*out) rc = err_set(e, ERR_NOT_FOUND, "there is no such appointment");
out:
    return rc;
}

static const char *long_weekday(enum tongue t, struct day d)
{
    static const char *const names[] = {TR("maandag"),   TR("dinsdag"), TR("woensdag"),
                                        TR("donderdag"), TR("vrijdag"), TR("zaterdag"),
                                        TR("zondag")};
    int from_monday = ((d.v + 3) % 7 + 7) % 7; /* 1970-01-01 was a Thursday */
    return tr_later(t, names[from_monday]);
}

/* "dinsdag 24 november 2026": the short name of the day gives way to the whole one. */
static struct str whole_day(struct arena *a, enum tongue t, struct day d)
{
    const char *words = day_words(a, t, d, DAY_NONE), *space = strchr(words, ' ');
    return str_of(
        arena_format(a, "%s %s", long_weekday(t, d), space ? space + 1 : words));
}

static void card_line(struct buf *out, enum tongue t, const char *name,
                      struct str value)
{
    (void)t;
    html_f(out,
           "<p><span class=\"quiet\">%s</span><br><strong><bdi>%.*s</bdi></strong>"
           "</p>\n",
           name, STR_ARG(value));
}

static void write_card(struct buf *out, const struct request *q, enum tongue t,
                       const struct appointment_fact *x, const char *guide)
{
    struct arena *a = q->asking.arena;
    int minute;
    struct day day = brussels_day(x->starts_at, &minute);
    struct str place = appointment_place(x->words), name = first_name(guide);
    html_f(out, "<section class=\"card paper\" lang=\"%s\" dir=\"%s\">\n<h2>",
           tongue_facts(t)->code, tongue_facts(t)->is_rtl ? "rtl" : "ltr");
    html_f(out, "%s</h2>\n",
           x->state == APPOINTMENT_STATE_CANCELLED
               ? tr(t, "Deze afspraak gaat niet door")
               : tr(t, "Je afspraak"));
    card_line(out, t, tr(t, "Dag"), whole_day(a, t, day));
    card_line(out, t, tr(t, "Uur"),
              str_of(arena_format(a, "%02d:%02d", minute / 60, minute % 60)));
    card_line(out, t, tr(t, "Waar"), place);
    if (name.n) card_line(out, t, tr(t, "Met"), name);
    html_f(out, "<p>%s</p>\n</section>\n",
           tr(t, "Past het niet? Zeg het gerust. We zoeken een andere dag."));
}

static enum err_code show_card(struct reply *r, struct request *q, struct err *e)
{
    static const char *const choices[] = {"nl", "fr", "en", "ar"};
    struct frame f = frame_of(q, tr(q->tongue, "Kaart op papier"));
    struct dossier_view file;
    const struct appointment_fact *x;
    enum tongue t;
    enum err_code rc;
    TRY(open_one(&file, &x, q, e));
    if (!tongue_named(&t, request_text(q, "taal"))) t = q->tongue;
    f.nav = NAV_FILES;
    person_form_begin(&r->body, &f, q, &file, TAB_APPOINTMENTS);
    html_f(&r->body, "<ul class=\"counts no-print\">\n");
    for (size_t i = 0; i < ARRAY_LEN(choices); i++) {
        enum tongue other;
        if (!tongue_named(&other, str_of(choices[i]))) continue;
        html_f(&r->body, "<li><a lang=\"%s\" href=\"%s\"", choices[i],
               arena_format(q->asking.arena, "%.*s?taal=%s", STR_ARG(q->path),
                            choices[i]));
        if (other == t) html_f(&r->body, " aria-current=\"true\"");
        html_f(&r->body, ">%s</a></li>\n", tongue_facts(other)->own);
    }
    html_f(&r->body, "</ul>\n");
    write_card(&r->body, q, t, x, dossier_name_of(&file.dossier, x->worker));
    page_end(&r->body, &f);
    dossier_wipe(&file.dossier);
out:
    return rc;
}

static enum err_code give_calendar(struct reply *r, struct request *q, struct err *e)
{
    struct dossier_view file;
    const struct appointment_fact *x;
    enum err_code rc;
    TRY(open_one(&file, &x, q, e));
    rc = calendar_reply(r, q, x, dossier_name_of(&file.dossier, x->worker), e);
    dossier_wipe(&file.dossier);
out:
    return rc;
}

/* --- my agenda --- */

static void write_agenda_line(struct buf *out, const struct frame *f,
                              const struct request *q, const struct agenda_line *line)
{
    struct arena *a = q->asking.arena;
    const struct appointment_fact *x = &line->appointment;
    int minute;
    brussels_day(x->starts_at, &minute);
    html_f(out, "<li>");
    if (line->is_closed) {
        html_f(out, "<span><bdi>%02d:%02d</bdi> ", minute / 60, minute % 60);
        text_html(out, f->tongue, "een dossier dat niet meer van jou is");
        html_f(out, "</span></li>\n");
        return;
    }
    html_f(out, "<a href=\"%s\"><strong><bdi>%02d:%02d</bdi></strong> ",
           person_tab_path(a, x->person, TAB_APPOINTMENTS), minute / 60, minute % 60);
    if (line->call_name.n)
        words_html(out, line->call_name);
    else
        text_html(out, f->tongue, "iemand zonder naam");
    html_f(out, "</a><span class=\"quiet\">");
    words_html(out, line->place);
    if (x->state != APPOINTMENT_STATE_PLANNED) {
        html_f(out, " · ");
        label_html(out, f->tongue, LIST_APPOINTMENT_STATE, x->state);
    }
    html_f(out, "</span></li>\n");
}

static void write_agenda(struct buf *out, const struct frame *f,
                         const struct request *q, const struct agenda_line *lines,
                         size_t n)
{
    struct day last = DAY_NONE;
    for (size_t i = 0; i < n; i++) {
        struct day day = brussels_day(lines[i].appointment.starts_at, NULL);
        if (day.v != last.v) {
            if (!day_is_none(last)) html_f(out, "</ul>\n");
            html_f(out, "<h2><bdi>%s</bdi></h2>\n<ul class=\"list\">\n",
                   day_words(q->asking.arena, f->tongue, day, f->today));
            last = day;
        }
        write_agenda_line(out, f, q, &lines[i]);
    }
    if (n) html_f(out, "</ul>\n");
    if (n) return;
    html_f(out, "<p>");
    text_html(out, f->tongue, "Er staat niets in deze week.");
    html_f(out, "</p>\n");
}

/* A week from a day on; without a day from today. */
static enum err_code show_agenda(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Mijn agenda"));
    struct form_errors ignored = {.n = 0};
    struct agenda_line *lines;
    struct arena *a = q->asking.arena;
    struct day from;
    size_t n;
    char before[DAY_TEXT + 1], after[DAY_TEXT + 1];
    if (!form_day(&from, q, "van", true, &ignored) || day_is_none(from) ||
        !day_is_valid(day_year(from), 1, 1))
        from = q->asking.today;
    struct day to = {from.v + 7};
    enum err_code rc = agenda_show(&lines, &n, &q->asking, brussels_moment(from, 0),
                                   brussels_moment(to, 0), e);
    if (rc != OK) return rc;
    day_text(before, (struct day){from.v - 7});
    day_text(after, to);
    f.nav = NAV_TODAY;
    page_begin(&r->body, &f);
    page_heading(&r->body, &f, f.title);
    html_f(&r->body, "<p class=\"quiet\">");
    tr_html(&r->body, f.tongue, "Van {0} tot en met {1}",
            day_words(a, f.tongue, from, DAY_NONE),
            day_words(a, f.tongue, (struct day){to.v - 1}, DAY_NONE));
    html_f(&r->body, "</p>\n");
    write_agenda(&r->body, &f, q, lines, n);
    pager(&r->body, &f, arena_format(a, "/agenda?van=%s", before),
          arena_format(a, "/agenda?van=%s", after));
    page_end(&r->body, &f);
    return OK;
}

static const struct route_value card_values[] = {
    {"taal", VALUE_TEXT, 0, false, "language of the card: nl, fr, en or ar"},
    {0},
};
static const struct route_value agenda_values[] = {
    {"van", VALUE_DAY, 0, false, "first day of the week that is shown"},
    {0},
};

#define ONE "/personen/:person/afspraken/:appointment/"
const struct route appointment_card_routes[] = {
    {"GET", ONE "kaart", PERMISSION_PERSON_READ, card_values,
     "an appointment to print, in the person's language", show_card},
    {"GET", ONE "afspraak.ics", PERMISSION_PERSON_READ, NULL,
     "an appointment for a calendar", give_calendar},
    {"GET", "/agenda", PERMISSION_FIELD, agenda_values,
     "one's own appointments of a week", show_agenda},
    {0},
};
