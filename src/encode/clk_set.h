/* Many encodings of one length, in memory: row i is word[i * words .. + words - 1]. The
 * bytes of an encoding (bit 0 is the most significant bit of byte 0, as clkhash writes
 * them) are copied in order, so counting bits needs no swapping; bits beyond `bits` are
 * zero. */
#ifndef ENCODE_CLK_SET_H
#define ENCODE_CLK_SET_H

#include "base/base.h"

enum { CLK_BITS_MAX = 8192 };

struct clk_set {
    size_t n;
    uint32_t bits;    /* 8 to CLK_BITS_MAX, a multiple of 8 */
    uint32_t words;   /* 64-bit words of a row */
    uint64_t *word;   /* aligned to 64 bytes */
    uint32_t *weight; /* bits set in each row */
};

/* All zero. `n` must have been held against a limit before. */
void clk_set_init(struct clk_set *s, size_t n, uint32_t bits);
void clk_set_dispose(struct clk_set *s);
/* Copies bits / 8 bytes into row i and counts them. */
void clk_set_put(struct clk_set *s, size_t i, const uint8_t *bytes);
static inline const uint64_t *clk_set_row(const struct clk_set *s, size_t i)
{
    return s->word + i * s->words;
}

#endif
