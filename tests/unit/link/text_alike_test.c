/* Likeness of texts: the examples of Winkler's papers, and edits held against the plain
 * table of distances. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/rng.h"
#include "link/text_alike.h"

/* Winkler 1990 and 1994, as they are quoted everywhere. */
static void published_examples(void **state)
{
    static const struct {
        const char *a, *b;
        double score;
    } cases[] = {
        {"martha", "marhta", 0.9611},    {"dwayne", "duane", 0.8400},
        {"dixon", "dicksonx", 0.8133},   {"jones", "johnson", 0.8324},
        {"abroms", "abrams", 0.9222},    {"hardin", "martinez", 0.7222},
        {"itman", "smith", 0.4667},      {"jeraldine", "geraldine", 0.9259},
        {"michelle", "michael", 0.9214}, {"julies", "julius", 0.9333},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        double score = text_jaro_winkler(str_of(cases[i].a), str_of(cases[i].b));
        assert_true(score > cases[i].score - 0.00006);
        assert_true(score < cases[i].score + 0.00006);
    }
}

static unsigned edits_by_table(struct str a, struct str b)
{
    unsigned d[70][70];
    for (size_t i = 0; i <= a.n; i++)
        d[i][0] = (unsigned)i;
    for (size_t j = 0; j <= b.n; j++)
        d[0][j] = (unsigned)j;
    for (size_t i = 1; i <= a.n; i++)
        for (size_t j = 1; j <= b.n; j++) {
            unsigned other = a.p[i - 1] != b.p[j - 1];
            unsigned least = MIN_OF(d[i - 1][j], d[i][j - 1]) + 1;
            least = MIN_OF(least, d[i - 1][j - 1] + other);
            if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1])
                least = MIN_OF(least, d[i - 2][j - 2] + 1);
            d[i][j] = least;
        }
    return d[a.n][b.n];
}

static struct str drawn(char room[70], struct rng *r)
{
    size_t n = rng_below(r, 65);
    for (size_t i = 0; i < n; i++)
        room[i] = (char)('a' + rng_below(r, 3));
    return (struct str){room, n};
}

static void edits_equal_the_table(void **state)
{
    struct rng r;
    char room_a[70], room_b[70];
    (void)state;
    rng_init(&r, 7);
    for (int i = 0; i < 20000; i++) {
        struct str a = drawn(room_a, &r), b = drawn(room_b, &r);
        assert_int_equal(text_edits(a, b), edits_by_table(a, b));
    }
    assert_int_equal(text_edits(S("marhta"), S("martha")), 1);
    assert_int_equal(text_edits(S(""), S("")), 0);
}

static void odd_texts_have_a_score(void **state)
{
    struct rng r;
    char room_a[70], room_b[70];
    (void)state;
    rng_init(&r, 8);
    assert_true(text_jaro_winkler(S(""), S("a")) == 0);
    assert_true(text_jaro_winkler(S("a"), S("a")) == 1);
    assert_true(text_jaro_winkler(S("a"), S("b")) == 0);
    for (int i = 0; i < 20000; i++) {
        struct str a = drawn(room_a, &r), b = drawn(room_b, &r);
        double ab = text_jaro_winkler(a, b);
        assert_true(ab >= 0 && ab <= 1);
        if (a.n) assert_true(text_jaro_winkler(a, a) > 0.9999);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_examples),
        cmocka_unit_test(edits_equal_the_table),
        cmocka_unit_test(odd_texts_have_a_score),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
