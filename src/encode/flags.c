#include "encode/flags.h"

static void pack_plain(uint8_t *out, uint8_t *flags, size_t n)
{
    for (size_t i = 0; i < n; i += 8) {
        uint64_t eight;
        memcpy(&eight, flags + i, sizeof eight);
        memset(flags + i, 0, sizeof eight);
        /* byte b lands at bit 56 + b; no two terms meet */
        out[i / 8] = (uint8_t)(eight * UINT64_C(0x0102040810204080) >> 56);
    }
}

#if defined(__x86_64__)
#include <immintrin.h>

__attribute__((target("avx2"))) static void pack_avx2(uint8_t *out, uint8_t *flags,
                                                      size_t n)
{
    for (size_t i = 0; i < n; i += 32) {
        __m256i v = _mm256_loadu_si256((const __m256i *)(flags + i));
        _mm256_storeu_si256((__m256i *)(flags + i), _mm256_setzero_si256());
        int bits = _mm256_movemask_epi8(_mm256_slli_epi16(v, 7));
        memcpy(out + i / 8, &bits, sizeof bits);
    }
}

__attribute__((target("avx512f,avx512bw"))) static void pack_avx512(uint8_t *out,
                                                                    uint8_t *flags,
                                                                    size_t n)
{
    for (size_t i = 0; i < n; i += 64) {
        __m512i v = _mm512_loadu_si512(flags + i);
        _mm512_storeu_si512(flags + i, _mm512_setzero_si512());
        __mmask64 bits = _mm512_test_epi8_mask(v, v);
        memcpy(out + i / 8, &bits, sizeof bits);
    }
}

static bool has(enum flags_way way)
{
    __builtin_cpu_init();
    if (way == FLAGS_AVX2) return __builtin_cpu_supports("avx2");
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw");
}
#else
#define pack_avx2   pack_plain
#define pack_avx512 pack_plain
static bool has(enum flags_way way)
{
    (void)way;
    return false;
}
#endif

bool flags_pack_by(enum flags_way way, uint8_t *out, uint8_t *flags, size_t n)
{
    require(n % FLAGS_STEP == 0);
    if (way == FLAGS_PLAIN)
        pack_plain(out, flags, n);
    else if (!has(way))
        return false;
    else if (way == FLAGS_AVX2)
        pack_avx2(out, flags, n);
    else
        pack_avx512(out, flags, n);
    return true;
}

void flags_pack(uint8_t *out, uint8_t *flags, size_t n)
{
    if (!flags_pack_by(FLAGS_AVX512, out, flags, n) &&
        !flags_pack_by(FLAGS_AVX2, out, flags, n))
        flags_pack_by(FLAGS_PLAIN, out, flags, n);
}

void bytes_or(uint8_t *restrict out, const uint8_t *restrict in, size_t n)
{
    for (size_t i = 0; i < n; i += 8) {
        uint64_t a, b;
        memcpy(&a, out + i, sizeof a);
        memcpy(&b, in + i, sizeof b);
        a |= b;
        memcpy(out + i, &a, sizeof a);
    }
}
