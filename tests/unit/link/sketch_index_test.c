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

/* --- whose rows, and several ways of asking --- */

enum { SOME = 8600 };
static struct person_sketch some[SOME];
static struct uuid some_keys[SOME];
static uint64_t ours[2 * BLOCK_WORDS];

/* The likeness of a row, as a look at it alone says; false when it is not found. */
static bool is_found(double *out, double *plain, size_t row,
                     const struct sketch_wish *wish, size_t n)
{
    bool found = false;
    *out = *plain = 0;
    for (size_t i = 0; i < n; i++) {
        struct sketch_finding f;
        if (!sketch_search(&f, 1, &some[row], 1, &wish[i].query, wish[i].least,
                           SKETCH_KERNEL_PLAIN))
            continue;
        *plain = MAX_OF(*plain, f.likeness);
        if (!found || f.likeness - wish[i].less > *out)
            *out = f.likeness - wish[i].less;
        found = true;
    }
    return found;
}

static int compare_findings(const void *x, const void *y)
{
    const struct sketch_finding *a = x, *b = y;
    if (a->likeness != b->likeness) return a->likeness > b->likeness ? -1 : 1;
    return uuid_compare(some_keys[a->row], some_keys[b->row]);
}

static void finds_what_a_look_at_each_row_finds(const struct sketch_index *ix,
                                                const struct sketch_wish *wish,
                                                size_t n, bool all_are_ours,
                                                double least_other, size_t limit)
{
    static struct sketch_finding expected[SOME], found[SKETCH_FINDINGS_MAX];
    struct sketch_choice choice = {all_are_ours ? NULL : ours, least_other};
    size_t n_expected = 0;
    double best_expected = 0, best, likeness, plain;
    for (size_t row = 0; row < SOME; row++) {
        bool is_ours = all_are_ours || (ours[row / 64] >> row % 64 & 1);
        if (!is_found(&likeness, &plain, row, wish, n)) continue;
        if (is_ours)
            expected[n_expected++] = (struct sketch_finding){row, likeness, {0}};
        else if (plain >= least_other)
            best_expected = MAX_OF(best_expected, plain);
    }
    qsort(expected, n_expected, sizeof *expected, compare_findings);
    size_t m = sketch_index_search_any(found, &best, limit, ix, wish, n, &choice);
    assert_int_equal(m, MIN_OF(n_expected, limit));
    for (size_t i = 0; i < m; i++) {
        assert_true(found[i].likeness == expected[i].likeness);
        assert_int_equal(found[i].row, expected[i].row);
    }
    assert_true(best == best_expected);
}

static size_t some_wishes(struct sketch_wish *out, struct rng *rng)
{
    static const double least[] = {0.5, 0.72, 0.8, 0.35, 0.95};
    size_t n = 1 + rng_below(rng, 6);
    for (size_t i = 0; i < n; i++) {
        out[i] = (struct sketch_wish){.query = a_query(rng)};
        out[i].least = least[rng_below(rng, ARRAY_LEN(least))];
        out[i].less = rng_chance(rng, 0.5) ? 0.05 : 0;
        if (i > 0 && rng_chance(rng, 0.6)) {
            memcpy(out[i].query.name, out[i - 1].query.name, SKETCH_PART_BYTES);
            out[i].query.has_name = out[i - 1].query.has_name;
        }
    }
    return n;
}

/* Few rows are ours (they are looked at one by one), many, all or none; rows and their
 * bits are let go as soon as they cannot be found: the same is found as without. */
static void rows_of_others_are_told_apart(void **state)
{
    (void)state;
    static const double shares[] = {0.5, 0.02, 0, 1, 0.06, 0.07};
    static const double least_others[] = {0.8, 0, 0.6, 0.99};
    struct sketch_index *ix = sketch_index_new();
    struct sketch_wish wish[6];
    struct rng rng;
    rng_init(&rng, 12);
    for (size_t i = 0; i < SOME; i++) {
        some[i] = a_sketch(&rng);
        some_keys[i] = uuid7_new();
        assert_int_equal(sketch_index_put(ix, some_keys[i], &some[i]), i);
    }
    assert_true(sketch_index_words(ix) <= ARRAY_LEN(ours));
    for (unsigned k = 0; k < 42; k++) {
        size_t n = some_wishes(wish, &rng);
        for (size_t row = 0; row < SOME; row++) {
            uint64_t bit = (uint64_t)1 << row % 64;
            bool is_ours = rng_chance(&rng, shares[k % ARRAY_LEN(shares)]);
            ours[row / 64] = (ours[row / 64] & ~bit) | (is_ours ? bit : 0);
        }
        finds_what_a_look_at_each_row_finds(ix, wish, n, k % 7 == 6,
                                            least_others[k % 4], k % 3 ? 40 : 1);
    }
    sketch_index_free(ix);
}

/* --- every instruction set --- */

static void random_bar(struct name_bar *out, int n, struct rng *rng)
{
    *out = (struct name_bar){.from = (int)rng_below(rng, (uint32_t)n + 2),
                             .first_short = (int)rng_below(rng, 8)};
    out->n_short = (int)rng_below(rng, 8);
    for (int i = 0; i < out->n_short; i++)
        out->of_short[i] = (int)rng_below(rng, (uint32_t)n + 2);
}

static void random_counting(struct counting *c, struct rng *rng)
{
    c->n = rng_chance(rng, 0.1) ? PERSON_SKETCH_BITS : (int)rng_below(rng, 200);
    c->n_planes = COUNTER_BITS;
    c->n_first = c->n / 3 / 7 * 7;
    for (int j = 0; j < c->n; j++)
        c->bit[j] = (uint16_t)rng_below(rng, N_BITS);
}

static int count(const struct block *b, const struct counting *c, size_t row)
{
    int n = 0;
    for (int j = 0; j < c->n; j++)
        n += b->bit[c->bit[j]][row / 64] >> row % 64 & 1;
    return n;
}

static bool name_passes(const struct block *b, const struct name_bar *bar, size_t row,
                        int n)
{
    if (n >= bar->from) return true;
    for (int i = 0; i < bar->n_short; i++) {
        int class = bar->first_short + i;
        bool is = b->is_short[class][row / 64] >> row % 64 & 1;
        bool before = class > 0 && (b->is_short[class - 1][row / 64] >> row % 64 & 1);
        if (is && !before && n >= bar->of_short[i]) return true;
    }
    return false;
}

static bool row_passes(const struct block *b, const struct slice_plan *p, size_t row,
                       const struct bar *bar, const struct date_plan *d)
{
    int name = count(b, &p->name, row), date = count(b, &d->date, row),
        swapped = count(b, &d->swapped, row);
    if (!bar->is_open) return false;
    for (int i = 0; i < bar->n_levels; i++)
        if (name_passes(b, &bar->level[i].name, row, name) &&
            (date >= bar->level[i].from_date || swapped >= bar->level[i].from_date))
            return true;
    return bar->has_undated && !(b->is_dated[row / 64] >> row % 64 & 1) &&
           name_passes(b, &bar->undated, row, name);
}

static void every_level_counts_the_same(void **state)
{
    (void)state;
    struct block *b = aligned_alloc(64, sizeof *b);
    static struct date_plan dates[2];
    static struct slice_plan p;
    struct rng rng;
    rng_init(&rng, 13);
    for (size_t i = 0; i < sizeof *b; i++)
        ((uint8_t *)b)[i] = (uint8_t)rng_below(&rng, 256);
    for (int k = 0; k < 50; k++) {
        p = (struct slice_plan){
            .has_ours = true, .has_others = true, .date = dates, .n_dates = 2};
        memset(dates, 0, sizeof dates);
        random_counting(&p.name, &rng);
        for (int i = 0; i < 2; i++) {
            struct bar *bars[] = {&p.date[i].ours, &p.date[i].others};
            random_counting(&p.date[i].date, &rng);
            random_counting(&p.date[i].swapped, &rng);
            for (int j = 0; j < 2; j++) {
                struct bar *bar = bars[j];
                bar->is_open = rng_chance(&rng, 0.8);
                bar->has_undated = rng_chance(&rng, 0.5);
                bar->n_levels = 2;
                random_bar(&bar->level[0].name, p.name.n, &rng);
                random_bar(&bar->level[1].name, p.name.n, &rng);
                random_bar(&bar->undated, p.name.n, &rng);
                bar->level[0].from_date = (int)rng_below(&rng, 60);
                bar->level[1].from_date = (int)rng_below(&rng, 30);
            }
        }
        /* what every row needs: here nothing, so that all are counted */
        uint64_t whose[BLOCK_WORDS] __attribute__((aligned(64)));
        for (size_t i = 0; i < BLOCK_WORDS; i++)
            whose[i] = (uint64_t)rng_below(&rng, UINT32_MAX) << 32 |
                       rng_below(&rng, UINT32_MAX);
        for (int level = 0; slice_level(level); level++) {
            uint64_t may_be[BLOCK_WORDS] __attribute__((aligned(64))) = {0};
            slice_level(level)(may_be, b, b, whose, &p);
            for (size_t row = 0; row < BLOCK_ROWS; row += 29) {
                bool is_ours = whose[row / 64] >> row % 64 & 1, passes = false;
                for (int i = 0; i < 2; i++)
                    passes |= row_passes(b, &p, row,
                                         is_ours ? &p.date[i].ours : &p.date[i].others,
                                         &p.date[i]);
                passes &= b->is_used[row / 64] >> row % 64 & 1;
                assert_int_equal(may_be[row / 64] >> row % 64 & 1, passes);
            }
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
