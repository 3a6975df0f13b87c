/* Partnerships and their agreements: what was agreed, by whom, and what came of it. Who
 * may read them (PERMISSION_PARTNERSHIP_READ) reads all of them: nobody's data is in
 * them. Agreements are written by coordinators (PERMISSION_PARTNERSHIP_WRITE) of a
 * party of the partnership. */
#ifndef ACT_PARTNERSHIP_ACTS_H
#define ACT_PARTNERSHIP_ACTS_H

#include "act/project_figures.h"
#include "store/partnership_read.h"

nodiscard enum err_code partnerships_show(struct partnership_view **out, size_t *n_out,
                                          const struct asking *a, struct err *e);

struct partnership_story {
    struct partnership_view partnership;
    bool may_write; /* agreements */
    struct party *parties;
    struct covered *covered;
    struct agreement_fact *agreements;
    struct agreed_action_view *actions;
    struct agreed_result_view *results;
    size_t n_parties, n_covered, n_agreements, n_actions, n_results;
};
nodiscard enum err_code partnership_show(struct partnership_story *out,
                                         const struct asking *a,
                                         struct partnership_id id, struct err *e);
/* The last result of an action; NULL when there is none. */
const struct agreed_result_view *agreed_result_last(const struct partnership_story *s,
                                                    struct uuid action);

/* One statement, or with is_file a file of questions (parts), counted from the records
 * that the analyst asks, so that these are the same numbers. */
nodiscard enum err_code partnership_answer(struct answer **out, const struct asking *a,
                                           struct str text, bool is_file,
                                           enum lang lang, struct err *e);

/* What does not fit, besides what a field says itself. */
enum agreement_fault {
    AGREEMENT_FITS,
    AGREEMENT_ELSEWHERE,   /* the municipality is not covered */
    AGREEMENT_NO_PARTY,    /* the organisation has no part in the partnership */
    AGREEMENT_DAYS,        /* it ends before it begins */
    AGREEMENT_DAY_TO_COME, /* a result lies ahead */
};
/* ids are the form's. ERR_NOT_FOUND; ERR_DENIED for who is of no party. */
nodiscard enum err_code agreement_make(const struct asking *a, struct agreement_fact *f,
                                       enum agreement_fault *fault_out, struct err *e);
nodiscard enum err_code agreed_action_make(const struct asking *a,
                                           struct partnership_id partnership,
                                           struct agreed_action_fact *f,
                                           enum agreement_fault *fault_out,
                                           struct err *e);
nodiscard enum err_code agreed_result_note(const struct asking *a,
                                           struct partnership_id partnership,
                                           struct agreed_result_fact *f,
                                           enum agreement_fault *fault_out,
                                           struct err *e);
/* An action that was written down by mistake. */
nodiscard enum err_code agreed_action_withdraw(const struct asking *a,
                                               struct partnership_id partnership,
                                               struct uuid action, struct err *e);

#endif
