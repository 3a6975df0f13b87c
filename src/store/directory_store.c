#include "store/directory_store.h"

#include "base/limits.h"
#include "store/from_row.h"
#include "store/gather.h"
#include "store/write_inside.h"

static const struct person_id nobody;

/* --- one record out of a row --- */

#define RECORD_COLUMNS                                                                 \
    "id, kind, organisation, service, service_at, location, above, term, place, "      \
    "content"

enum err_code directory_record_from_row(void *out, struct arena *a,
                                        struct statement *st, struct err *e)
{
    struct directory_record *r = out;
    enum directory_kind kind;
    r->id = column_uuid(st, 0);
    if (!directory_kind_named(&kind, column_text(st, 1)))
        return err_set(e, ERR_CORRUPT, "a directory record is of a kind that is none");
    r->kind = (uint8_t)kind;
    for (int i = 0; i < N_DIRECTORY_SLOTS; i++)
        r->slots[i] = column_uuid(st, 2 + i);
    struct str place = column_text(st, 8);
    snprintf(r->place, sizeof r->place, "%.*s", STR_ARG(place));
    r->content = str_copy(a, column_text(st, 9));
    return OK;
}

/* --- writing --- */

static enum err_code record_add(struct write *w, const struct directory_record *r,
                                struct err *e)
{
    struct row row;
    row_begin(&row, w, NOUN_DIRECTORY_RECORD);
    row_own_id(&row, &r->id);
    row_text_c(&row, directory_shape((enum directory_kind)r->kind)->name);
    for (size_t i = 0; i < N_DIRECTORY_SLOTS; i++)
        row_uuid(&row, &r->slots[i]);
    row_text_or_null(&row, r->place);
    row_text(&row, r->content);
    if (r->content.n < 2 || r->content.p[0] != '{')
        row_refuse(&row, "the content is not one JSON object");
    if (r->content.n > LIMIT_DIRECTORY_RECORD_BYTES)
        row_refuse(&row, "the content is larger than the limit");
    return row_end(&row, e);
}

/* The open version of an id, of whatever kind. */
static enum err_code record_now(struct directory_record **out, struct arena *a,
                                struct db *db, const struct uuid *id, struct err *e)
{
    struct statement *st = NULL;
    size_t n = 0;
    enum err_code rc =
        db_prepare(&st, db,
                   "SELECT " RECORD_COLUMNS
                   " FROM directory_record WHERE id = $1 AND retracted_at IS NULL",
                   e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, id);
    rc = rows_gather(out, &n, a, directory_record_from_row, st, e);
    if (n == 0) *out = NULL;
    return rc;
}

static enum err_code after_the_last(struct write *w, const struct uuid *id,
                                    struct err *e)
{
    struct statement *st = NULL;
    bool found = false;
    enum err_code rc = db_prepare(
        &st, w->db, "SELECT max(recorded_at) FROM directory_record WHERE id = $1", e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, id);
    rc = statement_step(&found, st, e);
    if (rc == OK && found) write_after(w, column_int(st, 0));
    statement_done(st);
    return rc;
}

enum err_code directory_put(enum directory_fate *out, struct write *w,
                            const struct directory_record *r, struct err *e)
{
    struct directory_record *now = NULL;
    struct arena a = {0};
    enum err_code rc;
    TRY(record_now(&now, &a, w->db, &r->id, e));
    *out = !now                              ? DIRECTORY_ADDED
           : directory_records_equal(now, r) ? DIRECTORY_SAME
                                             : DIRECTORY_CHANGED;
    if (*out == DIRECTORY_SAME) goto out;
    if (now && now->kind != r->kind) {
        rc = err_set(e, ERR_INVALID, "the id of a %s names a %s already",
                     directory_shape((enum directory_kind)r->kind)->name,
                     directory_shape((enum directory_kind)now->kind)->name);
        goto out;
    }
    if (now) {
        TRY(after_the_last(w, &r->id, e));
        TRY(fact_retract(w, NOUN_DIRECTORY_RECORD, nobody, r->id, e));
    }
    rc = record_add(w, r, e);
out:
    arena_dispose(&a);
    return write_note(w, rc);
}

enum err_code directory_drop(struct write *w, struct uuid id, struct err *e)
{
    return fact_retract(w, NOUN_DIRECTORY_RECORD, nobody, id, e);
}

enum err_code directory_keeper_add(struct write *w,
                                   const struct directory_keeper_fact *f, struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_DIRECTORY_KEEPER);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->service);
    row_own_id(&r, &f->organisation.u);
    return row_end(&r, e);
}

enum err_code directory_check_add(struct write *w, const struct directory_check_fact *f,
                                  struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_DIRECTORY_CHECK);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->service);
    row_own_id(&r, &f->organisation.u);
    row_own_id(&r, &f->worker);
    row_day(&r, f->on);
    return row_end(&r, e);
}

enum err_code directory_doubt_add(struct write *w, const struct directory_doubt_fact *f,
                                  struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_DIRECTORY_DOUBT);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->service);
    row_own_id(&r, &f->organisation.u);
    row_own_id(&r, &f->worker);
    row_code_needed(&r, LIST_SERVICE_FAULT, f->fault);
    row_day(&r, f->on);
    return row_end(&r, e);
}

static enum err_code doubt_is_open(struct write *w, const struct uuid *doubt,
                                   struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, w->db,
                   "SELECT 1 FROM directory_doubt_outcome WHERE doubt = $1 AND "
                   "retracted_at IS NULL",
                   e));
    bind_uuid(st, 1, doubt);
    TRY(statement_step(&row, st, e));
    if (row) rc = err_set(e, ERR_EXISTS, "this doubt was answered already");
out:
    statement_done(st);
    return write_note(w, rc);
}

enum err_code directory_doubt_outcome_add(struct write *w,
                                          const struct directory_doubt_outcome_fact *f,
                                          struct err *e)
{
    struct row r;
    enum err_code rc = doubt_is_open(w, &f->doubt, e);
    if (rc != OK) return rc;
    row_begin(&r, w, NOUN_DIRECTORY_DOUBT_OUTCOME);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->doubt);
    row_own_id(&r, &f->worker);
    row_code_needed(&r, LIST_DOUBT_OUTCOME, f->outcome);
    row_day(&r, f->on);
    return row_end(&r, e);
}

enum err_code directory_intent_add(struct write *w,
                                   const struct directory_intent_fact *f, struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_DIRECTORY_INTENT);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->service);
    row_own_id(&r, &f->organisation.u);
    row_code_needed(&r, LIST_SERVICE_INTENT, f->intent);
    row_day(&r, f->on);
    return row_end(&r, e);
}

enum err_code directory_gap_add(struct write *w, const struct directory_gap_fact *f,
                                struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_DIRECTORY_GAP);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->organisation.u);
    row_code_needed(&r, LIST_CONTEXT_CONDITION, f->condition);
    row_text_or_null(&r, f->municipality);
    row_code(&r, LIST_TARGET_GROUP, f->target_group);
    row_day(&r, f->on);
    return row_end(&r, e);
}

/* --- records --- */

enum err_code directory_find(struct directory_record *out, struct arena *a,
                             struct db *db, enum directory_kind kind, struct uuid id,
                             struct err *e)
{
    struct directory_record *now = NULL;
    enum err_code rc = record_now(&now, a, db, &id, e);
    if (rc != OK) return rc;
    if (!now || now->kind != kind)
        return err_set(e, ERR_NOT_FOUND, "there is no such %s",
                       directory_shape(kind)->name);
    *out = *now;
    return OK;
}

#define BELONGING(slot)                                                                \
    "SELECT " RECORD_COLUMNS " FROM directory_record WHERE " slot                      \
    " = $1 AND retracted_at IS NULL ORDER BY kind, id"

enum err_code directory_belonging(struct directory_record **out, size_t *n_out,
                                  struct arena *a, struct db *db,
                                  enum directory_slot slot, struct uuid owner,
                                  struct err *e)
{
    static const char *const texts[N_DIRECTORY_SLOTS] = {
        [SLOT_ORGANISATION] = BELONGING("organisation"),
        [SLOT_SERVICE] = BELONGING("service"),
        [SLOT_AT] = BELONGING("service_at"),
        [SLOT_LOCATION] = BELONGING("location"),
        [SLOT_ABOVE] = BELONGING("above"),
        [SLOT_TERM] = BELONGING("term"),
    };
    struct statement *st = NULL;
    enum err_code rc = db_prepare_literal(&st, db, texts[slot], e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &owner);
    return rows_gather(out, n_out, a, directory_record_from_row, st, e);
}

enum err_code directory_list(struct directory_record **out, size_t *n_out,
                             struct arena *a, struct db *db, enum directory_kind kind,
                             struct uuid after, size_t most, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc =
        db_prepare(&st, db,
                   "SELECT " RECORD_COLUMNS
                   " FROM directory_record WHERE kind = $1 AND retracted_at IS NULL "
                   "AND ($2 IS NULL OR id > $2) ORDER BY id LIMIT $3",
                   e);
    if (rc != OK) return rc;
    bind_text(st, 1, str_of(directory_shape(kind)->name));
    bind_uuid(st, 2, &after);
    bind_int(st, 3, (int64_t)most);
    return rows_gather(out, n_out, a, directory_record_from_row, st, e);
}

enum err_code directory_count(int64_t *out, struct db *db, enum directory_kind kind,
                              struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    *out = 0;
    TRY(db_prepare(&st, db,
                   "SELECT count(*) FROM directory_record WHERE kind = $1 AND "
                   "retracted_at IS NULL",
                   e));
    bind_text(st, 1, str_of(directory_shape(kind)->name));
    TRY(statement_step(&row, st, e));
    if (row) *out = column_int(st, 0);
out:
    statement_done(st);
    return rc;
}

/* --- what is known of a service --- */

#define COPY(field, st, column)                                                        \
    do {                                                                               \
        struct str text_ = column_text((st), (column));                                \
        snprintf((field), sizeof(field), "%.*s", STR_ARG(text_));                      \
    } while (0)

enum err_code directory_standing(struct directory_standing *out, struct db *db,
                                 struct uuid service, struct day since, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    *out = (struct directory_standing){.checked_on = DAY_NONE};
    TRY(db_prepare(
        &st, db,
        "SELECT k.organisation, o.name, c.happened_on, p.name, (SELECT "
        "r.recorded_at FROM directory_record AS r WHERE r.id = $1 AND r.retracted_at "
        "IS "
        "NULL), (SELECT count(*) FROM directory_intent AS i "
        "WHERE i.service = $1 AND i.happened_on >= $2 AND i.retracted_at IS NULL), "
        "(SELECT count(*) FROM directory_doubt AS d WHERE d.service = $1 AND "
        "d.retracted_at IS NULL AND NOT EXISTS (SELECT 1 FROM directory_doubt_outcome "
        "AS u WHERE u.doubt = d.id AND u.retracted_at IS NULL)) FROM (SELECT 1) LEFT "
        "JOIN directory_keeper AS k ON k.service = $1 AND k.retracted_at IS NULL LEFT "
        "JOIN organisation_fact AS o ON o.id = k.organisation AND o.retracted_at IS "
        "NULL LEFT JOIN directory_check AS c ON c.id = (SELECT x.id FROM "
        "directory_check AS x WHERE x.service = $1 AND x.retracted_at IS NULL ORDER BY "
        "x.happened_on DESC, x.id DESC LIMIT 1) LEFT JOIN organisation_fact AS p ON "
        "p.id = c.organisation AND p.retracted_at IS NULL LIMIT 1",
        e));
    bind_uuid(st, 1, &service);
    bind_day(st, 2, since);
    TRY(statement_step(&row, st, e));
    if (!row) goto out;
    out->keeper.u = column_uuid(st, 0);
    COPY(out->keeper_name, st, 1);
    out->checked_on = column_day(st, 2);
    COPY(out->checked_by, st, 3);
    out->changed_at = column_int(st, 4);
    out->n_intents = column_int(st, 5);
    out->n_doubts = column_int(st, 6);
out:
    statement_done(st);
    return rc;
}

#define DOUBT_COLUMNS                                                                  \
    "d.id, d.service, d.organisation, d.worker, d.fault, d.happened_on"

static enum err_code doubt_from_row(struct directory_doubt_fact *f,
                                    struct statement *st, struct err *e)
{
    f->id = column_uuid(st, 0);
    f->service = column_uuid(st, 1);
    f->organisation.u = column_uuid(st, 2);
    f->worker = column_uuid(st, 3);
    f->on = column_day(st, 5);
    return code_from_row(&f->fault, st, 4, LIST_SERVICE_FAULT, e);
}

static enum err_code doubt_row(void *out, struct arena *a, struct statement *st,
                               struct err *e)
{
    struct directory_doubt_view *v = out;
    v->service_name = str_copy(a, column_text(st, 6));
    return doubt_from_row(&v->fact, st, e);
}

enum err_code directory_doubts(struct directory_doubt_view **out, size_t *n_out,
                               struct arena *a, struct db *db,
                               struct organisation_id keeper, size_t most,
                               struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT " DOUBT_COLUMNS ", r.content ->> '$.name' FROM directory_doubt AS d "
        "JOIN directory_record AS r ON r.id = d.service AND r.retracted_at IS NULL "
        "LEFT JOIN directory_keeper AS k ON k.service = d.service AND k.retracted_at "
        "IS NULL WHERE d.retracted_at IS NULL AND (k.organisation IS NULL OR "
        "k.organisation = $1) AND NOT EXISTS (SELECT 1 FROM directory_doubt_outcome "
        "AS u WHERE u.doubt = d.id AND u.retracted_at IS NULL) ORDER BY "
        "d.happened_on, d.id LIMIT $2",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &keeper.u);
    bind_int(st, 2, (int64_t)most);
    return rows_gather(out, n_out, a, doubt_row, st, e);
}

enum err_code directory_doubt_find(struct directory_doubt_fact *out, struct db *db,
                                   struct uuid doubt, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, db,
                   "SELECT " DOUBT_COLUMNS " FROM directory_doubt AS d WHERE d.id = $1 "
                   "AND d.retracted_at IS NULL",
                   e));
    bind_uuid(st, 1, &doubt);
    TRY(statement_step(&row, st, e));
    rc = row ? doubt_from_row(out, st, e)
             : err_set(e, ERR_NOT_FOUND, "there is no such doubt");
out:
    statement_done(st);
    return rc;
}

static enum err_code gap_row(void *out, struct arena *a, struct statement *st,
                             struct err *e)
{
    struct directory_gap_count *g = out;
    enum err_code rc;
    (void)a;
    COPY(g->municipality, st, 1);
    g->n = column_int(st, 3);
    TRY(code_from_row(&g->condition, st, 0, LIST_CONTEXT_CONDITION, e));
    rc = code_from_row(&g->target_group, st, 2, LIST_TARGET_GROUP, e);
out:
    return rc;
}

enum err_code directory_gap_counts(struct directory_gap_count **out, size_t *n_out,
                                   struct arena *a, struct db *db, struct day since,
                                   size_t most, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT condition, municipality, target_group, count(*) FROM directory_gap "
        "WHERE happened_on >= $1 AND retracted_at IS NULL GROUP BY 1, 2, 3 ORDER BY 4 "
        "DESC, 1, 2, 3 LIMIT $2",
        e);
    if (rc != OK) return rc;
    bind_day(st, 1, since);
    bind_int(st, 2, (int64_t)most);
    return rows_gather(out, n_out, a, gap_row, st, e);
}
