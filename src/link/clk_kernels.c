/* Where the time goes, for 1024 bits:
 *
 * AVX-512: AND, VPOPCNTQ and ADD are 48 steps for 16 words of eight pairs, two of them
 * a cycle: 3 cycles a pair, which is the limit that the bench measures beside it.
 * Adding words up bit by bit first (VPTERNLOG) takes as many steps as it saves. Four
 * rows against two groups keep loads far below what the ports can do. AVX2: a table of
 * 16 counts in a register (Mula). The right side is kept as low and high halves of its
 * bytes, so that one AND with the left side gives the index: six steps for four words
 * instead of eight. One word at a time: see clk_scalar_loops.h. */
#include "link/clk_kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
/* Bits as bytes: no instruction of the oldest x86-64 counts them. */
static inline uint64_t count_bits(uint64_t x)
{
    x -= x >> 1 & 0x5555555555555555u;
    x = (x & 0x3333333333333333u) + (x >> 2 & 0x3333333333333333u);
    return ((x + (x >> 4)) & 0x0f0f0f0f0f0f0f0fu) * 0x0101010101010101u >> 56;
}
#define COUNT(x) count_bits(x)
#else
#define COUNT(x) (uint64_t) __builtin_popcountll(x)
#endif

#define COUNT_TWO(x, y, left, right, head)                                             \
    x += common_strided_plain(left, right, head, CLK_GROUP);                           \
    y += common_strided_plain((left) + 1, right, head, CLK_GROUP)
#define LEVEL(name) name##_plain
#define LEVEL_NAME  "plain"
#define HIT_WORDS   12
#define TARGET
#include "link/clk_scalar_loops.h"

#if defined(__x86_64__)

/* Adding up bit by bit first takes more steps than it saves where counting is one. */
#define COUNT_TWO(x, y, left, right, head)                                             \
    _Pragma("GCC unroll 16") for (uint32_t w_ = 0; w_ < (head); w_++)                  \
    {                                                                                  \
        x += COUNT((left)[w_ * CLK_GROUP] & (right)[w_ * CLK_GROUP]);                  \
        y += COUNT((left)[w_ * CLK_GROUP + 1] & (right)[w_ * CLK_GROUP]);              \
    }
#define LEVEL(name) name##_popcnt
#define LEVEL_NAME  "popcnt"
#define HIT_WORDS   24
#define TARGET      __attribute__((target("popcnt")))
#define COUNT(x)    (uint64_t) __builtin_popcountll(x)
#include "link/clk_scalar_loops.h"

/* --- AVX2 --- */

#define AVX2_TARGET __attribute__((target("avx2,bmi,bmi2,popcnt")))
#define LEVEL(name) name##_avx2
#define LEVEL_IS_VECTOR
#define TARGET   AVX2_TARGET
#define COUNT(x) (uint64_t) __builtin_popcountll(x)
#include "link/clk_scalar_loops.h"

enum {
    AVX2_WORDS = 30,       /* whose counts of a byte still fit a byte */
    AVX2_TILE_WORDS = 1024 /* of the right side that are halved at once */
};

/* Low and high halves of the bytes of the first words, beside each other. */
AVX2_TARGET static void halve_bytes(__m256i *out, const uint64_t *group, uint32_t words)
{
    const __m256i low = _mm256_set1_epi8(15);
    for (uint32_t i = 0; i < 2 * words; i++) {
        __m256i x = _mm256_load_si256((const __m256i *)(const void *)group + i);
        out[2 * i] = _mm256_and_si256(x, low);
        out[2 * i + 1] = _mm256_and_si256(_mm256_srli_epi16(x, 4), low);
    }
}

struct avx2_rows {
    uint64_t word[2][CLK_BITS_MAX / 64][2]; /* of two left rows; and shifted by 4 */
};

AVX2_TARGET static inline __m256i count_halves(__m256i sum, __m256i low, __m256i high,
                                               const uint64_t left[2])
{
    const __m256i table =
        _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1,
                         2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
    __m256i i = _mm256_and_si256(low, _mm256_set1_epi64x((int64_t)left[0]));
    __m256i j = _mm256_and_si256(high, _mm256_set1_epi64x((int64_t)left[1]));
    sum = _mm256_add_epi8(sum, _mm256_shuffle_epi8(table, i));
    return _mm256_add_epi8(sum, _mm256_shuffle_epi8(table, j));
}

/* Bits in common of two rows and a group: sum[row][half of the group]. */
AVX2_TARGET static inline void count_group_avx2(__m256i sum[2][2],
                                                const __m256i *halves,
                                                const struct avx2_rows *left,
                                                uint32_t words)
{
    const __m256i zero = _mm256_setzero_si256();
    for (uint32_t from = 0; from < words; from += AVX2_WORDS) {
        uint32_t to = MIN_OF(words, from + AVX2_WORDS);
        __m256i s00 = zero, s01 = zero, s10 = zero, s11 = zero;
#pragma GCC unroll 2
        for (uint32_t w = from; w < to; w++) {
            const __m256i *h = halves + 4 * w;
            s00 = count_halves(s00, h[0], h[1], left->word[0][w]);
            s01 = count_halves(s01, h[2], h[3], left->word[0][w]);
            s10 = count_halves(s10, h[0], h[1], left->word[1][w]);
            s11 = count_halves(s11, h[2], h[3], left->word[1][w]);
        }
        sum[0][0] = _mm256_add_epi64(sum[0][0], _mm256_sad_epu8(s00, zero));
        sum[0][1] = _mm256_add_epi64(sum[0][1], _mm256_sad_epu8(s01, zero));
        sum[1][0] = _mm256_add_epi64(sum[1][0], _mm256_sad_epu8(s10, zero));
        sum[1][1] = _mm256_add_epi64(sum[1][1], _mm256_sad_epu8(s11, zero));
    }
}

/* Notes those of four sums that reach `need`. */
AVX2_TARGET static inline size_t note_avx2(struct clk_hit *out, __m256i sum,
                                           uint64_t need, uint32_t a, uint32_t b)
{
    __m256i enough = _mm256_cmpgt_epi64(sum, _mm256_set1_epi64x((int64_t)need - 1));
    unsigned wanted = (unsigned)_mm256_movemask_pd(_mm256_castsi256_pd(enough));
    if (!wanted) return 0;
    uint64_t sums[4] __attribute__((aligned(32)));
    _mm256_store_si256((__m256i *)(void *)sums, sum);
    size_t n = 0;
    for (; wanted; wanted &= wanted - 1) {
        unsigned lane = (unsigned)__builtin_ctz(wanted);
        out[n++] = (struct clk_hit){(uint16_t)a, (uint16_t)(b + lane),
                                    .common = (uint32_t)sums[lane]};
    }
    return n;
}

/* Two rows against groups whose bytes were halved. */
AVX2_TARGET static size_t find_rows_avx2(struct clk_hit *out, const struct clk_block *k,
                                         const __m256i *halves, uint32_t a,
                                         uint32_t b_from, uint32_t b_to)
{
    struct avx2_rows left;
    __m256i most[2];
    size_t n = 0;
    for (uint32_t r = 0; r < 2; r++) {
        const uint64_t *row = clk_tiles_at(k->a, k->a_from + a + r);
        for (uint32_t w = 0; w < k->head; w++) {
            left.word[r][w][0] = row[w * CLK_GROUP];
            left.word[r][w][1] = row[w * CLK_GROUP] >> 4;
        }
        most[r] = _mm256_set1_epi64x((int64_t)k->a->rest[k->a_from + a + r]);
    }
    for (uint32_t b = b_from; b < b_to; b += CLK_GROUP, halves += 4 * k->head) {
        const __m256i *rest = (const void *)(k->b->rest + k->b_from + b);
        __m256i sum[2][2];
        for (uint32_t r = 0; r < 2; r++)
            for (uint32_t h = 0; h < 2; h++)
                sum[r][h] = _mm256_min_epu32(_mm256_load_si256(rest + h), most[r]);
        count_group_avx2(sum, halves, &left, k->head);
        for (uint32_t r = 0; r < 2; r++)
            for (uint32_t h = 0; h < 2; h++)
                n += note_avx2(out + n, sum[r][h], k->need[a + r], a + r, b + 4 * h);
    }
    return n;
}

AVX2_TARGET static size_t find_avx2(struct clk_hit *out, const struct clk_block *k)
{
    __m256i halves[AVX2_TILE_WORDS / 2];
    uint32_t room = AVX2_TILE_WORDS / 8 / k->head; /* groups */
    size_t n = 0;
    for (uint32_t from = 0; from < k->b_n; from += room * CLK_GROUP) {
        uint32_t to = MIN_OF(k->b_n, from + room * CLK_GROUP);
        for (uint32_t b = from; b < to; b += CLK_GROUP)
            halve_bytes(halves + (b - from) / CLK_GROUP * 4 * k->head,
                        clk_tiles_at(k->b, k->b_from + b), k->head);
        for (uint32_t a = 0; a < k->a_n; a += 2)
            n += find_rows_avx2(out + n, k, halves, a, from, to);
    }
    complete_avx2(out, n, k);
    return n;
}

static const struct clk_kernels kernels_avx2 = {"avx2", 40, find_avx2, common_avx2};

/* --- AVX-512 --- */

#if defined(__clang__)
#define AVX512_WIDTH /* takes the width from the features */
#else
#define AVX512_WIDTH ",prefer-vector-width=512"
#endif
#define AVX512_TARGET                                                                  \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vpopcntdq,bmi,"    \
                          "bmi2,popcnt" AVX512_WIDTH)))
#define LEVEL(name) name##_avx512
#define LEVEL_IS_VECTOR
#define TARGET   AVX512_TARGET
#define COUNT(x) (uint64_t) __builtin_popcountll(x)
#include "link/clk_scalar_loops.h"

/* Notes those of eight sums that reach `need`. */
AVX512_TARGET static inline size_t note_avx512(struct clk_hit *out, __m512i sum,
                                               __mmask8 wanted, uint32_t a, uint32_t b)
{
    uint64_t sums[8] __attribute__((aligned(64)));
    _mm512_store_si512(sums, sum);
    size_t n = 0;
    for (unsigned left = wanted; left; left &= left - 1) {
        unsigned lane = (unsigned)__builtin_ctz(left);
        out[n++] = (struct clk_hit){(uint16_t)a, (uint16_t)(b + lane),
                                    .common = (uint32_t)sums[lane]};
    }
    return n;
}

/* Four rows against two groups: sum[row][group] grows by the bits in common. */
#define FOUR_ROWS  _Pragma("GCC unroll 4") for (uint32_t r = 0; r < 4; r++)
#define TWO_GROUPS _Pragma("GCC unroll 2") for (uint32_t g = 0; g < 2; g++)
AVX512_TARGET static inline void count_groups_avx512(__m512i sum[4][2],
                                                     const uint64_t *left,
                                                     const uint64_t *right,
                                                     const uint64_t *right2,
                                                     uint32_t words)
{
#pragma GCC unroll 4
    for (uint32_t w = 0; w < words; w++) {
        __m512i two[2] = {_mm512_load_si512(right + w * CLK_GROUP),
                          _mm512_load_si512(right2 + w * CLK_GROUP)};
        FOUR_ROWS
        {
            __m512i row = _mm512_set1_epi64((int64_t)left[w * CLK_GROUP + r]);
            TWO_GROUPS
            sum[r][g] = _mm512_add_epi64(
                sum[r][g], _mm512_popcnt_epi64(_mm512_and_si512(two[g], row)));
        }
    }
}

AVX512_TARGET static size_t find_avx512(struct clk_hit *out, const struct clk_block *k)
{
    size_t n = 0;
    for (uint32_t a = 0; a < k->a_n; a += 4) {
        const uint64_t *left = clk_tiles_at(k->a, k->a_from + a);
        __m512i most[4], less[4];
        FOUR_ROWS
        {
            most[r] = _mm512_set1_epi64((int64_t)k->a->rest[k->a_from + a + r]);
            less[r] = _mm512_set1_epi64((int64_t)k->need[a + r]);
        }
        for (uint32_t b = 0; b < k->b_n; b += 2 * CLK_GROUP) {
            const uint64_t *rest = k->b->rest + k->b_from + b;
            __m512i sum[4][2];
            FOUR_ROWS
            TWO_GROUPS
            sum[r][g] =
                _mm512_min_epu32(most[r], _mm512_load_si512(rest + g * CLK_GROUP));
            count_groups_avx512(sum, left, clk_tiles_at(k->b, k->b_from + b),
                                clk_tiles_at(k->b, k->b_from + b + CLK_GROUP), k->head);
            __mmask8 wanted[4][2];
            unsigned any = 0;
            FOUR_ROWS
            TWO_GROUPS
            {
                wanted[r][g] = _mm512_cmpge_epu64_mask(sum[r][g], less[r]);
                any |= wanted[r][g];
            }
            if (!any) continue;
            FOUR_ROWS
            TWO_GROUPS
            if (wanted[r][g])
                n += note_avx512(out + n, sum[r][g], wanted[r][g], a + r,
                                 b + g * CLK_GROUP);
        }
    }
    complete_avx512(out, n, k);
    return n;
}

static const struct clk_kernels kernels_avx512 = {"avx512", 80, find_avx512,
                                                  common_avx512};
#endif

const struct clk_kernels *clk_kernels_at(enum clk_kernel level)
{
    if (level == CLK_KERNEL_BEST)
        for (int l = CLK_KERNEL_AVX512; l > CLK_KERNEL_PLAIN; l--) {
            const struct clk_kernels *k = clk_kernels_at((enum clk_kernel)l);
            if (k) return k;
        }
#if defined(__x86_64__)
    if (level == CLK_KERNEL_POPCNT)
        return __builtin_cpu_supports("popcnt") ? &kernels_popcnt : NULL;
    if (level == CLK_KERNEL_AVX2)
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") &&
                       __builtin_cpu_supports("popcnt")
                   ? &kernels_avx2
                   : NULL;
    if (level == CLK_KERNEL_AVX512)
        return __builtin_cpu_supports("avx512f") &&
                       __builtin_cpu_supports("avx512bw") &&
                       __builtin_cpu_supports("avx512dq") &&
                       __builtin_cpu_supports("avx512vl") &&
                       __builtin_cpu_supports("avx512vpopcntdq")
                   ? &kernels_avx512
                   : NULL;
#endif
    return level == CLK_KERNEL_PLAIN || level == CLK_KERNEL_BEST ? &kernels_plain
                                                                 : NULL;
}

const char *clk_kernel_name(enum clk_kernel k)
{
    const struct clk_kernels *kernels = clk_kernels_at(k);
    return kernels ? kernels->name : "not on this processor";
}

bool clk_kernel_is_here(enum clk_kernel k)
{
    return clk_kernels_at(k) != NULL;
}
