/* Distance travelled: what changed between the first and the last time that something
 * was assessed. An ordinal state is no number, so there is no mean of it: what is
 * counted is how many went which way (docs/methods/distance-travelled.md). */
#ifndef DOMAIN_DISTANCE_H
#define DOMAIN_DISTANCE_H

#include "domain/lists.h"

/* Of a context condition, by its first and last assessment (list
 * context_condition_state; `n` assessments, at least 1). Open, in progress and
 * fulfilled are steps; a state without a step (not applicable, not discussed, missing)
 * at either side cannot be compared. */
enum code_of_condition_change condition_change_of(uint8_t first, uint8_t last,
                                                  unsigned n);

/* Of an indicator, by its answers at the baseline and at the end: 1 yes, 0 no, -1 not
 * asked then. False when it was asked at neither. */
bool answer_change_of(enum code_of_answer_change *out, int baseline, int end);

/* Whom an action was done with (R135, PQ23): the participant, the employer, both, or
 * the services around them. */
enum code_of_action_side action_side_of(enum code_of_action_kind kind);

#endif
