#include "measure/cube_shape.h"

static unsigned bits_for(uint32_t n_values)
{
    return n_values ? 32 - (unsigned)__builtin_clz(n_values) : 0;
}

/* A field of b bits has n_values + 1 > 2^(b-1) entries, so that eight fields of a table
 * of at most 2^24 cells have fewer than 24 + 8 bits. */
_Static_assert(LIMIT_CUBE_CELLS <= 1 << 24 && LIMIT_QUESTION_DIMS <= 8,
               "a packed key must fit in 32 bits");

enum err_code cube_shape_init(struct cube_shape *s, const struct cube_dim *dims,
                              unsigned n_dims, struct err *e)
{
    if (n_dims > LIMIT_QUESTION_DIMS)
        return err_set(e, ERR_TOO_LARGE,
                       "a table has at most %d dimensions, this one has %u",
                       LIMIT_QUESTION_DIMS, n_dims);
    memset(s, 0, sizeof *s);
    s->n_dims = n_dims;
    s->cells = s->leaves = 1;
    double wanted = 1; /* does not overflow, whatever is asked */
    for (unsigned d = 0; d < n_dims; d++)
        wanted *= (double)dims[d].n_values + 1;
    if (wanted > LIMIT_CUBE_CELLS) {
        err_set(e, ERR_TOO_LARGE,
                "the table would hold %.0f cells with its totals, the limit is %d",
                wanted, LIMIT_CUBE_CELLS);
        err_hint(e,
                 "ask for fewer rows or columns, or split the table with a condition");
        return ERR_TOO_LARGE;
    }
    for (unsigned d = n_dims; d-- > 0;) {
        s->n_values[d] = dims[d].n_values;
        s->stride[d] = (uint32_t)s->cells;
        s->leaf_stride[d] = (uint32_t)s->leaves;
        s->shift[d] = s->key_bits;
        s->cells *= (size_t)dims[d].n_values + 1;
        s->leaves *= dims[d].n_values;
        s->key_bits += bits_for(dims[d].n_values);
    }
    return OK;
}

void cube_shape_tables(struct cube_shape *s)
{
    for (unsigned d = 0; d < s->n_dims; d++) {
        unsigned bits = bits_for(s->n_values[d]);
        uint32_t field = (uint32_t)(((1ull << bits) - 1) << s->shift[d]);
        for (unsigned set = 0; set < CUBE_SETS; set++) {
            if (!(set >> d & 1)) continue;
            s->fields[set] |= field;
            s->margin[set] += s->n_values[d] * s->stride[d];
        }
        for (unsigned b = 0; b < bits; b++) {
            unsigned bit = s->shift[d] + b;
            uint32_t *cell = s->cell_part[bit / CUBE_CHUNK_BITS];
            uint8_t *part_set = s->set_part[bit / CUBE_CHUNK_BITS];
            unsigned step = 1u << bit % CUBE_CHUNK_BITS;
            for (unsigned i = 0; i < CUBE_CHUNK; i++) {
                if (!(i & step)) continue;
                cell[i] += s->stride[d] << b;
                part_set[i] |= (uint8_t)(1u << d);
            }
        }
    }
}
