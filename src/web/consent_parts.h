/* What the pages about sharing have in common: the words of a category, and the frame
 * around what a person lets others see. */
#ifndef WEB_CONSENT_PARTS_H
#define WEB_CONSENT_PARTS_H

#include "act/consent_acts.h"
#include "web/person_tabs.h"

/* What a category holds, in words a tired person understands; translated. */
const char *category_contains(enum tongue t, uint8_t category);
/* The same for a purpose: an employer is told less (act/handover_payload.h). */
const char *category_contains_for(enum tongue t, uint8_t category, uint8_t purpose);
/* The label of a category in this tongue. */
const char *category_label(enum tongue t, uint8_t category);

struct consent_page {
    struct request *q;
    struct arena *a;
    struct frame f;
    struct buf *out;
    struct consents_view v;
    struct form_errors *errors; /* of a form */
    const char *name;           /* how the person is called, or "de persoon" */
};
/* Opens what was said about sharing with this person. */
nodiscard enum err_code consent_page_open(struct consent_page *out, struct reply *r,
                                          struct request *q, const char *title,
                                          struct form_errors *errors, struct err *e);
const char *consent_path(const struct request *q, const char *rest);
void consent_page_close(struct consent_page *p);

#endif
