/* Guessing gets slower, and nobody is locked out by somebody else. The clock is told.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "trust/attempts.h"

static const uint8_t secret[ATTEMPTS_SECRET_BYTES] = "not a secret at";
static const int64_t start = INT64_C(1790000000000);
static const struct str login = {"noor.maas", 9}, home = {"192.0.2.7", 9},
                        elsewhere = {"203.0.113.5", 11};

static void five_are_free_then_the_wait_doubles(void **state)
{
    (void)state;
    struct attempts *a = attempts_new(1024, secret);
    int64_t now = start;
    for (int i = 0; i < ATTEMPTS_FREE; i++)
        assert_int_equal(attempts_begin(a, login, home, now), 0);
    assert_int_equal(attempts_begin(a, login, home, now), 15000);
    assert_int_equal(attempts_begin(a, S("NOOR.MAAS"), home, now), 15000);
    now += 14999;
    assert_int_equal(attempts_begin(a, login, home, now), 1);
    now += 1;
    assert_int_equal(attempts_begin(a, login, home, now), 0);
    assert_int_equal(attempts_begin(a, login, home, now), 30000);
    now += 30000;
    assert_int_equal(attempts_begin(a, login, home, now), 0);
    assert_int_equal(attempts_begin(a, login, home, now), 60000);
    for (int i = 0; i < 20; i++) { /* never longer than the most */
        int64_t wait = attempts_begin(a, login, home, now);
        assert_true(wait >= 0 && wait <= ATTEMPTS_MOST_WAIT_MS);
        now += wait;
    }
    attempts_free(a);
}

static void who_gets_in_starts_again_and_rest_forgets(void **state)
{
    (void)state;
    struct attempts *a = attempts_new(1024, secret);
    int64_t now = start;
    for (int i = 0; i < 4; i++)
        assert_int_equal(attempts_begin(a, login, home, now), 0);
    assert_int_equal(attempts_begin(a, login, home, now), 0);
    attempts_succeeded(a, login, home, now);
    for (int i = 0; i < ATTEMPTS_FREE; i++)
        assert_int_equal(attempts_begin(a, login, home, now), 0);
    assert_true(attempts_begin(a, login, home, now) > 0);
    now += 3 * ATTEMPTS_HALF_LIFE_MS; /* five become none */
    for (int i = 0; i < ATTEMPTS_FREE; i++)
        assert_int_equal(attempts_begin(a, login, home, now), 0);
    attempts_free(a);
}

static void nobody_is_locked_out_by_somebody_else(void **state)
{
    (void)state;
    struct attempts *a = attempts_new(4096, secret);
    int64_t now = start;
    assert_int_equal(attempts_begin(a, login, home, now), 0);
    attempts_succeeded(a, login, home, now);
    /* a hundred addresses guess at her login */
    for (int i = 0; i < 100; i++) {
        char text[24];
        snprintf(text, sizeof text, "198.51.100.%d", i);
        for (int k = 0; k < 5; k++)
            attempts_begin(a, login, str_of(text), now);
    }
    /* at home she does not notice */
    for (int i = 0; i < ATTEMPTS_FREE; i++)
        assert_int_equal(attempts_begin(a, login, home, now), 0);
    /* from a new address there is one free attempt, and it gets her in */
    assert_int_equal(attempts_begin(a, login, elsewhere, now), 0);
    assert_true(attempts_begin(a, login, elsewhere, now) > 0);
    attempts_succeeded(a, login, elsewhere, now);
    assert_int_equal(attempts_begin(a, login, elsewhere, now), 0);
    /* others are not touched by it */
    assert_int_equal(attempts_begin(a, S("els.vos"), elsewhere, now), 0);
    attempts_free(a);
}

static void one_address_for_many_logins_waits(void **state)
{
    (void)state;
    struct attempts *a = attempts_new(4096, secret);
    int n_free = 0;
    for (int i = 0; i < 200; i++) {
        char text[24];
        snprintf(text, sizeof text, "login%d", i);
        n_free += attempts_begin(a, str_of(text), elsewhere, start) == 0;
    }
    assert_int_equal(n_free, ATTEMPTS_ADDRESS_FREE);
    assert_int_equal(attempts_begin(a, login, home, start), 0);
    attempts_free(a);
}

static void a_full_table_keeps_who_counts_most(void **state)
{
    (void)state;
    struct attempts *a = attempts_new(64, secret);
    for (int i = 0; i < ATTEMPTS_FREE; i++)
        assert_int_equal(attempts_begin(a, login, home, start), 0);
    for (int i = 0; i < 5000; i++) { /* each of another login and address */
        char who[24], where[24];
        snprintf(who, sizeof who, "w%d", i);
        snprintf(where, sizeof where, "a%d", i);
        attempts_begin(a, str_of(who), str_of(where), start);
    }
    assert_int_equal(attempts_begin(a, login, home, start), 15000);
    attempts_free(a);
}

static void what_was_counted_outlives_the_table(void **state)
{
    (void)state;
    struct attempts *a = attempts_new(1024, secret), *b = attempts_new(1024, secret);
    struct attempt_count counts[ATTEMPT_COUNTS], none[ATTEMPT_COUNTS];
    for (int i = 0; i < ATTEMPTS_FREE; i++)
        assert_int_equal(attempts_begin(a, login, home, start), 0);
    assert_int_equal(attempts_take(none, a, S("nobody"), elsewhere), 0);
    assert_int_equal(attempts_take(counts, a, login, home), ATTEMPT_COUNTS);
    for (int i = 0; i < ATTEMPT_COUNTS; i++) {
        assert_int_equal(counts[i].n, ATTEMPTS_FREE);
        assert_true(attempts_restore(b, &counts[i]));
    }
    assert_int_equal(attempts_begin(b, login, home, start), 15000);
    assert_int_equal(attempts_begin(b, login, elsewhere, start), 0);
    /* who got in is still known there */
    attempts_succeeded(a, login, home, start + 15000);
    assert_int_equal(attempts_take(counts, a, login, home), ATTEMPT_COUNTS);
    assert_true(counts[0].is_known && counts[0].n == 0);
    /* what does not belong there is passed over */
    counts[0].place = attempts_places(b);
    assert_false(attempts_restore(b, &counts[0]));
    counts[1].place ^= 512;
    assert_false(attempts_restore(b, &counts[1]));
    counts[2].key = 0;
    assert_false(attempts_restore(b, &counts[2]));
    attempts_free(a);
    attempts_free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(five_are_free_then_the_wait_doubles),
        cmocka_unit_test(who_gets_in_starts_again_and_rest_forgets),
        cmocka_unit_test(nobody_is_locked_out_by_somebody_else),
        cmocka_unit_test(one_address_for_many_logins_waits),
        cmocka_unit_test(a_full_table_keeps_who_counts_most),
        cmocka_unit_test(what_was_counted_outlives_the_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
