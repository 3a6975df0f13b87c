/* Levels of agreement to weights of evidence (Fellegi and Sunter 1969): the weight of a
 * level is log2(m / u), m its probability among pairs of one human being, u among pairs
 * of two. u is counted on random pairs and from the frequency of values; m is found by
 * EM with u and the share of matches kept to all pairs; guards and the reasons for each
 * stand in weigh.c. When EM cannot be trusted, EpiLink's fixed weights are used and
 * the model says so. */
#ifndef LINK_WEIGH_H
#define LINK_WEIGH_H

#include "link/compare.h"

struct weight_model {
    size_t n_fields;
    double m[COMPARED_FIELDS_MAX][LEVELS_MAX], u[COMPARED_FIELDS_MAX][LEVELS_MAX];
    double bits[COMPARED_FIELDS_MAX][LEVELS_MAX]; /* after guards and caps; 0 missing */
    double lambda;                                /* share of matches among all pairs */
    double prior_bits;                            /* log2(lambda / (1 - lambda)) */
    unsigned n_rounds, n_starts;
    bool is_fixed; /* EpiLink's weights: nothing was learnt */
    char why_fixed[120];
};

nodiscard enum err_code weight_model_learn(struct weight_model *out,
                                           const struct comparison_set *s,
                                           struct err *e);
/* Posterior evidence of every candidate pair in bits: prior + weights + rarity of the
 * values agreed on. Probability = 1 / (1 + 2^-bits). */
void weight_model_score(double *bits_out, const struct weight_model *m,
                        const struct comparison_set *s);

#endif
