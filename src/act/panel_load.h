/* The panel of a database, as known at a moment. */
#ifndef ACT_PANEL_LOAD_H
#define ACT_PANEL_LOAD_H

#include "measure/panel.h"
#include "store/db.h"

/* Reads everything once; the panel is the caller's (panel_free). INT64_MAX: all that is
 * recorded and not retracted. */
nodiscard enum err_code panel_load(struct panel **out, struct db *db,
                                   int64_t known_at_ms, struct err *e);

#endif
