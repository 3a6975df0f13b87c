#include "store/account_store.h"

#include "store/from_row.h"
#include "store/gather.h"
#include "store/subject_store.h"
#include "store/write_inside.h"
#include "store/writer_inside.h"

#define COPY(field, st, column)                                                        \
    snprintf((field), sizeof(field), "%.*s", STR_ARG(column_text((st), (column))))
#define TOTP_FIELD "account totp 1"
static const int64_t day_ms = 86400000;

/* Runs a statement that changes rows and gives none; gives the statement back. */
static enum err_code change(struct write *w, struct statement *st, struct err *e)
{
    enum err_code rc = statement_run(st, e);
    statement_done(st);
    return write_note(w, rc);
}

static bool is_hash(struct str s)
{
    return s.n == 32;
}

/* --- accounts --- */

#define ACCOUNT_OF_WORKER                                                              \
    "SELECT w.id, w.login, w.name, a.password, a.totp, a.totp_last, a.needs_factor, "  \
    "a.is_closed FROM worker_fact AS w LEFT JOIN account AS a ON a.worker = w.id "     \
    "WHERE w.retracted_at IS NULL AND "

static enum err_code open_secret(struct account *out, struct arena *a, struct db *db,
                                 struct str sealed, struct err *e)
{
    struct subject_key key = {0};
    enum err_code rc;
    TRY(subject_key_load(&key, db, out->worker, e));
    rc = subject_open(&out->totp, a, &key, TOTP_FIELD, NULL, sealed, e);
out:
    subject_key_forget(&key);
    return rc;
}

static enum err_code read_account(struct account *out, bool *found_out, struct arena *a,
                                  struct db *db, struct statement *st, struct err *e)
{
    enum err_code rc;
    bool row;
    *out = (struct account){0};
    *found_out = false;
    TRY(statement_step(&row, st, e));
    if (!row) goto out;
    out->worker = column_uuid(st, 0);
    COPY(out->login, st, 1);
    COPY(out->name, st, 2);
    if (column_is_null(st, 6)) goto out; /* a worker without an account */
    COPY(out->password, st, 3);
    out->totp_last = column_int(st, 5);
    out->needs_factor = column_int(st, 6) != 0;
    out->is_closed = column_int(st, 7) != 0;
    if (a && !column_is_null(st, 4))
        TRY(open_secret(out, a, db, column_blob(st, 4), e));
    *found_out = true;
out:
    statement_done(st);
    return rc;
}

enum err_code account_find(struct account *out, bool *found_out, struct arena *a,
                           struct db *db, struct str login, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc =
        db_prepare(&st, db, ACCOUNT_OF_WORKER "lower(w.login) = lower($1)", e);
    if (rc != OK) return rc;
    bind_text(st, 1, login);
    return read_account(out, found_out, a, db, st, e);
}

enum err_code account_of_worker(struct account *out, bool *found_out, struct arena *a,
                                struct db *db, struct uuid worker, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = db_prepare(&st, db, ACCOUNT_OF_WORKER "w.id = $1", e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &worker);
    return read_account(out, found_out, a, db, st, e);
}

enum err_code account_put(struct write *w, const struct account *account, struct err *e)
{
    struct statement *st = NULL;
    struct buf sealed = {0};
    enum err_code rc;
    if (account->totp.n)
        TRY(subject_seal(&sealed, w, account->worker, TOTP_FIELD, NULL, account->totp,
                         e));
    TRY(db_prepare(&st, w->db,
                   "INSERT INTO account (worker, password, totp, totp_last, "
                   "needs_factor, is_closed, changed_at) "
                   "VALUES ($1, $2, $3, $4, $5, $6, $7) "
                   "ON CONFLICT (worker) DO UPDATE SET password = excluded.password, "
                   "totp = excluded.totp, totp_last = excluded.totp_last, "
                   "needs_factor = excluded.needs_factor, "
                   "is_closed = excluded.is_closed, changed_at = excluded.changed_at",
                   e));
    bind_uuid(st, 1, &account->worker);
    if (account->password[0])
        bind_text(st, 2, str_of(account->password));
    else
        bind_null(st, 2);
    if (sealed.n)
        bind_blob(st, 3, sealed.p, sealed.n);
    else
        bind_null(st, 3);
    bind_int(st, 4, account->totp_last);
    bind_int(st, 5, account->needs_factor);
    bind_int(st, 6, account->is_closed);
    bind_int(st, 7, w->now_ms);
    rc = statement_run(st, e);
out:
    statement_done(st);
    buf_dispose(&sealed);
    return write_note(w, rc);
}

static enum err_code read_membership(void *out, struct arena *a, struct statement *st,
                                     struct err *e)
{
    struct membership_view *m = out;
    (void)a;
    m->fact.id = column_uuid(st, 0);
    m->fact.worker = column_uuid(st, 1);
    m->fact.organisation.u = column_uuid(st, 2);
    m->fact.from = column_day(st, 4);
    m->fact.to = column_day(st, 5);
    COPY(m->organisation_code, st, 6);
    COPY(m->organisation_name, st, 7);
    return code_from_row(&m->fact.role, st, 3, LIST_WORKER_ROLE, e);
}

enum err_code membership_list(struct membership_view **out, size_t *n_out,
                              struct arena *a, struct db *db, struct uuid worker,
                              struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc =
        db_prepare(&st, db,
                   "SELECT m.id, m.worker, m.organisation, m.role, m.valid_from, "
                   "m.valid_to, o.code, o.name FROM membership AS m "
                   "JOIN organisation_fact AS o ON o.id = m.organisation "
                   "AND o.retracted_at IS NULL WHERE m.worker = $1 "
                   "AND m.retracted_at IS NULL ORDER BY m.valid_from, m.id",
                   e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &worker);
    return rows_gather(out, n_out, a, read_membership, st, e);
}

/* --- sessions --- */

#define SESSION_COLUMNS                                                                \
    "hash, id, worker, membership, stage, made_at, seen_at, expires_at, device"

static enum err_code read_session(void *out, struct arena *a, struct statement *st,
                                  struct err *e)
{
    struct session *s = out;
    struct str hash = column_blob(st, 0);
    (void)a;
    if (!is_hash(hash))
        return err_set(e, ERR_CORRUPT, "a session's hash has %zu bytes, expected 32",
                       hash.n);
    memcpy(s->hash, hash.p, sizeof s->hash);
    s->id = column_uuid(st, 1);
    s->worker = column_uuid(st, 2);
    s->membership = column_uuid(st, 3);
    s->stage = (uint8_t)column_int(st, 4);
    s->made_at = column_int(st, 5);
    s->seen_at = column_int(st, 6);
    s->expires_at = column_int(st, 7);
    COPY(s->device, st, 8);
    return OK;
}

enum err_code session_find(struct session *out, bool *found_out, struct db *db,
                           const uint8_t hash[32], struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    *out = (struct session){0};
    *found_out = false;
    TRY(db_prepare(&st, db, "SELECT " SESSION_COLUMNS " FROM session WHERE hash = $1",
                   e));
    bind_blob(st, 1, hash, 32);
    TRY(statement_step(found_out, st, e));
    if (*found_out) rc = read_session(out, NULL, st, e);
out:
    statement_done(st);
    return rc;
}

static enum err_code drop_expired(struct write *w, int64_t now_ms, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc =
        db_prepare(&st, w->db, "DELETE FROM session WHERE expires_at < $1", e);
    if (rc != OK) return write_note(w, rc);
    bind_int(st, 1, now_ms - SESSION_REMEMBERED_MS);
    return change(w, st, e);
}

enum err_code session_put(struct write *w, const struct session *s, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = drop_expired(w, s->seen_at, e);
    if (rc != OK) return rc;
    rc = db_prepare(&st, w->db,
                    "INSERT INTO session (" SESSION_COLUMNS ") "
                    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
                    "ON CONFLICT (hash) DO UPDATE SET membership = "
                    "excluded.membership, stage = excluded.stage, seen_at = "
                    "excluded.seen_at, expires_at = excluded.expires_at",
                    e);
    if (rc != OK) return write_note(w, rc);
    bind_blob(st, 1, s->hash, sizeof s->hash);
    bind_uuid(st, 2, &s->id);
    bind_uuid(st, 3, &s->worker);
    bind_uuid(st, 4, &s->membership);
    bind_int(st, 5, s->stage);
    bind_int(st, 6, s->made_at);
    bind_int(st, 7, s->seen_at);
    bind_int(st, 8, s->expires_at);
    bind_text(st, 9, str_of(s->device));
    return change(w, st, e);
}

static enum err_code touch(struct db *db, const uint8_t hash[32], int64_t now_ms,
                           struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, db,
                   "UPDATE session SET seen_at = $2 WHERE hash = $1 AND seen_at < $2",
                   e));
    bind_blob(st, 1, hash, 32);
    bind_int(st, 2, now_ms);
    rc = statement_run(st, e);
out:
    statement_done(st);
    return rc;
}

/* A connection that only reads takes a turn at the shared writer. */
enum err_code session_touch(struct db *db, const uint8_t hash[32], int64_t now_ms,
                            struct err *e)
{
    struct writer *writer = db_writer(db);
    enum err_code rc;
    if (!writer) return touch(db, hash, now_ms, e);
    TRY(writer_enter(&db, writer, e));
    rc = touch(db, hash, now_ms, e);
    if (rc == OK)
        rc = writer_keep(writer, false, e);
    else
        writer_undo(writer);
out:
    return rc;
}

enum err_code session_end(struct write *w, struct uuid worker, struct uuid id,
                          struct uuid keep, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc =
        db_prepare(&st, w->db,
                   "DELETE FROM session WHERE worker = $1 AND ($2 IS NULL OR id = $2) "
                   "AND ($3 IS NULL OR id <> $3)",
                   e);
    if (rc != OK) return write_note(w, rc);
    bind_uuid(st, 1, &worker);
    bind_uuid(st, 2, &id);
    bind_uuid(st, 3, &keep);
    return change(w, st, e);
}

enum err_code session_list(struct session **out, size_t *n_out, struct arena *a,
                           struct db *db, struct uuid worker, int64_t now_ms,
                           struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = db_prepare(&st, db,
                                  "SELECT " SESSION_COLUMNS
                                  " FROM session WHERE worker = $1 AND stage > 0 "
                                  "AND expires_at >= $2 ORDER BY seen_at DESC, id",
                                  e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &worker);
    bind_int(st, 2, now_ms);
    return rows_gather(out, n_out, a, read_session, st, e);
}

enum err_code session_count(int64_t *out, struct db *db, int64_t now_ms, struct err *e)
{
    struct statement *st = NULL;
    bool has_row = false;
    enum err_code rc;
    TRY(db_prepare(&st, db,
                   "SELECT count(*) FROM session WHERE stage > 0 AND expires_at >= $1",
                   e));
    bind_int(st, 1, now_ms);
    TRY(statement_step(&has_row, st, e));
    *out = has_row ? column_int(st, 0) : 0;
out:
    statement_done(st);
    return rc;
}

/* --- invitations --- */

enum err_code invitation_add(struct write *w, const uint8_t hash[32],
                             struct uuid worker, int64_t expires_at, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = db_prepare(
        &st, w->db, "DELETE FROM invitation WHERE worker = $1 AND used_at IS NULL", e);
    if (rc != OK) return write_note(w, rc);
    bind_uuid(st, 1, &worker);
    rc = change(w, st, e);
    if (rc != OK) return rc;
    rc = db_prepare(&st, w->db,
                    "INSERT INTO invitation (hash, worker, made_at, expires_at) "
                    "VALUES ($1, $2, $3, $4)",
                    e);
    if (rc != OK) return write_note(w, rc);
    bind_blob(st, 1, hash, 32);
    bind_uuid(st, 2, &worker);
    bind_int(st, 3, w->now_ms);
    bind_int(st, 4, expires_at);
    return change(w, st, e);
}

enum err_code invitation_find(struct uuid *worker_out, bool *found_out, struct db *db,
                              const uint8_t hash[32], int64_t now_ms, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    *worker_out = (struct uuid){{0}};
    *found_out = false;
    TRY(db_prepare(&st, db,
                   "SELECT worker FROM invitation WHERE hash = $1 AND used_at IS NULL "
                   "AND expires_at > $2",
                   e));
    bind_blob(st, 1, hash, 32);
    bind_int(st, 2, now_ms);
    TRY(statement_step(found_out, st, e));
    if (*found_out) *worker_out = column_uuid(st, 0);
out:
    statement_done(st);
    return rc;
}

enum err_code invitation_use(struct write *w, const uint8_t hash[32], struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, w->db,
                   "UPDATE invitation SET used_at = $2 WHERE hash = $1 "
                   "AND used_at IS NULL RETURNING 1",
                   e));
    bind_blob(st, 1, hash, 32);
    bind_int(st, 2, w->now_ms);
    TRY(statement_step(&row, st, e));
    if (!row)
        rc = err_set(e, ERR_NOT_FOUND, "no such invitation, or it was used");
    else
        rc = statement_step(&row, st, e);
out:
    statement_done(st);
    return write_note(w, rc);
}

/* --- forms that were answered --- */

static enum err_code drop_old_replies(struct write *w, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc =
        db_prepare(&st, w->db, "DELETE FROM form_reply WHERE answered_at < $1", e);
    if (rc != OK) return write_note(w, rc);
    bind_int(st, 1, w->now_ms - 90 * day_ms);
    return change(w, st, e);
}

enum err_code form_reply_add(struct write *w, struct uuid form, struct uuid worker,
                             const uint8_t digest[32], const char *location,
                             struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = drop_old_replies(w, e);
    bool row;
    if (rc != OK) return rc;
    TRY(db_prepare(&st, w->db,
                   "INSERT INTO form_reply (id, worker, digest, location, "
                   "answered_at) VALUES ($1, $2, $3, $4, $5) "
                   "ON CONFLICT (id) DO NOTHING RETURNING 1",
                   e));
    bind_uuid(st, 1, &form);
    bind_uuid(st, 2, &worker);
    bind_blob(st, 3, digest, 32);
    bind_text(st, 4, str_of(location));
    bind_int(st, 5, w->now_ms);
    TRY(statement_step(&row, st, e));
    if (!row)
        rc = err_set(e, ERR_EXISTS, "this form was answered already");
    else
        rc = statement_step(&row, st, e);
out:
    statement_done(st);
    return write_note(w, rc);
}

enum err_code form_reply_find(struct form_reply *out, bool *found_out, struct arena *a,
                              struct db *db, struct uuid form, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    *out = (struct form_reply){0};
    *found_out = false;
    TRY(db_prepare(&st, db,
                   "SELECT worker, digest, location FROM form_reply WHERE id = $1", e));
    bind_uuid(st, 1, &form);
    TRY(statement_step(found_out, st, e));
    if (!*found_out) goto out;
    struct str digest = column_blob(st, 1);
    out->worker = column_uuid(st, 0);
    memcpy(out->digest, digest.p, MIN_OF(digest.n, sizeof out->digest));
    out->location = str_to_c(a, column_text(st, 2));
out:
    statement_done(st);
    return rc;
}
