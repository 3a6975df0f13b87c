#include "store/source_store.h"

#include "store/search_store.h"
#include "store/write_inside.h"

/* --- deliveries --- */

enum err_code delivery_add(struct write *w, const struct delivery_fact *f,
                           struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_DELIVERY);
    row_own_id(&r, &f->id);
    row_uuid(&r, &f->sender.u);
    row_text_c(&r, f->kind);
    row_text_c(&r, f->name);
    row_blob(&r, f->digest, sizeof f->digest);
    row_day(&r, f->received_on);
    row_int(&r, f->n_rows);
    row_int(&r, f->n_added);
    row_int(&r, f->n_changed);
    row_int(&r, f->n_same);
    row_int(&r, f->n_refused);
    row_int_or_null(&r, f->total, f->has_total);
    return row_end(&r, e);
}

static void delivery_from_row(struct delivery_fact *out, struct statement *st)
{
    *out = (struct delivery_fact){.id = column_uuid(st, 0),
                                  .received_on = column_day(st, 1),
                                  .n_rows = column_int(st, 2),
                                  .has_total = !column_is_null(st, 3),
                                  .total = column_int(st, 3)};
}

enum err_code delivery_last(struct delivery_fact *out, bool *found_out, struct db *db,
                            struct organisation_id sender, const char *kind,
                            struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    *found_out = false;
    TRY(db_prepare(&st, db,
                   "SELECT id, received_on, n_rows, total FROM delivery "
                   "WHERE sender IS $1 AND kind = $2 AND retracted_at IS NULL "
                   "ORDER BY recorded_at DESC, id DESC LIMIT 1",
                   e));
    bind_uuid(st, 1, &sender.u);
    bind_text(st, 2, str_of(kind));
    TRY(statement_step(found_out, st, e));
    if (*found_out) delivery_from_row(out, st);
out:
    statement_done(st);
    return rc;
}

/* --- keys --- */

enum err_code source_hash(struct source_hash *out, struct db *db, struct str use,
                          struct str value, struct err *e)
{
    uint8_t hash[VAULT_HASH_BYTES];
    if (!db_vault(db)) {
        enum err_code rc =
            err_set(e, ERR_KEY, "the database was opened without its key");
        err_hint(e, "give the key file with --key FILE");
        return rc;
    }
    vault_hash(hash, db_vault(db), use, value);
    memcpy(out->b, hash, sizeof out->b);
    return OK;
}

enum err_code source_key_add(struct write *w, const struct source_key_fact *f,
                             struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_SOURCE_KEY);
    row_blob(&r, f->key.b, sizeof f->key.b);
    row_int(&r, f->version);
    row_own_id(&r, &f->delivery);
    row_text_c(&r, f->kind);
    row_blob(&r, f->content.b, sizeof f->content.b);
    row_uuid(&r, &f->person.u);
    row_own_id(&r, &f->subject);
    enum err_code rc = row_end(&r, e);
    if (rc != OK || uuid_is_nil(f->person.u)) return rc;
    return person_change_add(w, f->person, e);
}

struct uuid source_key_id(const struct source_hash *key)
{
    struct uuid id;
    _Static_assert(sizeof id.b == sizeof key->b, "a key stands where ids stand");
    memcpy(id.b, key->b, sizeof id.b);
    return id;
}

static enum err_code key_from_row(struct source_key_fact *out, struct statement *st,
                                  struct err *e)
{
    struct str content = column_blob(st, 2);
    if (content.n != SOURCE_HASH_BYTES)
        return err_set(e, ERR_CORRUPT, "a source key has a digest of %zu bytes",
                       content.n);
    out->version = column_int(st, 0);
    out->delivery = column_uuid(st, 1);
    memcpy(out->content.b, content.p, sizeof out->content.b);
    out->person.u = column_uuid(st, 3);
    out->subject = column_uuid(st, 4);
    return OK;
}

enum err_code source_key_find(struct source_key_fact *out, bool *found_out,
                              struct db *db, const struct source_hash *key,
                              struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    *found_out = false;
    *out = (struct source_key_fact){.key = *key};
    TRY(db_prepare(&st, db,
                   "SELECT version, delivery, content, person, subject "
                   "FROM source_key WHERE id = $1 AND retracted_at IS NULL",
                   e));
    bind_blob(st, 1, key->b, sizeof key->b);
    TRY(statement_step(found_out, st, e));
    if (*found_out) rc = key_from_row(out, st, e);
out:
    statement_done(st);
    return rc;
}
