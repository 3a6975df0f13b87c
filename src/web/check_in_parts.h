/* Answers of employers, where they are shown: on the job, in one's day, in the list of
 * aftercare. */
#ifndef WEB_CHECK_IN_PARTS_H
#define WEB_CHECK_IN_PARTS_H

#include "act/check_in_acts.h"
#include "web/reply.h"

/* "nog 1 werkdag", "vandaag", "1 werkdag te laat". */
const char *check_in_left_words(struct arena *a, enum tongue t, int days_left);
/* "er loopt iets mis", as a tag; one that asks for something stands out. */
void check_in_answer_html(struct buf *out, const struct frame *f, uint8_t answer);
/* A heading and a list of what waits; nothing when nothing does. */
void check_ins_waiting_html(struct buf *out, const struct frame *f,
                            const struct request *q,
                            const struct waiting_check_in *list, size_t n);
/* On the tab of work: answers, links that were made, and taking them up. */
nodiscard enum err_code check_in_section(struct buf *out, const struct frame *f,
                                         const struct request *q,
                                         struct person_id person, bool may_write,
                                         struct err *e);

#endif
