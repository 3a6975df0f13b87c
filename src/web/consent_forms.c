/* The forms about sharing: what a person answers about one organisation, asking for
 * more, and the answer to such a question. */
#include "domain/lists.h"
#include "store/office_store.h"
#include "web/consent_parts.h"
#include "web/file_form.h"

enum { RECEIVERS_MOST = 2000 };

/* --- fields --- */

static void ask_receiver(struct consent_page *p, const struct office_name *names,
                         size_t n)
{
    struct choice *choices = arena_new_array(p->a, struct choice, n + 1);
    for (size_t i = 0; i < n; i++) {
        char id[UUID_TEXT + 1];
        uuid_text(id, names[i].id);
        choices[i] = (struct choice){.value = arena_format(p->a, "%s", id),
                                     .label = names[i].name};
    }
    field_select(p->out, &p->f,
                 &(struct field){.name = "naar",
                                 .label = tr(p->f.tongue, "Welke organisatie?"),
                                 .value = form_value(p->q, "naar", "")},
                 choices, n, p->errors);
}

/* An employer is told less than any other, and sees a page of its own: that begins from
 * the job (web/employer_share_pages.c). */
static void ask_purpose(struct consent_page *p)
{
    size_t n_all, n = 0;
    struct choice *all = code_choices(&n_all, p->a, &p->f, LIST_SHARING_PURPOSE);
    for (size_t i = 0; i < n_all; i++)
        if (!str_eq(str_of(all[i].value),
                    code_value(LIST_SHARING_PURPOSE, SHARING_PURPOSE_EMPLOYER)))
            all[n++] = all[i];
    field_choice(p->out, &p->f,
                 &(struct field){.name = "waarvoor",
                                 .label = tr(p->f.tongue, "Waarvoor?"),
                                 .hint = tr(p->f.tongue,
                                            "Wat een werkgever mag weten, kies je bij "
                                            "Werk, onder de job."),
                                 .value = form_value(p->q, "waarvoor", "")},
                 all, n, false, p->errors);
}

/* Health is a question of its own; what is closed to who writes is not offered. */
static void ask_categories(struct consent_page *p)
{
    enum tongue t = p->f.tongue;
    const struct code_list *list = code_list_at(LIST_SHARING_CATEGORY);
    struct choice choices[N_RECORD_CATEGORIES];
    size_t n = 0;
    for (uint8_t c = CATEGORY_IDENTITY; c < N_RECORD_CATEGORIES; c++)
        if (c != CATEGORY_HEALTH && (p->v.may_share >> c & 1))
            choices[n++] = (struct choice){.value = list->codes[c].code,
                                           .label = category_label(t, c),
                                           .hint = category_contains(t, c)};
    field_checks(p->out, &p->f,
                 &(struct field){.name = "wat",
                                 .label = tr(t, "Waarover gaat het antwoord?"),
                                 .hint = tr(t, "Wie iets mag zien, ziet ook dat er een "
                                               "dossier is en in welke fase."),
                                 .value = request_many(p->q, "wat")},
                 choices, n, p->errors);
    if (!(p->v.may_share >> CATEGORY_HEALTH & 1)) return;
    const struct choice health = {.value = "ja",
                                  .label =
                                      tr(t, "Het antwoord gaat ook over gezondheid"),
                                  .hint = category_contains(t, CATEGORY_HEALTH)};
    field_checks(p->out, &p->f,
                 &(struct field){.name = "gezondheid",
                                 .label = tr(t, "En gezondheid?"),
                                 .value = request_text(p->q, "gezondheid")},
                 &health, 1, p->errors);
}

static void ask_answer(struct consent_page *p)
{
    enum tongue t = p->f.tongue;
    const struct choice answers[] = {
        {.value = "ja", .label = tr(t, "Ja, dat mag")},
        {.value = "nee", .label = tr(t, "Nee, liever niet")}};
    field_choice(p->out, &p->f,
                 &(struct field){.name = "antwoord",
                                 .label = tr(t, "Wat is het antwoord?"),
                                 .hint = tr(t, "Een nee verandert niets aan de "
                                               "begeleiding."),
                                 .value = form_value(p->q, "antwoord", "")},
                 answers, ARRAY_LEN(answers), false, p->errors);
}

static void ask_how(struct consent_page *p)
{
    enum tongue t = p->f.tongue;
    const struct choice forms[] = {
        {.value = "spoken", .label = tr(t, "Mondeling")},
        {.value = "tapped", .label = tr(t, "Zelf aangetikt op dit scherm")},
        {.value = "signed", .label = tr(t, "Op papier ondertekend")}};
    size_t n;
    struct choice *languages = code_choices(&n, p->a, &p->f, LIST_LANGUAGE);
    field_choice(p->out, &p->f,
                 &(struct field){.name = "hoe",
                                 .label = tr(t, "Hoe werd het gezegd?"),
                                 .value = form_value(p->q, "hoe", "")},
                 forms, ARRAY_LEN(forms), true, p->errors);
    field_select(p->out, &p->f,
                 &(struct field){.name = "taal",
                                 .label = tr(t, "In welke taal spraken jullie?"),
                                 .value = form_value(p->q, "taal", ""),
                                 .may_be_empty = true},
                 languages, n, p->errors);
    field_day(p->out, &p->f,
              &(struct field){.name = "tot",
                              .label = tr(t, "Tot wanneer?"),
                              .hint = tr(t, "Leeg: tot de persoon het stopt."),
                              .value = form_value(p->q, "tot", ""),
                              .may_be_empty = true},
              p->errors);
}

static void ask_ground(struct consent_page *p)
{
    enum tongue t = p->f.tongue;
    const struct choice grounds[] = {
        {.value = "consent", .label = tr(t, "De persoon heeft geantwoord")},
        {.value = "legal_duty",
         .label = tr(t, "De wet vraagt het"),
         .hint = tr(t, "Schrijf hieronder welke wet, en waarom. De persoon ziet dit.")},
        {.value = "vital_interest",
         .label = tr(t, "Iemand is in gevaar"),
         .hint = tr(t, "Schrijf hieronder waarom. De persoon ziet dit.")}};
    struct str chosen = form_value(p->q, "grond", "consent");
    fold_begin(p->out,
               !str_eq_c(chosen, "consent") || form_error_of(p->errors, "grond"),
               tr(t, "De persoon kon niet gevraagd worden"));
    field_choice(p->out, &p->f,
                 &(struct field){.name = "grond",
                                 .label = tr(t, "Op welke grond delen we dit?"),
                                 .value = chosen},
                 grounds, ARRAY_LEN(grounds), false, p->errors);
    fold_end(p->out);
    field_area(p->out, &p->f,
               &(struct field){.name = "woorden",
                               .label = tr(t, "Wat werd er gezegd, of waarom?"),
                               .value = form_value(p->q, "woorden", ""),
                               .may_be_empty = true,
                               .rows = 3,
                               .most = LIMIT_NOTE_BYTES},
               p->errors);
}

static void form_open(struct consent_page *p)
{
    if (p->errors->n) {
        p->f.has_errors = true;
    }
    person_form_begin(p->out, &p->f, p->q, &p->v.file, TAB_CONSENT);
    error_summary(p->out, &p->f, p->errors);
}

static void form_start(struct consent_page *p)
{
    form_begin(p->out, &p->f, str_to_c(p->a, p->q->path),
               uuid_is_nil(p->q->asking.form) ? uuid7_new() : p->q->asking.form);
}

static void form_close(struct consent_page *p, const char *submit)
{
    button(p->out, "primary", submit, NULL, NULL);
    form_end(p->out);
    consent_page_close(p);
}

/* --- reading --- */

static void read_categories(unsigned *out, const struct request *q,
                            struct form_errors *errors)
{
    struct str one, rest = request_many(q, "wat");
    *out = 0;
    while (str_split(&one, &rest, ',')) {
        int c = code_index(code_list_at(LIST_SHARING_CATEGORY), str_trim(one));
        if (c >= 0 && c < (int)N_RECORD_CATEGORIES) *out |= 1u << c;
    }
    if (str_eq_c(request_text(q, "gezondheid"), "ja")) *out |= 1u << CATEGORY_HEALTH;
    if (!*out) form_error(errors, "wat", tr(q->tongue, "Kies waarover het gaat."));
}

/* How it was answered: the same in both forms. */
static void read_how(struct consent_choice *c, const struct request *q,
                     struct form_errors *errors)
{
    struct str answer = request_text(q, "antwoord"), ground = request_text(q, "grond");
    bool is_asked = !ground.n || str_eq_c(ground, "consent");
    c->ground = SHARING_GROUND_CONSENT;
    c->form = CONSENT_FORM_NOT_ASKED;
    c->from = q->asking.today;
    c->language = CODE_MISSING;
    read_words(&c->words, q, "woorden", true, errors);
    form_day(&c->to, q, "tot", true, errors);
    if (!is_asked) {
        c->is_given = true;
        form_code(&c->ground, q, "grond", LIST_SHARING_GROUND, false,
                  tr(q->tongue, "Kies de grond."), errors);
        return;
    }
    c->is_given = str_eq_c(answer, "ja");
    if (!c->is_given && !str_eq_c(answer, "nee"))
        form_error(errors, "antwoord", tr(q->tongue, "Kies ja of nee."));
    form_code(&c->form, q, "hoe", LIST_CONSENT_FORM, false,
              tr(q->tongue, "Kies hoe het gezegd werd."), errors);
    form_code(&c->language, q, "taal", LIST_LANGUAGE, true,
              tr(q->tongue, "Kies een taal uit de lijst."), errors);
}

static void tell_fault(struct form_errors *errors, enum tongue t,
                       enum consent_fault fault)
{
    switch (fault) {
    case CONSENT_NOT_FOR_PURPOSE:
        form_error(errors, "wat",
                   tr(t, "Voor dit doel is niet alles nodig. Kies minder."));
        break;
    case CONSENT_NO_WORDS:
        form_error(errors, "woorden", tr(t, "Schrijf waarom dit gedeeld wordt."));
        break;
    case CONSENT_HEALTH_ASKED:
        form_error(errors, "gezondheid",
                   tr(t, "Gezondheid delen we alleen als de persoon zelf ja zegt."));
        break;
    case CONSENT_NO_FORM:
        form_error(errors, "hoe", tr(t, "Kies hoe het gezegd werd."));
        break;
    case CONSENT_DAYS:
        form_error(errors, "tot",
                   tr(t, "Kies een dag vanaf vandaag, of laat het leeg."));
        break;
    default:
        form_error(errors, "", tr(t, "Kijk na wat er staat: dit past niet samen."));
        break;
    }
}

/* --- an answer --- */

static enum err_code answer_form(struct reply *r, struct request *q,
                                 struct form_errors *errors, struct err *e)
{
    struct consent_page p;
    struct office_name *names;
    size_t n;
    enum err_code rc;
    TRY(consent_page_open(&p, r, q, tr(q->tongue, "Leg een antwoord vast"), errors, e));
    TRY(organisation_list(&names, &n, p.a, q->asking.house->db,
                          q->asking.visitor.organisation, RECEIVERS_MOST, e));
    if (!p.v.may_record) {
        rc = err_set(e, ERR_DENIED, "not permitted: who keeps the file records this");
        goto out;
    }
    if (errors->n) reply_invalid(r);
    form_open(&p);
    html_f(p.out, "<p>");
    tr_html(p.out, q->tongue, "Vul dit samen in met {0}. Lees voor wat er staat.",
            p.name);
    html_f(p.out, "</p>\n");
    form_start(&p);
    ask_receiver(&p, names, n);
    ask_purpose(&p);
    ask_categories(&p);
    ask_answer(&p);
    ask_how(&p);
    ask_ground(&p);
    form_close(&p, tr(q->tongue, "Bewaar het antwoord"));
out:
    return rc;
}

static enum err_code show_answer(struct reply *r, struct request *q, struct err *e)
{
    return answer_form(r, q, &(struct form_errors){.n = 0}, e);
}

static enum err_code check_receiver(struct uuid receiver, const struct request *q,
                                    struct form_errors *errors, struct err *e)
{
    struct office_name *names;
    size_t n;
    enum err_code rc =
        organisation_list(&names, &n, q->asking.arena, q->asking.house->db,
                          q->asking.visitor.organisation, RECEIVERS_MOST, e);
    if (rc != OK) return rc;
    for (size_t i = 0; i < n; i++)
        if (uuid_eq(names[i].id, receiver)) return OK;
    form_error(errors, "naar", tr(q->tongue, "Kies een organisatie uit de lijst."));
    return OK;
}

static enum err_code save_answer(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct consent_choice c = {.purpose = CODE_MISSING};
    enum consent_fault fault = CONSENT_FITS;
    enum err_code rc;
    if (form_id(&c.receiver.u, q, "naar", false,
                tr(q->tongue, "Kies een organisatie uit de lijst."), &errors))
        TRY(check_receiver(c.receiver.u, q, &errors, e));
    form_code(&c.purpose, q, "waarvoor", LIST_SHARING_PURPOSE, false,
              tr(q->tongue, "Kies waarvoor."), &errors);
    read_categories(&c.categories, q, &errors);
    read_how(&c, q, &errors);
    if (errors.n) return answer_form(r, q, &errors, e);
    field_lead(q, consent_path(q, ""), "bewaard");
    rc = consent_give(&q->asking, request_person(q), &c, &fault, e);
    if (rc == ERR_INVALID) {
        *e = (struct err){0};
        tell_fault(&errors, q->tongue, fault);
        return answer_form(r, q, &errors, e);
    }
    if (rc == OK) field_follow(r, q);
out:
    return rc;
}

/* --- asking for more --- */

static bool may_ask_for(const struct consent_page *p, uint8_t c)
{
    return role_sees(p->q->asking.visitor.role, RELATION_RECEIVER,
                     (enum record_category)c, false) &&
           c != CATEGORY_NOTE_OWN && c != CATEGORY_COUNTABLE &&
           !gate_opens(&p->v.file.gate, (enum record_category)c, false,
                       (struct uuid){{0}}, p->q->asking.visitor.organisation);
}

static void ask_wanted(struct consent_page *p)
{
    enum tongue t = p->f.tongue;
    const struct code_list *list = code_list_at(LIST_SHARING_CATEGORY);
    struct choice choices[N_RECORD_CATEGORIES];
    size_t n = 0;
    for (uint8_t c = 0; c < N_RECORD_CATEGORIES; c++)
        if (may_ask_for(p, c))
            choices[n++] = (struct choice){.value = list->codes[c].code,
                                           .label = category_label(t, c),
                                           .hint = category_contains(t, c)};
    field_choice(p->out, &p->f,
                 &(struct field){.name = "wat",
                                 .label = tr(t, "Wat wil je mogen zien?"),
                                 .value = form_value(p->q, "wat", "")},
                 choices, n, false, p->errors);
}

static enum err_code ask_form(struct reply *r, struct request *q,
                              struct form_errors *errors, struct err *e)
{
    struct consent_page p;
    enum err_code rc =
        consent_page_open(&p, r, q, tr(q->tongue, "Vraag toestemming"), errors, e);
    if (rc != OK) return rc;
    if (p.v.is_keeper) {
        dossier_wipe(&p.v.file.dossier);
        return err_set(e, ERR_DENIED, "not permitted: who keeps the file asks nobody");
    }
    if (errors->n) reply_invalid(r);
    form_open(&p);
    html_f(p.out, "<p>");
    text_html(p.out, q->tongue,
              "Wie het dossier bijhoudt, bespreekt je vraag met de "
              "persoon. Je ziet hier het antwoord.");
    html_f(p.out, "</p>\n");
    form_start(&p);
    ask_wanted(&p);
    ask_purpose(&p);
    field_area(p.out, &p.f,
               &(struct field){.name = "woorden",
                               .label = tr(q->tongue, "Waarom helpt het de persoon?"),
                               .value = form_value(q, "woorden", ""),
                               .rows = 3,
                               .most = LIMIT_NOTE_BYTES},
               errors);
    form_close(&p, tr(q->tongue, "Stuur de vraag"));
    return OK;
}

static enum err_code show_ask(struct reply *r, struct request *q, struct err *e)
{
    return ask_form(r, q, &(struct form_errors){.n = 0}, e);
}

static enum err_code save_ask(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    uint8_t purpose = CODE_MISSING, category = CODE_MISSING;
    struct str words;
    form_code(&category, q, "wat", LIST_SHARING_CATEGORY, false,
              tr(q->tongue, "Kies wat je wil mogen zien."), &errors);
    form_code(&purpose, q, "waarvoor", LIST_SHARING_PURPOSE, false,
              tr(q->tongue, "Kies waarvoor."), &errors);
    read_words(&words, q, "woorden", false, &errors);
    if (errors.n) return ask_form(r, q, &errors, e);
    field_lead(q, consent_path(q, ""), "gevraagd");
    enum err_code rc =
        consent_ask(&q->asking, request_person(q), purpose, category, words, e);
    if (rc == OK) field_follow(r, q);
    if (rc != ERR_INVALID && rc != ERR_EXISTS) return rc;
    *e = (struct err){0};
    form_error(&errors, "wat",
               rc == ERR_EXISTS
                   ? tr(q->tongue, "Dit deel staat al open voor jou.")
                   : tr(q->tongue, "Dit wordt voor dat doel niet gedeeld. Kies iets "
                                   "anders."));
    return ask_form(r, q, &errors, e);
}

/* --- the answer to such a question --- */

static const struct consent_request_view *request_in(const struct consents_view *v,
                                                     struct uuid id)
{
    for (size_t i = 0; i < v->n_requests; i++)
        if (uuid_eq(v->requests[i].fact.id, id)) return &v->requests[i];
    return NULL;
}

static void write_asked(struct consent_page *p,
                        const struct consent_request_view *asked)
{
    enum tongue t = p->f.tongue;
    const struct consent_request_fact *f = &asked->fact;
    html_f(p->out, "<p>");
    tr_html(p->out, t, "{0} vraagt: mogen wij dit zien?", asked->organisation_name);
    html_f(p->out, "</p>\n<p><strong>");
    label_html(p->out, t, LIST_SHARING_CATEGORY, f->category);
    html_f(p->out, "</strong>, ");
    label_html(p->out, t, LIST_SHARING_PURPOSE, f->purpose);
    html_f(p->out, "<br>%s", category_contains(t, f->category));
    if (f->words.n) {
        html_f(p->out, "<br>");
        words_html(p->out, f->words);
    }
    html_f(p->out, "</p>\n");
}

static enum err_code reply_form(struct reply *r, struct request *q,
                                struct form_errors *errors, struct err *e)
{
    struct consent_page p;
    enum err_code rc;
    TRY(consent_page_open(&p, r, q, tr(q->tongue, "Bespreek en antwoord"), errors, e));
    const struct consent_request_view *asked =
        request_in(&p.v, request_id(q, "request"));
    if (!asked || !p.v.may_record) {
        dossier_wipe(&p.v.file.dossier);
        rc = err_set(e, ERR_NOT_FOUND, "there is no such question");
        goto out;
    }
    if (errors->n) reply_invalid(r);
    form_open(&p);
    write_asked(&p, asked);
    form_start(&p);
    ask_answer(&p);
    ask_how(&p);
    field_area(p.out, &p.f,
               &(struct field){.name = "woorden",
                               .label = tr(q->tongue, "Wat werd er gezegd?"),
                               .value = form_value(q, "woorden", ""),
                               .may_be_empty = true,
                               .rows = 3,
                               .most = LIMIT_NOTE_BYTES},
               errors);
    form_close(&p, tr(q->tongue, "Bewaar het antwoord"));
out:
    return rc;
}

static enum err_code show_reply(struct reply *r, struct request *q, struct err *e)
{
    return reply_form(r, q, &(struct form_errors){.n = 0}, e);
}

static enum err_code save_reply(struct reply *r, struct request *q, struct err *e)
{
    struct form_errors errors = {.n = 0};
    struct consents_view v;
    enum consent_fault fault = CONSENT_FITS;
    enum err_code rc;
    TRY(consents_show(&v, &q->asking, request_person(q), e));
    const struct consent_request_view *asked = request_in(&v, request_id(q, "request"));
    dossier_wipe(&v.file.dossier);
    if (!asked || !v.may_record) {
        rc = err_set(e, ERR_NOT_FOUND, "there is no such question");
        goto out;
    }
    struct consent_choice c = {.receiver = asked->fact.organisation,
                               .purpose = asked->fact.purpose,
                               .categories = 1u << asked->fact.category};
    read_how(&c, q, &errors);
    if (errors.n) return reply_form(r, q, &errors, e);
    field_lead(q, consent_path(q, ""), "bewaard");
    rc = consent_give(&q->asking, request_person(q), &c, &fault, e);
    if (rc == ERR_INVALID) {
        *e = (struct err){0};
        tell_fault(&errors, q->tongue, fault);
        return reply_form(r, q, &errors, e);
    }
    if (rc == OK) field_follow(r, q);
out:
    return rc;
}

#define HOW_VALUES                                                                     \
    {"antwoord", VALUE_TEXT, 0, false, "ja or nee"},                                   \
        {"hoe", VALUE_CODE, LIST_CONSENT_FORM, false, "how it was told"},              \
        {"taal", VALUE_CODE, LIST_LANGUAGE, false, "in which language"},               \
        {"tot", VALUE_DAY, 0, false, "last day; empty: until withdrawn"},              \
    {                                                                                  \
        "woorden", VALUE_WORDS, 0, false, "what was said, or why"                      \
    }
static const struct route_value answer_values[] = {
    {"naar", VALUE_ID, 0, true, "an organisation of the house"},
    {"waarvoor", VALUE_CODE, LIST_SHARING_PURPOSE, true, "what for"},
    {"wat", VALUE_CODE, LIST_SHARING_CATEGORY, false, "what; several"},
    {"gezondheid", VALUE_TEXT, 0, false, "ja: health as well"},
    {"grond", VALUE_CODE, LIST_SHARING_GROUND, false,
     "on which ground; empty: consent"},
    HOW_VALUES,
    {0},
};
static const struct route_value ask_values[] = {
    {"wat", VALUE_CODE, LIST_SHARING_CATEGORY, true, "what one would see"},
    {"waarvoor", VALUE_CODE, LIST_SHARING_PURPOSE, true, "what for"},
    {"woorden", VALUE_WORDS, 0, true, "why it helps the person"},
    {0},
};
static const struct route_value reply_values[] = {HOW_VALUES, {0}};

const struct route consent_form_routes[] = {
    {"GET", "/personen/:person/toestemming/nieuw", PERMISSION_CONSENT_WRITE, NULL,
     "form for a yes or no about sharing", show_answer},
    {"POST", "/personen/:person/toestemming/nieuw", PERMISSION_CONSENT_WRITE,
     answer_values, "record a yes or no about sharing", save_answer},
    {"GET", "/personen/:person/toestemming/vraag", PERMISSION_PERSON_READ, NULL,
     "form to ask whether one may see more", show_ask},
    {"POST", "/personen/:person/toestemming/vraag", PERMISSION_PERSON_READ, ask_values,
     "ask whether one may see more", save_ask},
    {"GET", "/personen/:person/toestemming/antwoord/:request", PERMISSION_CONSENT_WRITE,
     NULL, "form to answer an organisation that asks for more", show_reply},
    {"POST", "/personen/:person/toestemming/antwoord/:request",
     PERMISSION_CONSENT_WRITE, reply_values,
     "answer an organisation that asks for more", save_reply},
    {0},
};
