/* What was done around persons, as events of their trajectories: assessments,
 * appreciation, appointments, assets, jobs and aftercare. */
#include "store/panel_inside.h"

#include "base/brussels.h"
#include "domain/care_events.h"
#include "domain/programme_rules.h"
#include "domain/trajectory_status.h"
#include "store/from_row.h"

#define KNOWN_AS(t)                                                                    \
    t ".recorded_at <= $1 AND (" t ".retracted_at IS NULL OR " t ".retracted_at > "    \
      "$1) "
#define CARE(columns, table)                                                           \
    "SELECT " columns " FROM " table                                                   \
    " AS x WHERE " KNOWN_AS("x") "ORDER BY x.person, x.id"

static const char *const care_sql[N_CARE_CURSORS] = {
    [CARE_ASSESSMENTS] = CARE("person, id, happened_on, item, score", "assessment"),
    [CARE_APPRECIATIONS] = CARE("person, id, happened_on, scale", "appreciation"),
    [CARE_APPOINTMENTS] =
        CARE("person, id, starts_at, state", "appointment") ", x.sequence",
    [CARE_ASSETS] = CARE("person, id, happened_on, kind", "competence"),
    [CARE_JOBS] =
        "SELECT x.person, x.id, o.trajectory, o.happened_on, o.ended_on, "
        "x.contract_kind, p.call, c.kind FROM job AS x "
        "JOIN outcome AS o ON o.person = x.person AND o.id = x.id "
        "AND " KNOWN_AS(
            "o") "JOIN trajectory_fact AS t "
                 "ON t.person = o.person AND t.id = o.trajectory AND " KNOWN_AS(
                     "t") "LEFT JOIN project_fact AS p ON p.id = t.project "
                          "AND " KNOWN_AS(
                              "p") "LEFT JOIN call_fact AS c ON c.code = "
                                   "p.call AND " KNOWN_AS(
                                       "c") "WHERE"
                                            " " KNOWN_AS("x") "ORDER BY x.person, x.id",
    [CARE_AFTERCARES] =
        CARE("person, id, outcome, side, due_on, happened_on, result", "aftercare"),
    [CARE_CONDITION_WORKS] = CARE("person, id, owner", "condition_work"),
};

/* --- instruments --- */

static enum err_code instrument_of_row(struct instrument_fact *f, struct statement *st)
{
    f->id = column_uuid(st, 0);
    snprintf(f->code, sizeof f->code, "%.*s", STR_ARG(column_text(st, 1)));
    snprintf(f->title, sizeof f->title, "%.*s", STR_ARG(column_text(st, 2)));
    f->is_interval = column_int(st, 3) != 0;
    f->lowest = (int32_t)column_int(st, 4);
    f->highest = (int32_t)column_int(st, 5);
    return OK;
}

static enum err_code give_item(struct care_stream *c, struct statement *st, size_t *cap,
                               const struct panel_sink *sink, struct err *e)
{
    struct instrument_item_fact f = {.id = column_uuid(st, 6),
                                     .instrument = column_uuid(st, 0),
                                     .number = (int32_t)column_int(st, 7)};
    snprintf(f.title, sizeof f.title, "%.*s", STR_ARG(column_text(st, 8)));
    enum err_code rc = code_from_row(&f.condition, st, 9, LIST_CONTEXT_CONDITION, e);
    if (rc == OK) rc = sink->instrument_item(sink->to, &f, e);
    if (rc != OK) return rc;
    if (c->n_items == *cap) {
        *cap = *cap ? 2 * *cap : 64;
        c->items = mem_grow(c->items, *cap, sizeof *c->items);
        c->lowest = mem_grow(c->lowest, *cap, sizeof *c->lowest);
    }
    c->lowest[c->n_items] = (int32_t)column_int(st, 4);
    c->items[c->n_items++] = f.id;
    return OK;
}

/* Numbers follow the order in which items come; the ids are sorted for looking up. */
static void number_items(struct care_stream *c)
{
    c->numbers = mem_array(c->n_items + 1, sizeof *c->numbers);
    for (size_t i = 0; i < c->n_items; i++) {
        struct uuid id = c->items[i];
        size_t at = i;
        for (; at > 0 && uuid_compare(c->items[at - 1], id) > 0; at--) {
            c->items[at] = c->items[at - 1];
            c->numbers[at] = c->numbers[at - 1];
        }
        c->items[at] = id;
        c->numbers[at] = (uint16_t)i;
    }
}

/* Also those that are no longer offered: their scores stay. */
static enum err_code give_instruments(struct care_stream *c, struct db *db,
                                      int64_t known_at_ms,
                                      const struct panel_sink *sink, struct err *e)
{
    struct statement *st = NULL;
    struct uuid last = {{0}};
    size_t cap = 0;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, db,
                   "SELECT i.id, i.code, i.title, i.is_interval, i.lowest, i.highest, "
                   "q.id, q.number, q.title, q.condition FROM instrument AS i "
                   "JOIN instrument_item AS q ON q.instrument = i.id "
                   "WHERE i.recorded_at <= $1 AND q.recorded_at <= $1 "
                   "ORDER BY i.title, i.id, q.number, q.id",
                   e));
    bind_int(st, 1, known_at_ms);
    for (;;) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        struct instrument_fact f = {0};
        TRY(instrument_of_row(&f, st));
        if (!uuid_eq(f.id, last)) TRY(sink->instrument(sink->to, &f, e));
        last = f.id;
        TRY(give_item(c, st, &cap, sink, e));
    }
    number_items(c);
out:
    statement_done(st);
    return rc;
}

static int find_item(const struct care_stream *c, struct uuid id)
{
    size_t low = 0, high = c->n_items;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = uuid_compare(c->items[mid], id);
        if (order == 0) return c->numbers[mid];
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return -1;
}

/* --- one person --- */

static struct event_fact *push(struct care_stream *c, struct statement *st,
                               enum care_event_kind kind, struct day on)
{
    mem_push_room(c->event, c->n_events, c->event_cap);
    struct event_fact *f = &c->event[c->n_events++];
    *f = (struct event_fact){.id = column_uuid(st, 1),
                             .person = {column_uuid(st, 0)},
                             .kind = (uint8_t)kind,
                             .code = CODE_MISSING,
                             .detail = CODE_MISSING,
                             .on = on};
    return f;
}

static enum err_code take_assessment(struct care_stream *c, struct statement *st,
                                     struct err *e)
{
    int item = find_item(c, column_uuid(st, 3));
    (void)e;
    if (item < 0) return OK; /* of an instrument that was not known then */
    struct event_fact *f = push(c, st, EVENT_ASSESSMENT, column_day(st, 2));
    f->code = (uint8_t)(item & 0xff);
    f->detail = (uint8_t)(item >> 8);
    f->value = CARE_NOT_SAID;
    if (!column_is_null(st, 4))
        f->value = (uint8_t)(column_int(st, 4) - c->lowest[item]);
    return OK;
}

static enum err_code take_appreciation(struct care_stream *c, struct statement *st,
                                       struct err *e)
{
    struct event_fact *f = push(c, st, EVENT_APPRECIATION, column_day(st, 2));
    (void)e;
    if (!column_is_null(st, 3)) f->code = (uint8_t)column_int(st, 3);
    return OK;
}

/* The last version holds; when it begins at another moment than the first did, it was
 * moved. Versions of one appointment stand together, in order. */
static enum err_code take_appointment(struct care_stream *c, struct statement *st,
                                      struct err *e)
{
    struct uuid id = column_uuid(st, 1);
    int64_t starts_at = column_int(st, 2);
    struct event_fact *last = c->n_events ? &c->event[c->n_events - 1] : NULL;
    bool is_first = !last || last->kind != EVENT_APPOINTMENT || !uuid_eq(last->id, id);
    if (is_first) {
        c->starts_at = starts_at;
        last = push(c, st, EVENT_APPOINTMENT, DAY_NONE);
    }
    last->on = brussels_day(starts_at, NULL);
    last->detail = starts_at == c->starts_at ? YES_NO_NO : YES_NO_YES;
    return code_from_row(&last->code, st, 3, LIST_APPOINTMENT_STATE, e);
}

static enum err_code take_asset(struct care_stream *c, struct statement *st,
                                struct err *e)
{
    struct event_fact *f = push(c, st, EVENT_ASSET, column_day(st, 2));
    return code_from_row(&f->code, st, 3, LIST_COMPETENCE_KIND, e);
}

static enum err_code take_aftercare(struct care_stream *c, struct statement *st,
                                    struct err *e)
{
    enum err_code rc;
    mem_push_room(c->aftercare, c->n_aftercares, c->aftercare_cap);
    struct aftercare_fact *f = &c->aftercare[c->n_aftercares++];
    *f = (struct aftercare_fact){.id = column_uuid(st, 1),
                                 .outcome = column_uuid(st, 2),
                                 .due_on = column_day(st, 4),
                                 .on = column_day(st, 5)};
    TRY(code_from_row(&f->side, st, 3, LIST_AFTERCARE_SIDE, e));
    rc = code_from_row(&f->result, st, 6, LIST_AFTERCARE_RESULT, e);
out:
    return rc;
}

/* The records of one job, in order of day and then of id. */
static size_t records_of(struct aftercare_fact *out, const struct care_stream *c,
                         struct uuid outcome)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n_aftercares; i++) {
        if (!uuid_eq(c->aftercare[i].outcome, outcome)) continue;
        size_t at = n++;
        for (; at > 0 && out[at - 1].on.v > c->aftercare[i].on.v; at--)
            out[at] = out[at - 1];
        out[at] = c->aftercare[i];
    }
    return n;
}

static enum err_code take_job(struct care_stream *c, struct statement *st,
                              struct err *e)
{
    struct event_fact of = {.person = {column_uuid(st, 0)},
                            .id = column_uuid(st, 1),
                            .trajectory = {column_uuid(st, 2)}};
    struct aftercare_job job = {.from = column_day(st, 3), .to = column_day(st, 4)};
    uint8_t call_kind;
    enum err_code rc;
    TRY(code_from_row(&job.contract, st, 5, LIST_CONTRACT_KIND, e));
    TRY(code_from_row(&call_kind, st, 7, LIST_CALL_KIND, e));
    job.months_max =
        programme_rule_value("aftercare_months_max", column_text(st, 6),
                             call_kind == CODE_MISSING ? ANY_KIND : call_kind, job.from,
                             AFTERCARE_UNLIMITED);
    struct aftercare_fact *records = mem_array(c->n_aftercares + 1, sizeof *records);
    size_t n = records_of(records, c, of.id);
    size_t room = c->n_events + CARE_EVENTS_MOST(n);
    if (room > c->event_cap) {
        c->event_cap = 2 * room;
        c->event = mem_grow(c->event, c->event_cap, sizeof *c->event);
    }
    c->n_events += care_events_of_job(c->event + c->n_events, &of, &job, records, n);
    free(records);
out:
    return rc;
}

static enum err_code take_work(struct event_fact *events, size_t n,
                               struct statement *st, struct err *e)
{
    struct uuid id = column_uuid(st, 1);
    uint8_t owner;
    enum err_code rc = code_from_row(&owner, st, 2, LIST_STEP_OWNER, e);
    for (size_t i = 0; rc == OK && i < n; i++)
        if (events[i].kind == EVENT_CONDITION && uuid_eq(events[i].id, id))
            events[i].value = owner == CODE_MISSING ? 0 : (uint8_t)(1 + owner);
    return rc;
}

static enum err_code take(struct care_stream *c, int what, struct event_fact *events,
                          size_t n_events, struct err *e)
{
    struct statement *st = c->cursors[what].st;
    switch (what) {
    case CARE_ASSESSMENTS:
        return take_assessment(c, st, e);
    case CARE_APPRECIATIONS:
        return take_appreciation(c, st, e);
    case CARE_APPOINTMENTS:
        return take_appointment(c, st, e);
    case CARE_ASSETS:
        return take_asset(c, st, e);
    case CARE_AFTERCARES:
        return take_aftercare(c, st, e);
    case CARE_JOBS:
        return take_job(c, st, e);
    default:
        return take_work(events, n_events, st, e);
    }
}

/* The trajectory that had been reached last by that day, or else the first. */
static struct trajectory_id trajectory_on(const struct trajectory_fact *t, size_t n,
                                          struct day on)
{
    const struct trajectory_fact *best = &t[0];
    for (size_t i = 1; i < n; i++) {
        bool is_reached = t[i].reached_on.v <= on.v;
        bool best_is = best->reached_on.v <= on.v;
        int order = (t[i].reached_on.v > best->reached_on.v) -
                    (t[i].reached_on.v < best->reached_on.v);
        if (!order) order = -uuid_compare(t[i].id.u, best->id.u);
        if (is_reached != best_is ? is_reached : is_reached ? order > 0 : order < 0)
            best = &t[i];
    }
    return best->id;
}

static int compare_care(const void *x, const void *y)
{
    const struct event_fact *a = x, *b = y;
    if (a->on.v != b->on.v) return a->on.v < b->on.v ? -1 : 1;
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    int order = uuid_compare(a->id, b->id);
    if (order) return order;
    /* of one job on one day: by moment, side */
    if (a->code != b->code) return a->code < b->code ? -1 : 1;
    return (a->detail > b->detail) - (a->detail < b->detail);
}

enum err_code care_gather(struct care_stream *c, const struct uuid *person,
                          const struct trajectory_fact *trajectories,
                          size_t n_trajectories, struct event_fact *events,
                          size_t n_events, struct err *e)
{
    /* aftercare before the jobs it belongs to */
    static const uint8_t order[N_CARE_CURSORS] = {
        CARE_ASSESSMENTS, CARE_APPRECIATIONS, CARE_APPOINTMENTS,   CARE_ASSETS,
        CARE_AFTERCARES,  CARE_JOBS,          CARE_CONDITION_WORKS};
    enum err_code rc = OK;
    bool here;
    c->n_events = c->n_aftercares = 0;
    for (size_t k = 0; k < N_CARE_CURSORS; k++) {
        struct cursor *cursor = &c->cursors[order[k]];
        for (;;) {
            TRY(cursor_reach(&here, cursor, person, e));
            if (!here) break;
            TRY(take(c, order[k], events, n_events, e));
            TRY(cursor_next(cursor, e));
        }
    }
    if (!n_trajectories) c->n_events = 0;
    for (size_t i = 0; i < c->n_events; i++)
        if (uuid_is_nil(c->event[i].trajectory.u))
            c->event[i].trajectory =
                trajectory_on(trajectories, n_trajectories, c->event[i].on);
    if (c->n_events > 1) qsort(c->event, c->n_events, sizeof *c->event, compare_care);
out:
    return rc;
}

/* --- the whole --- */

enum err_code care_open(struct care_stream *c, struct db *db, int64_t known_at_ms,
                        const struct panel_sink *sink, struct err *e)
{
    enum err_code rc;
    TRY(give_instruments(c, db, known_at_ms, sink, e));
    for (int i = 0; i < N_CARE_CURSORS; i++)
        TRY(cursor_open(&c->cursors[i], db, known_at_ms, care_sql[i], e));
out:
    return rc;
}

void care_close(struct care_stream *c)
{
    for (int i = 0; i < N_CARE_CURSORS; i++)
        statement_done(c->cursors[i].st);
    free(c->items);
    free(c->numbers);
    free(c->lowest);
    free(c->event);
    free(c->aftercare);
}
