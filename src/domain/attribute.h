/* What the value of an attribute may be: facts.h keeps it as text, this says of which
 * list, and reads it strictly. */
#ifndef DOMAIN_ATTRIBUTE_H
#define DOMAIN_ATTRIBUTE_H

#include "domain/geography.h"

enum attribute_value_kind {
    ATTRIBUTE_VALUE_CODE,  /* a code of attribute_value_list() */
    ATTRIBUTE_VALUE_YEAR,  /* "1985", 1880 to 2199 */
    ATTRIBUTE_VALUE_MONTH, /* "1" to "12" */
};

enum attribute_value_kind attribute_value_kind(enum code_of_attribute_kind kind);
/* The list a ATTRIBUTE_VALUE_CODE is from: "sex", "municipality", "country", "yes_no",
 * ...; NULL for the other kinds. */
const struct code_list *attribute_value_list(enum code_of_attribute_kind kind);
/* May one person have several at the same time? (target_group, benefit, language) */
bool attribute_is_multiple(enum code_of_attribute_kind kind);
/* Art. 9 GDPR or close to it (R116, 7.11): kept apart by access rights and refusable.
 */
bool attribute_is_sensitive(enum code_of_attribute_kind kind);
/* The index in the list, the year or the month. ERR_INVALID names the kind and what is
 * expected, and never repeats the value. */
nodiscard enum err_code attribute_value_read(int *out, enum code_of_attribute_kind kind,
                                             struct str value, struct err *e);

#endif
