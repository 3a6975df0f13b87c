#include "encode/value_memo.h"

#include <sodium.h>

void value_memo_init(struct value_memo *m, size_t value_bytes, size_t budget_bytes)
{
    size_t each = 2 * (value_bytes + sizeof *m->keys) + sizeof *m->marks, buckets = 16;
    while (2 * buckets * each <= budget_bytes)
        buckets *= 2;
    *m = (struct value_memo){.bucket_mask = buckets - 1, .bytes = value_bytes};
    m->keys = mem_array(2 * buckets, sizeof *m->keys);
    m->bits = mem_array(2 * buckets, value_bytes);
    m->marks = mem_array(buckets, sizeof *m->marks);
}

void value_memo_dispose(struct value_memo *m)
{
    if (m->n) sodium_memzero(m->keys, 2 * (m->bucket_mask + 1) * sizeof *m->keys);
    free(m->keys);
    free(m->bits);
    free(m->marks);
    *m = (struct value_memo){0};
}

uint8_t *value_memo_place(struct value_memo *m, const struct value_key *k,
                          uint64_t hash)
{
    size_t bucket = (size_t)(hash >> 20) & m->bucket_mask;
    uint16_t mark = (uint16_t)(hash | 1);
    if (m->marks[bucket] != mark) {
        m->marks[bucket] = mark;
        return NULL;
    }
    size_t at = 2 * bucket;
    if (m->keys[at].what) at += m->keys[at + 1].what ? hash >> 16 & 1 : 1;
    m->n += !m->keys[at].what;
    m->keys[at] = *k;
    return m->bits + at * m->bytes;
}

void value_memo_drop(struct value_memo *m, uint8_t *place)
{
    m->keys[(size_t)(place - m->bits) / m->bytes].what = 0;
    m->n--;
}
