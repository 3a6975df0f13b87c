#include "store/guest_store.h"

#include "store/words_inside.h"

static void row_of(struct row *r, struct write *w, enum noun noun,
                   const struct person_id *person, const struct uuid *id)
{
    row_begin(r, w, noun);
    row_own_id(r, &person->u);
    row_own_id(r, id);
}

enum err_code guest_link_add(struct write *w, const struct guest_link_fact *f,
                             struct err *e)
{
    struct row r;
    enum err_code rc =
        words_seal(w, "guest_link", f->person.u, &f->id, f->words, false, e);
    if (rc != OK) return rc;
    row_of(&r, w, NOUN_GUEST_LINK, &f->person, &f->id);
    row_code_needed(&r, LIST_GUEST_LINK_KIND, f->kind);
    row_uuid(&r, &f->handover);
    row_uuid(&r, &f->outcome);
    row_own_id(&r, &f->organisation.u);
    row_own_id(&r, &f->worker);
    row_int(&r, f->expires_at);
    row_blob(&r, f->code, f->has_code ? sizeof f->code : 0);
    row_words(&r);
    if (uuid_is_nil(f->handover) == uuid_is_nil(f->outcome))
        row_refuse(&r, "a link opens one handover or one job");
    return row_end(&r, e);
}

enum err_code guest_visit_add(struct write *w, const struct guest_visit_fact *f,
                              struct err *e)
{
    struct row r;
    row_of(&r, w, NOUN_GUEST_VISIT, &f->person, &f->id);
    row_own_id(&r, &f->link);
    row_code_needed(&r, LIST_GUEST_VISIT_KIND, f->kind);
    row_int(&r, f->happened_at);
    row_blob(&r, f->browser, f->has_browser ? sizeof f->browser : 0);
    return row_end(&r, e);
}

enum err_code check_in_add(struct write *w, const struct check_in_fact *f,
                           struct err *e)
{
    struct row r;
    enum err_code rc =
        words_seal(w, "check_in", f->person.u, &f->id, f->words, false, e);
    if (rc != OK) return rc;
    row_of(&r, w, NOUN_CHECK_IN, &f->person, &f->id);
    row_own_id(&r, &f->link);
    row_own_id(&r, &f->outcome);
    row_day(&r, f->on);
    row_code_needed(&r, LIST_CHECK_IN_ANSWER, f->answer);
    row_words(&r);
    return row_end(&r, e);
}

enum err_code check_in_reply_add(struct write *w, const struct check_in_reply_fact *f,
                                 struct err *e)
{
    struct row r;
    enum err_code rc =
        words_seal(w, "check_in_reply", f->person.u, &f->id, f->words, false, e);
    if (rc != OK) return rc;
    row_of(&r, w, NOUN_CHECK_IN_REPLY, &f->person, &f->id);
    row_own_id(&r, &f->check_in);
    row_day(&r, f->on);
    row_own_id(&r, &f->worker);
    row_words(&r);
    return row_end(&r, e);
}
