/* True in this file: level_share[c][f] sums to 1 over the levels that are not missing;
 * shares never become 0, so that no pattern is impossible in a class.
 *
 * Rising ratios: the most likely level shares under the order constraint are the
 * shares pooled wherever the ratio to the last class would fall (pool adjacent
 * violators, Ayer et al. 1955, weights = shares in the last class). */
#include <math.h>

#include "link/mixture.h"

#include "base/arena.h"

static const double least_share = 1e-12;

static void weigh_classes(double out[PAIR_CLASSES_MAX], const struct mixture *m,
                          const uint8_t *level)
{
    for (size_t c = 0; c < m->n_classes; c++) {
        double x = m->share[c];
        for (size_t f = 0; f < m->n_fields; f++)
            if (level[f] != LEVEL_MISSING) x *= m->level_share[c][f][level[f]];
        out[c] = x;
    }
}

void mixture_bits(double out[PAIR_CLASSES_MAX], const struct mixture *m,
                  const uint8_t *level)
{
    for (size_t c = 0; c < m->n_classes; c++) {
        double x = log2(m->share[c]);
        for (size_t f = 0; f < m->n_fields; f++)
            if (level[f] != LEVEL_MISSING) x += log2(m->level_share[c][f][level[f]]);
        out[c] = x;
    }
}

void mixture_posterior(double out[PAIR_CLASSES_MAX], const struct mixture *m,
                       const uint8_t *level)
{
    double sum = 0;
    weigh_classes(out, m, level);
    for (size_t c = 0; c < m->n_classes; c++)
        sum += out[c];
    for (size_t c = 0; c < m->n_classes; c++)
        out[c] = sum > 0 ? out[c] / sum : c + 1 == m->n_classes;
}

/* Pools levels 1 .. n_levels - 1 until share / base rises. */
static void pool_until_rising(double *share, const double *base, unsigned n_levels)
{
    double pooled[LEVELS_MAX], weight[LEVELS_MAX];
    unsigned first[LEVELS_MAX], n = 0;
    for (unsigned l = 1; l < n_levels; l++) {
        pooled[n] = share[l];
        weight[n] = base[l];
        first[n++] = l;
        while (n > 1 && pooled[n - 2] * weight[n - 1] > pooled[n - 1] * weight[n - 2]) {
            pooled[n - 2] += pooled[n - 1];
            weight[n - 2] += weight[n - 1];
            n--;
        }
    }
    for (unsigned i = 0; i < n; i++) {
        unsigned end = i + 1 < n ? first[i + 1] : n_levels;
        for (unsigned l = first[i]; l < end; l++)
            share[l] = pooled[i] * base[l] / weight[i];
    }
}

/* What is cut off above the ratio goes to disagreement. */
static void hold_near(double *share, const double *base, unsigned n_levels,
                      double ratio)
{
    double cut = 0;
    for (unsigned l = 2; l < n_levels; l++) {
        double most = base[l] * ratio;
        if (share[l] <= most) continue;
        cut += share[l] - most;
        share[l] = most;
    }
    share[LEVEL_DIFFERENT] += cut;
}

static double levels_update(struct mixture *m, size_t c, size_t f, const double *seen)
{
    if (m->rule[c][f] == LEVELS_FIXED) return 0;
    const double *base = m->level_share[m->n_classes - 1][f];
    double share[LEVELS_MAX] = {0}, sum = 0, change = 0;
    unsigned n_levels = m->n_levels[f];
    for (unsigned l = 1; l < n_levels; l++)
        sum += seen[l] + m->before[c][f][l];
    if (sum <= 0) return 0;
    for (unsigned l = 1; l < n_levels; l++)
        share[l] = (seen[l] + m->before[c][f][l]) / sum;
    if (m->rule[c][f] != LEVELS_FREE) pool_until_rising(share, base, n_levels);
    if (m->rule[c][f] == LEVELS_NEAR) hold_near(share, base, n_levels, m->near_ratio);
    for (unsigned l = 1; l < n_levels; l++) {
        if (share[l] < least_share) share[l] = least_share;
        double d = fabs(share[l] - m->level_share[c][f][l]);
        change = fmax(change, d);
        m->level_share[c][f][l] = share[l];
    }
    return change;
}

double mixture_step(struct mixture *m, const struct level_patterns *p)
{
    double seen[PAIR_CLASSES_MAX][COMPARED_FIELDS_MAX][LEVELS_MAX] = {{{0}}};
    double members[PAIR_CLASSES_MAX] = {0}, n_seen = 0, likelihood = 0, change = 0;
    size_t n_classes = m->n_classes, n_fields = m->n_fields;
    for (size_t i = 0; i < p->n; i++) {
        const uint8_t *level = p->level + i * n_fields;
        double x[PAIR_CLASSES_MAX], sum = 0;
        weigh_classes(x, m, level);
        for (size_t c = 0; c < n_classes; c++)
            sum += x[c];
        n_seen += p->count[i];
        if (!(sum > 0)) continue;
        likelihood += p->count[i] * log(sum);
        for (size_t c = 0; c < n_classes; c++) {
            double part = p->count[i] * x[c] / sum;
            members[c] += part;
            for (size_t f = 0; f < n_fields; f++)
                seen[c][f][level[f]] += part;
        }
    }
    double n_all = fmax(m->n_all_pairs, n_seen);
    likelihood += (n_all - n_seen) * log(m->share[n_classes - 1]);
    m->log_likelihood = likelihood;
    for (size_t c = n_classes; c-- > 0;)
        for (size_t f = 0; f < n_fields; f++)
            change = fmax(change, levels_update(m, c, f, seen[c][f]));
    double rest = 1;
    for (size_t c = 0; c + 1 < n_classes; c++) {
        double share = fmax(members[c] / n_all, 1e-300);
        double most = fmax(fmax(share, m->share[c]), 1 / n_all);
        change = fmax(change, fabs(share - m->share[c]) / most);
        m->share[c] = share;
        rest -= share;
    }
    m->share[n_classes - 1] = fmax(rest, 1e-300);
    return change;
}

/* ---------- many patterns ---------- */

enum { FEW_PATTERNS = 5000, ROUNDS_BETWEEN = 12 };
static const double no_doubt = 1e-11;

/* Whether patterns that are unrelated without a doubt add nothing to a round. */
static bool may_leave_out(const struct mixture *m, const struct level_patterns *p)
{
    double n_seen = 0;
    for (size_t i = 0; i < p->n; i++)
        n_seen += p->count[i];
    bool may = p->n > FEW_PATTERNS && m->n_all_pairs >= n_seen;
    for (size_t f = 0; f < m->n_fields; f++)
        may = may && m->rule[m->n_classes - 1][f] == LEVELS_FIXED;
    return may;
}

/* Those that are not unrelated without a doubt, into room for all. */
static void doubtful_of(struct level_patterns *out, const struct mixture *m,
                        const struct level_patterns *p)
{
    size_t n_fields = p->n_fields;
    out->n = 0;
    for (size_t i = 0; i < p->n; i++) {
        double x[PAIR_CLASSES_MAX];
        mixture_posterior(x, m, p->level + i * n_fields);
        if (x[m->n_classes - 1] > 1 - no_doubt) continue;
        memcpy(out->level + out->n * n_fields, p->level + i * n_fields, n_fields);
        out->count[out->n++] = p->count[i];
    }
}

/* Nearly all patterns are unrelated without a doubt. They are held against the shares
 * in every twelfth round only, and always in the last. */
static unsigned run_leaving_out(struct mixture *m, const struct level_patterns *p,
                                double tolerance, unsigned max_rounds)
{
    struct level_patterns doubtful = {.n_fields = p->n_fields};
    doubtful.level = mem_array(p->n * p->n_fields + 1, 1);
    doubtful.count = mem_array(p->n + 1, sizeof *doubtful.count);
    unsigned round = 0;
    while (round < max_rounds) {
        round++;
        if (mixture_step(m, p) < tolerance) break;
        doubtful_of(&doubtful, m, p);
        for (unsigned k = 0; k < ROUNDS_BETWEEN && round + 1 < max_rounds; k++) {
            round++;
            if (mixture_step(m, &doubtful) < tolerance) break;
        }
    }
    level_patterns_dispose(&doubtful);
    return round;
}

unsigned mixture_run(struct mixture *m, const struct level_patterns *p,
                     double tolerance, unsigned max_rounds)
{
    if (may_leave_out(m, p)) return run_leaving_out(m, p, tolerance, max_rounds);
    for (unsigned round = 1; round <= max_rounds; round++)
        if (mixture_step(m, p) < tolerance) return round;
    return max_rounds;
}
