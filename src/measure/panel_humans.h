/* Files that are about one human being get one person number. Only the panel builder
 * uses it. */
#ifndef MEASURE_PANEL_HUMANS_H
#define MEASURE_PANEL_HUMANS_H

#include "measure/panel_doubts.h"
#include "measure/panel_map.h"
#include "measure/panel_spells.h"

/* The human being that each file is linked to; memory only when there are links. */
struct panel_humans {
    struct panel_map humans;
    uint32_t *of_file; /* number in `humans`, PANEL_MAP_NONE not linked */
    size_t n_files;    /* as many as of_file holds */
};

void panel_humans_init(struct panel_humans *h, uint64_t seed);
void panel_humans_dispose(struct panel_humans *h);
/* False when the file was linked before. */
bool panel_humans_add(struct panel_humans *h, uint32_t file, struct uuid human);
/* When all facts have come and before anything is sorted: files become persons in
 * participations, profiles, spells and reach, numbered by the first file of each. When
 * no two files are about one human being, nothing changes. */
void panel_humans_join(struct panel *p, const struct panel_humans *h,
                       struct doubts_builder *doubts, struct panel_spell_row *spells,
                       size_t n_spells);

#endif
