#include "store/proposal_store.h"

#include "store/from_row.h"
#include "store/identity_inside.h"
#include "store/organisation_read.h"
#include "store/search_store.h"
#include "store/words_inside.h"

enum identity_field identity_field_named(struct str name)
{
    unsigned i = 0;
    while (i < N_IDENTITY_FIELDS &&
           !str_eq_c(name, identity_field_name((enum identity_field)i)))
        i++;
    return (enum identity_field)i;
}

enum err_code field_version_read(struct field_version *out, struct db *db,
                                 struct person_id person, enum identity_field field,
                                 struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    *out = (struct field_version){.worker_name = ""};
    TRY(db_prepare(&st, db,
                   "SELECT i.id, i.recorded_at, a.actor FROM identity AS i LEFT JOIN "
                   "audit AS a ON a.number = i.written_by WHERE i.person = $1 AND "
                   "i.field = $2 AND i.retracted_at IS NULL",
                   e));
    bind_uuid(st, 1, &person.u);
    bind_text(st, 2, str_of(identity_field_name(field)));
    TRY(statement_step(&row, st, e));
    if (!row) goto out;
    out->row = column_uuid(st, 0);
    out->written.at = column_int(st, 1);
    if (uuid_parse(&out->written.by, column_text(st, 2), NULL) != OK) goto out;
    rc = worker_name_of(out->worker_name, sizeof out->worker_name, db, out->written.by,
                        e);
out:
    statement_done(st);
    return rc;
}

enum err_code field_is(bool *out, struct db *db, struct person_id person,
                       enum identity_field field, struct str value, struct err *e)
{
    struct subject_key key = {0};
    struct identity open = {{{0}}};
    struct arena a = {0};
    enum err_code rc = subject_key_load(&key, db, person.u, e);
    *out = value.n == 0;
    if (rc == ERR_NOT_FOUND) { /* nothing was ever sealed */
        rc = OK;
        goto out;
    }
    if (rc != OK) goto out;
    TRY(identity_fields_open(&open, &a, db, person, &key, 1u << field, e));
    *out = str_eq(open.value[field], value);
    if (open.value[field].n)
        sodium_memzero((char *)(uintptr_t)open.value[field].p, open.value[field].n);
out:
    subject_key_forget(&key);
    arena_dispose(&a);
    return rc;
}

enum err_code proposal_add(struct write *w, const struct proposal_fact *f,
                           struct err *e)
{
    struct row r;
    enum err_code rc =
        words_seal(w, "proposal", f->person.u, &f->id, f->words, true, e);
    if (rc != OK) return rc;
    row_begin(&r, w, NOUN_PROPOSAL);
    row_own_id(&r, &f->person.u);
    row_own_id(&r, &f->id);
    row_text_c(&r, f->field);
    row_uuid(&r, &f->base);
    row_own_id(&r, &f->worker);
    row_own_id(&r, &f->organisation.u);
    row_words(&r);
    return row_end(&r, e);
}

static enum err_code is_decided(bool *out, struct write *w,
                                const struct proposal_decision_fact *f, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, write_db(w),
                   "SELECT 1 FROM proposal_decision WHERE person = $1 AND proposal = "
                   "$2 AND retracted_at IS NULL",
                   e));
    bind_uuid(st, 1, &f->person.u);
    bind_uuid(st, 2, &f->proposal);
    rc = statement_step(out, st, e);
out:
    statement_done(st);
    return rc;
}

enum err_code proposal_decision_add(struct write *w,
                                    const struct proposal_decision_fact *f,
                                    struct err *e)
{
    struct row r;
    bool decided;
    enum err_code rc = is_decided(&decided, w, f, e);
    if (rc == OK && decided)
        rc = err_set(e, ERR_EXISTS, "somebody decided about this already");
    if (rc != OK) return write_note(w, rc);
    row_begin(&r, w, NOUN_PROPOSAL_DECISION);
    row_own_id(&r, &f->person.u);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->proposal);
    row_code_needed(&r, LIST_PROPOSAL_DECISION, f->decision);
    row_own_id(&r, &f->worker);
    return row_end(&r, e);
}

enum err_code proposals_waiting(struct person_id **out, size_t *n_out, struct arena *a,
                                struct db *db, struct organisation_id organisation,
                                struct day today, size_t limit, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(
        &st, db,
        "SELECT p.person FROM proposal AS p WHERE p.retracted_at IS NULL AND NOT "
        "EXISTS (SELECT 1 FROM proposal_decision AS d WHERE d.person = p.person AND "
        "d.proposal = p.id AND d.retracted_at IS NULL) AND EXISTS (SELECT 1 FROM "
        "guidance AS g WHERE g.person = p.person AND g.organisation = $1 AND "
        "g.keeps_file = 1 AND g.retracted_at IS NULL AND g.valid_from <= $2 AND "
        "(g.valid_to IS NULL OR g.valid_to >= $2)) AND p.person NOT IN (SELECT person "
        "FROM erasure) GROUP BY p.person ORDER BY min(p.recorded_at) LIMIT $3",
        e));
    bind_uuid(st, 1, &organisation.u);
    bind_day(st, 2, today);
    bind_int(st, 3, (int64_t)limit);
    return persons_gather(out, n_out, a, st, e);
out:
    return rc;
}
