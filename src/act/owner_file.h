/* A CSV file of persons in memory, as columns: what an owner encodes, and what an owner
 * joins. Separator: comma, semicolon or tab, by the header. Rows that break a rule, or
 * have another number of cells than the header, refuse the file with their line. */
#ifndef ACT_OWNER_FILE_H
#define ACT_OWNER_FILE_H

#include "base/err.h"
#include "base/str.h"

struct owner_file {
    size_t n_columns, n_rows;
    struct str *header; /* trimmed */
    struct str **value; /* value[column][row], trimmed */
};

/* Everything lives in the arena, but `value[..]`: owner_file_dispose. At most
 * LIMIT_CLK_RECORDS rows. */
nodiscard enum err_code owner_file_read(struct owner_file *out, struct arena *a,
                                        const char *path, struct err *e);
void owner_file_dispose(struct owner_file *t);
/* ASCII letters in either case; n_columns: there is none. */
size_t owner_file_column(const struct owner_file *t, struct str name);

#endif
