/* From a UUID to the number of the row it became. Only the panel builder uses it. */
#ifndef MEASURE_PANEL_MAP_H
#define MEASURE_PANEL_MAP_H

#include "base/uuid.h"

#define PANEL_MAP_NONE UINT32_MAX /* no number has been given */

struct panel_map {
    struct uuid *ids; /* in order of number */
    uint32_t n;
    size_t ids_cap;
    uint32_t *slots; /* number + 1, or 0; a power of two of them */
    size_t n_slots;
    uint64_t seed; /* so that nobody can choose ids that collide */
};

void panel_map_init(struct panel_map *m, uint64_t seed);
void panel_map_dispose(struct panel_map *m);
/* Gives the next number to the id; false when it has one already. */
bool panel_map_add(struct panel_map *m, struct uuid id);
uint32_t panel_map_find(const struct panel_map *m, struct uuid id); /* or NONE */

#endif
