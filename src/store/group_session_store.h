/* Group sessions and who was there: writing. Errors as in outreach_store.h. Reading:
 * group_session_read.h. */
#ifndef STORE_GROUP_SESSION_STORE_H
#define STORE_GROUP_SESSION_STORE_H

#include "domain/group_session_facts.h"
#include "store/write.h"

nodiscard enum err_code group_session_add(struct write *w,
                                          const struct group_session_fact *f,
                                          struct err *e);
/* ERR_EXISTS when the person stands on the list of this session already: a change is
 * fact_retract, then this. */
nodiscard enum err_code attendance_add(struct write *w, const struct attendance_fact *f,
                                       struct err *e);

#endif
