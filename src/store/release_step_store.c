/* The steps of releases, and a release by its id. */
#include "base/limits.h"
#include "store/gather.h"
#include "store/release_store.h"
#include "store/write_inside.h"

enum { STEPS_MOST = LIMIT_RELEASES };

enum err_code release_step_add(struct write *w, const struct release_step_fact *f,
                               struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_RELEASE_STEP);
    row_own_id(&r, &f->id);
    row_uuid(&r, &f->release);
    row_code_needed(&r, LIST_RELEASE_STEP, f->kind);
    row_uuid(&r, &f->worker);
    row_uuid(&r, &f->corrects);
    row_text(&r, f->words);
    return write_note(w, row_end(&r, e));
}

static enum err_code step_row(void *out, struct arena *a, struct statement *st,
                              struct err *e)
{
    struct release_step_fact *f = out;
    int kind = code_index(code_list_at(LIST_RELEASE_STEP), column_text(st, 2));
    if (kind < 0) return err_set(e, ERR_CORRUPT, "a step of a release of no kind");
    f->id = column_uuid(st, 0);
    f->release = column_uuid(st, 1);
    f->kind = (uint8_t)kind;
    f->worker = column_uuid(st, 3);
    f->corrects = column_uuid(st, 4);
    f->words = str_copy(a, column_text(st, 5));
    f->at_ms = column_int(st, 6);
    return OK;
}

enum err_code release_steps(struct release_step_fact **out, size_t *n_out,
                            struct arena *a, struct db *db, struct uuid release,
                            struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(&st, db,
                                  "SELECT id, release, kind, worker, corrects, words, "
                                  "recorded_at FROM release_step "
                                  "WHERE retracted_at IS NULL "
                                  "AND ($1 IS NULL OR release = $1) "
                                  "ORDER BY recorded_at, id LIMIT $2",
                                  e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &release);
    bind_int(st, 2, STEPS_MOST);
    return rows_gather(out, n_out, a, step_row, st, e);
}
