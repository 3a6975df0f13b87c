#include "encode/token_memo.h"

#include <sodium.h>

#include "base/arena.h"

enum { PROBES_MAX = 16, ROWS_BITS_MIN = 7, ROWS_BITS_MAX = 20 };

static size_t places_of(const struct token_memo *m)
{
    return (size_t)2 << m->bits;
}

static void make_room(struct token_memo *m)
{
    size_t bytes = ((size_t)m->width * sizeof *m->numbers) << m->bits;
    m->shift = 64 - (m->bits + 1);
    m->places = mem_array(places_of(m), sizeof *m->places);
    m->numbers = aligned_alloc(64, bytes);
    if (!m->numbers) bug("out of memory");
}

void token_memo_init(struct token_memo *m, uint32_t width, size_t budget_bytes)
{
    size_t each = width * sizeof *m->numbers + 2 * sizeof *m->places;
    require(width && width % 32 == 0);
    *m = (struct token_memo){.width = width, .bits = ROWS_BITS_MIN};
    m->most = m->bits;
    while (m->most < ROWS_BITS_MAX && each << (m->most + 1) <= budget_bytes)
        m->most++;
    make_room(m);
}

void token_memo_dispose(struct token_memo *m)
{
    if (m->places) sodium_memzero(m->places, places_of(m) * sizeof *m->places);
    free(m->places);
    free(m->numbers);
    *m = (struct token_memo){0};
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
    make_room(m);
    memcpy(m->numbers, old.numbers, (size_t)old.n * old.width * sizeof *old.numbers);
    for (size_t i = 0; i < places_of(&old); i++) {
        struct token_place *p = old.places[i].row ? find(m, old.places[i].key) : NULL;
        if (p) *p = old.places[i]; /* else its row is lost, and made again elsewhere */
    }
    token_memo_dispose(&old);
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
    *p = (struct token_place){key, ++m->n, 0};
    return p;
}
