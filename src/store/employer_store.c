#include "store/employer_store.h"

#include "store/from_row.h"
#include "store/gather.h"
#include "store/words_inside.h"

#define COPY(to, st, column)                                                           \
    snprintf((to), sizeof(to), "%.*s", STR_ARG(column_text((st), (column))))

/* --- writing --- */

enum err_code employer_contact_add(struct write *w,
                                   const struct employer_contact_fact *f, struct err *e)
{
    struct row r;
    enum err_code rc =
        words_seal(w, "employer_contact", f->id, &f->id, f->words, false, e);
    if (rc != OK) return rc;
    row_begin(&r, w, NOUN_EMPLOYER_CONTACT);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->employer.u);
    row_own_id(&r, &f->keeper.u);
    row_own_id(&r, &f->worker);
    row_code(&r, LIST_EMPLOYER_WILLINGNESS, f->willingness);
    row_text_or_null(&r, f->phone);
    row_words(&r);
    return row_end(&r, e);
}

enum err_code employer_action_add(struct write *w, const struct employer_action_fact *f,
                                  struct err *e)
{
    struct row r;
    enum err_code rc =
        words_seal(w, "employer_action", f->id, &f->id, f->words, false, e);
    if (rc != OK) return rc;
    row_begin(&r, w, NOUN_EMPLOYER_ACTION);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->employer.u);
    row_own_id(&r, &f->keeper.u);
    row_code_needed(&r, LIST_EMPLOYER_ACTION, f->kind);
    row_day(&r, f->on);
    row_own_id(&r, &f->worker);
    row_words(&r);
    return row_end(&r, e);
}

enum err_code vacancy_add(struct write *w, const struct vacancy_fact *f, struct err *e)
{
    struct row r;
    row_begin(&r, w, NOUN_VACANCY);
    row_own_id(&r, &f->id);
    row_own_id(&r, &f->employer.u);
    row_own_id(&r, &f->keeper.u);
    row_text_c(&r, f->title);
    row_text_or_null(&r, f->municipality);
    row_code(&r, LIST_SECTOR, f->sector);
    row_code(&r, LIST_CONTRACT_KIND, f->contract);
    row_bool(&r, f->is_hidden);
    row_int(&r, f->n_places);
    row_day(&r, f->from);
    row_day(&r, f->to);
    if (f->text.n)
        row_text(&r, f->text);
    else
        row_text_or_null(&r, "");
    if (!f->title[0]) row_refuse(&r, "a vacancy has a title");
    if (f->n_places < 1 || f->n_places > VACANCY_PLACES_MOST)
        row_refuse(&r, "a vacancy has 1 to 1000 places");
    if (!day_is_none(f->to) && f->to.v < f->from.v)
        row_refuse(&r, "a vacancy ends before it begins");
    return row_end(&r, e);
}

/* --- employers --- */

#define SEEN_VACANCY                                                                   \
    "v.retracted_at IS NULL AND (v.is_hidden = 0 OR v.keeper = $2) AND v.valid_from "  \
    "<= $3 AND (v.valid_to IS NULL OR v.valid_to >= $3)"

static enum err_code employer_row(void *out, struct arena *a, struct statement *st,
                                  struct err *e)
{
    struct employer_view *v = out;
    (void)a;
    v->id.u = column_uuid(st, 0);
    COPY(v->name, st, 1);
    COPY(v->municipality, st, 2);
    v->n_vacancies = column_int(st, 4);
    v->has_contact = column_int(st, 5) != 0;
    return code_from_row(&v->kind, st, 3, LIST_ORGANISATION_KIND, e);
}

enum err_code employer_list(struct employer_view **out, size_t *n_out, struct arena *a,
                            struct db *db, const struct employer_wanted *wanted,
                            struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT id, name, municipality, kind, n, has FROM (SELECT o.id, o.name, "
        "o.municipality, o.kind, (SELECT count(*) FROM vacancy AS v WHERE v.employer = "
        "o.id AND " SEEN_VACANCY ") AS n, EXISTS (SELECT 1 FROM employer_contact AS c "
        "WHERE c.employer = o.id AND c.keeper = $2 AND c.retracted_at IS NULL) AS has "
        "FROM organisation_fact AS o WHERE o.retracted_at IS NULL AND ($4 IS NULL OR "
        "o.id = $4) AND (o.kind IN ('employer', 'social_economy_company') OR EXISTS "
        "(SELECT 1 FROM employer_contact AS c WHERE c.employer = o.id AND "
        "c.retracted_at IS NULL) OR EXISTS (SELECT 1 FROM vacancy AS v WHERE "
        "v.employer = o.id AND v.retracted_at IS NULL)) AND ($1 IS NULL OR "
        "instr(lower(o.name), lower($1)) > 0)) AS x WHERE ($5 = 0 OR n > 0) AND ($6 = "
        "0 OR has) ORDER BY lower(name), id LIMIT $7 OFFSET $8",
        e);
    if (rc != OK) return rc;
    if (wanted->words.n)
        bind_text(st, 1, wanted->words);
    else
        bind_null(st, 1);
    bind_uuid(st, 2, &wanted->reader.u);
    bind_day(st, 3, wanted->today);
    bind_uuid(st, 4, &wanted->only.u);
    bind_int(st, 5, wanted->only_vacancies);
    bind_int(st, 6, wanted->only_contacts);
    bind_int(st, 7, (int64_t)wanted->most);
    bind_int(st, 8, (int64_t)wanted->first);
    return rows_gather(out, n_out, a, employer_row, st, e);
}

/* Opens in place; words of others, or whose key is gone, go away. */
static enum err_code open_words(struct str *words, struct arena *a, struct db *db,
                                const char *field, const struct uuid *row,
                                bool is_wanted, struct err *e)
{
    struct subject_key key = {0};
    struct str sealed = *words;
    enum err_code rc;
    *words = STR_NONE;
    if (!sealed.n || !is_wanted) return OK;
    rc = subject_key_load(&key, db, *row, e);
    if (rc == ERR_NOT_FOUND) return OK;
    if (rc == OK) rc = subject_open(words, a, &key, field, row, sealed, e);
    subject_key_forget(&key);
    return rc;
}

/* --- contacts --- */

static enum err_code contact_row(void *out, struct arena *a, struct statement *st,
                                 struct err *e)
{
    struct employer_contact_view *v = out;
    struct employer_contact_fact *f = &v->fact;
    f->id = column_uuid(st, 0);
    f->employer.u = column_uuid(st, 1);
    f->keeper.u = column_uuid(st, 2);
    f->worker = column_uuid(st, 3);
    COPY(f->phone, st, 5);
    f->words = str_copy(a, column_blob(st, 6)); /* still sealed */
    f->written = (struct written){.at = column_int(st, 7), .by = f->worker};
    COPY(v->keeper_name, st, 8);
    COPY(v->worker_name, st, 9);
    return code_from_row(&f->willingness, st, 4, LIST_EMPLOYER_WILLINGNESS, e);
}

enum err_code employer_contacts(struct employer_contact_view **out, size_t *n_out,
                                struct arena *a, struct db *db,
                                struct organisation_id employer,
                                struct organisation_id keeper,
                                struct organisation_id reader, struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT c.id, c.employer, c.keeper, c.worker, c.willingness, c.phone, c.words, "
        "c.recorded_at, o.name, w.name FROM employer_contact AS c "
        "LEFT JOIN organisation_fact AS o ON o.id = c.keeper AND o.retracted_at IS "
        "NULL LEFT JOIN worker_fact AS w ON w.id = c.worker AND w.retracted_at IS NULL "
        "WHERE c.employer = $1 AND c.retracted_at IS NULL AND ($2 IS NULL OR c.keeper "
        "= $2) AND NOT EXISTS (SELECT 1 FROM employer_contact AS d WHERE d.employer = "
        "c.employer AND d.keeper = c.keeper AND d.retracted_at IS NULL AND d.id > "
        "c.id) ORDER BY o.name, c.id",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &employer.u);
    bind_uuid(st, 2, &keeper.u);
    TRY(rows_gather(out, n_out, a, contact_row, st, e));
    for (size_t i = 0; i < *n_out; i++) {
        struct employer_contact_fact *f = &(*out)[i].fact;
        TRY(open_words(&f->words, a, db, "employer_contact", &f->id,
                       uuid_eq(f->keeper.u, reader.u), e));
    }
out:
    return rc;
}

/* --- actions --- */

static enum err_code action_row(void *out, struct arena *a, struct statement *st,
                                struct err *e)
{
    struct employer_action_view *v = out;
    struct employer_action_fact *f = &v->fact;
    f->id = column_uuid(st, 0);
    f->employer.u = column_uuid(st, 1);
    f->keeper.u = column_uuid(st, 2);
    f->on = column_day(st, 4);
    f->worker = column_uuid(st, 5);
    f->words = str_copy(a, column_blob(st, 6)); /* still sealed */
    f->written = (struct written){.at = column_int(st, 7), .by = f->worker};
    COPY(v->keeper_name, st, 8);
    COPY(v->worker_name, st, 9);
    return code_from_row(&f->kind, st, 3, LIST_EMPLOYER_ACTION, e);
}

enum err_code employer_actions(struct employer_action_view **out, size_t *n_out,
                               struct arena *a, struct db *db,
                               struct organisation_id employer,
                               struct organisation_id reader, size_t most,
                               struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT c.id, c.employer, c.keeper, c.kind, c.happened_on, c.worker, c.words, "
        "c.recorded_at, o.name, w.name FROM employer_action AS c "
        "LEFT JOIN organisation_fact AS o ON o.id = c.keeper AND o.retracted_at IS "
        "NULL LEFT JOIN worker_fact AS w ON w.id = c.worker AND w.retracted_at IS NULL "
        "WHERE c.employer = $1 AND c.retracted_at IS NULL ORDER BY c.happened_on DESC, "
        "c.id DESC LIMIT $2",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &employer.u);
    bind_int(st, 2, (int64_t)most);
    TRY(rows_gather(out, n_out, a, action_row, st, e));
    for (size_t i = 0; i < *n_out; i++) {
        struct employer_action_fact *f = &(*out)[i].fact;
        TRY(open_words(&f->words, a, db, "employer_action", &f->id,
                       uuid_eq(f->keeper.u, reader.u), e));
    }
out:
    return rc;
}

/* --- vacancies --- */

#define VACANCIES                                                                      \
    "SELECT v.id, v.employer, v.keeper, v.title, v.municipality, v.sector, "           \
    "v.contract, v.is_hidden, v.n_places, v.valid_from, v.valid_to, v.text, "          \
    "v.recorded_at, o.name, k.name FROM vacancy AS v "                                 \
    "LEFT JOIN organisation_fact AS o ON o.id = v.employer AND o.retracted_at IS "     \
    "NULL LEFT JOIN organisation_fact AS k ON k.id = v.keeper AND k.retracted_at IS "  \
    "NULL WHERE v.retracted_at IS NULL AND (v.is_hidden = 0 OR v.keeper = $2) AND "

static enum err_code vacancy_row(void *out, struct arena *a, struct statement *st,
                                 struct err *e)
{
    struct vacancy_view *v = out;
    struct vacancy_fact *f = &v->fact;
    enum err_code rc;
    f->id = column_uuid(st, 0);
    f->employer.u = column_uuid(st, 1);
    f->keeper.u = column_uuid(st, 2);
    COPY(f->title, st, 3);
    COPY(f->municipality, st, 4);
    TRY(code_from_row(&f->sector, st, 5, LIST_SECTOR, e));
    TRY(code_from_row(&f->contract, st, 6, LIST_CONTRACT_KIND, e));
    f->is_hidden = column_int(st, 7) != 0;
    f->n_places = (int32_t)column_int(st, 8);
    f->from = column_day(st, 9);
    f->to = column_day(st, 10);
    f->text = str_copy(a, column_text(st, 11));
    f->written = (struct written){.at = column_int(st, 12)};
    COPY(v->employer_name, st, 13);
    COPY(v->keeper_name, st, 14);
out:
    return rc;
}

enum err_code vacancy_list(struct vacancy_view **out, size_t *n_out, struct arena *a,
                           struct db *db, struct organisation_id employer,
                           struct organisation_id reader, struct day today,
                           bool with_past, size_t most, struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(
        &st, db,
        VACANCIES
        "($1 IS NULL OR v.employer = $1) AND ($4 = 1 OR (v.valid_from <= $3 AND "
        "(v.valid_to IS NULL OR v.valid_to >= $3))) ORDER BY v.valid_from DESC, "
        "v.id DESC LIMIT $5",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &employer.u);
    bind_uuid(st, 2, &reader.u);
    bind_day(st, 3, today);
    bind_int(st, 4, with_past);
    bind_int(st, 5, (int64_t)most);
    return rows_gather(out, n_out, a, vacancy_row, st, e);
}

enum err_code vacancy_read(struct vacancy_view *out, struct arena *a, struct db *db,
                           struct uuid vacancy, struct organisation_id reader,
                           struct err *e)
{
    struct statement *st;
    struct vacancy_view *found;
    size_t n;
    enum err_code rc = db_prepare(&st, db, VACANCIES "v.id = $1", e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &vacancy);
    bind_uuid(st, 2, &reader.u);
    rc = rows_gather(&found, &n, a, vacancy_row, st, e);
    if (rc != OK) return rc;
    if (!n) return err_set(e, ERR_NOT_FOUND, "there is no such vacancy");
    *out = found[0];
    return OK;
}

/* --- what a person lets an employer know --- */

static enum err_code consent_row(void *out, struct arena *a, struct statement *st,
                                 struct err *e)
{
    struct employer_consent *c = out;
    uint8_t category;
    (void)a;
    c->employer.u = column_uuid(st, 0);
    COPY(c->name, st, 1);
    enum err_code rc = code_from_row(&category, st, 2, LIST_SHARING_CATEGORY, e);
    if (rc == OK) c->categories = 1u << category;
    return rc;
}

enum err_code employer_consents(struct employer_consent **out, size_t *n_out,
                                struct arena *a, struct db *db, struct person_id person,
                                struct day today, struct err *e)
{
    struct statement *st;
    size_t n;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT c.receiver, o.name, c.category FROM consent AS c JOIN "
        "organisation_fact AS o ON o.id = c.receiver AND o.retracted_at IS NULL "
        "WHERE c.person = $1 AND c.purpose = 'employer' AND c.is_given = 1 AND "
        "c.retracted_at IS NULL AND c.valid_from <= $2 AND (c.valid_to IS NULL OR "
        "c.valid_to >= $2) AND NOT EXISTS (SELECT 1 FROM consent_withdrawal AS w WHERE "
        "w.person = c.person AND w.consent = c.id AND w.retracted_at IS NULL) "
        "ORDER BY o.name, c.receiver",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &person.u);
    bind_day(st, 2, today);
    rc = rows_gather(out, &n, a, consent_row, st, e);
    if (rc != OK) return rc;
    *n_out = 0;
    for (size_t i = 0; i < n; i++) {
        struct employer_consent *last = *n_out ? &(*out)[*n_out - 1] : NULL;
        if (last && uuid_eq(last->employer.u, (*out)[i].employer.u))
            last->categories |= (*out)[i].categories;
        else
            (*out)[(*n_out)++] = (*out)[i];
    }
    return OK;
}
