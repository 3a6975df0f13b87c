#include "store/pair_queue.h"

#include "store/from_row.h"
#include "store/gather.h"
#include "store/write_inside.h"

#define NOT_DECIDED                                                                    \
    "p.verdict = 'review' AND p.retracted_at IS NULL "                                 \
    "AND NOT EXISTS (SELECT 1 FROM link_decision AS d WHERE d.person = p.person "      \
    "AND d.other = p.other AND d.retracted_at IS NULL) "                               \
    "AND NOT EXISTS (SELECT 1 FROM person_link AS a JOIN person_link AS b "            \
    "ON b.human = a.human AND b.person = p.other AND b.retracted_at IS NULL "          \
    "WHERE a.person = p.person AND a.retracted_at IS NULL) "                           \
    "AND NOT EXISTS (SELECT 1 FROM erasure WHERE person = p.person) "                  \
    "AND NOT EXISTS (SELECT 1 FROM erasure WHERE person = p.other) "
/* a comparison that finds other evidence writes the pair again, and it waits again */
#define UNSURE                                                                         \
    "EXISTS (SELECT 1 FROM link_unsure AS u WHERE u.person = p.person "                \
    "AND u.other = p.other AND u.retracted_at IS NULL "                                \
    "AND u.recorded_at >= p.recorded_at) "

enum err_code pair_queue_read(struct link_pair_fact **out, size_t *n_out,
                              struct arena *a, struct db *db,
                              const struct pair_place *after, bool is_unsure,
                              size_t limit, struct err *e)
{
    struct statement *st;
    enum err_code rc =
        db_prepare(&st, db,
                   "SELECT " LINK_PAIR_COLUMNS " FROM link_pair AS p WHERE " NOT_DECIDED
                   "AND p.millibits <= $1 AND (p.millibits < $1 OR p.person > $2 "
                   "OR (p.person = $2 AND p.other > $3)) AND $4 = " UNSURE
                   "ORDER BY p.millibits DESC, p.person, p.other LIMIT $5",
                   e);
    if (rc != OK) return rc;
    bind_int(st, 1, after->is_set ? after->millibits : INT64_MAX);
    bind_blob(st, 2, after->person.u.b, sizeof after->person.u.b);
    bind_blob(st, 3, after->other.u.b, sizeof after->other.u.b);
    bind_int(st, 4, is_unsure);
    bind_int(st, 5, (int64_t)limit);
    return rows_gather(out, n_out, a, link_pair_row, st, e);
}

enum err_code pair_queue_of(struct link_pair_fact **out, size_t *n_out, struct arena *a,
                            struct db *db, struct person_id person, struct err *e)
{
    struct statement *st;
    enum err_code rc =
        db_prepare(&st, db,
                   "SELECT " LINK_PAIR_COLUMNS " FROM link_pair AS p WHERE " NOT_DECIDED
                   "AND (p.person = $1 OR p.other = $1) "
                   "ORDER BY p.millibits DESC, p.person, p.other",
                   e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &person.u);
    return rows_gather(out, n_out, a, link_pair_row, st, e);
}

enum err_code pairs_compared_at(int64_t *out, struct db *db, struct err *e)
{
    struct link_run_fact run;
    bool found;
    enum err_code rc = link_run_last(&run, &found, db, LINK_RUN_KIND_COMPARISON, e);
    *out = rc == OK && found ? run.recorded_at : 0;
    return rc;
}

enum err_code link_unsure_add(struct write *w, const struct link_unsure_fact *f,
                              struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_LINK_UNSURE);
    row_own_id(&r, &f->person.u);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->other.u);
    row_own_id(&r, &f->worker);
    row_text_c(&r, f->reason);
    if (!f->reason[0]) row_refuse(&r, "a doubt has a reason");
    return row_end(&r, e);
}

/* --- what was decided --- */

/* The actor of an audit row is the id of a worker, or the name of a program. */
static enum err_code verdict_row(void *out, struct arena *a, struct statement *st,
                                 struct err *e)
{
    struct pair_verdict *v = out;
    v->id = column_uuid(st, 0);
    v->run = column_uuid(st, 1);
    v->person.u = column_uuid(st, 2);
    v->other.u = column_uuid(st, 3);
    v->reason = str_copy(a, column_text(st, 5));
    if (uuid_parse(&v->worker, column_text(st, 6), NULL) != OK)
        v->worker = (struct uuid){{0}};
    v->recorded_at = column_int(st, 7);
    v->undone_at = column_is_null(st, 8) ? 0 : column_int(st, 8);
    return code_from_row(&v->decision, st, 4, LIST_LINK_DECISION, e);
}

#define DECIDED(where)                                                                 \
    "SELECT d.id, d.run, d.person, d.other, d.decision, d.reason, w.actor, "           \
    "d.recorded_at, d.retracted_at FROM link_decision AS d "                           \
    "JOIN audit AS w ON w.number = d.written_by WHERE " where
#define DOUBTED(where)                                                                 \
    " UNION ALL SELECT d.id, NULL, d.person, d.other, NULL, d.reason, w.actor, "       \
    "d.recorded_at, d.retracted_at FROM link_unsure AS d "                             \
    "JOIN audit AS w ON w.number = d.written_by WHERE " where
#define OF_BOTH    "d.person = $1 AND d.other = $2"
#define LAST_FIRST " ORDER BY 8 DESC, 1 DESC"

enum err_code pair_verdicts_read(struct pair_verdict **out, size_t *n_out,
                                 struct arena *a, struct db *db, int64_t before_ms,
                                 size_t limit, struct err *e)
{
    struct statement *st;
    enum err_code rc =
        db_prepare(&st, db,
                   DECIDED("d.recorded_at < $1") DOUBTED("d.recorded_at < $1")
                       LAST_FIRST " LIMIT $2",
                   e);
    if (rc != OK) return rc;
    bind_int(st, 1, before_ms);
    bind_int(st, 2, (int64_t)limit);
    return rows_gather(out, n_out, a, verdict_row, st, e);
}

enum err_code pair_verdicts_of(struct pair_verdict **out, size_t *n_out,
                               struct arena *a, struct db *db, struct person_id one,
                               struct person_id two, struct err *e)
{
    struct statement *st;
    enum err_code rc =
        db_prepare(&st, db, DECIDED(OF_BOTH) DOUBTED(OF_BOTH) LAST_FIRST, e);
    if (rc != OK) return rc;
    link_pair_order(&one, &two);
    bind_uuid(st, 1, &one.u);
    bind_uuid(st, 2, &two.u);
    return rows_gather(out, n_out, a, verdict_row, st, e);
}

enum err_code pair_verdicts_of_run(struct pair_verdict **out, size_t *n_out,
                                   struct arena *a, struct db *db, struct uuid run,
                                   struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db, DECIDED("d.run = $1 AND d.retracted_at IS NULL") LAST_FIRST, e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &run);
    return rows_gather(out, n_out, a, verdict_row, st, e);
}
