#include "trust/guest_token.h"

#include <sodium.h>

enum { MINUTE_MS = 60000, MARKED_BYTES = 20, MARK_BYTES = 16, TOKEN_RAW_BYTES = 36 };

static const int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

static void mark(uint8_t out[MARK_BYTES], const struct vault *v, enum guest_door door,
                 const uint8_t marked[MARKED_BYTES])
{
    static const char *const purposes[N_GUEST_DOORS] = {
        [GUEST_DOOR_HANDOVER] = "guest link to a handover 1",
        [GUEST_DOOR_CHECK_IN] = "guest link to a check-in 1"};
    uint8_t key[VAULT_HASH_BYTES];
    vault_derive(key, v, str_of(purposes[door]));
    crypto_generichash(out, MARK_BYTES, marked, MARKED_BYTES, key, sizeof key);
    sodium_memzero(key, sizeof key);
}

int64_t guest_expiry(int64_t from_ms, int days)
{
    int64_t ends = from_ms + days * INT64_C(86400000);
    return (ends / MINUTE_MS + 1) * MINUTE_MS;
}

void guest_token_make(char out[GUEST_TOKEN_TEXT + 1], const struct vault *v,
                      enum guest_door door, struct uuid link, int64_t expires_at_ms)
{
    uint8_t raw[TOKEN_RAW_BYTES];
    uint32_t minute = (uint32_t)(expires_at_ms / MINUTE_MS);
    require(door < N_GUEST_DOORS && expires_at_ms >= 0);
    memcpy(raw, link.b, sizeof link.b);
    for (int i = 0; i < 4; i++)
        raw[16 + i] = (uint8_t)(minute >> (24 - 8 * i));
    mark(raw + MARKED_BYTES, v, door, raw);
    sodium_bin2base64(out, GUEST_TOKEN_TEXT + 1, raw, sizeof raw, variant);
}

bool guest_token_read(struct uuid *link_out, int64_t *expires_at_out,
                      const struct vault *v, enum guest_door door, struct str text)
{
    uint8_t raw[TOKEN_RAW_BYTES], right[MARK_BYTES];
    uint32_t minute = 0;
    size_t n;
    const char *end;
    require(door < N_GUEST_DOORS);
    *link_out = (struct uuid){{0}};
    *expires_at_out = 0;
    if (text.n != GUEST_TOKEN_TEXT ||
        sodium_base642bin(raw, sizeof raw, text.p, text.n, NULL, &n, &end, variant) !=
            0 ||
        n != sizeof raw || end != text.p + text.n)
        return false;
    mark(right, v, door, raw);
    if (sodium_memcmp(right, raw + MARKED_BYTES, sizeof right) != 0) return false;
    memcpy(link_out->b, raw, sizeof link_out->b);
    for (int i = 0; i < 4; i++)
        minute = minute << 8 | raw[16 + i];
    *expires_at_out = (int64_t)minute * MINUTE_MS;
    return true;
}

/* --- the code and the browser --- */

void guest_code_draw(char out[GUEST_CODE_DIGITS + 1])
{
    snprintf(out, GUEST_CODE_DIGITS + 1, "%06u", randombytes_uniform(1000000));
}

/* A keyed hash of the value, bound to the link. */
static void bound_hash(uint8_t out[VAULT_HASH_BYTES], const struct vault *v,
                       struct str kind, struct uuid link, struct str value)
{
    uint8_t both[sizeof link.b + 64];
    size_t n = MIN_OF(value.n, sizeof both - sizeof link.b);
    memcpy(both, link.b, sizeof link.b);
    if (n) memcpy(both + sizeof link.b, value.p, n);
    vault_hash(out, v, kind, (struct str){(const char *)both, sizeof link.b + n});
    sodium_memzero(both, sizeof both);
}

void guest_code_hash(uint8_t out[VAULT_HASH_BYTES], const struct vault *v,
                     struct uuid link, struct str code)
{
    char digits[2 * GUEST_CODE_DIGITS];
    size_t n = 0;
    for (size_t i = 0; i < code.n && n < sizeof digits; i++)
        if (!memchr(" .-", code.p[i], 3)) digits[n++] = code.p[i];
    bound_hash(out, v, S("code of a guest link 1"), link, (struct str){digits, n});
    sodium_memzero(digits, sizeof digits);
}

void guest_browser_hash(uint8_t out[VAULT_HASH_BYTES], const struct vault *v,
                        struct uuid link, struct str cookie)
{
    bound_hash(out, v, S("browser of a guest link 1"), link, cookie);
}

bool guest_hash_is(const uint8_t a[VAULT_HASH_BYTES], const uint8_t b[VAULT_HASH_BYTES])
{
    return sodium_memcmp(a, b, VAULT_HASH_BYTES) == 0;
}
