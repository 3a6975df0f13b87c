/* What is counted of a handover is what its page says: handover_course, for every pair
 * of events. */
#include "domain/handover_course.h"
#include "domain/lists.h"
#include "domain/network_facts.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

static void counted_states_are_those_of_the_course(void **state)
{
    struct day begun = day_of(2026, 3, 2);
    (void)state;
    for (uint8_t first = 0; first < N_HANDOVER_EVENT; first++)
        for (uint8_t second = 0; second < N_HANDOVER_EVENT; second++) {
            struct handover_event_fact events[2] = {
                {.kind = first, .on = {begun.v + 1}},
                {.kind = second, .on = {begun.v + 2}}};
            struct handover_course c =
                handover_course(events, 2, begun, (struct day){begun.v + 3});
            int counted = HANDOVER_STATE_PREPARING;
            for (int i = 0; i < 2; i++)
                counted = MAX_OF(counted, handover_state_after(events[i].kind));
            if ((int)c.state != counted)
                fail_msg("%d then %d: %d on the page, %d counted", first, second,
                         (int)c.state, counted);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counted_states_are_those_of_the_course),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
