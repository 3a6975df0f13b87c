/* How many days there are from one point of a trajectory to another.
 *
 * A point is a day that the trajectory has (reached, started, ended, judged) or its
 * first or last event of a kind. Only days up to the as-of day are known. Where the end
 * is a first event, it is the first on or after the day of the begin. */
#ifndef MEASURE_DURATION_H
#define MEASURE_DURATION_H

#include "measure/selection.h"

enum {
    DURATION_NONE = -1,     /* a day is not known by the as-of day */
    DURATION_REVERSED = -2, /* the end lies before the begin */
};

/* For each participation, or handover, its days, 0 or more, or one of the two above.
 * Two passes over participations and one over each kind of event named. Owned by the
 * scope (scope_release). */
int32_t *duration_days(struct scope *s, const struct duration *d);

/* Partners may report one of its points after the fact. NULL: no. */
bool duration_is_result(const struct duration *d);

#endif
