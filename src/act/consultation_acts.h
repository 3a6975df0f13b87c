/* Consultations between organisations: who sat at the table, whom it was about, what
 * came of it and who promised what (PERMISSION_CONSULTATION). Who works for an
 * organisation that was at the table sees it; for others it does not exist
 * (ERR_NOT_FOUND).
 *
 * A person is put on the list only when every organisation at the table has a ground:
 * it keeps the file, or the person lets it see who that is, to guide together or to
 * attune guidance. When that ends, the name closes for who lost it. */
#ifndef ACT_CONSULTATION_ACTS_H
#define ACT_CONSULTATION_ACTS_H

#include "act/person_names.h"
#include "store/consultation_store.h"

enum {
    CONSULTATION_MEMBERS_MOST = 60,
    CONSULTATION_CASES_MOST = 60,
    PROMISES_MOST = 100
};

nodiscard enum err_code consultations_show(struct consultation_view **out,
                                           size_t *n_out, const struct asking *a,
                                           uint8_t kind, size_t first, size_t most,
                                           struct err *e);
/* id (the form's) and organisation are filled in; one's organisation and oneself are at
 * the table, with these other organisations. */
nodiscard enum err_code consultation_note(const struct asking *a,
                                          struct consultation_fact *f,
                                          const struct organisation_id *others,
                                          size_t n, struct err *e);
/* Oneself (organisation nil), or another organisation. ERR_EXISTS when they are there;
 * ERR_DENIED when it has no ground for somebody who is discussed. */
nodiscard enum err_code consultation_join(const struct asking *a,
                                          struct uuid consultation,
                                          struct organisation_id organisation,
                                          struct err *e);

struct case_view {
    struct consultation_case_fact fact; /* words only when they are open */
    struct person_name name;
    bool sees_words;
};
struct consultation_story {
    struct consultation_view view;
    struct member_view *members;
    size_t n_members;
    bool is_member; /* the visitor by name */
    struct case_view *cases;
    size_t n_cases;
    struct outcome_view *outcomes;
    size_t n_outcomes;
};
/* The looks at who is discussed are logged. Wipe it when it was shown. */
nodiscard enum err_code consultation_show(struct consultation_story *out,
                                          const struct asking *a,
                                          struct uuid consultation, struct err *e);
void consultation_wipe(struct consultation_story *story);

/* The organisations at the table that have no ground for this person, by name. */
nodiscard enum err_code grounds_lacking(struct member_view **out, size_t *n_out,
                                        const struct asking *a,
                                        struct uuid consultation,
                                        struct person_id person, struct err *e);
/* Puts a person on the list of a case consultation. ERR_DENIED when an organisation
 * lacks a ground; ERR_EXISTS when the person is on it. */
nodiscard enum err_code case_discuss(const struct asking *a, struct uuid consultation,
                                     struct person_id person, struct str words,
                                     struct err *e);
/* What was said, written anew; the words before stay in the history of the store. */
nodiscard enum err_code case_reword(const struct asking *a, struct person_id person,
                                    struct uuid consultation, struct str words,
                                    struct err *e);

/* id is the form's. Owner: an organisation at the table, and a worker who was there, or
 * nobody. *tells_out: the words may tell who somebody is (ERR_INVALID). */
nodiscard enum err_code outcome_note(const struct asking *a,
                                     struct consultation_outcome_fact *f,
                                     bool *tells_out, struct err *e);
/* ERR_DENIED when another organisation promised it. */
nodiscard enum err_code outcome_mark(const struct asking *a, struct uuid outcome,
                                     uint8_t state, struct err *e);
/* What oneself, or anybody of one's organisation, promised and is not done. */
nodiscard enum err_code promises_show(struct outcome_view **out, size_t *n_out,
                                      const struct asking *a, struct day due_by,
                                      struct err *e);

/* The sessions of one learning network (or of any series under one title), the last
 * first, with what each brought. */
struct learning_story {
    struct consultation_story *sessions;
    size_t n;
};
nodiscard enum err_code learning_network_show(struct learning_story *out,
                                              const struct asking *a,
                                              struct uuid consultation, struct err *e);

#endif
