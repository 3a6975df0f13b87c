/* Reading files of encodings: a stranger's bytes.
 *
 *  1. Nothing is taken from a number in the head before the file was seen to be long
 *     enough for it.
 *  2. Every record of the head is there, in order of tokens, and nothing more.
 *  3. The checksum is of the sender's bytes: what was cut or changed on the way is
 * found (who changes a file on purpose makes a new checksum: it is no signature). */
#include <errno.h>

#include <sodium.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/limits.h"
#include "encode/clk_file_int.h"
#include "encode/clk_text.h"

struct line_reader {
    FILE *in;
    char *p; /* bytes read ahead */
    size_t at, n, cap, line;
    crypto_generichash_state hash; /* of the lines before the last one read */
};

static enum err_code altered(struct err *e)
{
    err_hint(e, "the file was cut or changed on its way; ask its sender for it again");
    return e ? e->code : ERR_INVALID;
}

/* The next line without its end; ERR_INVALID where the file ends within it. */
static enum err_code next_line(struct str *out, struct line_reader *r, size_t limit,
                               struct err *e)
{
    r->line++;
    for (;;) {
        char *end = r->n > r->at ? memchr(r->p + r->at, '\n', r->n - r->at) : NULL;
        if (end && (size_t)(end - r->p) - r->at <= limit) {
            *out = (struct str){r->p + r->at, (size_t)(end - r->p) - r->at};
            r->at = (size_t)(end - r->p) + 1;
            return OK;
        }
        if (end || r->n - r->at > limit) {
            err_set_at(e, ERR_INVALID, (int)r->line, 0,
                       "line %zu: longer than the %zu characters that it can have",
                       r->line, limit);
            return altered(e);
        }
        if (r->at) memmove(r->p, r->p + r->at, r->n - r->at);
        r->n -= r->at;
        r->at = 0;
        if (r->n == r->cap) {
            r->cap = r->cap ? r->cap * 2 : 1 << 16;
            r->p = mem_grow(r->p, r->cap, 1);
        }
        size_t got = fread(r->p + r->n, 1, r->cap - r->n, r->in);
        if (got == 0) {
            if (ferror(r->in))
                return err_set(e, ERR_IO, "cannot read the file of encodings: %s",
                               strerrordesc_np(errno));
            err_set_at(e, ERR_INVALID, (int)r->line, 0,
                       "line %zu: the file ends before it is whole", r->line);
            return altered(e);
        }
        r->n += got;
    }
}

static void line_hash(struct line_reader *r, struct str line)
{
    crypto_generichash_update(&r->hash, (const uint8_t *)line.p, line.n + 1);
}

/* --- the head --- */

static enum err_code head_misses(const char *name, const char *expected, struct err *e)
{
    err_set_at(e, ERR_INVALID, 1, 0, "line 1: expected %s as \"%s\"", expected, name);
    return altered(e);
}

static enum err_code take_name(char out[CLK_NAME_MAX + 1], const json_t *head,
                               const char *name, struct err *e)
{
    const json_t *v = json_object_get(head, name);
    struct str s = {json_string_value(v), json_string_length(v)};
    if (!s.p || !clk_name_is_valid(s))
        return head_misses(name, "a name of a-z, 0-9, - and _", e);
    memcpy(out, s.p, s.n);
    out[s.n] = 0;
    return OK;
}

static enum err_code take_int(uint64_t *out, const json_t *head, const char *name,
                              uint64_t most, struct err *e)
{
    const json_t *v = json_object_get(head, name);
    json_int_t i = json_integer_value(v);
    if (!json_is_integer(v) || i < 0) return head_misses(name, "a whole number", e);
    if ((uint64_t)i > most) {
        enum err_code rc =
            err_set_at(e, ERR_TOO_LARGE, 1, 0, "line 1: \"%s\" is %lld, more than %llu",
                       name, (long long)i, (unsigned long long)most);
        err_hint(e, "a file of encodings has at most %d records of %d bits",
                 LIMIT_CLK_RECORDS, CLK_BITS_MAX);
        return rc;
    }
    *out = (uint64_t)i;
    return OK;
}

static enum err_code take_hex(uint8_t *out, size_t n, const json_t *head,
                              const char *name, struct err *e)
{
    const json_t *v = json_object_get(head, name);
    struct str s = {json_string_value(v), json_string_length(v)};
    if (!s.p || !hex_read(out, n, s))
        return head_misses(name, "hexadecimal digits of the right number", e);
    return OK;
}

static enum err_code take_bool(bool *out, const json_t *head, const char *name,
                               struct err *e)
{
    const json_t *v = json_object_get(head, name);
    if (!json_is_boolean(v)) return head_misses(name, "true or false", e);
    *out = json_is_true(v);
    return OK;
}

static enum err_code take_hardening(struct harden_plan *out, const json_t *head,
                                    struct err *e)
{
    const json_t *h = json_object_get(head, "hardening");
    uint64_t taps = 0, folds = 0, noise = 0;
    enum err_code rc;
    if (!json_is_object(h)) return head_misses("hardening", "an object", e);
    *out = (struct harden_plan){0};
    TRY(take_bool(&out->birth_year_salt, h, "birth_year_salt", e));
    TRY(take_bool(&out->permute, h, "permute", e));
    TRY(take_bool(&out->rule_90, h, "rule_90", e));
    TRY(take_bool(&out->balance, h, "balance", e));
    TRY(take_int(&taps, h, "taps", HARDEN_TAPS_MAX, e));
    TRY(take_int(&folds, h, "folds", HARDEN_FOLDS_MAX, e));
    TRY(take_int(&noise, h, "noise_per_1000", 500, e));
    out->taps = (unsigned)taps;
    out->folds = (unsigned)folds;
    out->blip_per_1000 = (unsigned)noise;
out:
    return rc;
}

static enum err_code take_keys(struct clk_file_head *out, const json_t *head,
                               struct err *e)
{
    const json_t *keys = json_object_get(head, "keys");
    size_t n = json_array_size(keys);
    if (!json_is_array(keys) || n > CLK_KEYS_MAX)
        return head_misses("keys", "a list of at most 8 names", e);
    for (size_t k = 0; k < n; k++) {
        const json_t *v = json_array_get(keys, k);
        struct str s = {json_string_value(v), json_string_length(v)};
        if (!s.p || !clk_name_is_valid(s))
            return head_misses("keys", "names of a-z, 0-9, - and _", e);
        for (size_t other = 0; other < k; other++)
            if (str_eq_c(s, out->key_name[other]))
                return head_misses("keys", "names that are not the same", e);
        memcpy(out->key_name[k], s.p, s.n);
        out->key_name[k][s.n] = 0;
    }
    out->n_keys = n;
    return OK;
}

static enum err_code take_version(const json_t *head, struct err *e)
{
    const json_t *v = json_object_get(head, "version");
    if (!str_eq_c(str_of(json_string_value(json_object_get(head, "format"))),
                  "vindplaats-clk"))
        return head_misses("format", "\"vindplaats-clk\"", e);
    if (!json_is_integer(v)) return head_misses("version", "a whole number", e);
    if (json_integer_value(v) == CLK_FILE_VERSION) return OK;
    enum err_code rc = err_set_at(
        e, ERR_INVALID, 1, 0, "line 1: a file of version %lld; this program reads %d",
        (long long)json_integer_value(v), CLK_FILE_VERSION);
    err_hint(e, json_integer_value(v) > CLK_FILE_VERSION
                    ? "use the version of the program that the sender uses"
                    : "ask its sender to encode again with this version");
    return rc;
}

static enum err_code take_numbers(struct clk_file_head *out, const json_t *head,
                                  struct err *e)
{
    static const char *const names[] = {"raw_fill_per_1000", "fill_per_1000",
                                        "fill_least_per_1000", "fill_most_per_1000"};
    uint32_t *const fills[] = {&out->raw_fill_per_1000, &out->fill_per_1000,
                               &out->fill_least_per_1000, &out->fill_most_per_1000};
    uint64_t n = 0, bits = 0;
    enum err_code rc;
    TRY(take_int(&n, head, "records", LIMIT_CLK_RECORDS, e));
    TRY(take_int(&bits, head, "bits", CLK_BITS_MAX, e));
    if (bits < 64 || bits % 8) {
        rc = head_misses("bits", "a multiple of 8 from 64 on", e);
        goto out;
    }
    out->n = (size_t)n;
    out->bits = (uint32_t)bits;
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        TRY(take_int(&n, head, names[i], 1000, e));
        *fills[i] = (uint32_t)n;
    }
out:
    return rc;
}

static enum err_code head_read(struct clk_file_head *out, struct str line,
                               struct err *e)
{
    json_t *head = NULL;
    enum err_code rc;
    *out = (struct clk_file_head){.kind = CLK_FILE_OURS};
    if (json_read(&head, line, e) != OK) {
        rc = err_set_at(e, ERR_INVALID, 1, 0, "line 1: expected one JSON object");
        altered(e);
        goto out;
    }
    TRY(take_version(head, e));
    TRY(take_name(out->project, head, "project", e));
    TRY(take_name(out->party, head, "party", e));
    TRY(take_name(out->values, head, "values", e));
    TRY(take_hex(out->schema, sizeof out->schema, head, "schema", e));
    TRY(take_hex(out->secret_check, sizeof out->secret_check, head, "secret_check", e));
    TRY(take_hardening(&out->hardening, head, e));
    TRY(take_keys(out, head, e));
    rc = take_numbers(out, head, e);
out:
    json_decref(head);
    return rc;
}

/* --- rows --- */

static enum err_code row_wrong(size_t line, const char *expected, size_t found,
                               struct err *e)
{
    err_set_at(e, ERR_INVALID, (int)line, 0, "line %zu: expected %s, found %zu", line,
               expected, found);
    return altered(e);
}

static enum err_code clk_cell_read(struct clk_file *f, size_t i, struct str cell,
                                   size_t line, struct err *e)
{
    uint8_t bytes[CLK_BITS_MAX / 8];
    char expected[80];
    if (cell.n == 0) return OK;
    if (base64_read(bytes, f->set.bits / 8, cell)) {
        clk_set_put(&f->set, i, bytes);
        return OK;
    }
    snprintf(expected, sizeof expected, "%zu characters of base64 (%u bits)",
             base64_length(f->set.bits / 8), f->set.bits);
    return row_wrong(line, expected, cell.n, e);
}

static enum err_code row_read(struct clk_file *f, size_t i, struct str row, size_t line,
                              struct err *e)
{
    struct str cell;
    enum err_code rc;
    if (!str_split(&cell, &row, ',') || !hex_read(f->token[i].b, CLK_TOKEN_BYTES, cell))
        return row_wrong(line, "a token of 32 hexadecimal digits", cell.n, e);
    if (i && memcmp(f->token[i - 1].b, f->token[i].b, CLK_TOKEN_BYTES) >= 0) {
        err_set_at(e, ERR_INVALID, (int)line, 0,
                   "line %zu: its token does not come after the one before", line);
        return altered(e);
    }
    if (!str_split(&cell, &row, ','))
        return row_wrong(line, "an encoding behind the token", 0, e);
    TRY(clk_cell_read(f, i, cell, line, e));
    for (size_t k = 0; k < f->head.n_keys; k++) {
        uint8_t *key = f->key[i * f->head.n_keys + k].b;
        if (!str_split(&cell, &row, ','))
            return row_wrong(line, "an exact key for each in the head", k, e);
        if (cell.n && !hex_read(key, CLK_KEY_BYTES, cell))
            return row_wrong(line, "a key of 32 hexadecimal digits", cell.n, e);
    }
    if (str_split(&cell, &row, ','))
        return row_wrong(line, "the end of the row, more characters", cell.n, e);
out:
    return rc;
}

static enum err_code tail_check(struct line_reader *r, struct str line, size_t n,
                                struct err *e)
{
    uint8_t digest[32], said[32];
    json_t *tail = NULL;
    uint64_t records = 0;
    enum err_code rc;
    crypto_generichash_final(&r->hash, digest, sizeof digest);
    if (json_read(&tail, line, e) != OK) {
        err_set_at(e, ERR_INVALID, (int)r->line, 0,
                   "line %zu: expected the last line, with the checksum", r->line);
        rc = altered(e);
        goto out;
    }
    TRY(take_int(&records, tail, "records", LIMIT_CLK_RECORDS, e));
    TRY(take_hex(said, sizeof said, tail, "blake2b", e));
    if (records != n || memcmp(said, digest, sizeof said) != 0) {
        err_set_at(e, ERR_INVALID, (int)r->line, 0, "the checksum does not hold");
        rc = altered(e);
        goto out;
    }
    if (r->at < r->n || fgetc(r->in) != EOF) {
        err_set_at(e, ERR_INVALID, (int)r->line + 1, 0,
                   "line %zu: more after the last line", r->line + 1);
        rc = altered(e);
    }
out:
    json_decref(tail);
    return rc;
}

static enum err_code rows_read(struct clk_file *f, struct line_reader *r, struct err *e)
{
    const struct clk_file_head *h = &f->head;
    size_t longest =
        CLK_TOKEN_TEXT + 1 + base64_length(h->bits / 8) + h->n_keys * 33 + 160;
    struct str line;
    enum err_code rc = OK;
    for (size_t i = 0; i < h->n; i++) {
        TRY(next_line(&line, r, longest, e));
        if (str_starts(line, S("{"))) {
            err_set_at(e, ERR_INVALID, (int)r->line, 0,
                       "line %zu: expected record %zu of %zu, found the last line",
                       r->line, i + 1, h->n);
            rc = altered(e);
            goto out;
        }
        line_hash(r, line);
        TRY(row_read(f, i, line, r->line, e));
    }
    TRY(next_line(&line, r, longest, e));
    if (!str_starts(line, S("{"))) {
        err_set_at(e, ERR_INVALID, (int)r->line, 0,
                   "line %zu: expected the last line after %zu records, found more",
                   r->line, h->n);
        rc = altered(e);
        goto out;
    }
    rc = tail_check(r, line, h->n, e);
out:
    return rc;
}

enum err_code clk_room_check(uint64_t n, uint32_t bits, struct err *e)
{
    if (n <= LIMIT_CLK_RECORDS && n * ((bits + 63) / 64 * 8) <= (uint64_t)LIMIT_CLK_MIB
                                                                    << 20)
        return OK;
    enum err_code rc =
        err_set(e, ERR_TOO_LARGE, "%llu encodings of %u bits are too many",
                (unsigned long long)n, bits);
    err_hint(e, "at most %d records and %d MiB of encodings in one file",
             LIMIT_CLK_RECORDS, LIMIT_CLK_MIB);
    return rc;
}

static enum err_code read_ours(struct clk_file *out, FILE *in, uint64_t size,
                               struct err *e)
{
    struct line_reader r = {.in = in};
    struct clk_file_head head;
    struct str line;
    enum err_code rc;
    crypto_generichash_init(&r.hash, NULL, 0, 32);
    TRY(next_line(&line, &r, LIMIT_CLK_HEAD_BYTES, e));
    line_hash(&r, line);
    TRY(head_read(&head, line, e));
    TRY(clk_room_check(head.n, head.bits, e));
    if (size < head.n * (CLK_TOKEN_TEXT + 2 + head.n_keys)) {
        err_set_at(e, ERR_INVALID, 1, 0,
                   "line 1: the file is too short for the %zu records of its head",
                   head.n);
        rc = altered(e);
        goto out;
    }
    clk_file_init(out, head.n, head.bits, head.n_keys);
    out->head = head;
    rc = rows_read(out, &r, e);
out:
    free(r.p);
    return rc;
}

enum err_code clk_file_read_from(struct clk_file *out, FILE *in,
                                 enum clk_file_kind kind, uint32_t raw_bits,
                                 struct err *e)
{
    enum err_code rc;
    *out = (struct clk_file){0};
    if (fseeko(in, 0, SEEK_END) != 0)
        return err_set(e, ERR_INVALID, "expected a plain file of encodings");
    off_t size = ftello(in);
    rewind(in);
    if (kind == CLK_FILE_OURS)
        rc = read_ours(out, in, (uint64_t)MAX_OF(size, 0), e);
    else
        rc = clk_foreign_read(out, in, kind, raw_bits, (uint64_t)MAX_OF(size, 0), e);
    if (rc != OK) clk_file_dispose(out);
    return rc;
}

enum err_code clk_file_read(struct clk_file *out, const char *path, uint32_t raw_bits,
                            struct err *e)
{
    enum clk_file_kind kind;
    *out = (struct clk_file){0};
    FILE *in = fopen(path, "rbe");
    if (!in) {
        enum err_code rc =
            err_set(e, errno == ENOENT ? ERR_NOT_FOUND : ERR_IO,
                    "cannot open file %.200s: %s", path, strerrordesc_np(errno));
        err_hint(e, "check the path, and the folder you are in");
        return rc;
    }
    enum err_code rc;
    if (!clk_file_is(&kind, path)) {
        rc = err_set(e, ERR_INVALID, "no file of encodings");
        err_hint(e, "expected one made by vindplaats link encode, clkhash's JSON, or "
                    "raw rows in a file whose name ends in .bin");
    } else {
        rc = clk_file_read_from(out, in, kind, raw_bits, e);
    }
    if (rc != OK) err_detail(e, "in the file %.200s", path);
    fclose(in);
    return rc;
}
