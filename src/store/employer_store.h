/* Employers, what is done with them and their vacancies: writing and reading. Only
 * facts that are not retracted are read; everything lies in the arena. Words are sealed
 * with the key of their own row. Errors as in dossier_store.h. */
#ifndef STORE_EMPLOYER_STORE_H
#define STORE_EMPLOYER_STORE_H

#include "domain/employer_facts.h"
#include "store/write.h"

nodiscard enum err_code employer_contact_add(struct write *w,
                                             const struct employer_contact_fact *f,
                                             struct err *e);
nodiscard enum err_code employer_action_add(struct write *w,
                                            const struct employer_action_fact *f,
                                            struct err *e);
nodiscard enum err_code vacancy_add(struct write *w, const struct vacancy_fact *f,
                                    struct err *e);

/* An organisation that hires: of kind employer or social economy company, or one that
 * somebody noted a contact or a vacancy of. */
struct employer_view {
    struct organisation_id id;
    char name[160];
    char municipality[8]; /* REFNIS or "" */
    uint8_t kind;         /* organisation_kind */
    int64_t n_vacancies;  /* that stand today and the reader may see */
    bool has_contact;     /* of the reader's organisation */
};
struct employer_wanted {
    struct str words;              /* within the name; empty: all */
    struct organisation_id reader; /* whose hidden vacancies count */
    struct day today;
    bool only_vacancies, only_contacts;
    struct organisation_id only; /* this one; nil: all */
    size_t first, most;
};
/* By name. */
nodiscard enum err_code employer_list(struct employer_view **out, size_t *n_out,
                                      struct arena *a, struct db *db,
                                      const struct employer_wanted *wanted,
                                      struct err *e);

struct employer_contact_view {
    struct employer_contact_fact fact; /* words opened */
    char keeper_name[160], worker_name[160];
};
/* Of an employer, each keeper's last; keeper nil: of all. Words only of `reader`. */
nodiscard enum err_code employer_contacts(struct employer_contact_view **out,
                                          size_t *n_out, struct arena *a, struct db *db,
                                          struct organisation_id employer,
                                          struct organisation_id keeper,
                                          struct organisation_id reader, struct err *e);
struct employer_action_view {
    struct employer_action_fact fact; /* words of the reader's organisation, opened */
    char keeper_name[160], worker_name[160];
};
/* The last first, at most `most`. */
nodiscard enum err_code employer_actions(struct employer_action_view **out,
                                         size_t *n_out, struct arena *a, struct db *db,
                                         struct organisation_id employer,
                                         struct organisation_id reader, size_t most,
                                         struct err *e);
struct vacancy_view {
    struct vacancy_fact fact;
    char employer_name[160], keeper_name[160];
};
/* Those that stand on `today`, or `with_past` all; hidden ones of the reader's
 * organisation only. employer nil: of all. The last first, at most `most`. */
nodiscard enum err_code vacancy_list(struct vacancy_view **out, size_t *n_out,
                                     struct arena *a, struct db *db,
                                     struct organisation_id employer,
                                     struct organisation_id reader, struct day today,
                                     bool with_past, size_t most, struct err *e);
/* ERR_NOT_FOUND, also for a hidden one of another organisation. */
nodiscard enum err_code vacancy_read(struct vacancy_view *out, struct arena *a,
                                     struct db *db, struct uuid vacancy,
                                     struct organisation_id reader, struct err *e);

/* Employers to whom a person lets something through with purpose employer today: each
 * once, by name; categories as bits (1 << sharing_category). */
struct employer_consent {
    struct organisation_id employer;
    char name[160];
    unsigned categories;
};
nodiscard enum err_code employer_consents(struct employer_consent **out, size_t *n_out,
                                          struct arena *a, struct db *db,
                                          struct person_id person, struct day today,
                                          struct err *e);

#endif
