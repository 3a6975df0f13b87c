#include "domain/distance.h"

/* -1: a state that is no step on the way. */
static int step_of(uint8_t state)
{
    switch (state) {
    case CONTEXT_CONDITION_STATE_OPEN:
        return 0;
    case CONTEXT_CONDITION_STATE_IN_PROGRESS:
        return 1;
    case CONTEXT_CONDITION_STATE_FULFILLED:
        return 2;
    default:
        return -1;
    }
}

enum code_of_condition_change condition_change_of(uint8_t first, uint8_t last,
                                                  unsigned n)
{
    int from = step_of(first), to = step_of(last);
    if (n < 2) return CONDITION_CHANGE_ONLY_ONE;
    if (from < 0 || to < 0) return CONDITION_CHANGE_NOT_COMPARABLE;
    if (to == from) return CONDITION_CHANGE_SAME;
    return to > from ? CONDITION_CHANGE_IMPROVED : CONDITION_CHANGE_WORSE;
}

bool answer_change_of(enum code_of_answer_change *out, int baseline, int end)
{
    if (baseline < 0 && end < 0) return false;
    if (end < 0)
        *out = ANSWER_CHANGE_ONLY_BASELINE;
    else if (baseline < 0)
        *out = ANSWER_CHANGE_ONLY_END;
    else if (baseline)
        *out = end ? ANSWER_CHANGE_KEPT : ANSWER_CHANGE_LOST;
    else
        *out = end ? ANSWER_CHANGE_GAINED : ANSWER_CHANGE_NEVER;
    return true;
}

enum code_of_action_side action_side_of(enum code_of_action_kind kind)
{
    switch (kind) {
    case ACTION_KIND_EMPLOYER_VISIT:
    case ACTION_KIND_EMPLOYER_ADVICE:
        return ACTION_SIDE_EMPLOYER;
    case ACTION_KIND_MATCHING:
    case ACTION_KIND_JOB_HUNTING:
        return ACTION_SIDE_BOTH;
    case ACTION_KIND_CASE_CONSULTATION:
    case ACTION_KIND_JOINT_FIRST_MEETING:
        return ACTION_SIDE_SERVICES;
    default:
        return ACTION_SIDE_PARTICIPANT;
    }
}
