/* Pairs whose fields agree equally far are one pattern with a count: millions of pairs
 * are some thousands of patterns, so that learning costs milliseconds. */
#ifndef LINK_LEVEL_PATTERNS_H
#define LINK_LEVEL_PATTERNS_H

#include "link/compare.h"

struct level_patterns {
    size_t n, n_fields;
    uint8_t *level; /* n rows of n_fields bytes, in rising order of the bytes */
    double *count;  /* pairs with this pattern: whole numbers */
    uint32_t *pattern_of_pair; /* NULL unless asked for */
};

/* Groups `n_pairs` rows of `n_fields` levels. The patterns are the same whatever the
 * order of the pairs. A level above LEVELS_MAX - 1 is a mistake of the caller. */
void level_patterns_init(struct level_patterns *out, const uint8_t *level,
                         size_t n_pairs, size_t n_fields, bool with_pattern_of_pair);
void level_patterns_dispose(struct level_patterns *p);

#endif
