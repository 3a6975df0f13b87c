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

/* The rows of one person: the key stands in each. */
static enum err_code fetch_one(struct sealed_identity *out, struct arena *a,
                               struct statement *st, unsigned fields, struct err *e)
{
    enum err_code rc;
    bool row;
    for (;;) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        struct str key = column_blob(st, 0), name = column_text(st, 1);
        if (key.n != sizeof out->key.b) {
            rc = err_set(e, ERR_CORRUPT, "a wrapped key has %zu bytes, expected %zu",
                         key.n, sizeof out->key.b);
            goto out;
        }
        memcpy(out->key.b, key.p, key.n);
        out->has_key = true;
        for (unsigned i = 0; i < N_IDENTITY_FIELDS; i++)
            if ((fields >> i & 1) && str_eq_c(name, identity_field_name(i)))
                out->field[i] = str_copy(a, column_blob(st, 2));
    }
out:
    return rc;
}

enum err_code identities_fetch(struct sealed_identity *out, struct arena *a,
                               struct db *db, const struct person_id *persons, size_t n,
                               unsigned fields, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, db,
                   "SELECT k.wrapped, i.field, i.sealed FROM subject_key AS k "
                   "LEFT JOIN identity AS i ON i.person = k.subject "
                   "AND i.retracted_at IS NULL WHERE k.subject = $1",
                   e));
    for (size_t i = 0; i < n; i++) {
        out[i] = (struct sealed_identity){.has_key = false};
        bind_uuid(st, 1, &persons[i].u);
        TRY(fetch_one(&out[i], a, st, fields, e));
        statement_reset(st);
    }
out:
    statement_done(st);
    return rc;
}

static enum err_code open_one(struct identity *out, struct arena *a, struct db *db,
                              struct person_id person,
                              const struct sealed_identity *sealed, struct err *e)
{
    struct subject_key key = {0};
    enum err_code rc;
    TRY(subject_key_of(&key, db, person.u, &sealed->key, e));
    for (unsigned i = 0; i < N_IDENTITY_FIELDS; i++)
        if (sealed->field[i].n)
            TRY(subject_open(&out->value[i], a, &key, identity_field_name(i), NULL,
                             sealed->field[i], e));
out:
    subject_key_forget(&key);
    return rc;
}

enum err_code identities_open_fetched(const struct sealed_identity *sealed,
                                      struct db *db, const struct person_id *persons,
                                      size_t n, identity_taker *take, void *to,
                                      struct err *e)
{
    struct arena a = {0};
    enum err_code rc = OK;
    for (size_t i = 0; i < n && rc == OK; i++) {
        struct identity identity = {{{0}}};
        if (!sealed[i].has_key) continue;
        rc = open_one(&identity, &a, db, persons[i], &sealed[i], e);
        if (rc == OK) rc = take(to, i, &identity, e);
        wipe(&identity);
        if (i % 64 == 63) arena_reset(&a);
    }
    arena_dispose(&a);
    return rc;
}

struct later {
    identity_taker *take;
    void *to;
    size_t from; /* place of the first of this stretch */
};

static enum err_code take_later(void *to, size_t at, const struct identity *identity,
                                struct err *e)
{
    struct later *l = to;
    return l->take(l->to, l->from + at, identity, e);
}

enum err_code identities_open_looked(struct db *db, const struct person_id *persons,
                                     size_t n, unsigned fields, identity_taker *take,
                                     void *to, struct err *e)
{
    enum { STRETCH = 64 };
    struct sealed_identity sealed[STRETCH];
    struct arena a = {0};
    enum err_code rc = OK;
    for (size_t i = 0; i < n; i += STRETCH) {
        struct later later = {take, to, i};
        size_t some = MIN_OF(n - i, (size_t)STRETCH);
        TRY(identities_fetch(sealed, &a, db, persons + i, some, fields, e));
        TRY(identities_open_fetched(sealed, db, persons + i, some, take_later, &later,
                                    e));
        arena_reset(&a);
    }
out:
    arena_dispose(&a);
    return rc;
}
