/* Claim: under fifty users at once the server answers the questions of a guide ten
 * times as fast as the gates that DHIS2 publishes for the same questions.
 *
 *   bench_web VINDPLAATS FOLDER [PERSONS...]    lines of JSON (default 10^4 10^5 10^6)
 *
 * Fills a store (web_region.h), starts `VINDPLAATS serve` on it with a thread for each
 * core, and asks over loopback: one user, then fifty, each with a session of its own,
 * one question at a time and the next as soon as the answer is whole (no time to
 * think). Every answer must have status 200 and say what was asked for. Client and
 * server share the cores of the machine. Beside each: the same connections asking for
 * /health, which is what sockets and scheduling alone cost here. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "act/session_acts.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/parse.h"
#include "base/rng.h"
#include "base/url.h"
#include "store/account_store.h"
#include "web_region.h"

enum { USERS = 50, ANSWER_MOST = 1 << 20, SAMPLES_MOST = 1 << 20 };
static const double seconds_each = 6;

struct user {
    int fd;
    char token[64], csrf[256];
    char request[2048];
    size_t request_n, sent;
    char *answer;
    size_t answer_n;
    double began;
};

struct kind {
    const char *name;
    double gate_alone_ms, gate_load_ms; /* DHIS2's; 0: none */
    void (*ask)(struct buf *out, struct user *u, unsigned number,
                const struct web_region *r, struct rng *rng);
    const char *must_say;
};

static void must(enum err_code rc, const struct err *e)
{
    if (rc == OK) return;
    fprintf(stderr, "%s %s\n", e->message, e->detail);
    exit(err_exit_status(rc));
}

static void fail(const char *what)
{
    fprintf(stderr, "bench_web: %s\n", what);
    exit(70);
}

/* --- what is asked --- */

static void head(struct buf *out, const struct user *u, const char *method,
                 const char *path)
{
    buf_format(out,
               "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: sessie=%s\r\n"
               "Accept-Encoding: identity\r\n",
               method, path, u->token);
}

static void get(struct buf *out, const struct user *u, const char *path)
{
    head(out, u, "GET", path);
    buf_add_c(out, "\r\n");
}

static void ask_health(struct buf *out, struct user *u, unsigned number,
                       const struct web_region *r, struct rng *rng)
{
    (void)number, (void)r, (void)rng;
    get(out, u, "/health");
}

/* A file of one's own organisation. */
static size_t own_file(unsigned number, const struct web_region *r, struct rng *rng)
{
    size_t each = r->n_persons / REGION_ORGANISATIONS;
    return rng_below(rng, (uint32_t)each) * REGION_ORGANISATIONS +
           number % REGION_ORGANISATIONS;
}

static void ask_search(struct buf *out, struct user *u, unsigned number,
                       const struct web_region *r, struct rng *rng)
{
    struct buf body = {0};
    const char *name = "";
    while (strlen(name) < 8) /* some have hardly a name */
        name = r->names[own_file(number, r, rng)];
    url_f(&body, "csrf=%s&wie=%s", u->csrf, name);
    head(out, u, "POST", "/personen/zoek");
    buf_format(out,
               "Content-Type: application/x-www-form-urlencoded\r\n"
               "Content-Length: %zu\r\n\r\n%s",
               body.n, body.p);
    buf_dispose(&body);
}

static void ask_dossier(struct buf *out, struct user *u, unsigned number,
                        const struct web_region *r, struct rng *rng)
{
    char path[80], id[UUID_TEXT + 1];
    uuid_text(id, r->persons[own_file(number, r, rng)].u);
    snprintf(path, sizeof path, "/personen/%s", id);
    get(out, u, path);
}

static void ask_stage(struct buf *out, struct user *u, unsigned number,
                      const struct web_region *r, struct rng *rng)
{
    static const char *const phases[] = {"contact", "context_conditions",
                                         "orientation"};
    char path[80];
    (void)number, (void)r;
    snprintf(path, sizeof path, "/dossiers?wie=alle&fase=%s",
             phases[rng_below(rng, ARRAY_LEN(phases))]);
    get(out, u, path);
}

static void ask_range(struct buf *out, struct user *u, unsigned number,
                      const struct web_region *r, struct rng *rng)
{
    char path[120], from[DAY_TEXT + 1], to[DAY_TEXT + 1];
    struct day first = {r->today.v - 30 - (int)rng_below(rng, 300)};
    (void)number;
    day_text(from, first);
    day_text(to, (struct day){first.v + 30});
    snprintf(path, sizeof path, "/dossiers?wie=alle&van=%s&tot=%s", from, to);
    get(out, u, path);
}

static const struct kind kinds[] = {
    {"health", 0, 0, ask_health, "ok"},
    {"person search", 50, 174, ask_search, "<main"},
    {"dossier", 47, 121, ask_dossier, "<main"},
    {"list by stage", 53, 943, ask_stage, "<main"},
    {"list by dates", 41, 509, ask_range, "<main"},
};

/* --- accounts and sessions, as a login leaves them --- */

static void add_sessions(struct user *users, const struct web_region *r,
                         struct house *h)
{
    static const struct actor actor = {"bench"};
    struct err e;
    struct write *w;
    int64_t now = clock_now_ms();
    must(write_begin(&w, h->db, &actor, "bench", "sessions", &e), &e);
    for (unsigned i = 0; i < USERS; i++) {
        unsigned at = i % REGION_ORGANISATIONS;
        struct account account = {.worker = r->guides[at][0]};
        struct session s = {.id = uuid7_new(),
                            .worker = r->guides[at][0],
                            .membership = r->memberships[at],
                            .stage = SESSION_COMPLETE,
                            .made_at = now,
                            .seen_at = now,
                            .expires_at = now + 8 * 3600 * 1000};
        struct uuid random = uuid7_new();
        char text[UUID_TEXT + 1];
        uuid_text(text, random);
        snprintf(users[i].token, sizeof users[i].token, "%.36s012345A", text);
        users[i].token[SESSION_TOKEN_TEXT] = '\0';
        vault_hash(s.hash, h->vault, S("session 1"), str_of(users[i].token));
        must(account_put(w, &account, &e), &e);
        must(session_put(w, &s, &e), &e);
    }
    must(write_commit(&w, &e), &e);
}

/* --- the server --- */

struct server {
    pid_t pid;
    uint16_t port;
};

static struct server start(const char *program, const char *url, const char *key)
{
    struct server s = {0};
    int out[2];
    char line[4096];
    if (pipe(out)) fail("no pipe");
    s.pid = fork();
    if (s.pid == 0) {
        dup2(out[1], 1); /* it says where it listens; quiet afterwards */
        close(out[0]);
        execl(program, program, "serve", "--db", url, "--key", key, "--listen",
              "127.0.0.1:0", "--quiet", (char *)NULL);
        _exit(127);
    }
    close(out[1]);
    FILE *said = fdopen(out[0], "r");
    while (said && fgets(line, sizeof line, said)) {
        char *port = strstr(line, "127.0.0.1:");
        int64_t number;
        struct err e;
        if (!port) continue;
        port += strlen("127.0.0.1:");
        size_t n = strspn(port, "0123456789");
        must(parse_int(&number, (struct str){port, n}, 1, 65535, "port", &e), &e);
        s.port = (uint16_t)number;
        break;
    }
    if (!s.port) fail("the server did not say where it listens");
    return s;
}

/* Processor seconds and resident bytes of the server so far. */
static void use_of(double *cpu_s, double *resident_mib, pid_t pid)
{
    char path[64], text[4096];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *f = fopen(path, "r");
    if (!f || !fgets(text, sizeof text, f)) fail("the server is gone");
    fclose(f);
    char *after = strrchr(text, ')');
    unsigned long user = 0, system_ticks = 0;
    long pages = 0;
    if (!after || sscanf(after + 1,
                         " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %*d %*d "
                         "%*d %*d %*d %*d %*u %*u %ld",
                         &user, &system_ticks, &pages) != 3)
        fail("cannot read what the server uses");
    *cpu_s = (double)(user + system_ticks) / (double)sysconf(_SC_CLK_TCK);
    *resident_mib = (double)pages * (double)sysconf(_SC_PAGESIZE) / (1 << 20);
}

/* --- the client --- */

static void connect_user(struct user *u, uint16_t port)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
    int on = 1;
    inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
    u->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (u->fd < 0 || connect(u->fd, (struct sockaddr *)&to, sizeof to))
        fail("cannot connect");
    setsockopt(u->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

static void send_request(struct user *u, const struct kind *k, unsigned number,
                         const struct web_region *r, struct rng *rng)
{
    struct buf out = {0};
    k->ask(&out, u, number, r, rng);
    if (out.n > sizeof u->request) fail("a request too long");
    u->began = clock_seconds();
    if (write(u->fd, out.p, out.n) != (ssize_t)out.n) fail("cannot send");
    buf_dispose(&out);
    u->answer_n = 0;
}

/* Is the answer whole? By Content-Length, or chunks. */
static bool is_whole(const struct user *u)
{
    const char *body = strstr(u->answer, "\r\n\r\n");
    if (!body) return false;
    size_t have = u->answer_n - (size_t)(body + 4 - u->answer);
    const char *length = strcasestr(u->answer, "\r\nContent-Length:");
    if (length && length < body) return have >= strtoul(length + 17, NULL, 10);
    return u->answer_n > 7 && !memcmp(u->answer + u->answer_n - 7, "\r\n0\r\n\r\n", 7);
}

static bool take(struct user *u)
{
    ssize_t n = read(u->fd, u->answer + u->answer_n, ANSWER_MOST - 1 - u->answer_n);
    if (n <= 0) fail("the server closed a connection");
    u->answer_n += (size_t)n;
    u->answer[u->answer_n] = '\0';
    return is_whole(u);
}

static void check_answer(const struct user *u, const struct kind *k)
{
    if (strncmp(u->answer, "HTTP/1.1 200", 12) == 0 && strstr(u->answer, k->must_say))
        return;
    fprintf(stderr, "%.600s\n", u->answer);
    fail(k->name);
}

/* The token against forgery of each session, out of a page. */
static void fetch_csrf(struct user *u)
{
    struct buf out = {0};
    get(&out, u, "/personen/zoek");
    if (write(u->fd, out.p, out.n) != (ssize_t)out.n) fail("cannot send");
    buf_dispose(&out);
    u->answer_n = 0;
    while (!take(u))
        ;
    const char *at = strstr(u->answer, "name=\"csrf\" value=\"");
    if (!at) fail("no token in the page of search");
    at += strlen("name=\"csrf\" value=\"");
    snprintf(u->csrf, sizeof u->csrf, "%.*s", (int)strcspn(at, "\""), at);
}

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static size_t measure(double *samples, struct user *users, unsigned n_users,
                      const struct kind *k, const struct web_region *r, double *bytes)
{
    struct rng rng;
    size_t n = 0;
    int poll = epoll_create1(EPOLL_CLOEXEC);
    double end = clock_seconds() + seconds_each, sum = 0;
    unsigned waiting = n_users;
    rng_init(&rng, 3);
    for (unsigned i = 0; i < n_users; i++) {
        struct epoll_event event = {.events = EPOLLIN, .data.u32 = i};
        epoll_ctl(poll, EPOLL_CTL_ADD, users[i].fd, &event);
        send_request(&users[i], k, i, r, &rng);
    }
    while (waiting) {
        struct epoll_event ready[USERS];
        int n_ready = epoll_wait(poll, ready, USERS, 10000);
        if (n_ready <= 0) fail("no answer in ten seconds");
        for (int j = 0; j < n_ready; j++) {
            struct user *u = &users[ready[j].data.u32];
            if (!take(u)) continue;
            double now = clock_seconds();
            check_answer(u, k);
            if (n < SAMPLES_MOST) samples[n++] = now - u->began;
            sum += (double)u->answer_n;
            if (now < end)
                send_request(u, k, ready[j].data.u32, r, &rng);
            else
                waiting--;
        }
    }
    close(poll);
    *bytes = n ? sum / (double)n : 0;
    qsort(samples, n, sizeof *samples, compare_doubles);
    return n;
}

static void report(const struct kind *k, const struct web_region *r, unsigned n_users,
                   const double *samples, size_t n, double seconds, double cpu_s,
                   double resident_mib, double bytes)
{
    double gate = n_users == 1 ? k->gate_alone_ms : k->gate_load_ms;
    double p95 = samples[n * 95 / 100] * 1e3;
    printf("{\"bench\": \"web\", \"kind\": \"%s\", \"persons\": %zu, \"users\": %u, "
           "\"requests_per_s\": %.0f, \"p50_ms\": %.2f, \"p95_ms\": %.2f, "
           "\"p99_ms\": %.2f, \"server_cpu_us\": %.0f, \"bytes\": %.0f, "
           "\"resident_mib\": %.0f",
           k->name, r->n_persons, n_users, (double)n / seconds, samples[n / 2] * 1e3,
           p95, samples[n * 99 / 100] * 1e3, cpu_s * 1e6 / (double)n, bytes,
           resident_mib);
    if (gate > 0)
        printf(", \"gate_ms\": %.0f, \"times_under\": %.1f", gate, gate / p95);
    printf("}\n");
    fflush(stdout);
}

static void run(const char *program, const char *folder, size_t n_persons)
{
    static struct user users[USERS];
    struct web_region region;
    struct house h;
    struct err e;
    char url[512], key[512];
    snprintf(url, sizeof url, "sqlite:%s/web-%zu.db", folder, n_persons);
    snprintf(key, sizeof key, "%s/web-%zu.db.key", folder, n_persons);
    must(house_create(url, key, &e), &e);
    must(house_open(&h, url, key, DB_WRITE, &e), &e);
    double began = clock_seconds();
    web_region_fill(&region, &h, n_persons);
    add_sessions(users, &region, &h);
    house_close(&h);
    fprintf(stderr, "bench_web: %zu persons, %zu contacts in %.0f s\n", n_persons,
            region.n_contacts, clock_seconds() - began);
    struct server server = start(program, url, key);
    double *samples = mem_array(SAMPLES_MOST, sizeof *samples);
    for (unsigned i = 0; i < USERS; i++) {
        users[i].answer = mem_alloc(ANSWER_MOST);
        connect_user(&users[i], server.port);
        fetch_csrf(&users[i]);
    }
    static const unsigned at_once[] = {1, USERS};
    for (size_t k = 0; k < ARRAY_LEN(kinds); k++) {
        for (size_t u = 0; u < ARRAY_LEN(at_once); u++) {
            double before, after, resident, bytes, t0 = clock_seconds();
            use_of(&before, &resident, server.pid);
            size_t n = measure(samples, users, at_once[u], &kinds[k], &region, &bytes);
            use_of(&after, &resident, server.pid);
            report(&kinds[k], &region, at_once[u], samples, n, clock_seconds() - t0,
                   after - before, resident, bytes);
        }
    }
    kill(server.pid, SIGTERM);
    waitpid(server.pid, NULL, 0);
    for (unsigned i = 0; i < USERS; i++) {
        close(users[i].fd);
        free(users[i].answer);
    }
    free(samples);
    web_region_dispose(&region);
    db_discard(url);
    unlink(key);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "bench_web VINDPLAATS FOLDER [PERSONS...]\n");
        return 64;
    }
    signal(SIGPIPE, SIG_IGN);
    for (int i = 3; i < argc; i++) {
        int64_t n;
        struct err e;
        must(parse_int(&n, str_of(argv[i]), 1000, 5000000, "persons", &e), &e);
        run(argv[1], argv[2], (size_t)n);
    }
    if (argc == 3) {
        run(argv[1], argv[2], 10000);
        run(argv[1], argv[2], 100000);
        run(argv[1], argv[2], 1000000);
    }
    return 0;
}
