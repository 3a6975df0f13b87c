/* What asks for somebody's step in handovers today: for the start page. Nobody is named
 * and nothing sealed is opened, so that no look is left. */
#ifndef ACT_HANDOVER_TODAY_H
#define ACT_HANDOVER_TODAY_H

#include "act/handover_acts.h"
#include "store/handover_at_hand.h"

/* What is to be done, the most pressing first. */
enum handover_call {
    HANDOVER_CALL_MEETING,  /* the first meeting is today or tomorrow */
    HANDOVER_CALL_REFUSED,  /* sender: the receiver said no */
    HANDOVER_CALL_OTHER,    /* sender: the receiver proposes another */
    HANDOVER_CALL_RETURNED, /* sender: the person came back, in the last 30 days */
    HANDOVER_CALL_INVITE,   /* receiver: the first meeting lets wait */
    HANDOVER_CALL_BEGIN,    /* receiver: met, and the start lets wait */
    HANDOVER_CALL_TELL,     /* receiver: the sender waits for word */
    HANDOVER_CALL_WORD,     /* sender: word came in the last seven days */
    N_HANDOVER_CALLS
};
struct called_handover {
    struct handover_view v;
    enum handover_call call;
    bool is_sender;
    int64_t meeting_at; /* of HANDOVER_CALL_MEETING, Unix ms */
};
struct handovers_today {
    struct handovers_asked asked; /* wait for the answer of one's organisation */
    struct called_handover *at;
    size_t n;
};
enum { HANDOVERS_TODAY_MOST = 30, HANDOVER_WORD_DAYS = 7, HANDOVER_RETURN_DAYS = 30 };
/* For who receives (PERMISSION_HANDOVER_RECEIVE); nothing for others. Of the persons
 * whom the visitor accompanies, at most HANDOVERS_TODAY_MOST. */
nodiscard enum err_code handovers_today(struct handovers_today *out,
                                        const struct asking *a, struct err *e);

/* The step of one, from its course alone; N_HANDOVER_CALLS: none of the visitor's. */
enum handover_call handover_call_of(const struct handover_course *course,
                                    bool is_sender, struct day today);

#endif
