/* CSV (RFC 4180). The writer quotes where needed and defuses cells that a spreadsheet
 * would run as a formula. The reader is strict and never guesses. */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/buf.h"

/* A cell of text: leading = + - @ TAB CR LF (and the full-width forms of the first
 * four) get an apostrophe before them, unless the text is a plain number; so does a
 * text that has apostrophes before such a sign, so that csv_plain undoes exactly what
 * was added. Cells are separated by `separator`; csv_end_row ends the row (CRLF). A
 * decimal must be finite; 0 to 15 decimals. */
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

/* A cell as it was before the writer defused it. */
struct str csv_plain(struct str cell);

/* Reads one row: cells point into the text or, when quoted with doubled quotes, into
 * the arena. `*end_out` at the end of the text, with no row. Rows end in LF or CRLF;
 * the last one may lack it; an empty line is a row of one empty cell. Refused, with
 * line and column (ERR_SYNTAX): a quote inside an unquoted cell, anything after a
 * closing quote, a lone CR, a zero byte, text that is not UTF-8. More than
 * LIMIT_CSV_CELLS in a row: ERR_TOO_LARGE. After an error the reader stays at the row
 * that was wrong. A byte order mark at the start is skipped. */
struct csv_reader {
    struct str rest;
    char separator;
    int line;      /* of the row last read, 1-based */
    int next_line; /* where the next row begins; a quoted cell may hold line ends */
};
void csv_reader_init(struct csv_reader *r, struct str text, char separator);
nodiscard enum err_code csv_read_row(struct csv_reader *r, struct arena *a,
                                     struct str **cells_out, size_t *n_out,
                                     bool *end_out, struct err *e);

#endif
