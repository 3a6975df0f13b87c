/* Employers around the organisations that can log in: whom they call, vacancies, what
 * was done with them; and links to ask how it goes, answered in every way, one of them
 * too late. The employers are invented. */
#include "base/brussels.h"
#include "demo/demo_int.h"
#include "domain/check_in_course.h"
#include "domain/geography.h"
#include "domain/working_day.h"
#include "store/account_store.h"
#include "store/consent_store.h"
#include "store/course_read.h"
#include "store/dossier_store.h"
#include "store/employer_store.h"
#include "store/guest_store.h"

enum { OWN_STREAM = 31, N_EMPLOYERS = 12, HOUR_RECORDED = 16 * 60 };

static const struct {
    const char *code, *name, *municipality, *login, *phone, *there;
    uint8_t willingness;
    uint8_t action; /* the last that was done */
    int days_ago;   /* when */
    const char *words;
} employers[N_EMPLOYERS] = {
    {"WG-OVEN", "Bakkerij De Zonneoven", "11002", "toeleider", "03 555 01 12",
     "Ploegbaas Ward, na tien uur", EMPLOYER_WILLINGNESS_OPEN,
     EMPLOYER_ACTION_SENSITISING, 41, "Rondleiding voor vier kandidaten."},
    {"WG-ZORG", "Woonzorgcentrum Linderhof", "11002", "jobcoach", "03 555 01 13",
     "Hoofdverpleegkundige Mieke", EMPLOYER_WILLINGNESS_WITH_SUPPORT,
     EMPLOYER_ACTION_ADVICE, 19, "Hoe een nieuwe collega rustig begint."},
    {"WG-LOGI", "Havenlogistiek Kaai 7", "11002", "toeleider", "03 555 01 12",
     "Personeelsdienst", EMPLOYER_WILLINGNESS_TRIAL, EMPLOYER_ACTION_QUESTION, 27,
     "Zoekt mensen die vroeg kunnen beginnen."},
    {"WG-GROEN", "Groenwerken Van Esdoorn", "11001", "jobcoach", "03 555 01 13",
     "Zaakvoerder", EMPLOYER_WILLINGNESS_WITH_SUPPORT, EMPLOYER_ACTION_KMO_PORTEFEUILLE,
     63, "Opleiding voor de ploegbaas."},
    {"WG-KEUKEN", "Schoolkeukens Soeplepel", "11002", "casemanager", "03 555 01 14",
     "Kok Adnan", EMPLOYER_WILLINGNESS_OPEN, EMPLOYER_ACTION_JOB_FAIR, 84,
     "Stond op de jobbeurs in de wijk."},
    {"WG-POETS", "Poetsatelier Helderblik", "11002", "toeleider", "03 555 01 12",
     "Teamcoach Samira", EMPLOYER_WILLINGNESS_OPEN, EMPLOYER_ACTION_POSITIVE_ACTION, 33,
     "Taal leren tijdens de uren, zes maanden lang."},
    {"WG-BOUW", "Bouwbedrijf Steenrijk", "12025", "buur", "015 55 02 21", "Werfleider",
     EMPLOYER_WILLINGNESS_NOT_NOW, EMPLOYER_ACTION_SENSITISING, 96,
     "Na de winter opnieuw bellen."},
    {"WG-WINKEL", "Buurtwinkel De Mand", "11002", "casemanager", "03 555 01 14", "",
     EMPLOYER_WILLINGNESS_TRIAL, EMPLOYER_ACTION_CUSTOM_WORK, 12,
     "Vraagt wat individueel maatwerk betekent."},
    {"WG-TEXTIEL", "Textielsortering Draad", "12025", "buur", "015 55 02 21",
     "Ploegverantwoordelijke", EMPLOYER_WILLINGNESS_WITH_SUPPORT,
     EMPLOYER_ACTION_DIVERSITY_PLAN, 58, "Plan besproken met de hele ploeg."},
    {"WG-HOTEL", "Hotel Scheldezicht", "11002", "jobcoach", "03 555 01 13",
     "Gouvernante", EMPLOYER_WILLINGNESS_OPEN, EMPLOYER_ACTION_QUESTION, 8,
     "Welke premies er zijn."},
    {"WG-FIETS", "Fietspunt Station", "11002", "toeleider", "03 555 01 12",
     "Werkplaatsleider", EMPLOYER_WILLINGNESS_WITH_SUPPORT, EMPLOYER_ACTION_ADVICE, 5,
     "Uitleg over pauzes en tempo."},
    {"WG-ZORG2", "Thuiszorg Nabij", "71016", "toeleider", "03 555 01 12", "",
     EMPLOYER_WILLINGNESS_TRIAL, EMPLOYER_ACTION_SENSITISING, 72,
     "Kennismaking met de ploeg."},
};

static const struct {
    int employer;
    const char *title, *text;
    uint8_t contract;
    int32_t n_places;
    bool is_hidden;
    int days_ago;
} vacancies[] = {
    {0, "Helper in de bakkerij",
     "Begint om vijf uur. Brood leren maken kan ter plaatse.", CONTRACT_KIND_FIXED_TERM,
     2, false, 30},
    {0, "Verkoop op zaterdag", "Alleen zaterdag, klanten vriendelijk helpen.",
     CONTRACT_KIND_FIXED_TERM, 1, true, 14},
    {1, "Logistiek assistent", "Bedden en karren, met een meter of peter.",
     CONTRACT_KIND_PERMANENT, 3, false, 44},
    {1, "Keukenhulp", "Halve dagen mogelijk.", CONTRACT_KIND_PERMANENT, 1, false, 21},
    {2, "Orderpicker", "Nederlands of Engels op de werkvloer.", CONTRACT_KIND_AGENCY, 6,
     false, 18},
    {2, "Heftruck, attest kan hier", "Het attest wordt betaald.", CONTRACT_KIND_AGENCY,
     2, true, 9},
    {3, "Groenarbeider", "Rijbewijs hoeft niet.", CONTRACT_KIND_FIXED_TERM, 4, false,
     52},
    {3, "Boomverzorging, leerling", "", CONTRACT_KIND_FIXED_TERM, 1, true, 11},
    {4, "Keukenmedewerker", "Schooluren.", CONTRACT_KIND_PERMANENT, 2, false, 60},
    {4, "Afwas en zaal", "Schooluren, vier dagen.", CONTRACT_KIND_FIXED_TERM, 1, false,
     6},
    {5, "Poetshulp kantoren", "Ploeg van zes, samen vertrekken.",
     CONTRACT_KIND_PERMANENT, 5, false, 25},
    {5, "Strijkatelier", "Zittend werk kan.", CONTRACT_KIND_FIXED_TERM, 2, true, 13},
    {7, "Winkelhulp", "Rekken vullen en kassa leren.", CONTRACT_KIND_FIXED_TERM, 1,
     true, 4},
    {8, "Sorteerder", "Deeltijds beginnen kan.", CONTRACT_KIND_FIXED_TERM, 3, false,
     38},
    {8, "Chauffeur met bijrijder", "", CONTRACT_KIND_PERMANENT, 1, false, 16},
    {9, "Kamers", "Vroege ploeg, opvang helpen zoeken.", CONTRACT_KIND_FIXED_TERM, 4,
     false, 20},
    {9, "Ontbijtdienst", "Vanaf zes uur.", CONTRACT_KIND_FIXED_TERM, 1, true, 7},
    {10, "Fietshersteller", "Leren op de werkplaats.", CONTRACT_KIND_PERMANENT, 2,
     false, 34},
    {10, "Toezicht fietsenstalling", "", CONTRACT_KIND_FIXED_TERM, 2, false, 15},
    {11, "Huishoudhulp", "Fiets of bus, uren in overleg.", CONTRACT_KIND_PERMANENT, 6,
     false, 48},
};

/* Asked of the employer of the nth person whom this login accompanies and who works. */
static const struct {
    const char *login;
    int nth, employer;
    int asked_days_ago, answered_days_ago; /* the latter -1: not yet */
    uint8_t answer;
    bool knows_first_day;      /* beside the name */
    const char *words, *reply; /* reply NULL: nobody called yet */
} asked[] = {
    {"toeleider", 0, 0, 10, 9, CHECK_IN_ANSWER_WELL, true, "Altijd op tijd.", NULL},
    {"toeleider", 1, 5, 8, 5, CHECK_IN_ANSWER_WRONG, false,
     "De uren passen niet bij de school.", NULL},
    {"toeleider", 2, 2, 4, 2, CHECK_IN_ANSWER_DOUBT, true,
     "Is er hulp voor het vervoer?", NULL},
    {"toeleider", 3, 10, 3, -1, CODE_MISSING, false, "", NULL},
    {"casemanager", 0, 7, 7, 6, CHECK_IN_ANSWER_WRONG, true,
     "Moeilijk met de ploegbaas.", "Samen gesproken, andere ploeg vanaf maandag."},
    {"jobcoach", 0, 9, 3, 2, CHECK_IN_ANSWER_WRONG, false, "Twee keer te laat.", NULL},
    {"buur", 0, 8, 6, 5, CHECK_IN_ANSWER_WELL, true, "", NULL},
};

struct hiring {
    struct demo *d;
    struct arena arena;
    struct organisation_id at[N_EMPLOYERS];
};

static struct day ago(const struct demo *d, int days)
{
    return demo_after(d->options->today, -days);
}

static void recorded_on(struct demo *d, struct day on)
{
    write_recorded_at(d->w, brussels_moment(on, HOUR_RECORDED));
}

static enum err_code find_login(struct uuid *worker_out,
                                struct organisation_id *organisation_out,
                                struct hiring *h, const char *login, struct err *e)
{
    struct account account;
    struct membership_view *list;
    size_t n;
    bool found;
    enum err_code rc;
    TRY(account_find(&account, &found, &h->arena, h->d->db, str_of(login), e));
    if (!found) bug("the demonstration has no such login");
    TRY(membership_list(&list, &n, &h->arena, h->d->db, account.worker, e));
    if (!n) bug("a login of the demonstration has no role");
    *worker_out = account.worker;
    *organisation_out = list[0].fact.organisation;
out:
    return rc;
}

static enum err_code add_employer(struct hiring *h, size_t i, struct err *e)
{
    struct demo *d = h->d;
    struct day on = ago(d, employers[i].days_ago), met = ago(d, 200);
    struct employer_contact_fact c = {.id = demo_uuid(d, met),
                                      .willingness = employers[i].willingness,
                                      .words = str_of(employers[i].there)};
    struct employer_action_fact x = {.id = demo_uuid(d, on),
                                     .kind = employers[i].action,
                                     .on = on,
                                     .words = str_of(employers[i].words)};
    int place = geo_municipality_index(str_of(employers[i].municipality));
    enum err_code rc;
    TRY(demo_organisation(&h->at[i], d, employers[i].code, employers[i].name,
                          ORGANISATION_KIND_EMPLOYER, CODE_MISSING,
                          place == GEO_UNKNOWN ? -1 : place, e));
    TRY(find_login(&c.worker, &c.keeper, h, employers[i].login, e));
    snprintf(c.phone, sizeof c.phone, "%s", employers[i].phone);
    c.employer = x.employer = h->at[i];
    x.keeper = c.keeper;
    x.worker = c.worker;
    recorded_on(d, met);
    TRY(employer_contact_add(d->w, &c, e));
    recorded_on(d, on);
    rc = employer_action_add(d->w, &x, e);
out:
    return rc;
}

static enum err_code add_vacancy(struct hiring *h, size_t i, struct err *e)
{
    struct demo *d = h->d;
    struct day on = ago(d, vacancies[i].days_ago);
    struct vacancy_fact f = {.id = demo_uuid(d, on),
                             .employer = h->at[vacancies[i].employer],
                             .sector = CODE_MISSING,
                             .contract = vacancies[i].contract,
                             .is_hidden = vacancies[i].is_hidden,
                             .n_places = vacancies[i].n_places,
                             .from = on,
                             .to = DAY_NONE,
                             .text = str_of(vacancies[i].text)};
    struct uuid worker;
    enum err_code rc;
    TRY(find_login(&worker, &f.keeper, h, employers[vacancies[i].employer].login, e));
    snprintf(f.title, sizeof f.title, "%s", vacancies[i].title);
    snprintf(f.municipality, sizeof f.municipality, "%s",
             employers[vacancies[i].employer].municipality);
    recorded_on(d, on);
    rc = vacancy_add(d->w, &f, e);
out:
    return rc;
}

/* --- how it goes --- */

static enum err_code find_job(struct followed_job *out, bool *found_out,
                              struct hiring *h, struct uuid worker,
                              struct organisation_id organisation, int nth,
                              struct day asked_on, struct err *e)
{
    struct followed_job *jobs;
    size_t n;
    int seen = 0;
    enum err_code rc =
        followed_jobs(&jobs, &n, &h->arena, h->d->db, organisation, worker,
                      day_of(2024, 1, 1), h->d->options->today, e);
    *found_out = false;
    if (rc != OK) return rc;
    for (size_t i = 0; i < n && !*found_out; i++) {
        bool is_other = jobs[i].from.v < asked_on.v && day_is_none(jobs[i].to);
        for (size_t k = 0; k < i && is_other; k++)
            is_other = !uuid_eq(jobs[k].person.u, jobs[i].person.u);
        if (!is_other || seen++ != nth) continue;
        *out = jobs[i];
        *found_out = true;
    }
    return OK;
}

/* The person lets the employer know something: said to who accompanies. */
static enum err_code add_consent(struct demo *d, const struct guest_link_fact *link,
                                 struct organisation_id employer, uint8_t category,
                                 struct day on, struct err *e)
{
    struct consent_fact f = {.person = link->person,
                             .id = demo_uuid(d, on),
                             .receiver = employer,
                             .purpose = SHARING_PURPOSE_EMPLOYER,
                             .category = category,
                             .ground = SHARING_GROUND_CONSENT,
                             .is_given = true,
                             .form = CONSENT_FORM_SPOKEN,
                             .language = CODE_MISSING,
                             .from = on,
                             .to = DAY_NONE,
                             .organisation = link->organisation,
                             .worker = link->worker};
    return consent_add(d->w, &f, e);
}

static enum err_code add_visit(struct demo *d, const struct guest_link_fact *link,
                               uint8_t kind, struct day on, int minute, struct err *e)
{
    struct guest_visit_fact f = {.person = link->person,
                                 .id = demo_uuid(d, on),
                                 .link = link->id,
                                 .kind = kind,
                                 .happened_at = brussels_moment(on, minute)};
    return guest_visit_add(d->w, &f, e);
}

static enum err_code add_answer(struct demo *d, const struct guest_link_fact *link,
                                size_t i, struct err *e)
{
    struct day on = ago(d, asked[i].answered_days_ago);
    struct check_in_fact f = {.person = link->person,
                              .id = demo_uuid(d, on),
                              .link = link->id,
                              .outcome = link->outcome,
                              .on = on,
                              .answer = asked[i].answer,
                              .words = str_of(asked[i].words)};
    struct aftercare_fact care = {.id = demo_uuid(d, on),
                                  .outcome = link->outcome,
                                  .person = link->person,
                                  .side = AFTERCARE_SIDE_EMPLOYER,
                                  .due_on = DAY_NONE,
                                  .on = on,
                                  .result = check_in_result(asked[i].answer)};
    enum err_code rc;
    recorded_on(d, on);
    TRY(add_visit(d, link, GUEST_VISIT_KIND_OPENED, on, 9 * 60, e));
    TRY(check_in_add(d->w, &f, e));
    TRY(aftercare_add(d->w, &care, e));
    TRY(add_visit(d, link, GUEST_VISIT_KIND_ANSWERED, on, 9 * 60 + 1, e));
    if (!asked[i].reply) goto out;
    struct day replied_on = working_day_add(on, 1);
    struct check_in_reply_fact reply = {.person = link->person,
                                        .id = demo_uuid(d, replied_on),
                                        .check_in = f.id,
                                        .on = replied_on,
                                        .worker = link->worker,
                                        .words = str_of(asked[i].reply)};
    recorded_on(d, replied_on);
    rc = check_in_reply_add(d->w, &reply, e);
out:
    return rc;
}

static enum err_code ask(struct hiring *h, size_t i, struct err *e)
{
    struct demo *d = h->d;
    struct day on = ago(d, asked[i].asked_days_ago);
    struct guest_link_fact link = {.id = demo_uuid(d, on),
                                   .kind = GUEST_LINK_KIND_CHECK_IN};
    struct organisation_id employer = h->at[asked[i].employer];
    struct followed_job job;
    char id[UUID_TEXT + 1];
    bool found;
    enum err_code rc;
    TRY(find_login(&link.worker, &link.organisation, h, asked[i].login, e));
    TRY(find_job(&job, &found, h, link.worker, link.organisation, asked[i].nth, on, e));
    if (!found) goto out; /* a small demonstration has fewer who work */
    link.person = job.person;
    link.outcome = job.outcome;
    int64_t made_at = brussels_moment(on, HOUR_RECORDED);
    link.expires_at =
        (made_at / 60000 + 1) * 60000 + INT64_C(86400000) * GUEST_CHECK_IN_DAYS;
    uuid_text(id, employer.u);
    link.words = str_of(
        arena_format(&h->arena, "%s\n%s", id, employers[asked[i].employer].there));
    recorded_on(d, on);
    TRY(add_consent(d, &link, employer, SHARING_CATEGORY_IDENTITY, on, e));
    if (asked[i].knows_first_day)
        TRY(add_consent(d, &link, employer, SHARING_CATEGORY_WORK, on, e));
    TRY(guest_link_add(d->w, &link, e));
    if (asked[i].answered_days_ago >= 0) TRY(add_answer(d, &link, i, e));
out:
    return rc;
}

enum err_code demo_employers(struct demo *d, struct err *e)
{
    struct hiring h = {.d = d};
    struct rng before = d->rng;
    enum err_code rc;
    rng_init(&d->rng, d->options->seed * 1000003u + OWN_STREAM);
    TRY(demo_batch(d, "werkgevers", e));
    for (size_t i = 0; i < N_EMPLOYERS; i++)
        TRY(add_employer(&h, i, e));
    for (size_t i = 0; i < ARRAY_LEN(vacancies); i++)
        TRY(add_vacancy(&h, i, e));
    for (size_t i = 0; i < ARRAY_LEN(asked); i++)
        TRY(ask(&h, i, e));
    TRY(demo_commit(d, e));
out:
    d->rng = before;
    arena_dispose(&h.arena);
    return rc;
}
