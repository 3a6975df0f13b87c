#include <stdatomic.h>

#include "web/figures.h"

#include "base/clock.h"

static const double bounds[] = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                0.1,   0.25,   0.5,   1,    2.5,   10};
enum { N_BOUNDS = sizeof bounds / sizeof bounds[0], N_CLASSES = 6 };

struct tally {
    atomic_llong by_class[N_CLASSES]; /* of status: 2 for 200 to 299 */
    atomic_llong by_bound[N_BOUNDS + 1];
    atomic_llong nanoseconds, bytes;
};
struct figures {
    struct watch *watch;
    struct writer *writer;
    double since;
    atomic_llong n_late;
    size_t n; /* routes; the last tally is of what is none */
    const struct route **routes;
    struct tally *tallies;
};

struct figures *figures_new(struct watch *watch, struct writer *writer)
{
    struct figures *f = mem_alloc(sizeof *f);
    f->watch = watch;
    f->writer = writer;
    f->since = clock_seconds();
    f->n = route_count();
    f->tallies = mem_array(f->n + 1, sizeof *f->tallies);
    f->routes = mem_array(f->n, sizeof *f->routes);
    for (size_t i = 0; i < f->n; i++)
        f->routes[i] = route_at(i);
    return f;
}

void figures_free(struct figures *f)
{
    if (!f) return;
    free(f->tallies);
    free(f->routes);
    free(f);
}

void figures_count(struct figures *f, const struct route *route, int status,
                   double seconds, size_t bytes)
{
    size_t at = 0, bound = 0;
    while (at < f->n && f->routes[at] != route)
        at++;
    while (bound < N_BOUNDS && seconds > bounds[bound])
        bound++;
    struct tally *t = &f->tallies[at];
    int class = status >= 100 && status < 600 ? status / 100 : 0;
    atomic_fetch_add(&t->by_class[class], 1);
    atomic_fetch_add(&t->by_bound[bound], 1);
    atomic_fetch_add(&t->nanoseconds, (long long)(seconds * 1e9));
    atomic_fetch_add(&t->bytes, (long long)bytes);
}

void figures_late(struct figures *f)
{
    atomic_fetch_add(&f->n_late, 1);
}

static void write_labels(struct buf *out, const struct figures *f, size_t i)
{
    const struct route *r = i < f->n ? route_at(i) : NULL;
    /* patterns are literals of ours: no quote, backslash or newline is in them */
    buf_format(out, "method=\"%s\",route=\"%s\"", r ? r->method : "-",
               r ? r->path : "-");
}

static void write_head(struct buf *out, const char *name, const char *type,
                       const char *help)
{
    buf_format(out, "# HELP vindplaats_%s %s\n# TYPE vindplaats_%s %s\n", name, help,
               name, type);
}

static void write_requests(struct buf *out, struct figures *f)
{
    write_head(out, "requests_total", "counter", "Replies by route and status.");
    for (size_t i = 0; i <= f->n; i++)
        for (int class = 0; class < N_CLASSES; class ++) {
            long long n = atomic_load(&f->tallies[i].by_class[class]);
            if (!n) continue;
            buf_add_c(out, "vindplaats_requests_total{");
            write_labels(out, f, i);
            buf_format(out, ",status=\"%dxx\"} %lld\n", class, n);
        }
    write_head(out, "reply_bytes_total", "counter", "Bytes of bodies, compressed.");
    for (size_t i = 0; i <= f->n; i++) {
        long long n = atomic_load(&f->tallies[i].bytes);
        if (!n) continue;
        buf_add_c(out, "vindplaats_reply_bytes_total{");
        write_labels(out, f, i);
        buf_format(out, "} %lld\n", n);
    }
}

static void write_seconds(struct buf *out, struct figures *f)
{
    static const char name[] = "vindplaats_request_seconds";
    write_head(out, "request_seconds", "histogram",
               "From a whole head to a reply that was taken.");
    for (size_t i = 0; i <= f->n; i++) {
        struct tally *t = &f->tallies[i];
        long long sum = 0, all = 0;
        for (size_t b = 0; b <= N_BOUNDS; b++)
            all += atomic_load(&t->by_bound[b]);
        if (!all) continue;
        for (size_t b = 0; b < N_BOUNDS; b++) {
            sum += atomic_load(&t->by_bound[b]);
            buf_format(out, "%s_bucket{", name);
            write_labels(out, f, i);
            buf_format(out, ",le=\"%g\"} %lld\n", bounds[b], sum);
        }
        buf_format(out, "%s_bucket{", name);
        write_labels(out, f, i);
        buf_format(out, ",le=\"+Inf\"} %lld\n%s_sum{", all, name);
        write_labels(out, f, i);
        buf_format(out, "} %.6f\n%s_count{", (double)atomic_load(&t->nanoseconds) / 1e9,
                   name);
        write_labels(out, f, i);
        buf_format(out, "} %lld\n", all);
    }
}

static void write_one(struct buf *out, const char *name, const char *type,
                      const char *help, long long value)
{
    write_head(out, name, type, help);
    buf_format(out, "vindplaats_%s %lld\n", name, value);
}

void figures_write(struct buf *out, struct figures *f, int64_t n_sessions)
{
    int now;
    int64_t ever, late;
    struct writer_tally w = writer_tally(f->writer);
    watch_count(f->watch, &now, &ever, &late);
    write_requests(out, f);
    write_seconds(out, f);
    write_one(out, "requests_late_total", "counter",
              "Ended because they read longer than they may.", atomic_load(&f->n_late));
    write_one(out, "connections", "gauge", "Open connections.", now);
    write_one(out, "connections_total", "counter", "Connections taken.", ever);
    write_one(out, "connections_dropped_total", "counter", "Dropped as too slow.",
              late);
    write_one(out, "sessions", "gauge", "Logins that are open.", n_sessions);
    write_one(out, "writes_total", "counter", "Writes that became durable.",
              w.n_writes);
    write_one(out, "write_groups_total", "counter", "Waits for the disk.", w.n_groups);
    write_one(out, "writes_failed_total", "counter", "Groups the disk refused.",
              w.n_failed);
    write_one(out, "uptime_seconds", "gauge", "Since the start.",
              (long long)(clock_seconds() - f->since));
}
