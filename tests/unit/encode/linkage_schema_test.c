/* Linkage schemas: which are read, and that the others are refused at their place. The
 * files of data61/clkhash (commit 8e46f9fb, Apache-2.0) come from the oracle folder. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/limits.h"
#include "encode/clk_encoder.h"
#include "oracle_file.h"

static struct linkage_schema file_schema(struct arena *a, const char *name)
{
    struct linkage_schema s;
    struct err e = {0};
    if (linkage_schema_read(&s, a, oracle_file(a, name), &e) != OK)
        fail_msg("%s: %s", name, e.message);
    return s;
}

static void good_files_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        size_t n, n_ignored;
    } rows[] = {{"clkhash/good-schema-v1.json", 12, 1},
                {"clkhash/good-schema-v2.json", 12, 1},
                {"clkhash/good-schema-v3.json", 12, 1},
                {"clkhash/ignorant-schema-v3.json", 3, 2},
                {"clkhash/simple-schema.json", 2, 0},
                {"clkhash/randomnames-schema-v1.json", 4, 1},
                {"clkhash/randomnames-schema-v2.json", 4, 1},
                {"clkhash/randomnames-schema-num-bits-v2.json", 4, 1},
                {"clkhash/dirty-data-schema.json", 14, 0},
                {"clkhash/example_schema.json", 13, 1},
                {"clkhash/febrl_schema_v3_final.json", 11, 2},
                {"clkhash/febrl_schema_v3_overweight.json", 11, 2},
                {"clkhash/febrl_schema_v3_reduced.json", 11, 2}};
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct arena a = {0};
        struct linkage_schema s = file_schema(&a, rows[i].name);
        size_t n_ignored = 0;
        for (size_t f = 0; f < s.n_features; f++)
            n_ignored += s.features[f].tokens == TOKEN_IGNORED;
        if (s.n_features != rows[i].n || n_ignored != rows[i].n_ignored)
            fail_msg("%s: %zu, %zu", rows[i].name, s.n_features, n_ignored);
        assert_int_equal(s.bits, 1024);
        arena_dispose(&a);
    }
}

static void bad_files_are_refused_at_their_place(void **state)
{
    (void)state;
    static const struct {
        const char *name, *place;
    } rows[] = {{"clkhash/bad-schema-v1.json", "clkConfig.l"},
                {"clkhash/bad-schema-v2.json", "features[0].format"},
                {"clkhash/bad-schema-v3.json", "features[0].format"},
                {"clkhash/good-but-unsupported-schema-v1.json", "version"}};
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct arena a = {0};
        struct linkage_schema s;
        struct err e = {0};
        assert_int_equal(linkage_schema_read(&s, &a, oracle_file(&a, rows[i].name), &e),
                         ERR_INVALID);
        if (!strstr(e.message, rows[i].place))
            fail_msg("%s: %s", rows[i].name, e.message);
        arena_dispose(&a);
    }
}

/* randomnames v1 and v2 are one schema in two versions. */
static void versions_give_the_same_bits(void **state)
{
    (void)state;
    struct arena a = {0};
    struct linkage_schema s[2] = {
        file_schema(&a, "clkhash/randomnames-schema-v1.json"),
        file_schema(&a, "clkhash/randomnames-schema-v2.json"),
    };
    struct str values[] = {S("1"), S("Ann Peeters"), S("1980/02/29"), S("F")};
    uint8_t bits[2][128];
    for (int i = 0; i < 2; i++) {
        struct clk_encoder *c;
        struct err e;
        assert_int_equal(clk_encoder_new(&c, &s[i], S("k"), &e), OK);
        assert_int_equal(clk_encode(bits[i], c, values, &e), OK);
        clk_encoder_free(c);
    }
    assert_memory_equal(bits[0], bits[1], 128);
    arena_dispose(&a);
}

/* One good schema, and pieces of it put otherwise: ' stands for ". */
#define CONFIG "'clkConfig':{'l':1024,'kdf':{'type':'HKDF'}}"
#define FORMAT "'format':{'type':'string'}"
#define HASHING                                                                        \
    "'hashing':{'comparison':{'type':'ngram','n':2},'strategy':{'bitsPerFeature':100}" \
    "}"
#define SCHEMA3(config, features) "{'version':3," config ",'features':[" features "]}"
#define ONE(format, hashing)                                                           \
    SCHEMA3(CONFIG, "{'identifier':'a'," format "," hashing "}")

static enum err_code read_quoted(struct linkage_schema *s, struct arena *a,
                                 const char *text, enum schema_reading reading,
                                 struct err *e)
{
    char *json = arena_copy(a, text, strlen(text));
    for (char *p = json; *p; p++)
        if (*p == '\'') *p = '"';
    *e = (struct err){0};
    return linkage_schema_read_as(s, a, str_of(json), reading, e);
}

static const struct {
    const char *json, *message; /* message NULL: read */
} documents[] = {
    {ONE(FORMAT, HASHING), NULL},
    {"{'version':3.0," CONFIG ",'features':[{'identifier':'a'," FORMAT "," HASHING
     "}]}",
     NULL},
    {"[]", "document"},
    {"{'version':3", "expected more"},
    {"{'version':'3'," CONFIG ",'features':[]}", "version: expected version 1, 2 or 3"},
    {"{" CONFIG ",'features':[]}", "version"},
    {SCHEMA3(CONFIG, ""), "features: expected one at least"},
    {SCHEMA3(CONFIG, "{'identifier':'a','ignored':true}"), "expected one at least"},
    {SCHEMA3(CONFIG, "7"), "features[0]: expected an object"},
    {SCHEMA3(CONFIG, "{'identifier':'a','ignored':1}"), "features[0].ignored"},
    {SCHEMA3(CONFIG, "{" FORMAT "," HASHING "}"), "features[0].identifier"},
    {SCHEMA3("'clkConfig':{'kdf':{'type':'HKDF'}}", ""), "clkConfig.l"},
    {SCHEMA3("'clkConfig':{'l':1024.5,'kdf':{'type':'HKDF'}}", ""), "clkConfig.l"},
    {SCHEMA3("'clkConfig':{'l':9000,'kdf':{'type':'HKDF'}}", ""), "clkConfig.l"},
    {SCHEMA3("'clkConfig':{'l':1001,'kdf':{'type':'HKDF'}}", ""), "multiple of 8"},
    {SCHEMA3("'clkConfig':{'l':1000,'kdf':{'type':'HKDF'}}",
             "{'identifier':'a'," FORMAT "," HASHING "}"),
     "power of two"},
    {SCHEMA3("'clkConfig':{'l':1024}", ""), "clkConfig.kdf"},
    {SCHEMA3("'clkConfig':{'l':1024,'kdf':{'type':'PBKDF2'}}", ""),
     "clkConfig.kdf.type"},
    {SCHEMA3("'clkConfig':{'l':1024,'kdf':{'type':'HKDF','hash':'MD5'}}", ""),
     "kdf.hash: expected one of \"SHA256\", \"SHA512\""},
    {SCHEMA3("'clkConfig':{'l':1024,'kdf':{'type':'HKDF','salt':'a b'}}", ""),
     "kdf.salt: expected bytes in base64"},
    {SCHEMA3("'clkConfig':{'l':1024,'kdf':{'type':'HKDF','keySize':65}}",
             "{'identifier':'a'," FORMAT "," HASHING "}"),
     "keySize of at most 64"},
    {SCHEMA3("'clkConfig':{'l':1024,'kdf':{'type':'HKDF','keysize':32}}", ""),
     "expected \"keySize\", found another spelling"},
    {ONE("'format':{'type':'text'}", HASHING), "format.type"},
    {ONE("'format':{'type':'string','encoding':'latin-1'}", HASHING),
     "format.encoding"},
    {ONE("'format':{'type':'string','case':'title'}", HASHING), "format.case"},
    {ONE("'format':{'type':'string','maxLength':0}", HASHING), "format.maxLength"},
    {ONE("'format':{'type':'string','minLength':5,'maxLength':4}", HASHING),
     "minLength"},
    {ONE("'format':{'type':'string','pattern':'a','case':'upper'}", HASHING),
     "a key that does not belong"},
    {ONE("'format':{'type':'string','pattern':'('}", HASHING), "format.pattern"},
    {ONE("'format':{'type':'integer','encoding':'utf-8'}", HASHING),
     "a key that does not belong"},
    {ONE("'format':{'type':'integer','minimum':2,'maximum':1}", HASHING), "minimum"},
    {ONE("'format':{'type':'date','format':'%Q'}", HASHING), "format.format"},
    {ONE("'format':{'type':'date'}", HASHING), "format.format: expected a text"},
    {ONE("'format':{'type':'enum','values':[]}", HASHING), "format.values"},
    {ONE("'format':{'type':'enum','values':['M',1]}", HASHING), "values[1]"},
    {ONE(FORMAT, "'hashing':{'strategy':{'bitsPerFeature':100}}"),
     "hashing.comparison"},
    {ONE(FORMAT, "'hashing':{'comparison':{'type':'exact'}}"), "hashing.strategy"},
    {ONE(FORMAT, "'hashing':{'comparison':{'type':'exact'},'strategy':{}}"),
     "either \"bitsPerToken\" or \"bitsPerFeature\""},
    {ONE(FORMAT,
         "'hashing':{'comparison':{'type':'exact'},'strategy':{'bitsPerToken':1,"
         "'bitsPerFeature':2}}"),
     "either"},
    {ONE(FORMAT, "'hashing':{'comparison':{'type':'exact'},'strategy':{'k':20}}"),
     "hashing.strategy"},
    {ONE(FORMAT, "'hashing':{'comparison':{'type':'ngram','n':0},'strategy':{"
                 "'bitsPerToken':1}}"),
     "comparison.n: expected a whole number from 1"},
    {ONE(FORMAT,
         "'hashing':{'comparison':{'type':'exact'},'strategy':{'bitsPerToken':1},"
         "'hash':{'type':'blakeHash','prevent_singularity':false}}"),
     "prevent_singularity"},
    {ONE(FORMAT,
         "'hashing':{'comparison':{'type':'exact'},'strategy':{'bitsPerToken':1},"
         "'ngram':2}"),
     "a key that does not belong"},
    {ONE(FORMAT, "'hashing':{'comparison':{'type':'numeric','thresholdDistance':0.1,"
                 "'resolution':2},'strategy':{'bitsPerToken':1}}"),
     "thresholdDistance"},
    {ONE(FORMAT,
         "'hashing':{'comparison':{'type':'numeric','thresholdDistance':1,"
         "'resolution':2,'fractionalPrecision':2},'strategy':{'bitsPerToken':1}}"),
     "expected \"fractional_precision\""},
    {ONE(FORMAT,
         "'hashing':{'comparison':{'type':'exact'},'strategy':{'bitsPerToken':1},"
         "'missingValue':{'replaceWith':'x'}}"),
     "missingValue.sentinel"},
    {"{'version':1,'clkConfig':{'l':1024,'k':20,'kdf':{'type':'HKDF'},'hash':{'type':"
     "'doubleHash'}},'features':[{'identifier':'a'," FORMAT
     ",'hashing':{'ngram':2,'weight':0.01}}]}",
     "weight"},
    {"{'version':1,'clkConfig':{'l':1024,'kdf':{'type':'HKDF'},'hash':{'type':"
     "'doubleHash'}},'features':[]}",
     "clkConfig.k"},
    {"{'version':2," CONFIG ",'features':[{'identifier':'a'," FORMAT
     ",'hashing':{'ngram':2,'strategy':{'bitsPerToken':3}}}]}",
     "hashing.strategy"},
};

static void every_fault_has_its_place_and_a_cure(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(documents); i++) {
        struct arena a = {0};
        struct linkage_schema s;
        struct err e;
        enum err_code rc = read_quoted(&s, &a, documents[i].json, SCHEMA_SAFE, &e);
        if ((rc == OK) != !documents[i].message)
            fail_msg("document %zu: %s", i, rc == OK ? "read" : e.message);
        if (rc != OK && !strstr(e.message, documents[i].message))
            fail_msg("document %zu: %s", i, e.message);
        if (rc == ERR_INVALID && !*e.hint) fail_msg("no cure: %s", e.message);
        arena_dispose(&a);
    }
}

/* 'clkConfig' with folds said in the two spellings. */
static void folds_that_clkhash_would_drop_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *said;
        int folds; /* -1: refused */
        int as_clkhash;
    } rows[] = {{"'xor_folds':1", 1, 1},
                {"'xorFolds':1", -1, 0},
                {"'xorFolds':0", 0, 0},
                {"'xorFolds':2,'xor_folds':2", 2, 2},
                {"'xorFolds':2,'xor_folds':1", -1, 1},
                {"'xorFolds':0,'xor_folds':1", -1, 1},
                {"'xor-folds':1", -1, 0},
                {"'xor_folds':9", -1, -1},
                {"'xorFolds':'1'", -1, 0}};
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        for (int as_clkhash = 0; as_clkhash < 2; as_clkhash++) {
            struct arena a = {0};
            struct linkage_schema s;
            struct err e;
            const char *json = arena_format(
                &a,
                "{'version':3,'clkConfig':{'l':512,'kdf':{'type':'HKDF'},%s},"
                "'features':[{'identifier':'a'," FORMAT "," HASHING "}]}",
                rows[i].said);
            int expected = as_clkhash ? rows[i].as_clkhash : rows[i].folds;
            enum err_code rc = read_quoted(
                &s, &a, json, as_clkhash ? SCHEMA_AS_CLKHASH : SCHEMA_SAFE, &e);
            if ((rc == OK) != (expected >= 0))
                fail_msg("%s: %s", rows[i].said, e.message);
            if (rc == OK) assert_int_equal(s.folds, expected);
            if (rc != OK && i == 1) {
                assert_non_null(strstr(e.message, "xor_folds"));
                assert_non_null(strstr(e.hint, "\"xor_folds\": 1"));
            }
            arena_dispose(&a);
        }
}

/* RFC 5869 ends after 255 hashes: 63 features with SHA256 and keys of 64 bytes. */
static void more_keys_than_the_kdf_has_are_refused(void **state)
{
    (void)state;
    struct linkage_feature f[LINKAGE_FEATURES_MAX + 1];
    struct linkage_schema s;
    struct err e = {0};
    struct clk_encoder *c;
    for (size_t i = 0; i < ARRAY_LEN(f); i++)
        f[i] = linkage_feature_ngram(S("f"), 2, false, 20);
    linkage_schema_init(&s, 1024, f, 63);
    assert_int_equal(clk_encoder_new(&c, &s, S("k"), &e), OK);
    clk_encoder_free(c);
    s.n_features = 64;
    assert_int_equal(clk_encoder_new(&c, &s, S("k"), &e), ERR_INVALID);
    assert_null(c);
    assert_non_null(strstr(e.message, "at most 63"));
    s.is_sha512 = true;
    assert_int_equal(linkage_schema_check(&s, &e), OK);
    s.n_features = LINKAGE_FEATURES_MAX + 1;
    assert_int_equal(linkage_schema_check(&s, &e), ERR_TOO_LARGE);
}

static void the_digest_tells_schemas_apart(void **state)
{
    (void)state;
    struct arena a = {0};
    struct linkage_schema one, two, again;
    struct err e;
    assert_int_equal(read_quoted(&one, &a, ONE(FORMAT, HASHING), SCHEMA_SAFE, &e), OK);
    assert_int_equal(read_quoted(&two, &a, ONE(FORMAT, HASHING) " ", SCHEMA_SAFE, &e),
                     OK);
    assert_int_equal(read_quoted(&again, &a, ONE(FORMAT, HASHING), SCHEMA_SAFE, &e),
                     OK);
    assert_memory_equal(one.digest, again.digest, 32);
    assert_memory_not_equal(one.digest, two.digest, 32);
    arena_dispose(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_fault_has_its_place_and_a_cure),
        cmocka_unit_test(folds_that_clkhash_would_drop_are_refused),
        cmocka_unit_test(more_keys_than_the_kdf_has_are_refused),
        cmocka_unit_test(the_digest_tells_schemas_apart),
        cmocka_unit_test(good_files_are_read),
        cmocka_unit_test(bad_files_are_refused_at_their_place),
        cmocka_unit_test(versions_give_the_same_bits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
