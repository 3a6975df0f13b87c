/* Clusters that stay the same when records come later. The clusters of a new run are
 * matched to those that exist: an id survives with the greatest part of its records
 * that no other id has more of, a join keeps the id of the larger (then the older), a
 * split leaves the id with the larger part; and every change is a row.
 *
 * A record alone in its cluster has no number: it is a human being of its own. */
#ifndef LINK_CLUSTER_UPDATE_H
#define LINK_CLUSTER_UPDATE_H

#include "base/base.h"

enum { CLUSTER_NONE = UINT32_MAX };

enum cluster_change_kind {
    CLUSTER_MADE,   /* `cluster` is new, of records that belonged to none */
    CLUSTER_JOINED, /* `cluster` took in all of `other`, which is no more */
    CLUSTER_GREW,   /* `cluster` took in records, from none or a part of `other` */
    CLUSTER_SPLIT,  /* records left `cluster`: for the new one `other`, or (none) each
                       to stand alone */
    CLUSTER_ENDED,  /* `cluster` has no two records left together, or those that were
                       went to several others */
};
struct cluster_change {
    enum cluster_change_kind kind;
    uint32_t cluster, other; /* stable numbers; CLUSTER_NONE: none */
    uint32_t n_records;      /* that moved; of CLUSTER_ENDED: that it had */
};

/* `before[i]`: stable number of record i, older clusters have lower numbers;
 * CLUSTER_NONE when it had none. `now[i]`: label of record i in the new run, any
 * numbers. `stable_out[i]`: its stable number, CLUSTER_NONE when it is alone; new ones
 * are next, next + 1, ... in order of their first record, all greater than any before.
 * Changes are the caller's (free), in order of cluster, kind, other. Time n log n. */
void cluster_update(uint32_t *stable_out, struct cluster_change **changes_out,
                    size_t *n_changes_out, const uint32_t *before, const uint32_t *now,
                    size_t n_records, uint32_t next);

#endif
