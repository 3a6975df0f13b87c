/* The tables of lists/, in the order of enum list_number. */
#include "domain/list_table.h"
#include "domain/lists.h"

/* clang-format off */
#define LIST(name, prefix, exclusive, nl, fr, en) \
    static const struct code name##_codes[] = {
#define C(id, code, nl, fr, en, from_source, valid_from, valid_to) \
    {code, {nl, fr, en}, valid_from, valid_to, from_source},
#define END(prefix) };
#include "domain/lists/all.def"
#undef LIST
#undef C
#undef END

const struct code_list list_table[N_LISTS] = {
#define LIST(name, prefix, exclusive, nl, fr, en) \
    {#name, {nl, fr, en}, name##_codes, ARRAY_LEN(name##_codes), exclusive},
#define C(id, code, nl, fr, en, from_source, valid_from, valid_to)
#define END(prefix)
#include "domain/lists/all.def"
#undef LIST
#undef C
#undef END
};
/* clang-format on */
