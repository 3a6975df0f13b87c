#include "store/agreement_store.h"

#include "domain/lists.h"
#include "store/write_inside.h"

enum err_code agreement_add(struct write *w, const struct agreement_fact *f,
                            struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_AGREEMENT);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->partnership.u);
    row_text_or_null(&r, f->municipality);
    row_text_c(&r, f->title);
    row_day(&r, f->from);
    row_day(&r, f->to);
    row_str_or_null(&r, f->text);
    if (!f->title[0]) row_refuse(&r, "an agreement has a title");
    if (day_is_none(f->from)) row_refuse(&r, "an agreement holds from a day on");
    return row_end(&r, e);
}

enum err_code agreed_action_add(struct write *w, const struct agreed_action_fact *f,
                                struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_AGREED_ACTION);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->agreement);
    row_code(&r, LIST_ACTION_KIND, f->kind);
    row_text_c(&r, f->text);
    row_day(&r, f->due_on);
    row_int_or_null(&r, f->number, f->number >= 0);
    row_uuid(&r, &f->organisation.u);
    if (!f->text[0]) row_refuse(&r, "what was agreed is said in words");
    return row_end(&r, e);
}

enum err_code agreed_result_add(struct write *w, const struct agreed_result_fact *f,
                                struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_AGREED_RESULT);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->action);
    row_code_needed(&r, LIST_AGREED_STATE, f->state);
    row_day(&r, f->on);
    row_int_or_null(&r, f->number, f->number >= 0);
    row_str_or_null(&r, f->text);
    row_own_id(&r, &f->worker);
    if (day_is_none(f->on)) row_refuse(&r, "a result has a day");
    return row_end(&r, e);
}
