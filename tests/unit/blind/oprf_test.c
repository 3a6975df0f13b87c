/* The oblivious function gives the outputs of RFC 9497 and refuses what is not what it
 * says. Vectors written here: RFC 9497, appendix A.1.1 and A.1.2 (IETF Trust; test
 * vectors are code components); the rest are read from cfrg/draft-irtf-cfrg-voprf,
 * poc/vectors/allVectors.json, when the oracle folder is there. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <jansson.h>
#include <sodium.h>

#include "base/file.h"
#include "blind/oprf.h"

enum { BATCH = 8 };
typedef uint8_t element_bytes[OPRF_ELEMENT];
#define READ(a) ((const element_bytes *)(a))

static struct err e;

static size_t unhex(uint8_t *out, size_t room, const char *hex, size_t n)
{
    size_t got = 0;
    const char *end = NULL;
    assert_int_equal(sodium_hex2bin(out, room, hex, n, NULL, &got, &end), 0);
    assert_ptr_equal(end, hex + n);
    return got;
}

static void unhex_all(uint8_t *out, size_t room, const char *hex)
{
    assert_int_equal(unhex(out, room, hex, strlen(hex)), room);
}

/* "aa,bb" into rows of `row` bytes; the length of each in `n_of`. */
static size_t unhex_list(uint8_t *out, size_t row, size_t *n_of, const char *list)
{
    size_t n = 0;
    for (struct str piece, rest = str_of(list); str_split(&piece, &rest, ',');) {
        assert_true(n < BATCH);
        size_t got = unhex(out + n * row, row, piece.p, piece.n);
        if (n_of) n_of[n] = got;
        n++;
    }
    return n;
}

struct vector {
    const char *blind, *blinded, *evaluated, *input, *output, *proof, *random;
};

static void vector_holds(enum oprf_mode mode, const struct oprf_key *k,
                         const struct oprf_public *pub, const struct vector *v)
{
    uint8_t blind[BATCH][OPRF_SCALAR], blinded[BATCH][OPRF_ELEMENT];
    uint8_t evaluated[BATCH][OPRF_ELEMENT], output[BATCH][OPRF_OUTPUT];
    uint8_t input[BATCH][64], proof[OPRF_PROOF], random[OPRF_SCALAR];
    uint8_t got[BATCH][OPRF_ELEMENT], got_blind[OPRF_SCALAR], got_proof[OPRF_PROOF];
    uint8_t got_output[OPRF_OUTPUT];
    size_t n_input[BATCH], n = unhex_list(blind[0], OPRF_SCALAR, NULL, v->blind);
    assert_true(n > 0);
    assert_int_equal(unhex_list(blinded[0], OPRF_ELEMENT, NULL, v->blinded), n);
    assert_int_equal(unhex_list(evaluated[0], OPRF_ELEMENT, NULL, v->evaluated), n);
    assert_int_equal(unhex_list(output[0], OPRF_OUTPUT, NULL, v->output), n);
    assert_int_equal(unhex_list(input[0], 64, n_input, v->input), n);
    if (mode == OPRF_VERIFIABLE) {
        unhex_all(proof, sizeof proof, v->proof);
        unhex_all(random, sizeof random, v->random);
    }
    for (size_t i = 0; i < n; i++) {
        struct str in = {(char *)input[i], n_input[i]};
        assert_int_equal(oprf_blind(got[i], got_blind, mode, in, blind[i], &e), OK);
        assert_memory_equal(got[i], blinded[i], OPRF_ELEMENT);
        assert_memory_equal(got_blind, blind[i], OPRF_SCALAR);
        assert_int_equal(oprf_finalize(got_output, in, blind[i], evaluated[i], &e), OK);
        assert_memory_equal(got_output, output[i], OPRF_OUTPUT);
    }
    bool proves = mode == OPRF_VERIFIABLE;
    assert_int_equal(oprf_evaluate(got, proves ? got_proof : NULL, mode, k,
                                   proves ? pub : NULL, READ(blinded), n,
                                   proves ? random : NULL, &e),
                     OK);
    assert_memory_equal(got, evaluated, n * OPRF_ELEMENT);
    if (!proves) return;
    assert_memory_equal(got_proof, proof, OPRF_PROOF);
    assert_int_equal(oprf_check(pub, READ(blinded), READ(evaluated), n, proof, &e), OK);
}

static void key_holds(struct oprf_key *k, struct oprf_public *pub, enum oprf_mode mode,
                      const char *seed_hex, const char *info_hex, const char *secret)
{
    uint8_t seed[32], info[64], expected[OPRF_SCALAR];
    unhex_all(seed, sizeof seed, seed_hex);
    size_t n_info = unhex(info, sizeof info, info_hex, strlen(info_hex));
    unhex_all(expected, sizeof expected, secret);
    assert_int_equal(
        oprf_key_derive(k, pub, mode, seed, (struct str){(char *)info, n_info}, &e),
        OK);
    assert_memory_equal(k->scalar, expected, OPRF_SCALAR);
}

#define SEED "a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3"
#define B1   "64d37aed22a27f5191de1c1d69fadb899d8862b58eb4220029e036ec4c1f6706"
#define B2   "222a5e897cf59db8145db8d16e597e8facb80ae7d4e26d9881aa6f61d645fc0e"

static void the_function_is_that_of_the_rfc(void **state)
{
    struct oprf_key k;
    struct oprf_public pub;
    static const struct vector v = {
        B1,
        "609a0ae68c15a3cf6903766461307e5c8bb2f95e7e6550e1ffa2dc99e412803c",
        "7ec6578ae5120958eb2db1745758ff379e77cb64fe77b0b2d8cc917ea0869c7e",
        "00",
        "527759c3d9366f277d8c6020418d96bb393ba2afb20ff90df23fb7708264e2f3"
        "ab9135e3bd69955851de4b1f9fe8a0973396719b7912ba9ee8aa7d0b5e24bcf6",
        NULL,
        NULL};
    (void)state;
    key_holds(&k, &pub, OPRF_BASE, SEED, "74657374206b6579",
              "5ebcea5ee37023ccb9fc2d2019f9d7737be85591ae8652ffa9ef0f4d37063b0e");
    vector_holds(OPRF_BASE, &k, &pub, &v);
}

static void the_proof_of_a_batch_is_that_of_the_rfc(void **state)
{
    struct oprf_key k;
    struct oprf_public pub;
    uint8_t expected[OPRF_ELEMENT];
    static const struct vector v = {
        B1 "," B2,
        "863f330cc1a1259ed5a5998a23acfd37fb4351a793a5b3c090b642ddc439b945,"
        "90a0145ea9da29254c3a56be4fe185465ebb3bf2a1801f7124bbbadac751e654",
        "aa8fa048764d5623868679402ff6108d2521884fa138cd7f9c7669a9a014267e,"
        "cc5ac221950a49ceaa73c8db41b82c20372a4c8d63e5dded2db920b7eee36a2a",
        "00,5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a",
        "b58cfbe118e0cb94d79b5fd6a6dafb98764dff49c14e1770b566e42402da1a7d"
        "a4d8527693914139caee5bd03903af43a491351d23b430948dd50cde10d32b3c,"
        "8a9a2f3c7f085b65933594309041fc1898d42d0858e59f90814ae90571a6df60"
        "356f4610bf816f27afdd84f47719e480906d27ecd994985890e5f539e7ea74b6",
        "cc203910175d786927eeb44ea847328047892ddf8590e723c37205cb74600b0a"
        "5ab5337c8eb4ceae0494c2cf89529dcf94572ed267473d567aeed6ab873dee08",
        "419c4f4f5052c53c45f3da494d2b67b220d02118e0857cdbcf037f9ea84bbe0c"};
    (void)state;
    key_holds(&k, &pub, OPRF_VERIFIABLE, SEED, "74657374206b6579",
              "e6f73f344b79b379f1a0dd37e07ff62e38d9f71345ce62ae3a9bc60b04ccd909");
    unhex_all(expected, sizeof expected,
              "c803e2cc6b05fc15064549b5920659ca4a77b2cca6f04f6b357009335476ad4e");
    assert_memory_equal(pub.element, expected, OPRF_ELEMENT);
    vector_holds(OPRF_VERIFIABLE, &k, &pub, &v);
}

static const char *text_of(const json_t *o, const char *name)
{
    return json_string_value(json_object_get(o, name));
}

static void all_vectors_of_the_suite_hold(void **state)
{
    struct arena a = {0};
    struct str text;
    const char *oracle = getenv("VINDPLAATS_ORACLE");
    const char *path = oracle ? arena_format(&a, "%s/rfc9497/allVectors.json", oracle)
                              : SOURCE_DIR
                           "/../shared/oracle/link/rfc9497/allVectors.json";
    unsigned n_held = 0;
    size_t i, j;
    json_t *set, *one;
    (void)state;
    if (!file_exists(path)) {
        print_message(
            "skipped: the vectors of RFC 9497 are not in the oracle folder\n");
        skip();
    }
    assert_int_equal(file_read(&text, &a, path, 1 << 20, &e), OK);
    json_t *all = json_loadb(text.p, text.n, 0, NULL);
    assert_non_null(all);
    json_array_foreach(all, i, set)
    {
        json_int_t mode = json_integer_value(json_object_get(set, "mode"));
        struct oprf_key k;
        struct oprf_public pub;
        if (strcmp(text_of(set, "identifier"), "ristretto255-SHA512") != 0 || mode > 1)
            continue;
        key_holds(&k, &pub, (enum oprf_mode)mode, text_of(set, "seed"),
                  text_of(set, "keyInfo"), text_of(set, "skSm"));
        json_array_foreach(json_object_get(set, "vectors"), j, one)
        {
            const json_t *proof = json_object_get(one, "Proof");
            struct vector v = {text_of(one, "Blind"),
                               text_of(one, "BlindedElement"),
                               text_of(one, "EvaluationElement"),
                               text_of(one, "Input"),
                               text_of(one, "Output"),
                               proof ? text_of(proof, "proof") : NULL,
                               proof ? text_of(proof, "r") : NULL};
            vector_holds((enum oprf_mode)mode, &k, &pub, &v);
            n_held++;
        }
    }
    assert_int_equal(n_held, 5);
    json_decref(all);
    arena_dispose(&a);
}

/* --- a round of our own, to be spoiled in every way --- */

struct round {
    struct oprf_key k;
    struct oprf_public pub;
    uint8_t blind[BATCH][OPRF_SCALAR], blinded[BATCH][OPRF_ELEMENT];
    uint8_t evaluated[BATCH][OPRF_ELEMENT], proof[OPRF_PROOF];
};

static struct str input_of(size_t i)
{
    static const char *const inputs[BATCH] = {"a", "b", "c", "d", "", "f", "g", "h"};
    return str_of(inputs[i]);
}

static void round_run(struct round *r)
{
    oprf_key_new(&r->k, &r->pub);
    for (size_t i = 0; i < BATCH; i++)
        assert_int_equal(oprf_blind(r->blinded[i], r->blind[i], OPRF_VERIFIABLE,
                                    input_of(i), NULL, &e),
                         OK);
    assert_int_equal(oprf_evaluate(r->evaluated, r->proof, OPRF_VERIFIABLE, &r->k,
                                   &r->pub, READ(r->blinded), BATCH, NULL, &e),
                     OK);
}

static enum err_code round_check(const struct round *r, size_t n)
{
    return oprf_check(&r->pub, READ(r->blinded), READ(r->evaluated), n, r->proof, &e);
}

static void output_hangs_on_input_and_key_only(void **state)
{
    struct round r = {0};
    uint8_t first[BATCH][OPRF_OUTPUT], again[OPRF_OUTPUT];
    uint8_t blinded[1][OPRF_ELEMENT], blind[OPRF_SCALAR], proof[OPRF_PROOF];
    uint8_t evaluated[1][OPRF_ELEMENT];
    struct oprf_key other;
    struct oprf_public other_pub;
    (void)state;
    round_run(&r);
    assert_int_equal(round_check(&r, BATCH), OK);
    for (size_t i = 0; i < BATCH; i++)
        assert_int_equal(
            oprf_finalize(first[i], input_of(i), r.blind[i], r.evaluated[i], &e), OK);
    assert_memory_not_equal(first[0], first[1], OPRF_OUTPUT);
    /* another blind, alone in its batch: the same output */
    assert_int_equal(
        oprf_blind(blinded[0], blind, OPRF_VERIFIABLE, input_of(1), NULL, &e), OK);
    assert_memory_not_equal(blinded[0], r.blinded[1], OPRF_ELEMENT);
    assert_int_equal(oprf_evaluate(evaluated, proof, OPRF_VERIFIABLE, &r.k, &r.pub,
                                   READ(blinded), 1, NULL, &e),
                     OK);
    assert_int_equal(oprf_finalize(again, input_of(1), blind, evaluated[0], &e), OK);
    assert_memory_equal(again, first[1], OPRF_OUTPUT);
    /* another key: another output */
    oprf_key_new(&other, &other_pub);
    assert_int_equal(oprf_evaluate(evaluated, NULL, OPRF_BASE, &other, NULL,
                                   READ(blinded), 1, NULL, &e),
                     OK);
    assert_int_equal(oprf_finalize(again, input_of(1), blind, evaluated[0], &e), OK);
    assert_memory_not_equal(again, first[1], OPRF_OUTPUT);
}

static void every_altered_bit_is_noticed(void **state)
{
    struct round r = {0}, spoiled;
    (void)state;
    round_run(&r);
    for (size_t bit = 0; bit < OPRF_PROOF * 8; bit += 3) {
        spoiled = r;
        spoiled.proof[bit / 8] ^= (uint8_t)(1 << bit % 8);
        assert_int_equal(round_check(&spoiled, BATCH), ERR_DENIED);
    }
    for (size_t bit = 0; bit < OPRF_ELEMENT * 8; bit += 5) {
        spoiled = r;
        spoiled.evaluated[3][bit / 8] ^= (uint8_t)(1 << bit % 8);
        assert_int_not_equal(round_check(&spoiled, BATCH), OK);
        spoiled = r;
        spoiled.blinded[0][bit / 8] ^= (uint8_t)(1 << bit % 8);
        assert_int_not_equal(round_check(&spoiled, BATCH), OK);
    }
}

static void answers_swapped_cut_or_of_another_key_are_refused(void **state)
{
    struct round r = {0}, spoiled;
    uint8_t keep[OPRF_ELEMENT];
    struct oprf_key other;
    (void)state;
    round_run(&r);
    spoiled = r;
    memcpy(keep, spoiled.evaluated[0], OPRF_ELEMENT);
    memcpy(spoiled.evaluated[0], spoiled.evaluated[1], OPRF_ELEMENT);
    memcpy(spoiled.evaluated[1], keep, OPRF_ELEMENT);
    assert_int_equal(round_check(&spoiled, BATCH), ERR_DENIED);
    assert_int_equal(round_check(&r, BATCH - 1), ERR_DENIED);
    spoiled = r;
    oprf_key_new(&other, &spoiled.pub);
    assert_int_equal(round_check(&spoiled, BATCH), ERR_DENIED);
    /* one element of eight under another key, which is how persons would be marked */
    spoiled = r;
    assert_int_equal(oprf_evaluate(spoiled.evaluated + 5, NULL, OPRF_BASE, &other, NULL,
                                   READ(r.blinded + 5), 1, NULL, &e),
                     OK);
    assert_int_equal(round_check(&spoiled, BATCH), ERR_DENIED);
    assert_int_equal(oprf_evaluate(spoiled.evaluated, spoiled.proof, OPRF_VERIFIABLE,
                                   &other, &r.pub, READ(r.blinded), BATCH, NULL, &e),
                     ERR_KEY);
}

static void what_is_no_element_is_refused_with_its_place(void **state)
{
    struct round r = {0};
    uint8_t out[BATCH][OPRF_ELEMENT], proof[OPRF_PROOF], output[OPRF_OUTPUT];
    /* the identity; the field's order (0, not canonical); negative; no point. RFC 9496,
     * appendix A.3, names the last three */
    static const char *const bad[] = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371"};
    (void)state;
    round_run(&r);
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct round spoiled = r;
        unhex_all(spoiled.blinded[6], OPRF_ELEMENT, bad[i]);
        assert_false(oprf_element_is_valid(spoiled.blinded[6]));
        assert_int_equal(oprf_evaluate(out, proof, OPRF_VERIFIABLE, &r.k, &r.pub,
                                       READ(spoiled.blinded), BATCH, NULL, &e),
                         ERR_INVALID);
        assert_non_null(strstr(e.message, "element 7:"));
        assert_true(sodium_is_zero(out[0], sizeof out));
        assert_int_equal(round_check(&spoiled, BATCH), ERR_INVALID);
        unhex_all(spoiled.evaluated[2], OPRF_ELEMENT, bad[i]);
        assert_int_equal(
            oprf_finalize(output, input_of(2), r.blind[2], spoiled.evaluated[2], &e),
            ERR_INVALID);
        memcpy(spoiled.blinded, r.blinded, sizeof r.blinded);
        assert_int_equal(round_check(&spoiled, BATCH), ERR_INVALID);
        assert_non_null(strstr(e.message, "evaluated element 3:"));
        spoiled = r;
        unhex_all(spoiled.pub.element, OPRF_ELEMENT, bad[i]);
        assert_int_equal(round_check(&spoiled, BATCH), ERR_INVALID);
    }
}

static void scalars_and_sizes_have_limits(void **state)
{
    uint8_t blinded[OPRF_ELEMENT], blind[OPRF_SCALAR], zero[OPRF_SCALAR] = {0};
    uint8_t order[OPRF_SCALAR], output[OPRF_OUTPUT];
    struct round r = {0};
    char *longest = mem_alloc(OPRF_INPUT_MAX + 1);
    (void)state;
    unhex_all(order, sizeof order, /* RFC 9496, section 4 */
              "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    assert_int_equal(oprf_blind(blinded, blind, OPRF_BASE, S("x"), zero, &e),
                     ERR_INVALID);
    assert_int_equal(oprf_blind(blinded, blind, OPRF_BASE, S("x"), order, &e),
                     ERR_INVALID);
    order[0]--;
    assert_int_equal(oprf_blind(blinded, blind, OPRF_BASE, S("x"), order, &e), OK);
    assert_int_equal(oprf_blind(blinded, blind, OPRF_BASE,
                                (struct str){longest, OPRF_INPUT_MAX}, NULL, &e),
                     OK);
    assert_int_equal(oprf_blind(blinded, blind, OPRF_BASE,
                                (struct str){longest, OPRF_INPUT_MAX + 1}, NULL, &e),
                     ERR_INVALID);
    round_run(&r);
    assert_int_equal(round_check(&r, 0), ERR_TOO_LARGE);
    assert_int_equal(round_check(&r, OPRF_BATCH_MAX + 1), ERR_TOO_LARGE);
    assert_int_equal(oprf_finalize(output, S("x"), zero, r.evaluated[0], &e),
                     ERR_INVALID);
    free(longest);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_function_is_that_of_the_rfc),
        cmocka_unit_test(the_proof_of_a_batch_is_that_of_the_rfc),
        cmocka_unit_test(all_vectors_of_the_suite_hold),
        cmocka_unit_test(output_hangs_on_input_and_key_only),
        cmocka_unit_test(every_altered_bit_is_noticed),
        cmocka_unit_test(answers_swapped_cut_or_of_another_key_are_refused),
        cmocka_unit_test(what_is_no_element_is_refused_with_its_place),
        cmocka_unit_test(scalars_and_sizes_have_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
