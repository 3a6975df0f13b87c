#include <time.h> /* before banned.h, which poisons names that it declares */

#include "store/write.h"

#include "base/clock.h"
#include "store/db_backend.h"
#include "store/file_now_inside.h"
#include "store/search_store.h"
#include "store/view.h"
#include "store/write_inside.h"
#include "store/writer_inside.h"

enum { ACT_BYTES = 80, REASON_BYTES = 400 };

/* --- the audit chain --- */

static void feed_number(struct audit_digest *d, int64_t v)
{
    uint8_t b[8];
    for (unsigned i = 0; i < 8; i++)
        b[i] = (uint8_t)((uint64_t)v >> (8 * i));
    crypto_generichash_update(&d->state, b, sizeof b);
}

static void feed_text(struct audit_digest *d, struct str s)
{
    feed_number(d, (int64_t)s.n);
    crypto_generichash_update(&d->state, (const uint8_t *)s.p, s.n);
}

void audit_digest_begin(struct audit_digest *d, const uint8_t previous[ROW_HASH_BYTES],
                        int64_t number, int64_t at, struct str actor, struct str act,
                        struct str reason)
{
    crypto_generichash_init(&d->state, NULL, 0, ROW_HASH_BYTES);
    crypto_generichash_update(&d->state, previous, ROW_HASH_BYTES);
    feed_number(d, number);
    feed_number(d, at);
    feed_text(d, actor);
    feed_text(d, act);
    feed_text(d, reason);
}

void audit_digest_tally(struct audit_digest *d, struct str noun, int64_t added,
                        int64_t total, const void *sum)
{
    feed_text(d, noun);
    feed_number(d, added);
    feed_number(d, total);
    crypto_generichash_update(&d->state, sum, ROW_HASH_BYTES);
}

void audit_digest_end(uint8_t out[ROW_HASH_BYTES], struct audit_digest *d)
{
    crypto_generichash_final(&d->state, out, ROW_HASH_BYTES);
}

/* --- begin --- */

static enum err_code load_last_audit(struct write *w, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, w->db,
                   "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1", e));
    TRY(statement_step(&row, st, e));
    w->number = 1;
    if (!row) goto out;
    struct str hash = column_blob(st, 1);
    w->number = column_int(st, 0) + 1;
    memcpy(w->previous, hash.p, MIN_OF(hash.n, sizeof w->previous));
out:
    statement_done(st);
    return rc;
}

static char *kept_text(const char *text)
{
    size_t n = strlen(text) + 1;
    return memcpy(mem_alloc(n), text, n);
}

static void write_free(struct write *w)
{
    subject_key_forget(&w->key);
    buf_dispose(&w->sealed);
    sketcher_free(w->sketcher);
    free(w->moved);
    free(w->act);
    free(w->reason);
    free(w);
}

static void undo(struct write *w)
{
    if (w->writer)
        writer_undo(w->writer);
    else
        db_rollback(w->db);
}

enum err_code write_begin(struct write **out, struct db *db, const struct actor *who,
                          const char *act, const char *reason, struct err *e)
{
    enum err_code rc;
    *out = NULL;
    if (!who->name[0] || !act[0] || strlen(act) > ACT_BYTES)
        return err_set(e, ERR_INVALID, "expected who acts and an act of 1 to %d bytes",
                       ACT_BYTES);
    if (strlen(reason) > REASON_BYTES)
        return err_set(e, ERR_TOO_LARGE, "the reason is longer than %d bytes",
                       REASON_BYTES);
    struct writer *writer = db_writer(db);
    if (!writer && db_mode_of(db) == DB_READ)
        return err_set(e, ERR_READ_ONLY, "the database was opened for reading");
    struct db *reader = db;
    rc = writer ? writer_enter(&db, writer, e) : db_begin(db, e);
    if (rc != OK) return rc;
    struct write *w = mem_alloc(sizeof *w);
    w->db = db;
    w->reader = reader;
    w->writer = writer;
    w->who = *who;
    w->act = kept_text(act);
    w->reason = kept_text(reason);
    w->now_ms = w->recorded_ms = clock_now_ms();
    rc = load_last_audit(w, e);
    if (rc != OK) {
        undo(w);
        write_free(w);
        return rc;
    }
    *out = w;
    return OK;
}

void write_recorded_at(struct write *w, int64_t unix_ms)
{
    w->recorded_ms = unix_ms;
}

void write_after(struct write *w, int64_t ms)
{
    enum { TRIES = 20 };
    if (w->recorded_ms != w->now_ms) return; /* recorded as of another moment */
    for (int i = 0; i < TRIES && w->now_ms == ms; i++) {
        nanosleep(&(struct timespec){.tv_nsec = 200000}, NULL);
        w->now_ms = w->recorded_ms = clock_now_ms();
    }
}

int64_t write_number(const struct write *w)
{
    return w->number;
}

struct db *write_db(const struct write *w)
{
    return w->db;
}

enum err_code write_note(struct write *w, enum err_code rc)
{
    if (rc != OK) w->has_failed = true;
    return rc;
}

/* --- end --- */

/* Nouns in order of name: the chain must not depend on the order of nouns.def. */
static int compare_names(const void *a, const void *b)
{
    return strcmp(noun_name(*(const enum noun *)a), noun_name(*(const enum noun *)b));
}

static enum err_code add_tallies(struct write *w, struct audit_digest *d, struct err *e)
{
    struct statement *st = NULL;
    enum noun order[N_NOUNS] = {NOUN_CALL};
    size_t n = 0;
    enum err_code rc;
    for (unsigned i = 0; i < N_NOUNS; i++)
        if (w->tallies[i].added) order[n++] = (enum noun)i;
    qsort(order, n, sizeof order[0], compare_names);
    TRY(db_prepare(&st, w->db,
                   "INSERT INTO audit_tally (noun, audit, added, total, sum) "
                   "VALUES ($1, $2, $3, $4, $5)",
                   e));
    for (size_t i = 0; i < n; i++) {
        const struct tally *t = &w->tallies[order[i]];
        struct str name = str_of(noun_name(order[i]));
        uint8_t sum[ROW_HASH_BYTES];
        tally_sum_bytes(sum, t);
        audit_digest_tally(d, name, t->added, t->total, sum);
        bind_text(st, 1, name);
        bind_int(st, 2, w->number);
        bind_int(st, 3, t->added);
        bind_int(st, 4, t->total);
        bind_blob(st, 5, sum, sizeof sum);
        TRY(statement_run(st, e));
    }
out:
    statement_done(st);
    return rc;
}

/* The hash of the row is what the next one follows. */
static enum err_code add_audit(struct write *w, struct err *e)
{
    struct statement *st = NULL;
    struct audit_digest d;
    uint8_t hash[ROW_HASH_BYTES];
    enum err_code rc;
    struct str actor = str_of(w->who.name), act = str_of(w->act);
    struct str reason = str_of(w->reason);
    audit_digest_begin(&d, w->previous, w->number, w->now_ms, actor, act, reason);
    TRY(add_tallies(w, &d, e));
    audit_digest_end(hash, &d);
    TRY(db_prepare(&st, w->db,
                   "INSERT INTO audit (number, at, actor, act, reason, previous, hash) "
                   "VALUES ($1, $2, $3, $4, $5, $6, $7)",
                   e));
    bind_int(st, 1, w->number);
    bind_int(st, 2, w->now_ms);
    bind_text(st, 3, actor);
    bind_text(st, 4, act);
    bind_text(st, 5, reason);
    bind_blob(st, 6, w->previous, sizeof w->previous);
    bind_blob(st, 7, hash, sizeof hash);
    TRY(statement_run(st, e));
    memcpy(w->previous, hash, sizeof w->previous);
    w->number++;
out:
    statement_done(st);
    return rc;
}

enum err_code write_turn(struct write *w, const struct actor *who, const char *act,
                         const char *reason, struct err *e)
{
    require(!w->has_failed && !w->n_moved);
    require(act[0] && strlen(act) <= ACT_BYTES && strlen(reason) <= REASON_BYTES);
    enum err_code rc = add_audit(w, e);
    if (rc != OK) return write_note(w, rc);
    for (unsigned i = 0; i < N_NOUNS; i++)
        w->tallies[i].added = 0;
    w->who = *who;
    free(w->act);
    free(w->reason);
    w->act = kept_text(act);
    w->reason = kept_text(reason);
    w->now_ms = w->recorded_ms = clock_now_ms();
    return OK;
}

static enum err_code empty_journal(struct write *w, struct err *e)
{
    if (w->writer) writer_views_refuse(w->writer);
    enum err_code rc = db_tidy(w->db, e);
    if (w->writer) writer_views_resume(w->writer);
    if (rc == ERR_BUSY)
        err_hint(e, "the erasure is done, but a reader keeps the journal: close other "
                    "programs on this database and run: vindplaats verify --deep");
    return rc;
}

/* Through the writer of a server. */
static enum err_code keep(struct write *w, struct err *e)
{
    if (w->is_look) return writer_keep_looks(w->writer, e);
    enum err_code rc = writer_keep(w->writer, w->must_empty_journal, e);
    if (rc == OK) view_renew(w->reader);
    return rc;
}

enum err_code write_commit(struct write **w_in, struct err *e)
{
    struct write *w = *w_in;
    *w_in = NULL;
    enum err_code rc;
    if (w->has_failed)
        rc = err_set(e, ERR_DATABASE, "a write that failed cannot be committed");
    else
        rc = file_now_settle(w, e);
    if (rc == OK) rc = add_audit(w, e);
    if (rc != OK)
        undo(w);
    else if (w->writer)
        rc = keep(w, e);
    else
        rc = db_commit(w->db, e); /* rolls back when it fails */
    if (rc == OK && w->must_empty_journal) {
        rc = empty_journal(w, e);
        if (w->writer) writer_pass(w->writer);
    }
    write_free(w);
    return rc;
}

void write_abandon(struct write **w)
{
    if (!*w) return;
    undo(*w);
    write_free(*w);
    *w = NULL;
}

/* --- anchors and retraction --- */

static const char *anchor_insert(enum noun noun)
{
    switch (noun) {
    case NOUN_ORGANISATION:
        return "INSERT INTO organisation (id) VALUES ($1) ON CONFLICT DO NOTHING";
    case NOUN_PROJECT:
        return "INSERT INTO project (id) VALUES ($1) ON CONFLICT DO NOTHING";
    case NOUN_PARTNERSHIP:
        return "INSERT INTO partnership (id) VALUES ($1) ON CONFLICT DO NOTHING";
    case NOUN_WORKER:
        return "INSERT INTO worker (id) VALUES ($1) ON CONFLICT DO NOTHING";
    case NOUN_OUTREACH_PLACE:
        return "INSERT INTO outreach_place (id) VALUES ($1) ON CONFLICT DO NOTHING";
    case NOUN_OUTREACH_ACTION:
        return "INSERT INTO outreach_action (id) VALUES ($1) ON CONFLICT DO NOTHING";
    case NOUN_THREAD:
        return "INSERT INTO thread (id) VALUES ($1) ON CONFLICT DO NOTHING";
    case NOUN_PERSON:
        return "INSERT INTO person (id) VALUES ($1) ON CONFLICT DO NOTHING";
    default:
        bug("a noun without versions");
    }
}

static const char *open_version(enum noun noun)
{
    switch (noun) {
    case NOUN_ORGANISATION:
        return "SELECT 1 FROM organisation_fact WHERE id = $1 AND retracted_at IS NULL";
    case NOUN_PROJECT:
        return "SELECT 1 FROM project_fact WHERE id = $1 AND retracted_at IS NULL";
    case NOUN_PARTNERSHIP:
        return "SELECT 1 FROM partnership_fact WHERE id = $1 AND retracted_at IS NULL";
    case NOUN_WORKER:
        return "SELECT 1 FROM worker_fact WHERE id = $1 AND retracted_at IS NULL";
    case NOUN_OUTREACH_PLACE:
        return "SELECT 1 FROM outreach_place_fact WHERE id = $1 AND retracted_at IS "
               "NULL";
    case NOUN_OUTREACH_ACTION:
        return "SELECT 1 FROM outreach_action_fact WHERE id = $1 AND retracted_at IS "
               "NULL";
    case NOUN_THREAD:
        return "SELECT 1 FROM thread_fact WHERE id = $1 AND retracted_at IS NULL";
    case NOUN_PERSON:
        return "SELECT 1 FROM person_fact WHERE id = $1 AND retracted_at IS NULL";
    default:
        bug("a noun without versions");
    }
}

enum err_code anchor_add(struct write *w, enum noun noun, const struct uuid *id,
                         struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    if (uuid_is_nil(*id)) {
        rc = err_set(e, ERR_INVALID, "the id of a %s is nil", noun_name(noun));
        goto out;
    }
    TRY(db_prepare_literal(&st, w->db, open_version(noun), e));
    bind_uuid(st, 1, id);
    TRY(statement_step(&row, st, e));
    if (row) {
        rc = err_set(e, ERR_EXISTS, "this %s is there already", noun_name(noun));
        err_hint(e, "to correct it, retract it first");
        goto out;
    }
    statement_done(st);
    st = NULL;
    TRY(db_prepare_literal(&st, w->db, anchor_insert(noun), e));
    bind_uuid(st, 1, id);
    rc = statement_run(st, e);
out:
    statement_done(st);
    return write_note(w, rc);
}

/* For each noun: close one fact. $1 id, $2 person, $3 moment. */
static const char *retract_by_id[] = {
#define N(noun, name, table, columns, values)                                          \
    "UPDATE " table " SET retracted_at = $3 WHERE id = $1 AND retracted_at IS NULL "   \
    "RETURNING recorded_at",
#include "store/nouns.def"
#undef N
};
static const char *retract_by_person[] = {
#define N(noun, name, table, columns, values)                                          \
    "UPDATE " table " SET retracted_at = $3 WHERE person = $2 AND id = $1 "            \
    "AND retracted_at IS NULL RETURNING recorded_at",
#include "store/nouns.def"
#undef N
};

/* The person comes first in the key of what hangs on one. */
static bool hangs_on_person(enum noun noun)
{
    static const char *const columns_of[] = {
#define N(noun, name, table, columns, values) columns,
#include "store/nouns.def"
#undef N
    };
    static const char first[] = "person, id,";
    return strncmp(columns_of[noun], first, sizeof first - 1) == 0;
}

static enum err_code retract_row(struct write *w, enum noun noun,
                                 const struct person_id *person, struct str fact,
                                 struct err *e)
{
    struct row r;
    struct uuid id = uuid7_new();
    row_begin(&r, w, NOUN_RETRACTION);
    row_uuid(&r, &id);
    row_text_c(&r, noun_name(noun));
    row_uuid(&r, &person->u);
    row_blob(&r, fact.p, fact.n);
    return row_end(&r, e);
}

/* Steps the UPDATE; what it gives is the recorded moment of what it closed. */
static enum err_code close_fact(struct write *w, struct statement *st, enum noun noun,
                                struct err *e)
{
    enum err_code rc;
    bool row;
    if (w->recorded_ms > w->now_ms) {
        rc = err_set(e, ERR_INVALID, "a fact cannot be retracted in the future");
        goto out;
    }
    rc = statement_step(&row, st, e);
    if (rc == ERR_INVALID)
        err_set(e, rc, "a %s cannot be retracted before it was recorded",
                noun_name(noun));
    if (rc == OK && !row) {
        rc = err_set(e, ERR_NOT_FOUND, "no open %s with this id", noun_name(noun));
        err_hint(e, "it was never added, or is retracted already");
    }
    if (rc == OK) rc = statement_step(&row, st, e);
out:
    return write_note(w, rc);
}

enum err_code fact_retract(struct write *w, enum noun noun, struct person_id person,
                           struct uuid id, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    if (noun == NOUN_CALL || noun_is_log(noun)) bug("a noun that is not retracted");
    bool by_person = hangs_on_person(noun);
    TRY(db_prepare_literal(
        &st, w->db, by_person ? retract_by_person[noun] : retract_by_id[noun], e));
    bind_uuid(st, 1, &id);
    if (by_person) bind_uuid(st, 2, &person.u);
    bind_int(st, 3, w->recorded_ms);
    TRY(close_fact(w, st, noun, e));
    if (by_person) file_now_moved(w, noun, person);
    statement_done(st);
    st = NULL;
    TRY(retract_row(w, noun, &person, (struct str){(const char *)id.b, sizeof id.b},
                    e));
    /* whoever may have searched in its light */
    if (noun == NOUN_PERSON || noun == NOUN_TRAJECTORY || noun == NOUN_GUIDANCE)
        rc = person_change_add(w, person, e);
out:
    statement_done(st);
    return write_note(w, rc);
}

enum err_code call_retract(struct write *w, struct str code, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    struct person_id nobody = {{{0}}};
    TRY(db_prepare(&st, w->db,
                   "UPDATE call_fact SET retracted_at = $3 WHERE code = $1 "
                   "AND retracted_at IS NULL RETURNING recorded_at",
                   e));
    bind_text(st, 1, code);
    bind_int(st, 3, w->recorded_ms);
    TRY(close_fact(w, st, NOUN_CALL, e));
    statement_done(st);
    st = NULL;
    TRY(retract_row(w, NOUN_CALL, &nobody, code, e));
out:
    statement_done(st);
    return write_note(w, rc);
}
