/* Organisations and who works there, for a form that asks who does something. */
#ifndef STORE_OFFICE_STORE_H
#define STORE_OFFICE_STORE_H

#include "base/arena.h"
#include "store/db.h"

struct office_name {
    struct uuid id;
    char name[160];
};
/* Who works for the organisation on that day, by name; each once. */
nodiscard enum err_code colleague_list(struct office_name **out, size_t *n_out,
                                       struct arena *a, struct db *db,
                                       struct organisation_id organisation,
                                       struct day today, struct err *e);
/* All organisations but `except` (nil: all), by name; at most `most`. */
nodiscard enum err_code organisation_list(struct office_name **out, size_t *n_out,
                                          struct arena *a, struct db *db,
                                          struct organisation_id except, size_t most,
                                          struct err *e);
/* Does anybody who works for it on that day log in? */
nodiscard enum err_code organisation_has_account(bool *out, struct db *db,
                                                 struct organisation_id organisation,
                                                 struct day today, struct err *e);

#endif
