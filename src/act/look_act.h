/* Looks that are part of an act of their own, as a search: one row in the audit says
 * what was done, a row in the log of reads for each person who was found. */
#ifndef ACT_LOOK_ACT_H
#define ACT_LOOK_ACT_H

#include "act/behalf.h"
#include "store/read_log_store.h"

/* As look_log: on disk before it returns, or when a->looks is over. Without persons the
 * row in the audit only. */
nodiscard enum err_code look_log_act(const struct asking *a, const struct look_act *act,
                                     const struct person_id *persons, size_t n,
                                     const char *reason, struct err *e);
/* Does look_log_act return before it is on disk? */
bool look_is_awaited(const struct asking *a);

#endif
