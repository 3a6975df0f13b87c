/* An answer as JSON-stat 2.0 (json-stat.org/full).
 *
 * One dataset per table. An answer of one part with one table is that dataset; any
 * other is a collection with its datasets embedded under link.item. In a dataset:
 *
 * - `id`: a dimension for each level of the rows, then of the columns, under the same
 *   ids and codes as in the tidy CSV (`_T` is a total, and the `child` list of `_T`
 *   says which categories it holds), and last `measure`, role metric, whose categories
 *   are the CSV's columns of figures: `value`; of a rate also `base`, `rate`, and
 *   unless the base was promised `low` and `high`; of a duration also `members`.
 * - `value` and `status`: arrays when every combination of categories is a cell of the
 *   table. Where rows are nested, combinations that are no row have neither value nor
 *   status, and both are objects with the position of each cell as key. A cell without
 *   a number has null as value and always a status: the words of cell_statuses.def, or
 *   `no_rows`.
 * - `role`: time, geo, metric. `unit` of each category of measure: label, decimals.
 * - `note`: the table's own; the dimension's when its values overlap.
 * - `extension`: what JSON-stat has no word for; `reasons` and `published` have the
 *   position of the cell's first figure as key.
 *
 * A table or part without cells is a dataset of one null with a status and a reason. */
#ifndef PUBLISH_JSON_STAT_H
#define PUBLISH_JSON_STAT_H

#include "base/buf.h"
#include "measure/table.h"

/* One value and a line end; cost linear in cells and in combinations of codes.
 * ERR_INVALID: a label that is not UTF-8, or two rows of one table with the same codes.
 * ERR_TOO_LARGE: more than LIMIT_CUBE_CELLS combinations, or `out` overflowed. */
nodiscard enum err_code publish_json_stat(struct buf *out, const struct answer *a,
                                          struct err *e);

#endif
