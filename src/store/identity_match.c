#include "store/identity_match.h"

#include "store/person_store.h"
#include "store/write_inside.h"

/* "pseudonym:koppeling 2026" */
struct match_kind {
    char text[sizeof "pseudonym:" + PSEUDONYM_PROJECT_BYTES];
};

static enum err_code need_vault(struct db *db, struct err *e)
{
    if (db_vault(db)) return OK;
    enum err_code rc = err_set(e, ERR_KEY, "the database was opened without its key");
    err_hint(e, "give the key file with --key FILE");
    return rc;
}

/* --- any kind --- */

static enum err_code match_add(struct write *w, struct person_id person,
                               const char *kind, struct str value, struct err *e)
{
    struct statement *st = NULL;
    uint8_t hash[VAULT_HASH_BYTES];
    enum err_code rc;
    TRY(need_vault(w->db, e));
    TRY(db_prepare(&st, w->db,
                   "INSERT INTO identity_match (kind, hash, person) "
                   "VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                   e));
    vault_hash(hash, db_vault(w->db), str_of(kind), value);
    bind_text(st, 1, str_of(kind));
    bind_blob(st, 2, hash, sizeof hash);
    bind_uuid(st, 3, &person.u);
    rc = statement_run(st, e);
out:
    statement_done(st);
    return write_note(w, rc);
}

static enum err_code match_remove(struct write *w, struct person_id person,
                                  const char *kind, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, w->db,
                   "DELETE FROM identity_match WHERE person = $1 AND kind = $2", e));
    bind_uuid(st, 1, &person.u);
    bind_text(st, 2, str_of(kind));
    rc = statement_run(st, e);
out:
    statement_done(st);
    return write_note(w, rc);
}

enum err_code matches_destroy(struct write *w, struct person_id person, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, w->db, "DELETE FROM identity_match WHERE person = $1", e));
    bind_uuid(st, 1, &person.u);
    rc = statement_run(st, e);
out:
    statement_done(st);
    return write_note(w, rc);
}

/* --- the national number --- */

/* "85.07.30-033.28" and "85073003328" are the same number. */
static struct str digits_of(char out[16], struct str insz)
{
    size_t n = 0;
    for (size_t i = 0; i < insz.n && n < 15; i++)
        if (insz.p[i] >= '0' && insz.p[i] <= '9') out[n++] = insz.p[i];
    return (struct str){out, n};
}

enum err_code insz_match_add(struct write *w, struct person_id person, struct str insz,
                             struct err *e)
{
    char digits[16];
    enum err_code rc = match_add(w, person, "insz", digits_of(digits, insz), e);
    sodium_memzero(digits, sizeof digits);
    return rc;
}

enum err_code insz_match_remove(struct write *w, struct person_id person, struct err *e)
{
    return match_remove(w, person, "insz", e);
}

enum err_code person_find_insz(struct person_id *out, bool *found_out, struct db *db,
                               struct str insz, struct err *e)
{
    struct statement *st = NULL;
    uint8_t hash[VAULT_HASH_BYTES];
    char digits[16];
    enum err_code rc;
    *found_out = false;
    TRY(need_vault(db, e));
    vault_hash(hash, db_vault(db), S("insz"), digits_of(digits, insz));
    sodium_memzero(digits, sizeof digits);
    TRY(db_prepare(
        &st, db,
        "SELECT person FROM identity_match WHERE kind = 'insz' AND hash = $1 "
        "ORDER BY person LIMIT 1",
        e));
    bind_blob(st, 1, hash, sizeof hash);
    TRY(statement_step(found_out, st, e));
    if (*found_out) out->u = column_uuid(st, 0);
out:
    statement_done(st);
    return rc;
}

/* --- pseudonyms --- */

static enum err_code kind_of_project(struct match_kind *out, struct str project,
                                     struct err *e)
{
    if (!project.n)
        return err_set(e, ERR_INVALID,
                       "expected the linkage project that a pseudonym holds in");
    if (project.n > PSEUDONYM_PROJECT_BYTES)
        return err_set(e, ERR_TOO_LARGE,
                       "the name of a linkage project is longer than %d bytes",
                       PSEUDONYM_PROJECT_BYTES);
    snprintf(out->text, sizeof out->text, "pseudonym:%.*s", STR_ARG(project));
    return OK;
}

enum err_code pseudonym_set(struct write *w, struct person_id person,
                            struct str project, struct str pseudonym, struct err *e)
{
    struct match_kind kind;
    bool erased;
    enum err_code rc;
    TRY(kind_of_project(&kind, project, e));
    if (pseudonym.n > PSEUDONYM_VALUE_BYTES) {
        rc = err_set(e, ERR_TOO_LARGE, "a pseudonym is longer than %d bytes",
                     PSEUDONYM_VALUE_BYTES);
        goto out;
    }
    TRY(person_is_erased(&erased, w->db, person, e));
    if (erased) {
        rc = err_set(e, ERR_ERASED, "who this person is was erased");
        goto out;
    }
    TRY(match_remove(w, person, kind.text, e));
    if (pseudonym.n) rc = match_add(w, person, kind.text, pseudonym, e);
out:
    return write_note(w, rc);
}

enum err_code persons_find_pseudonym(struct person_id **out, size_t *n_out,
                                     struct arena *a, struct db *db, struct str project,
                                     struct str pseudonym, struct err *e)
{
    struct statement *st = NULL;
    struct person_id *list = NULL;
    uint8_t hash[VAULT_HASH_BYTES];
    struct match_kind kind;
    size_t n = 0, cap = 0;
    enum err_code rc;
    bool row;
    *out = NULL;
    *n_out = 0;
    TRY(need_vault(db, e));
    TRY(kind_of_project(&kind, project, e));
    vault_hash(hash, db_vault(db), str_of(kind.text), pseudonym);
    TRY(db_prepare(&st, db,
                   "SELECT person FROM identity_match WHERE kind = $1 AND hash = $2 "
                   "ORDER BY person",
                   e));
    bind_text(st, 1, str_of(kind.text));
    bind_blob(st, 2, hash, sizeof hash);
    for (;;) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        mem_push_room(list, n, cap);
        list[n++].u = column_uuid(st, 0);
    }
    *out = arena_new_array(a, struct person_id, n);
    if (n) memcpy(*out, list, n * sizeof *list);
    *n_out = n;
out:
    free(list);
    statement_done(st);
    return rc;
}
