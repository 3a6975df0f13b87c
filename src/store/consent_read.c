#include "store/consent_read.h"

#include "store/dossier_inside.h"
#include "store/from_row.h"
#include "store/search_store.h"

#define CONSENTS                                                                       \
    "SELECT c.id, c.receiver, c.purpose, c.category, c.ground, c.is_given, c.form, "   \
    "c.language, c.valid_from, c.valid_to, c.organisation, c.worker, c.words, "        \
    "c.recorded_at, a.actor, c.retracted_at, r.name, o.name, n.name, "                 \
    "w.id, w.happened_on, w.party, w.worker, w.words, w.recorded_at FROM consent AS "  \
    "c "                                                                               \
    "LEFT JOIN audit AS a ON a.number = c.written_by "                                 \
    "LEFT JOIN organisation_fact AS r ON r.id = c.receiver AND r.retracted_at IS "     \
    "NULL "                                                                            \
    "LEFT JOIN organisation_fact AS o ON o.id = c.organisation AND o.retracted_at IS " \
    "NULL LEFT JOIN worker_fact AS n ON n.id = c.worker AND n.retracted_at IS NULL "   \
    "LEFT JOIN consent_withdrawal AS w ON w.id = (SELECT x.id FROM "                   \
    "consent_withdrawal "                                                              \
    "AS x WHERE x.consent = c.id AND x.person = c.person AND x.retracted_at IS NULL "  \
    "ORDER BY x.recorded_at, x.id LIMIT 1) AND w.person = c.person "                   \
    "WHERE c.person = $1 AND ($2 IS NULL OR c.receiver = $2) AND c.retracted_at IS "   \
    "NULL ORDER BY r.name, c.receiver, c.recorded_at DESC, c.purpose, c.category, "    \
    "c.id"

static enum err_code consent_codes(struct consent_fact *f, struct statement *st,
                                   struct err *e)
{
    enum err_code rc;
    TRY(code_from_row(&f->purpose, st, 2, LIST_SHARING_PURPOSE, e));
    TRY(code_from_row(&f->category, st, 3, LIST_SHARING_CATEGORY, e));
    TRY(code_from_row(&f->ground, st, 4, LIST_SHARING_GROUND, e));
    TRY(code_from_row(&f->form, st, 6, LIST_CONSENT_FORM, e));
    rc = code_from_row(&f->language, st, 7, LIST_LANGUAGE, e);
out:
    return rc;
}

static enum err_code consent_row(void *out, struct arena *a, struct statement *st,
                                 struct err *e)
{
    struct consent_view *v = out;
    struct consent_fact *f = &v->fact;
    struct consent_withdrawal_fact *w = &v->withdrawal;
    f->id = column_uuid(st, 0);
    f->receiver.u = column_uuid(st, 1);
    f->is_given = column_int(st, 5) != 0;
    f->from = column_day(st, 8);
    f->to = column_is_null(st, 9) ? DAY_NONE : column_day(st, 9);
    f->organisation.u = column_uuid(st, 10);
    f->worker = column_uuid(st, 11);
    f->words = sealed_from_row(a, st, 12);
    written_from_row(&f->written, st, 13);
    text_from_row(v->receiver_name, sizeof v->receiver_name, st, 16);
    text_from_row(v->organisation_name, sizeof v->organisation_name, st, 17);
    text_from_row(v->worker_name, sizeof v->worker_name, st, 18);
    enum err_code rc = consent_codes(f, st, e);
    if (rc != OK || column_is_null(st, 19)) return rc;
    w->id = column_uuid(st, 19);
    w->consent = f->id;
    w->on = column_day(st, 20);
    w->worker = column_uuid(st, 22);
    w->words = sealed_from_row(a, st, 23);
    w->written.at = column_int(st, 24);
    return code_from_row(&w->party, st, 21, LIST_WITHDRAWAL_PARTY, e);
}

/* A key that is gone opens nothing, and is no error: the words went with it. */
static enum err_code person_key(struct subject_key *out, struct db *db,
                                struct person_id person, bool is_wanted, struct err *e)
{
    *out = (struct subject_key){0};
    if (!is_wanted) return OK;
    enum err_code rc = subject_key_load(out, db, person.u, e);
    return rc == ERR_NOT_FOUND || rc == ERR_ERASED ? OK : rc;
}

enum err_code consent_list(struct consent_view **out, size_t *n_out, struct arena *a,
                           struct db *db, struct person_id person,
                           const struct consent_wanted *wanted, struct day today,
                           struct err *e)
{
    struct statement *st;
    struct subject_key key = {0};
    enum err_code rc;
    TRY(db_prepare(&st, db, CONSENTS, e));
    bind_uuid(st, 1, &person.u);
    bind_uuid(st, 2, &wanted->receiver.u);
    TRY(rows_gather(out, n_out, a, consent_row, st, e));
    TRY(person_key(&key, db, person, wanted->with_words, e));
    for (size_t i = 0; i < *n_out; i++) {
        struct consent_view *v = &(*out)[i];
        v->fact.person = v->withdrawal.person = person;
        v->state = consent_state_of(&v->fact, !uuid_is_nil(v->withdrawal.id), today);
        TRY(dossier_words_open(&v->fact.words, a, &key, "consent", &v->fact.id, e));
        TRY(dossier_words_open(&v->withdrawal.words, a, &key, "consent_withdrawal",
                               &v->withdrawal.id, e));
    }
out:
    subject_key_forget(&key);
    return rc;
}

/* --- requests --- */

/* An answer about the same closes a request, whatever it was. */
#define IS_OPEN                                                                        \
    "q.retracted_at IS NULL AND NOT EXISTS (SELECT 1 FROM consent AS c WHERE "         \
    "c.person = q.person AND c.receiver = q.organisation AND c.purpose = q.purpose "   \
    "AND c.category = q.category AND c.retracted_at IS NULL AND "                      \
    "c.recorded_at >= q.recorded_at)"

static enum err_code request_row(void *out, struct arena *a, struct statement *st,
                                 struct err *e)
{
    struct consent_request_view *v = out;
    struct consent_request_fact *f = &v->fact;
    enum err_code rc;
    f->id = column_uuid(st, 0);
    f->organisation.u = column_uuid(st, 1);
    f->worker = column_uuid(st, 2);
    f->on = column_day(st, 5);
    f->words = sealed_from_row(a, st, 6);
    written_from_row(&f->written, st, 7);
    text_from_row(v->organisation_name, sizeof v->organisation_name, st, 10);
    text_from_row(v->worker_name, sizeof v->worker_name, st, 11);
    TRY(code_from_row(&f->purpose, st, 3, LIST_SHARING_PURPOSE, e));
    rc = code_from_row(&f->category, st, 4, LIST_SHARING_CATEGORY, e);
out:
    return rc;
}

enum err_code consent_request_list(struct consent_request_view **out, size_t *n_out,
                                   struct arena *a, struct db *db,
                                   struct person_id person,
                                   struct organisation_id organisation, bool with_words,
                                   struct err *e)
{
    struct statement *st;
    struct subject_key key = {0};
    enum err_code rc;
    TRY(db_prepare(
        &st, db,
        "SELECT q.id, q.organisation, q.worker, q.purpose, q.category, q.happened_on, "
        "q.words, q.recorded_at, a.actor, q.retracted_at, o.name, n.name "
        "FROM consent_request AS q LEFT JOIN audit AS a ON a.number = q.written_by "
        "LEFT JOIN organisation_fact AS o ON o.id = q.organisation AND o.retracted_at "
        "IS NULL LEFT JOIN worker_fact AS n ON n.id = q.worker AND n.retracted_at IS "
        "NULL WHERE q.person = $1 AND ($2 IS NULL OR q.organisation = $2) AND " IS_OPEN
        " ORDER BY q.recorded_at, q.id",
        e));
    bind_uuid(st, 1, &person.u);
    bind_uuid(st, 2, &organisation.u);
    TRY(rows_gather(out, n_out, a, request_row, st, e));
    TRY(person_key(&key, db, person, with_words, e));
    for (size_t i = 0; i < *n_out; i++) {
        struct consent_request_fact *f = &(*out)[i].fact;
        f->person = person;
        TRY(dossier_words_open(&f->words, a, &key, "consent_request", &f->id, e));
    }
out:
    subject_key_forget(&key);
    return rc;
}

enum err_code consent_requests_waiting(struct person_id **out, size_t *n_out,
                                       struct arena *a, struct db *db,
                                       struct uuid worker,
                                       struct organisation_id organisation,
                                       struct day today, size_t limit, struct err *e)
{
    struct statement *st;
    enum err_code rc;
    TRY(db_prepare(
        &st, db,
        "SELECT q.person FROM consent_request AS q WHERE " IS_OPEN
        " AND EXISTS (SELECT 1 FROM guidance AS g WHERE g.person = q.person AND "
        "g.organisation = $2 AND g.worker = $1 AND g.keeps_file = 1 AND g.retracted_at "
        "IS NULL AND g.valid_from <= $3 AND (g.valid_to IS NULL OR g.valid_to >= $3)) "
        "GROUP BY q.person ORDER BY min(q.recorded_at), q.person LIMIT $4",
        e));
    bind_uuid(st, 1, &worker);
    bind_uuid(st, 2, &organisation.u);
    bind_day(st, 3, today);
    bind_int(st, 4, (int64_t)limit);
    rc = persons_gather(out, n_out, a, st, e);
out:
    return rc;
}

/* --- who keeps the file --- */

static enum err_code keeper_row(void *out, struct arena *a, struct statement *st,
                                struct err *e)
{
    struct file_keeper *k = out;
    (void)a;
    (void)e;
    k->organisation.u = column_uuid(st, 0);
    text_from_row(k->name, sizeof k->name, st, 1);
    k->only_counts = column_int(st, 2) != 0;
    k->since = column_is_null(st, 3) ? DAY_NONE : column_day(st, 3);
    return OK;
}

/* The same reading of who keeps a file as standing_store.c. */
enum err_code file_keepers(struct file_keeper **out, size_t *n_out, struct arena *a,
                           struct db *db, struct person_id person, struct day today,
                           struct err *e)
{
    struct statement *st;
    enum err_code rc;
    TRY(db_prepare(
        &st, db,
        "SELECT k.organisation, o.name, min(k.only_counts), min(k.since) FROM ("
        "SELECT organisation, 0 AS only_counts, valid_from AS since FROM guidance "
        "WHERE person = $1 AND organisation IS NOT NULL AND keeps_file = 1 AND "
        "retracted_at IS NULL AND valid_from <= $2 AND (valid_to IS NULL OR valid_to "
        ">= $2) UNION ALL "
        "SELECT d.sender, 0, NULL FROM source_key AS s JOIN delivery AS d ON d.id = "
        "s.delivery WHERE s.person = $1 AND s.retracted_at IS NULL UNION ALL "
        "SELECT COALESCE(t.host, p.promotor), 0, t.reached_on FROM trajectory_fact AS "
        "t LEFT JOIN project_fact AS p ON p.id = t.project AND p.retracted_at IS NULL "
        "WHERE t.person = $1 AND t.retracted_at IS NULL UNION ALL "
        "SELECT p.promotor, 1, t.reached_on FROM trajectory_fact AS t JOIN "
        "project_fact AS p ON p.id = t.project AND p.retracted_at IS NULL "
        "WHERE t.person = $1 AND t.retracted_at IS NULL AND t.host IS NOT NULL) AS k "
        "JOIN organisation_fact AS o ON o.id = k.organisation AND o.retracted_at IS "
        "NULL GROUP BY k.organisation, o.name ORDER BY 3, o.name",
        e));
    bind_uuid(st, 1, &person.u);
    bind_day(st, 2, today);
    rc = rows_gather(out, n_out, a, keeper_row, st, e);
out:
    return rc;
}
