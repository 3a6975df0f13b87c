/* A pseudonym is the same for one key, kind and id, and another for any other. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <unistd.h>

#include "trust/pseudonym.h"

static struct err e;

static struct vault *a_vault(const char *folder, const char *name)
{
    char path[96];
    struct vault *v = NULL;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(vault_create(path, &e), OK);
    assert_int_equal(vault_open(&v, path, &e), OK);
    assert_int_equal(unlink(path), 0);
    return v;
}

static bool same(const struct pseudonym_key *k, const struct pseudonym_key *l)
{
    struct uuid id = {{1, 2, 3}};
    struct pseudonym p = pseudonym_of(k, S("person"), id);
    struct pseudonym q = pseudonym_of(l, S("person"), id);
    return memcmp(p.b, q.b, sizeof p.b) == 0;
}

static void a_project_has_one_key(void **state)
{
    char folder[] = "/tmp/pseudonym_test.XXXXXX";
    struct pseudonym_key first, again, other, elsewhere, fresh, fresh_again;
    (void)state;
    assert_non_null(mkdtemp(folder));
    struct vault *v = a_vault(folder, "a"), *w = a_vault(folder, "b");
    pseudonym_key_project(&first, v, S("evaluation 490"));
    pseudonym_key_project(&again, v, S("evaluation 490"));
    pseudonym_key_project(&other, v, S("evaluation 491"));
    pseudonym_key_project(&elsewhere, w, S("evaluation 490"));
    pseudonym_key_fresh(&fresh);
    pseudonym_key_fresh(&fresh_again);
    assert_true(same(&first, &again));
    assert_false(same(&first, &other));
    assert_false(same(&first, &elsewhere));
    assert_false(same(&first, &fresh));
    assert_false(same(&fresh, &fresh_again));
    pseudonym_key_forget(&first);
    for (size_t i = 0; i < sizeof first.b; i++)
        assert_int_equal(first.b[i], 0);
    vault_close(v);
    vault_close(w);
    assert_int_equal(rmdir(folder), 0);
}

static void kinds_and_ids_are_apart(void **state)
{
    struct pseudonym_key k = {{7}};
    struct uuid a = {{1}}, b = {{2}};
    char text[4][PSEUDONYM_TEXT + 1];
    struct pseudonym p[4] = {
        pseudonym_of(&k, S("person"), a), pseudonym_of(&k, S("person"), b),
        pseudonym_of(&k, S("event"), a), pseudonym_of(&k, S("event"), b)};
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        pseudonym_text(text[i], &p[i]);
        assert_int_equal(strlen(text[i]), PSEUDONYM_TEXT);
        assert_int_equal(strspn(text[i], "0123456789abcdef"), PSEUDONYM_TEXT);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(text[i], text[j]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_project_has_one_key),
        cmocka_unit_test(kinds_and_ids_are_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
