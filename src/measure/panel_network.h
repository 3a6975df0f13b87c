/* The part of a panel that is about the network: signals and warm handovers. Only
 * panel_build.c, panel_order.c and panel.c use it. */
#ifndef MEASURE_PANEL_NETWORK_H
#define MEASURE_PANEL_NETWORK_H

#include "measure/panel.h"
#include "measure/panel_map.h"

struct network_builder {
    struct panel *p;
    const struct panel_map *organisations; /* borrowed */
    struct panel_map trajectories;         /* of handovers: each with its row */
    uint32_t *participation;               /* of each of those; PANEL_MAP_NONE */
    struct uuid signal, handover;          /* at work */
    size_t participation_cap, signals_cap, signal_steps_cap, handovers_cap, turns_cap;
};

void network_builder_init(struct network_builder *b, struct panel *p,
                          const struct panel_map *organisations, uint64_t seed);
void network_builder_dispose(struct network_builder *b);
/* As the panel_build_ functions of the same name. */
nodiscard enum err_code network_add_bundled_signal(struct network_builder *b,
                                                   const struct bundled_signal_fact *f,
                                                   struct err *e);
nodiscard enum err_code network_add_signal_step(struct network_builder *b,
                                                const struct signal_step_fact *f,
                                                struct err *e);
nodiscard enum err_code network_add_counted_handover(
    struct network_builder *b, const struct counted_handover_fact *f, struct err *e);
nodiscard enum err_code network_add_handover_turn(struct network_builder *b,
                                                  const struct handover_turn_fact *f,
                                                  struct err *e);
/* A trajectory came, at this row of the participations. */
void network_see_trajectory(struct network_builder *b, struct trajectory_id id,
                            uint32_t row);
/* When all facts have come, before the participations are put in order. */
void network_builder_end(struct network_builder *b);
/* Row i of the participations is row new_number[i] from now on. */
void network_renumber(struct panel *p, const uint32_t *new_number);
size_t network_bytes(const struct panel *p);
void network_free(struct panel *p);

#endif
