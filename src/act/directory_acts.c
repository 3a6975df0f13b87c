#include "act/directory_acts.h"

#include "act/field_gate.h"
#include "base/limits.h"
#include "domain/geography.h"

/* --- what people say of a service --- */

static enum err_code service_is_there(const struct asking *a, struct db *db,
                                      struct uuid service, struct err *e)
{
    struct directory_record r;
    return directory_find(&r, a->arena, db, DIRECTORY_SERVICE, service, e);
}

static struct uuid form_or_new(const struct asking *a)
{
    return uuid_is_nil(a->form) ? uuid7_new() : a->form;
}

static enum err_code code_is_told(uint8_t code, const char *what, struct err *e)
{
    return code == CODE_MISSING ? err_set(e, ERR_USAGE, "expected %s", what) : OK;
}

enum err_code service_confirm(const struct asking *a, struct uuid service,
                              struct err *e)
{
    struct directory_check_fact f = {.id = form_or_new(a),
                                     .service = service,
                                     .organisation = a->visitor.organisation,
                                     .worker = a->visitor.worker,
                                     .on = a->today};
    struct write *w = NULL;
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_SERVICE_READ, e));
    TRY(work_begin(&w, a, "confirm service", "", e));
    TRY(service_is_there(a, write_db(w), service, e));
    TRY(directory_check_add(w, &f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code service_doubt(const struct asking *a, struct uuid service, uint8_t fault,
                            struct err *e)
{
    struct directory_doubt_fact f = {.id = form_or_new(a),
                                     .service = service,
                                     .organisation = a->visitor.organisation,
                                     .worker = a->visitor.worker,
                                     .fault = fault,
                                     .on = a->today};
    struct write *w = NULL;
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_SERVICE_READ, e));
    TRY(work_begin(&w, a, "doubt service", "", e));
    TRY(service_is_there(a, write_db(w), service, e));
    TRY(code_is_told(fault, "what is wrong with the service", e));
    TRY(directory_doubt_add(w, &f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code service_intend(const struct asking *a, struct uuid service,
                             uint8_t intent, struct err *e)
{
    struct directory_intent_fact f = {.id = form_or_new(a),
                                      .service = service,
                                      .organisation = a->visitor.organisation,
                                      .intent = intent,
                                      .on = a->today};
    struct write *w = NULL;
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_SERVICE_READ, e));
    TRY(work_begin(&w, a, "count intent to use service", "", e));
    TRY(service_is_there(a, write_db(w), service, e));
    TRY(code_is_told(intent, "what will be done with the service", e));
    TRY(directory_intent_add(w, &f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code gap_record(const struct asking *a, uint8_t condition,
                         const char *municipality, uint8_t target_group, struct err *e)
{
    struct directory_gap_fact f = {.id = form_or_new(a),
                                   .organisation = a->visitor.organisation,
                                   .condition = condition,
                                   .target_group = target_group,
                                   .on = a->today};
    struct write *w = NULL;
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_SERVICE_READ, e));
    if (municipality[0] && geo_municipality_index(str_of(municipality)) < 0) {
        rc = err_set(e, ERR_INVALID, "there is no municipality with this code");
        goto out;
    }
    snprintf(f.municipality, sizeof f.municipality, "%s", municipality);
    TRY(work_begin(&w, a, "record gap in services", "", e));
    TRY(directory_gap_add(w, &f, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}

/* --- doubts settled --- */

enum err_code doubt_settle(const struct asking *a, struct uuid doubt, uint8_t outcome,
                           struct err *e)
{
    struct directory_doubt_outcome_fact f = {.id = form_or_new(a),
                                             .doubt = doubt,
                                             .worker = a->visitor.worker,
                                             .outcome = outcome,
                                             .on = a->today};
    struct directory_check_fact check = {.id = uuid7_new(),
                                         .organisation = a->visitor.organisation,
                                         .worker = a->visitor.worker,
                                         .on = a->today};
    struct directory_standing standing;
    struct directory_doubt_fact fact;
    struct write *w = NULL;
    enum err_code rc;
    TRY(field_gate(a, PERMISSION_SERVICE_WRITE, e));
    TRY(work_begin(&w, a, "settle doubt about service", "", e));
    TRY(directory_doubt_find(&fact, write_db(w), doubt, e));
    TRY(code_is_told(outcome, "what came of the report", e));
    TRY(directory_standing(&standing, write_db(w), fact.service, a->today, e));
    if (!uuid_is_nil(standing.keeper.u) && !is_own_organisation(a, standing.keeper)) {
        rc = err_set(e, ERR_DENIED, "another organisation keeps this service");
        goto out;
    }
    check.service = fact.service;
    TRY(directory_doubt_outcome_add(w, &f, e));
    TRY(directory_check_add(w, &check, e));
    rc = work_commit(&w, a, e);
out:
    write_abandon(&w);
    return rc;
}
