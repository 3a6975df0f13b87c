/* A CSV file as columns in memory. Separators (; , tab |) and encodings are recognised
 * as exchange/row_reader.h says; cells are trimmed, empty lines passed over, and every
 * row must have as many cells as the header. */
#ifndef ACT_COLUMN_FILE_H
#define ACT_COLUMN_FILE_H

#include "exchange/byte_source.h"

struct column_file {
    const char *path;    /* as given */
    struct arena *arena; /* that of who reads: everything lives in it */
    size_t n_columns, n_rows;
    struct str *header;
    struct str **value; /* value[column][row] */
    char separator;
    const char *encoding;
};

/* ERR_INVALID for a file without a header and for a row of another length, by line;
 * ERR_TOO_LARGE beyond LIMIT_LINK_ROWS, LIMIT_LINK_COLUMNS or LIMIT_LINK_BYTES. Values
 * are in no error. */
nodiscard enum err_code column_file_read(struct column_file *out, struct arena *a,
                                         const char *path, struct err *e);
nodiscard enum err_code column_file_read_bytes(struct column_file *out, struct arena *a,
                                               const char *path,
                                               struct byte_source source,
                                               struct err *e);
/* ASCII letters in either case; n_columns: there is none. */
size_t column_file_column(const struct column_file *f, struct str name);

#endif
