#include "link/person_table.h"

enum person_role person_role_named(struct str name)
{
    static const char *const names[] = {
#define R(role, name, summary) name,
#include "link/person_roles.def"
#undef R
    };
    name = str_trim(name);
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (str_eq_nocase(name, str_of(names[i]))) return (enum person_role)i;
    return N_PERSON_ROLES;
}

const char *person_role_name(enum person_role role)
{
    static const char *const names[] = {
#define R(role, name, summary) name,
#include "link/person_roles.def"
#undef R
    };
    return role < N_PERSON_ROLES ? names[role] : NULL;
}
