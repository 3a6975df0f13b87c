#include <pthread.h>

#include "link/compare.h"

#include "base/rng.h"
#include "link/field_levels.h"

enum { THREADS_MAX = 64 };

/* A share of the pairs; every thread has a comparer of its own. */
struct share {
    const struct folded_persons *p;
    const struct compared_pair *pair;
    uint8_t *level;
    size_t n_pairs, n_fields;
};

static void *compare_share(void *argument)
{
    struct share *s = argument;
    struct comparer *c = comparer_new(s->p);
    for (size_t i = 0; i < s->n_pairs; i++)
        comparer_levels(s->level + i * s->n_fields, c, s->pair[i].a, s->pair[i].b);
    comparer_free(c);
    return NULL;
}

static uint8_t *compare_all(const struct folded_persons *p,
                            const struct compared_pair *pair, size_t n_pairs,
                            size_t n_fields, unsigned threads)
{
    uint8_t *level = mem_array(MAX_OF(n_pairs * n_fields, (size_t)1), 1);
    struct share share[THREADS_MAX];
    pthread_t thread[THREADS_MAX];
    bool runs[THREADS_MAX] = {false};
    unsigned n = MAX_OF(1u, MIN_OF(threads, (unsigned)THREADS_MAX));
    for (unsigned t = 0; t < n; t++) {
        size_t from = n_pairs * t / n, to = n_pairs * (t + 1) / n;
        share[t] = (struct share){p, pair + from, level + from * n_fields, to - from,
                                  n_fields};
        runs[t] =
            t > 0 && pthread_create(&thread[t], NULL, compare_share, &share[t]) == 0;
    }
    for (unsigned t = 0; t < n; t++)
        if (!runs[t]) compare_share(&share[t]);
    for (unsigned t = 0; t < n; t++)
        if (runs[t]) pthread_join(thread[t], NULL);
    return level;
}

/* --- pairs drawn at random --- */

static bool links_two_files(const struct person_table *t)
{
    return t->n_files == 2 && !t->files_have_doubles && t->file;
}

static size_t rows_of_first(const struct person_table *t)
{
    size_t n = 0;
    while (n < t->n && t->file[n] == 0)
        n++;
    return n;
}

static struct compared_pair ordered(uint32_t a, uint32_t b)
{
    return a < b ? (struct compared_pair){a, b} : (struct compared_pair){b, a};
}

static struct compared_pair draw(struct rng *r, size_t n, size_t n_first)
{
    if (n_first)
        return (struct compared_pair){rng_below(r, (uint32_t)n_first),
                                      (uint32_t)n_first +
                                          rng_below(r, (uint32_t)(n - n_first))};
    uint32_t a = rng_below(r, (uint32_t)n), b = rng_below(r, (uint32_t)n - 1);
    return ordered(a, b + (b >= a));
}

static size_t draw_pairs(struct compared_pair **out, double *n_all_out,
                         const struct person_table *t, size_t wanted)
{
    size_t n = t->n, n_first = links_two_files(t) ? rows_of_first(t) : 0;
    bool across = links_two_files(t);
    double all = across ? (double)n_first * (double)(n - n_first)
                        : (double)n * ((double)n - 1) / 2;
    struct rng r;
    *n_all_out = all;
    *out = NULL;
    if (n < 2 || all < 1) return 0;
    rng_init(&r, 20221001);
    size_t take = all <= (double)wanted ? (size_t)all : wanted, at = 0;
    *out = mem_array(take, sizeof **out);
    if (take == wanted && all > (double)wanted)
        for (; at < take; at++)
            (*out)[at] = draw(&r, n, n_first);
    else
        for (size_t a = 0; a < (across ? n_first : n); a++)
            for (size_t b = across ? n_first : a + 1; b < n; b++)
                (*out)[at++] = (struct compared_pair){(uint32_t)a, (uint32_t)b};
    return take;
}

void comparison_set_make(struct comparison_set *out, const struct folded_persons *p,
                         struct compared_pair *pair, size_t n_pairs, size_t n_random,
                         unsigned threads)
{
    struct compared_pair *drawn;
    *out = (struct comparison_set){.n_pairs = n_pairs, .pair = pair};
    out->n_fields = compared_fields_make(out->field, p);
    out->level = compare_all(p, pair, n_pairs, out->n_fields, threads);
    out->n_random = draw_pairs(&drawn, &out->n_all_pairs, p->table, n_random);
    out->random_level = compare_all(p, drawn, out->n_random, out->n_fields, threads);
    free(drawn);
}

void comparison_set_dispose(struct comparison_set *s)
{
    for (size_t f = 0; f < s->n_fields; f++) {
        free(s->field[f].value_of_row);
        free(s->field[f].value_count);
    }
    free(s->pair);
    free(s->level);
    free(s->random_level);
    *s = (struct comparison_set){0};
}
