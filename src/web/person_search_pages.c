/* Looking for a person (S2), always before a file is begun. What is searched goes in
 * the body of a form: an address is kept by browsers, proxies and logs. */
#include "base/limits.h"
#include "act/chat_acts.h"
#include "act/search_proof.h"
#include "web/person_hits_html.h"
#include "web/person_tabs.h"

/* --- people who were found --- */

static void hit_facts(struct buf *out, const struct frame *f,
                      const struct person_hit *hit)
{
    const struct person_glance *g = &hit->glance;
    html_f(out, "<p class=\"quiet\">");
    if (g->birth_year) {
        char year[12];
        snprintf(year, sizeof year, "%d", g->birth_year);
        tr_html(out, f->tongue, "geboren in {0}", year);
    } else {
        text_html(out, f->tongue, "geboortejaar niet bekend");
    }
    int municipality =
        code_index(code_list_at(LIST_MUNICIPALITY), str_of(g->municipality));
    if (municipality >= 0)
        html_f(out, " · %s",
               code_label(code_list_at(LIST_MUNICIPALITY), municipality, LANG_NL));
    if (g->worker_name[0]) {
        html_f(out, " · ");
        tr_html(out, f->tongue, "begeleider: {0}, {1}", g->worker_name,
                g->organisation_name);
    } else if (g->organisation_name[0]) {
        html_f(out, " · %s", g->organisation_name);
    }
    html_f(out, "</p>\n");
}

static void hit_name(struct buf *out, const struct person_hit *hit)
{
    bool has_name = hit->name.n;
    struct str first = has_name ? hit->name : hit->call_name;
    html_f(out, "<bdi dir=\"auto\">%.*s</bdi>", STR_ARG(first));
    if (hit->latin.n) html_f(out, " <bdi>(%.*s)</bdi>", STR_ARG(hit->latin));
    if (has_name && hit->call_name.n)
        html_f(out, " <bdi dir=\"auto\">“%.*s”</bdi>", STR_ARG(hit->call_name));
}

static void join_button(struct buf *out, const struct frame *f, const struct request *q,
                        const struct person_hit *hit, struct uuid thread)
{
    char id[UUID_TEXT + 1];
    uuid_text(id, thread);
    form_begin(out, f, person_path(q->asking.arena, hit->person, "gesprek"),
               uuid7_new());
    hidden(out, "gesprek", str_of(id));
    button(out, "secondary", tr(f->tongue, "Dit is de persoon van het gesprek"), NULL,
           NULL);
    form_end(out);
}

void person_hits_html(struct buf *out, const struct frame *f, const struct request *q,
                      const struct person_hits *hits, struct uuid thread)
{
    html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < hits->n; i++) {
        const struct person_hit *hit = &hits->hit[i];
        struct arena *a = q->asking.arena;
        html_f(out, "<li><a href=\"%s\">", person_path(a, hit->person, ""));
        if (!hit->name.n && !hit->call_name.n) text_html(out, f->tongue, "Zonder naam");
        hit_name(out, hit);
        html_f(out, "</a>\n");
        hit_facts(out, f, hit);
        if (!uuid_is_nil(hit->glance.linked.u)) {
            html_f(out, "<p><a href=\"%s\">", person_path(a, hit->glance.linked, ""));
            text_html(out, f->tongue,
                      "Ook gekend als dossier bij je eigen organisatie");
            html_f(out, "</a></p>\n");
        }
        if (hit->may_be_double)
            html_f(out, "<p><a class=\"tag\" href=\"%s\">%s</a></p>\n",
                   person_path(a, hit->person, "dubbels"),
                   tr(f->tongue, "mogelijk dubbel"));
        if (!uuid_is_nil(thread)) join_button(out, f, q, hit, thread);
        html_f(out, "</li>\n");
    }
    html_f(out, "</ul>\n");
}

/* --- the page --- */

struct search_page {
    struct str words, birth;
    struct uuid thread;
    struct form_errors errors;
    struct person_hits hits;
    bool is_searched;
};

static void search_form(struct buf *out, const struct frame *f,
                        const struct search_page *p)
{
    struct field words = {
        .name = "wie",
        .label = tr(f->tongue, "Naam, telefoon of kaartnummer"),
        .hint = tr(f->tongue, "Een deel van de naam is genoeg. De volgorde en het "
                              "schrift maken niet uit."),
        .value = p->words,
        .type = "search"};
    struct field birth = {.name = "geboren",
                          .label = tr(f->tongue, "Geboortejaar of geboortedatum"),
                          .hint = tr(f->tongue, "Bijvoorbeeld 1985 of 30/7/1985"),
                          .value = p->birth,
                          .may_be_empty = true,
                          .is_ltr = true};
    char id[UUID_TEXT + 1];
    form_begin(out, f, "/personen/zoek", (struct uuid){{0}});
    uuid_text(id, p->thread);
    if (!uuid_is_nil(p->thread)) hidden(out, "gesprek", str_of(id));
    field_text(out, f, &words, &p->errors);
    field_text(out, f, &birth, &p->errors);
    button(out, p->is_searched ? "secondary" : "primary", tr(f->tongue, "Zoek"), NULL,
           NULL);
    form_end(out);
}

/* The only door to a new file. */
static void new_person_form(struct buf *out, const struct frame *f,
                            const struct request *q, const struct search_page *p)
{
    char proof[SEARCH_PROOF_TEXT + 1], id[UUID_TEXT + 1];
    search_proof_make(proof, &q->asking, p->words, p->birth);
    uuid_text(id, p->thread);
    html_f(out, "<h2>");
    text_html(out, f->tongue, "Staat de persoon er niet bij?");
    html_f(out, "</h2>\n");
    form_begin(out, f, "/personen/nieuw", (struct uuid){{0}});
    hidden(out, "bewijs", str_of(proof));
    hidden(out, "gezocht", p->words);
    hidden(out, "gezocht_geboren", p->birth);
    if (!uuid_is_nil(p->thread)) hidden(out, "gesprek", str_of(id));
    button(out, "primary", tr(f->tongue, "Nieuwe persoon"), NULL, NULL);
    form_end(out);
}

static void results(struct buf *out, const struct frame *f, const struct request *q,
                    const struct search_page *p)
{
    char number[24];
    snprintf(number, sizeof number, "%zu", p->hits.n);
    html_f(out, "<section aria-labelledby=\"gevonden\">\n<div role=\"status\">"
                "<h2 id=\"gevonden\" tabindex=\"-1\">");
    if (p->hits.n)
        tr_fill(out,
                tr_n(f->tongue, "{0} persoon gevonden", "{0} personen gevonden",
                     (int64_t)p->hits.n),
                (const char *const[]){number, NULL});
    else
        tr_html(out, f->tongue, "Niemand gevonden met “{0}”",
                str_to_c(q->asking.arena, p->words));
    html_f(out, "</h2></div>\n");
    if (p->hits.n)
        person_hits_html(out, f, q, &p->hits, p->thread);
    else
        html_f(out, "<p>%s</p>\n",
               tr(f->tongue, "Zoek op telefoon of kaart, of maak een nieuwe persoon."));
    if (p->hits.is_more)
        inset(
            out, "note",
            tr(f->tongue, "Er zijn er meer. Voeg een geboortejaar toe om ze te zien."));
    if (p->hits.may_be_elsewhere)
        inset(out, "note",
              tr(f->tongue,
                 "Er bestaat mogelijk een dossier. Vraag de netwerkcoördinator."));
    html_f(out, "</section>\n");
}

static void write_page(struct reply *r, struct request *q, struct search_page *p)
{
    struct frame f = frame_of(q, tr(q->tongue, "Zoek een persoon"));
    f.nav = NAV_SEARCH;
    f.is_field = true;
    f.has_errors = p->errors.n > 0;
    page_begin(&r->body, &f);
    error_summary(&r->body, &f, &p->errors);
    page_heading(&r->body, &f, f.title);
    if (!uuid_is_nil(p->thread))
        inset(&r->body, "note",
              tr(q->tongue, "Je zoekt of er al een dossier is van de persoon met wie "
                            "je sprak."));
    search_form(&r->body, &f, p);
    if (p->is_searched) {
        results(&r->body, &f, q, p);
        new_person_form(&r->body, &f, q, p);
    }
    page_end(&r->body, &f);
    if (p->errors.n) reply_invalid(r);
}

static void read_thread(struct search_page *p, const struct request *q)
{
    struct form_errors ignored = {.n = 0};
    if (!form_id(&p->thread, q, "gesprek", true, "", &ignored))
        p->thread = (struct uuid){{0}};
}

static enum err_code show_search(struct reply *r, struct request *q, struct err *e)
{
    struct search_page p = {.words = STR_NONE};
    (void)e;
    read_thread(&p, q);
    if (request_has(q, "opnieuw"))
        form_error(&p.errors, "wie",
                   tr(q->tongue,
                      "Zoek eerst of er al een dossier is. Daarna kan je een "
                      "nieuwe persoon maken."));
    write_page(r, q, &p);
    return OK;
}

static enum err_code search_person(struct reply *r, struct request *q, struct err *e)
{
    struct search_page p = {.words = request_text(q, "wie"),
                            .birth = request_text(q, "geboren")};
    enum err_code rc = OK;
    read_thread(&p, q);
    if (p.words.n > LIMIT_NAME_BYTES)
        form_error(&p.errors, "wie", tr(q->tongue, "Typ een kortere naam"));
    if (!p.errors.n) {
        struct person_asked asked = {p.words, p.birth};
        TRY(persons_search(&p.hits, &q->asking, &asked, e));
        if (p.hits.why_nothing && strcmp(p.hits.why_nothing, "birth") == 0)
            form_error(&p.errors, "geboren",
                       tr(q->tongue, "Schrijf het jaar met 4 cijfers, of een datum "
                                     "zoals 30/7/1985"));
        else if (p.hits.why_nothing)
            form_error(&p.errors, "wie",
                       tr(q->tongue, "Typ een naam van minstens twee letters, een "
                                     "telefoonnummer of een kaartnummer"));
    }
    p.is_searched = p.errors.n == 0;
    write_page(r, q, &p);
out:
    person_hits_wipe(&p.hits);
    return rc;
}

/* --- a conversation turns out to be with somebody known --- */

static enum err_code join_thread(struct reply *r, struct request *q, struct err *e)
{
    struct person_id person = request_person(q);
    struct form_errors errors = {.n = 0};
    struct uuid thread;
    struct gate gate;
    enum err_code rc;
    /* before anything of the form is judged: strangers learn nothing */
    TRY(person_gate(&gate, &q->asking, person, PERMISSION_DOSSIER_WRITE, e));
    q->asking.location = person_path(q->asking.arena, person, "");
    if (!form_id(&thread, q, "gesprek", false, "", &errors)) {
        rc = err_set(e, ERR_INVALID, "expected a thread");
        goto out;
    }
    TRY(thread_becomes_person(&q->asking, thread, person, e));
    reply_redirect(r, q, q->asking.location, "bewaard");
out:
    return rc;
}

static const struct route_value search_values[] = {
    {"gesprek", VALUE_ID, 0, false, "the anonymous thread that is to become a person"},
    {"opnieuw", VALUE_FLAG, 0, false, "a file was asked for without a search"},
    {0},
};
static const struct route_value asked_values[] = {
    {"wie", VALUE_TEXT, 0, true, "name, telephone or number of a card"},
    {"geboren", VALUE_TEXT, 0, false, "year or date of birth"},
    {"gesprek", VALUE_ID, 0, false, "the anonymous thread that is to become a person"},
    {0},
};
static const struct route_value join_values[] = {
    {"gesprek", VALUE_ID, 0, true, "an anonymous thread of one's own organisation"},
    {0},
};

const struct route person_search_routes[] = {
    {"GET", "/personen/zoek", PERMISSION_PERSON_SEARCH, search_values,
     "where one looks whether there is a file", show_search},
    {"POST", "/personen/zoek", PERMISSION_PERSON_SEARCH, asked_values,
     "look whether there is a file", search_person},
    {"POST", "/personen/:person/gesprek", PERMISSION_DOSSIER_WRITE, join_values,
     "join an anonymous thread to a person", join_thread},
    {0},
};
