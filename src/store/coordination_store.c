#include "store/coordination_store.h"

#include "store/words_inside.h"

enum err_code coordination_duty_add(struct write *w,
                                    const struct coordination_duty_fact *f,
                                    struct err *e)
{
    struct row r;
    enum err_code rc =
        words_seal(w, "coordination_duty", f->person.u, &f->id, f->words, false, e);
    if (rc != OK) return rc;
    row_begin(&r, w, NOUN_COORDINATION_DUTY);
    row_own_id(&r, &f->person.u);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->organisation.u);
    row_uuid(&r, &f->worker);
    row_uuid(&r, &f->asked_by);
    row_day(&r, f->from);
    row_day(&r, f->to);
    row_words(&r);
    if (uuid_is_nil(f->worker) && uuid_is_nil(f->asked_by))
        row_refuse(&r, "a duty that nobody has and nobody asked for");
    return row_end(&r, e);
}

enum err_code caseload_limit_add(struct write *w, const struct caseload_limit_fact *f,
                                 struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_CASELOAD_LIMIT);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->organisation.u);
    row_uuid(&r, &f->worker);
    row_int(&r, f->number);
    row_day(&r, f->from);
    row_day(&r, f->to);
    if (f->number < 0 || f->number > CASELOAD_MOST)
        row_refuse(&r, "a number of files that nobody can have");
    return row_end(&r, e);
}
