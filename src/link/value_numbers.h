/* Values of a column, each numbered once: what is equal has the same number, and work
 * that is done once for each value is not done for each record. Number 0: no value. */
#ifndef LINK_VALUE_NUMBERS_H
#define LINK_VALUE_NUMBERS_H

#include "base/str.h"

struct value_numbers {
    struct arena *arena; /* texts are copied here */
    struct str *text;    /* by number */
    size_t n, cap;       /* numbers given, 0 included */
    uint32_t *slot;
    size_t n_slots;
};

void value_numbers_init(struct value_numbers *v, struct arena *a);
void value_numbers_dispose(struct value_numbers *v);
/* 0 for the empty text. */
uint32_t value_number(struct value_numbers *v, struct str text);

#endif
