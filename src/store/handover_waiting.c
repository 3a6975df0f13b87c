#include "store/handover_waiting.h"

#include "store/from_row.h"
#include "store/gather.h"

#define COPY(to, st, column)                                                           \
    snprintf((to), sizeof(to), "%.*s", STR_ARG(column_text((st), (column))))

/* --- making --- */

/* The farthest of the events, as domain/handover_course.c takes it. */
#define MAKE                                                                           \
    "INSERT INTO handover_waiting (person, handover, from_organisation, "              \
    "to_organisation, receiver_kind, municipality, state, reason, since_on, "          \
    "is_twice) "                                                                       \
    "SELECT s.person, s.id, s.from_organisation, s.to_organisation, "                  \
    "coalesce(s.receiver_kind, ''), coalesce(o.municipality, ''), CASE s.rank WHEN 1 " \
    "THEN 'proposed' WHEN 2 THEN 'received' WHEN 3 THEN 'accepted' WHEN 4 THEN "       \
    "'refused' ELSE 'other_proposed' END, CASE s.rank WHEN 4 THEN coalesce((SELECT "   \
    "reason FROM handover_event AS v WHERE v.handover = s.id AND v.retracted_at IS "   \
    "NULL AND v.kind = 'refused' LIMIT 1), '') ELSE '' END, CASE WHEN s.rank <= 2 "    \
    "THEN s.sent_on ELSE s.since_on END, "                                             \
    "EXISTS (SELECT 1 FROM guidance AS g JOIN guidance AS k ON k.person = g.person "   \
    "AND k.domain = g.domain AND k.id > g.id AND k.retracted_at IS NULL AND "          \
    "(k.organisation IS NULL OR g.organisation IS NULL OR k.organisation <> "          \
    "g.organisation) AND k.valid_from <= $2 AND (k.valid_to IS NULL OR k.valid_to >= " \
    "$2) WHERE g.person = s.person AND g.retracted_at IS NULL AND g.domain NOT IN "    \
    "('other', 'health') AND g.valid_from <= $2 AND (g.valid_to IS NULL OR "           \
    "g.valid_to >= $2)) "                                                              \
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
    "WHERE s.rank BETWEEN 1 AND 5 AND s.sent_on IS NOT NULL AND NOT (s.rank >= 4 AND " \
    "EXISTS (SELECT 1 FROM handover AS n WHERE n.person = s.person AND n.replaces = "  \
    "s.id AND n.retracted_at IS NULL))"

enum err_code handover_waiting_make(struct db *db, const struct uuid *person,
                                    struct day today, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, db, "DELETE FROM handover_waiting WHERE person = $1", e));
    bind_uuid(st, 1, person);
    TRY(statement_run(st, e));
    statement_done(st);
    st = NULL;
    TRY(db_prepare(&st, db, MAKE, e));
    bind_uuid(st, 1, person);
    bind_day(st, 2, today);
    rc = statement_run(st, e);
out:
    statement_done(st);
    return rc;
}

enum err_code handover_waiting_clear(struct db *db, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = db_prepare(&st, db, "DELETE FROM handover_waiting", e);
    if (rc == OK) rc = statement_run(st, e);
    statement_done(st);
    return rc;
}

/* --- reading --- */

/* A province's REFNIS codes lie in one range, also after mergers. */
static void range_of(const char **low, const char **high, uint8_t province)
{
    static const struct {
        uint8_t province;
        const char *low, *high;
    } ranges[] = {
        {PROVINCE_ANTWERPEN, "1", "2"},        {PROVINCE_BRUSSELS, "21", "22"},
        {PROVINCE_VLAAMS_BRABANT, "23", "25"}, {PROVINCE_WEST_VLAANDEREN, "3", "4"},
        {PROVINCE_OOST_VLAANDEREN, "4", "5"},  {PROVINCE_LIMBURG, "7", "8"}};
    *low = "";
    *high = "~";
    for (size_t i = 0; i < ARRAY_LEN(ranges); i++)
        if (ranges[i].province == province) {
            *low = ranges[i].low;
            *high = ranges[i].high;
        }
}

#define PLACE_AND_KIND                                                                 \
    "($1 IS NULL OR r.from_organisation = $1 OR r.to_organisation = $1) AND "          \
    "r.municipality >= $2 AND r.municipality < $3 AND ($4 IS NULL OR r.municipality "  \
    "= $4) AND ($5 IS NULL OR r.receiver_kind = $5) AND NOT EXISTS (SELECT 1 FROM "    \
    "erasure AS x WHERE x.person = r.person)"

static void bind_place(struct statement *st, const struct waiting_wanted *w)
{
    const char *low, *high;
    const struct code_list *kinds = code_list_at(LIST_RECEIVER_KIND);
    range_of(&low, &high, w->province);
    bind_uuid(st, 1, &w->organisation.u);
    bind_text(st, 2, str_of(low));
    bind_text(st, 3, str_of(high));
    if (w->municipality[0])
        bind_text(st, 4, str_of(w->municipality));
    else
        bind_null(st, 4);
    if (w->receiver_kind < kinds->n)
        bind_text(st, 5, str_of(kinds->codes[w->receiver_kind].code));
    else
        bind_null(st, 5);
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
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT r.handover, r.person, r.from_organisation, r.to_organisation, f.name, "
        "t.name, nullif(r.receiver_kind, ''), r.municipality, r.state, "
        "nullif(r.reason, ''), r.since_on, r.is_twice FROM (SELECT * FROM "
        "handover_waiting AS r WHERE " PLACE_AND_KIND " AND ($6 = 0 OR r.is_twice) AND "
        "($7 = 0 OR r.state IN ('refused', 'other_proposed')) AND ($8 IS NULL OR "
        "(r.since_on <= $8 AND r.state IN ('proposed', 'received'))) ORDER BY "
        "r.since_on, r.handover LIMIT $9 OFFSET $10) AS r "
        "LEFT JOIN organisation_fact AS f ON f.id = r.from_organisation AND "
        "f.retracted_at IS NULL LEFT JOIN organisation_fact AS t ON t.id = "
        "r.to_organisation AND t.retracted_at IS NULL ORDER BY r.since_on, r.handover",
        e);
    if (rc != OK) return rc;
    bind_place(st, wanted);
    bind_int(st, 6, wanted->only_twice);
    bind_int(st, 7, wanted->only_refused);
    bind_day(st, 8, wanted->until);
    bind_int(st, 9, (int64_t)wanted->most);
    bind_int(st, 10, (int64_t)wanted->first);
    return rows_gather(out, n_out, a, read_row, st, e);
}

enum err_code waiting_count(struct waiting_counts *out, struct db *db,
                            const struct waiting_wanted *wanted, struct day late,
                            struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, db,
                   "SELECT count(*), coalesce(sum(r.since_on <= $6 AND r.state IN "
                   "('proposed', 'received')), 0), coalesce(sum(r.state IN ('refused', "
                   "'other_proposed')), 0), coalesce(sum(r.is_twice), 0) FROM "
                   "handover_waiting AS r WHERE " PLACE_AND_KIND,
                   e));
    bind_place(st, wanted);
    bind_day(st, 6, late);
    TRY(statement_step(&row, st, e));
    *out = (struct waiting_counts){column_int(st, 0), column_int(st, 1),
                                   column_int(st, 2), column_int(st, 3)};
out:
    statement_done(st);
    return rc;
}
