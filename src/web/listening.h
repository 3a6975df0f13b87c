/* The socket that the server listens on. */
#ifndef WEB_LISTENING_H
#define WEB_LISTENING_H

#include "base/err.h"
#include "base/str.h"

struct listening {
    int socket; /* does not block */
    bool is_unix;
    char path[108];    /* of a unix socket, to be removed */
    char address[160]; /* "127.0.0.1:8080", "[::1]:8080", "unix:PATH" */
};
/* "HOST:PORT" with a number for HOST (IPv6 in brackets) and port 0 for any that is
 * free; "unix:PATH": mode 0660, replaces a socket that nobody listens on. */
nodiscard enum err_code listening_open(struct listening *out, const char *where,
                                       struct err *e);
/* Those who were connected and never looked at get a 503 and are let go. */
void listening_close(struct listening *l, bool is_plain);

#endif
