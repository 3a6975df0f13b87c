#include "store/signal_read.h"

#include "store/from_row.h"
#include "store/gather.h"
#include "store/words_inside.h"

#define COPY(to, st, column)                                                           \
    snprintf((to), sizeof(to), "%.*s", STR_ARG(column_text((st), (column))))

/* The last step of the signal or its bundle stands in l, as signal_status_of says it:
 * by day, then by moment of recording. */
#define SIGNALS                                                                        \
    "SELECT s.id, s.barrier, s.domain, s.level, s.target_group, s.frequency, "         \
    "s.municipality, s.noticed_on, s.organisation, s.worker, s.words, s.recorded_at, " \
    "b.id, b.title, o.name, w.name, l.status, l.happened_on "                          \
    "FROM signal AS s "                                                                \
    "LEFT JOIN bundle_signal AS m ON m.signal = s.id AND m.retracted_at IS NULL "      \
    "LEFT JOIN signal_bundle AS b ON b.id = m.bundle AND b.retracted_at IS NULL "      \
    "LEFT JOIN organisation_fact AS o ON o.id = s.organisation AND o.retracted_at IS " \
    "NULL LEFT JOIN worker_fact AS w ON w.id = s.worker AND w.retracted_at IS NULL "   \
    "LEFT JOIN signal_step AS l ON l.id = (SELECT t.id FROM signal_step AS t WHERE "   \
    "t.retracted_at IS NULL AND (t.signal = s.id OR t.bundle = b.id) ORDER BY "        \
    "t.happened_on DESC, t.recorded_at DESC, t.id DESC LIMIT 1) "                      \
    "WHERE s.retracted_at IS NULL AND "

static enum err_code status_from_row(enum code_of_signal_status *out,
                                     struct statement *st, int column,
                                     enum code_of_signal_status before, struct err *e)
{
    uint8_t status;
    enum err_code rc = code_from_row(&status, st, column, LIST_SIGNAL_STATUS, e);
    *out = status == CODE_MISSING ? before : (enum code_of_signal_status)status;
    return rc;
}

static enum err_code signal_row(void *out, struct arena *a, struct statement *st,
                                struct err *e)
{
    struct signal_view *v = out;
    struct signal_fact *f = &v->fact;
    enum err_code rc;
    f->id = column_uuid(st, 0);
    TRY(code_from_row(&f->barrier, st, 1, LIST_STRUCTURAL_BARRIER, e));
    TRY(code_from_row(&f->domain, st, 2, LIST_POLICY_DOMAIN, e));
    TRY(code_from_row(&f->level, st, 3, LIST_RESPONSIBLE_LEVEL, e));
    TRY(code_from_row(&f->target_group, st, 4, LIST_TARGET_GROUP, e));
    TRY(code_from_row(&f->frequency, st, 5, LIST_SIGNAL_FREQUENCY, e));
    COPY(f->municipality, st, 6);
    f->noticed_on = column_day(st, 7);
    f->organisation.u = column_uuid(st, 8);
    f->worker = column_uuid(st, 9);
    f->words = str_copy(a, column_blob(st, 10)); /* still sealed */
    f->written = (struct written){.at = column_int(st, 11), .by = f->worker};
    v->bundle = column_uuid(st, 12);
    COPY(v->bundle_title, st, 13);
    COPY(v->organisation_name, st, 14);
    COPY(v->worker_name, st, 15);
    TRY(status_from_row(
        &v->status, st, 16,
        uuid_is_nil(v->bundle) ? SIGNAL_STATUS_CAPTURED : SIGNAL_STATUS_BUNDLED, e));
    v->status_on = column_is_null(st, 17) ? f->noticed_on : column_day(st, 17);
out:
    return rc;
}

static enum err_code open_signals(struct signal_view *list, size_t n, struct arena *a,
                                  struct db *db, bool is_wanted, struct err *e)
{
    enum err_code rc = OK;
    for (size_t i = 0; rc == OK && i < n; i++) {
        struct signal_fact *f = &list[i].fact;
        if (is_wanted)
            rc = words_open(&f->words, a, db, f->id, "signal", &f->id, e);
        else
            f->words = STR_NONE;
    }
    return rc;
}

enum err_code signal_list(struct signal_view **out, size_t *n_out, struct arena *a,
                          struct db *db, const struct signal_wanted *wanted,
                          struct err *e)
{
    struct statement *st;
    const struct code_list *barriers = code_list_at(LIST_STRUCTURAL_BARRIER);
    enum err_code rc = db_prepare(
        &st, db,
        SIGNALS
        "($1 IS NULL OR s.organisation = $1) AND ($2 IS NULL OR s.worker = $2) AND "
        "($3 IS NULL OR b.id = $3) AND ($4 IS NULL OR s.barrier = $4) AND "
        "($5 IS NULL OR s.municipality = $5) AND ($6 IS NULL OR s.noticed_on >= $6) "
        "AND ($7 IS NULL OR s.noticed_on <= $7) AND ($8 = 0 OR (b.id IS NULL AND "
        "coalesce(l.status, '') NOT IN ('closed', 'not_retained'))) "
        "ORDER BY s.noticed_on DESC, s.id DESC LIMIT $9 OFFSET $10",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &wanted->organisation.u);
    bind_uuid(st, 2, &wanted->worker);
    bind_uuid(st, 3, &wanted->bundle);
    if (wanted->barrier < barriers->n)
        bind_text(st, 4, str_of(barriers->codes[wanted->barrier].code));
    else
        bind_null(st, 4);
    if (wanted->municipality[0])
        bind_text(st, 5, str_of(wanted->municipality));
    else
        bind_null(st, 5);
    bind_day(st, 6, wanted->year ? day_of(wanted->year, 1, 1) : DAY_NONE);
    bind_day(st, 7, wanted->year ? day_of(wanted->year, 12, 31) : DAY_NONE);
    bind_int(st, 8, wanted->only_loose);
    bind_int(st, 9, (int64_t)wanted->most);
    bind_int(st, 10, (int64_t)wanted->first);
    rc = rows_gather(out, n_out, a, signal_row, st, e);
    if (rc != OK) return rc;
    return open_signals(*out, *n_out, a, db, wanted->with_words, e);
}

enum err_code signal_read(struct signal_view *out, struct arena *a, struct db *db,
                          struct uuid signal, bool with_words, struct err *e)
{
    struct statement *st;
    struct signal_view *found;
    size_t n;
    enum err_code rc = db_prepare(&st, db, SIGNALS "s.id = $1", e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &signal);
    TRY(rows_gather(&found, &n, a, signal_row, st, e));
    if (!n) {
        rc = err_set(e, ERR_NOT_FOUND, "there is no such signal");
        goto out;
    }
    TRY(open_signals(found, n, a, db, with_words, e));
    *out = found[0];
out:
    return rc;
}

enum err_code signal_answers_count(int64_t *out, struct db *db, struct uuid worker,
                                   struct day since, struct err *e)
{
    struct statement *st;
    bool row;
    enum err_code rc =
        db_prepare(&st, db,
                   "SELECT count(DISTINCT s.id) FROM signal AS s LEFT JOIN "
                   "bundle_signal AS m ON m.signal = s.id AND m.retracted_at IS NULL "
                   "JOIN signal_step AS t ON (t.signal = s.id OR t.bundle = m.bundle) "
                   "AND t.retracted_at IS NULL AND t.happened_on >= $2 AND t.status IN "
                   "('answered', 'acted_upon', 'not_retained', 'closed') "
                   "WHERE s.worker = $1 AND s.retracted_at IS NULL",
                   e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &worker);
    bind_day(st, 2, since);
    TRY(statement_step(&row, st, e));
    *out = row ? column_int(st, 0) : 0;
out:
    statement_done(st);
    return rc;
}

/* --- bundles --- */

#define BUNDLES                                                                        \
    "SELECT b.id, b.title, b.domain, b.level, b.organisation, b.worker, b.opened_on, " \
    "b.recorded_at, o.name, w.name, count(s.id), count(DISTINCT s.organisation), "     \
    "count(DISTINCT s.municipality), l.status, l.happened_on "                         \
    "FROM signal_bundle AS b "                                                         \
    "LEFT JOIN bundle_signal AS m ON m.bundle = b.id AND m.retracted_at IS NULL "      \
    "LEFT JOIN signal AS s ON s.id = m.signal AND s.retracted_at IS NULL "             \
    "LEFT JOIN organisation_fact AS o ON o.id = b.organisation AND o.retracted_at IS " \
    "NULL LEFT JOIN worker_fact AS w ON w.id = b.worker AND w.retracted_at IS NULL "   \
    "LEFT JOIN signal_step AS l ON l.id = (SELECT t.id FROM signal_step AS t WHERE "   \
    "t.retracted_at IS NULL AND t.bundle = b.id ORDER BY t.happened_on DESC, "         \
    "t.recorded_at DESC, t.id DESC LIMIT 1) "                                          \
    "WHERE b.retracted_at IS NULL AND ($1 IS NULL OR b.id = $1) "                      \
    "GROUP BY b.id, l.id, o.name, w.name "                                             \
    "ORDER BY coalesce(l.status, '') IN ('closed', 'not_retained'), b.opened_on "      \
    "DESC, b.id DESC"

static enum err_code bundle_row(void *out, struct arena *a, struct statement *st,
                                struct err *e)
{
    struct bundle_view *v = out;
    struct signal_bundle_fact *f = &v->fact;
    enum err_code rc;
    (void)a;
    f->id = column_uuid(st, 0);
    COPY(f->title, st, 1);
    TRY(code_from_row(&f->domain, st, 2, LIST_POLICY_DOMAIN, e));
    TRY(code_from_row(&f->level, st, 3, LIST_RESPONSIBLE_LEVEL, e));
    f->organisation.u = column_uuid(st, 4);
    f->worker = column_uuid(st, 5);
    f->opened_on = column_day(st, 6);
    f->written = (struct written){.at = column_int(st, 7), .by = f->worker};
    COPY(v->organisation_name, st, 8);
    COPY(v->worker_name, st, 9);
    v->n_signals = column_int(st, 10);
    v->n_organisations = column_int(st, 11);
    v->n_municipalities = column_int(st, 12);
    TRY(status_from_row(&v->status, st, 13, SIGNAL_STATUS_BUNDLED, e));
    v->status_on = column_is_null(st, 14) ? f->opened_on : column_day(st, 14);
out:
    return rc;
}

static enum err_code bundles(struct bundle_view **out, size_t *n_out, struct arena *a,
                             struct db *db, struct uuid bundle, struct err *e)
{
    struct statement *st;
    enum err_code rc = db_prepare(&st, db, BUNDLES, e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &bundle);
    return rows_gather(out, n_out, a, bundle_row, st, e);
}

enum err_code bundle_list(struct bundle_view **out, size_t *n_out, struct arena *a,
                          struct db *db, struct err *e)
{
    return bundles(out, n_out, a, db, (struct uuid){{0}}, e);
}

enum err_code bundle_read(struct bundle_view *out, struct arena *a, struct db *db,
                          struct uuid bundle, struct err *e)
{
    struct bundle_view *found;
    size_t n = 0;
    enum err_code rc = OK;
    if (!uuid_is_nil(bundle)) rc = bundles(&found, &n, a, db, bundle, e);
    if (rc != OK) return rc;
    if (!n) return err_set(e, ERR_NOT_FOUND, "there is no such bundle");
    *out = found[0];
    return OK;
}

/* --- steps --- */

static enum err_code step_row(void *out, struct arena *a, struct statement *st,
                              struct err *e)
{
    struct step_view *v = out;
    struct signal_step_fact *f = &v->fact;
    enum err_code rc;
    f->id = column_uuid(st, 0);
    f->signal = column_uuid(st, 1);
    f->bundle = column_uuid(st, 2);
    TRY(code_from_row(&f->status, st, 3, LIST_SIGNAL_STATUS, e));
    TRY(code_from_row(&f->level, st, 4, LIST_RESPONSIBLE_LEVEL, e));
    f->on = column_day(st, 5);
    f->worker = column_uuid(st, 6);
    f->words = str_copy(a, column_blob(st, 7)); /* still sealed */
    f->written = (struct written){.at = column_int(st, 8), .by = f->worker};
    COPY(v->worker_name, st, 9);
out:
    return rc;
}

enum err_code signal_step_list(struct step_view **out, size_t *n_out, struct arena *a,
                               struct db *db, struct uuid signal, struct uuid bundle,
                               struct err *e)
{
    struct statement *st;
    struct uuid subject = uuid_is_nil(signal) ? bundle : signal;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT t.id, t.signal, t.bundle, t.status, t.level, t.happened_on, "
        "t.worker, t.words, t.recorded_at, w.name FROM signal_step AS t "
        "LEFT JOIN worker_fact AS w ON w.id = t.worker AND w.retracted_at IS "
        "NULL WHERE t.retracted_at IS NULL AND (t.signal = $1 OR t.bundle = "
        "$1) ORDER BY t.happened_on, t.recorded_at, t.id",
        e);
    if (rc != OK) return rc;
    bind_uuid(st, 1, &subject);
    rc = rows_gather(out, n_out, a, step_row, st, e);
    for (size_t i = 0; rc == OK && i < *n_out; i++) {
        struct signal_step_fact *f = &(*out)[i].fact;
        rc = words_open(&f->words, a, db, subject, "signal_step", &f->id, e);
    }
    return rc;
}

/* --- counting --- */

static enum err_code count_row(void *out, struct arena *a, struct statement *st,
                               struct err *e)
{
    struct signal_count *c = out;
    (void)a;
    c->year = day_year(column_day(st, 1));
    c->n = column_int(st, 2);
    return code_from_row(&c->barrier, st, 0, LIST_STRUCTURAL_BARRIER, e);
}

enum err_code signal_counts(struct signal_count **out, size_t *n_out, struct arena *a,
                            struct db *db, const char *municipality,
                            uint8_t target_group, struct err *e)
{
    struct statement *st;
    const struct code_list *groups = code_list_at(LIST_TARGET_GROUP);
    size_t n_days;
    enum err_code rc = db_prepare(
        &st, db,
        "SELECT barrier, noticed_on, count(*) FROM signal WHERE retracted_at IS NULL "
        "AND ($1 IS NULL OR municipality = $1) AND ($2 IS NULL OR target_group = $2) "
        "GROUP BY barrier, noticed_on ORDER BY barrier, noticed_on",
        e);
    if (rc != OK) return rc;
    if (municipality[0])
        bind_text(st, 1, str_of(municipality));
    else
        bind_null(st, 1);
    if (target_group < groups->n)
        bind_text(st, 2, str_of(groups->codes[target_group].code));
    else
        bind_null(st, 2);
    rc = rows_gather(out, &n_days, a, count_row, st, e);
    if (rc != OK) return rc;
    /* days of one year together */
    *n_out = 0;
    for (size_t i = 0; i < n_days; i++) {
        struct signal_count *c = &(*out)[i];
        struct signal_count *last = *n_out ? &(*out)[*n_out - 1] : NULL;
        if (last && last->barrier == c->barrier && last->year == c->year)
            last->n += c->n;
        else
            (*out)[(*n_out)++] = *c;
    }
    return OK;
}
