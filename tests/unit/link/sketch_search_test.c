/* Finding a file again: in spite of typing errors, order and script; the same on every
 * instruction set; and nobody else. */
#include "base/rng.h"
#include "link/sketch_search.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static struct sketcher *sketcher;
static struct err e;

#define is_ok(call)                                                                    \
    do {                                                                               \
        if ((call) != OK) fail_msg("%s: %s", #call, e.message);                        \
    } while (0)

struct human {
    const char *given, *family, *birth, *born;
};
static const struct human region[] = {
    {"Jan", "Peeters", "", "1985-07-30"},
    {"Jana", "Pieters", "", "1991-01-12"},
    {"Вікторія", "Шевченко", "", "1990-02-11"},
    {"Mohamed", "El Amrani", "", "1979-12-01"},
    {"Fatma", "Yıldız", "Öztürk", "1988-04-05"},
    {"Lwam", "Tesfay", "", ""},
    {"Marie-Claire", "Van den Berghe", "De Smet", "1962-11-23"},
    {"Bo", "Li", "", "2001-05-07"},
    {"أحمد", "الحسن", "", "1995-01-01"},
    {"", "D'Hondt", "", "1970-03"},
};
enum { REGION = ARRAY_LEN(region) };

static struct person_sketch sketch_of(const struct human *h)
{
    struct person_sketch s;
    is_ok(sketch_name(s.part[SKETCH_GIVEN_NAME], sketcher, str_of(h->given), &e));
    is_ok(sketch_name(s.part[SKETCH_FAMILY_NAME], sketcher, str_of(h->family), &e));
    is_ok(sketch_name(s.part[SKETCH_BIRTH_NAME], sketcher, str_of(h->birth), &e));
    is_ok(sketch_date(s.part[SKETCH_BIRTH_DATE], sketcher, str_of(h->born), &e));
    return s;
}

static struct sketch_query query_of(const char *name, const char *born)
{
    struct sketch_query q = {.has_name = name[0], .has_date = born[0]};
    is_ok(sketch_name(q.name, sketcher, str_of(name), &e));
    is_ok(sketch_date(q.date, sketcher, str_of(born), &e));
    is_ok(sketch_date_swapped(q.swapped, &q.has_swapped, sketcher, str_of(born), &e));
    return q;
}

static struct person_sketch sketches[REGION];
static struct sketch_finding found[SKETCH_FINDINGS_MAX];

static int begin(void **state)
{
    (void)state;
    is_ok(sketcher_new(&sketcher, S("a secret of this test only"), &e));
    for (size_t i = 0; i < REGION; i++)
        sketches[i] = sketch_of(&region[i]);
    return 0;
}

static int end(void **state)
{
    (void)state;
    sketcher_free(sketcher);
    return 0;
}

static size_t search(const char *name, const char *born)
{
    struct sketch_query q = query_of(name, born);
    return sketch_search(found, 10, sketches, REGION, &q, 0.5, SKETCH_KERNEL_BEST);
}

static void first_is(const char *name, const char *born, size_t row)
{
    size_t n = search(name, born);
    if (n == 0 || found[0].row != row)
        fail_msg("%s, %s: row %zu of %zu found, expected %zu", name, born,
                 n ? found[0].row : 99, n, row);
}

static void errors_order_and_script_do_not_hide_a_file(void **state)
{
    (void)state;
    first_is("Jan Peeters", "1985-07-30", 0);
    first_is("Peters Jan", "1985-07-30", 0);
    first_is("Peeters", "30/07/1985", 0);
    first_is("Jan Peetres", "1985", 0);
    first_is("Jan Peeters", "1985-03-07", 0);
    first_is("Viktoriia Shevchenko", "", 2);
    first_is("Shevchenko Viktoria", "1990-11-02", 2); /* day and month exchanged */
    first_is("Mohammed Elamrani", "", 3);
    first_is("fatma yildiz", "", 4);
    first_is("Fatma Ozturk", "", 4);
    first_is("Lwam Tesfai", "1999-09-09", 5);
    first_is("Vandenberghe Marie Claire", "", 6);
    first_is("marie claire de smet", "23-11-1962", 6);
    first_is("Bo Li", "", 7);
    first_is("Ahmad Alhasan", "1995-01-01", 8);
    first_is("dhondt", "1970-03-15", 9);
}

static void who_is_not_there_is_not_found(void **state)
{
    (void)state;
    assert_int_equal(search("Zbigniew Kowalczyk", ""), 0);
    assert_int_equal(search("Zbigniew Kowalczyk", "1944-10-09"), 0);
    assert_int_equal(search("", "1933-12-31"), 0);
    assert_int_equal(search("", ""), 0);
    assert_int_equal(search("---", ""), 0);
}

static void parts_say_what_agrees(void **state)
{
    (void)state;
    first_is("Jan Peeters", "1985-07-30", 0);
    assert_true(found[0].likeness == 1);
    assert_int_equal(found[0].agrees[SKETCH_GIVEN_NAME], PART_SAME);
    assert_int_equal(found[0].agrees[SKETCH_FAMILY_NAME], PART_SAME);
    assert_int_equal(found[0].agrees[SKETCH_BIRTH_NAME], PART_UNKNOWN);
    assert_int_equal(found[0].agrees[SKETCH_BIRTH_DATE], PART_SAME);
    first_is("Peeters", "1985-07-31", 0);
    assert_int_equal(found[0].agrees[SKETCH_GIVEN_NAME], PART_DIFFERENT);
    assert_int_equal(found[0].agrees[SKETCH_FAMILY_NAME], PART_SAME);
    assert_int_equal(found[0].agrees[SKETCH_BIRTH_DATE], PART_NEAR);
    first_is("Lwam Tesfay", "1985", 5);
    assert_int_equal(found[0].agrees[SKETCH_BIRTH_DATE], PART_UNKNOWN);
    first_is("Fatma Ozturk", "", 4);
    assert_int_equal(found[0].agrees[SKETCH_FAMILY_NAME], PART_DIFFERENT);
    assert_int_equal(found[0].agrees[SKETCH_BIRTH_NAME], PART_SAME);
    assert_int_equal(found[0].agrees[SKETCH_BIRTH_DATE], PART_NOT_ASKED);
}

static void secrets_make_other_sketches(void **state)
{
    (void)state;
    struct sketcher *other;
    uint8_t a[SKETCH_PART_BYTES], b[SKETCH_PART_BYTES];
    is_ok(sketcher_new(&other, S("another secret of this test"), &e));
    is_ok(sketch_name(a, sketcher, S("Peeters"), &e));
    is_ok(sketch_name(b, other, S("Peeters"), &e));
    assert_memory_not_equal(a, b, sizeof a);
    is_ok(sketch_name(b, sketcher, S("PEETERS "), &e));
    assert_memory_equal(a, b, sizeof a);
    sketcher_free(other);
    assert_int_equal(sketcher_new(&other, STR_NONE, &e), ERR_INVALID);
    assert_null(other);
}

/* Random sketches, also empty ones: a plain sort of all likenesses by the level that
 * needs nothing, against every level and limit. */
static void every_level_finds_the_same(void **state)
{
    (void)state;
    enum { N = 900, LIMIT = 37 };
    static struct person_sketch many[N];
    static struct sketch_finding all[SKETCH_FINDINGS_MAX], few[SKETCH_FINDINGS_MAX];
    struct rng rng;
    rng_init(&rng, 5);
    for (size_t i = 0; i < N; i++) {
        const struct human *h = &region[rng_below(&rng, REGION)];
        struct human mixed = {h->given, region[rng_below(&rng, REGION)].family,
                              h->birth, region[rng_below(&rng, REGION)].born};
        if (rng_chance(&rng, 0.05)) mixed = (struct human){"", "", "", ""};
        many[i] = sketch_of(&mixed);
        many[i].part[rng_below(&rng, 3)][rng_below(&rng, SKETCH_PART_BYTES)] ^=
            (uint8_t)rng_below(&rng, 256);
    }
    for (size_t k = 0; k < REGION; k++) {
        struct sketch_query q =
            query_of(region[k].family, region[(k + 1) % REGION].born);
        for (int level = SKETCH_KERNEL_BEST; level <= SKETCH_KERNEL_AVX512; level++) {
            if (!sketch_kernel_is_here((enum sketch_kernel)level)) continue;
            /* all of them, of which nothing is let go */
            size_t n = sketch_search(all, SKETCH_FINDINGS_MAX, many, N, &q, 0,
                                     SKETCH_KERNEL_PLAIN);
            assert_int_equal(n, N);
            while (n > 0 && all[n - 1].likeness < 0.3)
                n--;
            size_t m =
                sketch_search(few, LIMIT, many, N, &q, 0.3, (enum sketch_kernel)level);
            assert_int_equal(m, MIN_OF(n, (size_t)LIMIT));
            for (size_t i = 0; i < m; i++) {
                assert_int_equal(few[i].row, all[i].row);
                assert_true(few[i].likeness == all[i].likeness);
                assert_memory_equal(few[i].agrees, all[i].agrees, N_SKETCH_PARTS);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_order_and_script_do_not_hide_a_file),
        cmocka_unit_test(who_is_not_there_is_not_found),
        cmocka_unit_test(parts_say_what_agrees),
        cmocka_unit_test(secrets_make_other_sketches),
        cmocka_unit_test(every_level_finds_the_same),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
