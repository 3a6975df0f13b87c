/* The link of a handover to who has no account, on the page of the handover. */
#ifndef WEB_HANDOVER_GUEST_PARTS_H
#define WEB_HANDOVER_GUEST_PARTS_H

#include "act/handover_guest.h"
#include "web/reply.h"

/* For who sent it: that nobody answered yet, what became of the links, and where to
 * make one. Nothing when there are none and none is offered. */
nodiscard enum err_code handover_links_note(struct buf *out, const struct frame *f,
                                            const struct request *q,
                                            const struct handover_view *v,
                                            struct err *e);

#endif
