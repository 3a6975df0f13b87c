/* Invariants: (1) the bitmaps of a row are the bits of its sketch, the three names put
 * together, or none when the row is not used; (2) each key has one row, and the table
 * of keys (open addressing, half full at most) leads to it; (3) what the bitmaps let
 * through is judged by sketch_likeness on the exact counts, so that a bar that is too
 * low costs time and never a finding. */
#include "link/sketch_index.h"

#include <sodium.h>

#include "link/sketch_index_int.h"

enum { NOWHERE = UINT32_MAX, FIRST_SLOTS = 1024 };

struct sketch_index {
    struct block **block;
    size_t n_blocks, block_cap;
    size_t n_rows, n_keys; /* rows ever used; keys */
    uint32_t *unused;      /* rows that were removed */
    size_t n_unused, unused_cap;
    uint32_t *slot; /* row of a key, or NOWHERE */
    size_t n_slots; /* a power of 2 */
};

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

static struct block *block_of(const struct sketch_index *ix, size_t row)
{
    return ix->block[row / BLOCK_ROWS];
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

size_t sketch_index_bytes(const struct sketch_index *ix)
{
    return sizeof *ix + ix->n_blocks * sizeof(struct block) +
           ix->block_cap * sizeof *ix->block + ix->unused_cap * sizeof *ix->unused +
           ix->n_slots * sizeof *ix->slot;
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

static void set_bits(struct block *b, int first, const uint64_t words[SKETCH_WORDS],
                     size_t row, bool is_set)
{
    uint64_t mask = (uint64_t)1 << row % 64;
    for (int i = 0; i < SKETCH_WORDS; i++)
        for (uint64_t w = words[i]; w; w &= w - 1) {
            uint64_t *at = &b->bit[first + 64 * i + __builtin_ctzll(w)][row / 64];
            *at = is_set ? *at | mask : *at & ~mask;
        }
}

static uint16_t bits_of(const uint64_t words[SKETCH_WORDS])
{
    int n = 0;
    for (int i = 0; i < SKETCH_WORDS; i++)
        n += __builtin_popcountll(words[i]);
    return (uint16_t)n;
}

static void row_write(struct block *b, size_t row, const struct person_sketch *s,
                      bool is_set)
{
    uint64_t part[N_SKETCH_PARTS][SKETCH_WORDS], names[SKETCH_WORDS];
    uint64_t mask = (uint64_t)1 << row % 64;
    memcpy(part, s->part, sizeof part);
    for (int i = 0; i < SKETCH_WORDS; i++)
        names[i] = part[SKETCH_GIVEN_NAME][i] | part[SKETCH_FAMILY_NAME][i] |
                   part[SKETCH_BIRTH_NAME][i];
    set_bits(b, NAME_BIT, names, row, is_set);
    set_bits(b, DATE_BIT, part[SKETCH_BIRTH_DATE], row, is_set);
    b->name_bits[row] = bits_of(names);
    b->date_bits[row] = bits_of(part[SKETCH_BIRTH_DATE]);
    b->is_used[row / 64] &= ~mask;
    b->is_dated[row / 64] &= ~mask;
    if (!is_set) return;
    b->sketch[row] = *s;
    b->is_used[row / 64] |= mask;
    if (b->date_bits[row]) b->is_dated[row / 64] |= mask;
}

static struct block *block_new(void)
{
    struct block *b = aligned_alloc(64, sizeof *b);
    require(b);
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
        row_write(block_of(ix, row), row % BLOCK_ROWS, &before, false);
    } else {
        row = row_new(ix);
        block_of(ix, row)->key[row % BLOCK_ROWS] = key;
        grow_slots(ix);
        ix->slot[slot_of(ix, key)] = (uint32_t)row;
        ix->n_keys++;
    }
    row_write(block_of(ix, row), row % BLOCK_ROWS, sketch, true);
    return row;
}

void sketch_index_remove(struct sketch_index *ix, struct uuid key)
{
    size_t at = slot_of(ix, key);
    uint32_t row = ix->slot[at];
    if (row == NOWHERE) return;
    struct block *b = block_of(ix, row);
    row_write(b, row % BLOCK_ROWS, &b->sketch[row % BLOCK_ROWS], false);
    sodium_memzero(&b->sketch[row % BLOCK_ROWS], sizeof b->sketch[0]);
    empty_slot(ix, at);
    mem_push_room(ix->unused, ix->n_unused, ix->unused_cap);
    ix->unused[ix->n_unused++] = row;
    ix->n_keys--;
}

/* --- what a row needs --- */

static void counting_of(struct counting *out, int first,
                        const uint64_t words[SKETCH_WORDS])
{
    *out = (struct counting){.n_planes = 3};
    for (int i = 0; i < SKETCH_WORDS; i++)
        for (uint64_t w = words[i]; w; w &= w - 1)
            out->bit[out->n++] = (uint16_t)(first + 64 * i + __builtin_ctzll(w));
    while (out->n >> out->n_planes)
        out->n_planes++;
}

/* The fewest bits of the name with which its likeness may be this much: of the two ways
 * of sketch_likeness the one that asks less, for a file with as few bits as it allows.
 */
static int name_from(double likeness, const struct query_words *q)
{
    if (likeness <= 0) return 0;
    double share = SKETCH_NAME_BY_CHANCE + (1 - SKETCH_NAME_BY_CHANCE) * likeness;
    double n = share / SKETCH_CONTAINED / 2 * q->name_bits;
    return (int)(n - 1e-6) + (n - 1e-6 > (int)(n - 1e-6));
}

/* Levels of the date, from none to all of it: the more of it agrees, the less the name
 * has to. */
static void plan_both(struct slice_plan *p, const struct query_words *q, double bar)
{
    static const double from[] = {0, 0.55, 0.65, 0.75, 0.85, 0.95};
    double fewest = q->date_bits;
    if (q->swapped_bits > 0 && q->swapped_bits < fewest) fewest = q->swapped_bits;
    p->n_levels = ARRAY_LEN(from);
    for (int i = 0; i < p->n_levels; i++) {
        double below = i + 1 < p->n_levels ? from[i + 1] : 1;
        double date = MIN_OF(1.0, (below - SKETCH_DATE_BY_CHANCE) * 2);
        p->level[i].from_date = (int)(from[i] * fewest);
        p->level[i].from_name =
            name_from((bar - SKETCH_DATE_WEIGHT * date) / SKETCH_NAME_WEIGHT, q);
    }
    p->has_undated = true;
    p->undated_from_name =
        name_from((bar - SKETCH_DATE_WEIGHT * 0.5) / SKETCH_NAME_WEIGHT, q);
}

static void plan_bar(struct slice_plan *p, const struct query_words *q, double bar)
{
    p->n_levels = 1;
    p->level[0] = (struct level){0, 0};
    if (bar <= 0) return;
    if (q->has_name && q->has_date) {
        plan_both(p, q, bar);
    } else if (q->has_name) {
        p->level[0].from_name = name_from(bar, q);
    } else {
        double share = MAX_OF(SKETCH_NEAR_DIGITS, 0.5 + bar / 2) - 1e-6;
        double fewest = q->date_bits;
        if (q->swapped_bits > 0 && q->swapped_bits < fewest) fewest = q->swapped_bits;
        p->level[0].from_date = (int)(share * fewest);
    }
}

/* --- search --- */

struct searching {
    const struct sketch_index *ix;
    const struct sketch_choice *choice;
    struct query_words words;
    struct slice_plan plan;
    struct sketch_finding kept[2 * SKETCH_FINDINGS_MAX];
    size_t n, limit;
    double least; /* of ours: rises when there are `limit` */
    double bar_of_others, best_other;
};

static int compare_findings(const void *x, const void *y, void *of)
{
    const struct sketch_finding *a = x, *b = y;
    const struct sketch_index *ix = of;
    if (a->likeness != b->likeness) return a->likeness > b->likeness ? -1 : 1;
    return uuid_compare(sketch_index_key(ix, a->row), sketch_index_key(ix, b->row));
}

/* The best `limit` of what was kept; from now on the last of them is the bar. */
static void keep_best(struct searching *s)
{
    qsort_r(s->kept, s->n, sizeof *s->kept, compare_findings, (void *)(uintptr_t)s->ix);
    if (s->n < s->limit) return;
    s->n = s->limit;
    s->least = MAX_OF(s->least, s->kept[s->n - 1].likeness);
}

static uint32_t count_at(uint64_t plane[][BLOCK_WORDS], int n_planes, size_t row)
{
    uint32_t n = 0;
    for (int p = 0; p < n_planes; p++)
        n |= (uint32_t)(plane[p][row / 64] >> row % 64 & 1) << p;
    return n;
}

static void look_at(struct searching *s, struct slice_counts *counts,
                    const struct block *b, size_t first, size_t at)
{
    struct shared c = {
        .name = count_at(counts->name, s->plan.name.n_planes, at),
        .name_of_file = b->name_bits[at],
        .date = count_at(counts->date, s->plan.date.n_planes, at),
        .swapped = count_at(counts->swapped, s->plan.swapped.n_planes, at),
        .date_of_file = b->date_bits[at],
    };
    double likeness = sketch_likeness(&c, &s->words);
    bool is_ours = !s->choice || !s->choice->is_ours ||
                   s->choice->is_ours(s->choice->of, first + at);
    if (!is_ours && likeness >= s->bar_of_others)
        s->best_other = MAX_OF(s->best_other, likeness);
    if (!is_ours || likeness < s->least) return;
    s->kept[s->n++] = (struct sketch_finding){.row = first + at, .likeness = likeness};
    if (s->n == ARRAY_LEN(s->kept)) keep_best(s);
}

static void search_blocks(struct searching *s)
{
    slice_function *slices = slice_best();
    struct slice_counts counts;
    for (size_t i = 0; i < s->ix->n_blocks; i++) {
        const struct block *b = s->ix->block[i];
        const struct block *next = s->ix->block[MIN_OF(i + 1, s->ix->n_blocks - 1)];
        double others = MAX_OF(s->bar_of_others, s->best_other);
        plan_bar(&s->plan, &s->words, MIN_OF(s->least, others));
        slices(&counts, b, next, &s->plan);
        for (size_t w = 0; w < BLOCK_WORDS; w++)
            for (uint64_t m = counts.may_be[w]; m; m &= m - 1)
                look_at(s, &counts, b, i * BLOCK_ROWS,
                        64 * w + (size_t)__builtin_ctzll(m));
        if (s->n >= s->limit) keep_best(s);
    }
}

size_t sketch_index_search(struct sketch_finding *out, double *best_other_out,
                           size_t limit, const struct sketch_index *ix,
                           const struct sketch_query *q, double least,
                           const struct sketch_choice *choice)
{
    require(limit <= SKETCH_FINDINGS_MAX);
    if (best_other_out) *best_other_out = 0;
    struct searching *s = mem_alloc(sizeof *s);
    s->ix = ix;
    s->choice = choice;
    s->limit = limit;
    s->least = s->bar_of_others = least;
    sketch_query_words(&s->words, q);
    size_t n = 0;
    if (limit == 0 || (!s->words.has_name && !s->words.has_date)) goto out;
    if (!choice || !choice->is_ours) s->bar_of_others = 2; /* there are none */
    counting_of(&s->plan.name, NAME_BIT, s->words.name);
    counting_of(&s->plan.date, DATE_BIT, s->words.date);
    counting_of(&s->plan.swapped, DATE_BIT, s->words.swapped);
    search_blocks(s);
    keep_best(s);
    n = s->n;
    for (size_t i = 0; i < n; i++) {
        size_t row = s->kept[i].row;
        out[i] = s->kept[i];
        sketch_tell_parts(&out[i], &block_of(ix, row)->sketch[row % BLOCK_ROWS],
                          &s->words);
    }
    if (best_other_out) *best_other_out = s->best_other;
out:
    sodium_memzero(&s->words, sizeof s->words);
    free(s);
    return n;
}
