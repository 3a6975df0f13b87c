/* The columns of an owner's file as the fields of a linkage schema, folded, and the
 * decoys among them. */
#ifndef ACT_LINK_FIELDS_H
#define ACT_LINK_FIELDS_H

#include "act/column_file.h"
#include "encode/linkage_schema.h"

struct link_fields {
    const struct linkage_schema *schema;
    size_t n_people, n_rows; /* n_rows: with decoys, which stand behind the people */
    struct str **value;      /* value[feature][row]; NULL: an ignored feature */
    struct str *column;      /* of each feature: the header it came from */
    size_t *n_known;         /* people of whom each feature is known */
    int16_t *year;           /* of birth, 0 not known */
    bool has_year;
    size_t id_column; /* of the table */
};

struct link_fields_order {
    struct str id_column, columns, without; /* as in link_encode.h */
    bool as_is;
    unsigned decoys_percent;
};

/* Room for the decoys is made, and nothing in it. ERR_NOT_FOUND for a field that no
 * column has, with the cure. Lives in the arena. */
nodiscard enum err_code link_fields_make(struct link_fields *out, struct arena *a,
                                         const struct linkage_schema *schema,
                                         const struct column_file *t,
                                         const struct link_fields_order *order,
                                         struct err *e);
/* Each decoy takes its given names and sex from one of the people, its family names
 * from another, its birth date from a third, its address from a fourth and each other
 * field from one more, drawn by the system's generator: so each field is as common
 * among the decoys as among the people. `borrowed_out`: of each decoy, the one whose
 * exact keys it should seem to have. */
void link_fields_add_decoys(struct link_fields *f, size_t *borrowed_out);

#endif
