#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <time.h>

#include "base/clock.h"

static int64_t system_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void the_clock_agrees_with_the_system(void **state)
{
    (void)state;
    for (int i = 0; i < 10; i++) {
        int64_t before = system_ms(), now = clock_now_ms(), after = system_ms();
        assert_true(now >= before && now <= after);
        nanosleep(&(struct timespec){0, 3000000}, NULL);
    }
}

static void today_is_the_day_of_this_moment(void **state)
{
    (void)state;
    struct day before = day_of_moment(clock_now_ms());
    struct day today = clock_today();
    struct day after = day_of_moment(clock_now_ms());
    assert_true(today.v >= before.v && today.v <= after.v);
}

static void durations_never_run_back(void **state)
{
    (void)state;
    double start = clock_seconds(), last = start;
    int backward = 0;
    for (int i = 0; i < 10000; i++) {
        double now = clock_seconds();
        backward += now < last;
        last = now;
    }
    assert_int_equal(backward, 0);
    struct timespec wait = {0, 20000000};
    nanosleep(&wait, NULL);
    double waited = clock_seconds() - last;
    assert_true(waited >= 0.0199 && waited < 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_clock_agrees_with_the_system),
        cmocka_unit_test(today_is_the_day_of_this_moment),
        cmocka_unit_test(durations_never_run_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
