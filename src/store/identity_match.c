#include "store/identity_match.h"

#include "store/search_store.h"
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

/* --- telephone and card --- */

enum { PHONE_DIGITS = 15, PHONE_DIGITS_LEAST = 8, CARD_CHARACTERS_LEAST = 4 };

static struct str without(struct str digits, struct str prefix)
{
    if (!str_starts(digits, prefix)) return digits;
    return (struct str){digits.p + prefix.n, digits.n - prefix.n};
}

/* As dialled from abroad, but Belgian ones without their 32: "0475", "+32 475" and
 * "0032 (0)475" begin one number. */
static struct str phone_of(char out[PHONE_DIGITS], struct str value)
{
    size_t n = 0;
    bool is_abroad = false;
    for (size_t i = 0; i < value.n && n < PHONE_DIGITS; i++) {
        if (value.p[i] == '+' && n == 0) is_abroad = true;
        if (value.p[i] >= '0' && value.p[i] <= '9') out[n++] = value.p[i];
    }
    struct str digits = {out, n};
    if (str_starts(digits, S("00"))) {
        digits = without(digits, S("00"));
        is_abroad = true;
    }
    if (!is_abroad || str_starts(digits, S("32")))
        digits = without(is_abroad ? without(digits, S("32")) : digits, S("0"));
    return digits.n < PHONE_DIGITS_LEAST ? STR_NONE : digits;
}

static struct str card_of(char out[32], struct str value)
{
    size_t n = 0;
    for (size_t i = 0; i < value.n && n < 32; i++) {
        char c = value.p[i];
        if (c >= 'a' && c <= 'z') c = (char)(c - 'a' + 'A');
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) out[n++] = c;
    }
    return n < CARD_CHARACTERS_LEAST ? STR_NONE : (struct str){out, n};
}

static void add_phone(struct contact_match *out, const struct vault *v, struct str one)
{
    char digits[PHONE_DIGITS];
    struct str phone = phone_of(digits, one);
    if (phone.n && out->n_phones < CONTACT_PHONES_MAX)
        vault_hash(out->phone[out->n_phones++], v, S("phone"), phone);
    sodium_memzero(digits, sizeof digits);
}

void contact_match_of(struct contact_match *out, const struct vault *v,
                      const struct identity *identity)
{
    struct str phones = identity->value[IDENTITY_PHONE];
    char characters[32];
    size_t from = 0;
    *out = (struct contact_match){0};
    for (size_t i = 0; i <= phones.n; i++) {
        /* 0475/12.34.56 is one number */
        bool is_end = i == phones.n || strchr(",;\n", phones.p[i]) ||
                      (phones.p[i] == '/' && i > from && phones.p[i - 1] == ' ');
        if (!is_end) continue;
        add_phone(out, v, (struct str){phones.p + from, i - from});
        from = i + 1;
    }
    struct str card = card_of(characters, identity->value[IDENTITY_CARD]);
    out->has_card = card.n > 0;
    if (card.n) vault_hash(out->card, v, S("card"), card);
    sodium_memzero(characters, sizeof characters);
}

static enum err_code hash_add(struct write *w, struct person_id person,
                              const char *kind, const uint8_t hash[VAULT_HASH_BYTES],
                              struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, w->db,
                   "INSERT INTO identity_match (kind, hash, person) "
                   "VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                   e));
    bind_text(st, 1, str_of(kind));
    bind_blob(st, 2, hash, VAULT_HASH_BYTES);
    bind_uuid(st, 3, &person.u);
    rc = statement_run(st, e);
out:
    statement_done(st);
    return write_note(w, rc);
}

enum err_code contact_match_put(struct write *w, struct person_id person,
                                const struct contact_match *m, struct err *e)
{
    enum err_code rc = OK;
    for (size_t i = 0; i < m->n_phones; i++)
        TRY(hash_add(w, person, "phone", m->phone[i], e));
    if (m->has_card) rc = hash_add(w, person, "card", m->card, e);
out:
    return rc;
}

enum err_code contact_match_change(struct write *w, struct person_id person,
                                   enum identity_field field, struct str value,
                                   struct err *e)
{
    struct identity only = {{{0}}};
    struct contact_match m;
    enum err_code rc;
    if (field != IDENTITY_PHONE && field != IDENTITY_CARD) return OK;
    TRY(need_vault(w->db, e));
    TRY(match_remove(w, person, field == IDENTITY_PHONE ? "phone" : "card", e));
    only.value[field] = value;
    contact_match_of(&m, db_vault(w->db), &only);
    rc = contact_match_put(w, person, &m, e);
out:
    return write_note(w, rc);
}

enum err_code contact_matches_remove_all(struct write *w, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, w->db,
                   "DELETE FROM identity_match WHERE kind IN ('phone', 'card')", e));
    rc = statement_run(st, e);
out:
    statement_done(st);
    return write_note(w, rc);
}

enum err_code persons_find_contact(struct person_id **out, size_t *n_out,
                                   struct arena *a, struct db *db,
                                   struct str phone_or_card, struct err *e)
{
    struct statement *st = NULL;
    struct identity asked = {{{0}}};
    struct contact_match m;
    enum err_code rc;
    *out = NULL;
    *n_out = 0;
    TRY(need_vault(db, e));
    asked.value[IDENTITY_PHONE] = asked.value[IDENTITY_CARD] = phone_or_card;
    contact_match_of(&m, db_vault(db), &asked);
    TRY(db_prepare(&st, db,
                   "SELECT person FROM identity_match WHERE (kind = 'phone' AND "
                   "hash = $1) OR (kind = 'card' AND hash = $2) ORDER BY person",
                   e));
    if (m.n_phones) bind_blob(st, 1, m.phone[0], VAULT_HASH_BYTES);
    if (m.has_card) bind_blob(st, 2, m.card, VAULT_HASH_BYTES);
    rc = persons_gather(out, n_out, a, st, e);
    st = NULL;
out:
    statement_done(st);
    sodium_memzero(&m, sizeof m);
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
    uint8_t hash[VAULT_HASH_BYTES];
    struct match_kind kind;
    enum err_code rc;
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
    rc = persons_gather(out, n_out, a, st, e);
    st = NULL;
out:
    statement_done(st);
    return rc;
}
