/* Files with two different numbers are not about one human being, and whether a file
 * has a number hardly depends on whose it is. So, with q the share of all pairs in
 * which both have one, a pair with two numbers among those that evidence would link
 * stands for (1 - q) / q wrong ones that nothing contradicts. When that is more than
 * one in twenty of them, the evidence is worth less than the model thinks (many people
 * of few names, and nobody twice), and the thresholds are raised. */
#include <math.h>

#include "act/link_persons_int.h"

/* Shares of wrong pairs from which thresholds are raised. */
static const double wrong_linked = 0.05, wrong_reviewed = 0.9;
/* Share of pairs with two numbers below which they tell nothing. */
static const double least_share = 0.1;

struct scored {
    double bits;
    bool is_wrong; /* both have a number, and not the same */
};

static int compare_scored(const void *x, const void *y)
{
    const struct scored *a = x, *b = y;
    return (a->bits < b->bits) - (a->bits > b->bits);
}

/* The lowest threshold from `bits` up above which at most `share` of the pairs that
 * would be linked by evidence are wrong; LINK_BITS_NONE: there is none. *wrong_out: the
 * share above it. `list` from the highest evidence down. */
static double raise_threshold(double *wrong_out, const struct scored *list, size_t n,
                              double bits, double share, double per_wrong)
{
    double threshold = LINK_BITS_NONE;
    size_t n_wrong = 0, n_open = 0;
    bool fits = true;
    *wrong_out = 0;
    for (size_t i = 0; i < n && list[i].bits >= bits; i++) {
        n_wrong += list[i].is_wrong;
        n_open += !list[i].is_wrong;
        if (i + 1 < n && list[i + 1].bits >= list[i].bits) continue;
        double expected = (double)n_wrong * per_wrong;
        fits = expected <= share * (double)n_open;
        if (!fits) continue;
        threshold = list[i].bits;
        *wrong_out = n_open ? expected / (double)n_open : 0;
    }
    return fits ? bits : threshold;
}

static struct scored *list_scored(size_t *n_out, const struct linking *x)
{
    struct scored *list = mem_array(x->n_found, sizeof *list);
    size_t n = 0;
    for (size_t i = 0; i < x->n_found; i++) {
        const struct found_pair *f = &x->found[i];
        if (f->basis == LINK_BASIS_EVIDENCE || f->basis == LINK_BASIS_CONFLICT)
            list[n++] = (struct scored){(double)millibits_of(f->weighed.bits) / 1000,
                                        f->basis == LINK_BASIS_CONFLICT};
    }
    if (n) qsort(list, n, sizeof *list, compare_scored);
    *n_out = n;
    return list;
}

static double share_with_numbers(const struct linking *x)
{
    size_t n_numbers = 0, n = x->table.table.n;
    for (size_t i = 0; i < n; i++)
        n_numbers += x->graph.number_of[x->table.file_of_row[i]] != 0;
    double p = n ? (double)n_numbers / (double)n : 0;
    return p * p;
}

void linking_set_thresholds(struct linking *x)
{
    struct link_summary *s = x->summary;
    double q = share_with_numbers(x);
    double link = x->match.link_bits, review = x->match.review_bits, unused;
    if (q >= least_share) {
        size_t n;
        struct scored *list = list_scored(&n, x);
        double per_wrong = (1 - q) / q;
        x->match.link_bits =
            raise_threshold(&s->share_wrong, list, n, link, wrong_linked, per_wrong);
        x->match.review_bits =
            raise_threshold(&unused, list, n, review, wrong_reviewed, per_wrong);
        x->match.review_bits = MIN_OF(x->match.review_bits, x->match.link_bits);
        s->was_raised = x->match.link_bits > link || x->match.review_bits > review;
        s->knows_share = true;
        free(list);
    }
    s->link_bits = x->graph.link_bits = x->match.link_bits;
    s->review_bits = x->match.review_bits;
}
