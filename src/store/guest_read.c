#include "store/guest_read.h"

#include "store/from_row.h"
#include "store/gather.h"
#include "store/subject_store.h"

#define COPY(to, st, column)                                                           \
    snprintf((to), sizeof(to), "%.*s", STR_ARG(column_text((st), (column))))

static bool hash_from_row(uint8_t out[GUEST_HASH_BYTES], struct statement *st,
                          int column)
{
    struct str b = column_blob(st, column);
    if (b.n != GUEST_HASH_BYTES) return false;
    memcpy(out, b.p, GUEST_HASH_BYTES);
    return true;
}

/* Opens in place; words whose key is gone, or that nobody asked for, go away. */
static enum err_code open_words(struct str *words, struct arena *a, struct db *db,
                                struct person_id person, const char *field,
                                const struct uuid *row, bool is_wanted, struct err *e)
{
    struct subject_key key = {0};
    struct str sealed = *words;
    enum err_code rc;
    *words = STR_NONE;
    if (!sealed.n || !is_wanted) return OK;
    rc = subject_key_load(&key, db, person.u, e);
    if (rc == ERR_NOT_FOUND || rc == ERR_ERASED) return OK;
    if (rc == OK) rc = subject_open(words, a, &key, field, row, sealed, e);
    subject_key_forget(&key);
    return rc;
}

/* --- links --- */

#define LINKS                                                                          \
    "SELECT l.person, l.id, l.kind, l.handover, l.outcome, l.organisation, l.worker, " \
    "l.expires_at, l.code, l.words, l.recorded_at, w.name, o.name "                    \
    "FROM guest_link AS l "                                                            \
    "LEFT JOIN worker_fact AS w ON w.id = l.worker AND w.retracted_at IS NULL "        \
    "LEFT JOIN organisation_fact AS o ON o.id = l.organisation AND o.retracted_at IS " \
    "NULL WHERE l.retracted_at IS NULL AND "

static enum err_code link_row(void *out, struct arena *a, struct statement *st,
                              struct err *e)
{
    struct guest_link_view *v = out;
    struct guest_link_fact *f = &v->fact;
    enum err_code rc;
    f->person.u = column_uuid(st, 0);
    f->id = column_uuid(st, 1);
    TRY(code_from_row(&f->kind, st, 2, LIST_GUEST_LINK_KIND, e));
    f->handover = column_uuid(st, 3);
    f->outcome = column_uuid(st, 4);
    f->organisation.u = column_uuid(st, 5);
    f->worker = column_uuid(st, 6);
    f->expires_at = column_int(st, 7);
    f->has_code = hash_from_row(f->code, st, 8);
    f->words = str_copy(a, column_blob(st, 9)); /* still sealed */
    f->written = (struct written){.at = column_int(st, 10), .by = f->worker};
    COPY(v->worker_name, st, 11);
    COPY(v->organisation_name, st, 12);
out:
    return rc;
}

/* What became of a link, from one visit more; visits come in order of time. */
static enum err_code count_visit(struct guest_link_view *v, struct statement *st,
                                 struct err *e)
{
    int64_t at = column_int(st, 1);
    uint8_t kind;
    enum err_code rc = code_from_row(&kind, st, 0, LIST_GUEST_VISIT_KIND, e);
    if (rc != OK) return rc;
    switch (kind) {
    case GUEST_VISIT_KIND_OPENED:
        if (!v->n_opened++) v->opened_at = at;
        if (!v->has_browser) v->has_browser = hash_from_row(v->browser, st, 2);
        break;
    case GUEST_VISIT_KIND_ELSEWHERE:
        v->elsewhere_at = at;
        break;
    case GUEST_VISIT_KIND_WRONG_CODE:
        v->n_wrong_codes++;
        break;
    case GUEST_VISIT_KIND_ANSWERED:
        if (!v->answered_at) v->answered_at = at;
        break;
    default:
        if (!v->ended_at) v->ended_at = at;
        break;
    }
    return OK;
}

static enum err_code count_visits(struct guest_link_view *list, size_t n, struct db *db,
                                  struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, db,
                   "SELECT kind, happened_at, browser FROM guest_visit WHERE link = $1 "
                   "AND person = $2 AND retracted_at IS NULL ORDER BY happened_at, id",
                   e));
    for (size_t i = 0; i < n; i++) {
        bind_uuid(st, 1, &list[i].fact.id);
        bind_uuid(st, 2, &list[i].fact.person.u);
        for (;;) {
            TRY(statement_step(&row, st, e));
            if (!row) break;
            TRY(count_visit(&list[i], st, e));
        }
        statement_reset(st);
    }
out:
    statement_done(st);
    return rc;
}

static enum err_code open_links(struct guest_link_view *list, size_t n, struct arena *a,
                                struct db *db, bool is_wanted, struct err *e)
{
    enum err_code rc = count_visits(list, n, db, e);
    for (size_t i = 0; rc == OK && i < n; i++) {
        struct guest_link_fact *f = &list[i].fact;
        rc =
            open_words(&f->words, a, db, f->person, "guest_link", &f->id, is_wanted, e);
    }
    return rc;
}

bool guest_link_stands(const struct guest_link_view *v, int64_t now_ms)
{
    return !v->ended_at && v->n_wrong_codes < GUEST_CODES_MOST &&
           now_ms < v->fact.expires_at;
}

enum err_code guest_link_read(struct guest_link_view *out, struct arena *a,
                              struct db *db, struct uuid link, bool with_words,
                              struct err *e)
{
    struct statement *st;
    struct guest_link_view *found;
    size_t n;
    enum err_code rc = db_prepare(&st, db, LINKS "l.id = $1", e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &link);
    TRY(rows_gather(&found, &n, a, link_row, st, e));
    if (n != 1) {
        rc = err_set(e, ERR_NOT_FOUND, "there is no such link");
        goto out;
    }
    TRY(open_links(found, n, a, db, with_words, e));
    *out = found[0];
out:
    return rc;
}

enum err_code guest_links_of(struct guest_link_view **out, size_t *n_out,
                             struct arena *a, struct db *db, struct person_id person,
                             uint8_t kind, bool with_words, struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db, LINKS "l.person = $1 AND l.kind = $2 ORDER BY l.id DESC", e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &person.u);
    bind_text(st, 2, str_of(code_list_at(LIST_GUEST_LINK_KIND)->codes[kind].code));
    rc = rows_gather(out, n_out, a, link_row, st, e);
    if (rc != OK) return rc;
    return open_links(*out, *n_out, a, db, with_words, e);
}

/* --- answers --- */

#define ANSWERS                                                                        \
    "SELECT c.person, c.id, c.link, c.outcome, c.happened_on, c.answer, c.words, "     \
    "c.recorded_at, l.organisation, l.worker, r.id, r.happened_on, r.worker, "         \
    "r.words, r.recorded_at, w.name FROM check_in AS c "                               \
    "JOIN guest_link AS l ON l.person = c.person AND l.id = c.link "                   \
    "LEFT JOIN check_in_reply AS r ON r.person = c.person AND r.check_in = c.id AND "  \
    "r.retracted_at IS NULL "                                                          \
    "LEFT JOIN worker_fact AS w ON w.id = r.worker AND w.retracted_at IS NULL "        \
    "WHERE c.retracted_at IS NULL AND "

static enum err_code answer_row(void *out, struct arena *a, struct statement *st,
                                struct err *e)
{
    struct check_in_view *v = out;
    struct check_in_fact *f = &v->fact;
    f->person.u = column_uuid(st, 0);
    f->id = column_uuid(st, 1);
    f->link = column_uuid(st, 2);
    f->outcome = column_uuid(st, 3);
    f->on = column_day(st, 4);
    f->words = str_copy(a, column_blob(st, 6)); /* still sealed */
    f->written = (struct written){.at = column_int(st, 7)};
    v->organisation.u = column_uuid(st, 8);
    v->worker = column_uuid(st, 9);
    v->reply = (struct check_in_reply_fact){.person = f->person,
                                            .id = column_uuid(st, 10),
                                            .check_in = f->id,
                                            .on = column_day(st, 11),
                                            .worker = column_uuid(st, 12),
                                            .words = str_copy(a, column_blob(st, 13)),
                                            .written = {.at = column_int(st, 14)}};
    COPY(v->reply_name, st, 15);
    return code_from_row(&f->answer, st, 5, LIST_CHECK_IN_ANSWER, e);
}

static enum err_code open_answers(struct check_in_view *list, size_t n, struct arena *a,
                                  struct db *db, bool is_wanted, struct err *e)
{
    enum err_code rc = OK;
    for (size_t i = 0; i < n; i++) {
        struct check_in_view *v = &list[i];
        TRY(open_words(&v->fact.words, a, db, v->fact.person, "check_in", &v->fact.id,
                       is_wanted, e));
        TRY(open_words(&v->reply.words, a, db, v->fact.person, "check_in_reply",
                       &v->reply.id, is_wanted, e));
    }
out:
    return rc;
}

enum err_code check_ins_of(struct check_in_view **out, size_t *n_out, struct arena *a,
                           struct db *db, struct person_id person, bool with_words,
                           struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db, ANSWERS "c.person = $1 ORDER BY c.happened_on DESC, c.id DESC", e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &person.u);
    rc = rows_gather(out, n_out, a, answer_row, st, e);
    if (rc != OK) return rc;
    return open_answers(*out, *n_out, a, db, with_words, e);
}

enum err_code check_ins_open(struct check_in_view **out, size_t *n_out, struct arena *a,
                             struct db *db, struct organisation_id organisation,
                             struct uuid worker, struct day today, size_t most,
                             struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db,
        ANSWERS
        "l.organisation = $1 AND r.id IS NULL AND c.answer IN ('doubt', 'wrong') AND "
        "($2 IS NULL OR l.worker = $2 OR EXISTS (SELECT 1 FROM guidance AS g WHERE "
        "g.person = c.person AND g.worker = $2 AND g.organisation = $1 AND "
        "g.retracted_at IS NULL AND g.valid_from <= $3 AND (g.valid_to IS NULL OR "
        "g.valid_to >= $3))) ORDER BY c.happened_on, c.id LIMIT $4",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &organisation.u);
    bind_uuid(st, 2, &worker);
    bind_day(st, 3, today);
    bind_int(st, 4, (int64_t)most);
    rc = rows_gather(out, n_out, a, answer_row, st, e);
    if (rc != OK) return rc;
    return open_answers(*out, *n_out, a, db, false, e);
}
