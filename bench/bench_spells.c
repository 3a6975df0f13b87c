/* Claim: the monthly outflow from a status by destination, the same by province, and
 * the stock of every status at the end of each month cost about as much as reading
 * their columns, and grow as the number of spells does.
 *
 *   bench_spells [ROWS]...           measures (10^6, 10^7, 5*10^7), one line of JSON
 * each bench_spells --sqlite ROWS       SQLite on the same rows, cell by cell compared
 *   bench_spells --export DIR ROWS   spells.csv, persons.csv and our cells, for DuckDB
 *
 * What is timed is the whole question, from text to table, over a panel in memory. The
 * limit is reading the same columns in the same run by as many threads. Rows are
 * invented: a person has spells one after another, seven on average, in six statuses,
 * over ten years. */
#include <pthread.h>
#include <sqlite3.h>

#include "base/clock.h"
#include "base/parse.h"
#include "base/rng.h"
#include "domain/geography.h"
#include "domain/lists.h"
#include "measure/answer.h"
#include "measure/panel_spells.h"

enum { BENCH_SEED = 20240264, BENCH_THREADS = 2, MOST_RUNS = 31, MONTHS = 120 };

static void must(bool good, const char *what)
{
    if (good) return;
    fprintf(stderr, "bench_spells: %s\n", what);
    exit(70);
}

/* --- invented spells ----------------------------------------------------------------
 */

static const char *const provinces[] = {"11002", "71022", "44021", "24062", "31005"};
enum { N_PLACES = ARRAY_LEN(provinces) };

static void profiles_new(struct panel *p, size_t n)
{
    struct panel_profiles *c = &p->profiles;
#define PROFILE(type, name)                                                            \
    c->name = mem_array(n, sizeof(type));                                              \
    memset(c->name, 0xfe, n * sizeof(type)); /* not asked */
#include "measure/panel_columns.def"
    c->n = n;
}

/* Fills rows and the place of each person; returns the number of persons. */
static size_t invent(struct panel_spell_row *rows, uint8_t *place, size_t n)
{
    struct rng g;
    size_t persons = 0, at = 0;
    int32_t first = day_of(2010, 1, 1).v;
    rng_init(&g, BENCH_SEED);
    while (at < n) {
        size_t many = MIN_OF(1 + rng_below(&g, 13), n - at);
        int month = (int)rng_below(&g, 48);
        uint8_t code = (uint8_t)rng_below(&g, N_LABOUR_STATUS);
        place[persons] = (uint8_t)rng_below(&g, N_PLACES);
        for (size_t i = 0; i < many; i++) {
            int months = 1 + (int)rng_below(&g, 12);
            struct day from = day_add_months((struct day){first}, month);
            struct day left = day_add_months((struct day){first}, month += months);
            bool still = month >= MONTHS;
            rows[at++] = (struct panel_spell_row){
                .person = (uint32_t)persons,
                .profile = (uint32_t)persons,
                .from = from.v,
                .to = still ? INT32_MAX : left.v - 1,
                .list = SPELL_LABOUR,
                .code = code,
                .exit = still ? CODE_MISSING : (uint8_t)rng_below(&g, 7),
                .body = CODE_MISSING};
            code = (uint8_t)((code + 1 + rng_below(&g, N_LABOUR_STATUS - 1)) %
                             N_LABOUR_STATUS);
            if (still) break;
        }
        persons++;
    }
    return persons;
}

static struct panel *panel_of(size_t n)
{
    struct panel *p;
    struct err e;
    struct panel_spell_row *rows = mem_array(n, sizeof *rows);
    uint8_t *place = mem_array(n, 1);
    must(panel_build_end(&p, panel_build_begin(INT64_MAX), &e) == OK, e.message);
    p->n_persons = invent(rows, place, n);
    profiles_new(p, p->n_persons);
    uint16_t codes[N_PLACES];
    for (size_t i = 0; i < N_PLACES; i++) {
        int code = geo_municipality_index(str_of(provinces[i]));
        must(code >= 0, "a municipality is not in the list");
        codes[i] = (uint16_t)code;
    }
    for (size_t i = 0; i < p->n_persons; i++) {
        p->profiles.person[i] = (uint32_t)i;
        p->profiles.municipality[i] = codes[place[i]];
    }
    panel_spells_make(p, rows, n);
    free(rows);
    free(place);
    return p;
}

/* --- questions ----------------------------------------------------------------------
 */

#define ALL_STATUSES                                                                   \
    "employed, self_employed, in_training, job_seeking, not_active, "                  \
    "not_wishing_active"
static const struct {
    const char *name, *text;
    bool profile, began;
} questions[] = {
    {"outflow by month and destination",
     "count outflows from labour status job_seeking during 2010 .. 2019 "
     "rows month columns destination as of 2021-12-31",
     false, false},
    {"outflow by month, destination and province",
     "count outflows from labour status job_seeking during 2010 .. 2019 "
     "rows month columns province, destination as of 2021-12-31",
     true, false},
    {"stock at the end of each of 24 months by status",
     "count stock of labour status " ALL_STATUSES
     " during 2015 .. 2016 rows month columns status as of 2021-12-31",
     false, true},
};

static enum err_code give_panel(const struct panel **out, void *self,
                                struct panel_view view, struct err *e)
{
    (void)view;
    (void)e;
    *out = self;
    return OK;
}

static struct table *ask(struct arena *a, struct panel *p, const char *text,
                         unsigned threads)
{
    struct question *q;
    struct answer *answer;
    struct err e = {0};
    struct answer_context ctx = {.panel_at = give_panel,
                                 .self = p,
                                 .lang = LANG_EN,
                                 .today = day_of(2022, 1, 1),
                                 .now_ms = day_to_moment(day_of(2022, 1, 1)),
                                 .threads = threads};
    must(question_parse_statement(&q, a, str_of(text), &e) == OK &&
             answer_make(&answer, a, q, &ctx, &e) == OK,
         e.message);
    return answer->parts[0]->tables[0];
}

/* --- the limit: reading -------------------------------------------------------------
 */

static volatile uint64_t kept; /* so that no reading is optimised away */

static uint64_t read_bytes(const void *column, size_t from, size_t to)
{
    const char *bytes = column;
    uint64_t sum = 0, eight;
    for (size_t i = from; i + sizeof eight <= to; i += sizeof eight) {
        memcpy(&eight, bytes + i, sizeof eight);
        sum += eight;
    }
    return sum;
}

struct reading {
    const struct panel_spells *s;
    size_t question, from, to;
    uint64_t sum;
};

static void *read_all(void *arg)
{
    struct reading *r = arg;
    const struct panel_spells *s = r->s;
    enum { BLOCK = 4096 };
    for (size_t at = r->from; at < r->to; at += BLOCK) {
        size_t to = MIN_OF(at + BLOCK, r->to);
        r->sum += read_bytes(s->code, at, to) + read_bytes(s->left, 2 * at, 2 * to);
        if (questions[r->question].began) {
            r->sum += read_bytes(s->began, 2 * at, 2 * to);
            continue;
        }
        r->sum += read_bytes(s->after, 2 * at, 2 * to) + read_bytes(s->exit, at, to);
        if (questions[r->question].profile)
            r->sum += read_bytes(s->profile, 4 * at, 4 * to);
    }
    return NULL;
}

static double read_ms(const struct panel *p, size_t question, unsigned threads)
{
    struct reading parts[BENCH_THREADS] = {0};
    pthread_t second;
    size_t n = p->spells.n;
    double began = clock_seconds();
    for (unsigned i = 0; i < threads; i++)
        parts[i] = (struct reading){&p->spells, question, n / threads * i,
                                    i + 1 == threads ? n : n / threads * (i + 1), 0};
    bool has_second =
        threads > 1 && pthread_create(&second, NULL, read_all, &parts[1]) == 0;
    read_all(&parts[0]);
    if (has_second) pthread_join(second, NULL);
    double ms = (clock_seconds() - began) * 1000;
    kept += parts[0].sum + parts[1].sum;
    return ms;
}

/* --- measuring ----------------------------------------------------------------------
 */

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static size_t spell_bytes(void)
{
    size_t n = 0;
#define SPELL(type, name) n += sizeof(type);
#include "measure/panel_columns.def"
    return n;
}

static size_t participation_bytes(void)
{
    size_t n = 0;
#define PARTICIPATION(type, name) n += sizeof(type);
#include "measure/panel_columns.def"
    return n;
}

static void measure(struct panel *p, size_t question, unsigned threads)
{
    double ours[MOST_RUNS], limit[MOST_RUNS];
    int runs = p->spells.n >= 10000000 ? 9 : MOST_RUNS;
    for (int i = -1; i < runs; i++) { /* the first only warms up */
        struct arena a = {0};
        double read = read_ms(p, question, threads), began = clock_seconds();
        ask(&a, p, questions[question].text, threads);
        double ms = (clock_seconds() - began) * 1000;
        arena_dispose(&a);
        if (i < 0) continue;
        limit[i] = read;
        ours[i] = ms;
    }
    qsort(ours, (size_t)runs, sizeof *ours, compare_doubles);
    qsort(limit, (size_t)runs, sizeof *limit, compare_doubles);
    printf("{\"bench\":\"spells\",\"rows\":%zu,\"persons\":%zu,\"question\":\"%s\","
           "\"threads\":%u,\"runs\":%d,\"least_ms\":%.3f,\"median_ms\":%.3f,"
           "\"read_least_ms\":%.3f,\"bytes_a_spell\":%zu,\"bytes_a_participation\":%zu}"
           "\n",
           p->spells.n, p->n_persons, questions[question].name, threads, runs, ours[0],
           ours[runs / 2], limit[0], spell_bytes(), participation_bytes());
    fflush(stdout);
}

static void measure_all(size_t n)
{
    struct panel *p = panel_of(n);
    for (size_t q = 0; q < ARRAY_LEN(questions); q++)
        for (unsigned threads = 1; threads <= BENCH_THREADS; threads++)
            measure(p, q, threads);
    panel_free(p);
}

/* --- for the peers ------------------------------------------------------------------
 */

/* Every value cell of a table: its codes and count, separated by commas. */
static size_t each_cell(const struct table *t,
                        void (*take)(void *to, const char *key, int64_t n), void *to)
{
    size_t cells = 0;
    for (size_t r = 0; r < t->rows.n; r++)
        for (size_t k = 0; k < t->columns.n; k++) {
            const struct axis_entry *row = &t->rows.entries[r];
            const struct axis_entry *column = &t->columns.entries[k];
            char key[200];
            size_t at;
            if (row->depth != t->rows.n_levels || column->depth != t->columns.n_levels)
                continue;
            at = (size_t)snprintf(key, sizeof key, "%s", row->code[0]);
            for (unsigned i = 0; i < column->depth; i++)
                at +=
                    (size_t)snprintf(key + at, sizeof key - at, ",%s", column->code[i]);
            take(to, key, t->cells[r * t->columns.n + k].n);
            cells++;
        }
    return cells;
}

static void write_cell(void *to, const char *key, int64_t n)
{
    fprintf(to, "%s,%lld\n", key, (long long)n);
}

static FILE *create(const char *dir, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "wb");
    must(f != NULL, "cannot create a file to export");
    return f;
}

static void close_checked(FILE *f)
{
    bool failed = ferror(f) != 0;
    must(fclose(f) == 0 && !failed, "writing failed, is the disk full?");
}

static unsigned month_of(uint16_t month)
{
    /* counted from January 2010 on, so that it fits SQL's smaller types; never: 999 */
    return month == PANEL_MONTH_NEVER ? 999u
                                      : month - (2010u - PANEL_MONTH_BASE_YEAR) * 12;
}

static void export_all(const char *dir, size_t n)
{
    struct panel *p = panel_of(n);
    const struct panel_spells *s = &p->spells;
    FILE *f = create(dir, "spells.csv");
    fputs("person,status,began,left_in,destination\n", f);
    for (size_t i = 0; i < n; i++)
        fprintf(f, "%u,%u,%u,%u,%u\n", s->profile[i], s->code[i], month_of(s->began[i]),
                month_of(s->left[i]), s->exit[i]);
    close_checked(f);
    f = create(dir, "persons.csv");
    fputs("person,municipality\n", f);
    for (size_t i = 0; i < p->n_persons; i++)
        fprintf(f, "%zu,%u\n", i, p->profiles.municipality[i]);
    close_checked(f);
    f = create(dir, "places.csv");
    fputs("municipality,province\n", f);
    for (size_t i = 0; i < N_PLACES; i++) {
        int code = geo_municipality_index(str_of(provinces[i]));
        int province = geo_province(code, day_of(2021, 12, 31));
        fprintf(f, "%d,%s\n", code, code_list_at(LIST_PROVINCE)->codes[province].code);
    }
    close_checked(f);
    static const char *const names[] = {"cells_0.csv", "cells_1.csv", "cells_2.csv"};
    for (size_t q = 0; q < ARRAY_LEN(questions); q++) {
        struct arena a = {0};
        f = create(dir, names[q]);
        each_cell(ask(&a, p, questions[q].text, 1), write_cell, f);
        close_checked(f);
        arena_dispose(&a);
    }
    panel_free(p);
}

/* --- SQLite -------------------------------------------------------------------------
 */

static void run_sql(sqlite3 *db, const char *sql)
{
    must(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK, sqlite3_errmsg(db));
}

static void fill_sqlite(sqlite3 *db, const struct panel *p)
{
    const struct panel_spells *s = &p->spells;
    sqlite3_stmt *st;
    run_sql(db, "create table s (person int, status int, began int, left_in int, "
                "destination int);"
                "create table p (person integer primary key, municipality int);"
                "create table ours (key text primary key, n int) without rowid; begin");
    must(sqlite3_prepare_v2(db, "insert into s values (?, ?, ?, ?, ?)", -1, &st,
                            NULL) == SQLITE_OK,
         "prepare");
    for (size_t i = 0; i < s->n; i++) {
        const int row[] = {(int)s->profile[i], s->code[i], (int)month_of(s->began[i]),
                           (int)month_of(s->left[i]), s->exit[i]};
        for (int k = 0; k < 5; k++)
            sqlite3_bind_int(st, k + 1, row[k]);
        must(sqlite3_step(st) == SQLITE_DONE, "insert");
        sqlite3_reset(st);
    }
    sqlite3_finalize(st);
    must(sqlite3_prepare_v2(db, "insert into p values (?, ?)", -1, &st, NULL) ==
             SQLITE_OK,
         "prepare");
    for (size_t i = 0; i < p->n_persons; i++) {
        sqlite3_bind_int64(st, 1, (int64_t)i);
        sqlite3_bind_int(st, 2, p->profiles.municipality[i]);
        must(sqlite3_step(st) == SQLITE_DONE, "insert");
        sqlite3_reset(st);
    }
    sqlite3_finalize(st);
    run_sql(db, "commit");
}

static void insert_cell(void *to, const char *key, int64_t n)
{
    sqlite3_stmt *st = to;
    if (n == 0) return; /* SQL leaves out what has no row */
    sqlite3_bind_text(st, 1, key, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int64(st, 2, n);
    must(sqlite3_step(st) == SQLITE_DONE, "a cell came twice");
    sqlite3_reset(st);
}

#define MONTH_TEXT(m) "printf('%04d-%02d', 2010 + " m " / 12, " m " % 12 + 1)"
static const char *const sqlite_questions[] = {
    "select left_in m, destination d, count(*) n from s "
    "where status = 3 and left_in < 120 group by 1, 2",
    "select left_in m, municipality c, destination d, count(*) n from s join p "
    "using (person) where status = 3 and left_in < 120 group by 1, 2, 3",
    "with recursive month (m) as (values (60) union all select m + 1 from month "
    "where m < 83) select m, status d, count(*) n from month join s "
    "on began <= m and left_in > m group by 1, 2",
};

/* Words of our codes, so that keys are those of our tables. */
static void name_codes(sqlite3 *db)
{
    static const enum list_number lists[] = {LIST_EXIT_REASON, LIST_LABOUR_STATUS};
    run_sql(db, "create table word (list int, code int, word text, "
                "primary key (list, code))");
    for (size_t k = 0; k < ARRAY_LEN(lists); k++)
        for (int i = 0; i < code_list_at(lists[k])->n; i++) {
            char sql[200];
            snprintf(sql, sizeof sql, "insert into word values (%zu, %d, '%s')", k, i,
                     code_list_at(lists[k])->codes[i].code);
            run_sql(db, sql);
        }
    for (size_t i = 0; i < N_PLACES; i++) {
        char sql[200];
        int code = geo_municipality_index(str_of(provinces[i]));
        snprintf(sql, sizeof sql, "insert into word values (2, %d, '%s')", code,
                 code_list_at(LIST_PROVINCE)
                     ->codes[geo_province(code, day_of(2021, 12, 31))]
                     .code);
        run_sql(db, sql);
    }
}

static int64_t wrong_cells(sqlite3 *db, size_t question)
{
    static const char *const keys[] = {
        MONTH_TEXT(
            "m") " || ',' || (select word from word where list = 0 and code = d)",
        MONTH_TEXT(
            "m") " || ',' || (select word from word where list = 2 and code = c) "
                 "|| ',' || (select word from word where list = 0 and code = d)",
        MONTH_TEXT(
            "m") " || ',' || (select word from word where list = 1 and code = d)",
    };
    char sql[1200];
    sqlite3_stmt *st;
    snprintf(sql, sizeof sql,
             "with theirs as (select %s key, n from (%s)) select "
             "(select count(*) from ours) + (select count(*) from theirs) - "
             "2 * (select count(*) from ours join theirs using (key, n))",
             keys[question], sqlite_questions[question]);
    must(sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK, sqlite3_errmsg(db));
    must(sqlite3_step(st) == SQLITE_ROW, "compare");
    int64_t wrong = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return wrong;
}

static double sqlite_ms(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *st;
    double began = clock_seconds();
    must(sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK, sqlite3_errmsg(db));
    while (sqlite3_step(st) == SQLITE_ROW)
        ;
    sqlite3_finalize(st);
    return (clock_seconds() - began) * 1000;
}

static void beside_sqlite(size_t n)
{
    struct panel *p = panel_of(n);
    sqlite3 *db;
    bool wrong = false;
    must(sqlite3_open(":memory:", &db) == SQLITE_OK, "open");
    fill_sqlite(db, p);
    name_codes(db);
    for (size_t q = 0; q < ARRAY_LEN(questions); q++) {
        struct arena a = {0};
        sqlite3_stmt *st;
        double ours = 1e9, theirs = 1e9;
        run_sql(db, "delete from ours");
        must(sqlite3_prepare_v2(db, "insert into ours values (?, ?)", -1, &st, NULL) ==
                 SQLITE_OK,
             "prepare");
        for (int i = 0; i < 3; i++) {
            double began = clock_seconds();
            struct table *t = ask(&a, p, questions[q].text, 1);
            ours = MIN_OF(ours, (clock_seconds() - began) * 1000);
            double ms = sqlite_ms(db, sqlite_questions[q]);
            theirs = MIN_OF(theirs, ms);
            if (i == 0) each_cell(t, insert_cell, st);
        }
        sqlite3_finalize(st);
        int64_t bad = wrong_cells(db, q);
        printf("{\"bench\":\"spells_sqlite\",\"version\":\"%s\",\"rows\":%zu,"
               "\"question\":\"%s\",\"least_ms\":%.3f,\"sqlite_least_ms\":%.3f,"
               "\"ratio\":%.1f,\"cells_wrong\":%lld}\n",
               sqlite3_libversion(), n, questions[q].name, ours, theirs, theirs / ours,
               (long long)bad);
        wrong |= bad != 0;
        arena_dispose(&a);
    }
    sqlite3_close(db);
    panel_free(p);
    must(!wrong, "cells differ from those of SQLite");
}

static size_t rows_of(const char *text)
{
    int64_t rows;
    struct err e;
    must(parse_int(&rows, str_of(text), 1, 400000000, "rows", &e) == OK, e.message);
    return (size_t)rows;
}

int main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "--export") == 0) {
        export_all(argv[2], rows_of(argv[3]));
        return 0;
    }
    if (argc == 3 && strcmp(argv[1], "--sqlite") == 0) {
        beside_sqlite(rows_of(argv[2]));
        return 0;
    }
    if (argc == 1) {
        measure_all(1000000);
        measure_all(10000000);
        measure_all(50000000);
    }
    for (int i = 1; i < argc; i++)
        measure_all(rows_of(argv[i]));
    return 0;
}
