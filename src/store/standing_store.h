/* How a worker of an organisation stands to a person, on a day: the one place where it
 * is read. Named in a guidance that keeps the file: GUIDE. Its organisation keeps the
 * file, is host of a trajectory (or promotor of its project, when no host is told) or
 * delivered the file: ORGANISATION. Anything of the person is let through to it:
 * RECEIVER, with what is, per purpose. NONE for who is not there.
 *
 * What is let through: consents on that day that were not withdrawn; each of them opens
 * the state of the trajectory as well (category countable). The promotor of a
 * project that another organisation hosts may count its trajectories (purpose
 * reporting, category countable): the trajectory in the project is the recorded ground.
 */
#ifndef STORE_STANDING_STORE_H
#define STORE_STANDING_STORE_H

#include "base/arena.h"
#include "domain/access.h"
#include "domain/lists.h"
#include "store/db.h"

nodiscard enum err_code standing_find(struct standing *out, struct db *db,
                                      struct person_id person, struct uuid worker,
                                      struct organisation_id organisation,
                                      struct day today, struct err *e);
/* The same to each of n persons, in their order; within a snapshot it is quickest. */
nodiscard enum err_code standings_find(struct standing *out, struct db *db,
                                       const struct person_id *persons, size_t n,
                                       struct uuid worker,
                                       struct organisation_id organisation,
                                       struct day today, struct err *e);
/* The organisations that keep the file of a person, and those to which anything is let
 * through for this purpose, each once: but for a promotor that may count. In the
 * arena. */
nodiscard enum err_code standing_houses(struct uuid **out, size_t *n_out,
                                        struct arena *a, struct db *db,
                                        struct person_id person,
                                        enum code_of_sharing_purpose purpose,
                                        struct day today, struct err *e);

#endif
