/* What the pages of the ring around a person share: remarks, picture, table. */
#ifndef WEB_RING_PARTS_H
#define WEB_RING_PARTS_H

#include "act/ring_acts.h"
#include "web/request.h"

/* The organisation's name, or what the words say first. */
const char *ring_name_of(const struct request *q, const struct ring_view *v,
                         const struct guidance_fact *g);
/* What deserves a look; nothing when there is nothing. */
void ring_remarks_html(struct buf *out, const struct frame *f, const struct request *q,
                       const struct ring_view *v);
/* The picture and the table, or that nobody is there, and what stays closed. */
void ring_html(struct buf *out, const struct frame *f, const struct request *q,
               const struct ring_view *v);

#endif
