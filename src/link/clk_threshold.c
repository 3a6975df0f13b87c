#include <math.h>

#include "base/arena.h"
#include "link/clk_compare.h"
#include "link/clk_threshold.h"

enum { LOWEST = 400, HIGHEST = 950, FEW = 20, WITHOUT = 800, FLOOR_PER_100 = 20 };
/* More than two, because pairs that are not among the best of their right record are
 * left out. */
enum { KEPT = 32 };

static void scores_dispose(struct clk_best_scores *s)
{
    free(s->best);
    free(s->second);
    *s = (struct clk_best_scores){0};
}

void clk_meeting_dispose(struct clk_meeting *m)
{
    scores_dispose(&m->there);
    scores_dispose(&m->back);
}

/* The sample, evenly through those of the set that have an encoding. */
static void sample_take(struct clk_set *out, const struct clk_set *a, size_t sample)
{
    size_t n = 0, seen = 0, taken = 0;
    for (size_t i = 0; i < a->n; i++)
        n += a->weight[i] > 0;
    size_t n_taken = MIN_OF(n, sample);
    clk_set_init(out, n_taken, a->bits);
    for (size_t i = 0; i < a->n && taken < n_taken; i++) {
        if (!a->weight[i]) continue;
        if (seen++ * n_taken / n < taken) continue; /* its turn has not come */
        clk_set_put(out, taken++, (const uint8_t *)clk_set_row(a, i));
    }
}

static enum err_code scores_look(struct clk_best_scores *s, const struct clk_set *a,
                                 const struct clk_set *b, size_t sample,
                                 unsigned threads, struct err *e)
{
    struct clk_search q = {.score = CLK_DICE,
                           .num = FLOOR_PER_100,
                           .den = 100,
                           .best = KEPT,
                           .threads = threads};
    struct clk_pairs pairs = {0};
    struct clk_set some;
    sample_take(&some, a, sample);
    s->n = some.n;
    s->best = mem_array(some.n + 1, sizeof *s->best);
    s->second = mem_array(some.n + 1, sizeof *s->second);
    enum err_code rc = clk_pairs_find(&pairs, &some, b, &q, e);
    for (size_t i = 0; rc == OK && i < pairs.n; i++) { /* by falling score */
        const struct clk_pair *p = &pairs.pair[i];
        double score = clk_pair_score(p);
        if (s->best[p->a] == 0)
            s->best[p->a] = score;
        else if (s->second[p->a] == 0)
            s->second[p->a] = score;
    }
    clk_pairs_dispose(&pairs);
    clk_set_dispose(&some);
    return rc;
}

enum err_code clk_meeting_look(struct clk_meeting *out, const struct clk_set *a,
                               const struct clk_set *b, size_t sample, unsigned threads,
                               struct err *e)
{
    enum err_code rc;
    *out = (struct clk_meeting){0};
    for (size_t i = 0; i < a->n; i++)
        out->n_there += a->weight[i] > 0;
    TRY(scores_look(&out->there, a, b, sample, threads, e));
    rc = scores_look(&out->back, b, a, sample, threads, e);
out:
    if (rc != OK) clk_meeting_dispose(out);
    return rc;
}

static int number_compare(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static double quantile(const double *sorted, size_t n, double p)
{
    double at = p * (double)(n - 1);
    size_t low = (size_t)at;
    double rest = at - (double)low;
    return low + 1 < n ? sorted[low] * (1 - rest) + sorted[low + 1] * rest
                       : sorted[n - 1];
}

static double share_at_least(const double *sorted, size_t n, double t)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sorted[middle] < t)
            low = middle + 1;
        else
            high = middle;
    }
    return (double)(n - low) / (double)n;
}

static void scores_sort(struct clk_best_scores *s)
{
    if (!s->n) return;
    qsort(s->best, s->n, sizeof *s->best, number_compare);
    qsort(s->second, s->n, sizeof *s->second, number_compare);
}

/* Quantile p of the second best scores that were seen: a record may have but one pair
 * that was not left out. */
static double second_quantile(const struct clk_best_scores *s, double p)
{
    size_t none = 0;
    while (none + 1 < s->n && s->second[none] <= 0)
        none++;
    return quantile(s->second + none, s->n - none, p);
}

/* The scores of other people in one direction. */
struct others {
    double place,
        spread;     /* of the best: Gumbel, F(t) = exp(-exp(-(t - place) / spread)) */
    double unknown; /* share of records that are not in the other set */
};

/* F where the second best scores have their quantile p. A record that is in the other
 * set has the best of the others as its second best; one that is not has their second
 * best, which is at most t with probability F (1 - ln F). */
static double best_at(double p, double unknown)
{
    double low = 0, high = 1;
    for (int i = 0; i < 50; i++) {
        double middle = (low + high) / 2;
        if (middle - unknown * middle * log(middle) < p)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

static struct others others_of(const struct clk_best_scores *s)
{
    double low = second_quantile(s, 0.25), middle = second_quantile(s, 0.5);
    double high = second_quantile(s, 0.75);
    double below = 1 - share_at_least(s->best, s->n, middle);
    struct others o = {.unknown = 0.5};
    for (int i = 0; i < 30; i++) {
        double l = -log(-log(best_at(0.25, o.unknown)));
        double m = -log(-log(best_at(0.5, o.unknown)));
        double h = -log(-log(best_at(0.75, o.unknown)));
        o.spread = fmax((high - low) / (h - l), 1e-4);
        o.place = middle - o.spread * m;
        o.unknown = fmin(1, below / best_at(0.5, o.unknown));
    }
    return o;
}

struct expected {
    const struct clk_best_scores *best;
    double n, unknown_back;
    struct others there;
};

static struct expected expected_of(struct clk_meeting *m)
{
    scores_sort(&m->there);
    scores_sort(&m->back);
    return (struct expected){.best = &m->there,
                             .n = (double)m->n_there,
                             .unknown_back = others_of(&m->back).unknown,
                             .there = others_of(&m->there)};
}

static double false_share(const struct expected *x, size_t n, double t)
{
    double links = 0, wrong = 0;
    for (size_t i = 0; i < n; i++) {
        double above =
            x[i].unknown_back * exp(-(t - x[i].there.place) / x[i].there.spread);
        links += x[i].n * share_at_least(x[i].best->best, x[i].best->n, t);
        wrong += x[i].n * x[i].there.unknown * (1 - exp(-above));
    }
    return links > 0 ? fmin(1, wrong / links) : 0;
}

struct clk_threshold clk_threshold_choose(struct clk_meeting *m, size_t n,
                                          unsigned false_per_1000)
{
    struct clk_threshold out = {.per_1000 = WITHOUT};
    struct expected *x = mem_array(n + 1, sizeof *x);
    size_t n_told = 0;
    for (size_t i = 0; i < n; i++)
        if (m[i].there.n >= FEW && m[i].back.n >= FEW) x[n_told++] = expected_of(&m[i]);
    for (unsigned t = LOWEST; n_told && t <= HIGHEST; t++) {
        double share = false_share(x, n_told, t / 1000.0);
        out.per_1000 = t;
        out.false_per_1000 = (unsigned)(share * 1000 + 0.5);
        if (share * 1000 <= false_per_1000) break;
    }
    free(x);
    return out;
}
