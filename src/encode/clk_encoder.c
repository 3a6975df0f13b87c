/* What is true in here:
 * 1. The bits of the record so far are those of `row`, of the `masks` that wait to be
 *    or-ed, and of `flags` together.
 * 2. Flags are bytes, one for each bit of the hashed length, packed once: a store that
 *    never waits for another. Bit number b is flags[b ^ 7], so that eight flags in
 * order give a byte whose most significant bit is the first. has_flags is false when
 * all are zero.
 * 3. Nothing writes to what a waiting mask points at: before a value takes the place of
 *    another, masks and flags settle in the row.
 * 4. What is remembered is exactly what would be computed, of values that were found
 *    good; where memory is used up it is computed. */
#include "encode/clk_encoder.h"

#include <sodium.h>

#include "base/buf.h"
#include "base/limits.h"
#include "encode/field_value.h"
#include "encode/flags.h"
#include "encode/token_hash.h"
#include "encode/token_list.h"
#include "encode/token_memo.h"
#include "encode/value_memo.h"

/* Masks of tokens pay up to these lengths; beyond, they would fill the cache. */
enum { MASKED_BITS = 64, MASK_BYTES_MAX = 256, MASKS_WAITING = 256 };

struct encoder_feature {
    const struct linkage_feature *is; /* NULL: ignored */
    struct value_pattern *pattern;
    struct token_hash *hash;
    struct token_memo memo;
    bool has_memo;
};

struct clk_encoder {
    const struct linkage_schema *schema;
    uint32_t hashed_bits;
    size_t n_flags; /* hashed_bits, up to a multiple of FLAGS_STEP */
    enum flags_way way;
    struct encoder_feature *features;
    uint8_t *flags;
    bool has_flags;
    uint8_t *row, *before, *packed; /* n_flags / 8 bytes */
    const uint8_t *masks[MASKS_WAITING];
    size_t n_masks;
    struct value_memo values;
    uint16_t *numbers; /* of a token that is not remembered */
    struct token_list tokens;
    struct buf text, token;
};

/* Tokens that fit a key of 64 bits are remembered: 16 bits a character, and of its
 * place; numbers as they are. */
static bool has_keys(const struct linkage_feature *f)
{
    return f->tokens == TOKEN_NUMERIC ||
           (f->tokens == TOKEN_NGRAM && f->ngram + f->is_positional <= 4);
}

static bool token_key(uint64_t *out, const struct token_list *t,
                      const struct linkage_feature *f, size_t i)
{
    if (f->tokens == TOKEN_NUMERIC) {
        wide_int v = t->first + (wide_int)i * t->step;
        *out = (uint64_t)v;
        return v >= INT64_MIN && v <= INT64_MAX;
    }
    uint64_t key = f->is_positional ? i + 1 : 0;
    for (int c = 0; c < f->ngram; c++)
        key = key << 16 | t->character[i + (size_t)c];
    *out = key;
    return t->highest < 0x10000 && i < 0xffff;
}

/* Long rows would fill the memory with numbers that few tokens need. */
static uint32_t memo_width(const struct linkage_feature *f)
{
    int k = f->bits_per_token ? f->bits_per_token : MIN_OF(f->bits_per_feature, 128);
    return (uint32_t)(k + TOKEN_HASH_STEP - 1) / TOKEN_HASH_STEP * TOKEN_HASH_STEP;
}

static enum err_code feature_init(struct encoder_feature *f, struct clk_encoder *c,
                                  size_t i, const uint8_t *keys, struct err *e)
{
    enum err_code rc = OK;
    const struct linkage_schema *s = c->schema;
    const struct linkage_feature *is = &s->features[i];
    if (is->tokens == TOKEN_IGNORED) return OK;
    f->is = is;
    if (is->value == VALUE_STRING && is->has_pattern)
        TRY(value_pattern_new(&f->pattern, is->pattern, "pattern", e));
    TRY(token_hash_new(&f->hash, is, keys + 2 * i * s->key_bytes, s->key_bytes,
                       c->hashed_bits, e));
    f->has_memo = has_keys(is) && memo_width(is) <= 1024;
    uint32_t width = memo_width(is);
    size_t bytes = c->n_flags / 8;
    if (f->has_memo)
        token_memo_init(&f->memo, width,
                        bytes <= MASK_BYTES_MAX
                            ? MIN_OF(width, (uint32_t)MASKED_BITS) / TOKEN_MASK_STEP
                            : 0,
                        bytes, LIMIT_CLK_MEMO_BYTES / 2 / s->n_features);
out:
    return rc;
}

enum err_code clk_encoder_new(struct clk_encoder **out,
                              const struct linkage_schema *schema, struct str secret,
                              struct err *e)
{
    enum err_code rc;
    size_t keys_n = schema->n_features * 2 * schema->key_bytes;
    uint8_t *keys = NULL;
    struct clk_encoder *c = NULL;
    *out = NULL;
    if (sodium_init() < 0) bug("libsodium does not start"); /* else BLAKE2b is slow */
    TRY(linkage_schema_check(schema, e));
    keys = mem_alloc(keys_n);
    TRY(hkdf(keys, keys_n, secret, schema->is_sha512, schema->salt, schema->info, e));
    c = mem_alloc(sizeof *c);
    c->schema = schema;
    c->hashed_bits = schema->bits << schema->folds;
    c->n_flags = (c->hashed_bits + FLAGS_STEP - 1) / FLAGS_STEP * FLAGS_STEP;
    c->way = flags_best();
    c->flags = mem_alloc(c->n_flags);
    c->row = mem_alloc(c->n_flags / 8);
    c->before = mem_alloc(c->n_flags / 8);
    c->packed = mem_alloc(c->n_flags / 8);
    value_memo_init(&c->values, c->n_flags / 8, LIMIT_CLK_MEMO_BYTES / 2);
    c->numbers = mem_array(LIMIT_CLK_INSERTS + 1, sizeof *c->numbers);
    c->features = mem_array(schema->n_features, sizeof *c->features);
    buf_init(&c->text, 2 * LIMIT_CLK_VALUE_BYTES);
    buf_init(&c->token, 8 * LIMIT_CLK_VALUE_BYTES);
    for (size_t i = 0; i < schema->n_features; i++)
        TRY(feature_init(&c->features[i], c, i, keys, e));
    *out = c;
    c = NULL;
out:
    if (keys) sodium_memzero(keys, keys_n);
    free(keys);
    clk_encoder_free(c);
    return rc;
}

void clk_encoder_free(struct clk_encoder *c)
{
    if (!c) return;
    for (size_t i = 0; i < c->schema->n_features; i++) {
        value_pattern_free(c->features[i].pattern);
        token_hash_free(c->features[i].hash);
        token_memo_dispose(&c->features[i].memo);
    }
    token_list_dispose(&c->tokens);
    buf_dispose(&c->text);
    buf_dispose(&c->token);
    free(c->features);
    free(c->numbers);
    value_memo_dispose(&c->values);
    free(c->packed);
    free(c->before);
    free(c->row);
    free(c->flags);
    free(c);
}

uint32_t clk_encoder_bits(const struct clk_encoder *c)
{
    return c->schema->bits;
}

/* Numbers from..to-1 of a token, as places among the flags. */
static void numbers_make(uint16_t *out, struct clk_encoder *c,
                         struct encoder_feature *f, size_t token, size_t from,
                         size_t to)
{
    buf_clear(&c->token);
    token_bytes(&c->token, &c->tokens, f->is, token);
    require(!c->token.overflow);
    token_hash_bits(out, f->hash, buf_str(&c->token), from, to);
    for (size_t i = from; i < to; i++)
        out[i] ^= 7;
}

/* Numbers of a place up to k at least, and the masks they make. */
static void place_fill(struct clk_encoder *c, struct encoder_feature *f,
                       struct token_place *p, size_t token, uint32_t k)
{
    struct token_memo *m = &f->memo;
    uint16_t *numbers = token_memo_numbers(m, p);
    uint32_t from = p->filled;
    uint32_t to = (k + TOKEN_HASH_STEP - 1) / TOKEN_HASH_STEP * TOKEN_HASH_STEP;
    numbers_make(numbers, c, f, token, from, to);
    p->filled = to;
    for (uint32_t i = from / TOKEN_MASK_STEP; i < to / TOKEN_MASK_STEP && i < m->masks;
         i++) {
        uint8_t *mask = token_memo_mask(m, numbers, i);
        if (i)
            memcpy(mask, mask - m->mask_bytes, m->mask_bytes);
        else
            memset(mask, 0, m->mask_bytes);
        for (uint32_t b = i * TOKEN_MASK_STEP; b < (i + 1) * TOKEN_MASK_STEP; b++)
            mask[numbers[b] / 8] |= (uint8_t)(1u << (numbers[b] % 8));
    }
}

static void masks_settle(struct clk_encoder *c)
{
    if (c->n_masks) bytes_or(c->way, c->row, c->masks, c->n_masks, c->n_flags / 8);
    c->n_masks = 0;
}

static inline void mask_wait(struct clk_encoder *c, const uint8_t *mask)
{
    c->masks[c->n_masks++] = mask;
    if (c->n_masks == MASKS_WAITING) masks_settle(c);
}

static inline void set_flags(struct clk_encoder *c, const uint16_t *restrict numbers,
                             uint32_t from, uint32_t k)
{
    uint8_t *restrict flags = c->flags;
    for (uint32_t b = from; b < k; b++)
        flags[numbers[b]] = 1;
}

/* k bits of a token; `p` is NULL when it is not remembered. */
static inline void set_token(struct clk_encoder *c, struct encoder_feature *f,
                             struct token_place *p, size_t token, uint32_t k)
{
    if (!p) {
        numbers_make(c->numbers, c, f, token, 0, k);
        set_flags(c, c->numbers, 0, k);
        return;
    }
    if (p->filled < k) place_fill(c, f, p, token, k);
    const uint16_t *numbers = token_memo_numbers(&f->memo, p);
    size_t masks = MIN_OF(k / TOKEN_MASK_STEP, f->memo.masks);
    if (masks) mask_wait(c, token_memo_mask(&f->memo, numbers, masks - 1));
    set_flags(c, numbers, (uint32_t)masks * TOKEN_MASK_STEP, k);
}

/* Tokens of any kind; the first `more` have a bit more than `each`. */
static void flags_of_tokens(struct clk_encoder *c, struct encoder_feature *f,
                            uint32_t each, size_t more)
{
    for (size_t i = 0; i < c->tokens.n; i++) {
        uint32_t k = each + (i < more);
        uint64_t key;
        struct token_place *p = NULL;
        if (!k) break;
        if (f->has_memo && k <= f->memo.width && token_key(&key, &c->tokens, f->is, i))
            p = token_memo_place(&f->memo, key);
        set_token(c, f, p, i, k);
    }
}

/* The same for n-grams that all have keys: each key is made of the one before. */
static void flags_of_ngrams(struct clk_encoder *c, struct encoder_feature *f,
                            uint32_t each, size_t more)
{
    unsigned bits = 16 * (unsigned)f->is->ngram;
    uint64_t mask = bits == 64 ? UINT64_MAX : (UINT64_C(1) << bits) - 1, key = 0;
    uint64_t place = 0, step = f->is->is_positional ? UINT64_C(1) << bits : 0;
    const uint32_t *next = c->tokens.character;
    for (int n = 1; n < f->is->ngram; n++)
        key = key << 16 | *next++;
    for (size_t i = 0; i < c->tokens.n; i++) {
        uint32_t k = each + (i < more);
        if (!k) break;
        key = (key << 16 | *next++) & mask;
        place += step;
        set_token(c, f, token_memo_place(&f->memo, key | place), i, k);
    }
}

/* Sets the flags of a value. */
static enum err_code value_flags(struct clk_encoder *c, struct encoder_feature *f,
                                 struct str value, struct err *e)
{
    struct str text;
    buf_clear(&c->text);
    enum err_code rc = field_value_text(&text, &c->text, f->is, f->pattern, value, e);
    if (rc == OK) rc = token_list_make(&c->tokens, f->is, text, e);
    if (rc != OK) return rc;
    size_t n = c->tokens.n, more = 0;
    uint32_t each = (uint32_t)f->is->bits_per_token;
    if (!n) return OK;
    if (!each) {
        each = (uint32_t)((size_t)f->is->bits_per_feature / n);
        more = (size_t)f->is->bits_per_feature % n; /* that many tokens have one more */
    }
    c->has_flags = true;
    if (f->has_memo && f->is->tokens == TOKEN_NGRAM && each < f->memo.width &&
        c->tokens.highest < 0x10000 && n < 0xffff)
        flags_of_ngrams(c, f, each, more);
    else
        flags_of_tokens(c, f, each, more);
    return OK;
}

/* All that waits goes to the row. */
static void settle(struct clk_encoder *c)
{
    if (c->has_flags) {
        flags_pack(c->way, c->packed, c->flags, c->n_flags);
        mask_wait(c, c->packed);
        c->has_flags = false;
    }
    masks_settle(c);
}

static void forget_row(struct clk_encoder *c)
{
    memset(c->flags, 0, c->n_flags);
    memset(c->row, 0, c->n_flags / 8);
    c->has_flags = false;
    c->n_masks = 0;
}

/* A value that is not remembered; it is from now on when it came before. */
static enum err_code encode_new(struct clk_encoder *c, struct encoder_feature *f,
                                struct str value, const struct value_key *key,
                                uint64_t hash, struct err *e)
{
    if (!key || !value_memo_seen(&c->values, hash)) return value_flags(c, f, value, e);
    /* the row is put aside, so that the value settles alone */
    size_t bytes = c->n_flags / 8;
    settle(c);
    memcpy(c->before, c->row, bytes);
    memset(c->row, 0, bytes);
    enum err_code rc = value_flags(c, f, value, e);
    if (rc != OK) return rc;
    settle(c);
    value_memo_keep(&c->values, key, hash, c->row);
    bytes_or(c->way, c->row, (const uint8_t *const[]){c->before}, 1, bytes);
    return OK;
}

static void fold(uint8_t *out, struct clk_encoder *c)
{
    size_t n = c->hashed_bits / 8;
    settle(c);
    for (uint32_t times = 0; times < c->schema->folds; times++) {
        n /= 2;
        for (size_t i = 0; i < n; i++)
            c->row[i] ^= c->row[n + i];
    }
    memcpy(out, c->row, n);
    memset(c->row, 0, c->n_flags / 8);
}

/* In two rounds: where each value would be remembered, so that memory is waited for
 * once; then each. */
enum err_code clk_encode(uint8_t *out, struct clk_encoder *c, const struct str *values,
                         struct err *e)
{
    enum err_code rc = OK;
    struct value_key keys[LINKAGE_FEATURES_MAX];
    uint64_t hashes[LINKAGE_FEATURES_MAX];
    size_t n = c->schema->n_features;
    for (size_t i = 0; i < n; i++) {
        if (!c->features[i].is || !value_key_make(&keys[i], i, values[i])) continue;
        hashes[i] = value_key_hash(&keys[i]);
        value_memo_fetch(&c->values, hashes[i]);
    }
    for (size_t i = 0; i < n; i++) {
        if (!c->features[i].is) continue;
        bool has_key = values[i].n <= VALUE_MEMO_BYTES;
        const uint8_t *known =
            has_key ? value_memo_find(&c->values, &keys[i], hashes[i]) : NULL;
        if (known)
            mask_wait(c, known);
        else
            TRY(encode_new(c, &c->features[i], values[i], has_key ? &keys[i] : NULL,
                           has_key ? hashes[i] : 0, e));
    }
    fold(out, c);
out:
    if (rc != OK) forget_row(c);
    return rc;
}

enum err_code clk_encode_feature(uint8_t *out, struct clk_encoder *c, size_t feature,
                                 struct str value, struct err *e)
{
    require(feature < c->schema->n_features);
    enum err_code rc = OK;
    if (c->features[feature].is) rc = value_flags(c, &c->features[feature], value, e);
    if (rc == OK) fold(out, c);
    if (rc != OK) forget_row(c);
    return rc;
}
