/* Saying which parts of a file stay closed, and who can open them. */
#ifndef WEB_CLOSED_PARTS_H
#define WEB_CLOSED_PARTS_H

#include "act/dossier_acts.h"
#include "web/request.h"

/* "Gezondheid: dit deel is gesloten. Noor kan toestemming geven." One line for all
 * parts that were asked for and stayed closed; nothing when all are open. */
void closed_parts_html(struct buf *out, const struct frame *f, struct arena *a,
                       const struct dossier_view *file);
#endif
