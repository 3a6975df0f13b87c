#include "trust/token.h"

#include <sodium.h>

static const int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

void token_new(struct token *out, const struct vault *v, struct str kind)
{
    uint8_t secret[TOKEN_BYTES];
    randombytes_buf(secret, sizeof secret);
    sodium_bin2base64(out->text, sizeof out->text, secret, sizeof secret, variant);
    vault_hash(out->hash, v, kind, (struct str){out->text, TOKEN_TEXT});
    sodium_memzero(secret, sizeof secret);
}

bool token_read(struct token *out, const struct vault *v, struct str kind,
                struct str text)
{
    uint8_t secret[TOKEN_BYTES];
    size_t n;
    const char *end;
    *out = (struct token){0};
    if (text.n != TOKEN_TEXT ||
        sodium_base642bin(secret, sizeof secret, text.p, text.n, NULL, &n, &end,
                          variant) != 0 ||
        n != TOKEN_BYTES || end != text.p + text.n)
        return false;
    sodium_memzero(secret, sizeof secret);
    memcpy(out->text, text.p, TOKEN_TEXT);
    vault_hash(out->hash, v, kind, text);
    return true;
}
