/* Linkage schemas: how each field of a record becomes tokens and tokens become bits.
 * Versions 1, 2 and 3 of data61's JSON format are read; 1 and 2 are turned into 3. A
 * schema can also be made in C, field by field. */
#ifndef ENCODE_LINKAGE_SCHEMA_H
#define ENCODE_LINKAGE_SCHEMA_H

#include "base/err.h"
#include "base/str.h"

enum token_kind { TOKEN_NGRAM, TOKEN_EXACT, TOKEN_NUMERIC, TOKEN_IGNORED };
enum hash_kind { HASH_BLAKE, HASH_DOUBLE };
enum value_kind { VALUE_STRING, VALUE_INTEGER, VALUE_DATE, VALUE_ENUM };
enum text_encoding { TEXT_UTF8, TEXT_UTF16, TEXT_UTF32, TEXT_ASCII, TEXT_LATIN1 };
enum { LINKAGE_FEATURES_MAX = 128 };

struct linkage_feature {
    struct str identifier;
    enum token_kind tokens;
    int ngram;
    bool is_positional;
    double threshold; /* numeric comparison */
    int resolution, fractional_precision;
    enum hash_kind hash;
    bool prevent_singularity;
    int bits_per_token;   /* k of each token; 0: bits_per_feature instead */
    int bits_per_feature; /* shared out over the tokens of a value */
    enum value_kind value;
    enum text_encoding encoding;
    bool has_sentinel, has_replacement;
    struct str sentinel, replacement; /* of a missing value */
    /* what a value must be like; see clk_encode */
    struct str pattern;
    bool has_pattern, is_case_lower, is_case_upper;
    int64_t min_length, max_length; /* characters; -1 no limit */
    int64_t minimum, maximum;       /* integers */
    bool has_minimum, has_maximum;
    struct str date_format;
    struct str *values; /* of an enum */
    size_t n_values;
};

struct linkage_schema {
    uint32_t bits;         /* l, before folding */
    uint32_t folds;        /* xor folds */
    bool is_sha512;        /* hash of the KDF; else SHA256 */
    struct str salt, info; /* raw bytes */
    size_t key_bytes;
    struct linkage_feature *features;
    size_t n_features;
    uint8_t digest[32]; /* BLAKE2b-256 of the JSON text; zero when made in C */
};

/* Reads JSON text; everything lives in the arena. Errors name the place in the document
 * ("features[3].hashing.strategy"), what was expected and the cure. */
nodiscard enum err_code linkage_schema_read(struct linkage_schema *out, struct arena *a,
                                            struct str json, struct err *e);

#endif
