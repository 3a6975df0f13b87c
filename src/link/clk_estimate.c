#include "base/rng.h"
#include "link/clk_tiles.h"

struct tally {
    double *at; /* by score in hundredths, downwards */
    enum clk_score score;
    const struct clk_kernels *kernels;
};

static void tally_pair(struct tally *t, const struct clk_set *a, size_t i,
                       const struct clk_set *b, size_t j)
{
    uint64_t sum = clk_sum_of(t->score, a->weight[i], b->weight[j]);
    uint64_t common =
        t->kernels->common(clk_set_row(a, i), clk_set_row(b, j), a->words);
    t->at[sum ? 200 * common / sum : 0]++;
}

void clk_estimate(double n_pairs_at[101], const struct clk_set *a,
                  const struct clk_set *b, enum clk_score score, size_t max_compared,
                  uint64_t seed)
{
    struct tally t = {n_pairs_at, score, clk_kernels_at(CLK_KERNEL_BEST)};
    size_t n = a->n, m = b ? b->n : a->n;
    double n_all = b ? (double)n * (double)m : (double)n * ((double)n - 1) / 2;
    memset(n_pairs_at, 0, 101 * sizeof *n_pairs_at);
    if (!n || !m || n_all < 1 || !max_compared) return;
    require(n <= UINT32_MAX && m <= UINT32_MAX && a->bits == (b ? b : a)->bits);
    if (n_all <= (double)max_compared) {
        for (size_t i = 0; i < n; i++)
            for (size_t j = b ? 0 : i + 1; j < m; j++)
                tally_pair(&t, a, i, b ? b : a, j);
    } else {
        struct rng rng;
        rng_init(&rng, seed);
        for (size_t k = 0; k < max_compared; k++) {
            size_t i = rng_below(&rng, (uint32_t)n), j = rng_below(&rng, (uint32_t)m);
            while (!b && i == j)
                j = rng_below(&rng, (uint32_t)m);
            tally_pair(&t, a, i, b ? b : a, j);
        }
    }
    for (int s = 99; s >= 0; s--)
        n_pairs_at[s] += n_pairs_at[s + 1];
    double n_compared = n_pairs_at[0];
    for (int s = 0; s <= 100; s++)
        n_pairs_at[s] = n_pairs_at[s] * n_all / n_compared;
}

size_t clk_rows_keep(uint32_t *row, size_t n, const struct clk_set *s, size_t of,
                     const struct clk_search *q)
{
    const struct clk_kernels *kernels = clk_kernels_at(q->kernel);
    if (!kernels) kernels = clk_kernels_at(CLK_KERNEL_BEST);
    const struct clk_threshold threshold = {q->score, q->num, q->den};
    const uint64_t *left = clk_set_row(s, of);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (i + 4 < n) __builtin_prefetch(clk_set_row(s, row[i + 4]));
        uint64_t sum = clk_sum_of(q->score, s->weight[of], s->weight[row[i]]);
        uint32_t common = kernels->common(left, clk_set_row(s, row[i]), s->words);
        if (clk_reaches(&threshold, common, sum)) row[kept++] = row[i];
    }
    return kept;
}
