#include "store/worker_store.h"

#include "store/write_inside.h"

enum err_code worker_add(struct write *w, const struct worker_fact *f, struct err *e)
{
    struct row r;
    enum err_code rc = anchor_add(w, NOUN_WORKER, &f->id, e);
    if (rc != OK) return rc;
    row_begin(&r, w, NOUN_WORKER);
    row_own_id(&r, &f->id);
    row_text_c(&r, f->login);
    row_text_c(&r, f->name);
    return row_end(&r, e);
}

enum err_code membership_add(struct write *w, const struct membership_fact *f,
                             struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_MEMBERSHIP);
    row_own_id(&r, &f->id);
    row_uuid(&r, &f->worker);
    row_uuid(&r, &f->organisation.u);
    row_code_needed(&r, LIST_WORKER_ROLE, f->role);
    row_day(&r, f->from);
    row_day(&r, f->to);
    return row_end(&r, e);
}
