#include "store/handover_read.h"

#include <sodium.h>

#include "store/from_row.h"
#include "store/gather.h"
#include "store/subject_store.h"
#include "store/write.h"

#define COPY(to, st, column)                                                           \
    snprintf((to), sizeof(to), "%.*s", STR_ARG(column_text((st), (column))))

/* The state of a handover as domain/handover_course.c computes it, without its day: the
 * farthest of its events. In order of list handover_state. */
#define RANK                                                                           \
    "coalesce((SELECT max(CASE v.kind WHEN 'sent' THEN 1 WHEN 'received' THEN 2 WHEN " \
    "'accepted' THEN 3 WHEN 'refused' THEN 4 WHEN 'other_proposed' THEN 5 WHEN 'met' " \
    "THEN 6 WHEN 'started' THEN 7 WHEN 'finished' THEN 8 WHEN 'returned' THEN 9 WHEN " \
    "'withdrawn' THEN 10 ELSE 0 END) FROM handover_event AS v WHERE v.handover = "     \
    "h.id AND v.retracted_at IS NULL), 0)"
#define SINCE                                                                          \
    "coalesce((SELECT max(v.happened_on) FROM handover_event AS v WHERE v.handover = " \
    "h.id AND v.retracted_at IS NULL AND v.kind NOT IN ('agreed', 'feedback', "        \
    "'reminded')), h.happened_on)"
#define HANDOVERS                                                                      \
    "SELECT h.person, h.id, h.trajectory, h.from_organisation, h.from_worker, "        \
    "h.to_organisation, h.receiver_kind, h.service, h.vacancy, h.replaces, h.moment, " \
    "h.appointment, h.is_guide_present, h.happened_on, h.words, h.recorded_at, "       \
    "f.name, w.name, t.name, t.kind FROM handover AS h "                               \
    "LEFT JOIN organisation_fact AS f ON f.id = h.from_organisation AND "              \
    "f.retracted_at IS NULL "                                                          \
    "LEFT JOIN worker_fact AS w ON w.id = h.from_worker AND w.retracted_at IS NULL "   \
    "LEFT JOIN organisation_fact AS t ON t.id = h.to_organisation AND "                \
    "t.retracted_at IS NULL "                                                          \
    "WHERE h.retracted_at IS NULL AND h.person NOT IN (SELECT person FROM erasure) "
/* $1 by which they are found, each with an index of its own; $2 worker, $3 sent on or
 * before */
#define BY_PERSON "AND h.person = $1 "
#define BY_FROM   "AND h.from_organisation = $1 "
#define BY_TO     "AND h.to_organisation = $1 "
#define OF_ALL    "AND $1 IS NULL "
#define FILTER                                                                         \
    "AND ($2 IS NULL OR h.from_worker = $2) AND ($3 IS NULL OR EXISTS (SELECT 1 FROM " \
    "handover_event AS s WHERE s.handover = h.id AND s.retracted_at IS NULL AND "      \
    "s.kind = 'sent' AND s.happened_on <= $3)) "

/* --- rows --- */

static uint8_t answer_of(struct statement *st, int column)
{
    return column_is_null(st, column) ? CODE_MISSING : (uint8_t)column_int(st, column);
}

static enum err_code handover_row(void *out, struct arena *a, struct statement *st,
                                  struct err *e)
{
    struct handover_view *v = out;
    struct handover_fact *f = &v->fact;
    enum err_code rc;
    f->person.u = column_uuid(st, 0);
    f->id = column_uuid(st, 1);
    f->trajectory.u = column_uuid(st, 2);
    f->from.u = column_uuid(st, 3);
    f->worker = column_uuid(st, 4);
    f->to.u = column_uuid(st, 5);
    TRY(code_from_row(&f->receiver_kind, st, 6, LIST_RECEIVER_KIND, e));
    f->service = column_uuid(st, 7);
    f->vacancy = column_uuid(st, 8);
    f->replaces = column_uuid(st, 9);
    TRY(code_from_row(&f->moment, st, 10, LIST_HANDOVER_MOMENT, e));
    f->appointment = column_uuid(st, 11);
    f->is_guide_present = answer_of(st, 12);
    f->on = column_day(st, 13);
    f->words = str_copy(a, column_blob(st, 14)); /* still sealed */
    f->written = (struct written){.at = column_int(st, 15), .by = f->worker};
    COPY(v->from_name, st, 16);
    COPY(v->worker_name, st, 17);
    COPY(v->to_name, st, 18);
    rc = code_from_row(&v->to_kind, st, 19, LIST_ORGANISATION_KIND, e);
out:
    return rc;
}

static enum err_code event_row(void *out, struct arena *a, struct statement *st,
                               struct err *e)
{
    struct handover_event_view *v = out;
    struct handover_event_fact *f = &v->fact;
    enum err_code rc;
    f->person.u = column_uuid(st, 0);
    f->id = column_uuid(st, 1);
    f->handover = column_uuid(st, 2);
    TRY(code_from_row(&f->kind, st, 3, LIST_HANDOVER_EVENT, e));
    f->on = column_day(st, 4);
    TRY(code_from_row(&f->reason, st, 5, LIST_HANDOVER_REASON, e));
    TRY(code_from_row(&f->result, st, 6, LIST_HANDOVER_RESULT, e));
    f->organisation.u = column_uuid(st, 7);
    f->worker = column_uuid(st, 8);
    f->other.u = column_uuid(st, 9);
    f->appointment = column_uuid(st, 10);
    f->is_guide_present = answer_of(st, 11);
    f->words = str_copy(a, column_blob(st, 12)); /* still sealed */
    f->written = (struct written){.at = column_int(st, 13), .by = f->worker};
    COPY(v->organisation_name, st, 14);
    COPY(v->worker_name, st, 15);
    COPY(v->other_name, st, 16);
out:
    return rc;
}

static enum err_code events_read(struct handover_view *v, struct arena *a,
                                 struct db *db, struct day on, struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT v.person, v.id, v.handover, v.kind, v.happened_on, v.reason, v.result, "
        "v.organisation, v.worker, v.other, v.appointment, v.is_guide_present, "
        "v.words, v.recorded_at, o.name, w.name, x.name FROM handover_event AS v "
        "LEFT JOIN organisation_fact AS o ON o.id = v.organisation AND o.retracted_at "
        "IS NULL LEFT JOIN worker_fact AS w ON w.id = v.worker AND w.retracted_at IS "
        "NULL LEFT JOIN organisation_fact AS x ON x.id = v.other AND x.retracted_at IS "
        "NULL WHERE v.handover = $1 AND v.retracted_at IS NULL "
        "ORDER BY v.happened_on, v.recorded_at, v.id",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &v->fact.id);
    rc = rows_gather(&v->events, &v->n_events, a, event_row, st, e);
    if (rc != OK) return rc;
    struct handover_event_fact *facts =
        arena_new_array(a, struct handover_event_fact, v->n_events);
    for (size_t i = 0; i < v->n_events; i++) {
        facts[i] = v->events[i].fact;
        uint8_t kind = facts[i].kind;
        if (kind == HANDOVER_EVENT_ACCEPTED || kind == HANDOVER_EVENT_REFUSED ||
            kind == HANDOVER_EVENT_OTHER_PROPOSED)
            v->answered_event = facts[i].id;
        if (kind == HANDOVER_EVENT_SENT) v->has_payload = true;
    }
    v->course = handover_course(facts, v->n_events, v->fact.on, on);
    return OK;
}

static enum err_code shares_read(struct handover_view *v, struct db *db, struct err *e)
{
    struct statement *st;
    enum err_code rc =
        db_prepare(&st, db,
                   "SELECT category, id FROM handover_share WHERE person = $1 AND "
                   "handover = $2 AND retracted_at IS NULL",
                   e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &v->fact.person.u);
    bind_uuid(st, 2, &v->fact.id);
    for (;;) {
        uint8_t category;
        bool row;
        TRY(statement_step(&row, st, e));
        if (!row) break;
        TRY(code_from_row(&category, st, 0, LIST_SHARING_CATEGORY, e));
        if (category >= N_SHARING_CATEGORY) continue;
        v->shares |= 1u << category;
        v->share_row[category] = column_uuid(st, 1);
    }
out:
    statement_done(st);
    return rc;
}

/* --- words --- */

static enum err_code open_one(struct str *words, struct arena *a,
                              const struct subject_key *key, enum noun noun,
                              const struct uuid *row, struct err *e)
{
    struct str sealed = *words;
    *words = STR_NONE;
    if (!sealed.n || uuid_is_nil(key->subject)) return OK;
    return subject_open(words, a, key, noun_name(noun), row, sealed, e);
}

static enum err_code words_read(struct handover_view *v, struct arena *a, struct db *db,
                                const struct subject_key *key, struct err *e)
{
    struct statement *st;
    enum err_code rc =
        db_prepare(&st, db,
                   "SELECT kind, id, words FROM handover_words WHERE person = $1 AND "
                   "handover = $2 AND retracted_at IS NULL",
                   e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &v->fact.person.u);
    bind_uuid(st, 2, &v->fact.id);
    for (;;) {
        uint8_t kind;
        bool row;
        TRY(statement_step(&row, st, e));
        if (!row) break;
        TRY(code_from_row(&kind, st, 0, LIST_HANDOVER_WORDS, e));
        if (kind >= N_HANDOVER_WORDS) continue;
        v->words_row[kind] = column_uuid(st, 1);
        v->words[kind] = str_copy(a, column_blob(st, 2));
        TRY(open_one(&v->words[kind], a, key, NOUN_HANDOVER_WORDS, &v->words_row[kind],
                     e));
    }
out:
    statement_done(st);
    return rc;
}

/* Words whose key is gone, or that nobody asked for, go away. */
static enum err_code open_words(struct handover_view *v, struct arena *a, struct db *db,
                                bool is_wanted, struct err *e)
{
    struct subject_key key = {0};
    enum err_code rc = OK;
    if (is_wanted) rc = subject_key_load(&key, db, v->fact.person.u, e);
    if (rc == ERR_NOT_FOUND) rc = OK;
    if (rc != OK) return rc;
    TRY(open_one(&v->fact.words, a, &key, NOUN_HANDOVER, &v->fact.id, e));
    for (size_t i = 0; i < v->n_events; i++)
        TRY(open_one(&v->events[i].fact.words, a, &key, NOUN_HANDOVER_EVENT,
                     &v->events[i].fact.id, e));
    if (is_wanted) rc = words_read(v, a, db, &key, e);
out:
    subject_key_forget(&key);
    return rc;
}

static enum err_code fill(struct handover_view *v, struct arena *a, struct db *db,
                          struct day on, bool with_words, struct err *e)
{
    enum err_code rc;
    TRY(events_read(v, a, db, on, e));
    TRY(shares_read(v, db, e));
    rc = open_words(v, a, db, with_words, e);
out:
    return rc;
}

/* --- one --- */

static enum err_code no_such_handover(struct err *e)
{
    return err_set(e, ERR_NOT_FOUND, "there is no such handover");
}

enum err_code handover_person(struct person_id *out, struct db *db,
                              struct uuid handover, struct err *e)
{
    struct statement *st;
    bool row;
    enum err_code rc = db_prepare(
        &st, db, "SELECT person FROM handover WHERE id = $1 AND retracted_at IS NULL",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &handover);
    TRY(statement_step(&row, st, e));
    if (row)
        out->u = column_uuid(st, 0);
    else
        rc = no_such_handover(e);
out:
    statement_done(st);
    return rc;
}

enum err_code handover_read(struct handover_view *out, struct arena *a, struct db *db,
                            struct uuid handover, struct day on, bool with_words,
                            struct err *e)
{
    struct statement *st;
    struct handover_view *found;
    size_t n;
    enum err_code rc = db_prepare(&st, db, HANDOVERS "AND h.id = $1", e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &handover);
    rc = rows_gather(&found, &n, a, handover_row, st, e);
    if (rc != OK) return rc;
    if (!n || uuid_is_nil(handover)) return no_such_handover(e);
    *out = found[0];
    return fill(out, a, db, on, with_words, e);
}

static enum err_code payload_row(void *out, struct arena *a, struct statement *st,
                                 struct err *e)
{
    struct handover_payload_fact *f = out;
    struct str digest = column_blob(st, 1);
    f->id = column_uuid(st, 0);
    if (digest.n != sizeof f->digest)
        return err_set(e, ERR_CORRUPT, "the digest of a handover has %zu bytes",
                       digest.n);
    memcpy(f->digest, digest.p, sizeof f->digest);
    f->content = str_copy(a, column_blob(st, 2)); /* still sealed */
    return OK;
}

enum err_code handover_payload_read(struct handover_payload_fact *out, struct arena *a,
                                    struct db *db, struct person_id person,
                                    struct uuid handover, struct err *e)
{
    struct statement *st;
    struct subject_key key = {0};
    struct handover_payload_fact *found;
    uint8_t digest[HANDOVER_DIGEST_BYTES];
    size_t n;
    enum err_code rc =
        db_prepare(&st, db,
                   "SELECT id, digest, content FROM handover_payload WHERE person = $1 "
                   "AND handover = $2 AND retracted_at IS NULL",
                   e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &person.u);
    bind_uuid(st, 2, &handover);
    rc = rows_gather(&found, &n, a, payload_row, st, e);
    if (rc != OK) return rc;
    if (!n) return err_set(e, ERR_NOT_FOUND, "this handover was not sent");
    *out = found[0];
    out->person = person;
    out->handover = handover;
    TRY(subject_key_load(&key, db, person.u, e));
    TRY(open_one(&out->content, a, &key, NOUN_HANDOVER_PAYLOAD, &out->id, e));
    crypto_generichash(digest, sizeof digest, (const uint8_t *)out->content.p,
                       out->content.n, NULL, 0);
    if (memcmp(digest, out->digest, sizeof digest) != 0)
        rc =
            err_set(e, ERR_CORRUPT, "what was handed over is not what its digest says");
out:
    subject_key_forget(&key);
    return rc;
}

/* --- many --- */

enum scope { SCOPE_OF_ALL, SCOPE_BY_PERSON, SCOPE_BY_FROM, SCOPE_BY_TO, N_SCOPES };

/* The first of person, receiver and sender that is given. */
static enum scope scope_of(const struct uuid **key_out,
                           const struct handover_wanted *wanted)
{
    static const struct uuid none;
    *key_out = &none;
    if (!uuid_is_nil(wanted->person.u)) {
        *key_out = &wanted->person.u;
        return SCOPE_BY_PERSON;
    }
    if (!uuid_is_nil(wanted->to.u)) {
        *key_out = &wanted->to.u;
        return SCOPE_BY_TO;
    }
    if (!uuid_is_nil(wanted->from.u)) {
        *key_out = &wanted->from.u;
        return SCOPE_BY_FROM;
    }
    return SCOPE_OF_ALL;
}

/* $4 states, $5 most, $6 first */
#define LIST_OF(scope, order)                                                          \
    HANDOVERS scope FILTER "AND ($4 = 0 OR ($4 >> " RANK                               \
                           ") & 1) ORDER BY " SINCE order "LIMIT $5 OFFSET $6"
#define BOTH_ORDERS(scope)                                                             \
    {                                                                                  \
        LIST_OF(scope, ", h.id "), LIST_OF(scope, " DESC, h.id DESC ")                 \
    }
static const char *const lists[N_SCOPES][2] = {
    [SCOPE_OF_ALL] = BOTH_ORDERS(OF_ALL),
    [SCOPE_BY_PERSON] = BOTH_ORDERS(BY_PERSON),
    [SCOPE_BY_FROM] = BOTH_ORDERS(BY_FROM),
    [SCOPE_BY_TO] = BOTH_ORDERS(BY_TO),
};

enum err_code handover_list(struct handover_view **out, size_t *n_out, struct arena *a,
                            struct db *db, const struct handover_wanted *wanted,
                            struct day on, struct err *e)
{
    struct statement *st;
    const struct uuid *key;
    enum scope scope = scope_of(&key, wanted);
    enum err_code rc =
        db_prepare_literal(&st, db, lists[scope][wanted->newest_first], e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, key);
    bind_uuid(st, 2, &wanted->worker);
    bind_day(st, 3, wanted->sent_before);
    bind_int(st, 4, wanted->states);
    bind_int(st, 5, (int64_t)wanted->most);
    bind_int(st, 6, (int64_t)wanted->first);
    rc = rows_gather(out, n_out, a, handover_row, st, e);
    for (size_t i = 0; rc == OK && i < *n_out; i++)
        rc = fill(&(*out)[i], a, db, on, wanted->with_words, e);
    return rc;
}

#define COUNTS_OF(scope)                                                               \
    "SELECT " RANK " AS rank, count(*) FROM handover AS h WHERE h.retracted_at IS "    \
    "NULL AND h.person NOT IN (SELECT person FROM erasure) " scope FILTER              \
    "GROUP BY rank"
static const char *const counts[N_SCOPES] = {
    [SCOPE_OF_ALL] = COUNTS_OF(OF_ALL),
    [SCOPE_BY_PERSON] = COUNTS_OF(BY_PERSON),
    [SCOPE_BY_FROM] = COUNTS_OF(BY_FROM),
    [SCOPE_BY_TO] = COUNTS_OF(BY_TO),
};

enum err_code handover_counts(int64_t out[N_HANDOVER_STATE], struct db *db,
                              const struct handover_wanted *wanted, struct err *e)
{
    struct statement *st;
    const struct uuid *key;
    enum scope scope = scope_of(&key, wanted);
    enum err_code rc = db_prepare_literal(&st, db, counts[scope], e);
    if (rc != OK) return rc;
    memset(out, 0, N_HANDOVER_STATE * sizeof *out);
    bind_uuid(st, 1, key);
    bind_uuid(st, 2, &wanted->worker);
    bind_day(st, 3, wanted->sent_before);
    for (;;) {
        bool row;
        TRY(statement_step(&row, st, e));
        if (!row) break;
        int64_t rank = column_int(st, 0);
        if (rank >= 0 && rank < N_HANDOVER_STATE) out[rank] = column_int(st, 1);
    }
out:
    statement_done(st);
    return rc;
}
