/* Opening, migrations, writing in turn, and every way of tampering that verify must
 * see. */
#include "store_house.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/clock.h"
#include "base/file.h"
#include "domain/lists.h"
#include "store/db_backend.h"
#include "store/migrations.h"
#include "store/person_store.h"
#include "store/trajectory_store.h"

static void run_sql(const char *sql)
{
    sqlite3 *s;
    char *message = NULL;
    assert_int_equal(sqlite3_open(path, &s), SQLITE_OK);
    sqlite3_busy_timeout(s, 1000);
    if (sqlite3_exec(s, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
    sqlite3_close(s);
}

static struct person_id add_person(struct db *to)
{
    static const struct identity identity = {
        .value = {[IDENTITY_FAMILY_NAME] = {"Proef", 5}, [IDENTITY_INSZ] = {"123", 3}}};
    struct person_fact p = {.id = {uuid7_new()}, .first_seen_on = day_of(2024, 1, 2)};
    struct attribute_fact sex = {.id = uuid7_new(),
                                 .person = p.id,
                                 .value = "f",
                                 .kind = ATTRIBUTE_KIND_SEX,
                                 .source = CODE_MISSING,
                                 .valid_from = day_of(2024, 1, 2),
                                 .valid_to = DAY_NONE};
    struct trajectory_fact t = {.id = {uuid7_new()},
                                .person = p.id,
                                .entry_age = -1,
                                .reached_on = day_of(2024, 1, 2),
                                .channel = CODE_MISSING,
                                .is_voluntary = CODE_MISSING};
    struct event_fact started = {.id = uuid7_new(),
                                 .trajectory = t.id,
                                 .person = p.id,
                                 .kind = EVENT_STARTED,
                                 .code = CODE_MISSING,
                                 .detail = CODE_MISSING,
                                 .on = day_of(2024, 2, 2)};
    struct event_fact ended = started;
    struct write *w;
    ended.id = uuid7_new();
    ended.kind = EVENT_ENDED;
    ended.on = day_of(2024, 3, 2);
    is_ok(write_begin(&w, to, &who, "add person", "", &e));
    is_ok(person_add(w, &p, &identity, &e));
    is_ok(attribute_add(w, &sex, &e));
    is_ok(trajectory_add(w, &t, &e));
    is_ok(event_add(w, &started, NULL, &e));
    is_ok(event_add(w, &ended, NULL, &e));
    is_ok(write_commit(&w, &e));
    return p.id;
}

/* --- opening --- */

static void addresses_that_are_not_in_this_build_say_so(void **state)
{
    (void)state;
    struct db *other;
    assert_int_equal(db_open(&other, "postgresql://host/db", DB_READ, &e),
                     ERR_UNAVAILABLE);
    assert_non_null(strstr(e.message, "PostgreSQL"));
    assert_int_equal(db_open(&other, "a.db", DB_READ, &e), ERR_USAGE);
    assert_int_equal(db_open(&other, "sqlite:", DB_READ, &e), ERR_USAGE);
    assert_int_equal(db_open(&other, "sqlite:/no/such/folder/a.db", DB_WRITE, &e),
                     ERR_NOT_FOUND);
    assert_int_equal(db_open(&other, "sqlite:/no/such/folder/a.db", DB_CREATE, &e),
                     ERR_NOT_FOUND);
    assert_int_equal(db_open(&other, url, DB_CREATE, &e), ERR_EXISTS);
    assert_null(other);
}

static void a_path_without_a_scheme_is_offered_with_one(void **state)
{
    (void)state;
    struct db *other;
    assert_int_equal(db_open(&other, "geen.db", DB_READ, &e), ERR_USAGE);
    assert_string_equal(e.hint, "write --db sqlite:geen.db");
    static const char *const unclear[] = {"", "sqlite:", "mysql://host/a", ":memory:"};
    for (size_t i = 0; i < ARRAY_LEN(unclear); i++) {
        assert_int_equal(db_open(&other, unclear[i], DB_READ, &e), ERR_USAGE);
        assert_string_equal(e.hint, "write --db sqlite:vindplaats.db");
    }
}

static void a_folder_or_device_is_no_database(void **state)
{
    (void)state;
    static const enum db_mode modes[] = {DB_READ, DB_WRITE, DB_CREATE};
    struct db *other;
    char folder_url[128], expected[160];
    snprintf(folder_url, sizeof folder_url, "sqlite:%s//", folder);
    snprintf(expected, sizeof expected,
             "name a file in it: --db sqlite:%s/vindplaats.db", folder);
    for (size_t i = 0; i < ARRAY_LEN(modes); i++) {
        assert_int_equal(db_open(&other, folder_url, modes[i], &e), ERR_USAGE);
        assert_non_null(strstr(e.message, "expected a file"));
        assert_non_null(strstr(e.message, "found a folder"));
        assert_string_equal(e.hint, expected);
        assert_null(other);
        assert_int_equal(db_open(&other, "sqlite:/", modes[i], &e), ERR_USAGE);
        assert_string_equal(e.hint, "name a file in it: --db sqlite:/vindplaats.db");
        assert_int_equal(db_open(&other, "sqlite:/dev/null", modes[i], &e), ERR_USAGE);
        assert_non_null(strstr(e.message, "found a device"));
    }
}

static void database_file_is_private(void **state)
{
    (void)state;
    struct stat s;
    add_person(db);
    assert_int_equal(stat(path, &s), 0);
    assert_int_equal(s.st_mode & 0777, 0600);
    char wal[128];
    snprintf(wal, sizeof wal, "%s-wal", path);
    assert_int_equal(stat(wal, &s), 0);
    assert_int_equal(s.st_mode & 0777, 0600);
}

static void files_that_are_not_ours_are_refused(void **state)
{
    (void)state;
    struct db *other;
    char other_url[128], other_path[110];
    snprintf(other_path, sizeof other_path, "%s/b.db", folder);
    snprintf(other_url, sizeof other_url, "sqlite:%s", other_path);
    is_ok(file_write(other_path, S("name;first name\nPeeters;An\n"), 0600, &e));
    assert_int_equal(db_open(&other, other_url, DB_READ, &e), ERR_SCHEMA);
    assert_int_equal(db_open(&other, other_url, DB_WRITE, &e), ERR_SCHEMA);
    is_ok(file_write(other_path, S(""), 0600, &e));
    assert_int_equal(db_open(&other, other_url, DB_WRITE, &e), ERR_SCHEMA);
    unlink(other_path);
    sqlite3 *s;
    assert_int_equal(sqlite3_open(other_path, &s), SQLITE_OK);
    sqlite3_exec(s, "CREATE TABLE t (x)", NULL, NULL, NULL);
    sqlite3_close(s);
    assert_int_equal(db_open(&other, other_url, DB_WRITE, &e), ERR_SCHEMA);
    assert_non_null(strstr(e.message, "not a vindplaats database"));
}

static void migration_changed_missing_or_unknown_stops_the_start(void **state)
{
    (void)state;
    struct db *other;
    run_sql("UPDATE migration SET hash = zeroblob(32)");
    assert_int_equal(db_open(&other, url, DB_READ, &e), ERR_SCHEMA);
    assert_non_null(strstr(e.message, "was changed"));
    run_sql("DELETE FROM migration");
    assert_int_equal(db_open(&other, url, DB_READ, &e), ERR_SCHEMA);
    assert_non_null(strstr(e.message, "older version"));
    run_sql("INSERT INTO migration VALUES (1, '0001_other.sql', zeroblob(32), 0)");
    assert_int_equal(db_open(&other, url, DB_READ, &e), ERR_SCHEMA);
    assert_non_null(strstr(e.message, "0001_other.sql"));
}

static void migrations_run_once_forward_and_whole(void **state)
{
    (void)state;
    static const char second[] = "CREATE TABLE extra (x INTEGER) STRICT;";
    static const char broken[] = "CREATE TABLE third (x INTEGER) STRICT; NOT SQL;";
    struct embedded list[16];
    size_t n_missing, n = store_migrations_count;
    assert_in_range(n, 1, ARRAY_LEN(list) - 2);
    for (size_t i = 0; i < n; i++)
        list[i] = store_migrations[i];
    list[n] = (struct embedded){"9998_extra.sql", (const unsigned char *)second,
                                sizeof second - 1};
    list[n + 1] = (struct embedded){"9999_third.sql", (const unsigned char *)broken,
                                    sizeof broken - 1};
    is_ok(migrations_check(&n_missing, db, list, n + 1, &e));
    assert_int_equal(n_missing, 1);
    assert_int_equal(migrations_apply(db, list, n + 2, &e), ERR_DATABASE);
    is_ok(migrations_check(&n_missing, db, list, n + 1, &e));
    assert_int_equal(n_missing, 0); /* the extra one stands, the broken left nothing */
    is_ok(db_run_script(db, "CREATE TABLE third (x INTEGER)", &e));
    is_ok(migrations_apply(db, list, n + 1, &e));
    /* a program that does not know the last must not touch it */
    assert_int_equal(migrations_check(&n_missing, db, list, n, &e), ERR_SCHEMA);
    assert_non_null(strstr(e.message, "newer version"));
}

static void reader_cannot_write(void **state)
{
    (void)state;
    struct db *reader;
    struct write *w;
    struct statement *st;
    is_ok(db_open(&reader, url, DB_READ, &e));
    assert_int_equal(write_begin(&w, reader, &who, "x", "", &e), ERR_READ_ONLY);
    is_ok(db_prepare(&st, reader, "DELETE FROM audit", &e));
    assert_int_equal(statement_run(st, &e), ERR_READ_ONLY);
    statement_done(st);
    db_close(reader);
}

static void second_writer_waits_and_then_says_busy(void **state)
{
    (void)state;
    struct db *second;
    struct write *w, *other;
    is_ok(db_open(&second, url, DB_WRITE, &e));
    is_ok(write_begin(&w, db, &who, "x", "", &e));
    double start = clock_seconds();
    assert_int_equal(write_begin(&other, second, &who, "x", "", &e), ERR_BUSY);
    assert_true(clock_seconds() - start > 4);
    assert_true(e.hint[0]);
    write_abandon(&w);
    is_ok(write_begin(&other, second, &who, "x", "", &e));
    is_ok(write_commit(&other, &e));
    db_close(second);
}

static void parameters_go_by_name_and_statements_nest(void **state)
{
    (void)state;
    struct statement *a, *b;
    bool row;
    for (int i = 0; i < 2; i++) {
        /* one literal, two rows of it open at once */
        struct statement **st = i ? &b : &a;
        is_ok(db_prepare_literal(st, db, "SELECT $2, $1, $2", &e));
        bind_int(*st, 1, 10 + i);
        bind_text(*st, 2, S("two"));
        is_ok(statement_step(&row, *st, &e));
        assert_true(row);
    }
    assert_int_equal(column_int(a, 1), 10);
    assert_int_equal(column_int(b, 1), 11);
    assert_true(str_eq_c(column_text(a, 2), "two"));
    statement_done(a);
    statement_done(b);
}

static void what_was_bound_is_not_found_by_the_next(void **state)
{
    (void)state;
    static const char is_null[] = "SELECT $1 IS NULL";
    struct statement *st, *again;
    bool row;
    is_ok(db_prepare_literal(&st, db, is_null, &e));
    bind_int(st, 1, 7);
    is_ok(statement_step(&row, st, &e));
    assert_int_equal(column_int(st, 0), 0);
    statement_done(st);
    is_ok(db_prepare_literal(&again, db, is_null, &e));
    assert_ptr_equal(st, again); /* the same, out of the cache */
    is_ok(statement_step(&row, again, &e));
    assert_int_equal(column_int(again, 0), 1);
    statement_done(again);
}

static void abandoned_write_leaves_nothing(void **state)
{
    (void)state;
    struct person_fact p = {.id = {uuid7_new()}, .first_seen_on = day_of(2024, 1, 2)};
    struct person_counts counts;
    struct write *w;
    is_ok(write_begin(&w, db, &who, "x", "", &e));
    assert_int_equal(write_number(w), 1);
    is_ok(person_add(w, &p, NULL, &e));
    write_abandon(&w);
    assert_int_equal(person_read(&counts, db, p.id, &e), ERR_NOT_FOUND);
    is_ok(write_begin(&w, db, &who, "x", "", &e));
    assert_int_equal(write_number(w), 1); /* numbers have no gaps */
    is_ok(write_commit(&w, &e));
    write_abandon(&w); /* nothing to abandon */
}

/* --- verify --- */

static char first_defect[400];

static void keep_first(void *to, const char *text)
{
    (void)to;
    if (!first_defect[0]) snprintf(first_defect, sizeof first_defect, "%s", text);
}

static struct verify_report verify_now(void)
{
    struct verify_report r;
    first_defect[0] = '\0';
    is_ok(store_verify(&r, db, true, keep_first, NULL, &e));
    return r;
}

/* Each statement is what somebody might do to the file; verify must name it. */
static void every_tampering_is_found(void **state)
{
    (void)state;
    static const struct {
        const char *sql, *word;
    } cases[] = {
        {"DELETE FROM attribute", "count: attribute"},
        {"UPDATE attribute SET value = 'm'", "sum: a row of attribute"},
        {"UPDATE trajectory_fact SET reached_on = reached_on - 1", "trajectory_fact"},
        {"UPDATE trajectory_start SET recorded_at = recorded_at - 1",
         "trajectory_start"},
        {"UPDATE attribute SET retracted_at = recorded_at", "retraction: attribute"},
        {"UPDATE attribute SET written_by = 99", "no audit row 99"},
        {"UPDATE audit SET actor = 'somebody' WHERE number = 1", "audit: row 1 was"},
        {"UPDATE audit SET at = at + 1 WHERE number = 2", "audit: row 2 was altered"},
        {"DELETE FROM audit_tally WHERE audit = 1; DELETE FROM audit WHERE number = 1",
         "audit: expected row 1"},
        {"DELETE FROM audit_tally WHERE audit = 3", "audit: row 3 was altered"},
        {"UPDATE audit_tally SET total = total + 1 WHERE noun = 'end' AND audit = 3",
         "audit: row 3 was altered"},
        {"UPDATE identity SET sealed = zeroblob(length(sealed))", "identity"},
        {"UPDATE subject_key SET wrapped = zeroblob(72)", "seal:"},
        {"DELETE FROM subject_key", "without a key"},
        {"UPDATE attribute SET kind = 'shoe_size'", "code: a row of attribute"},
        {"UPDATE trajectory_end SET happened_on = happened_on - 40", "trajectory_end"},
        {"DELETE FROM person_fact", "count: person_fact"},
        {"PRAGMA foreign_keys = OFF; DELETE FROM trajectory", "reference: "},
        {"PRAGMA ignore_check_constraints = ON; UPDATE spell SET list = 9; "
         "UPDATE attribute SET state = 9",
         "engine: CHECK"},
    };
    for (int i = 0; i < 3; i++)
        add_person(db);
    assert_int_equal(verify_now().n_defects, 0);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        char sql[400];
        struct str kept;
        struct arena a = {0};
        is_ok(db_tidy(db, &e));
        is_ok(file_read(&kept, &a, path, 64 << 20, &e));
        snprintf(sql, sizeof sql, "PRAGMA foreign_keys = OFF; %s", cases[i].sql);
        run_sql(sql);
        struct verify_report r = verify_now();
        if (r.n_defects == 0) fail_msg("not found: %s", cases[i].sql);
        bool named = strstr(first_defect, cases[i].word) != NULL;
        if (!named) fail_msg("%s: %s", cases[i].sql, first_defect);
        db_close(db);
        is_ok(file_write(path, kept, 0600, &e));
        is_ok(db_open(&db, url, DB_WRITE, &e));
        is_ok(db_attach_vault(db, vault, &e));
        assert_int_equal(verify_now().n_defects, 0);
        arena_dispose(&a);
    }
}

static void days_in_the_wrong_order_are_found(void **state)
{
    (void)state;
    struct person_id p = add_person(db);
    struct trajectory_fact t = {.id = {uuid7_new()},
                                .person = p,
                                .entry_age = -1,
                                .reached_on = day_of(2024, 6, 1),
                                .channel = CODE_MISSING,
                                .is_voluntary = CODE_MISSING};
    struct event_fact started = {.id = uuid7_new(),
                                 .trajectory = t.id,
                                 .person = p,
                                 .kind = EVENT_STARTED,
                                 .code = CODE_MISSING,
                                 .detail = CODE_MISSING,
                                 .on = day_of(2024, 5, 1)};
    struct write *w;
    is_ok(write_begin(&w, db, &who, "x", "", &e));
    is_ok(trajectory_add(w, &t, &e));
    is_ok(event_add(w, &started, NULL, &e));
    is_ok(write_commit(&w, &e));
    assert_int_equal(verify_now().n_defects, 1);
    assert_non_null(strstr(first_defect, "started before it was reached"));
}

static void backup_and_restore_are_whole_or_nothing(void **state)
{
    (void)state;
    char copy[128], target[140];
    struct verify_report r, restored;
    struct write *w;
    struct db *back;
    add_person(db);
    snprintf(copy, sizeof copy, "%s/b.db", folder);
    snprintf(target, sizeof target, "sqlite:%s/c.db", folder);
    /* while a write is open */
    is_ok(write_begin(&w, db, &who, "x", "", &e));
    struct db *reader;
    is_ok(db_open(&reader, url, DB_READ, &e));
    is_ok(db_attach_vault(reader, vault, &e));
    is_ok(store_backup(&r, reader, copy, &e));
    db_close(reader);
    write_abandon(&w);
    assert_int_equal(store_backup(&r, db, copy, &e), ERR_EXISTS);
    is_ok(store_restore(&restored, target, copy, vault, &e));
    assert_string_equal(restored.head, r.head);
    is_ok(db_open(&back, target, DB_WRITE, &e));
    is_ok(db_attach_vault(back, vault, &e));
    add_person(back); /* and it can be worked on */
    db_close(back);
    assert_int_equal(store_restore(&restored, target, copy, vault, &e), ERR_EXISTS);
    assert_int_equal(store_restore(&restored, "postgresql://x", copy, vault, &e),
                     ERR_UNAVAILABLE);
    /* a copy with one altered byte in a row is refused, and nothing is made */
    sqlite3 *s;
    assert_int_equal(sqlite3_open(copy, &s), SQLITE_OK);
    assert_int_equal(sqlite3_exec(s, "UPDATE attribute SET value = 'm'", 0, 0, 0), 0);
    sqlite3_close(s);
    unlink(db_url_path(target));
    assert_int_equal(store_restore(&restored, target, copy, vault, &e), ERR_CORRUPT);
    assert_false(file_exists(db_url_path(target)));
    /* a journal of another database must not be replayed into it */
    char wal[160];
    snprintf(wal, sizeof wal, "%s-wal", db_url_path(target));
    is_ok(file_write(wal, S("old"), 0600, &e));
    assert_int_equal(store_restore(&restored, target, copy, vault, &e), ERR_EXISTS);
}

/* Does this process still hold SQLite's shared lock on the file? Asked from another
 * one, for which a lock of ours stands in the way. */
static bool is_held(void)
{
    int status = 0;
    pid_t child = fork();
    assert_true(child >= 0);
    if (!child) {
        /* the bytes of the shared lock (SQLite, "Database File Format", os.h) */
        struct flock all = {.l_type = F_WRLCK,
                            .l_whence = SEEK_SET,
                            .l_start = 0x40000002,
                            .l_len = 510};
        int fd = open(path, O_RDWR | O_CLOEXEC);
        _exit(fd >= 0 && fcntl(fd, F_GETLK, &all) == 0 && all.l_type == F_RDLCK);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) && WEXITSTATUS(status) == 1;
}

static void the_next_connection_takes_no_lock_from_the_first(void **state)
{
    struct db *next;
    (void)state;
    add_person(db);
    assert_true(is_held());
    is_ok(db_open(&next, url, DB_READ, &e));
    assert_true(is_held());
    db_close(next);
    assert_true(is_held());
    is_ok(db_open(&next, url, DB_WRITE, &e));
    assert_true(is_held());
    db_close(next);
    assert_true(is_held());
}

#define T(f) cmocka_unit_test_setup_teardown(f, open_store, close_store)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(addresses_that_are_not_in_this_build_say_so),
        T(a_path_without_a_scheme_is_offered_with_one),
        T(a_folder_or_device_is_no_database),
        T(database_file_is_private),
        T(files_that_are_not_ours_are_refused),
        T(migration_changed_missing_or_unknown_stops_the_start),
        T(migrations_run_once_forward_and_whole),
        T(reader_cannot_write),
        T(second_writer_waits_and_then_says_busy),
        T(parameters_go_by_name_and_statements_nest),
        T(what_was_bound_is_not_found_by_the_next),
        T(abandoned_write_leaves_nothing),
        T(every_tampering_is_found),
        T(days_in_the_wrong_order_are_found),
        T(backup_and_restore_are_whole_or_nothing),
        T(the_next_connection_takes_no_lock_from_the_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
