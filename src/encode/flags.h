/* Bytes that are 0 or 1 to bits and back to zero, with the instructions of the machine
 * (AVX-512, AVX2 or none: the same bits). */
#ifndef ENCODE_FLAGS_H
#define ENCODE_FLAGS_H

#include "base/base.h"

enum { FLAGS_STEP = 64 };

/* Flag i becomes bit i % 8, counted from the least significant, of out[i / 8]; the
 * flags are zero after it. `n` is a multiple of FLAGS_STEP. */
void flags_pack(uint8_t *out, uint8_t *flags, size_t n);
/* out |= in, `n` bytes, a multiple of 8. */
void bytes_or(uint8_t *restrict out, const uint8_t *restrict in, size_t n);

/* For tests: each way by itself; false when the machine has it not. */
enum flags_way { FLAGS_PLAIN, FLAGS_AVX2, FLAGS_AVX512 };
bool flags_pack_by(enum flags_way way, uint8_t *out, uint8_t *flags, size_t n);

#endif
