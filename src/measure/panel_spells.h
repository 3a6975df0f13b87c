/* From spells as they came to the columns of panel.h, sorted, each knowing what came
 * before and after it. Only the panel builder and the benches use it. */
#ifndef MEASURE_PANEL_SPELLS_H
#define MEASURE_PANEL_SPELLS_H

#include "measure/panel.h"

struct panel_spell_row {
    uint32_t person, profile;
    int32_t from, to; /* days, both included; to INT32_MAX: still */
    uint8_t list, code, exit, body;
};

/* Fills p->spells from rows in any order; quick when those of a list stand by person
 * and first day. */
void panel_spells_make(struct panel *p, const struct panel_spell_row *rows, size_t n);

#endif
