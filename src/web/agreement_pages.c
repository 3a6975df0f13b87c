/* Forms of a partnership: an agreement, an agreed action, what came of it. */
#include "act/partnership_acts.h"
#include "domain/geography.h"
#include "ui/icon.h"
#include "web/field_parts.h"
#include "web/partnership_parts.h"
#include "web/project_parts.h"
#include "web/route.h"

enum { TEXT_BYTES = 2000, NUMBER_MOST = 1000000 };

struct agreement_form {
    struct request *q;
    struct frame f;
    struct buf *out;
    struct partnership_story story;
    struct partnership_id id;
    const struct form_errors *errors;
};

static const char *partnership_path(const struct request *q, const char *rest)
{
    return id_path(q->asking.arena, PARTNERSHIPS_PATH "/", request_id(q, "partnership"),
                   rest);
}

/* Opens the page. ERR_DENIED for who may not write in it. */
static enum err_code form_open(struct agreement_form *x, struct reply *r,
                               struct request *q, const char *title,
                               const struct form_errors *errors, struct err *e)
{
    enum err_code rc;
    *x = (struct agreement_form){.q = q,
                                 .f = frame_of(q, title),
                                 .out = &r->body,
                                 .id = {request_id(q, "partnership")},
                                 .errors = errors};
    x->f.nav = NAV_MORE;
    x->f.has_errors = errors->n > 0;
    TRY(partnership_show(&x->story, &q->asking, x->id, e));
    if (!x->story.may_write)
        rc = err_set(e, ERR_DENIED, "agreements are written by a party");
out:
    return rc;
}

static void form_top(struct agreement_form *x)
{
    page_begin(x->out, &x->f);
    html_f(x->out, "<p class=\"back\"><a href=\"%s\">", partnership_path(x->q, ""));
    icon_html(x->out, ICON_BACK);
    html_f(x->out, "<bdi dir=\"auto\">%s</bdi></a></p>\n",
           x->story.partnership.fact.name);
    error_summary(x->out, &x->f, x->errors);
    page_heading(x->out, &x->f, x->f.title);
}

static void form_here(struct agreement_form *x, const char *path)
{
    form_begin(x->out, &x->f, path,
               uuid_is_nil(x->q->asking.form) ? uuid7_new() : x->q->asking.form);
}

static struct str sent_or(const struct request *q, const char *name, struct str other)
{
    return request_has(q, name) ? request_text(q, name) : other;
}

static void number_field(struct agreement_form *x, const char *label, const char *hint)
{
    field_text(x->out, &x->f,
               &(struct field){.name = "aantal",
                               .label = label,
                               .hint = hint,
                               .value = request_text(x->q, "aantal"),
                               .input_mode = "numeric",
                               .may_be_empty = true,
                               .is_ltr = true,
                               .most = 7},
               x->errors);
}

static void read_number(int64_t *out, const struct request *q,
                        struct form_errors *errors)
{
    *out = -1;
    if (request_text(q, "aantal").n)
        form_number(out, q, "aantal", 0, NUMBER_MOST,
                    tr(q->tongue, "Schrijf een getal van 0 tot 1000000."), errors);
}

/* --- an agreement --- */

static void agreement_fields(struct agreement_form *x)
{
    enum tongue t = x->f.tongue;
    struct arena *a = x->q->asking.arena;
    const struct partnership_story *s = &x->story;
    struct choice *places = arena_new_array(a, struct choice, s->n_covered + 1);
    size_t n = 0;
    for (size_t i = 0; i < s->n_covered; i++) {
        int at = geo_municipality_index(str_of(s->covered[i].municipality));
        if (at != GEO_UNKNOWN)
            places[n++] = (struct choice){.value = s->covered[i].municipality,
                                          .label = geo_municipality_name(at, LANG_NL)};
    }
    field_text(x->out, &x->f,
               &(struct field){.name = "titel",
                               .label = tr(t, "Waarover gaat de overeenkomst?"),
                               .value = request_text(x->q, "titel"),
                               .most = 199},
               x->errors);
    field_select(x->out, &x->f,
                 &(struct field){.name = "gemeente",
                                 .label = tr(t, "Voor welke gemeente?"),
                                 .hint = tr(t, "Leeg: voor het hele partnerschap."),
                                 .value = request_text(x->q, "gemeente"),
                                 .may_be_empty = true},
                 places, n, x->errors);
    field_day(x->out, &x->f,
              &(struct field){.name = "van",
                              .label = tr(t, "Vanaf wanneer?"),
                              .value = sent_or(x->q, "van", day_value(a, x->f.today))},
              x->errors);
    field_day(x->out, &x->f,
              &(struct field){.name = "tot",
                              .label = tr(t, "Tot en met wanneer?"),
                              .value = request_text(x->q, "tot"),
                              .may_be_empty = true},
              x->errors);
    field_area(x->out, &x->f,
               &(struct field){.name = "tekst",
                               .label = tr(t, "Wat is er afgesproken?"),
                               .hint = tr(t, "Zonder namen van deelnemers."),
                               .value = request_text(x->q, "tekst"),
                               .may_be_empty = true,
                               .rows = 4,
                               .most = TEXT_BYTES},
               x->errors);
}

static enum err_code agreement_form(struct reply *r, struct request *q,
                                    const struct form_errors *errors, struct err *e)
{
    struct agreement_form x;
    enum err_code rc =
        form_open(&x, r, q, tr(q->tongue, "Nieuwe overeenkomst"), errors, e);
    if (rc != OK) return rc;
    form_top(&x);
    form_here(&x, partnership_path(q, "/overeenkomst"));
    agreement_fields(&x);
    button(x.out, "primary", tr(q->tongue, "Bewaar"), NULL, NULL);
    form_end(x.out);
    page_end(x.out, &x.f);
    return OK;
}

static enum err_code show_agreement_form(struct reply *r, struct request *q,
                                         struct err *e)
{
    struct form_errors none = {.n = 0};
    return agreement_form(r, q, &none, e);
}

static void fault_error(struct form_errors *errors, enum tongue t,
                        enum agreement_fault fault)
{
    switch (fault) {
    case AGREEMENT_FITS:
        return;
    case AGREEMENT_ELSEWHERE:
        form_error(errors, "gemeente",
                   tr(t, "Kies een gemeente waar dit partnerschap werkt."));
        return;
    case AGREEMENT_NO_PARTY:
        form_error(errors, "wie", tr(t, "Kies een organisatie die meedoet."));
        return;
    case AGREEMENT_DAYS:
        form_error(errors, "tot", tr(t, "Kies een einddag na de begindag."));
        return;
    case AGREEMENT_DAY_TO_COME:
        form_error(errors, "dag", tr(t, "Kies vandaag of een dag die al voorbij is."));
        return;
    }
}

/* What the act answered: going on, or the form again. False: the error stands. */
static bool was_taken(struct reply *r, struct request *q, enum err_code rc,
                      enum agreement_fault fault, struct form_errors *errors)
{
    if (rc == OK)
        field_follow(r, q);
    else
        fault_error(errors, q->tongue, fault);
    return rc == OK || errors->n;
}

static enum err_code take_agreement(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct agreement_fact f = {.partnership = {request_id(q, "partnership")},
                               .from = DAY_NONE};
    enum agreement_fault fault;
    enum tongue t = q->tongue;
    struct str text;
    if (form_text(&text, q, "titel", sizeof f.title - 1, false,
                  tr(t, "Schrijf waarover het gaat."), &errors))
        snprintf(f.title, sizeof f.title, "%.*s", STR_ARG(text));
    text = request_text(q, "gemeente");
    if (text.n >= sizeof f.municipality)
        fault_error(&errors, t, AGREEMENT_ELSEWHERE);
    else
        snprintf(f.municipality, sizeof f.municipality, "%.*s", STR_ARG(text));
    form_day(&f.from, q, "van", false, &errors);
    form_day(&f.to, q, "tot", true, &errors);
    form_text(&f.text, q, "tekst", TEXT_BYTES, true, "", &errors);
    field_lead(q, partnership_path(q, ""), "bewaard");
    if (!errors.n) {
        enum err_code rc = agreement_make(&q->asking, &f, &fault, e);
        if (!was_taken(r, q, rc, fault, &errors) || rc == OK) return rc;
    }
    reply_invalid(r);
    return agreement_form(r, q, &errors, e);
}

/* --- an action --- */

static void action_fields(struct agreement_form *x)
{
    enum tongue t = x->f.tongue;
    struct arena *a = x->q->asking.arena;
    const struct partnership_story *s = &x->story;
    struct choice *parties = arena_new_array(a, struct choice, s->n_parties + 1),
                  *kinds;
    size_t n;
    for (size_t i = 0; i < s->n_parties; i++)
        parties[i] = (struct choice){.value = id_str(a, s->parties[i].organisation.u).p,
                                     .label = s->parties[i].name};
    field_text(x->out, &x->f,
               &(struct field){.name = "tekst",
                               .label = tr(t, "Wat gaan jullie doen?"),
                               .value = request_text(x->q, "tekst"),
                               .most = 399},
               x->errors);
    kinds = code_choices(&n, a, &x->f, LIST_ACTION_KIND);
    field_select(x->out, &x->f,
                 &(struct field){.name = "soort",
                                 .label = tr(t, "Wat voor actie is het?"),
                                 .value = request_text(x->q, "soort"),
                                 .may_be_empty = true},
                 kinds, n, x->errors);
    number_field(x, tr(t, "Hoeveel beogen jullie?"),
                 tr(t, "Bijvoorbeeld 20 mensen of 4 sessies."));
    field_day(x->out, &x->f,
              &(struct field){.name = "tegen",
                              .label = tr(t, "Tegen wanneer?"),
                              .value = request_text(x->q, "tegen"),
                              .may_be_empty = true},
              x->errors);
    field_select(x->out, &x->f,
                 &(struct field){.name = "wie",
                                 .label = tr(t, "Wie doet het?"),
                                 .value = request_text(x->q, "wie"),
                                 .may_be_empty = true},
                 parties, s->n_parties, x->errors);
}

static bool is_agreement_of(const struct partnership_story *s, struct uuid agreement)
{
    for (size_t i = 0; i < s->n_agreements; i++)
        if (uuid_eq(s->agreements[i].id, agreement)) return true;
    return false;
}

static enum err_code action_form(struct reply *r, struct request *q,
                                 const struct form_errors *errors, struct err *e)
{
    struct agreement_form x;
    struct uuid agreement = request_id(q, "agreement");
    enum err_code rc =
        form_open(&x, r, q, tr(q->tongue, "Nieuwe afgesproken actie"), errors, e);
    if (rc != OK) return rc;
    if (!is_agreement_of(&x.story, agreement))
        return err_set(e, ERR_NOT_FOUND, "this partnership has no such agreement");
    form_top(&x);
    form_here(&x, id_path(q->asking.arena, partnership_path(q, "/overeenkomst/"),
                          agreement, "/actie"));
    action_fields(&x);
    button(x.out, "primary", tr(q->tongue, "Bewaar"), NULL, NULL);
    form_end(x.out);
    page_end(x.out, &x.f);
    return OK;
}

static enum err_code show_action_form(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    return action_form(r, q, &none, e);
}

static enum err_code take_action(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct agreed_action_fact f = {.agreement = request_id(q, "agreement")};
    enum agreement_fault fault;
    enum tongue t = q->tongue;
    struct str text;
    if (form_text(&text, q, "tekst", sizeof f.text - 1, false,
                  tr(t, "Schrijf wat jullie gaan doen."), &errors))
        snprintf(f.text, sizeof f.text, "%.*s", STR_ARG(text));
    form_code(&f.kind, q, "soort", LIST_ACTION_KIND, true,
              tr(t, "Kies een soort actie uit de lijst."), &errors);
    read_number(&f.number, q, &errors);
    form_day(&f.due_on, q, "tegen", true, &errors);
    form_id(&f.organisation.u, q, "wie", true,
            tr(t, "Kies een organisatie die meedoet."), &errors);
    field_lead(q, partnership_path(q, ""), "bewaard");
    if (!errors.n) {
        enum err_code rc = agreed_action_make(
            &q->asking, (struct partnership_id){request_id(q, "partnership")}, &f,
            &fault, e);
        if (!was_taken(r, q, rc, fault, &errors) || rc == OK) return rc;
    }
    reply_invalid(r);
    return action_form(r, q, &errors, e);
}

/* --- what came of it --- */

static void results_html(struct agreement_form *x, struct uuid action)
{
    struct arena *a = x->q->asking.arena;
    size_t n = 0;
    for (size_t i = 0; i < x->story.n_results; i++) {
        const struct agreed_result_view *v = &x->story.results[i];
        if (!uuid_eq(v->fact.action, action)) continue;
        if (!n++) timeline_begin(x->out);
        timeline_open(x->out, day_words(a, x->f.tongue, v->fact.on, x->f.today),
                      "signal",
                      code_label(code_list_at(LIST_AGREED_STATE), v->fact.state,
                                 tongue_facts(x->f.tongue)->lang));
        if (v->fact.number >= 0)
            html_f(x->out, "<p>%s: %lld</p>\n", tr(x->f.tongue, "Aantal"),
                   (long long)v->fact.number);
        if (v->fact.text.n) {
            html_f(x->out, "<p>");
            words_html(x->out, v->fact.text);
            html_f(x->out, "</p>\n");
        }
        html_f(x->out, "<p class=\"quiet\"><bdi dir=\"auto\">%s</bdi></p>\n",
               v->worker_name);
        timeline_close(x->out);
    }
    if (n)
        timeline_end(x->out);
    else
        html_f(x->out, "<p>%s</p>\n", tr(x->f.tongue, "Nog geen resultaat."));
}

static void result_fields(struct agreement_form *x)
{
    enum tongue t = x->f.tongue;
    struct arena *a = x->q->asking.arena;
    size_t n;
    struct choice *states = code_choices(&n, a, &x->f, LIST_AGREED_STATE);
    field_choice(x->out, &x->f,
                 &(struct field){.name = "stand",
                                 .label = tr(t, "Hoe staat het ermee?"),
                                 .value = request_text(x->q, "stand")},
                 states, n, true, x->errors);
    number_field(x, tr(t, "Hoeveel zijn er bereikt?"), NULL);
    field_day(x->out, &x->f,
              &(struct field){.name = "dag",
                              .label = tr(t, "Op welke dag?"),
                              .value = sent_or(x->q, "dag", day_value(a, x->f.today))},
              x->errors);
    field_area(x->out, &x->f,
               &(struct field){.name = "tekst",
                               .label = tr(t, "Wil je er iets bij zeggen?"),
                               .hint = tr(t, "Zonder namen van deelnemers."),
                               .value = request_text(x->q, "tekst"),
                               .may_be_empty = true,
                               .rows = 3,
                               .most = TEXT_BYTES},
               x->errors);
}

static const struct agreed_action_view *action_of(const struct partnership_story *s,
                                                  struct uuid action)
{
    for (size_t i = 0; i < s->n_actions; i++)
        if (uuid_eq(s->actions[i].fact.id, action)) return &s->actions[i];
    return NULL;
}

static enum err_code action_page(struct reply *r, struct request *q,
                                 const struct form_errors *errors, struct err *e)
{
    struct agreement_form x;
    struct uuid id = request_id(q, "action");
    const char *path;
    enum err_code rc =
        form_open(&x, r, q, tr(q->tongue, "Afgesproken actie"), errors, e);
    if (rc == ERR_DENIED && x.story.partnership.fact.name[0]) rc = OK; /* to read */
    if (rc != OK) return rc;
    const struct agreed_action_view *v = action_of(&x.story, id);
    if (!v) return err_set(e, ERR_NOT_FOUND, "this partnership has no such action");
    path = id_path(q->asking.arena, partnership_path(q, "/acties/"), id, "");
    form_top(&x);
    html_f(x.out, "<p><bdi dir=\"auto\">%s</bdi></p>\n", v->fact.text);
    results_html(&x, id);
    if (x.story.may_write) {
        html_f(x.out, "<h2>%s</h2>\n", tr(q->tongue, "Wat kwam ervan?"));
        form_here(&x, path);
        result_fields(&x);
        button(x.out, "primary", tr(q->tongue, "Bewaar"), NULL, NULL);
        form_end(x.out);
        fold_begin(x.out, false, tr(q->tongue, "Deze actie klopt niet"));
        form_begin(
            x.out, &x.f,
            id_path(q->asking.arena, partnership_path(q, "/acties/"), id, "/weg"),
            uuid7_new());
        button(x.out, "warning", tr(q->tongue, "Haal deze actie weg"), NULL, NULL);
        form_end(x.out);
        fold_end(x.out);
    }
    page_end(x.out, &x.f);
    return OK;
}

static enum err_code show_action(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors none = {.n = 0};
    return action_page(r, q, &none, e);
}

static enum err_code take_result(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct agreed_result_fact f = {.action = request_id(q, "action"), .on = DAY_NONE};
    enum agreement_fault fault;
    form_code(&f.state, q, "stand", LIST_AGREED_STATE, false,
              tr(q->tongue, "Kies hoe het ermee staat."), &errors);
    read_number(&f.number, q, &errors);
    form_day(&f.on, q, "dag", false, &errors);
    form_text(&f.text, q, "tekst", TEXT_BYTES, true, "", &errors);
    field_lead(q, partnership_path(q, ""), "bewaard");
    if (!errors.n) {
        enum err_code rc = agreed_result_note(
            &q->asking, (struct partnership_id){request_id(q, "partnership")}, &f,
            &fault, e);
        if (!was_taken(r, q, rc, fault, &errors) || rc == OK) return rc;
    }
    reply_invalid(r);
    return action_page(r, q, &errors, e);
}

static enum err_code take_withdrawal(struct reply *r, struct request *q, struct err *e)
{
    enum err_code rc;
    field_lead(q, partnership_path(q, ""), "verwijderd");
    TRY(agreed_action_withdraw(&q->asking,
                               (struct partnership_id){request_id(q, "partnership")},
                               request_id(q, "action"), e));
    field_follow(r, q);
out:
    return rc;
}

static const struct route_value agreement_values[] = {
    {"titel", VALUE_TEXT, 0, true, "what it is about"},
    {"gemeente", VALUE_TEXT, 0, false, "REFNIS code; empty: the whole partnership"},
    {"van", VALUE_DAY, 0, true, "from this day"},
    {"tot", VALUE_DAY, 0, false, "to this day"},
    {"tekst", VALUE_WORDS, 0, false, "what was agreed, about nobody"},
    {0}};
static const struct route_value action_values[] = {
    {"tekst", VALUE_TEXT, 0, true, "what will be done"},
    {"soort", VALUE_CODE, LIST_ACTION_KIND, false, "which action it is"},
    {"aantal", VALUE_NUMBER, 0, false, "how many are aimed at"},
    {"tegen", VALUE_DAY, 0, false, "by this day"},
    {"wie", VALUE_ID, 0, false, "the party that does it"},
    {0}};
static const struct route_value result_values[] = {
    {"stand", VALUE_CODE, LIST_AGREED_STATE, true, "how it stands"},
    {"aantal", VALUE_NUMBER, 0, false, "how many were reached"},
    {"dag", VALUE_DAY, 0, true, "on this day"},
    {"tekst", VALUE_WORDS, 0, false, "in words, about nobody"},
    {0}};

const struct route agreement_routes[] = {
    {"GET", "/partnerschappen/:partnership/overeenkomst", PERMISSION_PARTNERSHIP_WRITE,
     NULL, "the form of an agreement", show_agreement_form},
    {"POST", "/partnerschappen/:partnership/overeenkomst", PERMISSION_PARTNERSHIP_WRITE,
     agreement_values, "record an agreement", take_agreement},
    {"GET", "/partnerschappen/:partnership/overeenkomst/:agreement/actie",
     PERMISSION_PARTNERSHIP_WRITE, NULL, "the form of an agreed action",
     show_action_form},
    {"POST", "/partnerschappen/:partnership/overeenkomst/:agreement/actie",
     PERMISSION_PARTNERSHIP_WRITE, action_values, "record an agreed action",
     take_action},
    {"GET", "/partnerschappen/:partnership/acties/:action", PERMISSION_PARTNERSHIP_READ,
     NULL, "an agreed action and what came of it", show_action},
    {"POST", "/partnerschappen/:partnership/acties/:action",
     PERMISSION_PARTNERSHIP_WRITE, result_values, "record what came of an action",
     take_result},
    {"POST", "/partnerschappen/:partnership/acties/:action/weg",
     PERMISSION_PARTNERSHIP_WRITE, NULL, "take an agreed action away", take_withdrawal},
    {0},
};
