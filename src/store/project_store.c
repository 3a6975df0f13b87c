#include "store/project_store.h"

#include "store/row.h"

enum err_code project_report_add(struct write *w, const struct project_report_fact *f,
                                 struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_PROJECT_REPORT);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->project.u);
    row_day(&r, f->from);
    row_day(&r, f->to);
    row_own_id(&r, &f->organisation.u);
    row_own_id(&r, &f->worker);
    if (day_is_none(f->from) || day_is_none(f->to) || f->to.v < f->from.v)
        row_refuse(&r, "a report has a first and a last day");
    return row_end(&r, e);
}

enum err_code report_part_add(struct write *w, const struct report_part_fact *f,
                              struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_REPORT_PART);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->report);
    row_code_needed(&r, LIST_REPORT_PART, f->kind);
    row_own_id(&r, &f->worker);
    row_text(&r, f->text);
    return row_end(&r, e);
}

enum err_code report_step_add(struct write *w, const struct report_step_fact *f,
                              struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_REPORT_STEP);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->report);
    row_code_needed(&r, LIST_REPORT_STEP, f->kind);
    row_own_id(&r, &f->worker);
    row_day(&r, f->on);
    row_blob(&r, f->digest, f->has_digest ? sizeof f->digest : 0);
    row_text(&r, f->text);
    if ((f->kind == REPORT_STEP_HANDED_IN) != f->has_digest)
        row_refuse(&r, "what is handed in has a digest, and nothing else");
    return row_end(&r, e);
}

static bool is_web_address(const char *link)
{
    return strncmp(link, "https://", 8) == 0 || strncmp(link, "http://", 7) == 0;
}

enum err_code project_product_add(struct write *w, const struct project_product_fact *f,
                                  struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_PROJECT_PRODUCT);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->project.u);
    row_code_needed(&r, LIST_PROJECT_PRODUCT, f->kind);
    row_text_c(&r, f->title);
    row_code(&r, LIST_PRODUCT_LICENCE, f->licence);
    row_text_or_null(&r, f->link);
    row_day(&r, f->on);
    row_own_id(&r, &f->worker);
    row_str_or_null(&r, f->text);
    if (!f->title[0]) row_refuse(&r, "what a project made has a name");
    if (f->link[0] && !is_web_address(f->link))
        row_refuse(&r, "a link begins with https://");
    if (day_is_none(f->on)) row_refuse(&r, "what a project made has a day");
    return row_end(&r, e);
}

enum err_code project_visit_add(struct write *w, const struct project_visit_fact *f,
                                struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_PROJECT_VISIT);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->project.u);
    row_day(&r, f->on);
    row_own_id(&r, &f->worker);
    row_str_or_null(&r, f->text);
    row_str_or_null(&r, f->adjustments);
    if (!f->text.n) row_refuse(&r, "of a visit is said what was discussed");
    if (day_is_none(f->on)) row_refuse(&r, "a visit has a day");
    return row_end(&r, e);
}
