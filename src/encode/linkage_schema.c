#include "encode/linkage_schema.h"

#include "base/limits.h"
#include "encode/clk_set.h"
#include "encode/date_pattern.h"
#include "encode/field_value.h"
#include "encode/token_list.h"

void linkage_schema_init(struct linkage_schema *out, uint32_t bits,
                         struct linkage_feature *features, size_t n)
{
    *out = (struct linkage_schema){.bits = bits,
                                   .key_bytes = LINKAGE_KEY_BYTES,
                                   .features = features,
                                   .n_features = n};
}

struct linkage_feature linkage_feature_ngram(struct str identifier, int n,
                                             bool is_positional, int bits_per_feature)
{
    return (struct linkage_feature){.identifier = identifier,
                                    .tokens = TOKEN_NGRAM,
                                    .ngram = n,
                                    .is_positional = is_positional,
                                    .bits_per_feature = bits_per_feature};
}

struct linkage_feature linkage_feature_exact(struct str identifier,
                                             int bits_per_feature)
{
    return (struct linkage_feature){.identifier = identifier,
                                    .tokens = TOKEN_EXACT,
                                    .bits_per_feature = bits_per_feature};
}

static enum err_code wrong(struct err *e, size_t feature, const char *where,
                           const char *expected)
{
    return err_set(e, ERR_INVALID, "schema: features[%zu].%s: expected %s", feature,
                   where, expected);
}

static bool is_between(int v, int low, int high)
{
    return v >= low && v <= high;
}

static enum err_code check_tokens(const struct linkage_feature *f, size_t i,
                                  struct err *e)
{
    if (f->tokens == TOKEN_NGRAM && !is_between(f->ngram, 1, LIMIT_CLK_NGRAM))
        return wrong(e, i, "hashing.comparison.n", "1 to 64 characters");
    if (f->tokens == TOKEN_NUMERIC) {
        if (!is_between(f->resolution, 1, LIMIT_CLK_RESOLUTION) ||
            !is_between(f->fractional_precision, 0, LIMIT_CLK_FRACTION_DIGITS))
            return wrong(
                e, i, "hashing.comparison",
                "a resolution of 1 to 10000 and a fractional_precision of 0 to "
                "18");
        if (!numeric_interval(f))
            return wrong(
                e, i, "hashing.comparison.thresholdDistance",
                "a distance that fractional_precision leaves above 0 and below "
                "2^53");
    }
    bool is_each = f->bits_per_token != 0;
    if (is_each == (f->bits_per_feature != 0) ||
        !is_between(is_each ? f->bits_per_token : f->bits_per_feature, 1,
                    LIMIT_CLK_INSERTS))
        return wrong(e, i, "hashing.strategy",
                     "bits for each token or for the feature, not both, 1 to 65536");
    return OK;
}

static enum err_code check_format(const struct linkage_feature *f, size_t i,
                                  struct err *e)
{
    char at[64];
    if (f->value == VALUE_DATE) {
        snprintf(at, sizeof at, "features[%zu].format.format", i);
        return date_pattern_check(f->date_format, at, e);
    }
    if (f->value == VALUE_ENUM && !f->n_values)
        return wrong(e, i, "format.values", "at least one value, found none");
    if (f->has_minimum && f->has_maximum && f->minimum > f->maximum)
        return wrong(e, i, "format", "a minimum that is not above the maximum");
    if (f->max_length && f->min_length > f->max_length)
        return wrong(e, i, "format", "a minLength that is not above maxLength");
    if (f->value == VALUE_STRING && f->has_pattern) {
        struct value_pattern *p;
        snprintf(at, sizeof at, "features[%zu].format.pattern", i);
        enum err_code rc = value_pattern_new(&p, f->pattern, at, e);
        value_pattern_free(p);
        return rc;
    }
    return OK;
}

static enum err_code check_bits(const struct linkage_schema *s, struct err *e)
{
    if (s->bits < 8 || s->bits > CLK_BITS_MAX || s->bits % 8)
        return err_set(e, ERR_INVALID,
                       "schema: clkConfig.l: expected 8 to %d bits, a multiple of 8, "
                       "found %u",
                       CLK_BITS_MAX, s->bits);
    if (s->folds > LIMIT_CLK_FOLDS ||
        (uint64_t)s->bits << s->folds > LIMIT_CLK_HASHED_BITS)
        return err_set(e, ERR_INVALID,
                       "schema: clkConfig: expected at most %d bits before they are "
                       "folded, found %u folded %u times",
                       LIMIT_CLK_HASHED_BITS, s->bits, s->folds);
    return OK;
}

/* RFC 5869 gives 255 times its hash, and every feature takes two keys of it. */
static enum err_code check_keys(const struct linkage_schema *s, struct err *e)
{
    size_t most = (size_t)255 * (s->is_sha512 ? 64 : 32);
    if (!s->key_bytes || s->key_bytes > LIMIT_CLK_KEY_BYTES)
        return err_set(e, ERR_INVALID,
                       "schema: clkConfig.kdf.keySize: expected 1 to %d, found %zu",
                       LIMIT_CLK_KEY_BYTES, s->key_bytes);
    if (s->n_features * 2 * s->key_bytes <= most) return OK;
    enum err_code rc =
        err_set(e, ERR_INVALID,
                "schema: features: expected at most %zu, found %zu: %s gives no more "
                "keys of %zu bytes, two for each feature, also an ignored one",
                most / (2 * s->key_bytes), s->n_features,
                s->is_sha512 ? "HKDF-SHA512" : "HKDF-SHA256", s->key_bytes);
    err_hint(e, "take out ignored features%s, together with all partners",
             s->is_sha512 ? "" : " or take SHA512");
    return rc;
}

enum err_code linkage_schema_check(const struct linkage_schema *s, struct err *e)
{
    enum err_code rc;
    size_t n_encoded = 0;
    TRY(check_bits(s, e));
    if (s->n_features > LINKAGE_FEATURES_MAX)
        return err_set(e, ERR_TOO_LARGE,
                       "schema: features: expected at most %d, found %zu",
                       LINKAGE_FEATURES_MAX, s->n_features);
    uint32_t hashed = s->bits << s->folds;
    for (size_t i = 0; i < s->n_features; i++) {
        const struct linkage_feature *f = &s->features[i];
        if (f->tokens == TOKEN_IGNORED) continue;
        n_encoded++;
        TRY(check_format(f, i, e));
        TRY(check_tokens(f, i, e));
        if (f->hash == HASH_BLAKE && (hashed & (hashed - 1)) != 0) {
            rc = wrong(e, i, "hashing.hash",
                       "a number of bits that is a power of two, as blakeHash needs");
            err_hint(e, "found %u bits; take 512, 1024 or 2048, or doubleHash", hashed);
            goto out;
        }
        if (f->hash == HASH_BLAKE && s->key_bytes > 64)
            rc = wrong(e, i, "hashing.hash",
                       "a keySize of at most 64, as blakeHash needs");
        if (f->hash == HASH_BLAKE && f->prevent_singularity)
            rc = wrong(e, i, "hashing.hash",
                       "no prevent_singularity: it belongs to doubleHash");
        if (rc != OK) goto out;
    }
    if (!n_encoded)
        TRY(err_set(
            e, ERR_INVALID,
            "schema: features: expected one at least that is not ignored, found "
            "none"));
    TRY(check_keys(s, e));
out:
    if (rc != OK && e && !*e->hint)
        err_hint(e, "correct the schema together with everybody who encodes with it");
    return rc;
}
