/* Users of the bench of the server: one connection each, one question at a time over
 * HTTP/1.1. Every function exits with a message when the server does not answer. */
#ifndef BENCH_WEB_CLIENT_H
#define BENCH_WEB_CLIENT_H

#include "base/buf.h"

enum { WEB_ANSWER_MOST = 1 << 20 };

struct web_user {
    int fd;
    char token[64], csrf[256];
    char *answer; /* WEB_ANSWER_MOST bytes; NUL after answer_n */
    size_t answer_n;
    double began, /* when the question left, or (paused) when the next will; seconds */
        due;
    size_t kind; /* which question it asks */
    unsigned asked;
};

void web_head(struct buf *out, const struct web_user *u, const char *method,
              const char *path);
void web_get(struct buf *out, const struct web_user *u, const char *path);
void web_connect(struct web_user *u, uint16_t port);
/* Sends what `out` holds, and lets it go. */
void web_send(struct web_user *u, struct buf *out);
/* Takes what has come; is the answer whole? */
bool web_take(struct web_user *u);
/* The token against forgery of the session, out of a page. */
void web_fetch_csrf(struct web_user *u);
void web_check(const struct web_user *u, const char *kind, const char *must_say);
void web_fail(const char *what);

#endif
