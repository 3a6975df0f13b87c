/* What signals and handovers are on a day, and what they can be broken down by.
 *
 * Method: a signal is where its last step by that day (its own, or its bundle's)
 * brought it, as domain/signal_course.h says; before any step it is bundled from the
 * day its bundle was opened, else captured. A handover is in the farthest state that
 * its events by that day brought it to, as domain/handover_course.h says. */
#ifndef MEASURE_DIMENSION_NETWORK_H
#define MEASURE_DIMENSION_NETWORK_H

#include "measure/dimension_column.h"

/* Over signals (RELATION_S) or handovers (RELATION_H). A handover has the dimensions of
 * its participation too; without one they are unknown. */
struct column dimension_network_column(struct scope *s, const struct dimension *d,
                                       unsigned relation);
/* The rows of S or H that were at one of the codes of the selection at some time up to
 * the as-of day (signal_status, handover_event); `without`: that never were. */
void network_keep(uint8_t *mask, struct scope *s, unsigned relation,
                  const struct selection *sel);
/* Day of each handover's first event of this kind, on or after `from` where that is not
 * NULL, up to the as-of day; INT32_MAX none. */
int32_t *network_event_days(struct scope *s, int handover_event, const int32_t *from);

#endif
