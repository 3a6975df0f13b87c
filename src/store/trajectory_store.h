/* Trajectories and what happened in them. Each kind of event has its own table. */
#ifndef STORE_TRAJECTORY_STORE_H
#define STORE_TRAJECTORY_STORE_H

#include "domain/facts.h"
#include "store/write.h"

enum contact_flag {
    CONTACT_IMPERSONAL = 1, /* a flyer, a mass mail */
    CONTACT_INDIRECT = 2,   /* through somebody else */
    CONTACT_GROUP = 4,
    CONTACT_HOME_VISIT = 8,
    CONTACT_BY_PERSON = 16, /* the person took the initiative */
    CONTACT_NOT_NOW = 32,   /* the person said: not now */
};

/* What an event has besides its place in the panel; fields that do not belong to its
 * kind must be left as event_particulars_none() gives them (ERR_INVALID otherwise). */
struct event_particulars {
    struct day to;      /* phase episode, activity, outcome: last day; DAY_NONE */
    int32_t minutes;    /* contact, activity: how long; -1 unknown */
    uint32_t flags;     /* contact: enum contact_flag */
    struct uuid worker; /* contact, activity: who worked; nil unknown */
    struct uuid place;  /* contact: outreach place; nil none */
    struct organisation_id
        organisation;       /* outcome: employer or school; referral: who
                               referred; activity: who gave it; nil unknown */
    char contract[24];      /* outcome: code in the contract list of the source; "" */
    int32_t weekly_minutes; /* outcome: working time a week; -1 unknown */
    struct str note;        /* contact: free text, sealed with the person's key */
};
struct event_particulars event_particulars_none(void);

nodiscard enum err_code trajectory_add(struct write *w, const struct trajectory_fact *f,
                                       struct err *e);
/* ERR_NOT_FOUND when this person has no such trajectory. `p` NULL: none. */
nodiscard enum err_code event_add(struct write *w, const struct event_fact *f,
                                  const struct event_particulars *p, struct err *e);
/* The noun an event of this kind is kept as, for fact_retract. */
enum noun event_noun(enum event_kind kind);
/* The version open now. */
nodiscard enum err_code trajectory_find(struct trajectory_fact *out, bool *found_out,
                                        struct db *db, struct person_id person,
                                        struct trajectory_id id, struct err *e);

#endif
