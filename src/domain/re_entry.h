/* Who comes back after an end (R29): the same person, recognised as such. Coming back
 * is no failure; it tells that the first answer did not hold. */
#ifndef DOMAIN_RE_ENTRY_H
#define DOMAIN_RE_ENTRY_H

#include "domain/facts.h"

struct trajectory_span {
    struct day reached, ended; /* ended DAY_NONE: still */
    uint8_t exit_reason;       /* of its end; CODE_MISSING */
};
struct re_entry {
    unsigned n_before;        /* trajectories that had ended before this one began */
    int days_away;            /* since the last of those ended; -1: none had */
    uint8_t last_exit_reason; /* of that one; CODE_MISSING */
};
/* Of trajectory `which` among the n of one person. True when it is a return. */
bool re_entry_of(struct re_entry *out, const struct trajectory_span *spans, size_t n,
                 size_t which);

#endif
