/* Who is expected at a group session, and who was there (/sessies/:session): a large
 * tick a person, one form, one save. What a tick changes is told from how the page
 * stood when it was made, so that two people who tick at once undo nothing. */
#include "act/file_list.h"
#include "act/group_session_acts.h"
#include "act/person_search.h"
#include "base/limits.h"
#include "base/url.h"
#include "ui/icon.h"
#include "ui/kept_values.h"
#include "web/field_parts.h"
#include "web/person_tabs.h"
#include "web/route.h"

#define SESSIONS_PATH "/sessies"

static const char *session_path(const struct request *q, const char *rest)
{
    return id_path(q->asking.arena, SESSIONS_PATH "/", request_id(q, "session"), rest);
}

static void session_facts(struct buf *out, const struct frame *f, struct arena *a,
                          const struct group_session_view *s)
{
    html_f(out, "<p class=\"quiet\">%s · ",
           day_words(a, f->tongue, s->fact.on, f->today));
    label_html(out, f->tongue, LIST_ACTION_KIND, s->fact.kind);
    html_f(out, " · ");
    tr_html(out, f->tongue, "{0} minuten", arena_format(a, "%d", s->fact.minutes));
    if (s->fact.place[0]) html_f(out, " · <bdi dir=\"auto\">%s</bdi>", s->fact.place);
    if (s->owner_name[0]) html_f(out, " · <bdi dir=\"auto\">%s</bdi>", s->owner_name);
    html_f(out, "</p>\n");
}

static void session_heading(struct buf *out, const struct group_session_view *s)
{
    html_f(out, "<h1><bdi dir=\"auto\">%s</bdi></h1>\n", s->fact.title);
}

/* One large tick; `number` makes its id. */
static void person_tick(struct buf *out, const struct frame *f, const char *name,
                        size_t number, const char *id, struct str who, bool is_on)
{
    html_f(out,
           "<div class=\"choice\"><input type=\"checkbox\" id=\"v-%s%zu\" "
           "name=\"%s\" value=\"%s\"",
           name, number, name, id);
    if (kept_chosen(f, &(struct field){.name = name}, id, is_on))
        html_f(out, " checked");
    html_f(out, "><label for=\"v-%s%zu\">", name, number);
    if (who.n)
        words_html(out, who);
    else
        text_html(out, f->tongue, "Zonder naam");
    html_f(out, "</label></div>\n");
}

static void ticks_begin(struct buf *out, const char *legend)
{
    html_f(out,
           "<fieldset class=\"field\">\n<legend>%s</legend>\n"
           "<div class=\"chips ticks\">\n",
           legend);
}

static void ticks_end(struct buf *out)
{
    html_f(out, "</div>\n</fieldset>\n");
}

/* --- who was there --- */

static void tick_form(struct buf *out, const struct frame *f, const struct request *q,
                      const struct session_list *list)
{
    struct arena *a = q->asking.arena;
    form_begin_kept(out, f, session_path(q, "/aanwezig"), uuid7_new());
    ticks_begin(out, tr(f->tongue, "Wie was er?"));
    for (size_t i = 0; i < list->n; i++) {
        struct str id = id_str(a, list->seats[i].fact.person.u);
        hidden(out, list->seats[i].fact.is_present ? "was" : "wasniet", id);
        person_tick(out, f, "er", i, id.p, list->seats[i].name,
                    list->seats[i].fact.is_present);
    }
    ticks_end(out);
    button(out, "primary", tr(f->tongue, "Bewaar wie er was"), NULL, NULL);
    if (list->session.n_present == 0)
        button(out, "secondary", tr(f->tongue, "Iedereen was er"), "iedereen", "ja");
    form_end(out);
}

static void expected_html(struct buf *out, const struct frame *f, struct arena *a,
                          const struct session_list *list)
{
    inset(out, "note",
          tr(f->tongue, "Deze sessie komt nog. Aantikken kan vanaf de dag zelf."));
    html_f(out, "<h2>%s</h2>\n<ul class=\"list\">\n", tr(f->tongue, "Wie je verwacht"));
    for (size_t i = 0; i < list->n; i++) {
        html_f(out, "<li><a href=\"%s\">",
               person_path(a, list->seats[i].fact.person, ""));
        if (list->seats[i].name.n)
            words_html(out, list->seats[i].name);
        else
            text_html(out, f->tongue, "Zonder naam");
        html_f(out, "</a></li>\n");
    }
    html_f(out, "</ul>\n");
}

static void presence_html(struct buf *out, const struct frame *f, struct arena *a,
                          const struct session_list *list)
{
    size_t n_loose = 0;
    if (list->session.n_present) {
        html_f(out, "<p><strong>");
        tr_html(out, f->tongue, "{0} van {1} aanwezig",
                arena_format(a, "%lld", (long long)list->session.n_present),
                arena_format(a, "%lld", (long long)list->session.n_listed));
        html_f(out, "</strong></p>\n");
    }
    if (list->n_closed)
        inset(out, "closed",
              tr(f->tongue, "Er staan ook mensen op de lijst van wie het dossier voor "
                            "jou gesloten is."));
    for (size_t i = 0; i < list->n; i++)
        n_loose +=
            list->seats[i].fact.is_present && uuid_is_nil(list->seats[i].fact.activity);
    if (!n_loose) return;
    html_f(out, "<p>");
    text_html(out, f->tongue,
              "Wie die dag geen open traject had, staat hier als aanwezig. In de "
              "cijfers telt dat niet als actie:");
    for (size_t i = 0; i < list->n; i++) {
        const struct session_seat *s = &list->seats[i];
        if (!s->fact.is_present || !uuid_is_nil(s->fact.activity)) continue;
        html_f(out, " <a href=\"%s\">", person_path(a, s->fact.person, ""));
        words_html(out, s->name.n ? s->name : S("?"));
        html_f(out, "</a>");
    }
    html_f(out, "</p>\n");
}

/* Off the list, and the session itself away. */
static void change_html(struct buf *out, const struct frame *f, const struct request *q,
                        const struct session_list *list)
{
    size_t n_away = 0;
    for (size_t i = 0; i < list->n; i++)
        n_away += !list->seats[i].fact.is_present;
    if (n_away) {
        fold_begin(out, false, tr(f->tongue, "Haal iemand van de lijst"));
        form_begin(out, f, session_path(q, "/af"), uuid7_new());
        ticks_begin(out, tr(f->tongue, "Wie hoort er niet bij?"));
        for (size_t i = 0; i < list->n; i++)
            if (!list->seats[i].fact.is_present)
                person_tick(out, f, "af", i,
                            id_str(q->asking.arena, list->seats[i].fact.person.u).p,
                            list->seats[i].name, false);
        ticks_end(out);
        button(out, "secondary", tr(f->tongue, "Haal van de lijst"), NULL, NULL);
        form_end(out);
        fold_end(out);
    }
    fold_begin(out, false, tr(f->tongue, "Deze sessie klopt niet"));
    html_f(out, "<p>");
    text_html(out, f->tongue,
              "Ging ze niet door, of klopt de dag of de duur niet? Haal ze weg: ook de "
              "uren in de dossiers verdwijnen. Maak daarna een nieuwe.");
    html_f(out, "</p>\n");
    form_begin(out, f, session_path(q, "/weg"), uuid7_new());
    button(out, "warning", tr(f->tongue, "Haal deze sessie weg"), NULL, NULL);
    form_end(out);
    fold_end(out);
}

static void repeat_form(struct buf *out, const struct frame *f, const struct request *q,
                        const char *kind)
{
    form_begin(out, f, session_path(q, "/vorige"), uuid7_new());
    button(out, kind, tr(f->tongue, "Neem de groep van vorige keer"), NULL, NULL);
    form_end(out);
}

static enum err_code show_session(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Aanwezigheid"));
    struct buf *out = &r->body;
    struct session_list list = {.n = 0};
    enum err_code rc;
    f.nav = NAV_MORE;
    f.is_field = true;
    TRY(group_session_show(&list, &q->asking, request_id(q, "session"), e));
    page_begin(out, &f);
    page_back(out, &f, SESSIONS_PATH, tr(q->tongue, "Groepssessies"));
    session_heading(out, &list.session);
    session_facts(out, &f, q->asking.arena, &list.session);
    presence_html(out, &f, q->asking.arena, &list);
    if (!list.session.n_listed) {
        html_f(out, "<p>%s</p>\n", tr(f.tongue, "Er staat nog niemand op de lijst."));
        if (!uuid_is_nil(list.before)) repeat_form(out, &f, q, "primary");
    } else if (list.session.fact.on.v > f.today.v) {
        expected_html(out, &f, q->asking.arena, &list);
    } else if (list.n) {
        tick_form(out, &f, q, &list);
    }
    button_link(out, list.session.n_listed ? "secondary" : "primary",
                session_path(q, "/deelnemers"), tr(f.tongue, "Zet mensen op de lijst"));
    change_html(out, &f, q, &list);
    page_end(out, &f);
out:
    session_list_wipe(&list);
    return rc;
}

/* --- what was sent --- */

static bool is_in(const struct person_id *list, size_t n, struct person_id person)
{
    for (size_t i = 0; i < n; i++)
        if (uuid_eq(list[i].u, person.u)) return true;
    return false;
}

/* All ids of one name; in the arena. What is no id is no person of the page. */
static struct person_id *read_people(size_t *n_out, const struct request *q,
                                     const char *name)
{
    struct person_id *ids =
        arena_new_array(q->asking.arena, struct person_id, q->n_values + 1);
    struct err ignored;
    *n_out = 0;
    for (size_t i = 0; i < q->n_values; i++)
        if (str_eq_c(q->values[i].name, name) &&
            uuid_parse(&ids[*n_out].u, q->values[i].value, &ignored) == OK)
            ++*n_out;
    return ids;
}

static enum err_code take_ticks(struct reply *r, struct request *q, struct err *e)
{
    size_t n_on, n_was, n_not, n_came = 0, n_away = 0;
    struct person_id *on = read_people(&n_on, q, "er");
    struct person_id *was = read_people(&n_was, q, "was");
    struct person_id *was_not = read_people(&n_not, q, "wasniet");
    bool everybody = str_eq(request_text(q, "iedereen"), S("ja"));
    enum err_code rc;
    for (size_t i = 0; i < n_not; i++)
        if (everybody || is_in(on, n_on, was_not[i])) was_not[n_came++] = was_not[i];
    for (size_t i = 0; i < n_was; i++)
        if (!everybody && !is_in(on, n_on, was[i])) was[n_away++] = was[i];
    struct session_ticks t = {was_not, was, n_came, n_away};
    field_lead(q, session_path(q, ""), "bewaard");
    TRY(group_session_tick(&q->asking, request_id(q, "session"), &t, e));
    field_follow(r, q);
out:
    return rc;
}

static enum err_code take_off(struct reply *r, struct request *q, struct err *e)
{
    size_t n;
    struct person_id *people = read_people(&n, q, "af");
    enum err_code rc;
    field_lead(q, session_path(q, ""), "bewaard");
    TRY(group_session_uninvite(&q->asking, request_id(q, "session"), people, n, e));
    field_follow(r, q);
out:
    return rc;
}

static enum err_code take_repeat(struct reply *r, struct request *q, struct err *e)
{
    enum err_code rc;
    field_lead(q, session_path(q, ""), "bewaard");
    TRY(group_session_repeat(&q->asking, request_id(q, "session"), e));
    field_follow(r, q);
out:
    return rc;
}

static enum err_code take_withdrawal(struct reply *r, struct request *q, struct err *e)
{
    enum err_code rc;
    field_lead(q, SESSIONS_PATH, "verwijderd");
    TRY(group_session_withdraw(&q->asking, request_id(q, "session"), e));
    field_follow(r, q);
out:
    return rc;
}

/* --- who comes --- */

struct people_page {
    struct form_errors errors;
    struct str words; /* looked for */
    struct person_hits hits;
    struct file_page files;
    bool is_searched, is_everybody;
};

static void read_files_place(struct file_filter *f, struct people_page *p,
                             const struct request *q)
{
    struct form_errors ignored = {.n = 0};
    struct day day;
    *f = (struct file_filter){
        .order = FILES_BY_LAST_CONTACT, .phase = CODE_MISSING, .status = CODE_MISSING};
    p->is_everybody = str_eq(request_text(q, "wie"), S("alle"));
    if (!p->is_everybody) f->worker = q->asking.visitor.worker;
    if (!form_id(&f->after.person.u, q, "na", true, "", &ignored) ||
        uuid_is_nil(f->after.person.u))
        return;
    if (!form_day(&day, q, "na_dag", true, &ignored)) day = DAY_NONE;
    f->after.last_contact_on = day;
}

static const char *next_files(const struct request *q, const struct people_page *p)
{
    char id[UUID_TEXT + 1], day[DAY_TEXT + 1];
    const struct file_now *last;
    struct buf out;
    if (!p->files.is_more) return NULL;
    last = &p->files.rows[p->files.n - 1].now;
    uuid_text(id, last->person.u);
    day_text(day, last->last_contact_on);
    buf_init(&out, 0);
    url_f(&out, "%s?wie=%s&na=%s&na_dag=%s", session_path(q, "/deelnemers"),
          p->is_everybody ? "alle" : "mijn", id, day);
    char *path = arena_copy(q->asking.arena, out.p, out.n);
    buf_dispose(&out);
    return path;
}

static void hits_form(struct buf *out, const struct frame *f, const struct request *q,
                      const struct people_page *p)
{
    if (!p->hits.n) {
        html_f(out, "<p role=\"status\">");
        tr_html(out, f->tongue, "Niemand gevonden met “{0}”",
                str_to_c(q->asking.arena, p->words));
        html_f(out, "</p>\n");
        return;
    }
    form_begin(out, f, session_path(q, "/deelnemers"), uuid7_new());
    ticks_begin(out, tr(f->tongue, "Gevonden: wie komt er?"));
    for (size_t i = 0; i < p->hits.n; i++) {
        const struct person_hit *hit = &p->hits.hit[i];
        person_tick(out, f, "persoon", i, id_str(q->asking.arena, hit->person.u).p,
                    hit->name.n ? hit->name : hit->call_name, p->hits.n == 1);
    }
    ticks_end(out);
    button(out, "primary", tr(f->tongue, "Zet op de lijst"), NULL, NULL);
    form_end(out);
}

static void search_form(struct buf *out, const struct frame *f, const struct request *q,
                        const struct people_page *p)
{
    form_begin(out, f, session_path(q, "/zoek"), (struct uuid){{0}});
    field_text(out, f,
               &(struct field){.name = "naam",
                               .label = tr(f->tongue, "Naam, telefoon of kaartnummer"),
                               .value = p->words,
                               .type = "search"},
               &p->errors);
    button(out, "secondary", tr(f->tongue, "Zoek"), NULL, NULL);
    form_end(out);
}

static void files_form(struct buf *out, const struct frame *f, const struct request *q,
                       const struct people_page *p)
{
    html_f(out, "<p><a href=\"%s\">%s</a></p>\n",
           session_path(q, p->is_everybody ? "/deelnemers" : "/deelnemers?wie=alle"),
           p->is_everybody ? tr(f->tongue, "Alleen mijn mensen")
                           : tr(f->tongue, "Dossiers van alle collega's"));
    if (!p->files.n) {
        html_f(out, "<p>%s</p>\n", tr(f->tongue, "Geen dossiers in deze lijst."));
        return;
    }
    form_begin(out, f, session_path(q, "/deelnemers"), uuid7_new());
    ticks_begin(out, p->is_everybody ? tr(f->tongue, "Van onze organisatie: wie komt?")
                                     : tr(f->tongue, "Mijn mensen: wie komt er?"));
    for (size_t i = 0; i < p->files.n; i++) {
        const struct file_row *row = &p->files.rows[i];
        if (row->name.n)
            person_tick(out, f, "persoon", 100 + i,
                        id_str(q->asking.arena, row->now.person.u).p, row->name, false);
    }
    ticks_end(out);
    button(out, p->is_searched ? "secondary" : "primary",
           tr(f->tongue, "Zet op de lijst"), NULL, NULL);
    form_end(out);
    pager(out, f, NULL, next_files(q, p));
}

static enum err_code people_page(struct reply *r, struct request *q,
                                 struct people_page *p, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Wie komt er?"));
    struct buf *out = &r->body;
    struct group_session_view s;
    struct file_filter filter;
    struct uuid before;
    enum err_code rc;
    f.nav = NAV_MORE;
    f.is_field = true;
    f.has_errors = p->errors.n > 0;
    read_files_place(&filter, p, q);
    TRY(group_session_open(&s, &q->asking, request_id(q, "session"), e));
    TRY(group_session_before(&before, q->asking.house->db, &s.fact, e));
    TRY(file_list(&p->files, &q->asking, &filter, e));
    page_begin(out, &f);
    html_f(out, "<p class=\"back\"><a href=\"%s\">", session_path(q, ""));
    icon_html(out, ICON_BACK);
    html_f(out, "<bdi dir=\"auto\">%s</bdi></a></p>\n", s.fact.title);
    error_summary(out, &f, &p->errors);
    page_heading(out, &f, f.title);
    html_f(out, "<p>");
    tr_html(out, f.tongue, "{0} op de lijst",
            arena_format(q->asking.arena, "%lld", (long long)s.n_listed));
    html_f(out, "</p>\n");
    if (!uuid_is_nil(before) && !s.n_listed) repeat_form(out, &f, q, "primary");
    search_form(out, &f, q, p);
    if (p->is_searched && !p->errors.n) hits_form(out, &f, q, p);
    files_form(out, &f, q, p);
    page_end(out, &f);
    if (p->errors.n) reply_invalid(r);
out:
    file_list_wipe(&p->files);
    return rc;
}

static enum err_code show_people(struct reply *r, struct request *q, struct err *e)
{
    struct people_page p = {.words = STR_NONE};
    return people_page(r, q, &p, e);
}

static enum err_code find_people(struct reply *r, struct request *q, struct err *e)
{
    struct people_page p = {.words = request_text(q, "naam"), .is_searched = true};
    struct group_session_view s;
    enum err_code rc;
    TRY(group_session_open(&s, &q->asking, request_id(q, "session"), e));
    if (p.words.n > LIMIT_NAME_BYTES)
        form_error(&p.errors, "naam", tr(q->tongue, "Typ een kortere naam"));
    if (!p.errors.n) {
        struct person_asked asked = {p.words, STR_NONE};
        TRY(persons_search(&p.hits, &q->asking, &asked, e));
        if (p.hits.why_nothing)
            form_error(&p.errors, "naam",
                       tr(q->tongue, "Typ een naam van minstens twee letters, een "
                                     "telefoonnummer of een kaartnummer"));
    }
    rc = people_page(r, q, &p, e);
out:
    person_hits_wipe(&p.hits);
    return rc;
}

static enum err_code take_people(struct reply *r, struct request *q, struct err *e)
{
    size_t n;
    struct person_id *people = read_people(&n, q, "persoon");
    enum err_code rc;
    field_lead(q, session_path(q, ""), "bewaard");
    TRY(group_session_invite(&q->asking, request_id(q, "session"), people, n, e));
    field_follow(r, q);
out:
    return rc;
}

const struct route attendance_routes[] = {
    {"GET", "/sessies/:session", PERMISSION_SESSION_WRITE, NULL,
     "who was at a group session", show_session},
    {"POST", "/sessies/:session/aanwezig", PERMISSION_SESSION_WRITE,
     (const struct route_value[]){
         {"er", VALUE_ID, 0, false, "somebody who was there; many"},
         {"was", VALUE_ID, 0, false, "was ticked when the page was made; many"},
         {"wasniet", VALUE_ID, 0, false, "was not ticked then; many"},
         {"iedereen", VALUE_FLAG, 0, false, "all on the page were there"},
         {0}},
     "tick who was there", take_ticks},
    {"GET", "/sessies/:session/deelnemers", PERMISSION_SESSION_WRITE,
     (const struct route_value[]){
         {"wie", VALUE_TEXT, 0, false, "alle: also files of colleagues"},
         {"na", VALUE_ID, 0, false, "after this file"},
         {"na_dag", VALUE_DAY, 0, false, "the day of that file in the list"},
         {0}},
     "choose who comes", show_people},
    {"POST", "/sessies/:session/deelnemers", PERMISSION_SESSION_WRITE,
     (const struct route_value[]){
         {"persoon", VALUE_ID, 0, false, "somebody for the list; many"}, {0}},
     "put people on the list", take_people},
    {"POST", "/sessies/:session/zoek", PERMISSION_SESSION_WRITE,
     (const struct route_value[]){
         {"naam", VALUE_TEXT, 0, true, "name, telephone or card"}, {0}},
     "look for who comes", find_people},
    {"POST", "/sessies/:session/vorige", PERMISSION_SESSION_WRITE, NULL,
     "take over the list of the session before", take_repeat},
    {"POST", "/sessies/:session/af", PERMISSION_SESSION_WRITE,
     (const struct route_value[]){
         {"af", VALUE_ID, 0, false, "somebody to take off the list; many"}, {0}},
     "take people off the list", take_off},
    {"POST", "/sessies/:session/weg", PERMISSION_SESSION_WRITE, NULL,
     "take a group session away", take_withdrawal},
    {0},
};
