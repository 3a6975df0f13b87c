/* Two values for one field: the second is kept as a proposal until somebody decides. */
#ifndef STORE_PROPOSAL_STORE_H
#define STORE_PROPOSAL_STORE_H

#include "domain/dossier_facts.h"
#include "store/person_store.h"

/* The open version of a field: its row (nil: none), who wrote it and when. */
struct field_version {
    struct uuid row;
    struct written written;
    char worker_name[160]; /* "" when no worker wrote it */
};
nodiscard enum err_code field_version_read(struct field_version *out, struct db *db,
                                           struct person_id person,
                                           enum identity_field field, struct err *e);
/* Is the open value this one? Nobody sees it. Empty is none. */
nodiscard enum err_code field_is(bool *out, struct db *db, struct person_id person,
                                 enum identity_field field, struct str value,
                                 struct err *e);
/* N_IDENTITY_FIELDS when there is none. */
enum identity_field identity_field_named(struct str name);

/* ERR_INVALID without words; ERR_ERASED. */
nodiscard enum err_code proposal_add(struct write *w, const struct proposal_fact *f,
                                     struct err *e);
/* ERR_EXISTS when it was decided already; ERR_NOT_FOUND. The value itself is written by
 * the act. */
nodiscard enum err_code proposal_decision_add(struct write *w,
                                              const struct proposal_decision_fact *f,
                                              struct err *e);
/* Persons of whose fields proposals wait, among the files that an organisation keeps
 * today, the oldest proposal first. */
nodiscard enum err_code proposals_waiting(struct person_id **out, size_t *n_out,
                                          struct arena *a, struct db *db,
                                          struct organisation_id organisation,
                                          struct day today, size_t limit,
                                          struct err *e);

#endif
