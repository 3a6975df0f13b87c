#include "store/migrations.h"

#include <sodium.h>

#include "base/clock.h"
#include "store/db_backend.h"

enum { HASH_BYTES = 32 };

static void hash_of(uint8_t out[HASH_BYTES], const struct embedded *m)
{
    crypto_generichash(out, HASH_BYTES, m->bytes, m->n, NULL, 0);
}

static enum err_code differs(const char *found, const struct embedded *expected,
                             bool same_name, struct err *e)
{
    enum err_code rc;
    if (same_name)
        rc = err_set(e, ERR_SCHEMA, "migration %.80s was changed after it had run",
                     found);
    else if (expected)
        rc = err_set(e, ERR_SCHEMA, "expected migration %.80s, the database has %.80s",
                     expected->name, found);
    else
        rc = err_set(e, ERR_SCHEMA,
                     "the database is of a newer version: this program does not know "
                     "migration %.80s",
                     found);
    err_hint(e, "use the version of the program that the database was last used with");
    return rc;
}

enum err_code migrations_check(size_t *n_missing_out, struct db *db,
                               const struct embedded *list, size_t n, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    size_t i = 0;
    bool row;
    *n_missing_out = n;
    rc = db_prepare(&st, db, "SELECT name, hash FROM migration ORDER BY number", e);
    if (rc == ERR_DATABASE) {
        rc = err_set(e, ERR_SCHEMA, "the database has no list of migrations");
        err_hint(e,
                 "it was not made completely: make a new one with vindplaats init, or "
                 "restore a backup");
        goto out;
    }
    if (rc != OK) goto out;
    for (;; i++) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        char name[128];
        uint8_t hash[HASH_BYTES];
        struct str text = column_text(st, 0), found = column_blob(st, 1);
        snprintf(name, sizeof name, "%.*s", STR_ARG(text));
        if (i >= n || strcmp(list[i].name, name) != 0) {
            rc = differs(name, i < n ? &list[i] : NULL, false, e);
            goto out;
        }
        hash_of(hash, &list[i]);
        if (found.n != HASH_BYTES || memcmp(found.p, hash, HASH_BYTES) != 0) {
            rc = differs(name, &list[i], true, e);
            goto out;
        }
    }
    *n_missing_out = n - i;
out:
    statement_done(st);
    return rc;
}

static enum err_code apply_one(struct db *db, const struct embedded *m, size_t number,
                               struct err *e)
{
    struct statement *st = NULL;
    uint8_t hash[HASH_BYTES];
    enum err_code rc;
    hash_of(hash, m);
    TRY(db_run_script(db, (const char *)m->bytes, e));
    TRY(db_prepare(&st, db,
                   "INSERT INTO migration (number, name, hash, applied_at) "
                   "VALUES ($1, $2, $3, $4)",
                   e));
    bind_int(st, 1, (int64_t)number);
    bind_text(st, 2, str_of(m->name));
    bind_blob(st, 3, hash, sizeof hash);
    bind_int(st, 4, clock_now_ms());
    rc = statement_run(st, e);
out:
    statement_done(st);
    return rc;
}

enum err_code migrations_apply(struct db *db, const struct embedded *list, size_t n,
                               struct err *e)
{
    enum err_code rc;
    size_t n_missing = 0;
    for (size_t i = 0; i < n; i++) {
        TRY(db_begin(db, e));
        rc = db_run_script(db,
                           "CREATE TABLE IF NOT EXISTS migration ("
                           "number INTEGER PRIMARY KEY, name TEXT NOT NULL, "
                           "hash BLOB NOT NULL, applied_at INTEGER NOT NULL) STRICT",
                           e);
        /* looked at inside the transaction: another program may have run it */
        if (rc == OK) rc = migrations_check(&n_missing, db, list, n, e);
        if (rc == OK && i >= n - n_missing) rc = apply_one(db, &list[i], i + 1, e);
        if (rc != OK) {
            db_rollback(db);
            goto out;
        }
        TRY(db_commit(db, e));
    }
    rc = OK;
out:
    return rc;
}
