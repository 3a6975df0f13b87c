/* Writing, and what reading and writing share. */
#include <sodium.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/json.h"
#include "encode/clk_file.h"
#include "encode/clk_text.h"

void clk_file_init(struct clk_file *f, size_t n, uint32_t bits, size_t n_keys)
{
    require(n_keys <= CLK_KEYS_MAX);
    *f = (struct clk_file){.head = {.bits = bits, .n = n, .n_keys = n_keys}};
    clk_set_init(&f->set, n, bits);
    f->token = mem_array(n + 1, sizeof *f->token);
    f->key = mem_array(n * n_keys + 1, sizeof *f->key);
}

void clk_file_dispose(struct clk_file *f)
{
    clk_set_dispose(&f->set);
    free(f->token);
    free(f->key);
    *f = (struct clk_file){0};
}

bool clk_key_is_none(const struct clk_key *k)
{
    return sodium_is_zero(k->b, sizeof k->b);
}

bool clk_name_is_valid(struct str name)
{
    if (name.n < 1 || name.n > CLK_NAME_MAX) return false;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'))
            return false;
    }
    return true;
}

/* --- writing --- */

static int token_compare(const void *a, const void *b, void *file)
{
    const struct clk_file *f = file;
    const uint32_t *i = a, *j = b;
    return memcmp(f->token[*i].b, f->token[*j].b, CLK_TOKEN_BYTES);
}

static void fills_count(struct clk_file *f)
{
    struct clk_file_head *h = &f->head;
    uint64_t total = 0, n = 0;
    uint32_t least = UINT32_MAX, most = 0;
    for (size_t i = 0; i < f->set.n; i++) {
        uint32_t weight = f->set.weight[i];
        if (!weight) continue; /* no encoding */
        n++;
        total += weight;
        least = MIN_OF(least, weight);
        most = MAX_OF(most, weight);
    }
    uint64_t bits = h->bits;
    h->fill_per_1000 = n ? (uint32_t)(total * 1000 / (n * bits)) : 0;
    h->fill_least_per_1000 = n ? (uint32_t)(least * UINT64_C(1000) / bits) : 0;
    h->fill_most_per_1000 = (uint32_t)(most * UINT64_C(1000) / bits);
}

static void put_hex(struct json_writer *w, const char *name, const uint8_t *b, size_t n)
{
    struct buf text;
    buf_init(&text, 0);
    hex_add(&text, b, n);
    json_key(w, name);
    json_put_text(w, buf_str(&text));
    buf_dispose(&text);
}

static void put_word(struct json_writer *w, const char *name, const char *value)
{
    json_key(w, name);
    json_put_c(w, value);
}

static void put_number(struct json_writer *w, const char *name, int64_t value)
{
    json_key(w, name);
    json_put_int(w, value);
}

static void hardening_write(struct json_writer *w, const struct harden_plan *p)
{
    json_key(w, "hardening");
    json_begin_object(w);
    json_key(w, "birth_year_salt");
    json_put_bool(w, p->birth_year_salt);
    json_key(w, "permute");
    json_put_bool(w, p->permute);
    json_key(w, "rule_90");
    json_put_bool(w, p->rule_90);
    put_number(w, "taps", p->taps);
    put_number(w, "folds", p->folds);
    put_number(w, "noise_per_1000", p->blip_per_1000);
    json_key(w, "balance");
    json_put_bool(w, p->balance);
    json_end_object(w);
}

static enum err_code head_write(struct buf *out, const struct clk_file_head *h,
                                struct err *e)
{
    struct json_writer w;
    json_begin(&w, out);
    json_begin_object(&w);
    put_word(&w, "format", "vindplaats-clk");
    put_number(&w, "version", CLK_FILE_VERSION);
    put_word(&w, "project", h->project);
    put_word(&w, "party", h->party);
    put_number(&w, "records", (int64_t)h->n);
    put_number(&w, "bits", h->bits);
    put_hex(&w, "schema", h->schema, sizeof h->schema);
    put_word(&w, "values", h->values);
    put_hex(&w, "secret_check", h->secret_check, sizeof h->secret_check);
    hardening_write(&w, &h->hardening);
    json_key(&w, "keys");
    json_begin_array(&w);
    for (size_t k = 0; k < h->n_keys; k++)
        json_put_c(&w, h->key_name[k]);
    json_end_array(&w);
    put_number(&w, "raw_fill_per_1000", h->raw_fill_per_1000);
    put_number(&w, "fill_per_1000", h->fill_per_1000);
    put_number(&w, "fill_least_per_1000", h->fill_least_per_1000);
    put_number(&w, "fill_most_per_1000", h->fill_most_per_1000);
    put_word(&w, "encoder", h->encoder);
    json_end_object(&w);
    enum err_code rc = json_finish(&w, e);
    buf_add_char(out, '\n');
    return rc;
}

static void row_write(struct buf *out, const struct clk_file *f, size_t i)
{
    hex_add(out, f->token[i].b, CLK_TOKEN_BYTES);
    buf_add_char(out, ',');
    if (f->set.weight[i])
        base64_add(out, (const uint8_t *)clk_set_row(&f->set, i), f->set.bits / 8);
    for (size_t k = 0; k < f->head.n_keys; k++) {
        const struct clk_key *key = &f->key[i * f->head.n_keys + k];
        buf_add_char(out, ',');
        if (!clk_key_is_none(key)) hex_add(out, key->b, CLK_KEY_BYTES);
    }
    buf_add_char(out, '\n');
}

static enum err_code rows_write(struct buf *out, struct clk_file *f, struct err *e)
{
    enum err_code rc = OK;
    uint32_t *order = mem_array(f->set.n + 1, sizeof *order);
    for (size_t i = 0; i < f->set.n; i++)
        order[i] = (uint32_t)i;
    qsort_r(order, f->set.n, sizeof *order, token_compare, f);
    for (size_t i = 0; i < f->set.n; i++) {
        if (i && token_compare(&order[i - 1], &order[i], f) == 0) {
            rc = err_set(e, ERR_INVALID, "two records have the same token");
            goto out;
        }
        row_write(out, f, order[i]);
    }
out:
    free(order);
    return rc;
}

enum err_code clk_file_write(const char *path, struct clk_file *f, struct err *e)
{
    uint8_t digest[32];
    struct json_writer w;
    struct buf out;
    enum err_code rc;
    buf_init(&out, SIZE_MAX / 4);
    require(f->set.n == f->head.n && f->set.bits == f->head.bits);
    fills_count(f);
    TRY(head_write(&out, &f->head, e));
    TRY(rows_write(&out, f, e));
    crypto_generichash(digest, sizeof digest, (const uint8_t *)out.p, out.n, NULL, 0);
    json_begin(&w, &out);
    json_begin_object(&w);
    put_number(&w, "records", (int64_t)f->head.n);
    put_hex(&w, "blake2b", digest, sizeof digest);
    json_end_object(&w);
    TRY(json_finish(&w, e));
    buf_add_char(&out, '\n');
    TRY(buf_check(&out, e));
    rc = file_create(path, buf_str(&out), 0666, e);
out:
    buf_dispose(&out);
    return rc;
}

/* --- agreement --- */

static enum err_code differ(struct err *e, const char *what, const char *cure)
{
    enum err_code rc = err_set(e, ERR_INVALID, "the files differ in %s", what);
    err_hint(e, "%s", cure);
    return rc;
}

enum err_code clk_heads_agree(const struct clk_file_head *a,
                              const struct clk_file_head *b, struct err *e)
{
    if (a->bits != b->bits) {
        enum err_code rc =
            err_set(e, ERR_INVALID,
                    "the files differ in the length of their encodings: %u "
                    "bits and %u bits",
                    a->bits, b->bits);
        err_hint(e, "encode with the same linkage schema and the same hardening");
        return rc;
    }
    if (a->kind != CLK_FILE_OURS || b->kind != CLK_FILE_OURS) return OK;
    if (strcmp(a->project, b->project) != 0) {
        enum err_code rc =
            err_set(e, ERR_INVALID, "the files differ in their project: %s and %s",
                    a->project, b->project);
        err_hint(e, "files of two projects are never compared; encode again with the "
                    "secret of one project");
        return rc;
    }
    if (memcmp(a->secret_check, b->secret_check, sizeof a->secret_check) != 0)
        return differ(e, "the secret they were encoded with",
                      "all data owners of a project take the same secret file; encode "
                      "again");
    if (memcmp(a->schema, b->schema, sizeof a->schema) != 0)
        return differ(e, "their linkage schema",
                      "all data owners take the same schema file, byte for byte; "
                      "encode again");
    if (strcmp(a->values, b->values) != 0)
        return differ(e, "how values were folded before encoding",
                      "encode with the same version, and all with or all without "
                      "--as-is");
    if (!harden_plan_same(&a->hardening, &b->hardening))
        return differ(e, "their hardening", "encode again with the same --hardening");
    return OK;
}
