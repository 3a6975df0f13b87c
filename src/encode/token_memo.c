#include "encode/token_memo.h"

#include <sodium.h>

#include "base/arena.h"

enum { PROBES_MAX = 16, ROWS_BITS_MIN = 6, ROWS_BITS_MAX = 20 };

static size_t places_of(const struct token_memo *m)
{
    return (size_t)2 << m->bits;
}

static size_t up_to_64(size_t n)
{
    return (n + 63) / 64 * 64;
}

static void make_places(struct token_memo *m)
{
    m->shift = 64 - (m->bits + 1);
    m->places = mem_array(places_of(m), sizeof *m->places);
}

static void wipe_places(struct token_memo *m)
{
    if (m->places) sodium_memzero(m->places, places_of(m) * sizeof *m->places);
    free(m->places);
}

void token_memo_init(struct token_memo *m, uint32_t width, size_t masks,
                     size_t mask_bytes, size_t budget_bytes)
{
    *m = (struct token_memo){.width = width,
                             .masks = masks,
                             .mask_bytes = mask_bytes,
                             .bits = ROWS_BITS_MIN,
                             .most = ROWS_BITS_MIN};
    m->mask_offset = up_to_64(width * sizeof(uint16_t));
    m->row_bytes = up_to_64(m->mask_offset + masks * mask_bytes);
    size_t each = m->row_bytes + 2 * sizeof *m->places;
    while (m->most < ROWS_BITS_MAX && each << (m->most + 1) <= budget_bytes)
        m->most++;
    m->blocks = mem_array(((size_t)1 << m->most) / TOKEN_BLOCK_ROWS, sizeof *m->blocks);
    make_places(m);
}

void token_memo_dispose(struct token_memo *m)
{
    wipe_places(m);
    for (size_t i = 0; i * TOKEN_BLOCK_ROWS < m->n; i++)
        free(m->blocks[i]);
    free(m->blocks);
    *m = (struct token_memo){0};
}

/* 1 + the number of a new row. */
static uint32_t row_new(struct token_memo *m)
{
    uint8_t **block = &m->blocks[m->n / TOKEN_BLOCK_ROWS];
    if (m->n % TOKEN_BLOCK_ROWS == 0) {
        *block = aligned_alloc(64, TOKEN_BLOCK_ROWS * m->row_bytes);
        if (!*block) bug("out of memory");
    }
    return ++m->n;
}

/* The place of a key, or the free one for it; NULL when all near it are taken. */
static struct token_place *find(struct token_memo *m, uint64_t key)
{
    size_t at = token_memo_first(m, key);
    for (int probe = 0; probe < PROBES_MAX; probe++) {
        struct token_place *p = &m->places[(at + (size_t)probe) & (places_of(m) - 1)];
        if (!p->row || p->key == key) return p;
    }
    return NULL; /* a sender chose his tokens to fall together */
}

static void grow(struct token_memo *m)
{
    struct token_memo old = *m;
    m->bits++;
    make_places(m);
    for (size_t i = 0; i < places_of(&old); i++) {
        struct token_place *p = old.places[i].row ? find(m, old.places[i].key) : NULL;
        if (p) *p = old.places[i]; /* else its row is lost, and made again elsewhere */
    }
    wipe_places(&old);
}

struct token_place *token_memo_seek(struct token_memo *m, uint64_t key)
{
    struct token_place *p = find(m, key);
    if (!p || p->row) return p;
    if (m->n == (size_t)1 << m->bits) {
        if (m->bits == m->most) return NULL;
        grow(m);
        return token_memo_seek(m, key);
    }
    *p = (struct token_place){key, row_new(m), 0};
    return p;
}
