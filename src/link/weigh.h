/* Levels of agreement to weights of evidence (Fellegi and Sunter 1969): the weight of a
 * level is log2(m / u), m its probability among pairs of one human being, u among pairs
 * of two unrelated people. u is counted on random pairs and from the frequency of
 * values; m and the share of matches among all pairs are found by EM with u kept.
 *
 * People of one household agree on name and address together, which weights of fields
 * that are added do not know. Two more classes of pairs learn it: those who share a
 * household, and those who live near. What a pair could as well be because of them is
 * taken off its evidence in one sum (`shared_bits`), never more than was added.
 *
 * When EM cannot be trusted, EpiLink's fixed weights are used and the model says why.
 * docs/methods/linkage.md has the method in formulas. */
#ifndef LINK_WEIGH_H
#define LINK_WEIGH_H

#include "link/mixture.h"

/* Classes of pairs in `classes`. */
enum { PAIR_ONE_PERSON, PAIR_HOUSEHOLD, PAIR_NEIGHBOURS, PAIR_UNRELATED };

struct weight_model {
    size_t n_fields;
    double m[COMPARED_FIELDS_MAX][LEVELS_MAX], u[COMPARED_FIELDS_MAX][LEVELS_MAX];
    double bits[COMPARED_FIELDS_MAX][LEVELS_MAX]; /* after guards and caps; 0 missing */
    double lambda;                                /* share of matches among all pairs */
    double prior_bits;                            /* log2(lambda / (1 - lambda)) */
    unsigned n_rounds, n_starts;
    bool is_fixed; /* EpiLink's weights: nothing was learnt */
    char why_fixed[120];

    struct mixture classes; /* not used when is_fixed */
    double rarity_weight;   /* how much of the rarity of a value counts: 0 .. 1 */
    double rows_per_person[COMPARED_FIELDS_MAX]; /* of a person, with the same value */
    double exact_share[COMPARED_FIELDS_MAX];     /* of pairs, by frequency; 0: none */
    double n_known[COMPARED_FIELDS_MAX];         /* rows with a value */
    bool is_shared[COMPARED_FIELDS_MAX]; /* by people of one household or street */
};

nodiscard enum err_code weight_model_learn(struct weight_model *out,
                                           const struct comparison_set *s,
                                           struct err *e);
/* EpiLink's weights, whatever the file is like. `why` is kept in the model. */
void weight_model_fix(struct weight_model *out, const struct comparison_set *s,
                      const char *why);

/* Posterior evidence of every candidate pair in bits: prior + weights + rarity of the
 * values agreed on + shared. Probability = 1 / (1 + 2^-bits). */
void weight_model_score(double *bits_out, const struct weight_model *m,
                        const struct comparison_set *s);

/* The same of one pair, in parts. */
struct pair_weights {
    double prior_bits;
    double field_bits[COMPARED_FIELDS_MAX];  /* of the level */
    double rarity_bits[COMPARED_FIELDS_MAX]; /* of the value agreed on */
    /* at most 0: what a household or a neighbour explains too; never more than what the
     * fields they share told */
    double shared_bits;
    double bits; /* the sum */
};
void weight_model_pair(struct pair_weights *out, const struct weight_model *m,
                       const struct comparison_set *s, size_t pair);

static inline double bits_of_share(double share); /* log2(share / (1 - share)) */
static inline double share_of_bits(double bits);  /* 1 / (1 + 2^-bits) */

#include <math.h>

static inline double bits_of_share(double share)
{
    return log2(share / (1 - share));
}
static inline double share_of_bits(double bits)
{
    return 1 / (1 + exp2(-bits));
}

#endif
