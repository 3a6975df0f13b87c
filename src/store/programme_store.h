/* Programmes: calls, organisations, projects, partnerships, money, targets and
 * published figures. `_add` writes one fact: ERR_EXISTS when its id or code is there,
 * ERR_INVALID for a code outside its list or days in the wrong order, ERR_NOT_FOUND
 * when it refers to something that is not there. */
#ifndef STORE_PROGRAMME_STORE_H
#define STORE_PROGRAMME_STORE_H

#include "domain/facts.h"
#include "store/write.h"

nodiscard enum err_code call_add(struct write *w, const struct call_fact *f,
                                 struct err *e);
nodiscard enum err_code organisation_add(struct write *w,
                                         const struct organisation_fact *f,
                                         struct err *e);
nodiscard enum err_code project_add(struct write *w, const struct project_fact *f,
                                    struct err *e);
/* `municipalities`: REFNIS codes the partnership covers. */
nodiscard enum err_code partnership_add(struct write *w,
                                        const struct partnership_fact *f,
                                        const char *const *municipalities,
                                        size_t n_municipalities, struct err *e);
/* An organisation takes part in a partnership or project from a day on. `role` is free
 * text of the programme ("promotor", "partner"). */
nodiscard enum err_code partner_add(struct write *w, struct uuid id,
                                    struct partnership_id partnership,
                                    struct project_id project,
                                    struct organisation_id organisation,
                                    const char *role, struct day from, struct day to,
                                    struct err *e);
nodiscard enum err_code budget_add(struct write *w, const struct budget_fact *f,
                                   struct err *e);
nodiscard enum err_code target_add(struct write *w, const struct target_fact *f,
                                   struct err *e);
nodiscard enum err_code published_add(struct write *w, const struct published_fact *f,
                                      struct err *e);

/* ERR_INVALID when it says neither how the project was judged nor what followed. */
nodiscard enum err_code project_follow_up_add(struct write *w,
                                              const struct project_follow_up_fact *f,
                                              struct err *e);

/* The version open now (not retracted). *found_out says whether there is one. */
nodiscard enum err_code call_find(struct call_fact *out, bool *found_out, struct db *db,
                                  struct str code, struct err *e);
nodiscard enum err_code organisation_find(struct organisation_fact *out,
                                          bool *found_out, struct db *db,
                                          struct str code, struct err *e);
nodiscard enum err_code project_find(struct project_fact *out, bool *found_out,
                                     struct db *db, struct str code, struct err *e);
nodiscard enum err_code partnership_find(struct partnership_fact *out, bool *found_out,
                                         struct db *db, struct str code, struct err *e);
/* Retracts what a partnership covers, before it is corrected. */
nodiscard enum err_code coverage_retract(struct write *w,
                                         struct partnership_id partnership,
                                         struct err *e);

#endif
