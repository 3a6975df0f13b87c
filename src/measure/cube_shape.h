/* Where the cells of a cube stand, and the packed keys that distinct counting works
 * with.
 *
 * Cells: row-major over dimensions of n_values + 1 entries, the last dimension fastest;
 * entry n_values is the margin (ALL).
 * Packed keys: each dimension has a field of bits just wide enough that all ones is
 * free to mean ALL; the last dimension stands in the lowest bits. A key without ALL is
 * a leaf. A set of dimensions is a bit set: bit d for dimension d. */
#ifndef MEASURE_CUBE_SHAPE_H
#define MEASURE_CUBE_SHAPE_H

#include "base/arena.h"
#include "measure/cube.h"

enum {
    CUBE_SETS = 1 << LIMIT_QUESTION_DIMS, /* sets of dimensions */
    CUBE_CHUNK_BITS = 11,
    CUBE_CHUNKS = 3, /* packed keys have at most 32 bits, see cube_shape_init */
    CUBE_CHUNK = 1 << CUBE_CHUNK_BITS,
};

struct cube_shape {
    unsigned n_dims;
    uint32_t n_values[LIMIT_QUESTION_DIMS];
    uint32_t stride[LIMIT_QUESTION_DIMS];      /* of cells */
    uint32_t leaf_stride[LIMIT_QUESTION_DIMS]; /* of the dense table without margins */
    unsigned shift[LIMIT_QUESTION_DIMS];       /* of the packed key */
    unsigned key_bits;
    size_t cells, leaves;
    uint32_t fields[CUBE_SETS]; /* packed: all ones in the fields of the set */
    uint32_t margin[CUBE_SETS]; /* sum of n_values * stride over the set */
    /* Looked up by 11 bits of a packed key at a time, results joined by + and by |. */
    uint32_t cell_part[CUBE_CHUNKS][CUBE_CHUNK]; /* cell of a leaf, ALL not allowed */
    uint8_t set_part[CUBE_CHUNKS][CUBE_CHUNK];   /* dimensions with a bit set */
};

/* ERR_TOO_LARGE above LIMIT_CUBE_CELLS. */
nodiscard enum err_code cube_shape_init(struct cube_shape *s,
                                        const struct cube_dim *dims, unsigned n_dims,
                                        struct err *e);
void cube_shape_tables(
    struct cube_shape *s); /* fills what distinct counting looks up */

static inline uint32_t cube_leaf_cell(const struct cube_shape *s, uint32_t leaf)
{
    return s->cell_part[0][leaf % CUBE_CHUNK] +
           s->cell_part[1][leaf >> CUBE_CHUNK_BITS & (CUBE_CHUNK - 1)] +
           s->cell_part[2][leaf >> 2 * CUBE_CHUNK_BITS];
}

/* The cell where a leaf stands when the dimensions of a set are ALL. */
static inline uint32_t cube_join_cell(const struct cube_shape *s, uint32_t leaf,
                                      unsigned set)
{
    return cube_leaf_cell(s, leaf & ~s->fields[set]) + s->margin[set];
}

/* The dimensions in which two leaves differ. */
static inline unsigned cube_differing(const struct cube_shape *s, uint32_t a,
                                      uint32_t b)
{
    uint32_t x = a ^ b;
    return s->set_part[0][x % CUBE_CHUNK] |
           s->set_part[1][x >> CUBE_CHUNK_BITS & (CUBE_CHUNK - 1)] |
           s->set_part[2][x >> 2 * CUBE_CHUNK_BITS];
}

#endif
