/* The code lists as C names. lists/ holds one line per code; from these lines come the
 * enums here (SEX_F, PHASE_OUTREACH, PROVINCE_ANTWERPEN, ... and N_SEX, the number of
 * codes) and the tables behind code_list.h. An enum value is the code's index in its
 * list: LIST_SEX names the list itself, so that
 *
 *     code_label(code_list_at(LIST_SEX), SEX_F, LANG_NL)
 *
 * is "vrouw". Values may differ between two builds; what is kept is the code's text. */
#ifndef DOMAIN_LISTS_H
#define DOMAIN_LISTS_H

#include "domain/code_list.h"

/* clang-format off */
#define LIST(name, prefix, exclusive, nl, fr, en) enum code_of_##name {
#define C(id, code, nl, fr, en, from_source, valid_from, valid_to) id,
#define END(prefix) N_##prefix };
#include "domain/lists/all.def"
#undef LIST
#undef C
#undef END

enum list_number {
#define LIST(name, prefix, exclusive, nl, fr, en) LIST_##prefix,
#define C(id, code, nl, fr, en, from_source, valid_from, valid_to)
#define END(prefix)
#include "domain/lists/all.def"
#undef LIST
#undef C
#undef END
    N_LISTS
};
/* clang-format on */

#endif
