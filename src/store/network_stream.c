/* Signals and handovers for the panel, by two pairs of cursors: what it is, and what
 * became of it. */
#include "store/panel_inside.h"

#include "store/from_row.h"

/* Known at $1: of the table or alias before the dot. */
#define KNOWN_OF(t)                                                                    \
    t ".recorded_at <= $1 AND (" t ".retracted_at IS NULL OR " t ".retracted_at > $1)"

static const char signals_sql[] =
    "SELECT s.id, s.barrier, s.domain, s.level, s.target_group, s.frequency, "
    "s.municipality, s.noticed_on, s.organisation, b.domain, b.level, b.opened_on "
    "FROM signal AS s LEFT JOIN bundle_signal AS m ON m.signal = s.id "
    "AND " KNOWN_OF("m") " LEFT JOIN signal_bundle AS b ON b.id = m.bundle "
                         "AND " KNOWN_OF("b") " WHERE " KNOWN_OF("s") " ORDER BY s.id";
/* A step of a bundle is one of each signal in it. */
static const char steps_sql[] =
    "SELECT t.signal, t.status, t.level, t.happened_on, t.recorded_at, t.id "
    "FROM signal_step AS t WHERE t.signal IS NOT NULL AND " KNOWN_OF(
        "t") " UNION ALL SELECT m.signal, t.status, t.level, t.happened_on, "
             "t.recorded_at, "
             "t.id FROM signal_step AS t JOIN bundle_signal AS m ON m.bundle = "
             "t.bundle AND " KNOWN_OF(
                 "m") " JOIN signal_bundle AS b ON b.id = t.bundle "
                      "AND " KNOWN_OF("b") " WHERE " KNOWN_OF("t") " ORDER BY "
                                                                   "1, 4, 5, 6";
static const char handovers_sql[] =
    "SELECT id, trajectory, from_organisation, to_organisation, receiver_kind, "
    "happened_on FROM handover WHERE " KNOWN_OF("handover") " ORDER BY id";
static const char turns_sql[] =
    "SELECT handover, kind, reason, result, happened_on, is_guide_present FROM "
    "handover_event "
    "WHERE " KNOWN_OF(
        "handover_event") " ORDER BY handover, happened_on, recorded_at, id";

static enum err_code signal_from_row(struct bundled_signal_fact *out,
                                     struct statement *st, struct err *e)
{
    struct signal_fact *s = &out->signal;
    struct str refnis = column_text(st, 6);
    enum err_code rc;
    s->id = column_uuid(st, 0);
    TRY(code_from_row(&s->barrier, st, 1, LIST_STRUCTURAL_BARRIER, e));
    TRY(code_from_row(&s->domain, st, 2, LIST_POLICY_DOMAIN, e));
    TRY(code_from_row(&s->level, st, 3, LIST_RESPONSIBLE_LEVEL, e));
    TRY(code_from_row(&s->target_group, st, 4, LIST_TARGET_GROUP, e));
    TRY(code_from_row(&s->frequency, st, 5, LIST_SIGNAL_FREQUENCY, e));
    snprintf(s->municipality, sizeof s->municipality, "%.*s", STR_ARG(refnis));
    s->noticed_on = column_day(st, 7);
    s->organisation.u = column_uuid(st, 8);
    TRY(code_from_row(&out->domain, st, 9, LIST_POLICY_DOMAIN, e));
    TRY(code_from_row(&out->level, st, 10, LIST_RESPONSIBLE_LEVEL, e));
    out->opened_on = column_day(st, 11);
out:
    return rc;
}

static enum err_code step_from_row(struct signal_step_fact *out, struct statement *st,
                                   struct err *e)
{
    enum err_code rc;
    out->signal = column_uuid(st, 0);
    TRY(code_from_row(&out->status, st, 1, LIST_SIGNAL_STATUS, e));
    TRY(code_from_row(&out->level, st, 2, LIST_RESPONSIBLE_LEVEL, e));
    out->on = column_day(st, 3);
out:
    return rc;
}

static enum err_code handover_from_row(struct counted_handover_fact *out,
                                       struct statement *st, struct err *e)
{
    out->id = column_uuid(st, 0);
    out->trajectory.u = column_uuid(st, 1);
    out->from.u = column_uuid(st, 2);
    out->to.u = column_uuid(st, 3);
    out->on = column_day(st, 5);
    return code_from_row(&out->receiver_kind, st, 4, LIST_RECEIVER_KIND, e);
}

static enum err_code turn_from_row(struct handover_turn_fact *out, struct statement *st,
                                   struct err *e)
{
    enum err_code rc;
    out->handover = column_uuid(st, 0);
    TRY(code_from_row(&out->kind, st, 1, LIST_HANDOVER_EVENT, e));
    TRY(code_from_row(&out->reason, st, 2, LIST_HANDOVER_REASON, e));
    TRY(code_from_row(&out->result, st, 3, LIST_HANDOVER_RESULT, e));
    out->on = column_day(st, 4);
    out->is_guide_present =
        column_is_null(st, 5) ? CODE_MISSING : (uint8_t)(column_int(st, 5) != 0);
out:
    return rc;
}

static enum err_code give_signals(struct cursor *signals, struct cursor *steps,
                                  const struct panel_sink *sink, struct err *e)
{
    enum err_code rc = OK;
    bool here;
    while (!signals->ended) {
        struct bundled_signal_fact fact = {0};
        TRY(signal_from_row(&fact, signals->st, e));
        TRY(sink->bundled_signal(sink->to, &fact, e));
        for (;;) {
            struct signal_step_fact step = {0};
            TRY(cursor_reach(&here, steps, &fact.signal.id, e));
            if (!here) break;
            TRY(step_from_row(&step, steps->st, e));
            TRY(sink->signal_step(sink->to, &step, e));
            TRY(cursor_next(steps, e));
        }
        TRY(cursor_next(signals, e));
    }
out:
    return rc;
}

static enum err_code give_handovers(struct cursor *handovers, struct cursor *turns,
                                    const struct panel_sink *sink, struct err *e)
{
    enum err_code rc = OK;
    bool here;
    while (!handovers->ended) {
        struct counted_handover_fact fact = {0};
        TRY(handover_from_row(&fact, handovers->st, e));
        TRY(sink->counted_handover(sink->to, &fact, e));
        for (;;) {
            struct handover_turn_fact turn = {0};
            TRY(cursor_reach(&here, turns, &fact.id, e));
            if (!here) break;
            TRY(turn_from_row(&turn, turns->st, e));
            TRY(sink->handover_turn(sink->to, &turn, e));
            TRY(cursor_next(turns, e));
        }
        TRY(cursor_next(handovers, e));
    }
out:
    return rc;
}

enum err_code network_stream(struct db *db, int64_t known_at_ms,
                             const struct panel_sink *sink, struct err *e)
{
    struct cursor signals = {0}, steps = {0}, handovers = {0}, turns = {0};
    enum err_code rc;
    TRY(cursor_open(&signals, db, known_at_ms, signals_sql, e));
    TRY(cursor_open(&steps, db, known_at_ms, steps_sql, e));
    TRY(give_signals(&signals, &steps, sink, e));
    TRY(cursor_open(&handovers, db, known_at_ms, handovers_sql, e));
    TRY(cursor_open(&turns, db, known_at_ms, turns_sql, e));
    rc = give_handovers(&handovers, &turns, sink, e);
out:
    statement_done(signals.st);
    statement_done(steps.st);
    statement_done(handovers.st);
    statement_done(turns.st);
    return rc;
}
