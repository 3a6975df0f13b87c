#include "store/group_session_store.h"

#include "domain/lists.h"
#include "store/write_inside.h"

enum err_code group_session_add(struct write *w, const struct group_session_fact *f,
                                struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_GROUP_SESSION);
    row_own_id(&r, &f->id);
    row_uuid(&r, &f->project.u);
    row_uuid(&r, &f->partnership.u);
    row_own_id(&r, &f->organisation.u);
    row_own_id(&r, &f->worker);
    row_code_needed(&r, LIST_ACTION_KIND, f->kind);
    row_text_c(&r, f->title);
    row_day(&r, f->on);
    row_int(&r, f->minutes);
    row_text_or_null(&r, f->place);
    if (!f->title[0]) row_refuse(&r, "a session has a title");
    if (day_is_none(f->on)) row_refuse(&r, "a session has a day");
    if (f->minutes < 1 || f->minutes > 24 * 60)
        row_refuse(&r, "a session lasts from a minute to a day");
    return row_end(&r, e);
}

static enum err_code is_new_on_list(struct write *w, const struct attendance_fact *f,
                                    struct err *e)
{
    struct statement *st;
    bool found = false;
    enum err_code rc = db_prepare(&st, write_db(w),
                                  "SELECT 1 FROM attendance WHERE session = $1 AND "
                                  "person = $2 AND retracted_at IS NULL",
                                  e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &f->session);
    bind_uuid(st, 2, &f->person.u);
    rc = statement_step(&found, st, e);
    statement_done(st);
    if (rc == OK && found)
        rc = err_set(e, ERR_EXISTS, "this person stands on the list already");
    return rc;
}

enum err_code attendance_add(struct write *w, const struct attendance_fact *f,
                             struct err *e)
{
    struct row r;
    enum err_code rc = is_new_on_list(w, f, e);
    if (rc != OK) return rc;
    row_begin(&r, w, NOUN_ATTENDANCE);
    row_own_id(&r, &f->person.u);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->session);
    row_bool(&r, f->is_present);
    row_uuid(&r, &f->activity);
    if (!f->is_present && !uuid_is_nil(f->activity))
        row_refuse(&r, "who was not there has no activity");
    return row_end(&r, e);
}
