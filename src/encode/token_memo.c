#include "encode/token_memo.h"

#include "base/arena.h"

enum { PROBES_MAX = 16 };

void token_memo_init(struct token_memo *m, uint32_t width, size_t bytes)
{
    size_t row_bytes = width * sizeof *m->numbers + sizeof *m->filled +
                       2 * (sizeof *m->key + sizeof *m->row);
    *m = (struct token_memo){.width = width};
    size_t most = bytes / row_bytes;
    unsigned bits = 4;
    while (bits < 20 && (size_t)1 << (bits + 1) <= most)
        bits++;
    m->most = 1u << bits;
    m->mask = (2u << bits) - 1;
    m->shift = 64 - (bits + 1);
    m->key = mem_array((size_t)m->mask + 1, sizeof *m->key);
    m->row = mem_array((size_t)m->mask + 1, sizeof *m->row);
    m->filled = mem_array(m->most, sizeof *m->filled);
    m->numbers = mem_array((size_t)m->most * width, sizeof *m->numbers);
}

void token_memo_dispose(struct token_memo *m)
{
    free(m->key);
    free(m->row);
    free(m->filled);
    free(m->numbers);
    *m = (struct token_memo){0};
}

uint32_t token_memo_row(struct token_memo *m, uint64_t key)
{
    uint32_t slot = (uint32_t)(key * UINT64_C(0x9e3779b97f4a7c15) >> m->shift);
    for (int probe = 0; probe < PROBES_MAX; probe++) {
        if (!m->row[slot]) {
            if (m->n == m->most) return UINT32_MAX;
            m->key[slot] = key;
            m->row[slot] = ++m->n;
            return m->n - 1;
        }
        if (m->key[slot] == key) return m->row[slot] - 1;
        slot = (slot + 1) & m->mask;
    }
    return UINT32_MAX; /* a sender chose his tokens to fall together */
}
