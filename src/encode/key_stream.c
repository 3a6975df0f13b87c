#include <sodium.h>

#include "encode/key_stream.h"

void key_stream_begin(struct key_stream *s, const uint8_t key[32], struct str purpose,
                      struct str seed)
{
    crypto_generichash_state hash;
    uint8_t n = (uint8_t)purpose.n;
    require(purpose.n < 256);
    crypto_generichash_init(&hash, key, 32, sizeof s->key);
    crypto_generichash_update(&hash, &n, 1);
    crypto_generichash_update(&hash, (const uint8_t *)purpose.p, purpose.n);
    crypto_generichash_update(&hash, (const uint8_t *)seed.p, seed.n);
    crypto_generichash_final(&hash, s->key, sizeof s->key);
    s->n_pieces = 0;
    s->at = sizeof s->block;
}

void key_stream_forget(struct key_stream *s)
{
    sodium_memzero(s, sizeof *s);
}

void key_stream_fill(uint8_t *out, struct key_stream *s, size_t n)
{
    uint8_t nonce[crypto_stream_chacha20_NONCEBYTES];
    for (size_t i = 0; i < sizeof nonce; i++)
        nonce[i] = (uint8_t)(s->n_pieces >> 8 * i);
    crypto_stream_chacha20(out, n, nonce, s->key);
    s->n_pieces++;
}

uint32_t key_stream_next(struct key_stream *s)
{
    if (s->at == sizeof s->block) {
        key_stream_fill(s->block, s, sizeof s->block);
        s->at = 0;
    }
    const uint8_t *p = s->block + s->at;
    s->at += 4;
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
           (uint32_t)p[3] << 24;
}

uint32_t key_stream_below(struct key_stream *s, uint32_t n)
{
    require(n > 0);
    uint32_t threshold = (0 - n) % n, x; /* 2^32 mod n: those few are drawn again */
    do
        x = key_stream_next(s);
    while (x < threshold);
    return x % n;
}

void key_stream_order(uint32_t *out, struct key_stream *s, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        out[i] = i;
    for (uint32_t i = n; i > 1; i--) {
        uint32_t other = key_stream_below(s, i), x = out[i - 1];
        out[i - 1] = out[other];
        out[other] = x;
    }
}
