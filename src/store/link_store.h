/* Which files are about one human being: links, the comparisons and decisions behind
 * them, and what happened to each human being. A `person` is a file; it is never
 * changed by any of this. Nothing here holds a value of a person.
 *
 * Of two files the one with the smaller id is `person`, the other `other`. Every row is
 * written in a run: a comparison of all files, or the act of a worker. Rows are
 * retracted with fact_retract; `person` is then the first file of the pair. */
#ifndef STORE_LINK_STORE_H
#define STORE_LINK_STORE_H

#include "base/arena.h"
#include "domain/facts.h"
#include "store/write.h"

enum { LINK_SETTINGS_BYTES = 400, LINK_LEVELS_BYTES = 600, LINK_REASON_BYTES = 400 };

struct link_run_fact {
    struct uuid id;
    uint8_t kind;                       /* LIST_LINK_RUN_KIND */
    char settings[LINK_SETTINGS_BYTES]; /* "link_bits 12.000 review_bits ..." */
    int64_t n_files, n_left_out, n_humans;
    int64_t n_pairs, n_linked, n_to_review, n_below;
    int64_t recorded_at, written_by; /* when read */
};
struct link_pair_fact {
    struct uuid id;
    struct person_id person, other;
    struct uuid run;
    uint8_t verdict, basis; /* LIST_LINK_VERDICT, LIST_LINK_BASIS */
    int64_t millibits;      /* evidence, in thousandths of a bit */
    struct str levels;      /* "given_name=equal family_name=near ..." */
};
struct link_decision_fact {
    struct uuid id;
    struct person_id person, other;
    struct uuid run;
    uint8_t decision; /* LIST_LINK_DECISION */
    struct str reason;
    int64_t recorded_at; /* when read */
};
struct link_sample_fact {
    struct uuid id;
    struct person_id person, other;
    struct uuid run;
    uint8_t stratum;   /* LIST_LINK_VERDICT: what the comparison had said */
    int64_t n_stratum; /* pairs there were in it */
    int64_t millibits; /* of the pair, then */
    uint8_t decision;  /* when read: LIST_LINK_DECISION; CODE_MISSING: not yet */
};
struct link_change_fact {
    struct uuid id, run;
    uint8_t kind; /* LIST_LINK_CHANGE; see link/cluster_update.h */
    struct human_id human, other;
    int64_t n_files;
    int64_t recorded_at; /* when read */
};

nodiscard enum err_code link_run_add(struct write *w, const struct link_run_fact *f,
                                     struct err *e);
nodiscard enum err_code person_link_add(struct write *w,
                                        const struct person_link_fact *f,
                                        struct err *e);
nodiscard enum err_code link_pair_add(struct write *w, const struct link_pair_fact *f,
                                      struct err *e);
nodiscard enum err_code link_decision_add(struct write *w,
                                          const struct link_decision_fact *f,
                                          struct err *e);
nodiscard enum err_code link_sample_add(struct write *w,
                                        const struct link_sample_fact *f,
                                        struct err *e);
nodiscard enum err_code link_change_add(struct write *w,
                                        const struct link_change_fact *f,
                                        struct err *e);

/* Links as known at a moment (INT64_MAX: now), in order of person. The panel gets the
 * same rows through panel_store.h. */
nodiscard enum err_code link_map_read(struct person_link_fact **out, size_t *n_out,
                                      struct arena *a, struct db *db,
                                      int64_t known_at_ms, struct err *e);
/* The open link of one file. */
nodiscard enum err_code link_of_person(struct person_link_fact *out, bool *found_out,
                                       struct db *db, struct person_id person,
                                       struct err *e);
/* The files that are linked to one human being, in order of id. */
nodiscard enum err_code link_files_of_human(struct person_link_fact **out,
                                            size_t *n_out, struct arena *a,
                                            struct db *db, struct human_id human,
                                            struct err *e);

/* The open pairs, in order of person, other; the fact lives during the call. */
nodiscard enum err_code link_pairs_read(
    struct db *db,
    enum err_code (*take)(void *to, const struct link_pair_fact *f, struct err *e),
    void *to, struct err *e);
/* The open pairs that a file is in, on either side. */
nodiscard enum err_code link_pairs_of_person(struct link_pair_fact **out, size_t *n_out,
                                             struct arena *a, struct db *db,
                                             struct person_id person, struct err *e);
/* The open pair of two files, given in any order. */
nodiscard enum err_code link_pair_find(struct link_pair_fact *out, bool *found_out,
                                       struct arena *a, struct db *db,
                                       struct person_id one, struct person_id two,
                                       struct err *e);
/* The files of a pair by its id, also of one that a later run replaced; looks through
 * all pairs. */
nodiscard enum err_code link_pair_by_id(struct person_id *person_out,
                                        struct person_id *other_out, bool *found_out,
                                        struct db *db, struct uuid id, struct err *e);

/* The open decisions, in order of person, other; those of one file or of one run. */
nodiscard enum err_code link_decisions_read(struct link_decision_fact **out,
                                            size_t *n_out, struct arena *a,
                                            struct db *db, struct err *e);
nodiscard enum err_code link_decisions_of_person(struct link_decision_fact **out,
                                                 size_t *n_out, struct arena *a,
                                                 struct db *db, struct person_id person,
                                                 struct err *e);
nodiscard enum err_code link_decisions_of_run(struct link_decision_fact **out,
                                              size_t *n_out, struct arena *a,
                                              struct db *db, struct uuid run,
                                              struct err *e);

nodiscard enum err_code link_run_find(struct link_run_fact *out, bool *found_out,
                                      struct db *db, struct uuid id, struct err *e);
/* The last run of a kind, and runs from the last to the first. */
nodiscard enum err_code link_run_last(struct link_run_fact *out, bool *found_out,
                                      struct db *db, uint8_t kind, struct err *e);
nodiscard enum err_code link_runs_read(struct link_run_fact **out, size_t *n_out,
                                       struct arena *a, struct db *db, size_t limit,
                                       struct err *e);

/* Puts the two files of a pair in order. */
void link_pair_order(struct person_id *person, struct person_id *other);

#endif
