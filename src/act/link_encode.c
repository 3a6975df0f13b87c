/* Everything is decided before anything is written: the two files stand together or not
 * at all. The map is written first: encodings without a map would be of no use. */
#include <unistd.h>

#include <sodium.h>

#include "act/link_encode.h"
#include "act/link_fields.h"
#include "act/link_keys.h"
#include "act/link_schema_default.h"
#include "base/csv.h"
#include "base/file.h"
#include "base/limits.h"
#include "encode/clk_encoder.h"
#include "encode/clk_text.h"
#include "encode/field_fold.h"
#include "encode/project_secret.h"
#include "encode/safe_setup.h"

struct encoding {
    const struct link_encode_order *order;
    struct arena *arena;
    struct project_secret secret;
    struct linkage_schema schema;
    struct column_file table;
    struct link_fields fields;
    struct link_keys keys;
    struct harden_plan plan;
    struct clk_set raw; /* encodings before hardening */
    struct clk_file file;
    size_t *borrowed; /* of each decoy: whose keys it seems to have */
};

/* --- the schema --- */

static enum err_code schema_take(struct encoding *n, struct err *e)
{
    struct str text = {(const char *)linkage_schema_default[0].bytes,
                       linkage_schema_default[0].n};
    enum err_code rc = OK;
    if (n->order->schema)
        TRY(file_read(&text, n->arena, n->order->schema, LIMIT_JSON_BYTES, e));
    TRY(linkage_schema_read(&n->schema, n->arena, text, e));
    rc = safe_schema_check(&n->schema, e);
out:
    if (rc != OK && n->order->schema) err_detail(e, "in %.200s", n->order->schema);
    return rc;
}

/* Fields that this owner lacks do not count: what is left must still be enough. */
static enum err_code rows_check(const struct column_file *t, struct err *e)
{
    if (t->n_rows <= LIMIT_CLK_RECORDS) return OK;
    enum err_code rc = err_set(e, ERR_TOO_LARGE, "expected at most %d rows, found %zu",
                               LIMIT_CLK_RECORDS, t->n_rows);
    err_hint(e, "split the file");
    return rc;
}

static enum err_code fields_check(const struct encoding *n, struct err *e)
{
    struct linkage_schema left = n->schema;
    enum err_code rc;
    TRY(safe_records_check(n->fields.n_people, e));
    left.features = arena_new_array(n->arena, struct linkage_feature, left.n_features);
    for (size_t f = 0; f < left.n_features; f++) {
        left.features[f] = n->schema.features[f];
        if (!n->fields.value[f] || n->fields.n_known[f] == 0)
            left.features[f].tokens = TOKEN_IGNORED;
    }
    TRY(safe_schema_check(&left, e));
    if (n->plan.birth_year_salt && !n->fields.has_year) {
        rc = err_set(e, ERR_INVALID, "hardening high needs a date of birth");
        err_hint(e, "add birth_date to schema and file, or take --hardening standard");
    }
out:
    return rc;
}

/* --- bits --- */

struct some_rows {
    const struct link_fields *fields;
    const uint32_t *row; /* NULL: all */
};

static enum err_code values_of(struct str *values, void *self, size_t i,
                               unsigned worker, struct err *e)
{
    const struct some_rows *rows = self;
    size_t row = rows->row ? rows->row[i] : i;
    (void)worker, (void)e;
    for (size_t f = 0; f < rows->fields->schema->n_features; f++)
        values[f] = rows->fields->value[f] ? rows->fields->value[f][row] : STR_NONE;
    return OK;
}

static enum err_code encode_rows(struct clk_set *out, struct encoding *n,
                                 const struct linkage_schema *schema,
                                 const char *secret, const uint32_t *row, size_t n_rows,
                                 struct err *e)
{
    struct some_rows some = {&n->fields, row};
    struct clk_rows rows = {.n = n_rows, .row = values_of, .self = &some};
    size_t failed = 0;
    enum err_code rc = clk_encode_many(out, &failed, schema, str_of(secret), &rows,
                                       n->order->threads, e);
    if (rc != OK && rc != ERR_TOO_LARGE) {
        size_t at = row ? row[failed] : failed;
        if (at < n->fields.n_people) err_detail(e, "record %zu of the file", at + 1);
        if (n->order->as_is)
            err_hint(e, "without --as-is values are folded before they are encoded");
    }
    return rc;
}

/* The schema with the features of one kind ignored; keys go by place, so the others
 * keep theirs. */
static struct linkage_schema schema_part(const struct encoding *n, bool is_salted)
{
    struct linkage_schema part = n->schema;
    part.features = arena_new_array(n->arena, struct linkage_feature, part.n_features);
    for (size_t f = 0; f < part.n_features; f++) {
        part.features[f] = n->schema.features[f];
        if (field_is_unsalted(&part.features[f]) == is_salted)
            part.features[f].tokens = TOKEN_IGNORED;
    }
    return part;
}

static void rows_join(struct clk_set *into, const struct clk_set *from,
                      const uint32_t *row)
{
    for (size_t i = 0; i < from->n; i++) {
        uint64_t *to = into->word + row[i] * into->words;
        const uint64_t *add = clk_set_row(from, i);
        uint32_t weight = 0;
        for (uint32_t w = 0; w < into->words; w++) {
            to[w] |= add[w];
            weight += (uint32_t)__builtin_popcountll(to[w]);
        }
        into->weight[row[i]] = weight;
    }
}

/* Names and places of each year of birth under a key of that year: equal names of
 * different years have nothing in common. */
static enum err_code encode_by_year(struct encoding *n, struct err *e)
{
    struct linkage_schema plain = schema_part(n, false), salted = schema_part(n, true);
    char secret[DERIVED_TEXT + 1];
    enum { YEARS = 2101 };
    uint32_t *row = mem_array(n->fields.n_rows + 1, sizeof *row);
    size_t *begin = mem_array(YEARS + 1, sizeof *begin);
    enum err_code rc;
    secret_encoder_text(secret, &n->secret);
    TRY(encode_rows(&n->raw, n, &plain, secret, NULL, n->fields.n_rows, e));
    for (size_t i = 0; i < n->fields.n_rows; i++)
        begin[n->fields.year[i] + 1]++;
    for (size_t y = 0; y < YEARS; y++)
        begin[y + 1] += begin[y];
    for (size_t i = 0; i < n->fields.n_rows; i++)
        row[begin[n->fields.year[i]]++] = (uint32_t)i;
    for (size_t y = 0, from = 0; y < YEARS; from = begin[y++]) {
        struct clk_set part = {0};
        if (begin[y] == from) continue;
        secret_year_text(secret, &n->secret, (int)y);
        TRY(encode_rows(&part, n, &salted, secret, row + from, begin[y] - from, e));
        rows_join(&n->raw, &part, row + from);
        clk_set_dispose(&part);
    }
out:
    sodium_memzero(secret, sizeof secret);
    free(row);
    free(begin);
    return rc;
}

static enum err_code encode(struct encoding *n, struct err *e)
{
    char secret[DERIVED_TEXT + 1];
    if (n->plan.birth_year_salt) return encode_by_year(n, e);
    secret_encoder_text(secret, &n->secret);
    enum err_code rc =
        encode_rows(&n->raw, n, &n->schema, secret, NULL, n->fields.n_rows, e);
    sodium_memzero(secret, sizeof secret);
    return rc;
}

static uint32_t fill_of(const struct clk_set *s)
{
    uint64_t total = 0;
    for (size_t i = 0; i < s->n; i++)
        total += s->weight[i];
    return s->n ? (uint32_t)(total * 1000 / (s->n * (uint64_t)s->bits)) : 0;
}

/* A record of which no field is known has no encoding: noise would make one up. */
static enum err_code harden_all(struct encoding *n, struct err *e)
{
    struct harden_key key = secret_harden_key(&n->secret);
    struct hardener *h = NULL;
    uint8_t bytes[CLK_BITS_MAX / 8];
    enum err_code rc;
    TRY(hardener_new(&h, &n->plan, n->raw.bits, &key, e));
    clk_file_init(&n->file, n->fields.n_rows, hardener_bits(h), n->keys.n_names);
    for (size_t i = 0; i < n->raw.n; i++) {
        if (!n->raw.weight[i]) continue;
        harden(bytes, h, (const uint8_t *)clk_set_row(&n->raw, i));
        clk_set_put(&n->file.set, i, bytes);
    }
out:
    hardener_free(h);
    sodium_memzero(&key, sizeof key);
    return rc;
}

/* --- files --- */

static void head_fill(struct encoding *n)
{
    struct clk_file_head *h = &n->file.head;
    snprintf(h->project, sizeof h->project, "%s", n->secret.project);
    snprintf(h->party, sizeof h->party, "%.*s", STR_ARG(n->order->party));
    if (n->order->as_is)
        snprintf(h->values, sizeof h->values, "as-is");
    else
        snprintf(h->values, sizeof h->values, "folded-%d", FOLD_VERSION);
    snprintf(h->encoder, sizeof h->encoder, "vindplaats %s", VINDPLAATS_VERSION);
    memcpy(h->schema, n->schema.digest, sizeof h->schema);
    secret_check(h->secret_check, &n->secret);
    h->hardening = n->plan;
    h->raw_fill_per_1000 = fill_of(&n->raw);
    for (size_t k = 0; k < n->keys.n_names; k++)
        snprintf(h->key_name[k], sizeof h->key_name[k], "%s", n->keys.name[k]);
}

/* Decoys have keys where the one they borrow from has, and nobody's. */
static void keys_fill(struct encoding *n)
{
    size_t n_keys = n->keys.n_names;
    for (size_t i = 0; i < n->fields.n_rows; i++) {
        bool is_decoy = i >= n->fields.n_people;
        size_t person = is_decoy ? n->borrowed[i - n->fields.n_people] : i;
        const struct clk_key *from = n->keys.row[person];
        for (size_t k = 0; from && k < n_keys; k++) {
            struct clk_key *to = &n->file.key[i * n_keys + k];
            *to = from[k];
            if (is_decoy && !clk_key_is_none(to)) randombytes_buf(to->b, sizeof to->b);
        }
    }
}

static enum err_code map_write(const struct encoding *n, struct err *e)
{
    struct csv_writer w;
    struct buf out, token;
    enum err_code rc;
    buf_init(&out, SIZE_MAX / 4);
    buf_init(&token, 0);
    csv_init(&w, &out, ',');
    csv_cell_c(&w, "token");
    csv_cell_c(&w, "id");
    csv_cell_c(&w, "is_decoy");
    csv_end_row(&w);
    for (size_t i = 0; i < n->fields.n_rows; i++) {
        bool is_decoy = i >= n->fields.n_people;
        buf_clear(&token);
        hex_add(&token, n->file.token[i].b, CLK_TOKEN_BYTES);
        csv_cell(&w, buf_str(&token));
        csv_cell(&w, is_decoy ? STR_NONE : n->table.value[n->fields.id_column][i]);
        csv_cell_c(&w, is_decoy ? "yes" : "no");
        csv_end_row(&w);
    }
    TRY(buf_check(&out, e));
    rc = file_create(n->order->map, buf_str(&out), 0600, e);
out:
    if (out.p) sodium_memzero(out.p, out.n);
    buf_dispose(&out);
    buf_dispose(&token);
    return rc;
}

static enum err_code files_write(struct encoding *n, struct err *e)
{
    enum err_code rc;
    for (size_t i = 0; i < n->fields.n_rows; i++)
        randombytes_buf(n->file.token[i].b, CLK_TOKEN_BYTES);
    head_fill(n);
    keys_fill(n);
    if (file_exists(n->order->out)) {
        rc = err_set(e, ERR_EXISTS, "file %.200s exists already", n->order->out);
        err_hint(e, "choose another name, or remove that file and its map first");
        return rc;
    }
    TRY(map_write(n, e));
    rc = clk_file_write(n->order->out, &n->file, e);
    if (rc != OK) unlink(n->order->map);
out:
    return rc;
}

static void result_fill(struct link_encode_result *out, const struct encoding *n)
{
    *out = (struct link_encode_result){
        .n_people = n->fields.n_people,
        .n_decoys = n->fields.n_rows - n->fields.n_people,
        .bits = n->file.set.bits,
        .raw_fill_per_1000 = n->file.head.raw_fill_per_1000,
        .fill_per_1000 = n->file.head.fill_per_1000,
    };
    snprintf(out->project, sizeof out->project, "%s", n->secret.project);
    size_t most = n->schema.n_features;
    out->field = arena_new_array(n->arena, struct str, most);
    out->column = arena_new_array(n->arena, struct str, most);
    out->n_known = arena_new_array(n->arena, size_t, most);
    for (size_t f = 0; f < most; f++) {
        if (!n->fields.value[f]) continue;
        out->field[out->n_fields] = n->schema.features[f].identifier;
        out->column[out->n_fields] = n->fields.column[f];
        out->n_known[out->n_fields++] = n->fields.n_known[f];
    }
    for (size_t i = 0; i < n->fields.n_people; i++)
        out->n_with_key += n->keys.row[i] != NULL;
}

static enum err_code order_check(const struct link_encode_order *o, struct err *e)
{
    enum err_code rc = OK;
    if (!clk_name_is_valid(o->party)) {
        rc = err_set(e, ERR_USAGE, "no name for a party");
        err_hint(e, "1 to %d of a-z, 0-9, - and _, as ocmw-gent", CLK_NAME_MAX);
    } else if (o->decoys_percent > DECOYS_MOST_PERCENT) {
        rc =
            err_set(e, ERR_USAGE, "expected at most %d decoys per 100 people, found %u",
                    DECOYS_MOST_PERCENT, o->decoys_percent);
        err_hint(e, "10 to 25 are enough");
    }
    return rc;
}

enum err_code link_encode_run(struct link_encode_result *out, struct arena *a,
                              const struct link_encode_order *order, struct err *e)
{
    struct encoding *n = arena_new(a, struct encoding);
    enum err_code rc;
    *n = (struct encoding){.order = order, .arena = a};
    n->plan = harden_plan_of(order->level);
    TRY(order_check(order, e));
    TRY(project_secret_read(&n->secret, order->secret, SECRET_OF_OWNERS, e));
    TRY(schema_take(n, e));
    TRY(harden_plan_check(&n->plan, n->schema.bits, e));
    TRY(column_file_read(&n->table, a, order->in, e));
    TRY(rows_check(&n->table, e));
    struct link_fields_order fields = {.id_column = order->id_column,
                                       .columns = order->columns,
                                       .without = order->without,
                                       .as_is = order->as_is,
                                       .decoys_percent = order->decoys_percent};
    TRY(link_fields_make(&n->fields, a, &n->schema, &n->table, &fields, e));
    TRY(fields_check(n, e));
    n->borrowed = arena_new_array(a, size_t, n->fields.n_rows - n->fields.n_people + 1);
    link_fields_add_decoys(&n->fields, n->borrowed);
    TRY(link_keys_read(&n->keys, a, order->keys, str_of(n->secret.project),
                       n->table.value[n->fields.id_column], n->fields.n_people, e));
    TRY(encode(n, e));
    TRY(safe_fill_check(fill_of(&n->raw), e));
    TRY(harden_all(n, e));
    TRY(files_write(n, e));
    result_fill(out, n);
out:
    project_secret_forget(&n->secret);
    clk_set_dispose(&n->raw);
    clk_file_dispose(&n->file);
    return rc;
}
