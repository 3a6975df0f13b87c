/* Clusters that stay the same when records come later. The clusters of a new run are
 * matched to those that exist: an id survives with the greatest part of its records, a
 * join keeps the id of the larger (then the older), a split leaves the id with the
 * larger part; and every change is a row. */
#ifndef LINK_CLUSTER_UPDATE_H
#define LINK_CLUSTER_UPDATE_H

#include "base/base.h"

enum cluster_change_kind {
    CLUSTER_MADE,   /* records that belonged to none */
    CLUSTER_JOINED, /* `cluster` took in all of `other`, which is no more */
    CLUSTER_GREW,   /* `cluster` took in records, from none or from `other` */
    CLUSTER_SPLIT,  /* `cluster` was split off from `other` */
    CLUSTER_ENDED,  /* `cluster` has no records left together */
};
struct cluster_change {
    enum cluster_change_kind kind;
    uint32_t cluster, other; /* stable numbers; UINT32_MAX none */
    uint32_t n_records;      /* that moved */
};

/* `before[i]`: stable number of record i, UINT32_MAX when it had none. `now[i]`: label
 * of record i in the new run (any numbers). `stable_out[i]`: its stable number; new
 * ones start at `next`. Changes are the caller's (free). */
void cluster_update(uint32_t *stable_out, struct cluster_change **changes_out,
                    size_t *n_changes_out, const uint32_t *before, const uint32_t *now,
                    size_t n_records, uint32_t next);

#endif
