/* Beginning, phasing, judging and closing a trajectory. Each act asks the gate first,
 * writes in one piece, and gives the first fact it makes the id of the form.
 * ERR_NOT_FOUND for strangers, ERR_DENIED when it may not be written, ERR_INVALID for
 * days to come, ERR_EXISTS for a form that was answered. */
#ifndef ACT_TRAJECTORY_ACTS_H
#define ACT_TRAJECTORY_ACTS_H

#include "act/dossier_acts.h"
#include "domain/closing_check.h"
#include "store/course_read.h"

/* Reached, started, or both at once: two dates, two counts (R22). */
struct trajectory_beginning {
    struct person_id person;
    struct trajectory_id trajectory; /* nil: a new one; else reached is there already */
    struct project_id project;       /* of a new one; nil */
    struct partnership_id partnership;         /* of a new one; nil */
    struct day reached_on;                     /* of a new one */
    struct day started_on;                     /* DAY_NONE: reached only */
    uint8_t channel;                           /* intake_channel, CODE_MISSING */
    uint8_t is_voluntary;                      /* 1, 0, CODE_MISSING */
    struct str participant_words, guide_words; /* what each promises; empty: nothing */
};
/* ERR_INVALID for a project or partnership the organisation has no part in, a start
 * before the reach, a promise without a start, or a trajectory that has started. */
nodiscard enum err_code trajectory_begin(const struct asking *a,
                                         const struct trajectory_beginning *b,
                                         struct err *e);

struct phase_work {
    struct person_id person;
    struct trajectory_id trajectory; /* nil: the open one */
    uint8_t phase;
    struct day from, to; /* to DAY_NONE: still */
    struct str words;    /* what came of it */
};
nodiscard enum err_code phase_begin(const struct asking *a, const struct phase_work *p,
                                    struct err *e);
/* Ends an episode: it is written again with its last day. Words of before are kept when
 * none are given. ERR_INVALID when it has ended, or began later. */
nodiscard enum err_code phase_end(const struct asking *a, struct person_id person,
                                  struct uuid episode, struct day on, struct str words,
                                  struct err *e);

/* Whether it succeeded is a judgement beside its status (R20). */
nodiscard enum err_code trajectory_judge(const struct asking *a,
                                         struct person_id person,
                                         struct trajectory_id trajectory,
                                         uint8_t judgement, struct day on,
                                         struct err *e);

struct trajectory_closing {
    struct person_id person;
    struct trajectory_id trajectory;
    struct day on;
    uint8_t end_kind;            /* end_kind */
    uint8_t exit_reason;         /* exit_reason */
    struct closing_fact answers; /* id, person and criterion are filled in */
    uint8_t judgement;           /* CODE_MISSING: not judged now */
};
/* What is known of the trajectory for closing_check. The criterion of its project is
 * put into the answers. */
void closing_facts_of(struct closing_facts *out, const struct dossier *d,
                      const struct trajectory_closing *c);
/* ERR_INVALID when it has ended, or began later. */
nodiscard enum err_code trajectory_close(const struct asking *a,
                                         const struct trajectory_closing *c,
                                         struct err *e);

/* For who leads a project: when it calls a trajectory finished (R27). ERR_DENIED for
 * another's project. */
nodiscard enum err_code project_criterion_choose(const struct asking *a,
                                                 struct project_id project,
                                                 uint8_t criterion, struct err *e);
#endif
