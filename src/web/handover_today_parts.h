/* Handovers on the start page: whose turn it is, and what asks for mine. */
#ifndef WEB_HANDOVER_TODAY_PARTS_H
#define WEB_HANDOVER_TODAY_PARTS_H

#include "act/handover_today.h"
#include "web/route.h"

/* Nothing when nothing waits. */
void handovers_today_html(struct buf *out, const struct frame *f,
                          const struct request *q, const struct handovers_today *d);

#endif
