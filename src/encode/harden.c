/* The order of bits and the taps are tables drawn from the key: made once for many
 * records by a hardener, or anew for a single step. All tables are drawn the same way
 * in both, so that the outcome is the same. */
#include <sodium.h>

#include "base/arena.h"
#include "encode/harden.h"
#include "encode/key_stream.h"

enum { BYTES_MAX = 2 * CLK_BITS_MAX / 8 };

static size_t bytes_of(uint32_t bits)
{
    return (bits + 7) / 8;
}

static unsigned bit_at(const uint8_t *in, uint32_t i)
{
    return in[i / 8] >> (7 - i % 8) & 1;
}

static void bit_flip(uint8_t *out, uint32_t i, unsigned bit)
{
    out[i / 8] = (uint8_t)(out[i / 8] ^ bit << (7 - i % 8));
}

/* Bits beyond the last one are zero. */
static void clear_rest(uint8_t *out, uint32_t bits)
{
    if (bits % 8) out[bits / 8] &= (uint8_t)(0xff << (8 - bits % 8));
}

/* --- order and taps: one table row of `bits` entries for each tap --- */

static void order_make(uint32_t *order, uint32_t bits, const struct harden_key *k)
{
    struct key_stream s;
    key_stream_begin(&s, k->b, S("order of bits"), STR_NONE);
    key_stream_order(order, &s, bits);
    key_stream_forget(&s);
}

static bool is_tapped(const uint32_t *tap, uint32_t bits, unsigned n, uint32_t at,
                      uint32_t bit)
{
    for (unsigned t = 0; t < n; t++)
        if (tap[t * bits + at] == bit) return true;
    return false;
}

/* Tap t is a permutation; where it repeats an earlier tap of the same bit, it changes
 * places with one that fits both. With bits >= 8 * taps there are many that do. */
static void taps_make(uint32_t *tap, uint32_t bits, unsigned taps,
                      const struct harden_key *k)
{
    struct key_stream s;
    key_stream_begin(&s, k->b, S("taps"), STR_NONE);
    for (unsigned t = 0; t < taps; t++) {
        uint32_t *row = tap + t * bits;
        key_stream_order(row, &s, bits);
        for (uint32_t i = 0; i < bits; i++)
            while (is_tapped(tap, bits, t, i, row[i])) {
                uint32_t other = key_stream_below(&s, bits), bit = row[i];
                if (is_tapped(tap, bits, t, i, row[other]) ||
                    is_tapped(tap, bits, t, other, bit))
                    continue;
                row[i] = row[other];
                row[other] = bit;
            }
    }
    key_stream_forget(&s);
}

/* Bits are spread over bytes first: a byte is fetched where a bit would be picked. */
static void taps_apply(uint8_t *out, const uint8_t *in, uint32_t bits, unsigned taps,
                       const uint32_t *tap)
{
    uint8_t spread[CLK_BITS_MAX], sum[CLK_BITS_MAX + 8];
    for (uint32_t i = 0; i < bits; i++)
        spread[i] = (uint8_t)bit_at(in, i);
    memset(sum, 0, bits + 8);
    for (unsigned t = 0; t < taps; t++)
        for (uint32_t i = 0; i < bits; i++)
            sum[i] ^= spread[tap[t * bits + i]];
    for (uint32_t i = 0; i < bits; i += 8) {
        unsigned byte = 0;
        for (unsigned b = 0; b < 8; b++)
            byte = byte << 1 | sum[i + b];
        out[i / 8] = (uint8_t)byte;
    }
}

/* --- steps --- */

void harden_permute(uint8_t *out, const uint8_t *in, uint32_t bits,
                    const struct harden_key *k)
{
    uint32_t *order = mem_array(bits, sizeof *order);
    order_make(order, bits, k);
    taps_apply(out, in, bits, 1, order);
    sodium_memzero(order, bits * sizeof *order);
    free(order);
}

void harden_diffuse(uint8_t *out, const uint8_t *in, uint32_t bits, unsigned taps,
                    const struct harden_key *k)
{
    require(taps >= 1 && taps <= HARDEN_TAPS_MAX && bits >= 8 * taps);
    uint32_t *tap = mem_array((size_t)taps * bits, sizeof *tap);
    taps_make(tap, bits, taps, k);
    taps_apply(out, in, bits, taps, tap);
    sodium_memzero(tap, (size_t)taps * bits * sizeof *tap);
    free(tap);
}

void harden_rule_90(uint8_t *out, const uint8_t *in, uint32_t bits)
{
    size_t n = bytes_of(bits);
    if (bits % 8 == 0) {
        for (size_t i = 0; i < n; i++) {
            uint8_t before = in[i ? i - 1 : n - 1], after = in[i + 1 < n ? i + 1 : 0];
            out[i] = (uint8_t)((in[i] >> 1 | before << 7) ^ (in[i] << 1 | after >> 7));
        }
        return;
    }
    memset(out, 0, n);
    for (uint32_t i = 0; i < bits; i++)
        bit_flip(out, i,
                 bit_at(in, (i + bits - 1) % bits) ^ bit_at(in, (i + 1) % bits));
}

void harden_fold(uint8_t *out, const uint8_t *in, uint32_t bits)
{
    uint32_t half = (bits + 1) / 2;
    if (half % 8 == 0 && bits % 2 == 0) {
        for (size_t i = 0; i < half / 8; i++)
            out[i] = in[i] ^ in[half / 8 + i];
        return;
    }
    memset(out, 0, bytes_of(half));
    for (uint32_t i = 0; i < half; i++)
        bit_flip(out, i, bit_at(in, i) ^ (half + i < bits ? bit_at(in, half + i) : 0));
}

void harden_balance(uint8_t *out, const uint8_t *in, uint32_t bits)
{
    size_t n = bytes_of(bits);
    if (bits % 8 == 0) {
        for (size_t i = 0; i < n; i++) {
            out[i] = in[i];
            out[n + i] = (uint8_t)~in[i];
        }
        return;
    }
    memset(out, 0, bytes_of(2 * bits));
    for (uint32_t i = 0; i < bits; i++) {
        bit_flip(out, i, bit_at(in, i));
        bit_flip(out, bits + i, !bit_at(in, i));
    }
}

/* One draw of 16 bits decides whether a bit is drawn anew and, by its lowest bit, as
 * what; the threshold is even, so that both are as likely. */
void harden_blip(uint8_t *bytes, uint32_t bits, const struct harden_key *k,
                 unsigned per_1000)
{
    struct key_stream s;
    uint8_t draw[1024];
    require(per_1000 <= 1000);
    uint32_t threshold = (per_1000 * 65536 / 1000 + 1) & ~1u;
    clear_rest(bytes, bits);
    key_stream_begin(&s, k->b, S("noise"),
                     (struct str){(const char *)bytes, bytes_of(bits)});
    for (uint32_t i = 0; i < bits; i++) {
        size_t at = i % (sizeof draw / 2) * 2;
        if (at == 0) key_stream_fill(draw, &s, sizeof draw);
        unsigned x = (unsigned)draw[at] | (unsigned)draw[at + 1] << 8;
        if (x < threshold) bit_flip(bytes, i, bit_at(bytes, i) ^ (x & 1));
    }
    key_stream_forget(&s);
    sodium_memzero(draw, sizeof draw);
}

/* --- plans --- */

struct hardener {
    struct harden_plan plan;
    struct harden_key key;
    uint32_t bits_in, bits_out;
    uint32_t *order, *tap; /* NULL: not in the plan */
    uint8_t work[2][BYTES_MAX];
};

enum err_code hardener_new(struct hardener **out, const struct harden_plan *p,
                           uint32_t bits, const struct harden_key *k, struct err *e)
{
    enum err_code rc = harden_plan_check(p, bits, e);
    if (rc != OK) return rc;
    struct hardener *h = mem_alloc(sizeof *h);
    *h = (struct hardener){.plan = *p, .key = *k, .bits_in = bits};
    if (p->permute) {
        h->order = mem_array(bits, sizeof *h->order);
        order_make(h->order, bits, k);
    }
    if (p->taps) {
        h->tap = mem_array((size_t)p->taps * bits, sizeof *h->tap);
        taps_make(h->tap, bits, p->taps, k);
    }
    h->bits_out = (bits >> p->folds) << (p->balance ? 1 : 0);
    *out = h;
    return OK;
}

void hardener_free(struct hardener *h)
{
    if (!h) return;
    if (h->order) sodium_memzero(h->order, h->bits_in * sizeof *h->order);
    if (h->tap)
        sodium_memzero(h->tap, (size_t)h->plan.taps * h->bits_in * sizeof *h->tap);
    free(h->order);
    free(h->tap);
    sodium_memzero(h, sizeof *h);
    free(h);
}

uint32_t hardener_bits(const struct hardener *h)
{
    return h->bits_out;
}

void harden(uint8_t *out, struct hardener *h, const uint8_t *in)
{
    uint8_t *now = h->work[0], *next = h->work[1], *swap;
    uint32_t bits = h->bits_in;
    memcpy(now, in, bytes_of(bits));
#define STEP(call)                                                                     \
    do {                                                                               \
        call;                                                                          \
        swap = now, now = next, next = swap;                                           \
    } while (0)
    if (h->plan.permute) STEP(taps_apply(next, now, bits, 1, h->order));
    if (h->plan.rule_90) STEP(harden_rule_90(next, now, bits));
    if (h->plan.taps) STEP(taps_apply(next, now, bits, h->plan.taps, h->tap));
    for (unsigned f = 0; f < h->plan.folds; f++, bits /= 2)
        STEP(harden_fold(next, now, bits));
    if (h->plan.blip_per_1000) harden_blip(now, bits, &h->key, h->plan.blip_per_1000);
    if (h->plan.balance) STEP(harden_balance(next, now, bits));
#undef STEP
    memcpy(out, now, bytes_of(h->bits_out));
}
