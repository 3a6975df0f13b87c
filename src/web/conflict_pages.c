/* Two versions of one field, side by side: who wrote which, and when. Somebody chooses;
 * nothing was lost until then. */
#include "act/person_edit.h"
#include "web/person_fields.h"
#include "web/person_tabs.h"

static void write_version(struct buf *out, const struct frame *f, const char *title,
                          struct str value, const char *author, const char *where,
                          const char *moment)
{
    html_f(out, "<div class=\"card\">\n<h3>%s</h3>\n<p><strong>", title);
    if (value.n)
        words_html(out, value);
    else
        text_html(out, f->tongue, "leeg");
    html_f(out, "</strong></p>\n");
    if (author[0]) {
        html_f(out, "<p class=\"quiet\"><bdi>%s</bdi>", author);
        if (where[0]) html_f(out, ", <bdi>%s</bdi>", where);
        html_f(out, "<br><bdi>%s</bdi></p>\n", moment);
    } else if (moment[0]) {
        html_f(out, "<p class=\"quiet\">");
        text_html(out, f->tongue, "niet door een medewerker");
        html_f(out, "<br><bdi>%s</bdi></p>\n", moment);
    }
    html_f(out, "</div>\n");
}

static void decide_button(struct buf *out, const struct frame *f, const char *action,
                          const struct conflict *c, const char *choice,
                          const char *words, const char *kind)
{
    char id[UUID_TEXT + 1];
    uuid_text(id, c->proposal.id);
    form_begin(out, f, action, uuid7_new());
    hidden(out, "voorstel", str_of(id));
    button(out, kind, words, "keuze", choice);
    form_end(out);
}

static void write_conflict(struct buf *out, const struct frame *f, struct arena *a,
                           const struct conflict *c)
{
    const struct person_field *p = person_field_of(c->field);
    bool is_empty = str_eq(c->proposal.words, S("-"));
    const char *action = person_path(a, c->person, "twee-versies");
    html_f(out, "<li>\n<h2><a href=\"%s\">", person_path(a, c->person, "gegevens"));
    if (c->call_name.n)
        html_f(out, "<bdi dir=\"auto\">%.*s</bdi>", STR_ARG(c->call_name));
    else
        text_html(out, f->tongue, "Zonder naam");
    html_f(out, "</a>: %s</h2>\n",
           p ? tr_later(f->tongue, p->label) : identity_field_name(c->field));
    html_f(out, "<p class=\"quiet\">");
    tr_html(out, f->tongue, "Wacht sinds {0}.",
            moment_words(a, f->tongue, c->proposal.written.at, f->today));
    html_f(out, "</p>\n<div class=\"cards\">\n");
    write_version(out, f, tr(f->tongue, "Staat er nu"),
                  person_field_words(a, f, c->field, c->kept), c->version.worker_name,
                  "",
                  c->version.written.at
                      ? moment_words(a, f->tongue, c->version.written.at, f->today)
                      : "");
    write_version(out, f, tr(f->tongue, "Kwam er ook bij"),
                  is_empty ? STR_NONE
                           : person_field_words(a, f, c->field, c->proposal.words),
                  c->proposer, c->proposer_organisation,
                  moment_words(a, f->tongue, c->proposal.written.at, f->today));
    html_f(out, "</div>\n");
    bool is_later = c->version.written.at > c->proposal.written.at;
    if (is_later)
        html_f(out, "<p>%s</p>\n",
               tr(f->tongue, "Er werd daarna nog iets anders geschreven. Klopt dat?"));
    html_f(out, "<div class=\"buttons\">\n");
    decide_button(out, f, action, c, "hou",
                  is_later    ? tr(f->tongue, "Markeer als opgelost")
                  : c->kept.n ? tr(f->tongue, "Hou de bestaande")
                              : tr(f->tongue, "Hou het leeg"),
                  "secondary");
    decide_button(out, f, action, c, "neem", tr(f->tongue, "Neem de nieuwe"),
                  "secondary");
    html_f(out, "</div>\n</li>\n");
}

static enum err_code show_conflicts(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Twee versies"));
    struct conflict *list = NULL;
    size_t n = 0;
    enum err_code rc;
    TRY(conflict_list(&list, &n, &q->asking, e));
    f.nav = NAV_MORE;
    page_begin(&r->body, &f);
    page_heading(&r->body, &f, f.title);
    if (!n) {
        html_f(&r->body, "<p>%s</p>\n",
               tr(q->tongue, "Niemand wijzigde hetzelfde als iemand anders."));
    } else {
        html_f(&r->body, "<p>%s</p>\n",
               tr(q->tongue, "Twee mensen wijzigden hetzelfde. Kies wat juist is, of "
                             "vraag het aan de persoon."));
        html_f(&r->body, "<ol class=\"list\">\n");
        for (size_t i = 0; i < n; i++)
            write_conflict(&r->body, &f, q->asking.arena, &list[i]);
        html_f(&r->body, "</ol>\n");
    }
    page_end(&r->body, &f);
out:
    if (list) conflict_wipe(list, n);
    return rc;
}

static enum err_code decide(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors ignored = {.n = 0};
    struct uuid proposal;
    struct gate gate;
    enum err_code rc;
    /* before anything of the form is judged: strangers learn nothing */
    TRY(person_gate(&gate, &q->asking, request_person(q), PERMISSION_CONFLICT_DECIDE,
                    e));
    q->asking.location = "/conflicten";
    struct str choice = request_text(q, "keuze");
    bool is_choice = str_eq(choice, S("neem")) || str_eq(choice, S("hou"));
    if (!form_id(&proposal, q, "voorstel", false, "", &ignored) || !is_choice) {
        rc = err_set(e, ERR_INVALID, "expected a proposal and a choice");
        goto out;
    }
    TRY(conflict_decide(&q->asking, request_person(q), proposal,
                        str_eq(choice, S("neem")), e));
    reply_redirect(r, q, "/conflicten", "bewaard");
out:
    return rc;
}

static const struct route_value decide_values[] = {
    {"voorstel", VALUE_ID, 0, true, "the value that came in second"},
    {"keuze", VALUE_TEXT, 0, true, "neem (the new one) or hou (the one that stands)"},
    {0},
};

const struct route conflict_routes[] = {
    {"GET", "/conflicten", PERMISSION_FILES_LIST, NULL,
     "fields of which two versions wait for a decision", show_conflicts},
    {"POST", "/personen/:person/twee-versies", PERMISSION_CONFLICT_DECIDE,
     decide_values, "decide between two versions of a field", decide},
    {0},
};
