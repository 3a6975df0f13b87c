#include "store/identity_bulk.h"

#include "store/identity_inside.h"
#include "store/subject_store.h"

static enum err_code log_all(struct db *db, const struct actor *who, const char *reason,
                             const struct person_id *persons, size_t n, struct err *e)
{
    struct subject_key key = {0};
    struct uuid_stock ids = {.n = 0};
    struct write *w = NULL;
    enum err_code rc;
    TRY(write_begin(&w, db, who, "read identities", reason, e));
    for (size_t i = 0; i < n; i++) {
        TRY(subject_key_load(&key, db, persons[i].u, e));
        TRY(identity_look_log(w, uuid7_from(&ids), persons[i], reason, e));
    }
    TRY(write_commit(&w, e));
out:
    write_abandon(&w);
    subject_key_forget(&key);
    return rc;
}

static void wipe(struct identity *identity)
{
    for (unsigned i = 0; i < N_IDENTITY_FIELDS; i++) {
        struct str v = identity->value[i];
        if (v.n) sodium_memzero((char *)(uintptr_t)v.p, v.n);
    }
}

enum err_code identities_open(struct db *db, const struct actor *who,
                              const char *reason, const struct person_id *persons,
                              size_t n, unsigned fields, identity_taker *take, void *to,
                              struct err *e)
{
    enum err_code rc = OK;
    if (!reason[0])
        return err_set(e, ERR_INVALID, "expected a reason for reading who persons are");
    if (n == 0) goto out;
    TRY(log_all(db, who, reason, persons, n, e));
    rc = identities_open_looked(db, persons, n, fields, take, to, e);
out:
    return rc;
}

enum err_code identities_open_looked(struct db *db, const struct person_id *persons,
                                     size_t n, unsigned fields, identity_taker *take,
                                     void *to, struct err *e)
{
    struct subject_key key = {0};
    struct arena a = {0};
    enum err_code rc = OK;
    for (size_t i = 0; i < n; i++) {
        struct identity identity = {{{0}}};
        rc = subject_key_load(&key, db, persons[i].u, e);
        if (rc == ERR_ERASED || rc == ERR_NOT_FOUND) {
            rc = OK;
            continue;
        }
        if (rc == OK)
            rc = identity_fields_open(&identity, &a, db, persons[i], &key, fields, e);
        if (rc == OK) rc = take(to, i, &identity, e);
        wipe(&identity);
        if (i % 64 == 63) arena_reset(&a);
        if (rc != OK) goto out;
    }
out:
    subject_key_forget(&key);
    arena_dispose(&a);
    return rc;
}
