#include <time.h> /* before banned.h, which poisons names that it declares */

#include "base/clock.h"

static struct timespec now_of(clockid_t id)
{
    struct timespec t;
    if (clock_gettime(id, &t) != 0) bug("clock cannot be read");
    return t;
}

int64_t clock_now_ms(void)
{
    struct timespec t = now_of(CLOCK_REALTIME);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

struct day clock_today(void)
{
    return day_of_moment(clock_now_ms());
}

double clock_seconds(void)
{
    struct timespec t = now_of(CLOCK_MONOTONIC);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}
