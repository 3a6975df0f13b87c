/* The social map of the demonstration: ten kinds of services in fifteen municipalities,
 * (those of the first partnership, and larger ones), invented, with hours, prices,
 * languages and waiting times; some long unlooked at, some closed, full or gone; a few
 * reports and needs without a service. From a stream of its own: nothing else of the
 * demonstration changes by it. */
#include "demo/demo_int.h"
#include "domain/directory.h"
#include "domain/geography.h"
#include "store/account_store.h"
#include "store/directory_store.h"
#include "store/programme_store.h"

enum { OWN_STREAM = 11, N_TOWNS = 15, N_SORTS = 10, MOST_DAYS = 1100 };

static const char *const towns[N_TOWNS] = {
    "Aartselaar", "Antwerpen", "Boechout", "Boom",     "Brasschaat",
    "Brecht",     "Edegem",    "Gent",     "Mechelen", "Leuven",
    "Hasselt",    "Brugge",    "Kortrijk", "Aalst",    "Turnhout"};
static const char *const postal_codes[N_TOWNS] = {
    "2630", "2000", "2530", "2850", "2930", "2960", "2650", "9000",
    "2800", "3000", "3500", "8000", "8500", "9300", "2300"};

static const struct {
    const char *name, *organisation, *what, *for_whom, *how, *document, *fees;
    uint8_t conditions[2], phase;
    const char *byday[2], *opens[2], *closes[2];
    int cents, wait_days;
    bool has_childcare;
} sorts[N_SORTS] = {
    {"Kinderopvang De Tuimelaar",
     "Huis van het Kind",
     "Opvang voor kinderen tot drie jaar, ook enkele uren per week.",
     "Ouders die een opleiding volgen of werk zoeken.",
     "Bel, en kom daarna samen eens kijken.",
     "Attest inkomenstarief",
     "",
     {CONTEXT_CONDITION_CHILDCARE, CONTEXT_CONDITION_FAMILY_BURDEN},
     PHASE_CONTEXT_CONDITIONS,
     {"MO,TU,WE,TH,FR", NULL},
     {"07:00", NULL},
     {"18:30", NULL},
     575,
     45,
     true},
    {"Fietsbieb en Mobiliteitspunt",
     "Buurtwerk Op Wielen",
     "Een fiets lenen, leren fietsen, de bus leren nemen.",
     "Iedereen.",
     "Kom langs tijdens de uren.",
     NULL,
     "Waarborg van 20 euro.",
     {CONTEXT_CONDITION_MOBILITY, CONTEXT_CONDITION_DRIVING_LICENCE},
     PHASE_CONTEXT_CONDITIONS,
     {"WE", "SA"},
     {"13:00", "10:00"},
     {"17:00", "12:30"},
     0,
     -1,
     false},
    {"Woonwinkel",
     "Stedelijke Woondienst",
     "Hulp bij een huurcontract, een sociale woning of een huis in slechte staat.",
     "Wie huurt of een woning zoekt.",
     "Zonder afspraak.",
     "Identiteitskaart",
     "",
     {CONTEXT_CONDITION_HOUSING, CONTEXT_CONDITION_HOUSING},
     PHASE_CONTEXT_CONDITIONS,
     {"MO,TU,TH,FR", "WE"},
     {"09:00", "13:00"},
     {"12:00", "16:30"},
     0,
     21,
     false},
    {"Taalhuis De Babbelbox",
     "vzw Samen Praten",
     "Nederlands oefenen in kleine groepen, met koffie.",
     "Wie al een beetje Nederlands spreekt.",
     "Kom binnen, ook halverwege.",
     NULL,
     "",
     {CONTEXT_CONDITION_LANGUAGE, CONTEXT_CONDITION_SOCIAL_ISOLATION},
     PHASE_CONTACT,
     {"TU,TH", NULL},
     {"13:30", NULL},
     {"16:00", NULL},
     0,
     -1,
     true},
    {"Loket Erkenning Diploma",
     "Onthaalpunt Nieuwkomers",
     "Samen de aanvraag doen voor de erkenning van een buitenlands diploma.",
     "Wie een diploma heeft van buiten Belgie.",
     "Op afspraak, met tolk als dat moet.",
     "Het diploma, en een vertaling als die er is",
     "",
     {CONTEXT_CONDITION_PAPERS_DIPLOMA_RECOGNITION, CONTEXT_CONDITION_RESIDENCE_PERMIT},
     PHASE_ORIENTATION,
     {"MO,WE,FR", NULL},
     {"09:00", NULL},
     {"12:00", NULL},
     0,
     30,
     false},
    {"Budget- en Schuldhulp",
     "Welzijnsdienst De Sluis",
     "Overzicht maken van rekeningen en een plan om schulden af te betalen.",
     "Wie het overzicht kwijt is.",
     "Bel voor een eerste gesprek.",
     "Brieven en rekeningen, ook ongeopende",
     "",
     {CONTEXT_CONDITION_FINANCES_DEBT, CONTEXT_CONDITION_FINANCES_DEBT},
     PHASE_CONTEXT_CONDITIONS,
     {"MO,TU,WE,TH", NULL},
     {"08:30", NULL},
     {"12:30", NULL},
     0,
     60,
     false},
    {"Inloophuis De Rustplek",
     "vzw Ademruimte",
     "Een plek om te landen, met gesprekken en creatieve namiddagen.",
     "Wie het zwaar heeft.",
     "Binnenlopen mag altijd.",
     NULL,
     "",
     {CONTEXT_CONDITION_MENTAL_HEALTH, CONTEXT_CONDITION_SELF_IMAGE},
     PHASE_CONTACT,
     {"MO,TU,WE,TH,FR", "SU"},
     {"10:00", "14:00"},
     {"17:00", "18:00"},
     0,
     -1,
     false},
    {"Digipunt",
     "Bibliotheek",
     "Leren werken met een computer, mail en itsme.",
     "Iedereen.",
     "Zonder afspraak.",
     NULL,
     "",
     {CONTEXT_CONDITION_DIGITAL_SKILLS, CONTEXT_CONDITION_DIGITAL_SKILLS},
     PHASE_ORIENTATION,
     {"TU,FR", "SA"},
     {"14:00", "10:00"},
     {"17:00", "12:00"},
     0,
     -1,
     false},
    {"Werkatelier Sterk aan de Slag",
     "Sociale Werkplaats De Schakel",
     "Sollicitatiebrieven, oefengesprekken en proefdagen.",
     "Wie werk zoekt en er even uit was.",
     "Via een begeleider, of bel zelf.",
     NULL,
     "",
     {CONTEXT_CONDITION_APPLICATION_SKILLS, CONTEXT_CONDITION_WORK_ATTITUDES},
     PHASE_WARM_HANDOVER,
     {"MO,TU,TH", NULL},
     {"09:00", NULL},
     {"16:00", NULL},
     0,
     14,
     false},
    {"Rijschool Sociaal Tarief",
     "Coop De Rotonde",
     "Theorie in eenvoudig Nederlands en rijlessen aan sociaal tarief.",
     "Wie een verhoogde tegemoetkoming krijgt.",
     "Schrijf je in aan het loket.",
     "Bewijs van verhoogde tegemoetkoming",
     "Per les, het examen niet inbegrepen.",
     {CONTEXT_CONDITION_DRIVING_LICENCE, CONTEXT_CONDITION_MOBILITY},
     PHASE_CONTEXT_CONDITIONS,
     {"WE,FR", NULL},
     {"17:00", NULL},
     {"20:30", NULL},
     2500,
     75,
     false},
};

struct map_maker {
    struct demo *d;
    struct arena arena;
    struct organisation_id home;
    struct uuid guide;
    size_t town, sort;
    struct uuid service, organisation;
    struct day on; /* when it was written down */
};

/* --- one record --- */

static struct directory_record a_part(struct map_maker *m, enum directory_kind kind)
{
    struct directory_record r = {.id = demo_uuid(m->d, m->on), .kind = (uint8_t)kind};
    r.slots[SLOT_SERVICE] = m->service;
    return r;
}

/* Takes over the reference. */
static enum err_code put(struct map_maker *m, struct directory_record *r,
                         json_t *object, struct err *e)
{
    const struct directory_column *fault;
    enum directory_kind kind = (enum directory_kind)r->kind;
    enum directory_fate fate;
    enum err_code rc;
    TRY(directory_content(&r->content, &fault, &m->arena, kind, object, e));
    directory_place(r->place, &m->arena, kind, r->content, m->d->options->today);
    rc = directory_put(&fate, m->d->w, r, e);
out:
    json_decref(object);
    return rc;
}

/* --- the service --- */

static uint8_t draw_status(struct map_maker *m)
{
    static const unsigned weights[N_SERVICE_STATUS] = {
        [SERVICE_STATUS_ACTIVE] = 86,
        [SERVICE_STATUS_INACTIVE] = 4,
        [SERVICE_STATUS_DEFUNCT] = 5,
        [SERVICE_STATUS_TEMPORARILY_CLOSED] = 5};
    return (uint8_t)rng_weighted(&m->d->rng, weights, N_SERVICE_STATUS);
}

static enum err_code add_organisation(struct map_maker *m, struct err *e)
{
    struct directory_record r = {.id = demo_uuid(m->d, m->on),
                                 .kind = DIRECTORY_ORGANIZATION};
    const char *town = towns[m->town];
    m->organisation = r.id;
    return put(m, &r,
               json_pack("{s:o, s:s, s:o}", "name",
                         json_sprintf("%s %s", sorts[m->sort].organisation, town),
                         "description", sorts[m->sort].organisation, "website",
                         json_sprintf("https://dienst%zu.example/%s", m->sort, town)),
               e);
}

static enum err_code add_service(struct map_maker *m, struct err *e)
{
    struct directory_record r = {.id = demo_uuid(m->d, m->on),
                                 .kind = DIRECTORY_SERVICE};
    char assured[DAY_TEXT + 1];
    uint8_t status = draw_status(m);
    m->service = r.id;
    r.slots[SLOT_ORGANISATION] = m->organisation;
    day_text(assured, m->on);
    json_t *object = json_pack(
        "{s:o, s:s, s:s, s:s, s:s, s:s, s:o}", "name",
        json_sprintf("%s %s", sorts[m->sort].name, towns[m->town]), "description",
        sorts[m->sort].what, "status", directory_status_word(status),
        "eligibility_description", sorts[m->sort].for_whom, "application_process",
        sorts[m->sort].how, "fees_description", sorts[m->sort].fees, "email",
        json_sprintf("onthaal%zu.%zu@dienst.example", m->sort, m->town));
    if (rng_chance(&m->d->rng, 0.9))
        json_object_set_new(object, "assured_date", json_string(assured));
    if (status == SERVICE_STATUS_TEMPORARILY_CLOSED)
        json_object_set_new(object, "alert",
                            json_string("Gesloten voor verbouwing. Bel het onthaal."));
    return put(m, &r, object, e);
}

/* --- where and when --- */

static enum err_code add_location(struct map_maker *m, struct err *e)
{
    struct directory_record place = {.id = demo_uuid(m->d, m->on),
                                     .kind = DIRECTORY_LOCATION};
    struct directory_record address = {.id = demo_uuid(m->d, m->on),
                                       .kind = DIRECTORY_ADDRESS};
    struct directory_record link = a_part(m, DIRECTORY_SERVICE_AT_LOCATION);
    struct directory_record step = {.id = demo_uuid(m->d, m->on),
                                    .kind = DIRECTORY_ACCESSIBILITY};
    enum err_code rc;
    link.slots[SLOT_LOCATION] = address.slots[SLOT_LOCATION] =
        step.slots[SLOT_LOCATION] = place.id;
    place.slots[SLOT_ORGANISATION] = m->organisation;
    TRY(put(
        m, &place,
        json_pack("{s:s, s:o}", "location_type", "physical", "name",
                  json_sprintf("%s %s", sorts[m->sort].organisation, towns[m->town])),
        e));
    TRY(put(m, &link, json_object(), e));
    TRY(put(
        m, &address,
        json_pack("{s:o, s:s, s:s, s:s, s:s, s:s}", "address_1",
                  json_sprintf("Voorbeeldstraat %d", rng_between(&m->d->rng, 1, 180)),
                  "city", towns[m->town], "state_province", "Vlaanderen", "postal_code",
                  postal_codes[m->town], "country", "BE", "address_type", "physical"),
        e));
    if (rng_chance(&m->d->rng, 0.4))
        rc = put(m, &step,
                 json_pack("{s:s}", "description", "Geen trappen, brede deuren."), e);
out:
    return rc;
}

static enum err_code add_hours(struct map_maker *m, struct err *e)
{
    enum err_code rc = OK;
    for (size_t i = 0; i < 2 && sorts[m->sort].byday[i]; i++) {
        struct directory_record r = a_part(m, DIRECTORY_SCHEDULE);
        TRY(put(m, &r,
                json_pack("{s:s, s:i, s:s, s:s, s:s}", "freq", "WEEKLY", "interval", 1,
                          "byday", sorts[m->sort].byday[i], "opens_at",
                          sorts[m->sort].opens[i], "closes_at",
                          sorts[m->sort].closes[i]),
                e));
    }
out:
    return rc;
}

static enum err_code add_phone(struct map_maker *m, struct err *e)
{
    struct directory_record r = a_part(m, DIRECTORY_PHONE);
    /* numbers that begin so are given to nobody */
    return put(m, &r,
               json_pack("{s:o, s:s}", "number",
                         json_sprintf("000 %02zu %02zu %02d", m->town, m->sort,
                                      rng_between(&m->d->rng, 0, 99)),
                         "type", "voice"),
               e);
}

static enum err_code add_area(struct map_maker *m, size_t town, struct err *e)
{
    struct directory_record r = a_part(m, DIRECTORY_SERVICE_AREA);
    int index = geo_municipality_named(str_of(towns[town]), m->d->options->today);
    if (index < 0) bug("a town of the demonstration is none");
    return put(m, &r,
               json_pack("{s:s, s:o}", "name", towns[town], "uri",
                         json_sprintf("urn:refnis:%s", geo_municipality_refnis(index))),
               e);
}

/* --- for whom --- */

static enum err_code add_languages(struct map_maker *m, struct err *e)
{
    static const uint8_t codes[] = {LANGUAGE_NL, LANGUAGE_FR, LANGUAGE_AR,
                                    LANGUAGE_TR, LANGUAGE_UK, LANGUAGE_EN};
    const struct code_list *list = code_list_at(LIST_LANGUAGE);
    enum err_code rc = OK;
    for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
        if (i > 0 && !rng_chance(&m->d->rng, 0.3)) continue;
        struct directory_record r = a_part(m, DIRECTORY_LANGUAGE);
        TRY(put(m, &r,
                json_pack("{s:s, s:s}", "code", list->codes[codes[i]].code, "name",
                          code_label(list, codes[i], LANG_NL)),
                e));
    }
out:
    return rc;
}

static enum err_code add_cost(struct map_maker *m, struct err *e)
{
    struct directory_record r = a_part(m, DIRECTORY_COST_OPTION);
    int cents = sorts[m->sort].cents;
    json_t *object =
        json_pack("{s:s, s:f}", "currency", "EUR", "amount", (double)cents / 100.0);
    if (cents)
        json_object_set_new(object, "amount_description", json_string("per keer"));
    return put(m, &r, object, e);
}

static enum err_code add_document(struct map_maker *m, struct err *e)
{
    struct directory_record r = a_part(m, DIRECTORY_REQUIRED_DOCUMENT);
    if (!sorts[m->sort].document) return OK;
    return put(m, &r, json_pack("{s:s}", "document", sorts[m->sort].document), e);
}

static enum err_code add_term(struct map_maker *m, int taxonomy, uint8_t code,
                              const char *value, struct err *e)
{
    struct directory_record r = {.id = demo_uuid(m->d, m->on),
                                 .kind = DIRECTORY_ATTRIBUTE};
    r.slots[SLOT_ABOVE] = m->service;
    r.slots[SLOT_TERM] = directory_term_id(taxonomy, code);
    return put(m, &r,
               json_pack("{s:s, s:s, s:s}", "link_type",
                         directory_taxonomy_code(taxonomy), "link_entity", "service",
                         "value", value),
               e);
}

static enum err_code add_terms(struct map_maker *m, struct err *e)
{
    const struct code_list *conditions = code_list_at(LIST_CONTEXT_CONDITION);
    const struct code_list *phases = code_list_at(LIST_PHASE);
    const uint8_t *codes = sorts[m->sort].conditions;
    int wait = sorts[m->sort].wait_days;
    char days[12];
    enum err_code rc;
    for (size_t i = 0; i < 2; i++)
        if (i == 0 || codes[1] != codes[0])
            TRY(add_term(m, TAXONOMY_CONDITION, codes[i],
                         conditions->codes[codes[i]].code, e));
    TRY(add_term(m, TAXONOMY_PHASE, sorts[m->sort].phase,
                 phases->codes[sorts[m->sort].phase].code, e));
    if (wait >= 0) {
        snprintf(days, sizeof days, "%d", rng_between(&m->d->rng, wait / 2, wait * 2));
        TRY(add_term(m, TAXONOMY_PROPERTY, SERVICE_PROPERTY_WAITING_DAYS, days, e));
    }
    if (wait > 30 && rng_chance(&m->d->rng, 0.25))
        TRY(add_term(m, TAXONOMY_PROPERTY, SERVICE_PROPERTY_FULL, "yes", e));
    if (sorts[m->sort].has_childcare)
        rc = add_term(m, TAXONOMY_PROPERTY, SERVICE_PROPERTY_CHILDCARE, "yes", e);
out:
    return rc;
}

/* --- what our people say --- */

static enum err_code add_voices(struct map_maker *m, struct err *e)
{
    struct demo *d = m->d;
    struct day today = d->options->today;
    struct directory_keeper_fact keeper = {demo_uuid(d, m->on), m->service, m->home};
    enum err_code rc = OK;
    if (m->town < 2) TRY(directory_keeper_add(d->w, &keeper, e));
    if (rng_chance(&d->rng, 0.3)) {
        struct directory_check_fact check = {
            .service = m->service,
            .organisation = m->home,
            .worker = m->guide,
            .on = demo_day(d, demo_after(today, -150), demo_after(today, -1))};
        check.id = demo_uuid(d, check.on);
        demo_record_moment(d, check.on);
        TRY(directory_check_add(d->w, &check, e));
    }
    for (int n = rng_between(&d->rng, -2, 4); n > 0; n--) {
        struct directory_intent_fact intent = {
            .service = m->service,
            .organisation = m->home,
            .intent = (uint8_t)rng_below(&d->rng, N_SERVICE_INTENT),
            .on = demo_day(d, demo_after(today, -80), demo_after(today, -1))};
        intent.id = demo_uuid(d, intent.on);
        demo_record_moment(d, intent.on);
        TRY(directory_intent_add(d->w, &intent, e));
    }
    if (rng_chance(&d->rng, 0.06)) {
        struct directory_doubt_fact doubt = {
            .service = m->service,
            .organisation = m->home,
            .worker = m->guide,
            .fault = (uint8_t)rng_below(&d->rng, N_SERVICE_FAULT),
            .on = demo_day(d, demo_after(today, -20), demo_after(today, -1))};
        doubt.id = demo_uuid(d, doubt.on);
        demo_record_moment(d, doubt.on);
        rc = directory_doubt_add(d->w, &doubt, e);
    }
out:
    return rc;
}

static enum err_code add_gaps(struct map_maker *m, struct err *e)
{
    static const uint8_t needs[] = {CONTEXT_CONDITION_CARING_TASK,
                                    CONTEXT_CONDITION_JUSTICE,
                                    CONTEXT_CONDITION_CHILDCARE};
    struct demo *d = m->d;
    struct day today = d->options->today;
    enum err_code rc = OK;
    for (int i = 0; i < 25; i++) {
        int town =
            geo_municipality_named(str_of(towns[rng_below(&d->rng, N_TOWNS)]), today);
        struct directory_gap_fact gap = {
            .organisation = m->home,
            .condition = needs[rng_below(&d->rng, ARRAY_LEN(needs))],
            .target_group =
                rng_chance(&d->rng, 0.5) ? TARGET_GROUP_SINGLE_PARENT : CODE_MISSING,
            .on = demo_day(d, demo_after(today, -300), demo_after(today, -1))};
        snprintf(gap.municipality, sizeof gap.municipality, "%s",
                 geo_municipality_refnis(town));
        gap.id = demo_uuid(d, gap.on);
        demo_record_moment(d, gap.on);
        TRY(directory_gap_add(d->w, &gap, e));
    }
out:
    return rc;
}

/* --- the whole --- */

static enum err_code add_one(struct map_maker *m, struct err *e)
{
    struct demo *d = m->d;
    struct day today = d->options->today;
    bool is_stale = rng_chance(&d->rng, 0.35);
    enum err_code rc;
    m->on = demo_day(d, demo_after(today, is_stale ? -MOST_DAYS : -170),
                     demo_after(today, is_stale ? -200 : -5));
    demo_record_moment(d, m->on);
    TRY(add_organisation(m, e));
    TRY(add_service(m, e));
    TRY(add_location(m, e));
    TRY(add_hours(m, e));
    TRY(add_phone(m, e));
    TRY(add_area(m, m->town, e));
    TRY(add_area(m, (m->town + 1) % N_TOWNS, e));
    TRY(add_languages(m, e));
    TRY(add_cost(m, e));
    TRY(add_document(m, e));
    TRY(add_terms(m, e));
    rc = add_voices(m, e);
out:
    arena_reset(&m->arena);
    return rc;
}

enum err_code demo_services(struct demo *d, struct err *e)
{
    struct map_maker m = {.d = d};
    struct rng before = d->rng;
    struct project_fact project;
    struct account account;
    bool found;
    enum err_code rc;
    rng_init(&d->rng, d->options->seed * 1000003u + OWN_STREAM);
    TRY(project_find(&project, &found, d->db, S("LP2024-01"), e));
    if (!found) bug("the living year has no first partnership");
    m.home = project.promotor;
    TRY(account_find(&account, &found, &m.arena, d->db, S("toeleider"), e));
    if (!found) bug("the demonstration has no guide who can log in");
    m.guide = account.worker;
    TRY(demo_batch(d, "sociale kaart", e));
    for (m.town = 0; m.town < N_TOWNS; m.town++)
        for (m.sort = 0; m.sort < N_SORTS; m.sort++)
            TRY(add_one(&m, e));
    TRY(add_gaps(&m, e));
    TRY(demo_commit(d, e));
out:
    d->rng = before;
    arena_dispose(&m.arena);
    return rc;
}
