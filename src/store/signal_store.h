/* Signals and what becomes of them: writing. Words are sealed with the key of their
 * signal or bundle. Errors as in outreach_store.h. Reading: signal_read.h. */
#ifndef STORE_SIGNAL_STORE_H
#define STORE_SIGNAL_STORE_H

#include "domain/signal_facts.h"
#include "store/write.h"

nodiscard enum err_code signal_add(struct write *w, const struct signal_fact *f,
                                   struct err *e);
nodiscard enum err_code signal_bundle_add(struct write *w,
                                          const struct signal_bundle_fact *f,
                                          struct err *e);
/* ERR_EXISTS when the signal stands in a bundle already. */
nodiscard enum err_code bundle_signal_add(struct write *w,
                                          const struct bundle_signal_fact *f,
                                          struct err *e);
nodiscard enum err_code signal_step_add(struct write *w,
                                        const struct signal_step_fact *f,
                                        struct err *e);

#endif
