/* The network coordinator (/netwerk): what asks for attention today, handovers that
 * wait between organisations, and the people one keeps the guidance in tune of. Nobody
 * is named here but to who may see that person. */
#include "act/check_in_acts.h"
#include "act/person_edit.h"
#include "act/coordination_acts.h"
#include "act/network_acts.h"
#include "web/field_parts.h"
#include "web/list_filter.h"
#include "web/person_tabs.h"
#include "web/route.h"

#define WAITING_PATH "/netwerk/wachtend"

/* --- overview --- */

static void number_line(struct buf *out, const char *path, int64_t n,
                        const char *translated)
{
    html_f(out, "<li><a href=\"%s\"><strong>%lld</strong> %s</a></li>\n", path,
           (long long)n, translated);
}

static enum err_code show_overview(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Netwerk"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct network_overview v;
    enum tongue t = q->tongue;
    int64_t n_conflicts, n_answers_late;
    enum err_code rc;
    TRY(network_show(&v, &q->asking, e));
    TRY(conflict_count(&n_conflicts, &q->asking, e));
    TRY(check_ins_late(&n_answers_late, &q->asking, e));
    const char *where =
        v.province == CODE_MISSING
            ? ""
            : arena_format(a, "&provincie=%.*s",
                           STR_ARG(code_value(LIST_PROVINCE, v.province)));
    f.nav = NAV_MORE;
    page_begin(out, &f);
    page_heading(out, &f, f.title);
    if (v.province != CODE_MISSING) {
        html_f(out, "<p>%s: ", tr(t, "Overdrachten van organisaties in"));
        label_html(out, t, LIST_PROVINCE, v.province);
        html_f(out, "</p>\n");
    }
    html_f(out, "<ul class=\"list\">\n");
    number_line(out, arena_format(a, WAITING_PATH "?toon=lang%s", where),
                v.waiting.n_late,
                tr(t, "overdrachten wachten langer dan 10 werkdagen op een antwoord"));
    number_line(
        out, arena_format(a, WAITING_PATH "?toon=niet%s", where), v.waiting.n_refused,
        tr(t, "overdrachten gingen niet door, en er is nog geen volgende stap"));
    number_line(out, arena_format(a, WAITING_PATH "?toon=dubbel%s", where),
                v.waiting.n_twice,
                tr(t, "wachten terwijl twee organisaties hetzelfde doen"));
    number_line(out, "/netwerk/mijn", v.n_requests,
                tr(t, "vragen aan jouw organisatie die nog niemand opnam"));
    number_line(out, "/netwerk/mijn", v.n_own,
                tr(t, "mensen van wie jij de begeleiding afstemt"));
    number_line(out, "/conflicten", n_conflicts,
                tr(t, "dossiers waarin twee versies wachten op een beslissing"));
    number_line(out, "/signaalbundels/nieuw", v.n_loose_signals,
                tr(t, "signalen die nog in geen bundel staan"));
    number_line(out, "/nazorg?van=organisatie", n_answers_late,
                tr(t, "werkgevers van medewerkers wachten langer dan twee werkdagen op "
                      "een telefoontje"));
    html_f(out,
           "</ul>\n<p><a href=\"" WAITING_PATH "\">%s</a> · <a "
           "href=\"/dossiers/verdeling\">%s</a></p>\n",
           tr(t, "Alle wachtende overdrachten"), tr(t, "Wie begeleidt hoeveel mensen"));
    page_end(out, &f);
out:
    return rc;
}

/* --- waiting --- */

enum shown { SHOW_ALL, SHOW_LATE, SHOW_REFUSED, SHOW_TWICE, N_SHOWN };
static const char *const shown_words[N_SHOWN] = {"", "lang", "niet", "dubbel"};

struct waiting_page {
    struct waiting_wanted wanted;
    enum shown shown;
    int64_t from;
    struct waiting_line *lines;
    size_t n;
    bool is_more;
    struct waiting_counts counts;
    struct waiting_news *news;
    size_t n_news;
};

static const char *const filter_names[] = {"provincie", "gemeente", "soort",
                                           "organisatie", "toon"};

static void read_filter(struct waiting_page *p, const struct request *q)
{
    struct form_errors ignored = {0};
    struct str municipality = request_text(q, "gemeente");
    struct str shown = request_text(q, "toon");
    *p = (struct waiting_page){.wanted = {.until = DAY_NONE}};
    form_code(&p->wanted.province, q, "provincie", LIST_PROVINCE, true, "", &ignored);
    form_code(&p->wanted.receiver_kind, q, "soort", LIST_RECEIVER_KIND, true, "",
              &ignored);
    form_id(&p->wanted.organisation.u, q, "organisatie", true, "", &ignored);
    if (municipality.n < sizeof p->wanted.municipality)
        snprintf(p->wanted.municipality, sizeof p->wanted.municipality, "%.*s",
                 STR_ARG(municipality));
    for (enum shown s = 0; s < N_SHOWN; s++)
        if (str_eq(shown, str_of(shown_words[s]))) p->shown = s;
    p->wanted.only_refused = p->shown == SHOW_REFUSED;
    p->wanted.only_twice = p->shown == SHOW_TWICE;
    if (request_text(q, "vanaf").n)
        form_number(&p->from, q, "vanaf", 0, 100000, "", &ignored);
    p->wanted.first = (size_t)MAX_OF(p->from, INT64_C(0));
}

/* At most as many as are reminded at once; the rest is not looked at. */
static size_t ids_of(struct uuid *out, const struct request *q, const char *name)
{
    struct str word, words = request_many(q, name);
    struct err ignored;
    size_t n = 0;
    while (words.n && n <= REMINDERS_MOST && str_split(&word, &words, ','))
        if (uuid_parse(&out[n], str_trim(word), &ignored) == OK) n++;
    return n;
}

static void write_tabs(struct buf *out, const struct frame *f, const struct request *q,
                       const struct waiting_page *p)
{
    struct arena *a = q->asking.arena;
    const int64_t numbers[N_SHOWN] = {p->counts.n, p->counts.n_late,
                                      p->counts.n_refused, p->counts.n_twice};
    const char *const labels[N_SHOWN] = {
        tr(f->tongue, "Alles"), tr(f->tongue, "Langer dan 10 werkdagen"),
        tr(f->tongue, "Ging niet door"), tr(f->tongue, "Dubbel begeleid")};
    struct tab tab[N_SHOWN];
    for (size_t i = 0; i < N_SHOWN; i++)
        tab[i] = (struct tab){
            .path = arena_format(a, "%s&toon=%s",
                                 filtered_path(q, WAITING_PATH, 0, filter_names, 4),
                                 shown_words[i]),
            .label = arena_format(a, "%s (%lld)", labels[i], (long long)numbers[i]),
            .is_current = p->shown == i};
    tabs(out, f, tr(f->tongue, "Welke overdrachten"), tab, N_SHOWN);
}

static enum err_code write_filter(struct buf *out, const struct frame *f,
                                  const struct request *q, struct err *e)
{
    enum { ORGANISATIONS_MOST = 2000 };
    struct arena *a = q->asking.arena;
    struct office_name *names;
    size_t n, n_places;
    enum err_code rc =
        organisation_list(&names, &n, a, q->asking.house->db,
                          (struct organisation_id){{{0}}}, ORGANISATIONS_MOST, e);
    if (rc != OK) return rc;
    struct choice *houses = arena_new_array(a, struct choice, n + 1);
    for (size_t i = 0; i < n; i++)
        houses[i] = (struct choice){.value = str_to_c(a, id_str(a, names[i].id)),
                                    .label = names[i].name};
    struct choice *places = municipality_choices(&n_places, a, f);
    fold_begin(out, false, tr(f->tongue, "Kies welke overdrachten je ziet"));
    form_begin_get(out, f, WAITING_PATH);
    hidden(out, "toon", request_text(q, "toon"));
    filter_code(out, f, q, "provincie", tr(f->tongue, "Provincie"), LIST_PROVINCE);
    field_select(out, f,
                 &(struct field){.name = "gemeente",
                                 .label = tr(f->tongue, "Gemeente"),
                                 .value = request_text(q, "gemeente"),
                                 .may_be_empty = true},
                 places, n_places, NULL);
    filter_code(out, f, q, "soort", tr(f->tongue, "Soort ontvanger"),
                LIST_RECEIVER_KIND);
    field_select(out, f,
                 &(struct field){.name = "organisatie",
                                 .label = tr(f->tongue, "Organisatie"),
                                 .hint = tr(f->tongue, "Die overdraagt of ontvangt."),
                                 .value = request_text(q, "organisatie"),
                                 .may_be_empty = true},
                 houses, n, NULL);
    button(out, "secondary", tr(f->tongue, "Toon"), NULL, NULL);
    form_end(out);
    fold_end(out);
    return OK;
}

static const char *next_words(enum tongue t, const struct waiting_line *l)
{
    if (l->is_late) return tr(t, "De netwerkcoördinator belt de ontvanger.");
    switch (l->row.state) {
    case HANDOVER_STATE_PROPOSED:
    case HANDOVER_STATE_RECEIVED:
        return tr(t, "De ontvanger antwoordt.");
    case HANDOVER_STATE_ACCEPTED:
        return tr(t, "De ontvanger houdt het eerste gesprek.");
    default:
        return tr(t, "Wie overdroeg, zoekt een andere dienst.");
    }
}

static void write_who(struct buf *out, const struct frame *f, struct arena *a,
                      const struct waiting_line *l)
{
    html_f(out, "<strong>");
    if (l->is_open)
        html_f(out, "<a href=\"%s\">", person_path(a, l->row.person, "zorg"));
    if (l->initials.n)
        html_f(out, "<bdi dir=\"auto\">%.*s</bdi>", STR_ARG(l->initials));
    else
        tr_html(out, f->tongue, "Overdracht {0}", l->number);
    if (l->is_open) html_f(out, "</a>");
    html_f(out, "</strong>");
}

/* A block and not a row of a table: it is read on 320 pixels without sliding. */
static void write_line(struct buf *out, const struct frame *f, struct arena *a,
                       const struct waiting_line *l)
{
    enum tongue t = f->tongue;
    const char *number = arena_format(a, "%d", l->working_days);
    html_f(out, "<li>");
    if (l->can_be_reminded)
        html_f(out,
               "<label class=\"tick\"><input type=\"checkbox\" name=\"overdracht\" "
               "value=\"%.*s\"><span class=\"unseen\">%s %s</span></label> ",
               STR_ARG(id_str(a, l->row.handover)), tr(t, "Kies overdracht"),
               l->number);
    write_who(out, f, a, l);
    html_f(out, " <span class=\"tag%s\">", l->is_late ? " warning" : "");
    tr_fill(out, tr_n(t, "{0} werkdag", "{0} werkdagen", l->working_days),
            (const char *const[]){number, NULL});
    html_f(out, "</span> <span class=\"tag\">");
    label_html(out, t, LIST_HANDOVER_STATE, l->row.state);
    html_f(out, "</span>");
    if (l->row.reason != CODE_MISSING) {
        html_f(out, ": ");
        label_html(out, t, LIST_HANDOVER_REASON, l->row.reason);
    }
    if (l->row.is_twice)
        html_f(out, " <span class=\"tag warning\">%s</span>",
               tr(t, "begeleid door twee organisaties voor hetzelfde"));
    html_f(out, "<br><bdi>%s</bdi> → ", l->row.from_name);
    if (l->row.to_name[0])
        html_f(out, "<bdi>%s</bdi>", l->row.to_name);
    else if (l->row.receiver_kind != CODE_MISSING)
        label_html(out, t, LIST_RECEIVER_KIND, l->row.receiver_kind);
    else
        text_html(out, t, "nog te kiezen");
    html_f(out, "<br><span class=\"quiet\">%s</span></li>\n", next_words(t, l));
}

static void write_lines(struct buf *out, const struct frame *f, const struct request *q,
                        const struct waiting_page *p)
{
    bool can_remind = false;
    if (!p->n) {
        html_f(out, "<p>%s</p>\n",
               p->shown == SHOW_ALL || p->shown == SHOW_LATE
                   ? tr(f->tongue, "Niets wacht langer dan 10 werkdagen.")
                   : tr(f->tongue, "Geen overdracht die hieraan voldoet."));
        return;
    }
    form_begin(out, f, "/netwerk/herinner", uuid7_new());
    for (size_t i = 0; i < ARRAY_LEN(filter_names); i++)
        if (request_text(q, filter_names[i]).n)
            hidden(out, filter_names[i], request_text(q, filter_names[i]));
    html_f(out, "<ul class=\"list\" id=\"wachtend\">\n");
    for (size_t i = 0; i < p->n; i++) {
        write_line(out, f, q->asking.arena, &p->lines[i]);
        can_remind = can_remind || p->lines[i].can_be_reminded;
    }
    html_f(out, "</ul>\n");
    if (can_remind) {
        button(out, "primary", tr(f->tongue, "Herinner wie nog niet antwoordde"), NULL,
               NULL);
        html_f(
            out, "<p class=\"quiet\">%s</p>\n",
            tr(f->tongue, "Hoogstens 20 tegelijk. De ontvanger ziet wie herinnert."));
    }
    form_end(out);
}

static void write_news(struct buf *out, const struct frame *f,
                       const struct waiting_page *p)
{
    enum tongue t = f->tongue;
    if (!p->n_news) return;
    html_f(out, "<section class=\"inset note\"><div>\n");
    for (size_t i = 0; i < p->n_news; i++) {
        const struct waiting_news *n = &p->news[i];
        html_f(out, "<p>");
        tr_html(out, t, "Overdracht {0}", n->number);
        html_f(out, ": ");
        if (n->state == HANDOVER_STATE_ACCEPTED)
            tr_html(out, t, "Net aanvaard door {0}.", n->answered);
        else
            label_html(out, t, LIST_HANDOVER_STATE, n->state);
        html_f(out, "</p>\n");
    }
    html_f(out, "</div></section>\n");
}

static enum err_code waiting_html(struct reply *r, struct request *q,
                                  const struct form_errors *errors, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Wachtende overdrachten"));
    struct uuid looked_at[REMINDERS_MOST + 1];
    struct buf *out = &r->body;
    struct waiting_page p;
    enum err_code rc;
    read_filter(&p, q);
    TRY(waiting_show(&p.lines, &p.n, &p.is_more, &p.counts, &q->asking, &p.wanted,
                     p.shown == SHOW_LATE, e));
    size_t n = ids_of(looked_at, q, "bekeken");
    TRY(waiting_news(&p.news, &p.n_news, &q->asking, looked_at, n, e));
    f.nav = NAV_MORE;
    f.has_errors = errors->n > 0;
    page_begin(out, &f);
    page_back(out, &f, "/netwerk", tr(q->tongue, "Netwerk"));
    error_summary(out, &f, errors);
    page_heading(out, &f, f.title);
    write_news(out, &f, &p);
    write_tabs(out, &f, q, &p);
    TRY(write_filter(out, &f, q, e));
    write_lines(out, &f, q, &p);
    pager(out, &f,
          p.from > 0
              ? filtered_path(q, WAITING_PATH,
                              (size_t)MAX_OF(p.from - WAITING_A_PAGE, INT64_C(0)),
                              filter_names, ARRAY_LEN(filter_names))
              : NULL,
          p.is_more ? filtered_path(q, WAITING_PATH, (size_t)(p.from + WAITING_A_PAGE),
                                    filter_names, ARRAY_LEN(filter_names))
                    : NULL);
    page_end(out, &f);
out:
    return rc;
}

static enum err_code show_waiting(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    return waiting_html(r, q, &none, e);
}

static enum err_code take_reminders(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct uuid ids[REMINDERS_MOST + 1];
    struct arena *a = q->asking.arena;
    size_t n = ids_of(ids, q, "overdracht"), n_done;
    if (!n)
        form_error(&errors, "", tr(q->tongue, "Kies minstens één overdracht."));
    else if (n > REMINDERS_MOST)
        form_error(&errors, "",
                   tr(q->tongue, "Kies hoogstens 20 overdrachten tegelijk."));
    if (errors.n) {
        reply_invalid(r);
        return waiting_html(r, q, &errors, e);
    }
    const char *looked_at = "";
    for (size_t i = 0; i < n; i++)
        looked_at = arena_format(a, "%s%s%.*s", looked_at, i ? "," : "",
                                 STR_ARG(id_str(a, ids[i])));
    q->asking.location = arena_format(
        a, "%s&bekeken=%s&gedaan=herinnerd",
        filtered_path(q, WAITING_PATH, 0, filter_names, ARRAY_LEN(filter_names)),
        looked_at);
    enum err_code rc = waiting_remind(&n_done, &q->asking, ids, n, e);
    if (rc == OK) field_follow(r, q);
    return rc;
}

/* --- one's own coordination --- */

static void duty_line(struct buf *out, const struct frame *f, struct arena *a,
                      const struct duty_row *d)
{
    enum tongue t = f->tongue;
    const char *since = day_words(a, t, d->duty.fact.from, f->today);
    html_f(out, "<li>");
    if (d->is_open)
        html_f(out, "<a href=\"%s\">", person_path(a, d->duty.fact.person, "zorg"));
    if (d->name.n)
        html_f(out, "<bdi dir=\"auto\">%.*s</bdi>", STR_ARG(d->name));
    else
        text_html(out, t, "Iemand zonder naam voor jou");
    if (d->is_open)
        html_f(out, "</a>\n"); /* which fills its line */
    else
        html_f(out, "<br>");
    html_f(out, "<span class=\"quiet\">");
    if (d->duty.asked_by_name[0])
        tr_html(out, t, "gevraagd door {0}, sinds {1}", d->duty.asked_by_name, since);
    else
        tr_html(out, t, "sinds {0}", since);
    html_f(out, "</span>");
    if (!d->is_open) {
        html_f(out, "<br>");
        text_html(out, t, "De toestemming is er niet meer: het dossier is gesloten.");
    }
    if (d->duty.fact.words.n) {
        html_f(out, "<blockquote>");
        words_html(out, d->duty.fact.words);
        html_f(out, "</blockquote>");
    }
    html_f(out, "</li>\n");
}

static enum err_code write_duties(struct buf *out, const struct frame *f,
                                  struct request *q, struct uuid worker,
                                  const char *heading, const char *none, struct err *e)
{
    struct duty_row *rows;
    size_t n;
    enum err_code rc = duty_rows(&rows, &n, &q->asking, worker, e);
    if (rc != OK) return rc;
    html_f(out, "<h2>%s</h2>\n", heading);
    if (!n) html_f(out, "<p>%s</p>\n", none);
    if (n) html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < n; i++)
        duty_line(out, f, q->asking.arena, &rows[i]);
    if (n) html_f(out, "</ul>\n");
    return OK;
}

static enum err_code show_own(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Wat ik afstem"));
    struct buf *out = &r->body;
    enum tongue t = q->tongue;
    enum err_code rc;
    f.nav = NAV_MORE;
    page_begin(out, &f);
    page_back(out, &f, "/netwerk", tr(t, "Netwerk"));
    page_heading(out, &f, f.title);
    TRY(write_duties(out, &f, q, (struct uuid){{0}},
                     tr(t, "Gevraagd, nog niet opgenomen"),
                     tr(t, "Er wacht geen vraag."), e));
    TRY(write_duties(out, &f, q, q->asking.visitor.worker,
                     tr(t, "Mensen van wie jij de begeleiding afstemt"),
                     tr(t, "Nu niemand."), e));
    page_end(out, &f);
out:
    return rc;
}

static const struct route_value waiting_values[] = {
    {"toon", VALUE_TEXT, 0, false, "lang, niet (did not go on), dubbel; else all"},
    {"provincie", VALUE_CODE, LIST_PROVINCE, false, "of who hands over"},
    {"gemeente", VALUE_TEXT, 0, false, "REFNIS of who hands over"},
    {"soort", VALUE_CODE, LIST_RECEIVER_KIND, false, "kind of receiver"},
    {"organisatie", VALUE_ID, 0, false, "hands over or receives"},
    {"vanaf", VALUE_NUMBER, 0, false, "row to begin with"},
    {"bekeken", VALUE_TEXT, 0, false, "handovers reminded of a moment ago"},
    {0},
};
static const struct route_value remind_values[] = {
    {"overdracht", VALUE_ID, 0, true, "handovers to remind of, at most 20"},
    {0},
};

const struct route network_routes[] = {
    {"GET", "/netwerk", PERMISSION_COORDINATE, NULL,
     "what asks for the coordinator's attention today", show_overview},
    {"GET", WAITING_PATH, PERMISSION_COORDINATE, waiting_values,
     "handovers that wait, of all organisations, without names", show_waiting},
    {"POST", "/netwerk/herinner", PERMISSION_COORDINATE, remind_values,
     "remind receivers of handovers that wait", take_reminders},
    {"GET", "/netwerk/mijn", PERMISSION_COORDINATE, NULL,
     "what one coordinates, and what was asked", show_own},
    {0},
};
