/* What is read may take so long and no longer; then it is ended, and what comes after
 * reads as if nothing had happened. */
#include <pthread.h>

#include "store_keeper.h"

#include "base/clock.h"
#include "store/writer.h"

/* Counts for minutes. */
static enum err_code count_slowly(struct db *own, struct err *own_e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, own,
                   "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL "
                   "SELECT i + 1 FROM n WHERE i < 4000000000) SELECT count(*) FROM n",
                   own_e));
    rc = statement_step(&row, st, own_e);
out:
    statement_done(st);
    return rc;
}

static bool reads(struct db *own)
{
    struct arena a = {0};
    struct person_counts *list;
    size_t n;
    enum err_code rc =
        person_list(&list, &n, &a, own, (struct person_id){{{0}}}, 10, &e);
    arena_dispose(&a);
    return rc == OK;
}

static void a_slow_statement_is_ended(void **state)
{
    (void)state;
    double before = clock_seconds();
    db_read_until(db, before + 0.05);
    assert_int_equal(count_slowly(db, &e), ERR_LATE);
    assert_true(clock_seconds() - before >= 0.05);
    assert_true(clock_seconds() - before < 20);
    db_read_until(db, 0);
    assert_true(reads(db));
}

static void so_is_the_next_one_of_the_same_request(void **state)
{
    (void)state;
    db_read_until(db, clock_seconds() - 1);
    assert_int_equal(count_slowly(db, &e), ERR_LATE);
    assert_int_equal(count_slowly(db, &e), ERR_LATE);
    db_read_until(db, 0);
    assert_true(reads(db));
}

static void one_view_survives_it(void **state)
{
    (void)state;
    is_ok(db_snapshot_begin(db, &e));
    assert_true(reads(db));
    db_read_until(db, clock_seconds() - 1);
    assert_int_equal(count_slowly(db, &e), ERR_LATE);
    db_read_until(db, 0);
    assert_true(reads(db));
    db_snapshot_end(db);
}

/* A write that reads too slowly through the connection of its thread is given up whole:
 * nothing of it stands, and the writer goes on with others. */
static void what_was_written_before_it_does_not_stand(void **state)
{
    (void)state;
    struct writer *writer;
    struct db *reader;
    struct person_fact p = a_person();
    struct person_counts counts;
    is_ok(writer_open(&writer, url, vault, &e));
    is_ok(db_open(&reader, url, DB_READ, &e));
    is_ok(db_attach_vault(reader, vault, &e));
    db_attach_writer(reader, writer);
    struct write *w;
    is_ok(write_begin(&w, reader, &who, "test", "", &e));
    is_ok(person_add(w, &p, NULL, &e));
    db_read_until(reader, clock_seconds() - 1);
    assert_int_equal(count_slowly(reader, &e), ERR_LATE);
    write_abandon(&w);
    db_read_until(reader, 0);
    assert_int_equal(person_known(&counts, db, p.id, &e), ERR_NOT_FOUND);
    is_ok(write_begin(&w, reader, &who, "test", "", &e));
    is_ok(person_add(w, &p, NULL, &e));
    is_ok(write_commit(&w, &e));
    is_ok(person_known(&counts, reader, p.id, &e));
    db_close(reader);
    writer_close(writer);
}

#define TEST(story)                                                                    \
    cmocka_unit_test_setup_teardown(story, open_store, close_whole_store)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_slow_statement_is_ended),
        TEST(so_is_the_next_one_of_the_same_request),
        TEST(one_view_survives_it),
        TEST(what_was_written_before_it_does_not_stand),
    };
    return cmocka_run_group_tests_name("late", tests, NULL, NULL);
}
