/* Handovers that wait for somebody, of all organisations, the longest waiting first: a
 * derived table that each write of a handover, its events, a guidance or an erasure
 * makes again for that person (file_now_make.c), and `vindplaats rebuild` for
 * everybody. Counts are kept beside it (handover_tally.h). A page reads an index of its
 * own and stops at its last line: its time does not grow with what waits elsewhere.
 *
 * Waiting: sent and not answered (since it was sent), accepted and not met, refused or
 * sent elsewhere and not tried again (since that). States as handover_course.h has
 * them. The municipality is that of who hands over: nothing here tells about a person.
 */
#ifndef STORE_HANDOVER_WAITING_H
#define STORE_HANDOVER_WAITING_H

#include "base/arena.h"
#include "domain/handover_facts.h"
#include "domain/lists.h"
#include "store/db.h"

struct waiting_row {
    struct uuid handover;
    struct person_id person;
    struct organisation_id from, to; /* to nil: without an account */
    char from_name[160], to_name[160];
    uint8_t receiver_kind; /* receiver_kind */
    char municipality[6];  /* REFNIS of who hands over; "" not known */
    uint8_t state;         /* handover_state */
    uint8_t reason;        /* handover_reason of a refusal; CODE_MISSING */
    struct day since_on;
    bool is_twice; /* two organisations do the same (ring_is_double), health aside */
};
struct waiting_wanted {
    struct organisation_id organisation; /* hands over or receives; nil: any */
    char municipality[6];                /* "": any */
    uint8_t province;                    /* province; CODE_MISSING: any */
    uint8_t receiver_kind;               /* CODE_MISSING: any */
    /* at most one of these three */
    bool only_twice, only_refused;
    struct day until; /* for an answer, since this day or before; DAY_NONE: any */
    size_t first, most;
};
nodiscard enum err_code waiting_list(struct waiting_row **out, size_t *n_out,
                                     struct arena *a, struct db *db,
                                     const struct waiting_wanted *wanted,
                                     struct err *e);
/* Of the same filter without its last four: all, those waiting for an answer since
 * `late` or before, those refused, and those of whom two do the same. Exact. */
struct waiting_counts {
    int64_t n, n_late, n_refused, n_twice;
};
nodiscard enum err_code waiting_count(struct waiting_counts *out, struct db *db,
                                      const struct waiting_wanted *wanted,
                                      struct day late, struct err *e);

/* For file_now_make.c alone. */
nodiscard enum err_code handover_waiting_make(struct db *db, const struct uuid *person,
                                              struct day today, struct err *e);
nodiscard enum err_code handover_waiting_clear(struct db *db, struct err *e);

#endif
