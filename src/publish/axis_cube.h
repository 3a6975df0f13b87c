/* An axis as a cube: the distinct codes of each of its levels, and which entry of the
 * axis stands at each combination of them. */
#ifndef PUBLISH_AXIS_CUBE_H
#define PUBLISH_AXIS_CUBE_H

#include "base/err.h"
#include "measure/table.h"

struct categories {
    const char **code, **label; /* in order of first use; labels of first use */
    size_t n;
};

struct axis_cube {
    struct categories level[LIMIT_QUESTION_DIMS];
    size_t n_places;    /* product of the levels; 1 when there are none */
    uint32_t *entry_at; /* by place, the last level fastest; AXIS_NO_ENTRY */
};
#define AXIS_NO_ENTRY UINT32_MAX

/* Owned by the arena. Linear in entries and places. ERR_TOO_LARGE above
 * LIMIT_CUBE_CELLS places; ERR_INVALID when two entries have the same codes. */
nodiscard enum err_code axis_cube_make(struct axis_cube *out, struct arena *a,
                                       const struct axis *axis, struct err *e);

#endif
