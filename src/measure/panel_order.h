/* Puts the columns of a panel in the order its invariants ask. Stable, and without work
 * when the facts came in that order. Only the panel builder uses it. */
#ifndef MEASURE_PANEL_ORDER_H
#define MEASURE_PANEL_ORDER_H

#include "measure/panel.h"

/* Participations by person, then reached_on; events follow their participation's new
 * number; events by kind (event_kinds holds that of each), then participation, then
 * day. Sets person_first and kind_first, and gives back memory that the columns have
 * too much. Spells: panel_spells.h. */
void panel_order(struct panel *p, const uint8_t *event_kinds);

#endif
