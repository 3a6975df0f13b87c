#include "store/programme_store.h"

#include "store/from_row.h"
#include "store/write_inside.h"

/* A call's anchor is its code. */
static enum err_code call_anchor(struct write *w, const char *code, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    if (!code[0]) {
        rc = err_set(e, ERR_INVALID, "the code of a call is empty");
        goto out;
    }
    TRY(db_prepare(&st, w->db,
                   "SELECT 1 FROM call_fact WHERE code = $1 AND retracted_at IS NULL",
                   e));
    bind_text(st, 1, str_of(code));
    TRY(statement_step(&row, st, e));
    if (row) {
        rc = err_set(e, ERR_EXISTS, "call %s is there already", code);
        err_hint(e, "to correct it, retract it first");
        goto out;
    }
    statement_done(st);
    st = NULL;
    TRY(db_prepare(&st, w->db,
                   "INSERT INTO call (code) VALUES ($1) ON CONFLICT DO NOTHING", e));
    bind_text(st, 1, str_of(code));
    rc = statement_run(st, e);
out:
    statement_done(st);
    return write_note(w, rc);
}

enum err_code call_add(struct write *w, const struct call_fact *f, struct err *e)
{
    struct row r;
    enum err_code rc = call_anchor(w, f->code, e);
    if (rc != OK) return rc;
    row_begin(&r, w, NOUN_CALL);
    row_text_c(&r, f->code);
    row_text_c(&r, f->name);
    row_code(&r, LIST_CALL_KIND, f->kind);
    row_text_or_null(&r, f->predecessor);
    row_day(&r, f->launched_on);
    row_day(&r, f->from);
    row_day(&r, f->to);
    row_day(&r, f->reports_until);
    return row_end(&r, e);
}

enum err_code organisation_add(struct write *w, const struct organisation_fact *f,
                               struct err *e)
{
    struct row r;
    enum err_code rc = anchor_add(w, NOUN_ORGANISATION, &f->id.u, e);
    if (rc != OK) return rc;
    row_begin(&r, w, NOUN_ORGANISATION);
    row_own_id(&r, &f->id.u);
    row_text_c(&r, f->code);
    row_text_c(&r, f->name);
    row_code(&r, LIST_ORGANISATION_KIND, f->kind);
    row_code(&r, LIST_FORMER_WORKSHOP_KIND, f->former_kind);
    row_text_c(&r, f->municipality);
    return row_end(&r, e);
}

enum err_code project_add(struct write *w, const struct project_fact *f, struct err *e)
{
    struct row r;
    enum err_code rc = anchor_add(w, NOUN_PROJECT, &f->id.u, e);
    if (rc != OK) return rc;
    row_begin(&r, w, NOUN_PROJECT);
    row_own_id(&r, &f->id.u);
    row_text_c(&r, f->code);
    row_text_c(&r, f->title);
    row_text_or_null(&r, f->call);
    row_uuid(&r, &f->promotor.u);
    row_uuid(&r, &f->extension_of.u);
    row_code(&r, LIST_PROJECT_KIND, f->kind);
    row_code(&r, LIST_TARGET_GROUP, f->target_group);
    row_bool(&r, f->is_transnational);
    row_day(&r, f->from);
    row_day(&r, f->to);
    return row_end(&r, e);
}

enum err_code partnership_add(struct write *w, const struct partnership_fact *f,
                              const char *const *municipalities,
                              size_t n_municipalities, struct err *e)
{
    struct row r;
    enum err_code rc = anchor_add(w, NOUN_PARTNERSHIP, &f->id.u, e);
    if (rc != OK) return rc;
    row_begin(&r, w, NOUN_PARTNERSHIP);
    row_own_id(&r, &f->id.u);
    row_text_c(&r, f->code);
    row_text_c(&r, f->name);
    row_code(&r, LIST_PARTNERSHIP_STATUS, f->status);
    row_day(&r, f->from);
    row_day(&r, f->to);
    rc = row_end(&r, e);
    for (size_t i = 0; rc == OK && i < n_municipalities; i++) {
        struct uuid id = uuid7_new();
        row_begin(&r, w, NOUN_COVERAGE);
        row_own_id(&r, &id);
        row_uuid(&r, &f->id.u);
        row_text_c(&r, municipalities[i]);
        rc = row_end(&r, e);
    }
    return rc;
}

enum err_code partner_add(struct write *w, struct uuid id,
                          struct partnership_id partnership, struct project_id project,
                          struct organisation_id organisation, const char *role,
                          struct day from, struct day to, struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_PARTNER);
    row_own_id(&r, &id);
    row_uuid(&r, &partnership.u);
    row_uuid(&r, &project.u);
    row_uuid(&r, &organisation.u);
    row_text_c(&r, role);
    row_day(&r, from);
    row_day(&r, to);
    return row_end(&r, e);
}

enum err_code budget_add(struct write *w, const struct budget_fact *f, struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_BUDGET);
    row_own_id(&r, &f->id);
    row_text_or_null(&r, f->call);
    row_uuid(&r, &f->project.u);
    row_code(&r, LIST_FUNDING_SOURCE, f->source);
    row_code(&r, LIST_AMOUNT_KIND, f->amount_kind);
    row_int(&r, f->cents);
    row_day(&r, f->on);
    return row_end(&r, e);
}

enum err_code target_add(struct write *w, const struct target_fact *f, struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_TARGET);
    row_own_id(&r, &f->id);
    row_text_or_null(&r, f->call);
    row_uuid(&r, &f->project.u);
    row_uuid(&r, &f->partnership.u);
    row_text_c(&r, f->measure);
    row_text_c(&r, f->unit);
    row_text_c(&r, f->text);
    row_real_or_null(&r, f->number, f->has_number);
    row_code(&r, LIST_TARGET_KIND, f->kind);
    row_day(&r, f->from);
    row_day(&r, f->to);
    return row_end(&r, e);
}

enum err_code published_add(struct write *w, const struct published_fact *f,
                            struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_PUBLISHED);
    row_own_id(&r, &f->id);
    row_text_c(&r, f->figure);
    row_text_c(&r, f->publication);
    row_text_c(&r, f->cell);
    row_text_c(&r, f->measure);
    row_text_c(&r, f->unit);
    row_text_c(&r, f->text);
    row_real_or_null(&r, f->number, f->has_number);
    row_day(&r, f->as_of);
    return row_end(&r, e);
}

enum err_code project_follow_up_add(struct write *w,
                                    const struct project_follow_up_fact *f,
                                    struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_PROJECT_FOLLOW_UP);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->project.u);
    row_day(&r, f->on);
    row_code(&r, LIST_PROJECT_EVALUATION, f->evaluation);
    row_code(&r, LIST_PROJECT_FOLLOW_UP, f->follow_up);
    if (f->evaluation == CODE_MISSING && f->follow_up == CODE_MISSING)
        row_refuse(&r, "a follow-up says how the project was judged, or what followed");
    return row_end(&r, e);
}

/* --- finding --- */

/* The first row of a literal with one text parameter, given to `read`. */
static enum err_code find_one(void *out, bool *found_out, struct db *db,
                              const char *sql, struct str code,
                              enum err_code (*read)(void *out, struct statement *st,
                                                    struct err *e),
                              struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    *found_out = false;
    TRY(db_prepare_literal(&st, db, sql, e));
    bind_text(st, 1, code);
    TRY(statement_step(found_out, st, e));
    if (*found_out) rc = read(out, st, e);
out:
    statement_done(st);
    return rc;
}

static enum err_code read_call(void *out, struct statement *st, struct err *e)
{
    return call_from_row(out, st, e);
}

static enum err_code read_organisation(void *out, struct statement *st, struct err *e)
{
    return organisation_from_row(out, st, e);
}

static enum err_code read_project(void *out, struct statement *st, struct err *e)
{
    return project_from_row(out, st, e);
}

static enum err_code read_partnership(void *out, struct statement *st, struct err *e)
{
    return partnership_from_row(out, st, e);
}

enum err_code call_find(struct call_fact *out, bool *found_out, struct db *db,
                        struct str code, struct err *e)
{
    return find_one(out, found_out, db,
                    "SELECT " CALL_COLUMNS " FROM call_fact WHERE code = $1 "
                    "AND retracted_at IS NULL",
                    code, read_call, e);
}

enum err_code organisation_find(struct organisation_fact *out, bool *found_out,
                                struct db *db, struct str code, struct err *e)
{
    return find_one(out, found_out, db,
                    "SELECT " ORGANISATION_COLUMNS " FROM organisation_fact "
                    "WHERE code = $1 AND retracted_at IS NULL",
                    code, read_organisation, e);
}

enum err_code project_find(struct project_fact *out, bool *found_out, struct db *db,
                           struct str code, struct err *e)
{
    return find_one(out, found_out, db,
                    "SELECT " PROJECT_COLUMNS " FROM project_fact "
                    "WHERE code = $1 AND retracted_at IS NULL",
                    code, read_project, e);
}

enum err_code partnership_find(struct partnership_fact *out, bool *found_out,
                               struct db *db, struct str code, struct err *e)
{
    return find_one(out, found_out, db,
                    "SELECT " PARTNERSHIP_COLUMNS " FROM partnership_fact "
                    "WHERE code = $1 AND retracted_at IS NULL",
                    code, read_partnership, e);
}

enum err_code coverage_retract(struct write *w, struct partnership_id partnership,
                               struct err *e)
{
    struct statement *st = NULL;
    struct person_id nobody = {{{0}}};
    enum err_code rc = OK;
    bool row = true;
    while (row) {
        TRY(db_prepare(&st, w->db,
                       "SELECT id FROM coverage WHERE partnership = $1 "
                       "AND retracted_at IS NULL LIMIT 1",
                       e));
        bind_uuid(st, 1, &partnership.u);
        TRY(statement_step(&row, st, e));
        struct uuid id = row ? column_uuid(st, 0) : (struct uuid){{0}};
        statement_done(st);
        st = NULL;
        if (row) TRY(fact_retract(w, NOUN_COVERAGE, nobody, id, e));
    }
out:
    statement_done(st);
    return write_note(w, rc);
}
