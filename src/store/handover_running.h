/* Handovers of a person that run, as the ring of that person wants them
 * (domain/ring_overlap.h): one statement, for the file and for the list of those that
 * wait. For the store's own files. */
#ifndef STORE_HANDOVER_RUNNING_H
#define STORE_HANDOVER_RUNNING_H

#include "domain/ring_overlap.h"
#include "store/gather.h"

/* $1 person. The same as handover_is_running of the course: accepted, and none of the
 * events that end it. */
#define HANDOVERS_RUNNING                                                              \
    "SELECT h.from_organisation, h.to_organisation, h.receiver_kind FROM handover AS " \
    "h WHERE h.person = $1 AND h.retracted_at IS NULL AND EXISTS (SELECT 1 FROM "      \
    "handover_event AS v WHERE v.handover = h.id AND v.retracted_at IS NULL AND "      \
    "v.kind = 'accepted') AND NOT EXISTS (SELECT 1 FROM handover_event AS v WHERE "    \
    "v.handover = h.id AND v.retracted_at IS NULL AND v.kind IN ('refused', "          \
    "'other_proposed', 'finished', 'returned', 'withdrawn')) ORDER BY h.id"
row_reader ring_handover_row; /* into struct ring_handover */

#endif
