/* Outreach of a region small enough to count by hand, for the tests of what is counted
 * without a trajectory and for the fuzz target of the question language:
 *
 *   places   1 Markt (Antwerpen) since 2020; 2 Buurthuis (Gent) in 2021; 3 Markt
 *            (Hasselt), since nobody knows when
 *   actions  1 campaign at place 1, 2021-11-02 .. 2023-02-03, for long-term sick and
 *              NEET youth, with Promotor and Werkhuis: 40 heads, threads T1 and T2 (who
 *              refused registration)
 *            2 presence at place 2, 2021-05-01, for NEET youth: 5 heads, T1 again, T3
 *              and T4, who both became person A
 *            3 mailing without a place, 2022-03-01
 *            4 information session at place 1, 2024-02-01 .. 2025-01-31: to come
 *
 * Partnership 1 (since 2021) covers Antwerpen and Gent. Project P490 was not judged
 * yet, then judged well; it was scaled up and adopted. P457 is extended by P457B. */
#ifndef TESTS_OUTREACH_PANEL_H
#define TESTS_OUTREACH_PANEL_H

#include "question_panel.h"

enum { ID_PLACE = 20, ID_ACTION, ID_THREAD };

static inline void test_place(struct panel_builder *b, unsigned n, const char *name,
                              int kind, const char *municipality, const char *from,
                              const char *to)
{
    struct outreach_place_fact f = {.id = test_id(ID_PLACE, n),
                                    .kind = (uint8_t)kind,
                                    .from = test_day(from),
                                    .to = test_day(to)};
    snprintf(f.name, sizeof f.name, "%s", name);
    snprintf(f.municipality, sizeof f.municipality, "%s", municipality);
    test_ok(panel_build_outreach_place(b, &f, NULL));
}

static inline void test_outreach(struct panel_builder *b, unsigned n, unsigned place,
                                 int kind, const char *from, const char *to)
{
    struct outreach_action_fact f = {.id = test_id(ID_ACTION, n),
                                     .mode = CONTACT_MODE_FACE_TO_FACE,
                                     .on = test_day(from),
                                     .minutes = -1};
    struct outreach_course_fact course = {
        .action = f.id, .kind = (uint8_t)kind, .ended_on = test_day(to)};
    if (place) f.place = test_id(ID_PLACE, place);
    if (n == 1) f.project.u = test_id(ID_PROJECT, 1);
    if (n == 1) f.partnership.u = test_id(ID_PARTNERSHIP, 1);
    test_ok(panel_build_outreach_action(b, &f, NULL));
    test_ok(panel_build_outreach_course(b, &course, NULL));
}

static inline void test_audience(struct panel_builder *b, unsigned action, int group,
                                 unsigned organisation)
{
    struct outreach_audience_fact f = {.action = test_id(ID_ACTION, action),
                                       .target_group = (uint8_t)group};
    if (organisation) f.organisation.u = test_id(ID_ORGANISATION, organisation);
    test_ok(panel_build_outreach_audience(b, &f, NULL));
}

static inline void test_reach(struct panel_builder *b, unsigned action, int n,
                              unsigned thread, unsigned person, const char *category,
                              bool refused)
{
    struct reach_fact f = {
        .action = test_id(ID_ACTION, action), .n = n, .refused_registration = refused};
    if (thread) f.thread = test_id(ID_THREAD, thread);
    if (person) f.person.u = test_id(ID_PERSON, person);
    snprintf(f.category, sizeof f.category, "%s", category);
    test_ok(panel_build_reach(b, &f, NULL));
}

static inline void test_follow_up(struct panel_builder *b, const char *on,
                                  int evaluation, int follow_up)
{
    struct project_follow_up_fact f = {.project = {test_id(ID_PROJECT, 1)},
                                       .on = test_day(on),
                                       .evaluation = (uint8_t)evaluation,
                                       .follow_up = (uint8_t)follow_up};
    test_ok(panel_build_project_follow_up(b, &f, NULL));
}

static inline void test_programmes(struct panel_builder *b)
{
    static const char *const covered[] = {"11002", "44021"};
    struct project_fact later = {.id = {test_id(ID_PROJECT, 4)},
                                 .code = "P457B",
                                 .call = "457",
                                 .extension_of = {test_id(ID_PROJECT, 2)},
                                 .kind = PROJECT_KIND_OUTREACH,
                                 .target_group = CODE_MISSING,
                                 .from = test_day("2022-01-01"),
                                 .to = DAY_NONE};
    test_small_tables(b);
    panel_build_project(b, &later);
    for (size_t i = 0; i < ARRAY_LEN(covered); i++) {
        struct coverage_fact f = {.partnership = {test_id(ID_PARTNERSHIP, 1)}};
        snprintf(f.municipality, sizeof f.municipality, "%s", covered[i]);
        test_ok(panel_build_coverage(b, &f, NULL));
    }
    test_follow_up(b, "2022-06-01", PROJECT_EVALUATION_POSITIVE,
                   PROJECT_FOLLOW_UP_SCALED);
    test_follow_up(b, "2022-01-01", PROJECT_EVALUATION_PENDING, CODE_MISSING);
    test_follow_up(b, NULL, CODE_MISSING, PROJECT_FOLLOW_UP_ADOPTED);
}

/* Programmes, places and what was done there; persons come after it. */
static inline void test_outreach_region(struct panel_builder *b)
{
    test_programmes(b);
    test_place(b, 1, "Markt", PLACE_KIND_PHYSICAL_LOCATION, "11002", "2020-01-01",
               NULL);
    test_place(b, 2, "Buurthuis", PLACE_KIND_PHYSICAL_ORGANISATION, "44021",
               "2021-01-01", "2021-12-31");
    test_place(b, 3, "Markt", PLACE_KIND_PHYSICAL_LOCATION, "71022", NULL, NULL);
    test_outreach(b, 1, 1, OUTREACH_ACTION_KIND_CAMPAIGN, "2021-11-02", "2023-02-03");
    test_audience(b, 1, TARGET_GROUP_LONG_TERM_SICK, 0);
    test_audience(b, 1, TARGET_GROUP_NEET_YOUTH, 0);
    test_audience(b, 1, CODE_MISSING, 1);
    test_audience(b, 1, CODE_MISSING, 2);
    test_audience(b, 1, CODE_MISSING, 2); /* said twice */
    test_outreach(b, 2, 2, OUTREACH_ACTION_KIND_PRESENCE, "2021-05-01", NULL);
    test_audience(b, 2, TARGET_GROUP_NEET_YOUTH, 0);
    test_outreach(b, 3, 0, OUTREACH_ACTION_KIND_MAILING, "2022-03-01", NULL);
    test_outreach(b, 4, 1, OUTREACH_ACTION_KIND_INFO_SESSION, "2024-02-01",
                  "2025-01-31");
}

/* Who was met there, after the persons, of whom A (1) must be one. */
static inline void test_people_met(struct panel_builder *b)
{
    test_reach(b, 1, 40, 0, 0, "", false);
    test_reach(b, 1, 1, 1, 0, "neet_youth", false);
    test_reach(b, 1, 1, 2, 0, "", true);
    test_reach(b, 2, 5, 0, 0, "", false);
    test_reach(b, 2, 1, 1, 0, "", false);
    test_reach(b, 2, 1, 3, 1, "", false);
    test_reach(b, 2, 1, 4, 1, "", false);
    test_reach(b, 9, 100, 0, 0, "", false); /* of an action not known */
}

#endif
