/* Rows of a CSV file of any size, one at a time, as UTF-8.
 *
 * Encoding: UTF-8 with or without a byte order mark; else Windows-1252, decided by the
 * first block that holds more than ASCII. UTF-16 is refused (ERR_SYNTAX) with its cure.
 * Rows are those of base/csv.h: LF or CRLF, quotes doubled inside quotes.
 *
 * A row that breaks a rule is given with its `fault`, and the reader goes on at the
 * next line. Where it cannot be told any more where rows begin it stops: a quote that
 * never closes (ERR_SYNTAX), or a row of more than LIMIT_IMPORT_ROW_BYTES
 * (ERR_TOO_LARGE), with the line. Memory: a small multiple of that limit, whatever the
 * file holds. */
#ifndef EXCHANGE_ROW_READER_H
#define EXCHANGE_ROW_READER_H

#include "exchange/byte_source.h"

enum text_encoding { ENCODING_ASCII, ENCODING_UTF8, ENCODING_WINDOWS_1252 };
const char *text_encoding_name(enum text_encoding encoding); /* "Windows-1252" */

/* Everything lives until the next row is read. */
struct raw_row {
    int64_t line;      /* on which it begins, 1-based */
    struct str text;   /* without its line end */
    struct str *cells; /* unquoted */
    size_t n_cells;
    const char *fault; /* what is wrong with it, or NULL */
    size_t fault_at;   /* character of the row, 1-based */
};

struct row_reader;
struct row_reader *row_reader_new(struct byte_source source, char separator);
void row_reader_free(struct row_reader *r); /* NULL is fine */
nodiscard enum err_code row_reader_next(struct raw_row *out, bool *end_out,
                                        struct row_reader *r, struct err *e);
/* The first row again, cut by another separator; before the next is read. */
void row_reader_cut_again(struct raw_row *row, struct row_reader *r, char separator);
enum text_encoding row_reader_encoding(const struct row_reader *r);
bool row_reader_had_mark(const struct row_reader *r); /* a byte order mark */

#endif
