/* Looks that one thread writes for many requests: each is on disk before its request is
 * told, with its own row in a chain of the audit that has no gap; one that is refused
 * fails for nobody else. And what a request reads, beside what others write. */
#include <pthread.h>

#include "store_keeper.h"

#include "store/look_queue.h"
#include "store/read_log_store.h"
#include "store/view.h"

enum { N_THREADS = 8, N_EACH = 60 };

static struct writer *writer;
static struct look_queue *queue;
static struct db *reader;
static struct person_id person;

static struct db *a_reader(void)
{
    struct db *own;
    is_ok(db_open(&own, url, DB_READ, &e));
    is_ok(db_attach_vault(own, vault, &e));
    db_attach_writer(own, writer);
    return own;
}

static int open_queue(void **state)
{
    if (open_store(state)) return 1;
    is_ok(writer_open(&writer, url, vault, &e));
    db_attach_writer(db, writer);
    is_ok(look_queue_open(&queue, url, vault, writer, &e));
    reader = a_reader();
    struct write *w = begin();
    struct person_fact p = a_person();
    is_ok(person_add(w, &p, NULL, &e));
    is_ok(write_commit(&w, &e));
    person = p.id;
    return 0;
}

static int close_queue(void **state)
{
    look_queue_close(queue);
    queue = NULL;
    db_close(reader);
    db_attach_writer(db, NULL);
    writer_close(writer);
    writer = NULL;
    return close_whole_store(state);
}

static size_t count_looks(struct db *own, struct person_id of)
{
    struct arena a = {0};
    struct look *list;
    struct err own_e;
    size_t n = 0;
    if (look_list(&list, &n, &a, own, of, INT64_MAX, 100000, &own_e) != OK)
        n = SIZE_MAX;
    arena_dispose(&a);
    return n;
}

/* --- one request --- */

struct told {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int n;
};

static void tell(void *to)
{
    struct told *t = to;
    pthread_mutex_lock(&t->lock);
    t->n++;
    pthread_cond_signal(&t->changed);
    pthread_mutex_unlock(&t->lock);
}

/* Looks at `n` persons one by one, and waits until told or until it is over. */
static struct err look(const struct actor *by, const struct person_id *persons,
                       size_t n)
{
    struct told t = {.n = 0};
    struct arena a = {0};
    struct look_wait wait = {0};
    pthread_mutex_init(&t.lock, NULL);
    pthread_cond_init(&t.changed, NULL);
    for (size_t i = 0; i < n; i++)
        look_queue_add(queue, &wait, &a, by, &persons[i], 1, "dossier");
    if (look_wait_tell(&wait, queue, tell, &t)) {
        pthread_mutex_lock(&t.lock);
        while (!t.n)
            pthread_cond_wait(&t.changed, &t.lock);
        pthread_mutex_unlock(&t.lock);
    }
    pthread_cond_destroy(&t.changed);
    pthread_mutex_destroy(&t.lock);
    arena_dispose(&a);
    return wait.e;
}

struct labour {
    pthread_t thread;
    struct db *own;
    struct person_id person;
    unsigned number;
    int n_unseen, n_refused;
};

static void *labour(void *given)
{
    struct labour *l = given;
    struct actor by = {""};
    snprintf(by.name, sizeof by.name, "guide %u", l->number);
    for (unsigned i = 0; i < N_EACH; i++) {
        struct person_id stranger = {uuid7_new()};
        size_t before = i;
        if (i % 10 == 9 && look(&by, &stranger, 1).code != OK) l->n_refused++;
        if (look(&by, &l->person, 1).code != OK) l->n_unseen++;
        view_begin(l->own);
        if (count_looks(l->own, l->person) != before + 1) l->n_unseen++;
        view_end(l->own);
    }
    return NULL;
}

static void each_look_is_on_disk_when_its_request_is_told(void **state)
{
    (void)state;
    struct labour l[N_THREADS] = {0};
    struct write *w = begin();
    for (unsigned t = 0; t < N_THREADS; t++) {
        struct person_fact p = a_person();
        is_ok(person_add(w, &p, NULL, &e));
        l[t].person = p.id;
        l[t].number = t;
        l[t].own = a_reader();
    }
    is_ok(write_commit(&w, &e));
    struct writer_tally before = writer_tally(writer);
    for (unsigned t = 0; t < N_THREADS; t++)
        assert_int_equal(pthread_create(&l[t].thread, NULL, labour, &l[t]), 0);
    for (unsigned t = 0; t < N_THREADS; t++) {
        pthread_join(l[t].thread, NULL);
        db_close(l[t].own);
        assert_int_equal(l[t].n_unseen, 0);
        assert_int_equal(l[t].n_refused, N_EACH / 10);
        assert_int_equal(count_looks(db, l[t].person), N_EACH);
    }
    struct writer_tally after = writer_tally(writer);
    print_message("%d looks in %lld transactions\n", N_THREADS * N_EACH,
                  (long long)(after.n_groups - before.n_groups));
}

static void several_looks_of_a_request_are_told_once(void **state)
{
    (void)state;
    struct person_id persons[5] = {person, person, person, person, person};
    assert_int_equal(look(&who, persons, 5).code, OK);
    assert_int_equal(count_looks(db, person), 5);
    persons[2] = (struct person_id){uuid7_new()};
    /* the others are there: whoever was looked at can see it */
    assert_int_equal(look(&who, persons, 5).code, ERR_NOT_FOUND);
    assert_int_equal(count_looks(db, person), 9);
}

static void what_is_queued_is_written_before_the_end(void **state)
{
    (void)state;
    struct look_wait waits[40] = {0};
    struct arena a = {0};
    for (size_t i = 0; i < ARRAY_LEN(waits); i++)
        look_queue_add(queue, &waits[i], &a, &who, &person, 1, "dossier");
    look_queue_close(queue);
    queue = NULL;
    for (size_t i = 0; i < ARRAY_LEN(waits); i++) {
        assert_int_equal(waits[i].n, 0);
        assert_int_equal(waits[i].e.code, OK);
    }
    assert_int_equal(count_looks(db, person), ARRAY_LEN(waits));
    arena_dispose(&a);
}

/* --- views --- */

static bool knows(struct db *own, struct person_id id)
{
    struct person_counts counts;
    struct err ignored;
    return person_known(&counts, own, id, &ignored) == OK;
}

static struct person_id add_one(void)
{
    struct write *w = begin();
    struct person_fact p = a_person();
    is_ok(person_add(w, &p, NULL, &e));
    is_ok(write_commit(&w, &e));
    return p.id;
}

static void a_request_reads_one_moment_and_the_next_sees_what_was_written(void **state)
{
    (void)state;
    view_begin(reader);
    assert_true(knows(reader, person));
    struct person_id late = add_one();
    assert_false(knows(reader, late));
    view_end(reader);
    view_begin(reader);
    assert_true(knows(reader, late));
    view_end(reader);
    /* a moment that nobody uses is no moment for who writes */
    struct person_id later = add_one();
    view_close(reader);
    assert_true(knows(reader, later));
}

static void a_look_does_not_end_the_moment_but_who_asks_for_looks_sees_it(void **state)
{
    (void)state;
    view_begin(reader);
    assert_true(knows(reader, person));
    assert_int_equal(look(&who, &person, 1).code, OK);
    assert_int_equal(count_looks(reader, person), 1);
    view_end(reader);
}

/* Through another connection than the writer's, as another program would. */
static void what_another_program_writes_is_seen_too(void **state)
{
    (void)state;
    struct db *other;
    is_ok(db_open(&other, url, DB_WRITE, &e));
    is_ok(db_attach_vault(other, vault, &e));
    for (int i = 0; i < 20; i++) {
        struct write *w;
        struct person_fact p = a_person();
        view_begin(reader);
        assert_false(knows(reader, p.id));
        view_end(reader);
        is_ok(write_begin(&w, other, &who, "test", "", &e));
        is_ok(person_add(w, &p, NULL, &e));
        is_ok(write_commit(&w, &e));
        /* with a write of our own after it, or without */
        if (i % 2) assert_int_equal(look(&who, &person, 1).code, OK);
        view_begin(reader);
        assert_true(knows(reader, p.id));
        view_end(reader);
    }
    db_close(other);
}

/* The journal begins anew, though readers keep what they read between requests. */
static void a_moment_that_stays_does_not_keep_the_journal(void **state)
{
    (void)state;
    char journal[120];
    snprintf(journal, sizeof journal, "%s-wal", path);
    for (int i = 0; i < 1500; i++) {
        view_begin(reader);
        assert_true(knows(reader, person));
        view_end(reader);
        assert_int_equal(look(&who, &person, 1).code, OK);
    }
    FILE *f = fopen(journal, "rb");
    assert_non_null(f);
    assert_int_equal(fseek(f, 0, SEEK_END), 0);
    long bytes = ftell(f);
    fclose(f);
    /* 1500 looks write some 10,000 pages; a thousand stand in it, and one group */
    assert_in_range(bytes, 1, 1500 * 4096);
}

#define TEST(story) cmocka_unit_test_setup_teardown(story, open_queue, close_queue)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_look_is_on_disk_when_its_request_is_told),
        TEST(several_looks_of_a_request_are_told_once),
        TEST(what_is_queued_is_written_before_the_end),
        TEST(a_request_reads_one_moment_and_the_next_sees_what_was_written),
        TEST(a_look_does_not_end_the_moment_but_who_asks_for_looks_sees_it),
        TEST(what_another_program_writes_is_seen_too),
        TEST(a_moment_that_stays_does_not_keep_the_journal),
    };
    return cmocka_run_group_tests_name("look queue", tests, NULL, NULL);
}
