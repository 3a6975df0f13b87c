#include "store/handover_store.h"

#include "base/limits.h"
#include "store/words_inside.h"

static enum err_code seal(struct write *w, enum noun noun, struct person_id person,
                          const struct uuid *id, struct str words, bool is_needed,
                          struct err *e)
{
    return words_seal(w, noun_name(noun), person.u, id, words, is_needed, e);
}

static void row_open(struct row *r, struct write *w, enum noun noun,
                     const struct person_id *person, const struct uuid *id)
{
    row_begin(r, w, noun);
    row_own_id(r, &person->u);
    row_own_id(r, id);
}

/* 1, 0 or nothing said. */
static void row_answer(struct row *r, uint8_t answer)
{
    if (answer > 1 && answer != CODE_MISSING)
        row_refuse(r, "an answer beyond yes and no");
    row_int_or_null(r, answer, answer != CODE_MISSING);
}

enum err_code handover_add(struct write *w, const struct handover_fact *f,
                           struct err *e)
{
    struct row r;
    enum err_code rc = seal(w, NOUN_HANDOVER, f->person, &f->id, f->words, false, e);
    if (rc != OK) return rc;
    row_open(&r, w, NOUN_HANDOVER, &f->person, &f->id);
    row_uuid(&r, &f->trajectory.u);
    row_own_id(&r, &f->from.u);
    row_own_id(&r, &f->worker);
    row_uuid(&r, &f->to.u);
    row_code(&r, LIST_RECEIVER_KIND, f->receiver_kind);
    row_uuid(&r, &f->service);
    row_uuid(&r, &f->vacancy);
    row_uuid(&r, &f->replaces);
    row_code(&r, LIST_HANDOVER_MOMENT, f->moment);
    row_uuid(&r, &f->appointment);
    row_answer(&r, f->is_guide_present);
    row_day(&r, f->on);
    row_words(&r);
    if (uuid_is_nil(f->to.u) != (f->receiver_kind == CODE_MISSING))
        row_refuse(&r, "a receiver and its kind are told together");
    return row_end(&r, e);
}

enum err_code handover_words_add(struct write *w, const struct handover_words_fact *f,
                                 struct err *e)
{
    struct row r;
    enum err_code rc =
        seal(w, NOUN_HANDOVER_WORDS, f->person, &f->id, f->words, true, e);
    if (rc != OK) return rc;
    row_open(&r, w, NOUN_HANDOVER_WORDS, &f->person, &f->id);
    row_own_id(&r, &f->handover);
    row_code_needed(&r, LIST_HANDOVER_WORDS, f->kind);
    row_words(&r);
    return row_end(&r, e);
}

enum err_code handover_share_add(struct write *w, const struct handover_share_fact *f,
                                 struct err *e)
{
    struct row r;
    row_open(&r, w, NOUN_HANDOVER_SHARE, &f->person, &f->id);
    row_own_id(&r, &f->handover);
    row_code_needed(&r, LIST_SHARING_CATEGORY, f->category);
    return row_end(&r, e);
}

enum err_code handover_event_add(struct write *w, const struct handover_event_fact *f,
                                 struct err *e)
{
    struct row r;
    enum err_code rc =
        seal(w, NOUN_HANDOVER_EVENT, f->person, &f->id, f->words, false, e);
    if (rc != OK) return rc;
    row_open(&r, w, NOUN_HANDOVER_EVENT, &f->person, &f->id);
    row_own_id(&r, &f->handover);
    row_code_needed(&r, LIST_HANDOVER_EVENT, f->kind);
    row_day(&r, f->on);
    row_code(&r, LIST_HANDOVER_REASON, f->reason);
    row_code(&r, LIST_HANDOVER_RESULT, f->result);
    row_uuid(&r, &f->organisation.u);
    row_uuid(&r, &f->worker);
    row_uuid(&r, &f->other.u);
    row_uuid(&r, &f->appointment);
    row_answer(&r, f->is_guide_present);
    row_words(&r);
    return row_end(&r, e);
}

enum err_code handover_payload_add(struct write *w, struct handover_payload_fact *f,
                                   struct err *e)
{
    struct row r;
    enum err_code rc;
    buf_clear(&w->sealed);
    w->sealed.limit = LIMIT_PAYLOAD_BYTES + VAULT_SEAL_OVERHEAD;
    if (!f->content.n || f->content.n > LIMIT_PAYLOAD_BYTES)
        return write_note(w, err_set(e, ERR_TOO_LARGE,
                                     "expected 1 to %d bytes to hand over, found %zu",
                                     LIMIT_PAYLOAD_BYTES, f->content.n));
    crypto_generichash(f->digest, sizeof f->digest, (const uint8_t *)f->content.p,
                       f->content.n, NULL, 0);
    rc = subject_seal(&w->sealed, w, f->person.u, noun_name(NOUN_HANDOVER_PAYLOAD),
                      &f->id, f->content, e);
    if (rc != OK) return rc;
    row_open(&r, w, NOUN_HANDOVER_PAYLOAD, &f->person, &f->id);
    row_own_id(&r, &f->handover);
    row_blob(&r, f->digest, sizeof f->digest);
    row_blob(&r, w->sealed.p, w->sealed.n);
    return row_end(&r, e);
}
