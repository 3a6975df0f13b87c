/* What the network does, as it is counted: signals with the bundle they stand in, warm
 * handovers with their turns. Without words, and of a handover without who it is about:
 * only the trajectory it belongs to. Same rules as dossier_facts.h. */
#ifndef DOMAIN_NETWORK_FACTS_H
#define DOMAIN_NETWORK_FACTS_H

#include "domain/signal_facts.h"

struct bundled_signal_fact {
    struct signal_fact signal; /* words: STR_NONE */
    uint8_t domain, level;     /* of the bundle; CODE_MISSING: it stands in none */
    struct day opened_on;      /* the bundle; DAY_NONE */
};
struct counted_handover_fact {
    struct uuid id;
    struct trajectory_id trajectory; /* nil: of a person without one */
    struct organisation_id from, to; /* to: nil for a receiver outside the house */
    uint8_t receiver_kind;           /* receiver_kind */
    struct day on;                   /* it was begun */
};
struct handover_turn_fact {
    struct uuid handover;
    uint8_t kind;             /* handover_event */
    uint8_t reason;           /* handover_reason; CODE_MISSING */
    uint8_t result;           /* handover_result; CODE_MISSING */
    uint8_t is_guide_present; /* of a meeting: 0, 1 or CODE_MISSING */
    struct day on;
};

/* The state (list handover_state, in order of how far they are) that an event brings a
 * handover to, which is not there or farther already; -1: none. */
int handover_state_after(uint8_t handover_event);

#endif
