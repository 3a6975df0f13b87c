#include <pthread.h>

#include "web/watch.h"

#include <sys/ioctl.h>
#include <sys/socket.h>

#include "base/arena.h"
#include "base/clock.h"

enum { BYTES_A_SECOND = 16 << 10, WORK_SECONDS = 3600 };

struct watched {
    struct watched *before, *after;
    int socket;
    enum watch_stage stage;
    double since, until;
    bool is_shut;
};
struct watch {
    pthread_mutex_t lock;
    struct watched *first;
    int n;
    int64_t ever, late;
    int patience_s;
};

struct watch *watch_new(int patience_s)
{
    struct watch *w = mem_alloc(sizeof *w);
    w->patience_s = patience_s;
    pthread_mutex_init(&w->lock, NULL);
    return w;
}

void watch_free(struct watch *w)
{
    if (!w) return;
    require(!w->first);
    pthread_mutex_destroy(&w->lock);
    free(w);
}

static void set_stage(const struct watch *w, struct watched *c, enum watch_stage stage,
                      size_t bytes)
{
    c->stage = stage;
    c->since = clock_seconds();
    c->until = c->since + (stage == WATCH_WORKING
                               ? WORK_SECONDS
                               : w->patience_s + (double)bytes / BYTES_A_SECOND);
}

struct watched *watch_enter(struct watch *w, int socket)
{
    struct watched *c = mem_alloc(sizeof *c);
    c->socket = socket;
    pthread_mutex_lock(&w->lock);
    set_stage(w, c, WATCH_WAITING, 0);
    c->after = w->first;
    if (w->first) w->first->before = c;
    w->first = c;
    w->n++;
    w->ever++;
    pthread_mutex_unlock(&w->lock);
    return c;
}

void watch_leave(struct watch *w, struct watched *c)
{
    pthread_mutex_lock(&w->lock);
    if (c->before)
        c->before->after = c->after;
    else
        w->first = c->after;
    if (c->after) c->after->before = c->before;
    w->n--;
    pthread_mutex_unlock(&w->lock);
    free(c);
}

void watch_stage(struct watch *w, struct watched *c, enum watch_stage stage,
                 size_t bytes)
{
    pthread_mutex_lock(&w->lock);
    set_stage(w, c, stage, bytes);
    pthread_mutex_unlock(&w->lock);
}

int watch_drop_late(struct watch *w)
{
    int n = 0;
    double now = clock_seconds();
    pthread_mutex_lock(&w->lock);
    /* under the lock a socket in the list is open: who closes it leaves first */
    for (struct watched *c = w->first; c; c = c->after) {
        if (c->is_shut || now < c->until) continue;
        shutdown(c->socket, SHUT_RDWR);
        c->is_shut = true;
        n++;
    }
    w->late += n;
    pthread_mutex_unlock(&w->lock);
    return n;
}

int watch_drain(struct watch *w)
{
    enum { SILENT_MS = 250 };
    double now = clock_seconds();
    pthread_mutex_lock(&w->lock);
    for (struct watched *c = w->first; c; c = c->after) {
        int unread = 0;
        if (c->is_shut || c->stage != WATCH_WAITING) continue;
        if (now - c->since < SILENT_MS / 1000.0) continue;
        if (ioctl(c->socket, FIONREAD, &unread) == 0 && unread > 0) continue;
        /* what arrives in this very moment is still read, and answered */
        shutdown(c->socket, SHUT_RD);
        c->is_shut = true;
    }
    int n = w->n;
    pthread_mutex_unlock(&w->lock);
    return n;
}

void watch_count(struct watch *w, int *now_out, int64_t *ever_out, int64_t *late_out)
{
    pthread_mutex_lock(&w->lock);
    *now_out = w->n;
    *ever_out = w->ever;
    *late_out = w->late;
    pthread_mutex_unlock(&w->lock);
}
