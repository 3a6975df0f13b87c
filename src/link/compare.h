/* How far the fields of candidate pairs agree, as levels: one byte a field and pair, so
 * that weighing never sees a value. Level 0 is always "missing: no evidence", the last
 * level is the best agreement, level 1 is disagreement. */
#ifndef LINK_COMPARE_H
#define LINK_COMPARE_H

#include "link/person_table.h"

enum {
    COMPARED_FIELDS_MAX = 24,
    LEVELS_MAX = 8,
    LEVEL_MISSING = 0,
    LEVEL_DIFFERENT = 1
};

/* A field that is compared; names may be compared as a group with exchange. */
struct compared_field {
    const char *name;                   /* "family_name" */
    const char *level_name[LEVELS_MAX]; /* "missing", "different", ..., "equal" */
    unsigned n_levels;                  /* missing included */
    /* what is needed to weigh agreement on a rare value more than on a common one: the
     * value's number in each row (0 not known) and how often each number occurs; NULL
     * when the field has no such weight */
    uint32_t *value_of_row, *value_count;
    size_t n_values;
    double epilink_frequency, epilink_error; /* fixed weights, when nothing is learnt */
};

struct compared_pair {
    uint32_t a, b; /* rows of the table; a < b */
};

/* n_pairs rows of n_fields bytes: level[i * n_fields + f]. */
struct comparison_set {
    size_t n_pairs, n_fields;
    struct compared_field field[COMPARED_FIELDS_MAX];
    struct compared_pair *pair;
    uint8_t *level;
    /* the same of pairs drawn at random from all pairs: what unrelated people look like
     */
    size_t n_random;
    uint8_t *random_level;
    double n_all_pairs; /* that could have been compared */
};

struct folded_persons;

/* Compares the pairs and as many as `n_random` drawn from all pairs (all of them when
 * there are fewer). With two files in the table that have no doubles, only pairs across
 * them. Takes `pair` over. The same on any number of threads. */
void comparison_set_make(struct comparison_set *out, const struct folded_persons *p,
                         struct compared_pair *pair, size_t n_pairs, size_t n_random,
                         unsigned threads);
void comparison_set_dispose(struct comparison_set *s);

#endif
