/* Reach before anybody is known: places, actions on them with their course and
 * audiences, and who was met: a headcount or one anonymous thread. Nothing here needs
 * consent, and nothing here identifies. `_add` writes one fact: ERR_EXISTS when it is
 * there, ERR_INVALID for a code outside its list or days in the wrong order,
 * ERR_NOT_FOUND when it refers to something that is not there. */
#ifndef STORE_OUTREACH_STORE_H
#define STORE_OUTREACH_STORE_H

#include "domain/facts.h"
#include "store/write.h"

nodiscard enum err_code outreach_place_add(struct write *w,
                                           const struct outreach_place_fact *f,
                                           struct err *e);
nodiscard enum err_code outreach_action_add(struct write *w,
                                            const struct outreach_action_fact *f,
                                            struct err *e);
/* After its action. ERR_EXISTS when the action has one, ERR_INVALID when it ends before
 * it began. */
nodiscard enum err_code outreach_course_add(struct write *w,
                                            const struct outreach_course_fact *f,
                                            struct err *e);
/* After its action. ERR_EXISTS when the action has one, ERR_INVALID when it says
 * nothing. */
nodiscard enum err_code outreach_offer_add(struct write *w,
                                           const struct outreach_offer_fact *f,
                                           struct err *e);
/* ERR_INVALID unless exactly one of target group and organisation is given. */
nodiscard enum err_code outreach_audience_add(struct write *w,
                                              const struct outreach_audience_fact *f,
                                              struct err *e);
nodiscard enum err_code reach_add(struct write *w, const struct reach_fact *f,
                                  struct err *e);
/* Retracts the headcounts and threads of an action, before it is corrected. */
nodiscard enum err_code reach_retract(struct write *w, struct uuid action,
                                      struct err *e);

#endif
