/* The part of a panel that has no trajectory: places, outreach actions, who was met,
 * what partnerships cover and what became of projects. Only panel_build.c uses it. */
#ifndef MEASURE_PANEL_OUTREACH_H
#define MEASURE_PANEL_OUTREACH_H

#include "measure/panel.h"
#include "measure/panel_map.h"

/* The numbers that other facts of the panel have been given; borrowed. */
struct panel_numbers {
    const struct panel_map *persons, *organisations, *projects, *partnerships;
};

struct outreach_builder {
    struct panel *p;
    struct panel_numbers numbers;
    struct panel_map places, actions, threads;
    size_t places_cap, actions_cap, partners_cap, reach_cap, coverage_cap,
        follow_ups_cap;
    bool has_course, has_offer; /* the action at work */
};

void outreach_builder_init(struct outreach_builder *b, struct panel *p,
                           struct panel_numbers numbers, uint64_t seed);
void outreach_builder_dispose(struct outreach_builder *b);

/* As the panel_build_ functions of the same name. */
nodiscard enum err_code outreach_add_coverage(struct outreach_builder *b,
                                              const struct coverage_fact *f,
                                              struct err *e);
nodiscard enum err_code outreach_add_project_follow_up(
    struct outreach_builder *b, const struct project_follow_up_fact *f, struct err *e);
nodiscard enum err_code outreach_add_outreach_place(struct outreach_builder *b,
                                                    const struct outreach_place_fact *f,
                                                    struct err *e);
nodiscard enum err_code outreach_add_outreach_action(
    struct outreach_builder *b, const struct outreach_action_fact *f, struct err *e);
nodiscard enum err_code outreach_add_outreach_course(
    struct outreach_builder *b, const struct outreach_course_fact *f, struct err *e);
nodiscard enum err_code outreach_add_outreach_offer(struct outreach_builder *b,
                                                    const struct outreach_offer_fact *f,
                                                    struct err *e);
nodiscard enum err_code outreach_add_outreach_audience(
    struct outreach_builder *b, const struct outreach_audience_fact *f, struct err *e);
nodiscard enum err_code outreach_add_reach(struct outreach_builder *b,
                                           const struct reach_fact *f, struct err *e);
/* When all facts have come: calls of actions, threads of one person together, reach in
 * its order. */
void outreach_builder_end(struct outreach_builder *b);
size_t outreach_bytes(const struct panel *p);
void outreach_free(struct panel *p);

#endif
