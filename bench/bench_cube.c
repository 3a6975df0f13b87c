/* Claim: a cube of five dimensions with all margins costs little more than reading its
 * columns, and counting distinct persons costs little more than counting rows.
 *
 *   bench_cube                       measures, one line of JSON a measurement
 *   bench_cube --export DIR ROWS     writes columns.csv and the cubes for bench_duckdb
 *
 * Every time is the least and the median of several runs in this process, wall clock;
 * cpu_ms is the least processor time of all threads together, which other programs on
 * the machine disturb less. The limit is the time to read the same columns from memory
 * in the same run, by the same number of threads, eight bytes at a time. */
#include <pthread.h>
#include <sys/resource.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/parse.h"
#include "measure/cube_kernels.h"
#include "synthetic.h"

enum { MAX_RUNS = 101, BENCH_SEED = 20220930, BENCH_THREADS = 2 };

struct times {
    double least_ms, median_ms;
};

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static struct times times_of(double *ms, int n)
{
    qsort(ms, (size_t)n, sizeof *ms, compare_doubles);
    return (struct times){ms[0], ms[n / 2]};
}

static int runs_for(size_t n_rows)
{
    return n_rows >= 10000000 ? 25 : MAX_RUNS;
}

/* --- the limit: reading
 * --------------------------------------------------------------- */

struct reading {
    const struct synthetic *s;
    size_t from, to;
    bool persons; /* also the column that says where a person begins */
    uint64_t sum;
};

static uint64_t read_column(const uint8_t *column, size_t from, size_t to)
{
    uint64_t sum = 0, eight;
    for (size_t i = from; i + sizeof eight <= to; i += sizeof eight) {
        memcpy(&eight, column + i, sizeof eight);
        sum += eight;
    }
    return sum;
}

/* Block by block through all columns, as the cube does. */
static void *read_all(void *arg)
{
    struct reading *r = arg;
    for (size_t at = r->from; at < r->to; at += CUBE_BLOCK) {
        size_t to = MIN_OF(at + CUBE_BLOCK, r->to);
        for (int d = 0; d < SYNTHETIC_DIMS; d++)
            r->sum += read_column(r->s->columns[d], at, to);
        if (r->persons) r->sum += read_column(r->s->person_first, at, to);
    }
    return NULL;
}

static volatile uint64_t kept; /* so that no reading is optimised away */

static double read_ms(const struct synthetic *s, unsigned threads, bool persons)
{
    struct reading parts[BENCH_THREADS] = {0};
    pthread_t second;
    double began = clock_seconds();
    for (unsigned i = 0; i < threads; i++)
        parts[i] = (struct reading){s, s->n / threads * i,
                                    i + 1 == threads ? s->n : s->n / threads * (i + 1),
                                    persons, 0};
    bool has_second =
        threads > 1 && pthread_create(&second, NULL, read_all, &parts[1]) == 0;
    read_all(&parts[0]);
    if (has_second) pthread_join(second, NULL);
    double ms = (clock_seconds() - began) * 1000;
    kept += parts[0].sum + parts[1].sum;
    return ms;
}

/* --- the cube
 * ------------------------------------------------------------------------- */

static void fill_spec(struct cube_spec *spec, struct cube_dim *dims,
                      const struct synthetic *s, bool distinct)
{
    for (int d = 0; d < SYNTHETIC_DIMS; d++)
        dims[d] = (struct cube_dim){s->columns[d], NULL, synthetic_values[d]};
    *spec = (struct cube_spec){.n_rows = s->n, .dims = dims, .n_dims = SYNTHETIC_DIMS};
    if (distinct) {
        spec->unit = s->person;
        spec->unit_first = s->person_first;
    }
}

static struct cube *count(const struct cube_spec *spec)
{
    struct cube *c;
    struct err e;
    if (cube_count_with(&c, spec, cube_kernels_best(), &e) != OK) bug(e.message);
    return c;
}

static double cpu_seconds(void)
{
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
           (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

static double cube_ms(const struct cube_spec *spec)
{
    double began = clock_seconds();
    struct cube *c = count(spec);
    double ms = (clock_seconds() - began) * 1000;
    cube_free(c);
    return ms;
}

/* Bytes that the process holds at most, beyond what it held before. */
static long peak_kib(void)
{
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return u.ru_maxrss;
}

static void measure(const struct synthetic *s, bool distinct, unsigned threads)
{
    struct cube_spec spec;
    struct cube_dim dims[SYNTHETIC_DIMS];
    double cube[MAX_RUNS], limit[MAX_RUNS], cpu[MAX_RUNS];
    int runs = runs_for(s->n);
    fill_spec(&spec, dims, s, distinct);
    spec.threads = threads;
    long before_kib = peak_kib();
    cube_ms(&spec); /* page tables and caches warm, for both */
    read_ms(s, threads, distinct);
    for (int i = 0; i < runs; i++) {
        limit[i] = read_ms(s, threads, distinct);
        double cpu_before = cpu_seconds();
        cube[i] = cube_ms(&spec);
        cpu[i] = (cpu_seconds() - cpu_before) * 1000;
    }
    struct times c = times_of(cube, runs), l = times_of(limit, runs);
    double cpu_ms = times_of(cpu, runs).least_ms;
    printf("{\"bench\":\"cube\",\"rows\":%zu,\"persons\":%u,\"distinct\":%s,"
           "\"threads\":%u,\"level\":\"%s\",\"runs\":%d,\"least_ms\":%.4f,"
           "\"median_ms\":%.4f,\"cpu_ms\":%.4f,\"read_least_ms\":%.4f,\"read_median_"
           "ms\":%.4f,"
           "\"ratio_to_read\":%.2f,\"peak_added_kib\":%ld}\n",
           s->n, s->n_persons, distinct ? "true" : "false", threads,
           cube_kernels_best()->name, runs, c.least_ms, c.median_ms, cpu_ms, l.least_ms,
           l.median_ms, c.least_ms / l.least_ms, peak_kib() - before_kib);
    fflush(stdout);
}

/* --- for the peer
 * --------------------------------------------------------------------- */

static FILE *create(const char *dir, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "wb");
    if (!f) {
        fprintf(stderr, "bench_cube: cannot create %s\n", path);
        exit(74);
    }
    return f;
}

static void close_checked(FILE *f)
{
    bool failed = ferror(f) != 0;
    if (fclose(f) != 0 || failed) {
        fprintf(stderr, "bench_cube: writing failed, is the disk full?\n");
        exit(74);
    }
}

static void write_cube(const char *dir, const char *name, const struct cube *c)
{
    FILE *f = create(dir, name);
    int codes[SYNTHETIC_DIMS];
    size_t cells = cube_cells(c);
    for (size_t i = 0; i < cells; i++) {
        size_t rest = i;
        for (int d = SYNTHETIC_DIMS; d-- > 0;) {
            uint32_t n = synthetic_values[d];
            codes[d] = rest % (n + 1) == n ? CUBE_ALL : (int)(rest % (n + 1));
            rest /= n + 1;
        }
        for (int d = 0; d < SYNTHETIC_DIMS; d++)
            fprintf(f, "%d,", codes[d]);
        fprintf(f, "%lld\n", (long long)cube_at(c, codes));
    }
    close_checked(f);
}

static void export_all(const char *dir, size_t n_rows)
{
    struct synthetic s;
    struct cube_spec spec;
    struct cube_dim dims[SYNTHETIC_DIMS];
    synthetic_init(&s, n_rows, BENCH_SEED);
    FILE *f = create(dir, "columns.csv");
    fputs("person", f);
    for (int d = 0; d < SYNTHETIC_DIMS; d++)
        fprintf(f, ",%s", synthetic_names[d]);
    fputc('\n', f);
    for (size_t i = 0; i < s.n; i++)
        fprintf(f, "%u,%u,%u,%u,%u,%u\n", s.person[i], s.columns[0][i], s.columns[1][i],
                s.columns[2][i], s.columns[3][i], s.columns[4][i]);
    close_checked(f);
    for (int distinct = 0; distinct < 2; distinct++) {
        fill_spec(&spec, dims, &s, distinct);
        struct cube *c = count(&spec);
        write_cube(dir, distinct ? "cube_distinct.csv" : "cube_plain.csv", c);
        cube_free(c);
    }
    synthetic_dispose(&s);
}

int main(int argc, char **argv)
{
    int64_t rows = 0;
    struct err e;
    if (argc == 4 && strcmp(argv[1], "--export") == 0 &&
        parse_int(&rows, str_of(argv[3]), 1, 100000000, "rows", &e) == OK) {
        export_all(argv[2], (size_t)rows);
        return 0;
    }
    if (argc != 1) {
        fputs("usage: bench_cube [--export DIR ROWS]\n", stderr);
        return 64;
    }
    for (size_t n = 100000; n <= 10000000; n *= 10) {
        struct synthetic s;
        synthetic_init(&s, n, BENCH_SEED);
        for (int distinct = 0; distinct < 2; distinct++)
            for (unsigned threads = 1; threads <= BENCH_THREADS; threads++)
                measure(&s, distinct, threads);
        synthetic_dispose(&s);
    }
    return 0;
}
