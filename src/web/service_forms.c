/* A service added to the social map, or changed by who keeps it. */
#include "base/limits.h"
#include "domain/geography.h"
#include "domain/hours_text.h"
#include "web/field_parts.h"
#include "web/route.h"
#include "web/service_parts.h"

/* What stands in the form, by name of its field: one row a field. */
enum service_field {
    NAME,
    ORGANISATION,
    WHAT,
    CONDITIONS,
    PHASES,
    PHONE,
    EMAIL,
    SITE,
    STREET,
    POSTAL_CODE,
    MUNICIPALITY,
    AREAS,
    HOURS,
    LANGUAGES,
    PRICE,
    FEES,
    FOR_WHOM,
    HOW,
    DOCUMENTS,
    STATUS,
    WAIT,
    ALERT,
    N_SERVICE_FIELDS
};
static const char *const names[N_SERVICE_FIELDS] = {
    "naam", "organisatie", "wat",       "drempels", "fases",    "telefoon",
    "mail", "site",        "straat",    "postcode", "gemeente", "gebied",
    "uren", "talen",       "prijs",     "kosten",   "voor",     "hoe",
    "mee",  "stand",       "wachttijd", "let-op"};
struct service_values {
    struct str of[N_SERVICE_FIELDS];
    int64_t base;
};

static bool is_many(enum service_field field)
{
    return field == CONDITIONS || field == PHASES || field == AREAS ||
           field == LANGUAGES || field == PRICE;
}

static struct service_values sent_values(const struct request *q)
{
    struct service_values v = {.base = 0};
    struct form_errors ignored = {0};
    for (int i = 0; i < N_SERVICE_FIELDS; i++)
        v.of[i] = is_many((enum service_field)i) ? request_many(q, names[i])
                                                 : request_text(q, names[i]);
    if (request_text(q, "versie").n)
        form_number(&v.base, q, "versie", 0, INT64_MAX, "", &ignored);
    return v;
}

static struct str joined(struct arena *a, const struct text_list *list,
                         const char *between)
{
    const char *all = "";
    for (size_t i = 0; i < list->n; i++)
        all = arena_format(a, "%s%s%.*s", all, i ? between : "", STR_ARG(list->at[i]));
    return str_of(all);
}

static struct str codes_value(struct arena *a, enum list_number list, uint32_t codes)
{
    const char *all = "";
    for (uint8_t c = 0; c < code_list_at(list)->n; c++)
        if (codes >> c & 1)
            all = arena_format(a, "%s%s%s", all, all[0] ? "," : "",
                               code_list_at(list)->codes[c].code);
    return str_of(all);
}

static struct str hours_value(struct arena *a, const struct service_view *s,
                              struct day today, enum lang lang)
{
    struct week_line lines[7];
    struct buf text = {0};
    size_t n = openings_week(lines, s->openings, s->n_openings, today);
    hours_write(&text, lines, n, lang);
    struct str kept = str_copy(a, buf_str(&text));
    buf_dispose(&text);
    return kept;
}

static struct service_values values_of(const struct request *q,
                                       const struct service_view *s)
{
    struct arena *a = q->asking.arena;
    const char *price =
        arena_format(a, "%s%s%s", s->is_free ? "gratis," : "",
                     s->is_full ? "volzet," : "", s->has_childcare ? "opvang" : "");
    struct service_values v = {.base = s->standing.changed_at};
    v.of[NAME] = s->name;
    v.of[ORGANISATION] = s->organisation_name;
    v.of[WHAT] = s->description;
    v.of[CONDITIONS] = codes_value(a, LIST_CONTEXT_CONDITION, s->conditions);
    v.of[PHASES] = codes_value(a, LIST_PHASE, s->phases);
    v.of[PHONE] = s->phones.n ? s->phones.at[0] : STR_NONE;
    v.of[EMAIL] = s->email;
    v.of[SITE] = s->url;
    if (s->n_places) {
        v.of[STREET] = s->places[0].street;
        v.of[POSTAL_CODE] = s->places[0].postal_code;
        v.of[MUNICIPALITY] = str_of(s->places[0].place);
    }
    v.of[AREAS] = joined(a, &s->areas, ",");
    v.of[HOURS] = hours_value(a, s, q->asking.today, tongue_facts(q->tongue)->lang);
    v.of[LANGUAGES] = joined(a, &s->languages, ",");
    v.of[PRICE] = str_of(price);
    v.of[FEES] = s->fees;
    v.of[FOR_WHOM] = s->eligibility;
    v.of[HOW] = s->application;
    v.of[DOCUMENTS] = joined(a, &s->documents, "\n");
    v.of[STATUS] = code_value(LIST_SERVICE_STATUS, s->status);
    if (s->waiting_days >= 0)
        v.of[WAIT] = str_of(arena_format(a, "%d", s->waiting_days));
    v.of[ALERT] = s->alert;
    return v;
}

/* --- the form --- */

struct drawing {
    struct buf *out;
    const struct frame *f;
    struct arena *a;
    const struct service_values *v;
    const struct form_errors *errors;
};

static struct field a_field(const struct drawing *d, enum service_field which,
                            const char *label, const char *hint, bool may_be_empty)
{
    return (struct field){.name = names[which],
                          .label = label,
                          .hint = hint,
                          .value = d->v->of[which],
                          .may_be_empty = may_be_empty};
}

static void text(const struct drawing *d, enum service_field which, const char *label,
                 const char *hint, bool may_be_empty)
{
    struct field field = a_field(d, which, label, hint, may_be_empty);
    field_text(d->out, d->f, &field, d->errors);
}

static void area(const struct drawing *d, enum service_field which, const char *label,
                 const char *hint)
{
    struct field field = a_field(d, which, label, hint, true);
    field.rows = 3;
    field.most = 2000;
    field_area(d->out, d->f, &field, d->errors);
}

static void checks(const struct drawing *d, enum service_field which, const char *label,
                   enum list_number list)
{
    struct field field = a_field(d, which, label, NULL, true);
    size_t n;
    struct choice *choices = code_choices(&n, d->a, d->f, list);
    fold_begin(d->out, field.value.n > 0, label);
    field_checks(d->out, d->f, &field, choices, n, d->errors);
    fold_end(d->out);
}

static void what_it_is(const struct drawing *d)
{
    enum tongue t = d->f->tongue;
    size_t n;
    text(d, NAME, tr(t, "Naam van de dienst"), NULL, false);
    text(d, ORGANISATION, tr(t, "Van welke organisatie?"), NULL, false);
    area(d, WHAT, tr(t, "Wat doet de dienst?"), NULL);
    checks(d, CONDITIONS, tr(t, "Waarbij helpt de dienst?"), LIST_CONTEXT_CONDITION);
    checks(d, PHASES, tr(t, "In welke fase past ze?"), LIST_PHASE);
    struct field status =
        a_field(d, STATUS, tr(t, "Hoe staat het met de dienst?"), NULL, false);
    struct choice *states = code_choices(&n, d->a, d->f, LIST_SERVICE_STATUS);
    field_choice(d->out, d->f, &status, states, n, false, d->errors);
    text(d, ALERT, tr(t, "Let op"),
         tr(t, "Iets tijdelijks. Bijvoorbeeld: gesloten tot 5 januari."), true);
}

static void where_it_is(const struct drawing *d)
{
    enum tongue t = d->f->tongue;
    size_t n;
    struct field phone = a_field(d, PHONE, tr(t, "Telefoon"), NULL, true);
    phone.type = "tel";
    phone.is_ltr = true;
    field_text(d->out, d->f, &phone, d->errors);
    struct field mail = a_field(d, EMAIL, tr(t, "E-mail"), NULL, true);
    mail.is_ltr = true;
    field_text(d->out, d->f, &mail, d->errors);
    struct field site =
        a_field(d, SITE, tr(t, "Website"), tr(t, "Begint met https://"), true);
    site.is_ltr = true;
    field_text(d->out, d->f, &site, d->errors);
    text(d, STREET, tr(t, "Straat en nummer"), NULL, true);
    text(d, POSTAL_CODE, tr(t, "Postcode"), NULL, true);
    struct choice *places = municipality_choices(&n, d->a, d->f);
    struct field place = a_field(d, MUNICIPALITY, tr(t, "Gemeente"), NULL, true);
    field_select(d->out, d->f, &place, places, n, d->errors);
    struct field areas =
        a_field(d, AREAS, tr(t, "Voor wie woont in welke gemeenten?"), NULL, true);
    fold_begin(d->out, areas.value.n > 0, areas.label);
    field_checks(d->out, d->f, &areas, places, n, d->errors);
    fold_end(d->out);
    text(d, HOURS, tr(t, "Wanneer open?"), tr(t, "Bijvoorbeeld: ma-vr 9-12; wo 13-16"),
         true);
}

static void for_whom_it_is(const struct drawing *d)
{
    enum tongue t = d->f->tongue;
    const struct choice facts[] = {
        {.value = "gratis", .label = tr(t, "Gratis")},
        {.value = "volzet", .label = tr(t, "Neemt nu niemand aan")},
        {.value = "opvang", .label = tr(t, "Opvang van kinderen ter plaatse")}};
    checks(d, LANGUAGES, tr(t, "Welke talen spreken ze er?"), LIST_LANGUAGE);
    struct field price = a_field(d, PRICE, tr(t, "Wat klopt?"), NULL, true);
    field_checks(d->out, d->f, &price, facts, ARRAY_LEN(facts), d->errors);
    text(d, FEES, tr(t, "Wat kost het?"), NULL, true);
    struct field wait = a_field(d, WAIT, tr(t, "Hoeveel dagen wachten?"), NULL, true);
    wait.input_mode = "numeric";
    field_text(d->out, d->f, &wait, d->errors);
    area(d, FOR_WHOM, tr(t, "Voor wie?"), NULL);
    area(d, HOW, tr(t, "Hoe meldt iemand zich aan?"), NULL);
    area(d, DOCUMENTS, tr(t, "Wat meebrengen?"), tr(t, "Elk document op een regel."));
}

static enum err_code service_form(struct reply *r, struct request *q,
                                  struct uuid service, const struct service_values *v,
                                  const struct form_errors *errors)
{
    bool is_new = uuid_is_nil(service);
    struct frame f = frame_of(q, is_new ? tr(q->tongue, "Nieuwe dienst")
                                        : tr(q->tongue, "Wijzig de dienst"));
    struct arena *a = q->asking.arena;
    struct buf *out = &r->body;
    struct drawing d = {out, &f, a, v, errors};
    const char *here =
        is_new ? "/sociale-kaart" : id_path(a, "/sociale-kaart/", service, "");
    f.nav = NAV_MORE;
    f.has_errors = errors->n > 0;
    page_begin(out, &f);
    page_back(out, &f, here,
              is_new ? tr(f.tongue, "Terug naar de sociale kaart")
                     : tr(f.tongue, "Terug naar de dienst"));
    error_summary(out, &f, errors);
    page_heading(out, &f, f.title);
    form_begin(out, &f,
               is_new ? "/sociale-kaart/nieuw"
                      : id_path(a, "/sociale-kaart/", service, "/wijzig"),
               uuid7_new());
    hidden(out, "versie", str_of(arena_format(a, "%lld", (long long)v->base)));
    what_it_is(&d);
    html_f(out, "<h2>%s</h2>\n", tr(f.tongue, "Bereiken"));
    where_it_is(&d);
    html_f(out, "<h2>%s</h2>\n", tr(f.tongue, "Voorwaarden"));
    for_whom_it_is(&d);
    button(out, "primary", tr(f.tongue, "Bewaar"), NULL, NULL);
    form_end(out);
    html_f(out, "<p><a href=\"%s\">%s</a></p>\n", here, tr(f.tongue, "Annuleer"));
    page_end(out, &f);
    return OK;
}

static enum err_code new_service(struct reply *r, struct request *q, struct err *e)
{
    struct service_values v = {.base = 0};
    (void)e;
    v.of[ORGANISATION] = str_of(q->asking.visitor.organisation_name);
    v.of[STATUS] = code_value(LIST_SERVICE_STATUS, SERVICE_STATUS_ACTIVE);
    return service_form(r, q, (struct uuid){{0}}, &v, &(struct form_errors){0});
}

static enum err_code change_service(struct reply *r, struct request *q, struct err *e)
{
    struct service_view s;
    enum err_code rc = service_show(&s, &q->asking, request_id(q, "service"), e);
    if (rc != OK) return rc;
    if (!s.may_change)
        return err_set(e, ERR_DENIED, "another organisation keeps this service");
    struct service_values v = values_of(q, &s);
    return service_form(r, q, s.id, &v, &(struct form_errors){0});
}

/* --- what came --- */

static void read_codes(uint32_t *out, struct str codes, enum list_number list)
{
    struct str code;
    *out = 0;
    while (codes.n && str_split(&code, &codes, ',')) {
        int index = code_index(code_list_at(list), str_trim(code));
        if (index >= 0) *out |= UINT32_C(1) << index;
    }
}

/* Codes of municipalities only, whatever was sent. */
static struct str read_areas(struct arena *a, struct str codes)
{
    const char *kept = "";
    struct str code;
    while (codes.n && str_split(&code, &codes, ','))
        if (geo_municipality_index(str_trim(code)) >= 0)
            kept = arena_format(a, "%s%s%.*s", kept, kept[0] ? "," : "",
                                STR_ARG(str_trim(code)));
    return str_of(kept);
}

static void read_addresses(const struct service_values *v, const struct request *q,
                           struct form_errors *errors)
{
    static const struct directory_column mail = {.type = DIRECTORY_EMAIL},
                                         site = {.type = DIRECTORY_URI};
    if (directory_fault(&mail, v->of[EMAIL]))
        form_error(errors, names[EMAIL],
                   tr(q->tongue, "Schrijf het e-mailadres voluit: naam@plaats.be"));
    if (directory_fault(&site, v->of[SITE]))
        form_error(errors, names[SITE],
                   tr(q->tongue, "Schrijf het webadres voluit: https://..."));
    if (v->of[MUNICIPALITY].n && geo_municipality_index(v->of[MUNICIPALITY]) < 0)
        form_error(errors, names[MUNICIPALITY],
                   tr(q->tongue, "Kies een gemeente uit de lijst"));
}

static void read_wish(struct service_wish *w, const struct service_values *v,
                      const struct request *q, struct form_errors *errors)
{
    enum tongue t = q->tongue;
    struct str fault, ticks = v->of[PRICE], tick;
    int64_t days = -1;
    *w = (struct service_wish){.base = v->base,
                               .name = v->of[NAME],
                               .organisation = v->of[ORGANISATION],
                               .description = v->of[WHAT],
                               .phone = v->of[PHONE],
                               .email = v->of[EMAIL],
                               .url = v->of[SITE],
                               .street = v->of[STREET],
                               .postal_code = v->of[POSTAL_CODE],
                               .eligibility = v->of[FOR_WHOM],
                               .documents = v->of[DOCUMENTS],
                               .application = v->of[HOW],
                               .fees = v->of[FEES],
                               .alert = v->of[ALERT],
                               .areas = read_areas(q->asking.arena, v->of[AREAS]),
                               .languages = v->of[LANGUAGES]};
    form_text(&fault, q, names[NAME], LIMIT_NAME_BYTES, false,
              tr(t, "Schrijf hoe de dienst heet"), errors);
    form_text(&fault, q, names[ORGANISATION], LIMIT_NAME_BYTES, false,
              tr(t, "Schrijf van welke organisatie de dienst is"), errors);
    form_code(&w->status, q, names[STATUS], LIST_SERVICE_STATUS, false,
              tr(t, "Kies hoe het met de dienst staat"), errors);
    read_addresses(v, q, errors);
    read_codes(&w->conditions, v->of[CONDITIONS], LIST_CONTEXT_CONDITION);
    read_codes(&w->phases, v->of[PHASES], LIST_PHASE);
    if (v->of[WAIT].n)
        form_number(&days, q, names[WAIT], 0, 999,
                    tr(t, "Schrijf het aantal dagen als een getal: 14"), errors);
    w->waiting_days = (int)days;
    if (!hours_read(w->hours, &w->n_hours, &fault, v->of[HOURS], tongue_facts(t)->lang))
        form_error(errors, names[HOURS],
                   tr(t, "Schrijf de uren zo: ma-vr 9-12; wo 13-16"));
    snprintf(w->municipality, sizeof w->municipality, "%.*s",
             STR_ARG(v->of[MUNICIPALITY]));
    while (ticks.n && str_split(&tick, &ticks, ',')) {
        w->is_free = w->is_free || str_eq(tick, S("gratis"));
        w->is_full = w->is_full || str_eq(tick, S("volzet"));
        w->has_childcare = w->has_childcare || str_eq(tick, S("opvang"));
    }
}

/* What the other made of it, below what was typed: nothing is lost. */
static enum err_code show_stale(struct reply *r, struct request *q, struct uuid service,
                                struct service_values *v, struct err *e)
{
    struct form_errors errors = {0};
    struct service_view now;
    enum err_code rc;
    TRY(service_show(&now, &q->asking, service, e));
    v->base = now.standing.changed_at;
    form_error(&errors, "",
               tr(q->tongue, "Iemand anders wijzigde deze dienst intussen. Kijk na wat "
                             "hier staat en bewaar opnieuw."));
    reply_invalid(r);
    rc = service_form(r, q, service, v, &errors);
out:
    return rc;
}

static enum err_code save(struct reply *r, struct request *q, struct uuid service,
                          struct err *e)
{
    struct form_errors errors = {0};
    struct service_values v = sent_values(q);
    struct service_wish wish;
    struct uuid saved = uuid_is_nil(service) ? q->asking.form : service;
    bool is_stale;
    enum err_code rc;
    read_wish(&wish, &v, q, &errors);
    wish.service = service;
    if (errors.n) {
        reply_invalid(r);
        return service_form(r, q, service, &v, &errors);
    }
    if (uuid_is_nil(saved)) saved = q->asking.form = uuid7_new();
    field_lead(q, id_path(q->asking.arena, "/sociale-kaart/", saved, ""), "bewaard");
    TRY(service_save(&saved, &is_stale, &q->asking, &wish, e));
    if (is_stale) return show_stale(r, q, service, &v, e);
    field_follow(r, q);
out:
    return rc;
}

static enum err_code save_new_service(struct reply *r, struct request *q, struct err *e)
{
    return save(r, q, (struct uuid){{0}}, e);
}

static enum err_code save_service(struct reply *r, struct request *q, struct err *e)
{
    struct service_view known;
    enum err_code rc = service_show(&known, &q->asking, request_id(q, "service"), e);
    return rc == OK ? save(r, q, request_id(q, "service"), e) : rc;
}

static const struct route_value service_sent[] = {
    {"naam", VALUE_TEXT, 0, true, "name of the service"},
    {"organisatie", VALUE_TEXT, 0, true, "name of its organisation"},
    {"wat", VALUE_WORDS, 0, false, "what it does"},
    {"drempels", VALUE_CODE, LIST_CONTEXT_CONDITION, false, "what it helps with; many"},
    {"fases", VALUE_CODE, LIST_PHASE, false, "phases it fits; many"},
    {"stand", VALUE_CODE, LIST_SERVICE_STATUS, true, "does it work"},
    {"let-op", VALUE_TEXT, 0, false, "something for the time being"},
    {"telefoon", VALUE_TEXT, 0, false, "telephone"},
    {"mail", VALUE_TEXT, 0, false, "e-mail"},
    {"site", VALUE_TEXT, 0, false, "web address"},
    {"straat", VALUE_TEXT, 0, false, "street and number"},
    {"postcode", VALUE_TEXT, 0, false, "postal code"},
    {"gemeente", VALUE_TEXT, 0, false, "REFNIS code of where it is"},
    {"gebied", VALUE_TEXT, 0, false, "REFNIS codes of whom it serves; many"},
    {"uren", VALUE_TEXT, 0, false, "hours of the week: ma-vr 9-12; wo 13-16"},
    {"talen", VALUE_CODE, LIST_LANGUAGE, false, "languages; many"},
    {"prijs", VALUE_TEXT, 0, false, "gratis, volzet, opvang; many"},
    {"kosten", VALUE_TEXT, 0, false, "what it costs, in words"},
    {"wachttijd", VALUE_NUMBER, 0, false, "days to wait"},
    {"voor", VALUE_WORDS, 0, false, "for whom"},
    {"hoe", VALUE_WORDS, 0, false, "how one applies"},
    {"mee", VALUE_WORDS, 0, false, "what to bring, a line each"},
    {"versie", VALUE_NUMBER, 0, false, "version that the form shows"},
    {0},
};

const struct route service_form_routes[] = {
    {"GET", "/sociale-kaart/nieuw", PERMISSION_SERVICE_WRITE, NULL, "a new service",
     new_service},
    {"POST", "/sociale-kaart/nieuw", PERMISSION_SERVICE_WRITE, service_sent,
     "add a service", save_new_service},
    {"GET", "/sociale-kaart/:service/wijzig", PERMISSION_SERVICE_WRITE, NULL,
     "a service to change", change_service},
    {"POST", "/sociale-kaart/:service/wijzig", PERMISSION_SERVICE_WRITE, service_sent,
     "change a service", save_service},
    {0},
};
