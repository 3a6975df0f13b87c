/* Coordination duties and limits of caseloads: writing. Errors as in dossier_store.h.
 * Reading: coordination_read.h. A duty that is taken, passed on or ended is retracted
 * and written again, so that what was before stays on record. */
#ifndef STORE_COORDINATION_STORE_H
#define STORE_COORDINATION_STORE_H

#include "domain/coordination_facts.h"
#include "store/write.h"

nodiscard enum err_code coordination_duty_add(struct write *w,
                                              const struct coordination_duty_fact *f,
                                              struct err *e);
nodiscard enum err_code caseload_limit_add(struct write *w,
                                           const struct caseload_limit_fact *f,
                                           struct err *e);

#endif
