/* Where a warm handover stands on a day, whose turn it is, and which step fits:
 * computed from its dated events, never stored. Pure.
 *
 * Method: R78 with the ten states of list handover_state (and "preparing" before them).
 * A state is the farthest that was reached; a refusal, another proposal, an end, a
 * return and a withdrawal end the attempt, a new one may replace it. The sender stays
 * responsible until the first joint meeting was held (R80). Times are counted in
 * working days: an answer within 5, the first meeting within 10 of accepting, the start
 * within 20 of meeting, word from the receiver every 60; an answer that lets wait for
 * more than 10 is the coordinator's. Those numbers are ours, no source names any. */
#ifndef DOMAIN_HANDOVER_COURSE_H
#define DOMAIN_HANDOVER_COURSE_H

#include "domain/handover_facts.h"

enum {
    HANDOVER_ANSWER_WORKING_DAYS = 5,
    HANDOVER_COORDINATOR_WORKING_DAYS = 10,
    HANDOVER_ATTEMPT_WORKING_DAYS = 5, /* to try elsewhere after a no */
    HANDOVER_MEET_WORKING_DAYS = 10,
    HANDOVER_START_WORKING_DAYS = 20,
    HANDOVER_FEEDBACK_WORKING_DAYS = 60
};

enum handover_owner {
    HANDOVER_OWNER_PERSON,
    HANDOVER_OWNER_SENDER,
    HANDOVER_OWNER_RECEIVER,
    HANDOVER_OWNER_COORDINATOR,
    HANDOVER_OWNER_NOBODY, /* nothing more is expected */
    N_HANDOVER_OWNERS
};
enum handover_next {
    HANDOVER_NEXT_AGREE,    /* ask the person */
    HANDOVER_NEXT_SEND,     /* finish the tasks, then send */
    HANDOVER_NEXT_ANSWER,   /* accept, refuse, propose another */
    HANDOVER_NEXT_MEDIATE,  /* the answer lets wait: the coordinator calls */
    HANDOVER_NEXT_ATTEMPT,  /* try another receiver */
    HANDOVER_NEXT_MEET,     /* the first joint meeting */
    HANDOVER_NEXT_START,    /* begin the guidance there */
    HANDOVER_NEXT_FEEDBACK, /* tell the sender how it goes */
    HANDOVER_NEXT_TAKE_UP,  /* the person is back with the sender */
    HANDOVER_NEXT_NOTHING,
    N_HANDOVER_NEXTS
};
const char *handover_owner_word(enum handover_owner o); /* "receiver" */
const char *handover_next_word(enum handover_next n);   /* "answer" */

struct handover_course {
    enum code_of_handover_state state;
    struct day state_on; /* when it came there; preparing: when it was begun */
    enum handover_owner owner;
    enum handover_next next;
    struct day deadline;      /* of that step; DAY_NONE: none */
    int waiting_working_days; /* since it is this step's turn */
    bool is_late;             /* past the deadline */
    bool is_flagged;          /* an answer waits for more than 10 working days */
    bool is_over;             /* no event but word from the receiver fits any more */
    bool is_sender_responsible;
    uint8_t reason;                     /* of the refusal or return; CODE_MISSING */
    uint8_t result;                     /* of the end; CODE_MISSING */
    struct organisation_id other;       /* proposed instead; nil */
    struct organisation_id answered_by; /* nil: not answered */
    struct uuid answered_by_worker;     /* nil: not answered, or without an account */
    struct day agreed_on, sent_on, answered_on, met_on, ended_on; /* DAY_NONE */
    int lead_days; /* calendar days from agreed to met (R85); -1 */
    int n_meetings, n_with_guide, n_reminders, n_feedbacks;
    struct day feedback_on; /* the last; DAY_NONE */
};
/* `events` in any order; those after `on` do not count yet. `begun`: of the handover.
 */
struct handover_course handover_course(const struct handover_event_fact *events,
                                       size_t n, struct day begun, struct day on);

enum handover_fault {
    HANDOVER_FITS,
    HANDOVER_NO_KIND,
    HANDOVER_DAY_TO_COME, /* after today, or no day */
    HANDOVER_NOT_AGREED,  /* sent before the person agreed */
    HANDOVER_AGREED_ALREADY,
    HANDOVER_NOT_SENT, /* answered, met ... before it was sent */
    HANDOVER_SENT_ALREADY,
    HANDOVER_ANSWERED_ALREADY, /* see answered_by, answered_on, state */
    HANDOVER_NOT_ACCEPTED,
    HANDOVER_NOT_MET,
    HANDOVER_NOT_STARTED,
    HANDOVER_IS_OVER, /* finished, returned, refused, withdrawn: see state */
    HANDOVER_NO_REASON,
    HANDOVER_NO_RESULT,
    HANDOVER_NO_OTHER,   /* another proposed: which organisation, or words */
    HANDOVER_NOT_SHARED, /* the receiver goes on, and the person shares no more */
    N_HANDOVER_FAULTS
};
const char *handover_fault_word(enum handover_fault f); /* "answered_already" */
/* Does this event fit what is the case on `today`? */
enum handover_fault handover_event_check(const struct handover_course *course,
                                         const struct handover_event_fact *event,
                                         struct day today);

/* Accepted and not ended: the receiver stands in the ring beside the sender. */
bool handover_is_running(enum code_of_handover_state state);
/* What the receiver does for the person from then on (guidance_domain). */
uint8_t handover_domain(uint8_t receiver_kind);

/* As what kind of receiver an organisation of this kind (organisation_kind) is offered
 * first; whoever hands over may say otherwise. */
uint8_t receiver_kind_of(uint8_t organisation_kind);

#endif
