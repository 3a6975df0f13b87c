/* What planning and running bands share. Only clk_band*.c include this file. */
#ifndef LINK_CLK_BANDS_INT_H
#define LINK_CLK_BANDS_INT_H

#include "link/clk_bands.h"
#include "link/clk_tiles.h"

enum { CLK_BAND_BITS_MOST = 48 };

/* One or two sets as one row of numbers: those of `a`, then those of `b`. */
struct clk_band_sets {
    const struct clk_set *a, *b; /* b may be NULL */
    size_t n;
};
static inline const uint64_t *clk_band_row(const struct clk_band_sets *s, size_t i)
{
    return i < s->a->n ? clk_set_row(s->a, i) : clk_set_row(s->b, i - s->a->n);
}
static inline uint32_t clk_band_weight(const struct clk_band_sets *s, size_t i)
{
    return i < s->a->n ? s->a->weight[i] : s->b->weight[i - s->a->n];
}

struct clk_band {
    uint32_t n;
    uint16_t bit[CLK_BAND_BITS_MOST]; /* bit i is bit i % 64 of word i / 64 */
};
/* Different keys: different bits. Equal keys: nearly always equal bits. */
static inline uint32_t clk_band_key(const struct clk_band *band, const uint64_t *row)
{
    uint64_t key = 0;
    for (uint32_t i = 0; i < band->n; i++)
        key = key << 1 | (row[band->bit[i] / 64] >> band->bit[i] % 64 & 1);
    return band->n <= 32 ? (uint32_t)key : (uint32_t)(key * 0x9e3779b97f4a7c15u >> 32);
}
static inline bool clk_band_meets(const struct clk_band *band, const uint64_t *x,
                                  const uint64_t *y)
{
    if (band->n > 32) return clk_band_key(band, x) == clk_band_key(band, y);
    for (uint32_t i = 0; i < band->n; i++) {
        uint32_t bit = band->bit[i];
        if ((x[bit / 64] ^ y[bit / 64]) >> bit % 64 & 1) return false;
    }
    return true;
}

/* Bands from the bits that tell people apart best. The caller's (free). */
struct clk_band *clk_bands_draw(const struct clk_set *a, const struct clk_set *b,
                                uint32_t n_bands, uint32_t band_bits, uint64_t seed);
/* How many of the sorted columns bands are drawn from. */
uint32_t clk_band_columns(const struct clk_set *a);

size_t clk_band_budget(const struct clk_band_rules *r);
/* Pairs that the budget holds beside what working takes; 0: not even that. */
size_t clk_band_pairs_within(const struct clk_set *a, const struct clk_set *b,
                             const struct clk_search *q,
                             const struct clk_band_rules *r);

#endif
