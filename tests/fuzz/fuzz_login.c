/* What strangers send to the door. The first byte says what the rest is: a password
 * with a login and a name (three lines), a code, a secret, or a token. A password that
 * is judged fine has twelve characters and fits; a code is right only when it is the
 * one of that moment; a token that is read is written the same way. */
#include "trust/password.h"
#include "trust/token.h"
#include "trust/totp.h"

#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static const struct str secret = {"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 32};
static const int64_t moment = INT64_C(1234567890) * 1000; /* RFC 6238: 005924 */

static struct vault *vault;
static void start(void)
{
    char folder[] = "/tmp/fuzz_login_XXXXXX", path[64];
    struct err e;
    require(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/key", folder);
    require(vault_create(path, &e) == OK);
    require(vault_open(&vault, path, &e) == OK);
    unlink(path);
    rmdir(folder);
}

static void try_password(struct str text)
{
    struct str password, login, rest = text;
    if (!str_split(&password, &rest, '\n')) return;
    str_split(&login, &rest, '\n');
    enum password_fault fault = password_judge(password, login, rest);
    if (fault == PASSWORD_FINE)
        require(password.n >= PASSWORD_LEAST && password.n <= PASSWORD_MOST_BYTES);
    require(fault <= PASSWORD_LIKE_YOU);
}

static void try_code(struct str code)
{
    int64_t step = -1;
    char digits[TOTP_DIGITS + 1] = "";
    size_t n = 0;
    if (!totp_check(&step, secret, code, moment, 0)) return;
    for (size_t i = 0; i < code.n; i++)
        if (code.p[i] != ' ') digits[n++] = code.p[i];
    for (int64_t at = moment - 30000; at <= moment + 30000; at += 30000) {
        char right[TOTP_DIGITS + 1];
        struct err e;
        require(totp_code(right, secret, at, &e) == OK);
        if (memcmp(right, digits, TOTP_DIGITS) == 0) return;
    }
    bug("a code of another moment is right");
}

static void try_secret(struct str text)
{
    char code[TOTP_DIGITS + 1];
    int64_t step;
    struct err e;
    bool is_whole = totp_secret_is_whole(text);
    require((totp_code(code, text, moment, &e) == OK) == is_whole);
    if (is_whole) require(totp_check(&step, text, str_of(code), moment, 0));
}

static void try_token(struct str text)
{
    struct token t, other;
    if (!token_read(&t, vault, S("session 1"), text)) return;
    require(str_eq(str_of(t.text), text));
    require(token_read(&other, vault, S("invitation 1"), text));
    require(memcmp(t.hash, other.hash, sizeof t.hash) != 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    if (!vault) start();
    if (!n) return 0;
    struct str rest = {(const char *)bytes + 1, n - 1};
    switch (bytes[0] % 4) {
    case 0:
        try_password(rest);
        break;
    case 1:
        try_code(rest);
        break;
    case 2:
        try_secret(rest);
        break;
    default:
        try_token(rest);
    }
    return 0;
}
