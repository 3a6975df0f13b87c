/* The values of a dimension that a table shows: their order, codes and labels. */
#ifndef MEASURE_DIMENSION_VALUES_H
#define MEASURE_DIMENSION_VALUES_H

#include "measure/dimension_column.h"

enum { DECODED_CODES = 0x10000 };

/* Slots 0..n-1 in the order of the table: values of the list (or those that occur, for
 * an open-ended dimension, by number or name), then missing codes. */
struct dimension_values {
    const struct dimension *dimension;
    size_t n;
    uint16_t *codes;   /* decoded code of each slot */
    bool *always;      /* shown though nobody is there */
    uint16_t *slot_of; /* DECODED_CODES entries; 0 for codes that have no slot */
};

/* `seen` marks decoded codes that occur; NULL takes every missing code along (not for
 * open-ended dimensions). Owned by `a`. */
void dimension_values_make(struct dimension_values *out, struct arena *a,
                           const struct scope *s, const struct dimension *d,
                           const uint8_t *seen);
bool value_is_missing(uint16_t code);
/* "unknown", "not asked" ... in words; NULL for a code that is a value. */
const char *missing_label(uint16_t code, enum lang lang);
/* Stable code ("antwerpen", "490", "2018-06", "unknown") and label of a value. */
const char *dimension_value_text(struct arena *a, const struct scope *s,
                                 const struct dimension *d, uint16_t code);
const char *dimension_value_label(struct arena *a, const struct scope *s,
                                  const struct dimension *d, uint16_t code,
                                  enum lang lang);

/* Two values that no record can have together: a company in another kind, a reference
 * region outside the province. `pairs` is made once for two dimensions. */
struct value_pairs {
    uint8_t *possible; /* [slot of a * values of b + slot of b]; NULL: all possible */
    size_t n_b;
};
void value_pairs_make(struct value_pairs *out, struct scope *s,
                      const struct dimension_values *a,
                      const struct dimension_values *b);
bool value_pair_possible(const struct value_pairs *p, int slot_a, int slot_b);

#endif
