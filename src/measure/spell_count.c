/* Block by block: which rows count, their columns moved together, keys, histograms. All
 * of a block stays in the first-level cache; a column is read from memory once.
 *
 * Invariants: (1) a row adds 1 to one entry of one histogram, and rows are fewer than
 * 2^32, so 32 bits never overflow; (2) an add that fits in a byte is looked up by
 * vectors, which most are. */
#include <pthread.h>

#include "base/arena.h"
#include "measure/panel_lookup.h"
#include "measure/spell_kernels.h"

enum {
    ROWS_PER_THREAD = 1 << 16, /* fewer are not worth a thread */
    MAX_THREADS = 64,
    SMALL_TABLE = 4096, /* entries: room for four of them in the first-level cache */
    MAX_COPIES = 4,
};

struct block {
    uint8_t keep[CUBE_BLOCK + CUBE_PAD], bytes[CUBE_BLOCK + CUBE_PAD];
    uint8_t added[CUBE_BLOCK + CUBE_PAD];
    uint16_t months[CUBE_BLOCK + CUBE_PAD];
    uint32_t rows[CUBE_BLOCK + CUBE_PAD], keys[CUBE_BLOCK + CUBE_PAD];
};

struct work {
    const struct spell_spec *spec;
    const struct spell_kernels *k;
    size_t from, to, n_entries;
    unsigned n_copies;
    bool dense; /* every row counts */
    uint8_t in_set[256];
    uint8_t (*small)[256]; /* adds of each term, */
    const bool *is_small;  /* when they all fit in a byte */
    uint32_t *counts;      /* n_copies of n_entries */
    struct block *block;
};

/* Neighbouring rows go to different copies, so that equal keys do not wait for each
 * other. */
static void count_keys(struct work *w, const uint32_t *keys, size_t n)
{
    uint32_t *a = w->counts;
    uint32_t *b = a + w->n_entries * (w->n_copies > 1);
    uint32_t *c = a + 2 * w->n_entries * (w->n_copies > 2);
    uint32_t *d = b + 2 * w->n_entries * (w->n_copies > 2);
    size_t i = 0;
    for (; i + 4 <= n; i += 4) {
        a[keys[i]]++;
        b[keys[i + 1]]++;
        c[keys[i + 2]]++;
        d[keys[i + 3]]++;
    }
    for (; i < n; i++)
        a[keys[i]]++;
}

static void keep_rows(struct work *w, size_t at, size_t n)
{
    codes_look_up(w->block->keep, w->spec->code + at, n, w->in_set);
    w->k->keep(w->block->keep, w->spec, at, n);
}

static void add_term(struct work *w, unsigned term, size_t at, size_t n, size_t kept)
{
    const struct spell_term *t = &w->spec->terms[term];
    const struct cube_kernels *cube = cube_kernels_at(w->k->level);
    struct block *b = w->block;
    if (t->rows) {
        const uint32_t *rows = t->rows + at;
        if (!w->dense) {
            cube->pick32(b->rows, rows, b->keep, n);
            rows = b->rows;
        }
        w->k->look_up32(b->keys, rows, t->add, kept);
        return;
    }
    const uint8_t *codes = t->codes + at;
    if (!w->dense) {
        w->k->pick8(b->bytes, codes, b->keep, n);
        codes = b->bytes;
    }
    if (!w->is_small[term]) {
        w->k->look_up8(b->keys, codes, t->add, kept);
        return;
    }
    codes_look_up(b->added, codes, kept, w->small[term]);
    w->k->widen(b->keys, b->added, kept);
}

static void count_block(struct work *w, size_t at, size_t n)
{
    const struct spell_spec *s = w->spec;
    const struct cube_kernels *cube = cube_kernels_at(w->k->level);
    struct block *b = w->block;
    size_t kept = n;
    if (!w->dense) keep_rows(w, at, n);
    if (s->month) {
        const uint16_t *months = s->month + at;
        if (!w->dense) {
            kept = cube->pick16(b->months, months, b->keep, n);
            months = b->months;
        }
        w->k->months(b->keys, months, s, kept);
    } else {
        if (!w->dense) kept = w->k->pick8(b->bytes, b->keep, b->keep, n);
        memset(b->keys, 0, kept * sizeof *b->keys);
    }
    for (unsigned i = 0; i < s->n_terms; i++)
        add_term(w, i, at, n, kept);
    count_keys(w, b->keys, kept);
}

static void *work_run(void *arg)
{
    struct work *w = arg;
    for (size_t at = w->from; at < w->to; at += CUBE_BLOCK)
        count_block(w, at, MIN_OF(w->to - at, (size_t)CUBE_BLOCK));
    return NULL;
}

static void work_init(struct work *w, const struct work *like, size_t from, size_t to)
{
    *w = *like;
    w->from = from;
    w->to = to;
    w->counts = mem_array(w->n_copies * w->n_entries, sizeof *w->counts);
    w->block = mem_alloc(sizeof *w->block);
}

static void work_finish(struct work *w, int64_t *cells, size_t n_cells)
{
    for (unsigned copy = 0; copy < w->n_copies; copy++)
        for (size_t i = 0; i < n_cells; i++)
            cells[i] += w->counts[copy * w->n_entries + i];
    free(w->counts);
    free(w->block);
}

static void run_all(struct work *works, unsigned n)
{
    pthread_t threads[MAX_THREADS];
    bool started[MAX_THREADS] = {false};
    for (unsigned i = 1; i < n; i++)
        started[i] = pthread_create(&threads[i], NULL, work_run, &works[i]) == 0;
    work_run(&works[0]);
    for (unsigned i = 1; i < n; i++) {
        if (started[i])
            pthread_join(threads[i], NULL);
        else
            work_run(&works[i]); /* no thread to be had: do it here */
    }
}

/* What all threads share. */
static void prepare(struct work *w, bool *is_small)
{
    const struct spell_spec *s = w->spec;
    size_t n_places = s->month ? (size_t)s->n_months + s->clamp : 1;
    w->n_entries = n_places * s->n_inner;
    w->n_copies = w->n_entries <= SMALL_TABLE ? MAX_COPIES : 2;
    for (unsigned code = 0; code < SPELL_CODES; code++)
        w->in_set[code] = s->set >> code & 1;
    w->dense = s->set == UINT16_MAX && !s->flow && !s->mask && (!s->month || s->clamp);
    w->is_small = is_small;
    for (unsigned i = 0; i < s->n_terms; i++) {
        is_small[i] = s->terms[i].codes != NULL;
        for (size_t code = 0; code < 256 && is_small[i]; code++) {
            is_small[i] = s->terms[i].add[code] <= UINT8_MAX;
            w->small[i][code] = (uint8_t)s->terms[i].add[code];
        }
    }
}

void spell_count_with(int64_t *cells, const struct spell_spec *spec,
                      const struct spell_kernels *k)
{
    uint8_t small[LIMIT_QUESTION_DIMS][256];
    bool is_small[LIMIT_QUESTION_DIMS];
    struct work like = {.spec = spec, .k = k, .small = small};
    require(spec->n_terms <= LIMIT_QUESTION_DIMS && spec->n < UINT32_MAX);
    require(!spec->month || spec->month_first + spec->n_months < UINT16_MAX);
    prepare(&like, is_small);
    size_t n_cells = (spec->month ? spec->n_months : 1) * (size_t)spec->n_inner;
    size_t useful = spec->n / (ROWS_PER_THREAD + n_cells);
    unsigned n =
        (unsigned)MIN_OF(MIN_OF(useful, (size_t)spec->threads), (size_t)MAX_THREADS);
    n = MAX_OF(n, 1u);
    struct work *works = mem_array(n, sizeof *works);
    for (unsigned i = 0; i < n; i++)
        work_init(&works[i], &like, spec->n / n * i,
                  i + 1 == n ? spec->n : spec->n / n * (i + 1));
    run_all(works, n);
    for (unsigned i = 0; i < n; i++)
        work_finish(&works[i], cells, n_cells);
    free(works);
}

void spell_count(int64_t *cells, const struct spell_spec *spec)
{
    spell_count_with(cells, spec, spell_kernels_best());
}
