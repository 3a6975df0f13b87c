/* Threads that write through one connection: each write is whole or not there, whatever
 * becomes of its neighbours in the group, and the chain of the audit has no gap. */
#include <pthread.h>
#include <unistd.h>

#include "store_keeper.h"

#include "store/writer.h"

enum { N_THREADS = 8, N_EACH = 120 };

static struct writer *writer;

static int open_with_writer(void **state)
{
    if (open_store(state)) return 1;
    is_ok(writer_open(&writer, url, vault, &e));
    db_attach_writer(db, writer);
    return 0;
}

static int close_with_writer(void **state)
{
    db_attach_writer(db, NULL);
    writer_close(writer);
    writer = NULL;
    return close_whole_store(state);
}

/* What one thread does: a person each time; every fifth is given up, every seventh
 * fails at its second fact. */
struct labour {
    pthread_t thread;
    struct db *own;
    unsigned number;
    int n_kept, n_refused, n_abandoned;
};

static void one_write(struct labour *l, unsigned i)
{
    struct err own = {0};
    struct write *w = NULL;
    struct person_fact p = a_person();
    enum err_code rc = write_begin(&w, l->own, &who, "meet", "", &own);
    if (rc == OK) rc = person_add(w, &p, NULL, &own);
    if (rc == OK && i % 7 == 3) rc = person_add(w, &p, NULL, &own); /* there already */
    if (rc == OK && i % 5 == 2) {
        write_abandon(&w);
        l->n_abandoned++;
        return;
    }
    if (rc == OK) rc = write_commit(&w, &own);
    write_abandon(&w);
    if (rc == OK)
        l->n_kept++;
    else
        l->n_refused++;
}

static void *labour(void *given)
{
    struct labour *l = given;
    for (unsigned i = 0; i < N_EACH; i++)
        one_write(l, i);
    return NULL;
}

static int64_t count_persons(void)
{
    struct arena a = {0};
    struct person_counts *list;
    size_t n;
    is_ok(person_list(&list, &n, &a, db, (struct person_id){{{0}}}, 100000, &e));
    arena_dispose(&a);
    return (int64_t)n;
}

static void threads_share_the_disks_patience(void **state)
{
    (void)state;
    struct labour l[N_THREADS] = {0};
    int stored = 0, refused = 0, abandoned = 0;
    for (unsigned t = 0; t < N_THREADS; t++) {
        l[t].number = t;
        is_ok(db_open(&l[t].own, url, DB_READ, &e));
        is_ok(db_attach_vault(l[t].own, vault, &e));
        db_attach_writer(l[t].own, writer);
    }
    for (unsigned t = 0; t < N_THREADS; t++)
        assert_int_equal(pthread_create(&l[t].thread, NULL, labour, &l[t]), 0);
    for (unsigned t = 0; t < N_THREADS; t++) {
        pthread_join(l[t].thread, NULL);
        stored += l[t].n_kept;
        refused += l[t].n_refused;
        abandoned += l[t].n_abandoned;
        db_close(l[t].own);
    }
    assert_int_equal(stored + refused + abandoned, N_THREADS * N_EACH);
    assert_int_equal(refused, N_THREADS * ((N_EACH + 3) / 7));
    assert_int_equal(count_persons(), stored);
    struct writer_tally tally = writer_tally(writer);
    assert_int_equal(tally.n_writes, stored);
    assert_int_equal(tally.n_failed, 0);
    assert_true(tally.n_groups <= tally.n_writes);
    print_message("%lld writes in %lld groups, the largest of %lld\n",
                  (long long)tally.n_writes, (long long)tally.n_groups,
                  (long long)tally.largest_group);
}

static void what_is_read_in_a_write_is_the_write_so_far(void **state)
{
    (void)state;
    struct write *w = begin();
    struct person_fact p = a_person();
    struct person_counts seen;
    is_ok(person_add(w, &p, NULL, &e));
    is_ok(person_read(&seen, write_db(w), p.id, &e));
    assert_int_equal(person_read(&seen, db, p.id, &e), ERR_NOT_FOUND);
    is_ok(write_commit(&w, &e));
    is_ok(person_read(&seen, db, p.id, &e));
}

static void an_erasure_empties_the_journal(void **state)
{
    (void)state;
    struct write *w = begin();
    struct person_fact p = a_person();
    struct identity named = {0};
    named.value[IDENTITY_GIVEN_NAME] = S("Verzonnen");
    is_ok(person_add(w, &p, &named, &e));
    is_ok(write_commit(&w, &e));
    w = begin();
    is_ok(person_erase(w, p.id, &e));
    is_ok(write_commit(&w, &e));
    bool is_erased = false;
    is_ok(person_is_erased(&is_erased, db, p.id, &e));
    assert_true(is_erased);
    w = begin(); /* the turn was given back */
    is_ok(write_commit(&w, &e));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(threads_share_the_disks_patience,
                                        open_with_writer, close_with_writer),
        cmocka_unit_test_setup_teardown(what_is_read_in_a_write_is_the_write_so_far,
                                        open_with_writer, close_with_writer),
        cmocka_unit_test_setup_teardown(an_erasure_empties_the_journal,
                                        open_with_writer, close_with_writer),
    };
    return cmocka_run_group_tests_name("writer", tests, NULL, NULL);
}
