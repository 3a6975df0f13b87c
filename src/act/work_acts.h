/* Jobs and the care after them. Rules as in trajectory_acts.h. */
#ifndef ACT_WORK_ACTS_H
#define ACT_WORK_ACTS_H

#include "act/dossier_acts.h"
#include "domain/aftercare_plan.h"
#include "store/course_read.h"

struct job_record {
    struct person_id person;
    struct trajectory_id trajectory; /* nil: the open one */
    struct day from, to;             /* to DAY_NONE: still */
    uint8_t sector;                  /* CODE_MISSING */
    int32_t weekly_minutes;          /* -1 not said */
    struct job_fact job;             /* id and person are filled in */
    struct uuid corrects;            /* the outcome it replaces; nil */
};
nodiscard enum err_code job_record(const struct asking *a, const struct job_record *j,
                                   struct err *e);
/* Its outcome is written again with its last day; the job and its aftercare move along.
 * ERR_INVALID when it has ended, or began later. */
nodiscard enum err_code job_end(const struct asking *a, struct person_id person,
                                struct uuid outcome, struct day on, struct err *e);

/* A moment that took place or was tried. `ended_on`: with the result that the job has
 * ended, its last day; DAY_NONE otherwise. */
nodiscard enum err_code aftercare_record(const struct asking *a,
                                         const struct aftercare_fact *f,
                                         struct day ended_on, struct err *e);

/* One job with its moments, as of today. */
struct job_course {
    const struct dossier_event *outcome;
    const struct job_fact *job; /* NULL: training, or imported */
    struct aftercare_moment moments[N_AFTERCARE_SIDE][AFTERCARE_MOMENTS];
};
/* All of a file that is followed up, latest first; in the arena. Needs DOSSIER_COURSE
 * and DOSSIER_WORK. */
struct job_course *job_courses(size_t *n_out, struct arena *a, const struct dossier *d,
                               struct day on);
/* Does this kind of outcome have aftercare: work and training (R92)? */
bool outcome_is_followed(uint8_t outcome);

/* Moments that wait, of the files of the visitor's organisation: due and late ones,
 * then those of the next days; first what waits longest. */
struct waiting_moment {
    struct followed_job job;
    struct aftercare_moment moment;
    struct str name; /* how the person wants to be called; "" when closed */
};
struct waiting_moments {
    struct waiting_moment *at;
    size_t n, n_due; /* the first n_due are due or late */
    bool is_more;
};
enum { WAITING_PAGE_ROWS = 25 };
/* At most WAITING_PAGE_ROWS, from the one with number `from` (0: the first) on.
 * `is_mine`: only of persons whom the visitor accompanies. Who is shown is logged. */
nodiscard enum err_code aftercare_waiting(struct waiting_moments *out,
                                          const struct asking *a, bool is_mine,
                                          size_t from, struct err *e);
#endif
