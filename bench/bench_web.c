/* Claim: the server answers the questions of a guide ten times as fast as the gates
 * that DHIS2 publishes for the same questions, alone and with fifty users at work.
 *
 *   bench_web VINDPLAATS FOLDER [guides|desk] [PERSONS...]     lines of JSON
 *
 * (default 10^4 10^5 10^6 persons; "guides" or "desk" measures that half alone)
 *
 * Fills a store (web_region.h), starts `VINDPLAATS serve` on it, and asks over loopback
 * with a session for each user, one question at a time. Every answer must have status
 * 200 and say what was asked for. Client and server share the cores of the machine.
 *
 *   alone     one user, the next question as soon as the answer is whole
 *   at work   fifty users who go from search to list to list to file and read each page
 *             for one to three seconds. DHIS2 sets its gates under load with four users
 *             who pause as long (TrackerTest, profile "load"): these are twelve times
 *             as many.
 *   at once   fifty users who never pause: what the two cores can bear
 *
 * Guides ask for search, file and lists; fifty coordinators for the handovers that
 * wait, the care around a person and a cross table. DHIS2 publishes no gates for these;
 * its gate of a list (alone 41 ms, under load 131 ms) stands beside them.
 *
 * Beside each: the same connections asking for /health, which is what sockets and
 * scheduling alone cost here; and "disk", before the first round and before and after
 * each "at work": what one small write that is safe costs in that folder at that
 * moment. A page that leaves looks waits for at least one, so its tail is read beside
 * that. */
#include <errno.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "act/session_acts.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/parse.h"
#include "base/rng.h"
#include "base/url.h"
#include "disk_speed.h"
#include "store/account_store.h"
#include "web_client.h"
#include "web_region.h"

enum { USERS = 50, SAMPLES_MOST = 1 << 20 };

struct kind {
    const char *name;
    double gate_alone_ms, gate_load_ms; /* DHIS2's; 0: none */
    void (*ask)(struct buf *out, struct web_user *u, unsigned number,
                const struct web_region *r, struct rng *rng);
    const char *must_say;
};

static void must(enum err_code rc, const struct err *e)
{
    if (rc == OK) return;
    fprintf(stderr, "%s %s\n", e->message, e->detail);
    exit(err_exit_status(rc));
}

/* --- what is asked --- */

static void ask_health(struct buf *out, struct web_user *u, unsigned number,
                       const struct web_region *r, struct rng *rng)
{
    (void)number, (void)r, (void)rng;
    web_get(out, u, "/health");
}

/* A file of one's own organisation. */
static size_t own_file(unsigned number, const struct web_region *r, struct rng *rng)
{
    size_t each = r->n_persons / REGION_ORGANISATIONS;
    return rng_below(rng, (uint32_t)each) * REGION_ORGANISATIONS +
           number % REGION_ORGANISATIONS;
}

static void ask_search(struct buf *out, struct web_user *u, unsigned number,
                       const struct web_region *r, struct rng *rng)
{
    struct buf body = {0};
    const char *name = "";
    while (strlen(name) < 8) /* some have hardly a name */
        name = r->names[own_file(number, r, rng)];
    url_f(&body, "csrf=%s&wie=%s", u->csrf, name);
    web_head(out, u, "POST", "/personen/zoek");
    buf_format(out,
               "Content-Type: application/x-www-form-urlencoded\r\n"
               "Content-Length: %zu\r\n\r\n%s",
               body.n, body.p);
    buf_dispose(&body);
}

static void ask_dossier(struct buf *out, struct web_user *u, unsigned number,
                        const struct web_region *r, struct rng *rng)
{
    char path[80], id[UUID_TEXT + 1];
    uuid_text(id, r->persons[own_file(number, r, rng)].u);
    snprintf(path, sizeof path, "/personen/%s", id);
    web_get(out, u, path);
}

static void ask_stage(struct buf *out, struct web_user *u, unsigned number,
                      const struct web_region *r, struct rng *rng)
{
    static const char *const phases[] = {"contact", "context_conditions",
                                         "orientation"};
    char path[80];
    (void)number, (void)r;
    snprintf(path, sizeof path, "/dossiers?wie=alle&fase=%s",
             phases[rng_below(rng, ARRAY_LEN(phases))]);
    web_get(out, u, path);
}

static void ask_range(struct buf *out, struct web_user *u, unsigned number,
                      const struct web_region *r, struct rng *rng)
{
    char path[120], from[DAY_TEXT + 1], to[DAY_TEXT + 1];
    struct day first = {r->today.v - 30 - (int)rng_below(rng, 300)};
    (void)number;
    day_text(from, first);
    day_text(to, (struct day){first.v + 30});
    snprintf(path, sizeof path, "/dossiers?wie=alle&van=%s&tot=%s", from, to);
    web_get(out, u, path);
}

/* One of the files that are handed over. */
static void ask_care(struct buf *out, struct web_user *u, unsigned number,
                     const struct web_region *r, struct rng *rng)
{
    size_t each = r->n_persons / REGION_ORGANISATIONS / REGION_HANDOVERS;
    size_t at =
        rng_below(rng, (uint32_t)each) * REGION_HANDOVERS * REGION_ORGANISATIONS +
        number % REGION_ORGANISATIONS;
    char path[80], id[UUID_TEXT + 1];
    uuid_text(id, r->persons[at].u);
    snprintf(path, sizeof path, "/personen/%s/zorg", id);
    web_get(out, u, path);
}

static void ask_waiting(struct buf *out, struct web_user *u, unsigned number,
                        const struct web_region *r, struct rng *rng)
{
    static const char *const wanted[] = {"", "?provincie=antwerpen", "?soort=service"};
    char path[80];
    (void)number, (void)r;
    snprintf(path, sizeof path, "/netwerk/wachtend%s",
             wanted[rng_below(rng, ARRAY_LEN(wanted))]);
    web_get(out, u, path);
}

static void ask_table(struct buf *out, struct web_user *u, unsigned number,
                      const struct web_region *r, struct rng *rng)
{
    static const char *const asked[] = {
        "count persons reached rows province columns sex",
        "count persons reached rows sex columns year",
        "count persons reached rows age class columns province"};
    struct buf path = {0};
    (void)number, (void)r;
    url_f(&path, "/cijfers/kruistabel?vraag=%s",
          asked[rng_below(rng, ARRAY_LEN(asked))]);
    buf_add_char(&path, 0);
    web_get(out, u, path.p);
    buf_dispose(&path);
}

static const struct kind kinds[] = {
    {"health", 0, 0, ask_health, "ok"},
    {"person search", 50, 174, ask_search, "<main"},
    {"dossier", 47, 121, ask_dossier, "<main"},
    {"list by stage", 53, 943, ask_stage, "<main"},
    {"list by dates", 41, 509, ask_range, "<main"},
    {"waiting handovers", 41, 131, ask_waiting, "<main"},
    {"care around a person", 41, 131, ask_care, "<main"},
    {"cross table", 41, 131, ask_table, "<table"},
};
/* Who asks what: kinds [first, after). */
struct office {
    size_t first, after;
};
static const struct office field = {1, 5}, desk = {5, ARRAY_LEN(kinds)};

/* --- accounts and sessions, as a login leaves them --- */

static void add_sessions(struct web_user *users, const struct uuid *workers,
                         const struct uuid *memberships, struct house *h)
{
    static const struct actor actor = {"bench"};
    struct err e;
    struct write *w;
    int64_t now = clock_now_ms();
    must(write_begin(&w, h->db, &actor, "bench", "sessions", &e), &e);
    for (unsigned i = 0; i < USERS; i++) {
        unsigned at = i % REGION_ORGANISATIONS;
        struct account account = {.worker = workers[at]};
        struct session s = {.id = uuid7_new(),
                            .worker = workers[at],
                            .membership = memberships[at],
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
    if (pipe(out)) web_fail("no pipe");
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
    if (!s.port) web_fail("the server did not say where it listens");
    return s;
}

/* Processor seconds and resident bytes of the server so far. */
static void use_of(double *cpu_s, double *resident_mib, pid_t pid)
{
    char path[64], text[4096];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *f = fopen(path, "r");
    if (!f || !fgets(text, sizeof text, f)) web_fail("the server is gone");
    fclose(f);
    char *after = strrchr(text, ')');
    unsigned long user = 0, system_ticks = 0;
    long pages = 0;
    if (!after || sscanf(after + 1,
                         " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %*d %*d "
                         "%*d %*d %*d %*d %*u %*u %ld",
                         &user, &system_ticks, &pages) != 3)
        web_fail("cannot read what the server uses");
    *cpu_s = (double)(user + system_ticks) / (double)sysconf(_SC_CLK_TCK);
    *resident_mib = (double)pages * (double)sysconf(_SC_PAGESIZE) / (1 << 20);
}

/* --- asking --- */

struct profile {
    const char *name;
    unsigned n_users;
    double seconds;
    int pause_least_ms, pause_most_ms; /* 0: none, and one kind of question only */
};

static const struct profile alone = {"alone", 1, 6, 0, 0},
                            at_once = {"at once", USERS, 6, 0, 0},
                            at_work = {"at work", USERS, 40, 1000, 3000};

/* What one profile measures: times of each kind, in seconds. */
struct round {
    const struct profile *profile;
    const struct office *office;
    const struct web_region *region;
    struct web_user *users;
    struct rng rng;
    double *times[ARRAY_LEN(kinds)];
    size_t n[ARRAY_LEN(kinds)];
    double bytes[ARRAY_LEN(kinds)];
    double until;
};

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void ask(struct round *r, unsigned at)
{
    struct buf out = {0};
    struct web_user *u = &r->users[at];
    kinds[u->kind].ask(&out, u, at, r->region, &r->rng);
    u->due = 0;
    web_send(u, &out);
}

/* The answer is there: note it, and ask again now or after a pause. True: u is done. */
static bool answered(struct round *r, unsigned at)
{
    struct web_user *u = &r->users[at];
    const struct kind *k = &kinds[u->kind];
    const struct profile *p = r->profile;
    double now = clock_seconds();
    web_check(u, k->name, k->must_say);
    if (r->n[u->kind] < SAMPLES_MOST)
        r->times[u->kind][r->n[u->kind]++] = now - u->began;
    r->bytes[u->kind] += (double)u->answer_n;
    if (now >= r->until) return true;
    if (p->pause_most_ms > 0) {
        u->kind = u->kind + 1 < r->office->after ? u->kind + 1 : r->office->first;
        u->due = now + rng_between(&r->rng, p->pause_least_ms, p->pause_most_ms) / 1e3;
    } else {
        ask(r, at);
    }
    return false;
}

/* Those whose pause is over ask; milliseconds until the next is due. */
static int wake(struct round *r, unsigned *n_left)
{
    double now = clock_seconds(), next = now + 10;
    for (unsigned i = 0; i < r->profile->n_users; i++) {
        struct web_user *u = &r->users[i];
        if (u->due <= 0) continue;
        if (now >= r->until) {
            u->due = 0;
            (*n_left)--;
        } else if (u->due <= now) {
            ask(r, i);
        } else {
            next = MIN_OF(next, u->due);
        }
    }
    return (int)((next - now) * 1e3) + 1;
}

/* `kind`: what all ask, or where they begin (each at another) when they pause. */
static void measure(struct round *r, size_t kind)
{
    int poll = epoll_create1(EPOLL_CLOEXEC);
    unsigned n_left = r->profile->n_users;
    r->until = clock_seconds() + r->profile->seconds;
    for (unsigned i = 0; i < n_left; i++) {
        struct epoll_event event = {.events = EPOLLIN, .data.u32 = i};
        struct web_user *u = &r->users[i];
        epoll_ctl(poll, EPOLL_CTL_ADD, u->fd, &event);
        u->kind = kind;
        if (r->profile->pause_most_ms > 0) {
            u->kind = r->office->first + i % (r->office->after - r->office->first);
            u->due = clock_seconds() +
                     rng_between(&r->rng, 1, r->profile->pause_most_ms) / 1e3;
        } else {
            ask(r, i);
        }
    }
    while (n_left) {
        struct epoll_event ready[USERS];
        int n_ready = epoll_wait(poll, ready, USERS, wake(r, &n_left));
        if (n_ready <= 0 && r->profile->pause_most_ms <= 0)
            web_fail("no answer in ten seconds");
        for (int j = 0; j < n_ready; j++)
            if (web_take(&r->users[ready[j].data.u32]) &&
                answered(r, ready[j].data.u32))
                n_left--;
    }
    close(poll);
}

static void report(const struct round *r, size_t kind, double seconds, double cpu_s,
                   double resident_mib)
{
    const struct kind *k = &kinds[kind];
    double gate = r->profile->n_users == 1 ? k->gate_alone_ms : k->gate_load_ms;
    double *times = r->times[kind];
    size_t n = r->n[kind];
    if (n == 0) return;
    qsort(times, n, sizeof *times, compare_doubles);
    double p95 = times[n * 95 / 100] * 1e3;
    printf("{\"bench\": \"web\", \"kind\": \"%s\", \"persons\": %zu, \"users\": %u, "
           "\"profile\": \"%s\", \"requests\": %zu, \"requests_per_s\": %.0f, "
           "\"p50_ms\": %.2f, \"p95_ms\": %.2f, \"p99_ms\": %.2f, \"bytes\": %.0f, "
           "\"resident_mib\": %.0f",
           k->name, r->region->n_persons, r->profile->n_users, r->profile->name, n,
           (double)n / seconds, times[n / 2] * 1e3, p95, times[n * 99 / 100] * 1e3,
           r->bytes[kind] / (double)n, resident_mib);
    if (r->profile->pause_most_ms <= 0)
        printf(", \"server_cpu_us\": %.0f", cpu_s * 1e6 / (double)n);
    if (gate > 0)
        printf(", \"gate_ms\": %.0f, \"times_under\": %.1f", gate, gate / p95);
    printf("}\n");
    fflush(stdout);
}

/* One profile: of kind `kind`, or (with pauses) of all kinds of the office. */
static void run_round(const struct profile *p, const struct office *office, size_t kind,
                      struct web_user *users, const struct web_region *region,
                      const struct server *server)
{
    struct round r = {.profile = p, .office = office, .region = region, .users = users};
    double before, after, resident, t0 = clock_seconds();
    rng_init(&r.rng, 3);
    for (size_t k = 0; k < ARRAY_LEN(kinds); k++)
        r.times[k] = mem_array(SAMPLES_MOST, sizeof *r.times[k]);
    for (unsigned i = 0; i < p->n_users; i++) { /* who was idle was let go */
        close(users[i].fd);
        web_connect(&users[i], server->port);
    }
    use_of(&before, &resident, server->pid);
    measure(&r, kind);
    use_of(&after, &resident, server->pid);
    for (size_t k = 0; k < ARRAY_LEN(kinds); k++) {
        report(&r, k, clock_seconds() - t0, after - before, resident);
        free(r.times[k]);
    }
}

static void connect_users(struct web_user *users, const struct server *server)
{
    for (unsigned i = 0; i < USERS; i++) {
        users[i].answer = mem_alloc(WEB_ANSWER_MOST);
        web_connect(&users[i], server->port);
        web_fetch_csrf(&users[i]);
    }
}

static void disconnect_users(struct web_user *users)
{
    for (unsigned i = 0; i < USERS; i++) {
        close(users[i].fd);
        free(users[i].answer);
    }
}

/* The first question loads the figures into memory, once. */
static const struct profile warm = {"first", 1, 0, 0, 0};

static void report_disk(const char *folder, size_t n_persons)
{
    struct disk_speed disk = disk_speed_measure(folder, 1);
    printf("{\"bench\": \"web\", \"kind\": \"disk\", \"persons\": %zu, "
           "\"p50_ms\": %.2f, \"p95_ms\": %.2f, \"p99_ms\": %.2f, "
           "\"syncs_per_s\": %.0f}\n",
           n_persons, disk.p50_ms, disk.p95_ms, disk.p99_ms, disk.syncs_per_s);
    fflush(stdout);
}

static void run_at_work(const struct office *office, struct web_user *users,
                        const struct web_region *region, const struct server *server,
                        const char *folder)
{
    report_disk(folder, region->n_persons);
    run_round(&at_work, office, office->first, users, region, server);
    report_disk(folder, region->n_persons);
}

static void run_rounds(struct web_user *guides, struct web_user *coordinators,
                       const struct web_region *region, const struct server *server,
                       const char *folder, const struct office *only)
{
    if (only != &desk) {
        for (size_t k = 0; k < field.after; k++)
            run_round(&alone, &field, k, guides, region, server);
        run_at_work(&field, guides, region, server, folder);
    }
    if (only != &field) {
        run_round(&warm, &desk, desk.after - 1, coordinators, region, server);
        for (size_t k = desk.first; k < desk.after; k++)
            run_round(&alone, &desk, k, coordinators, region, server);
        run_at_work(&desk, coordinators, region, server, folder);
        for (size_t k = desk.first; k < desk.after; k++)
            run_round(&at_once, &desk, k, coordinators, region, server);
    }
    /* last: hundreds of lists a second leave more looks than a disk takes */
    for (size_t k = 0; k < field.after && only != &desk; k++)
        run_round(&at_once, &field, k, guides, region, server);
}

static void run(const char *program, const char *folder, const struct office *only,
                size_t n_persons)
{
    static struct web_user users[USERS], coordinators[USERS];
    struct uuid first[REGION_ORGANISATIONS];
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
    for (size_t i = 0; i < REGION_ORGANISATIONS; i++)
        first[i] = region.guides[i][0];
    add_sessions(users, first, region.memberships, &h);
    add_sessions(coordinators, region.coordinators, region.coordinator_memberships, &h);
    house_close(&h);
    sync(); /* what filling left in memory is not written while pages are measured */
    fprintf(stderr, "bench_web: %zu persons, %zu contacts in %.0f s\n", n_persons,
            region.n_contacts, clock_seconds() - began);
    struct server server = start(program, url, key);
    connect_users(users, &server);
    connect_users(coordinators, &server);
    run_rounds(users, coordinators, &region, &server, folder, only);
    kill(server.pid, SIGTERM);
    waitpid(server.pid, NULL, 0);
    disconnect_users(users);
    disconnect_users(coordinators);
    web_region_dispose(&region);
    db_discard(url);
    unlink(key);
}

int main(int argc, char **argv)
{
    static const size_t sizes[] = {10000, 100000, 1000000};
    const struct office *only = NULL;
    int at = 3;
    if (argc < 3) {
        fprintf(stderr, "bench_web VINDPLAATS FOLDER [guides|desk] [PERSONS...]\n");
        return 64;
    }
    signal(SIGPIPE, SIG_IGN);
    if (argc > at && !strcmp(argv[at], "guides")) only = &field;
    if (argc > at && !strcmp(argv[at], "desk")) only = &desk;
    if (only) at++;
    for (size_t i = 0; argc == at && i < ARRAY_LEN(sizes); i++)
        run(argv[1], argv[2], only, sizes[i]);
    for (; at < argc; at++) {
        int64_t n;
        struct err e;
        must(parse_int(&n, str_of(argv[at]), 1000, 5000000, "persons", &e), &e);
        run(argv[1], argv[2], only, (size_t)n);
    }
    return 0;
}
