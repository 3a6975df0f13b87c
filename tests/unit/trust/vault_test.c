/* The vault: what is sealed opens for its own person, field and key, and for no other.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "trust/vault.h"

static char folder[64], key_path[96];

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/vault_test.XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(key_path, sizeof key_path, "%s/a.key", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    static const char *const names[] = {"a.key", "b.key"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    return rmdir(folder);
}

static struct vault *new_vault(const char *path)
{
    struct vault *v;
    struct err e;
    assert_int_equal(vault_create(path, &e), OK);
    assert_int_equal(vault_open(&v, path, &e), OK);
    return v;
}

static void key_file_is_private_and_never_replaced(void **state)
{
    (void)state;
    struct stat s;
    struct err e;
    assert_int_equal(vault_create(key_path, &e), OK);
    assert_int_equal(stat(key_path, &s), 0);
    assert_int_equal(s.st_mode & 07777, 0600);
    assert_int_equal(vault_create(key_path, &e), ERR_EXISTS);
}

static void key_file_others_may_read_is_refused(void **state)
{
    (void)state;
    static const mode_t modes[] = {0644, 0640, 0604, 0620, 0601};
    struct vault *v = new_vault(key_path);
    struct err e;
    vault_close(v);
    for (size_t i = 0; i < ARRAY_LEN(modes); i++) {
        assert_int_equal(chmod(key_path, modes[i]), 0);
        assert_int_equal(vault_open(&v, key_path, &e), ERR_KEY);
        assert_null(v);
        assert_non_null(strstr(e.hint, "chmod 600"));
    }
    assert_int_equal(chmod(key_path, 0400), 0);
    assert_int_equal(vault_open(&v, key_path, &e), OK);
    vault_close(v);
}

static void missing_key_file_says_so(void **state)
{
    (void)state;
    struct vault *v;
    struct err e;
    assert_int_equal(vault_open(&v, key_path, &e), ERR_KEY);
    assert_non_null(strstr(e.message, "No such file"));
    assert_int_equal(vault_open(&v, folder, &e), ERR_KEY); /* a folder */
    unlink(key_path);
    assert_int_equal(vault_create(key_path, &e), OK);
}

/* Every single byte of the file matters: the id is derived from the key. */
static void damaged_key_file_is_noticed(void **state)
{
    (void)state;
    struct vault *v = new_vault(key_path);
    struct arena a = {0};
    struct str text;
    struct err e;
    vault_close(v);
    assert_int_equal(file_read(&text, &a, key_path, 1000, &e), OK);
    for (size_t i = 0; i < text.n; i++) {
        char *copy = arena_copy(&a, text.p, text.n);
        copy[i] = copy[i] == '1' ? '2' : '1';
        assert_int_equal(file_write(key_path, (struct str){copy, text.n}, 0600, &e),
                         OK);
        assert_int_equal(vault_open(&v, key_path, &e), ERR_KEY);
        assert_null(strstr(e.message, "1111")); /* and nothing of it is repeated */
    }
    struct str shorter = {text.p, text.n - 1};
    assert_int_equal(file_write(key_path, shorter, 0600, &e), OK);
    assert_int_equal(vault_open(&v, key_path, &e), ERR_KEY);
    char *longer = arena_format(&a, "%.*s\n", STR_ARG(text));
    assert_int_equal(file_write(key_path, str_of(longer), 0600, &e), OK);
    assert_int_equal(vault_open(&v, key_path, &e), ERR_KEY);
    assert_int_equal(file_write(key_path, text, 0600, &e), OK);
    assert_int_equal(vault_open(&v, key_path, &e), OK);
    vault_close(v);
    arena_dispose(&a);
}

static void sealed_field_opens_again(void **state)
{
    (void)state;
    struct vault *v = new_vault(key_path);
    struct arena a = {0};
    struct subject_key k, again;
    struct wrapped_key wrapped;
    struct buf sealed = {0};
    struct str plain;
    struct err e;
    static const char *const values[] = {"", "x", "Özgür Şahin-D'Hondt",
                                         "0123456789012345678901234567890",
                                         "01234567890123456789012345678901"};
    subject_key_new(&k, &wrapped, v, uuid7_new());
    assert_int_equal(subject_key_unwrap(&again, v, k.subject, &wrapped, &e), OK);
    assert_memory_equal(&again, &k, sizeof k);
    for (size_t i = 0; i < ARRAY_LEN(values); i++) {
        buf_clear(&sealed);
        field_seal(&sealed, &k, S("family_name"), str_of(values[i]));
        assert_true(sealed.n <= strlen(values[i]) + VAULT_SEAL_OVERHEAD);
        assert_int_equal(
            field_open(&plain, &a, &again, S("family_name"), buf_str(&sealed), &e), OK);
        assert_true(str_eq_c(plain, values[i]));
    }
    buf_dispose(&sealed);
    arena_dispose(&a);
    vault_close(v);
}

static void length_of_a_name_does_not_show(void **state)
{
    (void)state;
    struct vault *v = new_vault(key_path);
    struct subject_key k;
    struct wrapped_key wrapped;
    struct buf a = {0}, b = {0};
    subject_key_new(&k, &wrapped, v, uuid7_new());
    field_seal(&a, &k, S("given_name"), S("Li"));
    field_seal(&b, &k, S("given_name"), S("Maximiliaan-Alexander"));
    assert_int_equal(a.n, b.n);
    buf_dispose(&a);
    buf_dispose(&b);
    vault_close(v);
}

/* Any flipped bit, another field, another person, another key: ERR_SEALED. */
static void altered_or_moved_seals_do_not_open(void **state)
{
    (void)state;
    struct vault *v = new_vault(key_path);
    struct arena a = {0};
    struct subject_key k, other;
    struct wrapped_key wrapped, wrapped_other;
    struct buf sealed = {0};
    struct str plain;
    struct err e;
    subject_key_new(&k, &wrapped, v, uuid7_new());
    subject_key_new(&other, &wrapped_other, v, uuid7_new());
    field_seal(&sealed, &k, S("phone"), S("+32 470 00 00 00"));
    for (size_t i = 0; i < sealed.n * 8; i++) {
        sealed.p[i / 8] = (char)(sealed.p[i / 8] ^ (1 << (i % 8)));
        assert_int_equal(field_open(&plain, &a, &k, S("phone"), buf_str(&sealed), &e),
                         ERR_SEALED);
        assert_int_equal(plain.n, 0);
        sealed.p[i / 8] = (char)(sealed.p[i / 8] ^ (1 << (i % 8)));
    }
    for (size_t n = 0; n < sealed.n; n++)
        assert_int_equal(
            field_open(&plain, &a, &k, S("phone"), (struct str){sealed.p, n}, &e),
            ERR_SEALED);
    assert_int_equal(field_open(&plain, &a, &k, S("mail"), buf_str(&sealed), &e),
                     ERR_SEALED);
    assert_int_equal(field_open(&plain, &a, &other, S("phone"), buf_str(&sealed), &e),
                     ERR_SEALED);
    struct subject_key renamed = k;
    renamed.subject = other.subject;
    assert_int_equal(field_open(&plain, &a, &renamed, S("phone"), buf_str(&sealed), &e),
                     ERR_SEALED);
    assert_int_equal(field_open(&plain, &a, &k, S("phone"), buf_str(&sealed), &e), OK);
    buf_dispose(&sealed);
    arena_dispose(&a);
    vault_close(v);
}

static void wrapped_key_belongs_to_one_subject_and_one_vault(void **state)
{
    (void)state;
    char other_path[96];
    snprintf(other_path, sizeof other_path, "%s/b.key", folder);
    struct vault *v = new_vault(key_path), *w = new_vault(other_path);
    struct subject_key k, out;
    struct wrapped_key wrapped;
    struct err e;
    assert_string_not_equal(vault_key_id(v), vault_key_id(w));
    subject_key_new(&k, &wrapped, v, uuid7_new());
    assert_int_equal(subject_key_unwrap(&out, v, uuid7_new(), &wrapped, &e),
                     ERR_SEALED);
    assert_int_equal(subject_key_unwrap(&out, w, k.subject, &wrapped, &e), ERR_SEALED);
    for (size_t i = 0; i < sizeof wrapped.b; i++) {
        wrapped.b[i] ^= 0x40;
        assert_int_equal(subject_key_unwrap(&out, v, k.subject, &wrapped, &e),
                         ERR_SEALED);
        wrapped.b[i] ^= 0x40;
    }
    assert_int_equal(subject_key_unwrap(&out, v, k.subject, &wrapped, &e), OK);
    subject_key_forget(&out);
    for (size_t i = 0; i < sizeof out.b; i++)
        assert_int_equal(out.b[i], 0);
    vault_close(v);
    vault_close(w);
}

static void keyed_hash_depends_on_kind_value_and_key(void **state)
{
    (void)state;
    char other_path[96];
    snprintf(other_path, sizeof other_path, "%s/b.key", folder);
    struct vault *v = new_vault(key_path), *w = new_vault(other_path);
    uint8_t a[VAULT_HASH_BYTES], b[VAULT_HASH_BYTES];
    vault_hash(a, v, S("insz"), S("85073003328"));
    vault_hash(b, v, S("insz"), S("85073003328"));
    assert_memory_equal(a, b, sizeof a);
    vault_hash(b, v, S("insz"), S("85073003329"));
    assert_memory_not_equal(a, b, sizeof a);
    vault_hash(b, v, S("ins"), S("z85073003328")); /* the boundary counts */
    assert_memory_not_equal(a, b, sizeof a);
    vault_hash(b, w, S("insz"), S("85073003328"));
    assert_memory_not_equal(a, b, sizeof a);
    vault_close(v);
    vault_close(w);
}

#define T(f) cmocka_unit_test_setup_teardown(f, make_folder, remove_folder)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(key_file_is_private_and_never_replaced),
        T(key_file_others_may_read_is_refused),
        T(missing_key_file_says_so),
        T(damaged_key_file_is_noticed),
        T(sealed_field_opens_again),
        T(length_of_a_name_does_not_show),
        T(altered_or_moved_seals_do_not_open),
        T(wrapped_key_belongs_to_one_subject_and_one_vault),
        T(keyed_hash_depends_on_kind_value_and_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
