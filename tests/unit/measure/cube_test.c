/* The cube against a counter that is too simple to be wrong: for every row and every
 * set of dimensions, add one unless this unit was the last one seen in that cell. */
#include "base/csv.h"
#include "base/file.h"
#include "base/parse.h"
#include "base/rng.h"
#include "measure/cube_kernels.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

struct sample {
    struct cube_spec spec;
    struct cube_dim dims[LIMIT_QUESTION_DIMS];
    uint8_t *columns8[LIMIT_QUESTION_DIMS];
    uint16_t *columns16[LIMIT_QUESTION_DIMS];
    uint32_t *unit;
    uint8_t *unit_first, *mask;
    int64_t *weights;
};

struct naive {
    size_t cells;
    int64_t *counts;
    int64_t *last_unit; /* -1: none */
};

static uint32_t code_at(const struct sample *s, unsigned d, size_t row)
{
    return s->columns8[d] ? s->columns8[d][row] : s->columns16[d][row];
}

static struct naive naive_count(const struct sample *s)
{
    struct naive t = {.cells = 1};
    for (unsigned d = 0; d < s->spec.n_dims; d++)
        t.cells *= s->dims[d].n_values + 1;
    t.counts = mem_array(t.cells, sizeof *t.counts);
    t.last_unit = mem_array(t.cells, sizeof *t.last_unit);
    for (size_t i = 0; i < t.cells; i++)
        t.last_unit[i] = -1;
    for (size_t row = 0; row < s->spec.n_rows; row++) {
        if (s->spec.mask && !s->spec.mask[row]) continue;
        for (unsigned set = 0; set < 1u << s->spec.n_dims; set++) {
            size_t cell = 0;
            for (unsigned d = 0; d < s->spec.n_dims; d++)
                cell = cell * (s->dims[d].n_values + 1) +
                       (set >> d & 1 ? s->dims[d].n_values : code_at(s, d, row));
            if (s->spec.unit) {
                if (t.last_unit[cell] == s->unit[row]) continue;
                t.last_unit[cell] = s->unit[row];
            }
            t.counts[cell] += s->spec.weights ? s->spec.weights[row] : 1;
        }
    }
    return t;
}

/* Every cell of the cube is asked for by its codes, as callers do. */
static void check_equal(const struct sample *s, const struct cube *c,
                        const struct naive *t, const char *what, unsigned seed)
{
    assert_int_equal(cube_cells(c), t->cells);
    int codes[LIMIT_QUESTION_DIMS] = {0};
    for (size_t i = 0; i < t->cells; i++) {
        size_t rest = i;
        for (unsigned d = s->spec.n_dims; d-- > 0;) {
            uint32_t n = s->dims[d].n_values;
            codes[d] = rest % (n + 1) == n ? CUBE_ALL : (int)(rest % (n + 1));
            rest /= n + 1;
        }
        if (cube_at(c, codes) != t->counts[i])
            fail_msg("%s, sample %u, cell %zu: %lld, expected %lld", what, seed, i,
                     (long long)cube_at(c, codes), (long long)t->counts[i]);
    }
}

/* Every level, one and two threads, with and without unit_first: all as naive. */
static void check_sample(struct sample *s, unsigned seed)
{
    struct naive t = naive_count(s);
    for (int level = 0; level < N_CUBE_LEVELS; level++) {
        const struct cube_kernels *k = cube_kernels_at((enum cube_level)level);
        if (!k) continue;
        for (unsigned variant = 0; variant < 4; variant++) {
            struct err e = {0};
            struct cube *c = NULL;
            s->spec.threads = variant & 1 ? 2 : 1;
            s->spec.unit_first = variant & 2 && s->unit ? s->unit_first : NULL;
            enum err_code rc = cube_count_with(&c, &s->spec, k, &e);
            if (rc != OK) fail_msg("%s", e.message);
            check_equal(s, c, &t, k->name, seed);
            cube_free(c);
        }
    }
    free(t.counts);
    free(t.last_unit);
}

static void sample_free(struct sample *s)
{
    for (unsigned d = 0; d < LIMIT_QUESTION_DIMS; d++) {
        free(s->columns8[d]);
        free(s->columns16[d]);
    }
    free(s->unit);
    free(s->unit_first);
    free(s->mask);
    free(s->weights);
}

enum { WITH_UNITS = 1, WITH_MASK = 2, WITH_WEIGHTS = 4 };
struct recipe {
    unsigned n_dims;
    uint32_t n_values[LIMIT_QUESTION_DIMS];
    size_t n_rows;
    unsigned flags;
    double skew;      /* chance that a code is 0 */
    double new_unit;  /* chance that a row begins a unit */
    double repeat;    /* chance that a code is the one of the row before */
    double mask_keep; /* chance that a row counts */
    unsigned wide;    /* bit d: dimension d has two-byte codes */
};

static void sample_units(struct sample *s, const struct recipe *r, struct rng *g)
{
    size_t room = r->n_rows + 1;
    s->unit = mem_array(room, sizeof *s->unit);
    s->unit_first = mem_array(room, 1);
    uint32_t unit = rng_below(g, 5);
    for (size_t i = 0; i < r->n_rows; i++) {
        s->unit_first[i] = i == 0 || rng_chance(g, r->new_unit);
        if (i && s->unit_first[i]) unit += 1 + rng_below(g, 3);
        s->unit[i] = unit;
    }
    s->spec.unit = s->unit;
}

static void sample_init(struct sample *s, const struct recipe *r, struct rng *g)
{
    *s = (struct sample){0};
    s->spec = (struct cube_spec){.n_rows = r->n_rows, .n_dims = r->n_dims};
    size_t room = r->n_rows + 1;
    for (unsigned d = 0; d < r->n_dims; d++) {
        bool wide = r->wide >> d & 1 || r->n_values[d] > 256;
        if (wide)
            s->columns16[d] = mem_array(room, 2);
        else
            s->columns8[d] = mem_array(room, 1);
        uint32_t code = 0;
        for (size_t i = 0; i < r->n_rows; i++) {
            if (i == 0 || !rng_chance(g, r->repeat))
                code = rng_chance(g, r->skew) ? 0 : rng_below(g, r->n_values[d]);
            if (wide)
                s->columns16[d][i] = (uint16_t)code;
            else
                s->columns8[d][i] = (uint8_t)code;
        }
        s->dims[d] = (struct cube_dim){s->columns8[d], s->columns16[d], r->n_values[d]};
    }
    s->spec.dims = s->dims;
    if (r->flags & WITH_UNITS) sample_units(s, r, g);
    if (r->flags & WITH_MASK) {
        s->mask = mem_array(room, 1);
        for (size_t i = 0; i < r->n_rows; i++)
            s->mask[i] = rng_chance(g, r->mask_keep);
        s->spec.mask = s->mask;
    }
    if (r->flags & WITH_WEIGHTS) {
        s->weights = mem_array(room, sizeof *s->weights);
        for (size_t i = 0; i < r->n_rows; i++)
            s->weights[i] = s->unit && i && s->unit[i] == s->unit[i - 1]
                                ? s->weights[i - 1]
                                : (int64_t)rng_below(g, 2000000) - 1000000;
        s->spec.weights = s->weights;
    }
}

static void run_recipe(const struct recipe *r, unsigned seed)
{
    struct rng g;
    struct sample s;
    rng_init(&g, seed);
    sample_init(&s, r, &g);
    check_sample(&s, seed);
    sample_free(&s);
}

static void random_shapes_are_counted_as_naively(void **state)
{
    (void)state;
    static const double shares[] = {0, 0.02, 0.15, 0.5, 0.9, 1};
    for (unsigned seed = 0; seed < 160; seed++) {
        struct rng g;
        rng_init(&g, 7000 + seed);
        struct recipe r = {.n_dims = rng_below(&g, 7), .flags = rng_below(&g, 4)};
        if (rng_chance(&g, 0.3)) r.flags |= WITH_WEIGHTS;
        size_t cells = 1;
        for (unsigned d = 0; d < r.n_dims; d++) {
            r.n_values[d] = 1 + rng_below(&g, rng_chance(&g, 0.1) ? 300 : 9);
            if (cells * (r.n_values[d] + 1) > 30000) r.n_values[d] = 1;
            cells *= r.n_values[d] + 1;
        }
        r.n_rows = rng_chance(&g, 0.1) ? rng_below(&g, 3) : rng_below(&g, 1500);
        r.skew = shares[rng_below(&g, 5)];
        r.new_unit = shares[rng_below(&g, 6)];
        r.repeat = shares[rng_below(&g, 6)];
        r.mask_keep = shares[rng_below(&g, 6)];
        r.wide = rng_below(&g, 256);
        run_recipe(&r, seed);
    }
}

static void units_longer_than_a_block_are_counted_once(void **state)
{
    (void)state;
    /* Few units, many leaves each: all ways of cube_distinct, across blocks. */
    for (unsigned seed = 0; seed < 24; seed++) {
        struct recipe r = {.n_dims = 5,
                           .n_values = {7, 3, 4, 8, 3},
                           .n_rows = 3 * CUBE_BLOCK + seed * 17,
                           .flags = seed & 1 ? WITH_UNITS | WITH_MASK : WITH_UNITS,
                           .new_unit = seed < 8    ? 0.0005
                                       : seed < 16 ? 0.02
                                                   : 0.2,
                           .repeat = seed % 3 == 0 ? 0.97 : 0.5,
                           .mask_keep = seed % 5 == 1 ? 0.01 : 0.6,
                           .skew = 0.3};
        run_recipe(&r, 100 + seed);
        r.flags |= WITH_WEIGHTS;
        run_recipe(&r, 150 + seed);
    }
}

static void panels_shaped_like_ours_agree_on_two_threads(void **state)
{
    (void)state;
    for (unsigned seed = 0; seed < 2; seed++) {
        struct recipe r = {.n_dims = 5,
                           .n_values = {7, 3, 4, 8, 3},
                           .n_rows = 300000, /* enough for both threads */
                           .flags = seed & 1 ? WITH_UNITS : WITH_UNITS | WITH_MASK,
                           .new_unit = 0.4,
                           .repeat = 0.93,
                           .mask_keep = 0.5};
        run_recipe(&r, 200 + seed);
        r.flags &= ~(unsigned)WITH_UNITS;
        run_recipe(&r, 300 + seed);
    }
}

static void large_tables_are_counted_in_place(void **state)
{
    (void)state;
    /* More than 16 key bits and more than 65536 leaves. */
    struct recipe r = {.n_dims = 4,
                       .n_values = {600, 5, 11, 9},
                       .n_rows = 20000,
                       .new_unit = 0.3,
                       .repeat = 0.6};
    for (unsigned flags = 0; flags < 4; flags++) {
        r.flags = flags;
        r.mask_keep = 0.5;
        run_recipe(&r, 400 + flags);
    }
    r.flags = WITH_WEIGHTS | WITH_MASK;
    run_recipe(&r, 410);
    struct recipe municipalities = {.n_dims = 3,
                                    .n_values = {600, 3, 4},
                                    .n_rows = 30000,
                                    .flags = WITH_UNITS,
                                    .new_unit = 0.4,
                                    .repeat = 0.8};
    run_recipe(&municipalities, 411);
    struct recipe eight = {.n_dims = 8,
                           .n_values = {4, 4, 4, 4, 3, 3, 3, 3},
                           .n_rows = 3000,
                           .flags = WITH_UNITS,
                           .new_unit = 0.02,
                           .repeat = 0.5};
    run_recipe(&eight, 412);
}

static void nothing_to_count_gives_zeros(void **state)
{
    (void)state;
    struct cube *c = NULL;
    struct err e;
    struct cube_dim dim = {.n_values = 3};
    struct cube_spec empty = {.dims = &dim, .n_dims = 1};
    assert_int_equal(cube_count(&c, &empty, &e), OK);
    assert_int_equal(cube_cells(c), 4);
    assert_int_equal(cube_at(c, (int[]){CUBE_ALL}), 0);
    cube_free(c);
    uint32_t units[] = {1, 1, 2, 9};
    struct cube_spec none = {.n_rows = 4, .unit = units};
    assert_int_equal(cube_count(&c, &none, &e), OK);
    assert_int_equal(cube_cells(c), 1);
    assert_int_equal(cube_at(c, NULL), 3);
    cube_free(c);
    struct cube_dim valueless = {.n_values = 0};
    struct cube_spec hollow = {.dims = &valueless, .n_dims = 1};
    assert_int_equal(cube_count(&c, &hollow, &e), OK);
    assert_int_equal(cube_at(c, (int[]){CUBE_ALL}), 0);
    cube_free(c);
    cube_free(NULL);
}

static void tables_beyond_the_limit_are_refused(void **state)
{
    (void)state;
    struct cube *c = NULL;
    struct err e;
    struct cube_dim dims[9];
    for (unsigned d = 0; d < 9; d++)
        dims[d] = (struct cube_dim){.n_values = 65535};
    struct cube_spec huge = {.dims = dims, .n_dims = 8};
    assert_int_equal(cube_count(&c, &huge, &e), ERR_TOO_LARGE);
    assert_non_null(strstr(e.message, "16777216"));
    assert_null(c);
    huge.n_dims = 9;
    assert_int_equal(cube_count(&c, &huge, &e), ERR_TOO_LARGE);
    assert_null(c);
    /* At the limit itself: 4096 * 4096 cells, in 24 bits. */
    uint16_t codes[] = {4094, 0, 4094};
    struct cube_dim two[] = {{.codes16 = codes, .n_values = 4095},
                             {.codes16 = codes, .n_values = 4095}};
    struct cube_spec full = {.n_rows = 3, .dims = two, .n_dims = 2};
    assert_int_equal(cube_count(&c, &full, &e), OK);
    assert_int_equal(cube_at(c, (int[]){4094, CUBE_ALL}), 2);
    cube_free(c);
}

static void codes_out_of_range_are_refused(void **state)
{
    (void)state;
    for (int wide = 0; wide < 2; wide++) {
        uint8_t codes8[5000] = {0};
        uint16_t codes16[5000] = {0};
        codes8[4999] = 3;
        codes16[4999] = 3;
        struct cube_dim dim = {wide ? NULL : codes8, wide ? codes16 : NULL, 3};
        struct cube_spec spec = {.n_rows = 5000, .dims = &dim, .n_dims = 1};
        struct cube *c = NULL;
        struct err e;
        assert_int_equal(cube_count(&c, &spec, &e), ERR_INVALID);
        assert_non_null(strstr(e.message, "expected one below 3"));
        assert_null(c);
        spec.n_rows = 4999;
        assert_int_equal(cube_count(&c, &spec, &e), OK);
        cube_free(c);
    }
}

/* A headcount of 40 at two target groups is 40 in each and 40 in all; a weight is that
 * of the first row that counts. */
static void weighted_units_are_summed_once(void **state)
{
    (void)state;
    uint32_t unit[] = {1, 1, 2, 3, 3, 3};
    uint8_t group[] = {0, 1, 1, 0, 0, 2}, mask[] = {1, 1, 1, 0, 1, 1};
    int64_t weights[] = {40, 40, 1, 99, 5, 99};
    struct cube_dim dim = {.codes8 = group, .n_values = 3};
    struct cube_spec spec = {.n_rows = 6,
                             .dims = &dim,
                             .n_dims = 1,
                             .unit = unit,
                             .mask = mask,
                             .weights = weights};
    const int64_t expected[] = {45, 41, 5};
    struct cube *c;
    assert_int_equal(cube_count(&c, &spec, NULL), OK);
    for (int i = 0; i < 3; i++)
        assert_int_equal(cube_at(c, &i), expected[i]);
    assert_int_equal(cube_at(c, (int[]){CUBE_ALL}), 46);
    cube_free(c);
}

/* Histograms are emptied on the way after 2^24 rows; nothing may be lost or come twice.
 */
static void histograms_are_emptied_without_loss(void **state)
{
    (void)state;
    size_t n = ((size_t)1 << 24) + 70000;
    uint8_t *codes = mem_array(n, 1), *first = mem_array(n, 1);
    uint32_t *unit = mem_array(n, sizeof *unit);
    for (size_t i = 0; i < n; i++) {
        codes[i] = (uint8_t)(i / 2 % 3);
        unit[i] = (uint32_t)(i / 4);
        first[i] = i % 4 == 0;
    }
    struct cube_dim dim = {.codes8 = codes, .n_values = 3};
    struct cube_spec spec = {.n_rows = n, .dims = &dim, .n_dims = 1};
    for (int distinct = 0; distinct < 2; distinct++) {
        struct cube *c;
        struct err e;
        spec.unit = distinct ? unit : NULL;
        spec.unit_first = distinct ? first : NULL;
        assert_int_equal(cube_count(&c, &spec, &e), OK);
        int64_t pairs = (int64_t)(n / 2), sum = 0; /* two equal codes stand together */
        for (int code = 0; code < 3; code++) {
            int64_t expected = (pairs + 2 - code) / 3 * (distinct ? 1 : 2);
            assert_int_equal(cube_at(c, &code), expected);
            sum += cube_at(c, &code);
        }
        assert_int_equal(sum, distinct ? pairs : 2 * pairs);
        assert_int_equal(cube_at(c, (int[]){CUBE_ALL}), distinct ? n / 4 : n);
        cube_free(c);
    }
    free(codes);
    free(first);
    free(unit);
}

/* --- against SQLite's figures ----------------------------------------------------- */

#define ORACLE "../shared/oracle/measure/panel/"

struct words {
    struct str word[16];
    unsigned n;
};

static uint8_t word_index(struct words *w, struct str word)
{
    for (unsigned i = 0; i < w->n; i++)
        if (str_eq(w->word[i], word)) return (uint8_t)i;
    assert_true(w->n < 16);
    w->word[w->n] = word;
    return (uint8_t)w->n++;
}

enum { ORACLE_DIMS = 5, ORACLE_PERSONS = 20000 };

static void compare_row(const struct cube *all, const struct cube *treated,
                        struct words *words, struct str *cells)
{
    int codes[ORACLE_DIMS];
    struct err e;
    for (int d = 0; d < ORACLE_DIMS; d++)
        codes[d] = str_eq_c(cells[d], "T") ? CUBE_ALL : word_index(&words[d], cells[d]);
    int64_t n, n_treated;
    assert_int_equal(parse_int(&n, cells[5], 0, INT32_MAX, "n", &e), OK);
    assert_int_equal(parse_int(&n_treated, cells[6], 0, INT32_MAX, "treated", &e), OK);
    assert_int_equal(cube_at(all, codes), n);
    assert_int_equal(cube_at(treated, codes), n_treated);
}

static void oracle_of_sqlite_is_reproduced(void **state)
{
    (void)state;
    if (!file_exists(ORACLE "persons.csv") ||
        !file_exists(ORACLE "expected_cube.csv")) {
        print_message("skipped: " ORACLE " is not on this machine\n");
        skip();
    }
    struct arena a = {0};
    struct err e;
    struct str text, *cells;
    struct csv_reader r;
    size_t n, rows = 0;
    bool end;
    static uint8_t columns[ORACLE_DIMS][ORACLE_PERSONS], treated_mask[ORACLE_PERSONS];
    struct words words[ORACLE_DIMS] = {0};
    assert_int_equal(file_read(&text, &a, ORACLE "persons.csv", LIMIT_FILE_BYTES, &e),
                     OK);
    csv_reader_init(&r, text, ',');
    assert_int_equal(csv_read_row(&r, &a, &cells, &n, &end, &e), OK); /* heads */
    while (csv_read_row(&r, &a, &cells, &n, &end, &e) == OK && !end) {
        assert_true(n == 7 && rows < ORACLE_PERSONS);
        for (int d = 0; d < ORACLE_DIMS; d++)
            columns[d][rows] = word_index(&words[d], cells[1 + d]);
        treated_mask[rows++] = str_eq_c(cells[6], "1");
    }
    assert_int_equal(rows, ORACLE_PERSONS);
    struct cube_dim dims[ORACLE_DIMS];
    for (int d = 0; d < ORACLE_DIMS; d++)
        dims[d] = (struct cube_dim){columns[d], NULL, words[d].n};
    struct cube_spec spec = {.n_rows = rows, .dims = dims, .n_dims = ORACLE_DIMS};
    struct cube *all, *treated;
    assert_int_equal(cube_count(&all, &spec, &e), OK);
    spec.mask = treated_mask;
    assert_int_equal(cube_count(&treated, &spec, &e), OK);
    assert_int_equal(
        file_read(&text, &a, ORACLE "expected_cube.csv", LIMIT_FILE_BYTES, &e), OK);
    csv_reader_init(&r, text, ',');
    assert_int_equal(csv_read_row(&r, &a, &cells, &n, &end, &e), OK);
    size_t compared = 0;
    for (; csv_read_row(&r, &a, &cells, &n, &end, &e) == OK && !end; compared++)
        compare_row(all, treated, words, cells);
    assert_int_equal(compared, 3742); /* SQL leaves out two empty cells */
    assert_int_equal(cube_cells(all), 3744);
    cube_free(all);
    cube_free(treated);
    arena_dispose(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_to_count_gives_zeros),
        cmocka_unit_test(random_shapes_are_counted_as_naively),
        cmocka_unit_test(units_longer_than_a_block_are_counted_once),
        cmocka_unit_test(panels_shaped_like_ours_agree_on_two_threads),
        cmocka_unit_test(large_tables_are_counted_in_place),
        cmocka_unit_test(tables_beyond_the_limit_are_refused),
        cmocka_unit_test(codes_out_of_range_are_refused),
        cmocka_unit_test(weighted_units_are_summed_once),
        cmocka_unit_test(histograms_are_emptied_without_loss),
        cmocka_unit_test(oracle_of_sqlite_is_reproduced),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
