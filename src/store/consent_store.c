#include "store/consent_store.h"

#include "domain/access.h"
#include "store/search_store.h"
#include "store/words_inside.h"

enum err_code consent_add(struct write *w, const struct consent_fact *f, struct err *e)
{
    struct row r;
    enum err_code rc =
        words_seal(w, "consent", f->person.u, &f->id, f->words, false, e);
    if (rc != OK) return rc;
    row_begin(&r, w, NOUN_CONSENT);
    row_own_id(&r, &f->person.u);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->receiver.u);
    row_code_needed(&r, LIST_SHARING_PURPOSE, f->purpose);
    row_code_needed(&r, LIST_SHARING_CATEGORY, f->category);
    row_code_needed(&r, LIST_SHARING_GROUND, f->ground);
    row_bool(&r, f->is_given);
    row_code_needed(&r, LIST_CONSENT_FORM, f->form);
    row_code(&r, LIST_LANGUAGE, f->language);
    row_day(&r, f->from);
    row_day(&r, f->to);
    row_own_id(&r, &f->organisation.u);
    row_uuid(&r, &f->worker);
    row_words(&r);
    if (f->category < N_RECORD_CATEGORIES &&
        !category_can_be_shared((enum record_category)f->category))
        row_refuse(&r, "this category is never let through");
    rc = row_end(&r, e);
    /* the search of the receiver proposes this file from now on */
    return rc == OK ? person_change_add(w, f->person, e) : rc;
}

enum err_code consent_withdrawal_add(struct write *w,
                                     const struct consent_withdrawal_fact *f,
                                     struct err *e)
{
    struct row r;
    enum err_code rc =
        words_seal(w, "consent_withdrawal", f->person.u, &f->id, f->words, false, e);
    if (rc != OK) return rc;
    row_begin(&r, w, NOUN_CONSENT_WITHDRAWAL);
    row_own_id(&r, &f->person.u);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->consent);
    row_day(&r, f->on);
    row_code_needed(&r, LIST_WITHDRAWAL_PARTY, f->party);
    row_uuid(&r, &f->worker);
    row_words(&r);
    return row_end(&r, e);
}

enum err_code consent_request_add(struct write *w, const struct consent_request_fact *f,
                                  struct err *e)
{
    struct row r;
    enum err_code rc =
        words_seal(w, "consent_request", f->person.u, &f->id, f->words, false, e);
    if (rc != OK) return rc;
    row_begin(&r, w, NOUN_CONSENT_REQUEST);
    row_own_id(&r, &f->person.u);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->organisation.u);
    row_own_id(&r, &f->worker);
    row_code_needed(&r, LIST_SHARING_PURPOSE, f->purpose);
    row_code_needed(&r, LIST_SHARING_CATEGORY, f->category);
    row_day(&r, f->on);
    row_words(&r);
    return row_end(&r, e);
}
