/* A small ordinary file: people of a few towns, half of them twice with one slip each.
 * Invented by a seeded draw. Such a file once linked nobody, because a household was
 * made to explain what all the fields of one person say. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/rng.h"
#include "link/match.h"

enum { PEOPLE = 160, TWICE = 80, ROWS = PEOPLE + TWICE, FIELDS = 7 };

static const char *const given[] = {"hilde", "amira", "karim", "sofie", "jan",  "fatma",
                                    "piet",  "elif",  "tom",   "lien",  "omar", "an"};
static const char *const family[] = {"smets",   "peeters", "goossens", "quintens",
                                     "yilmaz",  "maes",    "claes",    "amrani",
                                     "wouters", "jacobs",  "bakker",   "dubois"};
static const char *const town[] = {"gent", "kortrijk", "hasselt", "aalst"};
static const char *const code[] = {"9000", "8500", "3500", "9300"};
static const enum person_role role[FIELDS] = {
    ROLE_GIVEN_NAME,   ROLE_FAMILY_NAME, ROLE_BIRTH_DATE, ROLE_STREET,
    ROLE_HOUSE_NUMBER, ROLE_POSTCODE,    ROLE_PLACE};

static void draw_person(struct str *out, struct arena *a, struct rng *r)
{
    unsigned lives = rng_below(r, ARRAY_LEN(town));
    out[0] = str_of(given[rng_below(r, ARRAY_LEN(given))]);
    out[1] = str_of(family[rng_below(r, ARRAY_LEN(family))]);
    out[2] = str_of(arena_format(a, "%u-%02u-%02u", 1960 + rng_below(r, 48),
                                 1 + rng_below(r, 12), 1 + rng_below(r, 28)));
    out[3] = str_of(arena_format(a, "straat %u", rng_below(r, 30)));
    out[4] = str_of(arena_format(a, "%u", 1 + rng_below(r, 200)));
    out[5] = str_of(code[lives]);
    out[6] = str_of(town[lives]);
}

/* One letter or digit of one of the first five fields is another. */
static struct str slip(struct arena *a, struct rng *r, struct str value)
{
    char *text = arena_copy(a, value.p, value.n);
    size_t at = rng_below(r, (uint32_t)value.n);
    text[at] = text[at] >= '0' && text[at] <= '9' ? '7' : 'x';
    return (struct str){text, value.n};
}

static void people_twice_are_found_in_a_small_file(void **state)
{
    struct arena a = {0};
    struct rng r;
    struct err e = {0};
    struct match_result found;
    struct person_table table = {.n = ROWS, .n_files = 1};
    struct str drawn[FIELDS];
    unsigned n_right = 0;
    (void)state;
    rng_init(&r, 41);
    for (unsigned f = 0; f < FIELDS; f++)
        table.value[role[f]] = arena_new_array(&a, struct str, ROWS);
    for (unsigned i = 0; i < ROWS; i++) {
        if (i < PEOPLE) draw_person(drawn, &a, &r);
        unsigned slips = i < PEOPLE ? FIELDS : rng_below(&r, 5);
        for (unsigned f = 0; f < FIELDS; f++) {
            struct str *column = table.value[role[f]];
            column[i] = i < PEOPLE ? drawn[f] : column[i - PEOPLE];
            if (f == slips) column[i] = slip(&a, &r, column[i]);
        }
    }
    const struct match_options options = {.link_bits = NAN, .review_bits = NAN};
    assert_int_equal(match_persons(&found, &table, &options, &e), OK);
    for (unsigned i = PEOPLE; i < ROWS; i++)
        n_right += found.cluster_of[i] == found.cluster_of[i - PEOPLE];
    assert_in_range(n_right, TWICE - 6, TWICE);
    assert_in_range(found.n_linked_pairs, n_right, n_right + 4);
    match_result_dispose(&found);
    arena_dispose(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people_twice_are_found_in_a_small_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
