#include "store/group_session_read.h"

#include "store/from_row.h"
#include "store/gather.h"

#define COPY(to, st, column)                                                           \
    snprintf((to), sizeof(to), "%.*s", STR_ARG(column_text((st), (column))))

#define SESSIONS                                                                       \
    "SELECT s.id, s.project, s.partnership, s.organisation, s.worker, s.kind, "        \
    "s.title, s.happened_on, s.minutes, s.place, s.recorded_at, "                      \
    "coalesce(p.title, g.name), w.name, "                                              \
    "(SELECT count(*) FROM attendance AS t WHERE t.session = s.id AND "                \
    "t.retracted_at IS NULL), "                                                        \
    "(SELECT count(*) FROM attendance AS t WHERE t.session = s.id AND "                \
    "t.retracted_at IS NULL AND t.is_present = 1) "                                    \
    "FROM group_session AS s "                                                         \
    "LEFT JOIN project_fact AS p ON p.id = s.project AND p.retracted_at IS NULL "      \
    "LEFT JOIN partnership_fact AS g ON g.id = s.partnership AND g.retracted_at IS "   \
    "NULL LEFT JOIN worker_fact AS w ON w.id = s.worker AND w.retracted_at IS NULL "   \
    "WHERE s.retracted_at IS NULL AND "

static enum err_code session_row(void *out, struct arena *a, struct statement *st,
                                 struct err *e)
{
    struct group_session_view *v = out;
    struct group_session_fact *f = &v->fact;
    (void)a;
    f->id = column_uuid(st, 0);
    f->project.u = column_uuid(st, 1);
    f->partnership.u = column_uuid(st, 2);
    f->organisation.u = column_uuid(st, 3);
    f->worker = column_uuid(st, 4);
    COPY(f->title, st, 6);
    f->on = column_day(st, 7);
    f->minutes = (int32_t)column_int(st, 8);
    COPY(f->place, st, 9);
    f->written = (struct written){.at = column_int(st, 10), .by = f->worker};
    COPY(v->owner_name, st, 11);
    COPY(v->worker_name, st, 12);
    v->n_listed = column_int(st, 13);
    v->n_present = column_int(st, 14);
    return code_from_row(&f->kind, st, 5, LIST_ACTION_KIND, e);
}

enum err_code group_session_list(struct group_session_view **out, size_t *n_out,
                                 struct arena *a, struct db *db,
                                 struct organisation_id organisation, size_t first,
                                 size_t most, struct err *e)
{
    struct statement *st;
    enum err_code rc =
        db_prepare(&st, db,
                   SESSIONS "s.organisation = $1 ORDER BY s.happened_on DESC, s.id "
                            "DESC LIMIT $2 OFFSET $3",
                   e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &organisation.u);
    bind_int(st, 2, (int64_t)most);
    bind_int(st, 3, (int64_t)first);
    return rows_gather(out, n_out, a, session_row, st, e);
}

enum err_code group_session_read(struct group_session_view *out, struct arena *a,
                                 struct db *db, struct uuid session, struct err *e)
{
    struct statement *st;
    struct group_session_view *found;
    size_t n;
    enum err_code rc = db_prepare(&st, db, SESSIONS "s.id = $1", e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &session);
    rc = rows_gather(&found, &n, a, session_row, st, e);
    if (rc != OK) return rc;
    if (!n) return err_set(e, ERR_NOT_FOUND, "there is no such session");
    *out = found[0];
    return OK;
}

static enum err_code attendance_row(void *out, struct arena *a, struct statement *st,
                                    struct err *e)
{
    struct attendance_fact *f = out;
    (void)a;
    (void)e;
    f->person.u = column_uuid(st, 0);
    f->id = column_uuid(st, 1);
    f->session = column_uuid(st, 2);
    f->is_present = column_int(st, 3) != 0;
    f->activity = column_uuid(st, 4);
    f->written = (struct written){.at = column_int(st, 5)};
    return OK;
}

enum err_code attendance_list(struct attendance_fact **out, size_t *n_out,
                              struct arena *a, struct db *db, struct uuid session,
                              struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT t.person, t.id, t.session, t.is_present, v.id, t.recorded_at "
        "FROM attendance AS t LEFT JOIN activity AS v ON v.person = t.person AND v.id "
        "= t.activity AND v.retracted_at IS NULL "
        "WHERE t.session = $1 AND t.retracted_at IS NULL ORDER BY t.person",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &session);
    return rows_gather(out, n_out, a, attendance_row, st, e);
}

enum err_code group_session_before(struct uuid *out, struct db *db,
                                   const struct group_session_fact *f, struct err *e)
{
    struct statement *st;
    const struct code_list *kinds = code_list_at(LIST_ACTION_KIND);
    bool found = false;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT s.id FROM group_session AS s WHERE s.organisation = $1 AND "
        "s.retracted_at IS NULL AND s.id <> $2 AND s.happened_on <= $3 AND EXISTS "
        "(SELECT 1 FROM attendance AS t WHERE t.session = s.id AND t.retracted_at IS "
        "NULL) AND (s.title = $4 OR s.project = $5 OR s.partnership = $6 OR s.kind = "
        "$7) ORDER BY s.title = $4 DESC, coalesce(s.project = $5 OR s.partnership = "
        "$6, 0) DESC, s.happened_on DESC, s.id DESC LIMIT 1",
        e);
    *out = (struct uuid){{0}};
    if (rc != OK) return rc;
    bind_uuid(st, 1, &f->organisation.u);
    bind_uuid(st, 2, &f->id);
    bind_day(st, 3, f->on);
    bind_text(st, 4, str_of(f->title));
    bind_uuid(st, 5, &f->project.u);
    bind_uuid(st, 6, &f->partnership.u);
    bind_text(st, 7, str_of(kinds->codes[f->kind].code));
    rc = statement_step(&found, st, e);
    if (rc == OK && found) *out = column_uuid(st, 0);
    statement_done(st);
    return rc;
}

static enum err_code attended_row(void *out, struct arena *a, struct statement *st,
                                  struct err *e)
{
    struct attended *t = out;
    (void)a;
    (void)e;
    t->activity = column_uuid(st, 0);
    t->session = column_uuid(st, 1);
    COPY(t->title, st, 2);
    t->organisation.u = column_uuid(st, 3);
    return OK;
}

enum err_code sessions_of_person(struct attended **out, size_t *n_out, struct arena *a,
                                 struct db *db, struct person_id person, struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT t.activity, s.id, s.title, s.organisation FROM attendance AS t "
        "JOIN group_session AS s ON s.id = t.session AND s.retracted_at IS "
        "NULL WHERE t.person = $1 AND t.retracted_at IS NULL AND "
        "t.activity IS NOT NULL ORDER BY t.activity",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &person.u);
    return rows_gather(out, n_out, a, attended_row, st, e);
}

static enum err_code owner_row(void *out, struct arena *a, struct statement *st,
                               struct err *e)
{
    struct session_owner *o = out;
    (void)a;
    (void)e;
    o->id = column_uuid(st, 0);
    o->is_project = column_int(st, 1) != 0;
    COPY(o->name, st, 2);
    return OK;
}

enum err_code session_owners(struct session_owner **out, size_t *n_out, struct arena *a,
                             struct db *db, struct organisation_id organisation,
                             struct day on, struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT p.id, 1, p.title AS name FROM project_fact AS p WHERE p.retracted_at "
        "IS NULL AND (p.valid_from IS NULL OR p.valid_from <= $2) AND (p.valid_to IS "
        "NULL OR p.valid_to >= $2) AND (p.promotor = $1 OR EXISTS (SELECT 1 FROM "
        "partner AS r WHERE r.project = p.id AND r.organisation = $1 AND "
        "r.retracted_at IS NULL)) "
        "UNION ALL SELECT g.id, 0, g.name FROM partnership_fact AS g WHERE "
        "g.retracted_at IS NULL AND (g.valid_from IS NULL OR g.valid_from <= $2) AND "
        "(g.valid_to IS NULL OR g.valid_to >= $2) AND EXISTS (SELECT 1 FROM partner AS "
        "r WHERE r.partnership = g.id AND r.organisation = $1 AND r.retracted_at IS "
        "NULL) ORDER BY name LIMIT 200",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &organisation.u);
    bind_day(st, 2, on);
    return rows_gather(out, n_out, a, owner_row, st, e);
}
