/* The database behind one run-time interface; the backend is chosen by the URL.
 *
 *     sqlite:PATH           this build
 *     postgresql://...      ERR_UNAVAILABLE until its backend is in the build
 *
 * Statements are literals (a variable does not compile) with parameters $1..$n, bound
 * by number; one number may stand at several places. A connection serves one thread.
 * Only src/store/ includes this for statements; others open, close and pass it on. */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "base/err.h"
#include "domain/ids.h"
#include "base/day.h"

struct db;
struct statement;
struct vault;

enum db_mode {
    DB_READ,   /* cannot write, whatever a statement says */
    DB_WRITE,  /* an existing database */
    DB_CREATE, /* a file that does not exist yet: ERR_EXISTS when it does */
};

/* Opens and checks: a file that is not a database of this program, or of another
 * version (a migration missing, unknown or changed since), is ERR_SCHEMA; damaged
 * ERR_CORRUPT; missing ERR_NOT_FOUND. DB_CREATE makes the schema, and
 * leaves nothing behind when it fails. */
nodiscard enum err_code db_open(struct db **out, const char *url, enum db_mode mode,
                                struct err *e);
/* As db_open with DB_WRITE, but runs the migrations that are missing. */
nodiscard enum err_code db_upgrade(struct db **out, const char *url, struct err *e);
/* As db_open with DB_READ, without looking at the schema: for verify and restore. */
nodiscard enum err_code db_open_unchecked(struct db **out, const char *url,
                                          struct err *e);
void db_close(struct db *db); /* NULL is fine */
/* Removes a database that DB_CREATE just made, when what had to follow failed. */
void db_discard(const char *url);

const char *db_url(const struct db *db);
const char *db_path(const struct db *db); /* of the file; NULL for a server */
enum db_mode db_mode_of(const struct db *db);
/* The path in a sqlite: URL without opening it; NULL for another scheme. */
const char *db_url_path(const char *url);

/* Identity is sealed and opened with this vault from now on. ERR_KEY when the database
 * was made with another key. The vault stays the caller's and must outlive the db. */
nodiscard enum err_code db_attach_vault(struct db *db, struct vault *vault,
                                        struct err *e);
/* Ties a new database to its key; ERR_EXISTS when it has one. */
nodiscard enum err_code db_adopt_vault(struct db *db, struct vault *vault,
                                       struct err *e);
struct vault *db_vault(const struct db *db); /* NULL when none is attached */

/* A statement, cached by its literal: statement_done gives it back, db_close frees all.
 * A literal that is in use is prepared anew, so nested use is fine. */
#define db_prepare(out, db, sql, e) db_prepare_literal((out), (db), "" sql, (e))
nodiscard enum err_code db_prepare_literal(struct statement **out, struct db *db,
                                           const char *sql, struct err *e);
void statement_done(struct statement *st); /* NULL is fine; nothing stays bound */
/* Ready for new values; cheaper than done and prepare again. */
void statement_reset(struct statement *st);

/* Values must stay where they are until the statement is reset or done. A number that
 * does not stand in the text is a defect. bind_day of DAY_NONE and bind_uuid of the nil
 * id bind null. */
void bind_int(struct statement *st, int number, int64_t value);
void bind_real(struct statement *st, int number, double value);
void bind_text(struct statement *st, int number, struct str value);
void bind_blob(struct statement *st, int number, const void *p, size_t n);
void bind_null(struct statement *st, int number);
void bind_day(struct statement *st, int number, struct day value);
void bind_uuid(struct statement *st, int number, const struct uuid *value);

/* The next row; *row_out false at the end. */
nodiscard enum err_code statement_step(bool *row_out, struct statement *st,
                                       struct err *e);
/* Runs a statement that gives no rows, and resets it. */
nodiscard enum err_code statement_run(struct statement *st, struct err *e);

/* Columns of the row, from 0. Slices live until the next step. */
enum column_type { COLUMN_NULL, COLUMN_INT, COLUMN_REAL, COLUMN_TEXT, COLUMN_BLOB };
enum column_type column_type_of(struct statement *st, int column);
int64_t column_int(struct statement *st, int column);
double column_real(struct statement *st, int column);
struct str column_text(struct statement *st, int column);
struct str column_blob(struct statement *st, int column);
bool column_is_null(struct statement *st, int column);
struct day column_day(struct statement *st, int column);   /* null: DAY_NONE */
struct uuid column_uuid(struct statement *st, int column); /* null: nil */
int column_count(struct statement *st);

/* Until this moment (clock_seconds(); 0: for ever) statements of this connection may
 * run. Then they are ended with ERR_LATE, those that follow as well. For connections
 * that read: what is ended inside a transaction that writes takes all of it along. */
void db_read_until(struct db *db, double seconds);

/* One consistent view over several statements of a reader. */
nodiscard enum err_code db_snapshot_begin(struct db *db, struct err *e);
void db_snapshot_end(struct db *db); /* no snapshot: nothing */

/* The engine's own check of its file: `found` is called for each complaint, and
 * *n_out counts them. Complaints name tables and pages, never values. */
nodiscard enum err_code db_integrity(int64_t *n_out, struct db *db,
                                     void (*found)(void *to, const char *complaint),
                                     void *to, struct err *e);

/* For who will write very many rows in one transaction: up to 256 MiB of memory for
 * pages, so that those that change often stay there. For the life of the connection. */
nodiscard enum err_code db_expect_many(struct db *db, struct err *e);

/* Moves the journal into the database and empties it. ERR_BUSY while others read. */
nodiscard enum err_code db_tidy(struct db *db, struct err *e);

#endif
