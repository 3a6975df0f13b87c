/* All rows of a statement as one array: for the store's own files. */
#ifndef STORE_GATHER_H
#define STORE_GATHER_H

#include "base/arena.h"
#include "store/link_store.h"

/* Makes the struct at `out`, zeroed, of the row the statement stands on. Text goes to
 * the arena. */
typedef enum err_code row_reader(void *out, struct arena *a, struct statement *st,
                                 struct err *e);

/* Steps through a statement whose values are bound, and gives it back (statement_done).
 * *out lies in the arena. */
#define rows_gather(out, n_out, a, read, st, e)                                        \
    rows_gather_sized((void **)(out), (n_out), (a), sizeof **(out), (read), (st), (e))
nodiscard enum err_code rows_gather_sized(void **out, size_t *n_out, struct arena *a,
                                          size_t size, row_reader *read,
                                          struct statement *st, struct err *e);

#define LINK_PAIR_COLUMNS                                                              \
    "p.person, p.id, p.other, p.run, p.verdict, p.basis, p.millibits, p.levels"
#define LINK_DECISION_COLUMNS "person, id, other, run, decision, reason, recorded_at"
row_reader link_pair_row, link_decision_row;

#endif
