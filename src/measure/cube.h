/* The counting kernel: an n-dimensional table of counts with all its margins, over rows
 * of small codes, counting rows or distinct units. Arrays in, array out; knows no
 * panel.
 */
#ifndef MEASURE_CUBE_H
#define MEASURE_CUBE_H

#include "base/err.h"
#include "base/limits.h"

enum { CUBE_ALL = -1 };

/* One dimension: codes of all rows, one or two bytes each, every code below n_values.
 */
struct cube_dim {
    const uint8_t *codes8; /* exactly one of the two is set */
    const uint16_t *codes16;
    uint32_t n_values;
};

struct cube_spec {
    size_t n_rows;
    const struct cube_dim *dims;
    unsigned n_dims; /* 0..LIMIT_QUESTION_DIMS */
    /* Distinct counting: unit[i] is the unit of row i, rows sorted by unit. NULL counts
     * rows. unit_first, optional, is 1 on each unit's first row (saves reading unit).
     */
    const uint32_t *unit;
    const uint8_t *unit_first;
    const uint8_t *mask; /* optional: 1 counts the row, 0 leaves it out */
    /* Optional: sum these instead of counting. With unit: the weight of a unit is that
     * of its first row that counts, and is in every cell once. */
    const int64_t *weights;
    unsigned threads; /* 0 and 1: one */
};

struct cube; /* opaque: counts for every combination of codes and totals */

/* ERR_TOO_LARGE when the table would hold more than LIMIT_CUBE_CELLS cells; ERR_INVALID
 * when a code is not below n_values. Rows may be any
 * number: counts are of 64 bits. */
nodiscard enum err_code cube_count(struct cube **out, const struct cube_spec *spec,
                                   struct err *e);
/* From counts made elsewhere: one for each combination of codes, the last dimension
 * fastest; only n_values of `dims` is looked at. ERR_TOO_LARGE as above. */
nodiscard enum err_code cube_of_leaves(struct cube **out, const struct cube_dim *dims,
                                       unsigned n_dims, const int64_t *leaves,
                                       struct err *e);
/* codes[d] is a code of dimension d or CUBE_ALL for its margin. */
int64_t cube_at(const struct cube *c, const int *codes);
size_t cube_cells(const struct cube *c); /* combinations incl. margins */
void cube_free(struct cube *c);

#endif
