/* Handovers on somebody's start page: few rows by an index, however many there are. */
#ifndef STORE_HANDOVER_AT_HAND_H
#define STORE_HANDOVER_AT_HAND_H

#include "base/arena.h"
#include "domain/facts.h"
#include "store/db.h"

/* Those that wait for the answer of an organisation, of its first ASKED_LOOKED_AT rows
 * of handover_waiting; is_more: there are more rows. since: the longest waiting;
 * DAY_NONE without any. */
enum { ASKED_LOOKED_AT = 1000 };
struct handovers_asked {
    int64_t n;
    bool is_more;
    struct day since;
};
nodiscard enum err_code handovers_asked(struct handovers_asked *out, struct db *db,
                                        struct organisation_id receiver, struct err *e);
/* Handovers, from or to the organisation, of persons whom the worker accompanies for it
 * (file_now, the last CASELOAD_LOOKED_AT met): sent, neither finished nor withdrawn,
 * nor tried again. The last begun first, at most `most`. */
enum { CASELOAD_LOOKED_AT = 500 };
struct handover_at_hand {
    struct uuid id;
    int64_t meeting_at; /* the first meeting when it is planned, Unix ms; else 0 */
};
nodiscard enum err_code handovers_of_worker(struct handover_at_hand **out,
                                            size_t *n_out, struct arena *a,
                                            struct db *db,
                                            struct organisation_id organisation,
                                            struct uuid worker, size_t most,
                                            struct err *e);

#endif
