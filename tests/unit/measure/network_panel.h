/* Signals and handovers few enough to count by hand; persons come after it.
 *
 *   signals    1 childcare, for single parents, Antwerpen, 2021-03-01, often; in the
 *                bundle of childcare, for the supralocal level, since 2021-06-01
 *              2 the same barrier, everybody, the whole region, 2021-05-01; in the same
 *              3 mobility, Gent, 2022-01-10; validated 2022-02-01, not retained
 *                2022-03-01
 *              4 waiting lists, Antwerpen, 2022-07-01
 *   the bundle was forwarded to Flanders on 2021-09-01, answered on 2022-01-15
 *   handovers  1 of trajectory 1, Promotor to Werkhuis (VDAB), begun 2022-01-03: agreed
 *                2022-01-03, sent 01-05, received 01-06, accepted 01-10, met 01-17,
 *                started 02-01, word of the receiver 03-01: stuck, met again 03-02
 *              2 of the same, 2022-02-01: agreed 02-01, sent 02-02, refused for want of
 *                room 02-20
 *              3 of a person without trajectory, to a service outside the house,
 *                2022-03-01: agreed 03-01, sent 03-01, accepted 03-02, met 03-06
 *              4 of trajectory 1, begun 2023-02-01, not sent */
#ifndef TESTS_NETWORK_PANEL_H
#define TESTS_NETWORK_PANEL_H

#include "question_panel.h"

enum { ID_SIGNAL = 30, ID_HANDOVER };

static inline void test_signal(struct panel_builder *b, unsigned n, int barrier,
                               int group, const char *municipality, const char *on,
                               bool is_bundled)
{
    struct bundled_signal_fact f = {
        .signal = {.id = test_id(ID_SIGNAL, n),
                   .barrier = (uint8_t)barrier,
                   .domain = CODE_MISSING,
                   .level = CODE_MISSING,
                   .target_group = (uint8_t)group,
                   .frequency = SIGNAL_FREQUENCY_OFTEN,
                   .noticed_on = test_day(on),
                   .organisation = {test_id(ID_ORGANISATION, 1)}},
        .domain = is_bundled ? POLICY_DOMAIN_CHILDCARE : CODE_MISSING,
        .level = is_bundled ? RESPONSIBLE_LEVEL_SUPRALOCAL : CODE_MISSING,
        .opened_on = is_bundled ? test_day("2021-06-01") : DAY_NONE};
    snprintf(f.signal.municipality, sizeof f.signal.municipality, "%s", municipality);
    test_ok(panel_build_bundled_signal(b, &f, NULL));
}

static inline void test_signal_step(struct panel_builder *b, unsigned signal,
                                    int status, int level, const char *on)
{
    struct signal_step_fact f = {.signal = test_id(ID_SIGNAL, signal),
                                 .status = (uint8_t)status,
                                 .level = (uint8_t)level,
                                 .on = test_day(on)};
    test_ok(panel_build_signal_step(b, &f, NULL));
}

static inline void test_handover(struct panel_builder *b, unsigned n,
                                 unsigned trajectory, unsigned to, int kind,
                                 const char *on)
{
    struct counted_handover_fact f = {.id = test_id(ID_HANDOVER, n),
                                      .from = {test_id(ID_ORGANISATION, 1)},
                                      .receiver_kind = (uint8_t)kind,
                                      .on = test_day(on)};
    if (trajectory) f.trajectory.u = test_id(ID_TRAJECTORY, trajectory);
    if (to) f.to.u = test_id(ID_ORGANISATION, to);
    test_ok(panel_build_counted_handover(b, &f, NULL));
}

static inline void test_turn(struct panel_builder *b, unsigned handover, int kind,
                             const char *on, int reason, int result)
{
    struct handover_turn_fact f = {
        .handover = test_id(ID_HANDOVER, handover),
        .kind = (uint8_t)kind,
        .reason = (uint8_t)reason,
        .result = (uint8_t)result,
        .is_guide_present = kind == HANDOVER_EVENT_MET ? handover == 1 : CODE_MISSING,
        .on = test_day(on)};
    test_ok(panel_build_handover_turn(b, &f, NULL));
}

static inline void test_signals(struct panel_builder *b)
{
    for (unsigned n = 1; n <= 2; n++) {
        test_signal(b, n, STRUCTURAL_BARRIER_CHILDCARE_SUPPLY,
                    n == 1 ? TARGET_GROUP_SINGLE_PARENT : CODE_MISSING,
                    n == 1 ? "11002" : "", n == 1 ? "2021-03-01" : "2021-05-01", true);
        test_signal_step(b, n, SIGNAL_STATUS_FORWARDED, RESPONSIBLE_LEVEL_FLEMISH,
                         "2021-09-01");
        test_signal_step(b, n, SIGNAL_STATUS_ANSWERED, CODE_MISSING, "2022-01-15");
    }
    test_signal(b, 3, STRUCTURAL_BARRIER_MOBILITY_SUPPLY, CODE_MISSING, "44021",
                "2022-01-10", false);
    test_signal_step(b, 3, SIGNAL_STATUS_VALIDATED, CODE_MISSING, "2022-02-01");
    test_signal_step(b, 3, SIGNAL_STATUS_NOT_RETAINED, CODE_MISSING, "2022-03-01");
    test_signal(b, 4, STRUCTURAL_BARRIER_WAITING_LISTS, CODE_MISSING, "11002",
                "2022-07-01", false);
}

static inline void test_handovers(struct panel_builder *b)
{
    const int none = CODE_MISSING;
    test_handover(b, 1, 1, 2, RECEIVER_KIND_VDAB, "2022-01-03");
    test_turn(b, 1, HANDOVER_EVENT_AGREED, "2022-01-03", none, none);
    test_turn(b, 1, HANDOVER_EVENT_SENT, "2022-01-05", none, none);
    test_turn(b, 1, HANDOVER_EVENT_RECEIVED, "2022-01-06", none, none);
    test_turn(b, 1, HANDOVER_EVENT_ACCEPTED, "2022-01-10", none, none);
    test_turn(b, 1, HANDOVER_EVENT_MET, "2022-01-17", none, none);
    test_turn(b, 1, HANDOVER_EVENT_STARTED, "2022-02-01", none, none);
    test_turn(b, 1, HANDOVER_EVENT_FEEDBACK, "2022-03-01", none, HANDOVER_RESULT_STUCK);
    test_turn(b, 1, HANDOVER_EVENT_MET, "2022-03-02", none, none);
    test_handover(b, 2, 1, 2, RECEIVER_KIND_VDAB, "2022-02-01");
    test_turn(b, 2, HANDOVER_EVENT_AGREED, "2022-02-01", none, none);
    test_turn(b, 2, HANDOVER_EVENT_SENT, "2022-02-02", none, none);
    test_turn(b, 2, HANDOVER_EVENT_REFUSED, "2022-02-20", HANDOVER_REASON_CAPACITY,
              none);
    test_handover(b, 3, 0, 0, RECEIVER_KIND_SERVICE, "2022-03-01");
    test_turn(b, 3, HANDOVER_EVENT_AGREED, "2022-03-01", none, none);
    test_turn(b, 3, HANDOVER_EVENT_SENT, "2022-03-01", none, none);
    test_turn(b, 3, HANDOVER_EVENT_ACCEPTED, "2022-03-02", none, none);
    test_turn(b, 3, HANDOVER_EVENT_MET, "2022-03-06", none, none);
    test_handover(b, 4, 1, 2, RECEIVER_KIND_VDAB, "2023-02-01");
}

#endif
