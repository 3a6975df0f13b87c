/* Looks of a server, written by one thread of its own: many in one transaction, while
 * the requests they belong to are built. A request may not answer before its looks are
 * on disk:
 *
 *     struct look_wait wait = {0};                    one a request, zeros
 *     look_queue_add(queue, &wait, arena, ...);       as often as it looks
 *     if (!look_wait_is_over(&wait, queue) && look_wait_tell(&wait, queue, told, to))
 *         ... told(to) comes from the thread of the queue, once; then
 *     wait.e says how it went
 *
 * Each look keeps its own row and its own row in the audit. When the transaction
 * fails, each is tried alone, so that one does not fail for another. */
#ifndef STORE_LOOK_QUEUE_H
#define STORE_LOOK_QUEUE_H

#include "base/arena.h"
#include "store/read_log_store.h"
#include "store/writer.h"

struct look_queue;

/* What one request waits for. */
struct look_wait {
    bool is_used;
    unsigned n;   /* looks that are not on disk yet */
    struct err e; /* of the first that failed; code OK: none did */
    void (*told)(void *to);
    void *to;
    struct look_wait *next_to_tell;
};

/* `writer` must outlive it. */
nodiscard enum err_code look_queue_open(struct look_queue **out, const char *url,
                                        struct vault *vault, struct writer *writer,
                                        struct err *e);
/* Writes what is queued, and ends the thread. NULL is fine. */
void look_queue_close(struct look_queue *queue);
/* Waits until everything that was added is on disk or refused, and told. */
void look_queue_drain(struct look_queue *queue);

/* `wait` and `arena` must stay until the wait is over. */
void look_queue_add(struct look_queue *queue, struct look_wait *wait,
                    struct arena *arena, const struct actor *who,
                    const struct person_id *persons, size_t n, const char *reason);
/* The same for looks that were part of an act of their own. */
void look_queue_add_act(struct look_queue *queue, struct look_wait *wait,
                        struct arena *arena, const struct actor *who,
                        const struct look_act *act, const struct person_id *persons,
                        size_t n, const char *reason);
/* A wait without looks is over. */
bool look_wait_is_over(struct look_wait *wait, struct look_queue *queue);
/* `told` is called when it is over; false: it is already, and nobody is told. */
bool look_wait_tell(struct look_wait *wait, struct look_queue *queue,
                    void (*told)(void *to), void *to);
/* Waits here. */
void look_wait_here(struct look_wait *wait, struct look_queue *queue);

#endif
