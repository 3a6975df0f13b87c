/* What pages for people without an account have in common. */
#ifndef WEB_GUEST_PARTS_H
#define WEB_GUEST_PARTS_H

#include "act/guest_gate.h"
#include "web/reply.h"

/* One plain page, the same words whatever is wrong: 404, 410 or 429. */
void guest_closed_page(struct reply *r, const struct request *q,
                       enum guest_entry entry);
/* The address of a link, whole: "https://.../gast/TOKEN". */
const char *guest_url(const struct request *q, const struct guest_link_fact *f);
/* "/gast/TOKEN": the path alone. */
const char *guest_path(const struct request *q, const struct guest_link_fact *f);
/* What became of a link, in words: opened when, also elsewhere, ended; and until when
 * it works. */
void guest_link_words_html(struct buf *out, const struct frame *f,
                           const struct request *q, const struct guest_link_view *v);
/* A mail or a text message with this text in it: no address is filled in, so that none
 * of a person is. */
void guest_send_html(struct buf *out, const struct frame *f, const struct request *q,
                     const char *subject, const char *text);

#endif
