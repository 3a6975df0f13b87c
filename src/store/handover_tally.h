/* How many handovers wait, by day since when, kind of receiver and where who hands over
 * is: of all, of each province and of each municipality. For handover_waiting.c alone,
 * which moves the counts in the transaction that moves the rows: what is asked of all
 * of them takes time by days, not by handovers. */
#ifndef STORE_HANDOVER_TALLY_H
#define STORE_HANDOVER_TALLY_H

#include "store/handover_waiting.h"

/* What is counted of one row of handover_waiting. */
struct waiting_place {
    struct uuid handover;
    char municipality[6], province[16], receiver_kind[40]; /* "" not known */
    int64_t since_on;
    bool is_asked, is_refused, is_twice;
};
struct waiting_places {
    struct waiting_place *at; /* in order of handover */
    size_t n, cap;
};
/* Runs a statement that gives back rows of these columns, in whatever order. */
#define WAITING_PLACE_COLUMNS                                                          \
    "handover, municipality, province, receiver_kind, since_on, state, is_twice"
nodiscard enum err_code waiting_places_take(struct waiting_places *out,
                                            struct statement *st, struct err *e);
/* The rows of one person were `before` and are `after`. */
nodiscard enum err_code handover_tally_move(struct db *db,
                                            const struct waiting_places *before,
                                            const struct waiting_places *after,
                                            struct err *e);
/* Before all rows are made again. */
nodiscard enum err_code handover_tally_clear(struct db *db, struct err *e);

/* waiting_count without an organisation. */
nodiscard enum err_code handover_tally_count(struct waiting_counts *out, struct db *db,
                                             const struct waiting_wanted *wanted,
                                             struct day late, struct err *e);
/* A code that is not wanted is null. */
void waiting_bind_code(struct statement *st, int number, enum list_number list,
                       uint8_t index);
/* One row of four counts. */
nodiscard enum err_code waiting_counts_take(struct waiting_counts *out,
                                            struct statement *st, struct err *e);

#endif
