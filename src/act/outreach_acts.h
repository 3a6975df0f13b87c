/* Outreach actions: what an organisation did to reach people, without naming anybody.
 * A correction retracts what changed and adds it anew. The organisation of who records
 * an action is always one of its partners; the programme it was held for is the one
 * that organisation works for on that day, when there is only one. */
#ifndef ACT_OUTREACH_ACTS_H
#define ACT_OUTREACH_ACTS_H

#include "act/behalf.h"
#include "store/outreach_read.h"

enum {
    ACTION_PARTNERS_MOST = 100,
    ACTION_HEADCOUNTS_MOST = 100, /* besides one of who refused */
    ACTION_MET_MOST = 1000000
};

/* How many were met, of one category. */
struct action_headcount {
    uint8_t category; /* target_group; CODE_MISSING: nothing said, or `word` */
    int32_t n;
    bool refused_registration;
    struct str word; /* a category that is no target group: kept when the action has it,
                        never begun */
};
struct action_wish {
    struct uuid action; /* nil: a new one, whose id is the form's */
    uint8_t kind, mode; /* outreach_action_kind; contact_mode or CODE_MISSING */
    /* the typology; each CODE_MISSING when not said */
    uint8_t offer_location, offer_kind, dimension;
    struct uuid place; /* nil: nowhere in particular */
    struct day on, ended_on;
    int32_t minutes; /* -1 not said */
    uint32_t groups; /* bit 1 << target_group: whom it was meant for */
    const struct organisation_id *partners;
    size_t n_partners;
    /* replaces what was counted in one go; conversations stay */
    const struct action_headcount *headcounts;
    size_t n_headcounts;
};
/* ERR_DENIED, also for an action of others; ERR_NOT_FOUND; ERR_INVALID. */
nodiscard enum err_code action_save(struct uuid *out, const struct asking *a,
                                    const struct action_wish *wish, struct err *e);
/* An action, and whether the visitor's organisation may change it. */
nodiscard enum err_code action_show(struct action_view *out, bool *may_change_out,
                                    const struct asking *a, struct uuid action,
                                    struct err *e);

/* For act/chat_acts.h, inside its write: a new action of kind presence, meant for whom
 * the place is known for. */
nodiscard enum err_code presence_add(struct uuid *out, struct write *w,
                                     const struct asking *a, struct uuid place,
                                     struct day on, struct err *e);

#endif
