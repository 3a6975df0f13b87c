#include "store/subject_store.h"

#include "store/write_inside.h"

/* "contact_note/0190..." */
struct sealed_name {
    char text[80];
};

static struct str sealed_name(struct sealed_name *out, const char *field,
                              const struct uuid *row)
{
    size_t n = strlen(field);
    require(n + 1 + UUID_TEXT < sizeof out->text);
    memcpy(out->text, field, n);
    if (row) {
        out->text[n] = '/';
        uuid_text(out->text + n + 1, *row);
        n += 1 + UUID_TEXT;
    }
    return (struct str){out->text, n};
}

static enum err_code no_vault(struct err *e)
{
    enum err_code rc = err_set(e, ERR_KEY, "the database was opened without its key");
    err_hint(e, "give the key file with --key FILE");
    return rc;
}

static enum err_code is_erased(bool *out, struct db *db, struct uuid subject,
                               struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, db, "SELECT 1 FROM erasure WHERE person = $1", e));
    bind_uuid(st, 1, &subject);
    rc = statement_step(out, st, e);
out:
    statement_done(st);
    return rc;
}

static enum err_code load_wrapped(struct wrapped_key *out, bool *found_out,
                                  struct db *db, struct uuid subject, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    *found_out = false;
    TRY(db_prepare(&st, db, "SELECT wrapped FROM subject_key WHERE subject = $1", e));
    bind_uuid(st, 1, &subject);
    TRY(statement_step(found_out, st, e));
    if (*found_out) {
        struct str b = column_blob(st, 0);
        if (b.n == sizeof out->b)
            memcpy(out->b, b.p, b.n);
        else
            rc = err_set(e, ERR_CORRUPT, "a wrapped key has %zu bytes, expected %zu",
                         b.n, sizeof out->b);
    }
out:
    statement_done(st);
    return rc;
}

enum err_code subject_key_of(struct subject_key *out, struct db *db,
                             struct uuid subject, const struct wrapped_key *wrapped,
                             struct err *e)
{
    if (!db_vault(db)) return no_vault(e);
    return subject_key_unwrap(out, db_vault(db), subject, wrapped, e);
}

enum err_code subject_key_load(struct subject_key *out, struct db *db,
                               struct uuid subject, struct err *e)
{
    struct wrapped_key wrapped;
    bool found = false, erased = false;
    enum err_code rc;
    if (!db_vault(db)) return no_vault(e);
    TRY(load_wrapped(&wrapped, &found, db, subject, e));
    if (found) {
        rc = subject_key_of(out, db, subject, &wrapped, e);
        goto out;
    }
    TRY(is_erased(&erased, db, subject, e));
    rc = erased ? err_set(e, ERR_ERASED, "who this person is was erased")
                : err_set(e, ERR_NOT_FOUND, "nobody recorded who this person is");
out:
    return rc;
}

/* A first key for a subject. */
static enum err_code make_key(struct write *w, struct uuid subject, struct err *e)
{
    struct statement *st = NULL;
    struct wrapped_key wrapped;
    enum err_code rc;
    subject_key_new(&w->key, &wrapped, db_vault(w->db), subject);
    TRY(db_prepare(&st, w->db,
                   "INSERT INTO subject_key (subject, wrapped) VALUES ($1, $2)", e));
    bind_uuid(st, 1, &subject);
    bind_blob(st, 2, wrapped.b, sizeof wrapped.b);
    rc = statement_run(st, e);
out:
    statement_done(st);
    return rc;
}

enum err_code subject_seal(struct buf *out, struct write *w, struct uuid subject,
                           const char *field, const struct uuid *row, struct str plain,
                           struct err *e)
{
    struct sealed_name name;
    enum err_code rc = OK;
    if (!db_vault(w->db)) {
        rc = no_vault(e);
        goto out;
    }
    if (!uuid_eq(w->key.subject, subject)) {
        subject_key_forget(&w->key);
        rc = subject_key_load(&w->key, w->db, subject, e);
        if (rc == ERR_NOT_FOUND) rc = make_key(w, subject, e);
        if (rc != OK) goto out;
    }
    field_seal(out, &w->key, sealed_name(&name, field, row), plain);
    rc = buf_check(out, e);
out:
    return write_note(w, rc);
}

enum err_code subject_open(struct str *out, struct arena *a,
                           const struct subject_key *k, const char *field,
                           const struct uuid *row, struct str sealed, struct err *e)
{
    struct sealed_name name;
    return field_open(out, a, k, sealed_name(&name, field, row), sealed, e);
}
