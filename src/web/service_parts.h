/* What the pages of the social map have in common. */
#ifndef WEB_SERVICE_PARTS_H
#define WEB_SERVICE_PARTS_H

#include "act/directory_acts.h"
#include "web/route.h"

extern const struct route_value service_query[]; /* values that ask */
/* What was asked of the map: in the query of a page that anybody may link to. */
struct service_asked {
    struct service_filter filter;
    uint8_t condition; /* CODE_MISSING: any */
    int64_t from;
};
struct service_asked service_asked_read(const struct request *q);
/* The fields that ask, in a form that leads to `path`; folded when `is_used`. */
void service_filter_html(struct buf *out, const struct frame *f,
                         const struct request *q, const char *path,
                         const struct service_asked *asked);
/* The same list from another row on. */
const char *service_list_path(const struct request *q, const char *path, size_t from);

/* A service in a list: what one needs to choose. The caller may add to the card before
 * it closes it with </li>. */
void service_card_open(struct buf *out, const struct frame *f, struct arena *a,
                       const struct service_view *v, const char *path, int64_t now_ms);
/* Days and hours, open or closed now. */
void service_hours_html(struct buf *out, const struct frame *f,
                        const struct service_view *v, int64_t now_ms);
/* "nagekeken op 12 mei 2026 door ..."; or since when not. */
void service_verified_html(struct buf *out, const struct frame *f, struct arena *a,
                           const struct service_view *v);
/* Closed, full, gone: what stands first. Nothing for a service that works. */
void service_state_html(struct buf *out, const struct frame *f,
                        const struct service_view *v);
/* Places by name, in words: REFNIS codes or names. */
void places_html(struct buf *out, const struct frame *f, const struct text_list *areas);
void languages_html(struct buf *out, const struct frame *f,
                    const struct text_list *languages);

#endif
