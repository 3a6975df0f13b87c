#include "measure/spell_kernels.h"
#include "measure/vectors.h"

#define LEVEL(name) name##_scalar
#define TARGET
#include "measure/spell_loops.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define LEVEL(name) name##_avx2
#define TARGET      __attribute__((target("avx2,bmi,bmi2,popcnt")))
#include "measure/spell_loops.h"

AVX512_TARGET static size_t pick8_avx512(uint8_t *out, const uint8_t *bytes,
                                         const uint8_t *keep, size_t n)
{
    size_t picked = 0, i = 0;
    for (; i + 64 <= n; i += 64) {
        __m512i flags = _mm512_loadu_si512(keep + i);
        __mmask64 wanted = _mm512_test_epi8_mask(flags, flags);
        _mm512_storeu_si512(out + picked, _mm512_maskz_compress_epi8(
                                              wanted, _mm512_loadu_si512(bytes + i)));
        picked += (size_t)__builtin_popcountll(wanted);
    }
    for (; i < n; i++) {
        out[picked] = bytes[i];
        picked += keep[i] != 0;
    }
    return picked;
}

#define LEVEL(name) name##_avx512
#define LEVEL_HAS_PICK
#define TARGET AVX512_TARGET
#include "measure/spell_loops.h"
#endif

#define KERNELS(level_, name)                                                          \
    {                                                                                  \
        .level = level_, .keep = keep_##name, .pick8 = pick8_##name,                   \
        .months = months_##name, .widen = widen_##name, .look_up8 = look_up8_##name,   \
        .look_up32 = look_up32_##name                                                  \
    }
static const struct spell_kernels kernels[] = {
    KERNELS(CUBE_SCALAR, scalar),
#if defined(__x86_64__)
    KERNELS(CUBE_AVX2, avx2),
    KERNELS(CUBE_AVX512, avx512),
#endif
};

const struct spell_kernels *spell_kernels_at(enum cube_level level)
{
    return cube_kernels_at(level) ? &kernels[level] : NULL;
}

const struct spell_kernels *spell_kernels_best(void)
{
    const struct spell_kernels *best = &kernels[CUBE_SCALAR];
    for (int level = CUBE_AVX2; level < N_CUBE_LEVELS; level++)
        if (cube_kernels_at((enum cube_level)level))
            best = spell_kernels_at((enum cube_level)level);
    return best;
}
