/* Passwords: Argon2id (RFC 9106) by libsodium, 64 MiB and 2 passes. At most
 * PASSWORD_AT_ONCE are worked out at the same time in this process; the others wait, so
 * that a storm of logins cannot take all memory.
 *
 * What a password must be: long enough and not one that everybody tries. No rule about
 * capitals, digits or signs, and no expiry (NIST SP 800-63B 3.1.1). */
#ifndef TRUST_PASSWORD_H
#define TRUST_PASSWORD_H

#include "base/err.h"
#include "base/str.h"

enum {
    PASSWORD_LEAST = 12,       /* characters */
    PASSWORD_MOST_BYTES = 256, /* more is refused unread */
    PASSWORD_HASH_TEXT = 128,  /* with its NUL */
    PASSWORD_AT_ONCE = 2,
};

/* ERR_TOO_LARGE for a password that is too long; ERR_IO when there is no memory. */
nodiscard enum err_code password_hash(char out[PASSWORD_HASH_TEXT], struct str password,
                                      struct err *e);
/* Is it the password of this hash? With hash "" (no such login, none chosen) it takes
 * as long and is false. */
bool password_matches(const char *hash, struct str password);

enum password_fault {
    PASSWORD_FINE,
    PASSWORD_TOO_SHORT,
    PASSWORD_TOO_LONG,
    PASSWORD_COMMON,  /* a word, a row of keys or a pattern that is tried first */
    PASSWORD_LIKE_YOU /* little but the login or the name */
};
/* `login` and `name` may be empty. */
enum password_fault password_judge(struct str password, struct str login,
                                   struct str name);

#endif
