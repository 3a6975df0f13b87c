#include "store/outreach_store.h"

#include "store/write_inside.h"

enum err_code outreach_place_add(struct write *w, const struct outreach_place_fact *f,
                                 struct err *e)
{
    struct row r;
    enum err_code rc = anchor_add(w, NOUN_OUTREACH_PLACE, &f->id, e);
    if (rc != OK) return rc;
    row_begin(&r, w, NOUN_OUTREACH_PLACE);
    row_own_id(&r, &f->id);
    row_text_c(&r, f->name);
    row_code(&r, LIST_PLACE_KIND, f->kind);
    row_text_c(&r, f->municipality);
    row_day(&r, f->from);
    row_day(&r, f->to);
    return row_end(&r, e);
}

enum err_code outreach_action_add(struct write *w, const struct outreach_action_fact *f,
                                  struct err *e)
{
    struct row r;
    enum err_code rc = anchor_add(w, NOUN_OUTREACH_ACTION, &f->id, e);
    if (rc != OK) return rc;
    row_begin(&r, w, NOUN_OUTREACH_ACTION);
    row_own_id(&r, &f->id);
    row_uuid(&r, &f->place);
    row_uuid(&r, &f->project.u);
    row_uuid(&r, &f->partnership.u);
    row_code(&r, LIST_CONTACT_MODE, f->mode);
    row_day(&r, f->on);
    row_int_or_null(&r, f->minutes, f->minutes != -1);
    return row_end(&r, e);
}

/* The first day of an action; ERR_NOT_FOUND when it is not there. */
static enum err_code action_first_day(struct day *out, struct write *w,
                                      const struct uuid *action, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, w->db,
                   "SELECT happened_on FROM outreach_action_fact WHERE id = $1 "
                   "AND retracted_at IS NULL",
                   e));
    bind_uuid(st, 1, action);
    TRY(statement_step(&row, st, e));
    if (row)
        *out = column_day(st, 0);
    else
        rc = err_set(e, ERR_NOT_FOUND, "there is no such outreach action");
out:
    statement_done(st);
    return rc;
}

static enum err_code course_is_new(struct write *w, const struct uuid *action,
                                   struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, w->db,
                   "SELECT 1 FROM outreach_course WHERE action = $1 "
                   "AND retracted_at IS NULL",
                   e));
    bind_uuid(st, 1, action);
    TRY(statement_step(&row, st, e));
    if (row) {
        rc = err_set(e, ERR_EXISTS, "this outreach action has its course already");
        err_hint(e, "to correct it, retract it first");
    }
out:
    statement_done(st);
    return rc;
}

enum err_code outreach_course_add(struct write *w, const struct outreach_course_fact *f,
                                  struct err *e)
{
    struct day first;
    struct row r;
    enum err_code rc;
    TRY(action_first_day(&first, w, &f->action, e));
    TRY(course_is_new(w, &f->action, e));
    row_begin(&r, w, NOUN_OUTREACH_COURSE);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->action);
    row_code(&r, LIST_OUTREACH_ACTION_KIND, f->kind);
    row_day(&r, f->ended_on);
    if (!day_is_none(f->ended_on) && f->ended_on.v < first.v)
        row_refuse(&r, "an outreach action ends before its first day");
    return row_end(&r, e);
out:
    return write_note(w, rc);
}

static enum err_code offer_is_new(struct write *w, const struct uuid *action,
                                  struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, w->db,
                   "SELECT 1 FROM outreach_offer WHERE action = $1 AND retracted_at IS "
                   "NULL",
                   e));
    bind_uuid(st, 1, action);
    TRY(statement_step(&row, st, e));
    if (row) {
        rc = err_set(e, ERR_EXISTS, "this outreach action has its typology already");
        err_hint(e, "to correct it, retract it first");
    }
out:
    statement_done(st);
    return rc;
}

enum err_code outreach_offer_add(struct write *w, const struct outreach_offer_fact *f,
                                 struct err *e)
{
    struct row r;
    enum err_code rc;
    TRY(offer_is_new(w, &f->action, e));
    row_begin(&r, w, NOUN_OUTREACH_OFFER);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->action);
    row_code(&r, LIST_OFFER_LOCATION, f->location);
    row_code(&r, LIST_OFFER_KIND, f->offer);
    row_code(&r, LIST_OUTREACH_DIMENSION, f->dimension);
    if (f->location == CODE_MISSING && f->offer == CODE_MISSING &&
        f->dimension == CODE_MISSING)
        row_refuse(&r, "the typology of an outreach action says nothing");
    return row_end(&r, e);
out:
    return write_note(w, rc);
}

enum err_code outreach_audience_add(struct write *w,
                                    const struct outreach_audience_fact *f,
                                    struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_OUTREACH_AUDIENCE);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->action);
    row_code(&r, LIST_TARGET_GROUP, f->target_group);
    row_uuid(&r, &f->organisation.u);
    if ((f->target_group == CODE_MISSING) == uuid_is_nil(f->organisation.u))
        row_refuse(&r, "an audience is one target group or one partner, not both and "
                       "not neither");
    return row_end(&r, e);
}

enum err_code reach_add(struct write *w, const struct reach_fact *f, struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_REACH);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->action);
    row_uuid(&r, &f->thread);
    row_uuid(&r, &f->person.u);
    row_int(&r, f->n);
    row_text_c(&r, f->category);
    row_bool(&r, f->refused_registration);
    return row_end(&r, e);
}

enum err_code reach_retract(struct write *w, struct uuid action, struct err *e)
{
    struct statement *st = NULL;
    struct person_id nobody = {{{0}}};
    enum err_code rc = OK;
    bool row = true;
    while (row) {
        TRY(db_prepare(&st, w->db,
                       "SELECT id FROM reach WHERE action = $1 "
                       "AND retracted_at IS NULL LIMIT 1",
                       e));
        bind_uuid(st, 1, &action);
        TRY(statement_step(&row, st, e));
        struct uuid id = row ? column_uuid(st, 0) : (struct uuid){{0}};
        statement_done(st);
        st = NULL;
        if (row) TRY(fact_retract(w, NOUN_REACH, nobody, id, e));
    }
out:
    statement_done(st);
    return write_note(w, rc);
}
