/* A partner's file of one kind, row by row: the header is recognised, cells become
 * values, and every row gets a verdict. Memory does not depend on the length of the
 * file.
 *
 * The separator (; , or tab) is the one under which the header names most columns of
 * the layout. ERR_INVALID, with the cure, for a header that names a column twice, names
 * an unknown column, or lacks a needed one; what row_reader.h refuses is refused.
 * Empty rows are passed over. */
#ifndef EXCHANGE_DELIVERY_READER_H
#define EXCHANGE_DELIVERY_READER_H

#include "exchange/cell_value.h"
#include "exchange/row_reader.h"

struct received_row {
    int64_t line;
    struct str text; /* as received, in UTF-8 */
    struct value values[LAYOUT_COLUMNS_MAX];
};

/* What was recognised of a file. */
struct file_facts {
    enum text_encoding encoding;
    bool had_mark; /* a byte order mark */
    char separator;
    const char *days; /* "2022-09-30", "30/09/2022"; NULL: there were none */
};

struct delivery_reader;
/* `received`: rows may not speak of later days. `tell` gets the verdict of each refused
 * row, one for each wrong cell. */
nodiscard enum err_code delivery_reader_open(
    struct delivery_reader **out, const struct layout *layout,
    struct byte_source source, struct day received,
    void (*tell)(void *to, const struct verdict *v), void *to, struct err *e);
void delivery_reader_close(struct delivery_reader *r); /* NULL is fine */

/* The next row without a fault; NULL at the end. It lives until the next call. */
nodiscard enum err_code delivery_reader_next(struct received_row **out,
                                             struct delivery_reader *r, struct err *e);
/* The row at hand is refused after all: a verdict about one of its columns, or about
 * the row (-1). Counts the row once. */
struct verdict delivery_reader_verdict(struct delivery_reader *r, int column);
void delivery_reader_refuse(struct delivery_reader *r, const struct verdict *v);
/* The same for a row read before: a verdict about its column that held `text`, and one
 * more refused row, whose verdict is the caller's to tell. */
struct verdict delivery_reader_verdict_of(const struct delivery_reader *r, int64_t line,
                                          int column, struct str text);
void delivery_reader_refuse_earlier(struct delivery_reader *r);

int64_t delivery_reader_rows(const struct delivery_reader *r); /* so far, all */
int64_t delivery_reader_refused(const struct delivery_reader *r);
int64_t delivery_reader_total(const struct delivery_reader *r); /* SUMMED columns */
bool delivery_reader_has(const struct delivery_reader *r, int column); /* in the file */
struct str delivery_reader_header(const struct delivery_reader *r);
struct file_facts delivery_reader_facts(const struct delivery_reader *r);
/* The values of a `several` column of the row at hand. */
const uint16_t *delivery_reader_many(const struct delivery_reader *r,
                                     const struct value *value);

/* Columns for a digest of the row: its key, all, or who somebody is (without keys). */
enum column_choice { COLUMNS_KEY, COLUMNS_ALL, COLUMNS_IDENTITY };
/* Appends the given values of those columns, so that the same row written another way
 * is the same bytes. A key of one column is that value alone. */
void delivery_reader_canonical(struct buf *out, const struct delivery_reader *r,
                               enum column_choice choice);

#endif
