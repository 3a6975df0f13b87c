/* The participants of a project, as far as reporting on it asks: no names, no words.
 * One row a trajectory in the project; only facts that are not retracted. */
#ifndef STORE_PARTICIPANT_READ_H
#define STORE_PARTICIPANT_READ_H

#include "base/arena.h"
#include "domain/participant_record.h"
#include "store/db.h"

struct participant_view {
    struct person_id person;
    struct trajectory_id trajectory;
    struct participant_facts facts;
    uint8_t end_kind; /* CODE_MISSING: not ended, or not said */
    uint8_t phase;    /* that began last; CODE_MISSING none */
    uint8_t outcome;  /* the last; CODE_MISSING none */
};
enum { PARTICIPANTS_MOST = 50000 };
/* The last reached first, at most PARTICIPANTS_MOST; in the arena. */
nodiscard enum err_code participant_list(struct participant_view **out, size_t *n_out,
                                         struct arena *a, struct db *db,
                                         struct project_id project, struct err *e);

#endif
