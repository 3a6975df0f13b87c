/* Who may log in. No facts: rows are replaced and removed; each change is made inside a
 * write, so that it has its audit row. Tokens are kept as keyed hashes only. */
#ifndef STORE_ACCOUNT_STORE_H
#define STORE_ACCOUNT_STORE_H

#include "domain/access.h"
#include "store/worker_store.h"
#include "store/write.h"

/* The worker with this login and, when there is one, the account. */
struct account {
    struct uuid worker;
    char login[64], name[160];
    char password[128]; /* Argon2id as text; "" none chosen yet */
    struct str totp;    /* opened secret, in the arena; empty: no second factor */
    int64_t totp_last;
    bool needs_factor; /* may do nothing but set up a second factor without one */
    bool is_closed;
};
/* *found_out: there is a worker and an account. A worker without an account leaves the
 * worker, login and name in `out`. The secret is opened only with an arena, and then
 * needs a vault (ERR_KEY); `a` NULL leaves it out. */
nodiscard enum err_code account_find(struct account *out, bool *found_out,
                                     struct arena *a, struct db *db, struct str login,
                                     struct err *e);
nodiscard enum err_code account_of_worker(struct account *out, bool *found_out,
                                          struct arena *a, struct db *db,
                                          struct uuid worker, struct err *e);
/* Adds or replaces; sessions stay. */
nodiscard enum err_code account_put(struct write *w, const struct account *account,
                                    struct err *e);

/* Memberships of a worker that are not retracted, by first day; `name` and `code` of
 * the organisation beside them. */
struct membership_view {
    struct membership_fact fact;
    char organisation_code[24], organisation_name[160];
};
nodiscard enum err_code membership_list(struct membership_view **out, size_t *n_out,
                                        struct arena *a, struct db *db,
                                        struct uuid worker, struct err *e);

enum session_stage {
    SESSION_PASSWORD_GIVEN, /* and a code is still to come: nobody's session yet */
    SESSION_COMPLETE,       /* the account has no second factor */
    SESSION_SECOND_FACTOR,  /* complete, and a code was given */
};
struct session {
    uint8_t hash[32];                   /* of the token in the cookie */
    struct uuid id, worker, membership; /* membership nil: not chosen yet */
    uint8_t stage;                      /* enum session_stage */
    int64_t made_at, seen_at, expires_at;
    char device[80]; /* "Firefox op Android": never the whole header */
};
nodiscard enum err_code session_find(struct session *out, bool *found_out,
                                     struct db *db, const uint8_t hash[32],
                                     struct err *e);
/* Who filled in a form when a session ended is known for as long. */
#define SESSION_REMEMBERED_MS INT64_C(1800000)
/* Adds or replaces; removes what had expired SESSION_REMEMBERED_MS before its seen_at,
 * of everybody. */
nodiscard enum err_code session_put(struct write *w, const struct session *s,
                                    struct err *e);
/* When it was last used. Outside a write, without an audit row: no fact, no decision.
 */
nodiscard enum err_code session_touch(struct db *db, const uint8_t hash[32],
                                      int64_t now_ms, struct err *e);
/* One (id), or all of a worker (id nil) but `keep` (nil: none is kept). */
nodiscard enum err_code session_end(struct write *w, struct uuid worker, struct uuid id,
                                    struct uuid keep, struct err *e);
nodiscard enum err_code session_list(struct session **out, size_t *n_out,
                                     struct arena *a, struct db *db, struct uuid worker,
                                     int64_t now_ms, struct err *e);

/* Ends invitations of this worker that were not used. */
/* Sessions that are not over. */
nodiscard enum err_code session_count(int64_t *out, struct db *db, int64_t now_ms,
                                      struct err *e);

nodiscard enum err_code invitation_add(struct write *w, const uint8_t hash[32],
                                       struct uuid worker, int64_t expires_at,
                                       struct err *e);
/* Open and not expired: whose. */
nodiscard enum err_code invitation_find(struct uuid *worker_out, bool *found_out,
                                        struct db *db, const uint8_t hash[32],
                                        int64_t now_ms, struct err *e);
nodiscard enum err_code invitation_use(struct write *w, const uint8_t hash[32],
                                       struct err *e);

/* The answer to a form, kept for 90 days. ERR_EXISTS when the form has one. */
nodiscard enum err_code form_reply_add(struct write *w, struct uuid form,
                                       struct uuid worker, const uint8_t digest[32],
                                       const char *location, struct err *e);
struct form_reply {
    struct uuid worker;
    uint8_t digest[32];
    const char *location; /* in the arena */
};
nodiscard enum err_code form_reply_find(struct form_reply *out, bool *found_out,
                                        struct arena *a, struct db *db,
                                        struct uuid form, struct err *e);

#endif
