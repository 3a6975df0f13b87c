#include "store/trajectory_store.h"

#include "base/limits.h"
#include "store/from_row.h"
#include "store/subject_store.h"
#include "store/search_store.h"
#include "store/write_inside.h"

struct event_particulars event_particulars_none(void)
{
    return (struct event_particulars){
        .to = DAY_NONE, .minutes = -1, .weekly_minutes = -1};
}

enum noun event_noun(enum event_kind kind)
{
    static const enum noun nouns[N_EVENT_KINDS] = {
        [EVENT_STARTED] = NOUN_START,           [EVENT_ENDED] = NOUN_END,
        [EVENT_JUDGED] = NOUN_JUDGEMENT,        [EVENT_PHASE] = NOUN_PHASE,
        [EVENT_CONTACT] = NOUN_CONTACT,         [EVENT_ACTION] = NOUN_ACTIVITY,
        [EVENT_OUTCOME] = NOUN_OUTCOME,         [EVENT_REFERRAL] = NOUN_REFERRAL,
        [EVENT_OBSERVATION] = NOUN_OBSERVATION, [EVENT_CONDITION] = NOUN_CONDITION,
    };
    require(kind < N_EVENT_KINDS);
    return nouns[kind];
}

static enum err_code trajectory_anchor(struct write *w, const struct trajectory_fact *f,
                                       struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, w->db,
                   "SELECT 1 FROM trajectory_fact WHERE person = $1 AND id = $2 "
                   "AND retracted_at IS NULL",
                   e));
    bind_uuid(st, 1, &f->person.u);
    bind_uuid(st, 2, &f->id.u);
    TRY(statement_step(&row, st, e));
    if (row) {
        rc = err_set(e, ERR_EXISTS, "this trajectory is there already");
        err_hint(e, "to correct it, retract it first");
        goto out;
    }
    statement_done(st);
    st = NULL;
    TRY(db_prepare(&st, w->db,
                   "INSERT INTO trajectory (person, id) VALUES ($1, $2) "
                   "ON CONFLICT DO NOTHING",
                   e));
    bind_uuid(st, 1, &f->person.u);
    bind_uuid(st, 2, &f->id.u);
    rc = statement_run(st, e);
out:
    statement_done(st);
    return write_note(w, rc);
}

enum err_code trajectory_add(struct write *w, const struct trajectory_fact *f,
                             struct err *e)
{
    struct row r;
    enum err_code rc = trajectory_anchor(w, f, e);
    if (rc != OK) return rc;
    row_begin(&r, w, NOUN_TRAJECTORY);
    row_own_id(&r, &f->person.u);
    row_own_id(&r, &f->id.u);
    row_uuid(&r, &f->project.u);
    row_uuid(&r, &f->partnership.u);
    row_uuid(&r, &f->host.u);
    row_day(&r, f->reached_on);
    row_int_or_null(&r, f->entry_age, f->entry_age != -1);
    row_code(&r, LIST_INTAKE_CHANNEL, f->channel);
    row_int_or_null(&r, f->is_voluntary, f->is_voluntary != CODE_MISSING);
    rc = row_end(&r, e);
    return rc == OK ? person_change_add(w, f->person, e) : rc;
}

/* Particulars that do not belong to the kind of event would be lost in silence. */
static bool particulars_fit(enum event_kind kind, const struct event_particulars *p)
{
    bool contact = kind == EVENT_CONTACT, action = kind == EVENT_ACTION;
    bool outcome = kind == EVENT_OUTCOME;
    return (day_is_none(p->to) || kind == EVENT_PHASE || action || outcome) &&
           (p->minutes == -1 || contact || action) && (!p->flags || contact) &&
           (uuid_is_nil(p->worker) || contact || action) &&
           (uuid_is_nil(p->place) || contact) &&
           (uuid_is_nil(p->organisation.u) || outcome || action ||
            kind == EVENT_REFERRAL) &&
           (!p->contract[0] || outcome) && (p->weekly_minutes == -1 || outcome) &&
           (!p->note.n || contact);
}

/* Fields the panel's event carries but the kind has no place for. */
static bool fields_fit(const struct event_fact *f)
{
    struct event_lists lists = event_lists[f->kind];
    return (lists.code != N_LISTS || f->code == CODE_MISSING) &&
           (lists.detail != N_LISTS || f->detail == CODE_MISSING) &&
           (f->kind == EVENT_OBSERVATION ? f->value <= 1 : f->value == 0);
}

static void contact_columns(struct row *r, const struct event_fact *f,
                            const struct event_particulars *p, const struct buf *note)
{
    row_code(r, LIST_CONTACT_MODE, f->code);
    row_int_or_null(r, p->minutes, p->minutes != -1);
    row_int(r, p->flags);
    row_uuid(r, &p->worker);
    row_uuid(r, &p->place);
    row_blob(r, note->p, note->n);
}

static void activity_columns(struct row *r, const struct event_fact *f,
                             const struct event_particulars *p)
{
    row_code_needed(r, LIST_ACTION_KIND, f->code);
    row_day(r, p->to);
    row_int_or_null(r, p->minutes, p->minutes != -1);
    row_uuid(r, &p->worker);
    row_uuid(r, &p->organisation.u);
}

static void outcome_columns(struct row *r, const struct event_fact *f,
                            const struct event_particulars *p)
{
    row_code_needed(r, LIST_OUTCOME, f->code);
    row_code(r, LIST_SECTOR, f->detail);
    row_day(r, p->to);
    row_uuid(r, &p->organisation.u);
    row_text_c(r, p->contract);
    row_int_or_null(r, p->weekly_minutes, p->weekly_minutes != -1);
}

static void own_columns(struct row *r, const struct event_fact *f,
                        const struct event_particulars *p, const struct buf *note)
{
    switch ((enum event_kind)f->kind) {
    case EVENT_STARTED:
        break;
    case EVENT_ENDED:
        row_code(r, LIST_END_KIND, f->code);
        row_code(r, LIST_EXIT_REASON, f->detail);
        break;
    case EVENT_JUDGED:
        row_code_needed(r, LIST_JUDGEMENT, f->code);
        break;
    case EVENT_PHASE:
        row_code_needed(r, LIST_PHASE, f->code);
        row_day(r, p->to);
        break;
    case EVENT_CONTACT:
        contact_columns(r, f, p, note);
        break;
    case EVENT_ACTION:
        activity_columns(r, f, p);
        break;
    case EVENT_OUTCOME:
        outcome_columns(r, f, p);
        break;
    case EVENT_REFERRAL:
        row_code(r, LIST_ORGANISATION_KIND, f->code);
        row_uuid(r, &p->organisation.u);
        break;
    case EVENT_OBSERVATION:
        row_code_needed(r, LIST_INDICATOR, f->code);
        row_code(r, LIST_OBSERVATION_MOMENT, f->detail);
        row_int(r, f->value);
        break;
    case EVENT_CONDITION:
        row_code_needed(r, LIST_CONTEXT_CONDITION, f->code);
        row_code_needed(r, LIST_CONTEXT_CONDITION_STATE, f->detail);
        break;
    case N_EVENT_KINDS:
        break;
    }
}

enum err_code event_add(struct write *w, const struct event_fact *f,
                        const struct event_particulars *p, struct err *e)
{
    struct event_particulars none = event_particulars_none();
    struct buf note = {.limit = LIMIT_NOTE_BYTES + VAULT_SEAL_OVERHEAD};
    struct row r;
    enum err_code rc;
    if (!p) p = &none;
    if (f->kind >= N_EVENT_KINDS || !fields_fit(f) || !particulars_fit(f->kind, p)) {
        rc = write_note(w, err_set(e, ERR_INVALID,
                                   "an event of kind %d holds a field of another kind",
                                   f->kind));
        goto out;
    }
    if (p->note.n)
        TRY(subject_seal(&note, w, f->person.u, "contact_note", &f->id, p->note, e));
    row_begin(&r, w, event_noun(f->kind));
    row_own_id(&r, &f->person.u);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->trajectory.u);
    row_day(&r, f->on);
    own_columns(&r, f, p, &note);
    rc = row_end(&r, e);
out:
    buf_dispose(&note);
    return rc;
}

enum err_code trajectory_find(struct trajectory_fact *out, bool *found_out,
                              struct db *db, struct person_id person,
                              struct trajectory_id id, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    *found_out = false;
    TRY(db_prepare(&st, db,
                   "SELECT " TRAJECTORY_COLUMNS " FROM trajectory_fact "
                   "WHERE person = $1 AND id = $2 AND retracted_at IS NULL",
                   e));
    bind_uuid(st, 1, &person.u);
    bind_uuid(st, 2, &id.u);
    TRY(statement_step(found_out, st, e));
    if (*found_out) rc = trajectory_from_row(out, st, e);
out:
    statement_done(st);
    return rc;
}
