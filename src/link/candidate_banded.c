#include "link/candidate_banded.h"

#include "base/clock.h"
#include "link/candidate_keys.h"

enum {
    PER_100_LOW = 50,
    PER_100_HIGH = 95,
    SAMPLE_ROWS = 2000,           /* for how many pairs keys give */
    SAMPLE_COMPARED = 1000000000, /* for what is lost: pairs compared exactly */
    SAMPLE_EXACT_MOST = 2000,     /* rows */
    SAMPLE_PAIRS_MOST = 1 << 22,  /* of theirs */
    BANDS_AFFORDED = 200,         /* each costs a key a record */
    MEETINGS_AFFORDED = 2000,     /* comparisons a record, in all bands */
    SEED = 20221001
};
/* Of the order that bench_link measures on one thread. */
static const double SECONDS_A_MEETING = 60e-9, SECONDS_A_KEY = 60e-9;
/* Thresholds for bands, the lowest whose bands can be afforded; below, records of
 * people who do not know each other meet in nearly every band. */
static const unsigned band_per_100[] = {65, 70, 75, 80, 85, 90};

struct sides {
    struct clk_set a, b;
    const struct clk_set *right; /* NULL: within a */
    size_t first;
};

static void sides_of(struct sides *s, const struct clk_set *set, size_t first)
{
    *s = (struct sides){.a = *set, .first = first};
    if (!first) return;
    s->a = candidate_rows_of(set, 0, first);
    s->b = candidate_rows_of(set, first, set->n);
    s->right = &s->b;
}

static struct clk_search search_at(unsigned per_100, unsigned threads, size_t max_pairs)
{
    return (struct clk_search){.score = CLK_OVERLAP,
                               .num = per_100,
                               .den = 100,
                               .threads = threads,
                               .max_pairs = max_pairs};
}

/* Working memory beside the pairs, and three times what is found: clk_bands.h. */
static struct clk_band_rules band_rules(size_t n_rows, size_t n_most)
{
    return (struct clk_band_rules){.recall = 0.95,
                                   .memory_bytes =
                                       n_rows * 16 + ((size_t)2 << 20) + n_most * 48,
                                   .seed = SEED};
}

/* --- how many --- */

struct sample {
    uint32_t *seen, *rows;
    uint32_t stamp;
};

/* The lowest threshold at which keys give few enough, from rows spread over all. */
static void choose_threshold(struct candidate_plan *out, const struct candidate_keys *k,
                             const struct clk_set *set, size_t n_left,
                             const struct candidate_limits *limits, struct sample *s)
{
    double at[PER_100_HIGH + 1] = {0};
    size_t n = MIN_OF(n_left, (size_t)SAMPLE_ROWS), n_met = 0;
    for (size_t i = 0; i < n; i++) {
        size_t row = i * n_left / n;
        size_t left = candidate_keys_of(s->rows, k, row, true, s->seen, ++s->stamp);
        n_met += left;
        for (unsigned t = PER_100_LOW; t <= PER_100_HIGH && left; t++) {
            struct clk_search q = search_at(t, 1, 0);
            left = clk_rows_keep(s->rows, left, set, row, &q);
            at[t] += (double)left;
        }
    }
    /* each pair within one set was seen from both sides */
    double scale = (double)n_left / (double)MAX_OF(n, (size_t)1) / (k->first ? 1 : 2);
    out->per_100 = PER_100_LOW;
    while (out->per_100 < PER_100_HIGH &&
           at[out->per_100] * scale > (double)limits->n_wanted)
        out->per_100++;
    out->n_candidates = at[out->per_100] * scale;
    out->n_compared = (double)n_met * scale;
}

static enum err_code choose_bands(struct candidate_plan *out, const struct sides *s,
                                  size_t n_rows, const struct candidate_limits *limits,
                                  struct err *e)
{
    struct clk_band_rules rules = band_rules(n_rows, limits->n_most);
    double room = (double)limits->n_wanted - out->n_candidates;
    for (size_t i = 0; i < ARRAY_LEN(band_per_100); i++) {
        struct clk_band_plan bands;
        unsigned per_100 = MAX_OF(band_per_100[i], out->per_100);
        struct clk_search q = search_at(per_100, 1, 0);
        enum err_code rc = clk_bands_plan(&bands, &s->a, s->right, &q, &rules, e);
        if (rc == ERR_TOO_LARGE) continue;
        if (rc != OK) return rc;
        /* no bands: all are compared, where that is cheaper */
        if (bands.n_bands > BANDS_AFFORDED ||
            bands.n_compared > (double)n_rows * MEETINGS_AFFORDED ||
            bands.n_pairs > MAX_OF(room, (double)limits->n_wanted / 4))
            continue;
        out->bands = bands;
        out->bands_per_100 = per_100;
        out->n_compared += bands.n_compared;
        out->n_candidates += bands.n_pairs;
        return OK;
    }
    return OK;
}

/* --- what is lost --- */

static int by_number(const void *x, const void *y)
{
    const uint32_t *a = x, *b = y;
    return (*a > *b) - (*a < *b);
}

/* Which of the pairs, whose left rows are those of the table, keys give. */
static void mark_by_keys(bool *met, const struct clk_pair *pair, size_t n,
                         const struct candidate_keys *k, struct sample *s)
{
    for (size_t from = 0, to; from < n; from = to) {
        size_t n_rows =
            candidate_keys_of(s->rows, k, pair[from].a, true, s->seen, ++s->stamp);
        qsort(s->rows, n_rows, sizeof *s->rows, by_number);
        for (to = from; to < n && pair[to].a == pair[from].a; to++) {
            uint32_t b = pair[to].b + (uint32_t)k->first;
            met[to] = met[to] || bsearch(&b, s->rows, n_rows, sizeof b, by_number);
        }
    }
}

static int by_rows(const void *x, const void *y)
{
    const struct clk_pair *a = x, *b = y;
    if (a->a != b->a) return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

/* Pairs of a sample that are clearly alike, exactly; fewer rows, until they fit. */
static enum err_code find_exactly(struct clk_pairs *found, struct candidate_plan *out,
                                  const struct sides *s, struct err *e)
{
    const struct clk_set *right = s->right ? s->right : &s->a;
    size_t most = SAMPLE_COMPARED / MAX_OF(right->n, (size_t)1),
           n = MIN_OF(MIN_OF(s->a.n, (size_t)SAMPLE_EXACT_MOST),
                      MAX_OF(most, (size_t)100));
    out->recall_per_100 = MAX_OF(out->per_100, (unsigned)CANDIDATES_CLEAR_PER_100);
    struct clk_search q = search_at(out->recall_per_100, 1, SAMPLE_PAIRS_MOST);
    enum err_code rc = OK;
    for (; n; n /= 4) {
        struct clk_set some;
        clk_set_init(&some, n, s->a.bits);
        for (size_t i = 0; i < n; i++)
            clk_set_put(&some, i, (const uint8_t *)clk_set_row(&s->a, i * s->a.n / n));
        double began = clock_seconds();
        rc = clk_pairs_find(found, &some, right, &q, e);
        clk_set_dispose(&some);
        out->pairs_a_second =
            (double)n * (double)right->n / MAX_OF(clock_seconds() - began, 1e-3);
        if (rc != ERR_TOO_LARGE) break;
    }
    size_t kept = 0;
    for (size_t i = 0; rc == OK && i < found->n; i++) {
        struct clk_pair *p = &found->pair[i];
        p->a = (uint32_t)((size_t)p->a * s->a.n / n);
        if (s->right || p->a != p->b) found->pair[kept++] = *p;
    }
    found->n = kept;
    return n ? rc : OK;
}

static enum err_code measure(struct candidate_plan *out, const struct sides *s,
                             const struct candidate_keys *k, struct sample *sample,
                             struct err *e)
{
    enum err_code rc = OK;
    struct clk_pairs found = {0};
    struct clk_band_rules rules = band_rules(k->n, 0);
    TRY(find_exactly(&found, out, s, e));
    bool *met = mem_array(found.n + 1, sizeof *met);
    if (found.n) qsort(found.pair, found.n, sizeof *found.pair, by_rows);
    if (out->bands_per_100)
        clk_bands_meet(met, &s->a, s->right, &rules, &out->bands, found.pair, found.n);
    for (size_t i = 0; i < found.n; i++)
        met[i] = met[i] && 200 * (uint64_t)found.pair[i].common >=
                               (uint64_t)out->bands_per_100 * found.pair[i].sum;
    mark_by_keys(met, found.pair, found.n, k, sample);
    for (size_t i = 0; i < found.n; i++)
        out->n_sample_found += met[i];
    out->n_sampled = found.n;
    free(met);
out:
    clk_pairs_dispose(&found);
    return rc;
}

enum err_code candidates_plan_banded(struct candidate_plan *out,
                                     const struct folded_persons *p,
                                     const struct clk_set *set, size_t first,
                                     const struct candidate_limits *limits,
                                     struct err *e)
{
    enum err_code rc = OK;
    struct candidate_keys keys;
    struct sample sample = {0};
    struct sides sides;
    sides_of(&sides, set, first);
    candidate_keys_init(&keys, p, first);
    sample.seen = mem_array(p->n + 1, sizeof *sample.seen);
    sample.rows = mem_array(candidate_keys_row_most(&keys), sizeof *sample.rows);
    choose_threshold(out, &keys, set, sides.a.n, limits, &sample);
    TRY(choose_bands(out, &sides, p->n, limits, e));
    TRY(measure(out, &sides, &keys, &sample, e));
    out->bytes = candidate_keys_bytes(p);
    out->seconds = out->n_compared * SECONDS_A_MEETING +
                   (double)p->n * (keys.n_keys + out->bands.n_bands) * SECONDS_A_KEY;
    out->n_most = limits->n_most;
out:
    free(sample.seen);
    free(sample.rows);
    candidate_keys_dispose(&keys);
    return rc;
}

/* --- the run --- */

enum err_code candidates_find_banded(struct compared_pair **out, size_t *n_out,
                                     const struct folded_persons *p,
                                     const struct clk_set *set, size_t first,
                                     const struct candidate_plan *plan,
                                     unsigned threads, struct err *e)
{
    enum err_code rc = OK;
    struct candidate_keys keys = {0};
    struct clk_pairs met = {0};
    struct sides sides;
    sides_of(&sides, set, first);
    if (plan->bands_per_100) {
        struct clk_band_rules rules = band_rules(p->n, plan->n_most);
        struct clk_search q = search_at(plan->bands_per_100, threads, plan->n_most);
        TRY(clk_bands_find(&met, &sides.a, sides.right, &q, &rules, &plan->bands, e));
    }
    struct clk_search q = search_at(plan->per_100, threads, plan->n_most);
    candidate_keys_init(&keys, p, first);
    TRY(candidate_keys_find(out, n_out, &keys, set, &q, e));
    *out = mem_grow(*out, *n_out + met.n + 1, sizeof **out);
    for (size_t i = 0; i < met.n; i++) {
        uint32_t a = met.pair[i].a, b = met.pair[i].b + (uint32_t)first;
        (*out)[(*n_out)++] = (struct compared_pair){MIN_OF(a, b), MAX_OF(a, b)};
    }
out:
    candidate_keys_dispose(&keys);
    clk_pairs_dispose(&met);
    return rc;
}
