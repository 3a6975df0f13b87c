#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/str.h"

static void slices_compare_by_bytes(void **state)
{
    (void)state;
    assert_true(str_eq(S("abc"), str_of("abc")));
    assert_false(str_eq(S("abc"), S("abd")));
    assert_false(str_eq(S("abc"), S("ab")));
    assert_true(str_eq(STR_NONE, S("")));
    assert_true(str_eq_c(str_of(NULL), ""));
    assert_true(str_eq_nocase(S("OCMW"), S("ocmw")));
    assert_false(str_eq_nocase(S("OCMW"), S("ocm")));
    assert_false(str_eq_nocase(S("\xc3\x89"), S("\xc3\xa9"))); /* ASCII only */
    assert_true(str_compare(S("a"), S("ab")) < 0);
    assert_true(str_compare(S("b"), S("ab")) > 0);
    assert_int_equal(str_compare(S("ab"), S("ab")), 0);
    assert_true(str_compare(S("\x7f"), S("\x80")) < 0);
    assert_true(str_compare(STR_NONE, S("a")) < 0);
}

static void parts_are_found(void **state)
{
    (void)state;
    assert_true(str_starts(S("toeleider"), S("toe")));
    assert_true(str_starts(S("toe"), S("")));
    assert_false(str_starts(S("toe"), S("toeleider")));
    assert_true(str_ends(S("toeleider"), S("leider")));
    assert_false(str_ends(S("der"), S("leider")));
    assert_true(str_contains(S("toeleider"), S("lei")));
    assert_false(str_contains(S("toeleider"), S("leid ")));
    assert_true(str_contains(STR_NONE, S("")));
    assert_false(str_contains(STR_NONE, S("a")));
}

static void white_space_is_trimmed_on_both_sides(void **state)
{
    (void)state;
    assert_true(str_eq_c(str_trim(S(" \t a b \r\n")), "a b"));
    assert_true(str_eq_c(str_trim(S("   ")), ""));
    assert_true(str_eq_c(str_trim(STR_NONE), ""));
}

static void splitting_gives_every_piece_once(void **state)
{
    (void)state;
    static const char *const expected[] = {"a", "", "b", ""};
    struct str rest = S("a,,b,"), piece;
    for (size_t i = 0; i < ARRAY_LEN(expected); i++) {
        assert_true(str_split(&piece, &rest, ','));
        assert_true(str_eq_c(piece, expected[i]));
    }
    assert_false(str_split(&piece, &rest, ','));
    rest = S("");
    assert_true(str_split(&piece, &rest, ','));
    assert_int_equal(piece.n, 0);
    assert_false(str_split(&piece, &rest, ','));
}

static void copies_end_in_a_zero(void **state)
{
    (void)state;
    struct arena a = {0};
    struct str s = S("abcdef");
    s.n = 3;
    assert_string_equal(str_to_c(&a, s), "abc");
    struct str copy = str_copy(&a, s);
    assert_true(str_eq_c(copy, "abc"));
    assert_ptr_not_equal(copy.p, s.p);
    arena_dispose(&a);
}

/* Test vectors of the FNV-1a authors, 64 bits. */
static void hashes_follow_the_published_vectors(void **state)
{
    (void)state;
    assert_true(str_hash(S("")) == UINT64_C(0xcbf29ce484222325));
    assert_true(str_hash(S("a")) == UINT64_C(0xaf63dc4c8601ec8c));
    assert_true(str_hash(S("foobar")) == UINT64_C(0x85944171f73967e8));
}

static void distance_counts_edits_and_swaps(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        int distance;
    } rows[] = {
        {"", "", 0},
        {"abc", "abc", 0},
        {"abc", "ABC", 0},
        {"", "abc", 3},
        {"abc", "", 3},
        {"kitten", "sitting", 3},
        {"province", "provicne", 1}, /* swap of neighbours */
        {"ab", "ba", 1},
        {"ca", "abc", 3}, /* restricted: a swapped pair is not edited again */
        {"persons", "person", 1},
        {"contacts", "contracts", 1},
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        int d = str_distance(str_of(rows[i].a), str_of(rows[i].b), 9);
        if (d != rows[i].distance)
            fail_msg("'%s' '%s': %d, expected %d", rows[i].a, rows[i].b, d,
                     rows[i].distance);
        assert_int_equal(d, str_distance(str_of(rows[i].b), str_of(rows[i].a), 9));
    }
}

static void distance_stops_at_its_limit(void **state)
{
    (void)state;
    assert_int_equal(str_distance(S("kitten"), S("sitting"), 2), 3);
    assert_int_equal(str_distance(S("kitten"), S("sitting"), 3), 3);
    assert_int_equal(str_distance(S("abc"), S("xyzxyz"), 0), 1);
    char p[65];
    memset(p, 'a', sizeof p);
    struct str longest = {p, 64}, longer = {p, 65};
    assert_int_equal(str_distance(longest, longest, 3), 0);
    assert_int_equal(str_distance(longer, longer, 3), 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slices_compare_by_bytes),
        cmocka_unit_test(parts_are_found),
        cmocka_unit_test(white_space_is_trimmed_on_both_sides),
        cmocka_unit_test(splitting_gives_every_piece_once),
        cmocka_unit_test(copies_end_in_a_zero),
        cmocka_unit_test(hashes_follow_the_published_vectors),
        cmocka_unit_test(distance_counts_edits_and_swaps),
        cmocka_unit_test(distance_stops_at_its_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
