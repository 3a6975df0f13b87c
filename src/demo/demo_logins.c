/* Workers who can log in, and who accompanies whom: each guide of the living year has a
 * caseload, some people are accompanied by two organisations. From a stream of its own,
 * so that nothing else of the region depends on it. */
#include "demo/demo_logins.h"

#include "demo/demo_int.h"
#include "store/account_store.h"
#include "store/dossier_store.h"
#include "store/person_store.h"
#include "store/programme_store.h"
#include "store/sketch_store.h"
#include "store/worker_store.h"
#include "trust/password.h"

const struct demo_login demo_login_list[] = {
#define LOGIN(login, name, role, organisation) {login, name, organisation, role},
#include "demo/demo_logins.def"
#undef LOGIN
};
const size_t demo_login_count = ARRAY_LEN(demo_login_list);

enum { N_PARTNERSHIPS = 44, GUIDES = 3, CASELOAD = 40 };

static const struct {
    const char *code, *name;
    uint8_t kind;
    bool is_partner; /* of the first partnership */
} organisations[] = {
    {"VDAB", "VDAB (demonstratie)", ORGANISATION_KIND_VDAB, true},
    {"GTB-DEMO", "GTB (demonstratie)", ORGANISATION_KIND_GTB, true},
    {"OCMW-DEMO", "OCMW (demonstratie)", ORGANISATION_KIND_OCMW, true},
    {"CLB-DEMO", "CLB (demonstratie)", ORGANISATION_KIND_CLB, false},
    {"ZF-DEMO", "Ziekenfonds (demonstratie)", ORGANISATION_KIND_HEALTH_INSURER, false},
    {"PREV-DEMO", "Preventiedienst (demonstratie)",
     ORGANISATION_KIND_PREVENTION_SERVICE, false},
    {"LOOPB-DEMO", "Loopbaancentrum (demonstratie)", ORGANISATION_KIND_OTHER, false},
    {"WSE-DEMO", "Europa WSE (demonstratie)", ORGANISATION_KIND_MANAGING_AUTHORITY,
     false},
    {"UNIV-DEMO", "Universiteit (demonstratie)", ORGANISATION_KIND_UNIVERSITY, false},
};

/* What stands around the first partnership. */
struct around {
    struct demo *d;
    struct arena arena;
    struct project_id project;
    struct organisation_id home, next, others[ARRAY_LEN(organisations)];
    struct uuid workers[ARRAY_LEN(demo_login_list)];
    struct day from; /* when they all began */
};

static enum err_code promotor_of(struct project_fact *out, struct demo *d,
                                 unsigned number, struct err *e)
{
    char code[16];
    bool found;
    snprintf(code, sizeof code, "LP2024-%02u", number);
    enum err_code rc = project_find(out, &found, d->db, str_of(code), e);
    if (rc == OK && !found) bug("the living year has no such partnership");
    return rc;
}

static struct organisation_id organisation_named(const struct around *r,
                                                 const char *code)
{
    if (str_eq_c(S("HOME"), code)) return r->home;
    if (str_eq_c(S("NEXT"), code)) return r->next;
    for (size_t i = 0; i < ARRAY_LEN(organisations); i++)
        if (strcmp(organisations[i].code, code) == 0) return r->others[i];
    bug("a login of no organisation");
}

static struct uuid worker_named(const struct around *r, const char *login)
{
    for (size_t i = 0; i < ARRAY_LEN(demo_login_list); i++)
        if (strcmp(demo_login_list[i].login, login) == 0) return r->workers[i];
    bug("no such login");
}

static enum err_code add_organisations(struct around *r, struct err *e)
{
    enum err_code rc = OK;
    struct partnership_id none = {{{0}}};
    for (size_t i = 0; i < ARRAY_LEN(organisations); i++) {
        TRY(demo_organisation(&r->others[i], r->d, organisations[i].code,
                              organisations[i].name, organisations[i].kind,
                              CODE_MISSING, -1, e));
        if (!organisations[i].is_partner) continue;
        demo_record_moment(r->d, r->from);
        TRY(partner_add(r->d->w, demo_uuid(r->d, r->from), none, r->project,
                        r->others[i], "partner", r->from, DAY_NONE, e));
    }
out:
    return rc;
}

static enum err_code add_login(struct around *r, size_t i, const char *hash,
                               struct err *e)
{
    const struct demo_login *l = &demo_login_list[i];
    struct demo *d = r->d;
    enum err_code rc = OK;
    bool is_second_role = i > 0 && strcmp(demo_login_list[i - 1].login, l->login) == 0;
    demo_record_moment(d, r->from);
    if (is_second_role) {
        r->workers[i] = r->workers[i - 1];
    } else {
        struct worker_fact worker = {.id = demo_uuid(d, r->from)};
        struct account account = {.worker = worker.id};
        snprintf(worker.login, sizeof worker.login, "%s", l->login);
        snprintf(worker.name, sizeof worker.name, "%s", l->name);
        snprintf(account.password, sizeof account.password, "%s", hash);
        r->workers[i] = worker.id;
        TRY(worker_add(d->w, &worker, e));
        TRY(account_put(d->w, &account, e));
    }
    struct membership_fact membership = {.id = demo_uuid(d, r->from),
                                         .worker = r->workers[i],
                                         .organisation =
                                             organisation_named(r, l->organisation),
                                         .role = l->role,
                                         .from = r->from,
                                         .to = DAY_NONE};
    rc = membership_add(d->w, &membership, e);
out:
    return rc;
}

/* --- who accompanies whom --- */

static enum err_code add_guidance(struct around *r, struct person_id person,
                                  struct organisation_id organisation,
                                  struct uuid worker, uint8_t domain, int days_later,
                                  struct err *e)
{
    struct demo *d = r->d;
    struct person_counts counts;
    enum err_code rc = person_read(&counts, d->db, person, e);
    if (rc != OK) return rc;
    struct day last = demo_after(d->options->today, -1);
    struct day from = demo_after(counts.person.first_seen_on, days_later);
    if (from.v > last.v) from = last;
    struct guidance_fact f = {.id = demo_uuid(d, from),
                              .person = person,
                              .organisation = organisation,
                              .worker = worker,
                              .keeps_file = true,
                              .domain = domain,
                              .from = from,
                              .to = DAY_NONE,
                              .next_on = DAY_NONE};
    if (rng_chance(&d->rng, 0.6))
        f.next_on = demo_after(d->options->today, rng_between(&d->rng, 0, 21));
    demo_record_moment(d, from);
    return guidance_add(d->w, &f, e);
}

static enum err_code guide_of(struct uuid *out, struct demo *d, unsigned partnership,
                              unsigned guide, struct err *e)
{
    struct account account;
    char login[16];
    bool found;
    snprintf(login, sizeof login, "lp%02u-%u", partnership, guide + 1);
    enum err_code rc = account_find(&account, &found, NULL, d->db, str_of(login), e);
    *out = account.worker;
    return rc;
}

/* The people of one partnership over its guides; of the first two, forty each go to who
 * can log in. */
static enum err_code share_people(struct around *r, unsigned number, struct err *e)
{
    struct person_id *persons;
    struct project_fact project;
    struct uuid guides[GUIDES];
    size_t n;
    enum err_code rc;
    TRY(promotor_of(&project, r->d, number, e));
    for (unsigned g = 0; g < GUIDES; g++)
        TRY(guide_of(&guides[g], r->d, number, g, e));
    TRY(persons_of_organisation(&persons, &n, &r->arena, r->d->db, project.promotor,
                                e));
    for (size_t i = 0; i < n; i++) {
        TRY(demo_batch(r->d, "begeleiding", e));
        struct uuid guide = guides[i % GUIDES];
        if (number <= 2 && i < CASELOAD)
            guide = worker_named(r, number == 1 ? "toeleider" : "buur");
        TRY(add_guidance(r, persons[i], project.promotor, guide, GUIDANCE_DOMAIN_WORK,
                         0, e));
    }
out:
    return rc;
}

/* Who comes in beside the guide: login, what for, which of the people of the first
 * partnership (in order of when they were first seen). */
static const struct {
    const char *login;
    uint8_t domain;
    uint8_t first, n;
} beside[] = {
    {"ocmw", GUIDANCE_DOMAIN_DEBT, 0, 6},
    {"bemiddelaar", GUIDANCE_DOMAIN_WORK, 4, 4},
    {"jongerenconsulent", GUIDANCE_DOMAIN_WORK, 30, 3},
    {"gtb", GUIDANCE_DOMAIN_HEALTH, 10, 4},
    {"casemanager", GUIDANCE_DOMAIN_WELFARE, 8, 4},
    {"jobcoach", GUIDANCE_DOMAIN_WORK, 20, 5},
    {"clb", GUIDANCE_DOMAIN_TRAINING, 31, 2},
    {"adviserend-arts", GUIDANCE_DOMAIN_HEALTH, 11, 2},
    {"arbeidsarts", GUIDANCE_DOMAIN_HEALTH, 12, 2},
    {"loopbaanbegeleider", GUIDANCE_DOMAIN_WORK, 24, 3},
    {"twee-rollen", GUIDANCE_DOMAIN_WELFARE, 15, 3},
};

static struct organisation_id organisation_of_login(const struct around *r,
                                                    const char *login)
{
    for (size_t i = 0; i < ARRAY_LEN(demo_login_list); i++)
        if (strcmp(demo_login_list[i].login, login) == 0)
            return organisation_named(r, demo_login_list[i].organisation);
    bug("no such login");
}

static enum err_code add_others(struct around *r, struct err *e)
{
    struct person_id *persons;
    size_t n;
    enum err_code rc;
    TRY(persons_of_organisation(&persons, &n, &r->arena, r->d->db, r->home, e));
    for (size_t i = 0; i < ARRAY_LEN(beside); i++)
        for (unsigned k = 0; k < beside[i].n; k++)
            TRY(add_guidance(r, persons[(beside[i].first + k) % n],
                             organisation_of_login(r, beside[i].login),
                             worker_named(r, beside[i].login), beside[i].domain, 30,
                             e));
out:
    return rc;
}

enum err_code demo_logins(struct demo *d, struct err *e)
{
    struct around r = {.d = d, .from = day_of(2024, 2, 1)};
    struct rng before = d->rng;
    struct project_fact project;
    char hash[PASSWORD_HASH_TEXT];
    enum err_code rc;
    rng_init(&d->rng, d->options->seed + 5);
    TRY(promotor_of(&project, d, 1, e));
    r.home = project.promotor;
    r.project = project.id;
    TRY(promotor_of(&project, d, 2, e));
    r.next = project.promotor;
    /* one hash for all: everybody may know this password */
    TRY(password_hash(hash, S(DEMO_PASSWORD), e));
    TRY(demo_batch(d, "aanmeldingen", e));
    TRY(add_organisations(&r, e));
    for (size_t i = 0; i < ARRAY_LEN(demo_login_list); i++)
        TRY(add_login(&r, i, hash, e));
    for (unsigned number = 1; number <= N_PARTNERSHIPS; number++)
        TRY(share_people(&r, number, e));
    TRY(add_others(&r, e));
    TRY(demo_commit(d, e));
out:
    d->rng = before;
    arena_dispose(&r.arena);
    return rc;
}
