/* Connections and their deadlines. The library forgets a connection that is silent, but
 * one byte a second keeps it for ever; so each stands here with the moment by which its
 * present stage must be over, and who is late is shut down. The library then sees the
 * end of the connection as with any that broke. */
#ifndef WEB_WATCH_H
#define WEB_WATCH_H

#include "base/base.h"

enum watch_stage {
    WATCH_WAITING, /* for a request, or within its head */
    WATCH_READING, /* its body */
    WATCH_WORKING, /* the page */
    WATCH_SENDING, /* the reply */
};
struct watch;
struct watched;

/* `patience_s`: for a stage in which nothing need pass. */
struct watch *watch_new(int patience_s);
void watch_free(struct watch *w); /* all must have left */
struct watched *watch_enter(struct watch *w, int socket);
void watch_leave(struct watch *w, struct watched *c);
/* The next stage; `bytes` is what must pass in it. */
void watch_stage(struct watch *w, struct watched *c, enum watch_stage stage,
                 size_t bytes);
/* Shuts down who is late; how many. */
int watch_drop_late(struct watch *w);
/* For a server that ends: those who wait and have sent nothing are told so. How many
 * connections there still are. */
int watch_drain(struct watch *w);
/* Now, and of all time. */
void watch_count(struct watch *w, int *now_out, int64_t *ever_out, int64_t *late_out);

#endif
