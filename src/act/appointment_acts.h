/* Appointments: plan, move, cancel, say what came of it. Each change is a version; who
 * changes a version that another changed meanwhile is told, and nothing is lost. */
#ifndef ACT_APPOINTMENT_ACTS_H
#define ACT_APPOINTMENT_ACTS_H

#include "act/dossier_acts.h"
#include "store/care_store.h"

struct appointment_entry {
    int64_t starts_at;
    int32_t minutes;
    uint8_t state; /* appointment_state; of a new one: planned */
    struct uuid worker;
    struct str place;   /* one line: where */
    struct str purpose; /* what for; STR_NONE */
};
/* ERR_INVALID for words that are missing or a length outside 5 to 720 minutes. */
nodiscard enum err_code appointment_plan(const struct asking *a,
                                         struct person_id person,
                                         const struct appointment_entry *entry,
                                         struct err *e);
/* `seen`: the sequence that was looked at. *is_stale_out: another version came in since
 * (ERR_EXISTS). ERR_NOT_FOUND. */
nodiscard enum err_code appointment_change(const struct asking *a,
                                           struct person_id person, struct uuid id,
                                           int32_t seen,
                                           const struct appointment_entry *entry,
                                           bool *is_stale_out, struct err *e);

/* The last version of each, in order of time. In the arena. */
const struct appointment_fact **appointments_now(size_t *n_out, struct arena *a,
                                                 const struct dossier *d);
/* The last version of one; NULL. */
const struct appointment_fact *appointment_now(const struct dossier *d, struct uuid id);
/* The first line of the words is where, the rest what for. */
struct str appointment_place(struct str words);
struct str appointment_purpose(struct str words);

/* The visitor's own appointments in [from_ms, to_ms), with how the persons want to be
 * called where that is open. Logs the looks. */
struct agenda_line {
    struct appointment_fact appointment;
    struct str call_name; /* "" when it is not open */
    struct str place;     /* "" likewise */
    bool is_closed;       /* no longer one of the visitor's files */
};
nodiscard enum err_code agenda_show(struct agenda_line **out, size_t *n_out,
                                    const struct asking *a, int64_t from_ms,
                                    int64_t to_ms, struct err *e);

#endif
