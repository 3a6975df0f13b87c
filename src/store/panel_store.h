/* The facts known at a moment, streamed in the order measure/panel.h builds from:
 *
 *     calls, organisations, projects, partnerships, budgets, targets, coverage,
 *     follow-ups of projects, published figures; outreach places; outreach actions in
 *     order of id, each followed by its course and its audiences; signals in order of
 * id, each followed by its steps (its own and its bundle's) by day, and likewise
 *     handovers with their events; instruments in order
 *     of title, each followed by its items in order of number; then for each person
 *     in order of id: the person, its link to a human being when it has one, its
 *     attributes (by kind, first day), its spells (by first day, each with where it led
 *     to), and for each of its trajectories (by reached_on) the trajectory, then its
 *     events (by day, then kind), and then what was done around the person (by day;
 * kinds of enum care_event_kind); and at the end who was met (reach), in order of id.
 *
 * Known at `known_at_ms` is: recorded_at <= known_at_ms < retracted_at; INT64_MAX gives
 * all that is not retracted. What hangs on a person, trajectory or outreach action not
 * known then is left out; a reach may name a person or an action that did not come.
 * Published figures are compared with and not counted: all of them are given, whatever
 * the moment. Each table is read once, front to back, by a cursor in order of person; a
 * person's rows are sorted in memory. One snapshot: writers do not disturb.
 */
#ifndef STORE_PANEL_STORE_H
#define STORE_PANEL_STORE_H

#include "domain/network_facts.h"
#include "store/db.h"

/* Where facts go; none may be NULL but where it is said. The fact lives during the
 * call. An error stops the stream and is passed on. */
struct panel_sink {
    void *to;
    enum err_code (*call)(void *to, const struct call_fact *f, struct err *e);
    enum err_code (*organisation)(void *to, const struct organisation_fact *f,
                                  struct err *e);
    enum err_code (*project)(void *to, const struct project_fact *f, struct err *e);
    enum err_code (*partnership)(void *to, const struct partnership_fact *f,
                                 struct err *e);
    enum err_code (*budget)(void *to, const struct budget_fact *f, struct err *e);
    enum err_code (*target)(void *to, const struct target_fact *f, struct err *e);
    enum err_code (*coverage)(void *to, const struct coverage_fact *f, struct err *e);
    enum err_code (*project_follow_up)(void *to, const struct project_follow_up_fact *f,
                                       struct err *e);
    enum err_code (*published)(void *to, const struct published_fact *f, struct err *e);
    enum err_code (*outreach_place)(void *to, const struct outreach_place_fact *f,
                                    struct err *e);
    enum err_code (*outreach_action)(void *to, const struct outreach_action_fact *f,
                                     struct err *e);
    enum err_code (*outreach_course)(void *to, const struct outreach_course_fact *f,
                                     struct err *e);
    enum err_code (*outreach_offer)(void *to, const struct outreach_offer_fact *f,
                                    struct err *e);
    enum err_code (*outreach_audience)(void *to, const struct outreach_audience_fact *f,
                                       struct err *e);
    enum err_code (*reach)(void *to, const struct reach_fact *f, struct err *e);
    /* all NULL: signals and handovers are not read */
    enum err_code (*bundled_signal)(void *to, const struct bundled_signal_fact *f,
                                    struct err *e);
    enum err_code (*signal_step)(void *to, const struct signal_step_fact *f,
                                 struct err *e);
    enum err_code (*counted_handover)(void *to, const struct counted_handover_fact *f,
                                      struct err *e);
    enum err_code (*handover_turn)(void *to, const struct handover_turn_fact *f,
                                   struct err *e);
    /* both NULL: what was done around persons is not read, nor given as events */
    enum err_code (*instrument)(void *to, const struct instrument_fact *f,
                                struct err *e);
    enum err_code (*instrument_item)(void *to, const struct instrument_item_fact *f,
                                     struct err *e);
    enum err_code (*person)(void *to, const struct person_fact *f, struct err *e);
    enum err_code (*person_link)(void *to, const struct person_link_fact *f,
                                 struct err *e);
    enum err_code (*attribute)(void *to, const struct attribute_fact *f, struct err *e);
    enum err_code (*spell)(void *to, const struct spell_fact *f, struct err *e);
    enum err_code (*trajectory)(void *to, const struct trajectory_fact *f,
                                struct err *e);
    enum err_code (*event)(void *to, const struct event_fact *f, struct err *e);
};

/* ERR_CORRUPT for a code this program does not know, naming table and code. */
nodiscard enum err_code panel_store_read(struct db *db, int64_t known_at_ms,
                                         const struct panel_sink *sink, struct err *e);

/* Was anything written after this audit row that a panel could show? Looks and logins
 * are not. */
nodiscard enum err_code panel_inputs_changed(bool *out, struct db *db, int64_t audit,
                                             struct err *e);

#endif
