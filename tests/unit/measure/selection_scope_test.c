/* What a scope computes over columns, against the rule of the trade for one row. */
#include "measure/selection.h"

#include "domain/lists.h"
#include "domain/trajectory_status.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static struct day day_or_none(int32_t day)
{
    return day == INT32_MAX ? DAY_NONE : (struct day){day};
}

/* Every order of five days around the as-of day, with every way to end. */
static void status_is_that_of_the_domain(void **state)
{
    (void)state;
    static const int32_t days[] = {9, 10, 11, INT32_MAX}; /* as of day 10 */
    static const uint8_t kinds[] = {END_KIND_CARRIED_OUT, END_KIND_STOPPED,
                                    PANEL_UNKNOWN};
    enum { N = 4 * 4 * 4 * 4 * 4 * 3 };
    static int32_t reached[N], started[N], active[N], employed[N], ended[N];
    static uint8_t kind[N];
    struct panel panel = {.participations = {.n = N,
                                             .reached_on = reached,
                                             .started_on = started,
                                             .active_on = active,
                                             .employed_on = employed,
                                             .ended_on = ended,
                                             .end_kind = kind}};
    for (unsigned i = 0; i < N; i++) {
        reached[i] = days[i % 4];
        started[i] = days[i / 4 % 4];
        active[i] = days[i / 16 % 4];
        employed[i] = days[i / 64 % 4];
        ended[i] = days[i / 256 % 4];
        kind[i] = kinds[i / 1024];
    }
    struct arena kept = {0};
    struct scope s = {.kept = &kept, .panel = &panel, .as_of = {10}};
    const uint8_t *status = scope_status(&s);
    unsigned seen[256] = {0};
    for (unsigned i = 0; i < N; i++) {
        struct trajectory_days t = {
            .reached = day_or_none(reached[i]),
            .started = day_or_none(started[i]),
            .active = day_or_none(active[i]),
            .employed = day_or_none(employed[i]),
            .job_ended = DAY_NONE,
            .ended = day_or_none(ended[i]),
            .end_kind = kind[i] == PANEL_UNKNOWN ? (uint8_t)CODE_MISSING : kind[i],
        };
        int expected = trajectory_status_on(&t, s.as_of);
        assert_int_equal(status[i], expected < 0 ? PANEL_UNKNOWN : expected);
        seen[status[i]]++;
    }
    for (unsigned i = 0; i < N_TRAJECTORY_STATUS; i++)
        assert_true(seen[i] > 0);
    assert_true(seen[PANEL_UNKNOWN] > 0);
    assert_ptr_equal(scope_status(&s), status); /* made once */
    arena_dispose(&kept);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(status_is_that_of_the_domain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
