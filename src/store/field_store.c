#include "store/field_store.h"

#include "base/limits.h"
#include "store/subject_store.h"
#include "store/write_inside.h"

/* Words with the key of the thread or place they belong to; empty words stay empty. */
static enum err_code seal_words(struct buf *out, struct write *w, struct uuid subject,
                                const char *field, const struct uuid *row,
                                struct str words, size_t most, struct err *e)
{
    out->limit = most + VAULT_SEAL_OVERHEAD;
    if (!words.n) return OK;
    if (words.n > most)
        return write_note(w, err_set(e, ERR_TOO_LARGE,
                                     "field %s has %zu bytes, at most %zu fit", field,
                                     words.n, most));
    return subject_seal(out, w, subject, field, row, words, e);
}

/* --- places --- */

enum err_code place_approach_add(struct write *w, const struct place_approach_fact *f,
                                 struct err *e)
{
    struct buf contact = {0};
    struct row r;
    enum err_code rc;
    TRY(seal_words(&contact, w, f->place, "place_contact", &f->id, f->contact,
                   LIMIT_NAME_BYTES, e));
    row_begin(&r, w, NOUN_PLACE_APPROACH);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->place);
    row_text_or_null(&r, f->sub_kind);
    row_text_c(&r, f->address);
    row_text_c(&r, f->advice);
    row_blob(&r, contact.p, contact.n);
    row_uuid(&r, &f->organisation.u);
    rc = row_end(&r, e);
out:
    buf_dispose(&contact);
    return rc;
}

enum err_code place_hour_add(struct write *w, const struct place_hour_fact *f,
                             struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_PLACE_HOUR);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->place);
    row_int(&r, f->weekday);
    row_int(&r, f->from_minute);
    row_int(&r, f->to_minute);
    if (f->weekday < 1 || f->weekday > 7) row_refuse(&r, "a day of the week is 1 to 7");
    if (f->from_minute < 0 || f->to_minute > 24 * 60 || f->to_minute <= f->from_minute)
        row_refuse(&r, "it opens after it closes, or outside the day");
    return row_end(&r, e);
}

enum err_code place_audience_add(struct write *w, const struct place_audience_fact *f,
                                 struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_PLACE_AUDIENCE);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->place);
    row_code_needed(&r, LIST_TARGET_GROUP, f->target_group);
    return row_end(&r, e);
}

/* Retracts the one fact the statement gives. */
static enum err_code retract_found(struct write *w, struct statement *st,
                                   enum noun noun, struct err *e)
{
    struct person_id nobody = {{{0}}};
    struct uuid id = {{0}};
    enum err_code rc;
    bool row;
    TRY(statement_step(&row, st, e));
    if (row)
        id = column_uuid(st, 0);
    else
        rc = err_set(e, ERR_NOT_FOUND, "there is no such audience");
out:
    statement_done(st);
    if (rc != OK) return write_note(w, rc);
    return fact_retract(w, noun, nobody, id, e);
}

static void bind_group(struct statement *st, int number, uint8_t target_group)
{
    const struct code_list *groups = code_list_at(LIST_TARGET_GROUP);
    if (target_group < groups->n)
        bind_text(st, number, str_of(groups->codes[target_group].code));
    else
        bind_null(st, number);
}

enum err_code place_audience_retract(struct write *w, struct uuid place,
                                     uint8_t target_group, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = db_prepare(&st, w->db,
                                  "SELECT id FROM place_audience WHERE place = $1 AND "
                                  "target_group IS $2 AND retracted_at IS NULL",
                                  e);
    if (rc != OK) return write_note(w, rc);
    bind_uuid(st, 1, &place);
    bind_group(st, 2, target_group);
    return retract_found(w, st, NOUN_PLACE_AUDIENCE, e);
}

enum err_code outreach_audience_retract(struct write *w, struct uuid action,
                                        uint8_t target_group,
                                        struct organisation_id partner, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = db_prepare(&st, w->db,
                                  "SELECT id FROM outreach_audience WHERE action = $1 "
                                  "AND target_group IS $2 AND organisation IS $3 AND "
                                  "retracted_at IS NULL",
                                  e);
    if (rc != OK) return write_note(w, rc);
    bind_uuid(st, 1, &action);
    bind_group(st, 2, target_group);
    bind_uuid(st, 3, &partner.u);
    return retract_found(w, st, NOUN_OUTREACH_AUDIENCE, e);
}

/* --- threads --- */

enum err_code thread_add(struct write *w, const struct thread_fact *f, struct err *e)
{
    struct buf nickname = {0};
    struct row r;
    enum err_code rc;
    TRY(anchor_add(w, NOUN_THREAD, &f->id, e));
    TRY(seal_words(&nickname, w, f->id, "thread_nickname", NULL, f->nickname,
                   LIMIT_NAME_BYTES, e));
    row_begin(&r, w, NOUN_THREAD);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->organisation.u);
    row_own_id(&r, &f->worker);
    row_day(&r, f->opened_on);
    row_blob(&r, nickname.p, nickname.n);
    rc = row_end(&r, e);
out:
    buf_dispose(&nickname);
    return rc;
}

/* The open version, without its nickname. */
static enum err_code thread_open_version(struct thread_fact *out, struct write *w,
                                         struct uuid thread, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, w->db,
                   "SELECT organisation, worker, opened_on FROM thread_fact "
                   "WHERE id = $1 AND retracted_at IS NULL",
                   e));
    bind_uuid(st, 1, &thread);
    TRY(statement_step(&row, st, e));
    if (row)
        *out = (struct thread_fact){.id = thread,
                                    .organisation = {column_uuid(st, 0)},
                                    .worker = column_uuid(st, 1),
                                    .opened_on = column_day(st, 2)};
    else
        rc = err_set(e, ERR_NOT_FOUND, "there is no such thread");
out:
    statement_done(st);
    return write_note(w, rc);
}

enum err_code thread_nickname_set(struct write *w, struct uuid thread,
                                  struct str nickname, struct err *e)
{
    struct thread_fact version;
    struct person_id nobody = {{{0}}};
    enum err_code rc;
    TRY(thread_open_version(&version, w, thread, e));
    version.nickname = nickname;
    TRY(fact_retract(w, NOUN_THREAD, nobody, thread, e));
    rc = thread_add(w, &version, e);
out:
    return rc;
}

/* --- conversations --- */

enum err_code chat_add(struct write *w, const struct chat_fact *f, struct err *e)
{
    struct buf words = {0};
    struct row r;
    enum err_code rc;
    bool has_thread = !uuid_is_nil(f->thread);
    if (has_thread)
        TRY(seal_words(&words, w, f->thread, "chat_words", &f->id, f->words,
                       LIMIT_NOTE_BYTES, e));
    row_begin(&r, w, NOUN_CHAT);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->reach);
    row_uuid(&r, &f->thread);
    row_own_id(&r, &f->organisation.u);
    row_own_id(&r, &f->worker);
    row_uuid(&r, &f->place);
    row_int(&r, f->happened_at);
    row_code(&r, LIST_CHAT_TOPIC, f->topic);
    row_code(&r, LIST_LANGUAGE, f->language);
    row_int_or_null(&r, f->is_first, f->is_first != CODE_MISSING);
    row_code(&r, LIST_CHAT_NEXT_STEP, f->next_step);
    row_day(&r, f->next_on);
    row_blob(&r, words.p, words.n);
    if (f->words.n && !has_thread)
        row_refuse(&r, "words about somebody without a thread");
    if (f->is_first > 1 && f->is_first != CODE_MISSING)
        row_refuse(&r, "expected a first time, not a first time or not said");
    rc = row_end(&r, e);
out:
    buf_dispose(&words);
    return rc;
}

/* ERR_EXISTS when the thread is a person, ERR_ERASED when this person was erased. */
static enum err_code thread_person_check(struct write *w,
                                         const struct thread_person_fact *f,
                                         struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, w->db,
                   "SELECT EXISTS (SELECT 1 FROM thread_person WHERE thread = $1 AND "
                   "retracted_at IS NULL), EXISTS (SELECT 1 FROM erasure WHERE person "
                   "= $2)",
                   e));
    bind_uuid(st, 1, &f->thread);
    bind_uuid(st, 2, &f->person.u);
    TRY(statement_step(&row, st, e));
    if (column_int(st, 0)) {
        rc = err_set(e, ERR_EXISTS, "this thread is a person already");
        err_hint(e, "open the file of that person");
    } else if (column_int(st, 1)) {
        rc = err_set(e, ERR_ERASED, "who this person is was erased");
    }
out:
    statement_done(st);
    return write_note(w, rc);
}

enum err_code thread_person_add(struct write *w, const struct thread_person_fact *f,
                                struct err *e)
{
    struct row r;
    enum err_code rc = thread_person_check(w, f, e);
    if (rc != OK) return rc;
    row_begin(&r, w, NOUN_THREAD_PERSON);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->thread);
    row_own_id(&r, &f->person.u);
    return row_end(&r, e);
}
