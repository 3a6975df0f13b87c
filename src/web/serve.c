/* Invariants:
 * (1) a connection is in the watch list from when the library accepted it until before
 * it closes the socket. (2) What a reply points into belongs to its exchange, which
 * lives until the library says that the request is over. (3) A worker's database
 * connection is used by one thread: the first that asks for it keeps it. */
#include <pthread.h>
#include <signal.h>
#include <time.h>

#include <microhttpd.h>

#include "web/serve.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdatomic.h>
#include <sys/resource.h>
#include <unistd.h>

#include "act/open.h"
#include "act/search_index.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/log.h"
#include "web/dispatch.h"
#include "web/figures.h"
#include "web/gzip.h"
#include "web/listening.h"
#include "web/service_state.h"
#include "web/watch.h"

enum {
    MOST_THREADS = 64,
    DROPPED_BODY_BYTES = 64 << 20, /* read and forgotten, so that the refusal arrives */
    PATIENCE_SECONDS = 20,
    SILENT_SECONDS = 15,
    DROP_EVERY_MS = 500,
    CONNECTION_BYTES = LIMIT_REQUEST_HEAD_BYTES + (8 << 10),
};

struct worker {
    struct house house;
    struct gzip *gzip;
};
struct server {
    struct house_server house;
    struct listening listening;
    struct MHD_Daemon *daemon;
    struct watch *watch;
    struct figures *figures;
    struct worker *workers;
    int n_workers;
    atomic_int n_claimed;
    atomic_bool is_stopping;
    int page_ms;
    atomic_int n_uploads; /* under way: they are what fills the memory */
    pthread_t dropper;
    bool has_dropper, is_quiet, trusts_proxy, is_tls;
    struct arena arena; /* of what lives as long as the server */
    const char *address, *site;
};

/* One request and its reply. */
struct exchange {
    struct arena arena;
    struct head head;
    struct buf body;
    struct raw_reply reply;
    struct watched *watched;
    struct MHD_Connection *connection;
    struct look_wait looks; /* the reply waits for them */
    size_t dropped;
    double since;
    int refused; /* status; its body is read and forgotten first */
    bool began, is_upload, is_waiting;
};

/* The worker of this thread. */
static struct worker *own_worker(struct server *s)
{
    static _Thread_local struct worker *own;
    if (!own) {
        int i = atomic_fetch_add(&s->n_claimed, 1);
        require(i < s->n_workers);
        own = &s->workers[i];
    }
    return own;
}

/* --- connections --- */

static void on_connection(void *cls, struct MHD_Connection *c, void **socket_context,
                          enum MHD_ConnectionNotificationCode code)
{
    struct server *s = cls;
    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
        if (*socket_context) watch_leave(s->watch, *socket_context);
        *socket_context = NULL;
        return;
    }
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
    *socket_context = watch_enter(s->watch, info->connect_fd);
}

static struct watched *watched_of(struct MHD_Connection *c)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

static struct str address_of(struct arena *a, struct MHD_Connection *c)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    char text[INET6_ADDRSTRLEN] = "";
    if (!info || !info->client_addr) return STR_NONE;
    if (info->client_addr->sa_family == AF_INET)
        inet_ntop(AF_INET, &((const struct sockaddr_in *)info->client_addr)->sin_addr,
                  text, sizeof text);
    else if (info->client_addr->sa_family == AF_INET6)
        inet_ntop(AF_INET6,
                  &((const struct sockaddr_in6 *)info->client_addr)->sin6_addr, text,
                  sizeof text);
    return str_copy(a, str_of(text));
}

/* --- reading --- */

/* The target as it was sent; the library undoes %XX in what it hands on. */
static void *on_target(void *cls, const char *target, struct MHD_Connection *c)
{
    struct server *s = cls;
    struct exchange *x = mem_alloc(sizeof *x);
    (void)s;
    x->since = clock_seconds();
    x->watched = watched_of(c);
    x->head.target = str_copy(&x->arena, str_of(target));
    return x;
}

struct gathering {
    struct arena *arena;
    struct named_value fields[128];
    size_t n;
};

static enum MHD_Result on_field(void *cls, enum MHD_ValueKind kind, const char *name,
                                size_t name_size, const char *value, size_t value_size)
{
    struct gathering *g = cls;
    (void)kind;
    if (g->n == ARRAY_LEN(g->fields)) return MHD_NO;
    g->fields[g->n].name = str_copy(g->arena, (struct str){name, name_size});
    g->fields[g->n++].value =
        value ? str_copy(g->arena, (struct str){value, value_size}) : S("");
    return MHD_YES;
}

/* The head has come: what is refused before its body? */
static int read_head(struct server *s, struct exchange *x, struct MHD_Connection *c,
                     const char *method, const char *version)
{
    struct gathering g = {.arena = &x->arena};
    const char *why = "";
    struct head *h = &x->head;
    h->method = str_copy(&x->arena, str_of(method));
    h->version = str_copy(&x->arena, str_of(version));
    h->address = address_of(&x->arena, c);
    h->is_tls = s->is_tls;
    MHD_get_connection_values_n(c, MHD_HEADER_KIND, on_field, &g);
    h->fields = g.fields;
    h->n_fields = g.n;
    int status = head_check(h, &why, DROPPED_BODY_BYTES);
    h->fields = NULL;
    h->n_fields = 0;
    if (status) return status;
    dispatch_trust(h, s->trusts_proxy);
    size_t most = dispatch_most_body(h);
    if (h->body_bytes > most) {
        x->refused = 413;
    } else if (h->body_bytes > LIMIT_REQUEST_BODY_BYTES) {
        x->is_upload = true;
        if (atomic_fetch_add(&s->n_uploads, 1) >= LIMIT_UPLOADS_AT_ONCE)
            x->refused = 503;
    }
    buf_init(&x->body, most);
    return 0;
}

/* --- answering --- */

static enum MHD_Result send_reply(struct server *s, struct exchange *x,
                                  struct MHD_Connection *c)
{
    struct raw_reply *r = &x->reply;
    struct MHD_Response *response = MHD_create_response_from_buffer(
        r->body.n, (void *)(uintptr_t)(r->body.p ? r->body.p : ""),
        MHD_RESPMEM_PERSISTENT);
    if (!response) return MHD_NO;
    for (size_t i = 0; i < r->n_fields; i++)
        if (MHD_add_response_header(response, r->fields[i].name, r->fields[i].value) !=
            MHD_YES)
            log_line(
                LOG_ERROR, "field not sent",
                log_words("route", (struct log_word){r->route ? r->route->path : ""}));
    if (r->closes || atomic_load(&s->is_stopping))
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
    watch_stage(s->watch, x->watched, WATCH_SENDING, r->body.n);
    enum MHD_Result done = MHD_queue_response(c, (unsigned)r->status, response);
    MHD_destroy_response(response);
    return done;
}

static enum MHD_Result refuse(struct server *s, struct exchange *x,
                              struct MHD_Connection *c, int status)
{
    dispatch_refusal(&x->reply, &x->head, &x->arena, status);
    return send_reply(s, x, c);
}

static void looks_are_over(void *to)
{
    struct exchange *x = to;
    MHD_resume_connection(x->connection);
}

/* The page is made. False: it waits, and the library asks again when its looks are on
 * disk; meanwhile the thread serves others. */
static bool is_ready(struct server *s, struct exchange *x, struct MHD_Connection *c)
{
    struct look_queue *queue = s->house.looks;
    if (look_wait_is_over(&x->looks, queue)) return true;
    if (atomic_load(&s->is_stopping)) {
        /* the library may end before it asks again */
        look_wait_here(&x->looks, queue);
        return true;
    }
    x->connection = c;
    x->is_waiting = true;
    MHD_suspend_connection(c);
    if (!look_wait_tell(&x->looks, queue, looks_are_over, x)) MHD_resume_connection(c);
    return false;
}

static enum MHD_Result send_when_ready(struct server *s, struct exchange *x,
                                       struct MHD_Connection *c)
{
    if (!x->is_waiting && !is_ready(s, x, c)) return MHD_YES;
    x->is_waiting = false;
    if (x->looks.e.code != OK)
        dispatch_unlogged(&x->reply, &x->head, &x->arena, &x->looks.e);
    return send_reply(s, x, c);
}

static enum MHD_Result answer(struct server *s, struct exchange *x,
                              struct MHD_Connection *c)
{
    if (x->refused) return refuse(s, x, c, x->refused);
    struct worker *w = own_worker(s);
    struct site site = {.url = s->site,
                        .figures = s->figures,
                        .gzip = w->gzip,
                        .house = &w->house,
                        .arena = &x->arena,
                        .page_ms = s->page_ms,
                        .looks = &x->looks};
    watch_stage(s->watch, x->watched, WATCH_WORKING, 0);
    dispatch(&x->reply, &site, &x->head, buf_str(&x->body));
    return send_when_ready(s, x, c);
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *c, const char *url,
                                  const char *method, const char *version,
                                  const char *upload, size_t *n_upload, void **own)
{
    struct server *s = cls;
    struct exchange *x = *own;
    (void)url;
    if (!x) return MHD_NO;
    if (!x->began) {
        x->began = true;
        int status = read_head(s, x, c, method, version);
        if (status) return refuse(s, x, c, status);
        if (x->head.body_bytes)
            watch_stage(s->watch, x->watched, WATCH_READING, x->head.body_bytes);
        return MHD_YES;
    }
    if (*n_upload) {
        if (!x->refused) buf_add(&x->body, (struct str){upload, *n_upload});
        *n_upload = 0;
        return MHD_YES;
    }
    if (x->is_waiting) return send_when_ready(s, x, c);
    if (x->reply.status) return MHD_YES;
    return answer(s, x, c);
}

/* A word of ours for a method: what was sent never reaches the log. */
static struct log_word method_word(struct str method)
{
    static const struct log_word known[] = {{"GET"}, {"POST"}, {"HEAD"}};
    for (size_t i = 0; i < ARRAY_LEN(known); i++)
        if (str_eq_c(method, known[i].text)) return known[i];
    return (struct log_word){"other"};
}

/* The pattern of the route, never the path: that names a file. */
static void log_request(const struct exchange *x, double seconds, bool was_taken)
{
    const struct raw_reply *r = &x->reply;
    struct log_field by = log_hash("by", r->worker);
    if (uuid_is_nil(r->worker)) by = log_words("by", LOG_WORD("nobody"));
    log_line(LOG_NOTICE, "request", log_words("method", method_word(x->head.method)),
             log_words("route", (struct log_word){r->pattern ? r->pattern : "-"}),
             log_int("status", r->status), log_int("bytes", (int64_t)r->body.n),
             log_number("ms", (double)(int64_t)(seconds * 1e5) / 100), by,
             log_bool("taken", was_taken));
}

static void on_completed(void *cls, struct MHD_Connection *c, void **own,
                         enum MHD_RequestTerminationCode code)
{
    struct server *s = cls;
    struct exchange *x = *own;
    double seconds;
    (void)c;
    if (!x) return;
    *own = NULL;
    if (x->is_upload) atomic_fetch_sub(&s->n_uploads, 1);
    seconds = clock_seconds() - x->since;
    watch_stage(s->watch, x->watched, WATCH_WAITING, 0);
    /* 0: the library itself refused it, or the client went away */
    if (x->reply.status)
        figures_count(s->figures, x->reply.route, x->reply.status, seconds,
                      x->reply.body.n);
    if (!s->is_quiet)
        log_request(x, seconds, code == MHD_REQUEST_TERMINATED_COMPLETED_OK);
    buf_dispose(&x->body);
    buf_dispose(&x->reply.kept);
    arena_dispose(&x->arena);
    free(x);
}

/* --- beginning and end --- */

/* Now and then: connections that are too slow, views that nobody uses. */
static void *drop_late(void *cls)
{
    struct server *s = cls;
    struct timespec wait = {.tv_nsec = DROP_EVERY_MS * 1000000L};
    while (!atomic_load(&s->is_stopping)) {
        int n = watch_drop_late(s->watch);
        if (n) log_line(LOG_NOTICE, "slow connections dropped", log_int("n", n));
        writer_close_idle_views(s->house.writer);
        nanosleep(&wait, NULL);
    }
    return NULL;
}

/* A complaint of the library, which may repeat what was sent: only counted as such. */
static void on_complaint(void *cls, const char *format, va_list args)
{
    (void)cls;
    (void)format;
    (void)args;
    log_line(LOG_DEBUG, "http library complained", log_bool("seen", true));
}

static enum err_code open_workers(struct server *s, const struct serve_options *o,
                                  struct err *e)
{
    enum err_code rc;
    int n = o->threads;
    if (n <= 0) n = MAX_OF(4, (int)sysconf(_SC_NPROCESSORS_ONLN));
    s->n_workers = MIN_OF(n, (int)MOST_THREADS);
    s->workers = mem_array((size_t)s->n_workers, sizeof *s->workers);
    TRY(house_server_open(&s->house, o->db_url, o->key_path, e));
    TRY(house_server_shelve(&s->house, e));
    for (int i = 0; i < s->n_workers; i++) {
        TRY(house_enter(&s->workers[i].house, &s->house, e));
        s->workers[i].gzip = gzip_new();
    }
    /* who searches first should not wait until all sketches are read */
    TRY(search_index_warm(&s->workers[0].house, e));
out:
    return rc;
}

static enum err_code read_tls(struct server *s, const struct serve_options *o,
                              struct MHD_OptionItem *items, size_t *n, struct err *e)
{
    struct str cert, key;
    enum err_code rc = OK;
    if (!o->tls_cert != !o->tls_key) {
        rc = err_set(e, ERR_USAGE, "expected a certificate and its key");
        err_hint(e, "give both --tls-cert and --tls-key");
        return rc;
    }
    if (!o->tls_cert) return OK;
    TRY(file_read(&cert, &s->arena, o->tls_cert, 1 << 20, e));
    TRY(file_read(&key, &s->arena, o->tls_key, 1 << 20, e));
    s->is_tls = true;
    items[(*n)++] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_CERT, 0,
                                            str_to_c(&s->arena, cert)};
    items[(*n)++] =
        (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_KEY, 0, str_to_c(&s->arena, key)};
    items[(*n)++] = (struct MHD_OptionItem){
        MHD_OPTION_HTTPS_PRIORITIES, 0,
        (void *)(uintptr_t) "SECURE256:SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"};
out:
    return rc;
}

static void allow_sockets(void)
{
    struct rlimit r;
    rlim_t want = LIMIT_CONNECTIONS + 256;
    if (getrlimit(RLIMIT_NOFILE, &r) != 0 || r.rlim_cur >= want) return;
    r.rlim_cur = r.rlim_max == RLIM_INFINITY ? want : MIN_OF(want, r.rlim_max);
    if (setrlimit(RLIMIT_NOFILE, &r) != 0)
        log_line(LOG_WARNING, "few sockets allowed", log_int("n", (int64_t)r.rlim_cur));
}

static enum err_code start_daemon(struct server *s, const struct serve_options *o,
                                  struct err *e)
{
    struct MHD_OptionItem tls[4] = {0};
    size_t n = 0;
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_USE_ERROR_LOG |
                     MHD_ALLOW_SUSPEND_RESUME;
    int per_address = o->per_address ? o->per_address : LIMIT_CONNECTIONS_OF_ONE;
    enum err_code rc;
    TRY(read_tls(s, o, tls, &n, e));
    tls[n] = (struct MHD_OptionItem){MHD_OPTION_END, 0, NULL};
    if (s->is_tls) flags |= MHD_USE_TLS;
    allow_sockets();
    s->daemon = MHD_start_daemon(
        flags, 0, NULL, NULL, on_request, s,                      /* */
        MHD_OPTION_EXTERNAL_LOGGER, on_complaint, s,              /* */
        MHD_OPTION_LISTEN_SOCKET, s->listening.socket,            /* */
        MHD_OPTION_THREAD_POOL_SIZE, (unsigned)s->n_workers,      /* */
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)LIMIT_CONNECTIONS, /* */
        MHD_OPTION_PER_IP_CONNECTION_LIMIT,
        s->listening.is_unix || o->trusts_proxy ? 0u : (unsigned)per_address, /* */
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SILENT_SECONDS,              /* */
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES,         /* */
        MHD_OPTION_STRICT_FOR_CLIENT, 0,                                      /* */
        MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,                                 /* */
        MHD_OPTION_URI_LOG_CALLBACK, on_target, s,                            /* */
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, s,                       /* */
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, s,                         /* */
        MHD_OPTION_ARRAY, tls, MHD_OPTION_END);
    if (s->daemon) return OK;
    rc = err_set(e, s->is_tls ? ERR_KEY : ERR_IO, "the server did not start");
    err_hint(e, s->is_tls ? "is the certificate of this key, and are both PEM files?"
                          : "are there too many open files?");
out:
    return rc;
}

static void dispose(struct server *s)
{
    atomic_store(&s->is_stopping, true);
    /* a reply that waits for the disk is with the library again before it ends */
    if (s->house.looks) look_queue_drain(s->house.looks);
    if (s->daemon) MHD_stop_daemon(s->daemon);
    if (s->has_dropper) pthread_join(s->dropper, NULL);
    listening_close(&s->listening, false);
    for (int i = 0; s->workers && i < s->n_workers; i++) {
        if (s->workers[i].house.db) house_close(&s->workers[i].house);
        gzip_free(s->workers[i].gzip);
    }
    search_index_close_all();
    house_server_close(&s->house);
    figures_free(s->figures);
    watch_free(s->watch);
    free(s->workers);
    arena_dispose(&s->arena);
    free(s);
}

enum err_code serve_start(struct server **out, const struct serve_options *o,
                          struct err *e)
{
    struct server *s = mem_alloc(sizeof *s);
    enum err_code rc;
    s->listening.socket = -1;
    s->watch = watch_new(o->patience_s ? o->patience_s : PATIENCE_SECONDS);
    s->page_ms = o->page_ms ? o->page_ms : LIMIT_PAGE_MS;
    s->is_quiet = o->is_quiet;
    s->trusts_proxy = o->trusts_proxy;
    TRY(open_workers(s, o, e));
    s->figures = figures_new(s->watch, s->house.writer);
    TRY(listening_open(&s->listening, o->listen, e));
    TRY(start_daemon(s, o, e));
    s->address = s->listening.is_unix
                     ? s->listening.address
                     : arena_format(&s->arena, "%s://%s/", s->is_tls ? "https" : "http",
                                    s->listening.address);
    s->site = o->site ? arena_format(&s->arena, "%s", o->site) : "";
    if (pthread_create(&s->dropper, NULL, drop_late, s) != 0) {
        rc = err_set(e, ERR_IO, "no thread for slow connections");
        goto out;
    }
    s->has_dropper = true;
    *out = s;
    return OK;
out:
    dispose(s);
    return rc;
}

const char *serve_address(const struct server *s)
{
    return s->address;
}

int serve_stop(struct server *s, int seconds)
{
    struct timespec wait = {.tv_nsec = 20 * 1000000L};
    double until = clock_seconds() + seconds;
    int n;
    atomic_store(&s->is_stopping, true);
    if (MHD_quiesce_daemon(s->daemon) == MHD_INVALID_SOCKET)
        log_line(LOG_WARNING, "listening did not end", log_bool("quiesced", false));
    listening_close(&s->listening, !s->is_tls);
    while ((n = watch_drain(s->watch)) > 0 && clock_seconds() < until)
        nanosleep(&wait, NULL);
    dispose(s);
    return n;
}

enum err_code serve_until_told(const struct serve_options *o, FILE *words,
                               struct err *e)
{
    enum { STOP_SECONDS = 30 };
    struct server *s;
    sigset_t told;
    int which = 0;
    enum err_code rc;
    sigemptyset(&told);
    sigaddset(&told, SIGTERM);
    sigaddset(&told, SIGINT);
    /* before threads are made, so that none of them is ended by one */
    pthread_sigmask(SIG_BLOCK, &told, NULL);
    TRY(serve_start(&s, o, e));
    fprintf(words, "Vindplaats answers at %s\n", serve_address(s));
    fflush(words);
    service_tell("READY=1");
    sigwait(&told, &which);
    service_tell("STOPPING=1");
    fprintf(words, "Stopping: answering what came in.\n");
    fflush(words);
    int left = serve_stop(s, STOP_SECONDS);
    fprintf(words, "Stopped; %d connections did not take their answer.\n", left);
out:
    pthread_sigmask(SIG_UNBLOCK, &told, NULL);
    return rc;
}
