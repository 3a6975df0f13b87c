/* 1. Left rows are cut into blocks, the unit of work of a thread; right records into
 *    tiles that stay in the first-level cache while rows pass over them.
 * 2. Tiles whose weights cannot reach the threshold with any row of a block are passed
 *    over: rows stand in order of weight, so this is the exact length filter.
 * 3. What the kernel finds is verified here in integers. With best k, each row's own
 *    k-th score becomes its threshold as soon as it has k.
 * 4. Threads share nothing but a counter; pairs are put in order at the end, so their
 *    number makes no difference. */
#include <pthread.h>
#include <stdatomic.h>

#include "base/arena.h"
#include "link/clk_tiles.h"
#include "link/clk_top.h"

enum {
    CHUNK_PAIRS = 1 << 15,
    TILE_WORDS = 2048,      /* 16 KiB */
    BLOCK_MOST = 512,       /* left rows that pass over a tile before the next */
    COLUMNS_FROM = 1 << 20, /* pairs from which sorting columns pays */
    THREADS_MOST = 256
};
static const uint64_t NEVER = UINT32_MAX; /* bits in common that nobody has */

struct chunk {
    struct chunk *before;
    size_t n;
    struct clk_pair pair[CHUNK_PAIRS];
};

struct search {
    const struct clk_search *asked;
    struct clk_threshold threshold;
    const struct clk_kernels *kernels;
    struct clk_tiles a, b_own;
    const struct clk_tiles *b;
    bool is_within;
    uint32_t head, best;
    size_t tile, block, max_pairs, need_n;
    uint32_t *need_of; /* by sum */
    atomic_size_t next_block, n_pairs;
};

struct worker {
    struct search *s;
    pthread_t thread;
    bool runs;
    struct chunk *chunks;
    size_t n_pairs, n_told; /* held in chunks; of these, added to those of all */
    struct clk_hit *hits;
    struct clk_top *top; /* of each row of the block, with best k */
    uint64_t need[CLK_BLOCK_ROWS];
};

static void push_pair(struct worker *w, struct clk_pair pair)
{
    if (!w->chunks || w->chunks->n == CHUNK_PAIRS) {
        struct chunk *fresh = malloc(sizeof *fresh);
        if (!fresh) bug("out of memory");
        fresh->before = w->chunks;
        fresh->n = 0;
        w->chunks = fresh;
    }
    w->chunks->pair[w->chunks->n++] = pair;
    w->n_pairs++;
}

static bool is_full(struct worker *w)
{
    struct search *s = w->s;
    size_t more = w->n_pairs - w->n_told;
    w->n_told = w->n_pairs;
    return atomic_fetch_add(&s->n_pairs, more) + more > s->max_pairs;
}

/* Can any row of this weight range reach any record of that one? */
static bool may_reach(const struct search *s, uint32_t a_low, uint32_t a_high,
                      uint32_t b_low, uint32_t b_high)
{
    uint64_t a = b_low > a_high ? a_high : a_low, b = b_low > a_high ? b_low : b_high;
    if (b_low <= a_high && a_low <= b_high) return true;
    return clk_reaches(&s->threshold, MIN_OF(a, b),
                       clk_sum_of(s->threshold.score, a, b));
}

static void set_need(struct worker *w, size_t a_from, size_t a_n, size_t block_from,
                     uint32_t lightest)
{
    const struct search *s = w->s;
    for (size_t i = 0; i < CLK_BLOCK_ROWS; i++) {
        size_t row = a_from + i;
        if (i >= a_n || row >= s->a.n) {
            w->need[i] = NEVER;
            continue;
        }
        uint64_t sum = clk_sum_of(s->threshold.score, s->a.weight[row], lightest);
        w->need[i] = s->need_of[sum];
        if (w->top) {
            uint64_t own = clk_top_need(&w->top[row - block_from], sum);
            w->need[i] = MAX_OF(w->need[i], own);
        }
    }
}

/* Exactly, and which pair it is. */
static void take_hit(struct worker *w, size_t i, size_t j, uint32_t common,
                     size_t block_from)
{
    const struct search *s = w->s;
    if (i >= s->a.n || j >= s->b->n) return;
    uint32_t a = s->a.row[i], b = s->b->row[j];
    uint32_t sum =
        (uint32_t)clk_sum_of(s->threshold.score, s->a.weight[i], s->b->weight[j]);
    if (!clk_reaches(&s->threshold, common, sum)) return;
    if (w->top) {
        if (!s->is_within || i != j)
            clk_top_put(&w->top[i - block_from], (struct clk_pair){a, b, common, sum});
        return;
    }
    if (s->is_within && i >= j) return;
    if (s->is_within && a > b) {
        uint32_t other = a;
        a = b;
        b = other;
    }
    push_pair(w, (struct clk_pair){a, b, common, sum});
}

/* Rows a_from .. + a_n of the block that begins at block_from, against one tile. */
static void search_tile(struct worker *w, size_t block_from, size_t a_from, size_t a_n,
                        size_t tile_from, size_t tile_n)
{
    const struct search *s = w->s;
    set_need(w, a_from, a_n, block_from, s->b->weight[tile_from]);
    struct clk_block k = {.a = &s->a,
                          .b = s->b,
                          .a_from = a_from,
                          .b_from = tile_from,
                          .a_n =
                              (uint32_t)((a_n + CLK_GROUP - 1) / CLK_GROUP) * CLK_GROUP,
                          .b_n = (uint32_t)tile_n,
                          .head = s->head,
                          .need = w->need};
    size_t n = s->kernels->find(w->hits, &k);
    for (size_t i = 0; i < n; i++)
        take_hit(w, a_from + w->hits[i].a, tile_from + w->hits[i].b, w->hits[i].common,
                 block_from);
}

static void search_block(struct worker *w, size_t from, size_t to)
{
    const struct search *s = w->s;
    const struct clk_tiles *a = &s->a, *b = s->b;
    size_t begin = s->is_within && !w->top ? from / s->tile * s->tile : 0;
    for (size_t tile = begin; tile < b->n; tile += s->tile) {
        size_t n = MIN_OF(s->tile, b->n_padded - tile),
               last = MIN_OF(tile + n, b->n) - 1;
        if (!may_reach(s, a->weight[from], a->weight[to - 1], b->weight[tile],
                       b->weight[last]))
            continue;
        if (is_full(w)) return;
        for (size_t row = from; row < to; row += CLK_BLOCK_ROWS)
            search_tile(w, from, row, MIN_OF((size_t)CLK_BLOCK_ROWS, to - row), tile,
                        n);
    }
    for (size_t i = 0; w->top && i < to - from; i++) {
        for (size_t p = 0; p < w->top[i].n; p++)
            push_pair(w, w->top[i].pair[p]);
        w->top[i].n = 0;
    }
}

static void *search_blocks(void *context)
{
    struct worker *w = context;
    struct search *s = w->s;
    while (!is_full(w)) {
        size_t from = atomic_fetch_add(&s->next_block, 1) * s->block;
        if (from >= s->a.n) break;
        search_block(w, from, MIN_OF(from + s->block, s->a.n));
    }
    return NULL;
}

static void worker_init(struct worker *w, struct search *s)
{
    *w = (struct worker){.s = s};
    w->hits = mem_array(s->tile * CLK_BLOCK_ROWS, sizeof *w->hits);
    if (s->best) {
        w->top = mem_array(s->block, sizeof *w->top);
        for (size_t i = 0; i < s->block; i++)
            clk_top_init(&w->top[i], s->best);
    }
}

static void worker_dispose(struct worker *w)
{
    for (struct chunk *c = w->chunks, *before; c; c = before) {
        before = c->before;
        free(c);
    }
    for (size_t i = 0; w->top && i < w->s->block; i++)
        clk_top_dispose(&w->top[i]);
    free(w->top);
    free(w->hits);
}

static void search_run(struct worker *workers, unsigned n)
{
    for (unsigned i = 1; i < n; i++)
        workers[i].runs =
            pthread_create(&workers[i].thread, NULL, search_blocks, &workers[i]) == 0;
    search_blocks(&workers[0]); /* also the work of threads that did not start */
    for (unsigned i = 1; i < n; i++)
        if (workers[i].runs) pthread_join(workers[i].thread, NULL);
}

static void search_init(struct search *s, const struct clk_set *a,
                        const struct clk_set *b, const struct clk_search *q)
{
    s->asked = q;
    s->threshold = (struct clk_threshold){q->score, q->num, q->den};
    s->is_within = b == NULL;
    size_t n_right = b ? b->n : a->n;
    s->best = q->best >= MAX_OF(a->n, n_right) ? 0 : q->best;
    s->max_pairs = q->max_pairs ? q->max_pairs : (size_t)1 << 28;
    s->kernels = clk_kernels_at(q->kernel);
    if (!s->kernels) s->kernels = clk_kernels_at(CLK_KERNEL_BEST);
    struct clk_columns *columns = NULL;
    bool is_large = (double)a->n * (double)n_right >= COLUMNS_FROM && a->words > 1;
    if (is_large) {
        columns = mem_alloc(sizeof *columns);
        clk_columns_sort(columns, a, b);
    }
    clk_tiles_init(&s->a, a, columns);
    if (b) clk_tiles_init(&s->b_own, b, columns);
    s->b = b ? &s->b_own : &s->a;
    free(columns);
    double share =
        s->best ? MAX_OF(2.0 * s->best / (double)MAX_OF(n_right, (size_t)1), 0.01) : 1;
    s->head = is_large ? clk_head_choose(&s->a, s->b, &s->threshold, s->kernels, share)
                       : a->words;
    clk_tiles_set_head(&s->a, s->head);
    if (b) clk_tiles_set_head(&s->b_own, s->head);
    s->need_n = 2 * (size_t)a->bits + 1;
    s->need_of = mem_array(s->need_n, sizeof *s->need_of);
    for (size_t sum = 0; sum < s->need_n; sum++)
        s->need_of[sum] = (uint32_t)clk_need(&s->threshold, sum);
    s->tile =
        MIN_OF(MAX_OF(TILE_WORDS / a->words / CLK_TILE_STEP, 1u), 16u) * CLK_TILE_STEP;
    size_t share_n = a->n / (16 * (size_t)MAX_OF(q->threads, 1u)) + 1;
    s->block = MIN_OF((share_n + CLK_BLOCK_ROWS - 1) / CLK_BLOCK_ROWS,
                      (size_t)BLOCK_MOST / CLK_BLOCK_ROWS) *
               CLK_BLOCK_ROWS;
}

static void search_dispose(struct search *s)
{
    clk_tiles_dispose(&s->a);
    if (!s->is_within) clk_tiles_dispose(&s->b_own);
    free(s->need_of);
}

/* Chunk by chunk, so that hardly more than the pairs themselves is held. */
static void gather_pairs(struct clk_pairs *out, struct worker *workers, unsigned n)
{
    size_t total = 0;
    for (unsigned i = 0; i < n; i++)
        total += workers[i].n_pairs;
    out->pair = mem_array(total + 1, sizeof *out->pair);
    for (unsigned i = 0; i < n; i++)
        for (struct chunk *c = workers[i].chunks, *before; c; c = before) {
            before = c->before;
            memcpy(out->pair + out->n, c->pair, c->n * sizeof *c->pair);
            out->n += c->n;
            free(c);
            workers[i].chunks = before;
        }
}

enum err_code clk_search_check(const struct clk_set *a, const struct clk_set *b,
                               const struct clk_search *q, struct err *e)
{
    if (b && a->bits != b->bits) {
        err_set(e, ERR_INVALID,
                "encodings of %u bits cannot be compared with encodings of %u bits",
                (unsigned)a->bits, (unsigned)b->bits);
        err_hint(e, "encode both files by the same schema");
        return ERR_INVALID;
    }
    if (!q->den || q->num > q->den) {
        err_set(e, ERR_INVALID, "a threshold lies within 0 and 1, found %u / %u",
                (unsigned)q->num, (unsigned)q->den);
        err_hint(e, "0.8 is a usual threshold");
        return ERR_INVALID;
    }
    if (a->n > UINT32_MAX / 2 || (b && b->n > UINT32_MAX / 2))
        return err_set(e, ERR_TOO_LARGE,
                       "at most %u encodings can be compared at once, found %zu",
                       (unsigned)(UINT32_MAX / 2), b ? MAX_OF(a->n, b->n) : a->n);
    return OK;
}

static enum err_code too_many(const struct search *s, struct err *e)
{
    err_set(e, ERR_TOO_LARGE, "more than %zu pairs reach a score of %.3f", s->max_pairs,
            (double)s->threshold.num / (double)s->threshold.den);
    err_hint(e, "raise the threshold, keep only the best few of each record, or allow "
                "more pairs (16 bytes of memory each)");
    return ERR_TOO_LARGE;
}

enum err_code clk_pairs_find(struct clk_pairs *out, const struct clk_set *a,
                             const struct clk_set *b, const struct clk_search *q,
                             struct err *e)
{
    enum err_code rc = OK;
    struct search s = {0};
    *out = (struct clk_pairs){0};
    rc = clk_search_check(a, b, q, e);
    if (rc != OK) return rc;
    search_init(&s, a, b, q);
    unsigned n = MIN_OF(MAX_OF(q->threads, 1u), (unsigned)THREADS_MOST);
    struct worker *workers = mem_array(n, sizeof *workers);
    for (unsigned i = 0; i < n; i++)
        worker_init(&workers[i], &s);
    if (s.b->n) search_run(workers, n);
    if (atomic_load(&s.n_pairs) > s.max_pairs)
        rc = too_many(&s, e);
    else
        gather_pairs(out, workers, n);
    for (unsigned i = 0; i < n; i++)
        worker_dispose(&workers[i]);
    free(workers);
    search_dispose(&s);
    clk_pairs_sort(out->pair, out->n);
    if (s.best) clk_top_keep(out, s.best, s.is_within, a->n, b ? b->n : a->n);
    return rc;
}

void clk_pairs_dispose(struct clk_pairs *p)
{
    free(p->pair);
    *p = (struct clk_pairs){0};
}
