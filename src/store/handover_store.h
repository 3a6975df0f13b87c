/* Warm handovers: writing. Words and payload are sealed with the person's key. Errors
 * as in dossier_store.h. Which step fits is decided before (handover_course.h), within
 * the same write. Reading: handover_read.h. */
#ifndef STORE_HANDOVER_STORE_H
#define STORE_HANDOVER_STORE_H

#include "domain/handover_facts.h"
#include "store/write.h"

/* A first version, or one that takes the place of a version that was retracted in the
 * same write (fact_retract). */
nodiscard enum err_code handover_add(struct write *w, const struct handover_fact *f,
                                     struct err *e);
nodiscard enum err_code handover_words_add(struct write *w,
                                           const struct handover_words_fact *f,
                                           struct err *e);
nodiscard enum err_code handover_share_add(struct write *w,
                                           const struct handover_share_fact *f,
                                           struct err *e);
nodiscard enum err_code handover_event_add(struct write *w,
                                           const struct handover_event_fact *f,
                                           struct err *e);
/* The digest is made here, into *f. ERR_TOO_LARGE beyond LIMIT_PAYLOAD_BYTES. */
nodiscard enum err_code handover_payload_add(struct write *w,
                                             struct handover_payload_fact *f,
                                             struct err *e);

#endif
