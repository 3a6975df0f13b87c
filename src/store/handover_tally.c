/* Invariants: the sum of n where municipality and province are '' is the number of rows
 * in handover_waiting; no row has n = 0. */
#include "store/handover_tally.h"

#include "store/db_backend.h"

#define COPY(to, st, column)                                                           \
    snprintf((to), sizeof(to), "%.*s", STR_ARG(column_text((st), (column))))

/* --- rows that come and go --- */

static struct waiting_place place_of(struct statement *st)
{
    struct waiting_place p = {.handover = column_uuid(st, 0),
                              .since_on = column_int(st, 4),
                              .is_twice = column_int(st, 6) != 0};
    struct str state = column_text(st, 5);
    COPY(p.municipality, st, 1);
    COPY(p.province, st, 2);
    COPY(p.receiver_kind, st, 3);
    p.is_asked = str_eq_c(state, "proposed") || str_eq_c(state, "received");
    p.is_refused = str_eq_c(state, "refused") || str_eq_c(state, "other_proposed");
    return p;
}

static int compare_places(const void *a, const void *b)
{
    return uuid_compare(((const struct waiting_place *)a)->handover,
                        ((const struct waiting_place *)b)->handover);
}

enum err_code waiting_places_take(struct waiting_places *out, struct statement *st,
                                  struct err *e)
{
    enum err_code rc;
    bool row;
    for (;;) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        mem_push_room(out->at, out->n, out->cap);
        out->at[out->n++] = place_of(st);
    }
    if (out->n > 1) qsort(out->at, out->n, sizeof *out->at, compare_places);
out:
    return rc;
}

static bool is_same(const struct waiting_place *a, const struct waiting_place *b)
{
    return a->since_on == b->since_on && a->is_asked == b->is_asked &&
           a->is_refused == b->is_refused && a->is_twice == b->is_twice &&
           strcmp(a->municipality, b->municipality) == 0 &&
           strcmp(a->province, b->province) == 0 &&
           strcmp(a->receiver_kind, b->receiver_kind) == 0;
}

static void bind_row(struct statement *st, const char *municipality,
                     const char *province, const struct waiting_place *p)
{
    bind_text(st, 1, str_of(municipality));
    bind_text(st, 2, str_of(province));
    bind_text(st, 3, str_of(p->receiver_kind));
    bind_int(st, 4, p->since_on);
}

static void bind_counts(struct statement *st, const struct waiting_place *p)
{
    bind_int(st, 5, p->is_asked);
    bind_int(st, 6, p->is_refused);
    bind_int(st, 7, p->is_twice);
}

static enum err_code count_more(struct db *db, const char *municipality,
                                const char *province, const struct waiting_place *p,
                                struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, db,
                   "INSERT INTO handover_tally (municipality, province, receiver_kind, "
                   "since_on, n, n_asked, n_refused, n_twice) VALUES ($1, $2, $3, $4, "
                   "1, $5, $6, $7) ON CONFLICT (municipality, province, receiver_kind, "
                   "since_on) DO UPDATE SET n = n + 1, n_asked = n_asked + $5, "
                   "n_refused = n_refused + $6, n_twice = n_twice + $7",
                   e));
    bind_row(st, municipality, province, p);
    bind_counts(st, p);
    rc = statement_run(st, e);
out:
    statement_done(st);
    return rc;
}

static enum err_code count_less(struct db *db, const char *municipality,
                                const char *province, const struct waiting_place *p,
                                struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, db,
                   "UPDATE handover_tally SET n = n - 1, n_asked = n_asked - $5, "
                   "n_refused = n_refused - $6, n_twice = n_twice - $7 WHERE "
                   "municipality = $1 AND province = $2 AND receiver_kind = $3 AND "
                   "since_on = $4",
                   e));
    bind_row(st, municipality, province, p);
    bind_counts(st, p);
    TRY(statement_run(st, e));
    statement_done(st);
    st = NULL;
    TRY(db_prepare(&st, db,
                   "DELETE FROM handover_tally WHERE municipality = $1 AND province = "
                   "$2 AND receiver_kind = $3 AND since_on = $4 AND n = 0",
                   e));
    bind_row(st, municipality, province, p);
    rc = statement_run(st, e);
out:
    statement_done(st);
    return rc;
}

typedef enum err_code count_one(struct db *db, const char *municipality,
                                const char *province, const struct waiting_place *p,
                                struct err *e);

/* Of all, of its province and of its municipality. */
static enum err_code count_everywhere(struct db *db, count_one *count,
                                      const struct waiting_place *p, struct err *e)
{
    enum err_code rc;
    TRY(count(db, "", "", p, e));
    if (p->province[0]) TRY(count(db, "", p->province, p, e));
    if (p->municipality[0]) TRY(count(db, p->municipality, p->province, p, e));
out:
    return rc;
}

enum err_code handover_tally_move(struct db *db, const struct waiting_places *before,
                                  const struct waiting_places *after, struct err *e)
{
    enum err_code rc = OK;
    bool same = before->n == after->n;
    for (size_t i = 0; same && i < before->n; i++)
        same = is_same(&before->at[i], &after->at[i]);
    if (same) goto out;
    for (size_t i = 0; i < before->n; i++)
        TRY(count_everywhere(db, count_less, &before->at[i], e));
    for (size_t i = 0; i < after->n; i++)
        TRY(count_everywhere(db, count_more, &after->at[i], e));
out:
    return rc;
}

enum err_code handover_tally_clear(struct db *db, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = db_prepare(&st, db, "DELETE FROM handover_tally", e);
    if (rc == OK) rc = statement_run(st, e);
    statement_done(st);
    return rc;
}

/* --- counts --- */

void waiting_bind_code(struct statement *st, int number, enum list_number list,
                       uint8_t index)
{
    const struct code_list *codes = code_list_at(list);
    if (index < codes->n)
        bind_text(st, number, str_of(codes->codes[index].code));
    else
        bind_null(st, number);
}

enum err_code waiting_counts_take(struct waiting_counts *out, struct statement *st,
                                  struct err *e)
{
    bool row;
    enum err_code rc = statement_step(&row, st, e);
    if (rc != OK) return rc;
    *out = (struct waiting_counts){column_int(st, 0), column_int(st, 1),
                                   column_int(st, 2), column_int(st, 3)};
    return OK;
}

/* A municipality lies in one province: when none is asked for, any will do. */
enum err_code handover_tally_count(struct waiting_counts *out, struct db *db,
                                   const struct waiting_wanted *w, struct day late,
                                   struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, db,
                   "SELECT coalesce(sum(n), 0), coalesce(sum(CASE WHEN since_on <= $4 "
                   "THEN n_asked ELSE 0 END), 0), coalesce(sum(n_refused), 0), "
                   "coalesce(sum(n_twice), 0) FROM handover_tally WHERE municipality = "
                   "$1 AND ($2 IS NULL OR province = $2) AND ($3 IS NULL OR "
                   "receiver_kind = $3)",
                   e));
    bind_text(st, 1, str_of(w->municipality));
    waiting_bind_code(st, 2, LIST_PROVINCE, w->province);
    if (!w->municipality[0] && w->province == CODE_MISSING) bind_text(st, 2, S(""));
    waiting_bind_code(st, 3, LIST_RECEIVER_KIND, w->receiver_kind);
    bind_day(st, 4, late);
    rc = waiting_counts_take(out, st, e);
out:
    statement_done(st);
    return rc;
}
