#include "store/row.h"

#include "store/file_now_inside.h"

static const struct {
    const char *name, *table, *insert, *select;
} nouns[] = {
#define N(noun, name, table, columns, values)                                          \
    {name, table,                                                                      \
     "INSERT INTO " table " (" columns ", recorded_at, written_by) VALUES (" values    \
     ", $21, $22)",                                                                    \
     "SELECT " columns ", recorded_at, written_by FROM " table},
#include "store/nouns.def"
#undef N
};
_Static_assert(ARRAY_LEN(nouns) == N_NOUNS, "one row per noun");
enum { RECORDED_AT = 21, WRITTEN_BY = 22 };

const char *noun_name(enum noun noun)
{
    return nouns[noun].name;
}

enum noun noun_named(struct str name)
{
    for (unsigned i = 0; i < N_NOUNS; i++)
        if (str_eq_c(name, nouns[i].name)) return (enum noun)i;
    return N_NOUNS;
}

const char *noun_table(enum noun noun)
{
    return nouns[noun].table;
}

const char *noun_select(enum noun noun)
{
    return nouns[noun].select;
}

bool noun_is_log(enum noun noun)
{
    return noun == NOUN_RETRACTION || noun == NOUN_ERASURE || noun == NOUN_READ;
}

/* --- digests --- */

static void digest_flush(struct row_digest *d)
{
    if (!d->is_streaming) crypto_generichash_init(&d->state, NULL, 0, ROW_HASH_BYTES);
    d->is_streaming = true;
    crypto_generichash_update(&d->state, d->waiting, d->n);
    d->n = 0;
}

static void digest_put(struct row_digest *d, const void *p, size_t n)
{
    if (n > sizeof d->waiting - d->n) {
        digest_flush(d);
        if (n > sizeof d->waiting) {
            crypto_generichash_update(&d->state, p, n);
            return;
        }
    }
    if (n) memcpy(d->waiting + d->n, p, n);
    d->n += n;
}

static void put_number(struct row_digest *d, char tag, uint64_t v, unsigned n_bytes)
{
    uint8_t b[9] = {(uint8_t)tag};
    for (unsigned i = 0; i < n_bytes; i++)
        b[1 + i] = (uint8_t)(v >> (8 * i));
    digest_put(d, b, 1 + n_bytes);
}

void digest_begin(struct row_digest *d, enum noun noun)
{
    d->n = 0;
    d->is_streaming = false;
    const char *name = nouns[noun].name;
    digest_bytes(d, 't', name, strlen(name));
}

void digest_int(struct row_digest *d, int64_t v)
{
    put_number(d, 'i', (uint64_t)v, 8);
}

void digest_real(struct row_digest *d, double v)
{
    uint64_t bits;
    memcpy(&bits, &v, sizeof bits);
    put_number(d, 'r', bits, 8);
}

void digest_bytes(struct row_digest *d, char tag, const void *p, size_t n)
{
    put_number(d, tag, n, 4);
    digest_put(d, p, n);
}

void digest_null(struct row_digest *d)
{
    digest_put(d, "n", 1);
}

void digest_end(uint8_t out[ROW_HASH_BYTES], struct row_digest *d)
{
    if (d->is_streaming) {
        digest_flush(d);
        crypto_generichash_final(&d->state, out, ROW_HASH_BYTES);
    } else {
        crypto_generichash(out, ROW_HASH_BYTES, d->waiting, d->n, NULL, 0);
    }
}

void tally_add(struct tally *t, const uint8_t hash[ROW_HASH_BYTES])
{
    for (unsigned lane = 0; lane < 4; lane++) {
        uint64_t v = 0;
        for (unsigned i = 0; i < 8; i++)
            v |= (uint64_t)hash[lane * 8 + i] << (8 * i);
        t->lanes[lane] += v;
    }
    t->added++;
    t->total++;
}

void tally_sum_bytes(uint8_t out[ROW_HASH_BYTES], const struct tally *t)
{
    for (unsigned lane = 0; lane < 4; lane++)
        for (unsigned i = 0; i < 8; i++)
            out[lane * 8 + i] = (uint8_t)(t->lanes[lane] >> (8 * i));
}

enum err_code tally_last(struct tally *out, struct db *db, enum noun noun,
                         struct err *e)
{
    struct statement *st = NULL;
    enum err_code rc;
    bool row;
    *out = (struct tally){.is_loaded = true};
    TRY(db_prepare(&st, db,
                   "SELECT total, sum FROM audit_tally WHERE noun = $1 "
                   "ORDER BY audit DESC LIMIT 1",
                   e));
    bind_text(st, 1, str_of(nouns[noun].name));
    TRY(statement_step(&row, st, e));
    if (!row) goto out;
    out->total = column_int(st, 0);
    struct str sum = column_blob(st, 1);
    if (sum.n != ROW_HASH_BYTES) {
        rc = err_set(e, ERR_CORRUPT, "the tally of %s is damaged", nouns[noun].name);
        goto out;
    }
    for (unsigned i = 0; i < ROW_HASH_BYTES; i++)
        out->lanes[i / 8] |= (uint64_t)(uint8_t)sum.p[i] << (8 * (i % 8));
out:
    statement_done(st);
    return rc;
}

/* --- rows --- */

void row_begin(struct row *r, struct write *w, enum noun noun)
{
    r->w = w;
    r->noun = noun;
    r->n = 0;
    r->person = (struct person_id){{{0}}};
    r->st = NULL;
    r->rc = OK;
    if (w->has_failed) bug("a write went on after an error");
    if (!w->tallies[noun].is_loaded)
        r->rc = tally_last(&w->tallies[noun], w->db, noun, &r->e);
    if (r->rc == OK)
        r->rc = db_prepare_literal(&r->st, w->db, nouns[noun].insert, &r->e);
    digest_begin(&r->digest, noun);
}

void row_int(struct row *r, int64_t v)
{
    r->n++;
    if (r->rc != OK) return;
    bind_int(r->st, r->n, v);
    digest_int(&r->digest, v);
}

static void row_null(struct row *r)
{
    r->n++;
    if (r->rc != OK) return;
    bind_null(r->st, r->n);
    digest_null(&r->digest);
}

void row_int_or_null(struct row *r, int64_t v, bool is_there)
{
    if (is_there)
        row_int(r, v);
    else
        row_null(r);
}

void row_real_or_null(struct row *r, double v, bool is_there)
{
    if (!is_there) {
        row_null(r);
        return;
    }
    r->n++;
    if (r->rc != OK) return;
    bind_real(r->st, r->n, v);
    digest_real(&r->digest, v);
}

void row_bool(struct row *r, bool v)
{
    row_int(r, v);
}

void row_text(struct row *r, struct str v)
{
    r->n++;
    if (r->rc != OK) return;
    bind_text(r->st, r->n, v);
    digest_bytes(&r->digest, 't', v.p, v.n);
}

void row_text_c(struct row *r, const char *v)
{
    row_text(r, str_of(v));
}

void row_text_or_null(struct row *r, const char *v)
{
    if (v[0])
        row_text(r, str_of(v));
    else
        row_null(r);
}

void row_str_or_null(struct row *r, struct str v)
{
    if (v.n)
        row_text(r, v);
    else
        row_text_or_null(r, "");
}

void row_blob(struct row *r, const void *p, size_t n)
{
    if (n == 0) {
        row_null(r);
        return;
    }
    r->n++;
    if (r->rc != OK) return;
    bind_blob(r->st, r->n, p, n);
    digest_bytes(&r->digest, 'b', p, n);
}

void row_uuid(struct row *r, const struct uuid *v)
{
    row_blob(r, v->b, uuid_is_nil(*v) ? 0 : sizeof v->b);
}

void row_own_id(struct row *r, const struct uuid *v)
{
    if (r->n == 0) r->person.u = *v;
    if (uuid_is_nil(*v)) row_refuse(r, "the id is nil");
    row_uuid(r, v);
}

void row_day(struct row *r, struct day v)
{
    row_int_or_null(r, v.v, !day_is_none(v));
}

void row_code(struct row *r, enum list_number list, uint8_t index)
{
    const struct code_list *l = code_list_at(list);
    if (index == CODE_MISSING) {
        row_null(r);
    } else if (index >= l->n) {
        if (r->rc == OK)
            r->rc = err_set(&r->e, ERR_INVALID, "expected a code of list %s, found %d",
                            l->name, index);
        row_null(r);
    } else {
        row_text_c(r, l->codes[index].code);
    }
}

void row_code_needed(struct row *r, enum list_number list, uint8_t index)
{
    if (index == CODE_MISSING && r->rc == OK)
        r->rc = err_set(&r->e, ERR_INVALID, "expected a code of list %s, found none",
                        code_list_at(list)->name);
    row_code(r, list, index);
}

void row_refuse(struct row *r, const char *what)
{
    if (r->rc == OK)
        r->rc = err_set(&r->e, ERR_INVALID, "%s of noun %s", what, nouns[r->noun].name);
}

enum err_code row_end(struct row *r, struct err *e)
{
    struct write *w = r->w;
    uint8_t hash[ROW_HASH_BYTES];
    if (r->rc == OK && w->recorded_ms > w->now_ms) {
        r->rc = err_set(&r->e, ERR_INVALID, "a fact cannot be recorded in the future");
        err_hint(&r->e, "give the moment it became known");
    }
    if (r->rc == OK) {
        bind_int(r->st, RECORDED_AT, w->recorded_ms);
        bind_int(r->st, WRITTEN_BY, w->number);
        digest_int(&r->digest, w->recorded_ms);
        digest_int(&r->digest, w->number);
        r->rc = statement_run(r->st, &r->e);
    }
    statement_done(r->st);
    if (r->rc == OK) {
        digest_end(hash, &r->digest);
        tally_add(&w->tallies[r->noun], hash);
        file_now_moved(w, r->noun, r->person);
    } else if (e) {
        *e = r->e;
    }
    return write_note(w, r->rc);
}
