/* Claim: a million statuses of persons who are known by the sender's key go in under 20
 * seconds, in memory that does not grow with the file.
 *
 *   bench_import FOLDER [ROWS...]     one line of JSON a size (default 10^4 10^5 10^6)
 *
 * For each size: a new database with one person for every ten rows, then one file of so
 * many rows in random order of person, imported by the act behind `vindplaats import`.
 * The peer in the same run: SQLite itself inserting the same cells, and nothing else,
 * into one table with a unique key, in one transaction, with the same settings. The
 * import also finds the person, decides by key and digest, keeps the row sealed as
 * received, and sums every row into the audit. Memory is what the process took at most
 * during the import beyond what it had before, files that SQLite maps not counted
 * (RssAnon, looked at every 4096 rows). */
#include <sqlite3.h>
#include <sys/resource.h>
#include <unistd.h>

#include "act/import.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/parse.h"
#include "base/rng.h"
#include "store/person_store.h"

enum { ROWS_A_PERSON = 10, FOLDER_BYTES = 1000 };

struct paths {
    char folder[FOLDER_BYTES];
    char url[FOLDER_BYTES + 40], key[FOLDER_BYTES + 40];
    char persons[FOLDER_BYTES + 40], spells[FOLDER_BYTES + 40], raw[FOLDER_BYTES + 40];
};

static void must(enum err_code rc, const struct err *e)
{
    if (rc == OK) return;
    fprintf(stderr, "%s %s\n", e->message, e->hint);
    exit(err_exit_status(rc));
}

static double cpu_seconds(void)
{
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
           (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

/* Memory of its own, KiB. */
static int64_t anonymous_kib(void)
{
    char line[200];
    long long kib = 0;
    FILE *f = fopen("/proc/self/status", "r");
    while (f && fgets(line, sizeof line, f))
        if (sscanf(line, "RssAnon: %lld", &kib) == 1) break;
    if (f) fclose(f);
    return kib;
}

static void see_memory(void *to, int64_t n_rows, int64_t n_bytes, int64_t size)
{
    int64_t *most = to, now = anonymous_kib();
    (void)n_rows;
    (void)n_bytes;
    (void)size;
    if (now > *most) *most = now;
}

static void write_files(const struct paths *p, int64_t rows)
{
    static const char *const statuses[] = {"employed", "job_seeking", "in_training",
                                           "not_active"};
    int64_t n_persons = rows / ROWS_A_PERSON;
    struct rng rng;
    rng_init(&rng, 20221014);
    FILE *f = fopen(p->persons, "w");
    require(f);
    fputs("participation,family_name,partnership,reached_on,birth_year\n", f);
    for (int64_t i = 0; i < n_persons; i++)
        fprintf(f, "D-%lld,Naam%lld,bench,2010-01-04,%d\n", (long long)i, (long long)i,
                1950 + (int)(i % 50));
    require(fclose(f) == 0);
    f = fopen(p->spells, "w");
    require(f);
    fputs("key,person,labour_status,valid_from,valid_to\n", f);
    for (int64_t i = 0; i < rows; i++) {
        uint32_t r = rng_below(&rng, (uint32_t)n_persons);
        fprintf(f, "S-%lld,D-%llu,%s,20%02d-%02d-01,20%02d-%02d-28\n", (long long)i,
                (unsigned long long)r, statuses[i % 4], 10 + (int)(i % 10),
                1 + (int)(i % 12), 20 + (int)(i % 5), 1 + (int)(i % 12));
    }
    require(fclose(f) == 0);
}

static void import_file(struct import_result *out, struct house *h, const char *kind,
                        const char *path, int64_t *most_kib)
{
    struct err e = {0};
    struct import_order o = {.layout = layout_named(str_of(kind)),
                             .path = path,
                             .received = day_of(2026, 1, 5),
                             .max_jump = 50,
                             .progress = see_memory,
                             .to = most_kib};
    must(import_run(out, h, &o, &e), &e);
}

/* --- the peer --- */

static void run_sql(sqlite3 *s, const char *sql)
{
    if (sqlite3_exec(s, sql, NULL, NULL, NULL) == SQLITE_OK) return;
    fprintf(stderr, "%s\n", sqlite3_errmsg(s));
    exit(1);
}

static void bind_cells(sqlite3_stmt *st, char *line)
{
    char *rest = line;
    line[strcspn(line, "\n")] = '\0';
    for (int i = 1; rest; i++)
        sqlite3_bind_text(st, i, strsep(&rest, ","), -1, SQLITE_TRANSIENT);
}

static double raw_insert(const struct paths *p, double *cpu_out)
{
    sqlite3 *s;
    sqlite3_stmt *st;
    char line[200];
    double start = clock_seconds(), cpu = cpu_seconds();
    require(sqlite3_open(p->raw, &s) == SQLITE_OK);
    run_sql(s, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
               "PRAGMA cache_size = -262144; PRAGMA secure_delete = ON;"
               "CREATE TABLE spell (key TEXT PRIMARY KEY, person TEXT, status TEXT, "
               "valid_from TEXT, valid_to TEXT) WITHOUT ROWID; BEGIN");
    require(sqlite3_prepare_v2(s, "INSERT INTO spell VALUES (?, ?, ?, ?, ?)", -1, &st,
                               NULL) == SQLITE_OK);
    FILE *f = fopen(p->spells, "r");
    require(f && fgets(line, sizeof line, f));
    while (fgets(line, sizeof line, f)) {
        bind_cells(st, line);
        require(sqlite3_step(st) == SQLITE_DONE);
        sqlite3_reset(st);
    }
    fclose(f);
    sqlite3_finalize(st);
    run_sql(s, "COMMIT");
    double seconds = clock_seconds() - start;
    *cpu_out = cpu_seconds() - cpu;
    sqlite3_close(s);
    return seconds;
}

/* --- one size --- */

static void name_paths(struct paths *p, const char *folder, int64_t rows)
{
    snprintf(p->folder, sizeof p->folder, "%s", folder);
    snprintf(p->url, sizeof p->url, "sqlite:%s/import-%lld.db", p->folder,
             (long long)rows);
    snprintf(p->key, sizeof p->key, "%s/import-%lld.key", p->folder, (long long)rows);
    snprintf(p->persons, sizeof p->persons, "%s/persons.csv", p->folder);
    snprintf(p->spells, sizeof p->spells, "%s/spells.csv", p->folder);
    snprintf(p->raw, sizeof p->raw, "%s/raw-%lld.db", p->folder, (long long)rows);
}

static void add_partnership(const struct paths *p, struct house *h)
{
    struct import_result r;
    int64_t unused = 0;
    FILE *f = fopen(p->spells, "w");
    require(f);
    fputs("code,name\nbench,Bench\n", f);
    require(fclose(f) == 0);
    import_file(&r, h, "partnerships", p->spells, &unused);
}

static void measure(const char *folder, int64_t rows)
{
    struct paths p;
    struct house h;
    struct import_result r;
    struct err e;
    int64_t unused = 0;
    double raw_cpu;
    name_paths(&p, folder, rows);
    must(house_create(p.url, p.key, &e), &e);
    must(house_open(&h, p.url, p.key, DB_WRITE, &e), &e);
    add_partnership(&p, &h);
    write_files(&p, rows);
    import_file(&r, &h, "participants", p.persons, &unused);
    house_close(&h);
    must(house_open(&h, p.url, p.key, DB_WRITE, &e), &e);
    int64_t before = anonymous_kib(), most = before;
    double start = clock_seconds(), cpu = cpu_seconds();
    import_file(&r, &h, "spells", p.spells, &most);
    double seconds = clock_seconds() - start;
    cpu = cpu_seconds() - cpu;
    require(r.n_added == rows && r.n_refused == 0);
    start = clock_seconds();
    double cpu_again = cpu_seconds();
    int64_t before_again = anonymous_kib(), most_again = before_again;
    import_file(&r, &h, "spells", p.spells, &most_again);
    double again = clock_seconds() - start;
    cpu_again = cpu_seconds() - cpu_again;
    require(r.n_same == rows && !r.was_written);
    double raw = raw_insert(&p, &raw_cpu);
    printf("{\"bench\":\"import\",\"rows\":%lld,\"seconds\":%.2f,\"cpu_seconds\":%.2f,"
           "\"rows_per_second\":%.0f,\"added_memory_kib\":%lld,"
           "\"same_file_again_seconds\":%.2f,\"same_file_again_cpu_seconds\":%.2f,"
           "\"raw_insert_seconds\":%.2f,"
           "\"raw_insert_cpu_seconds\":%.2f,\"ratio\":%.1f,\"cpu_ratio\":%.1f}\n",
           (long long)rows, seconds, cpu, (double)rows / seconds,
           (long long)(most - before), again, cpu_again, raw, raw_cpu, seconds / raw,
           cpu / raw_cpu);
    fflush(stdout);
    house_close(&h);
    unlink(db_url_path(p.url));
    unlink(p.raw);
}

int main(int argc, char **argv)
{
    static const int64_t sizes[] = {10000, 100000, 1000000};
    struct err e;
    if (argc < 2 || strlen(argv[1]) >= FOLDER_BYTES) {
        fputs("usage: bench_import FOLDER [ROWS...]\n", stderr);
        return 64;
    }
    for (int i = 2; i < argc; i++) {
        int64_t rows;
        must(parse_int(&rows, str_of(argv[i]), ROWS_A_PERSON, 100000000, "rows", &e),
             &e);
        measure(argv[1], rows);
    }
    for (size_t i = 0; argc == 2 && i < ARRAY_LEN(sizes); i++)
        measure(argv[1], sizes[i]);
    return 0;
}
