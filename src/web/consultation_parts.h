/* What the pages of consultations have in common. */
#ifndef WEB_CONSULTATION_PARTS_H
#define WEB_CONSULTATION_PARTS_H

#include "act/consultation_acts.h"
#include "act/dossier_acts.h"
#include "web/route.h"

#define CONSULTATIONS_PATH "/overleg"
#define PROMISES_PATH      CONSULTATIONS_PATH "/beloofd"

/* Who sat at the table, by organisation. */
void table_members_html(struct buf *out, const struct member_view *members, size_t n);
/* Agreements, lessons, recommendations: words, whose, by when, what became of it. */
enum { OUTCOME_WITH_STATE = 1, OUTCOME_WITH_MEETING = 2 };
void outcomes_html(struct buf *out, const struct frame *f, const struct request *q,
                   const struct outcome_view *list, size_t n, unsigned shown);

#endif
