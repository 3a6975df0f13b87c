/* Files of persons as columns to compare: names, birth, sex and residence, from what is
 * sealed and from what is countable. Everything that was opened lives here and is wiped
 * at the end. */
#ifndef ACT_LINK_TABLE_H
#define ACT_LINK_TABLE_H

#include "act/open.h"
#include "link/person_table.h"
#include "store/identity_bulk.h"
#include "store/link_input_store.h"

/* What is opened of a person for a comparison; no number, telephone, mail or note. */
enum {
    LINK_FIELDS_OPENED = 1 << IDENTITY_GIVEN_NAME | 1 << IDENTITY_FAMILY_NAME |
                         1 << IDENTITY_BIRTH_NAME | 1 << IDENTITY_BIRTH_DATE |
                         1 << IDENTITY_ADDRESS
};

struct link_table {
    struct person_table table;
    uint32_t *file_of_row; /* place among the files given */
    struct arena text;
};

/* Opens every file that has a key and was not erased, after logging each look, and
 * makes a row of each that has at least a name or a day of birth. */
nodiscard enum err_code link_table_open(struct link_table *out, struct house *h,
                                        const struct actor *who, const char *reason,
                                        const struct link_file *files, size_t n,
                                        struct err *e);
void link_table_dispose(struct link_table *t);

/* An address as people write it: "Kerkstraat 12 bus 3, 9000 Gent". Parts that are not
 * found stay empty; without a postcode all of it is `rest`. Slices point into
 * `address`.
 */
struct address_parts {
    struct str street, house_number, postcode, place, rest;
};
void address_parts_of(struct address_parts *out, struct str address);

#endif
