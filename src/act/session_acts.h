/* Who a cookie belongs to. The browser keeps a token (trust/token.h, kind
 * SESSION_TOKEN); the database keeps its keyed hash only. A token is made when somebody
 * logs in and never taken over from what the browser sent before (session fixation).
 *
 * A session ends SESSION_IDLE_MS after it was last used, and SESSION_LONGEST_MS after
 * the login; who is warned of that end puts it off by a tap (session_stay). */
#ifndef ACT_SESSION_ACTS_H
#define ACT_SESSION_ACTS_H

#include "act/behalf.h"
#include "domain/access.h"
#include "store/account_store.h"
#include "trust/token.h"

#define SESSION_TOKEN S("session 1")
enum { SESSION_TOKEN_TEXT = TOKEN_TEXT };
#define SESSION_IDLE_MS     INT64_C(7200000)  /* 2 hours: between two home visits */
#define SESSION_LONGEST_MS  INT64_C(43200000) /* 12 hours: a working day */
#define SESSION_HALF_MS     INT64_C(600000)   /* between password and code */
#define SESSION_EXTENDED_MS INT64_C(72000000) /* 20 hours: when asked for each time */

/* The visitor with this token. Nobody (worker nil) and OK when the token is malformed,
 * unknown or expired, its account closed, or when only the password was given of an
 * account with a second factor: never an error that tells which. Keeps seen_at of the
 * session up to date, at most once a minute. */
nodiscard enum err_code session_enter(struct visitor *out, struct house *h,
                                      struct str token, struct day today,
                                      int64_t now_ms, struct err *e);
/* The worker of a whole session with this token that ended by itself, of rest or of
 * age, less than SESSION_REMEMBERED_MS after it would have expired at the latest; nil
 * for one that goes on, was ended by somebody, or never was. */
nodiscard enum err_code session_ended(struct uuid *worker_out, struct house *h,
                                      struct str token, int64_t now_ms, struct err *e);
/* Later by one tap: two hours from now, up to SESSION_EXTENDED_MS after the login. */
nodiscard enum err_code session_stay(const struct asking *a, struct str token,
                                     struct err *e);
/* A session with this token that is not over, of whatever stage. */
nodiscard enum err_code session_of_token(struct session *out, bool *found_out,
                                         struct house *h, struct str token,
                                         int64_t now_ms, struct err *e);

#endif
