/* How far a person came by an instrument: per question, and over the questions how many
 * went which way. A point on a scale has an order and no distance, so points are added
 * only for an instrument that says its steps are equally far apart. Who would rather
 * not say has no score, and is never a zero: counted apart.
 * docs/methods/distance-travelled.md */
#ifndef DOMAIN_SCORE_COURSE_H
#define DOMAIN_SCORE_COURSE_H

#include "domain/distance.h"

struct score_given {
    struct day on;
    bool has_score; /* false: would rather not say */
    int32_t score;
};
/* Of one question. */
struct score_course {
    unsigned n, n_not_said; /* times asked; of those, not said */
    bool has_first, has_last;
    int32_t first, last; /* at the first and the last time it was asked */
    struct day first_on, last_on;
    /* improved: a higher point; not comparable: not said at either side */
    enum code_of_condition_change change;
};
/* n 0: a course that was never asked (change not comparable). Of two on one day the
 * later given is the last. */
struct score_course score_course_of(const struct score_given *given, size_t n);

struct score_distance {
    unsigned n_items, n_asked;
    unsigned n_change[N_CONDITION_CHANGE]; /* of those asked */
    bool has_points; /* there is an interval scale, and something to compare */
    int64_t points;  /* last minus first, over improved, same and worse */
};
struct score_distance score_distance_of(const struct score_course *courses, size_t n,
                                        bool is_interval);

#endif
