/* The server: pages over HTTP/1.1 for browsers, behind a reverse proxy or by itself.
 * The library that speaks HTTP is known to serve.c alone (decision 0016).
 *
 * Each worker thread has a connection that reads; what is written takes its turn at one
 * writer. Limits, all in base/limits.h: head, path, body, values, documents under way,
 * connections in all and of one address; and time for a head (20 s), for a body (20 s
 * and one more for each 16 KiB), for a reply to be taken (the same). Who is slower is
 * dropped. What a request reads may take 20 s; then a page says so (503). */
#ifndef WEB_SERVE_H
#define WEB_SERVE_H

#include "base/err.h"
#include "base/str.h"

struct serve_options {
    const char *db_url, *key_path;
    const char *listen;             /* "127.0.0.1:8080", "[::1]:0", "unix:PATH" */
    int threads;                    /* 0: as many as there are processors, at least 4 */
    const char *tls_cert, *tls_key; /* PEM files; both or neither */
    const char *site;               /* "https://example.org"; NULL: the address */
    bool trusts_proxy;              /* X-Forwarded-For and -Proto are believed */
    bool is_quiet;                  /* no line in the log for each request */
    int patience_s;                 /* for a head, ...; 0: 20 */
    int page_ms;                    /* for what a request reads; 0: LIMIT_PAGE_MS */
    int per_address;                /* connections of one address; 0: the limit */
};

struct server;
/* Listens and answers from when it returns. ERR_USAGE for an address that is none,
 * ERR_BUSY when it is taken, ERR_IO otherwise; errors of the database as house_open. */
nodiscard enum err_code serve_start(struct server **out, const struct serve_options *o,
                                    struct err *e);
/* "http://127.0.0.1:8080/": with the port that was chosen; "unix:PATH". */
const char *serve_address(const struct server *s);
/* Refuses new connections, answers what came in, and ends; waits at most `seconds`
 * for those who do not take their answer. The number of these. */
int serve_stop(struct server *s, int seconds);
/* serve_start, says where, and stops at SIGTERM or SIGINT. */
nodiscard enum err_code serve_until_told(const struct serve_options *o, FILE *words,
                                         struct err *e);

#endif
