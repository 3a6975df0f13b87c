/* Pairs of files that wait for a human eye, piece by piece, and what people decided: as
 * pages walk through them. Who may see which pair is not known here. Errors as in
 * link_store.h. */
#ifndef STORE_PAIR_QUEUE_H
#define STORE_PAIR_QUEUE_H

#include "store/link_store.h"

/* Where to go on in the queue: the last pair of the piece before. */
struct pair_place {
    bool is_set;
    int64_t millibits;
    struct person_id person, other;
};
/* As link_queue_read, without counting: after `after`, the strongest evidence first.
 * is_unsure: the pairs of which somebody could not tell since they were compared;
 * otherwise the others. */
nodiscard enum err_code pair_queue_read(struct link_pair_fact **out, size_t *n_out,
                                        struct arena *a, struct db *db,
                                        const struct pair_place *after, bool is_unsure,
                                        size_t limit, struct err *e);
/* Those of one file, that wait or of which somebody could not tell. */
nodiscard enum err_code pair_queue_of(struct link_pair_fact **out, size_t *n_out,
                                      struct arena *a, struct db *db,
                                      struct person_id person, struct err *e);
/* When all files were compared last; 0: never. */
nodiscard enum err_code pairs_compared_at(int64_t *out, struct db *db, struct err *e);

struct link_unsure_fact {
    struct uuid id;
    struct person_id person, other; /* person < other */
    struct uuid worker;
    const char *reason;
};
nodiscard enum err_code link_unsure_add(struct write *w,
                                        const struct link_unsure_fact *f,
                                        struct err *e);

/* What was decided of two files, whether it still holds or not. */
struct pair_verdict {
    struct uuid id, run; /* run nil: somebody could not tell */
    struct person_id person, other;
    uint8_t decision;   /* LIST_LINK_DECISION; CODE_MISSING: could not tell */
    struct str reason;  /* in the arena */
    struct uuid worker; /* nil: a program */
    int64_t recorded_at, undone_at; /* undone_at 0: it holds */
};
/* The last first, those recorded before a moment (INT64_MAX: all). */
nodiscard enum err_code pair_verdicts_read(struct pair_verdict **out, size_t *n_out,
                                           struct arena *a, struct db *db,
                                           int64_t before_ms, size_t limit,
                                           struct err *e);
/* Of two files, in any order. */
nodiscard enum err_code pair_verdicts_of(struct pair_verdict **out, size_t *n_out,
                                         struct arena *a, struct db *db,
                                         struct person_id one, struct person_id two,
                                         struct err *e);
/* The files a run decided about that still hold, one row each. */
nodiscard enum err_code pair_verdicts_of_run(struct pair_verdict **out, size_t *n_out,
                                             struct arena *a, struct db *db,
                                             struct uuid run, struct err *e);

#endif
