/* What is read for a course of a person beside the file itself: under which programmes
 * an organisation may begin one, and which jobs of its people are followed up. */
#ifndef STORE_COURSE_READ_H
#define STORE_COURSE_READ_H

#include "base/arena.h"
#include "domain/dossier_facts.h"
#include "store/db.h"

/* A project or a partnership: exactly one id is set. */
struct programme_choice {
    struct project_id project;
    struct partnership_id partnership;
    char code[24], title[160];
    char call[16];     /* of a project */
    uint8_t criterion; /* closing_criterion of a project; CODE_MISSING */
    bool is_promotor;  /* the organisation leads it */
};
/* Those that run on that day and in which the organisation leads or takes part, by
 * code.
 */
nodiscard enum err_code programme_choices(struct programme_choice **out, size_t *n_out,
                                          struct arena *a, struct db *db,
                                          struct organisation_id organisation,
                                          struct day on, struct err *e);

/* Work or training that began, of somebody whose file the organisation keeps. */
struct followed_job {
    struct person_id person;
    struct uuid outcome;
    uint8_t kind;        /* outcome */
    struct day from, to; /* to DAY_NONE: still */
    uint8_t contract;    /* contract_kind; CODE_MISSING: training, or not said */
    char call[16];       /* of its trajectory; "" */
    uint8_t call_kind;   /* CODE_MISSING */
    struct uuid worker;  /* who accompanies, of this organisation; nil */
    struct aftercare_fact *aftercares; /* without words, by day */
    size_t n_aftercares;
};
enum { FOLLOWED_JOBS_MOST = 2000 };
/* Those that began since `since` and had not ended before `on`, oldest first, at most
 * FOLLOWED_JOBS_MOST. `worker`: only of whom that worker accompanies; nil: everybody.
 */
nodiscard enum err_code followed_jobs(struct followed_job **out, size_t *n_out,
                                      struct arena *a, struct db *db,
                                      struct organisation_id organisation,
                                      struct uuid worker, struct day since,
                                      struct day on, struct err *e);

#endif
