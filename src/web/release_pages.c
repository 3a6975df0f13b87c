/* Releases (/cijfers/vrijgaven): an answer frozen by its author, looked at by somebody
 * else, opened for ever as it was. */
#include "act/release_desk.h"
#include "base/limits.h"
#include "web/desk_parts.h"
#include "web/field_parts.h"
#include "web/route.h"

#define RELEASES_PATH "/cijfers/vrijgaven"
enum { WORDS_MOST = 600 };

static const char *stand_words(enum tongue t, enum release_stand s)
{
    switch (s) {
    case RELEASE_VALIDATED:
        return tr(t, "nagekeken en goed");
    case RELEASE_SENT_BACK:
        return tr(t, "teruggestuurd");
    case RELEASE_CORRECTED:
        return tr(t, "vervangen door een verbetering");
    case RELEASE_WITHDRAWN:
        return tr(t, "ingetrokken");
    default:
        return tr(t, "wacht op iemand die nakijkt");
    }
}

/* --- the list --- */

static enum err_code show_releases(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Vrijgaven"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct desk_release *list;
    size_t n;
    enum err_code rc = desk_releases(&list, &n, &q->asking, e);
    if (rc != OK) return rc;
    f.nav = NAV_MORE;
    page_begin(out, &f);
    page_back(out, &f, DESK_PATH, tr(f.tongue, "Terug naar cijfers"));
    page_heading(out, &f, f.title);
    if (!n)
        html_f(out, "<p>%s</p>\n",
               tr(f.tongue,
                  "Nog niets vrijgegeven. Open een vraag en kies “Controleer en "
                  "bevries”."));
    if (n) html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < n; i++) {
        html_f(
            out,
            "<li><a href=\"%s\" dir=\"ltr\">%s</a><span class=\"quiet\">%s. %s</span>"
            "</li>\n",
            id_path(a, RELEASES_PATH "/", list[i].record.release.id, ""),
            list[i].record.release.name, stand_words(f.tongue, list[i].stand),
            moment_words(a, f.tongue, list[i].record.made_ms, f.today));
    }
    if (n) html_f(out, "</ul>\n");
    page_end(out, &f);
    return OK;
}

/* --- one --- */

static void show_facts(struct buf *out, const struct frame *f, struct arena *a,
                       const struct desk_release *v)
{
    const struct release_record *k = &v->record;
    enum tongue t = f->tongue;
    summary_begin(out);
    summary_row(out, f, tr(t, "Stand"), str_of(stand_words(t, v->stand)), NULL, NULL);
    if (k->title[0]) summary_row(out, f, tr(t, "Vraag"), str_of(k->title), NULL, NULL);
    if (v->author_name[0])
        summary_row(out, f, tr(t, "Gemaakt door"), str_of(v->author_name), NULL, NULL);
    summary_row(out, f, tr(t, "Bevroren op"),
                str_of(moment_words(a, t, k->made_ms, f->today)), NULL, NULL);
    if (!day_is_none(k->release.as_of))
        summary_row(out, f, tr(t, "Stand op welke dag"),
                    str_of(day_words(a, t, k->release.as_of, DAY_NONE)), NULL, NULL);
    summary_row(out, f, tr(t, "Zoals bekend op"),
                str_of(moment_words(a, t, k->release.known_at_ms, f->today)), NULL,
                NULL);
    if (k->made_for[0])
        summary_row(out, f, tr(t, "Vrijgegeven ondanks tegenspraak, omdat"),
                    str_of(k->made_for), NULL, NULL);
    if (k->withdrawn_ms)
        summary_row(out, f, tr(t, "Ingetrokken omdat"), str_of(k->withdrawn_for), NULL,
                    NULL);
    summary_end(out);
}

static void show_steps(struct buf *out, const struct frame *f, struct arena *a,
                       const struct desk_release *v)
{
    if (!v->n_steps) return;
    html_f(out, "<h2>%s</h2>\n<ul class=\"list\">\n",
           tr(f->tongue, "Wat er daarna gebeurde"));
    for (size_t i = 0; i < v->n_steps; i++) {
        const struct release_step_fact *s = v->steps[i].fact;
        html_f(out, "<li>");
        label_html(out, f->tongue, LIST_RELEASE_STEP, s->kind);
        html_f(out, "<br>\n<span class=\"quiet\"><bdi>%s</bdi>, %s</span>",
               v->steps[i].worker_name, moment_words(a, f->tongue, s->at_ms, f->today));
        if (s->words.n) {
            html_f(out, "<br>");
            words_html(out, s->words);
        }
        html_f(out, "</li>\n");
    }
    html_f(out, "</ul>\n");
}

static void show_links(struct buf *out, const struct frame *f, struct arena *a,
                       const struct desk_release *v)
{
    if (!uuid_is_nil(v->corrects))
        html_f(out, "<p><a href=\"%s\">%s</a></p>\n",
               id_path(a, RELEASES_PATH "/", v->corrects, ""),
               tr(f->tongue, "De vorige versie, zoals ze was"));
    if (!uuid_is_nil(v->corrected_by))
        html_f(out, "<p><a href=\"%s\">%s</a></p>\n",
               id_path(a, RELEASES_PATH "/", v->corrected_by, ""),
               tr(f->tongue, "De verbetering van dit antwoord"));
    if (!uuid_is_nil(v->record.release.question))
        html_f(out, "<p><a href=\"%s\">%s</a></p>\n",
               id_path(a, "/cijfers/vragen/", v->record.release.question, ""),
               tr(f->tongue, "De vraag, met de cijfers van nu"));
    html_f(out, "<p><a href=\"" DEFINITION_PATH "\">%s</a></p>\n",
           tr(f->tongue, "Wat de woorden en tekens betekenen"));
}

static void judge_form(struct buf *out, const struct frame *f, const struct request *q,
                       const struct desk_release *v, const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    struct arena *a = q->asking.arena;
    const struct choice choices[] = {
        {.value = "goed", .label = tr(t, "Goed: het mag naar buiten")},
        {.value = "terug", .label = tr(t, "Terug naar wie het maakte")}};
    if (v->is_own && v->stand == RELEASE_WAITING)
        inset(out, "note",
              tr(t, "Je maakte dit antwoord zelf. Iemand anders kijkt het na."));
    if (!v->may_validate) return;
    html_f(out, "<h2>%s</h2>\n", tr(t, "Kijk na"));
    form_begin(out, f,
               id_path(a, RELEASES_PATH "/", v->record.release.id, "/nagekeken"),
               uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
    field_choice(out, f,
                 &(struct field){.name = "oordeel",
                                 .label = tr(t, "Wat vind je ervan?"),
                                 .value = request_text(q, "oordeel")},
                 choices, ARRAY_LEN(choices), false, errors);
    field_area(
        out, f,
        &(struct field){.name = "woorden",
                        .label = tr(t, "Wat wil je erbij zeggen?"),
                        .hint = tr(t, "Over de cijfers. Zonder namen van mensen."),
                        .value = request_text(q, "woorden"),
                        .may_be_empty = true,
                        .most = WORDS_MOST},
        errors);
    button(out, "primary", tr(t, "Bewaar"), NULL, NULL);
    form_end(out);
}

static enum err_code release_page(struct reply *r, struct request *q,
                                  const struct form_errors *errors, struct err *e)
{
    struct arena *a = q->asking.arena;
    struct uuid id = request_id(q, "release");
    struct desk_release v;
    struct buf *out = &r->body;
    enum err_code rc = desk_release(&v, &q->asking, id, e);
    if (rc != OK) return rc;
    struct frame f = frame_of(q, v.record.release.name);
    f.nav = NAV_MORE;
    f.path = id_path(a, RELEASES_PATH "/", id, "");
    f.has_errors = errors->n > 0;
    page_begin(out, &f);
    page_back(out, &f, RELEASES_PATH, tr(f.tongue, "Terug naar vrijgaven"));
    error_summary(out, &f, errors);
    html_f(out, "<h1 dir=\"ltr\">%s</h1>\n", f.title);
    show_facts(out, &f, a, &v);
    forms_html(out, &f, id_path(a, RELEASES_PATH "/", id, "/bestand"), '?', false);
    html_f(out, "<p class=\"quiet\">%s</p>\n",
           tr(f.tongue, "Deze bestanden zijn bewaard zoals ze waren, byte voor byte."));
    judge_form(out, &f, q, &v, errors);
    show_steps(out, &f, a, &v);
    show_links(out, &f, a, &v);
    page_end(out, &f);
    return OK;
}

static enum err_code show_release(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    return release_page(r, q, &none, e);
}

static enum err_code take_judgement(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct uuid id = request_id(q, "release");
    struct str verdict = request_text(q, "oordeel"), words;
    bool is_right = str_eq(verdict, S("goed"));
    const char *path = id_path(q->asking.arena, RELEASES_PATH "/", id, "");
    if (!is_right && !str_eq(verdict, S("terug")))
        form_error(&errors, "oordeel", tr(q->tongue, "Kies wat je ervan vindt."));
    form_text(&words, q, "woorden", WORDS_MOST, is_right,
              tr(q->tongue, "Schrijf wat er anders moet."), &errors);
    if (errors.n) {
        reply_invalid(r);
        return release_page(r, q, &errors, e);
    }
    field_lead(q, path, "bewaard");
    enum err_code rc = desk_release_judge(&q->asking, id, is_right, words, e);
    if (rc == OK) field_follow(r, q);
    return rc;
}

static enum err_code give_release_file(struct reply *r, struct request *q,
                                       struct err *e)
{
    struct desk_release v;
    struct str bytes;
    enum publish_format format;
    enum err_code rc;
    if (!desk_form(&format, q)) return err_set(e, ERR_NOT_FOUND, "no such form");
    TRY(desk_release(&v, &q->asking, request_id(q, "release"), e));
    TRY(desk_release_bytes(&bytes, &q->asking, v.record.release.id, format, e));
    reply_form_bytes(r, q, format, v.record.release.name, bytes);
out:
    return rc;
}

/* --- freezing --- */

static void show_findings(struct buf *out, const struct frame *f,
                          const struct desk_finding *found, size_t n)
{
    html_f(out, "<h2>%s</h2>\n", tr(f->tongue, "Wat niet klopt of uitleg vraagt"));
    if (!n) {
        html_f(out, "<p>%s</p>\n",
               tr(f->tongue, "Niets gevonden: de cijfers kloppen met "
                             "elkaar."));
        return;
    }
    html_f(out, "<ul class=\"list\"");
    if (tongue_facts(f->tongue)->labels_differ) html_f(out, " lang=\"nl\" dir=\"ltr\"");
    html_f(out, ">\n");
    for (size_t i = 0; i < n; i++)
        html_f(out,
               "<li><strong>%s</strong> %s <span dir=\"ltr\">%s</span> "
               "<span class=\"quiet\">%s</span></li>\n",
               found[i].where, found[i].what, found[i].arithmetic, found[i].cure);
    html_f(out, "</ul>\n");
}

static void correction_field(struct buf *out, const struct frame *f,
                             const struct request *q, const struct desk_release *list,
                             size_t n, const struct form_errors *errors)
{
    struct arena *a = q->asking.arena;
    struct choice *choices = arena_new_array(a, struct choice, n + 1);
    if (!n) return;
    for (size_t i = 0; i < n; i++)
        choices[i] = (struct choice){.value = id_str(a, list[i].record.release.id).p,
                                     .label = list[i].record.release.name};
    field_select(
        out, f,
        &(struct field){.name = "verbetert",
                        .label = tr(f->tongue, "Verbetert dit een vorig antwoord?"),
                        .hint = tr(f->tongue, "Het vorige blijft bewaard."),
                        .value = request_text(q, "verbetert"),
                        .may_be_empty = true},
        choices, n, errors);
}

static size_t errors_in(const struct desk_finding *found, size_t n)
{
    size_t errors = 0;
    for (size_t i = 0; i < n; i++)
        errors += found[i].is_error;
    return errors;
}

static void freeze_form(struct buf *out, const struct frame *f, const struct request *q,
                        bool has_contradiction, const struct desk_release *list,
                        size_t n, const struct form_errors *errors)
{
    enum tongue t = f->tongue;
    form_begin(out, f,
               id_path(q->asking.arena, "/cijfers/vragen/", request_id(q, "question"),
                       "/bevries"),
               uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
    field_text(out, f,
               &(struct field){.name = "naam",
                               .label = tr(t, "Naam van de vrijgave"),
                               .hint = tr(t, "Kleine letters, cijfers en streepjes. "
                                             "Bijvoorbeeld: vraag-63-2022"),
                               .value = request_text(q, "naam"),
                               .is_ltr = true,
                               .most = RELEASE_NAME_TEXT},
               errors);
    correction_field(out, f, q, list, n, errors);
    if (has_contradiction)
        field_area(
            out, f,
            &(struct field){.name = "reden",
                            .label = tr(t, "Waarom mag het zo toch naar buiten?"),
                            .hint = tr(t, "De reden wordt bewaard. Zonder namen "
                                          "van mensen."),
                            .value = request_text(q, "reden"),
                            .most = WORDS_MOST},
            errors);
    button(out, "primary", tr(t, "Bevries dit antwoord"), NULL, NULL);
    form_end(out);
}

static enum err_code freeze_page(struct reply *r, struct request *q,
                                 const struct form_errors *errors, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Controleer en bevries"));
    struct uuid id = request_id(q, "question");
    enum lang lang = tongue_facts(q->tongue)->lang;
    struct buf *out = &r->body;
    struct question_fact k;
    struct answer *answer;
    struct desk_finding *found;
    struct desk_release *list;
    size_t n, n_list;
    enum err_code rc;
    TRY(desk_question(&k, &q->asking, id, e));
    TRY(desk_answer(&answer, &q->asking, k.text, lang, e));
    TRY(desk_findings(&found, &n, &q->asking, answer, lang, e));
    TRY(desk_releases(&list, &n_list, &q->asking, e));
    f.nav = NAV_MORE;
    f.has_errors = errors->n > 0;
    page_begin(out, &f);
    page_back(out, &f, id_path(q->asking.arena, "/cijfers/vragen/", id, ""),
              tr(f.tongue, "Terug naar de vraag"));
    error_summary(out, &f, errors);
    page_heading(out, &f, f.title);
    html_f(out, "<p><bdi dir=\"auto\">%s</bdi></p>\n", k.title);
    show_findings(out, &f, found, n);
    freeze_form(out, &f, q, errors_in(found, n) > 0, list, n_list, errors);
    page_end(out, &f);
out:
    return rc;
}

static enum err_code show_freeze(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    return freeze_page(r, q, &none, e);
}

/* What the act refused, under its field. False: it is no matter of the form. */
static bool complain(struct form_errors *errors, enum tongue t, enum err_code rc)
{
    if (rc == ERR_INVALID)
        form_error(errors, "naam",
                   tr(t, "Kies een naam van kleine letters, cijfers en streepjes."));
    else if (rc == ERR_EXISTS)
        form_error(errors, "naam",
                   tr(t, "Deze naam is al gebruikt. Zet er bijvoorbeeld -2 achter."));
    else if (rc == ERR_FINDINGS)
        form_error(errors, "reden",
                   tr(t,
                      "Er zijn cijfers die elkaar tegenspreken. Verbeter de vraag, of "
                      "schrijf waarom het zo toch mag."));
    else
        return false;
    return true;
}

static enum err_code take_freeze(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct arena *a = q->asking.arena;
    struct question_fact k;
    struct frozen frozen;
    struct str name, reason = request_text(q, "reden");
    struct uuid corrects = {{0}};
    enum err_code rc = desk_question(&k, &q->asking, request_id(q, "question"), e);
    if (rc != OK) return rc;
    form_text(&name, q, "naam", RELEASE_NAME_TEXT, false,
              tr(q->tongue, "Geef de vrijgave een naam."), &errors);
    form_id(&corrects, q, "verbetert", true,
            tr(q->tongue, "Kies een antwoord uit de lijst."), &errors);
    if (!errors.n) {
        struct err trouble = {0};
        field_lead(q, id_path(a, RELEASES_PATH "/", q->asking.form, ""), "bevroren");
        rc = desk_freeze(&frozen, &q->asking, k.text, tongue_facts(q->tongue)->lang,
                         str_to_c(a, name), str_to_c(a, reason), corrects, &trouble);
        if (rc == OK) {
            field_follow(r, q);
            return OK;
        }
        if (!complain(&errors, q->tongue, rc)) {
            if (e) *e = trouble;
            return rc;
        }
    }
    reply_invalid(r);
    return freeze_page(r, q, &errors, e);
}

static const struct route_value freeze_values[] = {
    {"naam", VALUE_TEXT, 0, true, "name of the release"},
    {"verbetert", VALUE_ID, 0, false, "the release that it corrects"},
    {"reden", VALUE_WORDS, 0, false, "why, although figures contradict each other"},
    {0},
};
static const struct route_value judge_values[] = {
    {"oordeel", VALUE_TEXT, 0, true, "goed or terug"},
    {"woorden", VALUE_WORDS, 0, false, "what to say about it"},
    {0},
};
static const struct route_value form_query[] = {
    {"vorm", VALUE_TEXT, 0, true, "xlsx, csv, jsonstat, json, html or tekst"},
    {0},
};

const struct route release_routes[] = {
    {"GET", "/cijfers/vragen/:question/bevries", PERMISSION_RELEASE_FREEZE, NULL,
     "what does not fit, before freezing", show_freeze},
    {"POST", "/cijfers/vragen/:question/bevries", PERMISSION_RELEASE_FREEZE,
     freeze_values, "freeze an answer", take_freeze},
    {"GET", RELEASES_PATH, PERMISSION_QUESTION_ASK, NULL, "frozen answers",
     show_releases},
    {"GET", RELEASES_PATH "/:release", PERMISSION_QUESTION_ASK, NULL, "a frozen answer",
     show_release},
    {"GET", RELEASES_PATH "/:release/bestand", PERMISSION_QUESTION_ASK, form_query,
     "a frozen answer, byte for byte", give_release_file},
    {"POST", RELEASES_PATH "/:release/nagekeken", PERMISSION_RELEASE_VALIDATE,
     judge_values, "validate or send back, by another than its author", take_judgement},
    {0},
};
