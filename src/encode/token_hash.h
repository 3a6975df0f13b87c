/* Tokens to bit numbers under a key, as clkhash hashes them. */
#ifndef ENCODE_TOKEN_HASH_H
#define ENCODE_TOKEN_HASH_H

#include "encode/linkage_schema.h"

/* HKDF (RFC 5869): `n` bytes from a secret; an absent salt is zeros, an absent info is
 * empty. ERR_INVALID for an empty secret, ERR_UNAVAILABLE when libcrypto has no such
 * hash. At most 255 times the hash. */
nodiscard enum err_code hkdf(uint8_t *out, size_t n, struct str secret, bool is_sha512,
                             struct str salt, struct str info, struct err *e);

/* What hashes the tokens of one feature. `keys`: its two keys, one behind the other. */
struct token_hash;
nodiscard enum err_code token_hash_new(struct token_hash **out,
                                       const struct linkage_feature *f,
                                       const uint8_t *keys, size_t key_bytes,
                                       uint32_t hashed_bits, struct err *e);
void token_hash_free(struct token_hash *h); /* wipes keys; NULL is fine */

/* Bit numbers from..to-1 of a token into out[from] ..; the first k are those that
 * bitsPerToken k sets. `from` must be a multiple of TOKEN_HASH_STEP.
 *   blakeHash    BLAKE2b-512 under the first key, salted with the decimal number m of
 *                the block; each block gives 32 numbers of 16 bits, little endian, mod
 * l doubleHash   HMAC-SHA1 under the first key + i * HMAC-MD5 under the second, both
 *                big endian, mod l; to prevent singularity an MD5 of 0 mod l is taken
 *                again over the token and the character 0, 1, 2 ... */
enum { TOKEN_HASH_STEP = 32 };
void token_hash_bits(uint16_t *out, struct token_hash *h, struct str token, size_t from,
                     size_t to);

#endif
