/* What the counting kernels share: the widest instruction set, and bytes as bits. */
#ifndef MEASURE_VECTORS_H
#define MEASURE_VECTORS_H

#include <string.h>
#include <stdint.h>

#if defined(__clang__)
#define AVX512_WIDTH /* takes the width from the features */
#else
#define AVX512_WIDTH ",prefer-vector-width=512"
#endif
#define AVX512_TARGET                                                                  \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi2,bmi,bmi2,"   \
                          "popcnt" AVX512_WIDTH)))

/* 64 bytes of 0 and 1 as bits. */
static inline uint64_t bits_of(const uint8_t *bytes)
{
    uint64_t bits = 0;
    for (unsigned i = 0; i < 8; i++) {
        uint64_t eight;
        memcpy(&eight, bytes + 8 * i, sizeof eight);
        bits |= (eight * 0x0102040810204080u >> 56) << 8 * i;
    }
    return bits;
}

#endif
