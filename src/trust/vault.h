/* The vault: what identifies a person is sealed with a key of that person alone.
 *
 *     installation key (32 bytes, a file of mode 0600, never in the database)
 *       +- wraps each subject's key     XChaCha20-Poly1305, associated data: subject,
 * key id
 *       +- keys the exact-match hash    BLAKE2b-256
 *     subject key (32 random bytes, wrapped in the database)
 *       +- seals each field             XChaCha20-Poly1305, associated data: subject,
 * field
 *
 * Wrapping and hashing use subkeys (libsodium's KDF), so the file's key itself touches
 * no message. Nonces are random, 24 bytes. Plaintext is padded to a multiple of 32
 * bytes, so that the length of a name does not show. Who destroys the wrapped key has
 * erased the subject: the sealed fields can never be opened again. A subject is a
 * person or a record as received that belongs to no person yet.
 *
 * Key file: "vindplaats key 1", "id " and 16 hex digits, "key " and 64 hex digits, each
 * on its own line. The id is derived from the key, so a damaged file is noticed. */
#ifndef TRUST_VAULT_H
#define TRUST_VAULT_H

#include "base/buf.h"
#include "domain/ids.h"

enum {
    VAULT_KEY_BYTES = 32,
    VAULT_KEY_ID_TEXT = 16,
    VAULT_WRAPPED_BYTES = 24 + 32 + 16,
    VAULT_SEAL_OVERHEAD = 1 + 24 + 16 + 32, /* most bytes a seal adds */
    VAULT_HASH_BYTES = 32,
};

struct vault;
struct wrapped_key {
    uint8_t b[VAULT_WRAPPED_BYTES];
};
/* In the clear: keep it on the stack, and forget it. */
struct subject_key {
    struct uuid subject;
    uint8_t b[VAULT_KEY_BYTES];
};

/* Makes a new key in a file of mode 0600; ERR_EXISTS when there is a file. */
nodiscard enum err_code vault_create(const char *path, struct err *e);
/* ERR_KEY with its cure when the file is missing, damaged, or readable by group or
 * others. The vault holds the key in locked memory. */
nodiscard enum err_code vault_open(struct vault **out, const char *path, struct err *e);
void vault_close(struct vault *v);               /* wipes; NULL is fine */
const char *vault_key_id(const struct vault *v); /* 16 hex digits; no secret */

/* A new random key for this subject, in the clear and wrapped. */
void subject_key_new(struct subject_key *out, struct wrapped_key *wrapped_out,
                     const struct vault *v, struct uuid subject);
/* ERR_SEALED when it was wrapped for another subject or with another key, or altered.
 */
nodiscard enum err_code subject_key_unwrap(struct subject_key *out,
                                           const struct vault *v, struct uuid subject,
                                           const struct wrapped_key *wrapped,
                                           struct err *e);
void subject_key_forget(struct subject_key *k);

/* Appends the sealed bytes to `out`. `field` is a name that never changes. */
void field_seal(struct buf *out, const struct subject_key *k, struct str field,
                struct str plain);
/* The plaintext, NUL-terminated, in the arena; wipe it when it need not stay.
 * ERR_SEALED when altered, or sealed for another subject, field or key. */
nodiscard enum err_code field_open(struct str *out, struct arena *a,
                                   const struct subject_key *k, struct str field,
                                   struct str sealed, struct err *e);

/* Keyed hash for exact match: says whether two values are equal and, without the
 * installation key, nothing else. `kind` keeps hashes of different fields apart. */
void vault_hash(uint8_t out[VAULT_HASH_BYTES], const struct vault *v, struct str kind,
                struct str value);

/* A secret for one purpose that never leaves the house ("search sketches 1"): the same
 * for the same purpose in this installation. Wipe it when it was used. */
void vault_derive(uint8_t out[VAULT_HASH_BYTES], const struct vault *v,
                  struct str purpose);

#endif
