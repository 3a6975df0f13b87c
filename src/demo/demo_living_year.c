/* The living year: forty-four local partnerships with their guides, places, actions and
 * running trajectories over the 365 days before `today`. Nothing of it was published.
 */
#include "demo/demo_int.h"

#include "domain/geography.h"
#include "store/outreach_store.h"
#include "store/programme_store.h"
#include "store/worker_store.h"

enum {
    N_PARTNERSHIPS = 44,
    GUIDES = 3,
    PLACES = 4,
    ACTIONS_A_PLACE = 9,
    TRAJECTORIES = 40,
    MAX_COVERED = 16,
};

struct partnership_here {
    struct partnership_id id;
    struct project_id project;
    struct organisation_id promotor;
    uint64_t n_actions;       /* before those of this partnership, and then its own */
    int covered[MAX_COVERED]; /* municipalities, by index */
    unsigned n_covered;
};

/* The Flemish municipalities of today in order of code, cut into forty-four stretches:
 * neighbours mostly share the beginning of their code. */
static unsigned share_municipalities(struct partnership_here *all, struct day today)
{
    unsigned n = 0, total = 0;
    for (int pass = 0; pass < 2; pass++) {
        n = 0;
        for (int i = 0; i < N_MUNICIPALITY; i++) {
            int province = geo_province(i, today);
            if (!geo_municipality_exists(i, today) || province == PROVINCE_OTHER ||
                province == PROVINCE_BRUSSELS || province < 0)
                continue;
            if (pass) {
                struct partnership_here *p = &all[n * N_PARTNERSHIPS / total];
                if (p->n_covered < MAX_COVERED) p->covered[p->n_covered++] = i;
            }
            n++;
        }
        total = n;
    }
    return total;
}

static enum err_code add_partnership(struct partnership_here *p, struct demo *d,
                                     unsigned number, struct err *e)
{
    enum err_code rc = OK;
    const char *codes[MAX_COVERED];
    for (unsigned i = 0; i < p->n_covered; i++)
        codes[i] = geo_municipality_refnis(p->covered[i]);
    struct day from = day_of(2024, 2, 1);
    struct partnership_fact f = {
        .status = PARTNERSHIP_STATUS_STARTED, .from = from, .to = day_of(2029, 12, 31)};
    struct day approved = demo_after(from, -60);
    f.id.u = demo_uuid(d, approved);
    p->id = f.id;
    snprintf(f.code, sizeof f.code, "LP-%02u", number);
    snprintf(f.name, sizeof f.name, "Lokaal partnerschap %s",
             geo_municipality_name(p->covered[0], LANG_NL));
    demo_record_moment(d, approved);
    TRY(partnership_add(d->w, &f, codes, p->n_covered, e));
    struct project_fact project = {.kind = PROJECT_KIND_PARTNERSHIP_COMPLEX_NEEDS,
                                   .target_group = CODE_MISSING,
                                   .from = from,
                                   .to = f.to};
    char code[24], name[96];
    snprintf(code, sizeof code, "LB-%s", codes[0]);
    snprintf(name, sizeof name, "Lokaal bestuur %s",
             geo_municipality_name(p->covered[0], LANG_NL));
    TRY(demo_organisation(&project.promotor, d, code, name,
                          ORGANISATION_KIND_LOCAL_AUTHORITY, CODE_MISSING,
                          p->covered[0], e));
    snprintf(project.code, sizeof project.code, "LP2024-%02u", number);
    snprintf(project.call, sizeof project.call, "LP2024");
    snprintf(project.title, sizeof project.title, "%s", f.name);
    p->promotor = project.promotor;
    p->n_actions = (uint64_t)number * PLACES * (ACTIONS_A_PLACE + 1);
    TRY(demo_project(&p->project, d, &project, e));
    static const uint8_t roles[GUIDES + 1] = {WORKER_ROLE_NETWORK_COORDINATOR,
                                              WORKER_ROLE_GUIDE, WORKER_ROLE_GUIDE,
                                              WORKER_ROLE_GUIDE};
    for (unsigned i = 0; i <= GUIDES; i++) {
        struct worker_fact worker = {.id = demo_uuid(d, from)};
        snprintf(worker.login, sizeof worker.login, "lp%02u-%u", number, i);
        snprintf(worker.name, sizeof worker.name, "%s %02u-%u",
                 i ? "Toeleider" : "Netwerkcoördinator", number, i);
        struct membership_fact membership = {.id = demo_uuid(d, from),
                                             .worker = worker.id,
                                             .organisation = project.promotor,
                                             .role = roles[i],
                                             .from = from,
                                             .to = DAY_NONE};
        TRY(worker_add(d->w, &worker, e));
        TRY(membership_add(d->w, &membership, e));
    }
out:
    return rc;
}

static const struct {
    uint8_t kind;
    const char *name;
} place_names[] = {
    {PLACE_KIND_PHYSICAL_LOCATION, "Markt"},
    {PLACE_KIND_PHYSICAL_LOCATION, "Stationsplein"},
    {PLACE_KIND_PHYSICAL_ORGANISATION, "Sociale kruidenier"},
    {PLACE_KIND_PHYSICAL_ORGANISATION, "Buurthuis"},
    {PLACE_KIND_PHYSICAL_ORGANISATION, "NT2-cursus"},
    {PLACE_KIND_PHYSICAL_ORGANISATION, "Wijkgezondheidscentrum"},
    {PLACE_KIND_DOOR_TO_DOOR, "Huis aan huis"},
    {PLACE_KIND_ACTIVITY_EVENT_INFOSESSION, "Jobcafé"},
    {PLACE_KIND_VIRTUAL, "Berichtengroep"},
    {PLACE_KIND_NETWORK_PARTNERSHIP, "Spreekuur bij het OCMW"},
};

static enum err_code add_action(struct outreach_action_fact *out, struct demo *d,
                                struct partnership_here *p, struct uuid place,
                                uint8_t place_kind, struct day on, struct err *e)
{
    enum err_code rc = OK;
    struct outreach_action_fact action = {.id = demo_uuid(d, on),
                                          .place = place,
                                          .project = p->project,
                                          .partnership = p->id,
                                          .mode = CONTACT_MODE_FACE_TO_FACE,
                                          .on = on,
                                          .minutes = rng_between(&d->rng, 45, 210)};
    demo_record_moment(d, on);
    *out = action;
    TRY(outreach_action_add(d->w, &action, e));
    TRY(demo_action_particulars(d, p->n_actions++, action.id, on, place_kind,
                                p->promotor, e));
    struct reach_fact crowd = {
        .id = demo_uuid(d, on), .action = action.id, .n = rng_between(&d->rng, 2, 24)};
    TRY(reach_add(d->w, &crowd, e));
    for (unsigned i = rng_below(&d->rng, 3); i > 0; i--) {
        struct reach_fact thread = {.id = demo_uuid(d, on),
                                    .action = action.id,
                                    .thread = demo_uuid(d, on),
                                    .n = 1,
                                    .refused_registration = rng_chance(&d->rng, 0.15)};
        TRY(reach_add(d->w, &thread, e));
    }
out:
    return rc;
}

static enum err_code add_places(struct demo *d, struct partnership_here *p,
                                struct err *e)
{
    enum err_code rc = OK;
    struct day first = demo_after(d->options->today, -365);
    for (unsigned i = 0; i < PLACES; i++) {
        size_t k = rng_below(&d->rng, ARRAY_LEN(place_names));
        int municipality = p->covered[rng_below(&d->rng, p->n_covered)];
        struct outreach_action_fact last = {0};
        struct outreach_place_fact place = {.id = demo_uuid(d, first),
                                            .kind = place_names[k].kind,
                                            .from = first,
                                            .to = DAY_NONE};
        snprintf(place.name, sizeof place.name, "%s %s", place_names[k].name,
                 geo_municipality_name(municipality, LANG_NL));
        snprintf(place.municipality, sizeof place.municipality, "%s",
                 geo_municipality_refnis(municipality));
        demo_record_moment(d, first);
        TRY(outreach_place_add(d->w, &place, e));
        for (unsigned n = 0; n < ACTIONS_A_PLACE; n++)
            TRY(add_action(&last, d, p, place.id, place.kind,
                           demo_day(d, first, demo_after(d->options->today, -1)), e));
        TRY(demo_planned_actions(d, p->n_actions++, &last, place.kind, p->promotor, e));
    }
out:
    return rc;
}

/* A quarter was only reached so far, half is running, the rest has ended. */
static void living_course(struct course *c, struct demo *d)
{
    static const uint8_t channels[] = {
        INTAKE_CHANNEL_DIRECT_OUTREACH,           INTAKE_CHANNEL_REFERRAL_OCMW,
        INTAKE_CHANNEL_WORD_OF_MOUTH_PARTICIPANT, INTAKE_CHANNEL_REFERRAL_HEALTH,
        INTAKE_CHANNEL_REFERRAL_OTHER_SERVICE,    INTAKE_CHANNEL_SELF};
    static const unsigned channel_weights[] = {46, 20, 16, 6, 8, 4};
    static const uint8_t outcomes[] = {
        OUTCOME_EMPLOYED, OUTCOME_EDUCATION_TRAINING, OUTCOME_REGISTERED_VDAB,
        OUTCOME_INACTIVE_TO_JOBSEEKING, OUTCOME_WIJKWERKEN_STARTED};
    static const unsigned outcome_weights[] = {40, 18, 22, 14, 6};
    struct day last = demo_after(d->options->today, -1);
    c->channel = channels[rng_weighted(&d->rng, channel_weights, ARRAY_LEN(channels))];
    c->is_voluntary = 1;
    c->n_conditions = 3;
    c->reached_on = demo_day(d, demo_after(last, -364), last);
    c->n_contacts = (unsigned)rng_between(&d->rng, 1, 6);
    c->n_actions = (unsigned)rng_between(&d->rng, 1, 4);
    if (rng_chance(&d->rng, 0.25)) return;
    c->started_on = demo_day(d, c->reached_on,
                             MIN_OF(c->reached_on.v + 45, last.v) == last.v
                                 ? last
                                 : demo_after(c->reached_on, 45));
    if (last.v - c->started_on.v < 60 || rng_chance(&d->rng, 0.62)) return;
    if (rng_chance(&d->rng, 0.6)) {
        c->outcome =
            outcomes[rng_weighted(&d->rng, outcome_weights, ARRAY_LEN(outcomes))];
        c->outcome_on = demo_day(d, demo_after(c->started_on, 30), last);
        if (c->outcome == OUTCOME_EMPLOYED) c->sector = demo_sector(d);
        if (c->outcome == OUTCOME_EMPLOYED && rng_chance(&d->rng, 0.5)) return;
    }
    c->ended_on = demo_day(
        d, day_is_none(c->outcome_on) ? demo_after(c->started_on, 30) : c->outcome_on,
        last);
    c->end_kind = c->outcome != CODE_MISSING ? END_KIND_CARRIED_OUT : END_KIND_STOPPED;
    c->exit_reason = c->outcome != CODE_MISSING ? demo_exit_of_outcome(c->outcome)
                                                : demo_exit_without_result(d);
}

static enum err_code add_trajectories(struct demo *d, const struct partnership_here *p,
                                      struct err *e)
{
    enum err_code rc = OK;
    for (unsigned i = 0; i < TRAJECTORIES * d->options->scale; i++) {
        TRY(demo_batch(d, "lokale partnerschappen", e));
        struct course c = COURSE_NONE;
        c.partnership = p->id;
        c.project = p->project;
        living_course(&c, d);
        struct cast cast = CAST_ANY;
        cast.municipality = p->covered[rng_below(&d->rng, p->n_covered)];
        struct demo_person person;
        struct trajectory_id t;
        TRY(demo_person(&person, d, &cast, c.reached_on, e));
        TRY(demo_course(&t, d, &person, &c, e));
    }
out:
    return rc;
}

enum err_code demo_living_year(struct demo *d, struct err *e)
{
    enum err_code rc = OK;
    struct partnership_here *all = mem_array(N_PARTNERSHIPS, sizeof *all);
    share_municipalities(all, d->options->today);
    for (unsigned i = 0; i < N_PARTNERSHIPS; i++) {
        TRY(demo_batch(d, "lokale partnerschappen", e));
        TRY(add_partnership(&all[i], d, i + 1, e));
        TRY(add_places(d, &all[i], e));
        TRY(add_trajectories(d, &all[i], e));
    }
    TRY(demo_commit(d, e));
out:
    free(all);
    return rc;
}
