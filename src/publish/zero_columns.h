/* Columns of a table in which nothing was counted anywhere. A terminal that would cut a
 * table in blocks names them in one line instead; nothing else leaves them out. */
#ifndef PUBLISH_ZERO_COLUMNS_H
#define PUBLISH_ZERO_COLUMNS_H

#include "measure/table.h"

enum { ZERO_COLUMNS_WORTH = 2 }; /* fewer are not worth a line of their own */

/* The table without its columns that are zero in every row, were compared with nothing
 * and are no total; `names_out` their labels with a semicolon between them. NULL when
 * there are fewer than ZERO_COLUMNS_WORTH, when no other would be left, or when heads
 * have more than one level. Owned by the arena; shares labels and rows with `t`. */
const struct table *table_without_zeros(const char **names_out, struct arena *a,
                                        const struct table *t);

#endif
