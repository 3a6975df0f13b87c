/* Migrations: files of SQL, embedded in the binary, run once and in order. The name and
 * BLAKE2b-256 of each are kept in the database; a file that changed since, or that this
 * program does not have, stops the start (ERR_SCHEMA). Forward only. */
#ifndef STORE_MIGRATIONS_H
#define STORE_MIGRATIONS_H

#include "base/embedded.h"
#include "base/err.h"

struct db;
extern const struct embedded store_migrations[];
extern const size_t store_migrations_count;

/* Compares what the database has with `list`. *n_missing_out: how many at the end of
 * the list have not run yet. */
nodiscard enum err_code migrations_check(size_t *n_missing_out, struct db *db,
                                         const struct embedded *list, size_t n,
                                         struct err *e);
/* Runs the missing ones, each in a transaction of its own. */
nodiscard enum err_code migrations_apply(struct db *db, const struct embedded *list,
                                         size_t n, struct err *e);

#endif
