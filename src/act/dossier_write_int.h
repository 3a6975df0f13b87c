/* What the acts that write in a file share: for act/ alone. */
#ifndef ACT_DOSSIER_WRITE_INT_H
#define ACT_DOSSIER_WRITE_INT_H

#include "act/dossier_acts.h"
#include "store/dossier_store.h"
#include "store/write.h"

/* That of the form, or a new one. */
struct uuid first_id(const struct asking *a);
/* ERR_INVALID for no day, or one that lies ahead. */
nodiscard enum err_code day_has_been(const struct asking *a, struct day on,
                                     struct err *e);
/* Gate, category, then work_begin. */
nodiscard enum err_code dossier_write_begin(struct write **out, const struct asking *a,
                                            struct person_id person,
                                            enum permission permission,
                                            enum record_category category,
                                            const char *act, struct err *e);
/* The course of a person, without words: for acts, after their gate. */
nodiscard enum err_code course_read(struct dossier *out, const struct asking *a,
                                    struct person_id person, unsigned parts,
                                    struct err *e);
/* `given` when the person has it, the open one when it is nil. ERR_NOT_FOUND;
 * ERR_INVALID when there is none, with the cure. */
nodiscard enum err_code trajectory_choose(struct trajectory_id *out,
                                          const struct dossier *d,
                                          struct trajectory_id given, struct day on,
                                          struct err *e);
/* Retracts an event and what hangs on it; nothing for a nil id. */
nodiscard enum err_code event_retract(struct write *w, const struct dossier *d,
                                      enum event_kind kind, struct uuid id,
                                      struct err *e);
/* The fact is there, of a kind that is taken back, and open to the visitor:
 * ERR_NOT_FOUND, ERR_INVALID, ERR_DENIED. */
nodiscard enum err_code fact_may_be_taken_back(const struct asking *a,
                                               struct person_id person, enum noun noun,
                                               struct uuid id, struct err *e);

#endif
