#include "store/handover_waiting.h"

#include "store/from_row.h"
#include "store/gather.h"
#include "store/handover_running.h"
#include "store/handover_tally.h"

#define COPY(to, st, column)                                                           \
    snprintf((to), sizeof(to), "%.*s", STR_ARG(column_text((st), (column))))

/* --- making --- */

/* A province's REFNIS codes lie in one range, also after mergers. */
#define PROVINCE                                                                       \
    "CASE WHEN coalesce(o.municipality, '') = '' THEN '' "                             \
    "WHEN o.municipality >= '1' AND o.municipality < '2' THEN 'antwerpen' "            \
    "WHEN o.municipality >= '21' AND o.municipality < '22' THEN 'brussels' "           \
    "WHEN o.municipality >= '23' AND o.municipality < '25' THEN 'vlaams_brabant' "     \
    "WHEN o.municipality >= '3' AND o.municipality < '4' THEN 'west_vlaanderen' "      \
    "WHEN o.municipality >= '4' AND o.municipality < '5' THEN 'oost_vlaanderen' "      \
    "WHEN o.municipality >= '7' AND o.municipality < '8' THEN 'limburg' "              \
    "ELSE 'other' END"

/* The farthest of the events, as domain/handover_course.c takes it. */
#define MAKE                                                                           \
    "INSERT INTO handover_waiting (person, handover, from_organisation, "              \
    "to_organisation, receiver_kind, municipality, province, state, reason, "          \
    "since_on, is_twice) "                                                             \
    "SELECT s.person, s.id, s.from_organisation, s.to_organisation, "                  \
    "coalesce(s.receiver_kind, ''), coalesce(o.municipality, ''), " PROVINCE           \
    ", CASE s.rank WHEN 1 THEN 'proposed' WHEN 2 THEN 'received' WHEN 3 THEN "         \
    "'accepted' WHEN 4 THEN "                                                          \
    "'refused' ELSE 'other_proposed' END, CASE s.rank WHEN 4 THEN coalesce((SELECT "   \
    "reason FROM handover_event AS v WHERE v.handover = s.id AND v.retracted_at IS "   \
    "NULL AND v.kind = 'refused' LIMIT 1), '') ELSE '' END, CASE WHEN s.rank <= 2 "    \
    "THEN s.sent_on ELSE s.since_on END, $2 "                                          \
    "FROM (SELECT h.person, h.id, h.from_organisation, h.to_organisation, "            \
    "h.receiver_kind, max(CASE v.kind WHEN 'sent' THEN 1 WHEN 'received' THEN 2 WHEN " \
    "'accepted' THEN 3 WHEN 'refused' THEN 4 WHEN 'other_proposed' THEN 5 WHEN 'met' " \
    "THEN 6 WHEN 'started' THEN 7 WHEN 'finished' THEN 8 WHEN 'returned' THEN 9 WHEN " \
    "'withdrawn' THEN 10 ELSE 0 END) AS rank, min(CASE WHEN v.kind = 'sent' THEN "     \
    "v.happened_on END) AS sent_on, max(CASE WHEN v.kind IN ('accepted', 'refused', "  \
    "'other_proposed') THEN v.happened_on END) AS since_on "                           \
    "FROM handover AS h JOIN handover_event AS v ON v.handover = h.id AND "            \
    "v.retracted_at IS NULL WHERE h.person = $1 AND h.retracted_at IS NULL "           \
    "GROUP BY h.person, h.id) AS s LEFT JOIN organisation_fact AS o ON o.id = "        \
    "s.from_organisation AND o.retracted_at IS NULL "                                  \
    "WHERE s.rank BETWEEN 1 AND 5 AND s.sent_on IS NOT NULL AND NOT EXISTS (SELECT 1 " \
    "FROM erasure AS x WHERE x.person = s.person) AND NOT (s.rank >= 4 AND "           \
    "EXISTS (SELECT 1 FROM handover AS n WHERE n.person = s.person AND n.replaces = "  \
    "s.id AND n.retracted_at IS NULL)) RETURNING " WAITING_PLACE_COLUMNS

/* Who does what for the person, without health: whoever reads this list does not see
 * that. */
static enum err_code ring_row(void *out, struct arena *a, struct statement *st,
                              struct err *e)
{
    struct guidance_fact *g = out;
    (void)a;
    g->organisation.u = column_uuid(st, 0);
    g->from = column_day(st, 2);
    g->to = column_day(st, 3);
    return code_from_row(&g->domain, st, 1, LIST_GUIDANCE_DOMAIN, e);
}

/* Nothing is read of who has no handover: that is nearly everybody. */
static enum err_code two_do_the_same(bool *out, struct db *db,
                                     const struct uuid *person, struct day today,
                                     struct err *e)
{
    struct arena a = {0};
    struct statement *st = NULL;
    struct guidance_fact *ring;
    struct ring_handover *running;
    size_t n, n_running;
    enum err_code rc;
    *out = false;
    TRY(db_prepare(&st, db,
                   "SELECT organisation, domain, valid_from, valid_to FROM guidance "
                   "WHERE person = $1 AND domain <> 'health' AND retracted_at IS NULL "
                   "AND EXISTS (SELECT 1 FROM handover AS h WHERE h.person = $1) "
                   "ORDER BY valid_from, id",
                   e));
    bind_uuid(st, 1, person);
    TRY(rows_gather(&ring, &n, &a, ring_row, st, e));
    if (n < 2) goto out;
    TRY(db_prepare(&st, db, HANDOVERS_RUNNING, e));
    bind_uuid(st, 1, person);
    TRY(rows_gather(&running, &n_running, &a, ring_handover_row, st, e));
    *out = ring_is_double(ring, n, running, n_running, today);
out:
    arena_dispose(&a);
    return rc;
}

enum err_code handover_waiting_make(struct db *db, const struct uuid *person,
                                    struct day today, struct err *e)
{
    struct waiting_places before = {0}, after = {0};
    struct statement *st = NULL;
    bool is_twice;
    enum err_code rc;
    TRY(db_prepare(&st, db,
                   "DELETE FROM handover_waiting WHERE person = $1 "
                   "RETURNING " WAITING_PLACE_COLUMNS,
                   e));
    bind_uuid(st, 1, person);
    TRY(waiting_places_take(&before, st, e));
    statement_done(st);
    st = NULL;
    TRY(two_do_the_same(&is_twice, db, person, today, e));
    TRY(db_prepare(&st, db, MAKE, e));
    bind_uuid(st, 1, person);
    bind_int(st, 2, is_twice);
    TRY(waiting_places_take(&after, st, e));
    rc = handover_tally_move(db, &before, &after, e);
out:
    statement_done(st);
    free(before.at);
    free(after.at);
    return rc;
}

enum err_code handover_waiting_clear(struct db *db, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = db_prepare(&st, db, "DELETE FROM handover_waiting", e);
    if (rc == OK) rc = statement_run(st, e);
    statement_done(st);
    return rc == OK ? handover_tally_clear(db, e) : rc;
}

/* --- reading --- */

/* What is asked for that the way in did not decide; `also` is for that. */
#define LINES(from, where, also)                                                       \
    "SELECT w.handover, w.person, w.from_organisation, w.to_organisation, f.name, "    \
    "t.name, nullif(w.receiver_kind, ''), w.municipality, w.state, nullif(w.reason, "  \
    "''), w.since_on, w.is_twice FROM (SELECT r.person, r.handover FROM " from         \
    " WHERE " where " AND ($2 IS NULL OR r.province = $2) AND ($3 IS NULL OR "         \
    "r.municipality = $3) AND ($4 IS NULL OR r.receiver_kind = $4) AND ($5 IS NULL "   \
    "OR r.since_on <= $5)" also " ORDER BY r.since_on, r.handover LIMIT $6 OFFSET "    \
    "$7) AS s CROSS JOIN handover_waiting AS w ON w.person = s.person AND w.handover " \
    "= s.handover LEFT JOIN organisation_fact AS f ON f.id = w.from_organisation AND " \
    "f.retracted_at IS NULL LEFT JOIN organisation_fact AS t ON t.id = "               \
    "w.to_organisation AND t.retracted_at IS NULL ORDER BY w.since_on, w.handover"

/* Those of one organisation, each once. */
#define OWN                                                                            \
    "(SELECT * FROM handover_waiting WHERE from_organisation = $1 UNION ALL SELECT "   \
    "* FROM handover_waiting WHERE to_organisation = $1 AND from_organisation <> $1) " \
    "AS r"

/* The narrowest way in, so that a page reads what it shows and little else: of one
 * organisation all of them; else an index in order of waiting, of which the first that
 * fit are taken. */
static enum err_code prepare_lines(struct statement **out, struct db *db,
                                   const struct waiting_wanted *w, struct err *e)
{
    if (!uuid_is_nil(w->organisation.u))
        return db_prepare(out, db,
                          LINES(OWN, "1",
                                " AND ($8 = 0 OR r.is_twice) AND ($9 = 0 OR "
                                "r.state IN ('refused', 'other_proposed')) "
                                "AND ($5 IS NULL OR r.state IN "
                                "('proposed', 'received'))"),
                          e);
    if (w->only_twice)
        return db_prepare(
            out, db,
            LINES("handover_waiting AS r INDEXED BY handover_waiting_twice",
                  "r.is_twice = 1", ""),
            e);
    if (w->only_refused)
        return db_prepare(
            out, db,
            LINES("handover_waiting AS r INDEXED BY handover_waiting_refused",
                  "r.state IN ('refused', 'other_proposed')", ""),
            e);
    if (!day_is_none(w->until))
        return db_prepare(
            out, db,
            LINES("handover_waiting AS r INDEXED BY handover_waiting_asked",
                  "r.state IN ('proposed', 'received')", ""),
            e);
    if (w->province != CODE_MISSING || w->municipality[0])
        return db_prepare(
            out, db,
            LINES("handover_waiting AS r INDEXED BY handover_waiting_province",
                  "r.province = coalesce($2, (SELECT province FROM handover_tally "
                  "WHERE municipality = $3 LIMIT 1))",
                  ""),
            e);
    if (w->receiver_kind != CODE_MISSING)
        return db_prepare(
            out, db,
            LINES("handover_waiting AS r INDEXED BY handover_waiting_kind",
                  "r.receiver_kind = $4", ""),
            e);
    return db_prepare(
        out, db,
        LINES("handover_waiting AS r INDEXED BY handover_waiting_since", "1", ""), e);
}

static void bind_place(struct statement *st, const struct waiting_wanted *w)
{
    waiting_bind_code(st, 2, LIST_PROVINCE, w->province);
    if (w->municipality[0])
        bind_text(st, 3, str_of(w->municipality));
    else
        bind_null(st, 3);
    waiting_bind_code(st, 4, LIST_RECEIVER_KIND, w->receiver_kind);
}

static enum err_code read_row(void *out, struct arena *a, struct statement *st,
                              struct err *e)
{
    struct waiting_row *r = out;
    enum err_code rc;
    (void)a;
    r->handover = column_uuid(st, 0);
    r->person.u = column_uuid(st, 1);
    r->from.u = column_uuid(st, 2);
    r->to.u = column_uuid(st, 3);
    COPY(r->from_name, st, 4);
    COPY(r->to_name, st, 5);
    TRY(code_from_row(&r->receiver_kind, st, 6, LIST_RECEIVER_KIND, e));
    COPY(r->municipality, st, 7);
    TRY(code_from_row(&r->state, st, 8, LIST_HANDOVER_STATE, e));
    TRY(code_from_row(&r->reason, st, 9, LIST_HANDOVER_REASON, e));
    r->since_on = column_day(st, 10);
    r->is_twice = column_int(st, 11) != 0;
out:
    return rc;
}

enum err_code waiting_list(struct waiting_row **out, size_t *n_out, struct arena *a,
                           struct db *db, const struct waiting_wanted *wanted,
                           struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = prepare_lines(&st, db, wanted, e);
    if (rc != OK) return rc;
    bind_place(st, wanted);
    bind_day(st, 5, wanted->until);
    bind_int(st, 6, (int64_t)wanted->most);
    bind_int(st, 7, (int64_t)wanted->first);
    if (!uuid_is_nil(wanted->organisation.u)) {
        bind_uuid(st, 1, &wanted->organisation.u);
        bind_int(st, 8, wanted->only_twice);
        bind_int(st, 9, wanted->only_refused);
    }
    return rows_gather(out, n_out, a, read_row, st, e);
}

/* Of one organisation the rows themselves are counted: they are its own. */
static enum err_code count_own(struct waiting_counts *out, struct db *db,
                               const struct waiting_wanted *wanted, struct day late,
                               struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, db,
                   "SELECT count(*), coalesce(sum(r.since_on <= $5 AND r.state IN "
                   "('proposed', 'received')), 0), coalesce(sum(r.state IN ('refused', "
                   "'other_proposed')), 0), coalesce(sum(r.is_twice), 0) FROM " OWN
                   " WHERE ($2 IS NULL OR r.province = $2) AND ($3 IS NULL OR "
                   "r.municipality = $3) AND ($4 IS NULL OR r.receiver_kind = $4)",
                   e));
    bind_uuid(st, 1, &wanted->organisation.u);
    bind_place(st, wanted);
    bind_day(st, 5, late);
    rc = waiting_counts_take(out, st, e);
out:
    statement_done(st);
    return rc;
}

enum err_code waiting_count(struct waiting_counts *out, struct db *db,
                            const struct waiting_wanted *wanted, struct day late,
                            struct err *e)
{
    return uuid_is_nil(wanted->organisation.u)
               ? handover_tally_count(out, db, wanted, late, e)
               : count_own(out, db, wanted, late, e);
}
