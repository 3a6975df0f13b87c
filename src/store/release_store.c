/* Names are unique among all releases there ever were. No index can say so, because a
 * withdrawn release keeps its name; it is looked up inside the write, and there is one
 * write at a time. */
#include <time.h> /* before banned.h, which poisons names that it declares */

#include "store/release_store.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/packing.h"
#include "domain/insz.h"
#include "store/write_inside.h"

enum { TICKS_MAX = 2000, NEAREST_DISTANCE = 4 };

/* --- names and moments --- */

static bool holds_insz(struct str name)
{
    char digits[RELEASE_NAME_TEXT + 1];
    struct insz insz;
    struct err ignored;
    size_t n = 0;
    for (size_t i = 0; i < name.n; i++)
        if (name.p[i] >= '0' && name.p[i] <= '9') digits[n++] = name.p[i];
    for (size_t i = 0; i + INSZ_DIGITS <= n; i++)
        if (insz_parse(&insz, (struct str){digits + i, INSZ_DIGITS}, &ignored) == OK)
            return true;
    return false;
}

enum err_code release_name_check(struct str name, struct err *e)
{
    bool is_fine = name.n > 0 && name.n <= RELEASE_NAME_TEXT;
    for (size_t i = 0; i < name.n && is_fine; i++) {
        char c = name.p[i];
        bool is_first = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        is_fine = is_first || (i > 0 && (c == '-' || c == '.'));
    }
    if (!is_fine) {
        err_set(e, ERR_INVALID,
                "the name of a release: expected 1 to %d lower-case letters, digits, "
                "hyphens and points, the first a letter or digit",
                RELEASE_NAME_TEXT);
        err_hint(e, "for example: vraag-63-2022");
        return ERR_INVALID;
    }
    if (!holds_insz(name)) return OK;
    err_set(e, ERR_INVALID,
            "the name of a release holds a number that identifies "
            "somebody");
    err_hint(e, "name it after the question, for example: vraag-63-2022");
    return ERR_INVALID;
}

enum err_code release_moment(int64_t *out, struct db *db, struct err *e)
{
    static const struct actor nobody = {"moment"};
    const struct timespec tick = {.tv_nsec = 500000};
    struct write *w = NULL;
    enum err_code rc;
    TRY(write_begin(&w, db, &nobody, "find a moment", "", e));
    *out = w->now_ms;
    for (int i = 0; clock_now_ms() <= *out; i++) {
        if (i == TICKS_MAX) {
            rc = err_set(e, ERR_IO, "the clock of this machine stands still");
            err_hint(e, "repair it first: moments of recording depend on it");
            goto out;
        }
        nanosleep(&tick, NULL);
    }
out:
    write_abandon(&w);
    return rc;
}

/* --- in --- */

static enum err_code refuse_known_name(struct write *w, const char *name, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, w->db, "SELECT retracted_at FROM release WHERE name = $1", e));
    bind_text(st, 1, str_of(name));
    TRY(statement_step(&row, st, e));
    if (!row) goto out;
    rc = err_set(e, ERR_EXISTS, "release %s is there already%s", name,
                 column_is_null(st, 0) ? "" : ", and was withdrawn");
    err_hint(e,
             "what was handed over is never replaced: give another name, for "
             "example %.40s-2",
             name);
out:
    statement_done(st);
    return rc;
}

enum err_code release_add(struct write *w, const struct release_fact *f, struct err *e)
{
    struct row r;
    enum err_code rc;
    TRY(release_name_check(str_of(f->name), e));
    TRY(refuse_known_name(w, f->name, e));
    row_begin(&r, w, NOUN_RELEASE);
    row_own_id(&r, &f->id);
    row_uuid(&r, &f->question);
    row_text_c(&r, f->name);
    row_text_c(&r, f->program);
    row_text_c(&r, f->language);
    row_int(&r, f->known_at_ms);
    row_day(&r, f->as_of);
    rc = row_end(&r, e);
out:
    return write_note(w, rc);
}

void release_digest(uint8_t out[RELEASE_DIGEST_BYTES], struct str bytes)
{
    crypto_generichash(out, RELEASE_DIGEST_BYTES, (const uint8_t *)bytes.p, bytes.n,
                       NULL, 0);
}

enum err_code release_form_add(struct write *w, struct uuid release, const char *format,
                               struct str bytes, struct err *e)
{
    struct row r;
    struct buf packed;
    struct uuid id = uuid7_new();
    uint8_t digest[RELEASE_DIGEST_BYTES];
    enum err_code rc;
    buf_init(&packed, SIZE_MAX / 2);
    if (bytes.n > LIMIT_RELEASE_BYTES) {
        rc = err_set(e, ERR_TOO_LARGE,
                     "the answer as %.15s: at most %d bytes, found %zu", format,
                     LIMIT_RELEASE_BYTES, bytes.n);
        err_hint(e, "split the question in two files");
        goto out;
    }
    bytes_pack(&packed, bytes);
    release_digest(digest, bytes);
    row_begin(&r, w, NOUN_RELEASE_FORM);
    row_own_id(&r, &id);
    row_uuid(&r, &release);
    row_text_c(&r, format);
    row_int(&r, (int64_t)bytes.n);
    row_blob(&r, digest, sizeof digest);
    row_blob(&r, packed.p, packed.n);
    rc = row_end(&r, e);
out:
    buf_dispose(&packed);
    return write_note(w, rc);
}

/* --- out --- */

#define RELEASE_SELECT                                                                 \
    "SELECT r.id, r.question, r.name, r.program, r.language, r.known_at, r.as_of, "    \
    "r.recorded_at, r.retracted_at, made.actor, made.reason, "                         \
    "withdrawn.actor, withdrawn.reason, q.title, q.number "                            \
    "FROM release AS r JOIN audit AS made ON made.number = r.written_by "              \
    "LEFT JOIN retraction AS x ON x.noun = 'release' AND x.fact = r.id "               \
    "LEFT JOIN audit AS withdrawn ON withdrawn.number = x.written_by "                 \
    "LEFT JOIN question AS q ON q.id = r.question "

static void copy_text(char *out, size_t cap, struct statement *st, int column)
{
    struct str s = column_text(st, column);
    snprintf(out, cap, "%.*s", STR_ARG(s));
}

static const char *kept_text(struct arena *a, struct statement *st, int column)
{
    return str_to_c(a, column_text(st, column));
}

static void record_from_row(struct release_record *out, struct arena *a,
                            struct statement *st)
{
    struct release_fact *f = &out->release;
    *out = (struct release_record){0};
    f->id = column_uuid(st, 0);
    f->question = column_uuid(st, 1);
    copy_text(f->name, sizeof f->name, st, 2);
    copy_text(f->program, sizeof f->program, st, 3);
    copy_text(f->language, sizeof f->language, st, 4);
    f->known_at_ms = column_int(st, 5);
    f->as_of = column_day(st, 6);
    out->made_ms = column_int(st, 7);
    out->withdrawn_ms = column_int(st, 8);
    out->made_by = kept_text(a, st, 9);
    out->made_for = kept_text(a, st, 10);
    if (!column_is_null(st, 8)) {
        out->withdrawn_by = kept_text(a, st, 11);
        out->withdrawn_for = kept_text(a, st, 12);
    }
    out->title = kept_text(a, st, 13);
    out->number = kept_text(a, st, 14);
}

enum err_code release_list(struct release_record **out, size_t *n_out, struct arena *a,
                           struct db *db, struct err *e)
{
    struct statement *st = NULL;
    struct release_record *list = NULL;
    size_t n = 0, cap = 0;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, db, RELEASE_SELECT "ORDER BY r.recorded_at, r.name LIMIT $1",
                   e));
    bind_int(st, 1, LIMIT_RELEASES);
    for (;;) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        mem_push_room(list, n, cap);
        record_from_row(&list[n++], a, st);
    }
    *out = arena_new_array(a, struct release_record, n);
    if (n) memcpy(*out, list, n * sizeof *list);
    *n_out = n;
out:
    free(list);
    statement_done(st);
    return rc;
}

/* Which name was meant? Only names are read. */
static enum err_code name_nearest(struct db *db, struct str name, struct err *e)
{
    struct statement *st = NULL;
    struct err ignored;
    int best = NEAREST_DISTANCE + 1;
    enum err_code rc;
    bool row;
    err_set(e, ERR_NOT_FOUND, "there is no release %.*s", STR_ARG(name));
    err_hint(e, "vindplaats release list shows them");
    TRY(db_prepare(&st, db, "SELECT name FROM release LIMIT $1", &ignored));
    bind_int(st, 1, LIMIT_RELEASES);
    for (;;) {
        TRY(statement_step(&row, st, &ignored));
        if (!row) break;
        int distance = str_distance(column_text(st, 0), name, NEAREST_DISTANCE);
        if (distance >= best) continue;
        best = distance;
        err_hint(e, "did you mean %.*s?", STR_ARG(column_text(st, 0)));
    }
out:
    statement_done(st);
    return rc == OK ? ERR_NOT_FOUND : rc;
}

enum err_code release_find(struct release_record *out, struct arena *a, struct db *db,
                           struct str name, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(release_name_check(name, e));
    TRY(db_prepare(&st, db, RELEASE_SELECT "WHERE r.name = $1", e));
    bind_text(st, 1, name);
    TRY(statement_step(&row, st, e));
    if (row)
        record_from_row(out, a, st);
    else
        rc = name_nearest(db, name, e);
out:
    statement_done(st);
    return rc;
}

enum err_code release_by_id(struct release_record *out, struct arena *a, struct db *db,
                            struct uuid id, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, db, RELEASE_SELECT "WHERE r.id = $1", e));
    bind_uuid(st, 1, &id);
    TRY(statement_step(&row, st, e));
    if (row)
        record_from_row(out, a, st);
    else
        rc = err_set(e, ERR_NOT_FOUND, "there is no release with this id");
out:
    statement_done(st);
    return rc;
}

enum err_code release_forms(struct release_form **out, size_t *n_out, struct arena *a,
                            struct db *db, struct uuid release, struct err *e)
{
    enum { FORMS_MAX = 64 };
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    *n_out = 0;
    *out = arena_new_array(a, struct release_form, FORMS_MAX);
    TRY(db_prepare(&st, db,
                   "SELECT format, n_bytes, length(packed), digest FROM release_form "
                   "WHERE release = $1 ORDER BY id LIMIT $2",
                   e));
    bind_uuid(st, 1, &release);
    bind_int(st, 2, FORMS_MAX);
    for (;;) {
        TRY(statement_step(&row, st, e));
        if (!row) break;
        struct release_form *f = &(*out)[(*n_out)++];
        struct str digest = column_blob(st, 3);
        copy_text(f->format, sizeof f->format, st, 0);
        f->n_bytes = column_int(st, 1);
        f->n_packed = column_int(st, 2);
        memcpy(f->digest, digest.p, MIN_OF(digest.n, sizeof f->digest));
    }
out:
    statement_done(st);
    return rc;
}

/* Columns from 0: n_bytes, digest, packed. */
static enum err_code open_form(struct str *out, struct arena *a, struct statement *st,
                               struct err *e)
{
    uint8_t digest[RELEASE_DIGEST_BYTES];
    int64_t n_bytes = column_int(st, 0);
    struct str told = column_blob(st, 1);
    enum err_code rc = bytes_unpack(out, a, column_blob(st, 2), (size_t)n_bytes,
                                    LIMIT_RELEASE_BYTES, e);
    if (rc != OK) return err_set(e, ERR_CORRUPT, "the bytes kept are damaged");
    release_digest(digest, *out);
    if (told.n == sizeof digest && memcmp(told.p, digest, sizeof digest) == 0)
        return OK;
    *out = STR_NONE;
    return err_set(e, ERR_CORRUPT, "the bytes kept do not have the digest they had");
}

enum err_code release_bytes(struct str *out, struct arena *a, struct db *db,
                            struct uuid release, const char *format, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, db,
                   "SELECT n_bytes, digest, packed FROM release_form "
                   "WHERE release = $1 AND format = $2 AND retracted_at IS NULL",
                   e));
    bind_uuid(st, 1, &release);
    bind_text(st, 2, str_of(format));
    TRY(statement_step(&row, st, e));
    if (!row) {
        rc = err_set(e, ERR_NOT_FOUND, "this release was not frozen as %.15s", format);
        err_hint(e, "vindplaats release show NAME tells its formats");
        goto out;
    }
    rc = open_form(out, a, st, e);
    if (rc != OK)
        err_hint(e, "restore the newest backup that verifies; the digest is there too");
out:
    statement_done(st);
    return rc;
}

enum err_code release_question(struct str *out, struct arena *a, struct db *db,
                               const struct release_fact *f, struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, db, "SELECT text FROM question WHERE id = $1", e));
    bind_uuid(st, 1, &f->question);
    TRY(statement_step(&row, st, e));
    if (row)
        *out = str_copy(a, column_text(st, 0));
    else
        rc = err_set(e, ERR_NOT_FOUND, "the question of release %s was not kept",
                     f->name);
out:
    statement_done(st);
    return rc;
}

/* --- whole --- */

enum err_code releases_check(struct db *db, void (*found)(void *to, const char *defect),
                             void *to, struct err *e)
{
    struct statement *st = NULL;
    struct arena a = {0};
    enum err_code rc;
    bool row;
    TRY(db_prepare(&st, db,
                   "SELECT f.n_bytes, f.digest, f.packed, f.format, r.name "
                   "FROM release_form AS f JOIN release AS r ON r.id = f.release "
                   "ORDER BY f.id",
                   e));
    for (;;) {
        struct str bytes;
        struct err damage = {0};
        TRY(statement_step(&row, st, e));
        if (!row) break;
        if (open_form(&bytes, &a, st, &damage) != OK)
            found(to, arena_format(&a, "release: %.*s as %.*s: %s",
                                   STR_ARG(column_text(st, 4)),
                                   STR_ARG(column_text(st, 3)), damage.message));
        arena_reset(&a);
    }
out:
    arena_dispose(&a);
    statement_done(st);
    return rc;
}
