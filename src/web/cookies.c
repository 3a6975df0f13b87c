#include "web/cookies.h"

#include <sodium.h>

struct str cookie_find(struct str header, bool is_secure, const char *name)
{
    static const struct str prefix = {"__Host-", 7};
    struct str piece;
    while (str_split(&piece, &header, ';')) {
        struct str key, value = str_trim(piece);
        if (!memchr(value.p, '=', value.n)) continue;
        str_split(&key, &value, '=');
        if (is_secure) {
            if (!str_starts(key, prefix)) continue;
            key = (struct str){key.p + prefix.n, key.n - prefix.n};
        }
        if (str_eq_c(key, name)) return value;
    }
    return STR_NONE;
}

const char *cookie_line(struct arena *a, bool is_secure, const char *name,
                        const char *value, int64_t max_age)
{
    const char *age = value[0] == '\0' ? "; Max-Age=0"
                      : max_age ? arena_format(a, "; Max-Age=%lld", (long long)max_age)
                                : "";
    return arena_format(a, "%s%s=%s; Path=/; HttpOnly; SameSite=Lax%s%s",
                        is_secure ? "__Host-" : "", name, value, age,
                        is_secure ? "; Secure" : "");
}

const char *cookie_token(struct arena *a)
{
    uint8_t bytes[32];
    char *text = arena_alloc(a, COOKIE_TOKEN_TEXT + 1);
    if (sodium_init() < 0) bug("libsodium cannot start");
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2base64(text, COOKIE_TOKEN_TEXT + 1, bytes, sizeof bytes,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(bytes, sizeof bytes);
    return text;
}

static bool read_base64(uint8_t *out, size_t size, struct str text)
{
    size_t n;
    const char *end;
    return sodium_base642bin(out, size, text.p, text.n, NULL, &n, &end,
                             sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 &&
           n == size && end == text.p + text.n;
}

bool cookie_token_is_whole(struct str token)
{
    uint8_t bytes[32];
    return token.n == COOKIE_TOKEN_TEXT && read_base64(bytes, sizeof bytes, token);
}

void csrf_secret(uint8_t out[CSRF_BYTES], const struct vault *v, struct str token)
{
    vault_hash(out, v, S("token against forgery 1"), token);
}

const char *csrf_masked(struct arena *a, const uint8_t secret[CSRF_BYTES])
{
    uint8_t both[2 * CSRF_BYTES];
    char *text = arena_alloc(a, CSRF_TEXT + 1);
    randombytes_buf(both, CSRF_BYTES);
    for (size_t i = 0; i < CSRF_BYTES; i++)
        both[CSRF_BYTES + i] = both[i] ^ secret[i];
    sodium_bin2base64(text, CSRF_TEXT + 1, both, sizeof both,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return text;
}

bool csrf_is(struct str sent, const uint8_t secret[CSRF_BYTES])
{
    uint8_t both[2 * CSRF_BYTES];
    if (sent.n != CSRF_TEXT || !read_base64(both, sizeof both, sent)) return false;
    for (size_t i = 0; i < CSRF_BYTES; i++)
        both[i] ^= both[CSRF_BYTES + i];
    return sodium_memcmp(both, secret, CSRF_BYTES) == 0;
}
