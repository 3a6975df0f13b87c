/* The six phases side by side (R17, R18, R19). Nothing forces an order: phases overlap,
 * are left out and come back; what deviates stays visible instead of being refused. */
#ifndef DOMAIN_PHASE_COURSE_H
#define DOMAIN_PHASE_COURSE_H

#include "domain/facts.h"
#include "domain/lists.h"

struct phase_days {
    uint8_t phase;       /* list phase */
    struct day from, to; /* both included; to DAY_NONE: still */
};
struct phase_line {
    unsigned n_episodes;     /* that had begun on the day at hand */
    struct day from;         /* of the first; DAY_NONE: never began */
    struct day to;           /* of the last; DAY_NONE: still, or never began */
    struct day current_from; /* of the episode that is going on; DAY_NONE: none */
    int days;                /* each day once, up to the day at hand */
    bool is_current;         /* going on */
    bool is_revisited;       /* began more than once */
    bool is_skipped;         /* never began, while a later phase did */
    bool overlaps;           /* some day together with another phase */
};

/* As known on the day `on`; what begins later is not seen. `n` episodes in any order.
 */
void phase_course_make(struct phase_line out[N_PHASE],
                       const struct phase_days *episodes, size_t n, struct day on);
/* Of the phases going on, the one that began last (the farther of two); -1: none. */
int phase_current(const struct phase_line lines[N_PHASE]);

#endif
