#include "base/arena.h"
#include "encode/clk_set.h"

void clk_set_init(struct clk_set *s, size_t n, uint32_t bits)
{
    require(bits >= 8 && bits % 8 == 0 && bits <= CLK_BITS_MAX);
    *s = (struct clk_set){.n = n, .bits = bits, .words = (bits + 63) / 64};
    size_t bytes = n * s->words * sizeof *s->word;
    s->word = aligned_alloc(64, (bytes + 64) / 64 * 64);
    if (!s->word) bug("out of memory");
    s->weight = mem_array(n + 1, sizeof *s->weight);
    memset(s->word, 0, bytes);
}

void clk_set_dispose(struct clk_set *s)
{
    free(s->word);
    free(s->weight);
    *s = (struct clk_set){0};
}

void clk_set_put(struct clk_set *s, size_t i, const uint8_t *bytes)
{
    require(i < s->n);
    uint64_t *row = s->word + i * s->words;
    memset(row, 0, s->words * sizeof *row);
    memcpy(row, bytes, s->bits / 8);
    uint32_t weight = 0;
    for (uint32_t w = 0; w < s->words; w++)
        weight += (uint32_t)__builtin_popcountll(row[w]);
    s->weight[i] = weight;
}
