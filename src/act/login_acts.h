/* Logging in and out. Two steps when the account has a second factor: the password
 * gives half a session, the code a whole one, with a new token each time. What is wrong
 * is never told apart: no such login, no password yet, a wrong one, a closed account.
 */
#ifndef ACT_LOGIN_ACTS_H
#define ACT_LOGIN_ACTS_H

#include "act/behalf.h"
#include "act/session_acts.h"

enum login_outcome {
    LOGIN_WRONG,
    LOGIN_WAIT, /* too many attempts: see wait_ms */
    LOGIN_CODE, /* the password was right; a code is needed */
    LOGIN_IN,
};
struct login_result {
    enum login_outcome outcome;
    int64_t wait_ms;
    const char *token; /* for the cookie, in the arena; NULL unless CODE or IN */
};
/* Where a request comes from: to slow down guessing, and to name the session. */
struct login_origin {
    struct str address, agent;
    struct str token; /* that the browser had: its session ends */
};

nodiscard enum err_code login_with_password(struct login_result *out,
                                            const struct asking *a, struct str login,
                                            struct str password,
                                            const struct login_origin *from,
                                            struct err *e);
/* `from->token` is that of half a session; without one LOGIN_WRONG. After five wrong
 * codes in it, it ends. */
nodiscard enum err_code login_with_code(struct login_result *out,
                                        const struct asking *a, struct str code,
                                        const struct login_origin *from, struct err *e);
/* Is there half a session with this token? */
nodiscard enum err_code login_is_half(bool *out, const struct asking *a,
                                      struct str token, struct err *e);
nodiscard enum err_code login_end(const struct asking *a, struct str token,
                                  struct err *e);
/* In which role: one of the visitor's memberships that covers today. ERR_DENIED for
 * another. */
nodiscard enum err_code login_choose_role(const struct asking *a, struct str token,
                                          struct uuid membership, struct err *e);

/* Whose invitation a link is; *found_out false when it was used, is old or is none. */
nodiscard enum err_code invitation_open(struct account *out, bool *found_out,
                                        const struct asking *a, struct str token,
                                        struct err *e);
/* Chooses the password (judged before, see trust/password.h), ends all sessions of the
 * worker, and logs in. LOGIN_WRONG when the invitation is no longer open. */
nodiscard enum err_code invitation_accept(struct login_result *out,
                                          const struct asking *a, struct str token,
                                          struct str password,
                                          const struct login_origin *from,
                                          struct err *e);

/* "Firefox, Android": what a session is called in the list. Nothing of the header is
 * kept but which of a few known words it holds. */
void device_words(char out[80], struct str agent);
/* A whole session for this worker, inside a write; membership chosen when there is one
 * only. For the acts of accounts. */
nodiscard enum err_code session_begin(const char **token_out, struct write *w,
                                      const struct asking *a,
                                      const struct account *account,
                                      enum session_stage stage, struct uuid membership,
                                      struct str agent, struct err *e);
/* May the attempt be made (*wait_ms_out 0), and it is counted (trust/attempts.h); then
 * one of the two others. One table for the process, filled from what the house kept. */
nodiscard enum err_code login_attempt(int64_t *wait_ms_out, const struct asking *a,
                                      struct str login, struct str address,
                                      struct err *e);
nodiscard enum err_code login_attempt_failed(const struct asking *a, struct str login,
                                             struct str address, struct err *e);
nodiscard enum err_code login_attempt_succeeded(const struct asking *a,
                                                struct str login, struct str address,
                                                struct err *e);

#endif
