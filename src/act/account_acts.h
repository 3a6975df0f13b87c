/* One's own account, and the accounts of one's organisation. Who gives out accounts
 * (PERMISSION_ACCOUNTS) does so within the own organisation, never for themselves, and
 * gives no role above their own (role_may_grant). An account that also works elsewhere,
 * or has a role they may not give, is not theirs to reset or close: who holds it would
 * get into other files. Such accounts are kept with `vindplaats account`. */
#ifndef ACT_ACCOUNT_ACTS_H
#define ACT_ACCOUNT_ACTS_H

#include "act/login_acts.h"
#include "store/account_list.h"

#define INVITATION_MS INT64_C(604800000) /* seven days */

/* --- one's own --- */

/* ERR_DENIED when the old password is wrong or was tried too often. Ends all other
 * sessions, and gives this one a new token. */
nodiscard enum err_code password_change(const char **token_out, const struct asking *a,
                                        struct str old_password,
                                        struct str new_password,
                                        const struct login_origin *from, struct err *e);
/* The code proves that the app has the secret. ERR_DENIED when it does not fit. The
 * session goes on with a new token; all others end. */
nodiscard enum err_code second_factor_set(const char **token_out,
                                          const struct asking *a, struct str secret,
                                          struct str code,
                                          const struct login_origin *from,
                                          struct err *e);
/* ERR_DENIED for a wrong code, and for who may not do without. */
nodiscard enum err_code second_factor_drop(const struct asking *a, struct str code,
                                           const struct login_origin *from,
                                           struct err *e);
/* One of one's own sessions; nil: all but this one. */
nodiscard enum err_code sessions_end(const struct asking *a, struct uuid session,
                                     struct err *e);

/* --- of the organisation --- */

/* A worker with a first role, and an invitation: its token is shown once. The worker's
 * id is that of the form. ERR_EXISTS for a login that is taken; ERR_DENIED. */
struct newcomer {
    struct str login, name;
    uint8_t role; /* worker_role */
    struct day from, to;
};
nodiscard enum err_code account_invite(struct uuid *worker_out, const char **token_out,
                                       const struct asking *a,
                                       const struct newcomer *who, struct err *e);
/* A new invitation for who lost password or phone: both are forgotten, sessions end. */
nodiscard enum err_code account_reset(const char **token_out, const struct asking *a,
                                      struct uuid worker, struct err *e);
nodiscard enum err_code account_close(const struct asking *a, struct uuid worker,
                                      bool is_closed, struct err *e);
nodiscard enum err_code role_give(const struct asking *a, struct uuid worker,
                                  uint8_t role, struct day from, struct day to,
                                  struct err *e);
/* The role ends after `last`; a day before it began: it never was. */
nodiscard enum err_code role_end(const struct asking *a, struct uuid worker,
                                 struct uuid membership, struct day last,
                                 struct err *e);
/* One account that the visitor may see; ERR_NOT_FOUND otherwise. *may_change_out: may
 * reset and close it. */
nodiscard enum err_code account_show(struct account_row *out, bool *may_change_out,
                                     const struct asking *a, struct uuid worker,
                                     struct err *e);

/* For the command line, which may give every role anywhere. */
nodiscard enum err_code invitation_token(const char **token_out, struct write *w,
                                         const struct asking *a, struct uuid worker,
                                         struct err *e);

#endif
