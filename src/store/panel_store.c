/* A merge of cursors, one per table, all in order of person. The smallest unit in
 * memory is one person: its trajectories by reached_on, its events by day. */
#include "store/panel_inside.h"

#include "store/from_row.h"

#define KNOWN     "WHERE recorded_at <= $1 AND (retracted_at IS NULL OR retracted_at > $1) "
#define BY_PERSON KNOWN "ORDER BY person, id"
#define EVENTS(table, code, detail, value)                                             \
    "SELECT " EVENT_COLUMNS(code, detail, value) " FROM " table " " BY_PERSON

static const char *const event_sql[N_EVENT_KINDS] = {
    [EVENT_STARTED] = EVENTS("trajectory_start", "NULL", "NULL", "NULL"),
    [EVENT_ENDED] = EVENTS("trajectory_end", "kind", "exit_reason", "NULL"),
    [EVENT_JUDGED] = EVENTS("judgement", "code", "NULL", "NULL"),
    [EVENT_PHASE] = EVENTS("phase_episode", "code", "NULL", "NULL"),
    [EVENT_CONTACT] = EVENTS("contact", "mode", "NULL", "NULL"),
    [EVENT_ACTION] = EVENTS("activity", "kind", "NULL", "NULL"),
    [EVENT_OUTCOME] = EVENTS("outcome", "kind", "sector", "contract"),
    [EVENT_REFERRAL] = EVENTS("referral", "body", "NULL", "NULL"),
    [EVENT_OBSERVATION] = EVENTS("observation", "indicator", "moment", "value"),
    [EVENT_CONDITION] = EVENTS("condition", "code", "state", "NULL"),
};

struct stream {
    struct db *db;
    int64_t known_at_ms;
    const struct panel_sink *sink;
    struct cursor persons, links, attributes, spells, spell_exits, trajectories,
        events[N_EVENT_KINDS];
    struct cursor actions, courses, offers, audiences; /* in order of action */
    struct care_stream care;
    /* one person's */
    struct attribute_fact *attribute;
    struct spell_fact *spell;
    struct spell_exit_fact *exit;
    struct trajectory_fact *trajectory;
    struct event_fact *event;
    size_t n_attributes, n_spells, n_exits, n_trajectories, n_events;
    size_t attribute_cap, spell_cap, exit_cap, trajectory_cap, event_cap;
};

enum err_code cursor_next(struct cursor *c, struct err *e)
{
    bool row;
    enum err_code rc = statement_step(&row, c->st, e);
    c->ended = !row;
    if (row) c->person = column_uuid(c->st, 0);
    return rc;
}

enum err_code cursor_open(struct cursor *c, struct db *db, int64_t known_at_ms,
                          const char *sql, struct err *e)
{
    enum err_code rc = db_prepare_literal(&c->st, db, sql, e);
    if (rc != OK) return rc;
    bind_int(c->st, 1, known_at_ms);
    return cursor_next(c, e);
}

static enum err_code stream_open(struct cursor *c, struct stream *s, const char *sql,
                                 struct err *e)
{
    return cursor_open(c, s->db, s->known_at_ms, sql, e);
}

enum err_code cursor_reach(bool *here_out, struct cursor *c, const struct uuid *person,
                           struct err *e)
{
    *here_out = false;
    while (!c->ended) {
        int order = uuid_compare(c->person, *person);
        *here_out = order == 0;
        if (order >= 0) return OK;
        enum err_code rc = cursor_next(c, e);
        if (rc != OK) return rc;
    }
    return OK;
}

/* --- the small tables --- */

#define SMALL(noun, type, columns, table, order)                                       \
    static enum err_code read_##noun##s(struct stream *s, struct err *e)               \
    {                                                                                  \
        struct statement *st = NULL;                                                   \
        struct type fact;                                                              \
        enum err_code rc;                                                              \
        bool row;                                                                      \
        TRY(db_prepare(&st, s->db,                                                     \
                       "SELECT " columns " FROM " table " " KNOWN "ORDER BY " order,   \
                       e));                                                            \
        bind_int(st, 1, s->known_at_ms);                                               \
        for (;;) {                                                                     \
            TRY(statement_step(&row, st, e));                                          \
            if (!row) break;                                                           \
            memset(&fact, 0, sizeof fact);                                             \
            TRY(noun##_from_row(&fact, st, e));                                        \
            TRY(s->sink->noun(s->sink->to, &fact, e));                                 \
        }                                                                              \
    out:                                                                               \
        statement_done(st);                                                            \
        return rc;                                                                     \
    }
SMALL(call, call_fact, CALL_COLUMNS, "call_fact", "code")
SMALL(organisation, organisation_fact, ORGANISATION_COLUMNS, "organisation_fact",
      "code, id")
SMALL(project, project_fact, PROJECT_COLUMNS, "project_fact", "code, id")
SMALL(partnership, partnership_fact, PARTNERSHIP_COLUMNS, "partnership_fact",
      "code, id")
SMALL(budget, budget_fact, BUDGET_COLUMNS, "budget", "id")
SMALL(target, target_fact, TARGET_COLUMNS, "target", "id")
SMALL(coverage, coverage_fact, COVERAGE_COLUMNS, "coverage", "id")
SMALL(project_follow_up, project_follow_up_fact, PROJECT_FOLLOW_UP_COLUMNS,
      "project_follow_up", "id")
SMALL(published, published_fact, PUBLISHED_COLUMNS, "published", "id")
SMALL(outreach_place, outreach_place_fact, OUTREACH_PLACE_COLUMNS,
      "outreach_place_fact", "id")
/* Of a thread that became a person each row counts that person, as was known then. */
SMALL(reach, reach_fact,
      "id, action, thread, coalesce(person, (SELECT t.person FROM thread_person AS t "
      "WHERE t.thread = reach.thread AND t.recorded_at <= $1 AND (t.retracted_at IS "
      "NULL OR t.retracted_at > $1))), n, category, refused_registration",
      "reach", "id")

/* --- outreach: actions, each with what hangs on it --- */

/* What stands in the cursor for this action, fact by fact. */
#define GIVE_OF_ACTION(noun, from)                                                     \
    static enum err_code give_##noun##s(struct stream *s, const struct uuid *action,   \
                                        struct err *e)                                 \
    {                                                                                  \
        struct cursor *c = &s->from;                                                   \
        enum err_code rc;                                                              \
        bool here;                                                                     \
        for (;;) {                                                                     \
            struct noun##_fact fact = {0};                                             \
            TRY(cursor_reach(&here, c, action, e));                                    \
            if (!here) break;                                                          \
            TRY(noun##_from_row(&fact, c->st, e));                                     \
            TRY(s->sink->noun(s->sink->to, &fact, e));                                 \
            TRY(cursor_next(c, e));                                                    \
        }                                                                              \
    out:                                                                               \
        return rc;                                                                     \
    }
GIVE_OF_ACTION(outreach_course, courses)
GIVE_OF_ACTION(outreach_offer, offers)
GIVE_OF_ACTION(outreach_audience, audiences)

static enum err_code read_outreach_actions(struct stream *s, struct err *e)
{
    enum err_code rc;
    TRY(stream_open(&s->actions, s,
                    "SELECT " OUTREACH_ACTION_COLUMNS
                    " FROM outreach_action_fact " KNOWN "ORDER BY id",
                    e));
    TRY(stream_open(&s->courses, s,
                    "SELECT " OUTREACH_COURSE_COLUMNS " FROM outreach_course " KNOWN
                    "ORDER BY action, recorded_at, id",
                    e));
    TRY(stream_open(&s->offers, s,
                    "SELECT " OUTREACH_OFFER_COLUMNS " FROM outreach_offer " KNOWN
                    "ORDER BY action, recorded_at, id",
                    e));
    TRY(stream_open(&s->audiences, s,
                    "SELECT " OUTREACH_AUDIENCE_COLUMNS " FROM outreach_audience " KNOWN
                    "ORDER BY action, id",
                    e));
    while (!s->actions.ended) {
        struct outreach_action_fact fact = {0};
        TRY(outreach_action_from_row(&fact, s->actions.st, e));
        TRY(s->sink->outreach_action(s->sink->to, &fact, e));
        TRY(give_outreach_courses(s, &fact.id, e));
        TRY(give_outreach_offers(s, &fact.id, e));
        TRY(give_outreach_audiences(s, &fact.id, e));
        TRY(cursor_next(&s->actions, e));
    }
out:
    return rc;
}

/* --- one person --- */

static enum err_code gather_attributes(struct stream *s, const struct uuid *person,
                                       struct err *e)
{
    struct cursor *c = &s->attributes;
    enum err_code rc;
    bool here;
    s->n_attributes = 0;
    for (;;) {
        TRY(cursor_reach(&here, c, person, e));
        if (!here) break;
        mem_push_room(s->attribute, s->n_attributes, s->attribute_cap);
        TRY(attribute_from_row(&s->attribute[s->n_attributes++], c->st, e));
        TRY(cursor_next(c, e));
    }
out:
    return rc;
}

static enum err_code gather_spells(struct stream *s, const struct uuid *person,
                                   struct err *e)
{
    struct cursor *c = &s->spells;
    enum err_code rc;
    bool here;
    s->n_spells = 0;
    for (;;) {
        TRY(cursor_reach(&here, c, person, e));
        if (!here) break;
        mem_push_room(s->spell, s->n_spells, s->spell_cap);
        TRY(spell_from_row(&s->spell[s->n_spells++], c->st, e));
        TRY(cursor_next(c, e));
    }
out:
    return rc;
}

static bool is_later_exit(const struct spell_exit_fact *a,
                          const struct spell_exit_fact *b)
{
    return !a || uuid_compare(b->id, a->id) > 0;
}

/* Each spell gets its exit; of several the last, which has the greatest id. */
static enum err_code gather_spell_exits(struct stream *s, const struct uuid *person,
                                        struct err *e)
{
    struct cursor *c = &s->spell_exits;
    enum err_code rc;
    bool here;
    s->n_exits = 0;
    for (;;) {
        TRY(cursor_reach(&here, c, person, e));
        if (!here) break;
        mem_push_room(s->exit, s->n_exits, s->exit_cap);
        TRY(spell_exit_from_row(&s->exit[s->n_exits++], c->st, e));
        TRY(cursor_next(c, e));
    }
    for (size_t i = 0; i < s->n_spells && s->n_exits; i++) {
        const struct spell_exit_fact *last = NULL;
        for (size_t k = 0; k < s->n_exits; k++)
            if (uuid_eq(s->exit[k].spell, s->spell[i].id) &&
                is_later_exit(last, &s->exit[k]))
                last = &s->exit[k];
        if (last) s->spell[i].exit = last->destination;
    }
out:
    return rc;
}

static enum err_code gather_trajectories(struct stream *s, const struct uuid *person,
                                         struct err *e)
{
    struct cursor *c = &s->trajectories;
    enum err_code rc;
    bool here;
    s->n_trajectories = 0;
    for (;;) {
        TRY(cursor_reach(&here, c, person, e));
        if (!here) break;
        mem_push_room(s->trajectory, s->n_trajectories, s->trajectory_cap);
        TRY(trajectory_from_row(&s->trajectory[s->n_trajectories++], c->st, e));
        TRY(cursor_next(c, e));
    }
out:
    return rc;
}

static enum err_code gather_events(struct stream *s, const struct uuid *person,
                                   struct err *e)
{
    enum err_code rc = OK;
    bool here;
    s->n_events = 0;
    for (unsigned kind = 0; kind < N_EVENT_KINDS; kind++) {
        struct cursor *c = &s->events[kind];
        for (;;) {
            TRY(cursor_reach(&here, c, person, e));
            if (!here) break;
            mem_push_room(s->event, s->n_events, s->event_cap);
            TRY(event_from_row(&s->event[s->n_events++], (enum event_kind)kind, c->st,
                               e));
            TRY(cursor_next(c, e));
        }
    }
out:
    return rc;
}

static int compare_ints(int a, int b)
{
    return (a > b) - (a < b);
}

static int compare_attributes(const void *x, const void *y)
{
    const struct attribute_fact *a = x, *b = y;
    int order = compare_ints(a->kind, b->kind);
    if (!order) order = compare_ints(a->valid_from.v, b->valid_from.v);
    return order ? order : uuid_compare(a->id, b->id);
}

static int compare_spells(const void *x, const void *y)
{
    const struct spell_fact *a = x, *b = y;
    int order = compare_ints(a->from.v, b->from.v);
    if (!order) order = compare_ints(a->list, b->list);
    return order ? order : uuid_compare(a->id, b->id);
}

static int compare_trajectories(const void *x, const void *y)
{
    const struct trajectory_fact *a = x, *b = y;
    int order = compare_ints(a->reached_on.v, b->reached_on.v);
    return order ? order : uuid_compare(a->id.u, b->id.u);
}

static int compare_events(const void *x, const void *y)
{
    const struct event_fact *a = x, *b = y;
    int order = compare_ints(a->on.v, b->on.v);
    if (!order) order = compare_ints(a->kind, b->kind);
    return order ? order : uuid_compare(a->id, b->id);
}

/* Insertion sort: a person has a handful of each, nearly in order; qsort for the rest.
 */
#define SORT(items, n, compare)                                                        \
    do {                                                                               \
        if ((n) > 32) {                                                                \
            qsort((items), (n), sizeof *(items), (compare));                           \
            break;                                                                     \
        }                                                                              \
        for (size_t i_ = 1; i_ < (n); i_++) {                                          \
            __typeof__(*(items)) moving_ = (items)[i_];                                \
            size_t at_ = i_;                                                           \
            for (; at_ > 0 && compare(&(items)[at_ - 1], &moving_) > 0; at_--)         \
                (items)[at_] = (items)[at_ - 1];                                       \
            (items)[at_] = moving_;                                                    \
        }                                                                              \
    } while (0)

static enum err_code give_trajectories(struct stream *s, struct err *e)
{
    const struct panel_sink *sink = s->sink;
    enum err_code rc = OK;
    SORT(s->trajectory, s->n_trajectories, compare_trajectories);
    SORT(s->event, s->n_events, compare_events);
    for (size_t t = 0; t < s->n_trajectories; t++) {
        const struct trajectory_fact *f = &s->trajectory[t];
        TRY(sink->trajectory(sink->to, f, e));
        for (size_t i = 0; i < s->n_events; i++)
            if (uuid_eq(s->event[i].trajectory.u, f->id.u))
                TRY(sink->event(sink->to, &s->event[i], e));
        for (size_t i = 0; i < s->care.n_events; i++)
            if (uuid_eq(s->care.event[i].trajectory.u, f->id.u))
                TRY(sink->event(sink->to, &s->care.event[i], e));
    }
out:
    return rc;
}

/* One at most: a link is retracted at the moment the next one is recorded. */
static enum err_code give_link(struct stream *s, const struct uuid *person,
                               struct err *e)
{
    struct person_link_fact fact = {0};
    enum err_code rc;
    bool here;
    TRY(cursor_reach(&here, &s->links, person, e));
    if (!here) goto out;
    TRY(person_link_from_row(&fact, s->links.st, e));
    TRY(cursor_next(&s->links, e));
    rc = s->sink->person_link(s->sink->to, &fact, e);
out:
    return rc;
}

static enum err_code give_person(struct stream *s, struct err *e)
{
    const struct panel_sink *sink = s->sink;
    struct person_fact person;
    enum err_code rc;
    TRY(person_from_row(&person, s->persons.st, e));
    TRY(gather_attributes(s, &person.id.u, e));
    TRY(gather_spells(s, &person.id.u, e));
    TRY(gather_spell_exits(s, &person.id.u, e));
    TRY(gather_trajectories(s, &person.id.u, e));
    TRY(gather_events(s, &person.id.u, e));
    if (sink->instrument_item)
        TRY(care_gather(&s->care, &person.id.u, s->trajectory, s->n_trajectories,
                        s->event, s->n_events, e));
    TRY(sink->person(sink->to, &person, e));
    TRY(give_link(s, &person.id.u, e));
    SORT(s->attribute, s->n_attributes, compare_attributes);
    for (size_t i = 0; i < s->n_attributes; i++)
        TRY(sink->attribute(sink->to, &s->attribute[i], e));
    SORT(s->spell, s->n_spells, compare_spells);
    for (size_t i = 0; i < s->n_spells; i++)
        TRY(sink->spell(sink->to, &s->spell[i], e));
    rc = give_trajectories(s, e);
out:
    return rc;
}

/* --- the whole --- */

static enum err_code open_cursors(struct stream *s, struct err *e)
{
    enum err_code rc;
    TRY(stream_open(&s->persons, s,
                    "SELECT " PERSON_COLUMNS " FROM person_fact " KNOWN "ORDER BY id",
                    e));
    TRY(stream_open(&s->links, s,
                    "SELECT " PERSON_LINK_COLUMNS " FROM person_link " BY_PERSON, e));
    TRY(stream_open(&s->attributes, s,
                    "SELECT " ATTRIBUTE_COLUMNS " FROM attribute " BY_PERSON, e));
    TRY(stream_open(&s->spells, s, "SELECT " SPELL_COLUMNS " FROM spell " BY_PERSON,
                    e));
    TRY(stream_open(&s->spell_exits, s,
                    "SELECT " SPELL_EXIT_COLUMNS " FROM spell_exit " BY_PERSON, e));
    TRY(stream_open(&s->trajectories, s,
                    "SELECT " TRAJECTORY_COLUMNS " FROM trajectory_fact " BY_PERSON,
                    e));
    for (unsigned i = 0; i < N_EVENT_KINDS; i++)
        TRY(stream_open(&s->events[i], s, event_sql[i], e));
out:
    return rc;
}

static void close_cursors(struct stream *s)
{
    statement_done(s->actions.st);
    statement_done(s->courses.st);
    statement_done(s->offers.st);
    statement_done(s->audiences.st);
    statement_done(s->persons.st);
    statement_done(s->links.st);
    statement_done(s->attributes.st);
    statement_done(s->spells.st);
    statement_done(s->spell_exits.st);
    statement_done(s->trajectories.st);
    care_close(&s->care);
    for (unsigned i = 0; i < N_EVENT_KINDS; i++)
        statement_done(s->events[i].st);
    free(s->attribute);
    free(s->spell);
    free(s->exit);
    free(s->trajectory);
    free(s->event);
}

enum err_code panel_store_read(struct db *db, int64_t known_at_ms,
                               const struct panel_sink *sink, struct err *e)
{
    struct stream s = {.db = db, .known_at_ms = known_at_ms, .sink = sink};
    enum err_code rc = db_snapshot_begin(db, e);
    if (rc != OK) return rc;
    TRY(read_calls(&s, e));
    TRY(read_organisations(&s, e));
    TRY(read_projects(&s, e));
    TRY(read_partnerships(&s, e));
    TRY(read_budgets(&s, e));
    TRY(read_targets(&s, e));
    TRY(read_coverages(&s, e));
    TRY(read_project_follow_ups(&s, e));
    s.known_at_ms = INT64_MAX; /* compared with, never counted */
    TRY(read_publisheds(&s, e));
    s.known_at_ms = known_at_ms;
    TRY(read_outreach_places(&s, e));
    TRY(read_outreach_actions(&s, e));
    if (sink->handover_turn) TRY(network_stream(db, known_at_ms, sink, e));
    TRY(open_cursors(&s, e));
    if (sink->instrument_item) TRY(care_open(&s.care, db, known_at_ms, sink, e));
    while (!s.persons.ended) {
        TRY(give_person(&s, e));
        TRY(cursor_next(&s.persons, e));
    }
    TRY(read_reachs(&s, e));
out:
    close_cursors(&s);
    db_snapshot_end(db);
    return rc;
}

enum err_code panel_inputs_changed(bool *out, struct db *db, int64_t audit,
                                   struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, db,
                   "SELECT 1 FROM audit_tally WHERE audit > $1 AND noun NOT IN "
                   "('read', 'worker', 'membership', 'guidance', 'note', 'document', "
                   "'appointment', 'question', 'answer', 'release', 'release_form') "
                   "LIMIT 1",
                   e));
    bind_int(st, 1, audit);
    rc = statement_step(out, st, e);
out:
    statement_done(st);
    return rc;
}
