/* 1. Bands are worked through one after the other, each by all threads: keys, order,
 *    comparing. The order of bands and of what meets in them is fixed, so the number of
 *    threads makes no difference.
 * 2. A pair belongs to the first band in which it meets. A later band sees that from
 *    the bits alone. Where too many records met, not all were compared: there, pairs
 *    are noted again, and doubles are taken out at the end.
 * 3. Bits are taken from those that tell people apart best (clk_columns_sort). */
#include <pthread.h>
#include <stdatomic.h>

#include "base/arena.h"
#include "base/rng.h"
#include "link/clk_bands_int.h"
#include "link/clk_top.h"

enum { CHUNK = 4096, THREADS_MOST = 64, RADIX_BITS = 11, N_PASSES = 3 };

struct found {
    struct clk_pair *pair;
    size_t n, cap;
};

struct run {
    struct clk_band_sets sets;
    const struct clk_search *q;
    struct clk_threshold threshold;
    const struct clk_kernels *kernels;
    struct clk_band *bands;
    uint32_t n_bands, at; /* the band at work */
    uint32_t block_most;
    uint64_t *entry, *other; /* key of the band, number of the record */
    uint64_t *crowded;       /* keys of this band where too many met, in order */
    size_t n_crowded, cap_crowded;
    bool *band_is_crowded; /* of each band before this one */
    size_t max_pairs;
    atomic_size_t next, n_found;
    struct found *of_thread;
    unsigned n_threads;
};

struct task {
    struct run *run;
    unsigned thread;
    void (*work)(struct run *r, struct found *f, size_t from, size_t to);
};

static void *work_through(void *context)
{
    struct task *t = context;
    struct run *r = t->run;
    for (;;) {
        size_t from = atomic_fetch_add(&r->next, CHUNK);
        if (from >= r->sets.n) return NULL;
        t->work(r, &r->of_thread[t->thread], from, MIN_OF(from + CHUNK, r->sets.n));
    }
}

static void all_threads(struct run *r, void (*work)(struct run *r, struct found *f,
                                                    size_t from, size_t to))
{
    struct task task[THREADS_MOST];
    pthread_t thread[THREADS_MOST];
    bool runs[THREADS_MOST] = {false};
    atomic_store(&r->next, 0);
    for (unsigned i = 0; i < r->n_threads; i++)
        task[i] = (struct task){r, i, work};
    for (unsigned i = 1; i < r->n_threads; i++)
        runs[i] = pthread_create(&thread[i], NULL, work_through, &task[i]) == 0;
    work_through(&task[0]);
    for (unsigned i = 1; i < r->n_threads; i++)
        if (runs[i]) pthread_join(thread[i], NULL);
}

/* --- keys and their order --- */

static void make_keys(struct run *r, struct found *f, size_t from, size_t to)
{
    (void)f;
    const struct clk_band *band = &r->bands[r->at];
    for (size_t i = from; i < to; i++)
        r->entry[i] = (uint64_t)clk_band_key(band, clk_band_row(&r->sets, i)) << 32 | i;
}

static void sort_entries(struct run *r)
{
    static const unsigned mask = (1u << RADIX_BITS) - 1;
    size_t(*at)[1 << RADIX_BITS] = mem_array(N_PASSES, sizeof *at);
    for (size_t i = 0; i < r->sets.n; i++)
        for (unsigned p = 0; p < N_PASSES; p++)
            at[p][r->entry[i] >> (32 + p * RADIX_BITS) & mask]++;
    for (unsigned p = 0; p < N_PASSES; p++) {
        size_t sum = 0;
        for (unsigned v = 0; v <= mask; v++) {
            size_t n = at[p][v];
            at[p][v] = sum;
            sum += n;
        }
        for (size_t i = 0; i < r->sets.n; i++)
            r->other[at[p][r->entry[i] >> (32 + p * RADIX_BITS) & mask]++] =
                r->entry[i];
        uint64_t *swap = r->entry;
        r->entry = r->other;
        r->other = swap;
    }
    free(at);
}

/* --- what meets --- */

static bool meets_before(const struct run *r, const uint64_t *x, const uint64_t *y)
{
    for (uint32_t b = 0; b < r->at; b++)
        if (!r->band_is_crowded[b] && clk_band_meets(&r->bands[b], x, y)) return true;
    return false;
}

static void look_at(struct run *r, struct found *f, uint64_t x, uint64_t y)
{
    const struct clk_band_sets *s = &r->sets;
    size_t i = (uint32_t)x, j = (uint32_t)y;
    uint32_t weight_i = clk_band_weight(s, i), weight_j = clk_band_weight(s, j);
    uint64_t sum = clk_sum_of(r->threshold.score, weight_i, weight_j);
    if (!clk_reaches(&r->threshold, MIN_OF(weight_i, weight_j), sum)) return;
    const uint64_t *u = clk_band_row(s, i), *v = clk_band_row(s, j);
    uint32_t common = r->kernels->common(u, v, s->a->words);
    if (!clk_reaches(&r->threshold, common, sum) || meets_before(r, u, v)) return;
    mem_push_room(f->pair, f->n, f->cap);
    f->pair[f->n++] = (struct clk_pair){(uint32_t)i, (uint32_t)(s->b ? j - s->a->n : j),
                                        common, (uint32_t)sum};
    atomic_fetch_add(&r->n_found, 1);
}

/* Records from .. to - 1 have the same key; in order of number, so that those of the
 * left set come first. */
static void compare_block(struct run *r, struct found *f, size_t from, size_t to)
{
    const struct clk_band_sets *s = &r->sets;
    size_t cut = from;
    while (s->b && cut < to && (uint32_t)r->entry[cut] < s->a->n)
        cut++;
    for (size_t i = from; i < (s->b ? cut : to); i++) {
        if (i + 2 < to) __builtin_prefetch(clk_band_row(s, (uint32_t)r->entry[i + 2]));
        for (size_t j = s->b ? cut : i + 1; j < to; j++)
            look_at(r, f, r->entry[i], r->entry[j]);
    }
}

static int compare_words(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Too many: each with its neighbours in an order of further bits. */
static void compare_crowd(struct run *r, struct found *f, size_t from, size_t to)
{
    const struct clk_band_sets *s = &r->sets;
    const struct clk_band *further = &r->bands[(r->at + 1) % r->n_bands];
    uint64_t *order = mem_array(to - from, sizeof *order);
    for (size_t i = from; i < to; i++) {
        uint32_t number = (uint32_t)r->entry[i];
        order[i - from] =
            (uint64_t)clk_band_key(further, clk_band_row(s, number)) << 32 | number;
    }
    qsort(order, to - from, sizeof *order, compare_words);
    for (size_t i = 0; i < to - from; i++)
        for (size_t j = i + 1; j < MIN_OF(to - from, i + 1 + r->block_most); j++) {
            uint32_t x = (uint32_t)order[i], y = (uint32_t)order[j];
            if (s->b && (x < s->a->n) == (y < s->a->n)) continue;
            look_at(r, f, MIN_OF(x, y), MAX_OF(x, y));
        }
    free(order);
}

/* Blocks that begin within from .. to - 1. */
static void compare_blocks(struct run *r, struct found *f, size_t from, size_t to)
{
    size_t i = from;
    while (i && i < to && r->entry[i] >> 32 == r->entry[i - 1] >> 32)
        i++;
    while (i < to && atomic_load(&r->n_found) <= r->max_pairs) {
        size_t end = i + 1;
        while (end < r->sets.n && r->entry[end] >> 32 == r->entry[i] >> 32)
            end++;
        if (end - i > r->block_most)
            compare_crowd(r, f, i, end);
        else if (end - i > 1)
            compare_block(r, f, i, end);
        i = end;
    }
}

static bool has_crowd(const struct run *r)
{
    size_t run = 1;
    for (size_t i = 1; i < r->sets.n; i++) {
        run = r->entry[i] >> 32 == r->entry[i - 1] >> 32 ? run + 1 : 1;
        if (run > r->block_most) return true;
    }
    return false;
}

/* --- in and out --- */

static void gather(struct clk_pairs *out, struct run *r)
{
    size_t n = 0;
    for (unsigned t = 0; t < r->n_threads; t++)
        n += r->of_thread[t].n;
    out->pair = mem_array(n + 1, sizeof *out->pair);
    for (unsigned t = 0; t < r->n_threads; t++) {
        struct found *f = &r->of_thread[t];
        if (f->n) memcpy(out->pair + out->n, f->pair, f->n * sizeof *f->pair);
        out->n += f->n;
        free(f->pair);
        *f = (struct found){0};
    }
    clk_pairs_sort(out->pair, out->n);
    size_t kept = 0;
    for (size_t i = 0; i < out->n; i++)
        if (!kept || out->pair[i].a != out->pair[kept - 1].a ||
            out->pair[i].b != out->pair[kept - 1].b)
            out->pair[kept++] = out->pair[i];
    out->n = kept;
}

static void run_bands(struct run *r)
{
    r->entry = mem_array(r->sets.n + 1, sizeof *r->entry);
    r->other = mem_array(r->sets.n + 1, sizeof *r->other);
    r->band_is_crowded = mem_array(r->n_bands + 1, sizeof *r->band_is_crowded);
    for (r->at = 0; r->at < r->n_bands; r->at++) {
        all_threads(r, make_keys);
        sort_entries(r);
        r->band_is_crowded[r->at] = has_crowd(r);
        all_threads(r, compare_blocks);
        if (atomic_load(&r->n_found) > r->max_pairs) break;
    }
    free(r->entry);
    free(r->other);
    free(r->band_is_crowded);
}

enum err_code clk_bands_find(struct clk_pairs *out, const struct clk_set *a,
                             const struct clk_set *b, const struct clk_search *q,
                             const struct clk_band_rules *rules,
                             const struct clk_band_plan *plan, struct err *e)
{
    *out = (struct clk_pairs){0};
    enum err_code rc = clk_search_check(a, b, q, e);
    if (rc != OK) return rc;
    if (!plan->n_bands) return clk_pairs_find(out, a, b, q, e);
    size_t budget = clk_band_pairs_within(a, b, q, rules);
    struct run r = {.sets = {a, b, a->n + (b ? b->n : 0)},
                    .q = q,
                    .threshold = {q->score, q->num, q->den},
                    .kernels = clk_kernels_at(q->kernel),
                    .n_bands = plan->n_bands,
                    .block_most = rules->block_most ? rules->block_most : 1000,
                    .max_pairs = budget,
                    .n_threads =
                        MIN_OF(MAX_OF(q->threads, 1u), (unsigned)THREADS_MOST)};
    if (!r.kernels) r.kernels = clk_kernels_at(CLK_KERNEL_BEST);
    r.bands = clk_bands_draw(a, b, plan->n_bands, plan->band_bits, rules->seed);
    r.of_thread = mem_array(r.n_threads, sizeof *r.of_thread);
    run_bands(&r);
    if (atomic_load(&r.n_found) > r.max_pairs) {
        rc = err_set(e, ERR_TOO_LARGE,
                     "more than %zu pairs reach a score of %.3f, which is what %zu MiB "
                     "of memory hold",
                     budget, (double)q->num / q->den, clk_band_budget(rules) >> 20);
        err_hint(e, "raise the threshold or allow more memory");
        for (unsigned t = 0; t < r.n_threads; t++)
            free(r.of_thread[t].pair);
    } else {
        gather(out, &r);
        if (q->best) clk_pairs_keep_best(out, q->best, !b, a->n, b ? b->n : a->n);
    }
    free(r.of_thread);
    free(r.bands);
    return rc;
}
