/* The social map on disk: records of the directory (domain/directory.h) and what our
 * people say of services. Nothing here is about a person. */
#ifndef STORE_DIRECTORY_STORE_H
#define STORE_DIRECTORY_STORE_H

#include "domain/directory.h"
#include "domain/directory_facts.h"
#include "store/write.h"

/* --- writing --- */

enum directory_fate { DIRECTORY_ADDED, DIRECTORY_CHANGED, DIRECTORY_SAME };
/* The record as it stands from now on: a version that says something else is closed and
 * the new one added; one that says the same is left. ERR_INVALID for the nil id, for
 * content that is not one JSON object, for an id that names a record of another kind.
 */
nodiscard enum err_code directory_put(enum directory_fate *out, struct write *w,
                                      const struct directory_record *r, struct err *e);
/* ERR_NOT_FOUND. */
nodiscard enum err_code directory_drop(struct write *w, struct uuid id, struct err *e);

nodiscard enum err_code directory_keeper_add(struct write *w,
                                             const struct directory_keeper_fact *f,
                                             struct err *e);
nodiscard enum err_code directory_check_add(struct write *w,
                                            const struct directory_check_fact *f,
                                            struct err *e);
nodiscard enum err_code directory_doubt_add(struct write *w,
                                            const struct directory_doubt_fact *f,
                                            struct err *e);
/* ERR_EXISTS when the doubt was answered. */
nodiscard enum err_code directory_doubt_outcome_add(
    struct write *w, const struct directory_doubt_outcome_fact *f, struct err *e);
nodiscard enum err_code directory_intent_add(struct write *w,
                                             const struct directory_intent_fact *f,
                                             struct err *e);
nodiscard enum err_code directory_gap_add(struct write *w,
                                          const struct directory_gap_fact *f,
                                          struct err *e);

/* --- records --- */

/* ERR_NOT_FOUND, also for a record of another kind. */
nodiscard enum err_code directory_find(struct directory_record *out, struct arena *a,
                                       struct db *db, enum directory_kind kind,
                                       struct uuid id, struct err *e);
/* What belongs to `owner` through a slot, in order of kind and id. */
nodiscard enum err_code directory_belonging(struct directory_record **out,
                                            size_t *n_out, struct arena *a,
                                            struct db *db, enum directory_slot slot,
                                            struct uuid owner, struct err *e);
/* All records of a kind in order of id, from after `after` (nil: the first). */
nodiscard enum err_code directory_list(struct directory_record **out, size_t *n_out,
                                       struct arena *a, struct db *db,
                                       enum directory_kind kind, struct uuid after,
                                       size_t most, struct err *e);
nodiscard enum err_code directory_count(int64_t *out, struct db *db,
                                        enum directory_kind kind, struct err *e);

/* For the store's own files: a record out of a row that selects id, kind, the slots in
 * their order, place and content. */
nodiscard enum err_code directory_record_from_row(void *out, struct arena *a,
                                                  struct statement *st, struct err *e);

/* --- what is known of a service beside its records --- */

struct directory_standing {
    struct organisation_id keeper; /* nil: nobody */
    char keeper_name[160];
    struct day checked_on; /* the last check; DAY_NONE */
    char checked_by[160];  /* organisation */
    int64_t changed_at;    /* Unix ms: when this version of its record came */
    int64_t n_intents;     /* since `since` */
    int64_t n_doubts;      /* that nobody answered yet */
};
nodiscard enum err_code directory_standing(struct directory_standing *out,
                                           struct db *db, struct uuid service,
                                           struct day since, struct err *e);

/* A doubt that waits for an answer. */
struct directory_doubt_view {
    struct directory_doubt_fact fact;
    struct str service_name; /* out of its content */
};
/* Of services that `keeper` keeps, and of those that nobody does; oldest first. */
nodiscard enum err_code directory_doubts(struct directory_doubt_view **out,
                                         size_t *n_out, struct arena *a, struct db *db,
                                         struct organisation_id keeper, size_t most,
                                         struct err *e);
/* ERR_NOT_FOUND. */
nodiscard enum err_code directory_doubt_find(struct directory_doubt_fact *out,
                                             struct db *db, struct uuid doubt,
                                             struct err *e);
/* Gaps counted by barrier, municipality and target group, since a day; most first. */
struct directory_gap_count {
    uint8_t condition, target_group;
    char municipality[8];
    int64_t n;
};
nodiscard enum err_code directory_gap_counts(struct directory_gap_count **out,
                                             size_t *n_out, struct arena *a,
                                             struct db *db, struct day since,
                                             size_t most, struct err *e);

#endif
