/* The sample: some records of the left set, held against all of the right one, exactly.
 * For each pair of it that reaches the threshold, the share p of the bands' columns on
 * which it agrees is counted. It meets in a band of s bits with probability p^s, in one
 * of n bands with 1 - (1 - p^s)^n; the mean over the sample is the recall. What meets
 * without being alike is counted in the same way on pairs drawn at random. */
#include <math.h>

#include "base/arena.h"
#include "base/rng.h"
#include "link/clk_bands_int.h"

enum {
    SAMPLE_COMPARED = 1000000000, /* pairs looked at for the sample */
    SAMPLE_PAIRS = 5000,
    SAMPLE_RANDOM = 50000,
    BITS_LEAST = 8
};
/* Costs in nanoseconds, of the order measured by bench_link: a key with its sorting, a
 * meeting with its comparison, a pair compared by clk_pairs_find. */
/* Of what may be missed, kept for what a sample does not see. */
static const double MARGIN = 0.1;
static const double COST_KEY = 60, COST_MEETING = 60, COST_PAIR = 1.4;

uint32_t clk_band_columns(const struct clk_set *a)
{
    return MAX_OF(a->bits / 2, 8u);
}

struct clk_band *clk_bands_draw(const struct clk_set *a, const struct clk_set *b,
                                uint32_t n_bands, uint32_t band_bits, uint64_t seed)
{
    struct clk_columns *columns = mem_alloc(sizeof *columns);
    struct clk_band *bands = mem_array(n_bands + 1, sizeof *bands);
    uint32_t n_columns = clk_band_columns(a);
    struct rng rng;
    require(band_bits <= CLK_BAND_BITS_MOST && band_bits <= n_columns);
    clk_columns_sort(columns, a, b);
    rng_init(&rng, seed);
    for (uint32_t i = 0; i < n_bands; i++) {
        bands[i].n = band_bits;
        /* the first of a shuffled row: no column twice in a band */
        for (uint32_t k = 0; k < band_bits; k++) {
            uint32_t from = k + rng_below(&rng, n_columns - k);
            uint16_t column = columns->of[from];
            columns->of[from] = columns->of[k];
            columns->of[k] = column;
            bands[i].bit[k] = column;
        }
    }
    free(columns);
    return bands;
}

size_t clk_band_budget(const struct clk_band_rules *r)
{
    return r->memory_bytes ? r->memory_bytes : (size_t)1 << 30;
}

size_t clk_band_pairs_within(const struct clk_set *a, const struct clk_set *b,
                             const struct clk_search *q, const struct clk_band_rules *r)
{
    size_t n = a->n + (b ? b->n : 0), working = n * 2 * sizeof(uint64_t) + (1 << 20),
           budget = clk_band_budget(r);
    /* rows that grow are copied once, and gathered once */
    size_t most =
        working < budget ? (budget - working) / (3 * sizeof(struct clk_pair)) : 0;
    size_t asked = q->max_pairs ? q->max_pairs : (size_t)1 << 28;
    return MIN_OF(most, asked);
}

struct sample {
    /* pairs by the number of columns on which they agree: [n_columns + 1] */
    double *alike, *random;
    size_t n_alike, n_random;
    double n_pairs; /* expected in all */
    uint64_t mask[CLK_BITS_MAX / 64];
    uint32_t n_columns, words;
};

static uint32_t agreement(const struct sample *s, const uint64_t *x, const uint64_t *y)
{
    uint32_t n = s->n_columns;
    for (uint32_t w = 0; w < s->words; w++)
        n -= (uint32_t)__builtin_popcountll((x[w] ^ y[w]) & s->mask[w]);
    return n;
}

static void sample_columns(struct sample *s, const struct clk_set *a,
                           const struct clk_set *b)
{
    struct clk_columns *columns = mem_alloc(sizeof *columns);
    clk_columns_sort(columns, a, b);
    s->n_columns = clk_band_columns(a);
    s->words = a->words;
    for (uint32_t i = 0; i < s->n_columns; i++)
        s->mask[columns->of[i] / 64] |= UINT64_C(1) << columns->of[i] % 64;
    s->alike = mem_array(s->n_columns + 1, sizeof *s->alike);
    s->random = mem_array(s->n_columns + 1, sizeof *s->random);
    free(columns);
}

/* Fewer and fewer records, until their pairs fit. */
static enum err_code find_sample(struct clk_pairs *found, uint32_t *row, size_t *n_out,
                                 const struct clk_set *a, const struct clk_set *right,
                                 const struct clk_search *q, struct err *e)
{
    enum err_code rc = OK;
    struct clk_search exact = *q;
    exact.best = 0;
    exact.max_pairs = (size_t)1 << 20;
    for (size_t n = *n_out; n; n /= 4) {
        struct clk_set some;
        clk_set_init(&some, n, a->bits);
        for (size_t i = 0; i < n; i++)
            clk_set_put(&some, i, (const uint8_t *)clk_set_row(a, row[i]));
        rc = clk_pairs_find(found, &some, right, &exact, e);
        clk_set_dispose(&some);
        *n_out = n;
        if (rc != ERR_TOO_LARGE) return rc;
    }
    *n_out = 0;
    return OK; /* nothing but pairs: there is nothing to measure */
}

static enum err_code sample_alike(struct sample *s, const struct clk_set *a,
                                  const struct clk_set *b, const struct clk_search *q,
                                  struct rng *rng, struct err *e)
{
    const struct clk_set *right = b ? b : a;
    size_t n =
        MIN_OF(MAX_OF(SAMPLE_COMPARED / MAX_OF(right->n, (size_t)1), (size_t)100),
               a->n / 10 + 100);
    uint32_t *row = mem_array(n + 1, sizeof *row);
    struct clk_pairs found = {0};
    for (size_t i = 0; i < n; i++)
        row[i] = rng_below(rng, (uint32_t)a->n);
    enum err_code rc = find_sample(&found, row, &n, a, right, q, e);
    size_t kept = 0;
    for (size_t i = 0; i < found.n; i++)
        if (b || row[found.pair[i].a] != found.pair[i].b)
            found.pair[kept++] = found.pair[i];
    if (n) s->n_pairs = (double)kept * (double)a->n / (double)n / (b ? 1 : 2);
    s->n_alike = MIN_OF(kept, (size_t)SAMPLE_PAIRS);
    for (size_t i = 0; i < s->n_alike; i++) {
        /* evenly over all scores, which are in order */
        const struct clk_pair *p = &found.pair[i * kept / s->n_alike];
        s->alike[agreement(s, clk_set_row(a, row[p->a]), clk_set_row(right, p->b))]++;
    }
    clk_pairs_dispose(&found);
    free(row);
    return rc;
}

static void sample_random(struct sample *s, const struct clk_set *a,
                          const struct clk_set *b, struct rng *rng)
{
    const struct clk_set *right = b ? b : a;
    s->n_random = SAMPLE_RANDOM;
    for (size_t i = 0; i < s->n_random; i++)
        s->random[agreement(s, clk_set_row(a, rng_below(rng, (uint32_t)a->n)),
                            clk_set_row(right, rng_below(rng, (uint32_t)right->n)))]++;
}

static double recall_of(const struct sample *s, const double *meets, uint32_t n_bands)
{
    double sum = 0;
    for (uint32_t i = 0; i <= s->n_columns; i++)
        if (s->alike[i] > 0) sum += s->alike[i] * (1 - pow(1 - meets[i], n_bands));
    return s->n_alike ? sum / (double)s->n_alike : 1;
}

/* The fewest bands of so many bits with the recall wanted. */
static uint32_t bands_for(const struct sample *s, const double *meets, double recall)
{
    uint32_t low = 1, high = CLK_BANDS_MOST;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (recall_of(s, meets, middle) >= recall)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static void choose(struct clk_band_plan *out, const struct sample *s, double n_rows,
                   double n_all, double recall)
{
    double *meets = mem_array(s->n_columns + 1, sizeof *meets), least = 1e300;
    bool best_reaches = false;
    uint32_t most = MIN_OF((uint32_t)CLK_BAND_BITS_MOST, s->n_columns / 2);
    for (uint32_t bits = MIN_OF((uint32_t)BITS_LEAST, most); bits <= most; bits++) {
        double by_chance = 0;
        for (uint32_t i = 0; i <= s->n_columns; i++) {
            meets[i] = pow((double)i / s->n_columns, bits);
            by_chance += s->random[i] * meets[i];
        }
        uint32_t n = bands_for(s, meets, recall);
        double reached = recall_of(s, meets, n),
               compared = n * by_chance / (double)s->n_random * n_all,
               cost = n * n_rows * COST_KEY + compared * COST_MEETING;
        bool reaches = reached >= recall;
        if (reaches < best_reaches) continue;
        if (reaches == best_reaches &&
            (reaches ? cost >= least : reached <= out->recall))
            continue;
        best_reaches = reaches;
        least = cost;
        *out = (struct clk_band_plan){
            .n_bands = n, .band_bits = bits, .recall = reached, .n_compared = compared};
    }
    if (least >= n_all * COST_PAIR)
        *out = (struct clk_band_plan){.recall = 1, .n_compared = n_all};
    free(meets);
}

enum err_code clk_bands_plan(struct clk_band_plan *out, const struct clk_set *a,
                             const struct clk_set *b, const struct clk_search *q,
                             const struct clk_band_rules *r, struct err *e)
{
    enum err_code rc = OK;
    struct sample s = {0};
    double n_all =
               b ? (double)a->n * (double)b->n : (double)a->n * ((double)a->n - 1) / 2,
           n_rows = (double)(a->n + (b ? b->n : 0));
    *out = (struct clk_band_plan){.recall = 1, .n_compared = n_all};
    TRY(clk_search_check(a, b, q, e));
    size_t pairs_most = clk_band_pairs_within(a, b, q, r);
    if (!pairs_most) {
        err_set(e, ERR_TOO_LARGE,
                "%zu MiB of memory do not hold %.0f encodings at work",
                clk_band_budget(r) >> 20, n_rows);
        err_hint(e, "allow at least %.0f MiB", n_rows * 16 / 1048576 + 64);
        return ERR_TOO_LARGE;
    }
    if (!a->n || (b && !b->n)) return OK;
    struct rng rng;
    rng_init(&rng, r->seed);
    sample_columns(&s, a, b);
    TRY(sample_alike(&s, a, b, q, &rng, e));
    sample_random(&s, a, b, &rng);
    double recall = r->recall > 0 ? MIN_OF(r->recall, 0.9999) : 0.95;
    choose(out, &s, n_rows, n_all, recall + MARGIN * (1 - recall));
    out->n_sampled = s.n_alike;
    out->n_pairs = s.n_pairs * out->recall;
    out->bytes = n_rows * 16 + out->n_pairs * 16 * 3;
    if (out->n_pairs > 1.1 * (double)pairs_most) {
        err_set(e, ERR_TOO_LARGE,
                "about %.0f pairs reach a score of %.3f; %zu MiB of memory hold %zu",
                out->n_pairs, (double)q->num / q->den, clk_band_budget(r) >> 20,
                pairs_most);
        err_hint(e, "raise the threshold or allow more memory");
        rc = ERR_TOO_LARGE;
    }
out:
    free(s.alike);
    free(s.random);
    return rc;
}

void clk_bands_meet(bool *meets, const struct clk_set *a, const struct clk_set *b,
                    const struct clk_band_rules *r, const struct clk_band_plan *plan,
                    const struct clk_pair *pairs, size_t n)
{
    struct clk_band *bands =
        clk_bands_draw(a, b, plan->n_bands, plan->band_bits, r->seed);
    for (size_t i = 0; i < n; i++) {
        const uint64_t *x = clk_set_row(a, pairs[i].a),
                       *y = clk_set_row(b ? b : a, pairs[i].b);
        meets[i] = plan->n_bands == 0;
        for (uint32_t band = 0; band < plan->n_bands && !meets[i]; band++)
            meets[i] = clk_band_meets(&bands[band], x, y);
    }
    free(bands);
}
