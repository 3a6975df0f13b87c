#include "store/directory_search.h"

#include "store/gather.h"

static void bind_text_or_null(struct statement *st, int number, struct str text)
{
    if (text.n)
        bind_text(st, number, text);
    else
        bind_null(st, number);
}

/* --- services --- */

/* An attribute of the service has a term that fits. */
#define HAS_TERM(fits)                                                                 \
    "EXISTS (SELECT 1 FROM directory_record AS t WHERE t.above = s.id AND t.kind "     \
    "= 'attribute' AND t.retracted_at IS NULL AND " fits ")"
#define LOCATED                                                                        \
    "EXISTS (SELECT 1 FROM directory_record AS l JOIN directory_record AS d ON "       \
    "d.location = l.location AND d.kind = 'address' AND d.retracted_at IS NULL "       \
    "WHERE l.service = s.id AND l.kind = 'service_at_location' AND l.retracted_at"     \
    " IS NULL AND d.place = $4)"
#define SERVED                                                                         \
    "EXISTS (SELECT 1 FROM directory_record AS v WHERE v.service = s.id AND "          \
    "v.kind = 'service_area' AND v.retracted_at IS NULL AND v.place = $4)"
#define SPEAKS                                                                         \
    "(EXISTS (SELECT 1 FROM directory_record AS g WHERE g.service = s.id AND "         \
    "g.kind = 'language' AND g.retracted_at IS NULL AND lower(g.content ->> "          \
    "'$.code') = lower($5)) OR (lower($5) = 'nl' AND NOT EXISTS (SELECT 1 FROM "       \
    "directory_record AS g WHERE g.service = s.id AND g.kind = 'language' AND "        \
    "g.retracted_at IS NULL)))"
#define COST(amount)                                                                   \
    "EXISTS (SELECT 1 FROM directory_record AS c WHERE c.service = s.id AND "          \
    "c.kind = 'cost_option' AND c.retracted_at IS NULL AND c.content ->> "             \
    "'$.amount' " amount ")"
#define VERIFIED_ON                                                                    \
    "nullif(max(coalesce((SELECT max(k.happened_on) FROM directory_check AS k "        \
    "WHERE k.service = s.id AND k.retracted_at IS NULL), -1000000), "                  \
    "coalesce(unixepoch(s.content ->> '$.assured_date') / 86400, -1000000)), "         \
    "-1000000)"
#define HAS_THE_TERM HAS_TERM("t.term = $2")
#define HAS_A_TERM                                                                     \
    HAS_TERM("(t.content ->> '$.link_type' = $12 OR t.term IN (SELECT x.id FROM "      \
             "directory_record AS x WHERE x.term = $3 AND x.kind = 'taxonomy_term' "   \
             "AND x.retracted_at IS NULL))")
#define IS_FULL HAS_TERM("t.term = $11")
#define IS_FREE COST("= 0") " AND NOT " COST("> 0")
#define IS_KEPT                                                                        \
    "EXISTS (SELECT 1 FROM directory_keeper AS p WHERE p.service = s.id AND "          \
    "p.organisation = $9 AND p.retracted_at IS NULL)"
#define WANTED                                                                         \
    " FROM directory_record AS s LEFT JOIN directory_record AS o ON o.id = "           \
    "s.organisation AND o.kind = 'organization' AND o.retracted_at IS NULL WHERE "     \
    "s.kind = 'service' AND s.retracted_at IS NULL AND ($1 IS NULL OR "                \
    "instr(lower(s.content ->> '$.name'), lower($1)) > 0 OR "                          \
    "instr(lower(coalesce(s.content ->> '$.description', '')), lower($1)) > 0 OR "     \
    "instr(lower(coalesce(o.content ->> '$.name', '')), lower($1)) > 0) AND ($2 IS "   \
    "NULL OR " HAS_THE_TERM ") AND ($3 IS NULL OR " HAS_A_TERM                         \
    ") AND ($4 IS NULL OR " LOCATED " OR " SERVED ") AND ($5 IS NULL OR " SPEAKS       \
    ") AND ($6 = 0 OR (" IS_FREE ")) AND ($7 = 0 OR (s.content ->> '$.status' = "      \
    "'active' AND NOT " IS_FULL ")) AND ($8 IS NULL OR s.organisation = $8) AND ($9 "  \
    "IS NULL OR " IS_KEPT ") AND ($10 = 0 OR s.recorded_at >= $10)"

static enum err_code hit_row(void *out, struct arena *a, struct statement *st,
                             struct err *e)
{
    struct service_hit *h = out;
    (void)a;
    (void)e;
    h->id = column_uuid(st, 0);
    h->is_here = column_int(st, 1) != 0;
    h->verified_on = column_day(st, 2);
    return OK;
}

static void bind_service(struct statement *st, const struct service_wanted *w,
                         const struct uuid *full)
{
    bind_text_or_null(st, 1, w->words);
    bind_uuid(st, 2, &w->term);
    bind_uuid(st, 3, &w->taxonomy);
    bind_text_or_null(st, 4, str_of(w->place));
    bind_text_or_null(st, 5, w->language);
    bind_int(st, 6, w->is_free);
    bind_int(st, 7, w->is_active);
    bind_uuid(st, 8, &w->organisation);
    bind_uuid(st, 9, &w->keeper.u);
    bind_int(st, 10, w->modified_from_ms);
    bind_uuid(st, 11, full);
    bind_text_or_null(st, 12, str_of(w->own_terms));
}

static enum err_code count_of(int64_t *out, struct statement *st, struct err *e)
{
    bool row;
    enum err_code rc = statement_step(&row, st, e);
    *out = rc == OK && row ? column_int(st, 0) : 0;
    statement_done(st);
    return rc;
}

enum err_code service_search(struct service_hit **out, size_t *n_out,
                             int64_t *total_out, struct arena *a, struct db *db,
                             const struct service_wanted *w, struct err *e)
{
    struct uuid full = directory_term_id(TAXONOMY_PROPERTY, SERVICE_PROPERTY_FULL);
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, db,
                   "SELECT s.id, $4 IS NOT NULL AND " LOCATED ", " VERIFIED_ON
                   " AS verified" WANTED
                   " ORDER BY s.content ->> '$.status' <> 'active', 2 DESC, verified "
                   "IS NULL, verified DESC, lower(s.content ->> '$.name'), s.id LIMIT "
                   "$13 OFFSET $14",
                   e));
    bind_service(st, w, &full);
    bind_int(st, 13, (int64_t)w->most);
    bind_int(st, 14, (int64_t)w->first);
    TRY(rows_gather(out, n_out, a, hit_row, st, e));
    if (!total_out) goto out;
    TRY(db_prepare(&st, db, "SELECT count(*)" WANTED, e));
    bind_service(st, w, &full);
    rc = count_of(total_out, st, e);
out:
    return rc;
}

/* --- other kinds --- */

#define RECORD_COLUMNS                                                                 \
    "r.id, r.kind, r.organisation, r.service, r.service_at, r.location, r.above, "     \
    "r.term, r.place, r.content"
#define WANTED_RECORDS                                                                 \
    " FROM directory_record AS r LEFT JOIN directory_record AS s ON s.id = "           \
    "r.service AND s.kind = 'service' AND s.retracted_at IS NULL WHERE r.kind = "      \
    "$1 AND r.retracted_at IS NULL AND ($2 IS NULL OR "                                \
    "instr(lower(coalesce(r.content ->> '$.name', '')), lower($2)) > 0 OR "            \
    "instr(lower(coalesce(r.content ->> '$.description', '')), lower($2)) > 0 OR "     \
    "instr(lower(coalesce(s.content ->> '$.name', '')), lower($2)) > 0) AND ($3 "      \
    "IS NULL OR r.above = $3) AND ($4 IS NULL OR r.term = $4) AND ($5 = 0 OR "         \
    "r.above IS NULL) AND ($6 IS NULL OR s.organisation = $6) AND ($7 IS NULL OR "     \
    "EXISTS (SELECT 1 FROM directory_record AS t WHERE t.above = s.id AND t.kind "     \
    "= 'attribute' AND t.term = $7 AND t.retracted_at IS NULL)) AND ($8 IS NULL "      \
    "OR EXISTS (SELECT 1 FROM directory_record AS d WHERE d.location = r.location"     \
    " AND d.kind = 'address' AND d.content ->> '$.postal_code' = $8 AND "              \
    "d.retracted_at IS NULL)) AND ($9 = 0 OR max(r.recorded_at, "                      \
    "coalesce(s.recorded_at, 0)) >= $9)"

static enum err_code found_row(void *out, struct arena *a, struct statement *st,
                               struct err *e)
{
    return directory_record_from_row(out, a, st, e);
}

static void bind_records(struct statement *st, const struct directory_wanted *w)
{
    bind_text(st, 1, str_of(directory_shape(w->kind)->name));
    bind_text_or_null(st, 2, w->words);
    bind_uuid(st, 3, &w->above);
    bind_uuid(st, 4, &w->taxonomy);
    bind_int(st, 5, w->is_top_only);
    bind_uuid(st, 6, &w->organisation);
    bind_uuid(st, 7, &w->term);
    bind_text_or_null(st, 8, w->postal_code);
    bind_int(st, 9, w->modified_from_ms);
}

enum err_code directory_search(struct directory_record **out, size_t *n_out,
                               int64_t *total_out, struct arena *a, struct db *db,
                               const struct directory_wanted *w, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, db,
                   "SELECT " RECORD_COLUMNS WANTED_RECORDS
                   " ORDER BY r.id LIMIT $10 OFFSET $11",
                   e));
    bind_records(st, w);
    bind_int(st, 10, (int64_t)w->most);
    bind_int(st, 11, (int64_t)w->first);
    TRY(rows_gather(out, n_out, a, found_row, st, e));
    if (!total_out) goto out;
    TRY(db_prepare(&st, db, "SELECT count(*)" WANTED_RECORDS, e));
    bind_records(st, w);
    rc = count_of(total_out, st, e);
out:
    return rc;
}

enum err_code directory_organisation_named(struct uuid *out, struct db *db,
                                           struct str name, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    *out = (struct uuid){{0}};
    TRY(db_prepare(&st, db,
                   "SELECT r.id FROM directory_record AS r WHERE r.kind = "
                   "'organization' AND "
                   "r.retracted_at IS NULL"
                   " AND lower(r.content ->> '$.name') = lower($1) ORDER BY "
                   "r.id LIMIT 1",
                   e));
    bind_text(st, 1, name);
    TRY(statement_step(&row, st, e));
    if (row) *out = column_uuid(st, 0);
out:
    statement_done(st);
    return rc;
}
