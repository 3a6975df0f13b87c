/* Blinding as the pseudonymisation service of the Belgian eHealth platform does it, so
 * that who must use that service can: a value of at most 32 bytes stands in the x of a
 * point of P-521, the client multiplies the point by a random r, the service by its
 * key, the client by 1/r modulo the order of the group.
 *
 * IT IS REVERSIBLE: the point holds the value, so whoever may ask the service to undo
 * its key ("identify") has it back. For linkage take oprf.h, which nobody can turn
 * back. The service proves nothing either: which key was used is not shown.
 *
 * Method: smals-belgium/shared-pseudo-helper-js (its test vectors are ours too), but r
 * is drawn below the order of the group, not below the prime of the field. Points and
 * scalars are OpenSSL's, whose multiplication for one scalar takes constant time; the
 * embedding tries x after x, so its time hangs on the value. */
#ifndef BLIND_EHEALTH_H
#define BLIND_EHEALTH_H

#include "base/buf.h"

enum {
    EHEALTH_COORDINATE = 66,
    EHEALTH_SCALAR = 66,
    EHEALTH_VALUE_MAX = 32,
    EHEALTH_BUFFER = 8, /* zero bytes behind the value, to count up in */
    EHEALTH_BUFFER_MAX = 32,
    EHEALTH_TEXT = 178, /* base64url of SEC1, uncompressed: 133 bytes */
};

struct ehealth_point {
    uint8_t x[EHEALTH_COORDINATE], y[EHEALTH_COORDINATE]; /* big-endian */
};
/* Curve and scratch of one thread. */
struct ehealth;
struct ehealth *ehealth_new(void);
void ehealth_free(struct ehealth *h); /* wipes; NULL is fine */

/* The point of a value: x = value, its length in a byte, `buffer` zero bytes; counted
 * up until the curve has a point there. ERR_INVALID when the value is empty or longer
 * than EHEALTH_VALUE_MAX, or `buffer` is not 1 to EHEALTH_BUFFER_MAX. */
nodiscard enum err_code ehealth_embed(struct ehealth_point *out, struct ehealth *h,
                                      struct str value, unsigned buffer, struct err *e);
/* The value in a point, appended: what "identify" gives back. ERR_INVALID when no value
 * stands there, which is so for every point that is blinded or a pseudonym. */
nodiscard enum err_code ehealth_value(struct buf *out,
                                      const struct ehealth_point *point,
                                      unsigned buffer, struct err *e);

/* r * point, with a fresh r, or the one given (tests): 1 to n - 1, else ERR_INVALID, as
 * for a point that is not on the curve. */
nodiscard enum err_code ehealth_blind(struct ehealth_point *out,
                                      uint8_t blind_out[EHEALTH_SCALAR],
                                      struct ehealth *h,
                                      const struct ehealth_point *point,
                                      const uint8_t *fixed_blind, struct err *e);
/* 1/r * point, r as ehealth_blind gave it. */
nodiscard enum err_code ehealth_unblind(struct ehealth_point *out, struct ehealth *h,
                                        const struct ehealth_point *point,
                                        const uint8_t blind[EHEALTH_SCALAR],
                                        struct err *e);

/* SEC1 in base64url without padding, uncompressed; the reader takes the compressed form
 * too. ERR_INVALID for anything that is not one point of the curve, or infinity. */
void ehealth_text(char out[EHEALTH_TEXT + 1], const struct ehealth_point *p);
nodiscard enum err_code ehealth_read(struct ehealth_point *out, struct ehealth *h,
                                     struct str text, struct err *e);

#endif
