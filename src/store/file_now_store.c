/* Lists go on from the last row of the page before (a key, not a number of rows to
 * skip), each along an index of its own order. */
#include "store/file_now_store.h"

#include "store/db_backend.h"

#define FILE_COLUMNS                                                                   \
    "SELECT person, worker, phase, status, reached_on, last_contact_on, next_on "      \
    "FROM file_now WHERE organisation = $1 AND valid_to >= $2 "
/* the rest of the filter, where no index helps: $3 worker, $4 status, days $5 to $8 */
#define FILE_REST                                                                      \
    "AND ($3 IS NULL OR worker = $3) AND ($4 IS NULL OR status = $4) "                 \
    "AND last_contact_on BETWEEN $5 AND $6 AND next_on BETWEEN $7 AND $8 "

enum { NO_CONTACT = INT32_MIN, NO_NEXT = INT32_MAX };

static void bind_code(struct statement *st, int number, enum list_number list,
                      uint8_t code)
{
    if (code == CODE_MISSING)
        bind_null(st, number);
    else
        bind_text(st, number, str_of(code_list_at(list)->codes[code].code));
}

static void bind_filter(struct statement *st, const struct file_filter *f)
{
    bool from = !day_is_none(f->from), to = !day_is_none(f->to);
    bind_uuid(st, 1, &f->organisation.u);
    bind_int(st, 2, f->today.v);
    bind_uuid(st, 3, &f->worker);
    bind_code(st, 4, LIST_TRAJECTORY_STATUS, f->status);
    /* a range leaves out who has no such day */
    bind_int(st, 5, !f->by_contact ? NO_CONTACT : from ? f->from.v : NO_CONTACT + 1);
    bind_int(st, 6, f->by_contact && to ? f->to.v : INT32_MAX);
    bind_int(st, 7, f->by_next && from ? f->from.v : INT32_MIN);
    bind_int(st, 8, !f->by_next ? NO_NEXT : to ? f->to.v : NO_NEXT - 1);
}

/* $9 the day and $10 the person to go on from, $11 how many, $12 the phase. */
static enum err_code prepare_list(struct statement **out, struct db *db,
                                  const struct file_filter *f, struct err *e)
{
    bool in_phase = f->phase != CODE_MISSING;
    switch (f->order) {
    case FILES_BY_LAST_CONTACT:
        if (in_phase)
            return db_prepare(out, db,
                              FILE_COLUMNS
                              "AND phase = $12 " FILE_REST
                              "AND (last_contact_on, person) < ($9, $10) "
                              "ORDER BY last_contact_on DESC, person DESC LIMIT $11",
                              e);
        if (!uuid_is_nil(f->worker))
            return db_prepare(
                out, db,
                FILE_COLUMNS
                "AND worker = $3 AND ($12 IS NULL OR phase = $12) " FILE_REST
                "AND (last_contact_on, person) < ($9, $10) "
                "ORDER BY last_contact_on DESC, person DESC LIMIT $11",
                e);
        return db_prepare(out, db,
                          FILE_COLUMNS "AND ($12 IS NULL OR phase = $12) " FILE_REST
                                       "AND (last_contact_on, person) < ($9, $10) "
                                       "ORDER BY last_contact_on DESC, person DESC "
                                       "LIMIT $11",
                          e);
    case FILES_BY_NEXT:
        return db_prepare(out, db,
                          FILE_COLUMNS "AND ($12 IS NULL OR phase = $12) " FILE_REST
                                       "AND (next_on, person) > ($9, $10) "
                                       "ORDER BY next_on, person LIMIT $11",
                          e);
    case FILES_BY_PERSON:
        break;
    }
    return db_prepare(out, db,
                      FILE_COLUMNS "AND ($12 IS NULL OR phase = $12) " FILE_REST
                                   "AND $9 = $9 AND person > $10 "
                                   "ORDER BY person LIMIT $11",
                      e);
}

static void bind_place(struct statement *st, const struct file_filter *f)
{
    static const uint8_t first[16] = {0};
    static const uint8_t last[17] = {255, 255, 255, 255, 255, 255, 255, 255, 255,
                                     255, 255, 255, 255, 255, 255, 255, 255};
    const struct file_now *a = &f->after;
    bool is_falling = f->order == FILES_BY_LAST_CONTACT;
    bool is_start = uuid_is_nil(a->person.u);
    if (is_falling)
        bind_int(st, 9,
                 is_start                          ? INT32_MAX
                 : day_is_none(a->last_contact_on) ? NO_CONTACT
                                                   : a->last_contact_on.v);
    else
        bind_int(st, 9,
                 is_start                  ? INT32_MIN
                 : day_is_none(a->next_on) ? NO_NEXT
                                           : a->next_on.v);
    if (!is_start)
        bind_uuid(st, 10, &a->person.u);
    else if (is_falling)
        bind_blob(st, 10, last, sizeof last);
    else
        bind_blob(st, 10, first, sizeof first);
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
    size_t limit = MIN_OF(f->limit, (size_t)FILES_MOST);
    enum err_code rc;
    bool row;
    *out = arena_new_array(a, struct file_now, limit + 1);
    *n_out = 0;
    TRY(prepare_list(&st, db, f, e));
    bind_filter(st, f);
    bind_place(st, f);
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

enum err_code file_now_count(int64_t by_phase[N_PHASE + 1], struct db *db,
                             const struct file_filter *f, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    for (size_t i = 0; i <= N_PHASE; i++)
        by_phase[i] = 0;
    TRY(db_prepare(&st, db,
                   "SELECT phase, COUNT(*) FROM file_now WHERE organisation = $1 AND "
                   "valid_to >= $2 " FILE_REST "GROUP BY phase",
                   e));
    bind_filter(st, f);
    for (;;) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        uint8_t phase = code_of(st, 0, LIST_PHASE);
        by_phase[phase == CODE_MISSING ? N_PHASE : phase] += column_int(st, 1);
    }
out:
    statement_done(st);
    return rc;
}

enum err_code file_now_caseload(struct caseload **out, size_t *n_out, struct arena *a,
                                struct db *db, struct organisation_id organisation,
                                struct day today, struct err *e)
{
    struct statement *st = NULL;
    struct caseload *list = NULL;
    size_t n = 0, cap = 0;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, db,
                   "SELECT worker, COUNT(*) AS n FROM file_now WHERE organisation = $1 "
                   "AND valid_to >= $2 AND status NOT IN ('carried_out', 'stopped') "
                   "GROUP BY worker ORDER BY n DESC, worker",
                   e));
    bind_uuid(st, 1, &organisation.u);
    bind_int(st, 2, today.v);
    for (;;) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        mem_push_room(list, n, cap);
        list[n++] = (struct caseload){column_uuid(st, 0), column_int(st, 1)};
    }
    *out = arena_new_array(a, struct caseload, n + 1);
    if (n) memcpy(*out, list, n * sizeof *list);
    *n_out = n;
out:
    free(list);
    statement_done(st);
    return rc;
}
