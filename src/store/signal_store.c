#include "store/signal_store.h"

#include "store/words_inside.h"

enum err_code signal_add(struct write *w, const struct signal_fact *f, struct err *e)
{
    struct row r;
    enum err_code rc = words_seal(w, "signal", f->id, &f->id, f->words, false, e);
    if (rc != OK) return rc;
    row_begin(&r, w, NOUN_SIGNAL);
    row_own_id(&r, &f->id);
    row_code_needed(&r, LIST_STRUCTURAL_BARRIER, f->barrier);
    row_code(&r, LIST_POLICY_DOMAIN, f->domain);
    row_code(&r, LIST_RESPONSIBLE_LEVEL, f->level);
    row_code(&r, LIST_TARGET_GROUP, f->target_group);
    row_code_needed(&r, LIST_SIGNAL_FREQUENCY, f->frequency);
    row_text_or_null(&r, f->municipality);
    row_day(&r, f->noticed_on);
    row_own_id(&r, &f->organisation.u);
    row_own_id(&r, &f->worker);
    row_words(&r);
    return row_end(&r, e);
}

enum err_code signal_bundle_add(struct write *w, const struct signal_bundle_fact *f,
                                struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_SIGNAL_BUNDLE);
    row_own_id(&r, &f->id);
    row_text_c(&r, f->title);
    row_code_needed(&r, LIST_POLICY_DOMAIN, f->domain);
    row_code_needed(&r, LIST_RESPONSIBLE_LEVEL, f->level);
    row_own_id(&r, &f->organisation.u);
    row_own_id(&r, &f->worker);
    row_day(&r, f->opened_on);
    if (!f->title[0]) row_refuse(&r, "a bundle has a title");
    return row_end(&r, e);
}

enum err_code bundle_signal_add(struct write *w, const struct bundle_signal_fact *f,
                                struct err *e)
{
    struct statement *st = NULL;
    struct row r;
    enum err_code rc;
    bool is_taken = false;
    TRY(db_prepare(&st, w->db,
                   "SELECT 1 FROM bundle_signal WHERE signal = $1 AND retracted_at IS "
                   "NULL",
                   e));
    bind_uuid(st, 1, &f->signal);
    TRY(statement_step(&is_taken, st, e));
    if (is_taken) {
        rc = err_set(e, ERR_EXISTS, "this signal stands in a bundle already");
        goto out;
    }
    row_begin(&r, w, NOUN_BUNDLE_SIGNAL);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->bundle);
    row_own_id(&r, &f->signal);
    rc = row_end(&r, e);
out:
    statement_done(st);
    return rc == OK ? OK : write_note(w, rc);
}

enum err_code signal_step_add(struct write *w, const struct signal_step_fact *f,
                              struct err *e)
{
    struct row r;
    bool is_bundle = uuid_is_nil(f->signal);
    enum err_code rc = words_seal(w, "signal_step", is_bundle ? f->bundle : f->signal,
                                  &f->id, f->words, false, e);
    if (rc != OK) return rc;
    row_begin(&r, w, NOUN_SIGNAL_STEP);
    row_own_id(&r, &f->id);
    row_uuid(&r, &f->signal);
    row_uuid(&r, &f->bundle);
    row_code_needed(&r, LIST_SIGNAL_STATUS, f->status);
    row_code(&r, LIST_RESPONSIBLE_LEVEL, f->level);
    row_day(&r, f->on);
    row_own_id(&r, &f->worker);
    row_words(&r);
    if (is_bundle == uuid_is_nil(f->bundle))
        row_refuse(&r, "a step is of one signal or of one bundle");
    return row_end(&r, e);
}
