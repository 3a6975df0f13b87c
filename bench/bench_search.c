/* Claim: a search through the index that the server keeps costs a fraction of a look at
 * every row.
 *
 *   bench_search [PERSONS...]   one line of JSON a size (default 10^4 10^5 2*10^5 10^6)
 *
 * The same queries, typed with errors, through the index that the server keeps
 * (link/sketch_index.h) and row by row (link/sketch_search.h), in turns, in the same
 * run; both must find the same. By names alone, and by names and date. Every query is
 * asked once: what is in the cache of the processor is what the one before left there.
 * Then the names as a page asks: one row in fifty is ours, of the others only what is
 * very much alike is told. Milliseconds of processor. Also what the index takes in
 * memory, and one change. */
#include <time.h>

#include "base/parse.h"
#include "link/sketch_index.h"
#include "typed_query.h"

enum { QUERIES = 300, FIRST = 40, CHANGES = 1000, ORGANISATIONS = 50 };

static void must(enum err_code rc, const struct err *e)
{
    if (rc == OK) return;
    fprintf(stderr, "%s %s\n", e->message, e->detail);
    exit(err_exit_status(rc));
}

/* Of this thread: what others do on the machine is left out. */
static double cpu_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

struct timing {
    double seconds[QUERIES];
    size_t n;
};

static int compare_numbers(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static double quantile(struct timing *t, double share)
{
    qsort(t->seconds, t->n, sizeof t->seconds[0], compare_numbers);
    return t->n ? t->seconds[(size_t)(share * (double)(t->n - 1))] : 0;
}

static double mean(const struct timing *t)
{
    double sum = 0;
    for (size_t i = 0; i < t->n; i++)
        sum += t->seconds[i];
    return t->n ? sum / (double)t->n : 0;
}

struct bench {
    struct persons persons;
    struct sketcher *sketcher;
    struct person_sketch *rows;
    struct uuid *keys;
    struct sketch_index *index;
    uint64_t *ours;
    size_t n;
    struct rng rng;
};

static void ask(struct bench *b, struct timing *by_index, struct timing *by_row,
                const struct sketch_query *q)
{
    static struct sketch_finding x[FIRST], y[FIRST];
    double began = cpu_seconds();
    size_t n = sketch_index_search(x, NULL, FIRST, b->index, q, 0.5, NULL);
    by_index->seconds[by_index->n++] = cpu_seconds() - began;
    began = cpu_seconds();
    size_t m = sketch_search(y, FIRST, b->rows, b->n, q, 0.5, SKETCH_KERNEL_BEST);
    by_row->seconds[by_row->n++] = cpu_seconds() - began;
    bool is_same = n == m;
    for (size_t i = 0; i < n && is_same; i++)
        is_same = x[i].likeness == y[i].likeness && x[i].row == y[i].row;
    if (!is_same) {
        fprintf(stderr, "the index finds something else than the rows\n");
        exit(1);
    }
}

static void ask_own(struct bench *b, struct timing *t, const struct sketch_query *q)
{
    static struct sketch_finding x[FIRST];
    struct sketch_choice choice = {b->ours, 0.8};
    double began = cpu_seconds(), best;
    sketch_index_search(x, &best, FIRST, b->index, q, 0.5, &choice);
    t->seconds[t->n++] = cpu_seconds() - began;
}

static double change_once(struct bench *b)
{
    double began = cpu_seconds();
    for (int i = 0; i < CHANGES; i++) {
        size_t row = rng_below(&b->rng, (uint32_t)b->n);
        sketch_index_put(b->index, b->keys[row], &b->rows[row]);
    }
    return (cpu_seconds() - began) / CHANGES;
}

static void begin(struct bench *b, size_t n)
{
    struct err e;
    *b = (struct bench){.n = n};
    persons_init(&b->persons, n, 1, false);
    rng_init(&b->rng, 2);
    must(sketcher_new(&b->sketcher, S("a secret of this bench only"), &e), &e);
    b->rows = mem_array(n, sizeof *b->rows);
    b->keys = mem_array(n, sizeof *b->keys);
    b->index = sketch_index_new();
    for (size_t i = 0; i < n; i++) {
        sketch_person(&b->rows[i], b->sketcher, &b->persons, i);
        /* rising, so that rows and keys have one order */
        for (int k = 0; k < 8; k++)
            b->keys[i].b[k] = (uint8_t)(i >> (8 * (7 - k)));
        sketch_index_put(b->index, b->keys[i], &b->rows[i]);
    }
    b->ours = mem_array(sketch_index_words(b->index), sizeof *b->ours);
    for (size_t i = 0; i < n; i += ORGANISATIONS)
        b->ours[i / 64] |= (uint64_t)1 << i % 64;
}

static void run(size_t n)
{
    struct timing index[2] = {{.n = 0}}, row[2] = {{.n = 0}}, own = {.n = 0};
    struct sketch_query q;
    struct bench b;
    begin(&b, n);
    for (int k = 0; k < QUERIES; k++) {
        typed_query(&q, b.sketcher, &b.persons, rng_below(&b.rng, (uint32_t)n), &b.rng);
        ask(&b, &index[q.has_date], &row[q.has_date], &q);
        q.has_date = !q.has_date;
        if (!q.has_date) ask(&b, &index[0], &row[0], &q);
        q.has_date = false;
        ask_own(&b, &own, &q);
        if (index[0].n == QUERIES || index[1].n == QUERIES) break;
    }
    printf("{\"bench\": \"search\", \"persons\": %zu, \"name_ms\": %.3f, "
           "\"name_p95_ms\": %.3f, \"name_rows_ms\": %.3f, \"name_ratio\": %.1f, "
           "\"date_ms\": %.3f, \"date_p95_ms\": %.3f, \"date_rows_ms\": %.3f, "
           "\"date_ratio\": %.1f, \"own_ms\": %.3f, \"own_p95_ms\": %.3f, "
           "\"mib_per_100000\": %.1f, \"change_us\": %.1f}\n",
           n, mean(&index[0]) * 1e3, quantile(&index[0], 0.95) * 1e3,
           mean(&row[0]) * 1e3, mean(&row[0]) / mean(&index[0]), mean(&index[1]) * 1e3,
           quantile(&index[1], 0.95) * 1e3, mean(&row[1]) * 1e3,
           mean(&row[1]) / mean(&index[1]), mean(&own) * 1e3,
           quantile(&own, 0.95) * 1e3,
           (double)sketch_index_bytes(b.index) / 1048576 / (double)n * 1e5,
           change_once(&b) * 1e6);
    fflush(stdout);
    sketch_index_free(b.index);
    free(b.rows);
    free(b.keys);
    free(b.ours);
    sketcher_free(b.sketcher);
    persons_dispose(&b.persons);
}

int main(int argc, char **argv)
{
    static const char *const usual[] = {"10000", "100000", "200000", "1000000"};
    const char *const *sizes = argc > 1 ? (const char *const *)argv + 1 : usual;
    size_t n_sizes = argc > 1 ? (size_t)argc - 1 : ARRAY_LEN(usual);
    for (size_t i = 0; i < n_sizes; i++) {
        struct err e;
        int64_t n;
        must(parse_int(&n, str_of(sizes[i]), 1000, 10000000, "PERSONS", &e), &e);
        run((size_t)n);
    }
    return 0;
}
