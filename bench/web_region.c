#include "web_region.h"

#include "base/rng.h"
#include "domain/lists.h"
#include "people.h"
#include "store/dossier_store.h"
#include "store/handover_store.h"
#include "store/person_store.h"
#include "store/programme_store.h"
#include "store/trajectory_store.h"
#include "store/worker_store.h"

enum { BATCH = 5000 };

static const struct actor actor = {"bench"};

static void must(enum err_code rc, const struct err *e)
{
    if (rc == OK) return;
    fprintf(stderr, "%s %s\n", e->message, e->detail);
    exit(err_exit_status(rc));
}

static void add_worker(struct uuid *worker, struct uuid *membership, struct write *w,
                       struct organisation_id organisation, unsigned at,
                       unsigned number, enum code_of_worker_role role)
{
    struct err e;
    struct worker_fact f = {.id = uuid7_new()};
    struct membership_fact m = {.id = uuid7_new(),
                                .worker = f.id,
                                .organisation = organisation,
                                .role = role,
                                .from = day_of(2020, 1, 1),
                                .to = DAY_NONE};
    snprintf(f.login, sizeof f.login, "w%u.%u", at, number);
    snprintf(f.name, sizeof f.name, "Medewerker %u van %u", number, at);
    must(worker_add(w, &f, &e), &e);
    must(membership_add(w, &m, &e), &e);
    *worker = f.id;
    *membership = m.id;
}

static void add_organisations(struct web_region *r, struct write *w)
{
    struct err e;
    for (unsigned i = 0; i < REGION_ORGANISATIONS; i++) {
        struct organisation_fact o = {.id = {uuid7_new()},
                                      .kind = ORGANISATION_KIND_NGO_PROMOTOR,
                                      .former_kind = CODE_MISSING,
                                      .municipality = "11002"};
        snprintf(o.code, sizeof o.code, "org%u", i);
        snprintf(o.name, sizeof o.name, "Organisatie %u", i);
        must(organisation_add(w, &o, &e), &e);
        r->organisations[i] = o.id;
        for (unsigned g = 0; g < REGION_GUIDES; g++) {
            struct uuid membership;
            add_worker(&r->guides[i][g], &membership, w, o.id, i, g, WORKER_ROLE_GUIDE);
            if (g == 0) r->memberships[i] = membership;
        }
        add_worker(&r->coordinators[i], &r->coordinator_memberships[i], w, o.id, i,
                   REGION_GUIDES, WORKER_ROLE_NETWORK_COORDINATOR);
    }
}

static struct event_fact an_event(struct person_id person, struct trajectory_id t,
                                  enum event_kind kind, unsigned code, unsigned detail,
                                  struct day day)
{
    return (struct event_fact){.id = uuid7_new(),
                               .trajectory = t,
                               .person = person,
                               .kind = (uint8_t)kind,
                               .code = (uint8_t)code,
                               .detail = (uint8_t)detail,
                               .on = day};
}

static void add_course(struct write *w, struct web_region *r, struct person_id person,
                       struct uuid guide, struct rng *rng)
{
    struct err e;
    int back = 30 + (int)rng_below(rng, 700);
    struct day reached = {r->today.v - back};
    struct trajectory_fact t = {.id = {uuid7_new()},
                                .person = person,
                                .reached_on = reached,
                                .entry_age = 30,
                                .channel = INTAKE_CHANNEL_DIRECT_OUTREACH,
                                .is_voluntary = 1};
    must(trajectory_add(w, &t, &e), &e);
    unsigned phases = 1 + rng_below(rng, N_PHASE);
    for (unsigned i = 0; i < phases; i++) {
        struct event_fact f =
            an_event(person, t.id, EVENT_PHASE, i, CODE_MISSING,
                     (struct day){reached.v + back * (int)i / (int)phases});
        must(event_add(w, &f, NULL, &e), &e);
    }
    struct event_fact start =
        an_event(person, t.id, EVENT_STARTED, CODE_MISSING, CODE_MISSING, reached);
    must(event_add(w, &start, NULL, &e), &e);
    for (unsigned i = 0; i < 3; i++) {
        struct event_fact f =
            an_event(person, t.id, EVENT_CONDITION, i * 3, rng_below(rng, 3), reached);
        must(event_add(w, &f, NULL, &e), &e);
    }
    for (unsigned i = 0; i < REGION_CONTACTS; i++) {
        struct event_particulars p = event_particulars_none();
        struct event_fact f = an_event(
            person, t.id, EVENT_CONTACT, CONTACT_MODE_FACE_TO_FACE, CODE_MISSING,
            (struct day){reached.v + (int)rng_below(rng, (uint32_t)back)});
        p.worker = guide;
        p.minutes = 30;
        p.note = S("Samen de aanvraag voor de opvang ingevuld; volgende week bellen.");
        must(event_add(w, &f, &p, &e), &e);
        r->n_contacts++;
    }
}

static void add_attribute(struct write *w, struct person_id person, uint8_t kind,
                          const char *value)
{
    struct err e;
    struct attribute_fact f = {.id = uuid7_new(),
                               .person = person,
                               .kind = kind,
                               .state = ANSWER_KNOWN,
                               .source = ATTRIBUTE_SOURCE_SELF,
                               .valid_from = day_of(2020, 1, 1),
                               .valid_to = DAY_NONE};
    snprintf(f.value, sizeof f.value, "%s", value);
    must(attribute_add(w, &f, &e), &e);
}

static struct handover_event_fact a_step(const struct handover_fact *h, unsigned kind,
                                         struct day on)
{
    return (struct handover_event_fact){.id = uuid7_new(),
                                        .handover = h->id,
                                        .person = h->person,
                                        .kind = (uint8_t)kind,
                                        .on = on,
                                        .reason = CODE_MISSING,
                                        .result = CODE_MISSING,
                                        .organisation = h->from,
                                        .worker = h->worker,
                                        .is_guide_present = CODE_MISSING};
}

/* To the next organisation, up to sixty days ago; half were accepted since. */
static void add_handover(struct write *w, struct web_region *r, struct person_id person,
                         unsigned at, struct uuid guide, struct rng *rng)
{
    struct err e;
    struct organisation_id to = r->organisations[(at + 1) % REGION_ORGANISATIONS];
    struct day on = {r->today.v - (int)rng_below(rng, 60)};
    struct handover_fact h = {.id = uuid7_new(),
                              .person = person,
                              .from = r->organisations[at],
                              .worker = guide,
                              .to = to,
                              .receiver_kind = RECEIVER_KIND_SERVICE,
                              .moment = HANDOVER_MOMENT_TOGETHER,
                              .is_guide_present = 1,
                              .on = on,
                              .words = S("Ik wil een opleiding beginnen.")};
    struct guidance_fact other = {.id = uuid7_new(),
                                  .person = person,
                                  .organisation = to,
                                  .domain = GUIDANCE_DOMAIN_HOUSING,
                                  .from = on,
                                  .to = DAY_NONE,
                                  .next_on = DAY_NONE};
    unsigned n = rng_below(rng, 2) ? 3 : 2;
    must(handover_add(w, &h, &e), &e);
    for (unsigned i = 0; i < n; i++) {
        static const uint8_t kinds[] = {HANDOVER_EVENT_AGREED, HANDOVER_EVENT_SENT,
                                        HANDOVER_EVENT_ACCEPTED};
        struct handover_event_fact step = a_step(&h, kinds[i], on);
        must(handover_event_add(w, &step, &e), &e);
    }
    must(guidance_add(w, &other, &e), &e);
}

static void add_person(struct write *w, struct web_region *r, size_t i,
                       const struct person_table *t, struct rng *rng)
{
    struct err e;
    struct person_fact p = {.id = {uuid7_new()}, .first_seen_on = r->today};
    struct identity who = {0};
    unsigned at = (unsigned)(i % REGION_ORGANISATIONS);
    struct uuid guide = r->guides[at][(i / REGION_ORGANISATIONS) % REGION_GUIDES];
    struct guidance_fact g = {.id = uuid7_new(),
                              .person = p.id,
                              .organisation = r->organisations[at],
                              .worker = guide,
                              .keeps_file = true,
                              .domain = GUIDANCE_DOMAIN_WORK,
                              .from = (struct day){r->today.v - 800},
                              .to = DAY_NONE,
                              .next_on = {r->today.v + (int)rng_below(rng, 60)}};
    struct goal_fact goal = {.id = uuid7_new(),
                             .person = p.id,
                             .on = r->today,
                             .words = S("Ik wil graag in de zorg werken, halftijds.")};
    who.value[IDENTITY_GIVEN_NAME] = t->value[ROLE_GIVEN_NAME][i];
    who.value[IDENTITY_FAMILY_NAME] = t->value[ROLE_FAMILY_NAME][i];
    struct str born = t->value[ROLE_BIRTH_DATE][i];
    if (born.n <= DAY_TEXT) who.value[IDENTITY_BIRTH_DATE] = born;
    must(person_add(w, &p, &who, &e), &e);
    must(guidance_add(w, &g, &e), &e);
    must(goal_add(w, &goal, &e), &e);
    add_attribute(w, p.id, ATTRIBUTE_KIND_SEX, i % 2 ? "f" : "m");
    add_attribute(
        w, p.id, ATTRIBUTE_KIND_MUNICIPALITY,
        (const char *const[]){"11002", "44021", "71022", "24062", "31005"}[i % 5]);
    add_course(w, r, p.id, guide, rng);
    if (i / REGION_ORGANISATIONS % REGION_HANDOVERS == 0)
        add_handover(w, r, p.id, at, guide, rng);
    r->persons[i] = p.id;
    snprintf(r->names[i], sizeof r->names[i], "%.*s %.*s",
             STR_ARG(t->value[ROLE_GIVEN_NAME][i]),
             STR_ARG(t->value[ROLE_FAMILY_NAME][i]));
}

void web_region_fill(struct web_region *r, struct house *h, size_t n_persons)
{
    struct people people;
    struct write *w;
    struct rng rng;
    struct err e;
    *r = (struct web_region){.n_persons = n_persons, .today = day_of(2026, 11, 1)};
    r->persons = mem_array(n_persons, sizeof *r->persons);
    r->names = mem_array(n_persons, sizeof *r->names);
    rng_init(&rng, 41);
    people_init(&people, n_persons, 17);
    must(db_expect_many(h->db, &e), &e);
    must(write_begin(&w, h->db, &actor, "bench", "organisations", &e), &e);
    add_organisations(r, w);
    for (size_t i = 0; i < n_persons; i++) {
        if (i % BATCH == 0) {
            must(write_commit(&w, &e), &e);
            must(write_begin(&w, h->db, &actor, "bench", "persons", &e), &e);
        }
        add_person(w, r, i, &people.table, &rng);
    }
    must(write_commit(&w, &e), &e);
    people_dispose(&people);
}

void web_region_dispose(struct web_region *r)
{
    free(r->persons);
    free(r->names);
}
