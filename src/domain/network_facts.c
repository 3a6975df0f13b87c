#include "domain/network_facts.h"

#include "domain/lists.h"

int handover_state_after(uint8_t handover_event)
{
    switch (handover_event) {
    case HANDOVER_EVENT_SENT:
        return HANDOVER_STATE_PROPOSED;
    case HANDOVER_EVENT_RECEIVED:
        return HANDOVER_STATE_RECEIVED;
    case HANDOVER_EVENT_ACCEPTED:
        return HANDOVER_STATE_ACCEPTED;
    case HANDOVER_EVENT_REFUSED:
        return HANDOVER_STATE_REFUSED;
    case HANDOVER_EVENT_OTHER_PROPOSED:
        return HANDOVER_STATE_OTHER_PROPOSED;
    case HANDOVER_EVENT_MET:
        return HANDOVER_STATE_MET;
    case HANDOVER_EVENT_STARTED:
        return HANDOVER_STATE_STARTED;
    case HANDOVER_EVENT_FINISHED:
        return HANDOVER_STATE_FINISHED;
    case HANDOVER_EVENT_RETURNED:
        return HANDOVER_STATE_RETURNED;
    case HANDOVER_EVENT_WITHDRAWN:
        return HANDOVER_STATE_WITHDRAWN;
    default: /* agreed, a word of the receiver, a reminder */
        return -1;
    }
}
