/* The loops over rows that the cube spends its time in, compiled for several
 * instruction sets and chosen at run time. Every level gives the same result to the
 * last bit; the tests run them all. Only cube*.c include this file. */
#ifndef MEASURE_CUBE_KERNELS_H
#define MEASURE_CUBE_KERNELS_H

#include "measure/cube.h"

enum {
    CUBE_BLOCK = 4096, /* rows whose keys are made and used while they are in L1 */
    CUBE_PAD = 64,     /* room behind block buffers for whole-vector stores */
};

enum cube_level { CUBE_SCALAR, CUBE_AVX2, CUBE_AVX512, N_CUBE_LEVELS };

/* Columns from which keys are made: key = sum of code * factor. */
struct cube_streams {
    unsigned n8, n16;
    const uint8_t *codes8[LIMIT_QUESTION_DIMS];
    const uint16_t *codes16[LIMIT_QUESTION_DIMS];
    uint32_t factor8[LIMIT_QUESTION_DIMS], factor16[LIMIT_QUESTION_DIMS];
    unsigned dim[LIMIT_QUESTION_DIMS]; /* which dimension, byte columns first */
};

struct cube_kernels {
    const char *name;
    bool picks_fast; /* pick16 costs less than counting zeros; has firsts_masked */
    /* Keys of rows at..at+n-1, n > 0, and the highest code of each column among them,
     * byte columns first. Codes that are too high give keys that must not be used. */
    void (*keys16)(uint16_t *out, uint32_t *highest, const struct cube_streams *s,
                   size_t at, size_t n);
    void (*keys32)(uint32_t *out, uint32_t *highest, const struct cube_streams *s,
                   size_t at, size_t n);
    /* out[i] = flags[i] is not 0. */
    void (*flags)(uint8_t *out, const uint8_t *flags, size_t n);
    /* first[i] = unit[i] differs from unit[i - 1]; unit[-1] is read. */
    void (*firsts)(uint8_t *first, const uint32_t *unit, size_t n);
    /* changed[i] = not first and keys[i] differs from keys[i - 1] (keys[-1] is read);
     * keep[i] = first or changed. */
    void (*changes16)(uint8_t *keep, uint8_t *changed, const uint16_t *keys,
                      const uint8_t *first, size_t n);
    void (*changes32)(uint8_t *keep, uint8_t *changed, const uint32_t *keys,
                      const uint8_t *first, size_t n);
    /* Of the rows whose mask byte is not 0, in order, 1 where the row is the first such
     * of its unit: takes the firsts of all rows, leaves those of the picked rows, with
     * CUBE_PAD bytes to spare. *pending: the unit at work has no such row yet. Gives
     * how many. NULL where a level has no fast way. */
    size_t (*firsts_masked)(uint8_t *first, bool *pending, const uint8_t *mask,
                            size_t n);
    /* The keys whose keep byte is not 0, in order; out has CUBE_PAD elements to spare
     * and may be keys itself. Gives how many. */
    size_t (*pick16)(uint16_t *out, const uint16_t *keys, const uint8_t *keep,
                     size_t n);
    size_t (*pick32)(uint32_t *out, const uint32_t *keys, const uint8_t *keep,
                     size_t n);
};

/* NULL when this processor does not have the level. */
const struct cube_kernels *cube_kernels_at(enum cube_level level);
const struct cube_kernels *cube_kernels_best(void);

/* As cube_count, with the loops given. */
nodiscard enum err_code cube_count_with(struct cube **out, const struct cube_spec *spec,
                                        const struct cube_kernels *k, struct err *e);

#endif
