/* The loops over rows of spells, compiled for several instruction sets and chosen at
 * run time as those of the cube are; every level gives the same result. Only spell*.c
 * and their test include this file. */
#ifndef MEASURE_SPELL_KERNELS_H
#define MEASURE_SPELL_KERNELS_H

#include "measure/cube_kernels.h"
#include "measure/spell_count.h"

struct spell_kernels {
    enum cube_level level; /* that of the cube has pick16 and pick32 */
    /* keep[i] &= the row counts, for rows at..at+n-1. */
    void (*keep)(uint8_t *keep, const struct spell_spec *s, size_t at, size_t n);
    /* The bytes whose keep byte is not 0, in order; out has CUBE_PAD to spare. */
    size_t (*pick8)(uint8_t *out, const uint8_t *bytes, const uint8_t *keep, size_t n);
    /* keys[i] = place of the month * n_inner; with clamp, the place behind the last for
     * months that are later. */
    void (*months)(uint32_t *keys, const uint16_t *month, const struct spell_spec *s,
                   size_t n);
    /* keys[i] += bytes[i] */
    void (*widen)(uint32_t *keys, const uint8_t *bytes, size_t n);
    void (*look_up8)(uint32_t *keys, const uint8_t *codes, const uint32_t *add,
                     size_t n);
    void (*look_up32)(uint32_t *keys, const uint32_t *rows, const uint32_t *add,
                      size_t n);
};

/* NULL when this processor does not have the level. */
const struct spell_kernels *spell_kernels_at(enum cube_level level);
const struct spell_kernels *spell_kernels_best(void);
void spell_count_with(int64_t *cells, const struct spell_spec *spec,
                      const struct spell_kernels *k);

#endif
