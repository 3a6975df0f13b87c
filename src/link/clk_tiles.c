/* Letting go early is exact: a pair with c bits in common in the first words can have
 * at most c + min(rest of a, rest of b) in all. How well it works depends on which bits
 * stand in front. A bit that nearly everybody has says little; so columns are sorted by
 * how often they tell two people apart, which changes no count. */
#include "base/arena.h"
#include "base/rng.h"
#include "link/clk_tiles.h"

enum {
    SAMPLE_ROWS = 4096, /* for the frequency of bits, of each set */
    SAMPLE_LEFT = 64,   /* rows, each against SAMPLE_RIGHT, for the choice of head */
    SAMPLE_RIGHT = 128
};

uint64_t clk_need(const struct clk_threshold *t, uint64_t sum)
{
    uint64_t need = (t->num * sum + 2 * t->den - 1) / (2 * t->den);
    return t->num && !need ? 1 : need;
}

/* --- columns --- */

/* 64 x 64 bits turned over: bit j of row i becomes bit i of row j. (Hacker's Delight,
 * 7-3, for 64 and bit 0 first.) */
static void transpose(uint64_t x[64])
{
    uint64_t mask = 0x00000000ffffffffu;
    for (unsigned j = 32; j; j >>= 1, mask ^= mask << j)
        for (unsigned k = 0; k < 64; k = (k + j + 1) & ~j) {
            uint64_t t = (x[k] >> j ^ x[k + j]) & mask;
            x[k] ^= t << j;
            x[k + j] ^= t;
        }
}

static void count_columns(uint32_t *n_set, const struct clk_set *s)
{
    size_t step = s->n / SAMPLE_ROWS + 1;
    uint64_t block[64];
    for (size_t from = 0; from < s->n; from += 64 * step)
        for (uint32_t w = 0; w < s->words; w++) {
            for (size_t i = 0; i < 64; i++) {
                size_t row = from + i * step;
                block[i] = row < s->n ? clk_set_row(s, row)[w] : 0;
            }
            transpose(block);
            for (size_t i = 0; i < 64; i++)
                n_set[w * 64 + i] += (uint32_t)__builtin_popcountll(block[i]);
        }
}

struct column {
    double apart;
    uint16_t at;
};
static int compare_columns(const void *a, const void *b)
{
    const struct column *x = a, *y = b;
    if (x->apart != y->apart) return x->apart > y->apart ? -1 : 1;
    return x->at < y->at ? -1 : 1;
}

void clk_columns_sort(struct clk_columns *out, const struct clk_set *a,
                      const struct clk_set *b)
{
    uint32_t n_columns = a->words * 64;
    const struct clk_set *sets[2] = {a, b ? b : a};
    struct column *columns = mem_array(n_columns, sizeof *columns);
    uint32_t *n_set[2];
    double n_rows[2];
    for (size_t s = 0; s < 2; s++) {
        n_set[s] = mem_array(n_columns, sizeof *n_set[s]);
        count_columns(n_set[s], sets[s]);
        size_t step = sets[s]->n / SAMPLE_ROWS + 1;
        n_rows[s] = (double)MAX_OF((sets[s]->n + step - 1) / step, (size_t)1);
    }
    for (uint32_t i = 0; i < n_columns; i++) {
        double p = n_set[0][i] / n_rows[0], q = n_set[1][i] / n_rows[1];
        columns[i] = (struct column){p * (1 - q) + q * (1 - p), (uint16_t)i};
    }
    qsort(columns, n_columns, sizeof *columns, compare_columns);
    for (uint32_t i = 0; i < n_columns; i++)
        out->of[i] = columns[i].at;
    free(columns);
    free(n_set[0]);
    free(n_set[1]);
}

/* --- tiles --- */

/* Rows by weight, then as they came. */
static void sort_rows(struct clk_tiles *t, const struct clk_set *s)
{
    size_t *at = mem_array((size_t)s->bits + 2, sizeof *at);
    for (size_t i = 0; i < s->n; i++)
        at[s->weight[i] + 1]++;
    for (size_t w = 0; w <= s->bits; w++)
        at[w + 1] += at[w];
    for (size_t i = 0; i < s->n; i++) {
        size_t to = at[s->weight[i]]++;
        t->row[to] = (uint32_t)i;
        t->weight[to] = s->weight[i];
    }
    free(at);
}

static void put_rows(struct clk_tiles *t, const struct clk_set *s)
{
    for (size_t i = 0; i < t->n; i++) {
        const uint64_t *from = clk_set_row(s, t->row[i]);
        uint64_t *to = t->word + (clk_tiles_at(t, i) - t->word);
        for (uint32_t w = 0; w < t->words; w++)
            to[w * CLK_GROUP] = from[w];
    }
}

/* 64 rows at a time: turned over, columns in their new order, turned back. */
static void put_rows_by_column(struct clk_tiles *t, const struct clk_set *s,
                               const struct clk_columns *columns)
{
    uint64_t *turned = mem_array((size_t)t->words * 64, sizeof *turned), block[64];
    for (size_t from = 0; from < t->n; from += 64) {
        size_t n = MIN_OF(t->n - from, (size_t)64);
        for (uint32_t w = 0; w < t->words; w++) {
            uint64_t *x = turned + (size_t)w * 64;
            memset(x, 0, 64 * sizeof *x);
            for (size_t i = 0; i < n; i++)
                x[i] = clk_set_row(s, t->row[from + i])[w];
            transpose(x);
        }
        for (uint32_t w = 0; w < t->words; w++) {
            for (size_t i = 0; i < 64; i++)
                block[i] = turned[columns->of[w * 64 + i]];
            transpose(block);
            for (size_t i = 0; i < n; i++)
                t->word[(clk_tiles_at(t, from + i) - t->word) + w * CLK_GROUP] =
                    block[i];
        }
    }
    free(turned);
}

void clk_tiles_init(struct clk_tiles *t, const struct clk_set *s,
                    const struct clk_columns *columns)
{
    size_t n_padded = (s->n + CLK_TILE_STEP - 1) / CLK_TILE_STEP * CLK_TILE_STEP;
    *t = (struct clk_tiles){.n = s->n, .n_padded = n_padded, .words = s->words};
    size_t bytes = n_padded * s->words * sizeof *t->word;
    t->word = aligned_alloc(64, bytes + 64);
    t->rest = aligned_alloc(64, n_padded * sizeof *t->rest + 64);
    if (!t->word || !t->rest) bug("out of memory");
    memset(t->word, 0, bytes);
    memset(t->rest, 0, n_padded * sizeof *t->rest);
    t->weight = mem_array(n_padded + 1, sizeof *t->weight);
    t->row = mem_array(n_padded + 1, sizeof *t->row);
    sort_rows(t, s);
    if (columns)
        put_rows_by_column(t, s, columns);
    else
        put_rows(t, s);
}

void clk_tiles_dispose(struct clk_tiles *t)
{
    free(t->word);
    free(t->rest);
    free(t->weight);
    free(t->row);
    *t = (struct clk_tiles){0};
}

void clk_tiles_set_head(struct clk_tiles *t, uint32_t head)
{
    for (size_t i = 0; i < t->n; i++) {
        const uint64_t *word = clk_tiles_at(t, i);
        uint32_t rest = t->weight[i];
        for (uint32_t w = 0; w < head; w++)
            rest -= (uint32_t)__builtin_popcountll(word[w * CLK_GROUP]);
        t->rest[i] = rest;
    }
}

/* --- head --- */

struct head_sample {
    size_t n;                                  /* pairs that length alone leaves open */
    uint32_t left_open[CLK_BITS_MAX / 64 + 1]; /* of them, after so many words */
    uint32_t at_score[1001];                   /* by score in thousandths */
};

/* What would be left open of one pair after each word. */
static void sample_pair(struct head_sample *s, const struct clk_tiles *a, size_t i,
                        const struct clk_tiles *b, size_t j, uint64_t need)
{
    const uint64_t *x = clk_tiles_at(a, i), *y = clk_tiles_at(b, j);
    uint64_t rest_x = a->weight[i], rest_y = b->weight[j], common = 0;
    for (uint32_t w = 0; w < a->words; w++) {
        uint64_t u = x[w * CLK_GROUP], v = y[w * CLK_GROUP];
        rest_x -= (uint64_t)__builtin_popcountll(u);
        rest_y -= (uint64_t)__builtin_popcountll(v);
        common += (uint64_t)__builtin_popcountll(u & v);
        if (common + MIN_OF(rest_x, rest_y) < need) return;
        s->left_open[w + 1]++;
    }
}

static uint64_t sample_score(const struct clk_tiles *a, size_t i,
                             const struct clk_tiles *b, size_t j,
                             const struct clk_threshold *t)
{
    const uint64_t *x = clk_tiles_at(a, i), *y = clk_tiles_at(b, j);
    uint64_t common = 0, sum = clk_sum_of(t->score, a->weight[i], b->weight[j]);
    for (uint32_t w = 0; w < a->words; w++)
        common += (uint64_t)__builtin_popcountll(x[w * CLK_GROUP] & y[w * CLK_GROUP]);
    return sum ? 2000 * common / sum : 0;
}

/* With best k, what is looked at in the end are the best of each row: the threshold
 * that so many pairs of the sample reach. */
static struct clk_threshold best_threshold(const struct head_sample *s,
                                           const struct clk_threshold *t,
                                           double most_share)
{
    double wanted = most_share * (double)s->n, have = 0;
    for (uint64_t score = 1000; score; score--) {
        have += s->at_score[score];
        if (have >= wanted && score * t->den > t->num * 1000)
            return (struct clk_threshold){t->score, score, 1000};
        if (have >= wanted) break;
    }
    return *t;
}

uint32_t clk_head_choose(const struct clk_tiles *a, const struct clk_tiles *b,
                         const struct clk_threshold *t, const struct clk_kernels *k,
                         double most_share)
{
    if (!a->n || !b->n) return a->words;
    struct head_sample *s = mem_alloc(sizeof *s);
    struct clk_threshold used = *t;
    for (int pass = most_share < 1 ? 0 : 1; pass < 2; pass++) {
        struct rng rng;
        rng_init(&rng, 1024);
        for (size_t left = 0; left < SAMPLE_LEFT; left++) {
            size_t i = rng_below(&rng, (uint32_t)a->n);
            for (size_t right = 0; right < SAMPLE_RIGHT; right++) {
                size_t j = rng_below(&rng, (uint32_t)b->n);
                if (pass == 0) {
                    s->at_score[sample_score(a, i, b, j, t)]++;
                    s->n++;
                    continue;
                }
                uint64_t x = a->weight[i], y = b->weight[j];
                uint64_t need = clk_need(&used, clk_sum_of(t->score, x, y));
                if (need > MIN_OF(x, y)) continue;
                s->n++;
                sample_pair(s, a, i, b, j, need);
            }
        }
        if (pass == 0) {
            used = best_threshold(s, t, most_share);
            s->n = 0;
        }
    }
    uint32_t best = a->words;
    double least = 1e300, n = (double)MAX_OF(s->n, (size_t)1);
    for (uint32_t head = 1; head <= a->words; head++) {
        double open = s->left_open[head] / n,
               words = head + open * (k->hit_words + (double)(a->words - head));
        if (words < least) {
            least = words;
            best = head;
        }
    }
    free(s);
    return best;
}
