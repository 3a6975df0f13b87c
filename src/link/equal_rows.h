/* Records that are equal in every column: the first few are kept, so that a hundred
 * thousand of them are not five thousand million pairs. */
#ifndef LINK_EQUAL_ROWS_H
#define LINK_EQUAL_ROWS_H

#include "link/person_table.h"

struct equal_rows {
    struct person_table kept; /* slices are those of the table; arrays in the arena */
    uint32_t *row_of;         /* of each kept one: its row in the table */
    uint32_t *kept_of;        /* of each row: its place among the kept, or UINT32_MAX */
    uint32_t *first_of;       /* of each row: the first row that equals it */
};

/* `must`: rows that are kept whatever they equal; may be NULL. */
void equal_rows_find(struct equal_rows *out, struct arena *a,
                     const struct person_table *t, size_t n_kept, const bool *must);

#endif
