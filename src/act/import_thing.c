/* Rows about programmes and outreach: what hangs on no person. */
#include "act/import_int.h"

#include "store/outreach_store.h"
#include "store/programme_store.h"

/* The id a thing keeps through its corrections; the version before is closed. */
static enum err_code begin_version(struct uuid *out, struct import *im,
                                   struct row_act *a, enum noun noun, struct err *e)
{
    *out = a->before ? a->before->subject : uuid7_new();
    a->subject = *out;
    return a->before ? fact_retract(im->w, noun, nobody, *out, e) : OK;
}

/* A fact without versions is closed, and its correction is another fact. */
static enum err_code begin_fact(struct uuid *out, struct import *im, struct row_act *a,
                                enum noun noun, struct err *e)
{
    *out = uuid7_new();
    a->subject = *out;
    return a->before ? fact_retract(im->w, noun, nobody, a->before->subject, e) : OK;
}

/* A code that another hand recorded is not overwritten. */
static enum err_code check_code_is_free(struct import *im, struct row_act *a,
                                        int column, struct err *e)
{
    struct uuid id;
    if (a->before) return OK;
    enum err_code rc = known_code_find(&id, im, im->kind, cell_text(a, column), e);
    if (rc == OK && !uuid_is_nil(id))
        row_refuse_at(im, a, column, "a code that is not in use",
                      "it was recorded by another sender: leave the row out, or "
                      "import it with that --sender");
    return rc;
}

static bool is_yes(const struct row_act *a, int column)
{
    const struct value *v = cell_at(a, column);
    return v->is_given && v->number == 1;
}

static void copy_municipality(char out[8], const struct row_act *a, int column)
{
    const struct value *v = cell_at(a, column);
    const char *code =
        v->is_given ? code_list_at(LIST_MUNICIPALITY)->codes[v->number].code : "";
    snprintf(out, 8, "%s", code);
}

static enum err_code write_organisation(struct import *im, struct row_act *a,
                                        struct err *e)
{
    struct organisation_fact f = {.kind = cell_code(a, ORGANISATIONS_KIND),
                                  .former_kind =
                                      cell_code(a, ORGANISATIONS_FORMER_KIND)};
    enum err_code rc;
    TRY(check_code_is_free(im, a, ORGANISATIONS_CODE, e));
    if (a->is_refused) goto out;
    TRY(begin_version(&f.id.u, im, a, NOUN_ORGANISATION, e));
    COPY_TEXT(f.code, a, ORGANISATIONS_CODE);
    COPY_TEXT(f.name, a, ORGANISATIONS_NAME);
    copy_municipality(f.municipality, a, ORGANISATIONS_MUNICIPALITY);
    rc = organisation_add(im->w, &f, e);
out:
    return rc;
}

static enum err_code write_call(struct import *im, struct row_act *a, struct err *e)
{
    struct call_fact f = {.kind = cell_code(a, CALLS_KIND),
                          .launched_on = cell_day(a, CALLS_LAUNCHED_ON),
                          .from = cell_day(a, CALLS_VALID_FROM),
                          .to = cell_day(a, CALLS_VALID_TO),
                          .reports_until = cell_day(a, CALLS_REPORTS_UNTIL)};
    enum err_code rc;
    TRY(check_code_is_free(im, a, CALLS_CODE, e));
    if (a->is_refused) goto out;
    COPY_TEXT(f.code, a, CALLS_CODE);
    COPY_TEXT(f.name, a, CALLS_NAME);
    COPY_TEXT(f.predecessor, a, CALLS_PREDECESSOR);
    memcpy(a->subject.b, f.code, sizeof a->subject.b);
    if (a->before) TRY(call_retract(im->w, str_of(f.code), e));
    rc = call_add(im->w, &f, e);
out:
    return rc;
}

static enum err_code write_project(struct import *im, struct row_act *a, struct err *e)
{
    struct project_fact f = {.promotor = {a->reference[PROJECTS_PROMOTOR]},
                             .extension_of = {a->reference[PROJECTS_EXTENSION_OF]},
                             .kind = cell_code(a, PROJECTS_KIND),
                             .target_group = cell_code(a, PROJECTS_TARGET_GROUP),
                             .is_transnational = is_yes(a, PROJECTS_TRANSNATIONAL),
                             .from = cell_day(a, PROJECTS_VALID_FROM),
                             .to = cell_day(a, PROJECTS_VALID_TO)};
    enum err_code rc;
    TRY(check_code_is_free(im, a, PROJECTS_CODE, e));
    if (a->is_refused) goto out;
    TRY(begin_version(&f.id.u, im, a, NOUN_PROJECT, e));
    COPY_TEXT(f.code, a, PROJECTS_CODE);
    COPY_TEXT(f.title, a, PROJECTS_TITLE);
    COPY_TEXT(f.call, a, PROJECTS_CALL);
    rc = project_add(im->w, &f, e);
out:
    return rc;
}

static enum err_code write_partnership(struct import *im, struct row_act *a,
                                       struct err *e)
{
    struct partnership_fact f = {.status = cell_code(a, PARTNERSHIPS_STATUS),
                                 .from = cell_day(a, PARTNERSHIPS_VALID_FROM),
                                 .to = cell_day(a, PARTNERSHIPS_VALID_TO)};
    const struct value *covered = cell_at(a, PARTNERSHIPS_MUNICIPALITIES);
    const char *municipalities[CELL_VALUES_MAX];
    size_t n = covered->is_given ? covered->n_many : 0;
    enum err_code rc;
    TRY(check_code_is_free(im, a, PARTNERSHIPS_CODE, e));
    if (a->is_refused) goto out;
    TRY(begin_version(&f.id.u, im, a, NOUN_PARTNERSHIP, e));
    if (a->before) TRY(coverage_retract(im->w, f.id, e));
    for (size_t i = 0; i < n; i++) {
        uint16_t index = delivery_reader_many(im->reader, covered)[i];
        municipalities[i] = code_list_at(LIST_MUNICIPALITY)->codes[index].code;
    }
    COPY_TEXT(f.code, a, PARTNERSHIPS_CODE);
    COPY_TEXT(f.name, a, PARTNERSHIPS_NAME);
    rc = partnership_add(im->w, &f, municipalities, n, e);
out:
    return rc;
}

static enum err_code write_budget(struct import *im, struct row_act *a, struct err *e)
{
    struct budget_fact f = {.project = {a->reference[BUDGETS_PROJECT]},
                            .source = cell_code(a, BUDGETS_SOURCE),
                            .amount_kind = cell_code(a, BUDGETS_AMOUNT_KIND),
                            .cents = cell_at(a, BUDGETS_AMOUNT)->number,
                            .on = cell_day(a, BUDGETS_ON)};
    enum err_code rc;
    TRY(begin_fact(&f.id, im, a, NOUN_BUDGET, e));
    COPY_TEXT(f.call, a, BUDGETS_CALL);
    rc = budget_add(im->w, &f, e);
out:
    return rc;
}

static enum err_code write_target(struct import *im, struct row_act *a, struct err *e)
{
    const struct value *number = cell_at(a, TARGETS_NUMBER);
    struct target_fact f = {.project = {a->reference[TARGETS_PROJECT]},
                            .partnership = {a->reference[TARGETS_PARTNERSHIP]},
                            .has_number = number->is_given,
                            .number = number->is_given ? number->decimal : 0,
                            .kind = cell_code(a, TARGETS_KIND),
                            .from = cell_day(a, TARGETS_VALID_FROM),
                            .to = cell_day(a, TARGETS_VALID_TO)};
    enum err_code rc;
    TRY(begin_fact(&f.id, im, a, NOUN_TARGET, e));
    COPY_TEXT(f.call, a, TARGETS_CALL);
    COPY_TEXT(f.measure, a, TARGETS_MEASURE);
    COPY_TEXT(f.unit, a, TARGETS_UNIT);
    COPY_TEXT(f.text, a, TARGETS_TEXT);
    rc = target_add(im->w, &f, e);
out:
    return rc;
}

static enum err_code write_figure(struct import *im, struct row_act *a, struct err *e)
{
    const struct value *number = cell_at(a, FIGURES_NUMBER);
    struct published_fact f = {.has_number = number->is_given,
                               .number = number->is_given ? number->decimal : 0,
                               .as_of = cell_day(a, FIGURES_AS_OF)};
    enum err_code rc;
    TRY(begin_fact(&f.id, im, a, NOUN_PUBLISHED, e));
    COPY_TEXT(f.figure, a, FIGURES_FIGURE);
    COPY_TEXT(f.publication, a, FIGURES_PUBLICATION);
    COPY_TEXT(f.cell, a, FIGURES_CELL);
    COPY_TEXT(f.measure, a, FIGURES_MEASURE);
    COPY_TEXT(f.unit, a, FIGURES_UNIT);
    COPY_TEXT(f.text, a, FIGURES_TEXT);
    rc = published_add(im->w, &f, e);
out:
    return rc;
}

static enum err_code write_place(struct import *im, struct row_act *a, struct err *e)
{
    struct outreach_place_fact f = {.kind = cell_code(a, PLACES_KIND),
                                    .from = cell_day(a, PLACES_VALID_FROM),
                                    .to = cell_day(a, PLACES_VALID_TO)};
    enum err_code rc;
    TRY(begin_version(&f.id, im, a, NOUN_OUTREACH_PLACE, e));
    COPY_TEXT(f.name, a, PLACES_NAME);
    copy_municipality(f.municipality, a, PLACES_MUNICIPALITY);
    rc = outreach_place_add(im->w, &f, e);
out:
    return rc;
}

static enum err_code write_reach(struct import *im, const struct row_act *a, int column,
                                 bool refused, struct err *e)
{
    struct reach_fact f = {.id = uuid7_new(),
                           .action = a->subject,
                           .n = cell_count(a, column),
                           .refused_registration = refused};
    if (f.n <= 0) return OK;
    COPY_TEXT(f.category, a, ACTIONS_CATEGORY);
    return reach_add(im->w, &f, e);
}

static enum err_code write_action(struct import *im, struct row_act *a, struct err *e)
{
    struct outreach_action_fact f = {.place = a->reference[ACTIONS_PLACE],
                                     .project = {a->reference[ACTIONS_PROJECT]},
                                     .partnership = {a->reference[ACTIONS_PARTNERSHIP]},
                                     .mode = cell_code(a, ACTIONS_MODE),
                                     .on = cell_day(a, ACTIONS_ON),
                                     .minutes = cell_count(a, ACTIONS_MINUTES)};
    enum err_code rc;
    TRY(begin_version(&f.id, im, a, NOUN_OUTREACH_ACTION, e));
    if (a->before) TRY(reach_retract(im->w, f.id, e));
    TRY(outreach_action_add(im->w, &f, e));
    TRY(write_reach(im, a, ACTIONS_REACHED, false, e));
    rc = write_reach(im, a, ACTIONS_REFUSED, true, e);
out:
    return rc;
}

enum err_code write_thing(struct import *im, struct row_act *a, struct err *e)
{
    switch (im->kind) {
    case LAYOUT_ORGANISATIONS:
        return write_organisation(im, a, e);
    case LAYOUT_CALLS:
        return write_call(im, a, e);
    case LAYOUT_PROJECTS:
        return write_project(im, a, e);
    case LAYOUT_PARTNERSHIPS:
        return write_partnership(im, a, e);
    case LAYOUT_BUDGETS:
        return write_budget(im, a, e);
    case LAYOUT_TARGETS:
        return write_target(im, a, e);
    case LAYOUT_FIGURES:
        return write_figure(im, a, e);
    case LAYOUT_PLACES:
        return write_place(im, a, e);
    case LAYOUT_ACTIONS:
        return write_action(im, a, e);
    default:
        bug("a kind that is written elsewhere");
    }
}
