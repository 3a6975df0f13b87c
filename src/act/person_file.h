/* A CSV file of persons in the clear, as columns in memory, and which column is what.
 */
#ifndef ACT_PERSON_FILE_H
#define ACT_PERSON_FILE_H

#include "act/column_file.h"
#include "link/column_roles.h"

struct person_file {
    struct arena arena;
    struct column_file csv;
    struct person_columns columns; /* the same columns, as roles are found in them */
    struct column_role *role;      /* of each column */
};

/* `told`: what the user says of columns, see column_roles.h; a header that this file
 * does not have is passed over. ERR_INVALID for a file without rows, and what
 * column_file.h refuses. Values are in no error. */
nodiscard enum err_code person_file_read(struct person_file *out, const char *path,
                                         struct str told, struct err *e);
nodiscard enum err_code person_file_read_bytes(struct person_file *out,
                                               const char *path,
                                               struct byte_source source,
                                               struct str told, struct err *e);
void person_file_dispose(struct person_file *f);

/* The first column of that use, by its name or as told; or SIZE_MAX. What is only
 * different in every row may be a telephone number: it is never given back as an id. */
size_t person_file_column(const struct person_file *f, enum column_use use);
/* One table of all files, in order; slices are those of the files, arrays in the arena.
 * One file, or `have_doubles`: persons are looked for within files as well. */
void person_table_of_files(struct person_table *out, struct arena *a,
                           const struct person_file *files, size_t n,
                           bool have_doubles);

#endif
