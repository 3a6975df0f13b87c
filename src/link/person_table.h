/* Records of persons as columns, one column a role. */
#ifndef LINK_PERSON_TABLE_H
#define LINK_PERSON_TABLE_H

#include "base/day.h"
#include "base/err.h"

/* role, name in commands and files. The list of what a column can be. */
enum person_role {
#define R(role, name, summary) role,
#include "link/person_roles.def"
#undef R
    N_PERSON_ROLES
};

struct person_table {
    size_t n;
    /* NULL: no column has this role. STR_NONE or empty: not known in this record. */
    struct str *value[N_PERSON_ROLES];
    uint16_t *file;          /* which file each row came from; NULL: all from one */
    size_t n_files;          /* 1: look for doubles within it; 2: link, one to one */
    bool files_have_doubles; /* two files, but each may hold a person twice */
};

/* NULL-safe inverse of the names; N_PERSON_ROLES when there is none. */
enum person_role person_role_named(struct str name);
const char *person_role_name(enum person_role role);

#endif
