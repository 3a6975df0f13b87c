/* Warm handovers, read for people: each with its events and where it stands on a day.
 * Only facts that are not retracted, of persons who were not erased; everything lies in
 * the arena. Words are opened only when asked for. */
#ifndef STORE_HANDOVER_READ_H
#define STORE_HANDOVER_READ_H

#include "domain/handover_course.h"
#include "store/db.h"

struct handover_event_view {
    struct handover_event_fact fact;
    char organisation_name[160], worker_name[160], other_name[160];
};
struct handover_view {
    struct handover_fact fact;
    char from_name[160], worker_name[160], to_name[160];
    uint8_t to_kind;               /* organisation_kind of the receiver; CODE_MISSING */
    struct handover_course course; /* on the day that was asked */
    struct handover_event_view *events; /* by day, then moment of recording */
    size_t n_events;
    unsigned shares;                    /* 1 << sharing_category, that travel along */
    bool has_payload;                   /* it was sent */
    struct uuid answered_event;         /* that accepted or refused; nil */
    struct str words[N_HANDOVER_WORDS]; /* STR_NONE when not there or not asked */
    struct uuid words_row[N_HANDOVER_WORDS], share_row[N_SHARING_CATEGORY];
};

/* Whose handover an id is. ERR_NOT_FOUND. */
nodiscard enum err_code handover_person(struct person_id *out, struct db *db,
                                        struct uuid handover, struct err *e);
/* ERR_NOT_FOUND. */
nodiscard enum err_code handover_read(struct handover_view *out, struct arena *a,
                                      struct db *db, struct uuid handover,
                                      struct day on, bool with_words, struct err *e);
/* The bytes that were sent, and their digest as stored. ERR_NOT_FOUND when it was not
 * sent, ERR_CORRUPT when the bytes are not those of the digest. */
nodiscard enum err_code handover_payload_read(struct handover_payload_fact *out,
                                              struct arena *a, struct db *db,
                                              struct person_id person,
                                              struct uuid handover, struct err *e);

struct handover_wanted {
    struct person_id person;         /* nil: of all; only one of these three is */
    struct organisation_id from, to; /* looked at: person, else to, else from */
    struct uuid worker;              /* who hands over; nil: of all */
    unsigned states;                 /* 1 << handover_state; 0: all */
    struct day sent_before;          /* sent on or before; DAY_NONE: any */
    bool newest_first;               /* else what waits longest first */
    bool with_words;
    size_t first, most;
};
/* In order of the day on which each came into its state. Handovers that are being
 * prepared are those of the sender: with `to`, leave their state out. */
nodiscard enum err_code handover_list(struct handover_view **out, size_t *n_out,
                                      struct arena *a, struct db *db,
                                      const struct handover_wanted *wanted,
                                      struct day on, struct err *e);
/* How many there are in each state; `states`, `first` and `most` are not looked at. */
nodiscard enum err_code handover_counts(int64_t out[N_HANDOVER_STATE], struct db *db,
                                        const struct handover_wanted *wanted,
                                        struct err *e);

/* --- beside it; also inside a write, of write_db --- */

/* The first meeting as it stands now, with its words. */
nodiscard enum err_code handover_meeting_read(struct appointment_fact *out,
                                              bool *found_out, struct arena *a,
                                              struct db *db, struct person_id person,
                                              struct uuid appointment, struct err *e);
/* Where the receiver stands in the ring as accepting put it there: without the file,
 * without words, not ended. */
nodiscard enum err_code handover_guidances(struct guidance_fact **out, size_t *n_out,
                                           struct arena *a, struct db *db,
                                           struct person_id person,
                                           struct organisation_id receiver,
                                           struct err *e);

#endif
