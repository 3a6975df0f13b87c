#include "store/care_store.h"

#include "base/limits.h"
#include "store/from_row.h"
#include "store/gather.h"
#include "store/subject_store.h"
#include "store/write_inside.h"

enum { MOST_SCALE_STEPS = 100 };

/* Words that must be there, or ERR_INVALID; sealed into `out`. */
static enum err_code seal_words(struct buf *out, struct write *w, struct uuid person,
                                const char *field, const struct uuid *row,
                                struct str words, const char *missing, struct err *e)
{
    if (!words.n && missing)
        return write_note(w, err_set(e, ERR_INVALID, "%s", missing));
    if (words.n > LIMIT_NOTE_BYTES)
        return write_note(w, err_set(e, ERR_TOO_LARGE,
                                     "a text has %zu bytes, expected at most %d",
                                     words.n, LIMIT_NOTE_BYTES));
    out->limit = LIMIT_NOTE_BYTES + VAULT_SEAL_OVERHEAD;
    return words.n ? subject_seal(out, w, person, field, row, words, e) : OK;
}

/* --- instruments --- */

enum err_code instrument_add(struct write *w, const struct instrument_fact *f,
                             struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_INSTRUMENT);
    row_own_id(&r, &f->id);
    row_text_c(&r, f->code);
    row_text_c(&r, f->title);
    row_uuid(&r, &f->organisation.u);
    row_bool(&r, f->is_interval);
    row_int(&r, f->lowest);
    row_int(&r, f->highest);
    row_text_c(&r, f->lowest_words);
    row_text_c(&r, f->highest_words);
    if (f->highest <= f->lowest || (int64_t)f->highest - f->lowest > MOST_SCALE_STEPS)
        row_refuse(&r, "a scale goes up from its lowest point, by at most 100 steps");
    return row_end(&r, e);
}

enum err_code instrument_item_add(struct write *w, const struct instrument_item_fact *f,
                                  struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_INSTRUMENT_ITEM);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->instrument);
    row_int(&r, f->number);
    row_text_c(&r, f->title);
    row_code(&r, LIST_CONTEXT_CONDITION, f->condition);
    return row_end(&r, e);
}

#define COPY(field, st, column)                                                        \
    snprintf((field), sizeof(field), "%.*s", STR_ARG(column_text((st), (column))))

static enum err_code read_instrument(void *out, struct arena *a, struct statement *st,
                                     struct err *e)
{
    struct instrument_with_items *i = out;
    struct instrument_fact *f = &i->instrument;
    (void)a;
    (void)e;
    f->id = column_uuid(st, 0);
    COPY(f->code, st, 1);
    COPY(f->title, st, 2);
    f->organisation.u = column_uuid(st, 3);
    f->is_interval = column_int(st, 4) != 0;
    f->lowest = (int32_t)column_int(st, 5);
    f->highest = (int32_t)column_int(st, 6);
    COPY(f->lowest_words, st, 7);
    COPY(f->highest_words, st, 8);
    i->is_ended = !column_is_null(st, 9);
    return OK;
}

static enum err_code read_item(void *out, struct arena *a, struct statement *st,
                               struct err *e)
{
    struct instrument_item_fact *f = out;
    (void)a;
    f->id = column_uuid(st, 0);
    f->instrument = column_uuid(st, 1);
    f->number = (int32_t)column_int(st, 2);
    COPY(f->title, st, 3);
    return code_from_row(&f->condition, st, 4, LIST_CONTEXT_CONDITION, e);
}

static enum err_code load_items(struct instrument_with_items *i, struct arena *a,
                                struct db *db, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = db_prepare(&st, db,
                                  "SELECT id, instrument, number, title, condition "
                                  "FROM instrument_item WHERE instrument = $1 "
                                  "AND retracted_at IS NULL ORDER BY number, id",
                                  e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &i->instrument.id);
    return rows_gather(&i->items, &i->n_items, a, read_item, st, e);
}

enum err_code instrument_list(struct instrument_with_items **out, size_t *n_out,
                              struct arena *a, struct db *db, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(
        &st, db,
        "SELECT id, code, title, organisation, is_interval, lowest, highest, "
        "lowest_words, highest_words, retracted_at FROM instrument "
        "ORDER BY retracted_at IS NOT NULL, title, id",
        e));
    TRY(rows_gather(out, n_out, a, read_instrument, st, e));
    for (size_t i = 0; i < *n_out; i++)
        TRY(load_items(&(*out)[i], a, db, e));
out:
    return rc;
}

/* Does the score lie on the scale of the item's instrument, which is still offered? */
static enum err_code score_fits(const struct assessment_fact *f, struct write *w,
                                struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, w->db,
                   "SELECT i.lowest, i.highest FROM instrument_item AS q "
                   "JOIN instrument AS i ON i.id = q.instrument "
                   "WHERE q.id = $1 AND q.retracted_at IS NULL "
                   "AND i.retracted_at IS NULL",
                   e));
    bind_uuid(st, 1, &f->item);
    TRY(statement_step(&row, st, e));
    if (!row)
        rc = err_set(e, ERR_NOT_FOUND, "no instrument in use has this item");
    else if (f->has_score &&
             (f->score < column_int(st, 0) || f->score > column_int(st, 1)))
        rc = err_set(e, ERR_INVALID, "expected a score from %lld to %lld, found %d",
                     (long long)column_int(st, 0), (long long)column_int(st, 1),
                     (int)f->score);
out:
    statement_done(st);
    return write_note(w, rc);
}

enum err_code assessment_add(struct write *w, const struct assessment_fact *f,
                             struct err *e)
{
    struct row r;
    enum err_code rc = score_fits(f, w, e);
    if (rc != OK) return rc;
    row_begin(&r, w, NOUN_ASSESSMENT);
    row_own_id(&r, &f->person.u);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->item);
    row_day(&r, f->on);
    row_code(&r, LIST_OBSERVATION_MOMENT, f->moment);
    row_code_needed(&r, LIST_ASSESSED_BY, f->assessed_by);
    row_int_or_null(&r, f->score, f->has_score);
    return row_end(&r, e);
}

/* --- words around a person --- */

enum err_code condition_work_add(struct write *w, const struct condition_work_fact *f,
                                 struct err *e)
{
    struct buf words = {0};
    struct row r;
    enum err_code rc;
    TRY(seal_words(&words, w, f->person.u, SEALED_CONDITION_WORK, &f->id, f->words,
                   NULL, e));
    row_begin(&r, w, NOUN_CONDITION_WORK);
    row_own_id(&r, &f->person.u);
    row_own_id(&r, &f->id);
    row_code_needed(&r, LIST_STEP_OWNER, f->owner);
    row_blob(&r, words.p, words.n);
    rc = row_end(&r, e);
out:
    buf_dispose(&words);
    return rc;
}

enum err_code competence_add(struct write *w, const struct competence_fact *f,
                             struct err *e)
{
    struct buf words = {0};
    struct row r;
    enum err_code rc;
    TRY(seal_words(&words, w, f->person.u, SEALED_COMPETENCE, &f->id, f->words,
                   "a competence says in words which", e));
    row_begin(&r, w, NOUN_COMPETENCE);
    row_own_id(&r, &f->person.u);
    row_own_id(&r, &f->id);
    row_day(&r, f->on);
    row_code_needed(&r, LIST_COMPETENCE_KIND, f->kind);
    row_blob(&r, words.p, words.n);
    rc = row_end(&r, e);
out:
    buf_dispose(&words);
    return rc;
}

/* --- documents --- */

enum err_code document_add(struct write *w, const struct document_fact *f,
                           struct str content, struct err *e)
{
    struct buf title = {0}, sealed = {.limit = LIMIT_DOCUMENT_BYTES + 128};
    struct row r;
    enum err_code rc;
    _Static_assert(VAULT_SEAL_OVERHEAD <= 128, "a sealed document fits its buf");
    if (content.n > LIMIT_DOCUMENT_BYTES) {
        rc = write_note(w, err_set(e, ERR_TOO_LARGE,
                                   "a document has %zu bytes, expected at most %d",
                                   content.n, LIMIT_DOCUMENT_BYTES));
        goto out;
    }
    TRY(seal_words(&title, w, f->person.u, SEALED_DOCUMENT_TITLE, &f->id, f->title,
                   "a document has a title", e));
    TRY(subject_seal(&sealed, w, f->person.u, SEALED_DOCUMENT_CONTENT, &f->id, content,
                     e));
    row_begin(&r, w, NOUN_DOCUMENT);
    row_own_id(&r, &f->person.u);
    row_own_id(&r, &f->id);
    row_day(&r, f->on);
    row_code_needed(&r, LIST_DOCUMENT_KIND, f->kind);
    row_code_needed(&r, LIST_CONFIDENTIALITY, f->confidentiality);
    row_own_id(&r, &f->organisation.u);
    row_own_id(&r, &f->worker);
    row_text_c(&r, f->media_type);
    row_int(&r, (int64_t)content.n);
    row_blob(&r, title.p, title.n);
    row_blob(&r, sealed.p, sealed.n);
    if (!content.n) row_refuse(&r, "a document is not empty");
    rc = row_end(&r, e);
out:
    buf_dispose(&title);
    buf_dispose(&sealed);
    return rc;
}

static enum err_code document_of_row(struct document_fact *f, struct statement *st,
                                     struct err *e)
{
    enum err_code rc;
    f->on = column_day(st, 0);
    f->organisation.u = column_uuid(st, 3);
    f->worker = column_uuid(st, 4);
    COPY(f->media_type, st, 5);
    f->n_bytes = column_int(st, 6);
    f->written.at = column_int(st, 9);
    f->written.by = f->worker;
    TRY(code_from_row(&f->kind, st, 1, LIST_DOCUMENT_KIND, e));
    rc = code_from_row(&f->confidentiality, st, 2, LIST_CONFIDENTIALITY, e);
out:
    return rc;
}

enum err_code document_read(struct document_fact *out, struct str *content_out,
                            struct arena *a, struct db *db, struct person_id person,
                            struct uuid id, struct err *e)
{
    struct statement *st = NULL;
    struct subject_key key = {0};
    enum err_code rc;
    bool row;
    *out = (struct document_fact){.id = id, .person = person};
    *content_out = STR_NONE;
    TRY(db_prepare(&st, db,
                   "SELECT happened_on, kind, confidentiality, organisation, worker, "
                   "media_type, n_bytes, title, content, recorded_at FROM document "
                   "WHERE person = $1 AND id = $2 AND retracted_at IS NULL",
                   e));
    bind_uuid(st, 1, &person.u);
    bind_uuid(st, 2, &id);
    TRY(statement_step(&row, st, e));
    if (!row) {
        rc = err_set(e, ERR_NOT_FOUND, "there is no such document");
        goto out;
    }
    TRY(document_of_row(out, st, e));
    TRY(subject_key_load(&key, db, person.u, e));
    TRY(subject_open(&out->title, a, &key, SEALED_DOCUMENT_TITLE, &id,
                     column_blob(st, 7), e));
    rc = subject_open(content_out, a, &key, SEALED_DOCUMENT_CONTENT, &id,
                      column_blob(st, 8), e);
out:
    subject_key_forget(&key);
    statement_done(st);
    return rc;
}

/* --- appointments --- */

/* The sequence that a next version must have. */
static enum err_code next_sequence(int64_t *out, struct write *w,
                                   const struct appointment_fact *f, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    *out = 0;
    TRY(db_prepare(&st, w->db,
                   "SELECT coalesce(max(sequence) + 1, 0) FROM appointment "
                   "WHERE person = $1 AND id = $2",
                   e));
    bind_uuid(st, 1, &f->person.u);
    bind_uuid(st, 2, &f->id);
    TRY(statement_step(&row, st, e));
    if (row) *out = column_int(st, 0);
out:
    statement_done(st);
    return write_note(w, rc);
}

enum err_code appointment_add(struct write *w, const struct appointment_fact *f,
                              struct err *e)
{
    struct buf words = {0};
    struct row r;
    int64_t next;
    enum err_code rc;
    TRY(next_sequence(&next, w, f, e));
    if (f->sequence != next) {
        rc = f->sequence < next
                 ? err_set(e, ERR_EXISTS, "somebody else changed this appointment")
                 : err_set(e, ERR_INVALID, "expected version %lld, found %d",
                           (long long)next, (int)f->sequence);
        write_note(w, rc);
        goto out;
    }
    TRY(seal_words(&words, w, f->person.u, SEALED_APPOINTMENT, &f->id, f->words,
                   "an appointment says where, and what for", e));
    row_begin(&r, w, NOUN_APPOINTMENT);
    row_own_id(&r, &f->person.u);
    row_own_id(&r, &f->id);
    row_int(&r, f->sequence);
    row_int(&r, f->starts_at);
    row_int(&r, f->minutes);
    row_code_needed(&r, LIST_APPOINTMENT_STATE, f->state);
    row_uuid(&r, &f->worker);
    row_blob(&r, words.p, words.n);
    rc = row_end(&r, e);
out:
    buf_dispose(&words);
    return rc;
}

static enum err_code read_appointment(void *out, struct arena *a, struct statement *st,
                                      struct err *e)
{
    struct appointment_fact *f = out;
    (void)a;
    f->person.u = column_uuid(st, 0);
    f->id = column_uuid(st, 1);
    f->sequence = (int32_t)column_int(st, 2);
    f->starts_at = column_int(st, 3);
    f->minutes = (int32_t)column_int(st, 4);
    f->worker = column_uuid(st, 6);
    f->written.at = column_int(st, 7);
    return code_from_row(&f->state, st, 5, LIST_APPOINTMENT_STATE, e);
}

enum err_code appointment_list_of(struct appointment_fact **out, size_t *n_out,
                                  struct arena *a, struct db *db, struct uuid worker,
                                  int64_t from_ms, int64_t to_ms, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc =
        db_prepare(&st, db,
                   "SELECT person, id, sequence, starts_at, minutes, state, worker, "
                   "recorded_at FROM appointment AS x "
                   "WHERE worker = $1 AND starts_at >= $2 AND starts_at < $3 "
                   "AND retracted_at IS NULL AND NOT EXISTS (SELECT 1 "
                   "FROM appointment AS y WHERE y.person = x.person AND y.id = x.id "
                   "AND y.sequence > x.sequence AND y.retracted_at IS NULL) "
                   "ORDER BY starts_at, id",
                   e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &worker);
    bind_int(st, 2, from_ms);
    bind_int(st, 3, to_ms);
    return rows_gather(out, n_out, a, read_appointment, st, e);
}
