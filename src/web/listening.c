#include "web/listening.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/parse.h"

enum { BACKLOG = 512 };

static enum err_code no_address(const char *where, struct err *e)
{
    enum err_code rc = err_set(
        e, ERR_USAGE, "expected an address to listen on, found \"%.100s\"", where);
    err_hint(e, "as in 127.0.0.1:8080, [::1]:8080 or unix:run/web.socket");
    return rc;
}

static enum err_code taken(const char *where, int number, struct err *e)
{
    enum err_code rc =
        err_set(e, number == EADDRINUSE ? ERR_BUSY : ERR_IO,
                "cannot listen on %.100s: %s", where, strerrordesc_np(number));
    err_hint(e, number == EADDRINUSE ? "another program listens there; port 0 chooses "
                                       "a free one"
                                     : "choose another address with --listen");
    return rc;
}

static enum err_code open_unix(struct listening *l, const char *where, struct err *e)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    const char *path = where + strlen("unix:");
    struct stat st;
    if (!path[0] || strlen(path) >= sizeof at.sun_path) return no_address(where, e);
    snprintf(at.sun_path, sizeof at.sun_path, "%s", path);
    l->socket = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (l->socket < 0) return taken(where, errno, e);
    if (stat(path, &st) == 0) {
        if (!S_ISSOCK(st.st_mode)) return taken(where, EADDRINUSE, e);
        if (connect(l->socket, (struct sockaddr *)&at, sizeof at) == 0)
            return taken(where, EADDRINUSE, e);
        unlink(path); /* of a server that ended without removing it */
        close(l->socket);
        l->socket = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    }
    mode_t before = umask(0117);
    int failed = bind(l->socket, (struct sockaddr *)&at, sizeof at);
    int number = errno;
    umask(before);
    if (failed) return taken(where, number, e);
    l->is_unix = true;
    snprintf(l->path, sizeof l->path, "%s", path);
    snprintf(l->address, sizeof l->address, "unix:%s", path);
    return OK;
}

/* "127.0.0.1:8080" or "[::1]:8080" as an address; its length, 0 when it is none. */
static socklen_t read_address(struct sockaddr_storage *out, const char *where)
{
    const char *colon = strrchr(where, ':');
    char host[64];
    int64_t port;
    if (!colon || (size_t)(colon - where) >= sizeof host ||
        parse_int(&port, str_of(colon + 1), 0, 65535, "port", NULL) != OK)
        return 0;
    snprintf(host, sizeof host, "%.*s", (int)(colon - where), where);
    size_t n = strlen(host);
    if (n > 2 && host[0] == '[' && host[n - 1] == ']') {
        struct sockaddr_in6 *six = (struct sockaddr_in6 *)out;
        host[n - 1] = '\0';
        six->sin6_family = AF_INET6;
        six->sin6_port = htons((uint16_t)port);
        return inet_pton(AF_INET6, host + 1, &six->sin6_addr) == 1 ? sizeof *six : 0;
    }
    struct sockaddr_in *four = (struct sockaddr_in *)out;
    four->sin_family = AF_INET;
    four->sin_port = htons((uint16_t)port);
    return inet_pton(AF_INET, host, &four->sin_addr) == 1 ? sizeof *four : 0;
}

static void write_address(struct listening *l, const struct sockaddr_storage *at)
{
    char host[INET6_ADDRSTRLEN] = "";
    if (at->ss_family == AF_INET6) {
        const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)at;
        inet_ntop(AF_INET6, &six->sin6_addr, host, sizeof host);
        snprintf(l->address, sizeof l->address, "[%s]:%u", host, ntohs(six->sin6_port));
        return;
    }
    const struct sockaddr_in *four = (const struct sockaddr_in *)at;
    inet_ntop(AF_INET, &four->sin_addr, host, sizeof host);
    snprintf(l->address, sizeof l->address, "%s:%u", host, ntohs(four->sin_port));
}

static enum err_code open_tcp(struct listening *l, const char *where, struct err *e)
{
    struct sockaddr_storage at = {0};
    socklen_t n = read_address(&at, where);
    int yes = 1;
    if (!n) return no_address(where, e);
    l->socket = socket(at.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (l->socket < 0) return taken(where, errno, e);
    setsockopt(l->socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(l->socket, (struct sockaddr *)&at, n) != 0) return taken(where, errno, e);
    if (getsockname(l->socket, (struct sockaddr *)&at, &n) != 0)
        return taken(where, errno, e);
    write_address(l, &at);
    return OK;
}

enum err_code listening_open(struct listening *out, const char *where, struct err *e)
{
    struct listening l = {.socket = -1};
    enum err_code rc;
    if (str_starts(str_of(where), S("unix:")))
        TRY(open_unix(&l, where, e));
    else
        TRY(open_tcp(&l, where, e));
    if (listen(l.socket, BACKLOG) != 0 ||
        fcntl(l.socket, F_SETFL, fcntl(l.socket, F_GETFL) | O_NONBLOCK) != 0)
        rc = taken(where, errno, e);
out:
    if (rc != OK && l.socket >= 0) {
        close(l.socket);
        if (l.is_unix) unlink(l.path);
    }
    *out = l;
    return rc;
}

void listening_close(struct listening *l, bool is_plain)
{
    static const char text[] = "HTTP/1.1 503 Service Unavailable\r\n"
                               "Content-Length: 0\r\nRetry-After: 2\r\n"
                               "Connection: close\r\n\r\n";
    int one;
    if (l->socket < 0) return;
    if (l->is_unix) unlink(l->path);
    while ((one = accept4(l->socket, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK)) >= 0) {
        if (is_plain && send(one, text, sizeof text - 1, MSG_NOSIGNAL) > 0)
            shutdown(one, SHUT_WR);
        close(one);
    }
    close(l->socket);
    l->socket = -1;
}
