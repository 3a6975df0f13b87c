/* Secrets of projects: what is derived is HKDF (checked by OpenSSL's), and a file that
 * is not whole, not random, or of another project or role is refused with its cure. */
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/core_names.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/file.h"
#include "encode/project_secret.h"
#include "encode/safe_setup.h"

static char path[64];

static const char *path_fresh(void)
{
    snprintf(path, sizeof path, "/tmp/project_secret_test_%d", (int)getpid());
    unlink(path);
    return path;
}

static struct project_secret secret_made(enum secret_role role)
{
    struct project_secret s;
    struct err e = {0};
    if (project_secret_create(path_fresh(), S("wijkwerk-2026"), role, &e) != OK ||
        project_secret_read(&s, path, role, &e) != OK)
        fail_msg("%s", e.message);
    return s;
}

static void derived_is_hkdf(void **state)
{
    (void)state;
    struct project_secret s = secret_made(SECRET_OF_OWNERS);
    uint8_t ours[32], theirs[32];
    char info[] = "wijkwerk-2026\0owners\0hardening";
    OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, "SHA256", 0),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, s.b, s.n),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, info, sizeof info - 1),
        OSSL_PARAM_construct_end(),
    };
    EVP_KDF *kdf = EVP_KDF_fetch(NULL, "HKDF", NULL);
    EVP_KDF_CTX *c = EVP_KDF_CTX_new(kdf);
    assert_int_equal(EVP_KDF_derive(c, theirs, sizeof theirs, params), 1);
    EVP_KDF_CTX_free(c);
    EVP_KDF_free(kdf);
    secret_derive(ours, &s, S("hardening"));
    assert_memory_equal(ours, theirs, sizeof ours);
    struct harden_key k = secret_harden_key(&s);
    assert_memory_equal(k.b, theirs, sizeof k.b);
    unlink(path);
}

/* Every use, year and project has a key of its own. */
static void keys_differ(void **state)
{
    (void)state;
    struct project_secret s = secret_made(SECRET_OF_OWNERS), other = s;
    char text[4][DERIVED_TEXT + 1];
    uint8_t check[2][16];
    secret_encoder_text(text[0], &s);
    secret_year_text(text[1], &s, 1985);
    secret_year_text(text[2], &s, 1986);
    snprintf(other.project, sizeof other.project, "wijkwerk-2027");
    secret_encoder_text(text[3], &other);
    for (size_t i = 0; i < 4; i++)
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(text[i], text[j]);
    secret_check(check[0], &s);
    secret_check(check[1], &other);
    assert_memory_not_equal(check[0], check[1], 16);
    unlink(path);
}

static void a_secret_is_private(void **state)
{
    (void)state;
    struct project_secret s = secret_made(SECRET_OF_OWNERS);
    struct stat found;
    struct err e = {0};
    assert_int_equal(stat(path, &found), 0);
    assert_int_equal(found.st_mode & 07777, 0600);
    assert_int_equal(
        project_secret_create(path, S("wijkwerk-2026"), SECRET_OF_OWNERS, &e),
        ERR_EXISTS);
    assert_int_equal(chmod(path, 0640), 0);
    assert_int_equal(project_secret_read(&s, path, SECRET_OF_OWNERS, &e), ERR_KEY);
    assert_non_null(strstr(e.message, "mode 0640"));
    assert_non_null(strstr(e.hint, "chmod 600"));
    assert_int_equal(chmod(path, 0600), 0);
    assert_int_equal(project_secret_read(&s, path, SECRET_OF_UNIT, &e), ERR_DENIED);
    assert_non_null(strstr(e.hint, "never has the secret of the owners"));
    unlink(path);
    assert_int_equal(project_secret_read(&s, path, SECRET_OF_OWNERS, &e), ERR_KEY);
    assert_int_equal(project_secret_create(path, S("Wijk werk"), SECRET_OF_OWNERS, &e),
                     ERR_INVALID);
}

static void what_is_no_secret_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"", "not one of"},
        {"chicken\n", "not one of"},
        {"vindplaats secret 2\n", "not one of"},
        {"vindplaats secret 1\nproject a\nof owners\nsecret 0011223344556677\n"
         "check 00000000000000000000000000000000\n",
         "less than 128 bits"},
        {"vindplaats secret 1\nproject a\nof owners\n"
         "secret 00000000000000000000000000000000\n"
         "check 00000000000000000000000000000000\n",
         "not drawn at random"},
        {"vindplaats secret 1\nproject a\nof owners\n"
         "secret 00112233445566778899aabbccddeefg\n"
         "check 00000000000000000000000000000000\n",
         "no hexadecimal digits"},
        {"vindplaats secret 1\nproject a\nof owners\n"
         "secret 00112233445566778899aabbccddeeff\n"
         "check 00000000000000000000000000000000\n",
         "another project"},
        {"vindplaats secret 1\nproject A\nof owners\n"
         "secret 00112233445566778899aabbccddeeff\n"
         "check 00000000000000000000000000000000\n",
         "not one of"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct project_secret s;
        struct err e = {0};
        assert_int_equal(file_create(path_fresh(), str_of(cases[i].text), 0600, &e),
                         OK);
        assert_int_equal(project_secret_read(&s, path, SECRET_OF_OWNERS, &e), ERR_KEY);
        if (!strstr(e.message, cases[i].words)) fail_msg("%zu: %s", i, e.message);
        assert_true(e.hint[0]);
    }
    unlink(path);
}

/* The secret of one project in the file of another is noticed. */
static void two_projects_have_two_secrets(void **state)
{
    (void)state;
    struct project_secret s = secret_made(SECRET_OF_OWNERS);
    struct arena a = {0};
    struct err e = {0};
    struct str text;
    assert_int_equal(file_read(&text, &a, path, 4096, &e), OK);
    char *changed = str_to_c(&a, text), *at = strstr(changed, "2026");
    assert_non_null(at);
    at[3] = '7';
    assert_int_equal(file_create(path_fresh(), str_of(changed), 0600, &e), OK);
    assert_int_equal(project_secret_read(&s, path, SECRET_OF_OWNERS, &e), ERR_KEY);
    assert_non_null(strstr(e.message, "another project"));
    unlink(path);
    arena_dispose(&a);
}

static void unsafe_setups_are_refused(void **state)
{
    (void)state;
    struct linkage_feature f[4] = {{.tokens = TOKEN_NGRAM, .bits_per_feature = 200},
                                   {.tokens = TOKEN_EXACT, .bits_per_token = 20},
                                   {.tokens = TOKEN_NGRAM, .bits_per_feature = 100},
                                   {.tokens = TOKEN_IGNORED}};
    struct linkage_schema s = {.features = f, .n_features = 4, .bits = 1024};
    struct err e = {0};
    assert_int_equal(safe_schema_check(&s, &e), OK);
    f[1].tokens = TOKEN_IGNORED;
    assert_int_equal(safe_schema_check(&s, &e), ERR_DENIED);
    assert_non_null(strstr(e.message, "at least 3 encoded fields, found 2"));
    f[1].tokens = TOKEN_EXACT;
    f[0].bits_per_feature = 2000;
    assert_int_equal(safe_schema_check(&s, &e), ERR_DENIED);
    assert_non_null(strstr(e.message, "one field"));
    assert_int_equal(safe_fill_check(600, &e), OK);
    assert_int_equal(safe_fill_check(601, &e), ERR_DENIED);
    assert_int_equal(safe_records_check(SAFE_RECORDS_LEAST, &e), OK);
    assert_int_equal(safe_records_check(SAFE_RECORDS_LEAST - 1, &e), ERR_DENIED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(derived_is_hkdf),
        cmocka_unit_test(keys_differ),
        cmocka_unit_test(a_secret_is_private),
        cmocka_unit_test(what_is_no_secret_is_refused),
        cmocka_unit_test(two_projects_have_two_secrets),
        cmocka_unit_test(unsafe_setups_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
