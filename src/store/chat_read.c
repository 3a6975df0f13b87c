#include "store/chat_read.h"

#include "store/from_row.h"
#include "store/gather.h"
#include "store/subject_store.h"

#define CHATS                                                                          \
    "SELECT c.id, c.reach, c.thread, c.organisation, c.worker, c.place, "              \
    "c.happened_at, c.topic, c.language, c.is_first, c.next_step, c.next_on, "         \
    "c.words, c.recorded_at, c.written_by, r.action, a.happened_on, r.n, "             \
    "r.refused_registration, p.name, p.kind, w.name, t.nickname "                      \
    "FROM chat AS c JOIN reach AS r ON r.id = c.reach "                                \
    "LEFT JOIN outreach_action_fact AS a ON a.id = r.action AND a.retracted_at IS "    \
    "NULL LEFT JOIN outreach_place_fact AS p ON p.id = c.place AND p.retracted_at "    \
    "IS NULL LEFT JOIN worker_fact AS w ON w.id = c.worker AND w.retracted_at IS "     \
    "NULL LEFT JOIN thread_fact AS t ON t.id = c.thread AND t.retracted_at IS NULL "   \
    "WHERE c.retracted_at IS NULL AND "

#define COPY(to, st, column)                                                           \
    snprintf((to), sizeof(to), "%.*s", STR_ARG(column_text((st), (column))))

static enum err_code chat_row(void *out, struct arena *a, struct statement *st,
                              struct err *e)
{
    struct chat_view *v = out;
    struct chat_fact *f = &v->fact;
    enum err_code rc;
    f->id = column_uuid(st, 0);
    f->reach = column_uuid(st, 1);
    f->thread = column_uuid(st, 2);
    f->organisation.u = column_uuid(st, 3);
    f->worker = column_uuid(st, 4);
    f->place = column_uuid(st, 5);
    f->happened_at = column_int(st, 6);
    TRY(code_from_row(&f->topic, st, 7, LIST_CHAT_TOPIC, e));
    TRY(code_from_row(&f->language, st, 8, LIST_LANGUAGE, e));
    f->is_first = column_is_null(st, 9) ? CODE_MISSING : column_int(st, 9) != 0;
    TRY(code_from_row(&f->next_step, st, 10, LIST_CHAT_NEXT_STEP, e));
    f->next_on = column_day(st, 11);
    f->words = str_copy(a, column_blob(st, 12)); /* still sealed */
    f->written = (struct written){.at = column_int(st, 13), .by = f->worker};
    v->written_by = column_int(st, 14);
    v->action = column_uuid(st, 15);
    v->on = column_day(st, 16);
    v->n = (int32_t)MIN_OF(column_int(st, 17), (int64_t)INT32_MAX);
    v->refused_registration = column_int(st, 18) != 0;
    COPY(v->place_name, st, 19);
    TRY(code_from_row(&v->place_kind, st, 20, LIST_PLACE_KIND, e));
    COPY(v->worker_name, st, 21);
    v->nickname = str_copy(a, column_blob(st, 22)); /* still sealed */
out:
    return rc;
}

/* Opens in place; sealed bytes that are not wanted, or whose key is gone, go away. */
static enum err_code open_or_drop(struct str *words, struct arena *a, struct db *db,
                                  struct subject_key *key, struct uuid thread,
                                  const char *field, const struct uuid *row,
                                  bool is_wanted, struct err *e)
{
    struct str sealed = *words;
    enum err_code rc = OK;
    *words = STR_NONE;
    if (!is_wanted || !sealed.n) return OK;
    if (!uuid_eq(key->subject, thread)) {
        subject_key_forget(key);
        rc = subject_key_load(key, db, thread, e);
        if (rc == ERR_NOT_FOUND) return OK;
        if (rc != OK) return rc;
    }
    return subject_open(words, a, key, field, row, sealed, e);
}

static enum err_code open_chats(struct chat_view *chats, size_t n, struct arena *a,
                                struct db *db, unsigned opening, struct err *e)
{
    struct subject_key key = {0};
    enum err_code rc = OK;
    for (size_t i = 0; i < n; i++) {
        struct chat_fact *f = &chats[i].fact;
        TRY(open_or_drop(&f->words, a, db, &key, f->thread, "chat_words", &f->id,
                         opening & CHAT_WORDS, e));
        TRY(open_or_drop(&chats[i].nickname, a, db, &key, f->thread, "thread_nickname",
                         NULL, opening & CHAT_NICKNAME, e));
    }
out:
    subject_key_forget(&key);
    return rc;
}

/* Gathers a statement whose values are bound, and opens what was asked. */
static enum err_code chats_gather(struct chat_view **out, size_t *n_out,
                                  struct arena *a, struct db *db, struct statement *st,
                                  unsigned opening, struct err *e)
{
    enum err_code rc = rows_gather(out, n_out, a, chat_row, st, e);
    if (rc != OK) return rc;
    return open_chats(*out, *n_out, a, db, opening, e);
}

enum err_code chat_list_of_worker(struct chat_view **out, size_t *n_out,
                                  struct arena *a, struct db *db, struct uuid worker,
                                  int64_t from_ms, int64_t to_ms, unsigned opening,
                                  struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc =
        db_prepare(&st, db,
                   CHATS "c.worker = $1 AND c.happened_at >= $2 AND c.happened_at < $3 "
                         "ORDER BY c.happened_at, c.id",
                   e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &worker);
    bind_int(st, 2, from_ms);
    bind_int(st, 3, to_ms);
    return chats_gather(out, n_out, a, db, st, opening, e);
}

enum err_code chat_list_of_thread(struct chat_view **out, size_t *n_out,
                                  struct arena *a, struct db *db, struct uuid thread,
                                  unsigned opening, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = db_prepare(
        &st, db, CHATS "c.thread = $1 ORDER BY c.happened_at DESC, c.id DESC", e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &thread);
    return chats_gather(out, n_out, a, db, st, opening, e);
}

enum err_code chat_list_of_person(struct chat_view **out, size_t *n_out,
                                  struct arena *a, struct db *db,
                                  struct person_id person, unsigned opening,
                                  struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc =
        db_prepare(&st, db,
                   CHATS "c.thread IN (SELECT thread FROM thread_person WHERE person = "
                         "$1 AND retracted_at IS NULL) ORDER BY c.happened_at, c.id",
                   e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &person.u);
    rc = chats_gather(out, n_out, a, db, st, opening, e);
    for (size_t i = 0; rc == OK && i < *n_out; i++) {
        (*out)[i].place_name[0] = 0;
        (*out)[i].fact.place = (struct uuid){{0}};
    }
    return rc;
}

enum err_code chat_list_due(struct chat_view **out, size_t *n_out, struct arena *a,
                            struct db *db, struct uuid worker, struct day today,
                            unsigned opening, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = db_prepare(
        &st, db,
        CHATS "c.worker = $1 AND c.next_on <= $2 AND c.next_step <> 'none' AND "
              "(c.thread IS NOT NULL OR c.next_on > $2 - 7) AND NOT EXISTS (SELECT 1 "
              "FROM chat AS n WHERE n.thread = c.thread AND n.retracted_at IS NULL AND "
              "(n.happened_at > c.happened_at OR (n.happened_at = c.happened_at AND "
              "n.id > c.id))) AND NOT EXISTS (SELECT 1 FROM thread_person AS x WHERE "
              "x.thread = c.thread AND x.retracted_at IS NULL) "
              "ORDER BY c.next_on, c.id LIMIT 100",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &worker);
    bind_day(st, 2, today);
    return chats_gather(out, n_out, a, db, st, opening, e);
}

enum err_code chat_read(struct chat_view *out, struct arena *a, struct db *db,
                        struct uuid chat, unsigned opening, struct err *e)
{
    struct statement *st = NULL;
    struct chat_view *found = NULL;
    size_t n = 0;
    enum err_code rc = db_prepare(&st, db, CHATS "c.id = $1", e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &chat);
    rc = chats_gather(&found, &n, a, db, st, opening, e);
    if (rc == OK && n == 0)
        rc = err_set(e, ERR_NOT_FOUND, "there is no such conversation");
    if (rc == OK) *out = found[0];
    return rc;
}

enum err_code chat_action_find(struct uuid *out, struct db *db, struct uuid worker,
                               struct uuid place, struct day on, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    *out = (struct uuid){{0}};
    /* a moment and the day in Brussels lie at most a day apart */
    TRY(db_prepare(&st, db,
                   "SELECT a.id FROM chat AS c JOIN reach AS r ON r.id = c.reach "
                   "JOIN outreach_action_fact AS a ON a.id = r.action AND "
                   "a.retracted_at IS NULL WHERE c.worker = $1 AND c.place IS $2 AND "
                   "a.happened_on = $3 AND c.retracted_at IS NULL AND c.happened_at "
                   "BETWEEN $4 AND $5 ORDER BY c.id LIMIT 1",
                   e));
    bind_uuid(st, 1, &worker);
    bind_uuid(st, 2, &place);
    bind_day(st, 3, on);
    bind_int(st, 4, day_to_moment((struct day){on.v - 1}));
    bind_int(st, 5, day_to_moment((struct day){on.v + 2}));
    TRY(statement_step(&row, st, e));
    if (row) *out = column_uuid(st, 0);
out:
    statement_done(st);
    return rc;
}

enum err_code action_has_reach(bool *out, struct db *db, struct uuid action,
                               struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, db,
                   "SELECT 1 FROM reach WHERE action = $1 AND retracted_at IS NULL "
                   "LIMIT 1",
                   e));
    bind_uuid(st, 1, &action);
    rc = statement_step(out, st, e);
out:
    statement_done(st);
    return rc;
}

/* --- threads --- */

#define LAST_CHAT(column)                                                              \
    "(SELECT " column " FROM chat AS c LEFT JOIN outreach_place_fact AS p ON p.id = "  \
    "c.place AND p.retracted_at IS NULL WHERE c.thread = t.id AND c.retracted_at IS "  \
    "NULL ORDER BY c.happened_at DESC, c.id DESC LIMIT 1)"
#define THREADS                                                                        \
    "SELECT t.id, t.organisation, t.worker, t.opened_on, t.nickname, t.recorded_at, "  \
    "x.person, (SELECT count(*) FROM chat AS c WHERE c.thread = t.id AND "             \
    "c.retracted_at IS NULL), " LAST_CHAT("c.happened_at") " AS last_at, " LAST_CHAT(  \
        "p.name") ", " LAST_CHAT("c.language") ", w.name "                             \
                                               "FROM thread_fact AS t LEFT JOIN "      \
                                               "thread_person AS x ON x.thread = "     \
                                               "t.id AND "                             \
                                               "x.retracted_at IS NULL LEFT JOIN "     \
                                               "worker_fact AS w ON w.id = t.worker "  \
                                               "AND "                                  \
                                               "w.retracted_at IS NULL WHERE "         \
                                               "t.retracted_at IS NULL AND "

static enum err_code thread_row(void *out, struct arena *a, struct statement *st,
                                struct err *e)
{
    struct thread_view *v = out;
    v->fact.id = column_uuid(st, 0);
    v->fact.organisation.u = column_uuid(st, 1);
    v->fact.worker = column_uuid(st, 2);
    v->fact.opened_on = column_day(st, 3);
    v->fact.nickname = str_copy(a, column_blob(st, 4)); /* still sealed */
    v->fact.written = (struct written){.at = column_int(st, 5), .by = v->fact.worker};
    v->person.u = column_uuid(st, 6);
    v->n_chats = column_int(st, 7);
    v->last_at = column_int(st, 8);
    COPY(v->place_name, st, 9);
    COPY(v->worker_name, st, 11);
    return code_from_row(&v->language, st, 10, LIST_LANGUAGE, e);
}

static enum err_code threads_gather(struct thread_view **out, size_t *n_out,
                                    struct arena *a, struct db *db,
                                    struct statement *st, bool with_nickname,
                                    struct err *e)
{
    struct subject_key key = {0};
    enum err_code rc;
    TRY(rows_gather(out, n_out, a, thread_row, st, e));
    for (size_t i = 0; i < *n_out; i++)
        TRY(open_or_drop(&(*out)[i].fact.nickname, a, db, &key, (*out)[i].fact.id,
                         "thread_nickname", NULL, with_nickname, e));
out:
    subject_key_forget(&key);
    return rc;
}

enum err_code thread_list(struct thread_view **out, size_t *n_out, struct arena *a,
                          struct db *db, struct organisation_id organisation,
                          struct uuid worker, size_t first, size_t most, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc =
        db_prepare(&st, db,
                   THREADS "t.organisation = $1 AND ($2 IS NULL OR t.worker = $2) AND "
                           "x.person IS NULL ORDER BY last_at DESC, t.id DESC "
                           "LIMIT $3 OFFSET $4",
                   e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &organisation.u);
    bind_uuid(st, 2, &worker);
    bind_int(st, 3, (int64_t)most);
    bind_int(st, 4, (int64_t)first);
    return threads_gather(out, n_out, a, db, st, true, e);
}

enum err_code thread_read(struct thread_view *out, struct arena *a, struct db *db,
                          struct uuid thread, bool with_nickname, struct err *e)
{
    struct statement *st = NULL;
    struct thread_view *found = NULL;
    size_t n = 0;
    enum err_code rc = db_prepare(&st, db, THREADS "t.id = $1", e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &thread);
    rc = threads_gather(&found, &n, a, db, st, with_nickname, e);
    if (rc == OK && n == 0)
        rc = err_set(e, ERR_NOT_FOUND, "there is no such conversation");
    if (rc == OK) *out = found[0];
    return rc;
}
