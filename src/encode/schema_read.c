/* Linkage schemas from JSON, versions 1 to 3. What changed between them:
 *   1 to 2   k of the whole becomes k of each feature, round(weight * k) with halves to
 *            even; weight 0 is an ignored feature; one hash for all becomes each one's
 *   2 to 3   k is bitsPerToken, numBits is bitsPerFeature; ngram and positional are a
 *            comparison of type ngram
 * The reader looks at the version where they differ and makes one form of all. */
#include "encode/linkage_schema.h"

#include <math.h>

#include <sodium.h>

#include "base/json.h"
#include "base/limits.h"
#include "encode/clk_set.h"

struct reader {
    struct arena *a;
    struct err *e;
    int version;
    enum schema_reading reading;
    int64_t k; /* version 1: of the whole document */
    enum hash_kind hash;
    bool prevent_singularity;
};

/* A value and its place: "features[3].hashing"; "" for the document. */
struct node {
    json_t *v; /* NULL: not there */
    const char *at;
};

static const char *kind_of(const json_t *v)
{
    if (!v) return "nothing";
    switch (json_typeof(v)) {
    case JSON_OBJECT:
        return "an object";
    case JSON_ARRAY:
        return "a list";
    case JSON_STRING:
        return "a text";
    case JSON_INTEGER:
        return "a whole number";
    case JSON_REAL:
        return "a number with a fraction";
    case JSON_NULL:
        return "null";
    default:
        return json_is_true(v) ? "true" : "false";
    }
}

static enum err_code refuse(struct reader *r, struct node at, const char *expected)
{
    enum err_code rc = err_set(r->e, ERR_INVALID, "schema: %s: expected %s, found %s",
                               *at.at ? at.at : "document", expected, kind_of(at.v));
    err_hint(r->e,
             "correct the schema together with everybody who encodes with it: one "
             "difference and nothing matches");
    return rc;
}

static struct node child(struct reader *r, struct node of, const char *key)
{
    return (struct node){json_object_get(of.v, key),
                         *of.at ? arena_format(r->a, "%s.%s", of.at, key) : key};
}

static enum err_code get_object(struct node *out, struct reader *r, struct node of,
                                const char *key)
{
    *out = child(r, of, key);
    return json_is_object(out->v) ? OK : refuse(r, *out, "an object");
}

static enum err_code get_text(struct str *out, struct reader *r, struct node at)
{
    if (!json_is_string(at.v)) return refuse(r, at, "a text");
    *out =
        str_copy(r->a, (struct str){json_string_value(at.v), json_string_length(at.v)});
    return OK;
}

static enum err_code get_int(int64_t *out, struct reader *r, struct node at,
                             int64_t low, int64_t high)
{
    if (json_is_integer(at.v) && json_integer_value(at.v) >= low &&
        json_integer_value(at.v) <= high) {
        *out = json_integer_value(at.v);
        return OK;
    }
    enum err_code rc = refuse(r, at,
                              arena_format(r->a, "a whole number from %lld to %lld",
                                           (long long)low, (long long)high));
    if (json_is_integer(at.v))
        err_detail(r->e, "found %lld", (long long)json_integer_value(at.v));
    return rc;
}

/* As get_int, of an int; absent leaves what was there. */
static enum err_code get_small(int *out, struct reader *r, struct node of,
                               const char *key, bool is_required, int low, int high)
{
    struct node at = child(r, of, key);
    int64_t wide = 0;
    if (!at.v && !is_required) return OK;
    enum err_code rc = get_int(&wide, r, at, low, high);
    if (rc == OK) *out = (int)wide;
    return rc;
}

static enum err_code get_bool(bool *out, struct reader *r, struct node of,
                              const char *key)
{
    struct node at = child(r, of, key);
    if (!at.v) return OK;
    if (!json_is_boolean(at.v)) return refuse(r, at, "true or false");
    *out = json_is_true(at.v);
    return OK;
}

/* The place of the text in `names`, a list that ends with NULL. */
static enum err_code get_choice(size_t *out, struct reader *r, struct node at,
                                const char *const *names)
{
    if (json_is_string(at.v))
        for (size_t i = 0; names[i]; i++)
            if (!strcmp(json_string_value(at.v), names[i])) {
                *out = i;
                return OK;
            }
    struct buf list = {0};
    buf_add_c(&list, "one of");
    for (size_t i = 0; names[i]; i++)
        buf_format(&list, "%s \"%s\"", i ? "," : "", names[i]);
    enum err_code rc = refuse(r, at, list.p);
    if (json_is_string(at.v)) err_detail(r->e, "found another text");
    buf_dispose(&list);
    return rc;
}

/* The same but for case, "_" and "-": "xorFolds" for "xor_folds". */
static bool looks_like(const char *a, const char *b)
{
    for (;;) {
        while (*a == '_' || *a == '-')
            a++;
        while (*b == '_' || *b == '-')
            b++;
        if (!*a || !*b) return *a == *b;
        if ((*a | 0x20) != (*b | 0x20)) return false;
        a++;
        b++;
    }
}

/* Keys that clkhash would drop: always refused where the published document allows no
 * others, else only when they are another spelling of one it reads. */
static enum err_code check_keys(struct reader *r, struct node of,
                                const char *const *known, bool allows_others)
{
    const char *key;
    json_t *value;
    json_object_foreach(of.v, key, value)
    {
        const char *meant = NULL;
        bool is_known = false;
        for (size_t i = 0; known[i] && !is_known; i++) {
            is_known = !strcmp(known[i], key);
            if (looks_like(known[i], key)) meant = known[i];
        }
        if (is_known || (allows_others && (!meant || r->reading == SCHEMA_AS_CLKHASH)))
            continue;
        struct err *e = r->e;
        const char *place = *of.at ? of.at : "document";
        if (!meant)
            err_set(e, ERR_INVALID,
                    "schema: %s: holds a key that does not belong there", place);
        else
            err_set(e, ERR_INVALID,
                    "schema: %s: expected \"%s\", found another spelling of it", place,
                    meant);
        struct buf list = {0};
        for (size_t i = 0; known[i]; i++)
            buf_format(&list, "%s%s", i ? ", " : "", known[i]);
        err_hint(e,
                 "keys read there: %s; any other is dropped without a word by clkhash",
                 list.p);
        buf_dispose(&list);
        return ERR_INVALID;
    }
    return OK;
}

#define KEYS(...) ((const char *const[]){__VA_ARGS__, NULL})

static enum err_code get_bytes(struct str *out, struct reader *r, struct node of,
                               const char *key)
{
    struct node at = child(r, of, key);
    struct str text;
    if (!at.v) return OK;
    enum err_code rc = get_text(&text, r, at);
    if (rc != OK) return rc;
    uint8_t *bytes = arena_alloc(r->a, text.n + 1);
    size_t n = 0;
    /* clkhash drops what is not base64, and so reads a slip of the pen as another salt
     */
    if (sodium_base642bin(bytes, text.n + 1, text.p, text.n, NULL, &n, NULL,
                          sodium_base64_VARIANT_ORIGINAL) != 0)
        return refuse(r, at, "bytes in base64 with padding");
    *out = (struct str){(const char *)bytes, n};
    return OK;
}

static enum err_code read_kdf(struct linkage_schema *s, struct reader *r,
                              struct node config)
{
    enum err_code rc;
    struct node kdf, hash;
    size_t choice;
    int key_bytes = LINKAGE_KEY_BYTES;
    TRY(get_object(&kdf, r, config, "kdf"));
    TRY(check_keys(r, kdf, KEYS("type", "hash", "salt", "info", "keySize"), true));
    TRY(get_choice(&choice, r, child(r, kdf, "type"), KEYS("HKDF")));
    hash = child(r, kdf, "hash");
    if (hash.v) {
        TRY(get_choice(&choice, r, hash, KEYS("SHA256", "SHA512")));
        s->is_sha512 = choice == 1;
    }
    TRY(get_bytes(&s->salt, r, kdf, "salt"));
    TRY(get_bytes(&s->info, r, kdf, "info"));
    TRY(get_small(&key_bytes, r, kdf, "keySize", false, 1, LIMIT_CLK_KEY_BYTES));
    s->key_bytes = (size_t)key_bytes;
out:
    return rc;
}

static enum err_code read_hash(enum hash_kind *out, bool *prevent_out, struct reader *r,
                               struct node hash)
{
    enum err_code rc;
    size_t choice;
    if (!json_is_object(hash.v)) return refuse(r, hash, "an object");
    TRY(check_keys(r, hash, KEYS("type", "prevent_singularity"), true));
    TRY(get_choice(&choice, r, child(r, hash, "type"),
                   KEYS("blakeHash", "doubleHash")));
    *out = choice ? HASH_DOUBLE : HASH_BLAKE;
    TRY(get_bool(prevent_out, r, hash, "prevent_singularity"));
    if (*out == HASH_BLAKE && json_object_get(hash.v, "prevent_singularity"))
        rc = refuse(r, child(r, hash, "prevent_singularity"),
                    "nothing: it belongs to doubleHash");
out:
    return rc;
}

static enum err_code read_folds(struct linkage_schema *s, struct reader *r,
                                struct node config)
{
    enum err_code rc = OK;
    struct node documented = child(r, config, "xorFolds");
    int folds = 0, said = 0;
    TRY(get_small(&folds, r, config, "xor_folds", false, 0, LIMIT_CLK_FOLDS));
    s->folds = (uint32_t)folds;
    if (!documented.v || r->reading == SCHEMA_AS_CLKHASH) goto out;
    TRY(get_small(&said, r, config, "xorFolds", false, 0, LIMIT_CLK_FOLDS));
    if (said == folds) goto out;
    rc = err_set(r->e, ERR_INVALID,
                 "schema: %s: expected no folds, or xor_folds %d beside it: clkhash "
                 "drops xorFolds without a word and reads xor_folds",
                 documented.at, said);
    err_hint(r->e,
             "agree with your partners: write \"xor_folds\": %d to fold, or take "
             "xorFolds out when nothing was folded so far",
             said);
out:
    return rc;
}

static enum err_code read_config(struct linkage_schema *s, struct reader *r,
                                 struct node document)
{
    enum err_code rc;
    struct node config;
    int bits = 0, k = 0;
    TRY(get_object(&config, r, document, "clkConfig"));
    TRY(check_keys(r, config,
                   r->version == 1
                       ? KEYS("l", "xor_folds", "xorFolds", "kdf", "k", "hash")
                       : KEYS("l", "xor_folds", "xorFolds", "kdf"),
                   true));
    TRY(get_small(&bits, r, config, "l", true, 1, CLK_BITS_MAX));
    s->bits = (uint32_t)bits;
    TRY(read_folds(s, r, config));
    TRY(read_kdf(s, r, config));
    if (r->version == 1) {
        TRY(get_small(&k, r, config, "k", true, 1, LIMIT_CLK_INSERTS));
        r->k = k;
        TRY(read_hash(&r->hash, &r->prevent_singularity, r, child(r, config, "hash")));
    }
out:
    return rc;
}

static enum err_code read_text_format(struct linkage_feature *f, struct reader *r,
                                      struct node format)
{
    enum err_code rc;
    struct node encoding = child(r, format, "encoding"), at;
    size_t choice = 0;
    int low = 0, high = 0;
    f->has_pattern = json_object_get(format.v, "pattern") != NULL;
    TRY(check_keys(r, format,
                   f->has_pattern ? KEYS("type", "encoding", "pattern", "description")
                                  : KEYS("type", "encoding", "case", "minLength",
                                         "maxLength", "description"),
                   false));
    if (encoding.v)
        TRY(get_choice(&choice, r, encoding,
                       KEYS("utf-8", "utf-16", "utf-32", "ascii")));
    f->encoding = (enum text_encoding)choice;
    if (f->has_pattern) {
        rc = get_text(&f->pattern, r, child(r, format, "pattern"));
        goto out;
    }
    at = child(r, format, "case");
    if (at.v) {
        TRY(get_choice(&choice, r, at, KEYS("mixed", "lower", "upper")));
        f->is_case_lower = choice == 1;
        f->is_case_upper = choice == 2;
    }
    TRY(get_small(&low, r, format, "minLength", false, 0, INT32_MAX));
    TRY(get_small(&high, r, format, "maxLength", false, 1, INT32_MAX));
    f->min_length = low;
    f->max_length = high;
out:
    return rc;
}

static enum err_code read_integer_format(struct linkage_feature *f, struct reader *r,
                                         struct node format)
{
    enum err_code rc;
    struct node low = child(r, format, "minimum"), high = child(r, format, "maximum");
    TRY(check_keys(r, format, KEYS("type", "minimum", "maximum", "description"),
                   false));
    f->has_minimum = low.v != NULL;
    f->has_maximum = high.v != NULL;
    if (low.v) TRY(get_int(&f->minimum, r, low, INT64_MIN, INT64_MAX));
    if (high.v) TRY(get_int(&f->maximum, r, high, INT64_MIN, INT64_MAX));
out:
    return rc;
}

static enum err_code read_enum_format(struct linkage_feature *f, struct reader *r,
                                      struct node format)
{
    enum err_code rc;
    struct node list = child(r, format, "values");
    TRY(check_keys(r, format, KEYS("type", "values", "description"), false));
    if (!json_is_array(list.v)) return refuse(r, list, "a list of texts");
    f->n_values = json_array_size(list.v);
    f->values = arena_new_array(r->a, struct str, f->n_values + 1);
    for (size_t i = 0; i < f->n_values; i++)
        TRY(get_text(&f->values[i], r,
                     (struct node){json_array_get(list.v, i),
                                   arena_format(r->a, "%s[%zu]", list.at, i)}));
out:
    return rc;
}

static enum err_code read_format(struct linkage_feature *f, struct reader *r,
                                 struct node of)
{
    enum err_code rc;
    struct node format;
    size_t choice;
    TRY(get_object(&format, r, of, "format"));
    TRY(get_choice(&choice, r, child(r, format, "type"),
                   KEYS("string", "integer", "date", "enum")));
    f->value = (enum value_kind)choice;
    if (f->value == VALUE_STRING) TRY(read_text_format(f, r, format));
    if (f->value == VALUE_INTEGER) TRY(read_integer_format(f, r, format));
    if (f->value == VALUE_ENUM) TRY(read_enum_format(f, r, format));
    if (f->value == VALUE_DATE) {
        TRY(check_keys(r, format, KEYS("type", "format", "description"), false));
        TRY(get_text(&f->date_format, r, child(r, format, "format")));
    }
out:
    return rc;
}

/* How often tokens are put in. */
static enum err_code read_strategy(struct linkage_feature *f, struct reader *r,
                                   struct node hashing)
{
    enum err_code rc = OK;
    struct node strategy, weight;
    if (r->version == 1) {
        double times = 1;
        weight = child(r, hashing, "weight");
        if (weight.v) {
            times = json_number_value(weight.v);
            if (!json_is_number(weight.v) || times < 0 || times > LIMIT_CLK_INSERTS)
                return refuse(r, weight, "a number from 0");
        }
        if (times == 0) f->tokens = TOKEN_IGNORED;
        double k = rint(times * (double)r->k);
        if (times != 0 && (k < 1 || k > LIMIT_CLK_INSERTS))
            return refuse(r, weight, "a weight that gives each token a bit at least");
        f->bits_per_token = (int)k;
        return OK;
    }
    const char *each = r->version == 2 ? "k" : "bitsPerToken";
    const char *all = r->version == 2 ? "numBits" : "bitsPerFeature";
    TRY(get_object(&strategy, r, hashing, "strategy"));
    TRY(check_keys(r, strategy, KEYS(each, all), false));
    if (json_object_size(strategy.v) != 1)
        return refuse(r, strategy,
                      arena_format(r->a, "either \"%s\" or \"%s\" in it", each, all));
    TRY(get_small(&f->bits_per_token, r, strategy, each, false, 1, LIMIT_CLK_INSERTS));
    TRY(get_small(&f->bits_per_feature, r, strategy, all, false, 1, LIMIT_CLK_INSERTS));
out:
    return rc;
}

static enum err_code read_numeric(struct linkage_feature *f, struct reader *r,
                                  struct node of)
{
    enum err_code rc;
    struct node threshold = child(r, of, "thresholdDistance");
    f->tokens = TOKEN_NUMERIC;
    TRY(check_keys(
        r, of, KEYS("type", "thresholdDistance", "resolution", "fractional_precision"),
        true));
    if (!json_is_number(threshold.v) || !(json_number_value(threshold.v) > 0))
        return refuse(r, threshold, "a number above 0");
    f->threshold = json_number_value(threshold.v);
    TRY(get_small(&f->resolution, r, of, "resolution", true, 1, LIMIT_CLK_RESOLUTION));
    TRY(get_small(&f->fractional_precision, r, of, "fractional_precision", false, 0,
                  LIMIT_CLK_FRACTION_DIGITS));
out:
    return rc;
}

static enum err_code read_comparison(struct linkage_feature *f, struct reader *r,
                                     struct node hashing)
{
    enum err_code rc;
    struct node of = hashing;
    size_t choice = 0;
    if (r->version == 3) {
        TRY(get_object(&of, r, hashing, "comparison"));
        TRY(get_choice(&choice, r, child(r, of, "type"),
                       KEYS("ngram", "exact", "numeric")));
    }
    if (choice == 2) return read_numeric(f, r, of);
    if (choice == 1) {
        f->tokens = TOKEN_EXACT;
        goto out;
    }
    if (r->version == 3) TRY(check_keys(r, of, KEYS("type", "n", "positional"), true));
    TRY(get_small(&f->ngram, r, of, r->version == 3 ? "n" : "ngram", true, 1,
                  LIMIT_CLK_NGRAM));
    TRY(get_bool(&f->is_positional, r, of, "positional"));
out:
    return rc;
}

static enum err_code read_missing(struct linkage_feature *f, struct reader *r,
                                  struct node hashing)
{
    enum err_code rc;
    struct node missing = child(r, hashing, "missingValue"), replace;
    if (!missing.v) return OK;
    if (!json_is_object(missing.v)) return refuse(r, missing, "an object");
    TRY(check_keys(r, missing, KEYS("sentinel", "replaceWith"), true));
    f->has_sentinel = true;
    TRY(get_text(&f->sentinel, r, child(r, missing, "sentinel")));
    replace = child(r, missing, "replaceWith");
    f->has_replacement = replace.v != NULL;
    if (replace.v) TRY(get_text(&f->replacement, r, replace));
out:
    return rc;
}

static enum err_code read_hashing(struct linkage_feature *f, struct reader *r,
                                  struct node of)
{
    enum err_code rc;
    struct node hashing, hash;
    TRY(get_object(&hashing, r, of, "hashing"));
    TRY(check_keys(r, hashing,
                   r->version == 3
                       ? KEYS("hash", "strategy", "comparison", "missingValue")
                   : r->version == 2
                       ? KEYS("hash", "strategy", "ngram", "positional", "missingValue")
                       : KEYS("ngram", "positional", "weight", "missingValue"),
                   false));
    f->hash = r->hash;
    f->prevent_singularity = r->prevent_singularity;
    hash = child(r, hashing, "hash");
    if (hash.v) TRY(read_hash(&f->hash, &f->prevent_singularity, r, hash));
    TRY(read_comparison(f, r, hashing));
    TRY(read_strategy(f, r, hashing));
    TRY(read_missing(f, r, hashing));
out:
    return rc;
}

static enum err_code read_feature(struct linkage_feature *f, struct reader *r,
                                  struct node of)
{
    enum err_code rc;
    bool is_ignored = false;
    if (!json_is_object(of.v)) return refuse(r, of, "an object");
    TRY(check_keys(r, of,
                   KEYS("identifier", "description", "ignored", "format", "hashing"),
                   true));
    TRY(get_text(&f->identifier, r, child(r, of, "identifier")));
    TRY(get_bool(&is_ignored, r, of, "ignored"));
    if (is_ignored) {
        f->tokens = TOKEN_IGNORED;
        goto out;
    }
    TRY(read_format(f, r, of));
    TRY(read_hashing(f, r, of));
out:
    return rc;
}

static enum err_code read_features(struct linkage_schema *s, struct reader *r,
                                   struct node document)
{
    enum err_code rc = OK;
    struct node list = child(r, document, "features");
    if (!json_is_array(list.v)) return refuse(r, list, "a list");
    s->n_features = json_array_size(list.v);
    if (s->n_features > LINKAGE_FEATURES_MAX)
        return err_set(r->e, ERR_TOO_LARGE,
                       "schema: features: expected at most %d, found %zu",
                       LINKAGE_FEATURES_MAX, s->n_features);
    s->features = arena_new_array(r->a, struct linkage_feature, s->n_features + 1);
    for (size_t i = 0; i < s->n_features; i++)
        TRY(read_feature(&s->features[i], r,
                         (struct node){json_array_get(list.v, i),
                                       arena_format(r->a, "features[%zu]", i)}));
out:
    return rc;
}

static enum err_code read_version(struct reader *r, struct node document)
{
    struct node version = child(r, document, "version");
    double v = json_number_value(version.v);
    if (json_is_number(version.v) && (v == 1 || v == 2 || v == 3)) {
        r->version = (int)v;
        return OK;
    }
    return refuse(r, version, "version 1, 2 or 3 of the linkage schema");
}

enum err_code linkage_schema_read_as(struct linkage_schema *out, struct arena *a,
                                     struct str json, enum schema_reading reading,
                                     struct err *e)
{
    enum err_code rc;
    struct reader r = {.a = a, .e = e, .reading = reading};
    struct node document = {NULL, ""};
    linkage_schema_init(out, 0, NULL, 0);
    TRY(json_read(&document.v, json, e));
    if (!json_is_object(document.v)) {
        rc = refuse(&r, document, "an object");
        goto out;
    }
    TRY(read_version(&r, document));
    TRY(check_keys(&r, document, KEYS("version", "clkConfig", "features"), true));
    TRY(read_config(out, &r, document));
    TRY(read_features(out, &r, document));
    TRY(linkage_schema_check(out, e));
    if (crypto_generichash(out->digest, sizeof out->digest, (const uint8_t *)json.p,
                           json.n, NULL, 0) != 0)
        bug("BLAKE2b");
out:
    json_decref(document.v);
    return rc;
}

enum err_code linkage_schema_read(struct linkage_schema *out, struct arena *a,
                                  struct str json, struct err *e)
{
    return linkage_schema_read_as(out, a, json, SCHEMA_SAFE, e);
}
