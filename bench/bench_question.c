/* Claim: a question over a million participations is answered, from text to table, in
 * less than 20 ms once the panel is there.
 *
 *   bench_question [ROWS...]     one line of JSON a measurement (default 10^5 10^6)
 *
 * Times are the least and the median of many runs in this process, wall clock, one
 * thread. The limit beside them: reading once, in the same run, as many bytes as the
 * question's columns hold (a count of persons by province, sex, education and age reads
 * the mask's days, four codes, person_first). */
#include <sys/resource.h>

#include "base/clock.h"
#include "base/parse.h"
#include "measure/answer.h"
#include "population.h"

enum { MAX_RUNS = 60 };

static const char *const questions[] = {
    "count persons reached where call = 490 rows province columns sex",
    "count persons reached rows province, education level, age class columns sex",
    "count persons ended with outcome employed where call = 490 rows province columns "
    "sex "
    "rate of ended",
    "count trajectories started rows status columns sex",
    "count persons reached rows outcome columns sex",
    "count persons reached rows target group columns sex",
    "count persons reached rows province columns sex each age class, education level, "
    "origin",
    "count actions where call = 490 rows month columns sex",
    "count persons with action mentoring during 2019 rows month, action columns sex",
};

static struct panel *build(size_t n, double *seconds_out)
{
    struct err e;
    struct population population;
    struct population_person *p = mem_alloc(sizeof *p);
    struct panel_builder *b = panel_build_begin(INT64_MAX);
    double spent = 0;
    population_init(&population, n);
    for (unsigned i = 0; i < POPULATION_CALLS; i++) {
        struct call_fact f;
        population_call(&f, i);
        panel_build_call(b, &f);
    }
    for (unsigned i = 0; i < POPULATION_PROJECTS; i++) {
        struct project_fact f;
        population_project(&f, i);
        panel_build_project(b, &f);
    }
    while (population_next(p, &population)) {
        double began = clock_seconds();
        enum err_code rc = OK;
        panel_build_person(b, &p->person);
        for (size_t i = 0; i < POPULATION_ATTRIBUTES; i++)
            rc |= panel_build_attribute(b, &p->attributes[i], &e);
        for (size_t t = 0; t < p->n_trajectories; t++) {
            rc |= panel_build_trajectory(b, &p->trajectories[t], &e);
            for (size_t i = 0; i < p->n_events[t]; i++)
                rc |= panel_build_event(b, &p->events[t][i], &e);
        }
        if (rc != OK) bug(e.message);
        spent += clock_seconds() - began;
    }
    double began = clock_seconds();
    struct panel *panel;
    if (panel_build_end(&panel, b, &e) != OK) bug(e.message);
    *seconds_out = spent + clock_seconds() - began;
    free(p);
    return panel;
}

static enum err_code panel_at(const struct panel **out, void *self,
                              struct panel_view view, struct err *e)
{
    (void)view;
    (void)e;
    *out = self;
    return OK;
}

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static volatile uint64_t kept;

static double read_ms(const uint8_t *bytes, size_t n)
{
    double began = clock_seconds();
    uint64_t sum = 0, eight;
    for (size_t i = 0; i + sizeof eight <= n; i += sizeof eight) {
        memcpy(&eight, bytes + i, sizeof eight);
        sum += eight;
    }
    kept += sum;
    return (clock_seconds() - began) * 1000;
}

static void measure(const struct panel *panel, const char *text)
{
    double parse_ms[MAX_RUNS], whole_ms[MAX_RUNS], limit_ms = 1e9;
    struct answer_context ctx = {.panel_at = panel_at,
                                 .self = (void *)(uintptr_t)panel,
                                 .today = day_of(2024, 1, 1)};
    size_t limit_bytes = panel->participations.n * 9; /* a day, four codes, one flag */
    uint8_t *bytes = mem_alloc(limit_bytes);
    memset(bytes, 1, limit_bytes);
    size_t n_cells = 0;
    for (int i = 0; i < MAX_RUNS; i++) {
        struct arena arena = {0};
        struct question *q;
        struct answer *answer;
        struct err e;
        double began = clock_seconds();
        if (question_parse_statement(&q, &arena, str_of(text), &e) != OK)
            bug(e.message);
        parse_ms[i] = (clock_seconds() - began) * 1000;
        if (answer_make(&answer, &arena, q, &ctx, &e) != OK) bug(e.message);
        whole_ms[i] = (clock_seconds() - began) * 1000;
        const struct table *t = answer->parts[0]->tables[0];
        if (t->unavailable) bug(t->unavailable);
        n_cells = t->rows.n * t->columns.n;
        arena_dispose(&arena);
        limit_ms = MIN_OF(limit_ms, read_ms(bytes, limit_bytes));
    }
    free(bytes);
    qsort(parse_ms, MAX_RUNS, sizeof(double), compare_doubles);
    qsort(whole_ms, MAX_RUNS, sizeof(double), compare_doubles);
    printf("{\"bench\": \"question\", \"rows\": %zu, \"question\": \"%s\", \"cells\": "
           "%zu, "
           "\"parse_ms\": %.4f, \"least_ms\": %.3f, \"median_ms\": %.3f, "
           "\"read_ms\": %.3f, \"ratio_to_read\": %.1f}\n",
           panel->participations.n, text, n_cells, parse_ms[MAX_RUNS / 2], whole_ms[0],
           whole_ms[MAX_RUNS / 2], limit_ms, whole_ms[0] / limit_ms);
    fflush(stdout);
}

static void run(size_t n)
{
    double seconds;
    struct panel *panel = build(n, &seconds);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("{\"bench\": \"panel_build\", \"rows\": %zu, \"persons\": %zu, \"seconds\": "
           "%.3f, "
           "\"panel_bytes_a_row\": %.1f, \"peak_mib\": %.0f}\n",
           panel->participations.n, panel->n_persons, seconds,
           (double)panel->bytes / (double)panel->participations.n,
           (double)usage.ru_maxrss / 1024);
    for (size_t i = 0; i < ARRAY_LEN(questions); i++)
        measure(panel, questions[i]);
    panel_free(panel);
}

int main(int argc, char **argv)
{
    if (argc == 1) {
        run(100000);
        run(1000000);
    }
    for (int i = 1; i < argc; i++) {
        int64_t n;
        struct err e;
        if (parse_int(&n, str_of(argv[i]), 1, 100000000, "rows", &e) != OK) {
            fprintf(stderr, "%s\n", e.message);
            return err_exit_status(e.code);
        }
        run((size_t)n);
    }
    return 0;
}
