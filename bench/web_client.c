#include "web_client.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"

void web_fail(const char *what)
{
    fprintf(stderr, "bench_web: %s\n", what);
    exit(70);
}

void web_head(struct buf *out, const struct web_user *u, const char *method,
              const char *path)
{
    buf_format(out,
               "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: sessie=%s\r\n"
               "Accept-Encoding: identity\r\n",
               method, path, u->token);
}

void web_get(struct buf *out, const struct web_user *u, const char *path)
{
    web_head(out, u, "GET", path);
    buf_add_c(out, "\r\n");
}

void web_connect(struct web_user *u, uint16_t port)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
    int on = 1;
    inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
    u->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (u->fd < 0 || connect(u->fd, (struct sockaddr *)&to, sizeof to))
        web_fail("cannot connect");
    setsockopt(u->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

void web_send(struct web_user *u, struct buf *out)
{
    u->answer_n = 0;
    u->began = clock_seconds();
    if (write(u->fd, out->p, out->n) != (ssize_t)out->n) web_fail("cannot send");
    buf_dispose(out);
}

/* By Content-Length, or chunks. */
static bool is_whole(const struct web_user *u)
{
    const char *body = strstr(u->answer, "\r\n\r\n");
    if (!body) return false;
    size_t have = u->answer_n - (size_t)(body + 4 - u->answer);
    const char *length = strcasestr(u->answer, "\r\nContent-Length:");
    if (length && length < body) return have >= strtoul(length + 17, NULL, 10);
    return u->answer_n > 7 && !memcmp(u->answer + u->answer_n - 7, "\r\n0\r\n\r\n", 7);
}

bool web_take(struct web_user *u)
{
    ssize_t n = read(u->fd, u->answer + u->answer_n, WEB_ANSWER_MOST - 1 - u->answer_n);
    if (n <= 0) web_fail("the server closed a connection");
    u->answer_n += (size_t)n;
    u->answer[u->answer_n] = '\0';
    return is_whole(u);
}

void web_check(const struct web_user *u, const char *kind, const char *must_say)
{
    if (strncmp(u->answer, "HTTP/1.1 200", 12) == 0 && strstr(u->answer, must_say))
        return;
    fprintf(stderr, "%.600s\n", u->answer);
    web_fail(kind);
}

void web_fetch_csrf(struct web_user *u)
{
    struct buf out = {0};
    web_get(&out, u, "/personen/zoek");
    web_send(u, &out);
    while (!web_take(u))
        ;
    const char *at = strstr(u->answer, "name=\"csrf\" value=\"");
    if (!at) web_fail("no token in the page of search");
    at += strlen("name=\"csrf\" value=\"");
    snprintf(u->csrf, sizeof u->csrf, "%.*s", (int)strcspn(at, "\""), at);
}
