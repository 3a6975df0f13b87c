/* Warm handovers from one organisation to another (R78-R86): prepared as tasks in any
 * order, sent with what the person agreed to, answered, met, followed. Who hands over
 * keeps the file and works for the sending organisation (PERMISSION_HANDOVER_SEND); who
 * receives works for the receiving one (PERMISSION_HANDOVER_RECEIVE), and sees a
 * handover from the moment it was sent. For everybody else it is not there
 * (ERR_NOT_FOUND).
 *
 * Every step is judged by the pure course (domain/handover_course.h) inside the write
 * that adds it, so that of two who answer at once exactly one wins; the other gets
 * ERR_INVALID with what is the case now in struct handover_verdict. */
#ifndef ACT_HANDOVER_ACTS_H
#define ACT_HANDOVER_ACTS_H

#include "act/behalf.h"
#include "domain/consent_course.h"
#include "store/dossier_read.h"
#include "store/handover_read.h"

/* What still stands between a handover and sending it, the first found. */
enum handover_lack {
    HANDOVER_LACKS_NOTHING,
    HANDOVER_LACKS_WISH,     /* what the person wants, and who chose the moment */
    HANDOVER_LACKS_MOMENT,   /* the person does not want it yet */
    HANDOVER_LACKS_RECEIVER, /* not chosen */
    HANDOVER_LACKS_OPEN,     /* the service takes nobody now */
    HANDOVER_LACKS_NAME,     /* without a name nobody can be invited */
    HANDOVER_LACKS_CONSENT,  /* for each category that travels, to this receiver */
    HANDOVER_LACKS_MEETING,  /* whether the sender comes along */
    HANDOVER_LACKS_PREVIEW,  /* the file changed since what was shown */
    N_HANDOVER_LACKS
};
/* Why a step was refused (ERR_INVALID), and where it stands now. */
struct handover_verdict {
    enum handover_fault fault;
    enum handover_lack lack;
    enum consent_fault consent;
    bool is_meeting_wrong; /* the appointment: no place, or a length beyond 5 to 720 */
    struct handover_view now;
};

/* --- looking --- */

struct handover_story {
    struct handover_view v;
    bool is_sender, is_receiver;
    unsigned open;           /* categories that the sender may let travel */
    unsigned consented;      /* categories with a consent in force for the receiver */
    enum handover_lack lack; /* of the sender, before sending */
    bool is_service_shut;
    struct str service_name, service_alert; /* "" without a service */
    struct day service_verified_on;
    struct str payload; /* before sending: what would travel; after: what did */
    bool
        is_payload_closed; /* the consent ended: nor it nor words of events are shown */
    bool has_appointment;
    /* The first meeting, as it stands now; for the receiver its words are the place.
     * When what was shared is closed it is told only that it was called off, without
     * where. */
    struct appointment_fact appointment;
    const char *meeting_with; /* who comes along of the sender; "" nobody, or closed */
    struct str call_name; /* for the sender; for the receiver what travelled says it */
};
/* For both sides. Logs a look. */
nodiscard enum err_code handover_show(struct handover_story *out,
                                      const struct asking *a, struct uuid handover,
                                      struct err *e);
/* The first meeting for who receives, with or without an account (of `now`, the view as
 * it was read), and who comes along; is_closed: as struct handover_story says. */
nodiscard enum err_code handover_meeting_show(struct appointment_fact *out,
                                              bool *found_out, const char **with_out,
                                              const struct asking *a,
                                              const struct handover_view *now,
                                              bool is_closed, struct err *e);
/* The receiver opened it: noted once, when it waits for an answer. */
nodiscard enum err_code handover_receive(const struct asking *a, struct uuid handover,
                                         struct err *e);
/* Of a person, for who keeps the file: those one's organisation sent. */
nodiscard enum err_code handovers_of_person(struct handover_view **out, size_t *n_out,
                                            const struct asking *a,
                                            struct person_id person, struct err *e);
/* Of a person, those of which somebody is to do the next step, the longest waiting
 * first: sent by one's organisation or sent to it; for a coordinator to whom the file
 * is open, those of others too, from the moment they were sent. Without words. */
nodiscard enum err_code handovers_around(struct handover_view **out, size_t *n_out,
                                         const struct asking *a,
                                         const struct gate *gate,
                                         struct person_id person, struct err *e);
/* Of one's organisation, by state: sent, or come in. Names of persons are not in it. */
nodiscard enum err_code handovers_show(struct handover_view **out, size_t *n_out,
                                       int64_t counts[N_HANDOVER_STATE],
                                       const struct asking *a, bool is_incoming,
                                       unsigned states, size_t first, size_t most,
                                       struct err *e);

/* --- preparing: each part is one task --- */

struct handover_start {
    struct organisation_id to; /* nil: still to be chosen */
    uint8_t receiver_kind;     /* CODE_MISSING: by the kind of the organisation */
    struct uuid service, vacancy;
    struct uuid replaces; /* takes over what that attempt said, but not its answer */
};
/* Its id is the form's. */
nodiscard enum err_code handover_begin(const struct asking *a, struct person_id person,
                                       const struct handover_start *start,
                                       struct err *e);

enum handover_part {
    HANDOVER_PART_WISH,
    HANDOVER_PART_RECEIVER,
    HANDOVER_PART_SHARES,
    HANDOVER_PART_MEETING
};
struct handover_change {
    enum handover_part part;
    /* wish */
    struct str wish;
    uint8_t moment;
    /* receiver: a service of the social map, or an organisation of the house */
    struct uuid service;
    struct organisation_id to;
    uint8_t receiver_kind; /* CODE_MISSING: by the kind of the organisation */
    /* shares */
    unsigned categories;
    struct str sender_keeps, receiver_takes;
    /* meeting; starts_at 0: the receiver proposes a day */
    int64_t starts_at;
    int32_t minutes;
    struct str place;
    uint8_t is_guide_present;
};
nodiscard enum err_code handover_set(const struct asking *a, struct uuid handover,
                                     const struct handover_change *change,
                                     struct handover_verdict *verdict, struct err *e);
/* The person's answer about everything that is ticked, told in this form and language:
 * the consents and, with a yes, the agreement. */
nodiscard enum err_code handover_agree(const struct asking *a, struct uuid handover,
                                       uint8_t form, uint8_t language, bool is_given,
                                       struct handover_verdict *verdict, struct err *e);
/* `seen`: the digest of the payload that was shown (payload_digest). */
nodiscard enum err_code handover_send(const struct asking *a, struct uuid handover,
                                      const uint8_t seen[HANDOVER_DIGEST_BYTES],
                                      struct handover_verdict *verdict, struct err *e);
void payload_digest(uint8_t out[HANDOVER_DIGEST_BYTES], struct str payload);

/* --- after sending --- */

/* What the receiver says, or the sender later (reminded, met), or the person
 * (withdrawn). `kind` says which fields count. */
struct handover_step {
    uint8_t kind; /* handover_event */
    struct day on;
    uint8_t reason, result, is_guide_present;
    struct organisation_id other; /* proposed instead */
    struct str words;
};
/* By whoever may: accepted, refused, other_proposed, started, feedback and finished by
 * the receiver; reminded by the sender; met and returned by both; withdrawn, on behalf
 * of the person, by both. id, organisation and worker are filled in. A receiver goes on
 * (received, accepted, met, started) only while the person shares what travelled.
 *
 * Accepting puts the worker in the ring, without the file. Refusing, proposing another,
 * returning, finishing and withdrawing end the consents of this purpose; withdrawing
 * and refusing cancel the first meeting. */
nodiscard enum err_code handover_step_note(const struct asking *a, struct uuid handover,
                                           const struct handover_step *step,
                                           struct handover_verdict *verdict,
                                           struct err *e);
/* The same inside a write that is open already, for who has no account: `organisation`
 * answers, `worker` may be nil, a->visitor is not looked at. Only what a receiver does.
 * The event takes `id`. */
nodiscard enum err_code handover_step_within(struct write *w, const struct asking *a,
                                             struct uuid handover,
                                             const struct handover_step *step,
                                             struct organisation_id organisation,
                                             struct uuid worker, struct uuid id,
                                             struct handover_verdict *verdict,
                                             struct err *e);

#endif
