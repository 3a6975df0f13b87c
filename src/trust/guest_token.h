/* What stands in the address of a link for somebody without an account: the id of the
 * link, the minute at which it ends and a mark over both that only this installation
 * can make. A token that was altered, lengthened or made elsewhere is refused without
 * a look in the database; whether the link still stands, the database tells.
 *
 *     token = base64url(link id, 16 bytes || minute, 4 bytes, big-endian
 *                       || BLAKE2b-128 under a key of the installation for this kind)
 *
 * The kind is in the key: a token for one door opens no other. */
#ifndef TRUST_GUEST_TOKEN_H
#define TRUST_GUEST_TOKEN_H

#include "trust/vault.h"

enum { GUEST_TOKEN_TEXT = 48, GUEST_CODE_DIGITS = 6 };
enum { GUEST_CODE_TEXT = 32 }; /* bytes, as somebody may type it */

enum guest_door { GUEST_DOOR_HANDOVER, GUEST_DOOR_CHECK_IN, N_GUEST_DOORS };

/* When a link that is made at `from_ms` and stands for `days` ends: on a whole minute.
 */
int64_t guest_expiry(int64_t from_ms, int days);
/* expires_at_ms as guest_expiry gives it. */
void guest_token_make(char out[GUEST_TOKEN_TEXT + 1], const struct vault *v,
                      enum guest_door door, struct uuid link, int64_t expires_at_ms);
/* False, and nothing in `link_out`, for what this installation did not make for this
 * door. Takes as long for a mark that is nearly right as for one that is not. One that
 * has ended is still genuine: the caller compares *expires_at_out with now. */
bool guest_token_read(struct uuid *link_out, int64_t *expires_at_out,
                      const struct vault *v, enum guest_door door, struct str text);

/* Six digits, to be told apart from the link; drawn without bias. */
void guest_code_draw(char out[GUEST_CODE_DIGITS + 1]);
/* What is kept of a code, of this link; spaces and dots between digits do not count. */
void guest_code_hash(uint8_t out[VAULT_HASH_BYTES], const struct vault *v,
                     struct uuid link, struct str code);
/* What is kept of the cookie of a browser, for this link: says nothing of another. */
void guest_browser_hash(uint8_t out[VAULT_HASH_BYTES], const struct vault *v,
                        struct uuid link, struct str cookie);
/* In constant time. */
bool guest_hash_is(const uint8_t a[VAULT_HASH_BYTES],
                   const uint8_t b[VAULT_HASH_BYTES]);

#endif
