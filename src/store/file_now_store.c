/* Lists go on from the last row of the page before (a key, not a number of rows to
 * skip), each along an index of its own order. */
#include "store/file_now_store.h"

#include "store/db_backend.h"

enum { NO_CONTACT = INT32_MIN, NO_NEXT = INT32_MAX };

struct file_days {
    int64_t contact_from, contact_to, next_from, next_to;
};

/* Along the index of the order that is asked for, which holds all of the row. */
#define FILES(condition, order)                                                        \
    "SELECT person, worker, phase, status, reached_on, last_contact_on, next_on "      \
    "FROM file_now WHERE organisation = $1 AND valid_to >= $2 "                        \
    "AND ($4 IS NULL OR status = $4) AND " condition " ORDER BY " order " LIMIT $11"
/* $9 the day and $10 the person to go on from; a bound of the days is in there too */
#define BY_CONTACT(condition)                                                          \
    FILES(condition " AND last_contact_on >= $5 AND next_on BETWEEN $7 AND $8 "        \
                    "AND (last_contact_on, person) < ($9, $10)",                       \
          "last_contact_on DESC, person DESC")
#define BY_NEXT(condition, day)                                                        \
    FILES(condition " AND " day " <= $8 AND last_contact_on BETWEEN $5 AND $6 "        \
                    "AND (" day ", person) > ($9, $10)",                               \
          "next_on, person")
/* a + keeps the index of another order out of it: one worker has few files */
#define OF_WORKER "worker = $3 AND ($12 IS NULL OR phase = $12)"

static void bind_code(struct statement *st, int number, enum list_number list,
                      uint8_t code)
{
    if (code == CODE_MISSING)
        bind_null(st, number);
    else
        bind_text(st, number, str_of(code_list_at(list)->codes[code].code));
}

/* $1 to $4 */
static void bind_filter(struct statement *st, const struct file_filter *f)
{
    bind_uuid(st, 1, &f->organisation.u);
    bind_int(st, 2, f->today.v);
    bind_uuid(st, 3, &f->worker);
    bind_code(st, 4, LIST_TRAJECTORY_STATUS, f->status);
}

/* The order of each statement decides which numbers stand in it: see bind_days. */
static enum err_code prepare_list(struct statement **out, struct db *db,
                                  const struct file_filter *f, struct err *e)
{
    bool of_worker = !uuid_is_nil(f->worker), in_phase = f->phase != CODE_MISSING;
    switch (f->order) {
    case FILES_BY_LAST_CONTACT:
        if (of_worker) return db_prepare(out, db, BY_CONTACT(OF_WORKER), e);
        if (in_phase)
            return db_prepare(out, db, BY_CONTACT("$3 IS NULL AND phase = $12"), e);
        return db_prepare(out, db, BY_CONTACT("$3 IS NULL AND $12 IS NULL"), e);
    case FILES_BY_NEXT:
        if (of_worker) return db_prepare(out, db, BY_NEXT(OF_WORKER, "+next_on"), e);
        return db_prepare(
            out, db, BY_NEXT("$3 IS NULL AND ($12 IS NULL OR phase = $12)", "next_on"),
            e);
    case FILES_BY_PERSON:
        break;
    }
    return db_prepare(out, db,
                      FILES("($3 IS NULL OR worker = $3) "
                            "AND ($12 IS NULL OR phase = $12) "
                            "AND last_contact_on BETWEEN $5 AND $6 "
                            "AND next_on BETWEEN $7 AND $8 AND person > $10",
                            "person"),
                      e);
}

/* A range leaves out who has no such day. */
static struct file_days days_of(const struct file_filter *f)
{
    bool from = !day_is_none(f->from), to = !day_is_none(f->to);
    return (struct file_days){.contact_from = !f->by_contact ? NO_CONTACT
                                              : from         ? f->from.v
                                                             : NO_CONTACT + 1,
                              .contact_to = f->by_contact && to ? f->to.v : INT32_MAX,
                              .next_from = f->by_next && from ? f->from.v : INT32_MIN,
                              .next_to = !f->by_next ? NO_NEXT
                                         : to        ? f->to.v
                                                     : NO_NEXT - 1};
}

/* Begins where the page before ended, or at the end of the range if that comes later.
 */
static void bind_place(struct statement *st, const struct file_filter *f,
                       const struct file_days *d)
{
    static const uint8_t first[16] = {0};
    static const uint8_t last[17] = {255, 255, 255, 255, 255, 255, 255, 255, 255,
                                     255, 255, 255, 255, 255, 255, 255, 255};
    const struct file_now *a = &f->after;
    bool is_start = uuid_is_nil(a->person.u);
    bool is_falling = f->order == FILES_BY_LAST_CONTACT;
    int64_t edge = is_falling ? d->contact_to : d->next_from;
    int64_t day = !is_falling ? day_is_none(a->next_on) ? NO_NEXT : a->next_on.v
                  : day_is_none(a->last_contact_on) ? NO_CONTACT
                                                    : a->last_contact_on.v;
    if (f->order != FILES_BY_PERSON) {
        is_start = is_start || (is_falling ? day > edge : day < edge);
        bind_int(st, 9, is_start ? edge : day);
    }
    if (!is_start)
        bind_uuid(st, 10, &a->person.u);
    else if (is_falling)
        bind_blob(st, 10, last, sizeof last);
    else
        bind_blob(st, 10, first, sizeof first);
}

static void bind_days(struct statement *st, const struct file_filter *f,
                      const struct file_days *d)
{
    bind_int(st, 5, d->contact_from);
    if (f->order != FILES_BY_LAST_CONTACT) bind_int(st, 6, d->contact_to);
    if (f->order != FILES_BY_NEXT) bind_int(st, 7, d->next_from);
    bind_int(st, 8, d->next_to);
}

static uint8_t code_of(struct statement *st, int column, enum list_number list)
{
    int i = code_index(code_list_at(list), column_text(st, column));
    return i < 0 ? CODE_MISSING : (uint8_t)i;
}

static struct file_now file_of(struct statement *st)
{
    struct file_now f = {.person = {column_uuid(st, 0)},
                         .worker = column_uuid(st, 1),
                         .phase = code_of(st, 2, LIST_PHASE),
                         .status = code_of(st, 3, LIST_TRAJECTORY_STATUS),
                         .reached_on = column_day(st, 4),
                         .last_contact_on = column_day(st, 5),
                         .next_on = column_day(st, 6)};
    if (f.next_on.v == NO_NEXT) f.next_on = DAY_NONE;
    return f;
}

enum err_code file_now_list(struct file_now **out, size_t *n_out, struct arena *a,
                            struct db *db, const struct file_filter *f, struct err *e)
{
    struct statement *st = NULL;
    struct file_days days = days_of(f);
    size_t limit = MIN_OF(f->limit, (size_t)FILES_MOST);
    enum err_code rc;
    bool row;
    *out = arena_new_array(a, struct file_now, limit + 1);
    *n_out = 0;
    TRY(prepare_list(&st, db, f, e));
    bind_filter(st, f);
    bind_days(st, f, &days);
    bind_place(st, f, &days);
    bind_int(st, 11, (int64_t)limit);
    bind_code(st, 12, LIST_PHASE, f->phase);
    for (;;) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        (*out)[(*n_out)++] = file_of(st);
    }
out:
    statement_done(st);
    return rc;
}

/* --- counts --- */

/* Rows of a phase and a number of files. */
static enum err_code add_counts(int64_t by_phase[N_PHASE + 1], struct statement *st,
                                struct err *e)
{
    enum err_code rc;
    bool row;
    for (;;) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        uint8_t phase = code_of(st, 0, LIST_PHASE);
        by_phase[phase == CODE_MISSING ? N_PHASE : phase] += column_int(st, 1);
    }
out:
    return rc;
}

/* Without days: rows that stand for many files. */
static enum err_code count_tallied(int64_t by_phase[N_PHASE + 1], struct db *db,
                                   const struct file_filter *f, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, db,
                   "SELECT phase, n FROM file_tally WHERE organisation = $1 AND "
                   "valid_to >= $2 AND ($3 IS NULL OR worker = $3) AND "
                   "($4 IS NULL OR status = $4)",
                   e));
    bind_filter(st, f);
    rc = add_counts(by_phase, st, e);
out:
    statement_done(st);
    return rc;
}

/* Within the days, along the index that has `next` or not. */
#define DAYS_ASKED(next)                                                               \
    "AND valid_to >= $2 AND ($4 IS NULL OR status = $4) "                              \
    "AND last_contact_on BETWEEN $5 AND $6 AND " next " BETWEEN $7 AND $8"

static void bind_all_days(struct statement *st, const struct file_filter *f)
{
    struct file_days d = days_of(f);
    bind_int(st, 5, d.contact_from);
    bind_int(st, 6, d.contact_to);
    bind_int(st, 7, d.next_from);
    bind_int(st, 8, d.next_to);
}

/* One worker's, or in a range of what comes next: the files in it one by one. */
static enum err_code count_each(int64_t by_phase[N_PHASE + 1], struct db *db,
                                const struct file_filter *f, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    if (uuid_is_nil(f->worker))
        TRY(db_prepare(&st, db,
                       "SELECT phase, 1 FROM file_now WHERE organisation = $1 AND "
                       "$3 IS NULL " DAYS_ASKED("next_on"),
                       e));
    else
        TRY(db_prepare(&st, db,
                       "SELECT phase, 1 FROM file_now WHERE organisation = $1 AND "
                       "worker = $3 " DAYS_ASKED("+next_on"),
                       e));
    bind_filter(st, f);
    bind_all_days(st, f);
    rc = add_counts(by_phase, st, e);
out:
    statement_done(st);
    return rc;
}

/* In a range of contacts: a stretch of the index for each phase. */
static enum err_code count_stretches(int64_t by_phase[N_PHASE + 1], struct db *db,
                                     const struct file_filter *f, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = OK;
    bool row;
    for (unsigned i = 0; i <= N_PHASE; i++) {
        TRY(db_prepare(&st, db,
                       "SELECT COUNT(*) FROM file_now WHERE organisation = $1 AND "
                       "$3 IS NULL AND phase = $12 " DAYS_ASKED("+next_on"),
                       e));
        bind_filter(st, f);
        bind_all_days(st, f);
        bind_text(st, 12,
                  i < N_PHASE ? str_of(code_list_at(LIST_PHASE)->codes[i].code)
                              : S(""));
        TRY(statement_step(&row, st, e));
        by_phase[i] = column_int(st, 0);
        statement_done(st);
        st = NULL;
    }
out:
    statement_done(st);
    return rc;
}

enum err_code file_now_count(int64_t by_phase[N_PHASE + 1], struct db *db,
                             const struct file_filter *f, struct err *e)
{
    for (size_t i = 0; i <= N_PHASE; i++)
        by_phase[i] = 0;
    if (!f->by_contact && !f->by_next) return count_tallied(by_phase, db, f, e);
    if (f->by_next || !uuid_is_nil(f->worker)) return count_each(by_phase, db, f, e);
    return count_stretches(by_phase, db, f, e);
}
