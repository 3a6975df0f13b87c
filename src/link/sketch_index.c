/* Invariants: (1) the bitmaps of a row are the bits of its sketch, the three names put
 * together, or none when the row is not used; (2) each key has one row, and the table
 * of keys (open addressing, half full at most) leads to it; (3) `n_with` counts the
 * rows that have a bit. */
#include "link/sketch_index.h"

#include <sodium.h>
#include <sys/mman.h>

#include "link/sketch_index_int.h"

enum { NOWHERE = UINT32_MAX, FIRST_SLOTS = 1024, HUGE_PAGE = 1 << 21 };

struct sketch_index *sketch_index_new(void)
{
    struct sketch_index *ix = mem_alloc(sizeof *ix);
    ix->n_slots = FIRST_SLOTS;
    ix->slot = mem_array(ix->n_slots, sizeof *ix->slot);
    memset(ix->slot, 0xff, ix->n_slots * sizeof *ix->slot);
    return ix;
}

void sketch_index_free(struct sketch_index *ix)
{
    if (!ix) return;
    for (size_t i = 0; i < ix->n_blocks; i++) {
        sodium_memzero(ix->block[i], sizeof *ix->block[i]);
        free(ix->block[i]);
    }
    free(ix->block);
    free(ix->unused);
    free(ix->slot);
    free(ix);
}

struct uuid sketch_index_key(const struct sketch_index *ix, size_t row)
{
    return block_of(ix, row)->key[row % BLOCK_ROWS];
}

size_t sketch_index_count(const struct sketch_index *ix)
{
    return ix->n_keys;
}

size_t sketch_index_rows(const struct sketch_index *ix)
{
    return ix->n_rows;
}

size_t sketch_index_words(const struct sketch_index *ix)
{
    return ix->n_blocks * BLOCK_WORDS;
}

size_t sketch_index_bytes(const struct sketch_index *ix)
{
    return sizeof *ix + ix->n_blocks * HUGE_PAGE + ix->block_cap * sizeof *ix->block +
           ix->unused_cap * sizeof *ix->unused + ix->n_slots * sizeof *ix->slot;
}

/* --- keys --- */

static size_t first_slot(const struct sketch_index *ix, const struct uuid *key)
{
    /* ids made in one millisecond share their first half */
    uint64_t a, b;
    memcpy(&a, key->b, sizeof a);
    memcpy(&b, key->b + 8, sizeof b);
    a = (a ^ a >> 29 ^ b) * 0xbf58476d1ce4e5b9u; /* steps of splitmix64 */
    a = (a ^ a >> 32) * 0x94d049bb133111ebu;
    return (a >> 32) & (ix->n_slots - 1);
}

/* Where the key stands, or the free slot where it would. */
static size_t slot_of(const struct sketch_index *ix, struct uuid key)
{
    size_t at = first_slot(ix, &key);
    while (ix->slot[at] != NOWHERE && !uuid_eq(sketch_index_key(ix, ix->slot[at]), key))
        at = (at + 1) & (ix->n_slots - 1);
    return at;
}

static void grow_slots(struct sketch_index *ix)
{
    uint32_t *old = ix->slot;
    size_t n = ix->n_slots;
    if (2 * (ix->n_keys + 1) <= n) return;
    ix->n_slots = 2 * n;
    ix->slot = mem_array(ix->n_slots, sizeof *ix->slot);
    memset(ix->slot, 0xff, ix->n_slots * sizeof *ix->slot);
    for (size_t i = 0; i < n; i++)
        if (old[i] != NOWHERE)
            ix->slot[slot_of(ix, sketch_index_key(ix, old[i]))] = old[i];
    free(old);
}

/* Closes the gap: what stands behind it may have been led past it. */
static void empty_slot(struct sketch_index *ix, size_t at)
{
    ix->slot[at] = NOWHERE;
    for (;;) {
        at = (at + 1) & (ix->n_slots - 1);
        uint32_t row = ix->slot[at];
        if (row == NOWHERE) return;
        ix->slot[at] = NOWHERE;
        ix->slot[slot_of(ix, sketch_index_key(ix, row))] = row;
    }
}

bool sketch_index_row(size_t *out, const struct sketch_index *ix, struct uuid key)
{
    uint32_t row = ix->slot[slot_of(ix, key)];
    if (row == NOWHERE) return false;
    *out = row;
    return true;
}

/* --- rows --- */

static void set_bits(struct sketch_index *ix, size_t row, int first,
                     const uint64_t words[SKETCH_WORDS], bool is_set)
{
    struct block *b = block_of(ix, row);
    uint64_t mask = (uint64_t)1 << row % 64;
    for (int i = 0; i < SKETCH_WORDS; i++)
        for (uint64_t w = words[i]; w; w &= w - 1) {
            int bit = first + 64 * i + __builtin_ctzll(w);
            uint64_t *at = &b->bit[bit][row % BLOCK_ROWS / 64];
            *at = is_set ? *at | mask : *at & ~mask;
            ix->n_with[bit] += is_set ? 1 : -1u;
        }
}

static uint16_t bits_of(const uint64_t words[SKETCH_WORDS])
{
    int n = 0;
    for (int i = 0; i < SKETCH_WORDS; i++)
        n += __builtin_popcountll(words[i]);
    return (uint16_t)n;
}

static void row_write(struct sketch_index *ix, size_t row,
                      const struct person_sketch *s, bool is_set)
{
    uint64_t part[N_SKETCH_PARTS][SKETCH_WORDS], names[SKETCH_WORDS];
    struct block *b = block_of(ix, row);
    size_t at = row % BLOCK_ROWS;
    uint64_t mask = (uint64_t)1 << at % 64;
    memcpy(part, s->part, sizeof part);
    for (int i = 0; i < SKETCH_WORDS; i++)
        names[i] = part[SKETCH_GIVEN_NAME][i] | part[SKETCH_FAMILY_NAME][i] |
                   part[SKETCH_BIRTH_NAME][i];
    set_bits(ix, row, NAME_BIT, names, is_set);
    set_bits(ix, row, DATE_BIT, part[SKETCH_BIRTH_DATE], is_set);
    b->name_bits[at] = bits_of(names);
    b->date_bits[at] = bits_of(part[SKETCH_BIRTH_DATE]);
    b->is_used[at / 64] &= ~mask;
    b->is_dated[at / 64] &= ~mask;
    for (int i = 0; i < N_SHORT; i++)
        b->is_short[i][at / 64] &= ~mask;
    if (!is_set) return;
    b->sketch[at] = *s;
    memcpy(b->names[at], names, sizeof names);
    b->is_used[at / 64] |= mask;
    if (b->date_bits[at]) b->is_dated[at / 64] |= mask;
    for (int i = 0; i < N_SHORT; i++)
        if (b->name_bits[at] <= SHORT_STEP * (i + 1)) b->is_short[i][at / 64] |= mask;
}

/* A search reads short pieces of all blocks: in small pages it would look up more
 * addresses than bytes. */
static struct block *block_new(void)
{
    _Static_assert(sizeof(struct block) <= HUGE_PAGE, "a block is one huge page");
    struct block *b = aligned_alloc(HUGE_PAGE, HUGE_PAGE);
    require(b);
    (void)madvise(b, HUGE_PAGE, MADV_HUGEPAGE); /* refused: slower, and right */
    memset(b, 0, sizeof *b);
    return b;
}

static size_t row_new(struct sketch_index *ix)
{
    if (ix->n_unused) return ix->unused[--ix->n_unused];
    if (ix->n_rows == ix->n_blocks * BLOCK_ROWS) {
        mem_push_room(ix->block, ix->n_blocks, ix->block_cap);
        ix->block[ix->n_blocks++] = block_new();
    }
    return ix->n_rows++;
}

size_t sketch_index_put(struct sketch_index *ix, struct uuid key,
                        const struct person_sketch *sketch)
{
    size_t row;
    if (sketch_index_row(&row, ix, key)) {
        struct person_sketch before = block_of(ix, row)->sketch[row % BLOCK_ROWS];
        row_write(ix, row, &before, false);
    } else {
        row = row_new(ix);
        block_of(ix, row)->key[row % BLOCK_ROWS] = key;
        grow_slots(ix);
        ix->slot[slot_of(ix, key)] = (uint32_t)row;
        ix->n_keys++;
    }
    row_write(ix, row, sketch, true);
    return row;
}

void sketch_index_remove(struct sketch_index *ix, struct uuid key)
{
    size_t at = slot_of(ix, key);
    uint32_t row = ix->slot[at];
    if (row == NOWHERE) return;
    struct person_sketch *sketch = &block_of(ix, row)->sketch[row % BLOCK_ROWS];
    row_write(ix, row, sketch, false);
    sodium_memzero(sketch, sizeof *sketch);
    sodium_memzero(block_of(ix, row)->names[row % BLOCK_ROWS], SKETCH_PART_BYTES);
    empty_slot(ix, at);
    mem_push_room(ix->unused, ix->n_unused, ix->unused_cap);
    ix->unused[ix->n_unused++] = row;
    ix->n_keys--;
}
