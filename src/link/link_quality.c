#include "link/link_quality.h"

#include "base/arena.h"

/* A record by who it is said to be, and by whom it was put with. */
struct labelled {
    uint64_t label;
    uint16_t file;
    uint32_t row;
};

static int by_label(const void *x, const void *y)
{
    const struct labelled *a = x, *b = y;
    if (a->label != b->label) return a->label < b->label ? -1 : 1;
    if (a->file != b->file) return a->file < b->file ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

static double pairs_of(double n)
{
    return n * (n - 1) / 2;
}

/* Pairs with the same label (across files only, when there are), and the size of each
 * record's group. */
static double count_groups(double *size_of, struct labelled *x, size_t n, bool across)
{
    double pairs = 0;
    qsort(x, n, sizeof *x, by_label);
    for (size_t i = 0, end; i < n; i = end) {
        double within = 0;
        for (end = i; end < n && x[end].label == x[i].label;) {
            size_t from = end;
            while (end < n && x[end].label == x[i].label && x[end].file == x[from].file)
                end++;
            within += pairs_of((double)(end - from));
        }
        for (size_t k = i; k < end; k++)
            size_of[x[k].row] = (double)(end - i);
        pairs += pairs_of((double)(end - i)) - (across ? within : 0);
    }
    return pairs;
}

static double harmonic(double a, double b)
{
    return a + b > 0 ? 2 * a * b / (a + b) : 0;
}

void link_quality_measure(struct link_quality *out, const uint32_t *cluster_of,
                          const uint32_t *truth_of, const uint16_t *file, size_t n)
{
    struct labelled *x = mem_array(n + 1, sizeof *x);
    double *of_cluster = mem_array(n + 1, sizeof *of_cluster);
    double *of_truth = mem_array(n + 1, sizeof *of_truth);
    double *of_both = mem_array(n + 1, sizeof *of_both);
    *out = (struct link_quality){0};
    for (int pass = 0; pass < 3; pass++) {
        for (uint32_t i = 0; i < n; i++) {
            uint64_t label = pass == 0   ? cluster_of[i]
                             : pass == 1 ? truth_of[i]
                                         : (uint64_t)cluster_of[i] << 32 | truth_of[i];
            x[i] = (struct labelled){label, file ? file[i] : 0, i};
        }
        double pairs = count_groups(pass == 0   ? of_cluster
                                    : pass == 1 ? of_truth
                                                : of_both,
                                    x, n, file != NULL);
        *(pass == 0 ? &out->n_found : pass == 1 ? &out->n_true : &out->n_right) = pairs;
    }
    out->precision = out->n_found > 0 ? out->n_right / out->n_found : 1;
    out->recall = out->n_true > 0 ? out->n_right / out->n_true : 1;
    out->f1 = harmonic(out->precision, out->recall);
    for (size_t i = 0; i < n; i++) {
        out->b3_precision += of_both[i] / of_cluster[i] / (double)n;
        out->b3_recall += of_both[i] / of_truth[i] / (double)n;
    }
    out->b3_f1 = harmonic(out->b3_precision, out->b3_recall);
    free(of_both);
    free(of_truth);
    free(of_cluster);
    free(x);
}
