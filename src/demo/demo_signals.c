/* Signals of the guides who can log in, over the last months: some loose, some bundled
 * by the network coordinator, one bundle acted upon. About nobody, as in life. */
#include "base/brussels.h"
#include "demo/demo_int.h"
#include "store/account_store.h"
#include "store/signal_store.h"

enum { OWN_STREAM = 23, N_BUNDLES = 2, LOOSE = -1 };

static const struct {
    const char *login;
    uint8_t barrier, domain, target_group, frequency;
    const char *municipality;
    int days_ago;
    int bundle; /* or LOOSE */
    const char *words;
} noticed[] = {
    {"toeleider", STRUCTURAL_BARRIER_CHILDCARE_SUPPLY, POLICY_DOMAIN_CHILDCARE,
     TARGET_GROUP_SINGLE_PARENT, SIGNAL_FREQUENCY_OFTEN, "11001", 150, 0,
     "De vroege ploeg begint om zes uur, de opvang opent om zeven."},
    {"ocmw", STRUCTURAL_BARRIER_CHILDCARE_SUPPLY, POLICY_DOMAIN_CHILDCARE,
     TARGET_GROUP_HOMEMAKER, SIGNAL_FREQUENCY_SOME, "11001", 128, 0,
     "Tijdens een opleiding van zes weken is er geen plaats te vinden."},
    {"casemanager", STRUCTURAL_BARRIER_CHILDCARE_SUPPLY, POLICY_DOMAIN_CHILDCARE,
     CODE_MISSING, SIGNAL_FREQUENCY_OFTEN, "", 117, 0,
     "Een plaats krijg je pas met een contract, een contract pas met een plaats."},
    {"toeleider", STRUCTURAL_BARRIER_MOBILITY_SUPPLY, POLICY_DOMAIN_MOBILITY,
     CODE_MISSING, SIGNAL_FREQUENCY_OFTEN, "11001", 80, 1,
     "Na acht uur 's avonds rijdt er geen bus meer naar de bedrijvenzone."},
    {"buur", STRUCTURAL_BARRIER_MOBILITY_SUPPLY, POLICY_DOMAIN_MOBILITY,
     TARGET_GROUP_MIGRATION_BACKGROUND_WOMEN, SIGNAL_FREQUENCY_SOME, "", 66, 1,
     "Fietsen is niet geleerd, en voor de rijlessen is er een wachtlijst."},
    {"toeleider", STRUCTURAL_BARRIER_DIGITALISATION_OF_SERVICES, POLICY_DOMAIN_WELFARE,
     TARGET_GROUP_LOW_EDUCATED, SIGNAL_FREQUENCY_OFTEN, "11001", 24, LOOSE,
     "Een afspraak kan alleen nog via de website, met een kaartlezer."},
    {"jongerenconsulent", STRUCTURAL_BARRIER_LANGUAGE_DEMANDS, POLICY_DOMAIN_WORK,
     CODE_MISSING, SIGNAL_FREQUENCY_SOME, "", 17, LOOSE,
     "Perfect Nederlands gevraagd voor werk waar men weinig spreekt."},
    {"ocmw", STRUCTURAL_BARRIER_WAITING_LISTS, POLICY_DOMAIN_HEALTH, CODE_MISSING,
     SIGNAL_FREQUENCY_OFTEN, "11001", 9, LOOSE,
     "Voor een eerste gesprek over psychisch welzijn wacht men maanden."},
    {"toeleider", STRUCTURAL_BARRIER_DOCUMENTS_FOREIGN_DIPLOMA, POLICY_DOMAIN_EDUCATION,
     TARGET_GROUP_CIVIC_INTEGRATION_NEWCOMER, SIGNAL_FREQUENCY_ONCE, "", 3, LOOSE,
     "Voor de gelijkwaardigheid wordt een stuk gevraagd dat niet meer bestaat."},
};

static const struct {
    const char *title;
    uint8_t domain, level;
    int days_ago;
} bundles[N_BUNDLES] = {
    {"Kinderopvang buiten de kantooruren", POLICY_DOMAIN_CHILDCARE,
     RESPONSIBLE_LEVEL_SUPRALOCAL, 100},
    {"Naar het werk raken na acht uur", POLICY_DOMAIN_MOBILITY,
     RESPONSIBLE_LEVEL_FLEMISH, 40},
};

static const struct {
    int bundle, days_ago;
    uint8_t status, level;
    const char *words;
} steps[] = {
    {0, 90, SIGNAL_STATUS_FORWARDED, RESPONSIBLE_LEVEL_SUPRALOCAL,
     "Op de agenda van het bovenlokaal overleg."},
    {0, 45, SIGNAL_STATUS_ANSWERED, CODE_MISSING,
     "Twee initiatieven willen vroeger openen als er acht kinderen zijn."},
    {0, 12, SIGNAL_STATUS_ACTED_UPON, CODE_MISSING,
     "De opvang aan het station opent sinds deze maand om half zes."},
    {1, 30, SIGNAL_STATUS_FORWARDED, RESPONSIBLE_LEVEL_FLEMISH,
     "Doorgegeven, samen met de uren van de ploegen."},
};

struct desk_of_signals {
    struct demo *d;
    struct arena arena;
    struct uuid bundles[N_BUNDLES];
};

static enum err_code find_login(struct uuid *worker_out,
                                struct organisation_id *organisation_out,
                                struct desk_of_signals *s, const char *login,
                                struct err *e)
{
    struct account account;
    struct membership_view *list;
    size_t n;
    bool found;
    enum err_code rc;
    TRY(account_find(&account, &found, &s->arena, s->d->db, str_of(login), e));
    if (!found) bug("the demonstration has no such login");
    TRY(membership_list(&list, &n, &s->arena, s->d->db, account.worker, e));
    if (!n) bug("a login of the demonstration has no role");
    *worker_out = account.worker;
    *organisation_out = list[0].fact.organisation;
out:
    return rc;
}

static struct day ago(const struct demo *d, int days)
{
    return demo_after(d->options->today, -days);
}

static void recorded_on(struct demo *d, struct day on)
{
    write_recorded_at(d->w, brussels_moment(on, 16 * 60));
}

static enum err_code add_bundles(struct desk_of_signals *s, struct err *e)
{
    struct demo *d = s->d;
    struct uuid worker;
    struct organisation_id organisation;
    enum err_code rc;
    TRY(find_login(&worker, &organisation, s, "netwerkcoordinator", e));
    for (size_t i = 0; i < N_BUNDLES; i++) {
        struct day on = ago(d, bundles[i].days_ago);
        struct signal_bundle_fact f = {.id = demo_uuid(d, on),
                                       .domain = bundles[i].domain,
                                       .level = bundles[i].level,
                                       .organisation = organisation,
                                       .worker = worker,
                                       .opened_on = on};
        snprintf(f.title, sizeof f.title, "%s", bundles[i].title);
        recorded_on(d, on);
        TRY(signal_bundle_add(d->w, &f, e));
        s->bundles[i] = f.id;
    }
    for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
        struct day on = ago(d, steps[i].days_ago);
        struct signal_step_fact f = {.id = demo_uuid(d, on),
                                     .bundle = s->bundles[steps[i].bundle],
                                     .status = steps[i].status,
                                     .level = steps[i].level,
                                     .on = on,
                                     .worker = worker,
                                     .words = str_of(steps[i].words)};
        recorded_on(d, on);
        TRY(signal_step_add(d->w, &f, e));
    }
out:
    return rc;
}

static enum err_code add_signal(struct desk_of_signals *s, size_t i, struct err *e)
{
    struct demo *d = s->d;
    struct day on = ago(d, noticed[i].days_ago);
    struct signal_fact f = {.id = demo_uuid(d, on),
                            .barrier = noticed[i].barrier,
                            .domain = noticed[i].domain,
                            .level = CODE_MISSING,
                            .target_group = noticed[i].target_group,
                            .frequency = noticed[i].frequency,
                            .noticed_on = on,
                            .words = str_of(noticed[i].words)};
    enum err_code rc;
    snprintf(f.municipality, sizeof f.municipality, "%s", noticed[i].municipality);
    TRY(find_login(&f.worker, &f.organisation, s, noticed[i].login, e));
    recorded_on(d, on);
    TRY(signal_add(d->w, &f, e));
    if (noticed[i].bundle == LOOSE) goto out;
    struct day bundled_on = ago(d, bundles[noticed[i].bundle].days_ago);
    struct bundle_signal_fact m = {.id = demo_uuid(d, bundled_on),
                                   .bundle = s->bundles[noticed[i].bundle],
                                   .signal = f.id};
    recorded_on(d, bundled_on);
    rc = bundle_signal_add(d->w, &m, e);
out:
    return rc;
}

enum err_code demo_signals(struct demo *d, struct err *e)
{
    struct desk_of_signals s = {.d = d};
    struct rng before = d->rng;
    enum err_code rc;
    rng_init(&d->rng, d->options->seed * 1000003u + OWN_STREAM);
    TRY(demo_batch(d, "signalen", e));
    TRY(add_bundles(&s, e));
    for (size_t i = 0; i < ARRAY_LEN(noticed); i++)
        TRY(add_signal(&s, i, e));
    TRY(demo_commit(d, e));
out:
    d->rng = before;
    arena_dispose(&s.arena);
    return rc;
}
