/* Signals and handovers, over those of network_panel.h: every figure here was counted
 * by hand from its first lines. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include "asking_frame.h"
#include "network_panel.h"

static int begin_network(void **state)
{
    struct panel_builder *b = panel_build_begin(INT64_MAX);
    begin(state);
    panel_free(asking.full);
    test_small_tables(b);
    test_signals(b);
    test_handovers(b);
    test_person(b, 1, "f", "11002", NULL);
    test_trajectory(b, 1, 1, 1, 0, "2021-12-01", 31);
    test_ok(panel_build_end(&asking.full, b, NULL));
    return 0;
}

static void signals_stand_where_their_last_step_brought_them(void **state)
{
    (void)state;
    struct table *t = ask("count signals rows barrier columns status");
    assert_int_equal(count_at(t, "childcare_supply", "answered"), 2);
    assert_int_equal(count_at(t, "mobility_supply", "not_retained"), 1);
    assert_int_equal(count_at(t, "waiting_lists", "captured"), 1);
    assert_int_equal(count_at(t, "", ""), 4);
    t = ask("count signals rows status as of 2021-06-01");
    assert_int_equal(count_at(t, "bundled", ""), 2);
    assert_int_equal(count_at(t, "", ""), 2);
    t = ask("count signals rows status as of 2021-05-31");
    assert_int_equal(count_at(t, "captured", ""), 2);
    t = ask("count signals rows status as of 2021-12-31");
    assert_int_equal(count_at(t, "forwarded", ""), 2);
}

static void signals_have_a_level_a_domain_and_a_place(void **state)
{
    (void)state;
    struct table *t = ask("count signals rows level columns year");
    assert_int_equal(count_at(t, "flemish", "2021"), 2);
    assert_int_equal(count_at(t, "unknown", "2022"), 2);
    t = ask("count signals rows level as of 2021-06-01");
    assert_int_equal(count_at(t, "supralocal", ""), 2);
    t = ask("count signals rows domain, target group");
    assert_int_equal(count_at(t, "childcare/single_parent", ""), 1);
    assert_int_equal(count_at(t, "childcare/none", ""), 1);
    assert_int_equal(count_at(t, "unknown", ""), 2);
    t = ask("count signals rows province columns noticed by");
    assert_int_equal(count_at(t, "antwerpen", "prom"), 2);
    assert_int_equal(count_at(t, "oost_vlaanderen", ""), 1);
    assert_int_equal(count_at(t, "none", ""), 1);
    t = ask("count signals where frequency = often and target_group = none during 2022 "
            "rows month");
    assert_int_equal(count_at(t, "2022-01", ""), 1);
    assert_int_equal(count_at(t, "2022-07", ""), 1);
    assert_int_equal(count_at(t, "", ""), 2);
}

static void what_became_of_signals_is_a_share(void **state)
{
    (void)state;
    const struct cell *c =
        cell_at(ask("count signals forwarded rate of signals"), "", "");
    assert_int_equal(c->n, 2);
    assert_int_equal(c->base, 4);
    assert_int_equal(count_at(ask("count signals validated"), "", ""), 1);
    assert_int_equal(count_at(ask("count signals without answered"), "", ""), 2);
    assert_int_equal(count_at(ask("count signals bundled or validated"), "", ""), 3);
    assert_int_equal(count_at(ask("count signals answered as of 2022-01-14"), "", ""),
                     0);
}

static void handovers_have_a_state_and_a_reason(void **state)
{
    (void)state;
    struct table *t = ask("count handovers rows state columns receiver kind");
    assert_int_equal(count_at(t, "started", "vdab"), 1);
    assert_int_equal(count_at(t, "refused", "vdab"), 1);
    assert_int_equal(count_at(t, "met", "service"), 1);
    assert_int_equal(count_at(t, "preparing", ""), 1);
    assert_int_equal(count_at(t, "", ""), 4);
    t = ask("count handovers met rows guide present");
    assert_int_equal(count_at(t, "yes", ""), 1);
    assert_int_equal(count_at(t, "no", ""), 1);
    t = ask("count handovers rows guide present as of 2022-01-16");
    assert_int_equal(count_at(t, "none", ""), 1);
    t = ask("count handovers rows state as of 2022-01-08");
    assert_int_equal(count_at(t, "received", ""), 1);
    assert_int_equal(count_at(t, "", ""), 1);
    t = ask("count handovers refused rows reason columns sender");
    assert_int_equal(count_at(t, "capacity", "prom"), 1);
    assert_int_equal(count_at(t, "", ""), 1);
    t = ask("count handovers rows receiver, sex columns month");
    assert_int_equal(count_at(t, "werkhuis/f", "2022-02"), 1);
    assert_int_equal(count_at(t, "werkhuis", ""), 3);
    assert_int_equal(count_at(t, "none/unknown", "2022-03"), 1);
    assert_int_equal(
        count_at(ask("count handovers where province = antwerpen"), "", ""), 3);
}

/* R85 and R86. */
static void handovers_have_shares_and_a_lead_time(void **state)
{
    (void)state;
    const struct cell *c =
        cell_at(ask("count handovers accepted rate of handovers sent"), "", "");
    assert_int_equal(c->n, 2);
    assert_int_equal(c->base, 3);
    assert_int_equal(
        count_at(ask("count handovers where result = stuck rows sender"), "prom", ""),
        1);
    struct table *t = ask("median days from agreed to met");
    assert_int_equal(count_at(t, "", ""), 2);
    assert_true(cell_at(t, "", "")->value == 9.5); /* 14 and 5 */
    t = ask("mean days from offered to accepted for handovers rows receiver kind");
    assert_true(cell_at(t, "vdab", "")->value == 5);
    assert_true(cell_at(t, "service", "")->value == 1);
    t = ask(
        "quantile 0.9 days from sent to started for handovers where receiver kind = "
        "vdab");
    assert_int_equal(count_at(t, "", ""), 1);
    assert_true(cell_at(t, "", "")->value == 27);
}

static void mistakes_say_what_was_meant(void **state)
{
    static const struct {
        const char *text, *message;
    } bad[] = {
        {"count signals reached", "signal_status"},
        {"count handovers closed", "handover_event"},
        {"count handovers rows barrier", "a dimension of handovers"},
        {"median days from agreed to reached", "two steps of handovers"},
        {"median days from agreed to met for persons", "two steps of handovers"},
        {"median days from reached to started for signals", "persons or trajectories"},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        assert_null(ask_one(&asking, bad[i].text));
        if (!strstr(asking.e.message, bad[i].message))
            fail_msg("%s: %s", bad[i].text, asking.e.message);
    }
}

/* A fact that hangs on nothing is refused. */
static void what_came_out_of_order_is_refused(void **state)
{
    (void)state;
    struct panel_builder *b = panel_build_begin(INT64_MAX);
    struct signal_step_fact step = {.signal = test_id(ID_SIGNAL, 1)};
    struct handover_turn_fact turn = {.handover = test_id(ID_HANDOVER, 1)};
    assert_int_equal(panel_build_signal_step(b, &step, NULL), ERR_CORRUPT);
    assert_int_equal(panel_build_handover_turn(b, &turn, NULL), ERR_CORRUPT);
    panel_build_abandon(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signals_stand_where_their_last_step_brought_them),
        cmocka_unit_test(signals_have_a_level_a_domain_and_a_place),
        cmocka_unit_test(what_became_of_signals_is_a_share),
        cmocka_unit_test(handovers_have_a_state_and_a_reason),
        cmocka_unit_test(handovers_have_shares_and_a_lead_time),
        cmocka_unit_test(mistakes_say_what_was_meant),
        cmocka_unit_test(what_came_out_of_order_is_refused),
    };
    return cmocka_run_group_tests(tests, begin_network, end);
}
