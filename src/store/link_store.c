#include "store/link_store.h"

#include "store/from_row.h"
#include "store/gather.h"
#include "store/row.h"

#define RUN_COLUMNS                                                                    \
    "id, kind, settings, n_files, n_left_out, n_humans, n_pairs, n_linked, "           \
    "n_to_review, n_below, recorded_at, written_by"

void link_pair_order(struct person_id *person, struct person_id *other)
{
    if (uuid_compare(person->u, other->u) <= 0) return;
    struct person_id first = *other;
    *other = *person;
    *person = first;
}

/* --- writing --- */

enum err_code link_run_add(struct write *w, const struct link_run_fact *f,
                           struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_LINK_RUN);
    row_own_id(&r, &f->id);
    row_code_needed(&r, LIST_LINK_RUN_KIND, f->kind);
    row_text_c(&r, f->settings);
    row_int(&r, f->n_files);
    row_int(&r, f->n_left_out);
    row_int(&r, f->n_humans);
    row_int(&r, f->n_pairs);
    row_int(&r, f->n_linked);
    row_int(&r, f->n_to_review);
    row_int(&r, f->n_below);
    return row_end(&r, e);
}

enum err_code person_link_add(struct write *w, const struct person_link_fact *f,
                              struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_PERSON_LINK);
    row_own_id(&r, &f->person.u);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->human.u);
    row_own_id(&r, &f->run);
    row_code_needed(&r, LIST_LINK_BASIS, f->basis);
    return row_end(&r, e);
}

/* The columns every fact of two files begins with. */
static void row_two_files(struct row *r, const struct person_id *person,
                          const struct uuid *id, const struct person_id *other,
                          const struct uuid *run)
{
    if (uuid_compare(person->u, other->u) >= 0)
        row_refuse(r, "the first file does not come before the second");
    row_own_id(r, &person->u);
    row_own_id(r, id);
    row_own_id(r, &other->u);
    row_own_id(r, run);
}

enum err_code link_pair_add(struct write *w, const struct link_pair_fact *f,
                            struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_LINK_PAIR);
    row_two_files(&r, &f->person, &f->id, &f->other, &f->run);
    row_code_needed(&r, LIST_LINK_VERDICT, f->verdict);
    row_code_needed(&r, LIST_LINK_BASIS, f->basis);
    row_int(&r, f->millibits);
    if (f->levels.n > LINK_LEVELS_BYTES) row_refuse(&r, "the levels are too long");
    row_text(&r, f->levels);
    return row_end(&r, e);
}

enum err_code link_decision_add(struct write *w, const struct link_decision_fact *f,
                                struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_LINK_DECISION);
    row_two_files(&r, &f->person, &f->id, &f->other, &f->run);
    row_code_needed(&r, LIST_LINK_DECISION, f->decision);
    if (f->reason.n == 0 || f->reason.n > LINK_REASON_BYTES)
        row_refuse(&r, "a decision without a reason of 1 to 400 bytes");
    row_text(&r, f->reason);
    return row_end(&r, e);
}

enum err_code link_sample_add(struct write *w, const struct link_sample_fact *f,
                              struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_LINK_SAMPLE);
    row_two_files(&r, &f->person, &f->id, &f->other, &f->run);
    row_code_needed(&r, LIST_LINK_VERDICT, f->stratum);
    row_int(&r, f->n_stratum);
    row_int(&r, f->millibits);
    return row_end(&r, e);
}

enum err_code link_change_add(struct write *w, const struct link_change_fact *f,
                              struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_LINK_CHANGE);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->run);
    row_code_needed(&r, LIST_LINK_CHANGE, f->kind);
    row_own_id(&r, &f->human.u);
    row_uuid(&r, &f->other.u);
    row_int(&r, f->n_files);
    return row_end(&r, e);
}

/* --- rows read --- */

static struct str text_in(struct arena *a, struct statement *st, int column)
{
    struct str s = column_text(st, column);
    return (struct str){arena_copy(a, s.p, s.n), s.n};
}

static enum err_code link_row(void *out, struct arena *a, struct statement *st,
                              struct err *e)
{
    (void)a;
    return person_link_from_row(out, st, e);
}

static enum err_code pair_columns(struct link_pair_fact *f, struct statement *st,
                                  struct err *e)
{
    f->person.u = column_uuid(st, 0);
    f->id = column_uuid(st, 1);
    f->other.u = column_uuid(st, 2);
    f->run = column_uuid(st, 3);
    f->millibits = column_int(st, 6);
    f->levels = column_text(st, 7);
    enum err_code rc = code_from_row(&f->verdict, st, 4, LIST_LINK_VERDICT, e);
    if (rc != OK) return rc;
    return code_from_row(&f->basis, st, 5, LIST_LINK_BASIS, e);
}

enum err_code link_pair_row(void *out, struct arena *a, struct statement *st,
                            struct err *e)
{
    struct link_pair_fact *f = out;
    enum err_code rc = pair_columns(f, st, e);
    f->levels = text_in(a, st, 7);
    return rc;
}

enum err_code link_decision_row(void *out, struct arena *a, struct statement *st,
                                struct err *e)
{
    struct link_decision_fact *f = out;
    f->person.u = column_uuid(st, 0);
    f->id = column_uuid(st, 1);
    f->other.u = column_uuid(st, 2);
    f->run = column_uuid(st, 3);
    f->reason = text_in(a, st, 5);
    f->recorded_at = column_int(st, 6);
    return code_from_row(&f->decision, st, 4, LIST_LINK_DECISION, e);
}

static enum err_code run_row(void *out, struct arena *a, struct statement *st,
                             struct err *e)
{
    struct link_run_fact *f = out;
    struct str settings = column_text(st, 2);
    size_t n = MIN_OF(settings.n, sizeof f->settings - 1);
    (void)a;
    f->id = column_uuid(st, 0);
    if (n) memcpy(f->settings, settings.p, n);
    f->n_files = column_int(st, 3);
    f->n_left_out = column_int(st, 4);
    f->n_humans = column_int(st, 5);
    f->n_pairs = column_int(st, 6);
    f->n_linked = column_int(st, 7);
    f->n_to_review = column_int(st, 8);
    f->n_below = column_int(st, 9);
    f->recorded_at = column_int(st, 10);
    f->written_by = column_int(st, 11);
    return code_from_row(&f->kind, st, 1, LIST_LINK_RUN_KIND, e);
}

/* --- links --- */

enum err_code link_map_read(struct person_link_fact **out, size_t *n_out,
                            struct arena *a, struct db *db, int64_t known_at_ms,
                            struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT " PERSON_LINK_COLUMNS " FROM person_link WHERE recorded_at <= $1 "
        "AND (retracted_at IS NULL OR retracted_at > $1) ORDER BY person",
        e);
    if (rc != OK) return rc;
    bind_int(st, 1, known_at_ms);
    return rows_gather(out, n_out, a, link_row, st, e);
}

enum err_code link_of_person(struct person_link_fact *out, bool *found_out,
                             struct db *db, struct person_id person, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, db,
                   "SELECT " PERSON_LINK_COLUMNS
                   " FROM person_link WHERE person = $1 AND retracted_at IS NULL",
                   e));
    bind_uuid(st, 1, &person.u);
    TRY(statement_step(found_out, st, e));
    if (*found_out) rc = person_link_from_row(out, st, e);
out:
    statement_done(st);
    return rc;
}

enum err_code link_files_of_human(struct person_link_fact **out, size_t *n_out,
                                  struct arena *a, struct db *db, struct human_id human,
                                  struct err *e)
{
    struct statement *st;
    enum err_code rc =
        db_prepare(&st, db,
                   "SELECT " PERSON_LINK_COLUMNS " FROM person_link WHERE human = $1 "
                   "AND retracted_at IS NULL ORDER BY person",
                   e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &human.u);
    return rows_gather(out, n_out, a, link_row, st, e);
}

/* --- pairs --- */

enum err_code link_pairs_read(struct db *db,
                              enum err_code (*take)(void *to,
                                                    const struct link_pair_fact *f,
                                                    struct err *e),
                              void *to, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, db,
                   "SELECT " LINK_PAIR_COLUMNS
                   " FROM link_pair AS p INDEXED BY link_pair_open "
                   "WHERE retracted_at IS NULL ORDER BY person, other",
                   e));
    for (;;) {
        struct link_pair_fact f = {0};
        TRY(statement_step(&row, st, e));
        if (!row) break;
        TRY(pair_columns(&f, st, e));
        TRY(take(to, &f, e));
    }
out:
    statement_done(st);
    return rc;
}

enum err_code link_pairs_of_person(struct link_pair_fact **out, size_t *n_out,
                                   struct arena *a, struct db *db,
                                   struct person_id person, struct err *e)
{
    struct statement *st;
    enum err_code rc =
        db_prepare(&st, db,
                   "SELECT " LINK_PAIR_COLUMNS " FROM link_pair AS p "
                   "WHERE person = $1 AND retracted_at IS NULL UNION ALL "
                   "SELECT " LINK_PAIR_COLUMNS " FROM link_pair AS p "
                   "WHERE other = $1 AND retracted_at IS NULL ORDER BY 1, 3",
                   e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &person.u);
    return rows_gather(out, n_out, a, link_pair_row, st, e);
}

enum err_code link_pair_find(struct link_pair_fact *out, bool *found_out,
                             struct arena *a, struct db *db, struct person_id one,
                             struct person_id two, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    *out = (struct link_pair_fact){0};
    link_pair_order(&one, &two);
    TRY(db_prepare(&st, db,
                   "SELECT " LINK_PAIR_COLUMNS " FROM link_pair AS p "
                   "WHERE person = $1 AND other = $2 AND retracted_at IS NULL",
                   e));
    bind_uuid(st, 1, &one.u);
    bind_uuid(st, 2, &two.u);
    TRY(statement_step(found_out, st, e));
    if (*found_out) rc = link_pair_row(out, a, st, e);
out:
    statement_done(st);
    return rc;
}

enum err_code link_pair_by_id(struct person_id *person_out, struct person_id *other_out,
                              bool *found_out, struct db *db, struct uuid id,
                              struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, db, "SELECT person, other FROM link_pair WHERE id = $1", e));
    bind_uuid(st, 1, &id);
    TRY(statement_step(found_out, st, e));
    if (*found_out) {
        person_out->u = column_uuid(st, 0);
        other_out->u = column_uuid(st, 1);
    }
out:
    statement_done(st);
    return rc;
}

/* --- decisions --- */

enum err_code link_decisions_read(struct link_decision_fact **out, size_t *n_out,
                                  struct arena *a, struct db *db, struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(&st, db,
                                  "SELECT " LINK_DECISION_COLUMNS " FROM link_decision "
                                  "WHERE retracted_at IS NULL ORDER BY person, other",
                                  e);
    return rc != OK ? rc : rows_gather(out, n_out, a, link_decision_row, st, e);
}

enum err_code link_decisions_of_person(struct link_decision_fact **out, size_t *n_out,
                                       struct arena *a, struct db *db,
                                       struct person_id person, struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT " LINK_DECISION_COLUMNS " FROM link_decision "
        "WHERE (person = $1 OR other = $1) AND retracted_at IS NULL ORDER BY 1, 3",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &person.u);
    return rows_gather(out, n_out, a, link_decision_row, st, e);
}

enum err_code link_decisions_of_run(struct link_decision_fact **out, size_t *n_out,
                                    struct arena *a, struct db *db, struct uuid run,
                                    struct err *e)
{
    struct statement *st;
    enum err_code rc =
        db_prepare(&st, db,
                   "SELECT " LINK_DECISION_COLUMNS " FROM link_decision "
                   "WHERE run = $1 AND retracted_at IS NULL ORDER BY 1, 3",
                   e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &run);
    return rows_gather(out, n_out, a, link_decision_row, st, e);
}

/* --- runs --- */

enum err_code link_run_find(struct link_run_fact *out, bool *found_out, struct db *db,
                            struct uuid id, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    *out = (struct link_run_fact){0};
    TRY(db_prepare(&st, db, "SELECT " RUN_COLUMNS " FROM link_run WHERE id = $1", e));
    bind_uuid(st, 1, &id);
    TRY(statement_step(found_out, st, e));
    if (*found_out) rc = run_row(out, NULL, st, e);
out:
    statement_done(st);
    return rc;
}

enum err_code link_run_last(struct link_run_fact *out, bool *found_out, struct db *db,
                            uint8_t kind, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    *out = (struct link_run_fact){0};
    TRY(db_prepare(&st, db,
                   "SELECT " RUN_COLUMNS " FROM link_run WHERE kind = $1 "
                   "AND retracted_at IS NULL ORDER BY written_by DESC LIMIT 1",
                   e));
    bind_text(st, 1, str_of(code_list_at(LIST_LINK_RUN_KIND)->codes[kind].code));
    TRY(statement_step(found_out, st, e));
    if (*found_out) rc = run_row(out, NULL, st, e);
out:
    statement_done(st);
    return rc;
}

enum err_code link_runs_read(struct link_run_fact **out, size_t *n_out, struct arena *a,
                             struct db *db, size_t limit, struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(&st, db,
                                  "SELECT " RUN_COLUMNS " FROM link_run "
                                  "WHERE retracted_at IS NULL "
                                  "ORDER BY written_by DESC, id DESC LIMIT $1",
                                  e);
    if (rc != OK) return rc;
    bind_int(st, 1, (int64_t)MIN_OF(limit, (size_t)INT64_MAX));
    return rows_gather(out, n_out, a, run_row, st, e);
}
