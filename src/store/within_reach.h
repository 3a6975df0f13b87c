/* Whose file an organisation may have anything to do with. */
#ifndef STORE_WITHIN_REACH_H
#define STORE_WITHIN_REACH_H

#include "base/arena.h"
#include "store/standing_store.h"

/* Every person to whom a worker of the organisation can stand in some relation (as
 * store/standing_store.h has them), each once, in order of id; and some to whom nobody
 * does any more: who is asked further passes persons_gate first. In the arena. */
nodiscard enum err_code persons_within_reach(struct person_id **out, size_t *n_out,
                                             struct arena *a, struct db *db,
                                             struct organisation_id organisation,
                                             struct err *e);
/* Whom this worker of the organisation is named to accompany on a day, in order of id.
 * In the arena. */
nodiscard enum err_code persons_accompanied(struct person_id **out, size_t *n_out,
                                            struct arena *a, struct db *db,
                                            struct uuid worker,
                                            struct organisation_id organisation,
                                            struct day today, struct err *e);

#endif
