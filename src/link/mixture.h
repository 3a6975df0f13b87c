/* Pairs as a mixture of classes: pairs of one human being, pairs of two people who have
 * something in common (a household), pairs of unrelated people. Within a class fields
 * are independent. Found by expectation and maximisation (Dempster, Laird and Rubin
 * 1977; for linkage Winkler 1988; missing fields carry no evidence, as in Splink).
 *
 * A pattern counts once for each of its pairs. Pairs that are no pattern (never looked
 * at, because nothing in them agreed) belong to the last class. */
#ifndef LINK_MIXTURE_H
#define LINK_MIXTURE_H

#include "link/level_patterns.h"

enum { PAIR_CLASSES_MAX = 4 };

/* How the levels of a field in a class are found. */
enum level_rule {
    LEVELS_FREE,   /* shares of the class */
    LEVELS_FIXED,  /* as they were given */
    LEVELS_RISING, /* the ratio to the last class never falls from level to level */
    LEVELS_NEAR    /* rising, and no ratio above mixture.near_ratio */
};

struct mixture {
    size_t n_fields, n_classes; /* class 0: matches; the last: unrelated */
    unsigned n_levels[COMPARED_FIELDS_MAX];
    double share[PAIR_CLASSES_MAX]; /* of all pairs; sums to 1 */
    double level_share[PAIR_CLASSES_MAX][COMPARED_FIELDS_MAX][LEVELS_MAX];
    enum level_rule rule[PAIR_CLASSES_MAX][COMPARED_FIELDS_MAX];
    /* pairs of each level that are believed in before anything is seen */
    double before[PAIR_CLASSES_MAX][COMPARED_FIELDS_MAX][LEVELS_MAX];
    double near_ratio;
    double n_all_pairs; /* at least the sum of the counts */
    /* after mixture_step: of the shares it started from */
    double log_likelihood;
};

/* One round: expectation with the present shares, then new ones. Gives the greatest
 * change of a share of levels, or of the pairs of a class relative to itself (or to one
 * pair, when it has less). */
double mixture_step(struct mixture *m, const struct level_patterns *p);
/* Rounds until the change is below `tolerance`; how many there were, at most
 * `max_rounds`. */
unsigned mixture_run(struct mixture *m, const struct level_patterns *p,
                     double tolerance, unsigned max_rounds);
/* out[c]: probability that a pair with these levels belongs to class c. */
void mixture_posterior(double out[PAIR_CLASSES_MAX], const struct mixture *m,
                       const uint8_t *level);
/* log2 of share times levels of each class. */
void mixture_bits(double out[PAIR_CLASSES_MAX], const struct mixture *m,
                  const uint8_t *level);

#endif
