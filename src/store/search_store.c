#include "store/search_store.h"

#include "store/write_inside.h"

static const struct person_id nobody; /* stands for everybody in person_change */

enum err_code persons_gather(struct person_id **out, size_t *n_out, struct arena *a,
                             struct statement *st, struct err *e)
{
    struct person_id *list = NULL;
    size_t n = 0, cap = 0;
    enum err_code rc;
    bool row;
    *out = NULL;
    *n_out = 0;
    for (;;) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        mem_push_room(list, n, cap);
        list[n++].u = column_uuid(st, 0);
    }
    *out = arena_new_array(a, struct person_id, n + 1);
    if (n) memcpy(*out, list, n * sizeof *list);
    *n_out = n;
out:
    free(list);
    statement_done(st);
    return rc;
}

/* --- who changed --- */

enum err_code person_change_add(struct write *w, struct person_id person, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, w->db,
                   "INSERT INTO person_change (number, person) VALUES ($1, $2) "
                   "ON CONFLICT DO NOTHING",
                   e));
    bind_int(st, 1, w->number);
    bind_blob(st, 2, person.u.b, sizeof person.u.b);
    rc = statement_run(st, e);
out:
    statement_done(st);
    return write_note(w, rc);
}

enum err_code person_changes_begin_again(struct write *w, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, w->db, "DELETE FROM person_change", e));
    TRY(statement_run(st, e));
    rc = person_change_add(w, nobody, e);
out:
    statement_done(st);
    return write_note(w, rc);
}

enum err_code write_number_last(int64_t *out, struct db *db, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    *out = 0;
    TRY(db_prepare(&st, db, "SELECT coalesce(max(number), 0) FROM audit", e));
    TRY(statement_step(&row, st, e));
    *out = column_int(st, 0);
out:
    statement_done(st);
    return rc;
}

enum err_code person_changes_read(struct person_changes *out, struct arena *a,
                                  struct db *db, int64_t after, struct err *e)
{
    struct statement *st = NULL;
    struct person_id *list = NULL;
    size_t n = 0, cap = 0;
    enum err_code rc;
    bool row;
    *out = (struct person_changes){.last = after};
    TRY(db_prepare(&st, db,
                   "SELECT number, person FROM person_change WHERE number > $1 "
                   "ORDER BY number, person",
                   e));
    bind_int(st, 1, after);
    for (;;) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        mem_push_room(list, n, cap);
        out->last = column_int(st, 0);
        list[n].u = column_uuid(st, 1);
        out->is_all |= uuid_is_nil(list[n++].u);
    }
    out->person = arena_new_array(a, struct person_id, n + 1);
    if (n) memcpy(out->person, list, n * sizeof *list);
    out->n = n;
out:
    free(list);
    statement_done(st);
    return rc;
}

/* --- ties --- */

#define TIES(of_person)                                                                \
    "SELECT person, organisation FROM guidance WHERE retracted_at IS NULL AND "        \
    "organisation IS NOT NULL" of_person                                               \
    " UNION ALL SELECT person, host FROM trajectory_fact WHERE retracted_at IS NULL "  \
    "AND host IS NOT NULL" of_person                                                   \
    " UNION ALL SELECT person, project FROM trajectory_fact WHERE retracted_at IS "    \
    "NULL AND project IS NOT NULL" of_person                                           \
    " UNION ALL SELECT person, partnership FROM trajectory_fact WHERE retracted_at "   \
    "IS NULL AND partnership IS NOT NULL" of_person                                    \
    " UNION ALL SELECT person, receiver FROM consent WHERE retracted_at IS NULL "      \
    "AND is_given = 1" of_person

static enum err_code take_ties(struct statement *st, tie_taker *take, void *to,
                               struct err *e)
{
    enum err_code rc;
    bool row;
    for (;;) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        take(to, (struct person_id){column_uuid(st, 0)}, column_uuid(st, 1));
    }
out:
    statement_done(st);
    return rc;
}

enum err_code ties_read(struct db *db, tie_taker *take, void *to, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, db,
                   TIES("") " UNION ALL SELECT k.person, d.sender FROM source_key AS k "
                            "JOIN delivery AS d ON d.id = k.delivery WHERE "
                            "k.person IS NOT NULL AND k.retracted_at IS NULL",
                   e));
    return take_ties(st, take, to, e);
out:
    return rc;
}

enum err_code ties_of_person(struct db *db, struct person_id person, tie_taker *take,
                             void *to, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, db,
                   TIES(" AND person = $1") " UNION ALL SELECT k.person, d.sender FROM "
                                            "source_key AS k JOIN delivery AS d ON "
                                            "d.id = k.delivery WHERE k.person = $1 AND "
                                            "k.retracted_at IS NULL",
                   e));
    bind_uuid(st, 1, &person.u);
    return take_ties(st, take, to, e);
out:
    return rc;
}

enum err_code ties_of_organisation(struct db *db, struct organisation_id organisation,
                                   tie_taker *take, void *to, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    take(to, nobody, organisation.u);
    TRY(db_prepare(&st, db,
                   "SELECT NULL, id FROM project_fact WHERE promotor = $1 AND "
                   "retracted_at IS NULL UNION SELECT NULL, "
                   "coalesce(project, partnership) FROM partner WHERE organisation = "
                   "$1 AND retracted_at IS NULL",
                   e));
    bind_uuid(st, 1, &organisation.u);
    return take_ties(st, take, to, e);
out:
    return rc;
}

/* --- at a glance --- */

static enum err_code glance_attributes(struct person_glance *out, struct db *db,
                                       struct person_id person, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, db,
                   "SELECT kind, value FROM attribute WHERE person = $1 AND kind IN "
                   "('birth_year', 'municipality') AND state = 0 AND retracted_at IS "
                   "NULL ORDER BY valid_from",
                   e));
    bind_uuid(st, 1, &person.u);
    for (;;) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        struct str value = column_text(st, 1);
        int64_t year = 0;
        for (size_t i = 0; i < value.n && i < 5; i++)
            year = 10 * year + (value.p[i] - '0');
        if (str_eq(column_text(st, 0), S("birth_year")))
            out->birth_year = (int)year;
        else
            snprintf(out->municipality, sizeof out->municipality, "%.*s",
                     STR_ARG(value));
    }
out:
    statement_done(st);
    return rc;
}

static enum err_code glance_worker(struct person_glance *out, struct db *db,
                                   struct person_id person,
                                   struct organisation_id organisation,
                                   struct day today, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(
        &st, db,
        "SELECT g.worker, w.name, o.name FROM guidance AS g LEFT JOIN worker_fact AS w "
        "ON w.id = g.worker AND w.retracted_at IS NULL LEFT JOIN organisation_fact AS "
        "o ON o.id = g.organisation AND o.retracted_at IS NULL WHERE g.person = $1 AND "
        "g.keeps_file = 1 AND g.retracted_at IS NULL AND g.valid_from <= $3 AND "
        "(g.valid_to IS NULL OR g.valid_to >= $3) ORDER BY g.organisation = $2 DESC, "
        "g.worker IS NULL, g.valid_from DESC LIMIT 1",
        e));
    bind_uuid(st, 1, &person.u);
    bind_uuid(st, 2, &organisation.u);
    bind_day(st, 3, today);
    TRY(statement_step(&row, st, e));
    if (!row) goto out;
    out->worker = column_uuid(st, 0);
    snprintf(out->worker_name, sizeof out->worker_name, "%.*s",
             STR_ARG(column_text(st, 1)));
    snprintf(out->organisation_name, sizeof out->organisation_name, "%.*s",
             STR_ARG(column_text(st, 2)));
out:
    statement_done(st);
    return rc;
}

static enum err_code glance_linked(struct person_glance *out, struct db *db,
                                   struct person_id person,
                                   struct organisation_id organisation, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(
        &st, db,
        "SELECT b.person FROM person_link AS a JOIN person_link AS b ON b.human = "
        "a.human AND b.person <> a.person AND b.retracted_at IS NULL JOIN guidance AS "
        "g ON g.person = b.person AND g.organisation = $2 AND g.keeps_file = 1 AND "
        "g.retracted_at IS NULL WHERE a.person = $1 AND a.retracted_at IS NULL "
        "ORDER BY b.person LIMIT 1",
        e));
    bind_uuid(st, 1, &person.u);
    bind_uuid(st, 2, &organisation.u);
    TRY(statement_step(&row, st, e));
    if (row) out->linked.u = column_uuid(st, 0);
out:
    statement_done(st);
    return rc;
}

enum err_code person_glance_read(struct person_glance *out, struct db *db,
                                 struct person_id person,
                                 struct organisation_id organisation, struct day today,
                                 struct err *e)
{
    enum err_code rc;
    *out = (struct person_glance){0};
    TRY(glance_attributes(out, db, person, e));
    TRY(glance_worker(out, db, person, organisation, today, e));
    rc = glance_linked(out, db, person, organisation, e);
out:
    return rc;
}
