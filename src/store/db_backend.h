/* What a database engine must offer to stand behind db.h. One constant of this struct
 * per engine, listed in db.c; nothing else knows which engines there are. */
#ifndef STORE_DB_BACKEND_H
#define STORE_DB_BACKEND_H

#include "store/db.h"

enum { PARAMETERS_MAX = 24 };

/* `grew` is called after each commit with the pages that stand in the journal; true
 * moves into the database what no reader keeps from it. */
struct journal_watch {
    bool (*grew)(void *to, int64_t pages);
    void *to;
};

struct db_backend {
    const char *scheme; /* "sqlite:" */

    /* `rest` is the URL after the scheme. Settings for durability and safety are the
     * backend's duty: foreign keys checked, deleted content overwritten, a commit that
     * returned is on disk, five seconds of patience with another writer. */
    enum err_code (*open)(void **connection_out, const char *rest, enum db_mode mode,
                          struct err *e);
    void (*close)(void *connection);
    /* Removes a database that was just made and is closed. */
    void (*discard)(const char *rest);
    /* Several statements, no parameters, no rows: schema and transactions. */
    enum err_code (*run_script)(void *connection, const char *sql, struct err *e);
    /* Starts a transaction that may write, waiting for its turn. */
    enum err_code (*begin)(void *connection, struct err *e);
    enum err_code (*commit)(void *connection, struct err *e);
    void (*rollback)(void *connection);
    /* False too when the engine gave one up by itself, on a full disk for example. */
    bool (*is_in_transaction)(void *connection);
    /* Takes more memory for pages, because very many rows will be written. */
    enum err_code (*expect_many)(void *connection, struct err *e);
    void (*expect_others)(void *connection); /* others write all the time */
    /* Instead of the engine's own habit; `watch` must outlive the connection. */
    void (*watch_journal)(void *connection, const struct journal_watch *watch);
    /* A number that is another after each commit of whatever program, readable for as
     * long as the connection is open; NULL: the engine has none. */
    const _Atomic uint64_t *(*journal_head)(void *connection);
    /* Leaves no copy of overwritten content in logs. */
    enum err_code (*empty_journal)(void *connection, struct err *e);
    enum err_code (*copy_to)(void *connection, const char *path, struct err *e);
    enum err_code (*integrity)(int64_t *n_out, void *connection,
                               void (*found)(void *to, const char *complaint), void *to,
                               struct err *e);

    /* positions_out[i] is where $i stands in the engine's own numbering, 0 nowhere. */
    enum err_code (*prepare)(void **statement_out,
                             int positions_out[PARAMETERS_MAX + 1], void *connection,
                             const char *sql, struct err *e);
    /* Asks `is_late` now and then while a statement runs; true ends it: ERR_LATE. */
    void (*watch_time)(void *connection, int (*is_late)(void *of), void *of);
    void (*finalize)(void *statement);
    void (*reset)(void *statement);
    void (*unbind)(void *statement); /* every parameter is null again */
    int (*bind_int)(void *statement, int position, int64_t value);
    int (*bind_real)(void *statement, int position, double value);
    int (*bind_text)(void *statement, int position, struct str value);
    int (*bind_blob)(void *statement, int position, const void *p, size_t n);
    int (*bind_null)(void *statement, int position);
    enum err_code (*step)(bool *row_out, void *statement, struct err *e);
    enum column_type (*column_type)(void *statement, int column);
    int64_t (*column_int)(void *statement, int column);
    double (*column_real)(void *statement, int column);
    struct str (*column_text)(void *statement, int column);
    struct str (*column_blob)(void *statement, int column);
    int (*column_count)(void *statement);
};

extern const struct db_backend db_sqlite;

/* For the store's own files: transactions go through write.h. */
nodiscard enum err_code db_begin(struct db *db, struct err *e);
nodiscard enum err_code db_commit(struct db *db, struct err *e);
void db_rollback(struct db *db);
bool db_is_in_transaction(struct db *db);
void db_watch_journal(struct db *db, const struct journal_watch *watch);
const _Atomic uint64_t *db_journal_head(struct db *db);
nodiscard enum err_code db_copy_to(struct db *db, const char *path, struct err *e);
nodiscard enum err_code db_run_script(struct db *db, const char *sql, struct err *e);
/* Rows of the text `sql`, which is not a literal: only for statements the program makes
 * from its own constants. Not cached; statement_done frees it. */
nodiscard enum err_code db_prepare_made(struct statement **out, struct db *db,
                                        const char *sql, struct err *e);

#endif
