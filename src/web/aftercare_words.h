/* How a moment of aftercare is written wherever it stands. */
#ifndef WEB_AFTERCARE_WORDS_H
#define WEB_AFTERCARE_WORDS_H

#include "domain/aftercare_plan.h"
#include "ui/page.h"

/* "na 3 maanden" */
const char *aftercare_after_words(struct arena *a, enum tongue t, int months);
/* "na 2 weken, ma 19 januari 2026, nu te doen" with tags. */
void aftercare_moment_html(struct buf *out, const struct frame *f, struct arena *a,
                           const struct aftercare_moment *m);

#endif
