/* What opening one identity and opening many have in common; for the store only. */
#ifndef STORE_IDENTITY_INSIDE_H
#define STORE_IDENTITY_INSIDE_H

#include "store/person_store.h"
#include "store/write_inside.h"
#include "trust/vault.h"

enum { IDENTITY_ALL_FIELDS = (1 << N_IDENTITY_FIELDS) - 1 };

/* The open fields among `wanted` (bit 1 << IDENTITY_...), in the arena. Whoever calls
 * has logged the look, or rolls back. */
nodiscard enum err_code identity_fields_open(struct identity *out, struct arena *a,
                                             struct db *db, struct person_id person,
                                             const struct subject_key *key,
                                             unsigned wanted, struct err *e);
/* One row of the log of looks, by whoever writes. */
nodiscard enum err_code identity_look_log(struct write *w, struct uuid id,
                                          struct person_id person, const char *reason,
                                          struct err *e);

#endif
