#include "store/identity_bulk.h"

#include "store/subject_store.h"
#include "store/write_inside.h"

static enum err_code log_one(struct write *w, struct uuid_stock *ids,
                             struct person_id person, const char *reason, struct err *e)
{
    struct uuid id = uuid7_from(ids);
    struct row r;
    row_begin(&r, w, NOUN_READ);
    row_own_id(&r, &id);
    row_own_id(&r, &person.u);
    row_text_c(&r, w->who.name);
    row_text_c(&r, reason);
    row_int(&r, w->now_ms);
    return row_end(&r, e);
}

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
        TRY(log_one(w, &ids, persons[i], reason, e));
    }
    TRY(write_commit(&w, e));
out:
    write_abandon(&w);
    subject_key_forget(&key);
    return rc;
}

static int field_wanted(struct str name, unsigned fields)
{
    for (unsigned i = 0; i < N_IDENTITY_FIELDS; i++)
        if ((fields >> i & 1) &&
            str_eq_c(name, identity_field_name((enum identity_field)i)))
            return (int)i;
    return -1;
}

static enum err_code open_one(struct identity *out, struct arena *a, struct db *db,
                              const struct subject_key *key, struct person_id person,
                              unsigned fields, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, db,
                   "SELECT field, sealed FROM identity WHERE person = $1 "
                   "AND retracted_at IS NULL",
                   e));
    bind_uuid(st, 1, &person.u);
    for (;;) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        int field = field_wanted(column_text(st, 0), fields);
        if (field < 0) continue;
        TRY(subject_open(&out->value[field], a, key,
                         identity_field_name((enum identity_field)field), NULL,
                         column_blob(st, 1), e));
    }
out:
    statement_done(st);
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
    struct subject_key key = {0};
    struct arena a = {0};
    enum err_code rc = OK;
    if (!reason[0])
        return err_set(e, ERR_INVALID, "expected a reason for reading who persons are");
    if (n == 0) goto out;
    TRY(log_all(db, who, reason, persons, n, e));
    for (size_t i = 0; i < n; i++) {
        struct identity identity = {{{0}}};
        rc = subject_key_load(&key, db, persons[i].u, e);
        if (rc == ERR_ERASED || rc == ERR_NOT_FOUND) {
            rc = OK;
            continue;
        }
        if (rc == OK) rc = open_one(&identity, &a, db, &key, persons[i], fields, e);
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
