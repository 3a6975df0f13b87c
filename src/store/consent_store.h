/* What a person lets another organisation see: writing. Words are sealed with the key
 * of the person. Errors as in dossier_store.h. Reading: consent_read.h; what a row
 * opens on a day: standing_store.h. */
#ifndef STORE_CONSENT_STORE_H
#define STORE_CONSENT_STORE_H

#include "domain/sharing_facts.h"
#include "store/write.h"

/* ERR_INVALID for a category that can never be let through. */
nodiscard enum err_code consent_add(struct write *w, const struct consent_fact *f,
                                    struct err *e);
nodiscard enum err_code consent_withdrawal_add(struct write *w,
                                               const struct consent_withdrawal_fact *f,
                                               struct err *e);
nodiscard enum err_code consent_request_add(struct write *w,
                                            const struct consent_request_fact *f,
                                            struct err *e);

#endif
