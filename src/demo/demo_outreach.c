/* Outreach without trajectories, and what became of projects: the actions of 2019-2023
 * by target group and partner that the answer to question 264 of 2024 names, those
 * planned from 2024 on, and the particulars of the living year's actions.
 *
 * Drawn from a stream of its own, so that whoever is drawn after it stays who it was.
 */
#include "demo/demo_int.h"

#include "store/outreach_store.h"
#include "store/programme_store.h"

enum { OWN_STREAM = 264, MOST_GROUPS = 4, PLANNED = 2 };

/* The region's own draws wait while this file makes its own. */
static struct rng own_stream(struct demo *d, uint64_t number)
{
    struct rng others = d->rng;
    rng_init(&d->rng, d->options->seed * 1000003u + OWN_STREAM + number);
    return others;
}

/* Partners that the answer names; "" stands for none. */
static const struct {
    const char *code, *name;
    uint8_t kind;
} partners[] = {
    {"IDEWE", "IDEWE", ORGANISATION_KIND_PREVENTION_SERVICE},
    {"MENSURA", "Mensura", ORGANISATION_KIND_PREVENTION_SERVICE},
    {"GTB-OUTREACH", "GTB", ORGANISATION_KIND_GTB},
    {"RIZIV", "RIZIV", ORGANISATION_KIND_RIZIV},
    {"ZIEKENFONDSEN", "Ziekenfondsen", ORGANISATION_KIND_HEALTH_INSURER},
    {"DWSE", "Departement Werk en Sociale Economie",
     ORGANISATION_KIND_MANAGING_AUTHORITY},
    {"DOV", "Departement Onderwijs en Vorming", ORGANISATION_KIND_EDUCATION_DEPARTMENT},
    {"AMBRASSADE", "De Ambrassade", ORGANISATION_KIND_YOUTH_WORK},
    {"OPGROEIEN", "Agentschap Opgroeien", ORGANISATION_KIND_WELFARE_ORG},
    {"INTEGRATIE", "Agentschappen integratie en inburgering",
     ORGANISATION_KIND_INTEGRATION_AGENCY},
    {"LOKALE-BESTUREN", "Lokale besturen", ORGANISATION_KIND_LOCAL_AUTHORITY},
    {"FEDASIL", "Fedasil", ORGANISATION_KIND_FEDASIL},
};

#define NO_GROUP CODE_MISSING
/* Days between which each ran; where the answer names no year, the years that were
 * asked. `n` people met, where a number was named. */
static const struct {
    uint8_t kind, mode;
    uint8_t groups[MOST_GROUPS];
    const char *partners[2];
    const char *from, *to;
    int n;
} actions[] = {
    {OUTREACH_ACTION_KIND_INFO_SESSION,
     CONTACT_MODE_FACE_TO_FACE,
     {TARGET_GROUP_LONG_TERM_SICK, NO_GROUP, NO_GROUP, NO_GROUP},
     {"ZIEKENFONDSEN", ""},
     "2019-01-01",
     "2023-12-31",
     0},
    {OUTREACH_ACTION_KIND_WEBINAR,
     CONTACT_MODE_VIDEO,
     {TARGET_GROUP_LONG_TERM_SICK, NO_GROUP, NO_GROUP, NO_GROUP},
     {"", ""},
     "2019-01-01",
     "2023-12-31",
     0},
    {OUTREACH_ACTION_KIND_MAILING,
     CONTACT_MODE_MAIL,
     {TARGET_GROUP_LONG_TERM_SICK, NO_GROUP, NO_GROUP, NO_GROUP},
     {"", ""},
     "2019-01-01",
     "2023-12-31",
     0},
    {OUTREACH_ACTION_KIND_PARTNER_TALKS,
     CONTACT_MODE_FACE_TO_FACE,
     {TARGET_GROUP_LONG_TERM_SICK, NO_GROUP, NO_GROUP, NO_GROUP},
     {"IDEWE", "MENSURA"},
     "2021-01-01",
     "2023-12-31",
     0},
    {OUTREACH_ACTION_KIND_OTHER,
     CONTACT_MODE_FACE_TO_FACE,
     {TARGET_GROUP_LONG_TERM_SICK, NO_GROUP, NO_GROUP, NO_GROUP},
     {"GTB-OUTREACH", ""},
     "2019-01-01",
     "2023-12-31",
     0},
    {OUTREACH_ACTION_KIND_PARTNER_TALKS,
     CONTACT_MODE_FACE_TO_FACE,
     {TARGET_GROUP_LONG_TERM_SICK, NO_GROUP, NO_GROUP, NO_GROUP},
     {"RIZIV", "ZIEKENFONDSEN"},
     "2019-01-01",
     "2022-12-31",
     0},
    {OUTREACH_ACTION_KIND_CAMPAIGN,
     CODE_MISSING,
     {TARGET_GROUP_LONG_TERM_SICK, TARGET_GROUP_WORK_DISABILITY, NO_GROUP, NO_GROUP},
     {"DWSE", ""},
     "2023-01-01",
     "2023-12-31",
     0},
    {OUTREACH_ACTION_KIND_PRESENCE,
     CONTACT_MODE_FACE_TO_FACE,
     {TARGET_GROUP_NEET_YOUTH, NO_GROUP, NO_GROUP, NO_GROUP},
     {"", ""},
     "2019-01-01",
     "2023-12-31",
     0},
    {OUTREACH_ACTION_KIND_OTHER,
     CONTACT_MODE_FACE_TO_FACE,
     {TARGET_GROUP_PUPIL_AT_RISK, NO_GROUP, NO_GROUP, NO_GROUP},
     {"DOV", ""},
     "2020-01-01",
     "2023-12-31",
     0},
    {OUTREACH_ACTION_KIND_OTHER,
     CONTACT_MODE_FACE_TO_FACE,
     {TARGET_GROUP_WORK_DISABILITY, TARGET_GROUP_PUPIL_AT_RISK, NO_GROUP, NO_GROUP},
     {"GTB-OUTREACH", ""},
     "2019-01-01",
     "2023-12-31",
     0},
    {OUTREACH_ACTION_KIND_EVENT,
     CONTACT_MODE_FACE_TO_FACE,
     {TARGET_GROUP_NEET_YOUTH, NO_GROUP, NO_GROUP, NO_GROUP},
     {"AMBRASSADE", "DWSE"},
     "2021-01-01",
     "2021-12-31",
     101},
    {OUTREACH_ACTION_KIND_EVENT,
     CONTACT_MODE_FACE_TO_FACE,
     {TARGET_GROUP_NEET_YOUTH, NO_GROUP, NO_GROUP, NO_GROUP},
     {"AMBRASSADE", "DWSE"},
     "2022-01-01",
     "2022-12-31",
     101},
    {OUTREACH_ACTION_KIND_EVENT,
     CONTACT_MODE_FACE_TO_FACE,
     {TARGET_GROUP_NEET_YOUTH, TARGET_GROUP_EARLY_SCHOOL_LEAVER, NO_GROUP, NO_GROUP},
     {"", ""},
     "2019-01-01",
     "2023-12-31",
     0},
    {OUTREACH_ACTION_KIND_CAMPAIGN,
     CODE_MISSING,
     {TARGET_GROUP_NEET_YOUTH, TARGET_GROUP_OVER_55, TARGET_GROUP_RETURNER,
      TARGET_GROUP_CARER},
     {"", ""},
     "2023-01-01",
     "2023-12-31",
     0},
    {OUTREACH_ACTION_KIND_OTHER,
     CODE_MISSING,
     {TARGET_GROUP_MIGRATION_BACKGROUND_WOMEN, TARGET_GROUP_RETURNER, NO_GROUP,
      NO_GROUP},
     {"OPGROEIEN", ""},
     "2019-01-01",
     "2023-12-31",
     0},
    {OUTREACH_ACTION_KIND_PARTNER_TALKS,
     CODE_MISSING,
     {TARGET_GROUP_CIVIC_INTEGRATION_NEWCOMER, NO_GROUP, NO_GROUP, NO_GROUP},
     {"INTEGRATIE", ""},
     "2022-03-01",
     "2023-12-31",
     0},
    {OUTREACH_ACTION_KIND_PARTNER_TALKS,
     CONTACT_MODE_FACE_TO_FACE,
     {TARGET_GROUP_LIVING_WAGE, NO_GROUP, NO_GROUP, NO_GROUP},
     {"LOKALE-BESTUREN", ""},
     "2019-01-01",
     "2023-12-31",
     0},
    {OUTREACH_ACTION_KIND_PARTNER_TALKS,
     CONTACT_MODE_FACE_TO_FACE,
     {TARGET_GROUP_ASYLUM_SEEKER, NO_GROUP, NO_GROUP, NO_GROUP},
     {"FEDASIL", ""},
     "2024-01-05",
     "2024-01-05",
     0},
    {OUTREACH_ACTION_KIND_PRESENCE,
     CONTACT_MODE_FACE_TO_FACE,
     {TARGET_GROUP_LONG_TERM_SICK, NO_GROUP, NO_GROUP, NO_GROUP},
     {"DWSE", ""},
     "2024-02-01",
     "2026-01-31",
     0},
};

static enum err_code add_audience(struct demo *d, struct uuid action, struct day on,
                                  uint8_t group, struct organisation_id partner,
                                  struct err *e)
{
    struct outreach_audience_fact f = {.id = demo_uuid(d, on),
                                       .action = action,
                                       .target_group = group,
                                       .organisation = partner};
    return outreach_audience_add(d->w, &f, e);
}

static enum err_code add_course(struct demo *d, struct uuid action, struct day on,
                                uint8_t kind, struct day ended_on, struct err *e)
{
    struct outreach_course_fact f = {
        .id = demo_uuid(d, on), .action = action, .kind = kind, .ended_on = ended_on};
    return outreach_course_add(d->w, &f, e);
}

static struct organisation_id partner_named(const struct organisation_id *ids,
                                            const char *code)
{
    for (size_t i = 0; i < ARRAY_LEN(partners); i++)
        if (strcmp(partners[i].code, code) == 0) return ids[i];
    bug("a partner of the demonstration that is not in its list");
}

static enum err_code add_named_action(struct demo *d, size_t number,
                                      const struct organisation_id *ids, struct err *e)
{
    const struct organisation_id none = {0};
    struct day from, to;
    enum err_code rc;
    TRY(day_parse(&from, str_of(actions[number].from), e));
    TRY(day_parse(&to, str_of(actions[number].to), e));
    /* decided, and on record, a month ahead */
    struct day known = demo_after(from, -40);
    struct outreach_action_fact f = {.id = demo_uuid(d, known),
                                     .mode = actions[number].mode,
                                     .on = from,
                                     .minutes = -1};
    demo_record_moment(d, known);
    TRY(outreach_action_add(d->w, &f, e));
    TRY(add_course(d, f.id, known, actions[number].kind, to, e));
    for (size_t i = 0; i < MOST_GROUPS; i++)
        if (actions[number].groups[i] != NO_GROUP)
            TRY(add_audience(d, f.id, known, actions[number].groups[i], none, e));
    for (size_t i = 0; i < 2; i++)
        if (actions[number].partners[i][0])
            TRY(add_audience(d, f.id, known, CODE_MISSING,
                             partner_named(ids, actions[number].partners[i]), e));
    if (actions[number].n) {
        struct reach_fact met = {
            .id = demo_uuid(d, to), .action = f.id, .n = actions[number].n};
        demo_record_moment(d, to);
        TRY(reach_add(d->w, &met, e));
    }
out:
    return rc;
}

/* Invented, as the projects' shares of the budget are: most were judged well, some were
 * prolonged, some went on in VDAB's own work. */
static enum err_code add_follow_ups(struct demo *d, const char *call, unsigned n,
                                    struct day on, struct err *e)
{
    static const uint8_t evaluations[] = {PROJECT_EVALUATION_POSITIVE,
                                          PROJECT_EVALUATION_MIXED,
                                          PROJECT_EVALUATION_NEGATIVE};
    static const unsigned evaluation_weights[] = {6, 3, 1};
    static const uint8_t follow_ups[] = {
        PROJECT_FOLLOW_UP_PROLONGED, PROJECT_FOLLOW_UP_SCALED,
        PROJECT_FOLLOW_UP_ADOPTED, PROJECT_FOLLOW_UP_ENDED};
    static const unsigned follow_up_weights[] = {4, 2, 2, 3};
    enum err_code rc = OK;
    for (unsigned i = 0; i < n; i++) {
        struct project_fact project;
        char code[24];
        bool found;
        snprintf(code, sizeof code, "%s-%02u", call, i + 1);
        TRY(project_find(&project, &found, write_db(d->w), str_of(code), e));
        require(found);
        size_t k = rng_weighted(&d->rng, evaluation_weights, ARRAY_LEN(evaluations));
        size_t j = rng_weighted(&d->rng, follow_up_weights, ARRAY_LEN(follow_ups));
        bool ends = evaluations[k] == PROJECT_EVALUATION_NEGATIVE;
        struct project_follow_up_fact f = {
            .id = demo_uuid(d, on),
            .project = project.id,
            .on = on,
            .evaluation = evaluations[k],
            .follow_up = ends ? (uint8_t)PROJECT_FOLLOW_UP_ENDED : follow_ups[j]};
        demo_record_moment(d, on);
        TRY(project_follow_up_add(d->w, &f, e));
    }
out:
    return rc;
}

enum err_code demo_outreach(struct demo *d, struct err *e)
{
    struct organisation_id ids[ARRAY_LEN(partners)];
    struct rng others = own_stream(d, 0);
    enum err_code rc;
    TRY(demo_batch(d, "outreachacties", e));
    for (size_t i = 0; i < ARRAY_LEN(partners); i++)
        TRY(demo_organisation(&ids[i], d, partners[i].code, partners[i].name,
                              partners[i].kind, CODE_MISSING, -1, e));
    for (size_t i = 0; i < ARRAY_LEN(actions); i++)
        TRY(add_named_action(d, i, ids, e));
    TRY(add_follow_ups(d, "INNO-LZ", 11, day_of(2023, 2, 15), e));
    TRY(add_follow_ups(d, "OA-LZ", 8, day_of(2023, 3, 15), e));
    rc = demo_commit(d, e);
out:
    d->rng = others;
    return rc;
}

/* What kind of action fits a kind of place. */
static uint8_t kind_at(struct demo *d, uint8_t place_kind)
{
    switch (place_kind) {
    case PLACE_KIND_DOOR_TO_DOOR:
        return OUTREACH_ACTION_KIND_DOOR_TO_DOOR;
    case PLACE_KIND_ACTIVITY_EVENT_INFOSESSION:
        return rng_chance(&d->rng, 0.5) ? OUTREACH_ACTION_KIND_INFO_SESSION
                                        : OUTREACH_ACTION_KIND_EVENT;
    case PLACE_KIND_VIRTUAL:
        return OUTREACH_ACTION_KIND_WEBINAR;
    case PLACE_KIND_NETWORK_PARTNERSHIP:
        return OUTREACH_ACTION_KIND_PARTNER_TALKS;
    default:
        return rng_chance(&d->rng, 0.2) ? OUTREACH_ACTION_KIND_FLYERING
                                        : OUTREACH_ACTION_KIND_PRESENCE;
    }
}

/* Not every action was typed. */
static enum err_code add_offer(struct demo *d, struct uuid action, struct day on,
                               uint8_t place_kind, struct err *e)
{
    static const uint8_t locations[N_PLACE_KIND] = {
        [PLACE_KIND_PHYSICAL_LOCATION] = OFFER_LOCATION_OWN_SURROUNDINGS,
        [PLACE_KIND_PHYSICAL_ORGANISATION] = OFFER_LOCATION_LOCAL_ORGANISATION,
        [PLACE_KIND_DOOR_TO_DOOR] = OFFER_LOCATION_OWN_SURROUNDINGS,
        [PLACE_KIND_ACTIVITY_EVENT_INFOSESSION] = OFFER_LOCATION_OWN_PREMISES,
        [PLACE_KIND_VIRTUAL] = OFFER_LOCATION_REMOTE,
        [PLACE_KIND_NETWORK_PARTNERSHIP] = OFFER_LOCATION_LOCAL_ORGANISATION};
    struct outreach_offer_fact f = {
        .id = demo_uuid(d, on),
        .action = action,
        .location = locations[place_kind],
        .offer = rng_chance(&d->rng, 0.7) ? OFFER_KIND_ADAPTED : OFFER_KIND_STANDARD,
        .dimension = (uint8_t)rng_below(&d->rng, N_OUTREACH_DIMENSION)};
    if (rng_chance(&d->rng, 0.15)) return OK;
    return outreach_offer_add(d->w, &f, e);
}

static enum err_code add_particulars(struct demo *d, struct uuid action, struct day on,
                                     uint8_t place_kind, struct organisation_id partner,
                                     struct err *e)
{
    static const uint8_t groups[] = {
        TARGET_GROUP_LONG_TERM_SICK, TARGET_GROUP_NEET_YOUTH,
        TARGET_GROUP_LIVING_WAGE,    TARGET_GROUP_SINGLE_PARENT,
        TARGET_GROUP_LOW_EDUCATED,   TARGET_GROUP_HOMEMAKER};
    const struct organisation_id none = {0};
    size_t first = rng_below(&d->rng, ARRAY_LEN(groups));
    enum err_code rc;
    TRY(add_course(d, action, on, kind_at(d, place_kind), DAY_NONE, e));
    TRY(add_audience(d, action, on, groups[first], none, e));
    if (rng_chance(&d->rng, 0.3))
        TRY(add_audience(d, action, on, groups[(first + 1) % ARRAY_LEN(groups)], none,
                         e));
    if (rng_chance(&d->rng, 0.4))
        TRY(add_audience(d, action, on, CODE_MISSING, partner, e));
    rc = add_offer(d, action, on, place_kind, e);
out:
    return rc;
}

enum err_code demo_action_particulars(struct demo *d, uint64_t number,
                                      struct uuid action, struct day on,
                                      uint8_t place_kind,
                                      struct organisation_id partner, struct err *e)
{
    struct rng others = own_stream(d, 1 + number);
    enum err_code rc = add_particulars(d, action, on, place_kind, partner, e);
    d->rng = others;
    return rc;
}

static enum err_code add_planned(struct demo *d,
                                 const struct outreach_action_fact *like,
                                 uint8_t place_kind, struct organisation_id partner,
                                 struct err *e)
{
    struct day today = d->options->today;
    enum err_code rc = OK;
    for (unsigned i = 0; i < PLANNED; i++) {
        struct outreach_action_fact f = *like;
        struct day known = demo_day(d, demo_after(today, -60), demo_after(today, -1));
        f.id = demo_uuid(d, known);
        f.on = demo_day(d, demo_after(today, 1), demo_after(today, 400));
        f.minutes = -1;
        demo_record_moment(d, known);
        TRY(outreach_action_add(d->w, &f, e));
        TRY(add_particulars(d, f.id, known, place_kind, partner, e));
    }
out:
    return rc;
}

enum err_code demo_planned_actions(struct demo *d, uint64_t number,
                                   const struct outreach_action_fact *like,
                                   uint8_t place_kind, struct organisation_id partner,
                                   struct err *e)
{
    struct rng others = own_stream(d, 1000000 + number);
    enum err_code rc = add_planned(d, like, place_kind, partner, e);
    d->rng = others;
    return rc;
}
