/* Tokens of links for people without an account: what this house made opens its own
 * door, and nothing that was altered, cut, lengthened or made elsewhere opens any. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <unistd.h>

#include "trust/guest_token.h"

static char folder[64];
static struct vault *ours, *theirs;
static const int64_t now_ms = INT64_C(1795305600000);

static struct vault *new_vault(const char *name)
{
    struct vault *v;
    struct err e;
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(vault_create(path, &e), OK);
    assert_int_equal(vault_open(&v, path, &e), OK);
    unlink(path);
    return v;
}

static int open_vaults(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/guest_token_test.XXXXXX");
    assert_non_null(mkdtemp(folder));
    ours = new_vault("a.key");
    theirs = new_vault("b.key");
    return 0;
}

static int close_vaults(void **state)
{
    (void)state;
    vault_close(ours);
    vault_close(theirs);
    return rmdir(folder);
}

static bool reads(const struct vault *v, enum guest_door door, struct str text)
{
    struct uuid link;
    int64_t expires_at;
    bool is_read = guest_token_read(&link, &expires_at, v, door, text);
    if (!is_read) assert_true(uuid_is_nil(link) && expires_at == 0);
    return is_read;
}

static void what_was_made_is_read(void **state)
{
    (void)state;
    char text[GUEST_TOKEN_TEXT + 1];
    struct uuid made = uuid7_new(), link;
    int64_t expires_at, ends = guest_expiry(now_ms, 14);
    assert_true(ends > now_ms + INT64_C(14) * 86400000);
    assert_true(ends <= now_ms + INT64_C(14) * 86400000 + 60000);
    guest_token_make(text, ours, GUEST_DOOR_HANDOVER, made, ends);
    assert_int_equal(strlen(text), GUEST_TOKEN_TEXT);
    assert_true(
        guest_token_read(&link, &expires_at, ours, GUEST_DOOR_HANDOVER, str_of(text)));
    assert_true(uuid_eq(link, made));
    assert_true(expires_at == ends);
    assert_false(reads(ours, GUEST_DOOR_CHECK_IN, str_of(text)));
    assert_false(reads(theirs, GUEST_DOOR_HANDOVER, str_of(text)));
}

static void each_changed_letter_is_noticed(void **state)
{
    (void)state;
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ .";
    char text[GUEST_TOKEN_TEXT + 1], altered[GUEST_TOKEN_TEXT + 1];
    guest_token_make(text, ours, GUEST_DOOR_CHECK_IN, uuid7_new(),
                     guest_expiry(now_ms, 7));
    for (size_t i = 0; i < GUEST_TOKEN_TEXT; i++)
        for (size_t k = 0; k + 1 < sizeof letters; k++) {
            memcpy(altered, text, sizeof altered);
            altered[i] = letters[k];
            assert_int_equal(reads(ours, GUEST_DOOR_CHECK_IN, str_of(altered)),
                             letters[k] == text[i]);
        }
}

static void other_lengths_are_none(void **state)
{
    (void)state;
    char text[GUEST_TOKEN_TEXT + 2];
    guest_token_make(text, ours, GUEST_DOOR_CHECK_IN, uuid7_new(),
                     guest_expiry(now_ms, 7));
    for (size_t n = 0; n < GUEST_TOKEN_TEXT; n++)
        assert_false(reads(ours, GUEST_DOOR_CHECK_IN, (struct str){text, n}));
    text[GUEST_TOKEN_TEXT] = 'A';
    assert_false(
        reads(ours, GUEST_DOOR_CHECK_IN, (struct str){text, GUEST_TOKEN_TEXT + 1}));
}

/* The end stands under the mark: nobody lengthens a link. */
static void the_end_cannot_be_moved(void **state)
{
    (void)state;
    char soon[GUEST_TOKEN_TEXT + 1], late[GUEST_TOKEN_TEXT + 1];
    struct uuid link = uuid7_new();
    guest_token_make(soon, ours, GUEST_DOOR_HANDOVER, link, guest_expiry(now_ms, 1));
    guest_token_make(late, ours, GUEST_DOOR_HANDOVER, link, guest_expiry(now_ms, 90));
    /* 20 bytes before the mark: 26 letters and two thirds of the next */
    memcpy(soon, late, 26);
    assert_false(reads(ours, GUEST_DOOR_HANDOVER, str_of(soon)));
}

static void codes_belong_to_one_link(void **state)
{
    (void)state;
    struct uuid one = uuid7_new(), other = uuid7_new();
    uint8_t a[VAULT_HASH_BYTES], b[VAULT_HASH_BYTES];
    char code[GUEST_CODE_DIGITS + 1];
    for (int i = 0; i < 100; i++) {
        guest_code_draw(code);
        assert_int_equal(strspn(code, "0123456789"), GUEST_CODE_DIGITS);
        assert_int_equal(strlen(code), GUEST_CODE_DIGITS);
    }
    guest_code_hash(a, ours, one, S("012345"));
    guest_code_hash(b, ours, one, S("012 345"));
    assert_true(guest_hash_is(a, b));
    guest_code_hash(b, ours, one, S("012346"));
    assert_false(guest_hash_is(a, b));
    guest_code_hash(b, ours, other, S("012345"));
    assert_false(guest_hash_is(a, b));
    guest_code_hash(b, theirs, one, S("012345"));
    assert_false(guest_hash_is(a, b));
    guest_browser_hash(b, ours, one, S("012345"));
    assert_false(guest_hash_is(a, b));
    /* longer than a code: still another one */
    guest_code_hash(b, ours, one, S("0123450000000000000000000"));
    assert_false(guest_hash_is(a, b));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_made_is_read),
        cmocka_unit_test(each_changed_letter_is_noticed),
        cmocka_unit_test(other_lengths_are_none),
        cmocka_unit_test(the_end_cannot_be_moved),
        cmocka_unit_test(codes_belong_to_one_link),
    };
    return cmocka_run_group_tests(tests, open_vaults, close_vaults);
}
