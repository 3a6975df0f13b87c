/* Reach before anybody is known: places, actions on them, and who was met: a headcount
 * or one anonymous thread. Nothing here needs consent, and nothing here identifies. */
#ifndef STORE_OUTREACH_STORE_H
#define STORE_OUTREACH_STORE_H

#include "domain/facts.h"
#include "store/write.h"

struct outreach_place_fact {
    struct uuid id;
    char name[160];       /* of the place, never of a person */
    uint8_t kind;         /* place_kind */
    char municipality[8]; /* REFNIS code or "" */
    struct day from, to;
};

struct outreach_action_fact {
    struct uuid id;
    struct uuid place;                 /* nil when none */
    struct project_id project;         /* nil when none */
    struct partnership_id partnership; /* nil when none */
    uint8_t mode;                      /* contact_mode */
    struct day on;
    int32_t minutes; /* -1 unknown */
};

/* Either a headcount (n > 0, thread nil) or one conversation of an anonymous thread (n
 * 1, thread set: the same thread again is the same human being). */
struct reach_fact {
    struct uuid id;
    struct uuid action;
    struct uuid thread;
    struct person_id person; /* when the thread became a person; nil before */
    int32_t n;
    char category[24]; /* what the guide saw, a code of the place's list; "" none */
    bool refused_registration;
};

nodiscard enum err_code outreach_place_add(struct write *w,
                                           const struct outreach_place_fact *f,
                                           struct err *e);
nodiscard enum err_code outreach_action_add(struct write *w,
                                            const struct outreach_action_fact *f,
                                            struct err *e);
nodiscard enum err_code reach_add(struct write *w, const struct reach_fact *f,
                                  struct err *e);
/* Retracts the headcounts and threads of an action, before it is corrected. */
nodiscard enum err_code reach_retract(struct write *w, struct uuid action,
                                      struct err *e);

#endif
