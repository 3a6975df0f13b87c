/* Invariants: (1) what is in the list belongs to requests whose wait counts it; (2) a
 * wait is touched under the lock, and no more once its count is 0 and it was told. */
#include <pthread.h>
#include <time.h>

#include "store/look_queue.h"

#include "base/log.h"
#include "store/write_inside.h"

enum {
    AT_ONCE_MOST = 256,
    ENOUGH = 16,   /* looks for which one transaction is cheap */
    LINGER_MS = 2, /* for more of them, when there were several a moment ago */
};

struct queued {
    struct queued *next;
    struct look_wait *wait;
    struct actor who;
    struct look_act act;
    const struct person_id *persons;
    size_t n;
    const char *reason;
};

struct look_queue {
    struct db *db;
    pthread_t thread;
    pthread_mutex_t lock; /* of everything below */
    pthread_cond_t has_more, some_are_over;
    struct queued *first, **last;
    unsigned n;      /* in the list */
    unsigned enough; /* of them to stop waiting for more */
    bool is_writing, is_ending, has_thread;
};

/* --- writing --- */

static enum err_code write_all(struct db *db, const struct queued *first, struct err *e)
{
    struct write *w = NULL;
    enum err_code rc = OK;
    for (const struct queued *q = first; q; q = q->next) {
        if (w)
            TRY(write_turn(w, &q->who, q->act.act, q->act.what, e));
        else
            TRY(write_begin(&w, db, &q->who, q->act.act, q->act.what, e));
        TRY(look_add(w, q->persons, q->n, q->reason, e));
    }
    w->is_look = true;
    rc = write_commit(&w, e);
out:
    write_abandon(&w);
    return rc;
}

/* The lock is held: who of them is to be told stays in the list that is given back. */
static struct look_wait *count_down(struct look_wait *to_tell, struct look_wait *wait,
                                    enum err_code rc, const struct err *e)
{
    if (rc != OK && wait->e.code == OK) {
        wait->e = *e;
        wait->e.code = rc;
    }
    if (--wait->n > 0 || !wait->told) return to_tell;
    wait->next_to_tell = to_tell;
    return wait;
}

static void tell(struct look_wait *to_tell)
{
    while (to_tell) {
        struct look_wait *wait = to_tell;
        to_tell = wait->next_to_tell;
        wait->told(wait->to); /* the wait may be gone from here on */
    }
}

static void write_list(struct look_queue *queue, struct queued *first)
{
    struct look_wait *to_tell = NULL;
    struct err e = {0};
    enum err_code rc = write_all(queue->db, first, &e);
    bool is_shared = rc != OK && first->next;
    for (struct queued *q = first, *next; q; q = next) {
        next = q->next; /* it is the request's, and goes with it */
        if (is_shared)
            rc = look_write_act(queue->db, &q->who, &q->act, q->persons, q->n,
                                q->reason, &e);
        pthread_mutex_lock(&queue->lock);
        to_tell = count_down(to_tell, q->wait, rc, &e);
        pthread_mutex_unlock(&queue->lock);
    }
    tell(to_tell);
}

/* Under load a moment's patience puts more looks into one transaction, which costs
 * about as much as a page: until there are as many as the last time. The lock is held.
 */
static void linger(struct look_queue *queue, unsigned n_before)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += LINGER_MS * 1000000L;
    if (until.tv_nsec >= 1000000000L) {
        until.tv_nsec -= 1000000000L;
        until.tv_sec++;
    }
    queue->enough = MIN_OF(MAX_OF(n_before, 2u), (unsigned)ENOUGH);
    while (queue->n < queue->enough && !queue->is_ending)
        if (pthread_cond_timedwait(&queue->has_more, &queue->lock, &until)) break;
}

/* At most AT_ONCE_MOST, off the front. The lock is held. */
static struct queued *take(struct look_queue *queue, unsigned *n_out)
{
    struct queued *first = queue->first, **at = &queue->first;
    unsigned n = 0;
    while (*at && n < AT_ONCE_MOST) {
        at = &(*at)->next;
        n++;
    }
    queue->first = *at;
    if (!queue->first) queue->last = &queue->first;
    *at = NULL;
    queue->n -= n;
    *n_out = n;
    return first;
}

static void *work(void *given)
{
    struct look_queue *queue = given;
    unsigned n_before = 0;
    pthread_mutex_lock(&queue->lock);
    for (;;) {
        while (!queue->n && !queue->is_ending)
            pthread_cond_wait(&queue->has_more, &queue->lock);
        if (!queue->n) break;
        if (n_before > 1 || queue->n > 1) linger(queue, n_before);
        struct queued *first = take(queue, &n_before);
        queue->is_writing = true;
        pthread_mutex_unlock(&queue->lock);
        write_list(queue, first);
        pthread_mutex_lock(&queue->lock);
        queue->is_writing = false;
        pthread_cond_broadcast(&queue->some_are_over);
    }
    pthread_mutex_unlock(&queue->lock);
    return NULL;
}

/* --- for requests --- */

void look_queue_add(struct look_queue *queue, struct look_wait *wait,
                    struct arena *arena, const struct actor *who,
                    const struct person_id *persons, size_t n, const char *reason)
{
    look_queue_add_act(queue, wait, arena, who, &(struct look_act){LOOK_ACT, ""},
                       persons, n, reason);
}

void look_queue_add_act(struct look_queue *queue, struct look_wait *wait,
                        struct arena *arena, const struct actor *who,
                        const struct look_act *act, const struct person_id *persons,
                        size_t n, const char *reason)
{
    struct queued *q = arena_alloc(arena, sizeof *q);
    *q = (struct queued){.wait = wait, .who = *who, .n = n};
    q->act.act = arena_copy(arena, act->act, strlen(act->act));
    q->act.what = arena_copy(arena, act->what, strlen(act->what));
    q->persons = (const struct person_id *)(const void *)arena_copy(
        arena, (const char *)persons, n * sizeof *persons);
    q->reason = arena_copy(arena, reason, strlen(reason));
    pthread_mutex_lock(&queue->lock);
    *queue->last = q;
    queue->last = &q->next;
    wait->is_used = true;
    wait->n++;
    queue->n++;
    if (queue->n == 1 || queue->n == queue->enough)
        pthread_cond_signal(&queue->has_more);
    pthread_mutex_unlock(&queue->lock);
}

bool look_wait_is_over(struct look_wait *wait, struct look_queue *queue)
{
    if (!wait->is_used) return true;
    pthread_mutex_lock(&queue->lock);
    bool is_over = wait->n == 0;
    pthread_mutex_unlock(&queue->lock);
    return is_over;
}

bool look_wait_tell(struct look_wait *wait, struct look_queue *queue,
                    void (*told)(void *to), void *to)
{
    pthread_mutex_lock(&queue->lock);
    bool is_over = wait->n == 0;
    if (!is_over) {
        wait->told = told;
        wait->to = to;
    }
    pthread_mutex_unlock(&queue->lock);
    return !is_over;
}

void look_wait_here(struct look_wait *wait, struct look_queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    while (wait->n)
        pthread_cond_wait(&queue->some_are_over, &queue->lock);
    pthread_mutex_unlock(&queue->lock);
}

void look_queue_drain(struct look_queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    while (queue->n || queue->is_writing)
        pthread_cond_wait(&queue->some_are_over, &queue->lock);
    pthread_mutex_unlock(&queue->lock);
}

/* --- beginning and end --- */

enum err_code look_queue_open(struct look_queue **out, const char *url,
                              struct vault *vault, struct writer *writer, struct err *e)
{
    struct look_queue *queue = mem_alloc(sizeof *queue);
    enum err_code rc;
    *out = NULL;
    queue->last = &queue->first;
    pthread_mutex_init(&queue->lock, NULL);
    pthread_cond_init(&queue->has_more, NULL);
    pthread_cond_init(&queue->some_are_over, NULL);
    TRY(db_open(&queue->db, url, DB_READ, e));
    TRY(db_attach_vault(queue->db, vault, e));
    db_attach_writer(queue->db, writer);
    if (pthread_create(&queue->thread, NULL, work, queue) != 0) {
        rc = err_set(e, ERR_IO, "no thread for the log of looks");
        goto out;
    }
    queue->has_thread = true;
    *out = queue;
    return OK;
out:
    look_queue_close(queue);
    return rc;
}

void look_queue_close(struct look_queue *queue)
{
    if (!queue) return;
    pthread_mutex_lock(&queue->lock);
    queue->is_ending = true;
    pthread_cond_signal(&queue->has_more);
    pthread_mutex_unlock(&queue->lock);
    if (queue->has_thread) pthread_join(queue->thread, NULL);
    db_close(queue->db);
    pthread_cond_destroy(&queue->has_more);
    pthread_cond_destroy(&queue->some_are_over);
    pthread_mutex_destroy(&queue->lock);
    free(queue);
}
