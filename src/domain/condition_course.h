/* How far a person came with each context condition: the first assessment of a
 * trajectory against the last. Words of the method: docs/methods/distance-travelled.md.
 */
#ifndef DOMAIN_CONDITION_COURSE_H
#define DOMAIN_CONDITION_COURSE_H

#include "domain/distance.h"

/* One dated assessment of one condition. */
struct condition_assessed {
    uint8_t condition; /* context_condition */
    uint8_t state;     /* context_condition_state */
    struct day on;
};
struct condition_course {
    uint8_t condition;
    unsigned n;         /* assessments, at least 1 */
    size_t first, last; /* places in what was given */
    uint8_t first_state, last_state;
    struct day first_on, last_on;
    int days; /* between the two */
    enum code_of_condition_change change;
};

/* A course for each condition that was assessed, in order of the list. `out` has room
 * for N_CONTEXT_CONDITION. Of two assessments on one day the later given is the last.
 */
size_t condition_courses(struct condition_course *out,
                         const struct condition_assessed *assessed, size_t n);
/* How many of the courses went which way, by condition_change. */
void condition_changes_count(unsigned out[N_CONDITION_CHANGE],
                             const struct condition_course *courses, size_t n);
/* Tells about health: for the assigned workers only. */
bool condition_is_health(uint8_t condition);

#endif
