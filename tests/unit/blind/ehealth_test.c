/* Points of the eHealth platform's own library come out the same, and what is none is
 * refused. The vectors are read from smals-belgium/shared-pseudo-helper-js
 * (test/unit/app/CookbookExamples.spec.ts), when the oracle folder is there. The
 * generator of P-521 is from FIPS 186-4, D.1.2.5. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <jansson.h>
#include <sodium.h>

#include "base/file.h"
#include "blind/ehealth.h"

static struct ehealth *h;
static struct err e;

static int begin(void **state)
{
    (void)state;
    h = ehealth_new();
    return 0;
}

static int end(void **state)
{
    (void)state;
    ehealth_free(h);
    return 0;
}

/* base64 as the library writes coordinates: without leading zero bytes. */
static void coordinate(uint8_t out[EHEALTH_COORDINATE], const json_t *vector,
                       const char *name)
{
    uint8_t bytes[EHEALTH_COORDINATE];
    const char *text = json_string_value(json_object_get(vector, name));
    size_t n = 0;
    assert_non_null(text);
    assert_int_equal(sodium_base642bin(bytes, sizeof bytes, text, strlen(text), NULL,
                                       &n, NULL, sodium_base64_VARIANT_ORIGINAL),
                     0);
    memset(out, 0, EHEALTH_COORDINATE);
    memcpy(out + EHEALTH_COORDINATE - n, bytes, n);
}

static void same_point(const struct ehealth_point *a, const struct ehealth_point *b)
{
    assert_memory_equal(a->x, b->x, sizeof a->x);
    assert_memory_equal(a->y, b->y, sizeof a->y);
}

/* The value stands in x before its length and the buffer: find both, embed again. */
static bool embeds_again(const struct ehealth_point *plain)
{
    for (unsigned buffer = 8; buffer <= 12; buffer++) {
        struct ehealth_point again;
        struct buf value;
        buf_init(&value, 0);
        bool found = ehealth_value(&value, plain, buffer, &e) == OK;
        if (found) {
            assert_int_equal(ehealth_embed(&again, h, buf_str(&value), buffer, &e), OK);
            same_point(&again, plain);
        }
        buf_dispose(&value);
        if (found) return true;
    }
    return false;
}

static void points_are_those_of_the_platform(void **state)
{
    struct arena a = {0};
    struct str text;
    const char *oracle = getenv("VINDPLAATS_ORACLE");
    const char *path =
        oracle ? arena_format(&a, "%s/ehealth_p521/blind_unblind_vectors.json", oracle)
               : SOURCE_DIR "/../shared/oracle/link/ehealth_p521/"
                            "blind_unblind_vectors.json";
    size_t i, n_embedded = 0;
    json_t *v;
    (void)state;
    if (!file_exists(path)) {
        print_message("skipped: the vectors of eHealth are not in the oracle folder\n");
        skip();
    }
    assert_int_equal(file_read(&text, &a, path, 1 << 20, &e), OK);
    json_t *all = json_loadb(text.p, text.n, 0, NULL);
    assert_int_equal(json_array_size(json_object_get(all, "vectors")), 14);
    json_array_foreach(json_object_get(all, "vectors"), i, v)
    {
        struct ehealth_point plain, blinded, got;
        uint8_t scalar[EHEALTH_SCALAR], used[EHEALTH_SCALAR];
        coordinate(plain.x, v, "x");
        coordinate(plain.y, v, "y");
        coordinate(scalar, v, "scalar");
        coordinate(blinded.x, v, "blindedX");
        coordinate(blinded.y, v, "blindedY");
        assert_int_equal(ehealth_blind(&got, used, h, &plain, scalar, &e), OK);
        same_point(&got, &blinded);
        assert_memory_equal(used, scalar, sizeof used);
        assert_int_equal(ehealth_unblind(&got, h, &blinded, scalar, &e), OK);
        same_point(&got, &plain);
        n_embedded += embeds_again(&plain);
    }
    assert_int_equal(n_embedded, 14);
    json_decref(all);
    arena_dispose(&a);
}

/* 2 * G of P-521, from the point doubling tables of NIST's routines (k = 2). */
static void a_multiple_is_that_of_nist(void **state)
{
    static const char g[] =
        "0400c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77"
        "efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66"
        "011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995e"
        "f42640c550b9013fad0761353c7086a272c24088be94769fd16650";
    static const char twice_x[] =
        "00433c219024277e7e682fcb288148c282747403279b1ccc06352c6e5505d769be97b3b204da6e"
        "f55507aa104a3a35c5af41cf2fa364d60fd967f43e3933ba6d783d";
    struct ehealth_point base, twice;
    uint8_t bytes[133], expected[EHEALTH_COORDINATE], two[EHEALTH_SCALAR] = {0};
    uint8_t used[EHEALTH_SCALAR];
    (void)state;
    sodium_hex2bin(bytes, sizeof bytes, g, sizeof g - 1, NULL, NULL, NULL);
    sodium_hex2bin(expected, sizeof expected, twice_x, sizeof twice_x - 1, NULL, NULL,
                   NULL);
    memcpy(base.x, bytes + 1, sizeof base.x);
    memcpy(base.y, bytes + 67, sizeof base.y);
    two[EHEALTH_SCALAR - 1] = 2;
    assert_int_equal(ehealth_blind(&twice, used, h, &base, two, &e), OK);
    assert_memory_equal(twice.x, expected, sizeof expected);
    assert_int_equal(ehealth_unblind(&twice, h, &twice, two, &e), OK);
    same_point(&twice, &base);
}

static void value_goes_round_and_service_key_stays(void **state)
{
    struct ehealth_point plain, blinded[2], answered[2], pseudonym[2];
    uint8_t r[2][EHEALTH_SCALAR], key[EHEALTH_SCALAR], used[EHEALTH_SCALAR];
    struct buf value;
    (void)state;
    buf_init(&value, 0);
    randombytes_buf(key, sizeof key);
    key[0] = 0;
    assert_int_equal(ehealth_embed(&plain, h, S("85073003328"), EHEALTH_BUFFER, &e),
                     OK);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(ehealth_blind(&blinded[i], r[i], h, &plain, NULL, &e), OK);
        assert_int_equal(ehealth_blind(&answered[i], used, h, &blinded[i], key, &e),
                         OK);
        assert_int_equal(ehealth_unblind(&pseudonym[i], h, &answered[i], r[i], &e), OK);
    }
    assert_memory_not_equal(&blinded[0], &blinded[1], sizeof blinded[0]);
    same_point(&pseudonym[0], &pseudonym[1]);
    assert_int_equal(ehealth_value(&value, &pseudonym[0], EHEALTH_BUFFER, &e),
                     ERR_INVALID);
    /* who has the key has the value: that is the warning of the header */
    assert_int_equal(ehealth_unblind(&plain, h, &pseudonym[0], key, &e), OK);
    assert_int_equal(ehealth_value(&value, &plain, EHEALTH_BUFFER, &e), OK);
    assert_true(str_eq_c(buf_str(&value), "85073003328"));
    buf_dispose(&value);
}

static void text_goes_round_and_bad_text_is_refused(void **state)
{
    struct ehealth_point plain, back;
    char text[EHEALTH_TEXT + 1], other[EHEALTH_TEXT + 1];
    uint8_t sec1[133];
    (void)state;
    assert_int_equal(ehealth_embed(&plain, h, S("1"), EHEALTH_BUFFER, &e), OK);
    ehealth_text(text, &plain);
    assert_int_equal(strlen(text), EHEALTH_TEXT);
    assert_int_equal(ehealth_read(&back, h, str_of(text), &e), OK);
    same_point(&back, &plain);
    /* compressed: sign of y, then x */
    sec1[0] = (uint8_t)(2 + (plain.y[65] & 1));
    memcpy(sec1 + 1, plain.x, 66);
    sodium_bin2base64(other, sizeof other, sec1, 67,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    assert_int_equal(ehealth_read(&back, h, str_of(other), &e), OK);
    same_point(&back, &plain);
    /* too short, too long, not base64, infinity, hybrid, beside the curve */
    assert_int_equal(ehealth_read(&back, h, (struct str){text, 177}, &e), ERR_INVALID);
    assert_int_equal(ehealth_read(&back, h, S(""), &e), ERR_INVALID);
    assert_int_equal(ehealth_read(&back, h, S("AA"), &e), ERR_INVALID);
    memcpy(other, text, sizeof other);
    other[20] = '=';
    assert_int_equal(ehealth_read(&back, h, str_of(other), &e), ERR_INVALID);
    for (int first = 0; first < 8; first++) {
        sec1[0] = (uint8_t)first;
        memcpy(sec1 + 1, plain.x, 66);
        memcpy(sec1 + 67, plain.y, 66);
        sec1[132] ^= first == 4;
        sodium_bin2base64(other, sizeof other, sec1, 133,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING);
        assert_int_equal(ehealth_read(&back, h, str_of(other), &e), ERR_INVALID);
    }
}

static void limits_hold(void **state)
{
    struct ehealth_point plain, out;
    uint8_t r[EHEALTH_SCALAR] = {0}, used[EHEALTH_SCALAR];
    (void)state;
    assert_int_equal(ehealth_embed(&plain, h, S(""), EHEALTH_BUFFER, &e), ERR_INVALID);
    assert_int_equal(ehealth_embed(&plain, h, S("123456789012345678901234567890123"),
                                   EHEALTH_BUFFER, &e),
                     ERR_INVALID);
    assert_int_equal(ehealth_embed(&plain, h, S("1"), 0, &e), ERR_INVALID);
    assert_int_equal(ehealth_embed(&plain, h, S("1"), EHEALTH_BUFFER_MAX + 1, &e),
                     ERR_INVALID);
    assert_int_equal(ehealth_embed(&plain, h, S("12345678901234567890123456789012"),
                                   EHEALTH_BUFFER_MAX, &e),
                     OK);
    assert_int_equal(ehealth_blind(&out, used, h, &plain, r, &e), ERR_INVALID);
    assert_int_equal(ehealth_unblind(&out, h, &plain, r, &e), ERR_INVALID);
    memset(r, 0xff, sizeof r);
    assert_int_equal(ehealth_blind(&out, used, h, &plain, r, &e), ERR_INVALID);
    memset(&plain, 0, sizeof plain);
    assert_int_equal(ehealth_blind(&out, used, h, &plain, NULL, &e), ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_are_those_of_the_platform),
        cmocka_unit_test(a_multiple_is_that_of_nist),
        cmocka_unit_test(value_goes_round_and_service_key_stays),
        cmocka_unit_test(text_goes_round_and_bad_text_is_refused),
        cmocka_unit_test(limits_hold),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
