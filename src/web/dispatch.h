/* From a request as it came over the wire to a reply as it goes back; knows no library.
 * In this order: path, asset or route, session, permission, what was filled in, token
 * against forgery, form answered before, page, error page, compression. */
#ifndef WEB_DISPATCH_H
#define WEB_DISPATCH_H

#include "web/head.h"
#include "web/reply.h"
#include "web/route.h"

/* What all requests of a server share. */
struct site {
    const char *url;         /* "https://example.org"; "" : from the Host field */
    struct figures *figures; /* what is counted; NULL: nothing */
    struct gzip *gzip;       /* of this thread; NULL: never compress */
    struct house *house;     /* of this thread */
    struct arena *arena;     /* of this request */
    int page_ms;             /* for what a request reads; 0: as long as it takes */
    struct look_wait *looks; /* must be over before the reply leaves; NULL: none is */
};
struct reply_field {
    const char *name, *value;
};
enum { REPLY_FIELDS_MAX = 20 };
struct raw_reply {
    int status;
    struct str body; /* in `kept` or static */
    struct reply_field fields[REPLY_FIELDS_MAX];
    size_t n_fields;
    struct buf kept; /* owned by the caller: buf_dispose */
    bool closes;     /* the connection is not used again */
    /* for the log and the figures */
    const struct route *route; /* NULL: none was found */
    const char *pattern;       /* "/personen/:person", never the path itself */
    struct uuid worker;
};

/* `head` was accepted by head_check. Never fails: what goes wrong is a reply. */
void dispatch(struct raw_reply *out, const struct site *site, const struct head *head,
              struct str body);
/* The reply to a head that was refused: plain words, or a page where a person may have
 * done it (413). */
void dispatch_refusal(struct raw_reply *out, const struct head *head, struct arena *a,
                      int status);
/* Instead of a reply whose looks could not be logged: nothing of it may leave. */
void dispatch_unlogged(struct raw_reply *out, const struct head *head, struct arena *a,
                       const struct err *e);
/* Behind a proxy: the address and the scheme are those it tells. */
void dispatch_trust(struct head *head, bool trusts_proxy);
/* The most bytes that the body of this request may have: larger where a route takes a
 * file. */
size_t dispatch_most_body(const struct head *head);
#endif
