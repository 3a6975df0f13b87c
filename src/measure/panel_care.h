/* Instruments and their items in a panel. Only panel_build.c and panel.c use it. */
#ifndef MEASURE_PANEL_CARE_H
#define MEASURE_PANEL_CARE_H

#include "measure/panel.h"

struct care_builder {
    size_t instruments_cap, items_cap;
};
nodiscard enum err_code care_add_instrument(struct care_builder *b, struct panel *p,
                                            const struct instrument_fact *f,
                                            struct err *e);
nodiscard enum err_code care_add_item(struct care_builder *b, struct panel *p,
                                      const struct instrument_item_fact *f,
                                      struct err *e);
size_t care_bytes(const struct panel *p);
void care_free(struct panel *p);

#endif
