/* How several persons are called, for a page that lists them: only of whom the visitor
 * may see who they are; the look at each of those is logged first. */
#ifndef ACT_PERSON_NAMES_H
#define ACT_PERSON_NAMES_H

#include "act/behalf.h"

struct person_name {
    bool is_open;    /* the visitor may see who this is */
    struct str name; /* call name or given name, and family name; "" nobody knows it */
};
/* One for each of n persons, in the arena; reason as in look_log. Wipe them when they
 * were shown. */
nodiscard enum err_code person_names_open(struct person_name **out,
                                          const struct asking *a,
                                          const struct person_id *persons, size_t n,
                                          const char *reason, struct err *e);
void person_names_wipe(struct person_name *names, size_t n);

#endif
