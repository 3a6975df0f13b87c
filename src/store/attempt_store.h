/* Attempts to log in, as trust/attempts.h counts them: rows of numbers under keyed
 * hashes, replaced in place, so that there are never more than the table in memory has.
 * No facts: written without a row in the audit log. */
#ifndef STORE_ATTEMPT_STORE_H
#define STORE_ATTEMPT_STORE_H

#include "store/db.h"
#include "trust/attempts.h"

enum { ATTEMPT_PLACES = 1 << 16 }; /* as the table allows */

/* Keeps what stands at these places; an older count never replaces a newer one. */
nodiscard enum err_code attempt_keep(struct db *db, const struct attempt_count *counts,
                                     size_t n, struct err *e);
/* Everything that was kept, put back. What does not fit (made with another key) is
 * passed over. */
nodiscard enum err_code attempt_load(struct attempts *into, struct db *db,
                                     struct err *e);

#endif
