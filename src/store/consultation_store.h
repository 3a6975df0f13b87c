/* Consultations: writing and reading. Words about a person are sealed with the key of
 * that person, words of outcomes with that of the consultation. Only facts that are not
 * retracted. Errors as in outreach_store.h. */
#ifndef STORE_CONSULTATION_STORE_H
#define STORE_CONSULTATION_STORE_H

#include "domain/consultation_facts.h"
#include "store/write.h"

nodiscard enum err_code consultation_add(struct write *w,
                                         const struct consultation_fact *f,
                                         struct err *e);
nodiscard enum err_code consultation_member_add(
    struct write *w, const struct consultation_member_fact *f, struct err *e);
nodiscard enum err_code consultation_case_add(struct write *w,
                                              const struct consultation_case_fact *f,
                                              struct err *e);
nodiscard enum err_code consultation_outcome_add(
    struct write *w, const struct consultation_outcome_fact *f, struct err *e);
nodiscard enum err_code consultation_outcome_state_add(
    struct write *w, const struct consultation_outcome_state_fact *f, struct err *e);

struct consultation_view {
    struct consultation_fact fact;
    char organisation_name[160];
    int64_t n_organisations, n_cases, n_outcomes;
};
struct consultation_wanted {
    struct organisation_id at_table;  /* of which somebody was there */
    uint8_t kind;                     /* CODE_MISSING: any */
    const char *title;                /* NULL: any; else exactly this one */
    struct organisation_id called_by; /* nil: by anybody */
    size_t first, most;
};
/* The last day first. */
nodiscard enum err_code consultation_list(struct consultation_view **out, size_t *n_out,
                                          struct arena *a, struct db *db,
                                          const struct consultation_wanted *wanted,
                                          struct err *e);
/* ERR_NOT_FOUND, also when nobody of `at_table` was there. */
nodiscard enum err_code consultation_read(struct consultation_view *out,
                                          struct arena *a, struct db *db,
                                          struct uuid consultation,
                                          struct organisation_id at_table,
                                          struct err *e);

struct member_view {
    struct consultation_member_fact fact;
    char organisation_name[160], worker_name[160];
};
/* By organisation, then worker. */
nodiscard enum err_code consultation_members(struct member_view **out, size_t *n_out,
                                             struct arena *a, struct db *db,
                                             struct uuid consultation, struct err *e);
/* In the order in which they were written; words still sealed. */
nodiscard enum err_code consultation_cases(struct consultation_case_fact **out,
                                           size_t *n_out, struct arena *a,
                                           struct db *db, struct uuid consultation,
                                           struct err *e);
/* Opens in place; who has no key any more has no words. */
nodiscard enum err_code consultation_case_open(struct consultation_case_fact *c,
                                               struct arena *a, struct db *db,
                                               struct err *e);

struct outcome_view {
    struct consultation_outcome_fact fact; /* words opened */
    char organisation_name[160], worker_name[160];
    uint8_t state; /* agreed_state: the last, CODE_MISSING: not begun */
    struct day state_on;
    char title[200]; /* of the consultation */
    struct day on;
};
nodiscard enum err_code consultation_outcomes(struct outcome_view **out, size_t *n_out,
                                              struct arena *a, struct db *db,
                                              struct uuid consultation, struct err *e);
/* What a worker promised, or anybody of the organisation, and is neither done nor
 * dropped: what is due first comes first. due_by: only what is due by then (DAY_NONE:
 * all). */
nodiscard enum err_code promise_list(struct outcome_view **out, size_t *n_out,
                                     struct arena *a, struct db *db,
                                     struct organisation_id organisation,
                                     struct uuid worker, struct day due_by, size_t most,
                                     struct err *e);
/* ERR_NOT_FOUND. */
nodiscard enum err_code outcome_read(struct outcome_view *out, struct arena *a,
                                     struct db *db, struct uuid outcome, struct err *e);

#endif
