/* Which column is what: by its header, or by what stands in it where the header says
 * nothing. Columns that number rows or persons, or tell who is who, are never evidence.
 *
 * By header: see column_names.def, and the names of the roles. By content, when 9 in 10
 * of the values known (of the first COLUMN_SAMPLE_ROWS) are of one kind and no header
 * claims that role: dates of birth, mail addresses, sexes, Belgian national numbers.
 * Of two columns for one role, the one that says more. */
#ifndef LINK_COLUMN_ROLES_H
#define LINK_COLUMN_ROLES_H

#include "link/person_table.h"

enum { COLUMN_SAMPLE_ROWS = 5000 };

enum column_use {
    COLUMN_UNUSED,
    COLUMN_EVIDENCE, /* of a role */
    COLUMN_ID,       /* numbers rows; given back beside them */
    COLUMN_TRUTH     /* who is who, for measuring only */
};

struct column_role {
    struct str header; /* as written, trimmed */
    enum column_use use;
    enum person_role role; /* of COLUMN_EVIDENCE */
    const char *why;       /* "by its name", "by its values", "as told", "" */
};

/* A file's columns: value[column][row]. */
struct person_columns {
    size_t n_columns, n_rows;
    const struct str *header;
    struct str *const *value;
    bool told_may_miss; /* a header that is told may be one of another file */
};

/* `told`: "header=role,header=-" (also =id, =truth), or empty. ERR_USAGE for a header
 * that is not there, twice the same role, or a role that does not exist, with the cure;
 * ERR_INVALID when no column says anything of a person. Values are never in an error.
 */
nodiscard enum err_code column_roles_find(struct column_role *out,
                                          const struct person_columns *c,
                                          struct str told, struct err *e);
bool column_name_is_known(struct str header);

#endif
