/* SQLite behind db.h: write-ahead log, synchronous FULL, foreign keys on, deleted
 * content overwritten with zeros, five seconds of patience with another writer. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "store/db_backend.h"

enum {
    BUSY_WAIT_MS = 5000,
    APPLICATION_ID = 0x56696e64, /* "Vind" in the file header */
};

static enum err_code system_error(int number, struct err *e)
{
    switch (number) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return err_set(e, ERR_DISK_FULL, "no room left for the database");
    case EROFS:
        return err_set(e, ERR_READ_ONLY, "the disk of the database is read-only");
    case EACCES:
    case EPERM:
        return err_set(e, ERR_DENIED, "not permitted to open the database");
    case ENOENT:
        return err_set(e, ERR_NOT_FOUND, "the database or its folder is not there");
    default:
        return err_set(e, ERR_IO, "reading or writing the database failed: %s",
                       number ? strerrordesc_np(number) : "no reason given");
    }
}

/* A constraint's message names table and column, never a value. */
static enum err_code constraint_error(int extended, const char *message, struct err *e)
{
    enum err_code rc;
    switch (extended) {
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_ROWID:
        rc = err_set(e, ERR_EXISTS, "the fact is there already");
        break;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
        rc =
            err_set(e, ERR_NOT_FOUND, "the fact refers to something that is not there");
        err_hint(e, "add what it refers to first");
        break;
    default:
        rc = err_set(e, ERR_INVALID, "the fact holds a value outside what is allowed");
        break;
    }
    err_detail(e, "%s", message);
    return rc;
}

/* SQLite does not keep the system's reason of every failed write; errno still has it.
 * An errno that no write gives is a leftover. */
static int system_reason(sqlite3 *s, int now)
{
    int kept = s ? sqlite3_system_errno(s) : 0;
    bool by_write = now == ENOSPC || now == EDQUOT || now == EFBIG || now == EROFS;
    return kept == 0 && by_write ? now : kept;
}

static enum err_code sqlite_error(sqlite3 *s, int sqlite_rc, struct err *e)
{
    int now = errno;
    const char *message = s ? sqlite3_errmsg(s) : sqlite3_errstr(sqlite_rc);
    int extended = s ? sqlite3_extended_errcode(s) : sqlite_rc;
    enum err_code rc;
    switch (sqlite_rc & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        rc = err_set(e, ERR_BUSY, "another program is writing to the database");
        err_hint(e, "wait until it is done and try again");
        break;
    case SQLITE_FULL:
        rc = err_set(e, ERR_DISK_FULL, "no room left for the database");
        break;
    case SQLITE_READONLY:
        rc = err_set(e, ERR_READ_ONLY, "the database is read-only");
        break;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        rc = system_error(system_reason(s, now), e);
        break;
    case SQLITE_CORRUPT:
        rc = err_set(e, ERR_CORRUPT, "the database is damaged");
        err_hint(e, "run: vindplaats verify; then restore the newest backup");
        break;
    case SQLITE_NOTADB:
        rc = err_set(e, ERR_SCHEMA, "the file is not a vindplaats database");
        err_hint(e,
                 "check --db; if it should be one, its first page is damaged: restore "
                 "the newest backup");
        break;
    case SQLITE_CONSTRAINT:
        return constraint_error(extended, message, e);
    case SQLITE_INTERRUPT:
        rc = err_set(e, ERR_LATE, "the database was asked more than it may do at once");
        err_hint(e, "ask for less at once, or again in a moment");
        return rc;
    case SQLITE_TOOBIG:
        return err_set(e, ERR_TOO_LARGE, "a value is larger than the database takes");
    case SQLITE_NOMEM:
        bug("no memory");
    default:
        rc = err_set(e, ERR_DATABASE, "the database refused a statement");
        break;
    }
    if (rc == ERR_DISK_FULL)
        err_hint(e, "make room on the disk and try again; nothing was written");
    if (rc == ERR_READ_ONLY)
        err_hint(e, "make the file and its folder writable, or mount the disk for "
                    "writing");
    if (rc == ERR_DENIED)
        err_hint(e, "check the owner and mode of the file and folder");
    if (rc == ERR_NOT_FOUND) err_hint(e, "check --db, or make one: vindplaats init");
    err_log(e, "sqlite %d: %s", extended, message);
    return rc;
}

static enum err_code lite_run_script(void *connection, const char *sql, struct err *e)
{
    int rc = sqlite3_exec(connection, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? OK : sqlite_error(connection, rc, e);
}

static enum err_code pragma_int(int64_t *out, sqlite3 *s, const char *sql,
                                struct err *e)
{
    sqlite3_stmt *st;
    *out = 0;
    int rc = sqlite3_prepare_v2(s, sql, -1, &st, NULL);
    if (rc == SQLITE_OK) {
        rc = sqlite3_step(st);
        if (rc == SQLITE_ROW) *out = sqlite3_column_int64(st, 0);
        sqlite3_finalize(st);
    }
    return rc == SQLITE_ROW || rc == SQLITE_DONE ? OK : sqlite_error(s, rc, e);
}

static enum err_code no_file(const char *path, mode_t mode, struct err *e)
{
    bool is_folder = S_ISDIR(mode);
    enum err_code rc =
        err_set(e, ERR_USAGE, "expected a file for the database at %.200s, found %s",
                path, is_folder ? "a folder" : "a device");
    size_t n = strlen(path);
    while (n && path[n - 1] == '/')
        n--;
    if (is_folder)
        err_hint(e, "name a file in it: --db sqlite:%.*s/vindplaats.db",
                 (int)MIN_OF(n, (size_t)200), path);
    else
        err_hint(e, "name a file: --db sqlite:vindplaats.db");
    return rc;
}

/* The file before SQLite sees it: SQLite would make a missing one, and say less. */
static enum err_code check_file(const char *path, enum db_mode mode, struct err *e)
{
    enum err_code rc = OK;
    struct stat found;
    if (stat(path, &found) == 0 && !S_ISREG(found.st_mode))
        return no_file(path, found.st_mode, e);
    if (mode == DB_CREATE) {
        /* mode 0600 here, and SQLite gives its journal the same */
        int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (fd >= 0) {
            close(fd);
            return OK;
        }
        if (errno == EEXIST) {
            rc = err_set(e, ERR_EXISTS, "there is a file %.200s already", path);
            err_hint(e, "choose another place with --db, or move that file away");
            return rc;
        }
    } else if (faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) == 0) {
        /* asked, not tried by opening: whoever closes a file loses all locks that the
         * process has on it, also those of connections that are open already; another
         * process would then think itself the last and take the journal away */
        return OK;
    }
    rc = system_error(errno, e);
    err_detail(e, "database file %.200s", path);
    if (rc == ERR_NOT_FOUND) err_hint(e, "check --db, or make one: vindplaats init");
    if (rc == ERR_DENIED)
        err_hint(e, "check the owner and mode of the file and folder");
    if (rc == ERR_READ_ONLY) err_hint(e, "mount the disk for writing");
    return rc;
}

static enum err_code check_is_ours(sqlite3 *s, struct err *e)
{
    int64_t id = 0;
    enum err_code rc = pragma_int(&id, s, "PRAGMA application_id", e);
    if (rc != OK || id == APPLICATION_ID) return rc;
    rc = err_set(e, ERR_SCHEMA, "the file is not a vindplaats database");
    err_hint(e, "check --db, or make one: vindplaats init");
    return rc;
}

static const char all_settings[] = "PRAGMA foreign_keys = ON;"
                                   "PRAGMA trusted_schema = OFF;"
                                   "PRAGMA cell_size_check = ON;"
                                   "PRAGMA temp_store = MEMORY;"
                                   "PRAGMA secure_delete = ON;"
                                   "PRAGMA cache_size = -65536;"
                                   "PRAGMA mmap_size = 4294967296;";

static enum err_code settle(sqlite3 *s, enum db_mode mode, struct err *e)
{
    enum err_code rc;
    sqlite3_extended_result_codes(s, 1);
    sqlite3_busy_timeout(s, BUSY_WAIT_MS);
    sqlite3_db_config(s, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    TRY(lite_run_script(s, all_settings, e));
    if (mode == DB_CREATE) {
        char sql[64];
        snprintf(sql, sizeof sql, "PRAGMA application_id = %d", (int)APPLICATION_ID);
        TRY(lite_run_script(s, sql, e));
    }
    TRY(check_is_ours(s, e));
    if (mode == DB_READ) {
        TRY(lite_run_script(s, "PRAGMA query_only = ON", e));
    } else {
        if (sqlite3_db_readonly(s, "main") == 1) {
            TRY(sqlite_error(NULL, SQLITE_READONLY, e));
        }
        TRY(lite_run_script(s, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL",
                            e));
    }
out:
    return rc;
}

static enum err_code lite_expect_many(void *connection, struct err *e)
{
    return lite_run_script(connection, "PRAGMA cache_size = -262144", e);
}

/* A view of a database that changed since the last one drops the whole mapping and
 * faults it in again page by page, which costs more than reading the pages. */
static void lite_expect_others(void *connection)
{
    /* refused, it is only slower */
    sqlite3_exec(connection, "PRAGMA mmap_size = 0", NULL, NULL, NULL);
}

static void lite_discard(const char *path)
{
    char beside[4096];
    unlink(path);
    static const char *const endings[] = {"-wal", "-shm", "-journal"};
    for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
        snprintf(beside, sizeof beside, "%s%s", path, endings[i]);
        unlink(beside);
    }
}

/* On a read-only disk SQLite cannot make its journal, and gives that many names. */
static enum err_code disk_refused(const char *path, enum db_mode mode, struct err *e)
{
    enum err_code rc =
        err_set(e, ERR_READ_ONLY, "the disk of the database is read-only");
    err_detail(e, "database file %.200s", path);
    err_hint(e, mode == DB_READ ? "copy the database to a folder that can be written: "
                                  "reading needs a journal beside it"
                                : "mount the disk for writing");
    return rc;
}

static bool is_on_read_only_disk(const char *path)
{
    struct statvfs disk;
    return statvfs(path, &disk) == 0 && (disk.f_flag & ST_RDONLY);
}

/* Once, before SQLite starts: nobody reads its sums of memory, and keeping them takes
 * a lock at every allocation. Refused when it was started already, which is as well. */
static void configure(void)
{
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static enum err_code lite_open(void **connection_out, const char *path,
                               enum db_mode mode, struct err *e)
{
    static pthread_once_t configured = PTHREAD_ONCE_INIT;
    sqlite3 *s = NULL;
    *connection_out = NULL;
    pthread_once(&configured, configure);
    enum err_code rc = check_file(path, mode, e);
    if (rc != OK) return rc;
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                (mode == DB_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
    int sqlite_rc = sqlite3_open_v2(path, &s, flags, NULL);
    rc = sqlite_rc == SQLITE_OK ? settle(s, mode, e) : sqlite_error(s, sqlite_rc, e);
    if (rc == OK) {
        *connection_out = s;
        return OK;
    }
    sqlite3_close(s);
    if (rc != ERR_CORRUPT && rc != ERR_SCHEMA && is_on_read_only_disk(path))
        rc = disk_refused(path, mode, e);
    if (mode == DB_CREATE) lite_discard(path);
    return rc;
}

static void lite_close(void *connection)
{
    /* every statement is finalized before, so this cannot be refused */
    if (sqlite3_close(connection) != SQLITE_OK)
        bug("a statement outlived its database");
}

static enum err_code lite_begin(void *connection, struct err *e)
{
    return lite_run_script(connection, "BEGIN IMMEDIATE", e);
}

static void lite_rollback(void *connection)
{
    /* SQLite may have rolled back by itself, on a full disk for example */
    if (!sqlite3_get_autocommit(connection))
        sqlite3_exec(connection, "ROLLBACK", NULL, NULL, NULL);
}

static bool lite_is_in_transaction(void *connection)
{
    return !sqlite3_get_autocommit(connection);
}

static enum err_code lite_commit(void *connection, struct err *e)
{
    enum err_code rc = lite_run_script(connection, "COMMIT", e);
    if (rc != OK) lite_rollback(connection);
    return rc;
}

static int journal_grew(void *given, sqlite3 *s, const char *name, int pages)
{
    const struct journal_watch *watch = given;
    /* what cannot be moved now can be later: the commit stands either way */
    if (watch->grew(watch->to, pages))
        sqlite3_wal_checkpoint_v2(s, name, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    return SQLITE_OK;
}

static void lite_watch_journal(void *connection, const struct journal_watch *watch)
{
    sqlite3_wal_hook(connection, journal_grew, (void *)(uintptr_t)watch);
}

/* The checksum in the header of the wal-index, whose format is documented and whose
 * mapping every connection of the process shares: it is another after each commit. */
static const _Atomic uint64_t *lite_journal_head(void *connection)
{
    enum { REGION_BYTES = 32768, CHECKSUM_AT = 40 };
    sqlite3_file *f = NULL;
    void volatile *p = NULL;
    if (sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &f) !=
            SQLITE_OK ||
        !f || !f->pMethods || f->pMethods->iVersion < 2 || !f->pMethods->xShmMap ||
        f->pMethods->xShmMap(f, 0, REGION_BYTES, 0, &p) != SQLITE_OK || !p)
        return NULL;
    return (const _Atomic uint64_t *)(uintptr_t)((const volatile char *)p +
                                                 CHECKSUM_AT);
}

static enum err_code lite_empty_journal(void *connection, struct err *e)
{
    int rc = sqlite3_wal_checkpoint_v2(connection, NULL, SQLITE_CHECKPOINT_TRUNCATE,
                                       NULL, NULL);
    return rc == SQLITE_OK ? OK : sqlite_error(connection, rc, e);
}

static enum err_code lite_prepare(void **statement_out,
                                  int positions[PARAMETERS_MAX + 1], void *connection,
                                  const char *sql, struct err *e)
{
    sqlite3_stmt *st = NULL;
    int rc =
        sqlite3_prepare_v3(connection, sql, -1, SQLITE_PREPARE_PERSISTENT, &st, NULL);
    *statement_out = st;
    if (rc != SQLITE_OK) return sqlite_error(connection, rc, e);
    /* SQLite numbers $2 as 1 when it meets it first: go by name */
    for (int i = 0; i <= PARAMETERS_MAX; i++) {
        char name[16];
        snprintf(name, sizeof name, "$%d", i);
        positions[i] = sqlite3_bind_parameter_index(st, name);
    }
    return OK;
}

/* So many steps of its machine take a tenth of a millisecond or more. */
static void lite_watch_time(void *connection, int (*is_late)(void *of), void *of)
{
    enum { STEPS = 5000 };
    sqlite3_progress_handler(connection, STEPS, is_late, of);
}

static void lite_finalize(void *st)
{
    sqlite3_finalize(st);
}

static void lite_reset(void *st)
{
    sqlite3_reset(st);
}

static void lite_unbind(void *st)
{
    sqlite3_clear_bindings(st);
}

static int lite_bind_int(void *st, int position, int64_t value)
{
    return sqlite3_bind_int64(st, position, value);
}

static int lite_bind_real(void *st, int position, double value)
{
    return sqlite3_bind_double(st, position, value);
}

static int lite_bind_text(void *st, int position, struct str value)
{
    return sqlite3_bind_text64(st, position, value.p, value.n, SQLITE_STATIC,
                               SQLITE_UTF8);
}

static int lite_bind_blob(void *st, int position, const void *p, size_t n)
{
    return sqlite3_bind_blob64(st, position, n ? p : "", n, SQLITE_STATIC);
}

static int lite_bind_null(void *st, int position)
{
    return sqlite3_bind_null(st, position);
}

static enum err_code lite_step(bool *row_out, void *st, struct err *e)
{
    int rc = sqlite3_step(st);
    *row_out = rc == SQLITE_ROW;
    if (rc == SQLITE_ROW || rc == SQLITE_DONE) return OK;
    enum err_code code = sqlite_error(sqlite3_db_handle(st), rc, e);
    sqlite3_reset(st);
    return code;
}

static enum column_type lite_column_type(void *st, int column)
{
    switch (sqlite3_column_type(st, column)) {
    case SQLITE_INTEGER:
        return COLUMN_INT;
    case SQLITE_FLOAT:
        return COLUMN_REAL;
    case SQLITE_TEXT:
        return COLUMN_TEXT;
    case SQLITE_BLOB:
        return COLUMN_BLOB;
    default:
        return COLUMN_NULL;
    }
}

static int64_t lite_column_int(void *st, int column)
{
    return sqlite3_column_int64(st, column);
}

static double lite_column_real(void *st, int column)
{
    return sqlite3_column_double(st, column);
}

static struct str lite_column_text(void *st, int column)
{
    const char *p = (const char *)sqlite3_column_text(st, column);
    return (struct str){p, (size_t)sqlite3_column_bytes(st, column)};
}

static struct str lite_column_blob(void *st, int column)
{
    const char *p = sqlite3_column_blob(st, column);
    return (struct str){p, (size_t)sqlite3_column_bytes(st, column)};
}

static int lite_column_count(void *st)
{
    return sqlite3_column_count(st);
}

/* A reader may copy: what is written is another file. */
static enum err_code lite_copy_to(void *connection, const char *path, struct err *e)
{
    sqlite3_stmt *st = NULL;
    bool is_reader = sqlite3_db_readonly(connection, "main") == 1;
    enum err_code rc;
    if (is_reader) TRY(lite_run_script(connection, "PRAGMA query_only = OFF", e));
    int step = sqlite3_prepare_v2(connection, "VACUUM INTO $1", -1, &st, NULL);
    if (step == SQLITE_OK) step = sqlite3_bind_text(st, 1, path, -1, SQLITE_STATIC);
    if (step == SQLITE_OK) step = sqlite3_step(st);
    rc = step == SQLITE_DONE ? OK : sqlite_error(connection, step, e);
    sqlite3_finalize(st);
    if (is_reader && rc == OK)
        rc = lite_run_script(connection, "PRAGMA query_only = ON", e);
out:
    return rc;
}

static enum err_code lite_integrity(int64_t *n_out, void *connection,
                                    void (*found)(void *to, const char *complaint),
                                    void *to, struct err *e)
{
    sqlite3_stmt *st = NULL;
    char text[256];
    *n_out = 0;
    int rc = sqlite3_prepare_v2(connection, "PRAGMA integrity_check", -1, &st, NULL);
    while (rc == SQLITE_OK && (rc = sqlite3_step(st)) == SQLITE_ROW) {
        const char *line = (const char *)sqlite3_column_text(st, 0);
        rc = SQLITE_OK;
        if (line && strcmp(line, "ok") == 0) continue;
        snprintf(text, sizeof text, "engine: %.200s", line ? line : "no answer");
        found(to, text);
        ++*n_out;
    }
    sqlite3_finalize(st);
    if (rc != SQLITE_DONE) return sqlite_error(connection, rc, e);
    rc = sqlite3_prepare_v2(connection, "PRAGMA foreign_key_check", -1, &st, NULL);
    while (rc == SQLITE_OK && (rc = sqlite3_step(st)) == SQLITE_ROW) {
        rc = SQLITE_OK;
        snprintf(text, sizeof text, "reference: a row of %s refers to no row of %s",
                 (const char *)sqlite3_column_text(st, 0),
                 (const char *)sqlite3_column_text(st, 2));
        found(to, text);
        ++*n_out;
    }
    sqlite3_finalize(st);
    return rc == SQLITE_DONE ? OK : sqlite_error(connection, rc, e);
}

const struct db_backend db_sqlite = {
    .scheme = "sqlite:",
    .open = lite_open,
    .close = lite_close,
    .discard = lite_discard,
    .run_script = lite_run_script,
    .begin = lite_begin,
    .commit = lite_commit,
    .rollback = lite_rollback,
    .is_in_transaction = lite_is_in_transaction,
    .expect_many = lite_expect_many,
    .expect_others = lite_expect_others,
    .watch_journal = lite_watch_journal,
    .journal_head = lite_journal_head,
    .empty_journal = lite_empty_journal,
    .copy_to = lite_copy_to,
    .integrity = lite_integrity,
    .prepare = lite_prepare,
    .watch_time = lite_watch_time,
    .finalize = lite_finalize,
    .reset = lite_reset,
    .unbind = lite_unbind,
    .bind_int = lite_bind_int,
    .bind_real = lite_bind_real,
    .bind_text = lite_bind_text,
    .bind_blob = lite_bind_blob,
    .bind_null = lite_bind_null,
    .step = lite_step,
    .column_type = lite_column_type,
    .column_int = lite_column_int,
    .column_real = lite_column_real,
    .column_text = lite_column_text,
    .column_blob = lite_column_blob,
    .column_count = lite_column_count,
};
