/* Oblivious pseudo-random function of RFC 9497, suite ristretto255-SHA512, modes OPRF
 * (0) and VOPRF (1). The client blinds an input, the key holder evaluates it without
 * seeing it, the client takes the blind off: the output depends on input and key alone
 * and cannot be turned back by either side. In VOPRF mode a proof (DLEQ, for a batch)
 * shows that the key holder used the key he published.
 *
 * Mode 2 (POPRF) is not here: what its public input would tell apart, the project, has
 * a key of its own (key_holder.h).
 *
 * What touches a key or a blind runs in constant time (libsodium) and is wiped; inputs,
 * elements and proofs steer branches only where they are public. An element is taken
 * only in its one canonical encoding and never the identity; a scalar only below the
 * order of the group. */
#ifndef BLIND_OPRF_H
#define BLIND_OPRF_H

#include "base/err.h"
#include "base/str.h"

enum {
    OPRF_SCALAR = 32,
    OPRF_ELEMENT = 32,
    OPRF_OUTPUT = 64,
    OPRF_PROOF = 64,
    OPRF_INPUT_MAX = 65535,
    OPRF_BATCH_MAX = 65535, /* the RFC numbers the elements of a batch in two bytes */
};
enum oprf_mode { OPRF_BASE = 0, OPRF_VERIFIABLE = 1 };

struct oprf_key {
    uint8_t scalar[OPRF_SCALAR];
};
struct oprf_public {
    uint8_t element[OPRF_ELEMENT];
};

/* DeriveKeyPair of the RFC; ERR_INVALID when `info` is longer than OPRF_INPUT_MAX or no
 * key comes of it (never in practice). */
nodiscard enum err_code oprf_key_derive(struct oprf_key *out,
                                        struct oprf_public *pub_out,
                                        enum oprf_mode mode, const uint8_t seed[32],
                                        struct str info, struct err *e);
void oprf_key_new(struct oprf_key *out, struct oprf_public *pub_out);
void oprf_key_forget(struct oprf_key *k);
/* An element of the group, not the identity, in its canonical encoding. */
bool oprf_element_is_valid(const uint8_t element[OPRF_ELEMENT]);

/* A fresh random blind, or the one given (tests); ERR_INVALID for an input that maps to
 * the identity or is too long, or a blind that is zero or not below the order. */
nodiscard enum err_code oprf_blind(uint8_t blinded_out[OPRF_ELEMENT],
                                   uint8_t blind_out[OPRF_SCALAR], enum oprf_mode mode,
                                   struct str input, const uint8_t *fixed_blind,
                                   struct err *e);
/* 1 to OPRF_BATCH_MAX elements at once; `proof_out` and `pub` NULL in base mode.
 * `fixed_random` for tests. ERR_INVALID for what is no element of the group, naming its
 * place in the batch (from 1); ERR_KEY when `pub` is not the public part of `k`. After
 * an error nothing of `out` may be used; it is wiped. */
nodiscard enum err_code oprf_evaluate(uint8_t (*out)[OPRF_ELEMENT], uint8_t *proof_out,
                                      enum oprf_mode mode, const struct oprf_key *k,
                                      const struct oprf_public *pub,
                                      const uint8_t (*blinded)[OPRF_ELEMENT], size_t n,
                                      const uint8_t *fixed_random, struct err *e);
/* The proof for the batch, all of it, in order. ERR_DENIED when it does not hold;
 * ERR_INVALID for what is no element, naming its place. */
nodiscard enum err_code oprf_check(const struct oprf_public *pub,
                                   const uint8_t (*blinded)[OPRF_ELEMENT],
                                   const uint8_t (*evaluated)[OPRF_ELEMENT], size_t n,
                                   const uint8_t proof[OPRF_PROOF], struct err *e);
/* In VOPRF mode only after oprf_check. */
nodiscard enum err_code oprf_finalize(uint8_t out[OPRF_OUTPUT], struct str input,
                                      const uint8_t blind[OPRF_SCALAR],
                                      const uint8_t evaluated[OPRF_ELEMENT],
                                      struct err *e);

#endif
