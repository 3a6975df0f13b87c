/* Numbers drawn from a key: the same key and purpose give the same numbers, and without
 * the key nobody can tell them from chance (ChaCha20 under a subkey of BLAKE2b). */
#ifndef ENCODE_KEY_STREAM_H
#define ENCODE_KEY_STREAM_H

#include "base/str.h"

struct key_stream {
    uint8_t key[32], block[1024];
    uint64_t n_pieces; /* drawn so far */
    size_t at;         /* in the block */
};

/* `purpose` keeps the streams of one key apart; `seed` may be empty. */
void key_stream_begin(struct key_stream *s, const uint8_t key[32], struct str purpose,
                      struct str seed);
void key_stream_forget(struct key_stream *s);
/* n bytes of their own: not what key_stream_next would have given. */
void key_stream_fill(uint8_t *out, struct key_stream *s, size_t n);
uint32_t key_stream_next(struct key_stream *s);
uint32_t key_stream_below(struct key_stream *s, uint32_t n); /* unbiased; n > 0 */
/* 0 .. n - 1 in an order drawn from the stream (Fisher and Yates). */
void key_stream_order(uint32_t *out, struct key_stream *s, uint32_t n);

#endif
