/* A person on the list of a case consultation (/personen/UUID/overleg): only when every
 * organisation at the table may know who it is; and what was said about the person. */
#include "base/limits.h"
#include "web/consultation_parts.h"
#include "web/field_parts.h"
#include "web/person_tabs.h"

enum { MEETINGS_OFFERED = 30 };

static struct field words_field(const struct request *q, struct str value)
{
    return (struct field){.name = "woorden",
                          .label = tr(q->tongue, "Wat wil je bespreken, of wat werd "
                                                 "gezegd?"),
                          .hint = tr(q->tongue, "De persoon mag dit lezen. Schrijf het "
                                                "zo."),
                          .value = value,
                          .may_be_empty = true,
                          .rows = 5,
                          .most = LIMIT_NOTE_BYTES};
}

static enum err_code meeting_choices(struct choice **out, size_t *n_out,
                                     const struct request *q, struct err *e)
{
    struct consultation_view *list;
    struct arena *a = q->asking.arena;
    size_t n;
    enum err_code rc = consultations_show(&list, &n, &q->asking, CONSULTATION_KIND_CASE,
                                          0, MEETINGS_OFFERED, e);
    if (rc != OK) return rc;
    *n_out = n;
    *out = arena_new_array(a, struct choice, n + 1);
    for (size_t i = 0; i < n; i++)
        (*out)[i] = (struct choice){
            .value = id_str(a, list[i].fact.id).p,
            .label = arena_format(
                a, "%s, %s", day_words(a, q->tongue, list[i].fact.on, q->asking.today),
                list[i].fact.title),
            .label_is_dutch = true};
    return OK;
}

static void lacking_html(struct buf *out, const struct frame *f,
                         const struct request *q, const struct member_view *lacking,
                         size_t n)
{
    enum tongue t = f->tongue;
    if (!n) return;
    html_f(
        out, "<div class=\"inset closed\"><p>%s</p>\n<ul>\n",
        tr(t, "Deze organisaties aan tafel mogen nog niet weten wie de persoon is:"));
    for (size_t i = 0; i < n; i++)
        html_f(out, "<li><bdi dir=\"auto\">%s</bdi></li>\n",
               lacking[i].organisation_name);
    html_f(out, "</ul>\n<p><a href=\"%s\">%s</a></p></div>\n",
           person_path(q->asking.arena, request_person(q), "toestemming"),
           tr(t, "Vraag het eerst aan de persoon"));
}

static enum err_code discuss_form(struct reply *r, struct request *q,
                                  const struct form_errors *errors,
                                  const struct member_view *lacking, size_t n_lacking,
                                  struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Bespreek op een overleg"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct dossier_view file = {0};
    struct choice *meetings;
    size_t n;
    enum err_code rc;
    f.nav = NAV_FILES;
    f.has_errors = errors->n > 0;
    TRY(dossier_open(&file, &q->asking, request_person(q), DOSSIER_IDENTITY,
                     "consultation", e));
    TRY(meeting_choices(&meetings, &n, q, e));
    person_form_begin(out, &f, q, &file, TAB_RING);
    error_summary(out, &f, errors);
    lacking_html(out, &f, q, lacking, n_lacking);
    if (!n) {
        html_f(out, "<p>%s</p>\n",
               tr(f.tongue, "Er is nog geen casusoverleg waar je organisatie bij is."));
        button_link(out, "primary", CONSULTATIONS_PATH "/nieuw",
                    tr(f.tongue, "Noteer een overleg"));
    } else {
        struct field words = words_field(q, request_text(q, "woorden"));
        form_begin(out, &f, person_path(a, request_person(q), "overleg"),
                   uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
        field_select(out, &f,
                     &(struct field){.name = "overleg",
                                     .label = tr(f.tongue, "Op welk overleg?"),
                                     .value = request_text(q, "overleg")},
                     meetings, n, errors);
        field_area(out, &f, &words, errors);
        button(out, "primary", tr(f.tongue, "Zet op de lijst"), NULL, NULL);
        form_end(out);
    }
    page_end(out, &f);
out:
    dossier_wipe(&file.dossier);
    return rc;
}

static enum err_code show_discuss(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    return discuss_form(r, q, &none, NULL, 0, e);
}

static enum err_code take_discuss(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct member_view *lacking = NULL;
    struct uuid meeting = {{0}};
    struct str words;
    struct gate gate;
    size_t n_lacking = 0;
    enum err_code rc;
    /* before anything of the form is judged: strangers learn nothing */
    TRY(person_gate(&gate, &q->asking, request_person(q), PERMISSION_DOSSIER_WRITE, e));
    form_id(&meeting, q, "overleg", false, tr(q->tongue, "Kies een overleg."), &errors);
    form_text(&words, q, "woorden", LIMIT_NOTE_BYTES, true, "", &errors);
    if (!errors.n) {
        TRY(grounds_lacking(&lacking, &n_lacking, &q->asking, meeting,
                            request_person(q), e));
        if (n_lacking)
            form_error(&errors, "overleg",
                       tr(q->tongue, "Niet elke organisatie aan tafel mag weten wie de "
                                     "persoon is."));
    }
    field_lead(q, id_path(q->asking.arena, CONSULTATIONS_PATH "/", meeting, ""),
               "bewaard");
    if (!errors.n) {
        TRY(case_discuss(&q->asking, meeting, request_person(q), words, e));
        field_follow(r, q);
        goto out;
    }
    reply_invalid(r);
    rc = discuss_form(r, q, &errors, lacking, n_lacking, e);
out:
    return rc;
}

/* --- what was said --- */

static enum err_code words_form(struct reply *r, struct request *q,
                                const struct form_errors *errors, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Wat werd gezegd?"));
    struct uuid meeting = request_id(q, "consultation");
    struct consultation_story s = {.n_cases = 0};
    struct buf *out = &r->body;
    struct arena *a = q->asking.arena;
    struct dossier_view file = {0};
    struct str value = request_text(q, "woorden");
    bool is_there = false;
    enum err_code rc;
    f.nav = NAV_FILES;
    f.has_errors = errors->n > 0;
    TRY(dossier_open(&file, &q->asking, request_person(q), DOSSIER_IDENTITY,
                     "consultation", e));
    TRY(consultation_show(&s, &q->asking, meeting, e));
    for (size_t i = 0; i < s.n_cases; i++)
        if (uuid_eq(s.cases[i].fact.person.u, request_person(q).u)) {
            is_there = true;
            if (!request_has(q, "woorden")) value = s.cases[i].fact.words;
        }
    if (!is_there) {
        rc = err_set(e, ERR_NOT_FOUND, "this person is not on the list");
        goto out;
    }
    struct field words = words_field(q, value);
    person_form_begin(out, &f, q, &file, TAB_RING);
    error_summary(out, &f, errors);
    form_begin(out, &f,
               arena_format(a, "%s/%s", person_path(a, request_person(q), "overleg"),
                            id_str(a, meeting).p),
               uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
    field_area(out, &f, &words, errors);
    button(out, "primary", tr(f.tongue, "Bewaar"), NULL, NULL);
    form_end(out);
    page_end(out, &f);
out:
    consultation_wipe(&s);
    dossier_wipe(&file.dossier);
    return rc;
}

static enum err_code show_words(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    return words_form(r, q, &none, e);
}

static enum err_code take_words(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct uuid meeting = request_id(q, "consultation");
    struct str words;
    struct gate gate;
    enum err_code rc;
    TRY(person_gate(&gate, &q->asking, request_person(q), PERMISSION_DOSSIER_WRITE, e));
    field_lead(q, id_path(q->asking.arena, CONSULTATIONS_PATH "/", meeting, ""),
               "bewaard");
    if (!form_text(&words, q, "woorden", LIMIT_NOTE_BYTES, true, "", &errors)) {
        reply_invalid(r);
        return words_form(r, q, &errors, e);
    }
    TRY(case_reword(&q->asking, request_person(q), meeting, words, e));
    field_follow(r, q);
out:
    return rc;
}

static const struct route_value discuss_values[] = {
    {"overleg", VALUE_ID, 0, true, "a case consultation one's organisation is at"},
    {"woorden", VALUE_WORDS, 0, false, "what to discuss; the person may read it"},
    {0},
};
static const struct route_value words_values[] = {
    {"woorden", VALUE_WORDS, 0, false, "what was said; the person may read it"},
    {0},
};

const struct route consultation_case_routes[] = {
    {"GET", "/personen/:person/overleg", PERMISSION_DOSSIER_WRITE, NULL,
     "form to discuss a person at a consultation", show_discuss},
    {"POST", "/personen/:person/overleg", PERMISSION_DOSSIER_WRITE, discuss_values,
     "put a person on the list of a consultation", take_discuss},
    {"GET", "/personen/:person/overleg/:consultation", PERMISSION_DOSSIER_WRITE, NULL,
     "form for what was said about a person", show_words},
    {"POST", "/personen/:person/overleg/:consultation", PERMISSION_DOSSIER_WRITE,
     words_values, "write what was said about a person", take_words},
    {0},
};
