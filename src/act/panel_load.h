/* The panel of a database, as known at a moment. */
#ifndef ACT_PANEL_LOAD_H
#define ACT_PANEL_LOAD_H

#include "measure/panel.h"
#include "store/db.h"

/* Reads everything once; the panel is the caller's (panel_free). */
nodiscard enum err_code panel_load(struct panel **out, struct db *db,
                                   struct panel_view view, struct err *e);

#endif
