#include "store/link_doubt_store.h"

#include "domain/lists.h"
#include "store/from_row.h"
#include "store/link_review_store.h"

#define KNOWN(t)                                                                       \
    t ".recorded_at <= $1 AND (" t ".retracted_at IS NULL OR " t ".retracted_at > $1)"

enum err_code link_doubts_read(struct db *db, int64_t known_at_ms,
                               enum err_code (*take)(void *to,
                                                     const struct link_doubt_fact *f,
                                                     struct err *e),
                               void *to, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(
        &st, db,
        "SELECT p.person, p.other, p.verdict, p.millibits FROM link_pair AS "
        "p WHERE " KNOWN(
            "p") " AND NOT EXISTS (SELECT 1 FROM link_decision "
                 "AS d WHERE d.person = p.person AND d.other = p.other AND " KNOWN(
                     "d") ")",
        e));
    bind_int(st, 1, known_at_ms);
    for (;;) {
        struct link_doubt_fact f = {0};
        TRY(statement_step(&row, st, e));
        if (!row) break;
        f.person.u = column_uuid(st, 0);
        f.other.u = column_uuid(st, 1);
        TRY(code_from_row(&f.verdict, st, 2, LIST_LINK_VERDICT, e));
        f.millibits = column_int(st, 3);
        TRY(take(to, &f, e));
    }
out:
    statement_done(st);
    return rc;
}

enum err_code link_reviewed_read(
    struct db *db, int64_t known_at_ms,
    enum err_code (*take)(void *to, const struct link_reviewed_fact *f, struct err *e),
    void *to, struct err *e)
{
    struct arena a = {0};
    struct link_sample_fact *samples;
    size_t n = 0;
    enum err_code rc;
    TRY(link_samples_read(&samples, &n, &a, db, known_at_ms, e));
    for (size_t i = 0; i < n; i++) {
        const struct link_sample_fact *s = &samples[i];
        if (s->decision == CODE_MISSING) continue;
        const struct link_reviewed_fact f = {.person = s->person,
                                             .other = s->other,
                                             .verdict = s->stratum,
                                             .is_same =
                                                 s->decision == LINK_DECISION_SAME};
        TRY(take(to, &f, e));
    }
out:
    arena_dispose(&a);
    return rc;
}
