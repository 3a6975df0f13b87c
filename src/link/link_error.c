#include "link/link_error.h"

#include <math.h>

#include "base/arena.h"
#include "link/weigh.h"

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
        double p = share_of_bits(bits[i]);
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
        double p = share_of_bits(bits[i]);
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
