/* Invariants: (1) everything is read in one snapshot; (2) words are opened only when a
 * part that opens them was asked, and a note or document of a closed class is left out
 * as if it were not there; (3) what stays sealed is never given back as bytes. */
#include "store/dossier_inside.h"

#include "store/from_row.h"
#include "store/identity_inside.h"

/* --- parts of rows --- */

void text_from_row(char *out, size_t cap, struct statement *st, int column)
{
    struct str s = column_text(st, column);
    size_t n = MIN_OF(s.n, cap - 1);
    if (n) memcpy(out, s.p, n);
    out[n] = '\0';
}

void written_from_row(struct written *out, struct statement *st, int first)
{
    out->at = column_int(st, first);
    if (uuid_parse(&out->by, column_text(st, first + 1), NULL) != OK)
        out->by = (struct uuid){{0}};
    out->retracted_at = column_is_null(st, first + 2) ? 0 : column_int(st, first + 2);
}

struct str sealed_from_row(struct arena *a, struct statement *st, int column)
{
    struct str sealed = column_blob(st, column);
    return sealed.n ? str_copy(a, sealed) : STR_NONE;
}

uint8_t answer_from_row(struct statement *st, int column)
{
    return column_is_null(st, column) ? CODE_MISSING : (uint8_t)column_int(st, column);
}

enum err_code dossier_words_open(struct str *words, struct arena *a,
                                 const struct subject_key *key, const char *field,
                                 const struct uuid *row, struct err *e)
{
    struct str sealed = *words;
    *words = STR_NONE;
    if (!sealed.n || uuid_is_nil(key->subject)) return OK;
    return subject_open(words, a, key, field, row, sealed, e);
}

/* --- one list --- */

struct reading {
    struct dossier *d;
    struct arena *arena;
    struct db *db;
    struct person_id person;
    unsigned parts;
    struct organisation_id own;
    struct subject_key key; /* nil subject: nothing can be opened */
};

/* Is a note or document of this class open to who asks? */
static bool class_is_open(const struct reading *r, uint8_t confidentiality,
                          struct organisation_id organisation)
{
    switch (confidentiality) {
    case CONFIDENTIALITY_ORDINARY:
        return (r->parts & DOSSIER_NOTE) != 0;
    case CONFIDENTIALITY_OWN_ORGANISATION:
        return (r->parts & DOSSIER_NOTE_OWN) && uuid_eq(organisation.u, r->own.u);
    case CONFIDENTIALITY_HEALTH:
        return (r->parts & DOSSIER_HEALTH) != 0;
    default:
        return false;
    }
}

static void leave_out_closed(const struct reading *r)
{
    struct dossier *d = r->d;
    size_t n = 0;
    for (size_t i = 0; i < d->n_notes; i++)
        if (class_is_open(r, d->notes[i].confidentiality, d->notes[i].organisation))
            d->notes[n++] = d->notes[i];
    d->n_notes = n;
    n = 0;
    for (size_t i = 0; i < d->n_documents; i++)
        if (class_is_open(r, d->documents[i].confidentiality,
                          d->documents[i].organisation))
            d->documents[n++] = d->documents[i];
    d->n_documents = n;
}

static enum err_code plan_read(const struct reading *r, const struct dossier_plan *p,
                               struct err *e)
{
    struct statement *st = NULL;
    void *list = NULL;
    size_t n = 0;
    enum err_code rc = OK;
    if (!(r->parts & p->parts)) return OK;
    TRY(db_prepare_literal(&st, r->db, p->sql, e));
    bind_uuid(st, 1, &r->person.u);
    if (str_contains(str_of(p->sql), S("$2")))
        bind_int(st, 2, (r->parts & DOSSIER_PAST) != 0);
    rc = rows_gather_sized(&list, &n, r->arena, p->size, p->read, st, e);
    st = NULL;
    if (rc != OK) goto out;
    memcpy((char *)r->d + p->at, &list, sizeof list);
    memcpy((char *)r->d + p->n_at, &n, sizeof n);
out:
    statement_done(st);
    return rc;
}

static enum err_code plan_open(const struct reading *r, const struct dossier_plan *p,
                               struct err *e)
{
    char *list;
    size_t n;
    enum err_code rc = OK;
    if (!p->field || !(r->parts & p->parts)) return OK;
    memcpy(&list, (char *)r->d + p->at, sizeof list);
    memcpy(&n, (char *)r->d + p->n_at, sizeof n);
    for (size_t i = 0; i < n; i++) {
        struct str *words = (struct str *)(void *)(list + i * p->size + p->words_at);
        struct uuid *id = (struct uuid *)(void *)(list + i * p->size + p->id_at);
        if (r->parts & p->words_parts)
            TRY(dossier_words_open(words, r->arena, &r->key, p->field, id, e));
        else
            *words = STR_NONE;
    }
out:
    return rc;
}

static enum err_code plans_run(const struct reading *r,
                               enum err_code (*run)(const struct reading *,
                                                    const struct dossier_plan *,
                                                    struct err *),
                               struct err *e)
{
    enum err_code rc = OK;
    for (size_t i = 0; i < n_dossier_course_plans; i++)
        TRY(run(r, &dossier_course_plans[i], e));
    for (size_t i = 0; i < n_dossier_care_plans; i++)
        TRY(run(r, &dossier_care_plans[i], e));
out:
    return rc;
}

/* --- what is no list of a plan --- */

static enum err_code identity_rows(const struct reading *r, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, r->db,
                   "SELECT field, id FROM identity WHERE person = $1 "
                   "AND retracted_at IS NULL",
                   e));
    bind_uuid(st, 1, &r->person.u);
    for (;;) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        struct str name = column_text(st, 0);
        for (unsigned i = 0; i < N_IDENTITY_FIELDS; i++)
            if (str_eq_c(name, identity_field_name((enum identity_field)i)))
                r->d->identity_row[i] = column_uuid(st, 1);
    }
out:
    statement_done(st);
    return rc;
}

static enum err_code identity_open(const struct reading *r, struct err *e)
{
    enum err_code rc = OK;
    if (!(r->parts & DOSSIER_IDENTITY) || uuid_is_nil(r->key.subject)) return OK;
    TRY(identity_rows(r, e));
    rc = identity_fields_open(&r->d->identity, r->arena, r->db, r->person, &r->key,
                              IDENTITY_ALL_FIELDS, e);
out:
    return rc;
}

static enum err_code contact_notes_open(const struct reading *r, struct err *e)
{
    static const struct subject_key none;
    const struct subject_key *key = r->parts & DOSSIER_NOTE ? &r->key : &none;
    enum err_code rc = OK;
    for (size_t i = 0; i < r->d->n_events; i++) {
        struct dossier_event *ev = &r->d->events[i];
        TRY(dossier_words_open(&ev->particulars.note, r->arena, key, "contact_note",
                               &ev->fact.id, e));
    }
out:
    return rc;
}

/* A thread keeps its own key; nearly always there is one thread. */
static enum err_code chats_open(const struct reading *r, struct err *e)
{
    struct subject_key key = {0};
    enum err_code rc = OK;
    for (size_t i = 0; i < r->d->n_chats; i++) {
        struct chat_fact *chat = &r->d->chats[i];
        if (!(r->parts & DOSSIER_NOTE)) chat->words = STR_NONE;
        if (!chat->words.n) continue;
        if (!uuid_eq(key.subject, chat->thread)) {
            subject_key_forget(&key);
            rc = subject_key_load(&key, r->db, chat->thread, e);
            if (rc == ERR_ERASED || rc == ERR_NOT_FOUND) rc = OK;
            if (rc != OK) goto out;
        }
        TRY(dossier_words_open(&chat->words, r->arena, &key, "chat_words", &chat->id,
                               e));
    }
out:
    subject_key_forget(&key);
    return rc;
}

/* Who has no key has nothing sealed; who was erased never will have again. */
static enum err_code key_load(struct reading *r, struct err *e)
{
    enum err_code rc = subject_key_load(&r->key, r->db, r->person.u, e);
    if (rc == ERR_ERASED || rc == ERR_NOT_FOUND) {
        r->key = (struct subject_key){0};
        rc = OK;
    }
    return rc;
}

static enum err_code read_all(struct reading *r, struct err *e)
{
    struct person_counts counts;
    struct dossier *d = r->d;
    enum err_code rc;
    TRY(person_known(&counts, r->db, r->person, e));
    d->person = counts.person;
    d->has_identity = counts.has_identity;
    d->is_erased = counts.is_erased;
    TRY(key_load(r, e));
    TRY(plans_run(r, plan_read, e));
    if (r->parts & DOSSIER_COURSE)
        TRY(dossier_events_read(d, r->arena, r->db, r->person,
                                (r->parts & DOSSIER_PAST) != 0, e));
    leave_out_closed(r);
    TRY(dossier_names_read(d, r->arena, r->db, e));
    TRY(identity_open(r, e));
    TRY(plans_run(r, plan_open, e));
    TRY(contact_notes_open(r, e));
    rc = chats_open(r, e);
out:
    return rc;
}

enum err_code dossier_read(struct dossier *out, struct arena *a, struct db *db,
                           struct person_id person, unsigned parts,
                           struct organisation_id own, struct err *e)
{
    struct reading r = {
        .d = out, .arena = a, .db = db, .person = person, .parts = parts, .own = own};
    *out = (struct dossier){0};
    enum err_code rc = db_snapshot_begin(db, e);
    if (rc != OK) return rc;
    rc = read_all(&r, e);
    db_snapshot_end(db);
    subject_key_forget(&r.key);
    if (rc != OK) dossier_wipe(out);
    return rc;
}

/* --- forgetting --- */

static void words_wipe(struct str *words)
{
    if (words->n) sodium_memzero((char *)words->p, words->n);
    *words = STR_NONE;
}

static void list_wipe(struct dossier *d, const struct dossier_plan *p)
{
    char *list;
    size_t n;
    memcpy(&list, (char *)d + p->at, sizeof list);
    memcpy(&n, (char *)d + p->n_at, sizeof n);
    for (size_t i = 0; p->field && i < n; i++)
        words_wipe((struct str *)(void *)(list + i * p->size + p->words_at));
}

void dossier_wipe(struct dossier *d)
{
    for (unsigned i = 0; i < N_IDENTITY_FIELDS; i++)
        words_wipe(&d->identity.value[i]);
    for (size_t i = 0; i < n_dossier_course_plans; i++)
        list_wipe(d, &dossier_course_plans[i]);
    for (size_t i = 0; i < n_dossier_care_plans; i++)
        list_wipe(d, &dossier_care_plans[i]);
    for (size_t i = 0; i < d->n_events; i++)
        words_wipe(&d->events[i].particulars.note);
    for (size_t i = 0; i < d->n_chats; i++)
        words_wipe(&d->chats[i].words);
    *d = (struct dossier){0};
}
