/* What rows refer to. Small direct-mapped tables stand before the store, because the
 * rows of one person usually follow each other; what is not found is asked again, for
 * it may have come with an earlier row. */
#include "act/import_int.h"

#include "store/person_store.h"
#include "store/programme_store.h"
#include "store/trajectory_store.h"

const struct person_id nobody = {{{0}}};
const char person_kind[] = "person";

/* --- keys --- */

enum err_code known_key_hash(struct source_hash *out, struct import *im,
                             const char *kind, struct str key, struct err *e)
{
    struct buf *b = &im->scratch;
    buf_clear(b);
    buf_add(b, (struct str){(const char *)im->sender.u.b, sizeof im->sender.u.b});
    buf_add_c(b, kind);
    buf_add_char(b, '\0');
    buf_add(b, key);
    enum err_code rc = buf_check(b, e);
    if (rc == OK) rc = source_hash(out, im->house->db, S("source key"), buf_str(b), e);
    return rc;
}

static uint64_t first_bytes(const struct source_hash *key)
{
    uint64_t v;
    memcpy(&v, key->b, sizeof v);
    return v ? v : 1; /* 0 is a free slot */
}

bool key_set_has(const struct key_set *s, const struct source_hash *key)
{
    uint64_t v = first_bytes(key);
    if (!s->cap) return false;
    for (size_t at = v & (s->cap - 1); s->slots[at]; at = (at + 1) & (s->cap - 1))
        if (s->slots[at] == v) return true;
    return false;
}

static void key_set_put(struct key_set *s, uint64_t v)
{
    size_t at = v & (s->cap - 1);
    while (s->slots[at])
        at = (at + 1) & (s->cap - 1);
    s->slots[at] = v;
    s->n++;
}

void key_set_add(struct key_set *s, const struct source_hash *key)
{
    enum { FIRST = 1 << 12 };
    if (4 * (s->n + 1) > 3 * s->cap) {
        struct key_set larger = {.cap = s->cap ? 2 * s->cap : FIRST};
        larger.slots = mem_array(larger.cap, sizeof *larger.slots);
        for (size_t i = 0; i < s->cap; i++)
            if (s->slots[i]) key_set_put(&larger, s->slots[i]);
        free(s->slots);
        *s = larger;
    }
    key_set_put(s, first_bytes(key));
}

/* --- things known by the sender's key --- */

static enum err_code load_person(struct known *k, struct import *im, struct err *e)
{
    struct db *db = im->house->db;
    enum err_code rc;
    TRY(person_birth_year(&k->birth_year, db, k->person, e));
    rc = person_is_erased(&k->is_erased, db, k->person, e);
out:
    return rc;
}

static enum err_code load_trajectory(struct known *k, struct import *im, struct err *e)
{
    struct trajectory_fact f;
    enum err_code rc = trajectory_find(&f, &k->is_there, im->house->db, k->person,
                                       (struct trajectory_id){k->subject}, e);
    if (rc == OK && k->is_there) k->reached_on = f.reached_on;
    return rc;
}

/* Where the key stands; else a free place among the few it may have; else the place of
 * another, picked by other bits of the key. */
static struct known *known_slot(struct import *im, const struct source_hash *key)
{
    enum { WAYS = 4 };
    uint64_t bits = first_bytes(key);
    struct known *set = &im->known[bits % (KNOWN_SLOTS / WAYS) * WAYS];
    for (size_t i = 0; i < WAYS; i++)
        if (!set[i].is_there || memcmp(&set[i].key, key, sizeof *key) == 0)
            return &set[i];
    return &set[bits >> 62];
}

enum err_code known_find(struct known *out, struct import *im, const char *kind,
                         struct str key, struct err *e)
{
    struct source_hash hash;
    struct source_key_fact f;
    enum err_code rc;
    TRY(known_key_hash(&hash, im, kind, key, e));
    struct known *slot = known_slot(im, &hash);
    if (slot->is_there && memcmp(&slot->key, &hash, sizeof hash) == 0) {
        *out = *slot;
        goto out;
    }
    *out = (struct known){.key = hash, .reached_on = DAY_NONE};
    TRY(source_key_find(&f, &out->is_there, im->house->db, &hash, e));
    if (!out->is_there) goto out;
    out->person = f.person;
    out->subject = f.subject;
    if (!uuid_is_nil(f.person.u)) TRY(load_person(out, im, e));
    if (strcmp(kind, layout_at(LAYOUT_PARTICIPANTS)->name) == 0)
        TRY(load_trajectory(out, im, e));
    *slot = *out;
out:
    return rc;
}

/* --- things known by a code that holds everywhere --- */

static enum err_code load_code(struct uuid *out, bool *found, struct db *db,
                               enum layout_number kind, struct str code, struct err *e)
{
    struct call_fact call;
    struct organisation_fact organisation;
    struct project_fact project;
    struct partnership_fact partnership;
    enum err_code rc;
    switch (kind) {
    case LAYOUT_CALLS:
        TRY(call_find(&call, found, db, code, e));
        if (*found) memcpy(out->b, call.code, sizeof out->b);
        break;
    case LAYOUT_ORGANISATIONS:
        TRY(organisation_find(&organisation, found, db, code, e));
        if (*found) *out = organisation.id.u;
        break;
    case LAYOUT_PROJECTS:
        TRY(project_find(&project, found, db, code, e));
        if (*found) *out = project.id.u;
        break;
    case LAYOUT_PARTNERSHIPS:
        TRY(partnership_find(&partnership, found, db, code, e));
        if (*found) *out = partnership.id.u;
        break;
    default:
        bug("a kind without codes");
    }
out:
    return rc;
}

enum err_code known_code_find(struct uuid *out, struct import *im,
                              enum layout_number kind, struct str code, struct err *e)
{
    bool found = false;
    *out = (struct uuid){{0}};
    struct known_code *slot = &im->codes[(str_hash(code) + kind) % CODE_SLOTS];
    if (slot->kind == kind + 1 && str_eq_c(code, slot->code)) {
        *out = slot->id;
        return OK;
    }
    enum err_code rc = load_code(out, &found, im->house->db, kind, code, e);
    if (rc != OK || !found || code.n >= CODE_TEXT) return rc;
    slot->kind = (uint8_t)(kind + 1);
    slot->id = *out;
    memcpy(slot->code, code.p, code.n);
    slot->code[code.n] = '\0';
    return OK;
}

/* --- the references of a row --- */

static bool has_codes(enum layout_number kind)
{
    return kind == LAYOUT_CALLS || kind == LAYOUT_ORGANISATIONS ||
           kind == LAYOUT_PROJECTS || kind == LAYOUT_PARTNERSHIPS;
}

static void refuse_reference(struct import *im, struct row_act *a, int column,
                             const char *kind)
{
    char expected[120], cure[160];
    snprintf(expected, sizeof expected, "the key of one of the %s on record", kind);
    snprintf(cure, sizeof cure,
             "import %s first, with the same --sender, or correct the key", kind);
    row_refuse_at(im, a, column, expected, cure);
}

static enum err_code resolve_one(struct import *im, struct row_act *a, int column,
                                 struct err *e)
{
    const struct column *c = &im->layout->columns[column];
    enum layout_number kind = (enum layout_number)c->of;
    struct str key = cell_text(a, column);
    enum err_code rc;
    if (has_codes(kind)) {
        TRY(known_code_find(&a->reference[column], im, kind, key, e));
    } else {
        struct known k;
        TRY(known_find(&k, im, layout_at(kind)->name, key, e));
        if (k.is_there) a->reference[column] = k.subject;
        if (kind == LAYOUT_PARTICIPANTS) a->whose = k;
    }
    if (uuid_is_nil(a->reference[column]))
        refuse_reference(im, a, column, layout_at(kind)->name);
out:
    return rc;
}

/* The person of a spell is known by a key of its own kind. */
static enum err_code resolve_person(struct import *im, struct row_act *a, struct err *e)
{
    enum err_code rc =
        known_find(&a->whose, im, person_kind, cell_text(a, SPELLS_PERSON), e);
    if (rc == OK && !a->whose.is_there)
        refuse_reference(im, a, SPELLS_PERSON, "participants");
    return rc;
}

enum err_code references_resolve(struct import *im, struct row_act *a, struct err *e)
{
    enum err_code rc = OK;
    for (size_t i = 0; i < im->layout->n_columns; i++)
        if (im->layout->columns[i].type == TYPE_REFERENCE && a->row->values[i].is_given)
            TRY(resolve_one(im, a, (int)i, e));
    if (im->kind == LAYOUT_SPELLS) TRY(resolve_person(im, a, e));
    if (a->whose.is_there && a->whose.is_erased)
        row_refuse_at(im, a, -1, "a person who was not erased",
                      "who this person is was erased: leave the row out");
out:
    return rc;
}
