/* What comes next in a file, in one list: appointments to come and those of which
 * nobody wrote how they went, aftercare that is due, the first open steps. */
#ifndef WEB_NEXT_LINES_H
#define WEB_NEXT_LINES_H

#include "act/dossier_acts.h"
#include "web/request.h"

/* Needs DOSSIER_GOAL; aftercare when DOSSIER_WORK is open. */
void next_lines_html(struct buf *out, const struct frame *f, const struct request *q,
                     const struct dossier_view *file);

#endif
