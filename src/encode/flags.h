/* Bytes that are 0 or 1 to bits and back to zero, with the instructions of the machine
 * (AVX-512, AVX2 or none: the same bits). */
#ifndef ENCODE_FLAGS_H
#define ENCODE_FLAGS_H

#include "base/base.h"

enum { FLAGS_STEP = 64 };

/* The best way this machine has; each way gives the same bits. */
enum flags_way { FLAGS_PLAIN, FLAGS_AVX2, FLAGS_AVX512 };
enum flags_way flags_best(void);
bool flags_has(enum flags_way way);

/* Flag i becomes bit i % 8, counted from the least significant, of out[i / 8]; the
 * flags are zero after it. `n` is a multiple of FLAGS_STEP. */
void flags_pack(enum flags_way way, uint8_t *out, uint8_t *flags, size_t n);
/* out |= each of the n_in texts of `n` bytes, a multiple of 8. */
void bytes_or(enum flags_way way, uint8_t *out, const uint8_t *const *in, size_t n_in,
              size_t n);

#endif
