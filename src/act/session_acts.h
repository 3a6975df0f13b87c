/* Who a cookie belongs to. The browser keeps a token of 32 random bytes as 43 letters
 * of base64url; the database keeps its keyed hash only (vault_hash, kind "session 1").
 * A token is made when somebody logs in and never taken over from what the browser sent
 * before (session fixation). */
#ifndef ACT_SESSION_ACTS_H
#define ACT_SESSION_ACTS_H

#include "act/open.h"
#include "domain/access.h"

enum { SESSION_TOKEN_TEXT = 43 };

/* The visitor with this token. Nobody (worker nil) and OK when the token is malformed,
 * unknown or expired, or its account closed: never an error that tells which. Who gave
 * a password but not yet the second factor is a visitor with is_second_factor_needed
 * and without has_second_factor; the rules of access.h refuse the rest. Keeps seen_at
 * of the session up to date, at most once a minute. */
nodiscard enum err_code session_enter(struct visitor *out, struct house *h,
                                      struct str token, struct day today,
                                      int64_t now_ms, struct err *e);

#endif
