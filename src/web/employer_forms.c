/* Forms around an employer: new, whom it may call here, what was done, a vacancy. */
#include "act/employer_acts.h"
#include "base/limits.h"
#include "domain/geography.h"
#include "store/office_store.h"
#include "web/field_parts.h"
#include "web/route.h"

static struct str sent_or(const struct request *q, const char *name, struct str other)
{
    return request_has(q, name) ? request_text(q, name) : other;
}

/* What the forms have around their fields. */
struct employer_form {
    struct request *q;
    struct frame f;
    struct buf *out;
    const struct form_errors *errors;
    struct employer_story s; /* not of a new one */
};

static enum err_code open_form(struct employer_form *x, struct reply *r,
                               struct request *q, const char *title,
                               const struct form_errors *errors, bool is_new,
                               struct err *e)
{
    struct arena *a = q->asking.arena;
    struct organisation_id id = {{{0}}};
    enum err_code rc = OK;
    *x = (struct employer_form){
        .q = q, .f = frame_of(q, title), .out = &r->body, .errors = errors};
    x->f.nav = NAV_MORE;
    x->f.has_errors = errors->n > 0;
    if (!is_new) {
        id.u = request_id(q, "werkgever");
        TRY(employer_show(&x->s, &q->asking, id, e));
    }
    page_begin(x->out, &x->f);
    if (is_new)
        page_back(x->out, &x->f, "/werkgevers", tr(q->tongue, "Werkgevers"));
    else
        page_back(x->out, &x->f, id_path(a, "/werkgevers/", id.u, ""),
                  x->s.employer.name);
    error_summary(x->out, &x->f, errors);
    page_heading(x->out, &x->f, title);
    form_begin(x->out, &x->f, str_to_c(a, q->path),
               uuid_is_nil(q->asking.form) ? uuid7_new() : q->asking.form);
    if (errors->n) reply_invalid(r);
out:
    return rc;
}

static void close_form(struct employer_form *x)
{
    button(x->out, "primary", tr(x->f.tongue, "Bewaar"), NULL, NULL);
    form_end(x->out);
    page_end(x->out, &x->f);
}

static void lead_to_employer(struct request *q, struct uuid employer)
{
    field_lead(q, id_path(q->asking.arena, "/werkgevers/", employer, ""), "bewaard");
}

static bool read_municipality(char *out, size_t size, const struct request *q,
                              struct form_errors *errors)
{
    struct str refnis = request_text(q, "gemeente");
    out[0] = '\0';
    if (!refnis.n) return true;
    if (refnis.n >= size || geo_municipality_index(refnis) == GEO_UNKNOWN) {
        form_error(errors, "gemeente",
                   tr(q->tongue, "Kies een gemeente uit de lijst."));
        return false;
    }
    snprintf(out, size, "%.*s", STR_ARG(refnis));
    return true;
}

static void municipality_field(struct employer_form *x)
{
    size_t n;
    struct choice *places = municipality_choices(&n, x->q->asking.arena, &x->f);
    field_select(x->out, &x->f,
                 &(struct field){.name = "gemeente",
                                 .label = tr(x->f.tongue, "Gemeente"),
                                 .value = request_text(x->q, "gemeente"),
                                 .may_be_empty = true},
                 places, n, x->errors);
}

static void text_field(struct employer_form *x, const char *name, const char *label,
                       struct str value, bool may_be_empty)
{
    field_text(x->out, &x->f,
               &(struct field){.name = name,
                               .label = label,
                               .value = sent_or(x->q, name, value),
                               .may_be_empty = may_be_empty},
               x->errors);
}

static void words_field(struct employer_form *x, const char *label, const char *hint,
                        struct str value)
{
    field_area(x->out, &x->f,
               &(struct field){.name = "woorden",
                               .label = label,
                               .hint = hint,
                               .value = sent_or(x->q, "woorden", value),
                               .may_be_empty = true,
                               .rows = 3,
                               .most = LIMIT_NOTE_BYTES},
               x->errors);
}

/* --- whom it may call here --- */

static enum err_code contact_fields(struct employer_form *x, struct err *e)
{
    const struct employer_contact_fact *own = &x->s.own.fact;
    struct arena *a = x->q->asking.arena;
    enum tongue t = x->f.tongue;
    bool has_own = !uuid_is_nil(own->id);
    struct uuid worker = has_own ? own->worker : x->q->asking.visitor.worker;
    struct office_name *colleagues;
    struct choice *choices;
    size_t n;
    enum err_code rc;
    TRY(colleague_list(&colleagues, &n, a, x->q->asking.house->db,
                       x->q->asking.visitor.organisation, x->f.today, e));
    choices = arena_new_array(a, struct choice, n + 1);
    for (size_t i = 0; i < n; i++)
        choices[i] = (struct choice){.value = str_to_c(a, id_str(a, colleagues[i].id)),
                                     .label = colleagues[i].name};
    field_select(x->out, &x->f,
                 &(struct field){.name = "wie",
                                 .label = tr(t, "Wie van ons kan de werkgever bellen?"),
                                 .value = sent_or(x->q, "wie", id_str(a, worker))},
                 choices, n, x->errors);
    field_text(x->out, &x->f,
               &(struct field){.name = "telefoon",
                               .label = tr(t, "Nummer van die persoon op het werk"),
                               .hint = tr(t, "Staat op de bladzijde die de werkgever "
                                             "krijgt."),
                               .value = sent_or(x->q, "telefoon", str_of(own->phone)),
                               .type = "tel",
                               .input_mode = "tel",
                               .is_ltr = true,
                               .most = sizeof own->phone - 1},
               x->errors);
    choices = code_choices(&n, a, &x->f, LIST_EMPLOYER_WILLINGNESS);
    field_choice(
        x->out, &x->f,
        &(struct field){.name = "bereid",
                        .label = tr(t, "Wat wil de werkgever?"),
                        .value = sent_or(x->q, "bereid",
                                         has_own ? code_value(LIST_EMPLOYER_WILLINGNESS,
                                                              own->willingness)
                                                 : STR_NONE),
                        .may_be_empty = true},
        choices, n, false, x->errors);
    words_field(x, tr(t, "Wie spreek je daar aan?"),
                tr(t, "Naam, functie en nummer bij de werkgever. Alleen jouw "
                      "organisatie leest dit."),
                own->words);
out:
    return rc;
}

static void read_contact(struct employer_contact_fact *f, const struct request *q,
                         struct form_errors *errors)
{
    struct str phone = request_text(q, "telefoon");
    size_t n_digits = 0;
    form_id(&f->worker, q, "wie", false,
            tr(q->tongue, "Kies wie de werkgever kan bellen."), errors);
    form_code(&f->willingness, q, "bereid", LIST_EMPLOYER_WILLINGNESS, true,
              tr(q->tongue, "Kies één antwoord"), errors);
    form_text(&f->words, q, "woorden", LIMIT_NOTE_BYTES, true, "", errors);
    for (size_t i = 0; i < phone.n; i++)
        n_digits += phone.p[i] >= '0' && phone.p[i] <= '9';
    if (n_digits < 8 || phone.n >= sizeof f->phone)
        form_error(errors, "telefoon",
                   tr(q->tongue, "Schrijf een telefoonnummer, zoals 011 23 45 67."));
    else
        snprintf(f->phone, sizeof f->phone, "%.*s", STR_ARG(phone));
}

static enum err_code contact_form(struct reply *r, struct request *q,
                                  const struct form_errors *errors, struct err *e)
{
    struct employer_form x;
    enum err_code rc;
    TRY(open_form(&x, r, q, tr(q->tongue, "Wie kan deze werkgever bellen?"), errors,
                  false, e));
    TRY(contact_fields(&x, e));
    close_form(&x);
out:
    return rc;
}

static enum err_code show_contact(struct reply *r, struct request *q, struct err *e)
{
    return contact_form(r, q, &(struct form_errors){0}, e);
}

static enum err_code take_contact(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {0};
    struct employer_contact_fact f = {.employer = {request_id(q, "werkgever")}};
    enum err_code rc;
    read_contact(&f, q, &errors);
    if (errors.n) return contact_form(r, q, &errors, e);
    lead_to_employer(q, f.employer.u);
    TRY(employer_contact_note(&q->asking, &f, e));
    field_follow(r, q);
out:
    return rc;
}

/* --- a new one --- */

static enum err_code new_form(struct reply *r, struct request *q,
                              const struct form_errors *errors, struct err *e)
{
    struct employer_form x;
    enum err_code rc;
    TRY(open_form(&x, r, q, tr(q->tongue, "Voeg een werkgever toe"), errors, true, e));
    text_field(&x, "naam", tr(q->tongue, "Naam van de werkgever"), STR_NONE, false);
    municipality_field(&x);
    TRY(contact_fields(&x, e));
    close_form(&x);
out:
    return rc;
}

static enum err_code show_new(struct reply *r, struct request *q, struct err *e)
{
    return new_form(r, q, &(struct form_errors){0}, e);
}

static enum err_code take_new(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {0};
    struct employer_contact_fact f = {0};
    struct organisation_id made;
    struct str name = STR_NONE;
    char municipality[8];
    enum err_code rc;
    form_text(&name, q, "naam", LIMIT_NAME_BYTES - 1, false,
              tr(q->tongue, "Schrijf hoe de werkgever heet."), &errors);
    read_municipality(municipality, sizeof municipality, q, &errors);
    read_contact(&f, q, &errors);
    if (errors.n) return new_form(r, q, &errors, e);
    lead_to_employer(q, q->asking.form);
    TRY(employer_make(&made, &q->asking, str_to_c(q->asking.arena, name), municipality,
                      &f, e));
    reply_redirect(r, q, id_path(q->asking.arena, "/werkgevers/", made.u, ""),
                   "bewaard");
out:
    return rc;
}

/* --- what was done --- */

static enum err_code action_form(struct reply *r, struct request *q,
                                 const struct form_errors *errors, struct err *e)
{
    struct employer_form x;
    struct arena *a = q->asking.arena;
    struct choice *choices;
    size_t n;
    enum err_code rc;
    TRY(open_form(&x, r, q, tr(q->tongue, "Wat deed je met deze werkgever?"), errors,
                  false, e));
    choices = code_choices(&n, a, &x.f, LIST_EMPLOYER_ACTION);
    field_choice(x.out, &x.f,
                 &(struct field){.name = "actie",
                                 .label = tr(q->tongue, "Welke actie?"),
                                 .value = request_text(q, "actie")},
                 choices, n, false, errors);
    field_day(x.out, &x.f,
              &(struct field){.name = "dag",
                              .label = tr(q->tongue, "Wanneer?"),
                              .value = sent_or(q, "dag", day_value(a, x.f.today))},
              errors);
    words_field(&x, tr(q->tongue, "Wat werd gevraagd of afgesproken?"),
                tr(q->tongue, "Over de werkgever, niet over één persoon."), STR_NONE);
    close_form(&x);
out:
    return rc;
}

static enum err_code show_action(struct reply *r, struct request *q, struct err *e)
{
    return action_form(r, q, &(struct form_errors){0}, e);
}

static enum err_code take_action(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {0};
    struct employer_action_fact f = {.employer = {request_id(q, "werkgever")}};
    enum err_code rc;
    form_code(&f.kind, q, "actie", LIST_EMPLOYER_ACTION, false,
              tr(q->tongue, "Kies een actie."), &errors);
    if (form_day(&f.on, q, "dag", false, &errors) && f.on.v > q->asking.today.v)
        form_error(&errors, "dag",
                   tr(q->tongue, "Kies vandaag of een dag die al voorbij is."));
    form_text(&f.words, q, "woorden", LIMIT_NOTE_BYTES, true, "", &errors);
    if (errors.n) return action_form(r, q, &errors, e);
    lead_to_employer(q, f.employer.u);
    TRY(employer_action_note(&q->asking, &f, e));
    field_follow(r, q);
out:
    return rc;
}

/* --- a vacancy --- */

static void code_field(struct employer_form *x, const char *name, const char *label,
                       enum list_number list)
{
    size_t n;
    struct choice *choices = code_choices(&n, x->q->asking.arena, &x->f, list);
    field_select(x->out, &x->f,
                 &(struct field){.name = name,
                                 .label = label,
                                 .value = request_text(x->q, name),
                                 .may_be_empty = true},
                 choices, n, x->errors);
}

static void vacancy_fields(struct employer_form *x)
{
    struct request *q = x->q;
    enum tongue t = q->tongue;
    const struct choice hidden_choice[] = {
        {.value = "1",
         .label = tr(t, "Nergens gemeld: alleen onze organisatie ziet deze plaats")}};
    text_field(x, "titel", tr(t, "Welk werk?"), STR_NONE, false);
    field_text(x->out, &x->f,
               &(struct field){.name = "plaatsen",
                               .label = tr(t, "Hoeveel plaatsen?"),
                               .value = sent_or(q, "plaatsen", S("1")),
                               .input_mode = "numeric",
                               .is_ltr = true,
                               .most = 4},
               x->errors);
    field_checks(x->out, &x->f,
                 &(struct field){.name = "verborgen",
                                 .label = tr(t, "Wie mag dit zien?"),
                                 .value = request_text(q, "verborgen")},
                 hidden_choice, 1, x->errors);
    municipality_field(x);
    code_field(x, "contract", tr(t, "Contract"), LIST_CONTRACT_KIND);
    code_field(x, "sector", tr(t, "Sector"), LIST_SECTOR);
    field_day(x->out, &x->f,
              &(struct field){.name = "tot",
                              .label = tr(t, "Tot wanneer?"),
                              .value = request_text(q, "tot"),
                              .may_be_empty = true},
              x->errors);
    words_field(x, tr(t, "Wat moet iemand kunnen, en wat is er mogelijk?"),
                tr(t, "Uren, taal, vervoer, wat nog geleerd kan worden."), STR_NONE);
}

static enum err_code vacancy_form(struct reply *r, struct request *q,
                                  const struct form_errors *errors, struct err *e)
{
    struct employer_form x;
    enum err_code rc;
    TRY(open_form(&x, r, q, tr(q->tongue, "Voeg een vacature toe"), errors, false, e));
    vacancy_fields(&x);
    close_form(&x);
out:
    return rc;
}

static enum err_code show_vacancy_form(struct reply *r, struct request *q,
                                       struct err *e)
{
    return vacancy_form(r, q, &(struct form_errors){0}, e);
}

static enum err_code take_vacancy(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {0};
    struct vacancy_fact f = {.employer = {request_id(q, "werkgever")},
                             .from = q->asking.today,
                             .to = DAY_NONE};
    struct str title = STR_NONE;
    int64_t places = 1;
    enum err_code rc;
    form_text(&title, q, "titel", sizeof f.title - 1, false,
              tr(q->tongue, "Schrijf welk werk het is."), &errors);
    snprintf(f.title, sizeof f.title, "%.*s", STR_ARG(title));
    form_number(&places, q, "plaatsen", 1, VACANCY_PLACES_MOST,
                tr(q->tongue, "Schrijf een aantal van 1 tot 1000."), &errors);
    f.n_places = (int32_t)places;
    f.is_hidden = request_has(q, "verborgen");
    read_municipality(f.municipality, sizeof f.municipality, q, &errors);
    form_code(&f.contract, q, "contract", LIST_CONTRACT_KIND, true,
              tr(q->tongue, "Kies één antwoord"), &errors);
    form_code(&f.sector, q, "sector", LIST_SECTOR, true,
              tr(q->tongue, "Kies één antwoord"), &errors);
    if (form_day(&f.to, q, "tot", true, &errors) && !day_is_none(f.to) &&
        f.to.v < f.from.v)
        form_error(&errors, "tot", tr(q->tongue, "Kies vandaag of een dag die komt."));
    form_text(&f.text, q, "woorden", LIMIT_NOTE_BYTES, true, "", &errors);
    if (errors.n) return vacancy_form(r, q, &errors, e);
    lead_to_employer(q, f.employer.u);
    TRY(vacancy_note(&q->asking, &f, e));
    field_follow(r, q);
out:
    return rc;
}

/* --- rows --- */

#define CONTACT_VALUES                                                                 \
    {"wie", VALUE_ID, 0, true, "the worker whom the employer may call"},               \
        {"telefoon", VALUE_TEXT, 0, true, "the number of that worker"},                \
        {"bereid", VALUE_CODE, LIST_EMPLOYER_WILLINGNESS, false, "willingness"},       \
    {                                                                                  \
        "woorden", VALUE_WORDS, 0, false, "whom to ask there"                          \
    }
static const struct route_value contact_values[] = {CONTACT_VALUES, {0}};
static const struct route_value new_values[] = {
    {"naam", VALUE_TEXT, 0, true, "the name of the employer"},
    {"gemeente", VALUE_TEXT, 0, false, "REFNIS code"},
    CONTACT_VALUES,
    {0}};
static const struct route_value action_values[] = {
    {"actie", VALUE_CODE, LIST_EMPLOYER_ACTION, true, "which action"},
    {"dag", VALUE_DAY, 0, true, "the day"},
    {"woorden", VALUE_WORDS, 0, false, "what was asked or agreed"},
    {0}};
static const struct route_value vacancy_values[] = {
    {"titel", VALUE_TEXT, 0, true, "which work"},
    {"plaatsen", VALUE_NUMBER, 0, true, "how many places, 1 to 1000"},
    {"verborgen", VALUE_FLAG, 0, false, "announced nowhere"},
    {"gemeente", VALUE_TEXT, 0, false, "REFNIS code"},
    {"contract", VALUE_CODE, LIST_CONTRACT_KIND, false, "kind of contract"},
    {"sector", VALUE_CODE, LIST_SECTOR, false, "sector"},
    {"tot", VALUE_DAY, 0, false, "the last day"},
    {"woorden", VALUE_WORDS, 0, false, "what the work asks and offers"},
    {0}};

const struct route employer_form_routes[] = {
    {"GET", "/werkgevers/nieuw", PERMISSION_EMPLOYER, NULL, "a new employer", show_new},
    {"POST", "/werkgevers/nieuw", PERMISSION_EMPLOYER, new_values, "add an employer",
     take_new},
    {"GET", "/werkgevers/:werkgever/aanspreekpunt", PERMISSION_EMPLOYER, NULL,
     "whom an employer may call here", show_contact},
    {"POST", "/werkgevers/:werkgever/aanspreekpunt", PERMISSION_EMPLOYER,
     contact_values, "name whom an employer may call here", take_contact},
    {"GET", "/werkgevers/:werkgever/actie", PERMISSION_EMPLOYER, NULL,
     "an action with an employer", show_action},
    {"POST", "/werkgevers/:werkgever/actie", PERMISSION_EMPLOYER, action_values,
     "record an action with an employer", take_action},
    {"GET", "/werkgevers/:werkgever/vacature", PERMISSION_EMPLOYER, NULL,
     "a new vacancy", show_vacancy_form},
    {"POST", "/werkgevers/:werkgever/vacature", PERMISSION_EMPLOYER, vacancy_values,
     "add a vacancy", take_vacancy},
    {0},
};
