/* What happens with a person, recorded: contacts, actions, results, goal, steps, notes,
 * appreciation; and corrections. Rules as in trajectory_acts.h. `corrects`: the fact
 * that this one replaces, retracted in the same write; nil: none. */
#ifndef ACT_RECORD_ACTS_H
#define ACT_RECORD_ACTS_H

#include "act/dossier_acts.h"

struct contact_record {
    struct person_id person;
    struct trajectory_id trajectory; /* nil: the open one */
    struct day on;
    uint8_t mode;      /* contact_mode */
    uint32_t flags;    /* enum contact_flag */
    int32_t minutes;   /* -1 not said */
    struct uuid place; /* nil none */
    struct str words;  /* short outcome; sealed */
    struct uuid corrects;
};
nodiscard enum err_code contact_record(const struct asking *a,
                                       const struct contact_record *c, struct err *e);

struct action_record {
    struct person_id person;
    struct trajectory_id trajectory; /* nil: the open one */
    struct day from, to;             /* to DAY_NONE: one day, or still */
    uint8_t kind;                    /* action_kind */
    int32_t minutes;                 /* -1 not said */
    struct str words;                /* kept as an ordinary note beside it */
    struct uuid corrects;
};
nodiscard enum err_code action_record(const struct asking *a,
                                      const struct action_record *c, struct err *e);

struct result_record {
    struct person_id person;
    struct trajectory_id trajectory; /* nil: the open one */
    struct day from, to;             /* to DAY_NONE: still */
    uint8_t outcome;                 /* outcome */
    uint8_t sector;                  /* sector; CODE_MISSING */
    struct str words;                /* kept as an ordinary note beside it */
    struct uuid corrects;
};
nodiscard enum err_code result_record(const struct asking *a,
                                      const struct result_record *r, struct err *e);

/* Written as said; id, worker and person's trajectory are filled in by the act. */
nodiscard enum err_code goal_record(const struct asking *a, const struct goal_fact *f,
                                    struct err *e);
nodiscard enum err_code step_record(const struct asking *a, const struct step_fact *f,
                                    struct err *e);
nodiscard enum err_code step_state_record(const struct asking *a,
                                          const struct step_state_fact *f,
                                          struct err *e);
nodiscard enum err_code note_record(const struct asking *a, const struct note_fact *f,
                                    struct uuid corrects, struct err *e);
nodiscard enum err_code appreciation_record(const struct asking *a,
                                            const struct appreciation_fact *f,
                                            struct err *e);

/* Takes back what was recorded by mistake: it stays visible as corrected. What hangs on
 * it (the actor of a phase, the job of an outcome, the criteria of an end) goes with
 * it. `noun`: of an event, a note, goal, step, engagement, appreciation or aftercare;
 * ERR_INVALID for another. */
nodiscard enum err_code fact_take_back(const struct asking *a, struct person_id person,
                                       enum noun noun, struct uuid id, struct err *e);

#endif
