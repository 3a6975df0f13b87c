/* The smallest valid facts, and a sink that keeps what the panel's stream gives. */
#ifndef TESTS_STORE_KEEPER_H
#define TESTS_STORE_KEEPER_H

#include "store_house.h"

#include "domain/lists.h"
#include "store/outreach_store.h"
#include "store/panel_store.h"
#include "store/person_store.h"
#include "store/programme_store.h"

static inline struct write *begin(void)
{
    struct write *w;
    is_ok(write_begin(&w, db, &who, "test", "", &e));
    return w;
}

/* --- the smallest valid facts --- */

static inline struct day on(int year, int month, int day)
{
    return day_of(year, month, day);
}

static inline struct call_fact a_call(const char *code)
{
    struct call_fact f = {.kind = CODE_MISSING,
                          .name = "Outreach",
                          .launched_on = DAY_NONE,
                          .from = DAY_NONE,
                          .to = DAY_NONE,
                          .reports_until = DAY_NONE};
    snprintf(f.code, sizeof f.code, "%s", code);
    return f;
}

static inline struct organisation_fact an_organisation(const char *code)
{
    struct organisation_fact f = {.id = {uuid7_new()},
                                  .name = "Een vzw",
                                  .kind = 2,
                                  .former_kind = CODE_MISSING,
                                  .municipality = "11002"};
    snprintf(f.code, sizeof f.code, "%s", code);
    return f;
}

static inline struct project_fact a_project(const char *code,
                                            struct organisation_id promotor)
{
    struct project_fact f = {.id = {uuid7_new()},
                             .title = "Een project",
                             .call = "490",
                             .promotor = promotor,
                             .kind = CODE_MISSING,
                             .target_group = CODE_MISSING,
                             .from = on(2020, 1, 1),
                             .to = on(2022, 12, 31)};
    snprintf(f.code, sizeof f.code, "%s", code);
    return f;
}

static inline struct person_fact a_person(void)
{
    return (struct person_fact){.id = {uuid7_new()}, .first_seen_on = on(2021, 3, 1)};
}

static inline struct attribute_fact an_attribute(struct person_id p, uint8_t kind,
                                                 const char *value)
{
    struct attribute_fact f = {.id = uuid7_new(),
                               .person = p,
                               .kind = kind,
                               .source = CODE_MISSING,
                               .valid_from = on(2021, 3, 1),
                               .valid_to = DAY_NONE};
    snprintf(f.value, sizeof f.value, "%s", value);
    return f;
}

static inline struct trajectory_fact a_trajectory(struct person_id p,
                                                  struct day reached)
{
    return (struct trajectory_fact){.id = {uuid7_new()},
                                    .person = p,
                                    .reached_on = reached,
                                    .entry_age = -1,
                                    .channel = CODE_MISSING,
                                    .is_voluntary = CODE_MISSING};
}

static inline struct event_fact an_event(const struct trajectory_fact *t, uint8_t kind,
                                         uint8_t code, struct day day)
{
    return (struct event_fact){.id = uuid7_new(),
                               .trajectory = t->id,
                               .person = t->person,
                               .kind = kind,
                               .code = code,
                               .detail = CODE_MISSING,
                               .on = day};
}

/* --- a sink that keeps everything --- */

enum kind_of_fact {
    CALL,
    ORGANISATION,
    PROJECT,
    PARTNERSHIP,
    BUDGET,
    TARGET,
    PUBLISHED,
    PERSON,
    ATTRIBUTE,
    SPELL,
    TRAJECTORY,
    EVENT,
    COVERAGE,
    FOLLOW_UP,
    PLACE,
    ACTION,
    COURSE,
    OFFER,
    AUDIENCE,
    REACH,
    PERSON_LINK
};
struct kept {
    enum kind_of_fact kind;
    union {
        struct call_fact call;
        struct organisation_fact organisation;
        struct project_fact project;
        struct partnership_fact partnership;
        struct budget_fact budget;
        struct target_fact target;
        struct published_fact published;
        struct person_fact person;
        struct attribute_fact attribute;
        struct spell_fact spell;
        struct trajectory_fact trajectory;
        struct event_fact event;
        struct coverage_fact coverage;
        struct project_follow_up_fact project_follow_up;
        struct outreach_place_fact outreach_place;
        struct outreach_action_fact outreach_action;
        struct outreach_course_fact outreach_course;
        struct outreach_offer_fact outreach_offer;
        struct outreach_audience_fact outreach_audience;
        struct reach_fact reach;
        struct person_link_fact person_link;
    };
};
static struct kept *kept;
static size_t n_kept, kept_cap;

#define KEEP(KIND, noun)                                                               \
    static enum err_code keep_##noun(void *to, const struct noun##_fact *f,            \
                                     struct err *x)                                    \
    {                                                                                  \
        (void)to;                                                                      \
        (void)x;                                                                       \
        mem_push_room(kept, n_kept, kept_cap);                                         \
        memset(&kept[n_kept], 0, sizeof kept[0]);                                      \
        kept[n_kept].kind = KIND;                                                      \
        kept[n_kept++].noun = *f;                                                      \
        return OK;                                                                     \
    }
KEEP(CALL, call)
KEEP(ORGANISATION, organisation)
KEEP(PROJECT, project)
KEEP(PARTNERSHIP, partnership)
KEEP(BUDGET, budget)
KEEP(TARGET, target)
KEEP(PUBLISHED, published)
KEEP(PERSON, person)
KEEP(PERSON_LINK, person_link)
KEEP(ATTRIBUTE, attribute)
KEEP(SPELL, spell)
KEEP(TRAJECTORY, trajectory)
KEEP(EVENT, event)
KEEP(COVERAGE, coverage)
KEEP(FOLLOW_UP, project_follow_up)
KEEP(PLACE, outreach_place)
KEEP(ACTION, outreach_action)
KEEP(COURSE, outreach_course)
KEEP(OFFER, outreach_offer)
KEEP(AUDIENCE, outreach_audience)
KEEP(REACH, reach)

static const struct panel_sink keeper = {
    .call = keep_call,
    .organisation = keep_organisation,
    .project = keep_project,
    .partnership = keep_partnership,
    .budget = keep_budget,
    .target = keep_target,
    .coverage = keep_coverage,
    .project_follow_up = keep_project_follow_up,
    .published = keep_published,
    .outreach_place = keep_outreach_place,
    .outreach_action = keep_outreach_action,
    .outreach_course = keep_outreach_course,
    .outreach_offer = keep_outreach_offer,
    .outreach_audience = keep_outreach_audience,
    .reach = keep_reach,
    .person = keep_person,
    .person_link = keep_person_link,
    .attribute = keep_attribute,
    .spell = keep_spell,
    .trajectory = keep_trajectory,
    .event = keep_event,
};

static inline void read_panel(int64_t known_at_ms)
{
    free(kept);
    kept = NULL;
    n_kept = kept_cap = 0;
    is_ok(panel_store_read(db, known_at_ms, &keeper, &e));
}

static inline size_t count_kept(enum kind_of_fact kind)
{
    size_t n = 0;
    for (size_t i = 0; i < n_kept; i++)
        n += kept[i].kind == kind;
    return n;
}

static inline const struct kept *first_kept(enum kind_of_fact kind)
{
    for (size_t i = 0; i < n_kept; i++)
        if (kept[i].kind == kind) return &kept[i];
    fail_msg("no fact of kind %d", (int)kind);
    return NULL;
}

#endif
