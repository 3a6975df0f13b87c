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

/* What decides who gets in is changed only by who knows the password, whoever holds the
 * telephone. Tried wrongly it counts as a login that failed (login_attempt). */
enum own_outcome {
    OWN_DONE,
    OWN_PASSWORD, /* it is not this password */
    OWN_WAIT,     /* too many attempts: see wait_ms */
    OWN_CODE,     /* the code does not fit, or was used */
};
struct own_result {
    enum own_outcome outcome; /* nothing was changed unless OWN_DONE */
    int64_t wait_ms;
    const char *token; /* for the cookie, in the arena; NULL: it stays as it is */
};
/* The visitor, once more: `password` is that of now. */
struct own_proof {
    struct str password;
    struct login_origin from;
};
/* Ends all other sessions, and gives this one a new token. */
nodiscard enum err_code password_change(struct own_result *out, const struct asking *a,
                                        const struct own_proof *proof,
                                        struct str new_password, struct err *e);
/* The code proves that the app has the secret. The session goes on with a new token;
 * all others end. OWN_CODE too for who has a second factor. */
nodiscard enum err_code second_factor_set(struct own_result *out,
                                          const struct asking *a,
                                          const struct own_proof *proof,
                                          struct str secret, struct str code,
                                          struct err *e);
/* ERR_DENIED for who may not do without. All other sessions end, and this one gets a
 * new token. */
nodiscard enum err_code second_factor_drop(struct own_result *out,
                                           const struct asking *a,
                                           const struct own_proof *proof,
                                           struct str code, struct err *e);
/* One of one's own sessions; nil: all but this one. */
nodiscard enum err_code sessions_end(struct own_result *out, const struct asking *a,
                                     const struct own_proof *proof, struct uuid session,
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
