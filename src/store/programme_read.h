/* Programmes, read for a choice on a page. */
#ifndef STORE_PROGRAMME_READ_H
#define STORE_PROGRAMME_READ_H

#include "domain/facts.h"
#include "store/db.h"

struct programme_choice {
    struct uuid id;
    bool is_partnership; /* else a project */
    char code[24], title[160];
};
/* The projects and partnerships in which an organisation takes part on a day, as
 * promotor or partner, by title. */
nodiscard enum err_code programme_choices(struct programme_choice **out, size_t *n_out,
                                          struct arena *a, struct db *db,
                                          struct organisation_id organisation,
                                          struct day today, struct err *e);

#endif
