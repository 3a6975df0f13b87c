/* One word at a time. Three words are added bit by bit into two (a full adder) before
 * anything is counted: counting is what there is one port for, or what takes a dozen
 * steps without an instruction. Included by clk_kernels.c for each level, with LEVEL,
 * TARGET, COUNT and HIT_WORDS. */

TARGET static inline uint32_t LEVEL(common_strided)(const uint64_t *a,
                                                    const uint64_t *b, size_t words,
                                                    size_t stride)
{
    uint64_t ones = 0, twos = 0;
    size_t w = 0;
    for (; w + 3 <= words; w += 3, b += 3 * stride, a += 3 * stride) {
        uint64_t x = a[0] & b[0], y = a[stride] & b[stride],
                 z = a[2 * stride] & b[2 * stride], half = x ^ y;
        ones += COUNT(half ^ z);
        twos += COUNT((x & y) | (half & z));
    }
    for (; w < words; w++, a += stride, b += stride)
        ones += COUNT(a[0] & b[0]);
    return (uint32_t)(ones + 2 * twos);
}

TARGET static uint32_t LEVEL(common)(const uint64_t *a, const uint64_t *b, size_t words)
{
    return LEVEL(common_strided)(a, b, words, 1);
}

/* What find let stand was counted up to `head`, with the rest that was possible. */
TARGET static void LEVEL(complete)(struct clk_hit *hits, size_t n,
                                   const struct clk_block *k)
{
    if (k->head == k->a->words) return;
    size_t left = k->a->words - k->head, skip = k->head * CLK_GROUP;
    for (size_t i = 0; i < n; i++) {
        size_t a = k->a_from + hits[i].a, b = k->b_from + hits[i].b;
        uint64_t most = MIN_OF(k->a->rest[a], k->b->rest[b]);
        hits[i].common +=
            LEVEL(common_strided)(clk_tiles_at(k->a, a) + skip,
                                  clk_tiles_at(k->b, b) + skip, left, CLK_GROUP) -
            (uint32_t)most;
    }
}

#ifndef LEVEL_IS_VECTOR
/* Two rows against every record of the block, nothing decided by a jump. With a `head`
 * known to the compiler no loop is left of counting. */
TARGET static inline __attribute__((always_inline)) size_t LEVEL(find_head)(
    struct clk_hit *out, const struct clk_block *k, const uint32_t head)
{
    size_t n = 0;
    for (uint32_t a = 0; a < k->a_n; a += 2) {
        const uint64_t *left = clk_tiles_at(k->a, k->a_from + a);
        const uint64_t *rest = k->a->rest + k->a_from + a, *need = k->need + a;
        for (uint32_t b = 0; b < k->b_n; b++) {
            const uint64_t *right = clk_tiles_at(k->b, k->b_from + b);
            uint64_t most = k->b->rest[k->b_from + b];
            uint64_t x = MIN_OF(most, rest[0]), y = MIN_OF(most, rest[1]);
            COUNT_TWO(x, y, left, right, head);
            out[n] = (struct clk_hit){(uint16_t)a, (uint16_t)b, .common = (uint32_t)x};
            n += x >= need[0];
            out[n] =
                (struct clk_hit){(uint16_t)(a + 1), (uint16_t)b, .common = (uint32_t)y};
            n += y >= need[1];
        }
    }
    return n;
}

TARGET static size_t LEVEL(find)(struct clk_hit *out, const struct clk_block *k)
{
    size_t n;
    switch (k->head) {
#define HEAD(words)                                                                    \
    case words:                                                                        \
        n = LEVEL(find_head)(out, k, words);                                           \
        break
        HEAD(1);
        HEAD(2);
        HEAD(3);
        HEAD(4);
        HEAD(5);
        HEAD(6);
        HEAD(7);
        HEAD(8);
        HEAD(9);
        HEAD(10);
        HEAD(16);
#undef HEAD
    default:
        n = LEVEL(find_head)(out, k, k->head);
    }
    LEVEL(complete)(out, n, k);
    return n;
}

static const struct clk_kernels LEVEL(kernels) = {LEVEL_NAME, HIT_WORDS, LEVEL(find),
                                                  LEVEL(common)};
#endif

#undef LEVEL
#undef LEVEL_NAME
#undef LEVEL_IS_VECTOR
#undef TARGET
#undef COUNT
#undef HIT_WORDS
#undef COUNT_TWO
