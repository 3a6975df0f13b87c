/* Which backend a URL means, the cache of statements, and the checks at opening. */
#include <pthread.h>

#include "store/db.h"

#include <sodium.h>

#include "base/clock.h"
#include "store/db_backend.h"
#include "store/migrations.h"
#include "store/view_inside.h"
#include "store/writer_inside.h"
#include "trust/vault.h"

enum { CACHE_SLOTS = 256 };

struct statement {
    struct db *db;
    const struct db_backend *backend;
    void *inner;
    const char *sql;
    struct statement *next; /* in the same slot of the cache */
    int positions[PARAMETERS_MAX + 1];
    bool in_use, is_cached;
    bool bind_failed;
};

struct db {
    const struct db_backend *backend;
    void *connection;
    char *url;
    enum db_mode mode;
    struct vault *vault;
    struct writer *writer; /* writes go through it; NULL: through this connection */
    struct view *view;     /* of the writer; NULL without one */
    double until;          /* of what is read; 0: for ever */
    bool in_snapshot;
    bool is_timed;         /* `until` is asked while a statement runs */
    bool has_own_snapshot; /* not that of the view */
    struct statement *cache[CACHE_SLOTS];
};

static const struct db_backend *const backends[] = {&db_sqlite};

static const struct db_backend *backend_of(const char **rest_out, const char *url)
{
    for (size_t i = 0; i < ARRAY_LEN(backends); i++) {
        size_t n = strlen(backends[i]->scheme);
        if (strncmp(url, backends[i]->scheme, n) == 0 && url[n]) {
            *rest_out = url + n;
            return backends[i];
        }
    }
    return NULL;
}

static enum err_code no_backend(const char *url, struct err *e)
{
    enum err_code rc;
    if (strncmp(url, "postgresql:", 11) == 0 || strncmp(url, "postgres:", 9) == 0) {
        rc = err_set(e, ERR_UNAVAILABLE, "PostgreSQL is not in this build");
        err_hint(e, "use sqlite:PATH; the backend for PostgreSQL comes later");
        return rc;
    }
    rc = err_set(e, ERR_USAGE, "expected a database URL like sqlite:PATH");
    /* a path without a scheme is what people type first */
    err_hint(e, "write --db sqlite:%.200s",
             url[0] && !strchr(url, ':') ? url : "vindplaats.db");
    return rc;
}

static enum err_code connect_to(struct db **out, const char *url, enum db_mode mode,
                                struct err *e)
{
    *out = NULL;
    const char *rest = "";
    const struct db_backend *backend = backend_of(&rest, url);
    if (!backend) return no_backend(url, e);
    if (sodium_init() < 0) bug("libsodium does not start");
    void *connection;
    enum err_code rc = backend->open(&connection, rest, mode, e);
    if (rc != OK) return rc;
    struct db *db = mem_alloc(sizeof *db);
    *db = (struct db){.backend = backend, .connection = connection, .mode = mode};
    db->url = mem_alloc(strlen(url) + 1);
    memcpy(db->url, url, strlen(url) + 1);
    *out = db;
    return OK;
}

enum err_code db_open(struct db **out, const char *url, enum db_mode mode,
                      struct err *e)
{
    enum err_code rc = connect_to(out, url, mode, e);
    if (rc != OK) return rc;
    size_t n_missing = 0;
    if (mode == DB_CREATE)
        TRY(migrations_apply(*out, store_migrations, store_migrations_count, e));
    TRY(migrations_check(&n_missing, *out, store_migrations, store_migrations_count,
                         e));
    if (n_missing) {
        rc = err_set(e, ERR_SCHEMA,
                     "the database is of an older version: %zu of %zu migrations have "
                     "not run",
                     n_missing, store_migrations_count);
        err_hint(e, "make a backup with the old program, then run: vindplaats init "
                    "--upgrade");
    }
out:
    if (rc != OK) {
        db_close(*out);
        *out = NULL;
        if (mode == DB_CREATE) db_discard(url);
    }
    return rc;
}

void db_discard(const char *url)
{
    const char *rest = "";
    const struct db_backend *backend = backend_of(&rest, url);
    if (backend) backend->discard(rest);
}

enum err_code db_upgrade(struct db **out, const char *url, struct err *e)
{
    enum err_code rc = connect_to(out, url, DB_WRITE, e);
    if (rc != OK) return rc;
    rc = migrations_apply(*out, store_migrations, store_migrations_count, e);
    if (rc != OK) {
        db_close(*out);
        *out = NULL;
    }
    return rc;
}

enum err_code db_open_unchecked(struct db **out, const char *url, struct err *e)
{
    return connect_to(out, url, DB_READ, e);
}

static void statement_free(struct statement *st)
{
    st->backend->finalize(st->inner);
    free(st);
}

void db_close(struct db *db)
{
    if (!db) return;
    view_free(db->view);
    for (size_t i = 0; i < CACHE_SLOTS; i++) {
        while (db->cache[i]) {
            struct statement *st = db->cache[i];
            db->cache[i] = st->next;
            statement_free(st);
        }
    }
    db->backend->close(db->connection);
    free(db->url);
    free(db);
}

const char *db_url(const struct db *db)
{
    return db->url;
}

const char *db_url_path(const char *url)
{
    return strncmp(url, "sqlite:", 7) == 0 && url[7] ? url + 7 : NULL;
}

const char *db_path(const struct db *db)
{
    return db_url_path(db->url);
}

enum db_mode db_mode_of(const struct db *db)
{
    return db->mode;
}

void db_attach_writer(struct db *db, struct writer *writer)
{
    view_free(db->view);
    db->writer = writer;
    if (writer) db->backend->expect_others(db->connection);
    db->view = writer ? view_new(db, writer_views(writer)) : NULL;
}

struct view *db_view(const struct db *db)
{
    return db->view;
}

bool db_is_in_snapshot(const struct db *db)
{
    return db->in_snapshot;
}

struct writer *db_writer(const struct db *db)
{
    return db->writer;
}

struct vault *db_vault(const struct db *db)
{
    return db->vault;
}

/* --- the key that belongs to this database --- */

static enum err_code installed_key(char out[VAULT_KEY_ID_TEXT + 1], struct db *db,
                                   struct err *e)
{
    struct statement *st = NULL;
    bool row = false;
    enum err_code rc;
    out[0] = '\0';
    TRY(db_prepare(&st, db, "SELECT key_id FROM installation WHERE one = 1", e));
    TRY(statement_step(&row, st, e));
    if (row) {
        struct str id = column_text(st, 0);
        snprintf(out, VAULT_KEY_ID_TEXT + 1, "%.*s", STR_ARG(id));
    }
out:
    statement_done(st);
    return rc;
}

enum err_code db_attach_vault(struct db *db, struct vault *vault, struct err *e)
{
    char id[VAULT_KEY_ID_TEXT + 1];
    enum err_code rc = installed_key(id, db, e);
    if (rc != OK) return rc;
    if (strcmp(id, vault_key_id(vault)) != 0) {
        rc = err_set(e, ERR_KEY, "the key file is of another database");
        err_detail(e, "the database was made with key %s, the file holds key %s",
                   id[0] ? id : "(none)", vault_key_id(vault));
        err_hint(e, "give the right file with --key FILE");
        return rc;
    }
    db->vault = vault;
    return OK;
}

enum err_code db_adopt_vault(struct db *db, struct vault *vault, struct err *e)
{
    char id[VAULT_KEY_ID_TEXT + 1];
    struct statement *st = NULL;
    enum err_code rc;
    TRY(installed_key(id, db, e));
    if (id[0]) {
        rc = err_set(e, ERR_EXISTS, "the database has a key already");
        goto out;
    }
    TRY(db_prepare(&st, db,
                   "INSERT INTO installation (one, key_id, made_at) "
                   "VALUES (1, $1, CAST(strftime('%s', 'now') AS INTEGER) * 1000)",
                   e));
    bind_text(st, 1, str_of(vault_key_id(vault)));
    TRY(statement_run(st, e));
    db->vault = vault;
out:
    statement_done(st);
    return rc;
}

/* --- statements --- */

enum err_code db_prepare_made(struct statement **out, struct db *db, const char *sql,
                              struct err *e)
{
    struct statement *st = mem_alloc(sizeof *st);
    *st = (struct statement){
        .db = db, .backend = db->backend, .sql = sql, .in_use = true};
    enum err_code rc =
        db->backend->prepare(&st->inner, st->positions, db->connection, sql, e);
    if (rc != OK) {
        free(st);
        st = NULL;
    }
    *out = st;
    return rc;
}

enum err_code db_prepare_literal(struct statement **out, struct db *db, const char *sql,
                                 struct err *e)
{
    /* a literal stays where it is, so its address is its name */
    size_t slot = ((uintptr_t)sql >> 3) % CACHE_SLOTS;
    for (struct statement *st = db->cache[slot]; st; st = st->next) {
        if (st->sql != sql || st->in_use) continue;
        st->in_use = true;
        *out = st;
        return OK;
    }
    enum err_code rc = db_prepare_made(out, db, sql, e);
    if (rc != OK) return rc;
    (*out)->is_cached = true;
    (*out)->next = db->cache[slot];
    db->cache[slot] = *out;
    return OK;
}

void statement_reset(struct statement *st)
{
    st->backend->reset(st->inner);
    st->bind_failed = false;
}

void statement_done(struct statement *st)
{
    if (!st) return;
    statement_reset(st);
    /* values belong to who bound them: the next to use the statement must not find them
     */
    st->backend->unbind(st->inner);
    st->in_use = false;
    if (!st->is_cached) statement_free(st);
}

static int position(const struct statement *st, int number)
{
    require(number > 0 && number <= PARAMETERS_MAX && st->positions[number]);
    return st->positions[number];
}

static void bound(struct statement *st, int rc)
{
    if (rc) st->bind_failed = true;
}

void bind_int(struct statement *st, int number, int64_t value)
{
    bound(st, st->backend->bind_int(st->inner, position(st, number), value));
}

void bind_real(struct statement *st, int number, double value)
{
    bound(st, st->backend->bind_real(st->inner, position(st, number), value));
}

void bind_text(struct statement *st, int number, struct str value)
{
    if (!value.p) value.p = "";
    bound(st, st->backend->bind_text(st->inner, position(st, number), value));
}

void bind_blob(struct statement *st, int number, const void *p, size_t n)
{
    bound(st, st->backend->bind_blob(st->inner, position(st, number), p, n));
}

void bind_null(struct statement *st, int number)
{
    bound(st, st->backend->bind_null(st->inner, position(st, number)));
}

void bind_day(struct statement *st, int number, struct day value)
{
    if (day_is_none(value))
        bind_null(st, number);
    else
        bind_int(st, number, value.v);
}

void bind_uuid(struct statement *st, int number, const struct uuid *value)
{
    if (uuid_is_nil(*value))
        bind_null(st, number);
    else
        bind_blob(st, number, value->b, sizeof value->b);
}

enum err_code statement_step(bool *row_out, struct statement *st, struct err *e)
{
    *row_out = false;
    if (st->bind_failed)
        return err_set(e, ERR_TOO_LARGE, "a value is larger than the database takes");
    return st->backend->step(row_out, st->inner, e);
}

enum err_code statement_run(struct statement *st, struct err *e)
{
    bool row;
    enum err_code rc = statement_step(&row, st, e);
    statement_reset(st);
    return rc;
}

enum column_type column_type_of(struct statement *st, int column)
{
    return st->backend->column_type(st->inner, column);
}

int64_t column_int(struct statement *st, int column)
{
    return st->backend->column_int(st->inner, column);
}

double column_real(struct statement *st, int column)
{
    return st->backend->column_real(st->inner, column);
}

struct str column_text(struct statement *st, int column)
{
    return st->backend->column_text(st->inner, column);
}

struct str column_blob(struct statement *st, int column)
{
    return st->backend->column_blob(st->inner, column);
}

bool column_is_null(struct statement *st, int column)
{
    return column_type_of(st, column) == COLUMN_NULL;
}

struct day column_day(struct statement *st, int column)
{
    if (column_is_null(st, column)) return DAY_NONE;
    return (struct day){(int32_t)column_int(st, column)};
}

struct uuid column_uuid(struct statement *st, int column)
{
    struct uuid id = {{0}};
    struct str b = column_blob(st, column);
    if (b.n == sizeof id.b) memcpy(id.b, b.p, sizeof id.b);
    return id;
}

int column_count(struct statement *st)
{
    return st->backend->column_count(st->inner);
}

static int is_late(void *of)
{
    const struct db *db = of;
    return db->until > 0 && clock_seconds() > db->until;
}

void db_read_until(struct db *db, double seconds)
{
    if (seconds > 0 && !db->is_timed) {
        db->backend->watch_time(db->connection, is_late, db);
        db->is_timed = true;
    }
    db->until = seconds;
}

/* --- transactions and whole-database acts --- */

enum err_code db_snapshot_begin(struct db *db, struct err *e)
{
    enum err_code rc = OK;
    require(!db->in_snapshot);
    db->has_own_snapshot = !view_is_open(db->view);
    if (db->has_own_snapshot) rc = db->backend->run_script(db->connection, "BEGIN", e);
    db->in_snapshot = rc == OK;
    return rc;
}

void db_snapshot_end(struct db *db)
{
    if (db->in_snapshot && db->has_own_snapshot) db->backend->rollback(db->connection);
    db->in_snapshot = false;
}

enum err_code db_begin(struct db *db, struct err *e)
{
    return db->backend->begin(db->connection, e);
}

enum err_code db_commit(struct db *db, struct err *e)
{
    return db->backend->commit(db->connection, e);
}

void db_rollback(struct db *db)
{
    db->backend->rollback(db->connection);
}

void db_watch_journal(struct db *db, const struct journal_watch *watch)
{
    db->backend->watch_journal(db->connection, watch);
}

const _Atomic uint64_t *db_journal_head(struct db *db)
{
    return db->backend->journal_head(db->connection);
}

bool db_is_in_transaction(struct db *db)
{
    return db->backend->is_in_transaction(db->connection);
}

enum err_code db_expect_many(struct db *db, struct err *e)
{
    return db->backend->expect_many(db->connection, e);
}

enum err_code db_tidy(struct db *db, struct err *e)
{
    return db->backend->empty_journal(db->connection, e);
}

enum err_code db_copy_to(struct db *db, const char *path, struct err *e)
{
    return db->backend->copy_to(db->connection, path, e);
}

enum err_code db_run_script(struct db *db, const char *sql, struct err *e)
{
    return db->backend->run_script(db->connection, sql, e);
}

enum err_code db_integrity(int64_t *n_out, struct db *db,
                           void (*found)(void *to, const char *complaint), void *to,
                           struct err *e)
{
    return db->backend->integrity(n_out, db->connection, found, to, e);
}
