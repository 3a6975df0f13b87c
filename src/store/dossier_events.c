/* What happened in the trajectories of one person, of every kind, with its particulars:
 * each kind from its own table, all with the same columns. */
#include "store/dossier_inside.h"

#include "store/from_row.h"

/* Columns 7 to 15 are particulars; 16 to 18 who wrote it. */
#define EVENTS(table, code, detail, value, particulars)                                \
    "SELECT t.person, t.id, t.trajectory, t.happened_on, " code ", " detail ", " value \
    ", " particulars ", t.recorded_at, a.actor, t.retracted_at FROM " table " AS t "   \
    "JOIN trajectory_fact AS j ON j.person = t.person AND j.id = t.trajectory "        \
    "AND j.retracted_at IS NULL "                                                      \
    "LEFT JOIN audit AS a ON a.number = t.written_by "                                 \
    "WHERE t.person = $1 AND (t.retracted_at IS NULL OR $2 = 1)"
/* ended_on, minutes, flags, worker, place, organisation, contract, weekly, note */
#define NOTHING "NULL, NULL, 0, NULL, NULL, NULL, '', NULL, NULL"

static const char *const kind_sql[N_EVENT_KINDS] = {
    [EVENT_STARTED] = EVENTS("trajectory_start", "NULL", "NULL", "0", NOTHING),
    [EVENT_ENDED] = EVENTS("trajectory_end", "t.kind", "t.exit_reason", "0", NOTHING),
    [EVENT_JUDGED] = EVENTS("judgement", "t.code", "NULL", "0", NOTHING),
    [EVENT_PHASE] = EVENTS("phase_episode", "t.code", "NULL", "0",
                           "t.ended_on, NULL, 0, NULL, NULL, NULL, '', NULL, NULL"),
    [EVENT_CONTACT] = EVENTS("contact", "t.mode", "NULL", "0",
                             "NULL, t.minutes, t.flags, t.worker, t.place, NULL, '', "
                             "NULL, t.note"),
    [EVENT_ACTION] = EVENTS("activity", "t.kind", "NULL", "0",
                            "t.ended_on, t.minutes, 0, t.worker, NULL, "
                            "t.organisation, '', NULL, NULL"),
    [EVENT_OUTCOME] = EVENTS("outcome", "t.kind", "t.sector", "0",
                             "t.ended_on, NULL, 0, NULL, NULL, t.organisation, "
                             "t.contract, t.weekly_minutes, NULL"),
    [EVENT_REFERRAL] = EVENTS("referral", "t.body", "NULL", "0",
                              "NULL, NULL, 0, NULL, NULL, t.organisation, '', NULL, "
                              "NULL"),
    [EVENT_OBSERVATION] =
        EVENTS("observation", "t.indicator", "t.moment", "t.value", NOTHING),
    [EVENT_CONDITION] = EVENTS("condition", "t.code", "t.state", "0", NOTHING),
};

static void particulars_from_row(struct event_particulars *p, struct arena *a,
                                 struct statement *st)
{
    p->to = column_day(st, 7);
    p->minutes = column_is_null(st, 8) ? -1 : (int32_t)column_int(st, 8);
    p->flags = (uint32_t)column_int(st, 9);
    p->worker = column_uuid(st, 10);
    p->place = column_uuid(st, 11);
    p->organisation.u = column_uuid(st, 12);
    text_from_row(p->contract, sizeof p->contract, st, 13);
    p->weekly_minutes = column_is_null(st, 14) ? -1 : (int32_t)column_int(st, 14);
    p->note = sealed_from_row(a, st, 15);
}

static int by_day_then_id(const void *a, const void *b)
{
    const struct dossier_event *x = a, *y = b;
    if (x->fact.on.v != y->fact.on.v) return x->fact.on.v < y->fact.on.v ? -1 : 1;
    return uuid_compare(x->fact.id, y->fact.id);
}

enum err_code dossier_events_read(struct dossier *d, struct arena *a, struct db *db,
                                  struct person_id person, bool has_past, struct err *e)
{
    struct statement *st = NULL;
    struct dossier_event *list = NULL;
    size_t n = 0, cap = 0;
    enum err_code rc = OK;
    bool row;
    for (unsigned kind = 0; kind < N_EVENT_KINDS; kind++) {
        TRY(db_prepare_literal(&st, db, kind_sql[kind], e));
        bind_uuid(st, 1, &person.u);
        bind_int(st, 2, has_past);
        for (;;) {
            TRY(statement_step(&row, st, e));
            if (!row) break;
            mem_push_room(list, n, cap);
            struct dossier_event *ev = &list[n++];
            *ev = (struct dossier_event){0};
            TRY(event_from_row(&ev->fact, (enum event_kind)kind, st, e));
            particulars_from_row(&ev->particulars, a, st);
            written_from_row(&ev->written, st, 16);
        }
        statement_done(st);
        st = NULL;
    }
    if (n) qsort(list, n, sizeof *list, by_day_then_id);
    d->events = arena_new_array(a, struct dossier_event, n);
    if (n) memcpy(d->events, list, n * sizeof *list);
    d->n_events = n;
out:
    statement_done(st);
    free(list);
    return rc;
}
