/* Employers (/werkgevers): whom they may call here, what was done with them, the work
 * that they have. */
#include "act/employer_acts.h"
#include "base/limits.h"
#include "domain/geography.h"
#include "store/office_store.h"
#include "web/field_parts.h"
#include "web/list_filter.h"
#include "web/route.h"

enum { EMPLOYERS_A_PAGE = 50, EMPLOYERS_FARTHEST = 100000 };

/* --- the list --- */

static void employer_line(struct buf *out, const struct frame *f, struct arena *a,
                          const struct employer_view *v)
{
    const char *n = arena_format(a, "%lld", (long long)v->n_vacancies);
    html_f(out, "<li><a href=\"%s\"><bdi dir=\"auto\">%s</bdi></a>",
           id_path(a, "/werkgevers/", v->id.u, ""), v->name);
    if (v->has_contact)
        html_f(out, " <span class=\"tag\">%s</span>",
               tr(f->tongue, "heeft een aanspreekpunt"));
    html_f(out, "<p class=\"quiet\">");
    if (v->municipality[0]) {
        municipality_html(out, f, v->municipality);
        html_f(out, " · ");
    }
    tr_fill(out, tr_n(f->tongue, "{0} vacature", "{0} vacatures", v->n_vacancies),
            (const char *const[]){n, NULL});
    html_f(out, "</p></li>\n");
}

static void filter_html(struct buf *out, const struct frame *f, const struct request *q)
{
    enum tongue t = f->tongue;
    const struct choice only[] = {
        {.value = "vacature", .label = tr(t, "Met een vacature")},
        {.value = "contact", .label = tr(t, "Met een aanspreekpunt bij ons")}};
    form_begin_get(out, f, "/werkgevers");
    field_text(out, f,
               &(struct field){.name = "naam",
                               .label = tr(t, "Naam van de werkgever"),
                               .value = request_text(q, "naam"),
                               .type = "search",
                               .may_be_empty = true},
               NULL);
    field_checks(out, f,
                 &(struct field){.name = "enkel",
                                 .label = tr(t, "Toon alleen"),
                                 .value = request_many(q, "enkel")},
                 only, ARRAY_LEN(only), NULL);
    button(out, "secondary", tr(t, "Zoek"), NULL, NULL);
    form_end(out);
}

static const char *list_path(const struct request *q, int64_t from)
{
    static const char *const names[] = {"naam", "enkel"};
    return filtered_path(q, "/werkgevers", (size_t)MAX_OF(from, INT64_C(0)), names,
                         ARRAY_LEN(names));
}

static enum err_code show_employers(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Werkgevers"));
    struct form_errors ignored = {.n = 0};
    struct employer_view *list;
    struct str only = request_many(q, "enkel");
    struct employer_wanted wanted = {.words = request_text(q, "naam"),
                                     .only_vacancies =
                                         str_contains(only, S("vacature")),
                                     .only_contacts = str_contains(only, S("contact")),
                                     .most = EMPLOYERS_A_PAGE + 1};
    struct buf *out = &r->body;
    int64_t from = 0;
    size_t n;
    enum err_code rc;
    f.nav = NAV_MORE;
    if (!form_number(&from, q, "vanaf", 0, EMPLOYERS_FARTHEST, "", &ignored)) from = 0;
    wanted.first = (size_t)from;
    TRY(employers_show(&list, &n, &q->asking, &wanted, e));
    page_begin(out, &f);
    page_heading(out, &f, f.title);
    html_f(
        out,
        "<p><a href=\"/vacatures\">%s</a> · <a href=\"/werkgevers/nieuw\">%s</a></p>\n",
        tr(f.tongue, "Alle vacatures"), tr(f.tongue, "Voeg een werkgever toe"));
    filter_html(out, &f, q);
    if (!n) html_f(out, "<p>%s</p>\n", tr(f.tongue, "Geen werkgever gevonden."));
    if (n) html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < MIN_OF(n, (size_t)EMPLOYERS_A_PAGE); i++)
        employer_line(out, &f, q->asking.arena, &list[i]);
    if (n) html_f(out, "</ul>\n");
    pager(out, &f, from > 0 ? list_path(q, from - EMPLOYERS_A_PAGE) : NULL,
          n > EMPLOYERS_A_PAGE ? list_path(q, from + EMPLOYERS_A_PAGE) : NULL);
    page_end(out, &f);
out:
    return rc;
}

/* --- vacancies --- */

static void vacancy_line(struct buf *out, const struct frame *f, struct arena *a,
                         const struct vacancy_view *v, bool has_employer)
{
    const struct vacancy_fact *x = &v->fact;
    const char *n = arena_format(a, "%d", x->n_places);
    html_f(out, "<li><a href=\"%s\"><bdi dir=\"auto\">%s</bdi></a>",
           id_path(a, "/vacatures/", x->id, ""), x->title);
    if (x->is_hidden)
        html_f(out, " <span class=\"tag\">%s</span>", tr(f->tongue, "nergens gemeld"));
    html_f(out, "<p class=\"quiet\">");
    if (has_employer) html_f(out, "<bdi dir=\"auto\">%s</bdi> · ", v->employer_name);
    if (x->municipality[0]) {
        municipality_html(out, f, x->municipality);
        html_f(out, " · ");
    }
    if (x->contract != CODE_MISSING) {
        label_html(out, f->tongue, LIST_CONTRACT_KIND, x->contract);
        html_f(out, " · ");
    }
    tr_fill(out, tr_n(f->tongue, "{0} plaats", "{0} plaatsen", x->n_places),
            (const char *const[]){n, NULL});
    html_f(out, "</p></li>\n");
}

static void vacancy_list_html(struct buf *out, const struct frame *f, struct arena *a,
                              const struct vacancy_view *list, size_t n,
                              bool has_employer)
{
    if (!n) html_f(out, "<p>%s</p>\n", tr(f->tongue, "Geen vacatures vandaag."));
    if (n) html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < n; i++)
        vacancy_line(out, f, a, &list[i], has_employer);
    if (n) html_f(out, "</ul>\n");
}

static enum err_code show_vacancies(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Vacatures"));
    struct vacancy_view *list;
    size_t n;
    enum err_code rc;
    f.nav = NAV_MORE;
    TRY(vacancies_show(&list, &n, &q->asking, e));
    page_begin(&r->body, &f);
    page_back(&r->body, &f, "/werkgevers", tr(f.tongue, "Werkgevers"));
    page_heading(&r->body, &f, f.title);
    vacancy_list_html(&r->body, &f, q->asking.arena, list, n, true);
    page_end(&r->body, &f);
out:
    return rc;
}

static void vacancy_rows(struct buf *out, const struct frame *f, struct arena *a,
                         const struct vacancy_view *v)
{
    const struct vacancy_fact *x = &v->fact;
    enum tongue t = f->tongue;
    summary_begin(out);
    summary_row(out, f, tr(t, "Werkgever"), str_of(v->employer_name), NULL, NULL);
    if (x->municipality[0]) {
        summary_open_row(out, tr(t, "Gemeente"));
        municipality_html(out, f, x->municipality);
        summary_close_row(out, f, NULL, NULL);
    }
    if (x->sector != CODE_MISSING) {
        summary_open_row(out, tr(t, "Sector"));
        label_html(out, t, LIST_SECTOR, x->sector);
        summary_close_row(out, f, NULL, NULL);
    }
    if (x->contract != CODE_MISSING) {
        summary_open_row(out, tr(t, "Contract"));
        label_html(out, t, LIST_CONTRACT_KIND, x->contract);
        summary_close_row(out, f, NULL, NULL);
    }
    summary_number(out, f, tr(t, "Plaatsen"), x->n_places);
    summary_row(out, f, tr(t, "Sinds"), str_of(day_words(a, t, x->from, f->today)),
                NULL, NULL);
    if (!day_is_none(x->to))
        summary_row(out, f, tr(t, "Tot"), str_of(day_words(a, t, x->to, f->today)),
                    NULL, NULL);
    summary_row(out, f, tr(t, "Gemeld door"), str_of(v->keeper_name), NULL, NULL);
    summary_end(out);
}

static enum err_code show_vacancy(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Vacature"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct vacancy_view v;
    enum err_code rc;
    f.nav = NAV_MORE;
    TRY(vacancy_show(&v, &q->asking, request_id(q, "vacature"), e));
    page_begin(out, &f);
    page_back(out, &f, id_path(a, "/werkgevers/", v.fact.employer.u, ""),
              tr(f.tongue, "Terug naar de werkgever"));
    html_f(out, "<h1><bdi dir=\"auto\">%s</bdi></h1>\n", v.fact.title);
    if (v.fact.is_hidden)
        inset(out, "note",
              tr(f.tongue,
                 "Deze plaats is nergens gemeld. Alleen jouw organisatie ziet "
                 "haar."));
    vacancy_rows(out, &f, a, &v);
    if (v.fact.text.n) {
        html_f(out, "<p>");
        words_html(out, v.fact.text);
        html_f(out, "</p>\n");
    }
    if (role_has(q->asking.visitor.role, PERMISSION_HANDOVER_SEND))
        button_link(out, "primary", id_path(a, "/vacatures/", v.fact.id, "/overdracht"),
                    tr(f.tongue, "Draag iemand over"));
    if (uuid_eq(v.fact.keeper.u, q->asking.visitor.organisation.u)) {
        form_begin(out, &f, id_path(a, "/vacatures/", v.fact.id, "/einde"),
                   uuid7_new());
        button(out, "secondary", tr(f.tongue, "De plaats is weg"), NULL, NULL);
        form_end(out);
    }
    page_end(out, &f);
out:
    return rc;
}

static enum err_code end_vacancy(struct reply *r, struct request *q, struct err *e)
{
    struct vacancy_view v;
    enum err_code rc;
    TRY(vacancy_show(&v, &q->asking, request_id(q, "vacature"), e));
    field_lead(q, id_path(q->asking.arena, "/werkgevers/", v.fact.employer.u, ""),
               "bewaard");
    TRY(vacancy_end(&q->asking, v.fact.id, e));
    field_follow(r, q);
out:
    return rc;
}

/* --- one employer --- */

static void contact_html(struct buf *out, const struct frame *f,
                         const struct employer_contact_view *c)
{
    enum tongue t = f->tongue;
    html_f(out,
           "<p><strong><bdi dir=\"auto\">%s</bdi></strong>, <bdi "
           "dir=\"auto\">%s</bdi>",
           c->worker_name, c->keeper_name);
    if (c->fact.phone[0]) html_f(out, "<br><bdi dir=\"ltr\">%s</bdi>", c->fact.phone);
    if (c->fact.willingness != CODE_MISSING) {
        html_f(out, "<br><span class=\"tag\">");
        label_html(out, t, LIST_EMPLOYER_WILLINGNESS, c->fact.willingness);
        html_f(out, "</span>");
    }
    html_f(out, "</p>\n");
    if (!c->fact.words.n) return;
    html_f(out, "<p>%s: ", tr(t, "Wie daar"));
    words_html(out, c->fact.words);
    html_f(out, "</p>\n");
}

static void actions_html(struct buf *out, const struct frame *f, struct arena *a,
                         const struct employer_story *s)
{
    enum tongue t = f->tongue;
    html_f(out, "<h2>%s</h2>\n", tr(t, "Wat we met deze werkgever deden"));
    if (!s->n_actions) html_f(out, "<p>%s</p>\n", tr(t, "Nog niets opgeschreven."));
    if (s->n_actions) html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < s->n_actions; i++) {
        const struct employer_action_view *v = &s->actions[i];
        html_f(out, "<li>");
        label_html(out, t, LIST_EMPLOYER_ACTION, v->fact.kind);
        html_f(out, "<p class=\"quiet\"><bdi>%s</bdi> · <bdi dir=\"auto\">%s</bdi></p>",
               day_words(a, t, v->fact.on, f->today), v->keeper_name);
        if (v->fact.words.n) {
            html_f(out, "<p>");
            words_html(out, v->fact.words);
            html_f(out, "</p>");
        }
        html_f(out, "</li>\n");
    }
    if (s->n_actions) html_f(out, "</ul>\n");
}

static enum err_code show_employer(struct reply *r, struct request *q, struct err *e)
{
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct organisation_id id = {request_id(q, "werkgever")};
    struct employer_story s;
    enum err_code rc;
    struct frame f = frame_of(q, tr(q->tongue, "Werkgever"));
    f.nav = NAV_MORE;
    TRY(employer_show(&s, &q->asking, id, e));
    page_begin(out, &f);
    page_back(out, &f, "/werkgevers", tr(f.tongue, "Werkgevers"));
    html_f(out, "<h1><bdi dir=\"auto\">%s</bdi></h1>\n", s.employer.name);
    if (s.employer.municipality[0]) {
        html_f(out, "<p>");
        municipality_html(out, &f, s.employer.municipality);
        html_f(out, "</p>\n");
    }
    html_f(out, "<h2>%s</h2>\n", tr(f.tongue, "Wie deze werkgever kan bellen"));
    if (!s.n_contacts)
        html_f(out, "<p>%s</p>\n", tr(f.tongue, "Nog niemand. Zet er een naam bij."));
    for (size_t i = 0; i < s.n_contacts; i++)
        contact_html(out, &f, &s.contacts[i]);
    html_f(out, "<p class=\"quiet\">%s</p>\n",
           tr(f.tongue, "Een werkgever krijgt antwoord binnen twee werkdagen."));
    button_link(out, "secondary", id_path(a, "/werkgevers/", id.u, "/aanspreekpunt"),
                uuid_is_nil(s.own.fact.id) ? tr(f.tongue, "Zet er een naam bij")
                                           : tr(f.tongue, "Wijzig wie van ons"));
    html_f(out, "<h2>%s</h2>\n", tr(f.tongue, "Vacatures"));
    vacancy_list_html(out, &f, a, s.vacancies, s.n_vacancies, false);
    button_link(out, "secondary", id_path(a, "/werkgevers/", id.u, "/vacature"),
                tr(f.tongue, "Voeg een vacature toe"));
    actions_html(out, &f, a, &s);
    button_link(out, "secondary", id_path(a, "/werkgevers/", id.u, "/actie"),
                tr(f.tongue, "Schrijf een actie op"));
    page_end(out, &f);
out:
    return rc;
}

static const struct route_value list_values[] = {
    {"naam", VALUE_TEXT, 0, false, "within the name"},
    {"enkel", VALUE_TEXT, 0, false, "vacature, contact"},
    {"vanaf", VALUE_NUMBER, 0, false, "the number of the first one shown, from 0"},
    {0}};

const struct route employer_routes[] = {
    {"GET", "/werkgevers", PERMISSION_EMPLOYER, list_values, "employers",
     show_employers},
    {"GET", "/werkgevers/:werkgever", PERMISSION_EMPLOYER, NULL,
     "an employer: whom it may call, vacancies, what was done", show_employer},
    {"GET", "/vacatures", PERMISSION_EMPLOYER, NULL, "vacancies of all employers",
     show_vacancies},
    {"GET", "/vacatures/:vacature", PERMISSION_EMPLOYER, NULL, "a vacancy",
     show_vacancy},
    {"POST", "/vacatures/:vacature/einde", PERMISSION_EMPLOYER, NULL,
     "a vacancy that is gone", end_vacancy},
    {0},
};
