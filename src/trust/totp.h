/* The second step: a code of six digits that an app on a phone shows (TOTP, RFC 6238:
 * SHA-1, 30 seconds, six digits, which is what every app understands). Clocks may
 * differ by one step. A code works once: the caller keeps the step that was used. */
#ifndef TRUST_TOTP_H
#define TRUST_TOTP_H

#include "base/buf.h"

enum {
    TOTP_SECRET_BYTES = 20,
    TOTP_SECRET_TEXT = 32, /* in base32 */
    TOTP_DIGITS = 6,
    TOTP_STEP_SECONDS = 30,
};

void totp_secret_new(char out[TOTP_SECRET_TEXT + 1]); /* base32, capitals */
/* False for what is no secret of ours. */
bool totp_secret_is_whole(struct str secret);
/* Is it the code of this secret now, of a step later than `last`? *step_out is the step
 * to keep. Spaces in the code are passed over. */
bool totp_check(int64_t *step_out, struct str secret, struct str code, int64_t now_ms,
                int64_t last);
/* The code of a moment: for tests and for who shows how it works. */
nodiscard enum err_code totp_code(char out[TOTP_DIGITS + 1], struct str secret,
                                  int64_t now_ms, struct err *e);
/* "otpauth://totp/Vindplaats:LOGIN?secret=...": what apps read from a QR code. */
void totp_address(struct buf *out, struct str login, struct str secret);

#endif
