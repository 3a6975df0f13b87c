/* The accounts of an organisation, as who gives them out sees them. */
#ifndef STORE_ACCOUNT_LIST_H
#define STORE_ACCOUNT_LIST_H

#include "store/account_store.h"

struct account_row {
    struct uuid worker;
    char login[64], name[160];
    bool has_account, has_password, has_factor, needs_factor, is_closed;
    int64_t invited_until; /* of an invitation that is not used; 0: none */
    struct membership_view *memberships; /* of all organisations */
    size_t n_memberships;
};
/* Who has or had a membership in the organisation (nil: everybody), by name; in the
 * arena. */
nodiscard enum err_code account_list(struct account_row **out, size_t *n_out,
                                     struct arena *a, struct db *db,
                                     struct organisation_id organisation,
                                     struct err *e);

#endif
