/* Linkage schemas: how each field of a record becomes tokens and tokens become bits.
 * Versions 1, 2 and 3 of data61's JSON format are read; 1 and 2 are turned into 3. A
 * schema can also be made in C, field by field. Source: data61/clkhash, its documents
 * v1.json, v2.json and v3.json and what its program does (docs/methods/encoding.md). */
#ifndef ENCODE_LINKAGE_SCHEMA_H
#define ENCODE_LINKAGE_SCHEMA_H

#include "base/err.h"
#include "base/str.h"

enum token_kind { TOKEN_NGRAM, TOKEN_EXACT, TOKEN_NUMERIC, TOKEN_IGNORED };
enum hash_kind { HASH_BLAKE, HASH_DOUBLE };
enum value_kind { VALUE_STRING, VALUE_INTEGER, VALUE_DATE, VALUE_ENUM };
enum text_encoding { TEXT_UTF8, TEXT_UTF16, TEXT_UTF32, TEXT_ASCII, TEXT_LATIN1 };
enum { LINKAGE_FEATURES_MAX = 128, LINKAGE_KEY_BYTES = 64 };

struct linkage_feature {
    struct str identifier;
    enum token_kind tokens;
    int ngram; /* characters of a token, 1 or more */
    bool is_positional;
    double threshold; /* numeric comparison */
    int resolution, fractional_precision;
    enum hash_kind hash;
    bool prevent_singularity; /* of HASH_DOUBLE */
    int bits_per_token;       /* k of each token; 0: bits_per_feature instead */
    int bits_per_feature;     /* shared out over the tokens of a value */
    enum value_kind value;
    enum text_encoding encoding; /* of a token when it is hashed */
    bool has_sentinel, has_replacement;
    struct str sentinel, replacement; /* of a missing value */
    /* what a value must be like; see clk_encode */
    struct str pattern; /* a regular expression for the whole value */
    bool has_pattern, is_case_lower, is_case_upper;
    int64_t min_length, max_length; /* characters; 0: no limit */
    int64_t minimum, maximum;       /* integers */
    bool has_minimum, has_maximum;
    struct str date_format; /* as strptime: "%Y-%m-%d" */
    struct str *values;     /* of an enum */
    size_t n_values;
};

struct linkage_schema {
    uint32_t bits;         /* l, after folding: a multiple of 8, at most CLK_BITS_MAX */
    uint32_t folds;        /* xor folds: bits << folds are hashed into */
    bool is_sha512;        /* hash of the KDF; else SHA256 */
    struct str salt, info; /* raw bytes */
    size_t key_bytes;      /* of each of the two keys of a feature */
    struct linkage_feature *features;
    size_t n_features;
    uint8_t digest[32]; /* BLAKE2b-256 of the JSON text; zero when made in C */
};

/* Reads JSON text; everything lives in the arena. Errors name the place in the document
 * ("features[3].hashing.strategy"), what was expected and the cure.
 *
 * Refused, although clkhash reads it: a key that clkhash drops without a word because
 * it spells it otherwise. `xorFolds` is the case that hurts: the published documents of
 * all three versions name it, the program reads `xor_folds`. To fold would give other
 * bits than every partner with clkhash, and nobody would match; to drop it would hand
 * out bits that their owner believes to be folded. So nobody's bits are made until the
 * partners have said which they mean: `xor_folds` (with or without the same number
 * under `xorFolds`) folds in both programs; neither, or `xorFolds` 0, folds in none. */
nodiscard enum err_code linkage_schema_read(struct linkage_schema *out, struct arena *a,
                                            struct str json, struct err *e);
/* SCHEMA_AS_CLKHASH drops such keys as clkhash does: only to make again what was made
 * by clkhash under such a schema. */
enum schema_reading { SCHEMA_SAFE, SCHEMA_AS_CLKHASH };
nodiscard enum err_code linkage_schema_read_as(struct linkage_schema *out,
                                               struct arena *a, struct str json,
                                               enum schema_reading reading,
                                               struct err *e);

/* Made in C: SHA256, keys of 64 bytes, no salt, no info, no folds. `features` is kept,
 * not copied. */
void linkage_schema_init(struct linkage_schema *out, uint32_t bits,
                         struct linkage_feature *features, size_t n);
/* Text of any form in UTF-8, blakeHash, an empty value gives no bits. */
struct linkage_feature linkage_feature_ngram(struct str identifier, int n,
                                             bool is_positional, int bits_per_feature);
struct linkage_feature linkage_feature_exact(struct str identifier,
                                             int bits_per_feature);

/* ERR_INVALID when no encoder can be made of it, naming the place as above; the reader
 * and clk_encoder_new ask it. */
nodiscard enum err_code linkage_schema_check(const struct linkage_schema *s,
                                             struct err *e);

#endif
