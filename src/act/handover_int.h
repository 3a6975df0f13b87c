/* What the acts of handovers share: for act/ alone. */
#ifndef ACT_HANDOVER_INT_H
#define ACT_HANDOVER_INT_H

#include "act/handover_acts.h"

/* The gate of who hands over: keeps the file, and sent it. ERR_NOT_FOUND for others. */
nodiscard enum err_code handover_sender_gate(struct gate *out, const struct asking *a,
                                             const struct handover_view *v,
                                             struct err *e);
/* It was sent to the visitor's organisation. ERR_NOT_FOUND for others; ERR_DENIED when
 * the role does not receive. */
nodiscard enum err_code handover_receiver_gate(const struct asking *a,
                                               const struct handover_view *v,
                                               struct err *e);
/* What travels: ticked, and fit for such a receiver. */
unsigned handover_travels(const struct handover_view *v);
/* As the database behind db has it; is_shut: the service takes nobody now. */
nodiscard enum err_code handover_lack_of(enum handover_lack *out,
                                         const struct asking *a, struct db *db,
                                         const struct handover_view *v, bool is_shut,
                                         struct err *e);
nodiscard enum err_code handover_service(struct handover_story *out,
                                         const struct asking *a, struct uuid service,
                                         struct err *e);
/* ERR_INVALID, with what is the case. */
enum err_code handover_refuse(struct handover_verdict *verdict,
                              const struct handover_view *now,
                              enum handover_fault fault, struct err *e);
enum err_code handover_lacks(struct handover_verdict *verdict,
                             const struct handover_view *now, enum handover_lack lack,
                             struct err *e);
/* The first meeting is called off; nothing when there is none to come. */
nodiscard enum err_code handover_meeting_cancel(struct write *w, const struct asking *a,
                                                const struct handover_view *v,
                                                struct err *e);

#endif
