/* Coordination duties, who coordinates, and caseloads, read for people. Only facts that
 * are not retracted; everything lies in the arena. */
#ifndef STORE_COORDINATION_READ_H
#define STORE_COORDINATION_READ_H

#include "domain/coordination_facts.h"
#include "store/db.h"
#include "store/office_store.h"

struct duty_view {
    struct coordination_duty_fact fact; /* words sealed until duty_words_open */
    char organisation_name[160], worker_name[160], asked_by_name[160];
};
/* Of a person, those that run on the day first, then the last begun first. */
nodiscard enum err_code duties_of_person(struct duty_view **out, size_t *n_out,
                                         struct arena *a, struct db *db,
                                         struct person_id person, struct day today,
                                         struct err *e);
/* What runs on the day at an organisation: of a worker, the last begun first; of nobody
 * yet (nil), the longest waiting first. */
nodiscard enum err_code duties_of_worker(struct duty_view **out, size_t *n_out,
                                         struct arena *a, struct db *db,
                                         struct organisation_id organisation,
                                         struct uuid worker, struct day today,
                                         size_t most, struct err *e);
nodiscard enum err_code duties_count(int64_t *waiting_out, int64_t *own_out,
                                     struct db *db, struct organisation_id organisation,
                                     struct uuid worker, struct day today,
                                     struct err *e);
/* In place; words whose key is gone go away. */
nodiscard enum err_code duty_words_open(struct duty_view *v, struct arena *a,
                                        struct db *db, struct err *e);

/* Organisations where somebody has a coordinator's role on the day, by name. */
nodiscard enum err_code coordinating_houses(struct office_name **out, size_t *n_out,
                                            struct arena *a, struct db *db,
                                            struct day today, struct err *e);
/* Who has that role there. */
nodiscard enum err_code coordinators_of(struct office_name **out, size_t *n_out,
                                        struct arena *a, struct db *db,
                                        struct organisation_id organisation,
                                        struct day today, struct err *e);

/* How many files each worker of an organisation has that have not ended, how many of
 * them had a contact since a day, and how many were agreed at most. Who was never named
 * comes last; otherwise most files first. Also who has none, but has a limit. */
struct caseload_view {
    struct uuid worker; /* nil: nobody named */
    char name[160];     /* "" nobody named */
    int64_t n, n_active;
    int limit;         /* CASELOAD_NO_LIMIT */
    bool is_limit_own; /* of this worker, not of the organisation */
};
enum { CASELOAD_NO_LIMIT = -1 };
nodiscard enum err_code caseload_list(struct caseload_view **out, size_t *n_out,
                                      struct arena *a, struct db *db,
                                      struct organisation_id organisation,
                                      struct day today, struct day active_since,
                                      struct err *e);
/* The limits that stand on the day; worker nil: of everybody. */
nodiscard enum err_code caseload_limits(struct caseload_limit_fact **out, size_t *n_out,
                                        struct arena *a, struct db *db,
                                        struct organisation_id organisation,
                                        struct day today, struct err *e);

#endif
