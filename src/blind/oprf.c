/* RFC 9497, ristretto255-SHA512, on libsodium's group. What is true here:
 *
 * 1. Every element from outside passes element_check before it is computed with.
 *    libsodium refuses what is not canonical; the identity, which it takes, we refuse.
 * 2. Every transcript is hashed piece by piece, each piece behind its length in two
 *    bytes, so that no two transcripts read the same.
 * 3. The proof is made for M, the sum of d_i * C_i; d_i hangs on all of the batch, so
 *    one proof stands for every element of it (section 2.2 of the RFC). */
#include <sodium.h>

#include "blind/oprf.h"

enum { DST_MAX = 96, UNIFORM = 64 };

struct dst {
    uint8_t b[DST_MAX];
    size_t n;
};

/* `label` and the context of the mode: "OPRFV1-", the mode as a byte, "-", the suite.
 */
static struct dst dst_of(const char *label, enum oprf_mode mode)
{
    static const char before[] = "OPRFV1-", after[] = "-ristretto255-SHA512";
    struct dst d = {0};
    size_t n_label = strlen(label);
    require(n_label + sizeof before + sizeof after < DST_MAX);
    memcpy(d.b, label, n_label);
    memcpy(d.b + n_label, before, sizeof before - 1);
    d.n = n_label + sizeof before - 1;
    d.b[d.n++] = (uint8_t)mode;
    memcpy(d.b + d.n, after, sizeof after - 1);
    d.n += sizeof after - 1;
    return d;
}

static void hash_add(crypto_hash_sha512_state *h, const void *p, size_t n)
{
    crypto_hash_sha512_update(h, p, n);
}

static void hash_add_length(crypto_hash_sha512_state *h, size_t n)
{
    uint8_t two[2] = {(uint8_t)(n >> 8), (uint8_t)n};
    hash_add(h, two, sizeof two);
}

static void hash_add_piece(crypto_hash_sha512_state *h, const void *p, size_t n)
{
    hash_add_length(h, n);
    hash_add(h, p, n);
}

/* --- expand_message_xmd of RFC 9380 with SHA-512, for 64 bytes: one block out --- */

static void expand_begin(crypto_hash_sha512_state *h)
{
    static const uint8_t zero_block[128];
    crypto_hash_sha512_init(h);
    hash_add(h, zero_block, sizeof zero_block);
}

static void expand_end(uint8_t out[UNIFORM], crypto_hash_sha512_state *h,
                       const struct dst *d)
{
    static const uint8_t length_and_zero[3] = {0, UNIFORM, 0}, one = 1;
    uint8_t n_dst = (uint8_t)d->n;
    hash_add(h, length_and_zero, sizeof length_and_zero);
    hash_add(h, d->b, d->n);
    hash_add(h, &n_dst, 1);
    crypto_hash_sha512_final(h, out);
    crypto_hash_sha512_init(h);
    hash_add(h, out, UNIFORM);
    hash_add(h, &one, 1);
    hash_add(h, d->b, d->n);
    hash_add(h, &n_dst, 1);
    crypto_hash_sha512_final(h, out);
}

static void expand_end_scalar(uint8_t out[OPRF_SCALAR], crypto_hash_sha512_state *h,
                              const struct dst *d)
{
    uint8_t uniform[UNIFORM];
    expand_end(uniform, h, d);
    crypto_core_ristretto255_scalar_reduce(out, uniform);
    sodium_memzero(uniform, sizeof uniform);
}

/* --- scalars and elements --- */

static bool scalar_is_canonical(const uint8_t s[OPRF_SCALAR])
{
    uint8_t wide[UNIFORM] = {0}, reduced[OPRF_SCALAR];
    memcpy(wide, s, OPRF_SCALAR);
    crypto_core_ristretto255_scalar_reduce(reduced, wide);
    bool same = sodium_memcmp(reduced, s, OPRF_SCALAR) == 0;
    sodium_memzero(wide, sizeof wide);
    sodium_memzero(reduced, sizeof reduced);
    return same;
}

bool oprf_element_is_valid(const uint8_t element[OPRF_ELEMENT])
{
    return !sodium_is_zero(element, OPRF_ELEMENT) &&
           crypto_core_ristretto255_is_valid_point(element) == 1;
}

static enum err_code element_bad(struct err *e, const char *what, size_t place)
{
    enum err_code rc =
        err_set(e, ERR_INVALID,
                "%s %zu: expected an element of ristretto255, found 32 bytes that "
                "are none or the identity",
                what, place);
    err_hint(e, "the file was altered, or made for another suite: make it again");
    return rc;
}

static enum err_code batch_check(size_t n, struct err *e)
{
    if (n > 0 && n <= OPRF_BATCH_MAX) return OK;
    return err_set(e, ERR_TOO_LARGE, "a batch has 1 to %d elements, found %zu",
                   OPRF_BATCH_MAX, n);
}

static enum err_code elements_check(const uint8_t (*element)[OPRF_ELEMENT], size_t n,
                                    const char *what, struct err *e)
{
    for (size_t i = 0; i < n; i++)
        if (!oprf_element_is_valid(element[i])) return element_bad(e, what, i + 1);
    return OK;
}

/* --- keys --- */

enum err_code oprf_key_derive(struct oprf_key *out, struct oprf_public *pub_out,
                              enum oprf_mode mode, const uint8_t seed[32],
                              struct str info, struct err *e)
{
    struct dst d = dst_of("DeriveKeyPair", mode);
    crypto_hash_sha512_state h;
    if (info.n > OPRF_INPUT_MAX)
        return err_set(e, ERR_INVALID, "key info has %zu bytes, the limit is %d",
                       info.n, OPRF_INPUT_MAX);
    for (unsigned counter = 0; counter < 256; counter++) {
        uint8_t byte = (uint8_t)counter;
        expand_begin(&h);
        hash_add(&h, seed, 32);
        hash_add_piece(&h, info.p, info.n);
        hash_add(&h, &byte, 1);
        expand_end_scalar(out->scalar, &h, &d);
        if (crypto_scalarmult_ristretto255_base(pub_out->element, out->scalar) == 0) {
            sodium_memzero(&h, sizeof h);
            return OK;
        }
    }
    return err_set(e, ERR_INVALID, "no key comes of this seed");
}

void oprf_key_new(struct oprf_key *out, struct oprf_public *pub_out)
{
    do
        crypto_core_ristretto255_scalar_random(out->scalar);
    while (crypto_scalarmult_ristretto255_base(pub_out->element, out->scalar) != 0);
}

void oprf_key_forget(struct oprf_key *k)
{
    sodium_memzero(k, sizeof *k);
}

/* --- the client's first step --- */

enum err_code oprf_blind(uint8_t blinded_out[OPRF_ELEMENT],
                         uint8_t blind_out[OPRF_SCALAR], enum oprf_mode mode,
                         struct str input, const uint8_t *fixed_blind, struct err *e)
{
    struct dst d = dst_of("HashToGroup-", mode);
    uint8_t uniform[UNIFORM], element[OPRF_ELEMENT];
    crypto_hash_sha512_state h;
    enum err_code rc = OK;
    if (input.n > OPRF_INPUT_MAX)
        return err_set(e, ERR_INVALID, "an input has %zu bytes, the limit is %d",
                       input.n, OPRF_INPUT_MAX);
    if (fixed_blind &&
        (sodium_is_zero(fixed_blind, OPRF_SCALAR) || !scalar_is_canonical(fixed_blind)))
        return err_set(e, ERR_INVALID,
                       "a blind is expected above zero and below the order");
    expand_begin(&h);
    if (input.n) hash_add(&h, input.p, input.n);
    expand_end(uniform, &h, &d);
    crypto_core_ristretto255_from_hash(element, uniform);
    if (fixed_blind)
        memcpy(blind_out, fixed_blind, OPRF_SCALAR);
    else
        crypto_core_ristretto255_scalar_random(blind_out);
    if (crypto_scalarmult_ristretto255(blinded_out, blind_out, element) != 0)
        rc = err_set(e, ERR_INVALID, "an input maps to the identity of the group");
    sodium_memzero(&h, sizeof h);
    sodium_memzero(uniform, sizeof uniform);
    sodium_memzero(element, sizeof element);
    return rc;
}

/* --- the proof --- */

static void composite_seed(uint8_t seed_out[UNIFORM], const struct oprf_public *pub)
{
    struct dst d = dst_of("Seed-", OPRF_VERIFIABLE);
    crypto_hash_sha512_state h;
    crypto_hash_sha512_init(&h);
    hash_add_piece(&h, pub->element, OPRF_ELEMENT);
    hash_add_piece(&h, d.b, d.n);
    crypto_hash_sha512_final(&h, seed_out);
}

/* d_i of the batch. */
static void composite_scalar(uint8_t out[OPRF_SCALAR], const uint8_t seed[UNIFORM],
                             size_t i, const uint8_t c[OPRF_ELEMENT],
                             const uint8_t d[OPRF_ELEMENT], const struct dst *dst)
{
    crypto_hash_sha512_state h;
    expand_begin(&h);
    hash_add_piece(&h, seed, UNIFORM);
    hash_add_length(&h, i);
    hash_add_piece(&h, c, OPRF_ELEMENT);
    hash_add_piece(&h, d, OPRF_ELEMENT);
    hash_add(&h, "Composite", 9);
    expand_end_scalar(out, &h, dst);
}

/* sum += scalar * element; the first term replaces what `sum` was. */
static bool sum_add(uint8_t sum[OPRF_ELEMENT], size_t i,
                    const uint8_t scalar[OPRF_SCALAR],
                    const uint8_t element[OPRF_ELEMENT])
{
    uint8_t term[OPRF_ELEMENT];
    if (crypto_scalarmult_ristretto255(term, scalar, element) != 0) return false;
    if (i == 0) {
        memcpy(sum, term, OPRF_ELEMENT);
        return true;
    }
    return crypto_core_ristretto255_add(sum, sum, term) == 0;
}

/* M and, when `z_out` is given, Z without the key. False when a sum is the identity,
 * which only somebody who solves discrete logarithms can bring about. */
static bool composites(uint8_t m_out[OPRF_ELEMENT], uint8_t *z_out,
                       const struct oprf_public *pub,
                       const uint8_t (*blinded)[OPRF_ELEMENT],
                       const uint8_t (*evaluated)[OPRF_ELEMENT], size_t n)
{
    struct dst dst = dst_of("HashToScalar-", OPRF_VERIFIABLE);
    uint8_t seed[UNIFORM], d[OPRF_SCALAR];
    composite_seed(seed, pub);
    for (size_t i = 0; i < n; i++) {
        composite_scalar(d, seed, i, blinded[i], evaluated[i], &dst);
        if (!sum_add(m_out, i, d, blinded[i])) return false;
        if (z_out && !sum_add(z_out, i, d, evaluated[i])) return false;
    }
    return true;
}

static void challenge_of(uint8_t out[OPRF_SCALAR], const struct oprf_public *pub,
                         const uint8_t m[OPRF_ELEMENT], const uint8_t z[OPRF_ELEMENT],
                         const uint8_t t2[OPRF_ELEMENT], const uint8_t t3[OPRF_ELEMENT])
{
    struct dst dst = dst_of("HashToScalar-", OPRF_VERIFIABLE);
    crypto_hash_sha512_state h;
    expand_begin(&h);
    hash_add_piece(&h, pub->element, OPRF_ELEMENT);
    hash_add_piece(&h, m, OPRF_ELEMENT);
    hash_add_piece(&h, z, OPRF_ELEMENT);
    hash_add_piece(&h, t2, OPRF_ELEMENT);
    hash_add_piece(&h, t3, OPRF_ELEMENT);
    hash_add(&h, "Challenge", 9);
    expand_end_scalar(out, &h, &dst);
}

static bool prove(uint8_t proof_out[OPRF_PROOF], const struct oprf_key *k,
                  const struct oprf_public *pub, const uint8_t (*blinded)[OPRF_ELEMENT],
                  const uint8_t (*evaluated)[OPRF_ELEMENT], size_t n,
                  const uint8_t *fixed_random)
{
    uint8_t m[OPRF_ELEMENT], z[OPRF_ELEMENT], t2[OPRF_ELEMENT], t3[OPRF_ELEMENT];
    uint8_t r[OPRF_SCALAR], ck[OPRF_SCALAR];
    uint8_t *c = proof_out, *s = proof_out + OPRF_SCALAR;
    if (fixed_random)
        memcpy(r, fixed_random, OPRF_SCALAR);
    else
        crypto_core_ristretto255_scalar_random(r);
    bool good = composites(m, NULL, pub, blinded, evaluated, n) &&
                crypto_scalarmult_ristretto255(z, k->scalar, m) == 0 &&
                crypto_scalarmult_ristretto255_base(t2, r) == 0 &&
                crypto_scalarmult_ristretto255(t3, r, m) == 0;
    if (good) {
        challenge_of(c, pub, m, z, t2, t3);
        crypto_core_ristretto255_scalar_mul(ck, c, k->scalar);
        crypto_core_ristretto255_scalar_sub(s, r, ck);
    }
    sodium_memzero(r, sizeof r);
    sodium_memzero(ck, sizeof ck);
    return good;
}

static enum err_code public_check(const struct oprf_key *k,
                                  const struct oprf_public *pub, struct err *e)
{
    uint8_t own[OPRF_ELEMENT];
    if (pub && crypto_scalarmult_ristretto255_base(own, k->scalar) == 0 &&
        sodium_memcmp(own, pub->element, OPRF_ELEMENT) == 0)
        return OK;
    return err_set(e, ERR_KEY, "the public key given is not that of the key");
}

enum err_code oprf_evaluate(uint8_t (*out)[OPRF_ELEMENT], uint8_t *proof_out,
                            enum oprf_mode mode, const struct oprf_key *k,
                            const struct oprf_public *pub,
                            const uint8_t (*blinded)[OPRF_ELEMENT], size_t n,
                            const uint8_t *fixed_random, struct err *e)
{
    enum err_code rc = OK;
    TRY(batch_check(n, e));
    require(mode == OPRF_BASE || proof_out);
    if (mode == OPRF_VERIFIABLE) TRY(public_check(k, pub, e));
    for (size_t i = 0; i < n; i++) {
        if (!sodium_is_zero(blinded[i], OPRF_ELEMENT) &&
            crypto_scalarmult_ristretto255(out[i], k->scalar, blinded[i]) == 0)
            continue;
        rc = element_bad(e, "element", i + 1);
        goto wipe;
    }
    if (mode == OPRF_VERIFIABLE &&
        !prove(proof_out, k, pub, blinded, (const uint8_t(*)[OPRF_ELEMENT])out, n,
               fixed_random))
        rc = err_set(e, ERR_INVALID, "no proof can be made for this batch");
wipe:
    if (rc != OK) sodium_memzero(out, n * OPRF_ELEMENT);
out:
    return rc;
}

/* t = s * a + c * b; `a` NULL is the generator. */
static bool sum_of_two(uint8_t out[OPRF_ELEMENT], const uint8_t s[OPRF_SCALAR],
                       const uint8_t *a, const uint8_t c[OPRF_SCALAR],
                       const uint8_t b[OPRF_ELEMENT])
{
    uint8_t left[OPRF_ELEMENT], right[OPRF_ELEMENT];
    int bad = a ? crypto_scalarmult_ristretto255(left, s, a)
                : crypto_scalarmult_ristretto255_base(left, s);
    return bad == 0 && crypto_scalarmult_ristretto255(right, c, b) == 0 &&
           crypto_core_ristretto255_add(out, left, right) == 0;
}

enum err_code oprf_check(const struct oprf_public *pub,
                         const uint8_t (*blinded)[OPRF_ELEMENT],
                         const uint8_t (*evaluated)[OPRF_ELEMENT], size_t n,
                         const uint8_t proof[OPRF_PROOF], struct err *e)
{
    uint8_t m[OPRF_ELEMENT], z[OPRF_ELEMENT], t2[OPRF_ELEMENT], t3[OPRF_ELEMENT];
    uint8_t expected[OPRF_SCALAR];
    const uint8_t *c = proof, *s = proof + OPRF_SCALAR;
    enum err_code rc = OK;
    TRY(batch_check(n, e));
    if (!oprf_element_is_valid(pub->element)) {
        rc = element_bad(e, "public key", 1);
        goto out;
    }
    bool holds = scalar_is_canonical(c) && scalar_is_canonical(s) &&
                 composites(m, z, pub, blinded, evaluated, n) &&
                 sum_of_two(t2, s, NULL, c, pub->element) && sum_of_two(t3, s, m, c, z);
    if (holds) {
        challenge_of(expected, pub, m, z, t2, t3);
        holds = sodium_memcmp(expected, c, OPRF_SCALAR) == 0;
    }
    if (holds) return OK;
    /* what is no element, or the identity, has made a product fail: say where */
    TRY(elements_check(blinded, n, "blinded element", e));
    TRY(elements_check(evaluated, n, "evaluated element", e));
    rc = err_set(e, ERR_DENIED,
                 "the proof does not hold: the answer was not made with the key that "
                 "was published, or was altered");
    err_hint(e, "use nothing of this answer; ask the key holder for another one, and "
                "compare the public key by telephone");
out:
    return rc;
}

/* --- the client's last step --- */

enum err_code oprf_finalize(uint8_t out[OPRF_OUTPUT], struct str input,
                            const uint8_t blind[OPRF_SCALAR],
                            const uint8_t evaluated[OPRF_ELEMENT], struct err *e)
{
    uint8_t inverse[OPRF_SCALAR], element[OPRF_ELEMENT];
    crypto_hash_sha512_state h;
    enum err_code rc = OK;
    if (input.n > OPRF_INPUT_MAX)
        return err_set(e, ERR_INVALID, "an input has %zu bytes, the limit is %d",
                       input.n, OPRF_INPUT_MAX);
    if (crypto_core_ristretto255_scalar_invert(inverse, blind) != 0) {
        rc = err_set(e, ERR_INVALID, "a blind is zero, which has no inverse");
        goto out;
    }
    if (sodium_is_zero(evaluated, OPRF_ELEMENT) ||
        crypto_scalarmult_ristretto255(element, inverse, evaluated) != 0) {
        rc = element_bad(e, "evaluated element", 1);
        goto out;
    }
    crypto_hash_sha512_init(&h);
    hash_add_piece(&h, input.p ? input.p : "", input.n);
    hash_add_piece(&h, element, OPRF_ELEMENT);
    hash_add(&h, "Finalize", 8);
    crypto_hash_sha512_final(&h, out);
    sodium_memzero(&h, sizeof h);
out:
    sodium_memzero(inverse, sizeof inverse);
    sodium_memzero(element, sizeof element);
    return rc;
}
