/* What was said about sharing and what became of it, read for people. Only facts that
 * are not retracted; everything lies in the arena. Who may see it was decided before.
 */
#ifndef STORE_CONSENT_READ_H
#define STORE_CONSENT_READ_H

#include "base/arena.h"
#include "domain/consent_course.h"
#include "store/db.h"

struct consent_view {
    struct consent_fact fact;
    struct consent_withdrawal_fact withdrawal; /* id nil: not withdrawn */
    enum consent_state state;
    char receiver_name[160], organisation_name[160], worker_name[160];
};
struct consent_wanted {
    struct organisation_id receiver; /* nil: of all */
    bool with_words;
};
/* By name of the receiver; of one receiver the last recorded first. */
nodiscard enum err_code consent_list(struct consent_view **out, size_t *n_out,
                                     struct arena *a, struct db *db,
                                     struct person_id person,
                                     const struct consent_wanted *wanted,
                                     struct day today, struct err *e);

/* An open request: nobody answered about that organisation, purpose and category since
 * it was made. */
struct consent_request_view {
    struct consent_request_fact fact;
    char organisation_name[160], worker_name[160];
};
/* The first asked first. `organisation` nil: of all. */
nodiscard enum err_code consent_request_list(struct consent_request_view **out,
                                             size_t *n_out, struct arena *a,
                                             struct db *db, struct person_id person,
                                             struct organisation_id organisation,
                                             bool with_words, struct err *e);
/* Persons with an open request, whose file this worker keeps by name for this
 * organisation on that day; the first asked first. */
nodiscard enum err_code consent_requests_waiting(struct person_id **out, size_t *n_out,
                                                 struct arena *a, struct db *db,
                                                 struct uuid worker,
                                                 struct organisation_id organisation,
                                                 struct day today, size_t limit,
                                                 struct err *e);

/* An organisation that keeps the file, or that counts it without a name. */
struct file_keeper {
    struct organisation_id organisation;
    char name[160];
    bool only_counts; /* promotor of a project that another organisation hosts */
    struct day since; /* the first day of guidance or reach; DAY_NONE not known */
};
nodiscard enum err_code file_keepers(struct file_keeper **out, size_t *n_out,
                                     struct arena *a, struct db *db,
                                     struct person_id person, struct day today,
                                     struct err *e);

#endif
