#include "store/outreach_read.h"

#include "store/from_row.h"
#include "store/gather.h"
#include "store/subject_store.h"

#define COPY(to, st, column)                                                           \
    snprintf((to), sizeof(to), "%.*s", STR_ARG(column_text((st), (column))))
#define OPEN(alias) alias ".retracted_at IS NULL"

/* What an organisation works for, as promotor or as partner; $1 is the organisation. */
#define ITS_PROJECTS                                                                   \
    "(SELECT id FROM project_fact WHERE promotor = $1 AND retracted_at IS NULL UNION " \
    "SELECT project FROM partner WHERE organisation = $1 AND project IS NOT NULL AND " \
    "retracted_at IS NULL)"
#define ITS_PARTNERSHIPS                                                               \
    "(SELECT partnership FROM partner WHERE organisation = $1 AND partnership IS NOT " \
    "NULL AND retracted_at IS NULL)"
/* Is place p one of this organisation? */
#define ITS_PLACE                                                                      \
    "(EXISTS (SELECT 1 FROM place_approach AS h WHERE h.place = p.id AND "             \
    "h.organisation = $1 AND " OPEN(                                                   \
        "h") ") OR EXISTS (SELECT 1 FROM outreach_action_fact AS a WHERE a.place = "   \
             "p.id AND " OPEN(                                                         \
                 "a") " AND (a.project IN " ITS_PROJECTS                               \
                      " OR a.partnership IN " ITS_PARTNERSHIPS                         \
                      " OR a.id IN (SELECT action FROM outreach_audience WHERE "       \
                      "organisation = $1 AND retracted_at IS NULL))) OR "              \
                      "p.municipality IN (SELECT municipality FROM coverage WHERE "    \
                      "partnership IN " ITS_PARTNERSHIPS                               \
                      " AND retracted_at IS NULL) OR EXISTS (SELECT 1 FROM chat AS c " \
                      "WHERE c.place = p.id AND c.organisation = $1 AND " OPEN(        \
                          "c") "))"

/* --- places --- */

#define PLACE_LIST_COLUMNS                                                             \
    "p.id, p.name, p.kind, p.municipality, p.valid_from, p.valid_to, h.id, "           \
    "h.sub_kind, h.address, h.advice, h.contact, h.organisation, h.recorded_at, "      \
    "(SELECT count(*) FROM outreach_action_fact AS a WHERE a.place = p.id AND " OPEN(  \
        "a") " AND a.happened_on <= $8), (SELECT max(a.happened_on) FROM "             \
             "outreach_action_fact AS a WHERE a.place = p.id AND " OPEN(               \
                 "a") " AND a.happened_on <= $8), (SELECT count(*) FROM chat AS c "    \
                      "WHERE c.place = p.id AND " OPEN(                                \
                          "c") "), (SELECT coalesce(sum(CASE WHEN r.thread IS NULL "   \
                               "THEN r.n ELSE 0 END), 0) + count(DISTINCT r.thread) "  \
                               "FROM outreach_action_fact AS a JOIN reach AS r ON "    \
                               "r.action = a.id AND " OPEN(                            \
                                   "r") " WHERE a.place = "                            \
                                        "p.id AND " OPEN("a") " AND "                  \
                                                              "a.happened_"            \
                                                              "on <= $8), "            \
                                                              "(SELECT "               \
                                                              "group_"                 \
                                                              "concat("                \
                                                              "target_"                \
                                                              "group) "                \
                                                              "FROM "                  \
                                                              "place_"                 \
                                                              "audience "              \
                                                              "AS u WHERE "            \
                                                              "u.place = "             \
                                                              "p.id "                  \
                                                              "AND " OPEN("u") ")"
#define PLACES                                                                         \
    " FROM outreach_place_fact AS p LEFT JOIN place_approach AS h ON h.place = p.id "  \
    "AND " OPEN("h") " WHERE " OPEN("p")

/* "homemaker,carer" as bits; a group that this build does not know is left out. */
static uint32_t groups_of(struct str words)
{
    const struct code_list *list = code_list_at(LIST_TARGET_GROUP);
    struct str word;
    uint32_t groups = 0;
    while (words.n && str_split(&word, &words, ',')) {
        int index = code_index(list, word);
        if (index >= 0) groups |= 1u << index;
    }
    return groups;
}

static enum err_code place_row(void *out, struct arena *a, struct statement *st,
                               struct err *e)
{
    struct place_view *v = out;
    struct place_approach_fact *h = &v->approach;
    enum err_code rc = outreach_place_from_row(&v->fact, st, e);
    if (rc != OK) return rc;
    h->id = column_uuid(st, 6);
    h->place = v->fact.id;
    COPY(h->sub_kind, st, 7);
    COPY(h->address, st, 8);
    COPY(h->advice, st, 9);
    h->contact = str_copy(a, column_blob(st, 10)); /* still sealed */
    h->organisation.u = column_uuid(st, 11);
    h->written.at = column_int(st, 12);
    v->n_actions = column_int(st, 13);
    v->last_on = column_day(st, 14);
    v->n_chats = column_int(st, 15);
    v->n_met = column_int(st, 16);
    v->groups = groups_of(column_text(st, 17));
    return OK;
}

static enum err_code hour_row(void *out, struct arena *a, struct statement *st,
                              struct err *e)
{
    struct place_hour_fact *f = out;
    (void)a;
    (void)e;
    f->id = column_uuid(st, 0);
    f->place = column_uuid(st, 1);
    f->weekday = (uint8_t)column_int(st, 2);
    f->from_minute = (int16_t)column_int(st, 3);
    f->to_minute = (int16_t)column_int(st, 4);
    return OK;
}

static enum err_code read_hours(struct place_view *v, struct arena *a, struct db *db,
                                struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = db_prepare(&st, db,
                                  "SELECT id, place, weekday, from_minute, to_minute "
                                  "FROM place_hour WHERE place = $1 AND retracted_at "
                                  "IS NULL ORDER BY weekday, from_minute, id",
                                  e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &v->fact.id);
    return rows_gather(&v->hours, &v->n_hours, a, hour_row, st, e);
}

/* The word of a code; null when any will do. */
static void bind_code(struct statement *st, int number, enum list_number list,
                      uint8_t code)
{
    const struct code_list *l = code_list_at(list);
    if (code < l->n)
        bind_text(st, number, str_of(l->codes[code].code));
    else
        bind_null(st, number);
}

static void bind_text_or_null(struct statement *st, int number, struct str text)
{
    if (text.n)
        bind_text(st, number, text);
    else
        bind_null(st, number);
}

enum err_code place_list(struct place_view **out, size_t *n_out, struct arena *a,
                         struct db *db, const struct place_wanted *wanted,
                         struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT " PLACE_LIST_COLUMNS PLACES " AND ($1 IS NULL OR " ITS_PLACE
        ") AND ($2 IS NULL OR p.municipality = $2) "
        "AND ($3 IS NULL OR p.kind = $3) AND ($4 IS NULL OR EXISTS (SELECT 1 FROM "
        "place_audience AS u WHERE u.place = p.id AND u.target_group = $4 AND " OPEN(
            "u") ")) AND ($5 IS NULL OR instr(lower(p.name), lower($5)) > 0) AND "
                 "(p.valid_to IS NULL OR p.valid_to >= $8) AND ($9 = 0 OR "
                 "p.municipality = '') ORDER BY lower(p.name), p.id LIMIT $6 OFFSET $7",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &wanted->organisation.u);
    bind_text_or_null(st, 2, str_of(wanted->municipality));
    bind_code(st, 3, LIST_PLACE_KIND, wanted->kind);
    bind_code(st, 4, LIST_TARGET_GROUP, wanted->target_group);
    bind_text_or_null(st, 5, wanted->name);
    bind_int(st, 6, (int64_t)wanted->most);
    bind_int(st, 7, (int64_t)wanted->first);
    bind_day(st, 8, wanted->today);
    bind_int(st, 9, wanted->has_no_municipality);
    TRY(rows_gather(out, n_out, a, place_row, st, e));
    for (size_t i = 0; i < *n_out; i++) {
        (*out)[i].approach.contact = STR_NONE;
        TRY(read_hours(&(*out)[i], a, db, e));
    }
out:
    return rc;
}

/* Opens whom to ask, or leaves it out. */
static enum err_code open_contact(struct place_view *v, struct arena *a, struct db *db,
                                  bool is_wanted, struct err *e)
{
    struct subject_key key = {0};
    struct str sealed = v->approach.contact;
    enum err_code rc;
    v->approach.contact = STR_NONE;
    if (!is_wanted || !sealed.n) return OK;
    TRY(subject_key_load(&key, db, v->fact.id, e));
    rc = subject_open(&v->approach.contact, a, &key, "place_contact", &v->approach.id,
                      sealed, e);
out:
    subject_key_forget(&key);
    return rc;
}

enum err_code place_read(struct place_view *out, struct arena *a, struct db *db,
                         struct uuid place, bool with_contact, struct day today,
                         struct err *e)
{
    struct statement *st = NULL;
    struct place_view *found = NULL;
    size_t n = 0;
    enum err_code rc =
        db_prepare(&st, db, "SELECT " PLACE_LIST_COLUMNS PLACES " AND p.id = $1", e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &place);
    bind_day(st, 8, today);
    TRY(rows_gather(&found, &n, a, place_row, st, e));
    if (n == 0) {
        rc = err_set(e, ERR_NOT_FOUND, "there is no such outreach place");
        goto out;
    }
    *out = found[0];
    TRY(read_hours(out, a, db, e));
    rc = open_contact(out, a, db, with_contact, e);
out:
    return rc;
}

static enum err_code place_fact_row(void *out, struct arena *a, struct statement *st,
                                    struct err *e)
{
    (void)a;
    return outreach_place_from_row(out, st, e);
}

enum err_code place_recent(struct outreach_place_fact **out, size_t *n_out,
                           struct arena *a, struct db *db, struct uuid worker,
                           size_t most, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT p.id, p.name, p.kind, p.municipality, p.valid_from, p.valid_to FROM "
        "(SELECT c.place, max(c.happened_at) AS last_at FROM (SELECT place, "
        "happened_at FROM chat WHERE worker = $1 AND retracted_at IS NULL ORDER BY "
        "happened_at DESC LIMIT 500) AS c WHERE c.place IS NOT NULL GROUP BY c.place) "
        "AS x JOIN outreach_place_fact AS p ON p.id = x.place AND p.retracted_at IS "
        "NULL ORDER BY x.last_at DESC LIMIT $2",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &worker);
    bind_int(st, 2, (int64_t)most);
    return rows_gather(out, n_out, a, place_fact_row, st, e);
}

enum err_code place_named(struct uuid *out, bool *found_out, struct db *db,
                          struct organisation_id organisation, struct str name,
                          const char *municipality, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    *out = (struct uuid){{0}};
    TRY(db_prepare(&st, db,
                   "SELECT p.id FROM outreach_place_fact AS p WHERE lower(p.name) = "
                   "lower($2) AND " OPEN("p") " AND " ITS_PLACE
                                              " AND ($3 = '' OR p.municipality IN ('', "
                                              "$3)) ORDER BY p.municipality = '', p.id "
                                              "LIMIT 1",
                   e));
    bind_uuid(st, 1, &organisation.u);
    bind_text(st, 2, name);
    bind_text(st, 3, str_of(municipality));
    TRY(statement_step(found_out, st, e));
    if (*found_out) *out = column_uuid(st, 0);
out:
    statement_done(st);
    return rc;
}

enum err_code places_nowhere_count(int64_t *out, struct db *db,
                                   struct organisation_id organisation,
                                   struct day today, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool found;
    *out = 0;
    TRY(db_prepare(&st, db,
                   "SELECT count(*) FROM outreach_place_fact AS p WHERE p.municipality "
                   "= '' AND (p.valid_to IS NULL OR p.valid_to >= $2) AND " OPEN(
                       "p") " AND " ITS_PLACE,
                   e));
    bind_uuid(st, 1, &organisation.u);
    bind_day(st, 2, today);
    TRY(statement_step(&found, st, e));
    if (found) *out = column_int(st, 0);
out:
    statement_done(st);
    return rc;
}

static enum err_code area_row(void *out, struct arena *a, struct statement *st,
                              struct err *e)
{
    struct area_municipality *m = out;
    (void)a;
    (void)e;
    COPY(m->refnis, st, 0);
    return OK;
}

enum err_code organisation_area(struct area_municipality **out, size_t *n_out,
                                struct arena *a, struct db *db,
                                struct organisation_id organisation, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc =
        db_prepare(&st, db,
                   "SELECT DISTINCT municipality FROM coverage WHERE partnership "
                   "IN " ITS_PARTNERSHIPS " AND retracted_at IS NULL ORDER BY 1",
                   e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &organisation.u);
    return rows_gather(out, n_out, a, area_row, st, e);
}

/* --- actions --- */

/* clang-format off */
#define ACTIONS                                                                        \
    "SELECT a.id, a.place, a.project, a.partnership, a.mode, a.happened_on, "          \
    "a.minutes, k.id, k.kind, k.ended_on, p.name, (SELECT "                            \
    "group_concat(u.target_group) FROM outreach_audience AS u WHERE u.action = a.id "  \
    "AND " OPEN("u") "), (SELECT count(DISTINCT r.thread) FROM reach AS r WHERE "       \
    "r.action = a.id AND " OPEN("r") "), (SELECT coalesce(sum(CASE WHEN r.thread IS "   \
    "NULL THEN r.n ELSE 0 END), 0) + count(DISTINCT r.thread) FROM reach AS r "        \
    "WHERE r.action = a.id AND " OPEN("r") "), (SELECT count(*) FROM chat AS c JOIN "   \
    "reach AS r ON r.id = c.reach WHERE r.action = a.id AND " OPEN("c") "), o.id, "     \
    "o.location, o.offer, o.dimension FROM outreach_action_fact AS a LEFT JOIN "       \
    "outreach_course AS k ON k.action = a.id AND " OPEN("k") " LEFT JOIN "              \
    "outreach_place_fact AS p ON p.id = a.place AND " OPEN("p") " LEFT JOIN "           \
    "outreach_offer AS o ON o.action = a.id AND " OPEN("o") " WHERE " OPEN("a")
/* clang-format on */

static enum err_code offer_row(struct outreach_offer_fact *out, struct statement *st,
                               struct err *e)
{
    enum err_code rc;
    out->id = column_uuid(st, 15);
    TRY(code_from_row(&out->location, st, 16, LIST_OFFER_LOCATION, e));
    TRY(code_from_row(&out->offer, st, 17, LIST_OFFER_KIND, e));
    rc = code_from_row(&out->dimension, st, 18, LIST_OUTREACH_DIMENSION, e);
out:
    return rc;
}

static enum err_code action_row(void *out, struct arena *a, struct statement *st,
                                struct err *e)
{
    struct action_view *v = out;
    enum err_code rc = outreach_action_from_row(&v->fact, st, e);
    (void)a;
    if (rc != OK) return rc;
    v->course.id = column_uuid(st, 7);
    v->course.action = v->fact.id;
    v->course.ended_on = column_day(st, 9);
    COPY(v->place_name, st, 10);
    v->groups = groups_of(column_text(st, 11));
    v->n_threads = column_int(st, 12);
    v->n_met = column_int(st, 13);
    v->n_chats = column_int(st, 14);
    v->offer.action = v->fact.id;
    rc = offer_row(&v->offer, st, e);
    if (rc != OK) return rc;
    return code_from_row(&v->course.kind, st, 8, LIST_OUTREACH_ACTION_KIND, e);
}

static enum err_code partner_row(void *out, struct arena *a, struct statement *st,
                                 struct err *e)
{
    struct partner_name *p = out;
    (void)a;
    (void)e;
    p->id.u = column_uuid(st, 0);
    COPY(p->name, st, 1);
    return OK;
}

static enum err_code headcount_row(void *out, struct arena *a, struct statement *st,
                                   struct err *e)
{
    (void)a;
    return reach_from_row(out, st, e);
}

static enum err_code read_particulars(struct action_view *v, struct arena *a,
                                      struct db *db, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, db,
                   "SELECT DISTINCT o.id, o.name FROM outreach_audience AS u JOIN "
                   "organisation_fact AS o ON o.id = u.organisation AND "
                   "o.retracted_at IS NULL WHERE u.action = $1 AND u.retracted_at IS "
                   "NULL ORDER BY o.name, o.id",
                   e));
    bind_uuid(st, 1, &v->fact.id);
    TRY(rows_gather(&v->partners, &v->n_partners, a, partner_row, st, e));
    TRY(db_prepare(&st, db,
                   "SELECT " REACH_COLUMNS
                   " FROM reach WHERE action = $1 AND thread IS NULL AND retracted_at "
                   "IS NULL AND id NOT IN (SELECT reach FROM chat WHERE retracted_at "
                   "IS NULL) ORDER BY id",
                   e));
    bind_uuid(st, 1, &v->fact.id);
    rc = rows_gather(&v->headcounts, &v->n_headcounts, a, headcount_row, st, e);
out:
    return rc;
}

enum err_code action_list(struct action_view **out, size_t *n_out, struct arena *a,
                          struct db *db, const struct action_wanted *wanted,
                          struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = db_prepare(
        &st, db,
        ACTIONS
        " AND ($1 IS NULL OR a.project IN " ITS_PROJECTS
        " OR a.partnership IN " ITS_PARTNERSHIPS
        " OR a.id IN (SELECT action FROM outreach_audience WHERE organisation = $1 "
        "AND retracted_at IS NULL)) AND ($2 IS NULL OR a.place = $2) AND ($3 IS NULL "
        "OR k.kind = $3) AND ($4 IS NULL OR EXISTS (SELECT 1 FROM outreach_audience AS "
        "u WHERE u.action = a.id AND u.target_group = $4 AND " OPEN(
            "u") ")) AND ($5 IS NULL OR coalesce(k.ended_on, a.happened_on) >= $5) "
                 "AND ($6 IS NULL OR a.happened_on <= $6) AND ($9 IS NULL OR "
                 "o.location = $9) AND ($10 IS NULL OR o.offer = $10) AND ($11 IS NULL "
                 "OR o.dimension = $11) ORDER BY a.happened_on "
                 "DESC, a.id DESC LIMIT $7 OFFSET $8",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &wanted->organisation.u);
    bind_uuid(st, 2, &wanted->place);
    bind_code(st, 3, LIST_OUTREACH_ACTION_KIND, wanted->kind);
    bind_code(st, 4, LIST_TARGET_GROUP, wanted->target_group);
    bind_day(st, 5, wanted->from);
    bind_day(st, 6, wanted->to);
    bind_int(st, 7, (int64_t)wanted->most);
    bind_int(st, 8, (int64_t)wanted->first);
    bind_code(st, 9, LIST_OFFER_LOCATION, wanted->offer_location);
    bind_code(st, 10, LIST_OFFER_KIND, wanted->offer_kind);
    bind_code(st, 11, LIST_OUTREACH_DIMENSION, wanted->dimension);
    TRY(rows_gather(out, n_out, a, action_row, st, e));
    for (size_t i = 0; i < *n_out; i++)
        TRY(read_particulars(&(*out)[i], a, db, e));
out:
    return rc;
}

enum err_code action_read(struct action_view *out, struct arena *a, struct db *db,
                          struct uuid action, struct err *e)
{
    struct statement *st = NULL;
    struct action_view *found = NULL;
    size_t n = 0;
    enum err_code rc = db_prepare(&st, db, ACTIONS " AND a.id = $1", e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &action);
    TRY(rows_gather(&found, &n, a, action_row, st, e));
    if (n == 0) {
        rc = err_set(e, ERR_NOT_FOUND, "there is no such outreach action");
        goto out;
    }
    *out = found[0];
    rc = read_particulars(out, a, db, e);
out:
    return rc;
}

enum err_code action_is_of(bool *out, struct db *db, struct uuid action,
                           struct organisation_id organisation, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    TRY(db_prepare(&st, db,
                   "SELECT 1 FROM outreach_action_fact AS a WHERE a.id = $2 AND " OPEN(
                       "a") " AND (a.project IN " ITS_PROJECTS
                            " OR a.partnership IN " ITS_PARTNERSHIPS
                            " OR a.id IN (SELECT action FROM outreach_audience WHERE "
                            "organisation = $1 AND retracted_at IS NULL))",
                   e));
    bind_uuid(st, 1, &organisation.u);
    bind_uuid(st, 2, &action);
    rc = statement_step(out, st, e);
out:
    statement_done(st);
    return rc;
}

/* --- on whose behalf --- */

/* The one id the statement gives; nil for none or several. */
static enum err_code only_one(struct uuid *out, struct statement *st, struct err *e)
{
    enum err_code rc;
    bool row;
    *out = (struct uuid){{0}};
    TRY(statement_step(&row, st, e));
    if (!row) goto out;
    struct uuid first = column_uuid(st, 0);
    TRY(statement_step(&row, st, e));
    if (!row) *out = first;
out:
    statement_done(st);
    return rc;
}

#define RUNS(alias)                                                                    \
    "(" alias ".valid_from IS NULL OR " alias ".valid_from <= $3) AND (" alias         \
    ".valid_to IS NULL OR " alias ".valid_to >= $3) AND " OPEN(alias)

enum err_code field_programme_find(struct field_programme *out, struct db *db,
                                   struct organisation_id organisation,
                                   struct uuid place, struct day on, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    *out = (struct field_programme){0};
    TRY(db_prepare(&st, db,
                   "SELECT f.id FROM partnership_fact AS f WHERE " RUNS(
                       "f") " AND EXISTS (SELECT 1 FROM partner AS m WHERE "
                            "m.organisation = $1 AND m.partnership = f.id AND " RUNS(
                                "m") ") AND ($2 IS NULL OR EXISTS (SELECT 1 FROM "
                                     "coverage AS v JOIN outreach_place_fact AS p ON "
                                     "p.municipality = v.municipality WHERE "
                                     "v.partnership = f.id AND p.id = $2 AND " OPEN(
                                         "p") " AND " OPEN("v") ")) LIMIT 2",
                   e));
    bind_uuid(st, 1, &organisation.u);
    bind_uuid(st, 2, &place);
    bind_day(st, 3, on);
    TRY(only_one(&out->partnership.u, st, e));
    TRY(db_prepare(
        &st, db,
        "SELECT f.id FROM project_fact AS f WHERE " RUNS(
            "f") " AND (f.promotor = $1 OR EXISTS (SELECT 1 FROM partner AS m WHERE "
                 "m.organisation = $1 AND m.project = f.id AND " RUNS("m") ")) LIMIT 2",
        e));
    bind_uuid(st, 1, &organisation.u);
    bind_day(st, 3, on);
    rc = only_one(&out->project.u, st, e);
out:
    return rc;
}

enum err_code organisation_names(struct partner_name **out, size_t *n_out,
                                 struct arena *a, struct db *db, size_t most,
                                 struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc = db_prepare(&st, db,
                                  "SELECT id, name FROM organisation_fact WHERE "
                                  "retracted_at IS NULL ORDER BY name, id LIMIT $1",
                                  e);
    if (rc != OK) return rc;
    bind_int(st, 1, (int64_t)most);
    return rows_gather(out, n_out, a, partner_row, st, e);
}
