/* Claim: looks that one thread writes for all, and threads that share the writer, make
 * more durable writes than threads with connections of their own, and none waits long.
 *
 *   bench_writes FOLDER [SECONDS]     lines of JSON, one a way and number of threads
 *
 * A write is what a page makes: one row in the log of reads with its audit row, on disk
 * before it counts. Two measures beside it in the same run: the same writes through a
 * connection for each thread, and the bare disk: 4 KiB appended and fdatasync. */
#include <pthread.h>

#include "act/open.h"
#include "base/clock.h"
#include "base/parse.h"
#include "disk_speed.h"
#include "store/identity_inside.h"

enum { THREADS_MOST = 64 };

static void must(enum err_code rc, const struct err *e)
{
    if (rc == OK) return;
    fprintf(stderr, "%s %s\n", e->message, e->detail);
    exit(err_exit_status(rc));
}

enum way { OWN, SHARED, LOOKS };

struct labour {
    pthread_t thread;
    enum way way;
    struct house house;
    struct person_id person;
    double seconds, longest;
    int64_t n, n_busy;
};

/* As a page does it (act/behalf.h), but waiting where a page is made meanwhile. */
static enum err_code look(struct labour *l, const struct actor *actor, struct err *e)
{
    struct arena a = {0};
    struct look_wait wait = {0};
    look_queue_add(l->house.looks, &wait, &a, actor, &l->person, 1, "bench");
    look_wait_here(&wait, l->house.looks);
    arena_dispose(&a);
    *e = wait.e;
    return wait.e.code;
}

static enum err_code write_one(struct labour *l, const struct actor *actor,
                               struct err *e)
{
    struct write *w = NULL;
    enum err_code rc = write_begin(&w, l->house.db, actor, "look", "", e);
    if (rc == OK) rc = identity_look_log(w, uuid7_new(), l->person, "bench", e);
    if (rc == OK) rc = write_commit(&w, e);
    write_abandon(&w);
    return rc;
}

static void *labour(void *given)
{
    static const struct actor actor = {"bench"};
    struct labour *l = given;
    double end = clock_seconds() + l->seconds;
    for (double now = clock_seconds(); now < end;) {
        struct err e;
        enum err_code rc =
            l->way == LOOKS ? look(l, &actor, &e) : write_one(l, &actor, &e);
        double then = clock_seconds();
        if (rc == OK)
            l->n++;
        else if (rc == ERR_BUSY)
            l->n_busy++;
        else
            must(rc, &e);
        l->longest = MAX_OF(l->longest, then - now);
        now = then;
    }
    return NULL;
}

static void run(enum way way, const char *url, const char *key, unsigned n_threads,
                double seconds, struct person_id person)
{
    static const char *const names[] = {
        [OWN] = "own connections", [SHARED] = "shared", [LOOKS] = "queue of looks"};
    bool is_shared = way != OWN;
    static struct labour all[THREADS_MOST];
    struct house_server server = {0};
    struct err e;
    int64_t n = 0, n_busy = 0;
    double longest = 0;
    if (is_shared) must(house_server_open(&server, url, key, &e), &e);
    for (unsigned i = 0; i < n_threads; i++) {
        all[i] = (struct labour){.way = way, .person = person, .seconds = seconds};
        must(is_shared ? house_enter(&all[i].house, &server, &e)
                       : house_open(&all[i].house, url, key, DB_WRITE, &e),
             &e);
    }
    for (unsigned i = 0; i < n_threads; i++)
        if (pthread_create(&all[i].thread, NULL, labour, &all[i])) exit(1);
    for (unsigned i = 0; i < n_threads; i++) {
        pthread_join(all[i].thread, NULL);
        n += all[i].n;
        n_busy += all[i].n_busy;
        longest = MAX_OF(longest, all[i].longest);
        house_close(&all[i].house);
    }
    struct writer_tally t =
        is_shared ? writer_tally(server.writer) : (struct writer_tally){.n_groups = n};
    if (is_shared) house_server_close(&server);
    printf("{\"bench\": \"writes\", \"way\": \"%s\", \"threads\": %u, "
           "\"writes_per_s\": %.0f, \"longest_ms\": %.1f, \"busy\": %lld, "
           "\"writes_per_group\": %.2f}\n",
           names[way], n_threads, (double)n / seconds, longest * 1e3, (long long)n_busy,
           t.n_groups ? (double)n / (double)t.n_groups : 0);
    fflush(stdout);
}

static void run_disk(const char *folder, double seconds)
{
    struct disk_speed disk = disk_speed_measure(folder, seconds);
    printf("{\"bench\": \"writes\", \"way\": \"disk\", \"syncs_per_s\": %.0f}\n",
           disk.syncs_per_s);
}

int main(int argc, char **argv)
{
    static const struct actor actor = {"bench"};
    static const unsigned threads[] = {1, 4, 16, 64};
    char url[4096], key[4096];
    int64_t seconds = 4;
    struct err e;
    struct house h;
    struct write *w;
    if (argc < 2) return 64;
    if (argc > 2) must(parse_int(&seconds, str_of(argv[2]), 1, 600, "seconds", &e), &e);
    snprintf(url, sizeof url, "sqlite:%s/writes.db", argv[1]);
    snprintf(key, sizeof key, "%s/writes.key", argv[1]);
    must(house_create(url, key, &e), &e);
    must(house_open(&h, url, key, DB_WRITE, &e), &e);
    struct person_fact p = {.id = {uuid7_new()}, .first_seen_on = day_of(2026, 1, 1)};
    must(write_begin(&w, h.db, &actor, "bench", "", &e), &e);
    must(person_add(w, &p, NULL, &e), &e);
    must(write_commit(&w, &e), &e);
    house_close(&h);
    run_disk(argv[1], (double)seconds);
    for (size_t i = 0; i < ARRAY_LEN(threads); i++) {
        run(LOOKS, url, key, threads[i], (double)seconds, p.id);
        run(SHARED, url, key, threads[i], (double)seconds, p.id);
        if (threads[i] <= 16) run(OWN, url, key, threads[i], (double)seconds, p.id);
    }
    return 0;
}
