/* One person's rows of file_now, made from the facts: what is on record decides, and
 * the rules of domain/ (the status of a trajectory) are asked, not written again in
 * SQL. */
#include "store/file_now_inside.h"

#include "domain/trajectory_status.h"
#include "store/file_now_store.h"
#include "store/file_tally.h"
#include "store/handover_waiting.h"

void file_now_moved(struct write *w, enum noun noun, struct person_id person)
{
    static const bool moves[N_NOUNS] = {[NOUN_TRAJECTORY] = true,
                                        [NOUN_START] = true,
                                        [NOUN_END] = true,
                                        [NOUN_PHASE] = true,
                                        [NOUN_CONTACT] = true,
                                        [NOUN_ACTIVITY] = true,
                                        [NOUN_OUTCOME] = true,
                                        [NOUN_GUIDANCE] = true,
                                        [NOUN_STEP] = true,
                                        [NOUN_STEP_STATE] = true,
                                        [NOUN_APPOINTMENT] = true,
                                        [NOUN_CONSENT] = true,
                                        [NOUN_CONSENT_WITHDRAWAL] = true,
                                        [NOUN_HANDOVER] = true,
                                        [NOUN_HANDOVER_EVENT] = true,
                                        [NOUN_ERASURE] = true};
    if (!moves[noun]) return;
    if (w->n_moved && uuid_eq(w->moved[w->n_moved - 1].u, person.u)) return;
    mem_push_room(w->moved, w->n_moved, w->moved_cap);
    w->moved[w->n_moved++] = person;
}

/* What the rows of one person have in common. */
struct standing {
    struct trajectory_days days;
    int64_t last_contact_on, next_on;
    struct str phase;
    char phase_code[40];
};

static struct day day_or_none(struct statement *st, int column)
{
    return column_day(st, column);
}

/* The trajectory that began last, and its days. */
static enum err_code read_days(struct standing *out, struct db *db,
                               const struct uuid *person, struct err *e)
{
    struct statement *st = NULL;
    struct trajectory_days *d = &out->days;
    enum err_code rc;
    bool row;
    TRY(db_prepare(
        &st, db,
        "WITH t AS (SELECT id, reached_on FROM trajectory_fact WHERE person = $1 AND "
        "retracted_at IS NULL ORDER BY reached_on DESC, id DESC LIMIT 1), "
        "s AS (SELECT MIN(happened_on) AS day FROM trajectory_start, t WHERE "
        "person = $1 AND trajectory = t.id AND retracted_at IS NULL), "
        "j AS (SELECT happened_on, ended_on FROM outcome, t WHERE person = $1 AND "
        "trajectory = t.id AND kind = 'employed' AND retracted_at IS NULL "
        "ORDER BY happened_on DESC, outcome.id DESC LIMIT 1), "
        "n AS (SELECT happened_on, kind FROM trajectory_end, t WHERE person = $1 AND "
        "trajectory = t.id AND retracted_at IS NULL "
        "ORDER BY happened_on DESC, trajectory_end.id DESC LIMIT 1), "
        "a AS (SELECT happened_on FROM contact, t WHERE person = $1 AND "
        "trajectory = t.id AND retracted_at IS NULL UNION ALL "
        "SELECT happened_on FROM activity, t WHERE person = $1 AND "
        "trajectory = t.id AND retracted_at IS NULL UNION ALL "
        "SELECT happened_on FROM phase_episode, t WHERE person = $1 AND "
        "trajectory = t.id AND retracted_at IS NULL) "
        "SELECT (SELECT reached_on FROM t), (SELECT day FROM s), (SELECT "
        "MIN(happened_on) FROM a WHERE happened_on > (SELECT day FROM s)), "
        "(SELECT happened_on FROM j), (SELECT ended_on FROM j), "
        "(SELECT happened_on FROM n), (SELECT kind FROM n)",
        e));
    bind_uuid(st, 1, person);
    TRY(statement_step(&row, st, e));
    *d = (struct trajectory_days){.reached = day_or_none(st, 0),
                                  .started = day_or_none(st, 1),
                                  .active = day_or_none(st, 2),
                                  .employed = day_or_none(st, 3),
                                  .job_ended = day_or_none(st, 4),
                                  .ended = day_or_none(st, 5),
                                  .end_kind = CODE_MISSING};
    int kind = code_index(code_list_at(LIST_END_KIND), column_text(st, 6));
    if (kind >= 0) d->end_kind = (uint8_t)kind;
out:
    statement_done(st);
    return rc;
}

static enum err_code read_course(struct standing *out, struct db *db,
                                 const struct uuid *person, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(
        &st, db,
        "SELECT (SELECT code FROM phase_episode WHERE person = $1 AND retracted_at IS "
        "NULL ORDER BY ended_on IS NULL DESC, happened_on DESC, id DESC LIMIT 1), "
        "COALESCE((SELECT MAX(happened_on) FROM contact WHERE person = $1 AND "
        "retracted_at IS NULL), $2), "
        "COALESCE((SELECT MIN(day) FROM ("
        "SELECT a.starts_at / 86400000 AS day FROM appointment AS a WHERE "
        "a.person = $1 AND a.retracted_at IS NULL AND a.state = 'planned' AND NOT "
        "EXISTS (SELECT 1 FROM appointment AS b WHERE b.person = $1 AND b.id = a.id "
        "AND b.sequence > a.sequence) UNION ALL "
        "SELECT due_on FROM step AS s WHERE s.person = $1 AND s.retracted_at IS NULL "
        "AND due_on IS NOT NULL AND COALESCE((SELECT state FROM step_state AS t WHERE "
        "t.person = $1 AND t.step = s.id AND t.retracted_at IS NULL ORDER BY "
        "t.happened_on DESC, t.id DESC LIMIT 1), 'open') IN ('open', 'help') UNION ALL "
        "SELECT next_on FROM guidance WHERE person = $1 AND retracted_at IS NULL AND "
        "next_on IS NOT NULL AND valid_to IS NULL)), $3)",
        e));
    bind_uuid(st, 1, person);
    bind_int(st, 2, INT32_MIN);
    bind_int(st, 3, INT32_MAX);
    TRY(statement_step(&row, st, e));
    struct str phase = column_text(st, 0);
    snprintf(out->phase_code, sizeof out->phase_code, "%.*s", STR_ARG(phase));
    out->last_contact_on = column_int(st, 1);
    out->next_on = column_int(st, 2);
out:
    statement_done(st);
    return rc;
}

static int compare_places(const void *a, const void *b)
{
    return uuid_compare(((const struct file_place *)a)->organisation.u,
                        ((const struct file_place *)b)->organisation.u);
}

/* Runs a statement that gives back the places it wrote or removed, in whatever order.
 */
static enum err_code take_places(struct file_places *out, struct statement *st,
                                 struct err *e)
{
    enum err_code rc;
    bool row;
    for (;;) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        mem_push_room(out->at, out->n, out->cap);
        file_place_of(&out->at[out->n++], st);
    }
    if (out->n > 1) qsort(out->at, out->n, sizeof *out->at, compare_places);
out:
    return rc;
}

static enum err_code clear(struct file_places *before, struct db *db,
                           const struct uuid *person, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, db,
                   "DELETE FROM file_now WHERE person = $1 "
                   "RETURNING " FILE_PLACE_COLUMNS,
                   e));
    bind_uuid(st, 1, person);
    rc = take_places(before, st, e);
out:
    statement_done(st);
    return rc;
}

static enum err_code put(struct file_places *after, struct db *db,
                         const struct uuid *person, const struct standing *s,
                         int status, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    const struct code_list *statuses = code_list_at(LIST_TRAJECTORY_STATUS);
    TRY(db_prepare(
        &st, db,
        "INSERT INTO file_now (organisation, person, worker, phase, status, "
        "reached_on, last_contact_on, next_on, valid_to) "
        "SELECT o.organisation, $1, (SELECT g.worker FROM guidance AS g WHERE "
        "g.person = $1 AND g.organisation = o.organisation AND g.retracted_at IS NULL "
        "AND g.worker IS NOT NULL ORDER BY g.valid_to IS NULL DESC, g.valid_from DESC, "
        "g.id DESC LIMIT 1), $2, $3, $4, $5, $6, MAX(o.valid_to) FROM ("
        "SELECT organisation, COALESCE(valid_to, $7) AS valid_to FROM guidance WHERE "
        "person = $1 AND keeps_file = 1 AND retracted_at IS NULL AND organisation IS "
        "NOT NULL UNION ALL SELECT host, $7 FROM trajectory_fact WHERE person = $1 AND "
        "retracted_at IS NULL AND host IS NOT NULL UNION ALL SELECT p.promotor, $7 "
        "FROM "
        "trajectory_fact AS t JOIN project_fact AS p ON p.id = t.project AND "
        "p.retracted_at IS NULL WHERE t.person = $1 AND t.retracted_at IS NULL AND "
        "p.promotor IS NOT NULL UNION ALL SELECT c.receiver, COALESCE(c.valid_to, $7) "
        "FROM consent AS c WHERE c.person = $1 AND c.is_given = 1 AND c.purpose <> "
        "'employer' AND c.retracted_at IS NULL AND NOT EXISTS (SELECT 1 FROM "
        "consent_withdrawal AS w WHERE w.person = c.person AND w.consent = c.id AND "
        "w.retracted_at IS NULL)) AS o GROUP BY o.organisation "
        "RETURNING " FILE_PLACE_COLUMNS,
        e));
    bind_uuid(st, 1, person);
    bind_text(st, 2, str_of(s->phase_code));
    bind_text(st, 3, str_of(status >= 0 ? statuses->codes[status].code : ""));
    bind_day(st, 4, s->days.reached);
    bind_int(st, 5, s->last_contact_on);
    bind_int(st, 6, s->next_on);
    bind_int(st, 7, INT32_MAX);
    rc = take_places(after, st, e);
out:
    statement_done(st);
    return rc;
}

static enum err_code make_one(struct db *db, const struct uuid *person,
                              struct day today, struct err *e)
{
    struct standing s = {0};
    struct file_places before = {0}, after = {0};
    enum err_code rc;
    TRY(clear(&before, db, person, e));
    TRY(read_days(&s, db, person, e));
    TRY(read_course(&s, db, person, e));
    TRY(put(&after, db, person, &s, trajectory_status_on(&s.days, today), e));
    TRY(file_tally_move(db, &before, &after, e));
    rc = handover_waiting_make(db, person, today, e);
out:
    free(before.at);
    free(after.at);
    return rc;
}

static int compare_persons(const void *a, const void *b)
{
    return uuid_compare(((const struct person_id *)a)->u,
                        ((const struct person_id *)b)->u);
}

enum err_code file_now_settle(struct write *w, struct err *e)
{
    struct day today = day_of_moment(w->now_ms);
    enum err_code rc = OK;
    if (w->n_moved > 1) qsort(w->moved, w->n_moved, sizeof *w->moved, compare_persons);
    for (size_t i = 0; i < w->n_moved; i++) {
        if (i && uuid_eq(w->moved[i].u, w->moved[i - 1].u)) continue;
        TRY(make_one(w->db, &w->moved[i].u, today, e));
    }
out:
    w->n_moved = 0;
    return rc;
}

enum err_code file_now_rebuild(int64_t *n_out, struct write *w, struct err *e)
{
    struct day today = day_of_moment(w->now_ms);
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    *n_out = 0;
    TRY(db_prepare(&st, w->db, "DELETE FROM file_now", e));
    TRY(statement_run(st, e));
    statement_done(st);
    st = NULL;
    TRY(file_tally_clear(w->db, e));
    TRY(handover_waiting_clear(w->db, e));
    TRY(db_prepare(&st, w->db, "SELECT id FROM person ORDER BY id", e));
    for (;;) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        struct uuid person = column_uuid(st, 0);
        TRY(make_one(w->db, &person, today, e));
    }
    statement_done(st);
    st = NULL;
    TRY(db_prepare(&st, w->db, "SELECT COUNT(*) FROM file_now", e));
    TRY(statement_step(&row, st, e));
    *n_out = column_int(st, 0);
out:
    statement_done(st);
    return write_note(w, rc);
}
