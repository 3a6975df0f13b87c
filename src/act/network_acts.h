/* The network coordinator (R48, R94, R95): what waits between organisations, without
 * names. A person shows by initials only where the visitor may see who it is, else as a
 * number of the handover that says nothing. PERMISSION_COORDINATE. */
#ifndef ACT_NETWORK_ACTS_H
#define ACT_NETWORK_ACTS_H

#include "act/behalf.h"
#include "store/handover_waiting.h"

enum { WAITING_A_PAGE = 25, REMINDERS_MOST = 20, LATE_WORKING_DAYS = 10 };

struct waiting_line {
    struct waiting_row row;
    int working_days;
    bool is_late; /* an answer, for more than 10 working days */
    bool can_be_reminded;
    bool is_open;        /* may the visitor open the care around this person? */
    struct str initials; /* "" not for the visitor */
    char number[8];      /* "A41F09": of the handover */
};
/* `until`, `first` and `most` are filled in here (late_only, page). */
nodiscard enum err_code waiting_show(struct waiting_line **out, size_t *n_out,
                                     bool *is_more_out, struct waiting_counts *counts,
                                     const struct asking *a,
                                     struct waiting_wanted *wanted, bool late_only,
                                     struct err *e);
/* Reminds the receivers of at most 20 handovers, in one write. Those that do not wait
 * for an answer any more are passed over (*n_out: reminded). ERR_TOO_LARGE;
 * ERR_NOT_FOUND for one that never was. */
nodiscard enum err_code waiting_remind(size_t *n_out, const struct asking *a,
                                       const struct uuid *handovers, size_t n,
                                       struct err *e);
/* Of handovers that were looked at a moment ago, those that wait for no answer now:
 * who answered, and how. */
struct waiting_news {
    char number[8];
    uint8_t state;      /* handover_state */
    char answered[160]; /* organisation; "" nobody */
};
nodiscard enum err_code waiting_news(struct waiting_news **out, size_t *n_out,
                                     const struct asking *a,
                                     const struct uuid *handovers, size_t n,
                                     struct err *e);

/* What asks for attention today. */
struct network_overview {
    struct waiting_counts waiting; /* of the own province, or all */
    uint8_t province;              /* CODE_MISSING: of all */
    int64_t n_requests, n_own;     /* coordination: asked and not taken; one's own */
    int64_t n_loose_signals;       /* at most 200 */
};
nodiscard enum err_code network_show(struct network_overview *out,
                                     const struct asking *a, struct err *e);

#endif
