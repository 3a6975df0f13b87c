/* Codes against the vectors of RFC 6238 (appendix B, SHA-1, their last six digits). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "trust/totp.h"

/* "12345678901234567890" in base32 */
static const struct str rfc_secret = {"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 32};

static void codes_are_those_of_the_standard(void **state)
{
    (void)state;
    static const struct {
        int64_t seconds;
        const char *code;
    } vectors[] = {{59, "287082"},         {1111111109, "081804"},
                   {1111111111, "050471"}, {1234567890, "005924"},
                   {2000000000, "279037"}, {20000000000, "353130"}};
    struct err e;
    for (size_t i = 0; i < ARRAY_LEN(vectors); i++) {
        char code[TOTP_DIGITS + 1];
        int64_t step = -1, now = vectors[i].seconds * 1000;
        assert_int_equal(totp_code(code, rfc_secret, now, &e), OK);
        assert_string_equal(code, vectors[i].code);
        assert_true(totp_check(&step, rfc_secret, str_of(vectors[i].code), now, 0));
        assert_int_equal(step, vectors[i].seconds / 30);
    }
}

static void a_code_works_once_and_one_step_around(void **state)
{
    (void)state;
    const int64_t now = INT64_C(1234567890) * 1000;
    int64_t step = 0, other;
    assert_true(totp_check(&step, rfc_secret, S("005 924"), now, 0));
    assert_false(totp_check(&other, rfc_secret, S("005924"), now, step));
    assert_false(totp_check(&other, rfc_secret, S("005924"), now + 29000, step));
    assert_true(totp_check(&other, rfc_secret, S("005924"), now + 30000, 0));
    assert_true(totp_check(&other, rfc_secret, S("005924"), now - 30000, 0));
    assert_false(totp_check(&other, rfc_secret, S("005924"), now + 60000, 0));
    assert_false(totp_check(&other, rfc_secret, S("005924"), now - 60000, 0));
}

static void what_is_no_code_is_refused(void **state)
{
    (void)state;
    const int64_t now = INT64_C(1234567890) * 1000;
    static const char *const wrong[] = {"",       "00592",  "0059244", "005924x",
                                        "-05924", "٠٠٥٩٢٤", "5924"};
    int64_t step;
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        assert_false(totp_check(&step, rfc_secret, str_of(wrong[i]), now, 0));
    assert_false(totp_check(&step, S(""), S("005924"), now, 0));
    assert_false(totp_check(&step, S("geen geheim"), S("005924"), now, 0));
}

static void a_new_secret_is_whole_and_its_address_reads(void **state)
{
    (void)state;
    char one[TOTP_SECRET_TEXT + 1], two[TOTP_SECRET_TEXT + 1], code[TOTP_DIGITS + 1];
    struct buf out = {0};
    struct err e;
    int64_t step;
    totp_secret_new(one);
    totp_secret_new(two);
    assert_string_not_equal(one, two);
    assert_true(totp_secret_is_whole(str_of(one)));
    assert_false(totp_secret_is_whole(S("01890189018901890189018901890189")));
    assert_int_equal(totp_code(code, str_of(one), 1000000, &e), OK);
    assert_true(totp_check(&step, str_of(one), str_of(code), 1000000, 0));
    totp_address(&out, S("noor maas"), rfc_secret);
    assert_string_equal(out.p, "otpauth://totp/Vindplaats:noor%20maas?secret="
                               "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Vindplaats");
    buf_dispose(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_are_those_of_the_standard),
        cmocka_unit_test(a_code_works_once_and_one_step_around),
        cmocka_unit_test(what_is_no_code_is_refused),
        cmocka_unit_test(a_new_secret_is_whole_and_its_address_reads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
