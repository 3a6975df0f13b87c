#include <math.h>

#include "attack/attack_graph.h"

#include "base/rng.h"

enum {
    NEAREST = 16,               /* likenesses that describe a node */
    OWN_FEATURES = NEAREST + 3, /* and mean, spread, weight */
    FEATURES = 2 * OWN_FEATURES,
    ANCHORS_MOST = 256,
    ANCHORS_FIRST = 12,
    ANCHORS_LEAST = 4,
    ROUNDS = 8
};

struct graph {
    size_t n;
    float *like;       /* n * n; Dice; 0 with itself */
    float *feature;    /* n * FEATURES */
    uint32_t *nearest; /* n * NEAREST */
};

/* The best partner of a node in the other graph. */
struct choice {
    int32_t to;
    float best, next;
};

static void graph_init(struct graph *g, const struct clk_set *s)
{
    g->n = s->n;
    g->like = mem_array(s->n * s->n, sizeof *g->like);
    g->feature = mem_array(s->n * FEATURES, sizeof *g->feature);
    g->nearest = mem_array(s->n * NEAREST, sizeof *g->nearest);
    for (size_t i = 0; i < s->n; i++)
        for (size_t j = 0; j < i; j++) {
            const uint64_t *a = clk_set_row(s, i), *b = clk_set_row(s, j);
            uint32_t common = 0, sum = s->weight[i] + s->weight[j];
            for (uint32_t w = 0; w < s->words; w++)
                common += (uint32_t)__builtin_popcountll(a[w] & b[w]);
            float dice = sum ? 2 * (float)common / (float)sum : 0;
            g->like[i * s->n + j] = g->like[j * s->n + i] = dice;
        }
}

static void graph_dispose(struct graph *g)
{
    free(g->like);
    free(g->feature);
    free(g->nearest);
}

/* --- what a node looks like by itself --- */

static void find_nearest(struct graph *g, size_t i)
{
    float *best = g->feature + i * FEATURES;
    uint32_t *who = g->nearest + i * NEAREST;
    size_t n = 0;
    for (size_t j = 0; j < g->n; j++) {
        float like = g->like[i * g->n + j];
        if (j == i || (n == NEAREST && like <= best[n - 1])) continue;
        size_t k = n < NEAREST ? n++ : n - 1;
        for (; k > 0 && best[k - 1] < like; k--) {
            best[k] = best[k - 1];
            who[k] = who[k - 1];
        }
        best[k] = like;
        who[k] = (uint32_t)j;
    }
}

static void describe(struct graph *g, const struct clk_set *s)
{
    for (size_t i = 0; i < g->n; i++) {
        float *f = g->feature + i * FEATURES;
        double sum = 0, squares = 0;
        find_nearest(g, i);
        for (size_t j = 0; j < g->n; j++) {
            double like = g->like[i * g->n + j];
            sum += like;
            squares += like * like;
        }
        double mean = sum / (double)g->n;
        f[NEAREST] = (float)mean;
        f[NEAREST + 1] = (float)sqrt(fmax(0, squares / (double)g->n - mean * mean));
        f[NEAREST + 2] = (float)s->weight[i] / (float)s->bits;
    }
    for (size_t i = 0; i < g->n; i++)
        for (size_t k = 0; k < NEAREST && k + 1 < g->n; k++) {
            const float *other =
                g->feature + (size_t)g->nearest[i * NEAREST + k] * FEATURES;
            for (size_t c = 0; c < OWN_FEATURES; c++)
                g->feature[i * FEATURES + OWN_FEATURES + c] += other[c] / NEAREST;
        }
}

/* Each column to mean 0 and spread 1, each graph by itself. */
static void level_columns(float *m, size_t rows, size_t columns)
{
    for (size_t c = 0; c < columns; c++) {
        double sum = 0, squares = 0;
        for (size_t r = 0; r < rows; r++) {
            sum += m[r * columns + c];
            squares += (double)m[r * columns + c] * m[r * columns + c];
        }
        double mean = sum / (double)rows;
        double spread = sqrt(fmax(1e-12, squares / (double)rows - mean * mean));
        for (size_t r = 0; r < rows; r++)
            m[r * columns + c] = (float)((m[r * columns + c] - mean) / spread);
    }
}

/* Each row to length 1, so that a product is a correlation. */
static void level_rows(float *m, size_t rows, size_t columns)
{
    for (size_t r = 0; r < rows; r++) {
        double sum = 0, squares = 0;
        for (size_t c = 0; c < columns; c++)
            sum += m[r * columns + c];
        float mean = (float)(sum / (double)columns);
        for (size_t c = 0; c < columns; c++) {
            m[r * columns + c] -= mean;
            squares += (double)m[r * columns + c] * m[r * columns + c];
        }
        float length = (float)sqrt(fmax(1e-12, squares));
        for (size_t c = 0; c < columns; c++)
            m[r * columns + c] /= length;
    }
}

/* --- who corresponds to whom --- */

static void consider(struct choice *c, size_t to, float score)
{
    if (score > c->best) {
        c->next = c->best;
        c->best = score;
        c->to = (int32_t)to;
    } else if (score > c->next) {
        c->next = score;
    }
}

/* Higher is better: minus the squared distance, or the product of rows. */
static float score_of(const float *a, const float *b, size_t columns, bool by_distance)
{
    float sum = 0;
    if (by_distance)
        for (size_t c = 0; c < columns; c++)
            sum -= (a[c] - b[c]) * (a[c] - b[c]);
    else
        for (size_t c = 0; c < columns; c++)
            sum += a[c] * b[c];
    return sum;
}

static void choose(struct choice *of_a, struct choice *of_b, const float *a, size_t n_a,
                   const float *b, size_t n_b, size_t columns, bool by_distance)
{
    const struct choice none = {ATTACK_NONE, -1e30f, -1e30f};
    for (size_t i = 0; i < n_a; i++)
        of_a[i] = none;
    for (size_t j = 0; j < n_b; j++)
        of_b[j] = none;
    for (size_t i = 0; i < n_a; i++)
        for (size_t j = 0; j < n_b; j++) {
            float s = score_of(a + i * columns, b + j * columns, columns, by_distance);
            consider(&of_a[i], j, s);
            consider(&of_b[j], i, s);
        }
}

struct anchor {
    uint32_t a, b;
    float clear; /* how much better than the next, on both sides */
};

static int by_clear(const void *x, const void *y)
{
    const struct anchor *p = x, *q = y;
    if (p->clear != q->clear) return p->clear > q->clear ? -1 : 1;
    return p->a < q->a ? -1 : p->a > q->a;
}

static float clearness(const struct choice *c, bool by_distance)
{
    /* of distances the share, of correlations the difference */
    return by_distance ? (c->next - c->best) / (c->next - 1e-9f) : c->best - c->next;
}

/* Those that chose each other, clearest first. */
static size_t mutual(struct anchor *out, const struct choice *of_a,
                     const struct choice *of_b, size_t n_a, bool by_distance)
{
    size_t n = 0;
    for (size_t i = 0; i < n_a; i++) {
        int32_t j = of_a[i].to;
        if (j == ATTACK_NONE || of_b[j].to != (int32_t)i) continue;
        float x = clearness(&of_a[i], by_distance),
              y = clearness(&of_b[j], by_distance);
        out[n++] = (struct anchor){(uint32_t)i, (uint32_t)j, x < y ? x : y};
    }
    qsort(out, n, sizeof *out, by_clear);
    return n;
}

static void to_anchors(float *out, const struct graph *g, const struct anchor *anchor,
                       size_t n_anchors, bool is_a)
{
    for (size_t i = 0; i < g->n; i++)
        for (size_t k = 0; k < n_anchors; k++)
            out[i * n_anchors + k] =
                g->like[i * g->n + (is_a ? anchor[k].a : anchor[k].b)];
    level_columns(out, g->n, n_anchors);
    level_rows(out, g->n, n_anchors);
}

struct matching {
    struct graph a, b;
    struct choice *of_a, *of_b;
    struct anchor *anchor; /* of the round */
    size_t n_anchors;
    float *to_a, *to_b;
};

/* From anchors to anchors, more each time; how well what came out agrees: the sum of
 * the correlations of those who chose each other. */
static double run_rounds(struct matching *m)
{
    size_t most = MAX_OF(m->n_anchors, (size_t)ANCHORS_FIRST);
    double agrees = 0;
    for (int round = 0; round < ROUNDS && m->n_anchors >= ANCHORS_LEAST; round++) {
        size_t n = MIN_OF(m->n_anchors, most);
        to_anchors(m->to_a, &m->a, m->anchor, n, true);
        to_anchors(m->to_b, &m->b, m->anchor, n, false);
        choose(m->of_a, m->of_b, m->to_a, m->a.n, m->to_b, m->b.n, n, false);
        m->n_anchors = mutual(m->anchor, m->of_a, m->of_b, m->a.n, false);
        most = MIN_OF(most * 2, (size_t)ANCHORS_MOST);
    }
    for (size_t k = 0; k < m->n_anchors; k++)
        agrees += m->of_a[m->anchor[k].a].best;
    return agrees;
}

/* A third of the clearest, drawn: wrong ones among them are left out by some draw. */
static size_t draw_first(struct anchor *out, const struct anchor *clearest, size_t n,
                         unsigned start, struct rng *r)
{
    size_t n_out = 0, from = MIN_OF(n, (size_t)3 * ANCHORS_FIRST);
    if (start == 0) {
        n_out = MIN_OF(n, (size_t)ANCHORS_FIRST);
        memcpy(out, clearest, n_out * sizeof *out);
        return n_out;
    }
    for (size_t i = 0; i < from; i++)
        if (rng_chance(r, 1.0 / 3)) out[n_out++] = clearest[i];
    return n_out;
}

static void match(int32_t *guess, struct matching *m,
                  const struct attack_graph_means *means)
{
    struct anchor *clearest = mem_array(m->a.n, sizeof *clearest);
    unsigned starts = means->n_known ? 1 : MAX_OF(means->starts, 1u);
    double best = -1;
    struct rng r;
    rng_init(&r, means->seed);
    choose(m->of_a, m->of_b, m->a.feature, m->a.n, m->b.feature, m->b.n, FEATURES,
           true);
    size_t n = mutual(clearest, m->of_a, m->of_b, m->a.n, true);
    for (unsigned start = 0; start < starts; start++) {
        m->n_anchors = draw_first(m->anchor, clearest, n, start, &r);
        for (size_t k = 0; k < means->n_known; k++)
            m->anchor[k] =
                (struct anchor){means->known[k].encoding, means->known[k].row, 1};
        if (means->n_known) m->n_anchors = means->n_known;
        double agrees = run_rounds(m);
        if (agrees <= best) continue;
        best = agrees;
        for (size_t i = 0; i < m->a.n; i++)
            guess[i] = ATTACK_NONE;
        for (size_t k = 0; k < m->n_anchors; k++)
            guess[m->anchor[k].a] = (int32_t)m->anchor[k].b;
    }
    free(clearest);
}

void attack_graph(int32_t *guess, const struct clk_set *encodings,
                  const struct clk_set *own, const struct attack_graph_means *means)
{
    struct matching m = {0};
    size_t n_a = encodings->n, n_b = own->n;
    require(n_a <= ATTACK_GRAPH_MOST && n_b <= ATTACK_GRAPH_MOST);
    require(means->n_known <= ANCHORS_FIRST * 4 && means->n_known <= n_a);
    for (size_t i = 0; i < n_a; i++)
        guess[i] = ATTACK_NONE;
    if (n_a <= NEAREST || n_b <= NEAREST) return;
    m.of_a = mem_array(n_a, sizeof *m.of_a);
    m.of_b = mem_array(n_b, sizeof *m.of_b);
    m.anchor = mem_array(n_a, sizeof *m.anchor);
    m.to_a = mem_array(n_a * ANCHORS_MOST, sizeof *m.to_a);
    m.to_b = mem_array(n_b * ANCHORS_MOST, sizeof *m.to_b);
    graph_init(&m.a, encodings);
    graph_init(&m.b, own);
    describe(&m.a, encodings);
    describe(&m.b, own);
    level_columns(m.a.feature, n_a, FEATURES);
    level_columns(m.b.feature, n_b, FEATURES);
    match(guess, &m, means);
    graph_dispose(&m.a);
    graph_dispose(&m.b);
    free(m.of_a);
    free(m.of_b);
    free(m.anchor);
    free(m.to_a);
    free(m.to_b);
}
