/* The social map (/sociale-kaart): a service found by need, place, language, hours and
 * cost; what one needs to know of it; and saying that it is still so, or is not. */
#include "base/url.h"
#include "domain/geography.h"
#include "web/field_parts.h"
#include "web/route.h"
#include "web/service_parts.h"

/* --- the list --- */

static const char *gap_path(const struct request *q, const struct service_asked *asked)
{
    struct buf path = {0};
    buf_add_c(&path, "/sociale-kaart/tekort");
    if (asked->condition != CODE_MISSING)
        url_f(&path, "?drempel=%s",
              code_list_at(LIST_CONTEXT_CONDITION)->codes[asked->condition].code);
    if (asked->filter.wanted.place[0])
        url_f(&path, "%cgemeente=%s", asked->condition != CODE_MISSING ? '&' : '?',
              asked->filter.wanted.place);
    const char *kept = arena_copy(q->asking.arena, path.p, path.n);
    buf_dispose(&path);
    return kept;
}

static void show_count(struct buf *out, const struct frame *f, struct arena *a,
                       int64_t total, size_t n)
{
    const char *words = arena_format(a, "%lld", (long long)total);
    if (!n) {
        html_f(out, "<p>%s</p>\n",
               tr(f->tongue, "Geen dienst gevonden die hieraan voldoet. Kies minder "
                             "streng, of meld dat er iets ontbreekt."));
        return;
    }
    if (total < 0) return;
    html_f(out, "<p role=\"status\">");
    tr_fill(out, tr_n(f->tongue, "{0} dienst", "{0} diensten", total),
            (const char *const[]){words, NULL});
    html_f(out, "</p>\n");
}

static enum err_code show_services(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Sociale kaart"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct service_asked asked = service_asked_read(q);
    struct service_view *services;
    int64_t total;
    size_t n;
    bool more;
    enum err_code rc;
    f.nav = NAV_MORE;
    TRY(services_find(&services, &n, &more, &total, &q->asking, &asked.filter, e));
    page_begin(out, &f);
    page_heading(out, &f, f.title);
    service_filter_html(out, &f, q, "/sociale-kaart", &asked);
    show_count(out, &f, a, total, n);
    if (n) html_f(out, "<ul class=\"cards\">\n");
    for (size_t i = 0; i < n; i++) {
        service_card_open(out, &f, a, &services[i],
                          id_path(a, "/sociale-kaart/", services[i].id, ""),
                          q->asking.now_ms);
        html_f(out, "</li>\n");
    }
    if (n) html_f(out, "</ul>\n");
    size_t most = asked.filter.wanted.most, from = asked.filter.wanted.first;
    pager(out, &f,
          from ? service_list_path(q, "/sociale-kaart", from > most ? from - most : 0)
               : NULL,
          more ? service_list_path(q, "/sociale-kaart", from + most) : NULL);
    html_f(out, "<p><a href=\"%s\">%s</a></p>\n", gap_path(q, &asked),
           tr(f.tongue, "Meld dat hier een dienst ontbreekt"));
    if (role_has(q->asking.visitor.role, PERMISSION_SERVICE_WRITE))
        html_f(out,
               "<p><a href=\"/sociale-kaart/nieuw\">%s</a></p>\n<p><a "
               "href=\"/sociale-kaart/beheer\">%s</a></p>\n",
               tr(f.tongue, "Voeg een dienst toe"),
               tr(f.tongue, "Wat jullie bijhouden, en meldingen daarover"));
    page_end(out, &f);
out:
    return rc;
}

/* --- one service --- */

static void text_row(struct buf *out, const struct frame *f, const char *name,
                     struct str words)
{
    if (!words.n) return;
    summary_open_row(out, name);
    words_html(out, words);
    summary_close_row(out, f, NULL, NULL);
}

static void list_row(struct buf *out, const struct frame *f, const char *name,
                     const struct text_list *list)
{
    if (!list->n) return;
    summary_open_row(out, name);
    for (size_t i = 0; i < list->n; i++) {
        if (i) html_f(out, "<br>");
        words_html(out, list->at[i]);
    }
    summary_close_row(out, f, NULL, NULL);
}

static void codes_row(struct buf *out, const struct frame *f, const char *name,
                      enum list_number list, uint32_t codes)
{
    bool is_first = true;
    if (!codes) return;
    summary_open_row(out, name);
    for (uint8_t c = 0; c < code_list_at(list)->n; c++) {
        if (!(codes >> c & 1)) continue;
        if (!is_first) html_f(out, ", ");
        is_first = false;
        label_html(out, f->tongue, list, c);
    }
    summary_close_row(out, f, NULL, NULL);
}

/* Only digits and a leading plus: what a telephone dials. */
static const char *dialled(struct arena *a, struct str number)
{
    struct buf out = {0};
    for (size_t i = 0; i < number.n; i++)
        if ((number.p[i] >= '0' && number.p[i] <= '9') ||
            (number.p[i] == '+' && !out.n))
            buf_add_char(&out, number.p[i]);
    const char *kept = arena_copy(a, out.p ? out.p : "", out.n);
    buf_dispose(&out);
    return kept;
}

static void show_reach(struct buf *out, const struct frame *f, struct arena *a,
                       const struct service_view *v, int64_t now_ms)
{
    enum tongue t = f->tongue;
    if (v->phones.n) {
        summary_open_row(out, tr(t, "Telefoon"));
        for (size_t i = 0; i < v->phones.n; i++)
            html_f(
                out,
                "%s<a class=\"target\" href=\"tel:%s\"><bdi dir=\"ltr\">%.*s</bdi></a>",
                i ? "<br>" : "", dialled(a, v->phones.at[i]), STR_ARG(v->phones.at[i]));
        summary_close_row(out, f, NULL, NULL);
    }
    if (v->email.n) {
        summary_open_row(out, tr(t, "E-mail"));
        html_f(out, "<a href=\"mailto:%.*s\"><bdi dir=\"ltr\">%.*s</bdi></a>",
               STR_ARG(v->email), STR_ARG(v->email));
        summary_close_row(out, f, NULL, NULL);
    }
    if (v->url.n) {
        summary_open_row(out, tr(t, "Website"));
        html_f(out,
               "<a href=\"%.*s\" rel=\"noreferrer\"><bdi dir=\"ltr\">%.*s</bdi></a>",
               STR_ARG(v->url), STR_ARG(v->url));
        summary_close_row(out, f, NULL, NULL);
    }
    for (size_t i = 0; i < v->n_places; i++) {
        const struct service_place *p = &v->places[i];
        summary_open_row(out, tr(t, "Adres"));
        html_f(out, "<bdi dir=\"auto\">%.*s, %.*s %.*s</bdi>", STR_ARG(p->street),
               STR_ARG(p->postal_code), STR_ARG(p->city));
        summary_close_row(out, f, NULL, NULL);
    }
    if (v->n_openings || v->hours_words.n) {
        summary_open_row(out, tr(t, "Open"));
        service_hours_html(out, f, v, now_ms);
        summary_close_row(out, f, NULL, NULL);
    }
}

static void show_terms(struct buf *out, const struct frame *f, struct arena *a,
                       const struct service_view *v)
{
    enum tongue t = f->tongue;
    codes_row(out, f, tr(t, "Helpt bij"), LIST_CONTEXT_CONDITION, v->conditions);
    codes_row(out, f, tr(t, "In welke fase"), LIST_PHASE, v->phases);
    if (v->areas.n) {
        summary_open_row(out, tr(t, "Voor wie woont in"));
        places_html(out, f, &v->areas);
        summary_close_row(out, f, NULL, NULL);
    }
    if (v->languages.n) {
        summary_open_row(out, tr(t, "Talen"));
        languages_html(out, f, &v->languages);
        summary_close_row(out, f, NULL, NULL);
    }
    text_row(out, f, tr(t, "Voor wie"), v->eligibility);
    if (v->minimum_age.n || v->maximum_age.n) {
        summary_open_row(out, tr(t, "Leeftijd"));
        html_f(out, "<bdi>%.*s - %.*s</bdi>", STR_ARG(v->minimum_age),
               STR_ARG(v->maximum_age));
        summary_close_row(out, f, NULL, NULL);
    }
    text_row(out, f, tr(t, "Hoe aanmelden"), v->application);
    list_row(out, f, tr(t, "Meebrengen"), &v->documents);
    if (v->is_free) text_row(out, f, tr(t, "Prijs"), str_of(tr(t, "gratis")));
    list_row(out, f, tr(t, "Prijs"), &v->costs);
    text_row(out, f, tr(t, "Over de prijs"), v->fees);
    if (v->waiting_days >= 0) {
        const char *days = arena_format(a, "%d", v->waiting_days);
        summary_open_row(out, tr(t, "Wachttijd"));
        tr_fill(out, tr_n(t, "{0} dag", "{0} dagen", v->waiting_days),
                (const char *const[]){days, NULL});
        summary_close_row(out, f, NULL, NULL);
    }
    text_row(out, f, tr(t, "Over het wachten"), v->wait_words);
    if (v->has_childcare)
        text_row(out, f, tr(t, "Kinderen"), str_of(tr(t, "opvang ter plaatse")));
    list_row(out, f, tr(t, "Toegankelijkheid"), &v->accessibility);
}

static void one_button(struct buf *out, const struct frame *f, const char *path,
                       const char *kind, const char *words, const char *value)
{
    form_begin(out, f, path, uuid7_new());
    if (value) hidden(out, "wat", str_of(value));
    button(out, kind, words, NULL, NULL);
    form_end(out);
}

static void show_what_to_do(struct buf *out, const struct frame *f, struct arena *a,
                            const struct service_view *v)
{
    enum tongue t = f->tongue;
    html_f(out, "<h2>%s</h2>\n<p>", tr(t, "Klopt dit nog?"));
    service_verified_html(out, f, a, v);
    html_f(out, "</p>\n<div class=\"buttons\">\n");
    one_button(out, f, id_path(a, "/sociale-kaart/", v->id, "/nog-juist"), "secondary",
               tr(t, "Nog juist"), NULL);
    button_link(out, "secondary", id_path(a, "/sociale-kaart/", v->id, "/klopt-niet"),
                tr(t, "Klopt niet"));
    html_f(out,
           "</div>\n<h2>%s</h2>\n<p class=\"quiet\">%s</p>\n<div class=\"buttons\">\n",
           tr(t, "Ga je ermee aan de slag?"),
           tr(t, "We tellen alleen dat het gebeurt: zonder naam, ook niet de jouwe."));
    one_button(out, f, id_path(a, "/sociale-kaart/", v->id, "/gebruik"), "secondary",
               tr(t, "Ik bel"), "call");
    one_button(out, f, id_path(a, "/sociale-kaart/", v->id, "/gebruik"), "secondary",
               tr(t, "Ik verwijs"), "refer");
    html_f(out, "</div>\n");
    const char *n = arena_format(a, "%lld", (long long)v->standing.n_intents);
    html_f(out, "<p class=\"quiet\">");
    tr_fill(out,
            tr_n(t, "{0} keer gebruikt in de laatste drie maanden",
                 "{0} keer gebruikt in de laatste drie maanden", v->standing.n_intents),
            (const char *const[]){n, NULL});
    if (v->standing.keeper_name[0]) {
        html_f(out, "<br>");
        tr_html(out, t, "bijgehouden door {0}", v->standing.keeper_name);
    }
    html_f(out, "</p>\n");
}

static enum err_code show_service(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Dienst"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct service_view v;
    enum err_code rc;
    f.nav = NAV_MORE;
    TRY(service_show(&v, &q->asking, request_id(q, "service"), e));
    page_begin(out, &f);
    page_back(out, &f, "/sociale-kaart", tr(f.tongue, "Terug naar de sociale kaart"));
    html_f(out, "<h1><bdi dir=\"auto\">%.*s</bdi></h1>\n<p>", STR_ARG(v.name));
    service_state_html(out, &f, &v);
    if (v.organisation_name.n)
        html_f(out, "<bdi dir=\"auto\">%.*s</bdi>", STR_ARG(v.organisation_name));
    html_f(out, "</p>\n");
    if (v.standing.n_doubts)
        inset(out, "warning",
              tr(f.tongue, "Iemand meldde dat hier iets niet klopt. Bel eerst."));
    if (v.alert.n) {
        html_f(out, "<div class=\"inset warning\">");
        words_html(out, v.alert);
        html_f(out, "</div>\n");
    }
    if (v.description.n) {
        html_f(out, "<p>");
        words_html(out, v.description);
        html_f(out, "</p>\n");
    }
    summary_begin(out);
    show_reach(out, &f, a, &v, q->asking.now_ms);
    show_terms(out, &f, a, &v);
    summary_end(out);
    show_what_to_do(out, &f, a, &v);
    if (v.may_change)
        html_f(out, "<p><a href=\"%s\">%s</a></p>\n",
               id_path(a, "/sociale-kaart/", v.id, "/wijzig"),
               tr(f.tongue, "Wijzig deze dienst"));
    page_end(out, &f);
out:
    return rc;
}

/* --- saying so --- */

static const char *here(const struct request *q)
{
    return id_path(q->asking.arena, "/sociale-kaart/", request_id(q, "service"), "");
}

static enum err_code confirm(struct reply *r, struct request *q, struct err *e)
{
    field_lead(q, here(q), "nagekeken");
    enum err_code rc = service_confirm(&q->asking, request_id(q, "service"), e);
    if (rc == OK) field_follow(r, q);
    return rc;
}

static enum err_code intend(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {0};
    uint8_t intent;
    form_code(&intent, q, "wat", LIST_SERVICE_INTENT, false, "", &errors);
    field_lead(q, here(q), "geteld");
    enum err_code rc = service_intend(&q->asking, request_id(q, "service"), intent, e);
    if (rc == OK) field_follow(r, q);
    return rc;
}

static enum err_code ask_doubt(struct reply *r, struct request *q, struct err *e)
{
    struct frame f = frame_of(q, tr(q->tongue, "Wat klopt er niet?"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    const struct code_list *list = code_list_at(LIST_SERVICE_FAULT);
    struct service_view v;
    enum err_code rc;
    f.nav = NAV_MORE;
    TRY(service_show(&v, &q->asking, request_id(q, "service"), e));
    page_begin(out, &f);
    page_back(out, &f, here(q), tr(f.tongue, "Terug naar de dienst"));
    page_heading(out, &f, f.title);
    html_f(out, "<p><bdi dir=\"auto\">%.*s</bdi></p>\n", STR_ARG(v.name));
    form_begin(out, &f, id_path(a, "/sociale-kaart/", v.id, "/klopt-niet"),
               uuid7_new());
    for (uint8_t i = 0; i < N_SERVICE_FAULT; i++)
        button(out, "secondary", code_label(list, i, tongue_facts(f.tongue)->lang),
               "wat", list->codes[i].code);
    form_end(out);
    page_end(out, &f);
out:
    return rc;
}

static enum err_code take_doubt(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {0};
    uint8_t fault;
    if (!form_code(&fault, q, "wat", LIST_SERVICE_FAULT, false, "", &errors)) {
        reply_invalid(r); /* each button says what: only a form of somebody else's */
        return ask_doubt(r, q, e);
    }
    field_lead(q, here(q), "gemeld");
    enum err_code rc = service_doubt(&q->asking, request_id(q, "service"), fault, e);
    if (rc == OK) field_follow(r, q);
    return rc;
}

/* --- a need without a service --- */

static enum err_code gap_form(struct reply *r, struct request *q,
                              const struct form_errors *errors)
{
    struct frame f = frame_of(q, tr(q->tongue, "Wat ontbreekt er?"));
    enum tongue t = f.tongue;
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    size_t n;
    f.nav = NAV_MORE;
    f.has_errors = errors->n > 0;
    page_begin(out, &f);
    page_back(out, &f, "/sociale-kaart", tr(t, "Terug naar de sociale kaart"));
    error_summary(out, &f, errors);
    page_heading(out, &f, f.title);
    html_f(out, "<p>%s</p>\n",
           tr(t,
              "Zo wordt zichtbaar waar diensten tekortkomen. Het gaat over een nood, "
              "nooit over een persoon."));
    form_begin(out, &f, "/sociale-kaart/tekort", uuid7_new());
    struct choice *conditions = code_choices(&n, a, &f, LIST_CONTEXT_CONDITION);
    field_select(out, &f,
                 &(struct field){.name = "drempel",
                                 .label = tr(t, "Waarvoor vond je geen dienst?"),
                                 .value = request_text(q, "drempel")},
                 conditions, n, errors);
    struct choice *places = municipality_choices(&n, a, &f);
    field_select(out, &f,
                 &(struct field){.name = "gemeente",
                                 .label = tr(t, "In welke gemeente?"),
                                 .value = request_text(q, "gemeente"),
                                 .may_be_empty = true},
                 places, n, errors);
    struct choice *groups = code_choices(&n, a, &f, LIST_TARGET_GROUP);
    field_select(out, &f,
                 &(struct field){.name = "doelgroep",
                                 .label = tr(t, "Voor welke doelgroep?"),
                                 .value = request_text(q, "doelgroep"),
                                 .may_be_empty = true},
                 groups, n, errors);
    button(out, "primary", tr(t, "Meld het tekort"), NULL, NULL);
    form_end(out);
    page_end(out, &f);
    return OK;
}

static enum err_code ask_gap(struct reply *r, struct request *q, struct err *e)
{
    (void)e;
    return gap_form(r, q, &(struct form_errors){0});
}

static enum err_code take_gap(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {0};
    struct str place = request_text(q, "gemeente");
    uint8_t condition, group;
    form_code(&condition, q, "drempel", LIST_CONTEXT_CONDITION, false,
              tr(q->tongue, "Kies waarvoor je geen dienst vond"), &errors);
    form_code(&group, q, "doelgroep", LIST_TARGET_GROUP, true, "", &errors);
    if (place.n && geo_municipality_index(place) < 0)
        form_error(&errors, "gemeente",
                   tr(q->tongue, "Kies een gemeente uit de lijst"));
    if (errors.n) {
        reply_invalid(r);
        return gap_form(r, q, &errors);
    }
    field_lead(q, "/sociale-kaart", "gat-gemeld");
    enum err_code rc =
        gap_record(&q->asking, condition, str_to_c(q->asking.arena, place), group, e);
    if (rc == OK) field_follow(r, q);
    return rc;
}

const struct route_value service_query[] = {
    {"drempel", VALUE_CODE, LIST_CONTEXT_CONDITION, false, "what it helps with"},
    {"gemeente", VALUE_TEXT, 0, false, "REFNIS code"},
    {"taal", VALUE_CODE, LIST_LANGUAGE, false, "language spoken there"},
    {"ook", VALUE_TEXT, 0, false, "open, gratis, alle; many"},
    {"woord", VALUE_TEXT, 0, false, "part of the name"},
    {"vanaf", VALUE_NUMBER, 0, false, "how many to pass over"},
    {0},
};
static const struct route_value doubt_values[] = {
    {"wat", VALUE_CODE, LIST_SERVICE_FAULT, true, "what is not right"},
    {0},
};
static const struct route_value intent_values[] = {
    {"wat", VALUE_CODE, LIST_SERVICE_INTENT, true, "what will be done"},
    {0},
};
static const struct route_value gap_values[] = {
    {"drempel", VALUE_CODE, LIST_CONTEXT_CONDITION, true, "for which need"},
    {"gemeente", VALUE_TEXT, 0, false, "REFNIS code"},
    {"doelgroep", VALUE_CODE, LIST_TARGET_GROUP, false, "for which target group"},
    {0},
};

const struct route service_routes[] = {
    {"GET", "/sociale-kaart", PERMISSION_SERVICE_READ, service_query,
     "the social map: services", show_services},
    {"GET", "/sociale-kaart/tekort", PERMISSION_SERVICE_READ, gap_values,
     "a need without a service", ask_gap},
    {"POST", "/sociale-kaart/tekort", PERMISSION_SERVICE_READ, gap_values,
     "record a need without a service, about nobody", take_gap},
    {"GET", "/sociale-kaart/:service", PERMISSION_SERVICE_READ, NULL, "a service",
     show_service},
    {"POST", "/sociale-kaart/:service/nog-juist", PERMISSION_SERVICE_READ, NULL,
     "say that a service is still as it stands", confirm},
    {"GET", "/sociale-kaart/:service/klopt-niet", PERMISSION_SERVICE_READ, NULL,
     "what is not right of a service", ask_doubt},
    {"POST", "/sociale-kaart/:service/klopt-niet", PERMISSION_SERVICE_READ,
     doubt_values, "say what is not right of a service", take_doubt},
    {"POST", "/sociale-kaart/:service/gebruik", PERMISSION_SERVICE_READ, intent_values,
     "count that a service will be used, about nobody", intend},
    {0},
};
