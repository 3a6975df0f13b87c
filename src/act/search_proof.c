#include "act/search_proof.h"

#include <sodium.h>

enum { PROOF_MOMENT = 16, SEAL_BYTES = 16 };

/* Over lengths too, so that words and birth cannot slide into one another. */
static void seal(char out[2 * SEAL_BYTES + 1], const struct asking *a, int64_t at,
                 struct str words, struct str birth)
{
    struct buf b;
    uint8_t hash[VAULT_HASH_BYTES];
    char head[80];
    buf_init(&b, 0);
    snprintf(head, sizeof head, "%lld %zu %zu ", (long long)at, words.n, birth.n);
    buf_add(&b, str_of(head));
    buf_add(&b, (struct str){(const char *)a->visitor.session.b, 16});
    buf_add(&b, words);
    buf_add(&b, birth);
    vault_hash(hash, a->house->vault, S("search proof 1"), buf_str(&b));
    sodium_bin2hex(out, 2 * SEAL_BYTES + 1, hash, SEAL_BYTES);
    if (b.p) sodium_memzero(b.p, b.n);
    buf_dispose(&b);
}

void search_proof_make(char out[SEARCH_PROOF_TEXT + 1], const struct asking *a,
                       struct str words, struct str birth)
{
    char sealed[2 * SEAL_BYTES + 1];
    seal(sealed, a, a->now_ms, words, birth);
    snprintf(out, SEARCH_PROOF_TEXT + 1, "%016llx-%s", (unsigned long long)a->now_ms,
             sealed);
}

static bool moment_read(int64_t *out, struct str text)
{
    *out = 0;
    for (size_t i = 0; i < text.n; i++) {
        const char *digits = "0123456789abcdef";
        const char *at = memchr(digits, text.p[i], 16);
        if (!at || (i == 0 && at >= digits + 8)) return false;
        *out = *out * 16 + (at - digits);
    }
    return true;
}

bool search_proof_holds(const struct asking *a, struct str proof, struct str words,
                        struct str birth)
{
    char sealed[2 * SEAL_BYTES + 1];
    int64_t at;
    if (proof.n != SEARCH_PROOF_TEXT || proof.p[PROOF_MOMENT] != '-') return false;
    if (!moment_read(&at, (struct str){proof.p, PROOF_MOMENT})) return false;
    if (at > a->now_ms || a->now_ms - at > SEARCH_PROOF_MS) return false;
    seal(sealed, a, at, words, birth);
    return sodium_memcmp(sealed, proof.p + PROOF_MOMENT + 1, 2 * SEAL_BYTES) == 0;
}
