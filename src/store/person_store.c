#include "store/person_store.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "domain/attribute.h"
#include "store/from_row.h"
#include "store/identity_inside.h"
#include "store/identity_match.h"
#include "store/search_store.h"
#include "store/sketch_store.h"
#include "store/subject_store.h"
#include "store/write_inside.h"

static const struct {
    const char *name;
    size_t limit;
} fields[] = {
#define F(field, name, limit) {name, limit},
#include "store/identity.def"
#undef F
};

const char *identity_field_name(enum identity_field field)
{
    return fields[field].name;
}

/* --- who it is --- */

static enum err_code field_check(enum identity_field field, struct str value,
                                 struct err *e)
{
    if (value.n > fields[field].limit)
        return err_set(e, ERR_TOO_LARGE, "field %s is longer than %zu bytes",
                       fields[field].name, fields[field].limit);
    if (!utf8_is_valid(value))
        return err_set(e, ERR_INVALID, "field %s is not UTF-8", fields[field].name);
    return OK;
}

static enum err_code field_add(struct write *w, struct person_id person,
                               enum identity_field field, struct str value,
                               struct err *e)
{
    struct buf sealed = {.limit = fields[field].limit + VAULT_SEAL_OVERHEAD};
    struct uuid id = uuid7_new();
    struct row r;
    enum err_code rc;
    TRY(field_check(field, value, e));
    TRY(subject_seal(&sealed, w, person.u, fields[field].name, NULL, value, e));
    row_begin(&r, w, NOUN_IDENTITY);
    row_own_id(&r, &person.u);
    row_own_id(&r, &id);
    row_text_c(&r, fields[field].name);
    row_blob(&r, sealed.p, sealed.n);
    TRY(row_end(&r, e));
    if (field == IDENTITY_INSZ) TRY(insz_match_add(w, person, value, e));
    rc = contact_match_change(w, person, field, value, e);
out:
    buf_dispose(&sealed);
    return write_note(w, rc);
}

static bool identity_says_who(const struct identity *identity)
{
    for (unsigned i = 0; identity && i < N_IDENTITY_FIELDS; i++)
        if (identity->value[i].n) return true;
    return false;
}

enum err_code person_add(struct write *w, const struct person_fact *f,
                         const struct identity *identity, struct err *e)
{
    struct row r;
    enum err_code rc = anchor_add(w, NOUN_PERSON, &f->id.u, e);
    if (rc != OK) return rc;
    row_begin(&r, w, NOUN_PERSON);
    row_own_id(&r, &f->id.u);
    row_day(&r, f->first_seen_on);
    rc = row_end(&r, e);
    for (unsigned i = 0; rc == OK && identity && i < N_IDENTITY_FIELDS; i++)
        if (identity->value[i].n)
            rc = field_add(w, f->id, (enum identity_field)i, identity->value[i], e);
    if (rc == OK && identity_says_who(identity)) rc = sketch_add(w, f->id, identity, e);
    return rc;
}

/* The id of the open value of a field; nil when there is none. */
static enum err_code field_find(struct uuid *out, struct db *db,
                                struct person_id person, enum identity_field field,
                                struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    *out = (struct uuid){{0}};
    TRY(db_prepare(&st, db,
                   "SELECT id FROM identity WHERE person = $1 AND field = $2 "
                   "AND retracted_at IS NULL",
                   e));
    bind_uuid(st, 1, &person.u);
    bind_text(st, 2, str_of(fields[field].name));
    TRY(statement_step(&row, st, e));
    if (row) *out = column_uuid(st, 0);
out:
    statement_done(st);
    return rc;
}

enum err_code identity_set(struct write *w, struct person_id person,
                           enum identity_field field, struct str value, struct err *e)
{
    struct uuid open;
    struct subject_key key;
    enum err_code rc;
    /* a new value must not make a new key for somebody who was erased */
    rc = subject_key_load(&key, w->db, person.u, e);
    subject_key_forget(&key);
    if (rc != OK && rc != ERR_NOT_FOUND) goto out;
    TRY(field_find(&open, w->db, person, field, e));
    if (!uuid_is_nil(open)) {
        TRY(fact_retract(w, NOUN_IDENTITY, person, open, e));
        if (field == IDENTITY_INSZ) TRY(insz_match_remove(w, person, e));
        TRY(contact_match_change(w, person, field, STR_NONE, e));
    }
    if (value.n) TRY(field_add(w, person, field, value, e));
    rc = sketch_change(w, person, field, value, e);
out:
    return write_note(w, rc);
}

enum err_code identity_fields_open(struct identity *out, struct arena *a, struct db *db,
                                   struct person_id person,
                                   const struct subject_key *key, unsigned wanted,
                                   struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, db,
                   "SELECT field, sealed FROM identity WHERE person = $1 "
                   "AND retracted_at IS NULL",
                   e));
    bind_uuid(st, 1, &person.u);
    for (;;) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        struct str name = column_text(st, 0), sealed = column_blob(st, 1);
        for (unsigned i = 0; i < N_IDENTITY_FIELDS; i++)
            if ((wanted >> i & 1) && str_eq_c(name, fields[i].name))
                TRY(subject_open(&out->value[i], a, key, fields[i].name, NULL, sealed,
                                 e));
    }
out:
    statement_done(st);
    return rc;
}

enum err_code identity_look_log(struct write *w, struct uuid id,
                                struct person_id person, const char *reason,
                                struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_READ);
    row_own_id(&r, &id);
    row_own_id(&r, &person.u);
    row_text_c(&r, w->who.name);
    row_text_c(&r, reason);
    row_int(&r, w->now_ms);
    return row_end(&r, e);
}

enum err_code identity_read(struct identity *out, struct arena *a, struct db *db,
                            const struct actor *who, const char *reason,
                            struct person_id person, struct err *e)
{
    struct subject_key key = {0};
    struct identity opened = {{{0}}};
    struct person_counts counts;
    struct write *w = NULL;
    enum err_code rc;
    *out = opened;
    if (!reason[0]) {
        rc = err_set(e, ERR_INVALID, "expected a reason for reading who a person is");
        goto out;
    }
    TRY(write_begin(&w, db, who, "read identity", reason, e));
    TRY(person_known(&counts, db, person, e));
    TRY(subject_key_load(&key, db, person.u, e));
    TRY(identity_fields_open(&opened, a, db, person, &key, IDENTITY_ALL_FIELDS, e));
    TRY(identity_look_log(w, uuid7_new(), person, reason, e));
    TRY(write_commit(&w, e));
    *out = opened;
out:
    write_abandon(&w);
    subject_key_forget(&key);
    return rc;
}

/* --- erasing --- */

static enum err_code sketch_remove(struct write *w, struct person_id person,
                                   struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, w->db, "DELETE FROM identity_sketch WHERE person = $1", e));
    bind_uuid(st, 1, &person.u);
    rc = statement_run(st, e);
out:
    statement_done(st);
    return rc;
}

/* And those of the anonymous threads that became this person. */
static enum err_code key_destroy(struct write *w, struct person_id person,
                                 struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, w->db,
                   "DELETE FROM subject_key WHERE subject = $1 OR subject IN (SELECT "
                   "thread FROM thread_person WHERE person = $1 AND retracted_at IS "
                   "NULL)",
                   e));
    bind_uuid(st, 1, &person.u);
    TRY(statement_run(st, e));
    subject_key_forget(&w->key);
    TRY(sketch_remove(w, person, e));
    TRY(person_change_add(w, person, e));
    rc = matches_destroy(w, person, e);
out:
    statement_done(st);
    return rc;
}

enum err_code person_erase(struct write *w, struct person_id person, struct err *e)
{
    struct person_counts counts;
    struct row r;
    enum err_code rc;
    TRY(person_known(&counts, w->db, person, e));
    if (counts.is_erased) {
        rc = err_set(e, ERR_ERASED, "who this person is was erased already");
        goto out;
    }
    TRY(key_destroy(w, person, e));
    row_begin(&r, w, NOUN_ERASURE);
    row_own_id(&r, &person.u);
    row_int(&r, w->now_ms);
    TRY(row_end(&r, e));
    w->must_empty_journal = true;
out:
    return write_note(w, rc);
}

/* --- what is countable --- */

enum err_code attribute_add(struct write *w, const struct attribute_fact *f,
                            struct err *e)
{
    struct row r;
    if (f->state == ANSWER_KNOWN && f->kind < N_ATTRIBUTE_KIND) {
        int read;
        enum err_code rc = attribute_value_read(&read, f->kind, str_of(f->value), e);
        if (rc != OK) return write_note(w, rc);
    }
    row_begin(&r, w, NOUN_ATTRIBUTE);
    row_own_id(&r, &f->person.u);
    row_own_id(&r, &f->id);
    row_code_needed(&r, LIST_ATTRIBUTE_KIND, f->kind);
    row_int(&r, f->state);
    row_code(&r, LIST_ATTRIBUTE_SOURCE, f->source);
    row_text_c(&r, f->value);
    row_day(&r, f->valid_from);
    row_day(&r, f->valid_to);
    return row_end(&r, e);
}

enum err_code spell_add(struct write *w, const struct spell_fact *f, struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_SPELL);
    enum list_number list = spell_list_number(f->list);
    row_own_id(&r, &f->person.u);
    row_own_id(&r, &f->id);
    row_int(&r, f->list);
    if (list == N_LISTS)
        row_refuse(&r, "a spell of a list that does not exist,");
    else
        row_code_needed(&r, list, f->code);
    row_code(&r, LIST_ORGANISATION_KIND, f->body);
    row_day(&r, f->from);
    row_day(&r, f->to);
    if (f->exit != CODE_MISSING && day_is_none(f->to))
        row_refuse(&r, "an exit of a spell that has not ended,");
    enum err_code rc = row_end(&r, e);
    if (rc != OK || f->exit == CODE_MISSING) return rc;
    return spell_exit_add(
        w, &(struct spell_exit_fact){f->id, f->person, f->id, f->exit}, e);
}

enum err_code spell_exit_add(struct write *w, const struct spell_exit_fact *f,
                             struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_SPELL_EXIT);
    row_own_id(&r, &f->person.u);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->spell);
    row_code_needed(&r, LIST_EXIT_REASON, f->destination);
    return row_end(&r, e);
}

#define COUNT(table)                                                                   \
    "(SELECT count(*) FROM " table " WHERE person = p.id AND "                         \
    "retracted_at IS NULL)"
#define KNOWN_OF_PERSON                                                                \
    "SELECT p.id, p.first_seen_on, "                                                   \
    "EXISTS (SELECT 1 FROM subject_key WHERE subject = p.id), "                        \
    "EXISTS (SELECT 1 FROM erasure WHERE person = p.id)"
#define COURSE_OF_PERSON                                                               \
    COUNT("trajectory_start") " + " COUNT("trajectory_end") " + " COUNT("judgement")
#define DEEDS_OF_PERSON                                                                \
    COUNT("phase_episode") " + " COUNT("contact") " + " COUNT("activity")
#define RESULTS_OF_PERSON                                                              \
    COUNT("outcome") " + " COUNT("referral") " + " COUNT("observation")
#define COUNTS_OF_PERSON                                                               \
    KNOWN_OF_PERSON ", " COUNT("attribute") ", " COUNT("spell") ", " COUNT(            \
        "trajectory_fact") ", " COURSE_OF_PERSON " + " DEEDS_OF_PERSON                 \
                           " + " RESULTS_OF_PERSON " FROM person_fact AS p "

static void known_from_row(struct person_counts *out, struct statement *st)
{
    out->person.id.u = column_uuid(st, 0);
    out->person.first_seen_on = column_day(st, 1);
    out->has_identity = column_int(st, 2);
    out->is_erased = column_int(st, 3);
}

static void counts_from_row(struct person_counts *out, struct statement *st)
{
    known_from_row(out, st);
    out->n_attributes = column_int(st, 4);
    out->n_spells = column_int(st, 5);
    out->n_trajectories = column_int(st, 6);
    out->n_events = column_int(st, 7);
}

static enum err_code person_row(
    struct person_counts *out, struct statement *st, struct person_id person,
    void (*read)(struct person_counts *, struct statement *), struct err *e)
{
    enum err_code rc;
    bool row;
    bind_uuid(st, 1, &person.u);
    TRY(statement_step(&row, st, e));
    if (row) {
        read(out, st);
    } else {
        rc = err_set(e, ERR_NOT_FOUND, "no person with this id");
        err_hint(e, "vindplaats person list shows the ids");
    }
out:
    statement_done(st);
    return rc;
}

enum err_code person_read(struct person_counts *out, struct db *db,
                          struct person_id person, struct err *e)
{
    struct statement *st = NULL;
    *out = (struct person_counts){0};
    enum err_code rc = db_prepare(
        &st, db, COUNTS_OF_PERSON "WHERE p.id = $1 AND p.retracted_at IS NULL", e);
    return rc == OK ? person_row(out, st, person, counts_from_row, e) : rc;
}

enum err_code person_known(struct person_counts *out, struct db *db,
                           struct person_id person, struct err *e)
{
    struct statement *st = NULL;
    *out = (struct person_counts){0};
    enum err_code rc = db_prepare(&st, db,
                                  KNOWN_OF_PERSON " FROM person_fact AS p "
                                                  "WHERE p.id = $1 AND "
                                                  "p.retracted_at IS NULL",
                                  e);
    return rc == OK ? person_row(out, st, person, known_from_row, e) : rc;
}

enum err_code person_list(struct person_counts **out, size_t *n_out, struct arena *a,
                          struct db *db, struct person_id after, size_t limit,
                          struct err *e)
{
    struct statement *st = NULL;
    struct person_counts *list = NULL;
    size_t n = 0, cap = 0;
    enum err_code rc;
    bool row;
    *out = NULL;
    *n_out = 0;
    TRY(db_prepare(&st, db,
                   COUNTS_OF_PERSON "WHERE p.id > $1 AND p.retracted_at IS NULL "
                                    "ORDER BY p.id LIMIT $2",
                   e));
    bind_blob(st, 1, after.u.b, sizeof after.u.b);
    bind_int(st, 2, (int64_t)limit);
    for (;;) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        mem_push_room(list, n, cap);
        counts_from_row(&list[n++], st);
    }
    *out = arena_new_array(a, struct person_counts, n);
    if (n) memcpy(*out, list, n * sizeof *list);
    *n_out = n;
out:
    free(list);
    statement_done(st);
    return rc;
}

enum err_code attribute_list(struct attribute_fact **out, size_t *n_out,
                             struct arena *a, struct db *db, struct person_id person,
                             struct err *e)
{
    struct statement *st = NULL;
    struct attribute_fact *list = NULL;
    size_t n = 0, cap = 0;
    enum err_code rc;
    bool row;
    *out = NULL;
    *n_out = 0;
    TRY(db_prepare(&st, db,
                   "SELECT " ATTRIBUTE_COLUMNS " FROM attribute WHERE person = $1 "
                   "AND retracted_at IS NULL ORDER BY kind, valid_from, id",
                   e));
    bind_uuid(st, 1, &person.u);
    for (;;) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        mem_push_room(list, n, cap);
        TRY(attribute_from_row(&list[n++], st, e));
    }
    *out = arena_new_array(a, struct attribute_fact, n);
    if (n) memcpy(*out, list, n * sizeof *list);
    *n_out = n;
out:
    free(list);
    statement_done(st);
    return rc;
}

enum err_code spell_has_exit(bool *out, struct db *db, struct person_id person,
                             struct uuid spell, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, db,
                   "SELECT 1 FROM spell_exit WHERE person = $1 AND id = $2 "
                   "AND retracted_at IS NULL",
                   e));
    bind_uuid(st, 1, &person.u);
    bind_uuid(st, 2, &spell);
    rc = statement_step(out, st, e);
out:
    statement_done(st);
    return rc;
}

enum err_code person_birth_year(int *out, struct db *db, struct person_id person,
                                struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    *out = 0;
    TRY(db_prepare(&st, db,
                   "SELECT CAST(value AS INTEGER) FROM attribute WHERE person = $1 "
                   "AND kind = 'birth_year' AND state = 0 AND retracted_at IS NULL "
                   "ORDER BY valid_from DESC LIMIT 1",
                   e));
    bind_uuid(st, 1, &person.u);
    TRY(statement_step(&row, st, e));
    if (row) *out = (int)column_int(st, 0);
out:
    statement_done(st);
    return rc;
}

enum err_code person_is_erased(bool *out, struct db *db, struct person_id person,
                               struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, db, "SELECT 1 FROM erasure WHERE person = $1", e));
    bind_uuid(st, 1, &person.u);
    rc = statement_step(out, st, e);
out:
    statement_done(st);
    return rc;
}
