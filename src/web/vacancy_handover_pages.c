/* From a vacancy to a handover (/vacatures/UUID/overdracht): whose file it is for, with
 * what each noted beside what the vacancy says. */
#include "act/employer_acts.h"
#include "act/file_list.h"
#include "act/vacancy_match.h"
#include "base/url.h"
#include "web/field_parts.h"
#include "web/person_tabs.h"

static void read_place(struct file_filter *f, const struct request *q)
{
    struct form_errors ignored = {.n = 0};
    struct day day;
    *f = (struct file_filter){.order = FILES_BY_LAST_CONTACT,
                              .worker = q->asking.visitor.worker,
                              .phase = CODE_MISSING,
                              .status = CODE_MISSING};
    if (!form_id(&f->after.person.u, q, "na", true, "", &ignored) ||
        uuid_is_nil(f->after.person.u))
        return;
    if (!form_day(&day, q, "na_dag", true, &ignored)) day = DAY_NONE;
    f->after.last_contact_on = day;
}

static const char *next_path(const struct request *q, const struct file_page *p)
{
    char id[UUID_TEXT + 1], day[DAY_TEXT + 1];
    struct buf out;
    if (!p->is_more || !p->n) return NULL;
    uuid_text(id, p->rows[p->n - 1].now.person.u);
    day_text(day, p->rows[p->n - 1].now.last_contact_on);
    buf_init(&out, 0);
    url_f(&out, "%s?na=%s&na_dag=%s", str_to_c(q->asking.arena, q->path), id, day);
    const char *path = arena_copy(q->asking.arena, out.p, out.n);
    buf_dispose(&out);
    return path;
}

/* What was noted, and why it stands here. */
static void match_html(struct buf *out, const struct frame *f, struct arena *a,
                       const struct vacancy_match *m)
{
    enum tongue t = f->tongue;
    if (!m->is_open) return;
    if (!m->n) {
        html_f(out, "<p class=\"quiet\">%s</p>\n",
               tr(t, "Nog niets genoteerd over wat deze persoon wil of bij deze plaats "
                     "past."));
        return;
    }
    html_f(out, "<ul>\n");
    for (size_t i = 0; i < m->n; i++) {
        const struct vacancy_asset *x = &m->assets[i];
        html_f(out, "<li>");
        label_html(out, t, LIST_COMPETENCE_KIND, x->kind);
        html_f(out, ": ");
        words_html(out, x->words);
        if (x->shared.n) {
            html_f(out, "<br><span class=\"quiet\">");
            tr_html(out, t, "Ook in de vacature: {0}", str_to_c(a, x->shared));
            html_f(out, "</span>");
        }
        html_f(out, "</li>\n");
    }
    html_f(out, "</ul>\n");
}

/* The same form as on the tab of handovers, with the vacancy in it. */
static void person_line(struct buf *out, const struct frame *f, const struct request *q,
                        const struct vacancy_fact *v, const struct file_row *row,
                        const struct vacancy_match *match)
{
    struct arena *a = q->asking.arena;
    html_f(out, "<li><p>");
    if (row->name.n)
        words_html(out, row->name);
    else
        text_html(out, f->tongue, "Iemand zonder naam");
    if (match->fits)
        html_f(out, " <span class=\"tag\">%s</span>",
               tr(f->tongue, "raakt de vacature"));
    html_f(out, "</p>\n");
    match_html(out, f, a, match);
    form_begin(out, f, person_tab_path(a, row->now.person, TAB_HANDOVERS), uuid7_new());
    hidden(out, "naar", id_str(a, v->employer.u));
    hidden(out, "soort", code_value(LIST_RECEIVER_KIND, RECEIVER_KIND_EMPLOYER));
    hidden(out, "vacature", id_str(a, v->id));
    button(out, "secondary", tr(f->tongue, "Begin een overdracht"), NULL, NULL);
    form_end(out);
    html_f(out, "</li>\n");
}

static enum err_code show_choice(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Voor wie is deze plaats?"));
    struct buf *out = &r->body;
    struct file_filter filter;
    struct file_page files = {0};
    struct vacancy_match *matches;
    struct person_id *persons;
    struct vacancy_view v;
    enum err_code rc;
    f.nav = NAV_MORE;
    f.is_field = true;
    TRY(vacancy_show(&v, &q->asking, request_id(q, "vacature"), e));
    read_place(&filter, q);
    TRY(file_list(&files, &q->asking, &filter, e));
    persons = arena_new_array(q->asking.arena, struct person_id, files.n + 1);
    for (size_t i = 0; i < files.n; i++)
        persons[i] = files.rows[i].now.person;
    TRY(vacancy_matches(&matches, &q->asking, &v.fact, persons, files.n, e));
    page_begin(out, &f);
    page_back(out, &f, id_path(q->asking.arena, "/vacatures/", v.fact.id, ""),
              v.fact.title);
    page_heading(out, &f, f.title);
    html_f(out, "<p>");
    text_html(out, f.tongue,
              "Er gaat nog niets naar de werkgever: eerst beslist de persoon wat mag.");
    html_f(out, "</p>\n<p class=\"quiet\">");
    text_html(out, f.tongue,
              "Wie je begeleidt, wie je het laatst zag eerst. Eronder: wat de persoon "
              "graag doet, en welk woord ook in de vacature staat.");
    html_f(out, "</p>\n");
    if (!files.n)
        html_f(out, "<p>%s</p>\n", tr(f.tongue, "Je begeleidt hier nu niemand."));
    if (files.n) html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < files.n; i++)
        person_line(out, &f, q, &v.fact, &files.rows[i], &matches[i]);
    if (files.n) html_f(out, "</ul>\n");
    pager(out, &f, NULL, next_path(q, &files));
    page_end(out, &f);
out:
    file_list_wipe(&files);
    return rc;
}

static const struct route_value place_query[] = {
    {"na", VALUE_ID, 0, false, "the last file of the page before"},
    {"na_dag", VALUE_DAY, 0, false, "its last contact"},
    {0}};

const struct route vacancy_handover_routes[] = {
    {"GET", "/vacatures/:vacature/overdracht", PERMISSION_HANDOVER_SEND, place_query,
     "for whose file a vacancy begins a handover", show_choice},
    {0},
};
