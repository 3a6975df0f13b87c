/* Places in more detail, conversations and anonymous threads: writing them. Errors as
 * in outreach_store.h; nothing here needs to know who anybody is. Whom to ask at a
 * place is sealed with a key of that place, nicknames and words with a key of their
 * thread. Reading: outreach_read.h, chat_read.h. */
#ifndef STORE_FIELD_STORE_H
#define STORE_FIELD_STORE_H

#include "domain/dossier_facts.h"
#include "store/write.h"

nodiscard enum err_code place_approach_add(struct write *w,
                                           const struct place_approach_fact *f,
                                           struct err *e);
nodiscard enum err_code place_hour_add(struct write *w, const struct place_hour_fact *f,
                                       struct err *e);
nodiscard enum err_code place_audience_add(struct write *w,
                                           const struct place_audience_fact *f,
                                           struct err *e);
/* Closes what a place or an action says of one target group; an action also of one
 * partner (group CODE_MISSING). ERR_NOT_FOUND. */
nodiscard enum err_code place_audience_retract(struct write *w, struct uuid place,
                                               uint8_t target_group, struct err *e);
nodiscard enum err_code outreach_audience_retract(struct write *w, struct uuid action,
                                                  uint8_t target_group,
                                                  struct organisation_id partner,
                                                  struct err *e);
nodiscard enum err_code thread_add(struct write *w, const struct thread_fact *f,
                                   struct err *e);
/* A new version of the thread with this nickname; empty: without one. ERR_NOT_FOUND. */
nodiscard enum err_code thread_nickname_set(struct write *w, struct uuid thread,
                                            struct str nickname, struct err *e);
/* After its reach. ERR_INVALID for words without a thread. */
nodiscard enum err_code chat_add(struct write *w, const struct chat_fact *f,
                                 struct err *e);
/* ERR_EXISTS when the thread is a person already, ERR_ERASED. The conversations of the
 * thread are the person's from now on, and its key is destroyed with the person's. What
 * was counted stays counted: in the panel every conversation of a thread counts for one
 * human being, and from this moment on that is this person (panel_store.h). */
nodiscard enum err_code thread_person_add(struct write *w,
                                          const struct thread_person_fact *f,
                                          struct err *e);

#endif
