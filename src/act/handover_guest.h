/* A warm handover to who has no account: a link and, told apart, a code of six digits.
 * The first browser with the right code is bound to the link; any other is shown
 * nothing. Of an organisation where somebody has an account no link is made: they log
 * in. */
#ifndef ACT_HANDOVER_GUEST_H
#define ACT_HANDOVER_GUEST_H

#include "act/guest_gate.h"
#include "act/handover_acts.h"

/* --- for who hands over --- */

/* Working days without an answer after which the page says so. */
enum { HANDOVER_SILENT_WORKING_DAYS = 3, HANDOVER_MUTE_WORKING_DAYS = 7 };

struct handover_links {
    bool is_offered;            /* sent, not over, and nobody there has an account */
    struct guest_link_view *at; /* the last made first */
    size_t n;
};
/* ERR_NOT_FOUND for who did not send it. */
nodiscard enum err_code handover_links_show(struct handover_links *out,
                                            const struct asking *a,
                                            struct uuid handover, struct err *e);
/* Links of this handover that still stood are ended. The code is kept as a keyed hash:
 * it is known here and nowhere after. ERR_DENIED when none is offered. */
nodiscard enum err_code handover_link_make(struct guest_link_fact *out,
                                           char code[GUEST_CODE_DIGITS + 1],
                                           const struct asking *a, struct uuid handover,
                                           struct err *e);
/* ERR_NOT_FOUND. */
nodiscard enum err_code handover_link_end(const struct asking *a, struct uuid handover,
                                          struct uuid link, struct err *e);

/* --- for who received the link --- */

struct handover_guest {
    enum guest_entry entry; /* below counts only with GUEST_ENTERS */
    bool asks_code, is_code_wrong;
    int codes_left;
    bool is_declined; /* it was refused through this link: nothing is shown */
    struct handover_view v;
    struct str payload; /* the bytes that were sent; "" before the code */
    /* the first meeting as it stands now (handover_meeting_show) */
    bool has_appointment;
    struct appointment_fact appointment;
    const char *meeting_with;
    char worker_name[160], organisation_name[160];
    int64_t expires_at;
};
/* `cookie`: of the browser, "" for none. Another browser than the one that is bound is
 * noted for the sender, and finds GUEST_OVER. Logs a look when something is shown. */
nodiscard enum err_code handover_guest_open(struct handover_guest *out,
                                            const struct asking *a, struct str token,
                                            struct str address, struct str cookie,
                                            struct err *e);
/* Binds the browser when the code is right, and notes that it was received; a wrong one
 * is counted, the fifth ends the link. */
nodiscard enum err_code handover_guest_code(struct handover_guest *out,
                                            const struct asking *a, struct str token,
                                            struct str address, struct str cookie,
                                            struct str code, struct err *e);
/* Accepted, or refused with a reason. Of two answers the first counts: ERR_INVALID with
 * the verdict for the second. */
nodiscard enum err_code handover_guest_answer(struct handover_guest *out,
                                              const struct asking *a, struct str token,
                                              struct str address, struct str cookie,
                                              const struct handover_step *step,
                                              struct handover_verdict *verdict,
                                              struct err *e);

#endif
