/* Why three levels: Debian builds for any x86-64, where a vector holds 16 bytes. The
 * same loops on 32 and 64 bytes make keys two to four times faster, and only AVX-512
 * VBMI2 can move the wanted keys together in one instruction. */
#include "measure/cube_kernels.h"
#include "measure/vectors.h"

#define LEVEL(name) name##_scalar
#define LEVEL_NAME  "baseline"
#define TARGET
#include "measure/cube_loops.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define LEVEL(name) name##_avx2
#define LEVEL_NAME  "avx2"
#define TARGET      __attribute__((target("avx2,bmi,bmi2,popcnt")))
#include "measure/cube_loops.h"

/* Compressing in a register and storing it whole: compress-stores to memory are
 * microcoded on some processors. Whole stores never pass keys not yet read when out is
 * keys itself, because picked <= i. */
AVX512_TARGET static size_t pick16_avx512(uint16_t *out, const uint16_t *keys,
                                          const uint8_t *keep, size_t n)
{
    size_t picked = 0, i = 0;
    for (; i + 32 <= n; i += 32) {
        __m256i bytes = _mm256_loadu_si256((const void *)(keep + i));
        __mmask32 wanted = _mm256_test_epi8_mask(bytes, bytes);
        __m512i some_keys = _mm512_loadu_si512(keys + i);
        _mm512_storeu_si512(out + picked,
                            _mm512_maskz_compress_epi16(wanted, some_keys));
        picked += (size_t)_mm_popcnt_u32(wanted);
    }
    for (; i < n; i++) {
        out[picked] = keys[i];
        picked += keep[i] != 0;
    }
    return picked;
}

AVX512_TARGET static size_t pick32_avx512(uint32_t *out, const uint32_t *keys,
                                          const uint8_t *keep, size_t n)
{
    size_t picked = 0, i = 0;
    for (; i + 16 <= n; i += 16) {
        __m128i bytes = _mm_loadu_si128((const void *)(keep + i));
        __mmask16 wanted = _mm_test_epi8_mask(bytes, bytes);
        __m512i some_keys = _mm512_loadu_si512(keys + i);
        _mm512_storeu_si512(out + picked,
                            _mm512_maskz_compress_epi32(wanted, some_keys));
        picked += (size_t)_mm_popcnt_u32(wanted);
    }
    for (; i < n; i++) {
        out[picked] = keys[i];
        picked += keep[i] != 0;
    }
    return picked;
}

/* That a row of the unit has counted goes from bit to bit as the carry of an addition:
 * it is made where a row counts and passed on where the next row is of the same unit.
 */
AVX512_TARGET static size_t firsts_masked_avx512(uint8_t *first, bool *pending,
                                                 const uint8_t *mask, size_t n)
{
    size_t picked = 0;
    uint64_t counted = !*pending;
    for (size_t i = 0; i < n; i += 64) {
        __mmask64 here = n - i < 64 ? (1ull << (n - i)) - 1 : ~0ull;
        __m512i wanted = _mm512_maskz_loadu_epi8(here, mask + i);
        __m512i begins = _mm512_maskz_loadu_epi8(here, first + i);
        uint64_t counts = _mm512_test_epi8_mask(wanted, wanted);
        uint64_t starts = _mm512_test_epi8_mask(begins, begins);
        uint64_t passes = ~(starts >> 1), makes = counts & passes, sum, more;
        bool over = __builtin_add_overflow(passes, makes, &sum);
        over |= __builtin_add_overflow(sum, counted & ~starts, &more);
        __mmask64 is_first = counts & ~(passes ^ makes ^ more);
        counted = over;
        _mm512_storeu_si512(
            first + picked,
            _mm512_maskz_compress_epi8(counts, _mm512_maskz_set1_epi8(is_first, 1)));
        picked += (size_t)__builtin_popcountll(counts);
    }
    *pending = !counted;
    return picked;
}

#define LEVEL(name) name##_avx512
#define LEVEL_NAME  "avx512"
#define LEVEL_HAS_PICK
#define TARGET AVX512_TARGET
#include "measure/cube_loops.h"
#endif

const struct cube_kernels *cube_kernels_at(enum cube_level level)
{
#if defined(__x86_64__)
    if (level == CUBE_AVX2)
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2")
                   ? &kernels_avx2
                   : NULL;
    if (level == CUBE_AVX512)
        return __builtin_cpu_supports("avx512f") &&
                       __builtin_cpu_supports("avx512bw") &&
                       __builtin_cpu_supports("avx512dq") &&
                       __builtin_cpu_supports("avx512vl") &&
                       __builtin_cpu_supports("avx512vbmi2")
                   ? &kernels_avx512
                   : NULL;
#endif
    return level == CUBE_SCALAR ? &kernels_scalar : NULL;
}

const struct cube_kernels *cube_kernels_best(void)
{
    for (int level = N_CUBE_LEVELS - 1; level > CUBE_SCALAR; level--) {
        const struct cube_kernels *k = cube_kernels_at((enum cube_level)level);
        if (k) return k;
    }
    return cube_kernels_at(CUBE_SCALAR);
}
