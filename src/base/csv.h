/* CSV (RFC 4180). The writer quotes where needed and defuses cells that a spreadsheet
 * would run as a formula. The reader is strict and never guesses. */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/buf.h"

/* A cell of text: leading = + - @ TAB CR get an apostrophe before them, unless the text
 * is a plain number. Cells are separated by `separator`; csv_end_row ends the row (CRLF).
 */
struct csv_writer {
    struct buf *out;
    char separator;
    bool in_row;
};
void csv_init(struct csv_writer *w, struct buf *out, char separator);
void csv_cell(struct csv_writer *w, struct str text);
void csv_cell_c(struct csv_writer *w, const char *text);
void csv_cell_int(struct csv_writer *w, int64_t value);
void csv_cell_decimal(struct csv_writer *w, double value, int decimals);
void csv_end_row(struct csv_writer *w);

/* Reads one row of `*rest`: cells point into the text or, when quoted with doubled
 * quotes, into the arena. False at the end of the text. Errors give line and column. */
struct csv_reader {
    struct str rest;
    char separator;
    int line; /* of the row last read, 1-based */
};
void csv_reader_init(struct csv_reader *r, struct str text, char separator);
nodiscard enum err_code csv_read_row(struct csv_reader *r, struct arena *a,
                                     struct str **cells_out, size_t *n_out,
                                     bool *end_out, struct err *e);

#endif
