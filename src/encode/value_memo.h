/* Bits of whole values seen before: (feature, value) to the bits that the value sets. A
 * value is kept when it comes a second time while its mark is still there: most values
 * of an address never do, and would only push out those that come again. The table has
 * two places to each hash; it begins small, to stay in the nearest cache, and doubles
 * with what is kept, up to its budget. */
#ifndef ENCODE_VALUE_MEMO_H
#define ENCODE_VALUE_MEMO_H

#include "base/str.h"

enum { VALUE_MEMO_BYTES = 24 }; /* longer values are not kept */

/* A value with its feature, whole: no two differ and have the same. */
struct value_key {
    uint64_t first, last, middle; /* eight bytes each; they overlap in short values */
    uint64_t what;                /* 1 + length, and the feature; 0: a free place */
};

struct value_memo {
    size_t bucket_mask; /* buckets - 1, of two places each */
    size_t bytes;       /* of the bits of a value, a multiple of 8 */
    size_t n;           /* places taken since it last grew */
    size_t budget_bytes;
    struct value_key *keys;
    uint8_t *bits;
    uint16_t *marks; /* of values that were asked for and not there */
};

void value_memo_init(struct value_memo *m, size_t value_bytes, size_t budget_bytes);
void value_memo_dispose(struct value_memo *m); /* wipes the values */

static inline uint64_t value_eight(const char *p)
{
    uint64_t v;
    memcpy(&v, p, sizeof v);
    return v;
}

/* False for what is not kept. */
static inline bool value_key_make(struct value_key *k, size_t feature, struct str v)
{
    *k = (struct value_key){.what = (uint64_t)feature << 8 | (v.n + 1)};
    if (v.n > VALUE_MEMO_BYTES) return false;
    if (v.n >= 8) {
        k->first = value_eight(v.p);
        k->last = value_eight(v.p + v.n - 8);
        if (v.n > 16) k->middle = value_eight(v.p + 8);
    } else if (v.n >= 4) {
        uint32_t a, b;
        memcpy(&a, v.p, sizeof a);
        memcpy(&b, v.p + v.n - 4, sizeof b);
        k->first = a | (uint64_t)b << 32;
    } else if (v.n) {
        k->first = (unsigned char)v.p[0] | (unsigned)(unsigned char)v.p[v.n / 2] << 8 |
                   (unsigned)(unsigned char)v.p[v.n - 1] << 16;
    }
    return true;
}

static inline uint64_t value_mix(uint64_t a, uint64_t b)
{
    __extension__ unsigned __int128 product = a;
    product *= b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t value_key_hash(const struct value_key *k)
{
    return value_mix(k->first ^ UINT64_C(0x9e3779b97f4a7c15),
                     k->last ^ UINT64_C(0xc2b2ae3d27d4eb4f)) ^
           value_mix(k->middle ^ UINT64_C(0x165667b19e3779f9),
                     k->what * UINT64_C(0xff51afd7ed558ccd));
}

static inline void value_memo_fetch(const struct value_memo *m, uint64_t hash)
{
    size_t bucket = (size_t)(hash >> 20) & m->bucket_mask;
    __builtin_prefetch(&m->keys[2 * bucket]);
}

static inline bool value_key_is(const struct value_key *a, const struct value_key *b)
{
    return ((a->first ^ b->first) | (a->last ^ b->last) | (a->middle ^ b->middle) |
            (a->what ^ b->what)) == 0;
}

/* The bits of a value, NULL when it is not there. */
static inline const uint8_t *value_memo_find(const struct value_memo *m,
                                             const struct value_key *k, uint64_t hash)
{
    size_t bucket = (size_t)(hash >> 20) & m->bucket_mask;
    const struct value_key *keys = &m->keys[2 * bucket];
    const uint8_t *bits = m->bits + 2 * bucket * m->bytes;
    if (!value_key_is(&keys[0], k)) {
        if (!value_key_is(&keys[1], k)) return NULL;
        bits += m->bytes;
    }
    __builtin_prefetch(bits);
    return bits;
}

/* Whether a value that was not found came before; it is marked if not. */
bool value_memo_seen(struct value_memo *m, uint64_t hash);
/* Keeps the bits of a value that was not there. Bits that were found before may move or
 * be those of another value after it. */
void value_memo_keep(struct value_memo *m, const struct value_key *k, uint64_t hash,
                     const uint8_t *bits);

#endif
