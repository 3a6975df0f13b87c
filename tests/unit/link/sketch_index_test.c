/* The index finds what a look at every row finds, after any puts and removes, on every
 * instruction set; whose rows they are changes nothing but what is told. */
#include "base/rng.h"
#include "link/sketch_index_int.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static struct sketcher *sketcher;
static struct err e;

#define is_ok(call)                                                                    \
    do {                                                                               \
        if ((call) != OK) fail_msg("%s: %s", #call, e.message);                        \
    } while (0)

static const char *const given[] = {"Jan",    "Mohamed", "محمد",  "Fatma", "Олена",
                                    "Viktor", "Lwam",    "Marie", "Bo",    "Đặng"};
static const char *const family[] = {"Peeters",        "El Amrani", "الحسن",   "Yıldız",
                                     "Шевчук",         "Tesfay",    "De Smet", "Li",
                                     "Van den Berghe", "Ouaziz"};

static int begin(void **state)
{
    (void)state;
    is_ok(sketcher_new(&sketcher, S("a secret of this test only"), &e));
    return 0;
}

static int end(void **state)
{
    (void)state;
    sketcher_free(sketcher);
    return 0;
}

static void random_date(char out[11], struct rng *rng)
{
    unsigned month = 1 + (unsigned)rng_below(rng, 12);
    unsigned day = 1 + (unsigned)rng_below(rng, 28);
    snprintf(out, 11, "%d-%02u-%02u", 1950 + (int)rng_below(rng, 55), month, day);
    if (rng_chance(rng, 0.1)) out[7] = 0;
    if (rng_chance(rng, 0.1)) out[4] = 0;
}

static struct person_sketch a_sketch(struct rng *rng)
{
    struct person_sketch s = {0};
    char date[11];
    if (rng_chance(rng, 0.02)) return s;
    random_date(date, rng);
    if (rng_chance(rng, 0.95))
        is_ok(sketch_name(s.part[0], sketcher,
                          str_of(given[rng_below(rng, ARRAY_LEN(given))]), &e));
    if (rng_chance(rng, 0.9))
        is_ok(sketch_name(s.part[1], sketcher,
                          str_of(family[rng_below(rng, ARRAY_LEN(family))]), &e));
    if (rng_chance(rng, 0.1))
        is_ok(sketch_name(s.part[2], sketcher,
                          str_of(family[rng_below(rng, ARRAY_LEN(family))]), &e));
    if (rng_chance(rng, 0.8)) is_ok(sketch_date(s.part[3], sketcher, str_of(date), &e));
    for (int i = 0; i < 3; i++) /* typing errors */
        s.part[rng_below(rng, 4)][rng_below(rng, SKETCH_PART_BYTES)] ^=
            (uint8_t)(1u << rng_below(rng, 8));
    return s;
}

static struct sketch_query a_query(struct rng *rng)
{
    struct sketch_query q = {.has_name = rng_chance(rng, 0.85),
                             .has_date = rng_chance(rng, 0.6)};
    char name[100], date[11];
    snprintf(name, sizeof name, "%s %s", family[rng_below(rng, ARRAY_LEN(family))],
             rng_chance(rng, 0.8) ? given[rng_below(rng, ARRAY_LEN(given))] : "");
    if (rng_chance(rng, 0.1)) snprintf(name, sizeof name, "?");
    random_date(date, rng);
    is_ok(sketch_name(q.name, sketcher, str_of(name), &e));
    is_ok(sketch_date(q.date, sketcher, str_of(date), &e));
    is_ok(sketch_date_swapped(q.swapped, &q.has_swapped, sketcher, str_of(date), &e));
    return q;
}

/* The same keys and sketches: in the index in the order of their changes, and in rows
 * in order of key. */
enum { MANY = 9500 };
static struct uuid keys[MANY];
static struct person_sketch rows[MANY];
static bool is_there[MANY];

static void same_findings(const struct sketch_index *ix, const struct sketch_query *q,
                          double least, size_t limit)
{
    static struct person_sketch dense[MANY];
    static size_t row_of[MANY];
    static struct sketch_finding a[SKETCH_FINDINGS_MAX], b[SKETCH_FINDINGS_MAX];
    size_t n = 0;
    for (size_t i = 0; i < MANY; i++)
        if (is_there[i]) {
            row_of[n] = i;
            dense[n++] = rows[i];
        }
    size_t na = sketch_search(a, limit, dense, n, q, least, SKETCH_KERNEL_PLAIN);
    size_t nb = sketch_index_search(b, NULL, limit, ix, q, least, NULL);
    assert_int_equal(na, nb);
    for (size_t i = 0; i < na; i++) {
        assert_true(a[i].likeness == b[i].likeness);
        assert_true(uuid_eq(keys[row_of[a[i].row]], sketch_index_key(ix, b[i].row)));
        assert_memory_equal(a[i].agrees, b[i].agrees, N_SKETCH_PARTS);
    }
}

static int compare_keys(const void *a, const void *b)
{
    return uuid_compare(*(const struct uuid *)a, *(const struct uuid *)b);
}

static void what_is_found_is_what_every_row_says(void **state)
{
    (void)state;
    static const double least[] = {0.5, 0.3, 0.72, 0, 0.95};
    static const size_t limits[] = {1, 10, 200, SKETCH_FINDINGS_MAX};
    struct sketch_index *ix = sketch_index_new();
    struct rng rng;
    rng_init(&rng, 11);
    for (size_t i = 0; i < MANY; i++)
        keys[i] = uuid7_new();
    qsort(keys, MANY, sizeof keys[0], compare_keys);
    for (int round = 0; round < 6; round++) {
        for (size_t k = 0; k < MANY; k++) {
            size_t i = rng_below(&rng, MANY);
            rows[i] = a_sketch(&rng);
            is_there[i] = rng_chance(&rng, 0.8);
            if (is_there[i])
                sketch_index_put(ix, keys[i], &rows[i]);
            else
                sketch_index_remove(ix, keys[i]);
        }
        size_t n = 0, row;
        for (size_t i = 0; i < MANY; i++) {
            assert_int_equal(sketch_index_row(&row, ix, keys[i]), is_there[i]);
            n += is_there[i];
        }
        assert_int_equal(sketch_index_count(ix), n);
        for (int k = 0; k < 40; k++) {
            struct sketch_query q = a_query(&rng);
            same_findings(ix, &q, least[k % 5], limits[k % 4]);
        }
    }
    sketch_index_free(ix);
}

static bool is_even(const void *of, size_t row)
{
    (void)of;
    return row % 2 == 0;
}

static void rows_of_others_are_told_apart(void **state)
{
    (void)state;
    static struct sketch_finding all[SKETCH_FINDINGS_MAX], ours[SKETCH_FINDINGS_MAX];
    struct sketch_index *ix = sketch_index_new();
    struct sketch_choice choice = {.is_ours = is_even};
    struct rng rng;
    rng_init(&rng, 12);
    for (size_t i = 0; i < 5000; i++) {
        struct person_sketch s = a_sketch(&rng);
        sketch_index_put(ix, uuid7_new(), &s);
    }
    for (int k = 0; k < 60; k++) {
        struct sketch_query q = a_query(&rng);
        double best, expected = 0;
        size_t n =
            sketch_index_search(all, NULL, SKETCH_FINDINGS_MAX, ix, &q, 0.45, NULL);
        if (n == SKETCH_FINDINGS_MAX) continue;
        size_t m = sketch_index_search(ours, &best, 3, ix, &q, 0.45, &choice);
        size_t at = 0;
        for (size_t i = 0; i < n; i++) {
            if (all[i].row % 2) {
                expected = MAX_OF(expected, all[i].likeness);
            } else if (at < 3) {
                assert_true(at < m);
                assert_int_equal(all[i].row, ours[at].row);
                at++;
            }
        }
        assert_int_equal(m, at);
        assert_true(best == expected);
    }
    sketch_index_free(ix);
}

static void every_level_counts_the_same(void **state)
{
    (void)state;
    struct block *b = aligned_alloc(64, sizeof *b);
    static struct slice_counts first, other;
    struct rng rng;
    rng_init(&rng, 13);
    for (size_t i = 0; i < sizeof *b; i++)
        ((uint8_t *)b)[i] = (uint8_t)rng_below(&rng, 256);
    for (int k = 0; k < 50; k++) {
        struct slice_plan p = {.n_levels = 2, .has_undated = true};
        struct counting *c[] = {&p.name, &p.date, &p.swapped};
        for (int i = 0; i < 3; i++) {
            c[i]->n = k == 0 ? PERSON_SKETCH_BITS : (int)rng_below(&rng, 200);
            c[i]->n_planes = COUNTER_BITS;
            for (int j = 0; j < c[i]->n; j++)
                c[i]->bit[j] = (uint16_t)rng_below(&rng, N_BITS);
        }
        p.level[0] = (struct level){c[1]->n / 2, c[0]->n / 2};
        p.level[1] = (struct level){c[1]->n / 3, c[0]->n * 2 / 3};
        p.undated_from_name = c[0]->n / 2 + 3;
        slice_level(0)(&first, b, b, &p);
        for (size_t row = 0; row < BLOCK_ROWS; row += 37) {
            uint32_t n = 0, counted = 0;
            for (int j = 0; j < p.name.n; j++)
                n += b->bit[p.name.bit[j]][row / 64] >> row % 64 & 1;
            for (int q = 0; q < COUNTER_BITS; q++)
                counted |= (uint32_t)(first.name[q][row / 64] >> row % 64 & 1) << q;
            assert_int_equal(n, counted);
        }
        for (int level = 1; slice_level(level); level++) {
            slice_level(level)(&other, b, b, &p);
            assert_memory_equal(&first, &other, sizeof first);
        }
    }
    free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_found_is_what_every_row_says),
        cmocka_unit_test(rows_of_others_are_told_apart),
        cmocka_unit_test(every_level_counts_the_same),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
