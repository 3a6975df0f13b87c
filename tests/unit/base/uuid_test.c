#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <pthread.h>

#include "base/clock.h"
#include "base/rng.h"
#include "base/uuid.h"

static void ids_are_uuids_of_version_7(void **state)
{
    (void)state;
    int64_t before = clock_now_ms();
    struct uuid u = uuid7_new();
    assert_int_equal(u.b[6] >> 4, 7);
    assert_int_equal(u.b[8] >> 6, 2);
    assert_true(uuid7_ms(u) >= before && uuid7_ms(u) <= clock_now_ms());
    assert_false(uuid_is_nil(u));
    assert_true(uuid_is_nil((struct uuid){0}));
}

/* Far more ids than fit the counter of one millisecond. */
static void ids_of_one_process_ascend_within_a_millisecond(void **state)
{
    (void)state;
    struct uuid last = uuid7_new();
    int wrong = 0;
    for (int i = 0; i < 100000; i++) {
        struct uuid next = uuid7_new();
        wrong += uuid_compare(last, next) >= 0;
        last = next;
    }
    assert_int_equal(wrong, 0);
}

static void ids_from_a_stock_ascend_and_never_repeat(void **state)
{
    (void)state;
    struct uuid_stock stock = {0};
    struct uuid last = uuid7_new();
    int wrong = 0;
    for (int i = 0; i < 100000; i++) {
        struct uuid next = uuid7_from(&stock);
        wrong += uuid_compare(last, next) >= 0 || next.b[6] >> 4 != 7;
        last = next;
    }
    assert_int_equal(wrong, 0);
}

static void an_id_follows_the_last_whatever_the_clock_does(void **state)
{
    (void)state;
    static const uint64_t random[2] = {0, 0x7ff};
    struct uuid u = uuid7_next((struct uuid){0}, 5000, random);
    assert_int_equal(uuid7_ms(u), 5000);
    for (int i = 0x800; i <= 0xfff; i++) { /* the counter starts at 0x7ff here */
        struct uuid next = uuid7_next(u, 5000 - i, random); /* a clock that runs back */
        assert_true(uuid_compare(u, next) < 0);
        assert_int_equal(uuid7_ms(next), 5000);
        u = next;
    }
    struct uuid next = uuid7_next(u, 5000, random); /* the counter ran out */
    assert_int_equal(uuid7_ms(next), 5001);
    assert_true(uuid_compare(u, next) < 0);
    assert_int_equal(uuid7_ms(uuid7_next(next, 5001, random)), 5001);
    assert_int_equal(uuid7_ms(uuid7_next(next, 5002, random)), 5002);
    assert_int_equal(uuid7_ms(uuid7_next((struct uuid){0}, -1, random)), 0);
}

enum { THREADS = 4, EACH = 5000 };
static struct uuid made[THREADS * EACH];

static void *make_ids(void *at)
{
    struct uuid *ids = at;
    for (int i = 0; i < EACH; i++)
        ids[i] = uuid7_new();
    return NULL;
}

static int compare_ids(const void *a, const void *b)
{
    return uuid_compare(*(const struct uuid *)a, *(const struct uuid *)b);
}

static void threads_never_make_the_same_id(void **state)
{
    (void)state;
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, make_ids, &made[i * EACH]),
                         0);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    int descending = 0, same = 0;
    for (int t = 0; t < THREADS; t++)
        for (int i = 1; i < EACH; i++)
            descending += uuid_compare(made[t * EACH + i - 1], made[t * EACH + i]) >= 0;
    qsort(made, ARRAY_LEN(made), sizeof made[0], compare_ids);
    for (size_t i = 1; i < ARRAY_LEN(made); i++)
        same += uuid_eq(made[i - 1], made[i]);
    assert_int_equal(descending, 0);
    assert_int_equal(same, 0);
}

static void ids_from_a_seed_repeat_and_carry_their_moment(void **state)
{
    (void)state;
    struct rng a, b;
    rng_init(&a, 7);
    rng_init(&b, 7);
    struct uuid u = uuid7_at(INT64_C(1664496000123), &a);
    assert_true(uuid_eq(u, uuid7_at(INT64_C(1664496000123), &b)));
    assert_false(uuid_eq(u, uuid7_at(INT64_C(1664496000123), &a)));
    assert_int_equal(uuid7_ms(u), INT64_C(1664496000123));
    assert_int_equal(u.b[6] >> 4, 7);
    assert_int_equal(u.b[8] >> 6, 2);
    assert_int_equal(uuid7_ms(uuid7_at((INT64_C(1) << 48) - 1, &a)),
                     (INT64_C(1) << 48) - 1);
}

static void ids_sort_by_the_moment_they_were_made(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 1);
    struct uuid early = uuid7_at(1000, &r), late = uuid7_at(1001, &r);
    assert_true(uuid_compare(early, late) < 0);
    assert_true(uuid_compare(late, early) > 0);
    char a[UUID_TEXT + 1], b[UUID_TEXT + 1];
    uuid_text(a, early);
    uuid_text(b, late);
    assert_true(strcmp(a, b) < 0);
}

/* The example of RFC 9562, appendix A.6: 2022-02-22T19:22:22Z. */
static void the_example_of_the_standard_is_read_and_written(void **state)
{
    (void)state;
    struct uuid u;
    assert_int_equal(uuid_parse(&u, S("017F22E2-79B0-7CC3-98C4-DC0C0C07398F"), NULL),
                     OK);
    assert_int_equal(uuid7_ms(u), INT64_C(0x017F22E279B0));
    char text[UUID_TEXT + 1];
    uuid_text(text, u);
    assert_string_equal(text, "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
}

static void texts_that_are_no_id_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",
        "017f22e279b07cc398c4dc0c0c07398f",
        "{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398fa",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
        "017f22e2079b0-7cc3-98c4-dc0c0c07398f",
        "-17f22e2-79b0-7cc3-98c4-dc0c0c07398f",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398 ",
    };
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct uuid u = {{1}};
        struct err e;
        if (uuid_parse(&u, str_of(wrong[i]), &e) != ERR_INVALID)
            fail_msg("'%s' was read", wrong[i]);
        assert_true(uuid_is_nil(u));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_are_uuids_of_version_7),
        cmocka_unit_test(ids_of_one_process_ascend_within_a_millisecond),
        cmocka_unit_test(ids_from_a_stock_ascend_and_never_repeat),
        cmocka_unit_test(an_id_follows_the_last_whatever_the_clock_does),
        cmocka_unit_test(threads_never_make_the_same_id),
        cmocka_unit_test(ids_from_a_seed_repeat_and_carry_their_moment),
        cmocka_unit_test(ids_sort_by_the_moment_they_were_made),
        cmocka_unit_test(the_example_of_the_standard_is_read_and_written),
        cmocka_unit_test(texts_that_are_no_id_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
