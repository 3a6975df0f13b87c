/* Shared by the files that stream the panel: cursors in order of person. Only
 * panel_store.c, care_stream.c and network_stream.c use it. */
#ifndef STORE_PANEL_INSIDE_H
#define STORE_PANEL_INSIDE_H

#include "store/panel_store.h"

/* The row a cursor stands on, by its first column; `ended` when there is none. */
struct cursor {
    struct statement *st;
    struct uuid person; /* or outreach action */
    bool ended;
};
/* On the first row. The SQL takes the moment of the panel as $1. */
nodiscard enum err_code cursor_open(struct cursor *c, struct db *db,
                                    int64_t known_at_ms, const char *sql,
                                    struct err *e);
nodiscard enum err_code cursor_next(struct cursor *c, struct err *e);
/* Moves on to this person (or action); what lies before hangs on one not known then. */
nodiscard enum err_code cursor_reach(bool *here_out, struct cursor *c,
                                     const struct uuid *person, struct err *e);

/* Signals and handovers, each followed by what became of it. */
nodiscard enum err_code network_stream(struct db *db, int64_t known_at_ms,
                                       const struct panel_sink *sink, struct err *e);

/* What was done around persons. */
enum {
    CARE_ASSESSMENTS,
    CARE_APPRECIATIONS,
    CARE_APPOINTMENTS,
    CARE_ASSETS,
    CARE_JOBS,
    CARE_AFTERCARES,
    CARE_CONDITION_WORKS,
    N_CARE_CURSORS
};
struct care_stream {
    struct cursor cursors[N_CARE_CURSORS];
    struct uuid *items; /* sorted, each with its number */
    uint16_t *numbers;
    int32_t *lowest; /* of the scale of each item, by number */
    size_t n_items;
    /* one person's */
    int64_t starts_at; /* of the first version of the appointment at hand */
    struct event_fact *event;
    struct aftercare_fact *aftercare;
    size_t n_events, event_cap, n_aftercares, aftercare_cap;
};
/* Gives instruments and items to the sink. */
nodiscard enum err_code care_open(struct care_stream *c, struct db *db,
                                  int64_t known_at_ms, const struct panel_sink *sink,
                                  struct err *e);
/* The person's care as events in c->event, in order of day, each with the trajectory
 * that it belongs to; none when the person has no trajectory. Puts the owner of the
 * work on a condition into the events that came with it. */
nodiscard enum err_code care_gather(struct care_stream *c, const struct uuid *person,
                                    const struct trajectory_fact *trajectories,
                                    size_t n_trajectories, struct event_fact *events,
                                    size_t n_events, struct err *e);
void care_close(struct care_stream *c);

#endif
