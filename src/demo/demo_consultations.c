/* Consultations of the network coordinator who can log in: with whom, what was agreed,
 * learnt and promised, and about whom. From a stream of its own. */
#include "base/brussels.h"
#include "demo/demo_files.h"
#include "store/account_store.h"
#include "store/consultation_store.h"

enum { OWN_STREAM = 37, N_MEETINGS = 8 };

static const struct {
    uint8_t kind;
    const char *title;
    int days_ago, minutes;
    const char *with[3]; /* logins at the table, besides the coordinator */
} meetings[N_MEETINGS] = {
    {CONSULTATION_KIND_CASE, "Casusoverleg Rupelstreek", 5, 90, {"toeleider", "ocmw"}},
    {CONSULTATION_KIND_STRUCTURAL,
     "Kwartaaloverleg toeleiders en bemiddelaars",
     33,
     120,
     {"toeleider", "bemiddelaar", "casemanager"}},
    {CONSULTATION_KIND_INFORMAL, "Koffie met de bemiddelaars", 47, 30, {"bemiddelaar"}},
    {CONSULTATION_KIND_SUPRALOCAL,
     "Bovenlokaal overleg zuidrand",
     60,
     150,
     {"ocmw", "bemiddelaar"}},
    {CONSULTATION_KIND_LEARNING_NETWORK,
     "Lerend netwerk: eerste gesprekken",
     82,
     120,
     {"bemiddelaar", "ocmw"}},
    {CONSULTATION_KIND_LEARNING_NETWORK,
     "Lerend netwerk: eerste gesprekken",
     19,
     120,
     {"bemiddelaar", "ocmw"}},
    {CONSULTATION_KIND_CASE, "Casusoverleg noordrand", 26, 75, {"buur", "gtb"}},
    {CONSULTATION_KIND_CASE,
     "Casusoverleg jongeren",
     12,
     60,
     {"jongerenconsulent", "clb", "toeleider"}},
};

/* Whom it was about: files of the first partnership, in order of who was seen first. */
static const struct {
    int meeting;
    unsigned file;
    const char *words;
} cases[] = {
    {0, 0, "Eerst de schulden op een rij, dan pas solliciteren."},
    {0, 3, "Wie begeleidt de opleiding? Eén dienst belt, de andere volgt."},
    {0, 5, ""},
    {6, 10, "Een gesprek met drie is te veel: één aanspreekpunt."},
    {6, 12, ""},
    {7, 31, "De school en de dienst spreken samen een dag af."},
    {7, 30, ""},
};

static const struct {
    int meeting;
    uint8_t kind;
    const char *owner; /* login; NULL: nobody's */
    int due_in;        /* days from today */
    uint8_t state;     /* agreed_state; N_AGREED_STATE: nobody said anything yet */
    const char *words;
} outcomes[] = {
    {0, CONSULTATION_OUTCOME_AGREEMENT, "netwerkcoordinator", 4, N_AGREED_STATE,
     "Nagaan of het lokaal van de bib vrij is op dinsdag."},
    {1, CONSULTATION_OUTCOME_AGREEMENT, "bemiddelaar", 12, N_AGREED_STATE,
     "Een vast telefoonuur voor toeleiders, elke donderdag."},
    {1, CONSULTATION_OUTCOME_AGREEMENT, "toeleider", -3, N_AGREED_STATE,
     "De lijst met uren van de vindplaatsen rondsturen."},
    {2, CONSULTATION_OUTCOME_AGREEMENT, "netwerkcoordinator", -40, AGREED_STATE_DONE,
     "Elkaars nummers doorgeven."},
    {3, CONSULTATION_OUTCOME_RECOMMENDATION, NULL, 0, N_AGREED_STATE,
     "Opvang die om half zes opent, in elke gemeente met ploegenarbeid."},
    {4, CONSULTATION_OUTCOME_LESSON, NULL, 0, N_AGREED_STATE,
     "Een eerste gesprek buiten het kantoor gaat twee keer zo vaak door."},
    {4, CONSULTATION_OUTCOME_RECOMMENDATION, NULL, 0, N_AGREED_STATE,
     "Laat de toeleider bij het eerste gesprek zijn, als de persoon dat wil."},
    {5, CONSULTATION_OUTCOME_LESSON, NULL, 0, N_AGREED_STATE,
     "Wie zelf het uur kiest, komt vaker."},
    {6, CONSULTATION_OUTCOME_AGREEMENT, "netwerkcoordinator", -5, AGREED_STATE_BUSY,
     "Met de huisvestingsdienst een vast contact afspreken."},
    {6, CONSULTATION_OUTCOME_AGREEMENT, "gtb", -2, N_AGREED_STATE,
     "Uitzoeken welke testdagen er in december zijn."},
    {6, CONSULTATION_OUTCOME_AGREEMENT, "buur", -9, AGREED_STATE_DROPPED,
     "Een gezamenlijk spreekuur op zaterdag."},
    {7, CONSULTATION_OUTCOME_AGREEMENT, "jongerenconsulent", 8, AGREED_STATE_BUSY,
     "Een rondleiding op school voor de toeleiders."},
    {7, CONSULTATION_OUTCOME_AGREEMENT, "toeleider", 6, N_AGREED_STATE,
     "De ouders uitnodigen op een moment dat hen past."},
};

static enum err_code find_login(struct consultation_member_fact *out, struct demo *d,
                                struct arena *a, const char *login, struct err *e)
{
    struct account account;
    struct membership_view *list;
    size_t n;
    bool found;
    enum err_code rc;
    TRY(account_find(&account, &found, a, d->db, str_of(login), e));
    if (!found) bug("the demonstration has no such login");
    TRY(membership_list(&list, &n, a, d->db, account.worker, e));
    if (!n) bug("a login of the demonstration has no role");
    out->worker = account.worker;
    out->organisation = list[0].fact.organisation;
out:
    return rc;
}

static enum err_code add_member(struct demo *d, struct arena *a, struct uuid meeting,
                                struct day on, const char *login, struct err *e)
{
    struct consultation_member_fact m = {.id = demo_uuid(d, on),
                                         .consultation = meeting};
    enum err_code rc = find_login(&m, d, a, login, e);
    return rc == OK ? consultation_member_add(d->w, &m, e) : rc;
}

static enum err_code add_meeting(struct uuid *out, struct demo *d, struct arena *a,
                                 size_t i, struct err *e)
{
    struct day on = demo_after(d->options->today, -meetings[i].days_ago);
    struct consultation_member_fact host;
    struct consultation_fact f = {.id = demo_uuid(d, on),
                                  .kind = meetings[i].kind,
                                  .on = on,
                                  .minutes = meetings[i].minutes};
    enum err_code rc;
    snprintf(f.title, sizeof f.title, "%s", meetings[i].title);
    write_recorded_at(d->w, brussels_moment(on, 17 * 60));
    TRY(find_login(&host, d, a, "netwerkcoordinator", e));
    f.organisation = host.organisation;
    TRY(consultation_add(d->w, &f, e));
    TRY(add_member(d, a, f.id, on, "netwerkcoordinator", e));
    for (size_t k = 0; k < ARRAY_LEN(meetings[i].with) && meetings[i].with[k]; k++)
        TRY(add_member(d, a, f.id, on, meetings[i].with[k], e));
    *out = f.id;
out:
    return rc;
}

static enum err_code add_outcome(struct demo *d, struct arena *a,
                                 const struct uuid *ids, size_t i, struct err *e)
{
    struct day today = d->options->today;
    struct day on = demo_after(today, -meetings[outcomes[i].meeting].days_ago);
    struct consultation_member_fact owner = {.worker = {{0}}};
    struct consultation_outcome_fact f = {.id = demo_uuid(d, on),
                                          .consultation = ids[outcomes[i].meeting],
                                          .kind = outcomes[i].kind,
                                          .due_on = DAY_NONE,
                                          .words = str_of(outcomes[i].words)};
    enum err_code rc = OK;
    if (outcomes[i].owner) {
        TRY(find_login(&owner, d, a, outcomes[i].owner, e));
        f.organisation = owner.organisation;
        f.worker = owner.worker;
        f.due_on = demo_after(today, outcomes[i].due_in);
    }
    write_recorded_at(d->w, brussels_moment(on, 17 * 60));
    TRY(consultation_outcome_add(d->w, &f, e));
    if (outcomes[i].state == N_AGREED_STATE) goto out;
    struct day said_on = f.due_on.v < today.v ? f.due_on : demo_after(on, 3);
    const struct consultation_outcome_state_fact said = {.id = demo_uuid(d, said_on),
                                                         .outcome = f.id,
                                                         .state = outcomes[i].state,
                                                         .on = said_on,
                                                         .worker = owner.worker};
    write_recorded_at(d->w, brussels_moment(said_on, 17 * 60));
    rc = consultation_outcome_state_add(d->w, &said, e);
out:
    return rc;
}

static enum err_code add_cases(struct demo_files *f, const struct uuid *ids,
                               struct err *e)
{
    struct demo *d = f->d;
    enum err_code rc = OK;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        if (cases[i].file >= f->n) continue; /* a small region */
        struct day on =
            demo_after(d->options->today, -meetings[cases[i].meeting].days_ago);
        struct consultation_case_fact c = {.person = f->file[cases[i].file].person.id,
                                           .id = demo_uuid(d, on),
                                           .consultation = ids[cases[i].meeting]};
        if (cases[i].words[0]) c.words = str_of(cases[i].words);
        write_recorded_at(d->w, brussels_moment(on, 17 * 60));
        TRY(consultation_case_add(d->w, &c, e));
    }
out:
    return rc;
}

enum err_code demo_consultations(struct demo *d, struct err *e)
{
    struct demo_files files = {0};
    struct rng before = d->rng;
    struct uuid ids[N_MEETINGS];
    struct arena arena = {0};
    enum err_code rc;
    rng_init(&d->rng, d->options->seed * 1000003u + OWN_STREAM);
    TRY(files_open(&files, d, "LP2024-01", "toeleider", e));
    TRY(demo_batch(d, "overleg", e));
    for (size_t i = 0; i < N_MEETINGS; i++)
        TRY(add_meeting(&ids[i], d, &arena, i, e));
    for (size_t i = 0; i < ARRAY_LEN(outcomes); i++)
        TRY(add_outcome(d, &arena, ids, i, e));
    TRY(add_cases(&files, ids, e));
    TRY(demo_commit(d, e));
out:
    files_dispose(&files);
    d->rng = before;
    arena_dispose(&arena);
    return rc;
}
