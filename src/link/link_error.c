#include "link/link_error.h"

#include <math.h>

#include "base/arena.h"

/* ---------- expected ---------- */

static double probability_of(double bits)
{
    return 1 / (1 + exp2(-bits));
}

void link_errors_expect(struct link_expected *out, const struct compared_pair *pair,
                        const double *bits, size_t n, const uint32_t *cluster_of,
                        size_t n_rows, double review_bits)
{
    double *best = mem_array(n_rows + 1, sizeof *best);
    uint32_t *size = mem_array(n_rows + 1, sizeof *size);
    double seen = 0, right = 0;
    *out = (struct link_expected){.precision = 1, .recall = 1};
    for (size_t i = 0; i < n_rows; i++)
        out->n_linked += size[cluster_of[i]]++;
    for (size_t i = 0; i < n; i++) {
        uint32_t a = pair[i].a, b = pair[i].b;
        double p = probability_of(bits[i]);
        if (cluster_of[a] == cluster_of[b]) {
            best[a] = fmax(best[a], p);
            best[b] = fmax(best[b], p);
        } else {
            out->n_missed += p;
            out->n_review += bits[i] >= review_bits;
        }
    }
    for (size_t i = 0; i < n; i++) {
        uint32_t a = pair[i].a, b = pair[i].b;
        if (cluster_of[a] != cluster_of[b]) continue;
        bool alone = size[cluster_of[a]] == 2;
        double p = probability_of(bits[i]);
        seen += 1;
        right += alone ? p : fmax(p, best[a] * best[b]);
    }
    out->n_unseen = fmax(out->n_linked - seen, 0);
    double share = seen > 0 ? right / seen : 1;
    out->n_false = out->n_linked * (1 - share);
    if (out->n_linked > 0) out->precision = share;
    double all = out->n_linked * share + out->n_missed;
    if (all > 0) out->recall = out->n_linked * share / all;
    free(best);
    free(size);
}

/* ---------- estimated ---------- */

static const double z95 = 1.959963984540054;

/* Share of `n` in `base` at 95 %; `left` is the part of the pairs not looked at. */
static struct link_error_interval share_of(double n, double base, double left)
{
    if (base <= 0) return (struct link_error_interval){0.5, 0, 1};
    double p = n / base, z2 = z95 * z95 * left;
    double middle = (p + z2 / (2 * base)) / (1 + z2 / base);
    double arm =
        sqrt(z2 * (p * (1 - p) / base + z2 / (4 * base * base))) / (1 + z2 / base);
    return (struct link_error_interval){p, fmax(middle - arm, 0),
                                        fmin(middle + arm, 1)};
}

/* Adds `pairs` times a share: the arms as squares, until `close_sum`. */
static void add_share(struct link_error_interval *sum, struct link_error_interval share,
                      double pairs)
{
    double below = pairs * (share.estimate - share.low);
    double above = pairs * (share.high - share.estimate);
    sum->estimate += pairs * share.estimate;
    sum->low += below * below;
    sum->high += above * above;
}

static void close_sum(struct link_error_interval *sum, double most)
{
    double low = sum->estimate - sqrt(sum->low), high = sum->estimate + sqrt(sum->high);
    sum->low = fmax(low, 0);
    sum->high = fmin(high, most);
}

static double recall_of(double n_linked, double n_false, double n_missed)
{
    double right = fmax(n_linked - n_false, 0);
    return right + n_missed > 0 ? right / (right + n_missed) : 1;
}

void link_errors_estimate(struct link_errors *out, const struct reviewed_stratum *s,
                          size_t n)
{
    double linked = 0, apart = 0;
    *out = (struct link_errors){.is_known = true};
    for (size_t i = 0; i < n; i++) {
        double pairs = (double)s[i].n_pairs, base = (double)s[i].n_reviewed;
        if (s[i].n_pairs == 0) continue;
        if (s[i].n_reviewed == 0) out->is_known = false;
        double left = base < pairs ? 1 - base / pairs : 0;
        double wanted =
            s[i].is_linked ? base - (double)s[i].n_same : (double)s[i].n_same;
        struct link_error_interval share = share_of(wanted, base, left);
        add_share(s[i].is_linked ? &out->n_false : &out->n_missed, share, pairs);
        *(s[i].is_linked ? &linked : &apart) += pairs;
    }
    close_sum(&out->n_false, linked);
    close_sum(&out->n_missed, apart);
    const struct link_error_interval *f = &out->n_false, *m = &out->n_missed;
    out->precision = (struct link_error_interval){
        linked > 0 ? 1 - f->estimate / linked : 1,
        linked > 0 ? 1 - f->high / linked : 1, linked > 0 ? 1 - f->low / linked : 1};
    out->recall = (struct link_error_interval){
        recall_of(linked, f->estimate, m->estimate),
        recall_of(linked, f->high, m->high), recall_of(linked, f->low, m->low)};
}
