/* Passwords: what is kept of them, and which are refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/clock.h"
#include "trust/password.h"

static void a_hash_is_argon2id_and_opens_for_its_password_only(void **state)
{
    (void)state;
    char hash[PASSWORD_HASH_TEXT], again[PASSWORD_HASH_TEXT];
    struct err e;
    assert_int_equal(password_hash(hash, S("een zin met vier woorden"), &e), OK);
    assert_int_equal(strncmp(hash, "$argon2id$v=19$m=65536,t=2,p=1$", 31), 0);
    assert_true(password_matches(hash, S("een zin met vier woorden")));
    assert_false(password_matches(hash, S("een zin met vier woorde")));
    assert_false(password_matches(hash, S("")));
    assert_int_equal(password_hash(again, S("een zin met vier woorden"), &e), OK);
    assert_string_not_equal(hash, again); /* its own salt */
}

static void no_password_takes_as_long_as_a_wrong_one(void **state)
{
    (void)state;
    char hash[PASSWORD_HASH_TEXT];
    struct err e;
    assert_int_equal(password_hash(hash, S("een zin met vier woorden"), &e), OK);
    assert_false(password_matches("", S("warm"))); /* makes the decoy */
    double best_wrong = 1e9, best_none = 1e9;
    for (int i = 0; i < 3; i++) {
        double t0 = clock_seconds();
        assert_false(password_matches(hash, S("fout")));
        double t1 = clock_seconds();
        assert_false(password_matches("", S("fout")));
        double t2 = clock_seconds();
        best_wrong = MIN_OF(best_wrong, t1 - t0);
        best_none = MIN_OF(best_none, t2 - t1);
    }
    print_message("wrong password %.0f ms, no such login %.0f ms\n", best_wrong * 1e3,
                  best_none * 1e3);
    /* both are one Argon2id; far wider than chance, far narrower than no work at all */
    assert_true(best_none > best_wrong / 4 && best_none < best_wrong * 4);
}

static void a_very_long_password_is_not_worked_out(void **state)
{
    (void)state;
    char text[PASSWORD_MOST_BYTES + 1], hash[PASSWORD_HASH_TEXT];
    struct err e;
    memset(text, 'x', sizeof text);
    assert_int_equal(password_hash(hash, (struct str){text, sizeof text}, &e),
                     ERR_TOO_LARGE);
    assert_int_equal(password_judge((struct str){text, sizeof text}, S(""), S("")),
                     PASSWORD_TOO_LONG);
    assert_false(password_matches("", (struct str){text, sizeof text}));
}

static void common_passwords_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *password;
        enum password_fault fault;
    } cases[] = {
        {"kort", PASSWORD_TOO_SHORT},
        {"elf tekens!", PASSWORD_TOO_SHORT},
        {"éééééé", PASSWORD_TOO_SHORT}, /* twelve bytes, six characters */
        {"123456789012", PASSWORD_COMMON},
        {"202020202020", PASSWORD_COMMON},
        {"aaaaaaaaaaaaaa", PASSWORD_COMMON},
        {"abcdefghijklmn", PASSWORD_COMMON},
        {"Wachtwoord123!", PASSWORD_COMMON},
        {"P@ssw0rd2026!!", PASSWORD_COMMON},
        {"Welkom2026!!!", PASSWORD_COMMON},
        {"azertyuiop123", PASSWORD_COMMON},
        {"motdepasse2026", PASSWORD_COMMON},
        {"Vindplaats2026", PASSWORD_COMMON},
        {"zomerzomer2026", PASSWORD_COMMON},
        {"noor.maas.2026", PASSWORD_LIKE_YOU},
        {"NoorNoor!1987", PASSWORD_LIKE_YOU},
        {"paars fietsbel koekje", PASSWORD_FINE},
        {"drie eenden op de dijk", PASSWORD_FINE},
        {"Kx7#mQ2v!pLw", PASSWORD_FINE},
        {"welkom bij de trommelaars", PASSWORD_FINE}, /* more than the word */
        {"مرحبا بكم جميعا", PASSWORD_FINE},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        enum password_fault fault =
            password_judge(str_of(cases[i].password), S("noor.maas"), S("Noor Maas"));
        if (fault != cases[i].fault)
            fail_msg("%s: expected %d, found %d", cases[i].password, cases[i].fault,
                     fault);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hash_is_argon2id_and_opens_for_its_password_only),
        cmocka_unit_test(no_password_takes_as_long_as_a_wrong_one),
        cmocka_unit_test(a_very_long_password_is_not_worked_out),
        cmocka_unit_test(common_passwords_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
