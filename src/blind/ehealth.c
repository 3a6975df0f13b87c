/* P-521 through OpenSSL. Coordinates are 66 bytes, big-endian; p = 2^521 - 1 is 3
 * modulo 4, so a root of a square is its power (p + 1) / 4, and that root is y. A point
 * is put on the curve by EC_POINT_set_affine_coordinates, which refuses what lies
 * beside it; the group has prime order, so there is no other subgroup to fall into. */
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/obj_mac.h>
#include <sodium.h>

#include "blind/ehealth.h"

enum { SEC1_FULL = 1 + 2 * EHEALTH_COORDINATE, SEC1_SHORT = 1 + EHEALTH_COORDINATE };

struct ehealth {
    EC_GROUP *group;
    BN_CTX *scratch;
    BIGNUM *p, *b, *root_power; /* the curve's prime and b; (p + 1) / 4 */
};

struct ehealth *ehealth_new(void)
{
    struct ehealth *h = mem_alloc(sizeof *h);
    h->group = EC_GROUP_new_by_curve_name(NID_secp521r1);
    h->scratch = BN_CTX_secure_new();
    h->p = BN_new();
    h->b = BN_new();
    h->root_power = BN_new();
    if (!h->group || !h->scratch || !h->p || !h->b || !h->root_power ||
        !EC_GROUP_get_curve(h->group, h->p, NULL, h->b, h->scratch) ||
        !BN_copy(h->root_power, h->p) || !BN_add_word(h->root_power, 1) ||
        !BN_rshift(h->root_power, h->root_power, 2))
        bug("OpenSSL does not know P-521");
    return h;
}

void ehealth_free(struct ehealth *h)
{
    if (!h) return;
    BN_free(h->p);
    BN_free(h->b);
    BN_free(h->root_power);
    BN_CTX_free(h->scratch);
    EC_GROUP_free(h->group);
    free(h);
}

/* y of x when the curve has a point there. */
static bool find_y(BIGNUM *y, const struct ehealth *h, const BIGNUM *x)
{
    BN_CTX_start(h->scratch);
    BIGNUM *rhs = BN_CTX_get(h->scratch), *t = BN_CTX_get(h->scratch);
    if (!t || !BN_mod_sqr(rhs, x, h->p, h->scratch) || !BN_sub_word(rhs, 3) ||
        !BN_mod_mul(rhs, rhs, x, h->p, h->scratch) ||
        !BN_mod_add(rhs, rhs, h->b, h->p, h->scratch) ||
        !BN_nnmod(rhs, rhs, h->p, h->scratch) ||
        !BN_mod_exp(y, rhs, h->root_power, h->p, h->scratch) ||
        !BN_mod_sqr(t, y, h->p, h->scratch))
        bug("OpenSSL cannot compute modulo p");
    bool is_square = BN_cmp(t, rhs) == 0;
    BN_clear(rhs);
    BN_clear(t);
    BN_CTX_end(h->scratch);
    return is_square;
}

enum err_code ehealth_embed(struct ehealth_point *out, struct ehealth *h,
                            struct str value, unsigned buffer, struct err *e)
{
    uint8_t bytes[EHEALTH_VALUE_MAX + 1 + EHEALTH_BUFFER_MAX] = {0};
    if (value.n == 0 || value.n > EHEALTH_VALUE_MAX)
        return err_set(e, ERR_INVALID,
                       "a value for eHealth has 1 to %d bytes, found %zu",
                       EHEALTH_VALUE_MAX, value.n);
    if (buffer == 0 || buffer > EHEALTH_BUFFER_MAX)
        return err_set(e, ERR_INVALID, "the buffer has 1 to %d bytes, found %u",
                       EHEALTH_BUFFER_MAX, buffer);
    memcpy(bytes, value.p, value.n);
    bytes[value.n] = (uint8_t)value.n;
    BIGNUM *x = BN_bin2bn(bytes, (int)(value.n + 1 + buffer), NULL), *y = BN_new();
    if (!x || !y) bug("no memory");
    while (!find_y(y, h, x))
        if (!BN_add_word(x, 1)) bug("OpenSSL cannot add");
    if (BN_bn2binpad(x, out->x, EHEALTH_COORDINATE) < 0 ||
        BN_bn2binpad(y, out->y, EHEALTH_COORDINATE) < 0)
        bug("a coordinate of P-521 has more than 66 bytes");
    BN_clear_free(x);
    BN_clear_free(y);
    sodium_memzero(bytes, sizeof bytes);
    return OK;
}

enum err_code ehealth_value(struct buf *out, const struct ehealth_point *point,
                            unsigned buffer, struct err *e)
{
    if (buffer > 0 && buffer <= EHEALTH_BUFFER_MAX) {
        size_t at = EHEALTH_COORDINATE - buffer - 1, n = point->x[at];
        if (n > 0 && n <= EHEALTH_VALUE_MAX && n <= at &&
            sodium_is_zero(point->x, at - n)) {
            buf_add(out, (struct str){(const char *)point->x + at - n, n});
            return OK;
        }
    }
    return err_set(e, ERR_INVALID,
                   "no value stands in this point: it is blinded, a "
                   "pseudonym, or was made with another buffer");
}

/* --- points --- */

static enum err_code point_bad(struct err *e)
{
    return err_set(e, ERR_INVALID, "expected a point of P-521, found none");
}

/* To be freed; NULL when it is not on the curve. */
static EC_POINT *point_load(const struct ehealth *h, const struct ehealth_point *p)
{
    BIGNUM *x = BN_bin2bn(p->x, sizeof p->x, NULL);
    BIGNUM *y = BN_bin2bn(p->y, sizeof p->y, NULL);
    EC_POINT *point = EC_POINT_new(h->group);
    if (!x || !y || !point) bug("no memory");
    bool good = EC_POINT_set_affine_coordinates(h->group, point, x, y, h->scratch) == 1;
    BN_clear_free(x);
    BN_clear_free(y);
    if (good) return point;
    EC_POINT_free(point);
    return NULL;
}

static bool point_store(struct ehealth_point *out, const struct ehealth *h,
                        const EC_POINT *point)
{
    uint8_t bytes[SEC1_FULL];
    size_t n = EC_POINT_point2oct(h->group, point, POINT_CONVERSION_UNCOMPRESSED, bytes,
                                  sizeof bytes, h->scratch);
    if (n != sizeof bytes) return false; /* infinity is one byte */
    memcpy(out->x, bytes + 1, sizeof out->x);
    memcpy(out->y, bytes + 1 + sizeof out->x, sizeof out->y);
    sodium_memzero(bytes, sizeof bytes);
    return true;
}

static enum err_code multiply(struct ehealth_point *out, struct ehealth *h,
                              const struct ehealth_point *point, const BIGNUM *scalar,
                              struct err *e)
{
    EC_POINT *base = point_load(h, point);
    if (!base) return point_bad(e);
    EC_POINT *product = EC_POINT_new(h->group);
    if (!product || !EC_POINT_mul(h->group, product, NULL, base, scalar, h->scratch))
        bug("OpenSSL cannot multiply a point");
    bool good = point_store(out, h, product);
    EC_POINT_clear_free(base);
    EC_POINT_clear_free(product);
    return good ? OK : point_bad(e);
}

/* 1 to n - 1, for work in constant time; NULL when outside. To be freed with
 * BN_clear_free. */
static BIGNUM *scalar_load(const struct ehealth *h, const uint8_t b[EHEALTH_SCALAR])
{
    BIGNUM *s = BN_secure_new();
    if (!s || !BN_bin2bn(b, EHEALTH_SCALAR, s)) bug("no memory");
    BN_set_flags(s, BN_FLG_CONSTTIME);
    if (!BN_is_zero(s) && BN_cmp(s, EC_GROUP_get0_order(h->group)) < 0) return s;
    BN_clear_free(s);
    return NULL;
}

static enum err_code scalar_bad(struct err *e)
{
    return err_set(e, ERR_INVALID,
                   "a blind is expected above zero and below the order of P-521");
}

static void scalar_draw(uint8_t out[EHEALTH_SCALAR], const struct ehealth *h)
{
    BIGNUM *s = BN_secure_new();
    if (!s) bug("no memory");
    do
        if (!BN_priv_rand_range(s, EC_GROUP_get0_order(h->group)))
            bug("OpenSSL has no random numbers");
    while (BN_is_zero(s));
    if (BN_bn2binpad(s, out, EHEALTH_SCALAR) < 0) bug("the order has 66 bytes");
    BN_clear_free(s);
}

enum err_code ehealth_blind(struct ehealth_point *out,
                            uint8_t blind_out[EHEALTH_SCALAR], struct ehealth *h,
                            const struct ehealth_point *point,
                            const uint8_t *fixed_blind, struct err *e)
{
    if (fixed_blind)
        memcpy(blind_out, fixed_blind, EHEALTH_SCALAR);
    else
        scalar_draw(blind_out, h);
    BIGNUM *r = scalar_load(h, blind_out);
    if (!r) return scalar_bad(e);
    enum err_code rc = multiply(out, h, point, r, e);
    BN_clear_free(r);
    return rc;
}

enum err_code ehealth_unblind(struct ehealth_point *out, struct ehealth *h,
                              const struct ehealth_point *point,
                              const uint8_t blind[EHEALTH_SCALAR], struct err *e)
{
    BIGNUM *r = scalar_load(h, blind), *inverse = BN_secure_new();
    enum err_code rc;
    if (!inverse) bug("no memory");
    if (!r) {
        BN_clear_free(inverse);
        return scalar_bad(e);
    }
    BN_set_flags(inverse, BN_FLG_CONSTTIME);
    if (!BN_mod_inverse(inverse, r, EC_GROUP_get0_order(h->group), h->scratch))
        bug("a number below a prime has an inverse");
    rc = multiply(out, h, point, inverse, e);
    BN_clear_free(r);
    BN_clear_free(inverse);
    return rc;
}

/* --- as text --- */

void ehealth_text(char out[EHEALTH_TEXT + 1], const struct ehealth_point *p)
{
    uint8_t bytes[SEC1_FULL];
    bytes[0] = POINT_CONVERSION_UNCOMPRESSED;
    memcpy(bytes + 1, p->x, sizeof p->x);
    memcpy(bytes + 1 + sizeof p->x, p->y, sizeof p->y);
    sodium_bin2base64(out, EHEALTH_TEXT + 1, bytes, sizeof bytes,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(bytes, sizeof bytes);
}

enum err_code ehealth_read(struct ehealth_point *out, struct ehealth *h,
                           struct str text, struct err *e)
{
    uint8_t bytes[SEC1_FULL];
    size_t n = 0;
    const char *end = NULL;
    if (!text.n ||
        sodium_base642bin(bytes, sizeof bytes, text.p, text.n, NULL, &n, &end,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
        end != text.p + text.n || (n != SEC1_FULL && n != SEC1_SHORT))
        return err_set(e, ERR_INVALID,
                       "expected a point as base64url of %d or %d bytes (SEC1), "
                       "found %zu characters that are not that",
                       SEC1_FULL, SEC1_SHORT, text.n);
    EC_POINT *point = EC_POINT_new(h->group);
    if (!point) bug("no memory");
    /* the hybrid form (6, 7) is as long as the full one: only 2, 3 and 4 are taken */
    bool good = bytes[0] <= 4 &&
                EC_POINT_oct2point(h->group, point, bytes, n, h->scratch) == 1 &&
                point_store(out, h, point);
    EC_POINT_clear_free(point);
    return good ? OK : point_bad(e);
}
