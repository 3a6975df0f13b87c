#include "store/consultation_store.h"

#include "store/from_row.h"
#include "store/gather.h"
#include "store/words_inside.h"

#define COPY(to, st, column)                                                           \
    snprintf((to), sizeof(to), "%.*s", STR_ARG(column_text((st), (column))))

/* --- writing --- */

enum err_code consultation_add(struct write *w, const struct consultation_fact *f,
                               struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_CONSULTATION);
    row_own_id(&r, &f->id);
    row_code_needed(&r, LIST_CONSULTATION_KIND, f->kind);
    row_uuid(&r, &f->partnership.u);
    row_own_id(&r, &f->organisation.u);
    row_text_c(&r, f->title);
    row_day(&r, f->on);
    row_int_or_null(&r, f->minutes, f->minutes > 0);
    if (!f->title[0]) row_refuse(&r, "a consultation has a title");
    return row_end(&r, e);
}

enum err_code consultation_member_add(struct write *w,
                                      const struct consultation_member_fact *f,
                                      struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_CONSULTATION_MEMBER);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->consultation);
    row_own_id(&r, &f->organisation.u);
    row_uuid(&r, &f->worker);
    return row_end(&r, e);
}

enum err_code consultation_case_add(struct write *w,
                                    const struct consultation_case_fact *f,
                                    struct err *e)
{
    struct row r;
    enum err_code rc =
        words_seal(w, "consultation_case", f->person.u, &f->id, f->words, false, e);
    if (rc != OK) return rc;
    row_begin(&r, w, NOUN_CONSULTATION_CASE);
    row_own_id(&r, &f->person.u);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->consultation);
    row_words(&r);
    return row_end(&r, e);
}

enum err_code consultation_outcome_add(struct write *w,
                                       const struct consultation_outcome_fact *f,
                                       struct err *e)
{
    struct row r;
    enum err_code rc = words_seal(w, "consultation_outcome", f->consultation, &f->id,
                                  f->words, true, e);
    if (rc != OK) return rc;
    row_begin(&r, w, NOUN_CONSULTATION_OUTCOME);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->consultation);
    row_code_needed(&r, LIST_CONSULTATION_OUTCOME, f->kind);
    row_uuid(&r, &f->organisation.u);
    row_uuid(&r, &f->worker);
    row_day(&r, f->due_on);
    row_words(&r);
    return row_end(&r, e);
}

enum err_code consultation_outcome_state_add(
    struct write *w, const struct consultation_outcome_state_fact *f, struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_CONSULTATION_OUTCOME_STATE);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->outcome);
    row_code_needed(&r, LIST_AGREED_STATE, f->state);
    row_day(&r, f->on);
    row_own_id(&r, &f->worker);
    return row_end(&r, e);
}

/* --- meetings --- */

#define COUNT_OF(what, table)                                                          \
    "(SELECT count(" what ") FROM " table                                              \
    " AS n WHERE n.consultation = c.id AND n.retracted_at IS NULL)"
#define CONSULTATIONS                                                                               \
    "SELECT c.id, c.kind, c.partnership, c.organisation, c.title, c.happened_on, "                  \
    "c.minutes, o.name, " COUNT_OF("DISTINCT n.organisation", "consultation_member") ", " COUNT_OF( \
        "*",                                                                                        \
        "consultation_case") ", " COUNT_OF("*",                                                     \
                                           "consultation_outcome") " FROM "                         \
                                                                   "consultation AS "               \
                                                                   "c "                             \
                                                                   "LEFT JOIN "                     \
                                                                   "organisation_"                  \
                                                                   "fact AS o ON "                  \
                                                                   "o.id = "                        \
                                                                   "c.organisation "                \
                                                                   "AND "                           \
                                                                   "o.retracted_at "                \
                                                                   "IS NULL WHERE "                 \
                                                                   "c.retracted_at "                \
                                                                   "IS NULL "                       \
                                                                   "AND EXISTS "                    \
                                                                   "(SELECT 1 FROM "                \
                                                                   "consultation_"                  \
                                                                   "member AS m "                   \
                                                                   "WHERE "                         \
                                                                   "m.consultation = "              \
                                                                   "c.id "                          \
                                                                   "AND "                           \
                                                                   "m.organisation = "              \
                                                                   "$1 AND "                        \
                                                                   "m.retracted_at "                \
                                                                   "IS NULL) "

static enum err_code consultation_row(void *out, struct arena *a, struct statement *st,
                                      struct err *e)
{
    struct consultation_view *v = out;
    struct consultation_fact *f = &v->fact;
    (void)a;
    f->id = column_uuid(st, 0);
    f->partnership.u = column_uuid(st, 2);
    f->organisation.u = column_uuid(st, 3);
    COPY(f->title, st, 4);
    f->on = column_day(st, 5);
    f->minutes = column_is_null(st, 6) ? 0 : (int32_t)column_int(st, 6);
    COPY(v->organisation_name, st, 7);
    v->n_organisations = column_int(st, 8);
    v->n_cases = column_int(st, 9);
    v->n_outcomes = column_int(st, 10);
    return code_from_row(&f->kind, st, 1, LIST_CONSULTATION_KIND, e);
}

enum err_code consultation_list(struct consultation_view **out, size_t *n_out,
                                struct arena *a, struct db *db,
                                const struct consultation_wanted *wanted, struct err *e)
{
    struct statement *st;
    const struct code_list *kinds = code_list_at(LIST_CONSULTATION_KIND);
    enum err_code rc =
        db_prepare(&st, db,
                   CONSULTATIONS
                   "AND ($2 IS NULL OR c.kind = $2) AND ($3 IS NULL OR c.title = $3) "
                   "AND ($4 IS NULL OR c.organisation = $4) "
                   "ORDER BY c.happened_on DESC, c.id DESC LIMIT $5 OFFSET $6",
                   e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &wanted->at_table.u);
    if (wanted->kind < kinds->n)
        bind_text(st, 2, str_of(kinds->codes[wanted->kind].code));
    else
        bind_null(st, 2);
    if (wanted->title)
        bind_text(st, 3, str_of(wanted->title));
    else
        bind_null(st, 3);
    bind_uuid(st, 4, &wanted->called_by.u);
    bind_int(st, 5, (int64_t)wanted->most);
    bind_int(st, 6, (int64_t)wanted->first);
    return rows_gather(out, n_out, a, consultation_row, st, e);
}

enum err_code consultation_read(struct consultation_view *out, struct arena *a,
                                struct db *db, struct uuid consultation,
                                struct organisation_id at_table, struct err *e)
{
    struct consultation_view *found;
    struct statement *st;
    size_t n;
    enum err_code rc = db_prepare(&st, db, CONSULTATIONS "AND c.id = $2", e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &at_table.u);
    bind_uuid(st, 2, &consultation);
    rc = rows_gather(&found, &n, a, consultation_row, st, e);
    if (rc != OK) return rc;
    if (!n) return err_set(e, ERR_NOT_FOUND, "there is no such consultation");
    *out = found[0];
    return OK;
}

static enum err_code member_row(void *out, struct arena *a, struct statement *st,
                                struct err *e)
{
    struct member_view *v = out;
    (void)a;
    (void)e;
    v->fact.id = column_uuid(st, 0);
    v->fact.consultation = column_uuid(st, 1);
    v->fact.organisation.u = column_uuid(st, 2);
    v->fact.worker = column_uuid(st, 3);
    COPY(v->organisation_name, st, 4);
    COPY(v->worker_name, st, 5);
    return OK;
}

enum err_code consultation_members(struct member_view **out, size_t *n_out,
                                   struct arena *a, struct db *db,
                                   struct uuid consultation, struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT m.id, m.consultation, m.organisation, m.worker, o.name, w.name "
        "FROM consultation_member AS m LEFT JOIN organisation_fact AS o "
        "ON o.id = m.organisation AND o.retracted_at IS NULL LEFT JOIN worker_fact AS "
        "w "
        "ON w.id = m.worker AND w.retracted_at IS NULL WHERE m.consultation = $1 "
        "AND m.retracted_at IS NULL ORDER BY o.name, w.name, m.id",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &consultation);
    return rows_gather(out, n_out, a, member_row, st, e);
}

/* --- whom it was about --- */

static enum err_code case_row(void *out, struct arena *a, struct statement *st,
                              struct err *e)
{
    struct consultation_case_fact *f = out;
    (void)e;
    f->person.u = column_uuid(st, 0);
    f->id = column_uuid(st, 1);
    f->consultation = column_uuid(st, 2);
    f->words = str_copy(a, column_blob(st, 3)); /* still sealed */
    return OK;
}

enum err_code consultation_cases(struct consultation_case_fact **out, size_t *n_out,
                                 struct arena *a, struct db *db,
                                 struct uuid consultation, struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT person, id, consultation, words FROM consultation_case "
        "WHERE consultation = $1 AND retracted_at IS NULL ORDER BY recorded_at, id",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &consultation);
    return rows_gather(out, n_out, a, case_row, st, e);
}

enum err_code consultation_case_open(struct consultation_case_fact *c, struct arena *a,
                                     struct db *db, struct err *e)
{
    return words_open(&c->words, a, db, c->person.u, "consultation_case", &c->id, e);
}

/* --- what came of it --- */

#define OUTCOMES                                                                       \
    "SELECT t.id, t.consultation, t.kind, t.organisation, t.worker, t.due_on, "        \
    "t.words, o.name, w.name, s.state, s.happened_on, c.title, c.happened_on "         \
    "FROM consultation_outcome AS t "                                                  \
    "JOIN consultation AS c ON c.id = t.consultation AND c.retracted_at IS NULL "      \
    "LEFT JOIN organisation_fact AS o ON o.id = t.organisation "                       \
    "AND o.retracted_at IS NULL LEFT JOIN worker_fact AS w ON w.id = t.worker "        \
    "AND w.retracted_at IS NULL LEFT JOIN consultation_outcome_state AS s "            \
    "ON s.id = (SELECT x.id FROM consultation_outcome_state AS x "                     \
    "WHERE x.outcome = t.id AND x.retracted_at IS NULL "                               \
    "ORDER BY x.happened_on DESC, x.recorded_at DESC, x.id DESC LIMIT 1) "             \
    "WHERE t.retracted_at IS NULL AND "

static enum err_code outcome_row(void *out, struct arena *a, struct statement *st,
                                 struct err *e)
{
    struct outcome_view *v = out;
    struct consultation_outcome_fact *f = &v->fact;
    enum err_code rc;
    f->id = column_uuid(st, 0);
    f->consultation = column_uuid(st, 1);
    f->organisation.u = column_uuid(st, 3);
    f->worker = column_uuid(st, 4);
    f->due_on = column_day(st, 5);
    f->words = str_copy(a, column_blob(st, 6)); /* still sealed */
    COPY(v->organisation_name, st, 7);
    COPY(v->worker_name, st, 8);
    v->state_on = column_day(st, 10);
    COPY(v->title, st, 11);
    v->on = column_day(st, 12);
    TRY(code_from_row(&f->kind, st, 2, LIST_CONSULTATION_OUTCOME, e));
    rc = code_from_row(&v->state, st, 9, LIST_AGREED_STATE, e);
out:
    return rc;
}

static enum err_code gather_outcomes(struct outcome_view **out, size_t *n_out,
                                     struct arena *a, struct db *db,
                                     struct statement *st, struct err *e)
{
    enum err_code rc = rows_gather(out, n_out, a, outcome_row, st, e);
    for (size_t i = 0; rc == OK && i < *n_out; i++) {
        struct consultation_outcome_fact *f = &(*out)[i].fact;
        rc = words_open(&f->words, a, db, f->consultation, "consultation_outcome",
                        &f->id, e);
    }
    return rc;
}

enum err_code consultation_outcomes(struct outcome_view **out, size_t *n_out,
                                    struct arena *a, struct db *db,
                                    struct uuid consultation, struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db, OUTCOMES "t.consultation = $1 ORDER BY t.recorded_at, t.id", e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &consultation);
    return gather_outcomes(out, n_out, a, db, st, e);
}

enum err_code promise_list(struct outcome_view **out, size_t *n_out, struct arena *a,
                           struct db *db, struct organisation_id organisation,
                           struct uuid worker, struct day due_by, size_t most,
                           struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db,
        OUTCOMES "t.kind = 'agreement' AND (t.worker = $2 OR (t.worker IS NULL "
                 "AND t.organisation = $1)) AND coalesce(s.state, 'busy') = 'busy' "
                 "AND ($3 IS NULL OR t.due_on <= $3) "
                 "ORDER BY t.due_on IS NULL, t.due_on, t.id LIMIT $4",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &organisation.u);
    bind_uuid(st, 2, &worker);
    bind_day(st, 3, due_by);
    bind_int(st, 4, (int64_t)most);
    return gather_outcomes(out, n_out, a, db, st, e);
}

enum err_code outcome_read(struct outcome_view *out, struct arena *a, struct db *db,
                           struct uuid outcome, struct err *e)
{
    struct outcome_view *found;
    struct statement *st;
    size_t n;
    enum err_code rc = db_prepare(&st, db, OUTCOMES "t.id = $1", e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &outcome);
    rc = gather_outcomes(&found, &n, a, db, st, e);
    if (rc != OK) return rc;
    if (!n) return err_set(e, ERR_NOT_FOUND, "there is no such outcome");
    *out = found[0];
    return OK;
}
