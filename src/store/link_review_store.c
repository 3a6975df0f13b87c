#include "store/link_review_store.h"

#include "store/from_row.h"
#include "store/gather.h"

_Static_assert(N_LINK_VERDICT <= ARRAY_LEN(((struct link_strata *)0)->n),
               "a count for each verdict");

#define NOT_ERASED                                                                     \
    " AND NOT EXISTS (SELECT 1 FROM erasure WHERE person = p.person) "                 \
    "AND NOT EXISTS (SELECT 1 FROM erasure WHERE person = p.other)"
#define WAITING                                                                        \
    " FROM link_pair AS p WHERE p.verdict = 'review' AND p.retracted_at IS NULL "      \
    "AND NOT EXISTS (SELECT 1 FROM link_decision AS d WHERE d.person = p.person "      \
    "AND d.other = p.other AND d.retracted_at IS NULL) "                               \
    "AND NOT EXISTS (SELECT 1 FROM person_link AS a JOIN person_link AS b "            \
    "ON b.human = a.human AND b.person = p.other AND b.retracted_at IS NULL "          \
    "WHERE a.person = p.person AND a.retracted_at IS NULL)" NOT_ERASED

static enum err_code read_number(int64_t *out, struct statement *st, struct err *e)
{
    enum err_code rc;
    bool row;
    *out = 0;
    TRY(statement_step(&row, st, e));
    if (row) *out = column_int(st, 0);
out:
    statement_done(st);
    return rc;
}

enum err_code link_queue_read(struct link_pair_fact **out, size_t *n_out,
                              int64_t *n_waiting_out, struct arena *a, struct db *db,
                              size_t skip, size_t limit, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, db, "SELECT count(*)" WAITING, e));
    TRY(read_number(n_waiting_out, st, e));
    TRY(db_prepare(&st, db,
                   "SELECT " LINK_PAIR_COLUMNS WAITING
                   " ORDER BY p.millibits DESC, p.person, p.other LIMIT $2 OFFSET $1",
                   e));
    bind_int(st, 1, (int64_t)MIN_OF(skip, (size_t)INT64_MAX));
    bind_int(st, 2, (int64_t)MIN_OF(limit, (size_t)INT64_MAX));
    rc = rows_gather(out, n_out, a, link_pair_row, st, e);
out:
    return rc;
}

/* --- samples --- */

enum err_code link_strata_count(struct link_strata *out, struct db *db, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    *out = (struct link_strata){{0}};
    TRY(db_prepare(&st, db,
                   "SELECT verdict, count(*) FROM link_pair WHERE retracted_at IS NULL "
                   "GROUP BY verdict",
                   e));
    for (;;) {
        uint8_t verdict;
        TRY(statement_step(&row, st, e));
        if (!row) break;
        TRY(code_from_row(&verdict, st, 0, LIST_LINK_VERDICT, e));
        out->n[verdict] = column_int(st, 1);
    }
out:
    statement_done(st);
    return rc;
}

/* SplitMix64's finaliser over the ids: where a pair stands in the order of a seed. */
static uint64_t place_of(const struct link_pair_fact *f, uint64_t seed)
{
    uint64_t h = seed;
    uint8_t bytes[32];
    memcpy(bytes, f->person.u.b, 16);
    memcpy(bytes + 16, f->other.u.b, 16);
    for (unsigned i = 0; i < 32; i += 8) {
        uint64_t v = 0;
        for (unsigned k = 0; k < 8; k++)
            v |= (uint64_t)bytes[i + k] << (8 * k);
        h = (h ^ v) + UINT64_C(0x9e3779b97f4a7c15);
        h = (h ^ (h >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
        h = (h ^ (h >> 27)) * UINT64_C(0x94d049bb133111eb);
        h ^= h >> 31;
    }
    return h;
}

struct placed {
    uint64_t place;
    uint32_t at;
};

static int compare_placed(const void *x, const void *y)
{
    const struct placed *a = x, *b = y;
    if (a->place != b->place) return a->place < b->place ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

static int compare_at(const void *x, const void *y)
{
    const struct placed *a = x, *b = y;
    return (a->at > b->at) - (a->at < b->at);
}

static size_t keep_lowest(struct link_pair_fact *pairs, size_t n, uint64_t seed,
                          size_t limit)
{
    struct placed *order = mem_array(n, sizeof *order);
    for (size_t i = 0; i < n; i++)
        order[i] = (struct placed){place_of(&pairs[i], seed), (uint32_t)i};
    qsort(order, n, sizeof *order, compare_placed);
    size_t n_kept = MIN_OF(n, limit);
    qsort(order, n_kept, sizeof *order, compare_at);
    for (size_t i = 0; i < n_kept; i++)
        pairs[i] = pairs[order[i].at];
    free(order);
    return n_kept;
}

enum err_code link_sample_draw(struct link_pair_fact **out, size_t *n_out,
                               int64_t *n_stratum_out, struct arena *a, struct db *db,
                               uint8_t verdict, uint64_t seed, size_t limit,
                               struct err *e)
{
    struct statement *st;
    *n_out = 0;
    *n_stratum_out = 0;
    enum err_code rc =
        db_prepare(&st, db,
                   "SELECT " LINK_PAIR_COLUMNS " FROM link_pair AS p "
                   "WHERE p.verdict = $1 AND p.retracted_at IS NULL" NOT_ERASED
                   " ORDER BY p.person, p.other",
                   e);
    if (rc != OK) return rc;
    bind_text(st, 1, str_of(code_list_at(LIST_LINK_VERDICT)->codes[verdict].code));
    rc = rows_gather(out, n_out, a, link_pair_row, st, e);
    if (rc != OK) return rc;
    *n_stratum_out = (int64_t)*n_out;
    *n_out = keep_lowest(*out, *n_out, seed, limit);
    return OK;
}

static enum err_code sample_row(void *out, struct arena *a, struct statement *st,
                                struct err *e)
{
    struct link_sample_fact *f = out;
    (void)a;
    f->person.u = column_uuid(st, 0);
    f->id = column_uuid(st, 1);
    f->other.u = column_uuid(st, 2);
    f->run = column_uuid(st, 3);
    f->n_stratum = column_int(st, 5);
    f->millibits = column_int(st, 6);
    enum err_code rc = code_from_row(&f->stratum, st, 4, LIST_LINK_VERDICT, e);
    if (rc != OK) return rc;
    return code_from_row(&f->decision, st, 7, LIST_LINK_DECISION, e);
}

#define KNOWN(alias)                                                                   \
    alias ".recorded_at <= $1 AND (" alias ".retracted_at IS NULL OR " alias           \
          ".retracted_at > $1)"

enum err_code link_samples_read(struct link_sample_fact **out, size_t *n_out,
                                struct arena *a, struct db *db, int64_t known_at_ms,
                                struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT s.person, s.id, s.other, s.run, s.stratum, s.n_stratum, s.millibits, "
        "d.decision FROM link_sample AS s LEFT JOIN link_decision AS d "
        "ON d.person = s.person AND d.other = s.other AND " KNOWN(
            "d") " "
                 "WHERE " KNOWN("s") " AND s.run = (SELECT id FROM link_run AS r WHERE "
                                     "r.kind = 'sample' AND " KNOWN(
                                         "r") " ORDER BY r.written_by DESC LIMIT 1) "
                                              "ORDER BY s.stratum, s.person, s.other",
        e);
    if (rc != OK) return rc;
    bind_int(st, 1, known_at_ms);
    return rows_gather(out, n_out, a, sample_row, st, e);
}

/* --- history --- */

static enum err_code change_row(void *out, struct arena *a, struct statement *st,
                                struct err *e)
{
    struct link_change_fact *f = out;
    (void)a;
    f->id = column_uuid(st, 0);
    f->run = column_uuid(st, 1);
    f->human.u = column_uuid(st, 3);
    f->other.u = column_uuid(st, 4);
    f->n_files = column_int(st, 5);
    f->recorded_at = column_int(st, 6);
    return code_from_row(&f->kind, st, 2, LIST_LINK_CHANGE, e);
}

enum err_code link_changes_read(struct link_change_fact **out, size_t *n_out,
                                struct arena *a, struct db *db, struct human_id human,
                                size_t limit, struct err *e)
{
    struct statement *st;
    enum err_code rc =
        db_prepare(&st, db,
                   "SELECT id, run, kind, human, other, n_files, recorded_at "
                   "FROM link_change WHERE retracted_at IS NULL "
                   "AND ($1 IS NULL OR human = $1 OR other = $1) "
                   "ORDER BY written_by DESC, id DESC LIMIT $2",
                   e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &human.u);
    bind_int(st, 2, (int64_t)MIN_OF(limit, (size_t)INT64_MAX));
    return rows_gather(out, n_out, a, change_row, st, e);
}

static enum err_code period_row(void *out, struct arena *a, struct statement *st,
                                struct err *e)
{
    struct link_period *f = out;
    (void)a;
    f->human.u = column_uuid(st, 0);
    f->run = column_uuid(st, 1);
    f->recorded_at = column_int(st, 3);
    f->retracted_at = column_is_null(st, 4) ? 0 : column_int(st, 4);
    return code_from_row(&f->basis, st, 2, LIST_LINK_BASIS, e);
}

enum err_code link_periods_of_person(struct link_period **out, size_t *n_out,
                                     struct arena *a, struct db *db,
                                     struct person_id person, struct err *e)
{
    struct statement *st;
    enum err_code rc =
        db_prepare(&st, db,
                   "SELECT human, run, basis, recorded_at, retracted_at "
                   "FROM person_link WHERE person = $1 ORDER BY written_by, id",
                   e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &person.u);
    return rows_gather(out, n_out, a, period_row, st, e);
}

static enum err_code decision_period_row(void *out, struct arena *a,
                                         struct statement *st, struct err *e)
{
    struct link_decision_period *f = out;
    f->retracted_at = column_is_null(st, 7) ? 0 : column_int(st, 7);
    return link_decision_row(&f->decision, a, st, e);
}

enum err_code link_decision_periods(struct link_decision_period **out, size_t *n_out,
                                    struct arena *a, struct db *db,
                                    struct person_id person, struct err *e)
{
    struct statement *st;
    enum err_code rc =
        db_prepare(&st, db,
                   "SELECT " LINK_DECISION_COLUMNS ", retracted_at FROM link_decision "
                   "WHERE person = $1 OR other = $1 ORDER BY written_by, id",
                   e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &person.u);
    return rows_gather(out, n_out, a, decision_period_row, st, e);
}
