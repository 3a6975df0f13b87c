/* The head of a request: what is refused before anything is read from it. The library
 * that speaks HTTP is lenient; what two readers could understand differently (lengths,
 * hosts, encodings) is refused here, so that nothing can be smuggled past a proxy. */
#ifndef WEB_HEAD_H
#define WEB_HEAD_H

#include "web/request.h"

struct head {
    struct str method, target, version; /* as sent: "GET", "/x?y", "HTTP/1.1" */
    const struct named_value *fields;   /* in order, as sent */
    size_t n_fields;
    struct str address; /* of the other end; "" on a unix socket */
    bool is_tls;
    /* by head_check: */
    struct str path, query; /* of the target, as sent */
    struct str host, cookie, content_type, agent, accept_language, site;
    struct str forwarded_for, forwarded_proto;
    struct str if_none_match; /* what the client has already */
    size_t body_bytes;        /* as announced */
    bool takes_gzip, is_partial;
};

/* 0, or the status to refuse with; *why_out then says it in a few words. `most_body` is
 * the most that any route takes. */
int head_check(struct head *h, const char **why_out, size_t most_body);
/* The path with its %XX undone. False: not a path of ours (empty or dotted pieces, an
 * encoded slash, control characters, malformed). */
bool path_decode(struct str *out, struct arena *a, struct str raw);

#endif
