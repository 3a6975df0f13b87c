/* The part of the graph that an act on some files can change: those files, what they
 * are linked to, and whatever evidence or decisions could bring together with that. */
#ifndef ACT_LINK_NEARBY_H
#define ACT_LINK_NEARBY_H

#include "act/link_graph.h"

enum { LINK_NEARBY_MOST = 20000 };

/* From what the last comparison kept and what is decided now. ERR_TOO_LARGE beyond
 * LINK_NEARBY_MOST files. */
nodiscard enum err_code link_graph_nearby(struct link_graph *out, struct db *db,
                                          const struct person_id *persons, size_t n,
                                          struct err *e);

#endif
