/* Agreements of partnerships: writing. Errors as in programme_store.h. Reading:
 * partnership_read.h. */
#ifndef STORE_AGREEMENT_STORE_H
#define STORE_AGREEMENT_STORE_H

#include "domain/agreement_facts.h"
#include "store/write.h"

nodiscard enum err_code agreement_add(struct write *w, const struct agreement_fact *f,
                                      struct err *e);
nodiscard enum err_code agreed_action_add(struct write *w,
                                          const struct agreed_action_fact *f,
                                          struct err *e);
nodiscard enum err_code agreed_result_add(struct write *w,
                                          const struct agreed_result_fact *f,
                                          struct err *e);

#endif
