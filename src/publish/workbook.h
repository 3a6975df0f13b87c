/* An answer as an .xlsx workbook, through libxlsxwriter.
 *
 * Tabs: cover (what, by whom, as of when, contact), contents (every part and table,
 * with links, or why there is none), notes (definitions, symbols, reasons, comparison,
 * narrative), then one tab per table, and last the checks of totals. A table tab has
 * one header row, no merged cells, no blank cells, numbers as numbers, shares as
 * numbers shown as percentages with numerator, denominator and interval in columns
 * beside them, a filter, and header and row heads that stay in view. A cell without a
 * number holds its symbol (see cell_statuses.def). Figures compared with published ones
 * have the published figure in the next column.
 *
 * The file is a function of the answer alone: its creation time is made_at_ms. */
#ifndef PUBLISH_WORKBOOK_H
#define PUBLISH_WORKBOOK_H

#include "base/err.h"
#include "measure/table.h"

/* The whole file, owned by the arena. Works in a folder of its own under TMPDIR and
 * leaves nothing there. ERR_TOO_LARGE: a table above 1,048,575 rows or 16,384 columns.
 */
nodiscard enum err_code publish_xlsx_bytes(struct str *out, struct arena *arena,
                                           const struct answer *a, struct err *e);
/* All or nothing, as file_write: written beside `path`, checked, renamed over it. */
nodiscard enum err_code publish_xlsx(const char *path, const struct answer *a,
                                     struct err *e);

#endif
