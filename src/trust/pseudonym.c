#include "trust/pseudonym.h"

#include <sodium.h>

_Static_assert(VAULT_HASH_BYTES == sizeof(((struct pseudonym_key *)0)->b),
               "a hash of the vault is a key");

void pseudonym_key_fresh(struct pseudonym_key *out)
{
    randombytes_buf(out->b, sizeof out->b);
}

void pseudonym_key_project(struct pseudonym_key *out, const struct vault *v,
                           struct str project)
{
    vault_hash(out->b, v, S("pseudonyms of a project"), project);
}

void pseudonym_key_forget(struct pseudonym_key *k)
{
    sodium_memzero(k, sizeof *k);
}

struct pseudonym pseudonym_of(const struct pseudonym_key *k, struct str kind,
                              struct uuid id)
{
    crypto_generichash_state s;
    struct pseudonym out;
    uint8_t n = (uint8_t)kind.n;
    require(kind.n && kind.n < 256);
    crypto_generichash_init(&s, k->b, sizeof k->b, sizeof out.b);
    crypto_generichash_update(&s, &n, 1);
    crypto_generichash_update(&s, (const uint8_t *)kind.p, kind.n);
    crypto_generichash_update(&s, id.b, sizeof id.b);
    crypto_generichash_final(&s, out.b, sizeof out.b);
    sodium_memzero(&s, sizeof s);
    return out;
}

void pseudonym_text(char out[PSEUDONYM_TEXT + 1], const struct pseudonym *p)
{
    sodium_bin2hex(out, PSEUDONYM_TEXT + 1, p->b, sizeof p->b);
}
