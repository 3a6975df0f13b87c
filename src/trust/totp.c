#include <liboath/oath.h>
#include <pthread.h>

#include "trust/totp.h"

#include <sodium.h>

#include "base/url.h"

static pthread_once_t started = PTHREAD_ONCE_INIT;
static void start(void)
{
    if (oath_init() != OATH_OK || sodium_init() < 0) bug("liboath does not start");
}

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

void totp_secret_new(char out[TOTP_SECRET_TEXT + 1])
{
    uint8_t b[TOTP_SECRET_BYTES];
    pthread_once(&started, start);
    randombytes_buf(b, sizeof b);
    for (unsigned i = 0; i < TOTP_SECRET_TEXT; i++) {
        unsigned bit = i * 5, at = bit / 8, shift = bit % 8;
        unsigned two = (unsigned)b[at] << 8 | (at + 1 < sizeof b ? b[at + 1] : 0u);
        out[i] = letters[two >> (11 - shift) & 31];
    }
    out[TOTP_SECRET_TEXT] = '\0';
    sodium_memzero(b, sizeof b);
}

static bool secret_bytes(char out[TOTP_SECRET_BYTES], struct str secret)
{
    char *p = NULL;
    size_t n = 0;
    bool is_fine = false;
    pthread_once(&started, start);
    if (secret.n != TOTP_SECRET_TEXT) return false;
    if (oath_base32_decode(secret.p, secret.n, &p, &n) != OATH_OK) return false;
    if (n == TOTP_SECRET_BYTES) {
        memcpy(out, p, n);
        is_fine = true;
    }
    sodium_memzero(p, n);
    free(p);
    return is_fine;
}

bool totp_secret_is_whole(struct str secret)
{
    char b[TOTP_SECRET_BYTES];
    bool is_whole = secret_bytes(b, secret);
    sodium_memzero(b, sizeof b);
    return is_whole;
}

static bool code_of_step(char out[TOTP_DIGITS + 1],
                         const char secret[TOTP_SECRET_BYTES], int64_t step)
{
    return oath_hotp_generate(secret, TOTP_SECRET_BYTES, (uint64_t)step, TOTP_DIGITS,
                              false, OATH_HOTP_DYNAMIC_TRUNCATION, out) == OATH_OK;
}

bool totp_check(int64_t *step_out, struct str secret, struct str code, int64_t now_ms,
                int64_t last)
{
    char b[TOTP_SECRET_BYTES], typed[TOTP_DIGITS + 1] = "", right[TOTP_DIGITS + 1];
    size_t n = 0;
    bool is_right = false;
    for (size_t i = 0; i < code.n; i++) {
        if (code.p[i] == ' ') continue;
        if (n == TOTP_DIGITS || code.p[i] < '0' || code.p[i] > '9') return false;
        typed[n++] = code.p[i];
    }
    if (n != TOTP_DIGITS || now_ms < 0 || !secret_bytes(b, secret)) return false;
    const int64_t now = now_ms / 1000 / TOTP_STEP_SECONDS;
    for (int64_t step = MAX_OF(now - 1, 0); step <= now + 1; step++) {
        if (!code_of_step(right, b, step)) continue;
        if (sodium_memcmp(right, typed, TOTP_DIGITS) == 0 && step > last && !is_right) {
            *step_out = step;
            is_right = true;
        }
    }
    sodium_memzero(b, sizeof b);
    sodium_memzero(right, sizeof right);
    return is_right;
}

enum err_code totp_code(char out[TOTP_DIGITS + 1], struct str secret, int64_t now_ms,
                        struct err *e)
{
    char b[TOTP_SECRET_BYTES];
    out[0] = '\0';
    if (now_ms < 0 || !secret_bytes(b, secret))
        return err_set(e, ERR_INVALID, "expected a secret of %d letters of base32",
                       TOTP_SECRET_TEXT);
    bool is_made = code_of_step(out, b, now_ms / 1000 / TOTP_STEP_SECONDS);
    sodium_memzero(b, sizeof b);
    return is_made ? OK : err_set(e, ERR_IO, "liboath gives no code");
}

void totp_address(struct buf *out, struct str login, struct str secret)
{
    url_f(out, "otpauth://totp/Vindplaats:%.*s?secret=%.*s&issuer=Vindplaats",
          STR_ARG(login), STR_ARG(secret));
}
