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

/* From byte `from` on. */
static void or_plain(uint8_t *out, const uint8_t *const *in, size_t n_in, size_t from,
                     size_t n)
{
    for (size_t i = from; i < n; i += 8) {
        uint64_t sum, other;
        memcpy(&sum, out + i, sizeof sum);
        for (size_t k = 0; k < n_in; k++) {
            memcpy(&other, in[k] + i, sizeof other);
            sum |= other;
        }
        memcpy(out + i, &sum, sizeof sum);
    }
}

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX2   __attribute__((target("avx2")))
#define AVX512 __attribute__((target("avx512f,avx512bw")))

AVX2 static void pack_avx2(uint8_t *out, uint8_t *flags, size_t n)
{
    for (size_t i = 0; i < n; i += 32) {
        __m256i v = _mm256_loadu_si256((const __m256i *)(flags + i));
        _mm256_storeu_si256((__m256i *)(flags + i), _mm256_setzero_si256());
        int bits = _mm256_movemask_epi8(_mm256_slli_epi16(v, 7));
        memcpy(out + i / 8, &bits, sizeof bits);
    }
}

AVX512 static void pack_avx512(uint8_t *out, uint8_t *flags, size_t n)
{
    for (size_t i = 0; i < n; i += 64) {
        __m512i v = _mm512_loadu_si512(flags + i);
        _mm512_storeu_si512(flags + i, _mm512_setzero_si512());
        __mmask64 bits = _mm512_test_epi8_mask(v, v);
        memcpy(out + i / 8, &bits, sizeof bits);
    }
}

AVX2 static size_t or_avx2(uint8_t *out, const uint8_t *const *in, size_t n_in,
                           size_t n)
{
    size_t i = 0;
    for (; i + 32 <= n; i += 32) {
        __m256i sum = _mm256_loadu_si256((const __m256i *)(out + i));
        for (size_t k = 0; k < n_in; k++)
            sum =
                _mm256_or_si256(sum, _mm256_loadu_si256((const __m256i *)(in[k] + i)));
        _mm256_storeu_si256((__m256i *)(out + i), sum);
    }
    return i;
}

AVX512 static size_t or_avx512(uint8_t *out, const uint8_t *const *in, size_t n_in,
                               size_t n)
{
    size_t i = 0;
    for (; i + 64 <= n; i += 64) {
        __m512i sum = _mm512_loadu_si512(out + i);
        for (size_t k = 0; k < n_in; k++)
            sum = _mm512_or_si512(sum, _mm512_loadu_si512(in[k] + i));
        _mm512_storeu_si512(out + i, sum);
    }
    return i;
}

bool flags_has(enum flags_way way)
{
    __builtin_cpu_init();
    if (way == FLAGS_PLAIN) return true;
    if (way == FLAGS_AVX2) return __builtin_cpu_supports("avx2");
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw");
}
#else
#define pack_avx2                   pack_plain
#define pack_avx512                 pack_plain
#define or_avx2(out, in, n_in, n)   0
#define or_avx512(out, in, n_in, n) 0
bool flags_has(enum flags_way way)
{
    return way == FLAGS_PLAIN;
}
#endif

enum flags_way flags_best(void)
{
    return flags_has(FLAGS_AVX512) ? FLAGS_AVX512
           : flags_has(FLAGS_AVX2) ? FLAGS_AVX2
                                   : FLAGS_PLAIN;
}

void flags_pack(enum flags_way way, uint8_t *out, uint8_t *flags, size_t n)
{
    require(n % FLAGS_STEP == 0);
    if (way == FLAGS_AVX512)
        pack_avx512(out, flags, n);
    else if (way == FLAGS_AVX2)
        pack_avx2(out, flags, n);
    else
        pack_plain(out, flags, n);
}

void bytes_or(enum flags_way way, uint8_t *out, const uint8_t *const *in, size_t n_in,
              size_t n)
{
    require(n % 8 == 0);
    size_t done = way == FLAGS_AVX512 ? or_avx512(out, in, n_in, n)
                  : way == FLAGS_AVX2 ? or_avx2(out, in, n_in, n)
                                      : 0;
    or_plain(out, in, n_in, done, n);
}
