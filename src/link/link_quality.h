/* How good clusters are where it is known who is who. Pairwise: over all pairs of
 * records; B-cubed (Bagga and Baldwin 1998): averaged over records, so that one large
 * cluster does not count for all. */
#ifndef LINK_LINK_QUALITY_H
#define LINK_LINK_QUALITY_H

#include "base/base.h"

struct link_quality {
    double n_true, n_found, n_right; /* pairs */
    double precision, recall, f1;
    double b3_precision, b3_recall, b3_f1;
};

/* `cluster_of` and `truth_of`: equal numbers are one person. `file` (or NULL): only
 * pairs across files count. */
void link_quality_measure(struct link_quality *out, const uint32_t *cluster_of,
                          const uint32_t *truth_of, const uint16_t *file, size_t n);

#endif
