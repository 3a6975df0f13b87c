#include "store/sketch_store.h"

#include "store/identity_bulk.h"
#include "store/identity_inside.h"
#include "store/identity_match.h"
#include "store/search_store.h"
#include "store/subject_store.h"

/* What a person is called stands with the given name: who knows only the one finds a
 * file that has only the other. */
static enum sketch_part part_of_field(enum identity_field field)
{
    switch (field) {
    case IDENTITY_GIVEN_NAME:
    case IDENTITY_CALL_NAME:
        return SKETCH_GIVEN_NAME;
    case IDENTITY_FAMILY_NAME:
        return SKETCH_FAMILY_NAME;
    case IDENTITY_BIRTH_NAME:
        return SKETCH_BIRTH_NAME;
    case IDENTITY_BIRTH_DATE:
        return SKETCH_BIRTH_DATE;
    default:
        return N_SKETCH_PARTS;
    }
}

enum err_code sketcher_of_db(struct sketcher **out, struct db *db, struct err *e)
{
    uint8_t secret[VAULT_HASH_BYTES];
    *out = NULL;
    if (!db_vault(db)) {
        enum err_code rc =
            err_set(e, ERR_KEY, "the database was opened without its key");
        err_hint(e, "give the key file with --key FILE");
        return rc;
    }
    vault_derive(secret, db_vault(db),
                 S("sketches of persons: " PERSON_SKETCH_VERSION));
    enum err_code rc =
        sketcher_new(out, (struct str){(const char *)secret, sizeof secret}, e);
    sodium_memzero(secret, sizeof secret);
    return rc;
}

static enum err_code need_sketcher(struct write *w, struct err *e)
{
    return w->sketcher ? OK : sketcher_of_db(&w->sketcher, w->db, e);
}

/* --- one person --- */

static enum err_code sketch_remove(struct write *w, struct person_id person,
                                   struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, w->db,
                   "DELETE FROM identity_sketch WHERE kind = '" PERSON_SKETCH_VERSION
                   "' AND person = $1",
                   e));
    bind_uuid(st, 1, &person.u);
    TRY(statement_run(st, e));
    rc = person_change_add(w, person, e);
out:
    statement_done(st);
    return rc;
}

static enum err_code sketch_put(struct write *w, struct person_id person,
                                const struct person_sketch *sketch, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    if (sketch_is_empty(sketch)) return sketch_remove(w, person, e);
    TRY(db_prepare(&st, w->db,
                   "INSERT INTO identity_sketch (kind, person, bits) "
                   "VALUES ('" PERSON_SKETCH_VERSION "', $1, $2) "
                   "ON CONFLICT (kind, person) DO UPDATE SET bits = excluded.bits",
                   e));
    bind_uuid(st, 1, &person.u);
    bind_blob(st, 2, sketch, sizeof *sketch);
    TRY(statement_run(st, e));
    rc = person_change_add(w, person, e);
out:
    statement_done(st);
    return rc;
}

static enum err_code sketch_from(struct person_sketch *out, struct str bits,
                                 struct err *e)
{
    if (bits.n != sizeof *out)
        return err_set(e, ERR_CORRUPT, "a sketch has %zu bytes, expected %zu", bits.n,
                       sizeof *out);
    memcpy(out, bits.p, sizeof *out);
    return OK;
}

static enum err_code sketch_get(struct person_sketch *out, struct db *db,
                                struct person_id person, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    *out = (struct person_sketch){0};
    TRY(db_prepare(&st, db,
                   "SELECT bits FROM identity_sketch WHERE kind = "
                   "'" PERSON_SKETCH_VERSION "' AND person = $1",
                   e));
    bind_uuid(st, 1, &person.u);
    TRY(statement_step(&row, st, e));
    if (row) rc = sketch_from(out, column_blob(st, 0), e);
out:
    statement_done(st);
    return rc;
}

/* Adds the bits of a value to those of a part. */
static enum err_code part_add(uint8_t out[SKETCH_PART_BYTES], struct sketcher *sketcher,
                              enum sketch_part part, struct str value, struct err *e)
{
    uint8_t bits[SKETCH_PART_BYTES];
    enum err_code rc = value.n ? sketch_part(bits, sketcher, part, value, e) : OK;
    for (size_t i = 0; rc == OK && value.n && i < SKETCH_PART_BYTES; i++)
        out[i] |= bits[i];
    return rc;
}

static enum err_code sketch_of(struct person_sketch *out, struct sketcher *sketcher,
                               const struct identity *identity, struct err *e)
{
    enum err_code rc = OK;
    *out = (struct person_sketch){0};
    for (unsigned i = 0; i < N_IDENTITY_FIELDS; i++) {
        enum sketch_part part = part_of_field((enum identity_field)i);
        if (part == N_SKETCH_PARTS) continue;
        TRY(part_add(out->part[part], sketcher, part, identity->value[i], e));
    }
out:
    return rc;
}

enum err_code sketch_add(struct write *w, struct person_id person,
                         const struct identity *identity, struct err *e)
{
    struct person_sketch sketch;
    enum err_code rc;
    TRY(need_sketcher(w, e));
    TRY(sketch_of(&sketch, w->sketcher, identity, e));
    if (!sketch_is_empty(&sketch)) rc = sketch_put(w, person, &sketch, e);
out:
    return write_note(w, rc);
}

/* The two names of one part, as they stand now. Nobody sees them. */
static enum err_code call_part(uint8_t out[SKETCH_PART_BYTES], struct write *w,
                               struct person_id person, struct err *e)
{
    enum { FIELDS = 1 << IDENTITY_GIVEN_NAME | 1 << IDENTITY_CALL_NAME };
    struct identity names = {{{0}}};
    struct subject_key key = {0};
    struct arena a = {0};
    enum err_code rc;
    memset(out, 0, SKETCH_PART_BYTES);
    rc = subject_key_load(&key, w->db, person.u, e);
    if (rc == ERR_NOT_FOUND) rc = OK; /* nothing was ever sealed */
    if (rc != OK || uuid_is_nil(key.subject)) goto out;
    TRY(identity_fields_open(&names, &a, w->db, person, &key, FIELDS, e));
    TRY(part_add(out, w->sketcher, SKETCH_GIVEN_NAME, names.value[IDENTITY_GIVEN_NAME],
                 e));
    rc = part_add(out, w->sketcher, SKETCH_GIVEN_NAME, names.value[IDENTITY_CALL_NAME],
                  e);
out:
    subject_key_forget(&key);
    arena_dispose(&a);
    return rc;
}

enum err_code sketch_change(struct write *w, struct person_id person,
                            enum identity_field field, struct str value, struct err *e)
{
    enum sketch_part part = part_of_field(field);
    struct person_sketch sketch;
    enum err_code rc;
    if (part == N_SKETCH_PARTS) return OK;
    TRY(need_sketcher(w, e));
    TRY(sketch_get(&sketch, w->db, person, e));
    if (part == SKETCH_GIVEN_NAME)
        TRY(call_part(sketch.part[part], w, person, e));
    else
        TRY(sketch_part(sketch.part[part], w->sketcher, part, value, e));
    rc = sketch_put(w, person, &sketch, e);
out:
    return write_note(w, rc);
}

enum err_code sketch_read(struct person_sketch *out, struct db *db,
                          struct person_id person, struct err *e)
{
    return sketch_get(out, db, person, e);
}

/* --- all --- */

enum err_code sketches_read(struct sketch_list *out, struct db *db, struct err *e)
{
    struct statement *st = NULL;
    struct sketch_list l = {0};
    size_t person_cap = 0, sketch_cap = 0, n = 0;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, db,
                   "SELECT person, bits FROM identity_sketch WHERE kind = "
                   "'" PERSON_SKETCH_VERSION "' ORDER BY person",
                   e));
    for (;; l.n = ++n) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        mem_push_room(l.person, n, person_cap);
        mem_push_room(l.sketch, n, sketch_cap);
        l.person[n].u = column_uuid(st, 0);
        TRY(sketch_from(&l.sketch[n], column_blob(st, 1), e));
    }
out:
    statement_done(st);
    if (rc != OK) sketch_list_dispose(&l);
    *out = l;
    return rc;
}

void sketch_list_dispose(struct sketch_list *l)
{
    free(l->person);
    free(l->sketch);
    *l = (struct sketch_list){0};
}

enum err_code sketches_are_missing(bool *out, struct db *db, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, db,
                   "SELECT 1 FROM identity WHERE retracted_at IS NULL AND field IN "
                   "('given_name', 'family_name', 'birth_name', 'birth_date') AND "
                   "person IN (SELECT subject FROM subject_key) AND NOT EXISTS "
                   "(SELECT 1 FROM identity_sketch WHERE kind = "
                   "'" PERSON_SKETCH_VERSION "') LIMIT 1",
                   e));
    rc = statement_step(out, st, e);
out:
    statement_done(st);
    return rc;
}

enum err_code persons_of_organisation(struct person_id **out, size_t *n_out,
                                      struct arena *a, struct db *db,
                                      struct organisation_id organisation,
                                      struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    *out = NULL;
    *n_out = 0;
    TRY(db_prepare(
        &st, db,
        "SELECT k.person FROM source_key AS k JOIN delivery AS d ON d.id = k.delivery "
        "WHERE d.sender = $1 AND k.person IS NOT NULL AND k.retracted_at IS NULL "
        "UNION SELECT t.person FROM trajectory_fact AS t WHERE t.retracted_at IS NULL "
        "AND (t.host = $1 OR t.project IN (SELECT id FROM project_fact WHERE "
        "promotor = $1 AND retracted_at IS NULL) OR t.project IN (SELECT project FROM "
        "partner WHERE organisation = $1 AND retracted_at IS NULL) OR t.partnership IN "
        "(SELECT partnership FROM partner WHERE organisation = $1 AND retracted_at IS "
        "NULL)) ORDER BY 1",
        e));
    bind_uuid(st, 1, &organisation.u);
    return persons_gather(out, n_out, a, st, e);
out:
    return rc;
}

/* --- again --- */

struct rebuilding {
    struct sketcher *sketcher;
    struct person_id *person;
    struct person_sketch *sketch; /* beside each person */
    struct contact_match *match;  /* beside each person */
    struct vault *vault;
    size_t n, cap;
};

static enum err_code one_number(int64_t *out, struct db *db, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, db, "SELECT coalesce(max(number), 0) FROM audit", e));
    TRY(statement_step(&row, st, e));
    *out = column_int(st, 0);
out:
    statement_done(st);
    return rc;
}

/* Everybody who has a key and a field that sketches are made of. */
static enum err_code list_persons(struct rebuilding *r, struct db *db, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(
        &st, db,
        "SELECT DISTINCT person FROM identity WHERE retracted_at IS NULL AND "
        "person IN (SELECT subject FROM subject_key) AND field IN "
        "('given_name', 'family_name', 'birth_name', 'birth_date', 'call_name', "
        "'phone', 'card') "
        "ORDER BY person",
        e));
    for (;;) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        mem_push_room(r->person, r->n, r->cap);
        r->person[r->n++].u = column_uuid(st, 0);
    }
    r->sketch = mem_array(r->n + 1, sizeof *r->sketch);
    r->match = mem_array(r->n + 1, sizeof *r->match);
    r->vault = db_vault(db);
out:
    statement_done(st);
    return rc;
}

static enum err_code take_identity(void *to, size_t at, const struct identity *identity,
                                   struct err *e)
{
    struct rebuilding *r = to;
    contact_match_of(&r->match[at], r->vault, identity);
    return sketch_of(&r->sketch[at], r->sketcher, identity, e);
}

static enum err_code remove_all(int64_t *n_out, struct write *w, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, w->db, "SELECT count(*) FROM identity_sketch", e));
    TRY(statement_step(&row, st, e));
    *n_out = column_int(st, 0);
    statement_done(st);
    st = NULL;
    TRY(db_prepare(&st, w->db, "DELETE FROM identity_sketch", e));
    rc = statement_run(st, e);
out:
    statement_done(st);
    return write_note(w, rc);
}

/* `expected`: the number that the write has when nobody wrote since identities were
 * opened; a name that changed in between would get the sketch it had. */
static enum err_code write_all(struct sketch_rebuild *out, const struct rebuilding *r,
                               struct db *db, const struct actor *who, int64_t expected,
                               struct err *e)
{
    struct write *w = NULL;
    enum err_code rc;
    TRY(write_begin(&w, db, who, "rebuild search sketches", "", e));
    if (write_number(w) != expected) {
        rc = err_set(e, ERR_BUSY, "somebody wrote while sketches were made again");
        err_hint(e, "nothing was changed; run it again when nobody is writing");
        goto out;
    }
    TRY(remove_all(&out->n_before, w, e));
    TRY(contact_matches_remove_all(w, e));
    TRY(person_changes_begin_again(w, e));
    for (size_t i = 0; i < r->n; i++) {
        TRY(contact_match_put(w, r->person[i], &r->match[i], e));
        if (sketch_is_empty(&r->sketch[i])) continue;
        TRY(sketch_put(w, r->person[i], &r->sketch[i], e));
        out->n_made++;
    }
    rc = write_commit(&w, e);
out:
    write_abandon(&w);
    return rc;
}

enum err_code sketches_rebuild(struct sketch_rebuild *out, struct db *db,
                               const struct actor *who, struct err *e)
{
    enum {
        FIELDS = 1 << IDENTITY_GIVEN_NAME | 1 << IDENTITY_FAMILY_NAME |
                 1 << IDENTITY_BIRTH_NAME | 1 << IDENTITY_BIRTH_DATE |
                 1 << IDENTITY_CALL_NAME | 1 << IDENTITY_PHONE | 1 << IDENTITY_CARD
    };
    struct rebuilding r = {0};
    int64_t last;
    enum err_code rc;
    *out = (struct sketch_rebuild){0};
    TRY(sketcher_of_db(&r.sketcher, db, e));
    TRY(one_number(&last, db, e));
    TRY(list_persons(&r, db, e));
    TRY(identities_open(db, who, "search sketches made again", r.person, r.n, FIELDS,
                        take_identity, &r, e));
    out->n_opened = (int64_t)r.n;
    rc = write_all(out, &r, db, who, last + (r.n > 0) + 1, e);
out:
    sketcher_free(r.sketcher);
    if (r.sketch) sodium_memzero(r.sketch, r.n * sizeof *r.sketch);
    free(r.sketch);
    free(r.match);
    free(r.person);
    return rc;
}
