/* Tokens that open something once or for a while: a session, an invitation. 32 random
 * bytes as 43 letters of base64url; what the database keeps is their keyed hash, so
 * that who reads the database cannot log in. */
#ifndef TRUST_TOKEN_H
#define TRUST_TOKEN_H

#include "trust/vault.h"

enum { TOKEN_BYTES = 32, TOKEN_TEXT = 43 };

struct token {
    char text[TOKEN_TEXT + 1];
    uint8_t hash[VAULT_HASH_BYTES];
};
/* `kind` keeps tokens for different doors apart: "session 1", "invitation 1". */
void token_new(struct token *out, const struct vault *v, struct str kind);
/* False, and nothing in `out`, for what no token can be. */
bool token_read(struct token *out, const struct vault *v, struct str kind,
                struct str text);

#endif
