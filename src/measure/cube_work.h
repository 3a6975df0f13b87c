/* One thread's share of a cube: its rows counted into cells before the roll-up. */
#ifndef MEASURE_CUBE_WORK_H
#define MEASURE_CUBE_WORK_H

#include "measure/cube_distinct.h"
#include "measure/cube_kernels.h"

struct cube_block; /* keys of the rows at work */

struct cube_work {
    const struct cube_spec *spec;
    const struct cube_shape *shape;
    const struct cube_kernels *k;
    size_t from, to;
    struct cube_streams streams;
    int64_t *cells;   /* owned */
    uint32_t *counts; /* owned: two histograms of n_counts, or NULL */
    size_t n_counts;
    size_t n_filled; /* rows since the histograms were emptied */
    struct cube_distinct distinct;
    bool first_pending;       /* a unit began, and none of its rows was counted yet */
    bool fresh;               /* the unit at work has had no change */
    uint32_t last_key;        /* weighted units: of the last row that counted */
    struct cube_block *block; /* owned */
    enum err_code rc;
    struct err e;
};

/* Memory for rows from..to-1, to be set by the caller together with them. */
void cube_work_init(struct cube_work *w, const struct cube_spec *spec,
                    const struct cube_shape *s, const struct cube_kernels *k);
/* Takes a struct cube_work, as threads do; rc and e say how it ended. */
void *cube_work_run(void *work);
void cube_work_dispose(struct cube_work *w);

#endif
