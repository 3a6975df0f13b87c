/* Links for people without an account and answers of employers: writing. Words are
 * sealed with the key of the person. Errors as in dossier_store.h. Reading:
 * guest_read.h. */
#ifndef STORE_GUEST_STORE_H
#define STORE_GUEST_STORE_H

#include "domain/guest_facts.h"
#include "store/write.h"

nodiscard enum err_code guest_link_add(struct write *w, const struct guest_link_fact *f,
                                       struct err *e);
nodiscard enum err_code guest_visit_add(struct write *w,
                                        const struct guest_visit_fact *f,
                                        struct err *e);
nodiscard enum err_code check_in_add(struct write *w, const struct check_in_fact *f,
                                     struct err *e);
nodiscard enum err_code check_in_reply_add(struct write *w,
                                           const struct check_in_reply_fact *f,
                                           struct err *e);

#endif
