#include "encode/value_memo.h"

#include <sodium.h>

enum { BUCKETS_MIN = 256, MARKS = 1 << 17 };

static size_t places_of(const struct value_memo *m)
{
    return 2 * (m->bucket_mask + 1);
}

static void make_places(struct value_memo *m, size_t buckets)
{
    m->bucket_mask = buckets - 1;
    m->n = 0;
    m->keys = aligned_alloc(64, places_of(m) * sizeof *m->keys);
    m->bits = aligned_alloc(64, places_of(m) * m->bytes);
    if (!m->keys || !m->bits) bug("out of memory");
    memset(m->keys, 0, places_of(m) * sizeof *m->keys);
}

static void wipe_places(struct value_memo *m)
{
    if (m->keys) sodium_memzero(m->keys, places_of(m) * sizeof *m->keys);
    free(m->keys);
    free(m->bits);
}

void value_memo_init(struct value_memo *m, size_t value_bytes, size_t budget_bytes)
{
    *m = (struct value_memo){.bytes = value_bytes, .budget_bytes = budget_bytes};
    m->marks = mem_array(MARKS, sizeof *m->marks);
    make_places(m, BUCKETS_MIN);
}

void value_memo_dispose(struct value_memo *m)
{
    wipe_places(m);
    free(m->marks);
    *m = (struct value_memo){0};
}

bool value_memo_seen(struct value_memo *m, uint64_t hash)
{
    uint16_t *mark = &m->marks[(size_t)(hash >> 40) & (MARKS - 1)];
    uint16_t now = (uint16_t)(hash | 1);
    bool seen = *mark == now;
    *mark = now;
    return seen;
}

static void put(struct value_memo *m, const struct value_key *k, uint64_t hash,
                const uint8_t *bits)
{
    size_t at = 2 * ((size_t)(hash >> 20) & m->bucket_mask);
    if (m->keys[at].what) at += m->keys[at + 1].what ? hash >> 16 & 1 : 1;
    m->n += !m->keys[at].what;
    m->keys[at] = *k;
    memcpy(m->bits + at * m->bytes, bits, m->bytes);
}

static void grow(struct value_memo *m)
{
    struct value_memo old = *m;
    make_places(m, 2 * (old.bucket_mask + 1));
    for (size_t i = 0; i < places_of(&old); i++)
        if (old.keys[i].what)
            put(m, &old.keys[i], value_key_hash(&old.keys[i]),
                old.bits + i * old.bytes);
    wipe_places(&old);
}

void value_memo_keep(struct value_memo *m, const struct value_key *k, uint64_t hash,
                     const uint8_t *bits)
{
    size_t bytes = places_of(m) * (m->bytes + sizeof *m->keys);
    if (m->n > places_of(m) / 2 && 2 * bytes <= m->budget_bytes) grow(m);
    put(m, k, hash, bits);
}
