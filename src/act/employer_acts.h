/* Employers (R76, R77, R82): whom they may call here, what was done with them, what
 * work they have. Who may: PERMISSION_EMPLOYER. Each organisation keeps its own contact
 * and actions; their words stay with it. Vacancies that are announced are shared,
 * hidden ones are seen by the organisation that keeps them. Nothing of a person. */
#ifndef ACT_EMPLOYER_ACTS_H
#define ACT_EMPLOYER_ACTS_H

#include "act/behalf.h"
#include "store/employer_store.h"

enum { EMPLOYER_ACTIONS_SHOWN = 20, EMPLOYER_VACANCIES_SHOWN = 100 };

/* reader and today are filled in here. */
nodiscard enum err_code employers_show(struct employer_view **out, size_t *n_out,
                                       const struct asking *a,
                                       struct employer_wanted *wanted, struct err *e);
struct employer_story {
    struct employer_view employer;
    struct employer_contact_view *contacts; /* of each organisation */
    struct employer_contact_view own;       /* id nil: none yet */
    struct employer_action_view *actions;
    struct vacancy_view *vacancies; /* that stand today */
    size_t n_contacts, n_actions, n_vacancies;
};
/* ERR_NOT_FOUND for what is no employer. */
nodiscard enum err_code employer_show(struct employer_story *out,
                                      const struct asking *a,
                                      struct organisation_id employer, struct err *e);
nodiscard enum err_code vacancies_show(struct vacancy_view **out, size_t *n_out,
                                       const struct asking *a, struct err *e);
nodiscard enum err_code vacancy_show(struct vacancy_view *out, const struct asking *a,
                                     struct uuid vacancy, struct err *e);

/* A new employer, with the contact that we offer it. ERR_INVALID without a name. */
nodiscard enum err_code employer_make(struct organisation_id *out,
                                      const struct asking *a, const char *name,
                                      const char *municipality,
                                      struct employer_contact_fact *f, struct err *e);
/* Takes the place of the contact that the visitor's organisation had. id, keeper are
 * filled in here; worker is one of the organisation (ERR_INVALID). */
nodiscard enum err_code employer_contact_note(const struct asking *a,
                                              struct employer_contact_fact *f,
                                              struct err *e);
/* ERR_INVALID for a day to come. */
nodiscard enum err_code employer_action_note(const struct asking *a,
                                             struct employer_action_fact *f,
                                             struct err *e);
nodiscard enum err_code vacancy_note(const struct asking *a, struct vacancy_fact *f,
                                     struct err *e);
/* The place is taken, or gone: written again with yesterday as its last day, or taken
 * back when it began today or later. ERR_DENIED for who does not keep it. */
nodiscard enum err_code vacancy_end(const struct asking *a, struct uuid vacancy,
                                    struct err *e);

#endif
