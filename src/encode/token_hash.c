#include <time.h>

#include "encode/token_hash.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <sodium.h>

#include "base/limits.h"

struct token_hash {
    enum hash_kind kind;
    bool prevent_singularity;
    uint32_t bits;
    size_t key_bytes;
    EVP_MAC_CTX *sha1, *md5; /* of doubleHash, keyed */
    uint8_t key[64];         /* of blakeHash */
};

enum err_code hkdf(uint8_t *out, size_t n, struct str secret, bool is_sha512,
                   struct str salt, struct str info, struct err *e)
{
    if (!secret.n)
        return err_set(e, ERR_INVALID, "expected a secret, found an empty one");
    EVP_KDF *kdf = EVP_KDF_fetch(NULL, "HKDF", NULL);
    EVP_KDF_CTX *ctx = kdf ? EVP_KDF_CTX_new(kdf) : NULL;
    char digest[] = "SHA256";
    if (is_sha512) memcpy(digest, "SHA512", sizeof digest);
    /* the parameters are not written to, but their type cannot say so */
    OSSL_PARAM params[5], *p = params;
    *p++ = OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0);
    *p++ = OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY,
                                             (void *)(uintptr_t)secret.p, secret.n);
    if (salt.n)
        *p++ = OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT,
                                                 (void *)(uintptr_t)salt.p, salt.n);
    if (info.n)
        *p++ = OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO,
                                                 (void *)(uintptr_t)info.p, info.n);
    *p = OSSL_PARAM_construct_end();
    bool ok = ctx && EVP_KDF_derive(ctx, out, n, params) == 1;
    EVP_KDF_CTX_free(ctx);
    EVP_KDF_free(kdf);
    if (ok) return OK;
    return err_set(e, ERR_UNAVAILABLE, "libcrypto cannot derive keys with HKDF and %s",
                   digest);
}

static enum err_code hmac_new(EVP_MAC_CTX **out, const char *digest, const uint8_t *key,
                              size_t key_bytes, struct err *e)
{
    EVP_MAC *mac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    *out = mac ? EVP_MAC_CTX_new(mac) : NULL;
    EVP_MAC_free(mac);
    char name[8];
    snprintf(name, sizeof name, "%s", digest);
    OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0),
        OSSL_PARAM_construct_end()};
    if (*out && EVP_MAC_init(*out, key, key_bytes, params) == 1) return OK;
    enum err_code rc = err_set(e, ERR_UNAVAILABLE,
                               "doubleHash: libcrypto has no HMAC with %s", digest);
    err_hint(e, "it may run in a mode that forbids it; blakeHash does not need it");
    return rc;
}

enum err_code token_hash_new(struct token_hash **out, const struct linkage_feature *f,
                             const uint8_t *keys, size_t key_bytes,
                             uint32_t hashed_bits, struct err *e)
{
    enum err_code rc = OK;
    struct token_hash *h = mem_alloc(sizeof *h);
    *out = NULL;
    h->kind = f->hash;
    h->prevent_singularity = f->prevent_singularity;
    h->bits = hashed_bits;
    h->key_bytes = key_bytes;
    if (h->kind == HASH_BLAKE) {
        require(key_bytes <= sizeof h->key);
        memcpy(h->key, keys, key_bytes);
    } else {
        TRY(hmac_new(&h->sha1, "SHA1", keys, key_bytes, e));
        TRY(hmac_new(&h->md5, "MD5", keys + key_bytes, key_bytes, e));
    }
    *out = h;
    h = NULL;
out:
    token_hash_free(h);
    return rc;
}

void token_hash_free(struct token_hash *h)
{
    if (!h) return;
    EVP_MAC_CTX_free(h->sha1);
    EVP_MAC_CTX_free(h->md5);
    sodium_memzero(h, sizeof *h);
    free(h);
}

static void blake_bits(uint16_t *out, const struct token_hash *h, struct str token,
                       size_t from, size_t to)
{
    static const uint8_t no_personal[crypto_generichash_blake2b_PERSONALBYTES];
    for (; from < to; from += TOKEN_HASH_STEP) {
        char number[24];
        uint8_t salt[crypto_generichash_blake2b_SALTBYTES] = {0}, digest[64];
        int n = snprintf(number, sizeof number, "%zu", from / TOKEN_HASH_STEP);
        memcpy(salt, number, (size_t)n);
        if (crypto_generichash_blake2b_salt_personal(
                digest, sizeof digest, (const uint8_t *)token.p, token.n, h->key,
                h->key_bytes, salt, no_personal) != 0)
            bug("BLAKE2b");
        for (size_t i = 0; i < TOKEN_HASH_STEP && from + i < to; i++)
            out[from + i] =
                (uint16_t)((digest[2 * i] | (unsigned)digest[2 * i + 1] << 8) &
                           (h->bits - 1));
    }
}

static uint32_t hmac_mod(EVP_MAC_CTX *ctx, struct str token, struct str more,
                         uint32_t bits)
{
    uint8_t digest[EVP_MAX_MD_SIZE];
    size_t n = 0;
    if (EVP_MAC_init(ctx, NULL, 0, NULL) != 1 ||
        EVP_MAC_update(ctx, (const uint8_t *)token.p, token.n) != 1 ||
        EVP_MAC_update(ctx, (const uint8_t *)more.p, more.n) != 1 ||
        EVP_MAC_final(ctx, digest, &n, sizeof digest) != 1)
        bug("HMAC of libcrypto failed");
    uint32_t r = 0;
    for (size_t i = 0; i < n; i++)
        r = (r << 8 | digest[i]) % bits;
    return r;
}

static void double_bits(uint16_t *out, const struct token_hash *h, struct str token,
                        size_t from, size_t to)
{
    uint32_t a = hmac_mod(h->sha1, token, S(""), h->bits);
    uint32_t b = hmac_mod(h->md5, token, S(""), h->bits);
    for (unsigned c = 0; b == 0 && h->prevent_singularity; c++) {
        char utf8[2] = {(char)c, 0};
        size_t n = 1;
        require(c < 0x800); /* 2^-11 of an HMAC that many times over */
        if (c >= 0x80) {
            utf8[0] = (char)(0xc0 | c >> 6);
            utf8[1] = (char)(0x80 | (c & 0x3f));
            n = 2;
        }
        b = hmac_mod(h->md5, token, (struct str){utf8, n}, h->bits);
    }
    for (size_t i = from; i < to; i++)
        out[i] = (uint16_t)((a + (uint64_t)i * b) % h->bits);
}

void token_hash_bits(uint16_t *out, struct token_hash *h, struct str token, size_t from,
                     size_t to)
{
    require(from % TOKEN_HASH_STEP == 0);
    if (h->kind == HASH_BLAKE)
        blake_bits(out, h, token, from, to);
    else
        double_bits(out, h, token, from, to);
}
