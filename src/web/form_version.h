/* Two people at one form: what it was rendered from travels along as a mark. When what
 * stands there is no longer that, nothing is written: the form comes back with what was
 * typed, and under each field what somebody else wrote meanwhile. Who sends it again
 * has seen both and decides. */
#ifndef WEB_FORM_VERSION_H
#define WEB_FORM_VERSION_H

#include "web/reply.h"

struct form_version {
    struct newer_values now; /* what stands there, by name of the field */
    const char *mark;        /* of it; in the arena */
    bool is_stale;           /* the form that was sent saw something else */
};
/* `at` lives as long as the page is written. A form that was sent without a mark saw
 * nothing: it is stale. */
void form_version_read(struct form_version *out, const struct request *q,
                       const struct kept_value *at, size_t n);
/* Before the page begins what is newer, and in the form the mark; NULL: a new thing. */
void form_version_frame(struct frame *f, const struct form_version *v);
void form_version_hidden(struct buf *out, const struct form_version *v);

#endif
