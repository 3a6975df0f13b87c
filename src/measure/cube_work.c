/* Counting the rows of one thread, block by block.
 *
 * Five ways to count, chosen in cube_work_init:
 *   rows, small table   16-bit keys of a dense table of leaves, two 32-bit histograms
 *   rows, large table   32-bit keys that are cells, counted in place
 *   weights             likewise
 *   distinct units      packed keys (16 bits when they fit, else 32), a leaf counted
 *                       where it is new in its unit, the rest by cube_distinct
 *   weighted units      likewise with the unit's weight instead of 1, row by row
 * Invariants: (1) every row adds at most 1 to one histogram entry and histograms are
 * emptied into 64-bit cells every ROWS_PER_FILL rows, so 32 bits never overflow;
 * (2) codes are checked block by block before a key is made from them. */
#include "measure/cube_work.h"
#include "measure/vectors.h"

enum { ROWS_PER_FILL = 1 << 24 };

/* Keys of a block with room before them for the key of the row before. */
struct cube_block {
    union {
        uint16_t k16[CUBE_BLOCK + 2 * CUBE_PAD];
        uint32_t k32[CUBE_BLOCK + 2 * CUBE_PAD];
    };
    union {
        uint16_t picked16[CUBE_BLOCK + CUBE_PAD];
        uint32_t picked32[CUBE_BLOCK + CUBE_PAD];
    };
    uint8_t first[CUBE_BLOCK + CUBE_PAD];
    uint8_t changed[CUBE_BLOCK + CUBE_PAD];
    uint8_t keep[CUBE_BLOCK + CUBE_PAD];
};

static bool is_narrow(const struct cube_work *w)
{
    return w->n_counts != 0;
}

/* --- small histograms ------------------------------------------------------------- */

static void count16(uint32_t *counts, size_t n_counts, const uint16_t *keys, size_t n)
{
    /* Two histograms, so that equal keys in a row do not wait for each other. */
    uint32_t *even = counts, *odd = counts + n_counts;
    size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        even[keys[i]]++;
        odd[keys[i + 1]]++;
        even[keys[i + 2]]++;
        odd[keys[i + 3]]++;
        even[keys[i + 4]]++;
        odd[keys[i + 5]]++;
        even[keys[i + 6]]++;
        odd[keys[i + 7]]++;
    }
    for (; i < n; i++)
        even[keys[i]]++;
}

/* Likewise, only keys whose keep byte is 1: cheaper than moving them together where no
 * instruction does that. */
static void count_kept16(uint32_t *counts, size_t n_counts, const uint16_t *keys,
                         const uint8_t *keep, size_t n)
{
    uint32_t *even = counts, *odd = counts + n_counts;
    size_t i = 0;
    for (; i + 2 <= n; i += 2) {
        even[keys[i]] += keep[i];
        odd[keys[i + 1]] += keep[i + 1];
    }
    if (i < n) even[keys[i]] += keep[i];
}

/* Adds the histograms to the cells and zeroes them. Entry of a leaf: the sum of
 * code * step over dimensions. */
static void empty_counts(struct cube_work *w, const uint32_t *step)
{
    const struct cube_shape *s = w->shape;
    uint32_t code[LIMIT_QUESTION_DIMS] = {0};
    for (size_t left = s->leaves; left; left--) {
        size_t entry = 0, cell = 0;
        for (unsigned d = 0; d < s->n_dims; d++) {
            entry += (size_t)code[d] * step[d];
            cell += (size_t)code[d] * s->stride[d];
        }
        w->cells[cell] += w->counts[entry];
        w->cells[cell] += w->counts[w->n_counts + entry];
        for (unsigned d = s->n_dims; d-- > 0 && ++code[d] == s->n_values[d];)
            code[d] = 0;
    }
    memset(w->counts, 0, 2 * w->n_counts * sizeof *w->counts);
    w->n_filled = 0;
}

/* --- rows ------------------------------------------------------------------------- */

static void count_cells(struct cube_work *w, const uint32_t *keys, size_t at, size_t n)
{
    const int64_t *weights = w->spec->weights ? w->spec->weights + at : NULL;
    const uint8_t *mask = w->spec->mask ? w->spec->mask + at : NULL;
    for (size_t i = 0; i < n; i++) {
        int64_t add = weights ? weights[i] : 1;
        if (!mask || mask[i]) w->cells[keys[i]] += add;
    }
}

static void rows_block(struct cube_work *w, size_t at, size_t n)
{
    struct cube_block *b = w->block;
    if (!is_narrow(w)) {
        count_cells(w, b->k32 + CUBE_PAD, at, n);
        return;
    }
    uint16_t *keys = b->k16 + CUBE_PAD;
    if (w->spec->mask) n = w->k->pick16(keys, keys, w->spec->mask + at, n);
    count16(w->counts, w->n_counts, keys, n);
}

/* --- distinct units --------------------------------------------------------------- */

/* Moves the masked-in rows together; a unit's first row is then its first that counts.
 */
#define PICK_MASKED(width)                                                             \
    static size_t pick_masked##width(struct cube_work *w, uint##width##_t *keys,       \
                                     const uint8_t *mask, size_t n)                    \
    {                                                                                  \
        uint8_t *first = w->block->first;                                              \
        uint8_t begun = w->first_pending;                                              \
        size_t picked = 0;                                                             \
        if (w->k->picks_fast) {                                                        \
            w->k->pick##width(keys, keys, mask, n);                                    \
            return w->k->firsts_masked(first, &w->first_pending, mask, n);             \
        }                                                                              \
        for (size_t i = 0; i < n; i++) {                                               \
            uint8_t wanted = mask[i] != 0;                                             \
            begun |= first[i] != 0;                                                    \
            keys[picked] = keys[i];                                                    \
            first[picked] = begun;                                                     \
            picked += wanted;                                                          \
            begun &= wanted ^ 1;                                                       \
        }                                                                              \
        w->first_pending = begun;                                                      \
        return picked;                                                                 \
    }
PICK_MASKED(16)
PICK_MASKED(32)

/* Row by row over the changes: the first change of a unit is one count taken back at
 * the join of the two leaves, later ones are for cube_distinct_more. */
#define CHANGES_OF(width)                                                              \
    static void changes_of##width(struct cube_work *w, const uint##width##_t *keys,    \
                                  size_t n)                                            \
    {                                                                                  \
        const struct cube_shape *s = w->shape;                                         \
        struct cube_block *b = w->block;                                               \
        bool fresh = w->fresh;                                                         \
        memset(b->first + n, 0, CUBE_PAD);                                             \
        memset(b->changed + n, 0, CUBE_PAD);                                           \
        for (size_t word = 0; word < n; word += 64) {                                  \
            uint64_t changed = bits_of(b->changed + word);                             \
            uint64_t firsts = bits_of(b->first + word);                                \
            for (; changed; changed &= changed - 1) {                                  \
                unsigned bit = (unsigned)__builtin_ctzll(changed);                     \
                uint64_t to_here = (2ull << bit) - 1;                                  \
                uint32_t before = keys[word + bit - 1], here = keys[word + bit];       \
                if (fresh || (firsts & to_here)) {                                     \
                    unsigned set = cube_differing(s, before, here);                    \
                    w->cells[cube_join_cell(s, here, set)]--;                          \
                    cube_distinct_begin(&w->distinct, before, here);                   \
                    fresh = false;                                                     \
                } else {                                                               \
                    cube_distinct_more(&w->distinct, here);                            \
                }                                                                      \
                firsts &= ~to_here;                                                    \
            }                                                                          \
            if (firsts) fresh = true;                                                  \
        }                                                                              \
        w->fresh = fresh;                                                              \
    }
CHANGES_OF(16)
CHANGES_OF(32)

static void firsts_of(struct cube_work *w, size_t at, size_t n)
{
    const struct cube_spec *spec = w->spec;
    uint8_t *first = w->block->first;
    if (spec->unit_first)
        w->k->flags(first, spec->unit_first + at, n);
    else if (at > 0)
        w->k->firsts(first, spec->unit + at, n);
    else
        w->k->firsts(first + 1, spec->unit + 1, n - 1);
    if (at == w->from) first[0] = 1;
}

static void distinct_narrow(struct cube_work *w, size_t at, size_t n)
{
    struct cube_block *b = w->block;
    uint16_t *keys = b->k16 + CUBE_PAD;
    firsts_of(w, at, n);
    if (w->spec->mask) n = pick_masked16(w, keys, w->spec->mask + at, n);
    if (n == 0) return;
    w->k->changes16(b->keep, b->changed, keys, b->first, n);
    changes_of16(w, keys, n);
    keys[-1] = keys[n - 1];
    if (w->k->picks_fast) {
        n = w->k->pick16(b->picked16, keys, b->keep, n);
        count16(w->counts, w->n_counts, b->picked16, n);
    } else {
        count_kept16(w->counts, w->n_counts, keys, b->keep, n);
    }
}

static void distinct_wide(struct cube_work *w, size_t at, size_t n)
{
    struct cube_block *b = w->block;
    uint32_t *keys = b->k32 + CUBE_PAD;
    firsts_of(w, at, n);
    if (w->spec->mask) n = pick_masked32(w, keys, w->spec->mask + at, n);
    if (n == 0) return;
    w->k->changes32(b->keep, b->changed, keys, b->first, n);
    changes_of32(w, keys, n);
    keys[-1] = keys[n - 1];
    n = w->k->pick32(b->picked32, keys, b->keep, n);
    for (size_t i = 0; i < n; i++)
        w->cells[cube_leaf_cell(w->shape, b->picked32[i])]++;
}

/* The weight of a unit is that of its first row that counts. Row by row: who has
 * weights has few rows. */
static void distinct_weighted(struct cube_work *w, size_t at, size_t n)
{
    const struct cube_shape *s = w->shape;
    const uint32_t *keys = w->block->k32 + CUBE_PAD;
    firsts_of(w, at, n);
    for (size_t i = 0; i < n; i++) {
        w->first_pending |= w->block->first[i] != 0;
        if (w->spec->mask && !w->spec->mask[at + i]) continue;
        uint32_t before = w->last_key, here = w->last_key = keys[i];
        if (w->first_pending) {
            w->first_pending = false;
            w->fresh = true;
            w->distinct.weight = w->spec->weights[at + i];
        } else if (here == before) {
            continue;
        } else if (w->fresh) {
            unsigned set = cube_differing(s, before, here);
            w->fresh = false;
            w->cells[cube_join_cell(s, here, set)] -= w->distinct.weight;
            cube_distinct_begin(&w->distinct, before, here);
        } else {
            cube_distinct_more(&w->distinct, here);
        }
        w->cells[cube_leaf_cell(s, here)] += w->distinct.weight;
    }
}

/* --- one thread's rows ------------------------------------------------------------ */

static bool codes_fit(struct cube_work *w, const uint32_t *highest)
{
    for (unsigned i = 0; i < w->shape->n_dims; i++) {
        unsigned d = w->streams.dim[i];
        if (highest[i] < w->shape->n_values[d]) continue;
        w->rc = err_set(&w->e, ERR_INVALID,
                        "a code of dimension %u is %u, expected one below %u", d + 1,
                        highest[i], w->shape->n_values[d]);
        return false;
    }
    return true;
}

/* Keys of a block; false when a code is out of range. */
static bool make_keys(struct cube_work *w, size_t at, size_t n)
{
    uint32_t highest[LIMIT_QUESTION_DIMS];
    struct cube_block *b = w->block;
    if (is_narrow(w))
        w->k->keys16(b->k16 + CUBE_PAD, highest, &w->streams, at, n);
    else
        w->k->keys32(b->k32 + CUBE_PAD, highest, &w->streams, at, n);
    return codes_fit(w, highest);
}

static bool mask_is_empty(const uint8_t *mask, size_t n)
{
    return n == 0 || (mask[0] == 0 && memcmp(mask, mask + 1, n - 1) == 0);
}

void *cube_work_run(void *arg)
{
    struct cube_work *w = arg;
    const struct cube_spec *spec = w->spec;
    const struct cube_shape *s = w->shape;
    uint32_t packed_step[LIMIT_QUESTION_DIMS];
    for (unsigned d = 0; d < s->n_dims; d++)
        packed_step[d] = 1u << s->shift[d];
    const uint32_t *step = spec->unit ? packed_step : s->leaf_stride;
    for (size_t at = w->from; at < w->to; at += CUBE_BLOCK) {
        size_t n = MIN_OF(w->to - at, (size_t)CUBE_BLOCK);
        if (!make_keys(w, at, n)) return NULL;
        if (spec->unit && spec->weights)
            distinct_weighted(w, at, n);
        else if (spec->unit && is_narrow(w))
            distinct_narrow(w, at, n);
        else if (spec->unit)
            distinct_wide(w, at, n);
        else if (!spec->mask || !mask_is_empty(spec->mask + at, n))
            rows_block(w, at, n);
        w->n_filled += n;
        if (is_narrow(w) && w->n_filled > ROWS_PER_FILL) empty_counts(w, step);
    }
    if (is_narrow(w)) empty_counts(w, step);
    return NULL;
}

static void set_streams(struct cube_work *w)
{
    const struct cube_shape *s = w->shape;
    struct cube_streams *t = &w->streams;
    for (unsigned d = 0; d < s->n_dims; d++) {
        const struct cube_dim *dim = &w->spec->dims[d];
        uint32_t factor = w->spec->unit  ? 1u << s->shift[d]
                          : is_narrow(w) ? s->leaf_stride[d]
                                         : s->stride[d];
        if (dim->codes16) {
            t->codes16[t->n16] = dim->codes16;
            t->factor16[t->n16++] = factor;
        } else {
            t->codes8[t->n8] = dim->codes8;
            t->factor8[t->n8++] = factor;
        }
    }
    unsigned next8 = 0, next16 = t->n8;
    for (unsigned d = 0; d < s->n_dims; d++)
        t->dim[w->spec->dims[d].codes16 ? next16++ : next8++] = d;
}

void cube_work_init(struct cube_work *w, const struct cube_spec *spec,
                    const struct cube_shape *s, const struct cube_kernels *k)
{
    w->spec = spec;
    w->shape = s;
    w->k = k;
    w->cells = mem_array(s->cells, sizeof *w->cells);
    w->block = mem_alloc(sizeof *w->block);
    if (spec->unit && !spec->weights && s->key_bits <= 16)
        w->n_counts = (size_t)1 << s->key_bits;
    else if (!spec->unit && !spec->weights && s->leaves <= 1 << 16)
        w->n_counts = MAX_OF(s->leaves, (size_t)1);
    if (w->n_counts) w->counts = mem_array(2 * w->n_counts, sizeof *w->counts);
    w->distinct = (struct cube_distinct){.shape = s, .cells = w->cells, .weight = 1};
    set_streams(w);
}

void cube_work_dispose(struct cube_work *w)
{
    free(w->cells);
    free(w->counts);
    free(w->block);
    cube_distinct_dispose(&w->distinct);
}
