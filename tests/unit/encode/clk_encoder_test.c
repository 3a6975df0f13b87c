/* The encoder: a handful of vectors of data61/clkhash (commit 8e46f9fb, Apache-2.0)
 * that need no oracle folder, and what the house asks of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <sodium.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/rng.h"
#include "encode/clk_encoder.h"
#include "encode/flags.h"
#include "encode/token_hash.h"
#include "encode/value_memo.h"

static struct clk_encoder *encoder(const struct linkage_schema *s)
{
    struct clk_encoder *c;
    struct err e;
    if (clk_encoder_new(&c, s, S("secret"), &e) != OK) fail_msg("%s", e.message);
    return c;
}

static void assert_bits(const uint8_t *bits, uint32_t n, const char *base64)
{
    char text[2 * CLK_BITS_MAX / 8];
    sodium_bin2base64(text, sizeof text, bits, n / 8, sodium_base64_VARIANT_ORIGINAL);
    assert_string_equal(text, base64);
}

static size_t ones(const uint8_t *bits, size_t n)
{
    size_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (size_t)__builtin_popcount(bits[i]);
    return sum;
}

/* clkhash's own tests/test_clk.py, test_encoding_regression: what stands there as
 * literals, of records 2 and 3. */
static void upstreams_regression_holds(void **state)
{
    (void)state;
    static const char json[] =
        "{\"version\": 1, \"clkConfig\": {\"l\": 1024, \"k\": 30, \"kdf\": {\"type\": "
        "\"HKDF\", \"hash\": \"SHA256\", \"salt\": "
        "\"SCbL2zHNnmsckfzchsNkZY9XoHk96P/"
        "G5nUBrM7ybymlEFsMV6PAeDZCNp3rfNUPCtLDMOGQHG4pCQpfhiHCyA==\", \"info\": "
        "\"c2NoZW1hX2V4YW1wbGU=\", \"keySize\": 64}, \"hash\": {\"type\": "
        "\"doubleHash\"}}, \"features\": [{\"identifier\": \"name\", \"format\": "
        "{\"type\": \"string\", \"encoding\": \"utf-8\", \"case\": \"upper\"}, "
        "\"hashing\": {\"ngram\": 2, \"weight\": 2}}, {\"identifier\": \"id\", "
        "\"format\": {\"type\": \"string\", \"encoding\": \"ascii\", \"pattern\": "
        "\"[a-z][a-z][a-z]\\\\d\\\\d\\\\d\"}, \"hashing\": {\"ngram\": 1, "
        "\"positional\": true}}, {\"identifier\": \"dob\", \"format\": {\"type\": "
        "\"date\", \"format\": \"%Y-%m-%d\"}, \"hashing\": {\"ngram\": 2, "
        "\"positional\": true, \"weight\": 0.5}}, {\"identifier\": \"gender\", "
        "\"format\": {\"type\": \"enum\", \"values\": [\"M\", \"F\"]}, \"hashing\": "
        "{\"ngram\": 1, \"positional\": false}}, {\"identifier\": \"children\", "
        "\"format\": {\"type\": \"integer\", \"maximum\": 20}, \"hashing\": "
        "{\"ngram\": "
        "1, \"positional\": true}}]}";
    struct arena a = {0};
    struct linkage_schema s;
    struct clk_encoder *c;
    struct err e = {0};
    uint8_t bits[128];
    if (linkage_schema_read(&s, &a, str_of(json), &e) != OK) fail_msg("%s", e.message);
    assert_int_equal(s.features[0].bits_per_token, 60);
    assert_int_equal(s.features[2].bits_per_token, 15);
    assert_int_equal(clk_encoder_new(&c, &s, S("chicken"), &e), OK);
    assert_int_equal(clk_encoder_bits(c), 1024);
    struct str howard[] = {S("JOHN HOWARD, ESQ."), S("stv534"), S("1992-02-29"), S("M"),
                           S("16")};
    assert_int_equal(clk_encode(bits, c, howard, &e), OK);
    assert_bits(
        bits, 1024,
        "Pfl1/d7/31/+9u9x9zv//76/83//0v1Xt/dX/3X/e79XP7vd+Xfkf//2/9Xb/7Fd73e9f/"
        "n0f/c7Vb99B/X29d8997Pz/vJ87X/X/vcX9vt1d+/+5bP1fvfevnfX8d/f/j0XPL7f999kc/"
        "28/3d4c7t/9b/+Pf411/f2+3z1d/s=");
    /* the year 123: three digits, as the C library of Linux prints it */
    struct str julia[] = {S("JULIA"), S("alp423"), S("0123-01-12"), S("F"), S("0")};
    assert_int_equal(clk_encode(bits, c, julia, &e), OK);
    assert_bits(bits, 1024,
                "A1D8XDMWCVzyVUPEyeF0elQaFdTEVTV2a0behxaexzdc/"
                "T5WHVQxUJnWlxdQd9EVSFVQUjJ1dMlJ0dXc0JaX0BHXNX0l/"
                "VC9dt0dVPZUlBcVXQDI1VG5UER1JXE/"
                "fXhyREvZFCdVhdVBNVVZFZNTHYx0LlnIzlddXrjcvf8YjUs=");
    clk_encoder_free(c);
    arena_dispose(&a);
}

/* "missing_replace" and "xor_folds_2" of clkhash_vectors.json, in a schema made here.
 */
static const char kdf_salt[] =
    "\x48\x26\xcb\xdb\x31\xcd\x9e\x6b\x1c\x91\xfc\xdc\x86\xc3\x64\x65\x8f\x57\xa0\x79"
    "\x3d\xe8\xff\xc6\xe6\x75\x01\xac\xce\xf2\x6f\x29\xa5\x10\x5b\x0c\x57\xa3\xc0\x78"
    "\x36\x42\x36\x9d\xeb\x7c\xd5\x0f\x0a\xd2\xc3\x30\xe1\x90\x1c\x6e\x29\x09\x0a\x5f"
    "\x86\x21\xc2\xc8";

static void a_schema_made_in_c_gives_the_bits_of_clkhash(void **state)
{
    (void)state;
    struct linkage_feature f = linkage_feature_ngram(S("n"), 2, false, 200);
    struct linkage_schema s;
    struct err e;
    uint8_t bits[128];
    f.has_sentinel = f.has_replacement = true;
    f.sentinel = S("N/A");
    f.replacement = S("unknown");
    linkage_schema_init(&s, 1024, &f, 1);
    s.salt = (struct str){kdf_salt, 64};
    s.info = S("schema_example");
    static const struct str values[] = {{"N/A", 3}, {"unknown", 7}};
    struct clk_encoder *c = encoder(&s);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(clk_encode(bits, c, &values[i], &e), OK);
        assert_bits(
            bits, 1024,
            "gABgIBEAISAQTgIwIEgbBAAAASLGAwHAkEQIhRICAAwAASAIIKDUERQAIgGqEFAAAAIEAA"
            "UAEYAAoIIAhEEAAAsIADgAhAoAAABAAAGAAQBCAADQxBlSIOAAMUiiAq6pQIgAAwKkCAKgw"
            "AAAAiDDBJAAKgAgABEIAAENAKYQQEA=");
    }
    clk_encoder_free(c);
    f = linkage_feature_ngram(S("n"), 2, false, 300);
    s.bits = 256;
    s.folds = 2;
    c = encoder(&s);
    assert_int_equal(clk_encode_feature(bits, c, 0, S("michaela"), &e), OK);
    assert_bits(bits, 256, "pAeSaZER7xdrYN0CyRJSILVMTolUUHFIFqHBfjEm2nY=");
    clk_encoder_free(c);
}

/* "blake_token" 1 and "double_token" 1 of clkhash_vectors.json. */
static void tokens_get_the_numbers_of_clkhash(void **state)
{
    (void)state;
    struct linkage_feature f = linkage_feature_ngram(S("n"), 2, false, 200);
    struct token_hash *h;
    struct err e;
    uint8_t keys[128];
    uint16_t numbers[40];
    static const uint16_t blake[] = {850, 814, 435, 625, 767};
    for (size_t i = 0; i < sizeof keys; i++)
        keys[i] = (uint8_t)i;
    assert_int_equal(token_hash_new(&h, &f, keys, 64, 1024, &e), OK);
    token_hash_bits(numbers, h, S("ab"), 0, 40);
    assert_memory_equal(numbers, blake, sizeof blake);
    assert_int_equal(numbers[32], 831);
    token_hash_free(h);
    f.hash = HASH_DOUBLE;
    for (int prevent = 0; prevent < 2; prevent++) {
        f.prevent_singularity = prevent;
        assert_int_equal(
            token_hash_new(&h, &f, (const uint8_t *)"secret1secret2", 7, 1024, &e), OK);
        token_hash_bits(numbers, h, S("635"), 0, 3);
        assert_int_equal(numbers[0], 796);
        assert_int_equal(numbers[2], (796 + 2 * (prevent ? 509 : 0)) % 1024);
        token_hash_free(h);
    }
}

enum { N_FIELDS = 4 };
static void house_schema(struct linkage_schema *s, struct linkage_feature f[N_FIELDS])
{
    f[0] = linkage_feature_ngram(S("name"), 2, false, 200);
    f[1] = linkage_feature_ngram(S("born"), 1, true, 150);
    f[1].value = VALUE_INTEGER;
    f[1].has_sentinel = true;
    f[2] = linkage_feature_exact(S("sex"), 50);
    f[3] = (struct linkage_feature){.identifier = S("postcode"),
                                    .tokens = TOKEN_NUMERIC,
                                    .threshold = 50,
                                    .resolution = 5,
                                    .bits_per_token = 10};
    linkage_schema_init(s, 1024, f, N_FIELDS);
}

static void empty_values_give_no_bits_and_features_add_up(void **state)
{
    (void)state;
    struct linkage_feature f[N_FIELDS];
    struct linkage_schema s;
    struct err e;
    uint8_t all[128], sum[128] = {0}, one[128], none[128] = {0};
    house_schema(&s, f);
    struct clk_encoder *c = encoder(&s);
    struct str values[N_FIELDS] = {S("berg"), S("19800229"), S("V"), S("1080")};
    assert_int_equal(clk_encode(all, c, values, &e), OK);
    for (size_t i = 0; i < N_FIELDS; i++) {
        struct str alone[N_FIELDS] = {{0}};
        alone[i] = values[i];
        assert_int_equal(clk_encode(one, c, alone, &e), OK);
        assert_true(ones(one, 128) >= 40);
        for (size_t b = 0; b < sizeof sum; b++)
            sum[b] |= one[b];
        uint8_t feature[128];
        assert_int_equal(clk_encode_feature(feature, c, i, values[i], &e), OK);
        assert_memory_equal(feature, one, sizeof one);
    }
    assert_memory_equal(sum, all, sizeof all);
    struct str empty[N_FIELDS] = {S(""), STR_NONE, S(""), STR_NONE};
    assert_int_equal(clk_encode(one, c, empty, &e), OK);
    assert_memory_equal(one, none, sizeof one);
    clk_encoder_free(c);
}

static void a_wrong_value_is_named_by_its_feature_and_leaves_nothing(void **state)
{
    (void)state;
    struct linkage_feature f[N_FIELDS];
    struct linkage_schema s;
    struct err e = {0};
    uint8_t before[128], after[128];
    house_schema(&s, f);
    struct clk_encoder *c = encoder(&s);
    struct str good[N_FIELDS] = {S("berg"), S("1980"), S(""), S("")};
    struct str wrong[N_FIELDS] = {S("peeters"), S("19 80"), S(""), S("")};
    assert_int_equal(clk_encode(before, c, good, &e), OK);
    assert_int_equal(clk_encode(after, c, wrong, &e), ERR_INVALID);
    assert_non_null(strstr(e.message, "born"));
    assert_null(strstr(e.message, "19 80"));
    assert_null(strstr(e.message, "peeters"));
    assert_int_equal(clk_encode(after, c, good, &e), OK);
    assert_memory_equal(before, after, sizeof after);
    wrong[1] = S("1980");
    wrong[0] = S("\xe9");
    assert_int_equal(clk_encode(after, c, wrong, &e), ERR_INVALID);
    struct buf huge;
    buf_init(&huge, 1 << 20);
    buf_add_many(&huge, 'a', LIMIT_CLK_VALUE_BYTES + 1);
    wrong[0] = buf_str(&huge);
    assert_int_equal(clk_encode(after, c, wrong, &e), ERR_TOO_LARGE);
    wrong[0].n--;
    assert_int_equal(clk_encode(after, c, wrong, &e), OK);
    buf_dispose(&huge);
    clk_encoder_free(c);
}

static void a_secret_is_needed_and_another_gives_other_bits(void **state)
{
    (void)state;
    struct linkage_feature f[N_FIELDS];
    struct linkage_schema s;
    struct err e;
    struct clk_encoder *c, *other;
    uint8_t a[128], b[128];
    house_schema(&s, f);
    assert_int_equal(clk_encoder_new(&c, &s, STR_NONE, &e), ERR_INVALID);
    c = encoder(&s);
    assert_int_equal(clk_encoder_new(&other, &s, S("secret "), &e), OK);
    assert_int_equal(clk_encode_feature(a, c, 0, S("berg"), &e), OK);
    assert_int_equal(clk_encode_feature(b, other, 0, S("berg"), &e), OK);
    assert_memory_not_equal(a, b, sizeof a);
    clk_encoder_free(c);
    clk_encoder_free(other);
    clk_encoder_free(NULL);
}

static void all_ways_give_the_same_bits(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 7);
    assert_true(flags_has(flags_best()));
    for (size_t n = FLAGS_STEP; n <= 4096; n += FLAGS_STEP)
        for (enum flags_way way = FLAGS_PLAIN; way <= FLAGS_AVX512; way++) {
            uint8_t flags[4096], copy[4096], packed[512], sum[512], other[2][512];
            if (!flags_has(way)) continue;
            for (size_t i = 0; i < n; i++)
                copy[i] = flags[i] = rng_chance(&r, 0.3);
            flags_pack(way, packed, copy, n);
            for (size_t i = 0; i < n; i++) {
                assert_int_equal(packed[i / 8] >> (i % 8) & 1, flags[i]);
                assert_int_equal(copy[i], 0);
            }
            for (size_t i = 0; i < n / 8; i++) {
                other[0][i] = (uint8_t)rng_below(&r, 256);
                other[1][i] = (uint8_t)rng_below(&r, 256);
            }
            memcpy(sum, packed, n / 8);
            bytes_or(way, sum, (const uint8_t *const[]){other[0], other[1]}, 2, n / 8);
            for (size_t i = 0; i < n / 8; i++)
                assert_int_equal(sum[i], packed[i] | other[0][i] | other[1][i]);
            bytes_or(way, packed, NULL, 0, n / 8);
        }
}

/* Values that come again and again, more of them than there is memory for: an encoder
 * that has seen them all says what a new one says. */
static void what_is_remembered_changes_nothing(void **state)
{
    (void)state;
    struct linkage_feature f[N_FIELDS];
    struct linkage_schema s;
    struct err e;
    struct rng r;
    house_schema(&s, f);
    f[0].ngram = 3; /* more tokens than rows of the least memory */
    struct clk_encoder *old = encoder(&s);
    rng_init(&r, 3);
    for (int i = 0; i < 6000; i++) {
        char name[40], born[12], postcode[12];
        uint8_t one[128], again[128];
        size_t n = rng_below(&r, 30);
        for (size_t k = 0; k < n; k++)
            name[k] = (char)('a' + rng_below(&r, i % 2 ? 3 : 26));
        snprintf(born, sizeof born, "%u", rng_below(&r, 400));
        snprintf(postcode, sizeof postcode, "%u", 1000 + rng_below(&r, 3000));
        struct str values[N_FIELDS] = {
            {name, n}, str_of(born), S("V"), str_of(postcode)};
        assert_int_equal(clk_encode(one, old, values, &e), OK);
        assert_int_equal(clk_encode(again, old, values, &e), OK);
        assert_memory_equal(one, again, sizeof one);
        if (i % 50) continue;
        struct clk_encoder *new = encoder(&s);
        assert_int_equal(clk_encode(again, new, values, &e), OK);
        assert_memory_equal(one, again, sizeof one);
        clk_encoder_free(new);
    }
    clk_encoder_free(old);
}

/* A wrong value is refused as often as it comes, and no other value takes its place. */
static void a_wrong_value_is_never_remembered(void **state)
{
    (void)state;
    struct linkage_feature f[N_FIELDS];
    struct linkage_schema s;
    struct err e;
    uint8_t bits[128];
    house_schema(&s, f);
    struct clk_encoder *c = encoder(&s);
    struct str wrong[N_FIELDS] = {S(""), S("1980-02-29"), S(""), S("")};
    for (int i = 0; i < 5; i++)
        assert_int_equal(clk_encode(bits, c, wrong, &e), ERR_INVALID);
    clk_encoder_free(c);
}

static void keys_of_values_differ_as_values_do(void **state)
{
    (void)state;
    struct value_key a, b;
    char text[VALUE_MEMO_BYTES + 1] = "abcdefghijklmnopqrstuvwx", other[sizeof text];
    for (size_t n = 0; n <= VALUE_MEMO_BYTES; n++) {
        assert_true(value_key_make(&a, 3, (struct str){text, n}));
        for (size_t m = 0; m <= VALUE_MEMO_BYTES; m++) {
            assert_true(value_key_make(&b, 3, (struct str){text, m}));
            assert_int_equal(value_key_is(&a, &b), n == m);
        }
        assert_true(value_key_make(&b, 4, (struct str){text, n}));
        assert_false(value_key_is(&a, &b));
        for (size_t at = 0; at < n; at++) {
            memcpy(other, text, sizeof text);
            other[at] ^= 1;
            assert_true(value_key_make(&b, 3, (struct str){other, n}));
            assert_false(value_key_is(&a, &b));
        }
    }
    assert_false(value_key_make(&a, 3, (struct str){text, VALUE_MEMO_BYTES + 1}));
}

struct made_rows {
    char text[5][32]; /* by worker */
    size_t wrong_from;
};

static enum err_code made_row(struct str *values, void *self, size_t i, unsigned worker,
                              struct err *e)
{
    struct made_rows *made = self;
    struct rng r;
    (void)e;
    rng_init(&r, i);
    for (size_t k = 0; k < 8; k++)
        made->text[worker][k] = (char)('a' + rng_below(&r, 26));
    values[0] = (struct str){made->text[worker], 3 + rng_below(&r, 6)};
    values[1] = i < made->wrong_from ? S("19800229") : S("x");
    values[2] = i % 2 ? S("M") : S("V");
    values[3] = STR_NONE;
    return OK;
}

static void threads_change_nothing(void **state)
{
    (void)state;
    struct linkage_feature f[N_FIELDS];
    struct linkage_schema s;
    struct err e;
    struct clk_set one, more;
    static struct made_rows made;
    size_t failed = 0;
    made.wrong_from = SIZE_MAX;
    struct clk_rows rows = {9000, made_row, &made};
    house_schema(&s, f);
    assert_int_equal(clk_encode_many(&one, &failed, &s, S("k"), &rows, 1, &e), OK);
    for (unsigned threads = 2; threads <= 5; threads += 3) {
        assert_int_equal(
            clk_encode_many(&more, &failed, &s, S("k"), &rows, threads, &e), OK);
        assert_memory_equal(one.word, more.word, one.n * one.words * 8);
        assert_memory_equal(one.weight, more.weight, one.n * sizeof *one.weight);
        clk_set_dispose(&more);
    }
    clk_set_dispose(&one);
    made.wrong_from = 4321; /* in the first half and in the second */
    for (unsigned threads = 0; threads <= 4; threads += 2) {
        assert_int_equal(
            clk_encode_many(&more, &failed, &s, S("k"), &rows, threads, &e),
            ERR_INVALID);
        assert_int_equal(failed, 4321);
        assert_null(more.word);
    }
    rows.n = 0;
    assert_int_equal(clk_encode_many(&more, &failed, &s, S("k"), &rows, 2, &e), OK);
    assert_int_equal(more.n, 0);
    clk_set_dispose(&more);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(upstreams_regression_holds),
        cmocka_unit_test(a_schema_made_in_c_gives_the_bits_of_clkhash),
        cmocka_unit_test(tokens_get_the_numbers_of_clkhash),
        cmocka_unit_test(empty_values_give_no_bits_and_features_add_up),
        cmocka_unit_test(a_wrong_value_is_named_by_its_feature_and_leaves_nothing),
        cmocka_unit_test(a_secret_is_needed_and_another_gives_other_bits),
        cmocka_unit_test(all_ways_give_the_same_bits),
        cmocka_unit_test(what_is_remembered_changes_nothing),
        cmocka_unit_test(a_wrong_value_is_never_remembered),
        cmocka_unit_test(keys_of_values_differ_as_values_do),
        cmocka_unit_test(threads_change_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
