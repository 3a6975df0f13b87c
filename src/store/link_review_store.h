/* What awaits a human eye, what was drawn to be looked at, and what happened to a human
 * being. */
#ifndef STORE_LINK_REVIEW_STORE_H
#define STORE_LINK_REVIEW_STORE_H

#include "store/link_store.h"

/* Pairs with the verdict "review" that nobody has decided, whose files are not about
 * one human being already and who were not erased: the strongest evidence first.
 * *n_waiting_out counts all of them. */
nodiscard enum err_code link_queue_read(struct link_pair_fact **out, size_t *n_out,
                                        int64_t *n_waiting_out, struct arena *a,
                                        struct db *db, size_t skip, size_t limit,
                                        struct err *e);

/* How many open pairs each verdict has, by LIST_LINK_VERDICT. */
struct link_strata {
    int64_t n[8];
};
nodiscard enum err_code link_strata_count(struct link_strata *out, struct db *db,
                                          struct err *e);
/* A sample of the open pairs of one verdict, without who was erased: those whose keyed
 * order under `seed` is lowest, so that the same seed draws the same pairs. At most
 * `limit`, in order of person, other; *n_stratum_out: how many it was drawn from. */
nodiscard enum err_code link_sample_draw(struct link_pair_fact **out, size_t *n_out,
                                         int64_t *n_stratum_out, struct arena *a,
                                         struct db *db, uint8_t verdict, uint64_t seed,
                                         size_t limit, struct err *e);
/* What was drawn, with what was decided since: of the last draw known at a moment
 * (INT64_MAX: now), in order of stratum, person, other. None: n 0. This is what an
 * error band is computed from. */
nodiscard enum err_code link_samples_read(struct link_sample_fact **out, size_t *n_out,
                                          struct arena *a, struct db *db,
                                          int64_t known_at_ms, struct err *e);

/* Rows of link_change, from the last to the first; `human` nil: of all. */
nodiscard enum err_code link_changes_read(struct link_change_fact **out, size_t *n_out,
                                          struct arena *a, struct db *db,
                                          struct human_id human, size_t limit,
                                          struct err *e);
/* Every link a file ever had, from the first to the last. */
struct link_period {
    struct human_id human;
    struct uuid run;
    uint8_t basis;
    int64_t recorded_at, retracted_at; /* retracted_at 0: it still holds */
};
nodiscard enum err_code link_periods_of_person(struct link_period **out, size_t *n_out,
                                               struct arena *a, struct db *db,
                                               struct person_id person, struct err *e);
/* Every decision about a file, also those undone. */
struct link_decision_period {
    struct link_decision_fact decision;
    int64_t retracted_at;
};
nodiscard enum err_code link_decision_periods(struct link_decision_period **out,
                                              size_t *n_out, struct arena *a,
                                              struct db *db, struct person_id person,
                                              struct err *e);

#endif
