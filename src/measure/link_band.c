#include "measure/link_band.h"

#include <math.h>

#include "base/rng.h"
#include "domain/lists.h"

_Static_assert((int)N_LINK_VERDICT == (int)LINK_STRATA, "a stratum is a verdict");

enum { DRAWS = 2000 };

/* --- drawing --- */

static double draw_unit(struct rng *rng) /* above 0, below 1 */
{
    return ((double)(rng_next(rng) >> 12) + 0.5) * 0x1p-52;
}

static double draw_normal(struct rng *rng)
{
    return sqrt(-2 * log(draw_unit(rng))) *
           cos(2 * 3.14159265358979323846 * draw_unit(rng));
}

/* Marsaglia and Tsang 2000; a shape below 1 by the power of a uniform. */
static double draw_gamma(struct rng *rng, double shape)
{
    double boost = 1;
    if (shape < 1) {
        boost = pow(draw_unit(rng), 1 / shape);
        shape += 1;
    }
    double d = shape - 1.0 / 3, c = 1 / sqrt(9 * d);
    for (;;) {
        double x = draw_normal(rng), v = 1 + c * x;
        if (v <= 0) continue;
        v = v * v * v;
        if (log(draw_unit(rng)) < 0.5 * x * x + d - d * v + d * log(v))
            return boost * d * v;
    }
}

static double draw_beta(struct rng *rng, double a, double b)
{
    require(a > 0 && b > 0);
    double x = draw_gamma(rng, a), y = draw_gamma(rng, b);
    return x + y > 0 ? x / (x + y) : 0;
}

/* Of all pairs is known what is worth this many pairs of the table itself. */
static const double worth_of_all = 2;

static double draw_share_of(struct rng *rng, double share,
                            const struct link_exposure *x, int stratum)
{
    double n = x->n_reviewed[stratum], wrong = x->n_wrong[stratum];
    const double least = 0.001;
    if (n <= 0) return share;
    share = fmin(fmax(share, least), 1 - least);
    return draw_beta(rng, wrong + worth_of_all * share,
                     n - wrong + worth_of_all * (1 - share));
}

/* How many of n are wrong when each is with this probability: exactly for few, by the
 * normal distribution beyond. */
static double draw_wrong(struct rng *rng, double n, double share)
{
    enum { FEW = 60 };
    if (n <= 0) return 0;
    if (n <= FEW) {
        double wrong = 0;
        for (int i = 0; i < (int)(n + 0.5); i++)
            wrong += draw_unit(rng) < share;
        return wrong;
    }
    double x = n * share + sqrt(n * share * (1 - share)) * draw_normal(rng);
    return x < 0 ? 0 : x > n ? n : x;
}

/* Where nobody looked, the comparison's own estimate stands for two pairs reviewed. */
static double draw_share(struct rng *rng, const struct link_evidence *ev, int stratum,
                         const struct link_exposure *x)
{
    const double jeffreys = 0.5, worth = 2;
    double n = (double)ev->n_reviewed[stratum], wrong = (double)ev->n_wrong[stratum];
    if (n > 0) return draw_beta(rng, wrong + jeffreys, n - wrong + jeffreys);
    if (x->n[stratum] <= 0) return 0;
    double share = x->expected_wrong[stratum] / x->n[stratum];
    share = share < 0.001 ? 0.001 : share > 0.999 ? 0.999 : share;
    return draw_beta(rng, worth * share, worth * (1 - share));
}

/* --- bands --- */

static int compare_doubles(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

static void band_of(struct link_band *out, double *draws,
                    const struct link_evidence *ev)
{
    qsort(draws, DRAWS, sizeof *draws, compare_doubles);
    out->low = draws[DRAWS / 40];
    out->middle = draws[DRAWS / 2];
    out->high = draws[DRAWS - 1 - DRAWS / 40];
    out->n_reviewed = 0;
    for (int s = 0; s < LINK_STRATA; s++)
        out->n_reviewed += ev->n_reviewed[s];
    out->is_model = out->n_reviewed == 0;
}

/* Persons more (false links) less persons fewer (missed ones), of these pairs. */
static double draw_change(struct rng *rng, const struct link_exposure *x,
                          const double share[LINK_STRATA])
{
    double change = 0;
    for (int s = 0; s < LINK_STRATA; s++) {
        double wrong = draw_wrong(rng, x->n[s], draw_share_of(rng, share[s], x, s));
        change += s == LINK_VERDICT_LINK ? wrong : -wrong;
    }
    return change;
}

/* Where no pair was reviewed each pair has its own probability, which is certain of
 * most of them: drawing a share for all would make the band as wide as ignorance. */
static double model_change(struct rng *rng, const struct link_exposure *x)
{
    double change = 0;
    for (int s = 0; s < LINK_STRATA; s++) {
        double share = x->n[s] > 0 ? x->expected_wrong[s] / x->n[s] : 0;
        double wrong = draw_wrong(rng, x->n[s], share < 1 ? share : 1);
        change += s == LINK_VERDICT_LINK ? wrong : -wrong;
    }
    return change;
}

static bool is_reviewed(const struct link_evidence *ev)
{
    for (int s = 0; s < LINK_STRATA; s++)
        if (ev->n_reviewed[s] > 0) return true;
    return false;
}

void link_band_count(struct link_band *out, double n_persons,
                     const struct link_exposure *x, const struct link_evidence *ev)
{
    double *draws = mem_array(DRAWS, sizeof *draws);
    bool reviewed = is_reviewed(ev);
    struct rng rng;
    rng_init(&rng, 1);
    for (int i = 0; i < DRAWS; i++) {
        double share[LINK_STRATA];
        for (int s = 0; s < LINK_STRATA && reviewed; s++)
            share[s] = draw_share(&rng, ev, s, x);
        double n = n_persons +
                   (reviewed ? draw_change(&rng, x, share) : model_change(&rng, x));
        draws[i] = n > 0 ? n : 0;
    }
    band_of(out, draws, ev);
    free(draws);
}

static struct link_exposure rest_of(const struct link_exposure *whole,
                                    const struct link_exposure *part)
{
    struct link_exposure rest = {{0}, {0}, {0}, {0}};
    for (int s = 0; s < LINK_STRATA; s++) {
        rest.n[s] = fmax(whole->n[s] - part->n[s], 0);
        rest.expected_wrong[s] =
            fmax(whole->expected_wrong[s] - part->expected_wrong[s], 0);
        rest.n_reviewed[s] = fmax(whole->n_reviewed[s] - part->n_reviewed[s], 0);
        rest.n_wrong[s] =
            fmin(fmax(whole->n_wrong[s] - part->n_wrong[s], 0), rest.n_reviewed[s]);
    }
    return rest;
}

void link_band_rate(struct link_band *out, double n, double base,
                    const struct link_exposure *x_n, const struct link_exposure *x_base,
                    const struct link_exposure *across, struct linked_across by,
                    const struct link_evidence *ev)
{
    double *draws = mem_array(DRAWS, sizeof *draws);
    struct link_exposure outside = rest_of(x_base, x_n);
    bool reviewed = is_reviewed(ev);
    struct rng rng;
    rng_init(&rng, 1);
    for (int i = 0; i < DRAWS; i++) {
        double share[LINK_STRATA];
        for (int s = 0; s < LINK_STRATA && reviewed; s++)
            share[s] = draw_share(&rng, ev, s, x_base);
        double in = reviewed ? draw_change(&rng, x_n, share) : model_change(&rng, x_n);
        double all = base + in +
                     (reviewed ? draw_change(&rng, &outside, share)
                               : model_change(&rng, &outside));
        /* missed less false links to files outside the denominator */
        double missed =
            -(reviewed ? draw_change(&rng, across, share) : model_change(&rng, across));
        double with = draw_beta(&rng, by.n_with + 0.5, fmax(by.n - by.n_with, 0) + 0.5);
        with = missed > 0 ? draw_wrong(&rng, missed, with) : missed * with;
        double rate = all > 0 ? (n + in + with) / all : 0;
        draws[i] = rate < 0 ? 0 : rate > 1 ? 1 : rate;
    }
    band_of(out, draws, ev);
    free(draws);
}
