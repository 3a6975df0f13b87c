/* Claim: loading the panel from the store costs little more than having the database
 * read the same rows.
 *
 *   bench_load FOLDER [ROWS...]     one line of JSON a size (default 10^4 10^5 10^6)
 *
 * Writes an invented population of so many participations into FOLDER, once a size,
 * then loads its panel three times and takes the least. The peer in the same run:
 * SQLite itself stepping through every row of the same tables and reading the columns,
 * without making anything of them. */
#include <sqlite3.h>
#include <unistd.h>

#include "act/open.h"
#include "act/panel_load.h"
#include "base/clock.h"
#include "base/parse.h"
#include "population.h"
#include "store/person_store.h"
#include "store/programme_store.h"
#include "store/trajectory_store.h"

enum { BATCH = 20000, RUNS = 3 };

static void must(enum err_code rc, const struct err *e)
{
    if (rc == OK) return;
    fprintf(stderr, "%s %s\n", e->message, e->detail);
    exit(err_exit_status(rc));
}

static void write_person(struct write *w, const struct population_person *p)
{
    struct err e;
    must(person_add(w, &p->person, NULL, &e), &e);
    for (size_t i = 0; i < POPULATION_ATTRIBUTES; i++)
        must(attribute_add(w, &p->attributes[i], &e), &e);
    for (size_t t = 0; t < p->n_trajectories; t++) {
        must(trajectory_add(w, &p->trajectories[t], &e), &e);
        for (size_t i = 0; i < p->n_events[t]; i++)
            must(event_add(w, &p->events[t][i], NULL, &e), &e);
    }
}

/* Returns the number of rows written. */
static size_t fill(struct db *db, size_t n)
{
    static const struct actor actor = {"bench"};
    struct err e;
    struct write *w;
    struct population population;
    struct population_person *p = mem_alloc(sizeof *p);
    size_t rows = 0, in_batch = 0;
    population_init(&population, n);
    must(write_begin(&w, db, &actor, "bench", "programmes", &e), &e);
    for (unsigned i = 0; i < POPULATION_CALLS; i++) {
        struct call_fact f;
        population_call(&f, i);
        must(call_add(w, &f, &e), &e);
    }
    for (unsigned i = 0; i < POPULATION_PROJECTS; i++) {
        struct project_fact f;
        population_project(&f, i);
        must(project_add(w, &f, &e), &e);
    }
    while (population_next(p, &population)) {
        write_person(w, p);
        rows += 1 + POPULATION_ATTRIBUTES;
        for (size_t t = 0; t < p->n_trajectories; t++)
            rows += 1 + p->n_events[t];
        if (++in_batch == BATCH) {
            in_batch = 0;
            must(write_commit(&w, &e), &e);
            must(write_begin(&w, db, &actor, "bench", "persons", &e), &e);
        }
    }
    must(write_commit(&w, &e), &e);
    free(p);
    return rows;
}

/* Every row of the tables of persons and trajectories, every column read. */
static double scan_seconds(const char *path, size_t *rows_out)
{
    static const char *const tables[] = {"person_fact",     "attribute",
                                         "trajectory_fact", "trajectory_start",
                                         "trajectory_end",  "outcome"};
    sqlite3 *raw;
    double began = clock_seconds();
    uint64_t sum = 0;
    *rows_out = 0;
    if (sqlite3_open_v2(path, &raw, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
        bug("the scan could not open the database");
    for (size_t i = 0; i < ARRAY_LEN(tables); i++) {
        char sql[80];
        sqlite3_stmt *st;
        snprintf(sql, sizeof sql, "SELECT * FROM %s", tables[i]);
        if (sqlite3_prepare_v2(raw, sql, -1, &st, NULL) != SQLITE_OK) bug("scan");
        int n = sqlite3_column_count(st);
        while (sqlite3_step(st) == SQLITE_ROW) {
            ++*rows_out;
            for (int k = 0; k < n; k++)
                sum += (uint64_t)sqlite3_column_bytes(st, k);
        }
        sqlite3_finalize(st);
    }
    sqlite3_close(raw);
    if (!sum) bug("the scan read nothing");
    return clock_seconds() - began;
}

static void run(const char *folder, size_t n)
{
    struct err e;
    char url[512], key[512];
    snprintf(url, sizeof url, "sqlite:%s/load-%zu.db", folder, n);
    snprintf(key, sizeof key, "%s/load-%zu.db.key", folder, n);
    unlink(url + 7);
    unlink(key);
    must(house_create(url, key, &e), &e);
    struct house house;
    must(house_open(&house, url, key, DB_WRITE, &e), &e);
    double began = clock_seconds();
    size_t rows = fill(house.db, n), scanned = 0;
    double fill_seconds = clock_seconds() - began, load = 1e9, scan = 1e9;
    house_close(&house);
    must(house_open(&house, url, key, DB_READ, &e), &e);
    for (int i = 0; i < RUNS; i++) {
        struct panel *panel;
        began = clock_seconds();
        must(panel_load(&panel, house.db, PANEL_NOW, &e), &e);
        load = MIN_OF(load, clock_seconds() - began);
        if (panel->participations.n != n) {
            fprintf(stderr, "%zu participations written, %zu in the panel\n", n,
                    panel->participations.n);
            exit(70);
        }
        panel_free(panel);
        double seconds = scan_seconds(url + 7, &scanned);
        scan = MIN_OF(scan, seconds);
    }
    house_close(&house);
    printf(
        "{\"bench\": \"panel_load\", \"rows\": %zu, \"facts\": %zu, \"write_s\": %.2f, "
        "\"facts_written_a_second\": %.0f, \"load_s\": %.3f, "
        "\"facts_loaded_a_second\": %.0f, \"scan_s\": %.3f, \"ratio_to_scan\": %.2f}\n",
        n, rows, fill_seconds, (double)rows / fill_seconds, load,
        (double)scanned / load, scan, load / scan);
    fflush(stdout);
    unlink(url + 7);
    unlink(key);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "bench_load FOLDER [ROWS...]\n");
        return 64;
    }
    if (argc == 2) {
        run(argv[1], 10000);
        run(argv[1], 100000);
        run(argv[1], 1000000);
    }
    for (int i = 2; i < argc; i++) {
        int64_t n;
        struct err e;
        must(parse_int(&n, str_of(argv[i]), 1, 100000000, "rows", &e), &e);
        run(argv[1], (size_t)n);
    }
    return 0;
}
