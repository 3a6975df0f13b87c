#include "store/question_store.h"

#include "base/limits.h"
#include "store/subject_store.h"
#include "store/gather.h"
#include "store/write_inside.h"

static enum err_code check_text(struct write *w, struct str text, size_t limit,
                                const char *what, struct err *e)
{
    if (text.n <= limit) return OK;
    return write_note(
        w, err_set(e, ERR_TOO_LARGE, "%s is larger than %zu bytes", what, limit));
}

enum err_code question_add(struct write *w, const struct question_fact *f,
                           struct err *e)
{
    struct row r;
    enum err_code rc =
        check_text(w, f->text, LIMIT_QUESTION_BYTES, "the text of the question", e);
    if (rc != OK) return rc;
    row_begin(&r, w, NOUN_QUESTION);
    row_own_id(&r, &f->id);
    row_text_c(&r, f->number);
    row_text_c(&r, f->title);
    row_text_c(&r, f->asked_by);
    row_text_c(&r, f->asked_to);
    row_day(&r, f->asked_on);
    row_text(&r, f->text);
    return row_end(&r, e);
}

enum err_code question_find(struct uuid *out, struct db *db, struct str text,
                            struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    *out = (struct uuid){{0}};
    TRY(db_prepare(&st, db,
                   "SELECT id FROM question WHERE text = $1 AND retracted_at IS NULL "
                   "ORDER BY id LIMIT 1",
                   e));
    bind_text(st, 1, text);
    TRY(statement_step(&row, st, e));
    if (row) *out = column_uuid(st, 0);
out:
    statement_done(st);
    return rc;
}

static void keep_text(char *out, size_t cap, struct str s)
{
    snprintf(out, cap, "%.*s", STR_ARG(s));
}

static enum err_code question_row(void *out, struct arena *a, struct statement *st,
                                  struct err *e)
{
    struct question_fact *f = out;
    (void)e;
    f->id = column_uuid(st, 0);
    keep_text(f->number, sizeof f->number, column_text(st, 1));
    keep_text(f->title, sizeof f->title, column_text(st, 2));
    keep_text(f->asked_by, sizeof f->asked_by, column_text(st, 3));
    keep_text(f->asked_to, sizeof f->asked_to, column_text(st, 4));
    f->asked_on = column_day(st, 5);
    f->text = str_copy(a, column_text(st, 6));
    return OK;
}

enum err_code question_list(struct question_fact **out, size_t *n_out, struct arena *a,
                            struct db *db, size_t most, struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(&st, db,
                                  "SELECT id, number, title, asked_by, asked_to, "
                                  "asked_on, text FROM question "
                                  "WHERE retracted_at IS NULL "
                                  "ORDER BY recorded_at DESC, id DESC LIMIT $1",
                                  e);
    if (rc != OK) return rc;
    bind_int(st, 1, (int64_t)most);
    return rows_gather(out, n_out, a, question_row, st, e);
}

enum err_code question_read(struct question_fact *out, struct arena *a, struct db *db,
                            struct uuid id, struct err *e)
{
    struct question_fact *found = NULL;
    struct statement *st;
    size_t n = 0;
    enum err_code rc = db_prepare(&st, db,
                                  "SELECT id, number, title, asked_by, asked_to, "
                                  "asked_on, text FROM question "
                                  "WHERE id = $1 AND retracted_at IS NULL",
                                  e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &id);
    rc = rows_gather(&found, &n, a, question_row, st, e);
    if (rc != OK) return rc;
    if (!n) return err_set(e, ERR_NOT_FOUND, "there is no question with this id");
    *out = found[0];
    return OK;
}

enum err_code answer_add(struct write *w, const struct answer_fact *f, struct err *e)
{
    struct row r;
    enum err_code rc =
        check_text(w, f->statement, LIMIT_QUESTION_BYTES, "the statement counted", e);
    if (rc != OK) return rc;
    row_begin(&r, w, NOUN_ANSWER);
    row_own_id(&r, &f->id);
    row_uuid(&r, &f->question);
    row_text(&r, f->statement);
    row_int(&r, f->known_at_ms);
    row_day(&r, f->as_of);
    row_text_c(&r, f->format);
    row_blob(&r, f->digest, sizeof f->digest);
    return row_end(&r, e);
}

enum err_code source_record_add(struct write *w, const struct source_record_fact *f,
                                struct err *e)
{
    struct row r;
    struct buf *sealed = &w->sealed;
    struct uuid subject = uuid_is_nil(f->person.u) ? f->id : f->person.u;
    enum err_code rc;
    TRY(check_text(w, f->content, LIMIT_IMPORT_ROW_BYTES, "the record received", e));
    buf_clear(sealed);
    sealed->limit = LIMIT_IMPORT_ROW_BYTES + VAULT_SEAL_OVERHEAD;
    TRY(subject_seal(sealed, w, subject, "source_record", &f->id, f->content, e));
    row_begin(&r, w, NOUN_SOURCE_RECORD);
    row_own_id(&r, &f->id);
    row_uuid(&r, &f->sender.u);
    row_uuid(&r, &f->person.u);
    row_text_c(&r, f->format);
    row_text_c(&r, f->batch);
    row_int_or_null(&r, f->line, f->line > 0);
    row_day(&r, f->received_on);
    row_blob(&r, sealed->p, sealed->n);
    rc = row_end(&r, e);
out:
    return rc;
}
