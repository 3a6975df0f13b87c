/* An answer as one rectangular CSV file: one record per cell, one header for all
 * tables.
 *
 * Columns, in this order:
 *   part, part_title, table, table_title, measure, statistic, unit, unit_label,
 *   base_label, base_kind
 *   for each dimension of the answer, in order of first use: NAME, NAME_label
 *   value, base, rate, low, high, members, status, reason, published, comparison,
 *   as_of, known_at
 *
 * A dimension has one column however many tables use it, on rows or on columns, so that
 * the file loads at once and a filter on `table` gives a tidy table. Its code is `_T`
 * for a total and `_Z` where the table does not have that dimension (as in SDMX code
 * lists). A dimension used twice in one table gets `_2` behind its name the second
 * time; one that is called as a fixed column gets `dimension_` before it
 * (`dimension_status`). `value` is the count, the euros, of a rate the numerator,
 * or the days of a statistic over `members` units; empty unless status is `value` or
 * `zero`. rate, low and high are fractions of one; base_kind is `units` or, for a
 * promised number, `target`, and then there are no bounds.
 * Tables and parts that are unavailable have one record that says why. known_at is
 * empty when everything recorded was used. Lines end in CRLF; text that a spreadsheet
 * would run is defused. */
#ifndef PUBLISH_TIDY_CSV_H
#define PUBLISH_TIDY_CSV_H

#include "base/buf.h"
#include "measure/table.h"

struct csv_style {
    char separator;       /* ',' or ';' (or a tab); 0 means ',' */
    bool byte_order_mark; /* for spreadsheets that would not take it for UTF-8 */
    bool decimal_comma;   /* for spreadsheets of Belgium, with ';' */
};

/* NULL style: commas, points, no mark. ERR_USAGE when decimal commas would be taken for
 * separators; ERR_TOO_LARGE when `out` overflowed. */
nodiscard enum err_code publish_csv(struct buf *out, const struct answer *a,
                                    const struct csv_style *style, struct err *e);

#endif
