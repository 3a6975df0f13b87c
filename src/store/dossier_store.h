/* Facts around a person: writing them. `_add` writes one: ERR_EXISTS when its id is
 * there, ERR_INVALID for a code outside its list, days in the wrong order or words that
 * are missing, ERR_NOT_FOUND when it refers to something that is not there, ERR_ERASED.
 * Words are sealed with the person's key. Reading: dossier_read.h. */
#ifndef STORE_DOSSIER_STORE_H
#define STORE_DOSSIER_STORE_H

#include "domain/dossier_facts.h"
#include "store/write.h"

nodiscard enum err_code guidance_add(struct write *w, const struct guidance_fact *f,
                                     struct err *e);
nodiscard enum err_code engagement_add(struct write *w, const struct engagement_fact *f,
                                       struct err *e);
nodiscard enum err_code goal_add(struct write *w, const struct goal_fact *f,
                                 struct err *e);
nodiscard enum err_code step_add(struct write *w, const struct step_fact *f,
                                 struct err *e);
nodiscard enum err_code step_state_add(struct write *w, const struct step_state_fact *f,
                                       struct err *e);
nodiscard enum err_code phase_actor_add(struct write *w,
                                        const struct phase_actor_fact *f,
                                        struct err *e);
nodiscard enum err_code note_add(struct write *w, const struct note_fact *f,
                                 struct err *e);
nodiscard enum err_code job_add(struct write *w, const struct job_fact *f,
                                struct err *e);
nodiscard enum err_code aftercare_add(struct write *w, const struct aftercare_fact *f,
                                      struct err *e);
nodiscard enum err_code appreciation_add(struct write *w,
                                         const struct appreciation_fact *f,
                                         struct err *e);
nodiscard enum err_code closing_add(struct write *w, const struct closing_fact *f,
                                    struct err *e);
/* When this project calls a trajectory finished; replaces what it had. */
nodiscard enum err_code project_criterion_set(struct write *w,
                                              struct project_id project,
                                              uint8_t criterion, struct err *e);

#endif
