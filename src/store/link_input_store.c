#include "store/link_input_store.h"

#include "store/gather.h"

static enum err_code file_row(void *out, struct arena *a, struct statement *st,
                              struct err *e)
{
    struct link_file *f = out;
    (void)a;
    (void)e;
    f->person.u = column_uuid(st, 0);
    f->has_key = column_int(st, 1);
    f->is_erased = column_int(st, 2);
    return OK;
}

static void keep_text(char *out, size_t cap, struct str s)
{
    size_t n = MIN_OF(s.n, cap - 1);
    if (n) memcpy(out, s.p, n);
    out[n] = '\0';
}

static void keep_attribute(struct link_file *f, struct statement *st)
{
    struct str kind = column_text(st, 1);
    if (str_eq_c(kind, "sex")) keep_text(f->sex, sizeof f->sex, column_text(st, 2));
    if (str_eq_c(kind, "municipality"))
        keep_text(f->municipality, sizeof f->municipality, column_text(st, 2));
    if (str_eq_c(kind, "birth_year")) f->birth_year = (int)column_int(st, 3);
    if (str_eq_c(kind, "birth_month")) f->birth_month = (int)column_int(st, 3);
}

/* Both are in order of person. */
static enum err_code add_attributes(struct link_file *files, size_t n, struct db *db,
                                    struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    size_t at = 0;
    bool row;
    TRY(db_prepare(&st, db,
                   "SELECT person, kind, value, CAST(value AS INTEGER) FROM attribute "
                   "WHERE kind IN ('sex', 'municipality', 'birth_year', 'birth_month') "
                   "AND state = 0 AND retracted_at IS NULL "
                   "ORDER BY person, valid_from, id",
                   e));
    for (;;) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        struct uuid person = column_uuid(st, 0);
        while (at < n && uuid_compare(files[at].person.u, person) < 0)
            at++;
        if (at < n && uuid_eq(files[at].person.u, person))
            keep_attribute(&files[at], st);
    }
out:
    statement_done(st);
    return rc;
}

enum err_code link_files_read(struct link_file **out, size_t *n_out, struct arena *a,
                              struct db *db, struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(&st, db,
                                  "SELECT id, id IN (SELECT subject FROM subject_key), "
                                  "id IN (SELECT person FROM erasure) FROM person_fact "
                                  "WHERE retracted_at IS NULL ORDER BY id",
                                  e);
    if (rc == OK) rc = rows_gather(out, n_out, a, file_row, st, e);
    return rc != OK ? rc : add_attributes(*out, *n_out, db, e);
}

enum err_code link_exact_read(struct link_exact **out, size_t *n_out, struct arena *a,
                              struct db *db, struct err *e)
{
    struct statement *st = NULL;
    struct link_exact *list = NULL;
    size_t n = 0, cap = 0;
    enum err_code rc;
    bool row;
    *out = NULL;
    *n_out = 0;
    TRY(db_prepare(&st, db,
                   "SELECT person, kind = 'insz', "
                   "dense_rank() OVER (ORDER BY kind, hash) - 1 FROM identity_match "
                   "WHERE kind NOT IN ('phone', 'card') ORDER BY kind, hash, person",
                   e));
    for (;;) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        mem_push_room(list, n, cap);
        list[n++] = (struct link_exact){.person = {column_uuid(st, 0)},
                                        .is_number = column_int(st, 1),
                                        .group = (uint32_t)column_int(st, 2)};
    }
    *out = arena_new_array(a, struct link_exact, n);
    if (n) memcpy(*out, list, n * sizeof *list);
    *n_out = n;
out:
    statement_done(st);
    free(list);
    return rc;
}

enum err_code link_number_read(struct link_number *out, struct db *db,
                               struct person_id person, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    *out = (struct link_number){0};
    TRY(db_prepare(&st, db,
                   "SELECT hash FROM identity_match WHERE person = $1 "
                   "AND kind = 'insz' ORDER BY hash LIMIT 1",
                   e));
    bind_uuid(st, 1, &person.u);
    TRY(statement_step(&out->is_known, st, e));
    if (out->is_known) {
        struct str hash = column_blob(st, 0);
        memcpy(out->hash, hash.p, MIN_OF(hash.n, sizeof out->hash));
    }
out:
    statement_done(st);
    return rc;
}

/* A pseudonym is no fact, and comes with a delivery. */
enum err_code link_inputs_changed(bool *out, struct db *db, int64_t audit, bool or_runs,
                                  struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, db,
                   "SELECT 1 FROM audit_tally WHERE audit > $1 AND (noun IN ('person', "
                   "'identity', 'attribute', 'erasure', 'link_decision', "
                   "'delivery', 'source_key', 'source_record') "
                   "OR noun = 'link_run' AND $2) UNION ALL "
                   "SELECT 1 FROM retraction WHERE written_by > $1 AND noun IN "
                   "('person', 'identity', 'attribute', 'link_decision') LIMIT 1",
                   e));
    bind_int(st, 1, audit);
    bind_int(st, 2, or_runs);
    rc = statement_step(out, st, e);
out:
    statement_done(st);
    return rc;
}

enum err_code link_audit_last(int64_t *out, struct db *db, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    *out = 0;
    TRY(db_prepare(&st, db, "SELECT max(number) FROM audit", e));
    TRY(statement_step(&row, st, e));
    if (row) *out = column_int(st, 0);
out:
    statement_done(st);
    return rc;
}
