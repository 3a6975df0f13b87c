/* The names in a list of persons, where they may be seen. */
#ifndef ACT_NAME_ROWS_H
#define ACT_NAME_ROWS_H

#include "act/behalf.h"

/* Of each person, in their order, how the person is called: "" when the visitor may not
 * see who it is, or nobody wrote it down. One row in the log of looks for each name,
 * under `reason`, before it is opened. In the arena; wipe with name_rows_wipe. */
nodiscard enum err_code name_rows(struct str *out, const struct asking *a,
                                  const struct person_id *persons, size_t n,
                                  const char *reason, struct err *e);
/* The same of persons whose gates were asked already (persons_gates, identity). */
nodiscard enum err_code name_open_rows(struct str *out, const struct asking *a,
                                       const struct person_id *persons,
                                       const bool *is_open, size_t n,
                                       const char *reason, struct err *e);
/* The first letters of names ("N. B."), in the arena. */
struct str name_initials(struct arena *a, struct str name);
void name_rows_wipe(struct str *names, size_t n);

#endif
