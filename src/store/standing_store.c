#include "store/standing_store.h"

#include "store/gather.h"

/* Who keeps the file is never farther than 1, so what is farther is only looked at when
 * nobody of the organisation does. */
#define RELATION_OF_PERSON                                                             \
    "SELECT COALESCE("                                                                 \
    "(SELECT min(CASE WHEN worker = $2 THEN 0 ELSE 1 END) FROM guidance "              \
    "WHERE person = $1 AND organisation = $3 AND keeps_file = 1 "                      \
    "AND retracted_at IS NULL AND valid_from <= $4 "                                   \
    "AND (valid_to IS NULL OR valid_to >= $4)), "                                      \
    "(SELECT 1 FROM source_key AS k JOIN delivery AS d ON d.id = k.delivery "          \
    "WHERE k.person = $1 AND d.sender = $3 AND k.retracted_at IS NULL LIMIT 1), "      \
    "(SELECT min(CASE WHEN t.host = $3 OR t.host IS NULL THEN 1 ELSE 2 END) "          \
    "FROM trajectory_fact AS t LEFT JOIN project_fact AS p "                           \
    "ON p.id = t.project AND p.retracted_at IS NULL "                                  \
    "WHERE t.person = $1 AND t.retracted_at IS NULL "                                  \
    "AND (t.host = $3 OR p.promotor = $3)), 3) "                                       \
    "FROM person_fact WHERE id = $1 AND retracted_at IS NULL"

#define CONSENTS_IN_FORCE                                                              \
    "SELECT purpose, category FROM consent AS c "                                      \
    "WHERE person = $1 AND receiver = $2 AND is_given = 1 AND retracted_at IS NULL "   \
    "AND valid_from <= $3 AND (valid_to IS NULL OR valid_to >= $3) "                   \
    "AND NOT EXISTS (SELECT 1 FROM consent_withdrawal AS w WHERE w.person = c.person " \
    "AND w.consent = c.id AND w.retracted_at IS NULL)"

#define NAMED_IN_GUIDANCE                                                              \
    "SELECT EXISTS (SELECT 1 FROM guidance WHERE person = $1 AND organisation = $3 "   \
    "AND worker = $2 AND retracted_at IS NULL AND valid_from <= $4 "                   \
    "AND (valid_to IS NULL OR valid_to >= $4))"

/* --- what is let through --- */

static void let_through(struct standing *s, int purpose, int category)
{
    if (purpose < 0 || purpose >= (int)N_SHARING_PURPOSE || category < 0 ||
        category >= (int)N_RECORD_CATEGORIES)
        return; /* what is not understood opens nothing */
    s->relation = RELATION_RECEIVER;
    /* whoever may see anything of a file sees that it is there, and how far it is */
    s->shared[purpose] |= (uint8_t)(1u << category | 1u << CATEGORY_COUNTABLE);
}

static enum err_code read_consents(struct standing *out, struct statement *st,
                                   struct person_id person, struct err *e)
{
    const struct code_list *purposes = code_list_at(LIST_SHARING_PURPOSE);
    const struct code_list *categories = code_list_at(LIST_SHARING_CATEGORY);
    enum err_code rc;
    bool row;
    bind_uuid(st, 1, &person.u);
    for (;;) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        let_through(out, code_index(purposes, column_text(st, 0)),
                    code_index(categories, column_text(st, 1)));
    }
    statement_reset(st);
out:
    return rc;
}

/* --- standing --- */

struct questions {
    struct statement *relation, *consents, *named;
};

static enum err_code ask_named(struct standing *out, struct statement *named,
                               struct person_id person, struct err *e)
{
    bool row;
    bind_uuid(named, 1, &person.u);
    enum err_code rc = statement_step(&row, named, e);
    if (rc == OK && row) out->is_named = column_int(named, 0) != 0;
    statement_reset(named);
    return rc;
}

static enum err_code read_standing(struct standing *out, const struct questions *q,
                                   struct person_id person, struct err *e)
{
    enum err_code rc;
    bool row;
    int found;
    *out = (struct standing){.relation = RELATION_NONE};
    bind_uuid(q->relation, 1, &person.u);
    TRY(statement_step(&row, q->relation, e));
    if (!row) goto out;
    found = (int)column_int(q->relation, 0);
    if (found <= RELATION_ORGANISATION) {
        out->relation = (enum relation)found;
        goto out;
    }
    if (found == RELATION_RECEIVER)
        let_through(out, SHARING_PURPOSE_REPORTING, CATEGORY_COUNTABLE);
    TRY(read_consents(out, q->consents, person, e));
    if (out->relation == RELATION_RECEIVER) rc = ask_named(out, q->named, person, e);
out:
    statement_reset(q->relation);
    return rc;
}

enum err_code standings_find(struct standing *out, struct db *db,
                             const struct person_id *persons, size_t n,
                             struct uuid worker, struct organisation_id organisation,
                             struct day today, struct err *e)
{
    struct questions q = {0};
    enum err_code rc;
    TRY(db_prepare(&q.relation, db, RELATION_OF_PERSON, e));
    TRY(db_prepare(&q.consents, db, CONSENTS_IN_FORCE, e));
    TRY(db_prepare(&q.named, db, NAMED_IN_GUIDANCE, e));
    struct statement *both[] = {q.relation, q.named};
    for (size_t i = 0; i < ARRAY_LEN(both); i++) {
        bind_uuid(both[i], 2, &worker);
        bind_uuid(both[i], 3, &organisation.u);
        bind_day(both[i], 4, today);
    }
    bind_uuid(q.consents, 2, &organisation.u);
    bind_day(q.consents, 3, today);
    for (size_t i = 0; i < n; i++)
        TRY(read_standing(&out[i], &q, persons[i], e));
out:
    statement_done(q.relation);
    statement_done(q.consents);
    statement_done(q.named);
    return rc;
}

enum err_code standing_find(struct standing *out, struct db *db,
                            struct person_id person, struct uuid worker,
                            struct organisation_id organisation, struct day today,
                            struct err *e)
{
    *out = (struct standing){.relation = RELATION_NONE};
    return standings_find(out, db, &person, 1, worker, organisation, today, e);
}

/* --- of all organisations at once --- */

/* As RELATION_OF_PERSON and CONSENTS_IN_FORCE have it, without saying of whom. */
#define HOUSES_OF_PERSON                                                               \
    "SELECT organisation FROM guidance WHERE person = $1 AND keeps_file = 1 "          \
    "AND organisation IS NOT NULL AND retracted_at IS NULL AND valid_from <= $2 "      \
    "AND (valid_to IS NULL OR valid_to >= $2) "                                        \
    "UNION SELECT d.sender FROM source_key AS k JOIN delivery AS d "                   \
    "ON d.id = k.delivery WHERE k.person = $1 AND k.retracted_at IS NULL "             \
    "UNION SELECT coalesce(t.host, p.promotor) FROM trajectory_fact AS t "             \
    "LEFT JOIN project_fact AS p ON p.id = t.project AND p.retracted_at IS NULL "      \
    "WHERE t.person = $1 AND t.retracted_at IS NULL "                                  \
    "UNION SELECT receiver FROM consent AS c WHERE person = $1 AND purpose = $3 "      \
    "AND is_given = 1 AND retracted_at IS NULL AND valid_from <= $2 "                  \
    "AND (valid_to IS NULL OR valid_to >= $2) "                                        \
    "AND NOT EXISTS (SELECT 1 FROM consent_withdrawal AS w WHERE w.person = c.person " \
    "AND w.consent = c.id AND w.retracted_at IS NULL)"

static enum err_code read_house(void *out, struct arena *a, struct statement *st,
                                struct err *e)
{
    (void)a, (void)e;
    *(struct uuid *)out = column_uuid(st, 0);
    return OK;
}

enum err_code standing_houses(struct uuid **out, size_t *n_out, struct arena *a,
                              struct db *db, struct person_id person,
                              enum code_of_sharing_purpose purpose, struct day today,
                              struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc =
        db_prepare(&st, db,
                   "SELECT organisation FROM (" HOUSES_OF_PERSON ") WHERE organisation "
                   "IS NOT NULL AND EXISTS (SELECT 1 FROM person_fact WHERE id = $1 "
                   "AND retracted_at IS NULL)",
                   e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &person.u);
    bind_day(st, 2, today);
    bind_text(st, 3, str_of(code_list_at(LIST_SHARING_PURPOSE)->codes[purpose].code));
    return rows_gather(out, n_out, a, read_house, st, e);
}
