/* The layouts described: for people as Markdown, for programs as CSVW. Both are made
 * from layouts.def and from nothing else. */
#ifndef EXCHANGE_LAYOUT_TEXT_H
#define EXCHANGE_LAYOUT_TEXT_H

#include "base/buf.h"
#include "exchange/fact_folder.h"

/* A section for each layout, or of one: what a row is, its key, a line a column. */
void layouts_describe(struct buf *out, const struct layout *only);

/* Metadata of one table after "Metadata Vocabulary for Tabular Data" (W3C
 * Recommendation, 17 December 2015): dialect, columns, datatypes, required, primaryKey.
 * Codes of lists of more than 80 codes are named, not repeated. */
nodiscard enum err_code layout_csvw(struct buf *out, const struct layout *layout,
                                    struct err *e);

/* The same of a folder of several tables (a TableGroup), with only the columns that are
 * written there, under the names they have there. */
nodiscard enum err_code layouts_csvw(struct buf *out,
                                     const struct fact_columns *columns, struct err *e);

#endif
